//! The SWOT as a board: what the assessment suggests, what the team wrote, who argues against it, and sealed votes.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query};
use model::{Evidence, ItemId, Section, SwotItem, SwotKind, SwotState};
use rustc_hash::FxHashSet;
use strategy::swot::{self, Votes};
use strategy::{Candidate, candidates};

use super::assessments::finding_path;
use super::forms::evidence_word;
use super::talk::Talk;
use super::undo::Last;
use super::{Asked, Link, Open, open, tabs, words};
use crate::auth::{Ask, May, ReadStrategy};
use crate::error::PageError;
use crate::frame::{Frame, Page, page};
use crate::say;

/// A piece of evidence as a page names it.
pub struct Pin {
    /// What it says.
    pub says: String,
    /// Where it leads; empty: nowhere.
    pub path: String,
    /// How a form names it.
    pub word: String,
    /// It is no longer there.
    pub gone: bool,
}

/// What pages say of evidence.
pub fn pins(open: &Open, evidence: &[Evidence]) -> Vec<Pin> {
    let context = open.basis.context(&open.strategy, model::Timestamp(0));
    let pin = |one: &Evidence| {
        let gone = !context.is_live(one);
        let (says, path) = match one {
            Evidence::Finding { assessment, key } => {
                let says = context.finding(one).map(|finding| finding.says.clone());
                (says.unwrap_or_else(|| key.to_string()), finding_path(*assessment, key))
            }
            Evidence::Post(_) if gone => ("a post that was erased".to_owned(), String::new()),
            Evidence::Post(_) => ("somebody's own words".to_owned(), String::new()),
            Evidence::Kpi(id) => {
                let name = context.kpi(*id).map(|kpi| format!("the measure “{}”", kpi.name));
                (name.unwrap_or_else(|| "a measure that is gone".to_owned()), String::new())
            }
        };
        Pin { says, path: if gone { String::new() } else { path }, word: evidence_word(one), gone }
    };
    evidence.iter().map(pin).collect()
}

struct Suggestion {
    kind: &'static str,
    key: String,
    says: String,
    why: String,
    evidence: Vec<String>,
    path: String,
}

struct Item {
    id: ItemId,
    text: String,
    state: &'static str,
    pins: Vec<Pin>,
    counter: Option<(String, String)>,
    votes: String,
    own: Option<bool>,
    may_vote: bool,
    may_argue: bool,
    missing: Vec<String>,
}

struct Field {
    kind: &'static str,
    name: &'static str,
    hint: &'static str,
    items: Vec<Item>,
    suggestions: Vec<Suggestion>,
}

#[derive(Template)]
#[template(path = "pages/strategy/swot.html")]
struct SwotPage {
    frame: Frame,
    tabs: Vec<Link>,
    id: model::StrategyId,
    answer: String,
    fields: Vec<Field>,
    dropped: Vec<(ItemId, String)>,
    talk: Talk,
    may_edit: bool,
    has_assessment: bool,
    last: Option<Last>,
}

/// The candidates of the assessment that the strategy rests on. It never changes, so they are computed once a snapshot.
async fn suggested<A: Ask>(who: &May<A>, open: &Open) -> Result<Arc<Vec<Candidate>>, PageError> {
    let Some(kept) = &open.basis.assessment else { return Ok(Arc::default()) };
    let name = format!("candidates {}", kept.id);
    let version = who.snapshot().version;
    if let Some(known) = who.memo.known::<Vec<Candidate>>(version, &name) {
        return Ok(known);
    }
    let figures = who.ledger.kept_figures(kept.id).await?;
    let made = figures.map(|figures| candidates(kept, &figures)).unwrap_or_default();
    who.memo.get(version, &name, || Ok(made))
}

