//! Why a sentence stands there: everything that it rests on, step by step, down to the market's own words; and what would fall
//! with it.

use askama::Template;
use axum::extract::{Path, Query};
use index::{Order, Page as Slice};
use model::{ItemId, KpiId, PostId, ProgramId};
use serde::Deserialize;
use strategy::chain::{Link as Tie, Node, Reached};

use super::assessments::{Words, finding_path, words_of};
use super::{Link, Open, open, tabs};
use crate::auth::{May, ReadStrategy};
use crate::error::PageError;
use crate::frame::{Frame, Page, page};
use crate::pages::card::Card;
use crate::say;

/// Posts whose words are shown.
const POSTS: usize = 12;
/// Findings whose posts are looked up where no post is pinned, and how many of each.
const FINDINGS: usize = 3;
const OF_EACH: usize = 3;

/// Of which sentence.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Of {
    of: String,
    item: u32,
}

struct Step {
    what: &'static str,
    says: String,
    path: String,
    distance: u32,
    gone: bool,
}

#[derive(Template)]
#[template(path = "pages/strategy/chain.html")]
struct ChainPage {
    frame: Frame,
    tabs: Vec<Link>,
    says: String,
    what: &'static str,
    answer: String,
    back: Vec<Step>,
    forward: Vec<Step>,
    words: Vec<Words>,
    /// The words are those that the findings' queries find now.
    looked_up: bool,
    more: usize,
}

fn tie(of: &Of) -> Option<Tie> {
    let item = ItemId(of.item);
    Some(match of.of.as_str() {
        "swot" => Tie::Swot(item),
        "goal" => Tie::Goal,
        "mission" => Tie::Mission,
        "benefit" => Tie::Benefit(item),
        "method" => Tie::Method(item),
        "report" => Tie::Report(item),
        "program" => Tie::Program(ProgramId(of.item)),
        "kpi" => Tie::Kpi(KpiId(of.item)),
        _ => return None,
    })
}

const fn what(tie: &Tie) -> &'static str {
    match tie {
        Tie::Post(_) => "somebody's own words",
        Tie::Finding(..) => "finding",
        Tie::Swot(_) => "SWOT",
        Tie::Goal => "goal",
        Tie::Mission => "mission",
        Tie::Benefit(_) => "benefit",
        Tie::Method(_) => "method",
        Tie::Program(_) => "program",
        Tie::Report(_) => "report",
        Tie::Kpi(_) => "measure",
    }
}

fn path(open: &Open, tie: &Tie) -> String {
    let why =
        |of: &str, item: u32| format!("/strategy/{}/why?of={of}&item={item}", open.strategy.id);
    match tie {
        Tie::Post(_) => "#words".to_owned(),
        Tie::Finding(id, key) => finding_path(*id, key),
        Tie::Swot(item) => why("swot", item.0),
        Tie::Goal => why("goal", 0),
        Tie::Mission => why("mission", 0),
        Tie::Benefit(item) => why("benefit", item.0),
        Tie::Method(item) => why("method", item.0),
        Tie::Report(item) => why("report", item.0),
        Tie::Program(id) => why("program", id.0),
        Tie::Kpi(id) => why("kpi", id.0),
    }
}

fn step(open: &Open, reached: &Reached) -> Step {
    let Node { link, says, gone } = &reached.node;
    let says = match (link, gone) {
        (Tie::Post(_), true) => "A post that was erased.".to_owned(),
        (_, true) => "It is no longer there.".to_owned(),
        (Tie::Post(_), false) => "What somebody said; see below.".to_owned(),
        _ => says.clone(),
    };
    Step {
        what: what(link),
        says,
        path: if *gone { String::new() } else { path(open, link) },
        distance: reached.distance.min(6),
        gone: *gone,
    }
}

