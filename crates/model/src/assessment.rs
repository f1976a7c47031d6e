//! The assessment: what `assess` computes and `report` shows. Facts only, no conclusions.
//!
//! Every number is a [`Figure`] or stands in a row whose figures explain it. Lists are sorted as they are to be
//! read, the most important first, and are complete only where they say so.

use serde::{Deserialize, Serialize};

use crate::{
    Act, ActError, Confusion, Day, Emotion, Figure, Gap, Interval, Kind, Language, Network,
    Quadrant, Quote, Side, SubjectId, Timestamp, TopicAnchor, Window,
};

/// Where a company stands, in four quadrants, between two moments.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Assessment {
    /// The shape of this document; 1.
    pub format: u32,
    /// The workspace's name.
    pub workspace: String,
    /// When it was computed.
    pub as_of: Timestamp,
    /// Which posts it looked at, by the moment they were said. Always finite: the data's own ends where none were asked.
    pub window: Window,
    /// IANA name of the zone in which days and hours are counted.
    pub time_zone: String,
    /// What it rests on.
    pub basis: Basis,
    /// Always four, in the order of [`Quadrant::ALL`].
    pub quadrants: Vec<QuadrantView>,
    /// Share of voice: one row for each subject outside the customers' quadrant, largest first.
    pub voice: Vec<ShareRow>,
    /// Share of recommendation, the headline: one row for each subject outside the customers' quadrant, largest first.
    pub recommendation: Vec<ShareRow>,
    /// Brand against each competitor per topic.
    pub comparisons: Vec<Comparison>,
    /// Days and hours on which much more was said than usual, newest first.
    pub spikes: Vec<Spike>,
    /// How staff and market differ; absent when there is no internal source.
    pub inside_outside: Option<InsideOutside>,
    /// What was not captured.
    pub gaps: Vec<Gap>,
    /// How the built-in reading errs; the correction of shares rests on it.
    pub classifier: Confusion,
    /// How the reading of acts errs in this market, for acts that people judged on posts that chance chose.
    #[serde(default)]
    pub act_errors: Vec<ActError>,
}

impl Assessment {
    /// Every subject, in the order of quadrants.
    pub fn subjects(&self) -> impl Iterator<Item = &SubjectView> {
        self.quadrants.iter().flat_map(|view| &view.subjects)
    }

    /// One's own brand: the first, most mentioned one.
    pub fn brand(&self) -> Option<&SubjectView> {
        self.subjects().find(|subject| subject.quadrant == Quadrant::Brand)
    }

    /// The figures without anybody's words or names: for readers who may see the one and not the other.
    #[must_use]
    pub fn without_words(mut self) -> Self {
        let bare = |phrases: &mut Vec<Phrase>| phrases.iter_mut().for_each(|p| p.examples.clear());
        for subject in self.quadrants.iter_mut().flat_map(|view| &mut view.subjects) {
            subject.topics.iter_mut().for_each(|topic| topic.examples.clear());
            bare(&mut subject.phrases);
            bare(&mut subject.feeling.frustrations);
            bare(&mut subject.feeling.excitements);
            subject.voices.clear();
            subject.responsiveness.waiting.clear();
        }
        self.spikes.iter_mut().for_each(|spike| bare(&mut spike.news));
        self
    }
}

/// What an assessment rests on.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Basis {
    /// Posts in the window.
    pub posts: u64,
    /// Posts that at least one watch matches.
    pub mentions: u64,
    /// Mentions that repeat an earlier post exactly or nearly.
    pub repeats: u64,
    /// Mentions that are plain reposts.
    pub reposts: u64,
    /// Posts by staff (internal sources).
    pub internal: u64,
    /// Distinct authors (network and handle) of mentions.
    pub authors: u64,
    /// Mentions whose sentiment was not read, because of their language.
    pub not_read: u64,
    /// Mentions that look like spam: templates, copies by one author, bursts of links; `None`: nobody looked.
    #[serde(default)]
    pub spam: Option<u64>,
    /// Whether these mentions were left out of everything but this basis.
    #[serde(default)]
    pub without_spam: bool,
    /// Mentions by language, largest first.
    pub languages: Vec<(Language, u64)>,
    /// Mentions by network, largest first.
    pub networks: Vec<(Network, u64)>,
    /// Mentions by kind, largest first.
    pub kinds: Vec<(Kind, u64)>,
}

/// One of the four views.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct QuadrantView {
    /// Which.
    pub quadrant: Quadrant,
    /// Its subjects, most mentioned first.
    pub subjects: Vec<SubjectView>,
    /// What has not been looked at, in plain sentences ("No partner is watched: add a subject …").
    pub missing: Vec<String>,
}

