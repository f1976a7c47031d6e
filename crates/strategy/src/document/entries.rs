//! Writes a strategy in names.

use model::{Goal, ItemId, Strategy, SwotItem};

use super::names::item as called;
use super::{
    BenefitText, CounterText, Document, GoalText, ItemText, MethodText, Names, ReportText,
    ResourceText, SwotText, TeammateText,
};

pub(super) fn document(strategy: &Strategy, names: &Names<'_>) -> Document {
    let hexagon = &strategy.hexagon;
    let mut swot = SwotText::default();
    for item in &strategy.swot {
        swot.of_mut(item.kind).push(item_text(item, names));
    }
    let answers = |answers: &[ItemId]| -> Vec<String> {
        answers.iter().filter_map(|id| called(strategy, *id)).collect()
    };
    let teammate = |id: &ItemId| {
        strategy.team.iter().find(|known| known.id == *id).map(|known| known.name.clone())
    };
    Document {
        name: strategy.name.clone(),
        assessment: strategy.assessment.map(|id| id.0),
        mission: hexagon.mission.clone(),
        goal: hexagon.goal.as_ref().map(|goal| goal_text(goal, names)),
        swot,
        team: strategy
            .team
            .iter()
            .map(|known| TeammateText {
                name: known.name.clone(),
                party: known.party,
                organisation: known.organisation.clone(),
                leads: known.leads.clone(),
                leads_sections: known.leads_sections.clone(),
            })
            .collect(),
        benefits: hexagon
            .benefits
            .iter()
            .map(|benefit| BenefitText {
                answers: answers(&benefit.answers),
                for_market: benefit.for_market.clone(),
                for_company: benefit.for_company.clone(),
            })
            .collect(),
        resources: hexagon
            .resources
            .iter()
            .map(|resource| ResourceText {
                kind: resource.kind,
                name: resource.name.clone(),
                place: resource.place.clone(),
                teammate: resource.teammate.as_ref().and_then(teammate),
                amount: resource.amount,
            })
            .collect(),
        methods: hexagon
            .methods
            .iter()
            .map(|method| MethodText {
                name: method.name.clone(),
                leads_to_goal: method.leads_to_goal.clone(),
                answers: answers(&method.answers),
                program: method.program.map(|id| names.program(id)),
                nice_to_have: method.nice_to_have,
            })
            .collect(),
        reporting: hexagon
            .reporting
            .iter()
            .map(|report| ReportText {
                measure: names.kpi(report.kpi),
                rhythm: report.rhythm,
                audience: report.audience.clone(),
                control: report.control,
            })
            .collect(),
    }
}

fn item_text(item: &SwotItem, names: &Names<'_>) -> ItemText {
    ItemText {
        text: item.text.clone(),
        evidence: item.evidence.iter().map(|evidence| names.evidence(evidence)).collect(),
        candidate: item.candidate.as_ref().map(|key| key.0.clone()),
        dropped: item.dropped,
        counter: item
            .counter
            .as_ref()
            .map(|counter| CounterText { by: counter.by_name.clone(), text: counter.text.clone() }),
    }
}

fn goal_text(goal: &Goal, names: &Names<'_>) -> GoalText {
    GoalText {
        text: goal.text.clone(),
        objectives: goal.objectives.clone(),
        measure: goal.kpi.map(|kpi| names.kpi(kpi)),
        baseline: goal.baseline,
        target: goal.target,
        by: goal.by,
        benefits_market: goal.benefits_market.clone(),
        benefits_company: goal.benefits_company.clone(),
        evidence: goal.evidence.iter().map(|evidence| names.evidence(evidence)).collect(),
    }
}
