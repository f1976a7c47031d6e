//! One matter with its context: why it is here, what it answers, what the author said before, what was done.

use askama::Template;
use axum::extract::{Path, Query};
use index::{Hit, Order, Page as Slice};
use model::{Act, Department, Label, MatterState, Permission, PostId};

use super::answered::{as_it_stands, own_replies, settles};
use super::list::{Asked, first_need, hit_of, is_overdue};
use crate::auth::{May, ReadPosts};
use crate::error::PageError;
use crate::frame::{Page, page};
use crate::pages::card::Card;
use crate::pages::posts::id_of;
use crate::say;

/// Posts of the author that are shown.
const HISTORY: usize = 5;
/// Posts up the thread that are shown.
const THREAD: usize = 4;
/// Posts below it that are shown.
const BELOW: u32 = 10;

/// One thing that was done.
pub struct Event {
    /// When.
    pub when: String,
    /// Who.
    pub who: String,
    /// What, in words.
    pub what: String,
}

/// That the company replied in the thread, which settles the matter.
pub struct Answered {
    /// By which of its accounts.
    pub by: String,
    /// When, in words.
    pub when: String,
}

/// The right side of the inbox.
#[derive(Template)]
#[template(path = "pages/inbox/detail.html")]
pub struct Detail {
    card: Card,
    need: &'static str,
    because: Vec<String>,
    state: &'static str,
    with: String,
    due: String,
    overdue: bool,
    thread: Vec<Card>,
    below: Vec<Card>,
    more_below: bool,
    answered: Option<Answered>,
    escalated: String,
    history: Vec<Card>,
    more_history: u64,
    history_href: String,
    events: Vec<Event>,
    replies: Vec<ledger::SavedReply>,
    members: Vec<(u32, String)>,
    corrected: String,
    can_answer: bool,
    can_assign: bool,
    can_correct: bool,
    open: bool,
    here: String,
}

impl Detail {
    fn departments(&self) -> Vec<(&'static str, &'static str)> {
        Department::ALL.iter().map(|d| (d.as_str(), say::department(*d))).collect()
    }

    fn labels(&self) -> Vec<(Label, &'static str)> {
        Label::ALL.iter().map(|label| (*label, say::label(Some(*label)))).collect()
    }

    fn acts(&self) -> Vec<(Act, &'static str)> {
        Act::ALL.iter().map(|act| (*act, say::act(*act))).collect()
    }
}

/// The detail alone, for the script that swaps it in.
pub async fn show(who: May<ReadPosts>, Path(id): Path<String>, Query(asked): Query<Asked>) -> Page {
    let here = format!(
        "/inbox?tab={}&need={}&",
        crate::frame::encode(&asked.tab),
        crate::frame::encode(&asked.need)
    );
    let detail = detail(&who, id_of(&id)?, None, &here).await?.ok_or(PageError::NotFound)?;
    page(&detail)
}

