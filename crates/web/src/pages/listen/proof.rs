//! The proof beside the editor: what a query would find, before it is saved.

use askama::Template;
use index::{By, Order};
use model::{Day, Plan};
use query::{Query, Severity};
use report::charts::Bars;
use report::charts::stretch::Step;

use super::edit::Draft;
use super::sample::{SIZE, places, wilson};
use crate::auth::{Ask, May};
use crate::error::PageError;
use crate::frame::encode;
use crate::pages::card::Card;
use crate::pages::search::asked::{Problem, read};
use crate::pages::search::excerpt::shortened;
use crate::pages::search::show::Drawn;
use crate::say;

/// Days that the bars show.
const DAYS: i32 = 90;

/// Something that the writer should know.
pub struct Note {
    /// `error`, `warning` or `hint`.
    pub severity: &'static str,
    /// The place with carets, the reason, the remedy.
    pub text: String,
    /// Whether the watch cannot be saved with it.
    pub blocks: bool,
}

/// A post of the sample.
pub struct Sampled {
    /// The post.
    pub card: Card,
    /// Its number in the ledger.
    pub seq: u64,
    /// Whether it was said not to fit.
    pub misses: bool,
}

/// What the query finds.
pub struct Finds {
    /// In a sentence.
    pub answer: String,
    explanation: String,
    cost: String,
    drawn: Drawn,
    overlaps: Vec<(String, String, String)>,
    samples: Vec<Sampled>,
    precision: String,
    search: String,
    others: String,
}

/// The right side of the editor.
#[derive(Template)]
#[template(path = "pages/listen/proof.html")]
pub struct Proof {
    /// What keeps it from being saved, beside the query itself.
    pub blocks: Vec<String>,
    /// What should be known of the query.
    pub notes: Vec<Note>,
    /// Whether nothing was written yet.
    pub blank: bool,
    /// What it finds, when it can be read.
    pub finds: Option<Finds>,
}

impl Proof {
    /// Whether the watch can be saved.
    pub fn holds(&self) -> bool {
        self.blocks.is_empty() && !self.notes.iter().any(|note| note.blocks)
    }
}

/// The proof of a draft.
pub fn of<A: Ask>(who: &May<A>, draft: &Draft) -> Result<Proof, PageError> {
    let snapshot = who.snapshot();
    let plan = &snapshot.plan;
    let blank = draft.query.trim().is_empty();
    let mut proof = Proof { blocks: blocks(draft, plan), notes: Vec::new(), blank, finds: None };
    if blank {
        return Ok(proof);
    }
    let query = match read(&draft.query, plan) {
        Ok(query) => query,
        Err(Problem(text)) => {
            proof.notes.push(Note { severity: "error", text, blocks: true });
            return Ok(proof);
        }
    };
    proof.notes = query::lint_watch(&query)
        .iter()
        .map(|lint| Note {
            severity: match lint.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Hint => "hint",
            },
            text: lint.render(&draft.query),
            blocks: lint.severity == Severity::Error,
        })
        .collect();
    proof.finds = Some(finds(who, draft, &query)?);
    Ok(proof)
}

/// What keeps a draft from being saved, beside its query.
fn blocks(draft: &Draft, plan: &Plan) -> Vec<String> {
    let mut blocks = Vec::new();
    let name = draft.name.trim();
    if name.is_empty() {
        blocks.push("Give the watch a name.".to_owned());
    } else if name.chars().count() > 100 {
        blocks.push("A name has at most 100 characters.".to_owned());
    }
    let same = |other: &model::Watch| other.name.to_lowercase() == name.to_lowercase();
    let own = draft.old.to_lowercase() == name.to_lowercase();
    if !own && plan.watches.iter().any(same) {
        blocks.push(format!("There is a watch called “{name}” already."));
    }
    if !plan.subjects.iter().any(|subject| subject.name == draft.subject) {
        blocks.push("Choose the subject whose mentions it finds.".to_owned());
    }
    if draft.query.trim().is_empty() {
        blocks.push("Write what to look for.".to_owned());
    }
    blocks
}

