//! The words of texts as people write them.

use proptest::prelude::*;

use super::*;

fn terms(text: &str) -> Vec<String> {
    let words = Words::of(None, text);
    words.iter().map(|w| words.terms(w).collect::<Vec<_>>().join("|")).collect()
}

#[test]
fn plain_words_are_folded_and_accents_fold_one_way() {
    assert_eq!(terms("The Niño’s STRASSE, don't!"), ["the", "nino's|niño's", "strasse", "don't"]);
    assert_eq!(terms("Straße Ζεύς ς"), ["strasse", "ζευσ|ζεύσ", "σ"]);
    assert_eq!(terms("e\u{301}te\u{301}"), ["ete|été"]);
}

#[test]
fn hashtags_are_found_with_and_without_sign_and_handles_only_with() {
    assert_eq!(
        terms("#Fail.Now @United, a#b x@y.com"),
        ["fail|#fail", "now", "@united", "a", "b", "x", "y.com"]
    );
    assert_eq!(
        terms("@ann@example.org. @bo.bsky.social"),
        ["@ann@example.org|@ann", "@bo.bsky.social|@bo"]
    );
    assert_eq!(terms("#über"), ["uber|über|#uber|#über"]);
}

#[test]
fn emoji_and_cjk_are_words() {
    assert_eq!(terms("ok 👍🏽👍 ❤️ 東京"), ["ok", "👍🏽|👍", "👍", "❤", "東", "京"]);
    assert_eq!(terms("🇩🇪 👨‍👩‍👧"), ["🇩🇪", "👨‍👩‍👧"]);
}

#[test]
fn zero_width_characters_do_not_hide_a_word() {
    assert_eq!(terms("fo\u{ad}o b\u{2060}ar"), ["foo", "bar"]);
}

#[test]
fn title_and_text_are_apart() {
    let words = Words::of(Some("One two"), "three");
    let positions: Vec<_> = words.iter().map(|w| (w.part, w.position)).collect();
    assert_eq!(positions, [(Part::Title, 0), (Part::Title, 1), (Part::Text, 2 + FIELD_GAP)]);
}

proptest! {
    #[test]
    fn spans_lie_on_characters_in_order_and_every_word_has_a_term(text in "\\PC{0,80}|[a-zA-Z#@. _'é👍🏽-]{0,60}") {
        let words = Words::of(None, &text);
        let mut last = 0;
        for (place, word) in words.iter().enumerate() {
            prop_assert_eq!(word.position as usize, place);
            prop_assert!(word.start as usize >= last);
            prop_assert!(text.get(word.span()).is_some_and(|s| !s.is_empty()), "{:?}", word);
            prop_assert!(words.terms(word).len() >= 1);
            last = word.end as usize;
        }
    }
}
