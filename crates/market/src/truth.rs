//! The planted truth, counted from the posts that were really made.

use model::{Act, Day, Gap, GapCause, Kind, Label, Quadrant, Side, SourceId, Window};

use crate::calendar::{Calendar, FAILURE_DAY, LAUNCH_DAY, RISE_DAY};
use crate::people::VOICES;
use crate::planted::{Answers, Planted};
use crate::stage::Stage;
use crate::tongue::Tongue;
use crate::topic::Topic;
use crate::who::Who;

/// What is true of a market.
#[derive(Debug, Clone)]
pub struct Truth {
    /// Its days.
    pub window: Window,
    /// Posts.
    pub posts: u64,
    /// Posts from outside that mention somebody who is watched, by others than that somebody.
    pub mentions: u64,
    /// Of these, those that repeat an earlier post exactly or nearly, reposts included.
    pub repeats: u64,
    /// Of these, plain reposts.
    pub reposts: u64,
    /// Posts by staff.
    pub internal: u64,
    /// Mentions by language, in the order of [`Tongue::ALL`].
    pub languages: [u64; Tongue::ALL.len()],
    /// Mentions by network, in the order of [`Stage::ALL`].
    pub stages: [u64; Stage::ALL.len()],
    /// One for each of [`Who::ALL`], in order.
    pub subjects: Vec<SubjectTruth>,
    /// Mentions that ask for or give a recommendation, repeats left out.
    pub recommending: u64,
    /// What staff said per topic: posts by sentiment, in the order of [`Topic::ALL`] and [`Label::ALL`].
    pub staff: [[u64; 3]; Topic::ALL.len()],
    /// What happened.
    pub events: Vec<PlantedEvent>,
    /// What was not captured.
    pub gaps: Vec<Gap>,
    /// Who is loud about the brand: network, handle, and mentions of the brand.
    pub voices: Vec<(Stage, &'static str, u64)>,
}

/// What is true of one subject. Its own accounts and staff are left out.
#[derive(Debug, Clone)]
pub struct SubjectTruth {
    /// Which.
    pub who: Who,
    /// Posts that mention it, repeats included.
    pub mentions: u64,
    /// The same without repeats.
    pub distinct: u64,
    /// Mentions by sentiment, in the order of [`Label::ALL`].
    pub labels: [u64; 3],
    /// The same in the languages whose sentiment is read, repeats left out.
    pub labels_read: [u64; 3],
    /// Mentions (repeats left out, in languages that are read) by topic and sentiment.
    pub topics: [[u64; 3]; Topic::ALL.len()],
    /// Mentions (repeats left out) by act, in the order of [`Act::ALL`].
    pub acts: [u64; 7],
    /// Posts (repeats left out) that recommend it.
    pub recommended: u64,
    /// Mentions by day.
    pub volume: Vec<u64>,
    /// Questions about it and their answers, by topic; what has no topic counts in the last place.
    pub questions: [Answered; Topic::ALL.len() + 1],
    delays: Delays,
}

/// Questions and how they were answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Answered {
    /// Questions, repeats left out.
    pub asked: u64,
    /// Answered by the subject's own account.
    pub by_subject: u64,
    /// Answered by anybody.
    pub by_anyone: u64,
    /// Asked more than 14 days before the end.
    pub old: u64,
    /// Of these answered by anybody.
    pub old_answered: u64,
}

/// Something planted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlantedEvent {
    /// What, in plain words.
    pub what: &'static str,
    /// About whom.
    pub who: Who,
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// Phrases that are new with it, in lower case; one per language.
    pub phrases: &'static [&'static str],
    /// Whether it is a burst that stands out from the days before.
    pub burst: bool,
}

