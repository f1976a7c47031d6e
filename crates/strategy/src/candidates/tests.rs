//! Candidates come from significant differences, unanswered needs and significant moves, and from no anecdote.

use model::AssessmentId;
use model::assessment::Verdict;

use super::*;
use crate::findings::kept;
use model::sample::{empty, sample};

fn found(assessment: &Assessment) -> Vec<Candidate> {
    candidates(&kept(AssessmentId(3), assessment), assessment)
}

#[test]
fn the_candidates_of_the_sample_in_words() {
    let said: Vec<String> = found(&sample())
        .iter()
        .map(|c| format!("{} | {} | {}", c.kind, c.says, c.why).replace('\u{a0}', " "))
        .collect();
    insta::assert_snapshot!(said.join("\n"), @r#"
strength | On “belt drive, quiet” people feel better about Larkfield Cycles than about Velmont. | Net sentiment +0.52 over 744 posts against −0.14 over 214; adjusted p <0.001 over 10 comparisons, at a false discovery rate of 5 % and with 20 posts or more on both sides.
strength | Larkfield Cycles answers more of the questions about it than Velmont does. | 48 % (45–51) of 1,243 questions against 39 % (34–44) of 402; adjusted p 0.002, with 20 questions or more on both sides.
strength | On “motor, hill climbing” people feel better about Larkfield Cycles than about Dorrance Bikes. | Net sentiment +0.46 over 1,102 posts against +0.24 over 590; adjusted p 0.002 over 10 comparisons, at a false discovery rate of 5 % and with 20 posts or more on both sides.
strength | On “paint, moss green” people feel better about Larkfield Cycles than about Dorrance Bikes. | Net sentiment +0.61 over 418 posts against +0.38 over 205; adjusted p 0.01 over 10 comparisons, at a false discovery rate of 5 % and with 20 posts or more on both sides.
weakness | Larkfield Cycles answers fewer of the questions about it than Dorrance Bikes does. | 48 % (45–51) of 1,243 questions against 74 % (71–77) of 864; adjusted p <0.001, with 20 questions or more on both sides.
weakness | On “support line, no reply” people feel worse about Larkfield Cycles than about Dorrance Bikes. | Net sentiment −0.63 over 612 posts against +0.21 over 488; adjusted p <0.001 over 10 comparisons, at a false discovery rate of 5 % and with 20 posts or more on both sides.
weakness | On “delivery date, waiting since” people feel worse about Larkfield Cycles than about Dorrance Bikes. | Net sentiment −0.41 over 1,240 posts against +0.28 over 760; adjusted p <0.001 over 10 comparisons, at a false discovery rate of 5 % and with 20 posts or more on both sides.
weakness | Larkfield Cycles answers fewer of the questions about it than Osprey & Wren does. | 48 % (45–51) of 1,243 questions against 61 % (51–70) of 97; adjusted p 0.01, with 20 questions or more on both sides.
opportunity | People who speak about Larkfield Cycles need more help on “support line, no reply” than elsewhere. | 511 of 711 posts on it ask, complain, suggest or look for something, against 2,177 of 6,354 on the other topics; adjusted p <0.001; the fewest needs for a candidate are 20.
opportunity | People who speak about Larkfield Cycles need more help on “delivery date, waiting since, tracking” than elsewhere. | 805 of 1,413 posts on it ask, complain, suggest or look for something, against 1,883 of 5,652 on the other topics; adjusted p <0.001; the fewest needs for a candidate are 20.
opportunity | People who speak about Commuters need more help on “range, battery in winter, charging at work” than elsewhere. | 393 of 837 posts on it ask, complain, suggest or look for something, against 793 of 2,966 on the other topics; adjusted p <0.001; the fewest needs for a candidate are 20.
opportunity | People who speak about Families with cargo bikes need more help on “subsidy, city grant” than elsewhere. | 158 of 305 posts on it ask, complain, suggest or look for something, against 286 of 950 on the other topics; adjusted p <0.001; the fewest needs for a candidate are 20.
opportunity | People who speak about Larkfield Cycles need more help on “brake cable, recall, frayed” than elsewhere. | 943 of 2,145 posts on it ask, complain, suggest or look for something, against 1,745 of 4,920 on the other topics; adjusted p <0.001; the fewest needs for a candidate are 20.
opportunity | People who speak about Commuters need more help on “rain gear, mudguards, wet shoes” than elsewhere. | 336 of 989 posts on it ask, complain, suggest or look for something, against 850 of 2,814 on the other topics; adjusted p 0.03; the fewest needs for a candidate are 20.
opportunity | Questions about Velmont wait for weeks: whoever answers them is heard. | 44 of 402 questions (11 % (8–14)) have no answer by anybody after 14 days; the fewest for a candidate are 20, and 5 % at the interval's near end.
opportunity | Questions about Commuters wait for weeks: whoever answers them is heard. | 187 of 1,910 questions (9.8 % (8.5–11.2)) have no answer by anybody after 14 days; the fewest for a candidate are 20, and 5 % at the interval's near end.
opportunity | Questions about Larkfield Cycles wait for weeks: whoever answers them is heard. | 112 of 1,243 questions (9.0 % (7.5–10.7)) have no answer by anybody after 14 days; the fewest for a candidate are 20, and 5 % at the interval's near end.
opportunity | Questions about Families with cargo bikes wait for weeks: whoever answers them is heard. | 58 of 704 questions (8.2 % (6.4–10.5)) have no answer by anybody after 14 days; the fewest for a candidate are 20, and 5 % at the interval's near end.
threat | People feel worse and worse about Larkfield Cycles. | From the first half of the stretch to the second, the net sentiment towards Larkfield Cycles changed by −0.10 (−0.13 to −0.08). Adjusted p <0.001 over 8 such tests, on 11,586 posts.
threat | On 12–15 Oct 2026 much more than usual, and more of it negative, was said of Larkfield Cycles: “brake cable”, “recall”. | 1,588 posts where 476 (381–590) were to be expected, 68 % of them negative; the fewest for a candidate are 20.
threat | Dorrance Bikes made people speak on 24–26 Oct 2026: “Dorrance Atlas”, “launch price”. | 671 posts where 338 (270–419) were to be expected, 14 % of them negative; the fewest for a candidate are 20.
"#);
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
    assert!(found(&empty()).is_empty());
}

#[test]
fn few_that_wait_are_an_anecdote() {
    let mut sample = sample();
    for subject in sample.quadrants.iter_mut().flat_map(|q| &mut q.subjects) {
        subject.responsiveness.unanswered_for_weeks = FEWEST - 1;
    }
    assert!(found(&sample).iter().all(|c| !c.key.0.contains("/waiting/")));
}