fn finds<A: Ask>(who: &May<A>, draft: &Draft, query: &Query) -> Result<Finds, PageError> {
    let snapshot = who.snapshot();
    let (plan, searcher) = (&snapshot.plan, &snapshot.searcher);
    let now = who.house.now();
    let seqs = searcher.listing(query, Order::Newest)?;
    let days = searcher.tally(query)?;
    let drawn_at = places(seqs.len(), SIZE, draft.draw());
    let picked: Vec<_> = drawn_at.iter().filter_map(|place| seqs.get(*place).copied()).collect();
    let misses = draft.misses();
    let sampled = |hit: index::Hit| Sampled {
        card: shortened(Card::new(&hit, plan, now)),
        misses: misses.contains(&hit.seq.0),
        seq: hit.seq.0,
    };
    let samples: Vec<Sampled> =
        searcher.hits_at(query, &picked)?.into_iter().map(sampled).collect();
    let total = seqs.len() as u64;
    let today = plan.zone.day(now);
    let ends = (Some(Day(today.0 - DAYS + 1)), Some(today));
    let recent: u64 = days.iter().filter(|d| Some(d.day) >= ends.0).map(|d| d.count).sum();
    let text = query.to_string();
    let search = |more: &str| format!("/search?q={}{more}", encode(&text));
    let bars =
        Bars::new(format!("Posts a day, {DAYS} days"), &days, ends, Step::Day, |from, to| {
            search(&format!("&since={from}&until={to}"))
        });
    let missed = samples.iter().filter(|sample| sample.misses).count() as u64;
    Ok(Finds {
        answer: format!(
            "{} in all, {} in the last {DAYS} days.",
            say::many(total, "post", "posts"),
            say::count(recent)
        ),
        explanation: query::explain(query),
        cost: cost(searcher.cost(query)?, searcher.len(), total),
        drawn: Drawn::in_column(&bars, "proof"),
        overlaps: overlaps(searcher.breakdown(query, By::Watch)?, draft, plan, total),
        precision: precision(samples.len() as u64, missed),
        samples,
        search: search(""),
        others: draft.href(draft.draw() + 1),
    })
}

/// What it takes to find the posts, in words.
fn cost(cost: index::Cost, all: u64, found: u64) -> String {
    if all == 0 {
        return "There are no posts yet.".to_owned();
    }
    let share = report::numbers::percent(cost.candidates as f64 / all as f64);
    let (candidates, found) = (say::count(cost.candidates), say::many(found, "post", "posts"));
    match (cost.exact, cost.candidates * 2 > all) {
        (true, _) => {
            format!("Cheap: the index alone knows the {found}; none has to be read again.")
        }
        (false, false) => {
            format!(
                "Its rarest words lead to {candidates} posts ({share} of all); each is read again, {found} fit."
            )
        }
        (false, true) => {
            format!(
                "Costly: no word narrows it down, so {candidates} posts ({share} of all) are read again for it."
            )
        }
    }
}

/// Other watches that find some of the same posts: name, address, how many and which share of this one's.
fn overlaps(
    parts: Vec<(String, u64)>,
    draft: &Draft,
    plan: &Plan,
    total: u64,
) -> Vec<(String, String, String)> {
    let own = draft.old.to_lowercase();
    let line = |(name, count): (String, u64)| {
        let id = plan.watch_named(&name)?;
        let share = report::numbers::percent(count as f64 / total.max(1) as f64);
        Some((
            name,
            format!("/listen/watches/{}", id.0),
            format!("{} ({share})", say::count(count)),
        ))
    };
    parts
        .into_iter()
        .filter(|(name, _)| name.to_lowercase() != own)
        .filter_map(line)
        .take(8)
        .collect()
}

/// How much of what it finds is meant, judged by the sample.
fn precision(shown: u64, missed: u64) -> String {
    if shown == 0 {
        return String::new();
    }
    let fit = shown.saturating_sub(missed);
    let (low, high) = wilson(fit, shown);
    let whole = |share: f64| format!("{:.0}", share * 100.0);
    if missed == 0 {
        format!(
            "Mark those that do not fit. If all {shown} fit, {}–{} % of what it finds is meant.",
            whole(low),
            whole(high)
        )
    } else {
        format!(
            "{fit} of {shown} fit: about {} % ({}–{}) of what it finds is meant.",
            whole(fit as f64 / shown as f64),
            whole(low),
            whole(high)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn precision_is_said_with_its_interval() {
        assert_eq!(precision(8, 2), "6 of 8 fit: about 75 % (41–93) of what it finds is meant.");
        assert_eq!(precision(0, 0), "");
        assert!(precision(8, 0).contains("68–100 %"), "{}", precision(8, 0));
    }

    #[test]
    fn a_draft_says_what_it_lacks() {
        let mut plan = Plan::empty("x", model::Zone::utc());
        let draft = Draft::default();
        assert_eq!(blocks(&draft, &plan).len(), 3);
        plan.subjects.push(model::Subject {
            id: model::SubjectId(1),
            name: "Lumen".to_owned(),
            quadrant: model::Quadrant::Brand,
            accounts: Vec::new(),
        });
        plan.watches.push(model::Watch {
            id: model::WatchId(1),
            name: "Brand".to_owned(),
            subject: model::SubjectId(1),
            query: "lumen".to_owned(),
        });
        let new = Draft {
            name: "brand".to_owned(),
            subject: "Lumen".to_owned(),
            query: "lumen".to_owned(),
            ..Draft::default()
        };
        assert_eq!(blocks(&new, &plan), ["There is a watch called “brand” already."]);
        let old = Draft { old: "Brand".to_owned(), ..new };
        assert!(blocks(&old, &plan).is_empty());
    }
}
