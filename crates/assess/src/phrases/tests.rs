//! Which phrases are found in which posts, and how they are written.

use rustc_hash::FxHashSet;

use super::*;
use crate::fake::{Fake, Said, classifier, plan, request, say};
use crate::observe::observe;
use crate::spell::Spellings;
use crate::watched::Watched;

/// The phrases that at least three of these posts hold, as they are written, with their counts.
fn check(texts: &[&str], expected: &[(&str, u32)]) {
    let (plan, classifier) = (plan(), classifier());
    let watched = Watched::new(&plan);
    let posts: Vec<Said> = (0..).zip(texts).map(|(n, text)| say(n, "ann", n, &[1], text)).collect();
    let corpus =
        observe(&request(&plan, &classifier), &watched, &Fake::of(posts), &mut |_| {}).unwrap();
    let phrases = Phrases::find(&corpus);
    let all: FxHashSet<u32> = (0..phrases.len() as u32).collect();
    let spellings = Spellings::of(&corpus, &phrases, &all);
    let mut found: Vec<(String, u32)> = (0..phrases.len() as u32)
        .map(|phrase| (spellings.get(phrase, &phrases, &corpus), phrases.count(phrase)))
        .collect();
    found.sort();
    let expected: Vec<(String, u32)> =
        expected.iter().map(|(text, count)| ((*text).to_owned(), *count)).collect();
    assert_eq!(found, expected);
    for phrase in 0..phrases.len() as u32 {
        let holding = (0..texts.len() as u32).filter(|p| phrases.of_post(*p).contains(&phrase));
        assert_eq!(holding.count() as u32, phrases.count(phrase));
    }
}

#[test]
fn a_phrase_counts_once_a_post_and_keeps_its_usual_spelling() {
    check(
        &[
            "Lost Luggage again! lost luggage",
            "lost luggage, twice",
            "my lost luggage",
            "lost. Luggage",
            "parrot",
            "parrot",
            "nothing else to say",
            "whatever",
        ],
        &[("lost", 4), ("lost luggage", 3), ("luggage", 4)],
    );
}

#[test]
fn stopwords_stand_inside_and_never_at_the_edge_or_alone() {
    let texts = [
        "the seat is out of order",
        "seat out of order",
        "it was out of order",
        "out in the cold",
        "order",
        "cold tea",
        "of course",
        "tea in the morning",
        "sunny morning",
        "bread",
        "milk",
        "rain",
        "snow",
        "wind",
        "fog",
        "hail",
        "ice",
        "sleet",
        "storm",
        "mist",
        "frost",
        "eggs",
    ];
    check(&texts, &[("order", 4), ("out of order", 3)]);
}

#[test]
fn links_handles_and_numbers_are_no_phrases() {
    let texts = [
        "@bob 42 http://a.bc/delay",
        "@bob 42 http://a.bc/delay",
        "@bob 42 http://a.bc/delay",
        "x",
        "y",
        "z",
    ];
    check(&texts, &[]);
}

#[test]
fn ideographs_join_without_spaces() {
    let texts = ["航班延误", "我的航班", "航班", "早上好", "谢谢", "再见", "你好", "今天"];
    check(&texts, &[("航班", 3)]);
}
