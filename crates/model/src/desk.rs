//! The inbox: what became of a mention that needs an answer.

use serde::{Deserialize, Serialize};

use crate::network::words_enum;
use crate::{Act, Acts, Label, MemberId, PostId, Sentiment, Timestamp};

words_enum!(
    /// How far a matter is.
    MatterState {
        /// Waits for somebody.
        Open = "open",
        /// Was answered at the place of the conversation.
        Replied = "replied",
        /// Comes back at a time.
        Snoozed = "snoozed",
        /// Needs no answer.
        Irrelevant = "irrelevant",
    }
);

words_enum!(
    /// Whom a matter can be handed to, beside persons.
    Department {
        /// Marketing.
        Marketing = "marketing",
        /// Sales.
        Sales = "sales",
        /// Support.
        Support = "support",
        /// Product.
        Product = "product",
        /// Human resources.
        Hr = "hr",
        /// Partners.
        Partners = "partners",
    }
);

/// What became of a mention. A mention that nobody touched has none and is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Matter {
    /// The post.
    pub post: PostId,
    /// How far it is.
    pub state: MatterState,
    /// The person who has it.
    pub member: Option<MemberId>,
    /// The department that has it.
    pub department: Option<Department>,
    /// When an answer is due.
    pub due_at: Option<Timestamp>,
    /// When a snoozed one comes back.
    pub until: Option<Timestamp>,
    /// When it last changed.
    pub changed_at: Timestamp,
    /// When it was escalated last, and how.
    #[serde(default)]
    pub escalated: Option<Escalation>,
}

/// That a matter went to somebody else because nobody replied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Escalation {
    /// When.
    pub at: Timestamp,
    /// The working hours of the rule.
    pub after_hours: u32,
}

/// After how many working hours without reply a matter goes to whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EscalationRule {
    /// Its number.
    pub id: i64,
    /// For which need; `None`: for each.
    pub need: Option<Act>,
    /// Working hours since it came in, from 1.
    pub after_hours: u32,
    /// The person who gets it.
    pub member: Option<MemberId>,
    /// The department that gets it, where no person does.
    pub department: Option<Department>,
}

impl Matter {
    /// An untouched one.
    pub fn open(post: PostId, at: Timestamp) -> Self {
        Self {
            post,
            state: MatterState::Open,
            member: None,
            department: None,
            due_at: None,
            until: None,
            changed_at: at,
            escalated: None,
        }
    }

    /// Whether it waits for somebody at `now`: open, or snoozed until before.
    pub fn waits(&self, now: Timestamp) -> bool {
        match self.state {
            MatterState::Open => true,
            MatterState::Snoozed => self.until.is_none_or(|until| until <= now),
            MatterState::Replied | MatterState::Irrelevant => false,
        }
    }
}

/// One thing that happened to a matter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MatterEvent {
    /// Numbers events of a workspace.
    pub id: i64,
    /// The post.
    pub post: PostId,
    /// When.
    pub at: Timestamp,
    /// Who did it.
    pub member: Option<MemberId>,
    /// What: `assigned`, `escalated`, `replied`, `snoozed`, `irrelevant`, `reopened`, `noted`, `corrected`, `undone`.
    pub verb: String,
    /// A note's text, or to whom it was handed.
    pub detail: String,
}

/// What a person says a post is, against what the model said. It wins everywhere, and for ever.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Correction {
    /// The post.
    pub post: PostId,
    /// The sentiment, where that was corrected.
    pub label: Option<Label>,
    /// The acts, where those were corrected.
    pub acts: Option<Acts>,
    /// Who said so.
    pub member: Option<MemberId>,
    /// When.
    pub at: Timestamp,
    /// What the model had said of the sentiment.
    pub model_sentiment: Option<Sentiment>,
    /// What the model had said of the acts.
    pub model_acts: Acts,
    /// Whether chance chose the post: only then does it say how often the model errs.
    pub drawn: bool,
}
