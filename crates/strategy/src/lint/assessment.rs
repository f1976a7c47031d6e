//! The assessment that everything rests on: there, kept, young enough, and of all four quadrants.

use model::{Quadrant, Section, Timestamp};

use super::{Complaints, Rule};

/// After a quarter an assessment is old.
const OLD_DAYS: i64 = 92;
/// After half a year nothing new is signed on it.
const TOO_OLD_DAYS: i64 = 183;

pub(super) fn check(complaints: &mut Complaints<'_>) {
    let context = complaints.context;
    let nowhere = (None::<Section>, None);
    let Some(chosen) = context.strategy.assessment else {
        complaints.add(
            Rule::NoAssessment,
            nowhere,
            "The strategy rests on no assessment.",
            "Keep an assessment and choose it: after it you will change whatever you had.",
        );
        return;
    };
    let Some(kept) = context.assessment.filter(|kept| kept.id == chosen) else {
        complaints.add(
            Rule::AssessmentGone,
            nowhere,
            format!("Assessment {chosen}, on which the strategy rests, is no longer kept."),
            "Choose another kept assessment.",
        );
        return;
    };
    let days = context.now.0.saturating_sub(kept.as_of.0) / Timestamp::DAY_SECS;
    let rule = match days {
        d if d > TOO_OLD_DAYS => Some(Rule::AssessmentTooOld),
        d if d > OLD_DAYS => Some(Rule::AssessmentOld),
        _ => None,
    };
    if let Some(rule) = rule {
        let (says, remedy) = (
            format!("The assessment is {days} days old."),
            "Assess anew, keep it, choose it, and look at what changed significantly.",
        );
        complaints.add(rule, nowhere, says, remedy);
    }
    for quadrant in Quadrant::ALL {
        if kept.findings.iter().all(|finding| finding.quadrant != *quadrant) {
            let says = format!("The assessment found nothing about the quadrant `{quadrant}`.");
            let remedy =
                "Watch a subject in it and assess anew: who is not looked at is not understood.";
            complaints.add(Rule::QuadrantMissing, nowhere, says, remedy);
        }
    }
}
