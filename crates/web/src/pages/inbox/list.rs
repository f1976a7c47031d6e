//! The list of what waits, and the page around it.

use askama::Template;
use axum::extract::Query;
use index::{Hit, Order, Page as Slice};
use model::{Act, Matter, MatterState, Permission, Plan, PostId, Quadrant, Timestamp};
use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::answered::{own_replies, settles};
use super::detail::{Detail, detail};
use crate::app::App;
use crate::auth::{May, ReadPosts};
use crate::error::PageError;
use crate::frame::{Done, Frame, Page, encode, page};
use crate::pages::card::Card;
use crate::say;

/// Needs in the order in which they are answered.
pub const NEEDS: [Act; 5] =
    [Act::Question, Act::Complaint, Act::PurchaseIntent, Act::RecommendationAsked, Act::Suggestion];
/// Newest mentions that are looked through at once for what waits.
const LOOKED_THROUGH: usize = 300;
/// How often the next ones are looked through when too few of these wait.
const ROUNDS: usize = 5;
/// Matters on one page.
const SHOWN: usize = 60;

/// What of the inbox is asked for.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Asked {
    /// `waiting` (the default), `mine`, `replied`, `snoozed`, `irrelevant`.
    #[serde(default)]
    pub tab: String,
    /// One need.
    #[serde(default)]
    pub need: String,
    /// The post that is shown beside the list.
    #[serde(default)]
    pub post: String,
    /// What was done just now.
    #[serde(default)]
    pub did: String,
    /// Its event.
    pub event: Option<i64>,
}

/// One line of the list.
pub struct Line {
    /// The post.
    pub card: Card,
    /// Its first need, in words.
    pub need: &'static str,
    /// Whether it is past its due time.
    pub overdue: bool,
    /// Who has it, in words.
    pub with: String,
    /// Whether it came to them because nobody replied.
    pub escalated: bool,
    /// Who of the company replied in the thread; empty when nobody did.
    pub answered: String,
    /// Whether it is the one shown beside the list.
    pub here: bool,
}

/// A tab or a need, with its address.
pub struct Choice {
    /// Its name.
    pub name: &'static str,
    /// The address.
    pub href: String,
    /// Whether it is this one.
    pub here: bool,
    /// How many, where that is known.
    pub count: Option<u64>,
}

#[derive(Template)]
#[template(path = "pages/inbox/list.html")]
struct InboxPage {
    frame: Frame,
    answer: String,
    tabs: Vec<Choice>,
    needs: Vec<Choice>,
    lines: Vec<Line>,
    detail: Option<Detail>,
    can_assign: bool,
    here: String,
}

/// The query of what needs an answer: said to or about the brand by others, or asked of the whole market.
pub fn query_of(plan: &Plan, need: Option<Act>) -> String {
    let acts: Vec<&str> = match need {
        Some(act) => vec![act.as_str()],
        None => NEEDS.iter().map(|act| act.as_str()).collect(),
    };
    let acts: Vec<String> = acts.iter().map(|act| format!("act:{act}")).collect();
    let own = plan.subjects.iter().filter(|subject| subject.quadrant == Quadrant::Brand);
    let own: String = own
        .flat_map(|subject| &subject.accounts)
        .filter_map(|account| account.split_once(':'))
        .map(|(_, handle)| format!(" AND NOT author:\"{}\"", handle.replace('"', "")))
        .collect();
    format!(
        "({}) AND (quadrant:brand OR act:recommendation_asked) AND NOT side:internal AND NOT is:repost{own}",
        acts.join(" OR ")
    )
}

