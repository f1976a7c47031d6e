//! Kept assessments: findings by quadrant, what was not looked at, and what changed since the one before.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Redirect;
use model::{Aspect, AssessmentId, Finding, FindingKey, Permission, PostId, Quadrant};
use report::numbers;
use serde::Deserialize;
use strategy::differ::{self, Way, differ};
use strategy::{coverage, findings};

use super::{Asked, done, map, words};
use crate::auth::{Ask, EditStrategy, May, ReadStrategy};
use crate::error::PageError;
use crate::frame::{Frame, Page, encode, page};
use crate::pages::account::Tab;
use crate::pages::assess::{SEARCH, tabs};
use crate::pages::card::Card;
use crate::say;

struct Row {
    id: AssessmentId,
    when: String,
    stretch: String,
    mentions: u64,
    findings: u64,
}

#[derive(Template)]
#[template(path = "pages/strategy/assessments.html")]
struct ListPage {
    frame: Frame,
    tabs: Vec<Tab>,
    answer: String,
    rows: Vec<Row>,
    can_keep: bool,
    not_now: String,
}

fn stretch(window: model::Window, zone: &model::Zone) -> String {
    let (from, to) = report::dates::days(window, zone);
    report::dates::stretch(from, to)
}

/// The list, and the button that keeps what is assessed now.
pub async fn list(who: May<ReadStrategy>, Query(asked): Query<Asked>) -> Page {
    let kept = who.ledger.kept_assessments().await?;
    let snapshot = who.snapshot();
    let zone = &snapshot.plan.zone;
    let now = snapshot.assessed.as_ref().map(|assessed| assessed.whole.as_of);
    let same = kept.first().is_some_and(|newest| Some(newest.as_of) == now);
    let not_now = match now {
        None => "There is nothing to keep yet: the figures are made as soon as there are posts.",
        Some(_) if same => "The newest one is kept already; the figures have not changed since.",
        Some(_) => "",
    };
    let answer = match kept.first() {
        None => String::new(),
        Some(newest) => format!(
            "The newest of {} holds {}.",
            say::many(kept.len() as u64, "kept assessment", "kept assessments"),
            say::many(newest.findings, "finding", "findings")
        ),
    };
    let row = |one: &ledger::AssessmentSummary| Row {
        id: one.id,
        when: report::dates::moment(one.as_of, zone),
        stretch: stretch(one.window, zone),
        mentions: one.mentions,
        findings: one.findings,
    };
    page(&ListPage {
        frame: Frame::new(&who, "/assess", "What did we find, and when?")
            .with_map(map::of(&who, "assessment").await?)
            .with_done(done(&asked.did)),
        tabs: tabs("kept"),
        answer,
        rows: kept.iter().map(row).collect(),
        can_keep: who.also(Permission::EditStrategy),
        not_now: not_now.to_owned(),
    })
}

/// Keeps what is assessed now.
pub async fn keep(who: May<EditStrategy>) -> Result<Redirect, PageError> {
    let (id, new) = keep_now(&who).await?;
    Ok(Redirect::to(&format!("/assess/kept/{id}{}", if new { "?did=kept" } else { "" })))
}

/// Keeps what is assessed now: its number, and whether it was not kept before.
///
/// # Errors
/// [`PageError::Refused`] where there is nothing to keep.
pub async fn keep_now<A: Ask>(who: &May<A>) -> Result<(AssessmentId, bool), PageError> {
    let assessed = who.snapshot().assessed.clone();
    let nothing = "there is nothing to keep yet: bring in posts first".to_owned();
    let assessed = assessed.ok_or(PageError::Refused(nothing))?;
    let newest = who.ledger.latest_kept().await?;
    if let Some(newest) = newest.filter(|newest| newest.as_of == assessed.whole.as_of) {
        return Ok((newest.id, false));
    }
    let found = findings(&assessed.whole);
    let id = who.ledger.keep_assessment(&assessed.whole, &found).await?;
    who.audit("assessment.kept", &id.to_string()).await?;
    Ok((id, true))
}

