//! What is asked of an assessment, how far it is, and why it can fail.

use std::fmt;

use model::{ActError, Confusion, Gap, Plan, SubjectId, Timestamp, TopicName, Window};

use crate::ObservedError;

/// A question to the market. The clock and the seed are part of it, so the same question has the same answer.
#[derive(Debug, Clone)]
pub struct AssessmentRequest<'a> {
    /// Who is watched.
    pub plan: &'a Plan,
    /// How the classifier errs.
    pub classifier: &'a Confusion,
    /// How the reading of acts errs in this market, for the acts where that was measured.
    pub act_errors: Vec<ActError>,
    /// What topics were called so far.
    pub topic_names: Vec<TopicName>,
    /// What was not captured, to be passed on.
    pub gaps: Vec<Gap>,
    /// Which posts to look at; an open end stands for the data's own.
    pub window: Option<Window>,
    /// Look at this subject alone; shares still compare it with all.
    pub subject: Option<SubjectId>,
    /// Leave posts that look like spam out of everything but the basis.
    pub without_spam: bool,
    /// When it is computed.
    pub as_of: Timestamp,
    /// From which every random draw follows.
    pub seed: u64,
}

/// What an assessment is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Streams the posts.
    Posts,
    /// Looks for phrases.
    Phrases,
    /// Groups phrases into topics.
    Topics,
    /// Looks at one subject after the other.
    Subjects,
    /// Fetches examples.
    Examples,
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Posts => "reading posts",
            Self::Phrases => "finding phrases",
            Self::Topics => "grouping topics",
            Self::Subjects => "assessing subjects",
            Self::Examples => "fetching examples",
        })
    }
}

/// How far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// With what.
    pub stage: Stage,
    /// How many posts, subjects … are done.
    pub done: u64,
    /// Of how many, where that is known.
    pub of: Option<u64>,
}

/// Why there is no assessment.
#[derive(Debug, thiserror::Error)]
pub enum AssessError {
    /// The posts could not be streamed or fetched.
    #[error("the posts could not be read")]
    Observed(#[from] ObservedError),
    /// The request names a subject that the plan does not hold.
    #[error("the plan holds no subject with the number `{0}`; `waggle.toml` names those there are")]
    UnknownSubject(SubjectId),
    /// More words than 32-bit positions can count.
    #[error("the window holds too much text for one assessment; assess a shorter window")]
    TooMuchText,
}