/// The posts at the end of the chain: those that are pinned first, then the examples of the findings.
fn posts(open: &Open, back: &[Reached]) -> Vec<PostId> {
    let context = open.basis.context(&open.strategy, model::Timestamp(0));
    let mut all: Vec<PostId> = Vec::new();
    let pinned = back.iter().filter_map(|one| match one.node.link {
        Tie::Post(post) => Some(post),
        _ => None,
    });
    all.extend(pinned);
    for one in back {
        if let Tie::Finding(id, key) = &one.node.link {
            let kept = context.assessments().find(|kept| kept.id == *id);
            all.extend(
                kept.and_then(|kept| kept.finding(key)).into_iter().flat_map(|f| &f.examples),
            );
        }
    }
    let mut seen = rustc_hash::FxHashSet::default();
    all.retain(|post| seen.insert(*post));
    all
}

/// The newest posts that the queries of the findings find now: the way on where a finding has no examples of its own.
fn looked_up(who: &May<ReadStrategy>, open: &Open, back: &[Reached]) -> Vec<Words> {
    if !open.can_read {
        return Vec::new();
    }
    let context = open.basis.context(&open.strategy, who.house.now());
    let finding = |one: &Reached| match &one.node.link {
        Tie::Finding(id, key) => {
            let kept = context.assessments().find(|kept| kept.id == *id)?;
            kept.finding(key).map(|finding| finding.figure.query.clone())
        }
        _ => None,
    };
    let mut queries: Vec<String> = back.iter().filter_map(finding).collect();
    queries.retain(|query| !query.is_empty());
    queries.dedup();
    let (snapshot, now) = (who.snapshot(), who.house.now());
    let slice = Slice { limit: OF_EACH, offset: 0, order: Order::Newest };
    let mut seen = rustc_hash::FxHashSet::default();
    let mut words = Vec::new();
    for query in queries.iter().take(FINDINGS) {
        // A query of an older plan can name a watch that is gone since: then it finds nothing.
        let Ok(parsed) = query::parse(query) else { continue };
        let Ok(found) = snapshot.searcher.search(&parsed, &slice) else { continue };
        for hit in &found.hits {
            let card = Card::new(hit, &snapshot.plan, now);
            if seen.insert(card.id) {
                words.push(Words::Card(Box::new(card)));
            }
        }
    }
    words
}

fn answer(wired: bool, back: &[Reached], posts: usize) -> String {
    let findings = back.iter().filter(|one| matches!(one.node.link, Tie::Finding(..))).count();
    match wired {
        false => {
            "It rests on nothing that is still there. Pin evidence, or take it away.".to_owned()
        }
        true if posts == 0 => {
            format!("It rests on {}.", say::many(findings as u64, "finding", "findings"))
        }
        true => format!(
            "It rests on {} and {}.",
            say::many(findings as u64, "finding", "findings"),
            say::many(posts as u64, "post", "posts")
        ),
    }
}

/// The chain of one sentence.
pub async fn show(who: May<ReadStrategy>, Path(id): Path<u32>, Query(of): Query<Of>) -> Page {
    let open = open(&who, id).await?;
    let context = open.basis.context(&open.strategy, who.house.now());
    let chain = strategy::chain(&context);
    let tie = tie(&of).ok_or(PageError::NotFound)?;
    let node = chain.node(&tie).ok_or(PageError::NotFound)?;
    let back = chain.back(&tie);
    let posts = posts(&open, &back);
    let shown: Vec<PostId> = posts.iter().copied().take(POSTS).collect();
    let looked_up = match shown.is_empty() {
        true => looked_up(&who, &open, &back),
        false => Vec::new(),
    };
    page(&ChainPage {
        frame: open.frame(&who, "Why do we say this?", "", "").await?,
        tabs: tabs(open.strategy.id, ""),
        says: node.says.clone(),
        what: what(&tie),
        answer: answer(chain.is_wired(&tie), &back, posts.len()),
        back: back.iter().map(|one| step(&open, one)).collect(),
        forward: chain.forward(&tie).iter().map(|one| step(&open, one)).collect(),
        looked_up: !looked_up.is_empty(),
        words: if looked_up.is_empty() { words_of(&who, &shown).await? } else { looked_up },
        more: posts.len().saturating_sub(POSTS),
    })
}
