//! Editions: made when nothing stands against it, never changed, signed by the team; and what differs between two.

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query};
use axum::response::Redirect;
use model::{Edition, Party, Section, Signature, Strategy, StrategyId};
use serde::Deserialize;
use strategy::compare::{Changed, Difference, compare_contents};

use super::forms::{Fields, value};
use super::{Asked, Link, enter, open, tabs, words};
use crate::auth::{EditStrategy, May, ReadStrategy, TakePart};
use crate::error::PageError;
use crate::frame::{Frame, Page, page};

/// Longest note.
const NOTE: usize = 500;

struct Row {
    number: u32,
    when: String,
    by: String,
    note: String,
    signatures: u64,
    in_force: bool,
}

#[derive(Template)]
#[template(path = "pages/strategy/editions.html")]
struct ListPage {
    frame: Frame,
    tabs: Vec<Link>,
    id: StrategyId,
    answer: String,
    rows: Vec<Row>,
    reason: String,
}

/// The editions.
pub async fn list(who: May<ReadStrategy>, Path(id): Path<u32>, Query(asked): Query<Asked>) -> Page {
    let open = open(&who, id).await?;
    let zone = who.snapshot().plan.zone.clone();
    let in_force = match open.strategy.state {
        model::StrategyState::Active { edition, .. } => Some(edition),
        _ => None,
    };
    let all = who.ledger.editions(open.strategy.id).await?;
    let answer = match (all.first(), in_force) {
        (None, _) => "Nothing was put to be signed yet.".to_owned(),
        (Some(newest), None) => {
            format!("Edition {} is the newest; none is in force.", newest.number)
        }
        (Some(newest), Some(current)) if newest.number == current => {
            format!("Edition {current} is in force and the newest.")
        }
        (Some(newest), Some(current)) => {
            format!("Edition {current} is in force; edition {} is newer.", newest.number)
        }
    };
    let row = |one: &ledger::EditionSummary| Row {
        number: one.number,
        when: report::dates::moment(one.at, &zone),
        by: one.by.clone(),
        note: one.note.clone(),
        signatures: one.signatures,
        in_force: Some(one.number) == in_force,
    };
    page(&ListPage {
        frame: open.frame(&who, "What was signed, and by whom?", "", &asked.did).await?,
        tabs: tabs(open.strategy.id, "/editions"),
        id: open.strategy.id,
        answer,
        rows: all.iter().map(row).collect(),
        reason: super::check::reason(&open),
    })
}

/// Makes an edition of the working copy.
pub async fn make(
    who: May<EditStrategy>,
    Path(id): Path<u32>,
    Form(form): Form<Fields>,
) -> Result<Redirect, PageError> {
    let open = open(&who, id).await?;
    let note: String = value(&form, "note").chars().take(NOTE).collect();
    let at = who.house.now();
    let last = who.ledger.editions(open.strategy.id).await?.first().map_or(0, |one| one.number);
    let context = open.basis.context(&open.strategy, at);
    let made = strategy::edition(&context, &who.member.name, &note, last + 1, at);
    let edition = made.map_err(|against| {
        let says: Vec<_> = against.iter().map(|one| one.says.as_str()).collect();
        PageError::Refused(format!("no edition was made: {}", says.join(" ")))
    })?;
    who.ledger.add_edition(&edition).await?;
    // The handbook of an edition shows programs and money as they stood when it was made.
    crate::handbooks::freeze(&who, &edition, at).await?;
    who.audit("strategy.edition", &format!("{id} edition {}", edition.number)).await?;
    Ok(Redirect::to(&format!("/strategy/{id}/editions/{}?did=edition", edition.number)))
}

struct Place {
    name: String,
    party: &'static str,
    when: String,
    accepted: bool,
}

struct Part {
    name: &'static str,
    lines: Vec<String>,
}

#[derive(Template)]
#[template(path = "pages/strategy/edition.html")]
struct ShowPage {
    frame: Frame,
    tabs: Vec<Link>,
    id: StrategyId,
    number: u32,
    answer: String,
    made: String,
    note: String,
    places: Vec<Place>,
    parts: Vec<Part>,
    may_sign: bool,
    why_not: String,
    before: Option<u32>,
    since: Option<(u32, usize)>,
}

/// What an edition says, section by section: the differences from nothing.
fn parts(content: &Strategy) -> Vec<Part> {
    let nothing = Strategy::new(content.id, "", content.created_at);
    let all = compare_contents(&nothing, content);
    let part = |section: &Section| {
        let text = |one: &Difference| match &one.change {
            Changed::Added(text) | Changed::Removed(text) => text.clone(),
            Changed::Changed { to, .. } => to.clone(),
        };
        let lines: Vec<_> = all.iter().filter(|one| one.section == *section).map(text).collect();
        (!lines.is_empty()).then(|| Part { name: words::section(*section), lines })
    };
    Section::ALL.iter().filter_map(part).collect()
}

fn places(edition: &Edition, signatures: &[Signature], zone: &model::Zone) -> Vec<Place> {
    let place = |mate: &model::Teammate| {
        let signed =
            signatures.iter().find(|one| one.edition == edition.number && one.teammate == mate.id);
        Place {
            name: mate.name.clone(),
            party: words::party(mate.party),
            when: signed.map(|one| report::dates::moment(one.at, zone)).unwrap_or_default(),
            accepted: mate.accepted_at.is_some(),
        }
    };
    Party::ALL
        .iter()
        .flat_map(|party| edition.content.team.iter().filter(|mate| mate.party == *party))
        .map(place)
        .collect()
}

