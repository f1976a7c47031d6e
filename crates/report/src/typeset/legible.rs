//! Keeps out what no typeface of the document can show, which the standards for archived and accessible PDFs forbid,
//! counts it, and lets long words break.

use std::collections::HashMap;

use serde_json::Value;
use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthChar;

use super::faces::PRESS;

/// Stands for a character that cannot be shown.
pub const BOX: char = '□';
/// Words longer than this may break anywhere.
const LONG: usize = 22;
/// After so many letters.
const PIECE: usize = 11;
/// A blank without width, at which a line may break.
const BREAK: char = '\u{200b}';
/// Fields that are no words: addresses, anchors, names of files.
const NO_WORDS: [&str; 4] = ["href", "to", "id", "file"];

/// Which typefaces a document is set in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Faces {
    /// All of them.
    All,
    /// The two main ones.
    Main,
    /// The two main ones, and of them no more than single letters of Latin, Greek and Cyrillic with common signs.
    Letters,
}

/// Makes texts legible.
#[derive(Debug)]
pub struct Legible {
    faces: Faces,
    known: HashMap<String, bool>,
    boxes: usize,
}

impl Legible {
    /// For a document in these typefaces.
    pub fn new(faces: Faces) -> Self {
        Self { faces, known: HashMap::new(), boxes: 0 }
    }

    /// How many characters were shown as boxes so far.
    pub const fn boxes(&self) -> usize {
        self.boxes
    }

    /// All texts of `value` legible, and with breaks in long words.
    pub fn data(&mut self, value: &mut Value) {
        match value {
            Value::Array(values) => values.iter_mut().for_each(|value| self.data(value)),
            Value::Object(fields) => {
                let words =
                    fields.iter_mut().filter(|(name, _)| !NO_WORDS.contains(&name.as_str()));
                words.for_each(|(_, value)| self.data(value));
            }
            Value::String(text) => *text = breakable(&self.text(text)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    /// `text` with a box for each character that cannot be shown. A letter whose marks cannot stand on it is shown without
    /// them, and boxes beside.
    pub fn text(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let seen: String = text.chars().filter(|c| !is_silent(*c)).map(plain_blank).collect();
        for letter in seen.graphemes(true) {
            if self.shows(letter) {
                out.push_str(letter);
                continue;
            }
            for c in letter.chars() {
                let alone = !is_mark(c) && self.shows(c.encode_utf8(&mut [0; 4]));
                self.boxes += usize::from(!alone);
                out.push(if alone { c } else { BOX });
            }
        }
        out
    }

    fn shows(&mut self, letter: &str) -> bool {
        if letter.is_ascii() || letter == "\u{a0}" {
            return true;
        }
        if let Some(known) = self.known.get(letter) {
            return *known;
        }
        let allowed = match self.faces {
            Faces::All | Faces::Main => !letter.chars().any(is_private),
            Faces::Letters => letter.chars().all(is_common) && letter.chars().count() == 1,
        };
        let shows = allowed && PRESS.has(letter, self.faces);
        self.known.insert(letter.to_owned(), shows);
        shows
    }
}

/// Blanks of all widths as one; those that hold words together stay.
fn plain_blank(c: char) -> char {
    if c.is_whitespace() && !matches!(c, '\n' | '\u{a0}') { ' ' } else { c }
}

/// Whether it stands on the letter before it.
fn is_mark(c: char) -> bool {
    UnicodeWidthChar::width(c) == Some(0)
}

/// Controls, joiners, isolates and selectors: they have no shape of their own.
fn is_silent(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fff8}'
            | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Nobody but two who agreed on it knows what it means; the standards forbid it.
fn is_private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
}

/// Letters of Latin, Greek and Cyrillic, and signs that prose uses.
fn is_common(c: char) -> bool {
    matches!(c, '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{17f}' | '\u{386}'..='\u{3ce}' | '\u{400}'..='\u{45f}'
        | '–' | '—' | '‘' | '’' | '‚' | '“' | '”' | '„' | '•' | '…' | '€' | '−' | '→' | '□')
}

/// `text` with places to break inside long words.
fn breakable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_inclusive(char::is_whitespace) {
        if word.chars().count() <= LONG {
            out.push_str(word);
            continue;
        }
        for (place, letter) in word.graphemes(true).enumerate() {
            if place > 0 && place.is_multiple_of(PIECE) {
                out.push(BREAK);
            }
            out.push_str(letter);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_typeface_has_becomes_a_box_and_is_counted() {
        let mut legible = Legible::new(Faces::All);
        assert_eq!(legible.text("Größe 5 €"), "Größe 5 €");
        assert_eq!(legible.text("a\u{2068}b\u{2069}\u{fe0f}\0\u{3000}c\td"), "ab c d");
        assert_eq!(legible.text("🚲"), "🚲");
        assert_eq!(legible.boxes(), 0);
        assert_eq!(legible.text("漢字\u{e123}"), "□□□");
        assert_eq!(legible.boxes(), 3);
        assert_eq!(Legible::new(Faces::Main).text("🚲"), "□");
        assert!(PRESS.has("□", Faces::All) && PRESS.has("□", Faces::Main));
        assert_eq!(Legible::new(Faces::Letters).text("Ärger Ω 5 € e\u{301} ⁂"), "Ärger Ω 5 € e□ □");
        // Both are there, but in no typeface together.
        assert_eq!(Legible::new(Faces::All).text("🚲\u{5b8}"), "🚲□");
    }

    #[test]
    fn long_words_may_break_and_short_ones_are_left_alone() {
        assert_eq!(breakable("12,400\u{a0}EUR (9,000–15,000)"), "12,400\u{a0}EUR (9,000–15,000)");
        let long = "x".repeat(30);
        let broken = breakable(&long);
        assert_eq!(broken.chars().filter(|c| *c == BREAK).count(), 2);
        assert_eq!(broken.replace(BREAK, ""), long);
    }

    #[test]
    fn words_alone_are_changed_and_no_addresses() {
        let mut value = serde_json::json!({"t": "漢", "to": "漢", "rows": [["字", 1, null]]});
        Legible::new(Faces::All).data(&mut value);
        assert_eq!(value, serde_json::json!({"t": "□", "to": "漢", "rows": [["□", 1, null]]}));
    }
}
