//! Whole readings: of good posts, of bad input, and of nothing.

use model::Label;
use proptest::prelude::*;

use super::*;

fn read(text: &str) -> Reading {
    Reader::built_in().read(&mut Scratch::default(), None, text, None)
}

fn check(text: &str, language: &str, label: Option<Label>) {
    let reading = read(text);
    assert_eq!(reading.language.as_str(), language, "{text}");
    assert_eq!(reading.sentiment.map(|s| s.label()), label, "{text}: {:?}", reading.sentiment);
}

#[test]
fn sentiment_is_read_in_the_languages_that_were_learned() {
    check("What a wonderful day, I love this new lamp so much!", "en", Some(Label::Positive));
    check(
        "This is the worst train ride ever, I hate it, terrible service",
        "en",
        Some(Label::Negative),
    );
    check(
        "The meeting will be held on Tuesday at 10 in room 4 of the town hall.",
        "en",
        Some(Label::Neutral),
    );
    check("Ich liebe diese neue Lampe, die ist so schön, danke!", "de", Some(Label::Positive));
    check(
        "Was für ein schlechter Service, ich hasse diese Bahn, furchtbar",
        "de",
        Some(Label::Negative),
    );
    check("Me encanta esta lámpara, es muy bonita, gracias por todo", "es", Some(Label::Positive));
    check("thanks!", "en", Some(Label::Positive));
}

#[test]
fn elsewhere_it_is_not_read() {
    check("電車がまた遅れています、本当にひどい", "ja", None);
    check("Поезд опять опаздывает, это ужасно", "ru", None);
    check("https://example.org/a/b", "und", None);
    check("", "und", None);
}

#[test]
fn pictures_alone_have_a_tone_but_no_language() {
    check("😍😍😍", "und", Some(Label::Positive));
    check("😡😡", "und", Some(Label::Negative));
}

#[test]
fn negation_turns_and_emotion_stands_out() {
    let positive = |text: &str| read(text).sentiment.map_or(0.0, |s| s.positive);
    assert!(positive("this lamp is good") > positive("this lamp is not good") + 0.2);
    assert_eq!(read("I am so happy today, what a joyful day, love it").emotion, Some(Emotion::Joy));
    assert_eq!(read("The office is in the second street on the left.").emotion, None);
}

#[test]
fn a_title_is_read_before_the_text() {
    let mut scratch = Scratch::default();
    let reader = Reader::built_in();
    let titled =
        reader.read(&mut scratch, Some("Worst phone ever, I hate it"), "Bought on Monday.", None);
    assert_eq!(titled.sentiment.map(|s| s.label()), Some(Label::Negative));
}

#[test]
fn the_weights_are_whole_and_say_how_they_err() {
    let confusion = Reader::confusion();
    assert!(confusion.counts.iter().flatten().sum::<u64>() > 1_000, "{confusion:?}");
    assert!((confusion.prior.iter().sum::<f64>() - 1.0).abs() < 1e-9);
    assert!(
        confusion.counts.iter().enumerate().all(|(n, row)| row[n] == *row.iter().max().unwrap())
    );
    assert!(matches!(Reader::of(b"waggle"), Err(WeightsError::NotWeights)));
    let cut = FILE.get(..FILE.len() / 2).unwrap();
    assert!(Reader::of(cut).is_err());
}

#[test]
fn a_file_survives_being_written_again() {
    let weights = Weights::decode(FILE).unwrap();
    let again = Weights::decode(&weights.encode().unwrap()).unwrap();
    assert!(weights == again);
}

#[test]
fn bad_input_is_read_or_not_read_and_never_panics() {
    let long_words = "a".repeat(10 << 20);
    let emoji = "👍".repeat(250_000);
    for text in [
        long_words.as_str(),
        emoji.as_str(),
        "<script>alert(1)</script><p>ok</p>",
        "\u{200d}\u{200d}\u{feff}\u{202e}abc\u{0}",
        "ﷺﷺﷺ \u{e0001}\u{e007f} 👩‍👩‍👧‍👦🏽",
        "&amp;&lt;&#39;&&&;",
        "@ # :( =) http www. #",
        "don't ' ' '' _ __ a_b",
        "\r\n\t\u{85}\u{2028}",
    ] {
        let reading = read(text);
        if let Some(s) = reading.sentiment {
            assert!((s.as_array().iter().sum::<f32>() - 1.0).abs() < 1e-4);
        }
    }
}

proptest! {
    #[test]
    fn any_text_gives_one_reading(text in "\\PC{0,120}|[a-z#@:()!?' \u{200d}👍ßé]{0,120}", title in proptest::option::of("\\PC{0,20}")) {
        let reader = Reader::built_in();
        let first = reader.read(&mut Scratch::default(), title.as_deref(), &text, None);
        let mut used = Scratch::default();
        reader.read(&mut used, None, "something else entirely, in English, that fills the buffers", None);
        let second = reader.read(&mut used, title.as_deref(), &text, None);
        prop_assert_eq!(&first, &second);
        if let Some(s) = first.sentiment {
            prop_assert!(s.as_array().iter().all(|p| (0.0..=1.0).contains(p)));
        }
    }
}