/// One edition, with who has signed it.
pub async fn show(
    who: May<ReadStrategy>,
    Path((id, number)): Path<(u32, u32)>,
    Query(asked): Query<Asked>,
) -> Page {
    let open = open(&who, id).await?;
    let id = open.strategy.id;
    let edition = who.ledger.edition(id, number).await?.ok_or(PageError::NotFound)?;
    let signatures = who.ledger.signatures(id).await?;
    let zone = who.snapshot().plan.zone.clone();
    let signing = strategy::sign(&edition, &signatures, &open.actor, who.house.now());
    let places = places(&edition, &signatures, &zone);
    let signed = places.iter().filter(|place| !place.when.is_empty()).count();
    let answer = match strategy::may_take_force(&edition, &signatures) {
        Ok(()) => format!("{signed} of {} have signed; it can take force.", places.len()),
        Err(why) => format!("{signed} of {} have signed: {why}.", places.len()),
    };
    let since = match open.on_team() {
        Some(me) => {
            let last = signatures.iter().filter(|one| one.teammate == me && one.edition < number);
            last.map(|one| one.edition).max()
        }
        None => None,
    };
    let since = match since {
        Some(last) => who
            .ledger
            .edition(id, last)
            .await?
            .map(|signed| (last, compare_contents(&signed.content, &edition.content).len())),
        None => None,
    };
    page(&ShowPage {
        frame: open.frame(&who, format!("What does edition {number} say?"), "", &asked.did).await?,
        tabs: tabs(id, "/editions"),
        id,
        number,
        answer,
        made: format!(
            "Made {} by {}. It never changes.",
            report::dates::moment(edition.at, &zone),
            edition.by
        ),
        note: edition.note.clone(),
        parts: parts(&edition.content),
        may_sign: signing.is_ok(),
        why_not: signing.err().map(|why| why.to_string()).unwrap_or_default(),
        before: number.checked_sub(1).filter(|before| *before > 0),
        places,
        since,
    })
}

/// Signs an edition, as who is on the team that it names.
pub async fn sign(
    who: May<TakePart>,
    Path((id, number)): Path<(u32, u32)>,
) -> Result<Redirect, PageError> {
    let strategy = enter(&who, id).await?;
    let edition = who.ledger.edition(strategy.id, number).await?.ok_or(PageError::NotFound)?;
    let signatures = who.ledger.signatures(strategy.id).await?;
    let actor = super::actor(&who, &strategy);
    let signed = strategy::sign(&edition, &signatures, &actor, who.house.now());
    let signature = signed.map_err(|why| PageError::Refused(why.to_string()))?;
    who.ledger.sign(strategy.id, &signature).await?;
    who.audit("strategy.signed", &format!("{id} edition {number}")).await?;
    Ok(Redirect::to(&format!("/strategy/{id}/editions/{number}?did=signed")))
}

/// Which two are compared; without `to`: with the working copy.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Between {
    from: u32,
    to: Option<u32>,
}

struct Line {
    says: String,
    from: String,
    to: String,
}

struct Differences {
    name: &'static str,
    lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "pages/strategy/compare.html")]
struct ComparePage {
    frame: Frame,
    tabs: Vec<Link>,
    id: StrategyId,
    answer: String,
    from: u32,
    to: Option<u32>,
    numbers: Vec<u32>,
    parts: Vec<Differences>,
}

/// A difference as its name and the two wordings: the sentence without what is shown beside it.
fn line(one: &Difference) -> Line {
    let (from, to, rest) = match &one.change {
        Changed::Added(to) => (String::new(), to.clone(), format!(": “{to}”.")),
        Changed::Removed(from) => (from.clone(), String::new(), format!(": “{from}”.")),
        Changed::Changed { from, to } => {
            (from.clone(), to.clone(), format!(" was “{from}” and is “{to}”."))
        }
    };
    let says = one.says.strip_suffix(rest.as_str()).unwrap_or(&one.says).to_owned();
    Line { says, from, to }
}

/// What differs between two editions, or between one and the working copy.
pub async fn compare(
    who: May<ReadStrategy>,
    Path(id): Path<u32>,
    Query(asked): Query<Between>,
) -> Page {
    let open = open(&who, id).await?;
    let id = open.strategy.id;
    let old = who.ledger.edition(id, asked.from).await?.ok_or(PageError::NotFound)?;
    let (new, name) = match asked.to {
        Some(to) => {
            let edition = who.ledger.edition(id, to).await?.ok_or(PageError::NotFound)?;
            (edition.content, format!("edition {to}"))
        }
        None => (strategy::swot::seen_by(&open.strategy, None), "the working copy".to_owned()),
    };
    let all = compare_contents(&old.content, &new);
    let part = |section: &Section| {
        let lines: Vec<_> = all.iter().filter(|one| one.section == *section).map(line).collect();
        (!lines.is_empty()).then(|| Differences { name: words::section(*section), lines })
    };
    let count = crate::say::many(all.len() as u64, "difference", "differences");
    let editions = who.ledger.editions(id).await?;
    page(&ComparePage {
        frame: open.frame(&who, "What changed?", "", "").await?,
        tabs: tabs(id, "/editions"),
        id,
        answer: format!("{count} from edition {} to {name}.", asked.from),
        from: asked.from,
        to: asked.to,
        numbers: editions.iter().map(|one| one.number).collect(),
        parts: Section::ALL.iter().filter_map(part).collect(),
    })
}
