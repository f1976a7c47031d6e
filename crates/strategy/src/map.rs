//! The way through the method, for somebody who never heard of it: six steps, each with its state, its age and what to do next.

use model::{KeptAssessment, ProgramState, Section, StrategyState, Timestamp};
use serde::Serialize;

use crate::lint::{Complaint, LintContext, Rule};
use crate::swot::{Votes, is_open, votes_of};

/// A step of the method.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StepName {
    /// Facts first.
    Assessment,
    /// From the assessment alone.
    Swot,
    /// With customers and partners.
    Team,
    /// Goal, mission, benefits, resources, methods, reporting.
    Hexagon,
    /// What is done.
    Programs,
    /// What it brought.
    Reporting,
}

/// How far a step is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StepState {
    /// Nothing is there yet.
    NotBegun,
    /// Something is there, and something is missing.
    Open,
    /// Nothing blocks here.
    Done,
    /// Done, and too long ago.
    Old,
}

/// One of the six steps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    /// Which.
    pub name: StepName,
    /// How far.
    pub state: StepState,
    /// Days since it last changed, where that is known.
    pub age_days: Option<i64>,
    /// The next thing to do, in one sentence.
    pub next: String,
    /// Why the step is there, in two sentences.
    pub why: &'static str,
}

/// What the way is judged with.
#[derive(Debug, Clone, Copy)]
pub struct MapContext<'a> {
    /// The newest kept assessment of the workspace.
    pub newest: Option<&'a KeptAssessment>,
    /// The strategy with all that it is judged with; absent: none was begun.
    pub strategy: Option<&'a LintContext<'a>>,
    /// What the lint says of it.
    pub complaints: &'a [Complaint],
    /// The moment.
    pub now: Timestamp,
}

/// The six steps, in the order of the method.
pub fn method_map(context: &MapContext<'_>) -> [Step; 6] {
    [
        assessment(context),
        swot(context),
        team(context),
        hexagon(context),
        programs(context),
        reporting(context),
    ]
}

fn age(context: &MapContext<'_>, since: Timestamp) -> i64 {
    context.now.0.saturating_sub(since.0).max(0) / Timestamp::DAY_SECS
}

/// The first complaint in `sections` with what to do, those that block first.
fn first<'a>(context: &MapContext<'a>, sections: &[Option<Section>]) -> Option<&'a Complaint> {
    let own = || context.complaints.iter().filter(|c| sections.contains(&c.section));
    own().find(|complaint| complaint.blocks).or_else(|| own().next())
}

fn judged(context: &MapContext<'_>, sections: &[Option<Section>], begun: bool) -> StepState {
    let blocks = context.complaints.iter().any(|c| c.blocks && sections.contains(&c.section));
    match (begun, blocks) {
        (false, _) => StepState::NotBegun,
        (true, true) => StepState::Open,
        (true, false) => StepState::Done,
    }
}

fn next(complaint: Option<&Complaint>, otherwise: &str) -> String {
    complaint.map_or_else(|| otherwise.to_owned(), |c| format!("{} {}", c.says, c.remedy))
}

fn assessment(context: &MapContext<'_>) -> Step {
    let chosen = context.strategy.and_then(|strategy| strategy.assessment);
    let kept = chosen.or(context.newest);
    let old = context
        .complaints
        .iter()
        .any(|c| matches!(c.rule, Rule::AssessmentOld | Rule::AssessmentTooOld));
    let state = match kept {
        None => StepState::NotBegun,
        Some(_) if old => StepState::Old,
        Some(_) if context.strategy.is_some() => judged(context, &[None], true),
        Some(_) => StepState::Done,
    };
    let complaint = first(context, &[None]);
    let next = match (kept, context.strategy) {
        (None, _) => "Assess the four quadrants and keep the assessment.".to_owned(),
        (Some(_), None) => "Begin a strategy that rests on this assessment.".to_owned(),
        (Some(_), Some(_)) => {
            next(complaint, "Look at its findings, and take candidates into the SWOT.")
        }
    };
    Step {
        name: StepName::Assessment,
        state,
        age_days: kept.map(|kept| age(context, kept.as_of)),
        next,
        why: "Never start with objectives: after the assessment you will change whatever you had. It holds facts only, so that everybody can agree on them before anybody argues.",
    }
}

fn swot(context: &MapContext<'_>) -> Step {
    let strategy = context.strategy.map(|context| context.strategy);
    let begun = strategy.is_some_and(|strategy| !strategy.swot.is_empty());
    let sections = [Some(Section::Swot)];
    let votes = strategy.and_then(|strategy| {
        let mut standing = strategy.swot.iter().filter(|item| !item.dropped);
        let item = standing.find(|item| !is_open(strategy, item))?;
        match votes_of(strategy, item, None) {
            Votes::Sealed { cast, of, .. } if of > 0 => {
                Some(format!("Let all vote: {cast} of {of} have voted on “{}”.", item.text))
            }
            _ => None,
        }
    });
    let otherwise =
        votes.unwrap_or_else(|| "Discuss what is disputed; it stays visible.".to_owned());
    let next = match strategy {
        None => "Begin a strategy first.".to_owned(),
        Some(_) => next(first(context, &sections).filter(|c| c.rule != Rule::NotVoted), &otherwise),
    };
    Step {
        name: StepName::Swot,
        state: judged(context, &sections, begun),
        age_days: changed(context),
        next,
        why: "Strengths and weaknesses are where the market feels a difference; opportunities are needs that nobody answers. Each rests on findings, is argued against by name and voted on unseen, because people decide from what comes to mind first.",
    }
}

