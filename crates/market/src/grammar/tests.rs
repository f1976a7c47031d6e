//! The text files can be used to the last line, and say enough.

use super::*;
use model::Label;

use crate::topic::Topic;

#[test]
fn every_line_of_every_text_file_can_be_used() {
    for tongue in Tongue::ALL {
        let (grammar, problems) = Grammar::read(source(tongue));
        assert_eq!(problems, [], "{}", tongue.tag());
        for slot in [Slot::Place, Slot::Month, Slot::Weekday, Slot::Duration, Slot::Person] {
            assert!(!grammar.list(slot).is_empty(), "{} has no {slot:?}", tongue.tag());
        }
        for label in Label::ALL {
            for role in [Role::Opener, Role::Anchor, Role::After, Role::Closer, Role::Category] {
                let key = Key(role, Sub::Label(*label));
                assert!(grammar.count(key) > 0, "{} lacks {key:?}", tongue.tag());
            }
        }
    }
}

#[test]
fn anchors_name_the_subject_also_when_it_builds_no_bikes() {
    for tongue in Tongue::ALL {
        let grammar = Grammar::of(tongue);
        for label in Label::ALL {
            let key = Key(Role::Anchor, Sub::Label(*label));
            for draw in 0..grammar.count(key) {
                let anchor = grammar.fragment(key, draw, false).unwrap();
                assert!(anchor.names_subject && !anchor.needs_maker);
            }
        }
    }
}

#[test]
fn the_main_topics_have_enough_to_say() {
    let main = [
        Topic::Battery,
        Topic::Delivery,
        Topic::App,
        Topic::Price,
        Topic::Service,
        Topic::Comfort,
        Topic::Quality,
    ];
    let least = [(Tongue::English, 38), (Tongue::German, 24)];
    let others = [Tongue::French, Tongue::Spanish, Tongue::Italian, Tongue::Portuguese];
    for (tongue, least) in least.into_iter().chain(others.map(|tongue| (tongue, 11))) {
        let grammar = Grammar::of(tongue);
        for topic in main {
            let count = |role| grammar.count(Key(role, Sub::Topic(topic)));
            let both = count(Role::Complaint) + count(Role::Praise);
            assert!(both >= least, "{} on {}: {both}", tongue.tag(), topic.word());
        }
    }
}

#[test]
fn broken_lines_are_reported_with_their_line_and_left_out() {
    let (grammar, problems) = Grammar::read(
        "stray\n== complaint battery\nFine {it}.\nBad {nothing}.\nBad [a|b.\nBad a|b.\n== no such thing\n",
    );
    let lines: Vec<usize> = problems.iter().map(|problem| problem.line).collect();
    assert_eq!(lines, [1, 4, 5, 6, 7], "{problems:?}");
    assert!(problems[1].reason.contains("`nothing`"));
    assert_eq!(grammar.count(Key(Role::Complaint, Sub::Topic(Topic::Battery))), 1);
}
