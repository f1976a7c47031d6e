//! Candidates come from significant differences, unanswered needs and significant moves, and from no anecdote.

use model::AssessmentId;
use model::assessment::Verdict;

use super::*;
use crate::findings::kept;
use crate::report::sample::sample;

fn found(assessment: &Assessment) -> Vec<Candidate> {
    candidates(&kept(AssessmentId(3), assessment), assessment)
}

#[test]
fn the_candidates_of_the_sample_in_words() {
    let said: Vec<String> = found(&sample())
        .iter()
        .map(|c| format!("{} | {} | {}", c.kind, c.says, c.why).replace('\u{a0}', " "))
        .collect();
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn each_rests_on_findings_that_are_there_and_says_why() {
    let sample = sample();
    let kept = kept(AssessmentId(3), &sample);
    let found = candidates(&kept, &sample);
    assert!(SwotKind::ALL.iter().all(|kind| found.iter().any(|c| c.kind == *kind)));
    for candidate in &found {
        assert!(!candidate.evidence.is_empty() && !candidate.why.is_empty());
        for evidence in &candidate.evidence {
            let Evidence::Finding { assessment, key } = evidence else { panic!("no finding") };
            assert_eq!(*assessment, kept.id);
            assert!(kept.finding(key).is_some(), "{key}");
        }
    }
    let keys: std::collections::HashSet<_> = found.iter().map(|c| &c.key).collect();
    assert_eq!(keys.len(), found.len());
}

#[test]
fn what_is_not_significant_is_no_candidate() {
    let mut sample = sample();
    for comparison in &mut sample.comparisons {
        comparison.verdict = Verdict::Open;
    }
    let differences =
        |found: &[Candidate]| found.iter().filter(|c| c.key.0.contains("/compare/")).count();
    assert_eq!(differences(&found(&sample)), 0);
    for comparison in &mut sample.comparisons {
        comparison.verdict = Verdict::Better;
        comparison.brand_net.n = FEWEST - 1;
    }
    assert_eq!(differences(&found(&sample)), 0);
}

#[test]
fn an_empty_market_yields_nothing() {
    let mut sample = sample();
    sample.quadrants.iter_mut().for_each(|quadrant| quadrant.subjects.clear());
    sample.comparisons.clear();
    sample.spikes.clear();
    assert!(found(&sample).is_empty());
}

#[test]
fn few_that_wait_are_an_anecdote() {
    let mut sample = sample();
    for subject in sample.quadrants.iter_mut().flat_map(|q| &mut q.subjects) {
        subject.responsiveness.unanswered_for_weeks = FEWEST - 1;
    }
    assert!(found(&sample).iter().all(|c| !c.key.0.contains("/waiting/")));
}
