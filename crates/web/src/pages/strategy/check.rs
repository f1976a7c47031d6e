//! The check: everything that stands against an edition, in the order of the method; and what puts one in force.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Redirect;
use ledger::Changed;
use model::{Section, StrategyId, StrategyState};
use strategy::{Complaint, may_take_force};

use super::{Asked, Link, Open, enter, open, tabs, words};
use crate::auth::{EditStrategy, May, ReadStrategy};
use crate::error::PageError;
use crate::frame::{Frame, Page, page};
use crate::say;

struct Group {
    name: &'static str,
    path: String,
    complaints: Vec<Complaint>,
}

#[derive(Template)]
#[template(path = "pages/strategy/check.html")]
struct CheckPage {
    frame: Frame,
    tabs: Vec<Link>,
    id: StrategyId,
    answer: String,
    groups: Vec<Group>,
    /// Why no edition can be made; empty where one can.
    no_edition: String,
    /// The newest edition, and why it does not take force; empty where it can.
    newest: Option<u32>,
    no_force: String,
    in_force: Option<u32>,
    can_edit: bool,
    ended: bool,
}

fn path(open: &Open, section: Option<Section>) -> String {
    let id = open.strategy.id;
    match section {
        None => format!("/strategy/{id}"),
        Some(Section::Swot) => format!("/strategy/{id}/swot"),
        Some(Section::Team) => format!("/strategy/{id}/team"),
        Some(section) => format!("/strategy/{id}/hexagon#{}", section.as_str()),
    }
}

fn groups(open: &Open) -> Vec<Group> {
    let sections = std::iter::once(None).chain(Section::ALL.iter().copied().map(Some));
    let group = |section: Option<Section>| {
        let own: Vec<_> =
            open.complaints.iter().filter(|one| one.section == section).cloned().collect();
        (!own.is_empty()).then(|| Group {
            name: section.map_or("Assessment", words::section),
            path: path(open, section),
            complaints: own,
        })
    };
    sections.filter_map(group).collect()
}

/// What stands against an edition, in one sentence; empty where nothing does.
pub fn reason(open: &Open) -> String {
    let blocking: Vec<_> = open.complaints.iter().filter(|one| one.blocks).collect();
    match blocking.as_slice() {
        [] => String::new(),
        [one] => one.says.clone(),
        [first, rest @ ..] => {
            format!("{} And {} more.", first.says, rest.len())
        }
    }
}

/// The check.
pub async fn show(who: May<ReadStrategy>, Path(id): Path<u32>, Query(asked): Query<Asked>) -> Page {
    let open = open(&who, id).await?;
    let id = open.strategy.id;
    let newest = who.ledger.editions(id).await?.first().map(|edition| edition.number);
    let no_force = match newest {
        Some(number) => force(&who.ledger, id, number).await?.err().unwrap_or_default(),
        None => "there is no edition yet".to_owned(),
    };
    let in_force = match open.strategy.state {
        StrategyState::Active { edition, .. } => Some(edition),
        _ => None,
    };
    let blocking = open.complaints.iter().filter(|one| one.blocks).count() as u64;
    let hints = open.complaints.len() as u64 - blocking;
    let answer = match blocking {
        0 => format!("Nothing stands against an edition; {}.", say::many(hints, "hint", "hints")),
        n => format!(
            "{} against an edition; {} beside.",
            say::many(n, "thing stands", "things stand"),
            say::many(hints, "hint", "hints")
        ),
    };
    page(&CheckPage {
        frame: open.frame(&who, "Is it ready to be signed?", "", &asked.did).await?,
        tabs: tabs(id, "/check"),
        id,
        answer,
        groups: groups(&open),
        no_edition: reason(&open),
        newest,
        no_force,
        in_force,
        can_edit: open.can_edit,
        ended: matches!(open.strategy.state, StrategyState::Ended { .. }),
    })
}

/// Whether edition `number` has the signatures that it needs; else why not.
async fn force(
    ledger: &ledger::WorkspaceLedger,
    id: StrategyId,
    number: u32,
) -> Result<Result<(), String>, PageError> {
    let Some(edition) = ledger.edition(id, number).await? else {
        return Ok(Err("there is no such edition".to_owned()));
    };
    let signatures = ledger.signatures(id).await?;
    Ok(may_take_force(&edition, &signatures).map_err(|why| why.to_string()))
}

/// Puts the newest edition in force.
pub async fn take_force(
    who: May<EditStrategy>,
    Path(id): Path<u32>,
) -> Result<Redirect, PageError> {
    let id = enter(&who, id).await?.id;
    let newest = who.ledger.editions(id).await?.first().map(|edition| edition.number);
    let none =
        || PageError::Refused("there is no edition yet; make one and let it be signed".to_owned());
    let number = newest.ok_or_else(none)?;
    let edition = who.ledger.edition(id, number).await?.ok_or_else(none)?;
    let signatures = who.ledger.signatures(id).await?;
    let at = who.house.now();
    let by = (Some(who.member.id), at);
    let changed = who
        .ledger
        .change_strategy(id, None, by, ("force", &number.to_string()), |strategy| {
            *strategy = strategy::take_force(strategy.clone(), &edition, &signatures, at)?;
            Ok::<_, strategy::activate::NotSigned>(())
        })
        .await?;
    settled(changed)?;
    who.audit("strategy.in_force", &format!("{id} edition {number}")).await?;
    Ok(Redirect::to(&format!("/strategy/{id}?did=force")))
}

/// Ends the strategy; it is kept to be read.
pub async fn end(who: May<EditStrategy>, Path(id): Path<u32>) -> Result<Redirect, PageError> {
    let id = enter(&who, id).await?.id;
    let at = who.house.now();
    let by = (Some(who.member.id), at);
    let changed = who
        .ledger
        .change_strategy(id, None, by, ("end", ""), |strategy| {
            *strategy = strategy::end(strategy.clone(), at)?;
            Ok::<_, strategy::activate::NotSigned>(())
        })
        .await?;
    settled(changed)?;
    who.audit("strategy.ended", &id.to_string()).await?;
    Ok(Redirect::to(&format!("/strategy/{id}?did=ended")))
}

fn settled<E: std::fmt::Display>(changed: Changed<(), E>) -> Result<(), PageError> {
    match changed {
        Changed::Done(()) => Ok(()),
        Changed::Refused(why) => Err(PageError::Refused(why.to_string())),
        Changed::Stale(_) | Changed::Missing => Err(PageError::NotFound),
    }
}
