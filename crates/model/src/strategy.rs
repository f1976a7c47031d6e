//! The strategy as one document: SWOT, team, hexagon, what people say of it, and its editions.
//!
//! Everything that people edit is a working copy. An [`Edition`] is what was signed: it never changes.

use serde::{Deserialize, Serialize};

use crate::evidence::numbered;
use crate::hexagon::Hexagon;
use crate::network::words_enum;
use crate::{AssessmentId, ContactId, Evidence, FindingKey, MemberId, Timestamp};

numbered!(
    /// Numbers the strategies of a workspace.
    StrategyId,
    /// Numbers what stands in one strategy: items, people, pairs, methods. Never used again in the same strategy.
    ItemId,
);

words_enum!(
    /// The four fields of a SWOT.
    SwotKind {
        /// We are significantly better.
        Strength = "strength",
        /// We are significantly worse.
        Weakness = "weakness",
        /// A need of the market that nobody answers.
        Opportunity = "opportunity",
        /// What rises against us.
        Threat = "threat",
    }
);

words_enum!(
    /// How far an item of the SWOT is.
    SwotState {
        /// Computed or written, not yet voted on by all.
        Proposed = "proposed",
        /// All have voted, nobody against.
        Agreed = "agreed",
        /// All have voted, not all alike; stays visible as such.
        Disputed = "disputed",
        /// Left out; kept to be seen.
        Dropped = "dropped",
    }
);

words_enum!(
    /// On whose side somebody is on the team.
    Party {
        /// Works for the company.
        Company = "company",
        /// Is a customer.
        Customer = "customer",
        /// Is a partner.
        Partner = "partner",
    }
);

words_enum!(
    /// The parts of a strategy that people comment on.
    Section {
        /// The four fields.
        Swot = "swot",
        /// The people who write it.
        Team = "team",
        /// What is completion?
        Goal = "goal",
        /// What we do to reach it.
        Mission = "mission",
        /// Unlike until now … now we ….
        Benefits = "benefits",
        /// People, places, budget, leadership.
        Resources = "resources",
        /// The programs that lead to the goal.
        Methods = "methods",
        /// How success is known at every step.
        Reporting = "reporting",
    }
);

/// A strategy: the working copy, and what is known of its editions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Strategy {
    /// Its number.
    pub id: StrategyId,
    /// What it is called.
    pub name: String,
    /// How far it is.
    pub state: StrategyState,
    /// The assessment that it rests on.
    pub assessment: Option<AssessmentId>,
    /// Strengths, weaknesses, opportunities, threats.
    pub swot: Vec<SwotItem>,
    /// Who writes it.
    pub team: Vec<Teammate>,
    /// Goal, mission, benefits, resources, methods, reporting.
    pub hexagon: Hexagon,
    /// What people say of its parts, oldest first.
    pub comments: Vec<Comment>,
    /// The next [`ItemId`].
    pub next_item: u32,
    /// Counts changes; who changes an older one is told so.
    pub version: u32,
    /// When it was begun.
    pub created_at: Timestamp,
    /// When it last changed.
    pub changed_at: Timestamp,
}

impl Strategy {
    /// An empty one.
    pub fn new(id: StrategyId, name: &str, at: Timestamp) -> Self {
        Self {
            id,
            name: name.to_owned(),
            state: StrategyState::Draft,
            assessment: None,
            swot: Vec::new(),
            team: Vec::new(),
            hexagon: Hexagon::default(),
            comments: Vec::new(),
            next_item: 1,
            version: 1,
            created_at: at,
            changed_at: at,
        }
    }

    /// A number that no other item of this strategy ever had.
    pub fn take_item(&mut self) -> ItemId {
        let id = ItemId(self.next_item);
        self.next_item += 1;
        id
    }
}

/// How far a strategy is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StrategyState {
    /// Nothing of it was signed yet.
    Draft,
    /// An edition is in force; the working copy may differ from it.
    Active {
        /// The edition in force.
        edition: u32,
        /// Since when.
        since: Timestamp,
    },
    /// Ended; kept to be read.
    Ended {
        /// The last edition in force; 0: there was none.
        edition: u32,
        /// Since when.
        since: Timestamp,
    },
}