/// The page.
pub async fn show(who: May<ReadPosts>, Query(asked): Query<Asked>) -> Page {
    let snapshot = who.snapshot();
    let now = who.house.now();
    let need = Act::from_word(&asked.need).filter(|act| NEEDS.contains(act));
    let found = find(&who, &asked, need).await?;
    let total = found.total;
    let members = who.ledger.members().await?;
    let mut lines = Vec::new();
    let at = asked.post.parse::<PostId>().ok();
    let picked = at.or_else(|| found.list.first().map(|found| found.hit.id));
    for Found { hit, matter, answered } in &found.list {
        let with = |m: &Matter| match (m.member, m.department) {
            (Some(id), _) => members.iter().find(|m| m.id == id).map(|m| m.name.clone()),
            (None, department) => department.map(|d| say::department(d).to_owned()),
        };
        lines.push(Line {
            card: Card::new(hit, &snapshot.plan, now),
            need: first_need(hit).map_or("mention", say::act),
            overdue: is_overdue(matter.as_ref(), now),
            with: matter.as_ref().and_then(with).unwrap_or_default(),
            escalated: matter.as_ref().is_some_and(|m| m.escalated.is_some()),
            answered: answered.clone(),
            here: at.is_some_and(|id| id == hit.id),
        });
    }
    let detail = match picked {
        Some(id) => {
            let known = found.list.iter().map(|found| &found.hit).find(|hit| hit.id == id);
            detail(&who, id, known, &here(&asked)).await?
        }
        None => None,
    };
    let done = (!asked.did.is_empty())
        .then(|| Done { sentence: did(&asked.did).to_owned(), event: asked.event });
    page(&InboxPage {
        frame: Frame::new(&who, "/inbox", "What needs an answer?").with_done(done),
        answer: answer(&asked, total, found.overdue),
        tabs: tabs(&asked),
        needs: needs(&who, &asked)?,
        lines,
        detail,
        can_assign: who.also(Permission::Assign),
        here: here(&asked),
    })
}

/// What was done just now, in words.
fn did(verb: &str) -> &'static str {
    match verb {
        "replied" => "Marked as replied.",
        "snoozed" => "Snoozed.",
        "irrelevant" => "Marked as not relevant.",
        "reopened" => "Open again.",
        "assigned" => "Assigned.",
        "noted" => "Note kept.",
        "corrected" => "Corrected. Every number has it.",
        "undone" => "Undone.",
        _ => "Done.",
    }
}

fn answer(asked: &Asked, total: u64, overdue: u64) -> String {
    let what = match asked.tab.as_str() {
        "mine" => "waits for you",
        "replied" => "was answered",
        "snoozed" => "is snoozed",
        "irrelevant" => "needs no answer",
        _ => "waits for an answer",
    };
    let plural = |n: u64| if n == 1 { what.to_owned() } else { plural(what) };
    let late = match overdue {
        0 => String::new(),
        1 => " One is overdue.".to_owned(),
        n => format!(" {n} are overdue."),
    };
    match total {
        0 => format!("Nothing {what}."),
        n => format!("{} {}.{late}", say::many(n, "mention", "mentions"), plural(n)),
    }
}

fn plural(what: &str) -> String {
    let (verb, rest) = what.split_once(' ').unwrap_or((what, ""));
    let verb = match verb {
        "waits" => "wait",
        "was" => "were",
        "is" => "are",
        "needs" => "need",
        other => other,
    };
    format!("{verb} {rest}")
}

/// The matters that were asked for.
pub(crate) struct FoundMatters {
    /// How many there are.
    pub(crate) total: u64,
    /// How many of those looked at are late.
    pub(crate) overdue: u64,
    /// The first of them, with what became of each.
    pub(crate) list: Vec<Found>,
}

/// One of them.
#[derive(Clone)]
pub(crate) struct Found {
    /// The post.
    pub(crate) hit: Hit,
    /// What people did with it.
    pub(crate) matter: Option<Matter>,
    /// Who of the company replied, where that settles it.
    pub(crate) answered: String,
}