/// Everything about one matter, of which `known` may be at hand; `None` when there is no such post.
pub async fn detail(
    who: &May<ReadPosts>,
    id: PostId,
    known: Option<&Hit>,
    here: &str,
) -> Result<Option<Detail>, PageError> {
    let snapshot = who.snapshot();
    let plan = &snapshot.plan;
    let now = who.house.now();
    let hit = match known {
        Some(hit) => hit.clone(),
        None => match hit_of(who, id).await? {
            Some(hit) => hit,
            None => return Ok(None),
        },
    };
    let card = Card::new(&hit, plan, now);
    let members = who.ledger.members().await?;
    let name = |id| members.iter().find(|m| m.id == id).map_or("somebody", |m| m.name.as_str());
    let matter = who.ledger.matters(&[id]).await?.remove(&id);
    let replies = own_replies(who, &[id]).await?;
    let answer = replies.get(&id).filter(|reply| settles(Some(reply), matter.as_ref()));
    let answered = answer.map(|reply| Answered {
        by: reply.handle.clone(),
        when: report::dates::moment(reply.created_at, &plan.zone),
    });
    let matter = as_it_stands(id, replies.get(&id), matter, now);
    let (below, more_below) = below(who, id).await?;
    let correction = who.ledger.correction(id).await?;
    let event = |event: model::MatterEvent| Event {
        when: report::dates::moment(event.at, &plan.zone),
        who: event.member.map_or("Waggle", name).to_owned(),
        what: if event.detail.is_empty() {
            event.verb
        } else {
            format!("{}: {}", event.verb, event.detail)
        },
    };
    let (history, more_history, history_href) = history(who, &card, id)?;
    let watches = card.watches.iter().map(|watch| format!("the watch “{watch}” matches"));
    let acts = card.acts.iter().map(|act| format!("it was read as: {}", say::act(act)));
    Ok(Some(Detail {
        need: first_need(&hit).map_or("mention", say::act),
        because: watches.chain(acts).collect(),
        state: say::state(matter.state),
        with: match (matter.member, matter.department) {
            (Some(id), _) => name(id).to_owned(),
            (None, department) => department.map(say::department).unwrap_or_default().to_owned(),
        },
        due: matter.due_at.map(|at| report::dates::moment(at, &plan.zone)).unwrap_or_default(),
        overdue: is_overdue(Some(&matter), now),
        thread: thread(who, id).await?,
        below,
        more_below,
        answered,
        escalated: matter
            .escalated
            .map(|it| say::many(u64::from(it.after_hours), "working hour", "working hours"))
            .unwrap_or_default(),
        history,
        more_history,
        history_href,
        events: who.ledger.matter_history(id).await?.into_iter().map(event).collect(),
        replies: who.ledger.saved_replies().await?,
        corrected: correction
            .map(|c| c.member.map_or("somebody", name).to_owned())
            .unwrap_or_default(),
        members: members
            .iter()
            .filter(|m| m.disabled_at.is_none() && m.role.may(Permission::Answer))
            .map(|m| (m.id.0, m.name.clone()))
            .collect(),
        can_answer: who.also(Permission::Answer),
        can_assign: who.also(Permission::Assign),
        can_correct: who.also(Permission::Correct),
        open: matter.state == MatterState::Open,
        here: here.to_owned(),
        card,
    }))
}

/// What the post answers, the first of the thread first.
async fn thread(who: &May<ReadPosts>, id: PostId) -> Result<Vec<Card>, PageError> {
    let snapshot = who.snapshot();
    let now = who.house.now();
    let mut above = Vec::new();
    let mut at = who.ledger.post_by_id(id).await?.and_then(|settled| settled.post.parent);
    while let Some(parent) = at.filter(|_| above.len() < THREAD) {
        let Some(settled) = who.ledger.post_by_id(parent).await? else { break };
        if let Some(hit) = snapshot.searcher.hit_at(settled.seq)? {
            above.push(Card::new(&hit, &snapshot.plan, now));
        }
        at = settled.post.parent;
    }
    above.reverse();
    Ok(above)
}

/// What was said below it, the oldest first, and whether there is more.
async fn below(who: &May<ReadPosts>, id: PostId) -> Result<(Vec<Card>, bool), PageError> {
    let snapshot = who.snapshot();
    let now = who.house.now();
    let seqs = who.ledger.below(id, BELOW + 1).await?;
    let more = seqs.len() > BELOW as usize;
    let mut cards = Vec::new();
    for seq in seqs.into_iter().take(BELOW as usize) {
        if let Some(hit) = snapshot.searcher.hit_at(seq)? {
            cards.push(Card::new(&hit, &snapshot.plan, now));
        }
    }
    Ok((cards, more))
}

/// What else the author said, newest first; how many more there are; and where to read them.
fn history(
    who: &May<ReadPosts>,
    card: &Card,
    id: PostId,
) -> Result<(Vec<Card>, u64, String), PageError> {
    if card.author.is_empty() {
        return Ok((Vec::new(), 0, String::new()));
    }
    let snapshot = who.snapshot();
    let text = format!("author:\"{}\" AND network:{}", card.author.replace('"', ""), card.network);
    let Ok(parsed) = query::parse(&text) else { return Ok((Vec::new(), 0, String::new())) };
    let slice = Slice { limit: HISTORY + 1, offset: 0, order: Order::Newest };
    let found = who.memo.get(snapshot.version, &format!("history {text}"), || {
        Ok::<_, PageError>(snapshot.searcher.search(&parsed, &slice)?)
    })?;
    let now = who.house.now();
    let others = found.hits.iter().filter(|hit| hit.id != id).take(HISTORY);
    let cards: Vec<Card> = others.map(|hit| Card::new(hit, &snapshot.plan, now)).collect();
    let more = found.total.saturating_sub(1 + cards.len() as u64);
    Ok((cards, more, format!("/search?q={}", crate::frame::encode(&text))))
}
