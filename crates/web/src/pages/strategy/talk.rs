//! What people say of a section: comments, and proposals that somebody takes up or sets aside.

use model::{ItemId, Section, StrategyId};

use super::{Open, words};
use crate::auth::{Ask, May};
use crate::pages::card::ago;

/// One comment.
pub struct Said {
    /// Its number.
    pub id: ItemId,
    /// Who.
    pub by: String,
    /// How long ago.
    pub when: String,
    /// What.
    pub text: String,
    /// About which item, in words; empty: the section.
    pub about: String,
    /// Whether it proposes another wording.
    pub proposal: bool,
    /// Whether it was dealt with.
    pub settled: bool,
}

/// What people say of a section.
pub struct Talk {
    /// Of which strategy.
    pub strategy: StrategyId,
    /// The section's word.
    pub section: &'static str,
    /// Its name.
    pub name: &'static str,
    /// The page that shows it.
    pub next: String,
    /// What they say, oldest first.
    pub said: Vec<Said>,
    /// How many wait to be dealt with.
    pub open: usize,
    /// Whether the person may say something.
    pub may_talk: bool,
    /// Whether they may deal with it.
    pub may_settle: bool,
}

impl Talk {
    /// What is said of `section`, on the page `path`.
    pub fn of<A: Ask>(who: &May<A>, open: &Open, section: Section, path: &str) -> Self {
        let strategy = &open.strategy;
        let (now, zone) = (who.house.now(), who.snapshot().plan.zone.clone());
        let said: Vec<Said> = strategy
            .comments
            .iter()
            .filter(|comment| comment.section == section)
            .map(|comment| Said {
                id: comment.id,
                by: comment.by_name.clone(),
                when: ago(comment.at, now, &zone),
                text: comment.text.clone(),
                about: comment.item.map(|item| format!("on no. {item}")).unwrap_or_default(),
                proposal: comment.proposal,
                settled: comment.settled_at.is_some(),
            })
            .collect();
        Self {
            strategy: strategy.id,
            section: section.as_str(),
            name: words::section(section),
            next: format!("/strategy/{}{path}#{}", strategy.id, section.as_str()),
            open: said.iter().filter(|one| !one.settled).count(),
            said,
            may_talk: open.may_talk(),
            may_settle: open.may_edit(section),
        }
    }

    /// How many there are, in words.
    pub fn count(&self) -> String {
        match (self.said.len(), self.open) {
            (0, _) => "Say something about it".to_owned(),
            (all, 0) => crate::say::many(all as u64, "comment", "comments"),
            (all, open) => {
                format!("{}, {open} open", crate::say::many(all as u64, "comment", "comments"))
            }
        }
    }
}
