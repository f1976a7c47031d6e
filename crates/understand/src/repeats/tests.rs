//! Copies are found, strangers are not.

use model::Network;
use proptest::prelude::*;

use super::*;

fn id(n: u64) -> PostId {
    PostId::of(&Network::new("mastodon").unwrap(), &n.to_string())
}

fn sign(text: &str) -> Signature {
    Signature::of_text(None, text)
}

/// Whether the second text is found to repeat the first.
fn repeats(first: &str, second: &str) -> bool {
    let mut seen = Repeats::new(100);
    assert_eq!(seen.see(id(1), &sign(first)), None);
    seen.see(id(2), &sign(second)) == Some(id(1))
}

const POST: &str = "Our bakery opens a second shop on Friday, come by for free rolls";

#[test]
fn copies_in_other_clothes_are_repeats() {
    assert!(repeats(POST, POST));
    assert!(repeats(
        POST,
        "RT @bakery: OUR BAKERY opens a second shop on Friday; come by for free rolls https://t.co/x1"
    ));
    assert!(repeats(POST, &format!("{POST} #bread #friday")));
    assert!(repeats(POST, "Our bakery opens a second store on Friday, come by for free rolls"));
    assert!(repeats(
        "see https://a.example/1 how we bake",
        "see https://b.example/2?x=3 how we bake"
    ));
}

#[test]
fn others_are_not() {
    assert!(!repeats(POST, "Our train is late again and nobody in the office says why that is"));
    assert!(!repeats("Flight 1234 is late by 3 hours", "Flight 5678 is late by 2 hours"));
}

#[test]
fn short_phrases_that_everybody_says_are_not_repeats() {
    assert!(!repeats("thanks!", "Thanks!"));
    assert!(!repeats("so good", "So good!!"));
    assert!(!repeats("", ""));
    assert!(!repeats("😂😂😂😂😂😂", "😂😂😂😂😂😂"));
    assert!(repeats("this is so good", "This is so GOOD!"));
}

#[test]
fn chains_lead_to_the_first_and_a_new_version_repeats_nothing() {
    let mut seen = Repeats::new(100);
    assert_eq!(seen.see(id(1), &sign(POST)), None);
    assert_eq!(seen.see(id(2), &sign(&format!("{POST} #bread #friday"))), Some(id(1)));
    assert_eq!(seen.see(id(3), &sign(&format!("{POST} #bread #friday #now #here"))), Some(id(1)));
    assert_eq!(seen.see(id(1), &sign(POST)), None);
    assert_eq!(seen.see(id(4), &sign(POST)), Some(id(1)));
}

#[test]
fn the_window_slides() {
    let mut seen = Repeats::new(3);
    assert_eq!(seen.see(id(1), &sign(POST)), None);
    for n in 2..=4 {
        seen.see(
            id(n),
            &sign(&format!("post number {n} says something else that is long enough {n}")),
        );
    }
    assert_eq!(seen.see(id(5), &sign(POST)), None);
    assert_eq!(seen.see(id(6), &sign(POST)), Some(id(5)));
}

#[test]
fn recall_and_false_positives_on_real_posts() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/sentiment/train.tsv");
    let Ok(file) = std::fs::read_to_string(path) else {
        println!("skipped: ../shared/data is absent");
        return;
    };
    let texts: Vec<&str> =
        file.lines().skip(1).filter_map(|l| l.split_once('\t')).map(|(_, t)| t).collect();
    let signed: Vec<(&str, Signature)> =
        texts.iter().map(|t| (*t, sign(t))).filter(|(_, s)| s.bins.is_some()).collect();
    // False positives: random pairs of posts. Real tweets hold true copies too: those share nearly all their words.
    let pairs = 1_000_000u64;
    let false_ones = (0..pairs)
        .filter(|n| {
            let pick = |salt: u64| signed[mix(n * 2 + salt) as usize % signed.len()];
            let ((text_a, a), (text_b, b)) = (pick(0), pick(1));
            matches!((a.bins, b.bins), (Some(a), Some(b)) if alike(&a, &b))
                && jaccard(text_a, text_b) < 0.5
        })
        .count();
    println!("{false_ones} false in {pairs} pairs");
    assert!(false_ones as u64 * 1_000_000 <= 5 * pairs, "{false_ones} of {pairs}");
    let sample: Vec<&(&str, Signature)> = signed.iter().step_by(31).collect();
    let recall = |change: &dyn Fn(&str, u64) -> String| {
        let found = sample.iter().enumerate().filter(|(n, (text, signature))| {
            let mut seen = Repeats::new(10);
            seen.see(id(1), signature);
            seen.see(id(2), &sign(&change(text, *n as u64))).is_some()
        });
        found.count() as f64 / sample.len() as f64
    };
    let tagged = recall(&|text, n| format!("{text} #launch{n} #sale"));
    let changed = recall(&|text, n| {
        let words: Vec<&str> = text.split(' ').collect();
        let at = mix(n) as usize % words.len();
        let other = |(place, word): (usize, &&str)| {
            if place == at { "zebra".to_owned() } else { (*word).to_owned() }
        };
        words.iter().enumerate().map(other).collect::<Vec<_>>().join(" ")
    });
    println!(
        "recall: two hashtags added {tagged:.4}, one word changed {changed:.4}, n = {}",
        sample.len()
    );
    assert!(tagged >= 0.99, "{tagged}");
    assert!(changed >= 0.99, "{changed}");
}

/// The Jaccard index of the sets of words.
fn jaccard(a: &str, b: &str) -> f64 {
    let words = |text: &str| -> std::collections::BTreeSet<u32> {
        let mut tokens = Tokens::default();
        tokens.read(None, text);
        said(&tokens).map(|t| t.hash).collect()
    };
    let (a, b) = (words(a), words(b));
    a.intersection(&b).count() as f64 / a.union(&b).count().max(1) as f64
}

proptest! {
    #[test]
    fn a_post_repeats_itself_or_is_too_short(text in "[a-zé ]{0,80}") {
        let long = text.split_whitespace().count() >= EXACT_WORDS;
        prop_assert!(!long || repeats(&text, &text));
    }
}
