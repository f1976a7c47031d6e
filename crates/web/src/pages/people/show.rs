//! One contact: where they are, what was done, what they say, and what can be changed.

use askama::Template;
use axum::extract::{Path, Query};
use index::{Order, Page as Slice};
use model::{Contact, MemberId, TouchKind};
use serde::Deserialize;

use super::change::known;
use super::{Face, done, merge, query_of, stages, tabs};
use crate::auth::{May, People};
use crate::error::PageError;
use crate::frame::{Frame, Page, encode, page};
use crate::pages::account::Tab;
use crate::pages::card::{Card, ago};
use crate::say;

/// Posts that are shown.
const POSTS: usize = 6;
/// Touchpoints that are shown.
const TOUCHPOINTS: u32 = 100;

struct Touch {
    what: &'static str,
    text: String,
    who: String,
    when: String,
}

/// What is asked beside the contact.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    merge: Option<String>,
    #[serde(default)]
    did: String,
    event: Option<i64>,
}

#[derive(Template)]
#[template(path = "pages/people/show.html")]
struct ShowPage {
    frame: Frame,
    tabs: Vec<Tab>,
    contact: Contact,
    face: Face,
    answer: String,
    touches: Vec<Touch>,
    posts: Vec<Card>,
    total: u64,
    search: String,
    merge: Option<String>,
    same: Vec<Face>,
}

impl ShowPage {
    fn stages(&self) -> Vec<(&'static str, &'static str)> {
        stages()
    }

    fn stage(&self) -> &'static str {
        self.contact.stage.map_or("", model::Stage::as_str)
    }

    fn kinds(&self) -> Vec<(&'static str, &'static str)> {
        TouchKind::ALL.iter().map(|kind| (kind.as_str(), say::touch(*kind))).collect()
    }
}

/// The contact.
pub async fn show(who: May<People>, Path(id): Path<u32>, Query(asked): Query<Asked>) -> Page {
    let contact = known(&who, id).await?;
    let presences =
        who.ledger.presences(&[contact.id]).await?.remove(&contact.id).unwrap_or_default();
    let query = query_of(&presences);
    let (posts, total) = posts(&who, &query)?;
    let (now, zone) = (who.house.now(), who.snapshot().plan.zone.clone());
    let members = who.ledger.members().await?;
    let name = |id: Option<MemberId>| {
        let member = members.iter().find(|member| Some(member.id) == id);
        member.map_or("somebody", |member| member.name.as_str()).to_owned()
    };
    let touchpoints = who.ledger.touchpoints(contact.id, TOUCHPOINTS).await?;
    let visited = touchpoints.iter().find(|touch| touch.kind.is_visit());
    let visited = visited.map(|touch| ago(touch.at, now, &zone));
    let touches = touchpoints.iter().map(|touch| Touch {
        what: say::touch(touch.kind),
        text: touch.text.clone(),
        who: name(touch.member),
        when: ago(touch.at, now, &zone),
    });
    let touches = touches.collect();
    let same =
        merge::candidates(&who, &contact, asked.merge.as_deref().unwrap_or_default()).await?;
    page(&ShowPage {
        frame: Frame::new(&who, "/people", format!("Who is {} to us?", contact.name))
            .undone_at("/people/undo", format!("/people/{id}"))
            .with_done(done(&asked.did, asked.event)),
        tabs: tabs(""),
        answer: answer(&contact, presences.len(), total, visited.as_deref()),
        face: Face::of(&contact, Some(&presences)),
        touches,
        posts,
        total,
        search: format!("/search?q={}", encode(&query)),
        merge: asked.merge,
        same,
        contact,
    })
}

fn answer(contact: &Contact, places: usize, posts: u64, visited: Option<&str>) -> String {
    let stage = contact.stage.map(|stage| format!("Stage: {}. ", say::stage(Some(stage))));
    let visited = visited
        .map_or_else(|| "Never visited yet.".to_owned(), |visited| format!("Visited {visited}."));
    format!(
        "{}Known in {}, {} here. {visited}",
        stage.unwrap_or_default(),
        say::many(places as u64, "place", "places"),
        say::many(posts, "post", "posts"),
    )
}

/// The newest posts that `query` finds, and how many there are.
pub fn posts<A: crate::auth::Ask>(
    who: &May<A>,
    query: &str,
) -> Result<(Vec<Card>, u64), PageError> {
    let Ok(parsed) = query::parse(query) else { return Ok((Vec::new(), 0)) };
    let snapshot = who.snapshot();
    let slice = Slice { limit: POSTS, offset: 0, order: Order::Newest };
    let found = snapshot.searcher.search(&parsed, &slice)?;
    let now = who.house.now();
    let cards = found.hits.iter().map(|hit| Card::new(hit, &snapshot.plan, now)).collect();
    Ok((cards, found.total))
}