/// A finding as a page shows it.
pub struct Fact {
    /// Its sentence.
    pub says: String,
    /// The number with its interval.
    pub value: String,
    /// What it rests on.
    pub n: u64,
    /// How it is computed.
    pub formula: String,
    /// The query of the posts behind it.
    pub query: String,
    /// Where the query leads; empty for who may not read posts.
    pub href: String,
    /// The page of the finding.
    pub path: String,
    /// How many examples it has.
    pub examples: usize,
}

impl Fact {
    /// The finding of the assessment `id`, for who may read posts or not.
    pub fn of(id: AssessmentId, finding: &Finding, can_read: bool) -> Self {
        let query = finding.figure.query.clone();
        let href = match can_read && !query.is_empty() {
            true => format!("{SEARCH}{}", encode(&query)),
            false => String::new(),
        };
        Self {
            says: finding.says.clone(),
            value: numbers::with_range(&finding.figure),
            n: finding.figure.n,
            formula: finding.figure.formula.clone(),
            href,
            path: finding_path(id, &finding.key),
            examples: finding.examples.len(),
            query,
        }
    }
}

/// The page of a finding.
pub fn finding_path(id: AssessmentId, key: &FindingKey) -> String {
    format!("/assess/kept/{id}/finding?key={}", encode(&key.0))
}

struct AspectFacts {
    name: &'static str,
    todo: String,
    facts: Vec<Fact>,
}

struct QuadrantFacts {
    word: &'static str,
    name: String,
    looked_at: String,
    aspects: Vec<AspectFacts>,
}

struct ChangeRow {
    way: &'static str,
    says: String,
    path: String,
}

#[derive(Template)]
#[template(path = "pages/strategy/assessment.html")]
struct ShowPage {
    frame: Frame,
    tabs: Vec<Tab>,
    answer: String,
    basis: String,
    since: String,
    changes: Vec<ChangeRow>,
    more: usize,
    quadrants: Vec<QuadrantFacts>,
}

/// What is asked of a kept assessment.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    did: String,
    /// The earlier one that it is compared with; absent: the one before.
    with: Option<u32>,
    /// The finding.
    key: String,
}

fn quadrant(
    list: &[Finding],
    of: &strategy::QuadrantCoverage,
    can_read: bool,
    id: AssessmentId,
) -> QuadrantFacts {
    let facts = |aspect: Aspect| {
        let own = list.iter().filter(|one| one.quadrant == of.quadrant && one.aspect == aspect);
        own.map(|one| Fact::of(id, one, can_read)).collect::<Vec<_>>()
    };
    QuadrantFacts {
        word: words::quadrant_class(of.quadrant),
        name: report::catalogue::quadrant(of.quadrant).to_owned(),
        looked_at: format!("{} of {} aspects looked at", of.looked_at(), of.aspects.len()),
        aspects: of
            .aspects
            .iter()
            .map(|aspect| AspectFacts {
                name: words::aspect(aspect.aspect),
                todo: aspect.todo.clone().unwrap_or_default(),
                facts: facts(aspect.aspect),
            })
            .collect(),
    }
}

fn way(way: Way) -> &'static str {
    match way {
        Way::Rose => "rose",
        Way::Fell => "fell",
        Way::New => "new",
        Way::Gone => "gone",
    }
}

/// Changes that are shown at once.
const CHANGES: usize = 12;

