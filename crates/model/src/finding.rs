//! A number that can explain itself, and the words behind it.

use serde::{Deserialize, Serialize};

use crate::network::words_enum;
use crate::{Network, PostId, Seq, Timestamp};

words_enum!(
    /// What a figure counts in.
    Unit {
        /// Posts.
        Posts = "posts",
        /// People, as told apart by network and handle.
        People = "people",
        /// A share between 0 and 1, shown as per cent.
        Share = "share",
        /// A difference or index between −1 and 1 (net sentiment).
        Index = "index",
        /// Seconds, shown in the unit that a person would say.
        Seconds = "seconds",
        /// A pure number (a score, a divergence in bits).
        Number = "number",
    }
);

/// A confidence interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Confidence, usually 0.95.
    pub level: f64,
}

impl Interval {
    /// Whether `value` lies inside, ends included.
    pub fn contains(&self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }
}

/// A number with everything that is needed to check it. Each number that an assessment states is one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// The value, in `unit`. NaN is not allowed: what cannot be computed is an absent figure.
    pub value: f64,
    /// What it counts in.
    pub unit: Unit,
    /// Its 95 % interval, where sampling or classification makes it uncertain.
    pub interval: Option<Interval>,
    /// The same measure before correction for the classifier's error, where a correction was made.
    pub raw: Option<f64>,
    /// How many posts (or people) it rests on: the denominator.
    pub n: u64,
    /// The formula in words and signs, with its source, as a reader needs it.
    pub formula: String,
    /// The query in the watch language that finds the posts it rests on.
    pub query: String,
}

/// A post as an example, drawn by a stated rule and never by hand.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Quote {
    /// The post.
    pub id: PostId,
    /// Its place in the ledger.
    pub seq: Seq,
    /// Where it was said.
    pub network: Network,
    /// The author's handle, empty when unknown.
    pub author: String,
    /// When it was said.
    pub created_at: Timestamp,
    /// Title and text, shortened by the reader of the assessment and not here.
    pub text: String,
    /// Where to read it.
    pub url: Option<String>,
}