/// Everything about one subject.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SubjectView {
    /// Which.
    pub id: SubjectId,
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub quadrant: Quadrant,
    /// The query that finds its mentions: its watches joined by OR.
    pub query: String,
    /// Mentions by others than itself, reposts and repeats counted.
    pub mentions: Figure,
    /// The same without reposts and repeats.
    pub distinct_mentions: Figure,
    /// Mentions that do not look like spam, reposts and repeats counted; absent where nobody looked for spam.
    #[serde(default)]
    pub without_spam: Option<Figure>,
    /// People who mention it.
    pub people: Figure,
    /// Mentions by day, every day of the window, in order.
    pub volume: Vec<DayCount>,
    /// Mentions by weekday (0 = Monday) and local hour.
    pub hours: [[u64; 24]; 7],
    /// Where it is talked about: networks, then channels within, most mentions first.
    pub places: Vec<Place>,
    /// What is talked about: groups of phrases that occur together; most posts first; `other` counts the rest.
    pub topics: Vec<Topic>,
    /// Mentions that fall under none of `topics`.
    pub other: u64,
    /// Phrases that mark this subject against the market's background, strongest first.
    pub phrases: Vec<Phrase>,
    /// How people feel.
    pub feeling: Feeling,
    /// What posts do: one row for each act, in the order of [`Act::ALL`].
    pub acts: Vec<(Act, Figure)>,
    /// Who speaks: at most 20, highest score first.
    pub voices: Vec<Voice>,
    /// How it answers.
    pub responsiveness: Responsiveness,
}

/// Mentions on one day.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct DayCount {
    /// The local day.
    pub day: Day,
    /// All mentions.
    pub count: u64,
    /// Of these negative, neutral, positive by label, uncorrected; what was not read is the rest.
    pub labels: [u64; 3],
}

impl DayCount {
    /// How the posts of all `days` were read, in the order of [`crate::Label::ALL`].
    pub fn labels_of(days: &[Self]) -> [u64; 3] {
        days.iter().fold([0; 3], |mut sum, day| {
            sum.iter_mut().zip(day.labels).for_each(|(sum, count)| *sum += count);
            sum
        })
    }
}

/// A network, or a channel in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// The network.
    pub network: Network,
    /// The channel; absent on the row of the whole network.
    pub channel: Option<String>,
    /// Share of the subject's mentions.
    pub share: Figure,
    /// Mentions.
    pub count: u64,
    /// Net sentiment there, error-corrected; absent when fewer than 30 posts were read.
    pub net: Option<Figure>,
}

/// A phrase that stands out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Phrase {
    /// The words, in the spelling most often seen.
    pub text: String,
    /// Posts that hold it.
    pub count: u64,
    /// z-score of the log-odds ratio with informative Dirichlet prior (Monroe, Colaresi & Quinn 2008).
    pub z: f64,
    /// Examples, drawn by stratified sampling.
    pub examples: Vec<Quote>,
}

/// Phrases that occur together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Topic {
    /// Its strongest phrases joined by `, `, as long as most of them mark it; or the name that a person gave it.
    pub name: String,
    /// What it is known by over time; more than one where people merged topics.
    #[serde(default)]
    pub anchors: Vec<TopicAnchor>,
    /// Whether a person named it.
    #[serde(default)]
    pub given: bool,
    /// Its phrases, strongest first.
    pub phrases: Vec<String>,
    /// Share of the subject's distinct mentions.
    pub share: Figure,
    /// Posts.
    pub count: u64,
    /// Net sentiment on it, error-corrected; absent when fewer than 30 posts were read.
    pub net: Option<Figure>,
    /// Of these, posts that need an answer (questions, complaints …).
    pub needs: u64,
    /// Examples, drawn by stratified sampling.
    pub examples: Vec<Quote>,
}

/// How people feel about a subject.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Feeling {
    /// Shares of negative, neutral, positive, corrected for the classifier's error, `raw` beside; empty when nothing was read.
    pub shares: Vec<Figure>,
    /// Net sentiment (P − N)/(P + Neu + N), corrected, `raw` beside.
    pub net: Option<Figure>,
    /// Mentions whose sentiment was not read.
    pub not_read: u64,
    /// Share of the mentions that were read whose sentiment is that towards the subject rather than that of the whole post,
    /// because they name several subjects and speak of this one in words of their own; absent where there are none.
    #[serde(default)]
    pub towards: Option<Figure>,
    /// Of these, mentions that are labelled otherwise than the whole post.
    #[serde(default)]
    pub turned: u64,
    /// Emotions that stood out, most frequent first, with their share of the mentions that were read.
    pub emotions: Vec<(Emotion, Figure)>,
    /// Phrases that mark negative posts against positive ones.
    pub frustrations: Vec<Phrase>,
    /// Phrases that mark positive posts against negative ones.
    pub excitements: Vec<Phrase>,
}

