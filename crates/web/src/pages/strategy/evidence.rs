//! The picker of evidence: for a new sentence of the SWOT, for one that stands, or for the goal. What was ticked stays ticked
//! while one looks on, because it is part of the address.

use askama::Template;
use axum::extract::{Path, Query};
use index::{Order, Page as Slice};
use model::{Evidence, ItemId, Quadrant, Section, SwotKind};
use report::numbers;

use super::forms::{Fields, evidence_of, evidence_word, value};
use super::swot::{Pin, pins};
use super::{Link, Open, open, tabs, words};
use crate::auth::{May, TakePart};
use crate::error::PageError;
use crate::frame::{Frame, Page, page};
use crate::pages::card::Card;
use crate::pages::posts::values;
use crate::say;

/// Findings that are shown.
const FINDINGS: usize = 40;
/// Posts that are shown.
const POSTS: usize = 8;

struct Choice {
    word: String,
    says: String,
    beside: String,
    ticked: bool,
}

struct PostChoice {
    word: String,
    ticked: bool,
    card: Card,
}

#[derive(Template)]
#[template(path = "pages/strategy/evidence.html")]
struct EvidencePage {
    frame: Frame,
    tabs: Vec<Link>,
    id: model::StrategyId,
    /// The item that stands; absent: the goal, or a new one.
    item: String,
    sentence: String,
    is_new: bool,
    kind: String,
    kinds: Vec<(&'static str, &'static str)>,
    text: String,
    words: String,
    quadrant: String,
    quadrants: Vec<(&'static str, String)>,
    posts_query: String,
    problem: String,
    ticked: Vec<Pin>,
    findings: Vec<Choice>,
    total: usize,
    posts: Vec<PostChoice>,
    kpis: Vec<Choice>,
    can_read: bool,
    has_assessment: bool,
    next: String,
}

/// The findings in which each of `words` occurs, within `quadrant` where one is asked.
fn findings(open: &Open, form: &Fields, ticked: &[Evidence]) -> (Vec<Choice>, usize) {
    let Some(kept) = &open.basis.assessment else { return (Vec::new(), 0) };
    let asked: Vec<String> =
        value(form, "words").split_whitespace().map(str::to_lowercase).collect();
    let quadrant = Quadrant::from_word(value(form, "quadrant"));
    let fits = |one: &&model::Finding| {
        let says = one.says.to_lowercase();
        quadrant.is_none_or(|quadrant| one.quadrant == quadrant)
            && asked.iter().all(|word| says.contains(word.as_str()))
    };
    let all: Vec<_> = kept.findings.iter().filter(fits).collect();
    let choice = |one: &&model::Finding| {
        let evidence = Evidence::Finding { assessment: kept.id, key: one.key.clone() };
        Choice {
            word: evidence_word(&evidence),
            says: one.says.clone(),
            beside: format!("{}, n = {}", words::aspect(one.aspect), numbers::count(one.figure.n)),
            ticked: ticked.contains(&evidence),
        }
    };
    (all.iter().take(FINDINGS).map(choice).collect(), all.len())
}

/// The posts that the query finds, and what is wrong with it.
fn posts(who: &May<TakePart>, query: &str, ticked: &[Evidence]) -> (Vec<PostChoice>, String) {
    if query.is_empty() {
        return (Vec::new(), String::new());
    }
    let parsed = match query::parse(query) {
        Ok(parsed) => parsed,
        Err(error) => return (Vec::new(), error.render(query)),
    };
    let snapshot = who.snapshot();
    let slice = Slice { limit: POSTS, offset: 0, order: Order::Newest };
    let found = match snapshot.searcher.search(&parsed, &slice) {
        Ok(found) => found,
        Err(error) => return (Vec::new(), error.to_string()),
    };
    let now = who.house.now();
    let choice = |hit: &index::Hit| {
        let card = Card::new(hit, &snapshot.plan, now);
        let evidence = Evidence::Post(card.id);
        PostChoice { word: evidence_word(&evidence), ticked: ticked.contains(&evidence), card }
    };
    (found.hits.iter().map(choice).collect(), String::new())
}

/// The picker. `item` names what stands, `goal` the goal; otherwise it is a new sentence in the field `kind`.
pub async fn show(who: May<TakePart>, Path(id): Path<u32>, Query(form): Query<Fields>) -> Page {
    let open = open(&who, id).await?;
    let strategy = &open.strategy;
    let goal = !value(&form, "goal").is_empty();
    let section = if goal { Section::Goal } else { Section::Swot };
    if !open.may_edit(section) {
        return Err(PageError::Forbidden);
    }
    let item = value(&form, "item").parse().ok().map(ItemId);
    let known = strategy.swot.iter().find(|one| Some(one.id) == item);
    if item.is_some() && known.is_none() {
        return Err(PageError::NotFound);
    }
    let ticked: Vec<Evidence> = values(&form, "evidence").filter_map(evidence_of).collect();
    let (findings, total) = findings(&open, &form, &ticked);
    let posts_query = value(&form, "posts").to_owned();
    let (posts, problem) = match open.can_read {
        true => posts(&who, &posts_query, &ticked),
        false => (Vec::new(), String::new()),
    };
    let kpi = |kpi: &model::Kpi| Choice {
        word: evidence_word(&Evidence::Kpi(kpi.id)),
        says: kpi.name.clone(),
        beside: kpi.measure.as_str().replace('_', " "),
        ticked: ticked.contains(&Evidence::Kpi(kpi.id)),
    };
    let sentence = match (goal, known) {
        (true, _) => strategy.hexagon.goal.as_ref().map(|goal| goal.text.clone()),
        (_, known) => known.map(|one| one.text.clone()),
    };
    let next = match (goal, item) {
        (true, _) => format!("/strategy/{id}/hexagon#goal"),
        (_, Some(item)) => format!("/strategy/{id}/swot#item-{item}"),
        _ => format!("/strategy/{id}/swot#{}", value(&form, "kind")),
    };
    // What is shown below with its own box is not repeated above.
    let shown = |word: &str| {
        findings.iter().any(|one| one.word == word) || posts.iter().any(|one| one.word == word)
    };
    let mut above = pins(&open, &ticked);
    above.retain(|pin| !shown(&pin.word) && !pin.word.starts_with("kpi:"));
    let title = if goal || item.is_some() {
        "What justifies this?"
    } else {
        "What do we see, and what shows it?"
    };
    let quadrant = |one: &Quadrant| (one.as_str(), report::catalogue::quadrant(*one).to_owned());
    page(&EvidencePage {
        frame: open.frame(&who, title, if goal { "hexagon" } else { "swot" }, "").await?,
        tabs: tabs(strategy.id, if goal { "/hexagon" } else { "/swot" }),
        id: strategy.id,
        item: item.map(|item| item.to_string()).unwrap_or_default(),
        is_new: !goal && item.is_none(),
        sentence: sentence.unwrap_or_default(),
        kind: value(&form, "kind").to_owned(),
        kinds: SwotKind::ALL.iter().map(|kind| (kind.as_str(), words::one_kind(*kind))).collect(),
        text: value(&form, "text").to_owned(),
        words: value(&form, "words").to_owned(),
        quadrant: value(&form, "quadrant").to_owned(),
        quadrants: Quadrant::ALL.iter().map(quadrant).collect(),
        kpis: open.basis.kpis.iter().map(kpi).collect(),
        has_assessment: open.basis.assessment.is_some(),
        can_read: open.can_read,
        posts_query,
        problem,
        ticked: above,
        findings,
        total,
        posts,
        next,
    })
}

impl EvidencePage {
    fn found(&self) -> String {
        let shown = self.findings.len();
        match self.total > shown {
            true => format!("the first {shown} of {}; narrow it by words", self.total),
            false => say::many(self.total as u64, "finding", "findings"),
        }
    }
}