fn votes(of: &Votes) -> (String, Option<bool>) {
    match of {
        Votes::Sealed { of: 0, .. } => ("nobody on the team has accepted yet".to_owned(), None),
        Votes::Sealed { cast, of, own } => (format!("{cast} of {of} have voted, sealed"), *own),
        Votes::Open { agree, disagree } => {
            let names = |list: &[(ItemId, String)]| {
                list.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>().join(", ")
            };
            let text = match (agree.is_empty(), disagree.is_empty()) {
                (false, true) => format!("all agree: {}", names(agree)),
                (true, _) => format!("nobody agrees: {}", names(disagree)),
                (false, false) => {
                    format!("for it: {}; against it: {}", names(agree), names(disagree))
                }
            };
            (text, None)
        }
    }
}

/// Whether who looks may argue against an item: it is somebody else's.
pub fn may_argue(open: &Open, item: &SwotItem) -> bool {
    let me = open.on_team();
    me.is_some() && item.by != me
}

fn item(open: &Open, item: &SwotItem) -> Item {
    let me = open.on_team();
    let seen = swot::votes_of(&open.strategy, item, me);
    let (said, own) = votes(&seen);
    let missing = open.against_item(item.id).into_iter().filter(|one| one.blocks);
    Item {
        id: item.id,
        text: item.text.clone(),
        state: words::state(swot::state(&open.strategy, item)),
        pins: pins(open, &item.evidence),
        counter: item.counter.as_ref().map(|one| (one.by_name.clone(), one.text.clone())),
        votes: said,
        own,
        may_vote: me.is_some() && matches!(seen, Votes::Sealed { .. }),
        may_argue: may_argue(open, item),
        missing: missing.map(|one| format!("{} {}", one.says, one.remedy)).collect(),
    }
}

fn field(open: &Open, kind: SwotKind, suggested: &[Candidate]) -> Field {
    let taken: FxHashSet<_> =
        open.strategy.swot.iter().filter_map(|item| item.candidate.as_ref()).collect();
    let suggestion = |one: &Candidate| Suggestion {
        kind: kind.as_str(),
        key: one.key.0.clone(),
        says: one.says.clone(),
        why: one.why.clone(),
        evidence: one.evidence.iter().map(evidence_word).collect(),
        path: match one.evidence.first() {
            Some(Evidence::Finding { assessment, key }) => finding_path(*assessment, key),
            _ => String::new(),
        },
    };
    let standing = open.strategy.swot.iter().filter(|item| item.kind == kind && !item.dropped);
    Field {
        kind: kind.as_str(),
        name: words::kind(kind),
        hint: words::kind_hint(kind),
        items: standing.map(|one| item(open, one)).collect(),
        suggestions: suggested
            .iter()
            .filter(|one| one.kind == kind && !taken.contains(&one.key))
            .map(suggestion)
            .collect(),
    }
}

fn answer(open: &Open) -> String {
    let standing: Vec<_> = open.strategy.swot.iter().filter(|item| !item.dropped).collect();
    let count = |state: SwotState| {
        standing.iter().filter(|item| swot::state(&open.strategy, item) == state).count() as u64
    };
    format!(
        "{}: {} agreed, {} disputed, {} not yet voted on by all.",
        say::many(standing.len() as u64, "sentence", "sentences"),
        count(SwotState::Agreed),
        count(SwotState::Disputed),
        count(SwotState::Proposed)
    )
}

/// The board.
pub async fn show(who: May<ReadStrategy>, Path(id): Path<u32>, Query(asked): Query<Asked>) -> Page {
    let open = open(&who, id).await?;
    let suggested = suggested(&who, &open).await?;
    let frame = open.frame(&who, "What does the assessment mean for us?", "swot", &asked.did);
    let dropped = open.strategy.swot.iter().filter(|item| item.dropped);
    page(&SwotPage {
        frame: frame.await?,
        tabs: tabs(open.strategy.id, "/swot"),
        id: open.strategy.id,
        answer: answer(&open),
        fields: SwotKind::ALL.iter().map(|kind| field(&open, *kind, &suggested)).collect(),
        dropped: dropped.map(|item| (item.id, item.text.clone())).collect(),
        talk: Talk::of(&who, &open, Section::Swot, "/swot"),
        may_edit: open.may_edit(Section::Swot),
        has_assessment: open.basis.assessment.is_some(),
        last: Last::of(&who, &open, true).await?,
    })
}
