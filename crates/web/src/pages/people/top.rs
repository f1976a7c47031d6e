//! The visit plan: the top 50 contacts, each every other day: read, comment, care.

use askama::Template;
use axum::extract::Query;
use ledger::ContactFilter;
use model::post::author_key;
use model::{Contact, ContactId, Presence, Timestamp, TouchKind, Touchpoint, Zone};
use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::score::{Strong, Weight, strongest};
use super::{Face, author_href, done, query_of, tabs};
use crate::auth::{May, People};
use crate::error::PageError;
use crate::frame::{Frame, Page, page};
use crate::pages::account::Tab;
use crate::pages::card::ago;
use crate::say;

/// How many contacts are visited.
const TOP: usize = 50;
/// Days from one visit to the next: every other day.
const EVERY_DAYS: i32 = 2;
/// Candidates that are shown.
const CANDIDATES: usize = 20;

struct Turn {
    word: &'static str,
    name: &'static str,
    key: &'static str,
    /// Whose turn it is.
    next: bool,
}

struct Row {
    rank: usize,
    face: Face,
    score: String,
    why: String,
    visited: String,
    due: bool,
    when: String,
    turns: Vec<Turn>,
    /// The first that is due: its buttons have keys.
    first: bool,
}

struct Candidate {
    network: String,
    handle: String,
    href: String,
    score: String,
    why: String,
}

/// What was done just now.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    did: String,
    event: Option<i64>,
}

#[derive(Template)]
#[template(path = "pages/people/top.html")]
struct TopPage {
    frame: Frame,
    tabs: Vec<Tab>,
    answer: String,
    rows: Vec<Row>,
    candidates: Vec<Candidate>,
    assessed: bool,
}

/// A contact with what weighs for it.
struct Ranked {
    contact: Contact,
    presences: Vec<Presence>,
    weight: Weight,
}

/// The plan.
pub async fn show(who: May<People>, Query(asked): Query<Asked>) -> Page {
    let snapshot = who.snapshot();
    let strong = match &snapshot.assessed {
        Some(assessed) => strongest(&assessed.whole, &snapshot.plan),
        None => FxHashMap::default(),
    };
    let keys: Vec<String> = strong.keys().cloned().collect();
    let holders = who.ledger.holders(&keys).await?;
    let ranked = rank(&who, &strong, &holders).await?;
    let ids: Vec<ContactId> = ranked.iter().map(|ranked| ranked.contact.id).collect();
    let visits = who.ledger.last_visits(&ids).await?;
    let (now, zone) = (who.house.now(), &snapshot.plan.zone);
    let mut rows: Vec<Row> = ranked
        .iter()
        .enumerate()
        .map(|(place, ranked)| row(place, ranked, visits.get(&ranked.contact.id), now, zone))
        .collect();
    rows.sort_by_key(|row| (!row.due, row.rank));
    if let Some(first) = rows.first_mut() {
        first.first = first.due;
    }
    let today = zone.start_of(zone.day(now));
    let visited = who.ledger.visits_since(today).await?;
    page(&TopPage {
        frame: Frame::new(&who, "/people", "Whom should we visit today?")
            .undone_at("/people/undo", "/people/top")
            .with_done(done(&asked.did, asked.event)),
        tabs: tabs("/people/top"),
        answer: answer(&rows, visited),
        rows,
        candidates: candidates(strong, &holders),
        assessed: snapshot.assessed.is_some(),
    })
}

/// Chosen ones first, then by score.
async fn rank(
    who: &May<People>,
    strong: &FxHashMap<String, Strong>,
    holders: &FxHashMap<String, ContactId>,
) -> Result<Vec<Ranked>, PageError> {
    let pinned = ContactFilter { pinned: true, ..ContactFilter::default() };
    let mut contacts = who.ledger.contacts(&pinned, None, TOP as u32).await?;
    for id in holders.values() {
        if contacts.iter().all(|contact| contact.id != *id) {
            contacts.extend(who.ledger.contact(*id).await?);
        }
    }
    let ids: Vec<ContactId> = contacts.iter().map(|contact| contact.id).collect();
    let mut presences = who.ledger.presences(&ids).await?;
    let mut ranked = Vec::with_capacity(contacts.len());
    for contact in contacts {
        let presences = presences.remove(&contact.id).unwrap_or_default();
        let mut weight = Weight::default();
        for voice in presences.iter().filter_map(|presence| strong.get(&presence.key())) {
            weight.add(&voice.weight);
        }
        if weight == Weight::default()
            && let Ok(query) = query::parse(&query_of(&presences))
        {
            weight.mentions = who.snapshot().searcher.count(&query)?;
        }
        ranked.push(Ranked { contact, presences, weight });
    }
    ranked.sort_by(|a, b| {
        let pinned = b.contact.pinned.cmp(&a.contact.pinned);
        let score = b.weight.score().total_cmp(&a.weight.score());
        pinned.then(score).then_with(|| a.contact.name.cmp(&b.contact.name))
    });
    ranked.truncate(TOP);
    Ok(ranked)
}