/// One sentence of the SWOT.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SwotItem {
    /// Its number.
    pub id: ItemId,
    /// Its field.
    pub kind: SwotKind,
    /// The sentence.
    pub text: String,
    /// What justifies it; an item without is no item.
    pub evidence: Vec<Evidence>,
    /// The candidate that it came from; `None`: a person wrote it.
    pub candidate: Option<FindingKey>,
    /// Who wrote it or took the candidate up; `None`: somebody of the company who is not on the team.
    #[serde(default)]
    pub by: Option<ItemId>,
    /// The strongest argument against it, by name; asked for before signing.
    pub counter: Option<Counter>,
    /// Sealed until all of the team have voted.
    pub votes: Vec<Vote>,
    /// When all had voted and the votes were opened; from then on nobody changes theirs.
    #[serde(default)]
    pub opened_at: Option<Timestamp>,
    /// Left out by the team.
    pub dropped: bool,
}

/// The argument against an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counter {
    /// Who argues.
    pub by: ItemId,
    /// Their name as they were called then.
    #[serde(default)]
    pub by_name: String,
    /// What.
    pub text: String,
}

/// What a teammate thinks of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vote {
    /// Who.
    pub by: ItemId,
    /// For or against.
    pub agrees: bool,
    /// When.
    pub at: Timestamp,
}

/// A named person who writes the strategy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Teammate {
    /// Their number in this strategy.
    pub id: ItemId,
    /// Their name; a person's, never a department's.
    pub name: String,
    /// Their side.
    pub party: Party,
    /// Where they work, or what they are.
    pub organisation: String,
    /// What they lead, outsiders included; empty: nothing.
    pub leads: String,
    /// The sections that they lead and may edit, whatever their side.
    #[serde(default)]
    pub leads_sections: Vec<Section>,
    /// Their address, for the invitation; may be empty.
    pub email: String,
    /// As whom they sign in, once they do.
    pub member: Option<MemberId>,
    /// Their entry among the contacts.
    pub contact: Option<ContactId>,
    /// When they were asked.
    pub invited_at: Option<Timestamp>,
    /// When they said yes.
    pub accepted_at: Option<Timestamp>,
    /// Their own terms, in their words: how they want to be named, quoted, thanked.
    pub terms: String,
}

/// What somebody says of a section, or proposes to write instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    /// Its number.
    pub id: ItemId,
    /// Which section.
    pub section: Section,
    /// One item of it, where it is about one.
    pub item: Option<ItemId>,
    /// Who; `None`: somebody of the company who is not on the team.
    pub by: Option<ItemId>,
    /// Their name as they were called then.
    pub by_name: String,
    /// When.
    pub at: Timestamp,
    /// What.
    pub text: String,
    /// Whether it proposes another wording.
    pub proposal: bool,
    /// When it was taken up or set aside.
    pub settled_at: Option<Timestamp>,
}

/// A strategy as it was put to be signed. Immutable: only signatures are added beside it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Edition {
    /// Of which strategy.
    pub strategy: StrategyId,
    /// 1, 2, 3 ….
    pub number: u32,
    /// When it was made.
    pub at: Timestamp,
    /// Who made it.
    pub by: String,
    /// What changed, in a sentence; may be empty.
    pub note: String,
    /// The strategy as it stood, comments left out.
    pub content: Strategy,
}

/// Somebody signed an edition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// The edition's number.
    pub edition: u32,
    /// Who.
    pub teammate: ItemId,
    /// Their name as they signed.
    pub name: String,
    /// Their side.
    pub party: Party,
    /// When.
    pub at: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_items_are_never_used_again() {
        let mut strategy = Strategy::new(StrategyId(1), "Light for all", Timestamp(0));
        let first = strategy.take_item();
        let second = strategy.take_item();
        assert_ne!(first, second);
        let text = serde_json::to_string(&strategy).unwrap();
        let mut read: Strategy = serde_json::from_str(&text).unwrap();
        assert_eq!(read, strategy);
        assert!(![first, second].contains(&read.take_item()));
    }
}
