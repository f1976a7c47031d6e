//! Facts that stand still: findings pinned from an assessment, and links to them. What a strategy says leads here.

use serde::{Deserialize, Serialize};

use crate::network::words_enum;
use crate::{Figure, KpiId, PostId, Quadrant, SubjectId, Timestamp, Window};

macro_rules! numbered {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub u32);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    )+};
}
pub(crate) use numbered;

numbered!(
    /// Numbers the kept assessments of a workspace, in the order in which they were made.
    AssessmentId,
);

words_enum!(
    /// What the method asks about a quadrant. A quadrant is covered when each of these was looked at.
    Aspect {
        /// Where they are.
        Places = "places",
        /// Who they are and how many.
        People = "people",
        /// What they talk about.
        Topics = "topics",
        /// How they feel.
        Sentiment = "sentiment",
        /// Who is listened to.
        Influencers = "influencers",
        /// How a subject is present and answers.
        Presence = "presence",
        /// What they do: launches, events, what rose or fell.
        Activities = "activities",
        /// What endangers.
        Threats = "threats",
    }
);

/// Names a fact across assessments: the same measure of the same thing has the same key, such as `net/lumen` or
/// `compare/battery/lumen/aurora`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FindingKey(pub String);

impl std::fmt::Display for FindingKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&self.0)
    }
}

/// A fact of an assessment as it was found: nothing in it changes afterwards.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// Its name.
    pub key: FindingKey,
    /// The quadrant that it belongs to.
    pub quadrant: Quadrant,
    /// What it is about.
    pub aspect: Aspect,
    /// Whose it is, where it is one subject's.
    pub subject: Option<SubjectId>,
    /// That subject's name; empty where there is none.
    pub subject_name: String,
    /// The fact in one plain sentence with its number. No conclusion.
    pub says: String,
    /// The number.
    pub figure: Figure,
    /// Of counts over days: how much more the days scatter than Poisson counts would (variance over mean, at least 1).
    /// Without it, two counts cannot be compared.
    #[serde(default)]
    pub scatter: Option<f64>,
    /// Posts as examples. Their words are looked up when they are shown, so that erasing a post leaves a marked hole.
    pub examples: Vec<PostId>,
}

/// An assessment that was kept: findings, and what is needed to show and repeat it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct KeptAssessment {
    /// Its number.
    pub id: AssessmentId,
    /// When it was computed.
    pub as_of: Timestamp,
    /// Which posts it looked at.
    pub window: Window,
    /// Mentions that it rests on.
    pub mentions: u64,
    /// What it found, in the order of quadrants and aspects.
    pub findings: Vec<Finding>,
}

impl KeptAssessment {
    /// The finding called `key`.
    pub fn finding(&self, key: &FindingKey) -> Option<&Finding> {
        self.findings.iter().find(|finding| finding.key == *key)
    }
}

/// What justifies a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Evidence {
    /// A finding of a kept assessment.
    Finding {
        /// The assessment.
        assessment: AssessmentId,
        /// The finding in it.
        key: FindingKey,
    },
    /// Somebody's own words.
    Post(PostId),
    /// A measure that is followed.
    Kpi(KpiId),
}