/// One kept assessment: what changed, then the four quadrants.
pub async fn show(
    who: May<ReadStrategy>,
    Path(id): Path<u32>,
    Query(asked): Query<Wanted>,
) -> Page {
    let id = AssessmentId(id);
    let this = who.ledger.kept_assessment(id).await?.ok_or(PageError::NotFound)?;
    let before = match asked.with.map(AssessmentId).or(id.0.checked_sub(1).map(AssessmentId)) {
        Some(before) => who.ledger.kept_assessment(before).await?,
        None => None,
    };
    let changed = before.as_ref().map(|before| differ(before, &this)).unwrap_or_default();
    let since = before.as_ref().map(|before| differ::since(before, &changed));
    let can_read = who.also(Permission::ReadPosts);
    let covered = coverage(&this.findings);
    let zone = who.snapshot().plan.zone.clone();
    let open: usize = covered.iter().map(|one| one.aspects.len() - one.looked_at()).sum();
    let aspects: usize = covered.iter().map(|one| one.aspects.len()).sum();
    let row = |one: &strategy::Changed| ChangeRow {
        way: way(one.way),
        says: one.says.clone(),
        path: match (one.way, &before) {
            (Way::Gone, Some(before)) => finding_path(before.id, &one.key),
            _ => finding_path(id, &one.key),
        },
    };
    page(&ShowPage {
        frame: Frame::new(&who, "/assess", "What is so?")
            .with_map(map::of(&who, "assessment").await?)
            .with_done(done(&asked.did)),
        tabs: tabs("kept"),
        answer: format!(
            "{}; {}.",
            say::many(this.findings.len() as u64, "finding", "findings"),
            match open {
                0 => format!("all {aspects} aspects were looked at"),
                open => format!("{open} of {aspects} aspects were not looked at"),
            }
        ),
        basis: format!(
            "Kept assessment {id}, as of {}: {} from {}. Facts only, no conclusions; it never changes.",
            report::dates::moment(this.as_of, &zone),
            say::many(this.mentions, "mention", "mentions"),
            stretch(this.window, &zone)
        ),
        since: since.unwrap_or_default(),
        changes: changed.iter().take(CHANGES).map(row).collect(),
        more: changed.len().saturating_sub(CHANGES),
        quadrants: covered.iter().map(|of| quadrant(&this.findings, of, can_read, id)).collect(),
    })
}

/// A post as evidence: its card, a place that says that it is gone, or one that says that others may read it.
pub enum Words {
    /// The post.
    Card(Box<Card>),
    /// It was erased, or is no longer there.
    Gone,
    /// The role does not read posts.
    Hidden,
}

/// The posts as `who` may see them, in the order asked.
pub async fn words_of<A: Ask>(who: &May<A>, posts: &[PostId]) -> Result<Vec<Words>, PageError> {
    if !who.also(Permission::ReadPosts) {
        return Ok(posts.iter().map(|_| Words::Hidden).collect());
    }
    let standing = who.ledger.standing(posts).await?;
    let snapshot = who.snapshot();
    let now = who.house.now();
    let mut all = Vec::with_capacity(posts.len());
    for post in posts {
        let hit = match standing.get(post) {
            Some(seq) => snapshot.searcher.hit_at(*seq)?,
            None => None,
        };
        all.push(match hit {
            Some(hit) => Words::Card(Box::new(Card::new(&hit, &snapshot.plan, now))),
            None => Words::Gone,
        });
    }
    Ok(all)
}

#[derive(Template)]
#[template(path = "pages/strategy/finding.html")]
struct FindingPage {
    frame: Frame,
    tabs: Vec<Tab>,
    fact: Fact,
    quadrant: String,
    aspect: &'static str,
    subject: String,
    raw: String,
    as_of: String,
    assessment: AssessmentId,
    words: Vec<Words>,
}

/// One finding with everything that is needed to check it, down to the posts.
pub async fn finding(
    who: May<ReadStrategy>,
    Path(id): Path<u32>,
    Query(asked): Query<Wanted>,
) -> Page {
    let id = AssessmentId(id);
    let this = who.ledger.kept_assessment(id).await?.ok_or(PageError::NotFound)?;
    let found = this.finding(&FindingKey(asked.key)).ok_or(PageError::NotFound)?;
    let can_read = who.also(Permission::ReadPosts);
    let zone = who.snapshot().plan.zone.clone();
    page(&FindingPage {
        frame: Frame::new(&who, "/assess", "How do we know?")
            .with_map(map::of(&who, "assessment").await?),
        tabs: tabs("kept"),
        fact: Fact::of(id, found, can_read),
        quadrant: quadrant_name(found.quadrant),
        aspect: words::aspect(found.aspect),
        subject: found.subject_name.clone(),
        raw: numbers::raw(&found.figure).unwrap_or_default(),
        as_of: report::dates::moment(this.as_of, &zone),
        assessment: id,
        words: words_of(&who, &found.examples).await?,
    })
}

fn quadrant_name(quadrant: Quadrant) -> String {
    report::catalogue::quadrant(quadrant).to_owned()
}
