//! Assesses in the background, so that pages never wait: everything, the last seven days, and the seven before.

use std::sync::Arc;

use anyhow::Result;
use assess::AssessmentRequest;
use index::Searcher;
use model::{Assessment, Confusion, Gap, Plan, Timestamp, Window};
use web::Assessed;

use crate::observe::IndexedMarket;

/// What one round needs.
pub struct Round {
    /// Who is watched.
    pub plan: Arc<Plan>,
    /// The posts.
    pub searcher: Searcher,
    /// What was not captured.
    pub gaps: Vec<Gap>,
    /// How the sentiment errs.
    pub classifier: Confusion,
    /// The moment.
    pub now: Timestamp,
}

/// Days of one week.
const WEEK_SECS: i64 = 7 * Timestamp::DAY_SECS;

/// Runs one round.
pub fn run(round: &Round) -> Result<Assessed> {
    let whole = assess(round, None)?;
    // An import of old posts has its last week where they end, not today.
    let end = Timestamp(whole.window.until.0.min(round.now.0));
    let stretch = |until: Timestamp| Window { since: until.plus_secs(-WEEK_SECS), until };
    let week = assess(round, Some(stretch(end)))?;
    let week_before = assess(round, Some(stretch(end.plus_secs(-WEEK_SECS))))?;
    let moves = assess::moves::moves(&week_before, &week);
    let figures = whole.clone().without_words();
    Ok(Assessed { whole, week, week_before, moves, figures })
}

fn assess(round: &Round, window: Option<Window>) -> Result<Assessment> {
    let request = AssessmentRequest {
        plan: &round.plan,
        classifier: &round.classifier,
        gaps: round.gaps.clone(),
        window,
        subject: None,
        as_of: round.now,
        seed: crate::commands::assess::SEED,
    };
    Ok(assess::assess(&request, &IndexedMarket(&round.searcher), &mut |_| {})?)
}
