//! Keeps out what no typeface of the document can show, which the standards for archived and accessible PDFs forbid,
//! and lets long words break.

use std::collections::HashMap;

use super::faces::PRESS;

/// Stands for a character that cannot be shown.
pub const BOX: char = '□';
/// Words longer than this may break anywhere.
const LONG: usize = 22;
/// After so many characters.
const PIECE: usize = 11;
/// A blank without width, at which a line may break.
const BREAK: char = '\u{200b}';

/// How much of what is written is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Legible {
    /// Whatever a typeface has.
    All,
    /// What the two main typefaces have.
    Plain,
}

impl Legible {
    /// Data as JSON: legible, and with breaks in long words. Names of files, kinds and anchors are ASCII and short, and
    /// stay as they are.
    pub(super) fn data(self, json: &str) -> String {
        match serde_json::from_str::<serde_json::Value>(json) {
            Ok(mut value) => {
                self.walk(&mut value, &mut HashMap::new());
                value.to_string()
            }
            Err(_) => json.to_owned(),
        }
    }

    fn walk(self, value: &mut serde_json::Value, known: &mut HashMap<char, bool>) {
        match value {
            serde_json::Value::Array(values) => {
                values.iter_mut().for_each(|value| self.walk(value, known));
            }
            serde_json::Value::Object(fields) => {
                for (name, value) in fields.iter_mut() {
                    // Addresses and anchors are not words.
                    if !matches!(name.as_str(), "href" | "to" | "id" | "file") {
                        self.walk(value, known);
                    }
                }
            }
            serde_json::Value::String(text) => *text = breakable(&self.text(text, known)),
            _ => {}
        }
    }

    /// `text` with a box for each character that cannot be shown.
    pub(super) fn plain(self, text: &str) -> String {
        self.text(text, &mut HashMap::new())
    }

    fn text(self, text: &str, known: &mut HashMap<char, bool>) -> String {
        if text.is_ascii() {
            return text.to_owned();
        }
        let mut shows = |c: char| *known.entry(c).or_insert_with(|| self.shows(c));
        let seen = text.chars().filter(|c| !is_silent(*c));
        seen.map(|c| if shows(c) { c } else { BOX }).collect()
    }

    fn shows(self, c: char) -> bool {
        c.is_ascii() || c.is_whitespace() || (!is_private(c) && PRESS.has(c, self == Self::Plain))
    }
}

/// Joiners, isolates and selectors: they have no shape of their own.
const fn is_silent(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e01ef}')
}

const fn is_private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
}

/// `text` with places to break inside long words.
fn breakable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_inclusive(char::is_whitespace) {
        if word.chars().count() <= LONG {
            out.push_str(word);
            continue;
        }
        for (place, c) in word.chars().enumerate() {
            if place > 0 && place.is_multiple_of(PIECE) {
                out.push(BREAK);
            }
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_typeface_has_becomes_a_box() {
        let say = |text: &str| Legible::All.plain(text);
        assert_eq!(say("Größe 5 €"), "Größe 5 €");
        assert_eq!(say("漢字"), "□□");
        assert_eq!(say("a\u{2068}b\u{2069}\u{fe0f}"), "ab");
        assert_eq!(say("\u{e123}"), "□");
        assert_eq!(say("🚲"), "🚲");
        assert_eq!(Legible::Plain.plain("🚲"), "□");
        assert!(PRESS.has(BOX, false));
    }

    #[test]
    fn long_words_may_break_and_short_ones_are_left_alone() {
        assert_eq!(breakable("12,400\u{a0}EUR (9,000–15,000)"), "12,400\u{a0}EUR (9,000–15,000)");
        let long = "x".repeat(30);
        let broken = breakable(&long);
        assert_eq!(broken.chars().filter(|c| *c == BREAK).count(), 2);
        assert_eq!(broken.replace(BREAK, ""), long);
    }
}
