//! The method map: six steps with their state, their age and what comes next; above the pages of a workspace, and as a page
//! that leads a newcomer.

use askama::Template;
use model::{KeptAssessment, Role, StrategyId};
use strategy::map::{StepName, StepState};
use strategy::{MapContext, method_map};

use super::Open;
use crate::auth::{Ask, May, ReadStrategy};
use crate::error::PageError;
use crate::frame::{Frame, Page, page};
use crate::say;

/// One step as the map shows it.
#[derive(Debug, Clone)]
pub struct StripStep {
    /// Its name.
    pub name: &'static str,
    /// Where it is done.
    pub path: String,
    /// How far it is, in words.
    pub state: &'static str,
    /// The same for styles.
    pub class: &'static str,
    /// How old it is; empty where that is not known.
    pub age: String,
    /// The next thing to do.
    pub next: String,
    /// Why the step is there.
    pub why: &'static str,
    /// Whether the page belongs to it.
    pub here: bool,
}

/// The map above a page.
#[derive(Debug, Clone)]
pub struct Strip {
    /// Whose map it is.
    pub about: String,
    /// The six steps.
    pub steps: Vec<StripStep>,
    /// What to do next: of the first step that is not done.
    pub next: String,
}

const fn name(step: StepName) -> &'static str {
    match step {
        StepName::Assessment => "Assessment",
        StepName::Swot => "SWOT",
        StepName::Team => "Team",
        StepName::Hexagon => "Hexagon",
        StepName::Programs => "Programs",
        StepName::Reporting => "Reporting",
    }
}

/// The word by which a page says to which step it belongs.
const fn word(step: StepName) -> &'static str {
    match step {
        StepName::Assessment => "assessment",
        StepName::Swot => "swot",
        StepName::Team => "team",
        StepName::Hexagon => "hexagon",
        StepName::Programs => "programs",
        StepName::Reporting => "reporting",
    }
}

const fn state(state: StepState) -> (&'static str, &'static str) {
    match state {
        StepState::NotBegun => ("not begun", "is-none"),
        StepState::Open => ("open", "is-open"),
        StepState::Done => ("done", "is-done"),
        StepState::Old => ("too old", "is-old"),
    }
}

fn path(step: StepName, strategy: Option<StrategyId>) -> String {
    let Some(id) = strategy else {
        let path = if step == StepName::Assessment { "/assess/kept" } else { "/strategy" };
        return path.to_owned();
    };
    match step {
        StepName::Assessment => "/assess/kept".to_owned(),
        StepName::Swot => format!("/strategy/{id}/swot"),
        StepName::Team => format!("/strategy/{id}/team"),
        StepName::Hexagon => format!("/strategy/{id}/hexagon"),
        StepName::Programs => "/programs".to_owned(),
        StepName::Reporting => "/measures".to_owned(),
    }
}

fn age(days: Option<i64>) -> String {
    match days {
        None => String::new(),
        Some(0) => "today".to_owned(),
        Some(days) => say::many(days.unsigned_abs(), "day", "days"),
    }
}

fn strip(context: &MapContext<'_>, here: &str) -> Strip {
    let strategy = context.strategy.map(|of| of.strategy);
    let steps: Vec<StripStep> = method_map(context)
        .into_iter()
        .map(|step| {
            let (state, class) = state(step.state);
            StripStep {
                name: name(step.name),
                path: path(step.name, strategy.map(|strategy| strategy.id)),
                state,
                class,
                age: age(step.age_days),
                next: step.next,
                why: step.why,
                here: word(step.name) == here,
            }
        })
        .collect();
    let first = steps.iter().find(|step| step.class != "is-done").or(steps.first());
    Strip {
        about: strategy.map_or_else(|| "The method.".to_owned(), |one| format!("{}.", one.name)),
        next: first.map(|step| format!("{}: {}", step.name, step.next)).unwrap_or_default(),
        steps,
    }
}

/// The newest kept assessment; the map asks only when it was made.
async fn newest<A: Ask>(who: &May<A>) -> Result<Option<KeptAssessment>, PageError> {
    let newest = who.ledger.latest_kept().await?;
    Ok(newest.map(|kept| KeptAssessment {
        id: kept.id,
        as_of: kept.as_of,
        window: kept.window,
        mentions: kept.mentions,
        findings: Vec::new(),
    }))
}

/// The map of an opened strategy.
pub async fn of_open<A: Ask>(who: &May<A>, open: &Open, here: &str) -> Result<Strip, PageError> {
    let now = who.house.now();
    let newest = newest(who).await?;
    let judged = open.basis.context(&open.strategy, now);
    let context = MapContext {
        newest: newest.as_ref(),
        strategy: Some(&judged),
        complaints: &open.complaints,
        now,
    };
    Ok(strip(&context, here))
}

/// The map of the workspace: of its strategy in force, or of the one that was worked on last. `None` for who may not read
/// strategies.
pub async fn of<A: Ask>(who: &May<A>, here: &str) -> Result<Option<Strip>, PageError> {
    if !who.also(model::Permission::ReadStrategy) {
        return Ok(None);
    }
    let own = (who.member.role == Role::Guest).then_some(who.member.id);
    if let Some(main) = who.ledger.main_strategy(own).await? {
        let open = super::open(who, main.id.0).await?;
        return Ok(Some(of_open(who, &open, here).await?));
    }
    let newest = newest(who).await?;
    let context = MapContext {
        newest: newest.as_ref(),
        strategy: None,
        complaints: &[],
        now: who.house.now(),
    };
    Ok(Some(strip(&context, here)))
}

#[derive(Template)]
#[template(path = "pages/strategy/map.html")]
struct MapPage {
    frame: Frame,
    map: Strip,
    done: usize,
}

/// The way through the method, step by step.
pub async fn show(who: May<ReadStrategy>) -> Page {
    let map = of(&who, "").await?.ok_or(PageError::Forbidden)?;
    page(&MapPage {
        frame: Frame::new(&who, "/strategy", "How does a company become part of the conversation?"),
        done: map.steps.iter().filter(|step| step.class == "is-done").count(),
        map,
    })
}