/// Looks for the matters that `asked` names.
pub(crate) async fn find(
    who: &May<ReadPosts>,
    asked: &Asked,
    need: Option<Act>,
) -> Result<FoundMatters, PageError> {
    let state = match asked.tab.as_str() {
        "replied" => Some(MatterState::Replied),
        "snoozed" => Some(MatterState::Snoozed),
        "irrelevant" => Some(MatterState::Irrelevant),
        _ => None,
    };
    let now = who.house.now();
    let mine = asked.tab == "mine";
    if state.is_none() && !mine {
        let looked = look_through(who, need, SHOWN).await?;
        let settled = looked.settled() as u64;
        let list: Vec<Found> = looked.waiting;
        let overdue = list.iter().filter(|f| is_overdue(f.matter.as_ref(), now)).count() as u64;
        let total = looked.total.saturating_sub(settled);
        return Ok(FoundMatters { total, overdue, list: first(list, now) });
    }
    let matters = who.ledger.matters_in(state.unwrap_or(MatterState::Open), 500).await?;
    let matters = matters.into_iter().filter(|m| !mine || m.member == Some(who.member.id));
    let mut list = Vec::new();
    for matter in matters {
        if let Some(hit) = hit_of(who, matter.post).await?
            && need.is_none_or(|need| hit.acts.has(need))
        {
            list.push(Found { hit, matter: Some(matter), answered: String::new() });
        }
    }
    if mine || state == Some(MatterState::Snoozed) {
        let ids: Vec<PostId> = list.iter().map(|found| found.hit.id).collect();
        let replies = own_replies(who, &ids).await?;
        list.retain(|f| !settles(replies.get(&f.hit.id), f.matter.as_ref()));
    }
    if state == Some(MatterState::Replied) {
        list.extend(look_through(who, need, SHOWN).await?.answered);
    }
    let overdue = list.iter().filter(|f| is_overdue(f.matter.as_ref(), now)).count() as u64;
    Ok(FoundMatters { total: list.len() as u64, overdue, list: first(list, now) })
}

/// What of the newest mentions waits, and what does not.
pub(crate) struct Looked {
    /// How many mentions there are in all.
    total: u64,
    /// Those that wait.
    pub(crate) waiting: Vec<Found>,
    /// Those that the company answered in the thread.
    answered: Vec<Found>,
    /// How many people settled.
    by_hand: usize,
}

impl Looked {
    fn settled(&self) -> usize {
        self.answered.len() + self.by_hand
    }
}

/// Looks through the newest mentions with a need, until `enough` of them wait or 1,500 are looked through.
pub(crate) async fn look_through(
    app: &App,
    need: Option<Act>,
    enough: usize,
) -> Result<Looked, PageError> {
    let snapshot = app.snapshot();
    let now = app.house.now();
    let text = query_of(&snapshot.plan, need);
    let mut looked = Looked { total: 0, waiting: Vec::new(), answered: Vec::new(), by_hand: 0 };
    for round in 0..ROUNDS {
        let slice =
            Slice { limit: LOOKED_THROUGH, offset: round * LOOKED_THROUGH, order: Order::Newest };
        let found = app.memo.get(snapshot.version, &format!("inbox {round} {text}"), || {
            Ok::<_, PageError>(snapshot.searcher.search(&query::parse(&text)?, &slice)?)
        })?;
        looked.total = found.total;
        let ids: Vec<PostId> = found.hits.iter().map(|hit| hit.id).collect();
        let name = format!("own replies {round} {text}");
        let replies = app.memo.get_later(snapshot.version, &name, own_replies(app, &ids)).await?;
        let mut matters: FxHashMap<PostId, Matter> = app.ledger.matters(&ids).await?;
        for hit in &found.hits {
            let (matter, reply) = (matters.remove(&hit.id), replies.get(&hit.id));
            let answered = settles(reply, matter.as_ref());
            let waits = matter.as_ref().is_none_or(|m| m.waits(now));
            let who = reply.filter(|_| answered).map(|reply| reply.handle.clone());
            let found = || Found { hit: hit.clone(), matter, answered: who.unwrap_or_default() };
            match (answered, waits) {
                (true, _) => looked.answered.push(found()),
                (false, true) => looked.waiting.push(found()),
                (false, false) => looked.by_hand += 1,
            }
        }
        if looked.waiting.len() >= enough || found.hits.len() < LOOKED_THROUGH {
            break;
        }
    }
    Ok(looked)
}

