//! The goal: measurable, dated, resting on evidence, and something that people outside care about.

use model::{Goal, Kpi, Section, Zone};

use super::swot::gone;
use super::words::{is_followers, is_money};
use super::{Complaints, Rule};

const AT: (Section, Option<model::ItemId>) = (Section::Goal, None);

pub(super) fn check(complaints: &mut Complaints<'_>) {
    let strategy = complaints.context.strategy;
    let Some(goal) = &strategy.hexagon.goal else {
        complaints.add(
            Rule::NoGoal,
            AT,
            "There is no goal.",
            "Say what completion is: measurable, dated, and worth something to customers and partners.",
        );
        return;
    };
    if goal.benefits_market.trim().is_empty() {
        complaints.add(
            Rule::NobodyOutside,
            AT,
            format!("Nobody outside cares about “{}”.", goal.text),
            "Say what customers and partners have of it; if they have nothing, choose another goal.",
        );
    }
    if goal.objectives.is_empty() {
        complaints.add(
            Rule::NoObjective,
            AT,
            "The goal serves none of the four objectives.",
            "Choose one at least: extend reach, deepen relationships, broaden knowledge, renew influence.",
        );
    }
    if goal.evidence.is_empty() {
        complaints.add(
            Rule::GoalNoEvidence,
            AT,
            "The goal rests on no evidence.",
            "Pin the findings that made you choose it.",
        );
    }
    for evidence in &goal.evidence {
        gone(complaints, AT, "The goal", evidence);
    }
    if is_followers(&goal.text) {
        complaints.add(
            Rule::Followers,
            AT,
            "The goal counts followers, and followers are not relationships.",
            "Count what people do: talk, recommend, suggest, answer each other.",
        );
    }
    measure(complaints, goal);
    date(complaints, goal);
}

fn measure(complaints: &mut Complaints<'_>, goal: &Goal) {
    let context = complaints.context;
    match goal.kpi.map(|id| (id, context.kpi(id))) {
        None => complaints.add(
            Rule::GoalNoKpi,
            AT,
            "Nobody can measure whether the goal is reached.",
            "Choose the measure by which it is known.",
        ),
        Some((id, None)) => complaints.add(
            Rule::KpiGone,
            AT,
            format!("The measure {id}, by which the goal is known, is gone."),
            "Choose another measure.",
        ),
        Some((id, Some(kpi))) => {
            if is_control(kpi) {
                complaints.add(
                    Rule::RevenueAsAim,
                    AT,
                    format!("{} is an aim here; make it a control.", kpi.name),
                    "Aim at what comes long before money, such as recommendations, and look at money afterwards.",
                );
            }
            if !context.points.iter().any(|(known, points)| *known == id && *points > 0) {
                complaints.add(
                    Rule::GoalNoPoints,
                    AT,
                    format!("“{}”, the goal's measure, has no points yet.", kpi.name),
                    "Let it be counted once, or type in where it stands.",
                );
            }
        }
    }
    match (goal.baseline, goal.target) {
        (_, None) => complaints.add(
            Rule::GoalNoTarget,
            AT,
            "The goal has no target.",
            "Say how much is enough, in the unit of its measure.",
        ),
        (Some(baseline), Some(target)) if baseline.to_bits() == target.to_bits() => {
            complaints.add(
                Rule::GoalNoTarget,
                AT,
                "The goal is reached already: its target is where the measure stood.",
                "Say how much more is enough.",
            );
        }
        (None, Some(_)) => complaints.add(
            Rule::GoalNoBaseline,
            AT,
            "Nobody knows from where the goal starts.",
            "Say where the measure stood at the beginning.",
        ),
        (Some(_), Some(_)) => {}
    }
}

fn date(complaints: &mut Complaints<'_>, goal: &Goal) {
    let today = Zone::utc().day(complaints.context.now);
    match goal.by {
        None => complaints.add(
            Rule::GoalNoDate,
            AT,
            "The goal has no date.",
            "Say until when; what has no date is a wish.",
        ),
        Some(by) if by < today => complaints.add(
            Rule::GoalPast,
            AT,
            format!("The goal was due on {}.", model::dates::long(by)),
            "Look at what was reached, and set the next date.",
        ),
        Some(_) => {}
    }
}

/// Whether a measure is only looked at afterwards.
pub(super) fn is_control(kpi: &Kpi) -> bool {
    kpi.control || is_money(&kpi.name)
}
