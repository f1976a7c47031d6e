//! Everything that an assessment found is pinned, once, as a fact.

use std::collections::HashSet;

use super::*;
use model::sample::sample;

#[test]
fn keys_are_unique_and_the_same_each_time() {
    let found = findings(&sample());
    let keys: HashSet<&FindingKey> = found.iter().map(|finding| &finding.key).collect();
    assert_eq!(keys.len(), found.len());
    assert_eq!(found, findings(&sample()));
}

#[test]
fn every_quadrant_is_looked_at_in_every_aspect() {
    let found = findings(&sample());
    for covered in crate::coverage(&found) {
        let missing: Vec<&Aspect> =
            covered.aspects.iter().filter(|a| a.findings == 0).map(|a| &a.aspect).collect();
        assert_eq!(missing, Vec::<&Aspect>::new(), "{}", covered.quadrant);
    }
}

/// Figures are those of the assessment, sentences are whole, numbers explain themselves.
#[test]
fn a_finding_is_one_sentence_with_one_number_that_explains_itself() {
    for finding in findings(&sample()) {
        assert!(finding.says.ends_with('.'), "{}", finding.says);
        assert!(finding.figure.value.is_finite(), "{}", finding.key);
        assert!(!finding.figure.formula.is_empty(), "{}", finding.key);
        for word in ["should", "opportunity", "threat", "weakness", "strength", "must"] {
            assert!(!finding.says.contains(word), "a conclusion: {}", finding.says);
        }
    }
}

#[test]
fn nobodys_handle_is_in_a_finding() {
    let sample = sample();
    let found = findings(&sample);
    let voices = sample.subjects().flat_map(|subject| &subject.voices);
    let mut heard = 0;
    for voice in voices {
        heard += 1;
        let named = |finding: &&Finding| {
            finding.says.contains(&voice.author) || finding.key.0.contains(&voice.author)
        };
        assert_eq!(found.iter().find(named).map(|f| &f.says), None);
    }
    assert!(heard > 0);
}

#[test]
fn the_facts_of_the_brand_in_words() {
    let found = findings(&sample());
    let says = |key: &str| {
        let finding = found.iter().find(|finding| finding.key.0 == key);
        finding.map_or_else(
            || {
                panic!(
                    "no finding `{key}` among {:?}",
                    found.iter().map(|f| &f.key.0).collect::<Vec<_>>()
                )
            },
            |finding| finding.says.replace('\u{a0}', " "),
        )
    };
    let keys = [
        "mentions/larkfield-cycles",
        "people/larkfield-cycles",
        "net/larkfield-cycles",
        "answered/larkfield-cycles",
        "median-answer/larkfield-cycles",
        "waiting/larkfield-cycles",
        "spikes/larkfield-cycles",
        "voice/larkfield-cycles",
        "recommendation/larkfield-cycles",
        "compare/belt-drive-quiet/larkfield-cycles/velmont",
        "better-than-us/dorrance-bikes/larkfield-cycles",
        "inside/wall",
        "inside/divergence",
        "trend-net/larkfield-cycles",
    ];
    insta::assert_snapshot!(keys.map(says).join("\n"), @r#"
12,079 posts mention Larkfield Cycles in 90 days.
4,952 people mention Larkfield Cycles.
The net sentiment towards Larkfield Cycles is −0.09 (−0.12 to −0.06); −0.05 before correction.
Larkfield Cycles itself answered 48 % (45–51) of the 1,243 questions about it.
Half of the answers by Larkfield Cycles came within 3 h 20 min (3 h 5 min to 3 h 40 min).
112 of the 1,243 questions about Larkfield Cycles are unanswered for more than two weeks.
Much more than usual was said about Larkfield Cycles 2 times in 90 days.
The share of voice of Larkfield Cycles is 42.6 % (42.1–43.2).
Of 1,214 posts that ask for or give a recommendation, 41 % (38–44) recommend Larkfield Cycles.
On “belt drive, quiet” the net sentiment towards Larkfield Cycles is +0.52, towards Velmont −0.14: a difference of +0.66 (+0.54 to +0.78), which is significant.
On 2 of 6 topics compared, people feel significantly better about Dorrance Bikes than about Larkfield Cycles.
Staff answered 21 % (19–23) of the questions asked outside.
Between what staff and what the market talk about there are 0.17 (0.15–0.20) bits (0: the same, 1: nothing in common).
From the first half of the stretch to the second, the net sentiment towards Larkfield Cycles changed by −0.10 (−0.13 to −0.08).
"#);
}

#[test]
fn counts_know_how_much_the_days_scatter() {
    let kept = kept(AssessmentId(1), &sample());
    for finding in &kept.findings {
        let counts = matches!(finding.aspect, Aspect::People);
        assert_eq!(finding.scatter.is_some(), counts, "{}", finding.key);
    }
    assert_eq!(kept.mentions, sample().basis.mentions);
}

#[test]
fn two_topics_of_one_name_keep_two_keys() {
    let mut sample = sample();
    let subject = sample.quadrants.iter_mut().flat_map(|q| &mut q.subjects).next().unwrap();
    let twice = subject.topics.first().unwrap().clone();
    let key = crate::keys::key(&["topic", &subject.name, &twice.name]);
    subject.topics.insert(1, twice);
    let found = findings(&sample);
    let second = FindingKey(format!("{key}-2"));
    assert!(found.iter().any(|f| f.key == key) && found.iter().any(|f| f.key == second));
}