fn why(weight: &Weight) -> String {
    let mut parts = vec![say::many(weight.mentions, "mention", "mentions")];
    if weight.engagement > 0 {
        parts.push(format!("engagement {}", say::count(weight.engagement)));
    }
    if weight.followers > 0 {
        parts.push(say::many(weight.followers, "follower", "followers"));
    }
    parts.join(", ")
}

fn score(weight: &Weight) -> String {
    report::numbers::fixed(weight.score(), 1)
}

fn row(
    place: usize,
    ranked: &Ranked,
    visit: Option<&Touchpoint>,
    now: Timestamp,
    zone: &Zone,
) -> Row {
    let next = visit.map_or(TouchKind::Read, |visit| visit.kind.next_visit());
    let turn = |(kind, key): (TouchKind, &'static str)| Turn {
        word: kind.as_str(),
        name: match kind {
            TouchKind::Read => "Read",
            TouchKind::Comment => "Commented",
            _ => "Cared",
        },
        key,
        next: kind == next,
    };
    let wait = visit.map_or(0, |visit| waits_days(visit.at, now, zone));
    Row {
        rank: place + 1,
        face: Face::of(&ranked.contact, Some(&ranked.presences)),
        score: score(&ranked.weight),
        why: why(&ranked.weight),
        visited: visit.map_or_else(
            || "never".to_owned(),
            |visit| format!("{} {}", say::touch(visit.kind), ago(visit.at, now, zone)),
        ),
        due: wait <= 0,
        when: match wait {
            i32::MIN..=0 => "today".to_owned(),
            1 => "tomorrow".to_owned(),
            days => format!("in {days} days"),
        },
        turns: TouchKind::VISITS.into_iter().zip(["r", "c", "e"]).map(turn).collect(),
        first: false,
    }
}

/// Days until the next visit; 0 or less: it is due.
fn waits_days(visited: Timestamp, now: Timestamp, zone: &Zone) -> i32 {
    zone.day(visited).0 + EVERY_DAYS - zone.day(now).0
}

fn answer(rows: &[Row], visited: u64) -> String {
    let due = rows.iter().filter(|row| row.due).count() as u64;
    let top = rows.len() as u64;
    if top == 0 {
        return "Nobody yet: choose contacts, or make strong voices contacts.".to_owned();
    }
    let done = match visited {
        0 => String::new(),
        n => format!(" {} today.", say::many(n, "visit was made", "visits were made")),
    };
    match due {
        0 => format!(
            "Nobody is due today of {}.{done}",
            say::many(top, "top contact", "top contacts")
        ),
        due => format!(
            "{} of {} {} due today.{done}",
            say::count(due),
            say::many(top, "top contact", "top contacts"),
            if due == 1 { "is" } else { "are" },
        ),
    }
}

/// Strong voices who are no contacts yet, strongest first.
fn candidates(
    strong: FxHashMap<String, Strong>,
    holders: &FxHashMap<String, ContactId>,
) -> Vec<Candidate> {
    let mut open: Vec<Strong> = strong
        .into_values()
        .filter(|voice| !holders.contains_key(&author_key(&voice.network, &voice.handle)))
        .collect();
    open.sort_by(|a, b| {
        let score = b.weight.score().total_cmp(&a.weight.score());
        score.then_with(|| a.handle.cmp(&b.handle))
    });
    let candidate = |voice: &Strong| Candidate {
        network: voice.network.to_string(),
        handle: voice.handle.clone(),
        href: author_href(voice.network.as_str(), &voice.handle),
        score: score(&voice.weight),
        why: why(&voice.weight),
    };
    open.iter().take(CANDIDATES).map(candidate).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_visit_is_due_every_other_day_of_the_calendar() {
        let zone = Zone::utc();
        let noon = Timestamp(20_000 * Timestamp::DAY_SECS + 43_200);
        let wait = |hours: i64| waits_days(noon.plus_secs(-hours * 3_600), noon, &zone);
        assert_eq!(
            [wait(0), wait(11), wait(13), wait(35), wait(37), wait(200)],
            [2, 2, 1, 1, 0, -6]
        );
    }

    #[test]
    fn what_weighs_is_said() {
        let weight = Weight { mentions: 1, engagement: 0, followers: 1_200 };
        assert_eq!(why(&weight), "1 mention, 1,200 followers");
    }
}
