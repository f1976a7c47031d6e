//! How words and tags travel to the index: as one string that the tokenizer below only has to cut.
//!
//! The words of a post are known before it is indexed, so the index never reads text itself; it sees the terms of
//! `model::Words` and nothing else. Each term is followed by a sign that says where the next one stands. The signs are
//! line breaks: Unicode's word boundaries part a text before and after each, so that no word can hold one.

use model::Words;
use model::words::{FIELD_GAP, Part};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// The name under which the schema asks for [`Cutter`].
pub(crate) const TOKENIZER: &str = "cut";

/// A longer term is cut to this many bytes, and the post is marked as having one.
pub(crate) const TERM_MAX_BYTES: usize = 1_024;

const NEXT: u8 = b'\n';
const SAME: u8 = 0x0b;
const GAP: u8 = 0x0c;

/// Stands for a sign in a tag, whose value may be any text.
const STAND_IN: char = '\u{fffd}';

/// Writes terms in the form that [`Cutter`] reads.
#[derive(Debug, Default)]
pub(crate) struct Terms {
    text: String,
    cut: bool,
}

impl Terms {
    /// The words of a post.
    pub fn of_words(words: &Words) -> Self {
        let slice = words.as_slice();
        let mut terms = Self { text: String::with_capacity(slice.len() * 8), cut: false };
        let mut position = 0;
        for word in slice {
            if word.part == Part::Text && word.position - position >= FIELD_GAP {
                terms.text.push(char::from(GAP));
                position += FIELD_GAP;
            }
            // Positions of one part are consecutive; anything else would be a second gap.
            debug_assert_eq!(word.position, position);
            let forms = words.terms(word);
            let last = forms.len();
            for (place, form) in forms.enumerate() {
                terms.push(form, if place + 1 == last { NEXT } else { SAME });
            }
            position += 1;
        }
        terms
    }

    /// None yet, with room for so many bytes.
    pub fn with_capacity(bytes: usize) -> Self {
        Self { text: String::with_capacity(bytes), cut: false }
    }

    /// Adds a tag; what is between its parts is up to the caller.
    pub fn tag(&mut self, parts: &[&str]) {
        let start = self.text.len();
        for part in parts {
            self.text.extend(part.chars().map(|c| if is_sign(c) { STAND_IN } else { c }));
        }
        if self.text.len() - start > TERM_MAX_BYTES {
            let end = floor(&self.text, start + TERM_MAX_BYTES);
            self.text.truncate(end);
            self.cut = true;
        }
        self.text.push(char::from(NEXT));
    }

    /// Whether some term was too long and was cut.
    pub fn has_cut(&self) -> bool {
        self.cut
    }

    /// The string for the index.
    pub fn into_text(self) -> String {
        self.text
    }

    fn push(&mut self, term: &str, sign: u8) {
        let kept = cut(term);
        self.cut |= kept.len() < term.len();
        self.text.push_str(kept);
        self.text.push(char::from(sign));
    }
}

/// Whether nothing else can look like `term` in the index: it is neither cut nor close to it, and holds no sign.
pub(crate) fn is_kept_whole(term: &str) -> bool {
    term.len() + 4 <= TERM_MAX_BYTES && !term.contains(|c| is_sign(c) || c == STAND_IN)
}

fn is_sign(c: char) -> bool {
    [SAME, NEXT, GAP].map(char::from).contains(&c)
}

/// `term` as the index keeps it.
pub(crate) fn cut(term: &str) -> &str {
    if term.len() <= TERM_MAX_BYTES {
        return term;
    }
    term.get(..floor(term, TERM_MAX_BYTES)).unwrap_or(term)
}

/// The last character border at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0)
}

/// Cuts what [`Terms`] wrote.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cutter {
    token: Token,
}

impl Tokenizer for Cutter {
    type TokenStream<'a> = Cuts<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Cuts<'a> {
        self.token.reset();
        self.token.position = 0;
        Cuts { rest: text, position: 0, token: &mut self.token }
    }
}

/// The terms of one value.
#[derive(Debug)]
pub(crate) struct Cuts<'a> {
    rest: &'a str,
    position: usize,
    token: &'a mut Token,
}

impl TokenStream for Cuts<'_> {
    fn advance(&mut self) -> bool {
        while let Some(rest) = self.rest.strip_prefix(char::from(GAP)) {
            self.rest = rest;
            self.position += FIELD_GAP as usize;
        }
        let Some(end) = self.rest.bytes().position(|b| b == SAME || b == NEXT) else {
            return false;
        };
        let (term, tail) = self.rest.split_at(end);
        self.token.text.clear();
        self.token.text.push_str(term);
        self.token.position = self.position;
        self.position += usize::from(tail.as_bytes().first() == Some(&NEXT));
        self.rest = tail.get(1..).unwrap_or_default();
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Vec<(String, u32)> {
        let mut cutter = Cutter::default();
        let mut stream = cutter.token_stream(text);
        let mut found = Vec::new();
        while let Some(token) = stream.next() {
            found.push((token.text.clone(), token.position as u32));
        }
        found
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(title in proptest::option::of("[a-z #é@\u{a}\u{b}\u{c}🏽👍.]{0,30}"), text in "\\PC{0,40}|[a-z #é@\u{a}\u{b}\u{c}\u{d}👍🏽.]{0,60}") {
            let words = Words::of(title.as_deref(), &text);
            let mut expected = Vec::new();
            for word in words.iter() {
                expected.extend(words.terms(word).map(|t| (t.to_owned(), word.position)));
            }
            prop_assert_eq!(read(&Terms::of_words(&words).into_text()), expected);
        }
    }

    #[test]
    fn a_term_beyond_the_limit_is_cut_at_a_character_and_reported() {
        let words = Words::of(None, &"é".repeat(600));
        let terms = Terms::of_words(&words);
        assert!(terms.has_cut());
        let read = read(&terms.into_text());
        assert_eq!(read[0].0, "e".repeat(600));
        assert_eq!(read[1].0, "é".repeat(512));
    }
}
