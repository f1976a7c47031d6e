//! What each measure means, and how a point is made of what was counted. Counting itself is done by whoever can see the posts.

mod counted;
mod periods;

pub use counted::{Absent, Measured, Reach, from_assessment, point};
pub use periods::{Period, period_of, periods};

use model::{Measure, Rhythm, Shape, Unit};

/// A measure in words, as it is printed beside its numbers and offered when one is added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Definition {
    /// Which.
    pub measure: Measure,
    /// What people call it.
    pub title: &'static str,
    /// The formula in words.
    pub formula: &'static str,
    /// Where the formula comes from.
    pub source: &'static str,
    /// What it counts in.
    pub unit: Unit,
    /// Sum or level.
    pub shape: Shape,
    /// How often a point is taken, unless somebody chooses otherwise.
    pub rhythm: Rhythm,
    /// Whether more is usually better.
    pub up_is_good: bool,
    /// What it cannot say.
    pub caution: &'static str,
}

const OURS: &str = "Waggle's assessment; its README says what a mention is";

/// What `measure` means.
pub const fn definition(measure: Measure) -> Definition {
    match measure {
        Measure::CustomersTalking => Definition {
            measure,
            title: "Customers talking",
            formula: "different authors (network and handle) of mentions of the subject in the period, its own accounts left out",
            source: OURS,
            unit: Unit::People,
            shape: Shape::Level,
            rhythm: Rhythm::Weekly,
            up_is_good: true,
            caution: "One person with two accounts counts twice. Weeks do not add up: the same people may talk again.",
        },
        Measure::PositiveFeedback => Definition {
            measure,
            title: "Positive public feedbacks",
            formula: "mentions by others that were read, repeats and reposts left out, times the share that is positive, corrected for \
                      the classifier's error",
            source: "Correction: maximum likelihood under q = M\u{1d40}p, see the assessment",
            unit: Unit::Posts,
            shape: Shape::Sum,
            rhythm: Rhythm::Weekly,
            up_is_good: true,
            caution: "Posts in languages that are not read do not count.",
        },
        Measure::Suggestions => Definition {
            measure,
            title: "Suggestions",
            formula: "mentions that suggest something, by the reading, repeats and reposts left out",
            source: OURS,
            unit: Unit::Posts,
            shape: Shape::Sum,
            rhythm: Rhythm::Weekly,
            up_is_good: true,
            caution: "Corrected for the reading's error only where people have judged enough posts drawn by lot; by the reading alone otherwise.",
        },
        Measure::ShareOfRecommendation => Definition {
            measure,
            title: "Share of recommendation",
            formula: "posts that recommend the subject and are not read as negative / posts about any watched subject that ask for or give \
                      a recommendation",
            source: OURS,
            unit: Unit::Share,
            shape: Shape::Level,
            rhythm: Rhythm::Weekly,
            up_is_good: true,
            caution: "Depends on which subjects are watched: a change of the plan changes the number.",
        },
        Measure::ShareOfVoice => Definition {
            measure,
            title: "Share of voice",
            formula: "the subject's mentions / the mentions of all subjects outside the customers' quadrant, reposts and repeats counted",
            source: "Usual definition of the field; state set and window, as here",
            unit: Unit::Share,
            shape: Shape::Level,
            rhythm: Rhythm::Weekly,
            up_is_good: true,
            caution: "Loud is not liked, and the share depends on which subjects are watched.",
        },
        Measure::AnsweredByCustomers => Definition {
            measure,
            title: "Questions answered by customers",
            formula: "questions about the subject with a reply by anybody but the asker and not by the subject's accounts / questions, \
                      replies seen in the period",
            source: OURS,
            unit: Unit::Share,
            shape: Shape::Level,
            rhythm: Rhythm::Weekly,
            up_is_good: true,
            caution: "A question answered by both counts as answered by us. A reply need not be a good answer.",
        },
        Measure::AnsweredByUs => Definition {
            measure,
            title: "Questions answered by us",
            formula: "questions about the subject with a reply by its own accounts / questions, replies seen in the period",
            source: OURS,
            unit: Unit::Share,
            shape: Shape::Level,
            rhythm: Rhythm::Weekly,
            up_is_good: true,
            caution: "Needs the subject's accounts in the plan. A question of the last day may be answered tomorrow.",
        },
        Measure::ResponseTime => Definition {
            measure,
            title: "Time to our first answer",
            formula: "median of the time from a question to the first reply by the subject's accounts, over the questions that they answered",
            source: "Interval: order statistics (Hahn & Meeker 1991)",
            unit: Unit::Seconds,
            shape: Shape::Level,
            rhythm: Rhythm::Weekly,
            up_is_good: false,
            caution: "Questions never answered are not in it: read it beside the share answered.",
        },
        Measure::NetSentiment => Definition {
            measure,
            title: "Net sentiment",
            formula: "(positive \u{2212} negative) / (positive + neutral + negative), corrected for the classifier's error",
            source: "Variant A of the field; correction: maximum likelihood under q = M\u{1d40}p, see the assessment",
            unit: Unit::Index,
            shape: Shape::Level,
            rhythm: Rhythm::Weekly,
            up_is_good: true,
            caution: "Posts in languages that are not read do not count.",
        },
        Measure::DeclaredReach => Definition {
            measure,
            title: "Declared reach",
            formula: "sum of the largest declared number of followers of each different author of a mention in the period; overlap not \
                      removed",
            source: "Declared potential reach, as the field reports it; never added to clicks or outcomes",
            unit: Unit::People,
            shape: Shape::Level,
            rhythm: Rhythm::Weekly,
            up_is_good: true,
            caution: "Followers are not readers, and the same people follow several. Authors without a declared number count as none.",
        },
        Measure::Query => Definition {
            measure,
            title: "Posts that a query finds",
            formula: "posts that the query finds in the period",
            source: "Watch language",
            unit: Unit::Posts,
            shape: Shape::Sum,
            rhythm: Rhythm::Weekly,
            up_is_good: true,
            caution: "Reposts and repeats count unless the query leaves them out.",
        },
        Measure::Manual => Definition {
            measure,
            title: "Typed in or from a file",
            formula: "as the person who enters it says",
            source: "The person named beside each point",
            unit: Unit::Number,
            shape: Shape::Level,
            rhythm: Rhythm::Weekly,
            up_is_good: true,
            caution: "Revenue is a control that is looked at afterwards, not an aim: recommendations come long before it.",
        },
    }
}

#[cfg(test)]
mod tests;
