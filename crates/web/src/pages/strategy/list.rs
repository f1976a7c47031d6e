//! All strategies, and the beginning of a new one.

use askama::Template;
use axum::Form;
use axum::extract::Query;
use axum::response::Redirect;
use model::{Permission, Role, StrategyId, StrategyState};

use super::forms::{Fields, value};
use super::{Asked, done, map, words};
use crate::auth::{Ask, EditStrategy, May, ReadStrategy};
use crate::error::PageError;
use crate::frame::{Frame, Page, page};
use crate::pages::card::ago;
use crate::say;

/// Longest name.
const NAME: usize = 120;

struct Row {
    path: String,
    name: String,
    goal: String,
    state: String,
    by: String,
    items: u64,
    team: u64,
    changed: String,
}

#[derive(Template)]
#[template(path = "pages/strategy/list.html")]
struct ListPage {
    frame: Frame,
    answer: String,
    rows: Vec<Row>,
    can_edit: bool,
    guest: bool,
}

/// The list. A guest finds those on whose team they are.
pub async fn show(who: May<ReadStrategy>, Query(asked): Query<Asked>) -> Page {
    let guest = who.member.role == Role::Guest;
    let all = match guest {
        true => who.ledger.strategies_of(who.member.id).await?,
        false => who.ledger.strategies().await?,
    };
    let (now, zone) = (who.house.now(), who.snapshot().plan.zone.clone());
    let active = all.iter().filter(|one| matches!(one.state, StrategyState::Active { .. })).count();
    let drafts = all.iter().filter(|one| one.state == StrategyState::Draft).count();
    let answer = format!(
        "{} in force, {}.",
        say::many(active as u64, "strategy is", "strategies are"),
        say::many(drafts as u64, "draft", "drafts")
    );
    let row = |one: ledger::StrategySummary| Row {
        path: format!("/strategy/{}", one.id),
        state: words::strategy_state(one.state),
        by: one.by.map(report::dates::short).unwrap_or_default(),
        changed: ago(one.changed_at, now, &zone),
        name: one.name,
        goal: one.goal,
        items: one.items,
        team: one.team,
    };
    page(&ListPage {
        frame: Frame::new(&who, "/strategy", "Which way do we go?")
            .with_map(map::of(&who, "").await?)
            .with_done(done(&asked.did)),
        answer,
        rows: all.into_iter().map(row).collect(),
        can_edit: who.also(Permission::EditStrategy),
        guest,
    })
}

/// Begins a strategy; it rests on the newest kept assessment, if there is one.
pub async fn begin(
    who: May<EditStrategy>,
    Form(form): Form<Fields>,
) -> Result<Redirect, PageError> {
    let begun = begin_called(&who, value(&form, "name")).await?;
    Ok(Redirect::to(&format!("/strategy/{begun}?did=begun")))
}

/// Begins a strategy called `name`; its number.
///
/// # Errors
/// [`PageError::Refused`] where the name is none.
pub async fn begin_called<A: Ask>(who: &May<A>, name: &str) -> Result<StrategyId, PageError> {
    if name.is_empty() || name.chars().count() > NAME {
        let why = format!("give the strategy a name of at most {NAME} characters");
        return Err(PageError::Refused(why));
    }
    let now = who.house.now();
    let begun = who.ledger.add_strategy(name, Some(who.member.id), now).await?;
    if let Some(newest) = who.ledger.latest_kept().await? {
        let choose = vec![
            ("edit".to_owned(), "choose_assessment".to_owned()),
            ("assessment".to_owned(), newest.id.to_string()),
        ];
        super::edit::change(who, begun.id.0, &choose).await?;
    }
    who.audit("strategy.begun", &begun.id.to_string()).await?;
    Ok(begun.id)
}