/// Overdue ones first, then by need, then the newest.
fn first(mut list: Vec<Found>, now: Timestamp) -> Vec<Found> {
    let rank = |hit: &Hit| NEEDS.iter().position(|need| hit.acts.has(*need)).unwrap_or(NEEDS.len());
    list.sort_by_key(|Found { hit, matter, .. }| {
        (!is_overdue(matter.as_ref(), now), rank(hit), std::cmp::Reverse(hit.created_at))
    });
    list.truncate(SHOWN);
    list
}

/// The first need that a post has.
pub fn first_need(hit: &Hit) -> Option<Act> {
    NEEDS.into_iter().find(|need| hit.acts.has(*need))
}

/// Whether an answer is late.
pub fn is_overdue(matter: Option<&Matter>, now: Timestamp) -> bool {
    matter.is_some_and(|m| m.waits(now) && m.due_at.is_some_and(|due| due <= now))
}

/// The post as the index has it.
pub async fn hit_of(who: &May<ReadPosts>, id: PostId) -> Result<Option<Hit>, PageError> {
    let Some(settled) = who.ledger.post_by_id(id).await? else { return Ok(None) };
    Ok(who.snapshot().searcher.hit_at(settled.seq)?)
}

fn here(asked: &Asked) -> String {
    let mut href = "/inbox?".to_owned();
    for (name, value) in [("tab", &asked.tab), ("need", &asked.need)] {
        if !value.is_empty() {
            href.push_str(&format!("{name}={}&", encode(value)));
        }
    }
    href
}

fn tabs(asked: &Asked) -> Vec<Choice> {
    let tab = |name, key: &str| Choice {
        name,
        href: if key.is_empty() { "/inbox".to_owned() } else { format!("/inbox?tab={key}") },
        here: asked.tab == key,
        count: None,
    };
    vec![
        tab("Waiting", ""),
        tab("Mine", "mine"),
        tab("Snoozed", "snoozed"),
        tab("Replied", "replied"),
        tab("Not relevant", "irrelevant"),
    ]
}

fn needs(who: &May<ReadPosts>, asked: &Asked) -> Result<Vec<Choice>, PageError> {
    let snapshot = who.snapshot();
    let waiting = asked.tab.is_empty();
    let mut choices = Vec::new();
    for need in [None].into_iter().chain(NEEDS.map(Some)) {
        let key = need.map_or("", Act::as_str);
        let text = query_of(&snapshot.plan, need);
        let count = waiting
            .then(|| Ok::<_, PageError>(who.count(&snapshot, &query::parse(&text)?)?))
            .transpose()?;
        let tab = if asked.tab.is_empty() {
            String::new()
        } else {
            format!("tab={}&", encode(&asked.tab))
        };
        choices.push(Choice {
            name: need.map_or("every need", say::act),
            href: format!("/inbox?{tab}need={key}"),
            here: asked.need == key,
            count,
        });
    }
    Ok(choices)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_inbox_is_a_query_that_parses() {
        let mut plan = Plan::empty("x", model::Zone::utc());
        plan.subjects.push(model::Subject {
            id: model::SubjectId(1),
            name: "Lumen".to_owned(),
            quadrant: Quadrant::Brand,
            accounts: vec!["mastodon:lumen\"x".to_owned()],
        });
        let text = query_of(&plan, None);
        assert!(text.contains("AND NOT author:\"lumenx\""), "{text}");
        query::Matcher::new(&query::parse(&text).unwrap(), &plan).unwrap();
    }

    #[test]
    fn the_answer_counts_in_plain_words() {
        let asked = Asked::default();
        assert_eq!(answer(&asked, 0, 0), "Nothing waits for an answer.");
        assert_eq!(answer(&asked, 1, 1), "1 mention waits for an answer. One is overdue.");
        assert_eq!(answer(&asked, 1200, 2), "1,200 mentions wait for an answer. 2 are overdue.");
    }
}