fn team(context: &MapContext<'_>) -> Step {
    let strategy = context.strategy.map(|context| context.strategy);
    let sections = [Some(Section::Team)];
    let next = match strategy {
        None => "Begin a strategy first.".to_owned(),
        Some(_) => next(first(context, &sections), "Ask the team for comments and proposals."),
    };
    Step {
        name: StepName::Team,
        state: judged(context, &sections, strategy.is_some_and(|s| !s.team.is_empty())),
        age_days: changed(context),
        next,
        why: "A strategy that is made behind closed doors fails: if the market's people did not help to write it, none of them helps to carry it out. So customers and partners are on the team from the first day, and whoever leads is named.",
    }
}

fn hexagon(context: &MapContext<'_>) -> Step {
    let strategy = context.strategy.map(|context| context.strategy);
    let sections = Section::HEXAGON.map(Some);
    let begun = strategy.is_some_and(|s| s.hexagon != model::Hexagon::default());
    let blocked = context.complaints.iter().any(|complaint| complaint.blocks);
    let otherwise = match strategy.map(|strategy| strategy.state) {
        Some(StrategyState::Active { .. }) => "Tell the team what changed since they signed.",
        _ if blocked => "Close what is open in the steps before, then make an edition.",
        _ => "Make an edition and let the team sign it.",
    };
    let next = match strategy {
        None => "Begin a strategy first.".to_owned(),
        Some(_) => next(first(context, &sections), otherwise),
    };
    Step {
        name: StepName::Hexagon,
        state: judged(context, &sections, begun),
        age_days: changed(context),
        next,
        why: "Goal, mission, benefits, resources, methods and reporting fit on one page, and everybody can say how they hang together. What does not lead to the goal goes to the nice-to-have box.",
    }
}

fn changed(context: &MapContext<'_>) -> Option<i64> {
    context.strategy.map(|strategy| age(context, strategy.strategy.changed_at))
}

fn programs(context: &MapContext<'_>) -> Step {
    let own: Vec<_> = context.strategy.map_or_else(Vec::new, |of| {
        let serves = |p: &&model::Program| p.serves.is_some_and(|(id, _)| id == of.strategy.id);
        of.programs.iter().filter(serves).collect()
    });
    let under_way = own.iter().any(|p| !matches!(p.state, ProgramState::Draft));
    let state = match (own.is_empty(), under_way) {
        (true, _) => StepState::NotBegun,
        (false, false) => StepState::Open,
        (false, true) => StepState::Done,
    };
    let without = context.complaints.iter().find(|c| c.rule == Rule::MethodNoProgram);
    let finished = own.iter().find(|program| program.state == ProgramState::Finished);
    let draft = own.iter().find(|program| program.state == ProgramState::Draft);
    let next = match (without, finished, draft) {
        (Some(complaint), ..) => format!("{} {}", complaint.says, complaint.remedy),
        (_, Some(program), _) => format!("Write down what was learned from “{}”.", program.name),
        (.., Some(program)) => format!("Agree on “{}” with those who carry it.", program.name),
        _ if own.is_empty() => "Begin a program for each method.".to_owned(),
        _ => "Check in: is each program on track?".to_owned(),
    };
    Step {
        name: StepName::Programs,
        state,
        age_days: own.iter().map(|program| age(context, program.changed_at)).min(),
        next,
        why: "Programs are left to those who carry them, departments, customers and partners, within a frame: who, with what, what changes, what follows. They grow without a big bang, one after another.",
    }
}

fn reporting(context: &MapContext<'_>) -> Step {
    let goal = context.strategy.and_then(|of| of.strategy.hexagon.goal.as_ref()?.kpi);
    let points = context.strategy.map_or(0, |of| {
        let own = |(kpi, _): &&(model::KpiId, u64)| Some(*kpi) == goal;
        of.points.iter().find(own).map_or(0, |(_, points)| *points)
    });
    let state = match (goal, points) {
        (None, _) => StepState::NotBegun,
        (Some(_), 0) => StepState::Open,
        (Some(_), _) => StepState::Done,
    };
    let next = match (goal, points) {
        (None, _) => "Choose the measure by which the goal is known.".to_owned(),
        (Some(_), 0) => "Let the goal's measure be counted once.".to_owned(),
        (Some(_), _) => "Compare where the goal's measure stands with where it should.".to_owned(),
    };
    Step {
        name: StepName::Reporting,
        state,
        age_days: None,
        next,
        why: "Know first what you need to steer, then measure it. Recommendations come long before revenue, so revenue is a control and never the aim.",
    }
}

#[cfg(test)]
mod tests;
