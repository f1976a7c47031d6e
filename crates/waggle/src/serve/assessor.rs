//! Learns and assesses in the background, so that pages never wait: everything, the last seven days, and the seven before.

use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Result;
use assess::AssessmentRequest;
use index::Searcher;
use model::assessment::DayCount;
use model::{
    Assessment, Confusion, Correction, Gap, Kpi, KpiId, KpiPoint, Plan, Timestamp, TopicName,
    Window,
};
use understand::adapt::{self, Learned, Lesson};
use web::Assessed;

use super::found::Found;
use crate::flagged::Flagged;
use crate::measurer::{self, Counted, Counting, Seen};
use crate::observe::IndexedMarket;
use crate::targets::Targets;
use crate::workspace::Workspace;
use crate::{clock, learn, naming};

/// What one round needs.
pub struct Round {
    /// Who is watched.
    pub plan: Arc<Plan>,
    /// The posts.
    pub searcher: Searcher,
    /// Reads the sentiment towards each of several subjects.
    pub targets: Arc<Targets>,
    /// Which posts look like spam; `None`: to be found.
    pub flagged: Option<Arc<Flagged>>,
    /// What topics were called so far.
    pub topic_names: Vec<TopicName>,
    /// What was not captured.
    pub gaps: Vec<Gap>,
    /// What people said of posts.
    pub corrections: Vec<Correction>,
    /// How all posts were read, in the order of the labels.
    pub read: [u64; 3],
    /// What the workspace has learned so far.
    pub learned: Option<Learned>,
    /// The share of the posts that was read so.
    pub adapted: f64,
    /// What is to be learned from, where there is reason to learn.
    pub lessons: Option<Vec<Lesson>>,
    /// What is measured.
    pub kpis: Vec<Kpi>,
    /// What was measured so far.
    pub points: Vec<(KpiId, KpiPoint)>,
    /// Which periods were counted so far.
    pub seen: Arc<Mutex<Seen>>,
    /// The moment.
    pub now: Timestamp,
}

impl Round {
    /// Over all posts of `workspace` that `searcher` shows, with what was found of them before.
    pub fn of(workspace: &Workspace<'_>, searcher: &Searcher, found: &mut Found) -> Result<Self> {
        let corrections = workspace.block_on(workspace.ledger().corrections())?;
        let known = learn::known(workspace)?;
        let days = searcher.tally_all()?;
        found.look_at(days.iter().map(|day| day.count).sum());
        Ok(Self {
            lessons: learn::due(workspace, &corrections, known.as_ref())?,
            adapted: learn::share_adapted(workspace, known.as_ref())?,
            learned: known,
            corrections,
            read: DayCount::labels_of(&days),
            targets: Arc::clone(&found.targets),
            flagged: found.flagged.clone(),
            plan: Arc::new(workspace.plan().clone()),
            searcher: searcher.clone(),
            topic_names: naming::known(workspace)?,
            gaps: workspace.gaps()?,
            kpis: workspace.block_on(workspace.ledger().kpis())?,
            points: workspace.block_on(workspace.ledger().all_points())?,
            seen: Arc::clone(&found.seen),
            now: clock::now(),
        })
    }
}

/// Days of one week.
const WEEK_SECS: i64 = 7 * Timestamp::DAY_SECS;

/// What came of a round.
pub struct Outcome {
    /// What the pages show.
    pub assessed: Assessed,
    /// Where something was learned: to be kept. Posts that come from then on are read so.
    pub learned: Option<Learned>,
    /// Which posts look like spam.
    pub flagged: Arc<Flagged>,
    /// How the sentiment errs.
    pub classifier: Confusion,
}

impl Outcome {
    /// Keeps in the ledger what was learned and what topics are called.
    pub fn keep(&self, workspace: &Workspace<'_>) -> Result<()> {
        if let Some(learned) = &self.learned {
            learn::keep(workspace, learned)?;
        }
        naming::keep(workspace, &self.assessed.whole)
    }
}

/// Runs one round.
pub fn run(round: &Round) -> Result<Outcome> {
    let learn = |lessons: &Vec<Lesson>| Learned::from(lessons, round.learned.as_ref(), round.now);
    let learned = round.lessons.as_ref().map(learn);
    // No post was read yet under a layer that is new.
    let adapted = if learned.is_some() { 0.0 } else { round.adapted };
    let standing = learned.as_ref().or(round.learned.as_ref());
    let classifier = adapt::classifier(&round.corrections, standing, round.read, adapted);
    let flagged = match &round.flagged {
        Some(flagged) => Arc::clone(flagged),
        None => Arc::new(Flagged::find(&round.searcher, &round.plan)?),
    };
    let assess = |window| assess(round, &classifier, &flagged, window);
    let whole = assess(None)?;
    // An import of old posts has its last week where they end, not today.
    let end = Timestamp(whole.window.until.0.min(round.now.0));
    let stretch = |until: Timestamp| Window { since: until.plus_secs(-WEEK_SECS), until };
    let week = assess(Some(stretch(end)))?;
    let week_before = assess(Some(stretch(end.plus_secs(-WEEK_SECS))))?;
    let moves = assess::moves::moves(&week_before, &week);
    let figures = whole.clone().without_words();
    Ok(Outcome {
        assessed: Assessed { whole, week, week_before, moves, figures },
        learned,
        flagged,
        classifier,
    })
}

/// Counts the live measures where something changed since the last round.
pub fn count(round: &Round, classifier: &Confusion, flagged: &Flagged) -> Result<Counted> {
    let market = IndexedMarket { searcher: &round.searcher, targets: &round.targets, flagged };
    let request = request(round, classifier, None);
    let counting = Counting { request, market: &market, searcher: &round.searcher };
    let mut seen = round.seen.lock().unwrap_or_else(PoisonError::into_inner);
    measurer::measure(&counting, &round.kpis, &round.points, &mut seen)
}

fn assess(
    round: &Round,
    classifier: &Confusion,
    flagged: &Flagged,
    window: Option<Window>,
) -> Result<Assessment> {
    let market = IndexedMarket { searcher: &round.searcher, targets: &round.targets, flagged };
    Ok(assess::assess(&request(round, classifier, window), &market, &mut |_| {})?)
}

fn request<'a>(
    round: &'a Round,
    classifier: &'a Confusion,
    window: Option<Window>,
) -> AssessmentRequest<'a> {
    AssessmentRequest {
        plan: &round.plan,
        classifier,
        act_errors: learn::act_errors(&round.corrections),
        topic_names: round.topic_names.clone(),
        gaps: round.gaps.clone(),
        window,
        subject: None,
        without_spam: false,
        as_of: round.now,
        seed: crate::commands::assess::SEED,
    }
}
