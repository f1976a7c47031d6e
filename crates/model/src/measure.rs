//! What is measured, how it is going, and what was typed in: key performance indicators and their history.

use serde::{Deserialize, Serialize};

use crate::evidence::numbered;
use crate::network::words_enum;
use crate::{Day, Interval, MemberId, ProgramId, Rhythm, StrategyId, SubjectId, Timestamp, Unit};

numbered!(
    /// Numbers the measures of a workspace.
    KpiId,
);

words_enum!(
    /// What a measure counts. All but `manual` are live: counted from the index and the ledger.
    Measure {
        /// People outside who mention the subject.
        CustomersTalking = "customers_talking",
        /// Positive public posts about the subject by others, repeats left out.
        PositiveFeedback = "positive_feedback",
        /// Suggestions to the subject.
        Suggestions = "suggestions",
        /// Share of recommendation.
        ShareOfRecommendation = "share_of_recommendation",
        /// Share of voice.
        ShareOfVoice = "share_of_voice",
        /// Share of the questions about the subject that customers answered, not the company.
        AnsweredByCustomers = "answered_by_customers",
        /// Share of the questions about the subject that it answered itself.
        AnsweredByUs = "answered_by_us",
        /// Median time to the subject's first answer, in seconds.
        ResponseTime = "response_time",
        /// Net sentiment, corrected for the classifier's error.
        NetSentiment = "net_sentiment",
        /// Declared potential reach: followers of those who mention it, overlap not removed.
        DeclaredReach = "declared_reach",
        /// Posts that a query of its own finds.
        Query = "query",
        /// Typed in or from a file: revenue, cost, headcount, verified clicks, outcomes.
        Manual = "manual",
    }
);

words_enum!(
    /// How a measure's points stand to each other.
    Shape {
        /// Each point counts what happened in its period; the goal is about their sum since the start.
        Sum = "sum",
        /// Each point is where it stands.
        Level = "level",
    }
);

/// A measure that is followed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Kpi {
    /// Its number.
    pub id: KpiId,
    /// What it is called.
    pub name: String,
    /// What it counts.
    pub measure: Measure,
    /// Whose, for live measures; `None`: the brand's.
    pub subject: Option<SubjectId>,
    /// For [`Measure::Query`]: the query. For other live measures: narrows what is counted (a topic, say); may be empty.
    pub query: String,
    /// What it counts in; manual measures choose.
    pub unit: Unit,
    /// What stands behind a manual number: `EUR`, `people`, `clicks`; may be empty.
    pub unit_name: String,
    /// Sum or level.
    pub shape: Shape,
    /// Whether more is better.
    pub up_is_good: bool,
    /// How often a point is taken.
    pub rhythm: Rhythm,
    /// First day that counts.
    pub since: Day,
    /// Where it stood at `since`, in its unit; for sums usually 0.
    pub baseline: Option<f64>,
    /// Where it shall stand.
    pub target: Option<f64>,
    /// On which day.
    pub by: Option<Day>,
    /// The strategy that it serves.
    pub strategy: Option<StrategyId>,
    /// The program that it belongs to.
    pub program: Option<ProgramId>,
    /// Looked at only afterwards (revenue, cost).
    pub control: bool,
    /// Why it is measured and how, in words; printed with it.
    pub method: String,
}

impl Kpi {
    /// A sum of posts, week by week from `since` on, towards no goal yet; whoever means something else writes it over.
    pub fn weekly(id: KpiId, name: &str, measure: Measure, since: Day) -> Self {
        Self {
            id,
            name: name.to_owned(),
            measure,
            subject: None,
            query: String::new(),
            unit: Unit::Posts,
            unit_name: String::new(),
            shape: Shape::Sum,
            up_is_good: true,
            rhythm: Rhythm::Weekly,
            since,
            baseline: Some(0.0),
            target: None,
            by: None,
            strategy: None,
            program: None,
            control: false,
            method: String::new(),
        }
    }
}

/// One point of a measure. Never rewritten: a later one for the same period stands beside it and wins.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct KpiPoint {
    /// First day of the period.
    pub from: Day,
    /// Last day of the period.
    pub to: Day,
    /// The value, in the measure's unit; finite.
    pub value: f64,
    /// Its interval, where it is uncertain.
    pub interval: Option<Interval>,
    /// Posts or people that it rests on; 0 for manual ones.
    pub n: u64,
    /// The query that was counted, or what the person said about the number.
    pub source: String,
    /// Who typed it in; `None`: it was counted.
    pub member: Option<MemberId>,
    /// When it was counted or typed in.
    pub entered_at: Timestamp,
}
