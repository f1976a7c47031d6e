//! The phrases of a language: read from text, found in posts.
//!
//! A line is an act (or `custom`, `chat`), a weight, and parts. Each part takes tokens: `a|b` one of these words, `a+` none or one,
//! `*` one of any sort, `~` up to two of any sort. `^` in front: only where a sentence starts.

use std::ops::Range;

use model::Act;

use super::{CHAT, CUSTOM, Scores};
use crate::tokens::{TokenKind, Tokens};
use crate::vocabulary::{Entry, Vocabulary, role};

/// The languages with phrases.
const BUILT_IN: [(&str, &str); 6] = [
    ("en", include_str!("../../data/acts/en.txt")),
    ("de", include_str!("../../data/acts/de.txt")),
    ("fr", include_str!("../../data/acts/fr.txt")),
    ("es", include_str!("../../data/acts/es.txt")),
    ("it", include_str!("../../data/acts/it.txt")),
    ("pt", include_str!("../../data/acts/pt.txt")),
];

/// The phrases of all languages.
#[derive(Debug, Default)]
pub(crate) struct Phrases {
    lines: Vec<Line>,
    parts: Vec<Part>,
    /// The words of all parts, sorted within a part.
    words: Vec<u16>,
    /// For each language and each word's number the lines that can start with it.
    starts: Vec<Vec<Vec<u16>>>,
    /// Lines that were not understood; a test holds that there is none.
    #[cfg(test)]
    pub strange: Vec<&'static str>,
}

#[derive(Debug)]
struct Line {
    parts: Range<u32>,
    place: u8,
    weight: i8,
    opens: bool,
}

#[derive(Debug, Clone)]
struct Part {
    /// In [`Phrases::words`]; none: any word does.
    words: Range<u32>,
    least: u8,
    most: u8,
}

impl Phrases {
    /// Reads the built-in phrases, and gives their words numbers in `vocabulary`.
    pub fn built_in(vocabulary: &mut Vocabulary) -> Self {
        let mut phrases = Self::default();
        for marks in ["??", "???"] {
            let number = vocabulary.phrase_of("?");
            vocabulary.entry_of(marks, |entry| entry.phrase = number.unwrap_or(0));
        }
        for (language, (_, text)) in BUILT_IN.into_iter().enumerate() {
            phrases.starts.push(Vec::new());
            for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
                let understood = phrases.add(vocabulary, language, line).is_some();
                #[cfg(test)]
                phrases.strange.extend((!understood).then_some(line));
                debug_assert!(understood || cfg!(test), "{line}");
            }
        }
        phrases
    }

    /// Adds a line; `None` when it is no line.
    fn add(&mut self, vocabulary: &mut Vocabulary, language: usize, line: &str) -> Option<()> {
        let mut cells = line.split_ascii_whitespace().peekable();
        let place = cells.next()?;
        let place = match place {
            "custom" => CUSTOM,
            "chat" => CHAT,
            act => Act::from_word(act)?.index(),
        };
        let weight = cells.next()?.parse().ok()?;
        let opens = cells.next_if_eq(&"^").is_some();
        let first = self.parts.len();
        for cell in cells {
            let part = self.part(vocabulary, cell)?;
            self.parts.push(part);
        }
        let number = u16::try_from(self.lines.len()).ok()?;
        // A line can start with the words of its first part, and of those after as long as parts may be missing.
        for part in self.parts.get(first..)? {
            let words = self.words.get(part.words.start as usize..part.words.end as usize)?;
            let starts = self.starts.get_mut(language).filter(|_| !words.is_empty())?;
            for &word in words {
                let word = usize::from(word);
                if starts.len() <= word {
                    starts.resize(word + 1, Vec::new());
                }
                starts.get_mut(word)?.push(number);
            }
            if part.least > 0 {
                break;
            }
        }
        let parts = first as u32..self.parts.len() as u32;
        self.lines.push(Line { parts, place: place as u8, weight, opens });
        Some(())
    }

    fn part(&mut self, vocabulary: &mut Vocabulary, cell: &str) -> Option<Part> {
        let start = self.words.len() as u32;
        match cell {
            "*" => return Some(Part { words: start..start, least: 1, most: 1 }),
            "~" => return Some(Part { words: start..start, least: 0, most: 2 }),
            _ => {}
        }
        let least = u8::from(!cell.ends_with('+'));
        let numbers: Option<Vec<u16>> =
            cell.trim_end_matches('+').split('|').map(|word| vocabulary.phrase_of(word)).collect();
        let mut numbers = numbers?;
        numbers.sort_unstable();
        numbers.dedup();
        self.words.extend(numbers);
        Some(Part { words: start..self.words.len() as u32, least, most: 1 })
    }

    /// Adds the weights of the lines found in a post. A line counts once from each token on.
    pub fn score(&self, tokens: &Tokens, entries: &[Entry], tag: &str, scores: &mut Scores) {
        // Where the language is not known, English phrases are the best guess.
        let tag = if matches!(tag, "und" | "hi-latn") { "en" } else { tag };
        let language = BUILT_IN.iter().position(|(known, _)| *known == tag);
        let Some(starts) = language.and_then(|language| self.starts.get(language)) else { return };
        let mut opens = true;
        for (at, (token, entry)) in tokens.list.iter().zip(entries).enumerate() {
            let lines = starts.get(usize::from(entry.phrase)).map_or(&[][..], Vec::as_slice);
            for line in lines.iter().filter_map(|&line| self.lines.get(usize::from(line))) {
                if (opens || !line.opens)
                    && let Some(parts) =
                        self.parts.get(line.parts.start as usize..line.parts.end as usize)
                    && let Some(score) = scores.get_mut(usize::from(line.place))
                    && self.fits(parts, entries.get(at..).unwrap_or_default())
                {
                    *score += f32::from(line.weight);
                }
            }
            opens = match token.kind {
                TokenKind::Mark | TokenKind::Emoji => true,
                TokenKind::Handle | TokenKind::Address => opens,
                // `u2` and `anna99` are names that somebody is called by.
                TokenKind::Word => {
                    let called = token.digits != 0 && !token.number;
                    opens
                        && (token.hashtag || called || entry.role & (role::BUT | role::OPENS) != 0)
                }
            };
        }
    }

    /// Whether the parts take tokens from the first on.
    fn fits(&self, parts: &[Part], entries: &[Entry]) -> bool {
        let Some((part, rest)) = parts.split_first() else { return true };
        let words =
            self.words.get(part.words.start as usize..part.words.end as usize).unwrap_or_default();
        let mut left = entries;
        for taken in 0..=part.most {
            if taken >= part.least && self.fits(rest, left) {
                return true;
            }
            let Some((entry, after)) = left.split_first() else { return false };
            if !words.is_empty() && words.binary_search(&entry.phrase).is_err() {
                return false;
            }
            left = after;
        }
        false
    }
}
