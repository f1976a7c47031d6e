//! What Waggle understood of a post.

use serde::ser::SerializeSeq;
use serde::{Deserialize, Serialize};

use crate::network::words_enum;
use crate::{Language, PostId};

words_enum!(
    /// The three classes of sentiment.
    Label {
        /// Unfavourable.
        Negative = "negative",
        /// Neither, or both in balance.
        Neutral = "neutral",
        /// Favourable.
        Positive = "positive",
    }
);

/// Probabilities of the three classes; they are at least 0 and sum to 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Sentiment {
    /// Probability of [`Label::Negative`].
    pub negative: f32,
    /// Probability of [`Label::Neutral`].
    pub neutral: f32,
    /// Probability of [`Label::Positive`].
    pub positive: f32,
}

impl Sentiment {
    /// The most probable class; on a tie neutral, then negative.
    pub fn label(&self) -> Label {
        if self.neutral >= self.negative && self.neutral >= self.positive {
            Label::Neutral
        } else if self.negative >= self.positive {
            Label::Negative
        } else {
            Label::Positive
        }
    }

    /// In the order of [`Label::ALL`].
    pub fn as_array(&self) -> [f32; 3] {
        [self.negative, self.neutral, self.positive]
    }

    /// Negative and positive in steps of 1/255, for a column; neutral is the rest.
    pub fn quantised(&self) -> (u8, u8) {
        let step = |p: f32| (p.clamp(0.0, 1.0) * 255.0).round() as u8;
        (step(self.negative), step(self.positive))
    }

    /// The inverse of [`Self::quantised`], to within 1/255.
    pub fn from_quantised(negative: u8, positive: u8) -> Self {
        let (negative, positive) = (f32::from(negative) / 255.0, f32::from(positive) / 255.0);
        Self { negative, positive, neutral: (1.0 - negative - positive).max(0.0) }
    }
}

words_enum!(
    /// The emotion that stands out, where one does.
    Emotion {
        /// Joy, amusement, love, gratitude.
        Joy = "joy",
        /// Hope for what comes.
        Optimism = "optimism",
        /// Anger, annoyance.
        Anger = "anger",
        /// Disgust, contempt.
        Disgust = "disgust",
        /// Sadness, disappointment, grief.
        Sadness = "sadness",
        /// Fear, nervousness.
        Fear = "fear",
        /// Surprise, confusion, curiosity.
        Surprise = "surprise",
    }
);

words_enum!(
    /// What a post does, beside stating something. A post can do several.
    Act {
        /// Really asks for information or help; a rhetorical question does not.
        Question = "question",
        /// States that a product, service or organisation broke an expectation.
        Complaint = "complaint",
        /// Proposes a change, a feature or a way of doing.
        Suggestion = "suggestion",
        /// Commends a product, service, organisation or a person's help.
        Praise = "praise",
        /// Asks which product or vendor to choose (and is also a question).
        RecommendationAsked = "recommendation_asked",
        /// Advises others to choose or to avoid one.
        RecommendationGiven = "recommendation_given",
        /// States a plan, need, budget or date to buy, switch or subscribe.
        PurchaseIntent = "purchase_intent",
    }
);

/// A set of [`Act`]s, one bit each at [`Act::index`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Acts(pub u8);

impl Acts {
    /// No act.
    pub const NONE: Self = Self(0);

    /// Whether `act` is in it.
    pub const fn has(self, act: Act) -> bool {
        self.0 & (1 << act.index()) != 0
    }

    /// With `act` added.
    #[must_use]
    pub const fn with(self, act: Act) -> Self {
        Self(self.0 | (1 << act.index()))
    }

    /// The acts in it, in order.
    pub fn iter(self) -> impl Iterator<Item = Act> {
        Act::ALL.iter().copied().filter(move |act| self.has(*act))
    }

    /// Whether the market waits for somebody here: a question, a complaint, a suggestion, a request for a
    /// recommendation or a plan to buy.
    pub fn is_need(self) -> bool {
        use Act::{Complaint, PurchaseIntent, Question, RecommendationAsked, Suggestion};
        [Question, Complaint, Suggestion, RecommendationAsked, PurchaseIntent]
            .iter()
            .any(|a| self.has(*a))
    }
}

impl FromIterator<Act> for Acts {
    fn from_iter<I: IntoIterator<Item = Act>>(acts: I) -> Self {
        acts.into_iter().fold(Self::NONE, Self::with)
    }
}

impl Serialize for Acts {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(None)?;
        for act in self.iter() {
            list.serialize_element(&act)?;
        }
        list.end()
    }
}

impl<'de> Deserialize<'de> for Acts {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Vec::<Act>::deserialize(deserializer)?.into_iter().collect())
    }
}

/// How the reading of one act errs, measured on posts that chance chose: `counts[truly][read]`, both 0 for no and 1 for yes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActError {
    /// Which act.
    pub act: Act,
    /// Rows are the truth, columns the reading.
    pub counts: [[u64; 2]; 2],
}

impl ActError {
    /// Of every act, from pairs of what was read and what is true; empty where there are no pairs.
    pub fn measured(pairs: impl Iterator<Item = (Acts, Acts)> + Clone) -> Vec<Self> {
        if pairs.clone().next().is_none() {
            return Vec::new();
        }
        let of = |act: &Act| {
            let mut counts = [[0; 2]; 2];
            for (read, truth) in pairs.clone() {
                let row = counts.get_mut(usize::from(truth.has(*act)));
                if let Some(count) = row.and_then(|row| row.get_mut(usize::from(read.has(*act)))) {
                    *count += 1;
                }
            }
            Self { act: *act, counts }
        };
        Act::ALL.iter().map(of).collect()
    }
}

/// What Waggle understood of one post.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// Which model read it; a newer one may read it again.
    pub model: u32,
    /// The language, [`Language::UNDETERMINED`] where it cannot be told.
    pub language: Language,
    /// `None`: not read, because the model does not know the language.
    pub sentiment: Option<Sentiment>,
    /// The emotion that stands out, if any.
    pub emotion: Option<Emotion>,
    /// What it does.
    pub acts: Acts,
    /// The earlier post that it repeats, exactly or nearly.
    pub repeat_of: Option<PostId>,
}

/// How a classifier errs, measured on labelled posts that it never saw: `counts[true][predicted]` in the order of
/// [`Label::ALL`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Confusion {
    /// Rows are the true class, columns the predicted one.
    pub counts: [[u64; 3]; 3],
    /// The class shares that the classifier's probabilities assume (its training set's).
    pub prior: [f64; 3],
    /// How many labelled posts of a new market the measurement is worth for each class: errors differ from one kind of
    /// posts to another, and the more they differed between the sets of labelled posts, the smaller this is. `None`: the
    /// posts at hand are of the very kind that it was measured on.
    #[serde(default)]
    pub worth: Option<f64>,
    /// What it was measured on, for the reader of a report.
    pub measured_on: String,
}