/// Somebody who speaks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Voice {
    /// Where.
    pub network: Network,
    /// Who.
    pub author: String,
    /// Inside or outside.
    pub side: Side,
    /// Their mentions of the subject.
    pub posts: u64,
    /// The largest number of followers declared on them.
    pub followers: Option<u64>,
    /// Engagement on these posts.
    pub engagement: u64,
    /// Net of their own labels: positive minus negative posts over read posts.
    pub net: Option<f64>,
    /// The score that orders them; the sum of `parts`.
    pub score: f64,
    /// Name and contribution of each part of the score.
    pub parts: Vec<(String, f64)>,
}

/// How a subject answers the market.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Responsiveness {
    /// Questions put to or about the subject, its own excluded.
    pub questions: u64,
    /// Share answered by the subject's own accounts; absent when there is no question or the subject has no account
    /// in the data.
    pub answered_by_subject: Option<Figure>,
    /// Share answered by anybody else than the person who asked.
    pub answered_by_anyone: Option<Figure>,
    /// Median time to the first answer by the subject.
    pub median: Option<Figure>,
    /// 90th percentile of the time to the first answer by the subject.
    pub p90: Option<Figure>,
    /// Questions older than 14 days at the end of the window that nobody has answered.
    pub unanswered_for_weeks: u64,
    /// The oldest of them, as examples.
    pub waiting: Vec<Quote>,
    /// Why something above is absent, in a plain sentence.
    pub note: Option<String>,
}

/// A subject's share of something that all subjects compete for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ShareRow {
    /// Whose.
    pub id: SubjectId,
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub quadrant: Quadrant,
    /// Posts.
    pub count: u64,
    /// The share.
    pub share: Figure,
    /// The share without posts that look like spam; absent where nobody looked for spam.
    #[serde(default)]
    pub without_spam: Option<Figure>,
}

/// Whether one is better than another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// The brand is significantly better.
    Better,
    /// The brand is significantly worse.
    Worse,
    /// No difference was shown.
    Open,
}

/// The brand against a competitor on a topic.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// The topic's name.
    pub topic: String,
    /// The brand's subject.
    pub brand: SubjectId,
    /// Its name.
    pub brand_name: String,
    /// The competitor's subject.
    pub competitor: SubjectId,
    /// Its name.
    pub competitor_name: String,
    /// Share of the brand's read posts on the topic that are positive, minus those that are negative.
    pub brand_net: Figure,
    /// The same for the competitor.
    pub competitor_net: Figure,
    /// Brand minus competitor.
    pub difference: f64,
    /// Its interval.
    pub interval: Interval,
    /// p-value of the two-sided test.
    pub p: f64,
    /// The same after Benjamini–Hochberg over all comparisons.
    pub p_adjusted: f64,
    /// At a false discovery rate of 5 %.
    pub verdict: Verdict,
}

/// Much more was said than usual.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Spike {
    /// About whom.
    pub subject: SubjectId,
    /// Their name.
    pub subject_name: String,
    /// Their quadrant.
    pub quadrant: Quadrant,
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// Mentions on these days.
    pub count: u64,
    /// What was to be expected, with its interval.
    pub expected: Figure,
    /// Share of negative posts in it by label, where read.
    pub negative: Option<f64>,
    /// What was new in it: phrases against the subject's other days.
    pub news: Vec<Phrase>,
}

/// How staff and market differ.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct InsideOutside {
    /// Jensen–Shannon divergence between the topic mixes, in bits, 0 (same) to 1.
    pub divergence: Figure,
    /// Per topic: how much it occupies each side and how each feels about it, largest gap first.
    pub topics: Vec<TopicGap>,
    /// Share of outside questions that staff answer; absent when replies by staff are not in the data.
    pub wall: Option<Figure>,
    /// Staff who took part in the talk outside.
    pub staff_outside: u64,
}

/// One topic seen from inside and outside.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TopicGap {
    /// The topic's name.
    pub topic: String,
    /// Share of internal posts on it.
    pub inside: Figure,
    /// Share of external mentions of the brand on it.
    pub outside: Figure,
    /// Net sentiment inside, by label; absent under 10 posts read.
    pub inside_net: Option<f64>,
    /// Net sentiment outside, by label; absent under 10 posts read.
    pub outside_net: Option<f64>,
    /// Net inside minus net outside with its interval, where both are there.
    pub gap: Option<Figure>,
}