impl Truth {
    pub(crate) fn new(calendar: &Calendar) -> Self {
        Self {
            window: calendar.window,
            posts: 0,
            mentions: 0,
            repeats: 0,
            reposts: 0,
            internal: 0,
            languages: [0; Tongue::ALL.len()],
            stages: [0; Stage::ALL.len()],
            subjects: Who::ALL.map(|who| SubjectTruth::new(who, calendar.days)).into(),
            recommending: 0,
            staff: [[0; 3]; Topic::ALL.len()],
            events: events(calendar),
            gaps: vec![Gap {
                source: SourceId(Stage::Bluesky as u32 + 1),
                source_name: Stage::Bluesky.source_name().to_owned(),
                window: calendar.gap(),
                cause: GapCause::Disconnected,
                lost: None,
            }],
            voices: VOICES.iter().map(|voice| (voice.stage, voice.handle, 0)).collect(),
        }
    }

    /// What is true of a subject.
    pub fn subject(&self, who: Who) -> Option<&SubjectTruth> {
        self.subjects.get(who as usize)
    }

    pub(crate) fn count(
        &mut self,
        planted: &Planted,
        stage: Stage,
        kind: Kind,
        day: u32,
        old: bool,
    ) {
        self.posts += 1;
        if stage.side() == Side::Internal {
            self.internal += 1;
            bump(&mut self.staff, planted.topic.map(|t| t as usize), planted.label);
            return;
        }
        if let Some(answers) = planted.answers {
            let about = self.subjects.iter_mut().filter(|s| answers.about.has(s.who));
            about.for_each(|subject| subject.answer(&answers));
        }
        let mut mentioned = false;
        for who in planted.mentions.iter().filter(|who| planted.own != Some(*who)) {
            mentioned = true;
            let subject = self.subjects.iter_mut().skip(who as usize).take(1);
            subject.for_each(|subject| subject.count(planted, day, old));
        }
        if mentioned {
            self.recommending += u64::from(!planted.repeat && is_recommending(planted));
            self.mentions += 1;
            self.repeats += u64::from(planted.repeat);
            self.reposts += u64::from(kind == Kind::Repost);
            add(&mut self.languages, planted.tongue as usize);
            add(&mut self.stages, stage as usize);
        }
    }

    pub(crate) fn count_voice(&mut self, place: u8) {
        self.voices.iter_mut().skip(usize::from(place)).take(1).for_each(|voice| voice.2 += 1);
    }
}

/// Whether a post asks for or gives a recommendation.
fn is_recommending(planted: &Planted) -> bool {
    planted.acts.has(Act::RecommendationAsked) || planted.acts.has(Act::RecommendationGiven)
}

impl SubjectTruth {
    fn new(who: Who, days: u32) -> Self {
        Self {
            who,
            mentions: 0,
            distinct: 0,
            labels: [0; 3],
            labels_read: [0; 3],
            topics: [[0; 3]; Topic::ALL.len()],
            acts: [0; 7],
            recommended: 0,
            volume: vec![0; days as usize],
            questions: [Answered::default(); Topic::ALL.len() + 1],
            delays: Delays::default(),
        }
    }

    fn count(&mut self, planted: &Planted, day: u32, old: bool) {
        self.mentions += 1;
        add(&mut self.volume, day as usize);
        add(&mut self.labels, planted.label.index());
        if planted.repeat {
            return;
        }
        self.distinct += 1;
        if planted.tongue.is_read() {
            add(&mut self.labels_read, planted.label.index());
            bump(&mut self.topics, planted.topic.map(|t| t as usize), planted.label);
        }
        planted.acts.iter().for_each(|act| add(&mut self.acts, act.index()));
        if planted.acts.has(Act::RecommendationGiven) && planted.label == Label::Positive {
            self.recommended += 1;
        }
        if planted.acts.has(Act::Question) {
            let question = self.of_topic(planted.topic);
            question.asked += 1;
            question.old += u64::from(old);
        }
    }

    fn answer(&mut self, answers: &Answers) {
        let who = self.who;
        let question = self.of_topic(answers.topic);
        let own = answers.by == Some(who);
        question.by_subject += u64::from(own);
        question.by_anyone += u64::from(answers.first);
        question.old_answered += u64::from(answers.first && answers.old);
        if own {
            self.delays.add(answers.after_secs);
        }
    }

