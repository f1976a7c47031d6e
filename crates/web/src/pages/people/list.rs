//! All contacts: searched, by stage, page by page.

use askama::Template;
use axum::extract::Query;
use ledger::ContactFilter;
use model::{ContactId, Stage};
use serde::Deserialize;

use super::{Face, done, tabs};
use crate::auth::{May, People};
use crate::error::PageError;
use crate::frame::{Frame, Page, encode, page};
use crate::pages::account::Tab;
use crate::say;

/// Contacts on one page.
const SHOWN: u32 = 50;

/// Which contacts are asked for.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    stage: String,
    #[serde(default)]
    top: String,
    after: Option<u32>,
    #[serde(default)]
    did: String,
    event: Option<i64>,
}

struct Choice {
    name: &'static str,
    href: String,
    here: bool,
    count: Option<u64>,
}

struct Row {
    face: Face,
    visited: String,
}

#[derive(Template)]
#[template(path = "pages/people/list.html")]
struct ListPage {
    frame: Frame,
    tabs: Vec<Tab>,
    answer: String,
    asked: Asked,
    filtered: bool,
    choices: Vec<Choice>,
    rows: Vec<Row>,
    next: Option<String>,
}

/// The list.
pub async fn show(who: May<People>, Query(asked): Query<Asked>) -> Page {
    let filter = ContactFilter {
        words: asked.q.clone(),
        stage: Stage::from_word(&asked.stage),
        pinned: !asked.top.is_empty(),
    };
    let filtered = filter != ContactFilter::default();
    let mut found = who.ledger.contacts(&filter, asked.after.map(ContactId), SHOWN + 1).await?;
    let more = found.len() > SHOWN as usize;
    found.truncate(SHOWN as usize);
    let last = found.last().filter(|_| more).map(|contact| contact.id);
    let ids: Vec<ContactId> = found.iter().map(|contact| contact.id).collect();
    let presences = who.ledger.presences(&ids).await?;
    let visits = who.ledger.last_visits(&ids).await?;
    let (now, zone) = (who.house.now(), who.snapshot().plan.zone.clone());
    let row = |contact: &model::Contact| Row {
        face: Face::of(contact, presences.get(&contact.id)),
        visited: visits
            .get(&contact.id)
            .map_or_else(String::new, |touch| crate::pages::card::ago(touch.at, now, &zone)),
    };
    let rows: Vec<Row> = found.iter().map(row).collect();
    let stages = who.ledger.contact_stages().await?;
    let all: u64 = stages.iter().map(|(_, count)| count).sum();
    let matching = if filtered { who.ledger.count_contacts(&filter).await? } else { all };
    page(&ListPage {
        frame: Frame::new(&who, "/people", "Who matters to us, and whom do we know?")
            .undone_at("/people/undo", "/people")
            .with_done(done(&asked.did, asked.event)),
        tabs: tabs("/people"),
        answer: answer(all, matching, filtered),
        filtered,
        choices: choices(&who, &asked, &stages, all).await?,
        next: last.map(|id| href(&asked, &asked.stage, &asked.top, Some(id))),
        asked,
        rows,
    })
}

fn answer(all: u64, matching: u64, filtered: bool) -> String {
    let people = |n| say::many(n, "contact", "contacts");
    match (all, filtered) {
        (0, _) => "Nobody yet.".to_owned(),
        (_, false) => format!("We know {}.", people(all)),
        (_, true) => format!("{} of {} fit.", say::count(matching), people(all)),
    }
}

fn href(asked: &Asked, stage: &str, top: &str, after: Option<ContactId>) -> String {
    let mut parts = Vec::new();
    for (name, value) in [("q", asked.q.as_str()), ("stage", stage), ("top", top)] {
        if !value.is_empty() {
            parts.push(format!("{name}={}", encode(value)));
        }
    }
    parts.extend(after.map(|id| format!("after={id}")));
    if parts.is_empty() { "/people".to_owned() } else { format!("/people?{}", parts.join("&")) }
}

async fn choices(
    who: &May<People>,
    asked: &Asked,
    stages: &[(Option<Stage>, u64)],
    all: u64,
) -> Result<Vec<Choice>, PageError> {
    let counted = |n| asked.q.is_empty().then_some(n);
    let pinned = ContactFilter { pinned: true, ..ContactFilter::default() };
    let top = who.ledger.count_contacts(&pinned).await?;
    let mut choices = vec![
        Choice {
            name: "everybody",
            href: href(asked, "", "", None),
            here: asked.stage.is_empty() && asked.top.is_empty(),
            count: counted(all),
        },
        Choice {
            name: "chosen for the top",
            href: href(asked, "", "1", None),
            here: !asked.top.is_empty(),
            count: counted(top),
        },
    ];
    for stage in Stage::ALL {
        let count = stages.iter().find(|(s, _)| *s == Some(*stage)).map_or(0, |(_, n)| *n);
        choices.push(Choice {
            name: say::stage(Some(*stage)),
            href: href(asked, stage.as_str(), "", None),
            here: asked.stage == stage.as_str(),
            count: counted(count),
        });
    }
    Ok(choices)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_holds_what_is_asked() {
        let asked = Asked { q: "a b".to_owned(), ..Asked::default() };
        assert_eq!(
            href(&asked, "interest", "", Some(ContactId(7))),
            "/people?q=a%20b&stage=interest&after=7"
        );
        assert_eq!(href(&Asked::default(), "", "", None), "/people");
        assert_eq!(answer(1, 1, false), "We know 1 contact.");
        assert_eq!(answer(1200, 3, true), "3 of 1,200 contacts fit.");
    }
}