    fn of_topic(&mut self, topic: Option<Topic>) -> &mut Answered {
        let [rest @ .., none] = &mut self.questions;
        match topic.and_then(|topic| rest.get_mut(topic as usize)) {
            Some(found) => found,
            None => none,
        }
    }

    /// All questions about it, whatever the topic.
    pub fn all_questions(&self) -> Answered {
        self.questions.iter().fold(Answered::default(), |sum, q| Answered {
            asked: sum.asked + q.asked,
            by_subject: sum.by_subject + q.by_subject,
            by_anyone: sum.by_anyone + q.by_anyone,
            old: sum.old + q.old,
            old_answered: sum.old_answered + q.old_answered,
        })
    }

    /// Seconds within which the given share (0 to 1) of its own answers came, to within 2 %; `None` without answers.
    pub fn answer_secs(&self, share: f64) -> Option<f64> {
        self.delays.quantile(share)
    }

    /// Shares of negative, neutral and positive among its mentions in languages that are read, repeats left out.
    pub fn mood(&self) -> [f64; 3] {
        shares(self.labels_read)
    }

    /// The same on one topic, repeats left out.
    pub fn mood_on(&self, topic: Topic) -> [f64; 3] {
        shares(self.topics.get(topic as usize).copied().unwrap_or_default())
    }

    /// Where it stands.
    pub fn quadrant(&self) -> Quadrant {
        self.who.quadrant()
    }
}

/// Counts as shares of their sum; zeros when there is nothing.
pub(crate) fn shares(counts: [u64; 3]) -> [f64; 3] {
    let sum = counts.iter().sum::<u64>().max(1) as f64;
    counts.map(|count| count as f64 / sum)
}

fn add(counts: &mut [u64], place: usize) {
    counts.iter_mut().skip(place).take(1).for_each(|count| *count += 1);
}

fn bump(counts: &mut [[u64; 3]], place: Option<usize>, label: Label) {
    if let Some(row) = place.and_then(|place| counts.get_mut(place)) {
        add(row, label.index());
    }
}

/// Durations in bins of 2 %, so that memory does not grow with them.
#[derive(Debug, Clone, Default)]
struct Delays {
    bins: Vec<u64>,
}

impl Delays {
    const PER_E: f64 = 50.0;

    fn add(&mut self, secs: i64) {
        let bin = ((secs.max(1) as f64).ln() * Self::PER_E).round() as usize;
        if self.bins.len() <= bin {
            self.bins.resize(bin + 1, 0);
        }
        add(&mut self.bins, bin);
    }

    fn quantile(&self, share: f64) -> Option<f64> {
        let total: u64 = self.bins.iter().sum();
        let wanted = (total as f64 * share).ceil() as u64;
        let mut sum = 0;
        let bin = self.bins.iter().position(|count| {
            sum += count;
            sum >= wanted.max(1)
        })?;
        Some((bin as f64 / Self::PER_E).exp())
    }
}

fn events(calendar: &Calendar) -> Vec<PlantedEvent> {
    let day = |number: u32| calendar.day(calendar.scaled(number));
    vec![
        PlantedEvent {
            what: "a hinge pin breaks",
            who: Who::Brand,
            from: day(FAILURE_DAY),
            to: Day(day(FAILURE_DAY).0 + 4),
            phrases: &["hinge pin", "hinge", "scharnierbolzen"],
            burst: true,
        },
        PlantedEvent {
            what: "the Zippra is launched",
            who: Who::Brand,
            from: day(LAUNCH_DAY),
            to: Day(day(LAUNCH_DAY).0 + 1),
            phrases: &["zippra", "launch"],
            burst: true,
        },
        PlantedEvent {
            what: "Okkervik rises with a winter trial",
            who: Who::RivalA,
            from: day(RISE_DAY),
            to: calendar.day(calendar.days - 1),
            phrases: &["winter trial", "trial", "winterprobe"],
            burst: false,
        },
    ]
}
