//! The one tokenizer of the house: the words of a text, their positions, and the terms under which each is found.
//!
//! A *word* is a segment between Unicode word boundaries (UAX #29) that holds a letter, a digit or an emoji. Each word
//! stands at a position and is found under one or more *terms*:
//!
//! - a plain word under its folded form (NFC, case folded, accents removed, format characters removed, `’` as `'`)
//!   and, where that differs, under its form with accents: so `nino` finds `niño` and not the reverse;
//! - a hashtag under the terms of its word and under the same with `#` in front;
//! - a handle under `@` and the handle only, and where it carries a host (`@ann@example.org`, `@ann.example.org`)
//!   also under `@` and what stands before the host;
//! - an emoji under itself and, where it carries a skin tone, under itself without.
//!
//! The title's words come first; the text's words follow [`FIELD_GAP`] positions later, so that no phrase spans both.

use std::ops::Range;

use icu_casemap::{CaseMapper, CaseMapperBorrowed};
use unicode_normalization::char::{decompose_canonical, is_combining_mark};
use unicode_normalization::{UnicodeNormalization, is_nfc};

use segments::Segments;

mod segments;

/// Positions between the last word of the title and the first of the text; larger than any distance in a query.
pub const FIELD_GAP: u32 = 1_000;

/// What sort of word it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WordKind {
    /// Letters or digits.
    Plain,
    /// `#word`.
    Hashtag,
    /// `@handle`.
    Handle,
    /// An emoji sequence.
    Emoji,
}

/// Which part of the post a word stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The headline.
    Title,
    /// The text.
    Text,
}

/// One word of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// Title or text; `start` and `end` count in it.
    pub part: Part,
    /// Byte where it starts, sign (`#`, `@`) included.
    pub start: u32,
    /// Byte after its end.
    pub end: u32,
    /// Its place among the words.
    pub position: u32,
    /// What sort.
    pub kind: WordKind,
    first_term: u32,
    end_term: u32,
}

impl Word {
    /// The bytes that it occupies in its part.
    pub fn span(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// The words of a post. Reuse one value for many posts: it keeps its buffers.
#[derive(Debug, Clone, Default)]
pub struct Words {
    words: Vec<Word>,
    terms: Vec<(u32, u32)>,
    arena: String,
}

impl Words {
    /// The words of a post with this title and text.
    pub fn of(title: Option<&str>, text: &str) -> Self {
        let mut words = Self::default();
        words.read(title, text);
        words
    }

    /// Replaces the words by those of another post.
    pub fn read(&mut self, title: Option<&str>, text: &str) {
        self.words.clear();
        self.terms.clear();
        self.arena.clear();
        let mut position = 0;
        if let Some(title) = title {
            self.read_part(Part::Title, title, &mut position);
            position += FIELD_GAP;
        }
        self.read_part(Part::Text, text, &mut position);
    }

    /// The words in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Word> + DoubleEndedIterator + Clone {
        self.words.iter()
    }

    /// The words in order, as a slice.
    pub fn as_slice(&self) -> &[Word] {
        &self.words
    }

    /// How many words.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The terms under which `word` is found; the first is its folded form (for a hashtag without `#`, for a handle
    /// with `@`). At least one.
    pub fn terms<'a>(
        &'a self,
        word: &Word,
    ) -> impl ExactSizeIterator<Item = &'a str> + Clone + use<'a> {
        let range = word.first_term as usize..word.end_term as usize;
        self.terms
            .get(range)
            .unwrap_or_default()
            .iter()
            .map(|&(start, end)| self.arena.get(start as usize..end as usize).unwrap_or_default())
    }

    /// The first of [`Self::terms`].
    pub fn folded<'a>(&'a self, word: &Word) -> &'a str {
        self.terms(word).next().unwrap_or_default()
    }

    fn read_part(&mut self, part: Part, text: &str, position: &mut u32) {
        let mut skip_to = 0;
        let mut sign: Option<(usize, char)> = None;
        let mut before = None;
        for (start, segment) in Segments::of(text) {
            let previous = before.replace(segment);
            if start < skip_to {
                continue;
            }
            if segment == "#" || segment == "@" || segment == "＃" || segment == "＠" {
                let glued =
                    previous.and_then(|s| s.chars().next_back()).is_some_and(char::is_alphanumeric);
                sign = (!glued)
                    .then_some((start, if segment == "#" || segment == "＃" { '#' } else { '@' }));
                continue;
            }
            let tagged = sign.take();
            let Some(kind) = kind_of(segment) else { continue };
            match (tagged, kind) {
                (Some((from, '@')), WordKind::Plain) => {
                    let end = start + handle_len(text.get(start..).unwrap_or_default());
                    if end > start {
                        self.push_handle(
                            part,
                            from,
                            text.get(start..end).unwrap_or_default(),
                            *position,
                        );
                        *position += 1;
                        skip_to = end;
                        // The segment may reach past the handle: what is left of it is a word of its own.
                        let segment_end = start + segment.len();
                        if end < segment_end {
                            self.push_rest(
                                part,
                                end,
                                text.get(end..segment_end).unwrap_or_default(),
                                position,
                            );
                            skip_to = segment_end;
                        }
                        continue;
                    }
                    self.push_plain(part, WordKind::Plain, start, start, segment, *position);
                }
                (Some((from, _)), WordKind::Plain) => {
                    let end = start + tag_len(text.get(start..).unwrap_or_default());
                    if end > start {
                        let tag = text.get(start..end).unwrap_or_default();
                        self.push_plain(part, WordKind::Hashtag, from, start, tag, *position);
                        *position += 1;
                        skip_to = end;
                        let segment_end = start + segment.len();
                        if end < segment_end {
                            self.push_rest(
                                part,
                                end,
                                text.get(end..segment_end).unwrap_or_default(),
                                position,
                            );
                            skip_to = segment_end;
                        }
                        continue;
                    }
                    self.push_plain(part, WordKind::Plain, start, start, segment, *position);
                }
                (_, WordKind::Emoji) => self.push_emoji(part, start, segment, *position),
                _ => self.push_plain(part, WordKind::Plain, start, start, segment, *position),
            }
            *position += 1;
        }
    }

    fn push_rest(&mut self, part: Part, start: usize, rest: &str, position: &mut u32) {
        let trimmed = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
        if !trimmed.is_empty() {
            let start = start + rest.len() - trimmed.len();
            self.push_plain(part, WordKind::Plain, start, start, trimmed, *position);
            *position += 1;
        }
    }

    fn push_word(
        &mut self,
        part: Part,
        kind: WordKind,
        span: Range<usize>,
        position: u32,
        first_term: usize,
    ) {
        self.words.push(Word {
            part,
            start: span.start as u32,
            end: span.end as u32,
            position,
            kind,
            first_term: first_term as u32,
            end_term: self.terms.len() as u32,
        });
    }

    /// `from` is where the sign stands, `start` where `text` does.
    fn push_plain(
        &mut self,
        part: Part,
        kind: WordKind,
        from: usize,
        start: usize,
        text: &str,
        position: u32,
    ) {
        let first = self.terms.len();
        let (folded, accented) = self.push_folded(text);
        self.terms.push(folded);
        self.terms.extend(accented);
        if kind == WordKind::Hashtag {
            for form in std::iter::once(folded).chain(accented) {
                let tagged = self.push_signed('#', form);
                self.terms.push(tagged);
            }
        }
        self.push_word(part, kind, from..start + text.len(), position, first);
    }

    fn push_handle(&mut self, part: Part, from: usize, handle: &str, position: u32) {
        let first = self.terms.len();
        let (folded, _) = self.push_folded(handle);
        let full = self.push_signed('@', folded);
        self.terms.push(full);
        let host = handle.find(['@', '.']);
        if let Some(short) = host.and_then(|at| handle.get(..at)).filter(|s| !s.is_empty()) {
            let (folded, _) = self.push_folded(short);
            let short = self.push_signed('@', folded);
            self.terms.push(short);
        }
        self.push_word(part, WordKind::Handle, from..from + 1 + handle.len(), position, first);
        if let Some(word) = self.words.last_mut() {
            // A full-width sign is wider than one byte.
            word.end = word.end.max(word.start + handle.len() as u32 + 1);
        }
    }

    fn push_emoji(&mut self, part: Part, start: usize, text: &str, position: u32) {
        let first = self.terms.len();
        let kept = |c: &char| *c != '\u{fe0f}';
        let tone = |c: &char| ('\u{1f3fb}'..='\u{1f3ff}').contains(c);
        let full = self.push_chars(text.chars().filter(kept));
        self.terms.push(full);
        if text.chars().any(|c| tone(&c)) {
            let plain = self.push_chars(text.chars().filter(kept).filter(|c| !tone(c)));
            if plain.0 < plain.1 {
                self.terms.push(plain);
            }
        }
        self.push_word(part, WordKind::Emoji, start..start + text.len(), position, first);
    }

    fn push_chars(&mut self, chars: impl Iterator<Item = char>) -> (u32, u32) {
        let start = self.arena.len() as u32;
        self.arena.extend(chars);
        (start, self.arena.len() as u32)
    }

    fn push_signed(&mut self, sign: char, form: (u32, u32)) -> (u32, u32) {
        let start = self.arena.len();
        self.arena.push(sign);
        self.arena.extend_from_within_checked(form);
        (start as u32, self.arena.len() as u32)
    }

    /// The folded form, and the form with accents where it differs.
    fn push_folded(&mut self, text: &str) -> ((u32, u32), Option<(u32, u32)>) {
        let start = self.arena.len() as u32;
        if text.is_ascii() {
            self.arena.push_str(text);
            if let Some(word) = self.arena.get_mut(start as usize..) {
                word.make_ascii_lowercase();
            }
            return ((start, self.arena.len() as u32), None);
        }
        let accented = fold_case(text);
        strip_accents(&accented, &mut self.arena);
        let folded = (start, self.arena.len() as u32);
        let stripped = self.arena.get(start as usize..).unwrap_or_default();
        if stripped == accented {
            return (folded, None);
        }
        let from = self.arena.len() as u32;
        self.arena.push_str(&accented);
        (folded, Some((from, self.arena.len() as u32)))
    }
}

trait ExtendWithin {
    fn extend_from_within_checked(&mut self, form: (u32, u32));
}

impl ExtendWithin for String {
    fn extend_from_within_checked(&mut self, (start, end): (u32, u32)) {
        self.extend_from_within(start as usize..end as usize);
    }
}

/// A text in the form with accents: NFC, case folded, format characters removed, `’` as `'`. For one word of a query.
pub fn fold_case(text: &str) -> String {
    const CASES: CaseMapperBorrowed<'static> = CaseMapper::new();
    let kept = |c: &char| !is_format(*c);
    let straight = |c: char| if c == '\u{2019}' { '\'' } else { c };
    let composed: String = text.chars().filter(kept).map(straight).nfc().collect();
    let folded = CASES.fold_string(&composed);
    if is_nfc(&folded) { folded.into_owned() } else { folded.nfc().collect() }
}

/// The folded form of a text that [`fold_case`] made: without accents.
pub fn fold_accents(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    strip_accents(text, &mut folded);
    folded
}

fn strip_accents(text: &str, into: &mut String) {
    for c in text.chars() {
        if c.is_ascii() {
            into.push(c);
            continue;
        }
        let mut base = None;
        let mut marks_only = true;
        decompose_canonical(c, |part| {
            if is_accent(part) {
                return;
            }
            if base.is_none() {
                base = Some(part);
            } else {
                marks_only = false;
            }
        });
        match base {
            // Hangul and the like decompose into several letters: keep the composed character.
            Some(_) if !marks_only => into.push(c),
            Some(letter) => into.push(letter),
            None if is_combining_mark(c) => {}
            None => into.push(c),
        }
    }
}

/// Marks that people leave out when they type: accents of the Latin, Greek and Cyrillic scripts, Arabic and Hebrew
/// vowel points. Marks that are letters in their script (Indic vowels) stay.
fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}')
}

/// Characters that show nothing (soft hyphen, zero-width and direction marks) and are no part of a word's letters.
pub fn is_format(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

fn kind_of(segment: &str) -> Option<WordKind> {
    let first = segment.chars().next()?;
    if first.is_ascii_alphanumeric() || segment.chars().any(char::is_alphanumeric) {
        // A keycap such as 1️⃣ is an emoji that starts with a digit.
        return Some(if segment.contains('\u{20e3}') { WordKind::Emoji } else { WordKind::Plain });
    }
    segment.chars().any(is_emoji).then_some(WordKind::Emoji)
}

/// Pictographs and regional indicators. Wider than the property `Emoji_Presentation`, narrower than `Emoji`, which
/// holds digits.
pub fn is_emoji(c: char) -> bool {
    matches!(c,
        '\u{1f1e6}'..='\u{1f1ff}' | '\u{1f300}'..='\u{1faff}' | '\u{1f000}'..='\u{1f0ff}' | '\u{2600}'..='\u{27bf}'
        | '\u{2300}'..='\u{23ff}' | '\u{2b00}'..='\u{2bff}' | '\u{203c}' | '\u{2049}' | '\u{3030}' | '\u{303d}'
        | '\u{a9}' | '\u{ae}' | '\u{2122}' | '\u{2139}' | '\u{2190}'..='\u{21ff}')
}

/// Bytes of the hashtag that `text` starts with.
fn tag_len(text: &str) -> usize {
    text.find(|c: char| !(c.is_alphanumeric() || c == '_' || is_combining_mark(c)))
        .unwrap_or(text.len())
}

/// Bytes of the handle that `text` starts with: letters, digits and `_`, then `.`, `-` or `@` where more follow.
fn handle_len(text: &str) -> usize {
    let name = |c: char| c.is_alphanumeric() || c == '_' || is_combining_mark(c);
    let mut end = 0;
    let mut hosts = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let continues =
            matches!(c, '.' | '-' | '@') && chars.peek().is_some_and(|&(_, next)| name(next));
        hosts += usize::from(c == '@');
        if hosts > 1 || !(name(c) || continues) {
            break;
        }
        end = at + c.len_utf8();
    }
    end
}

#[cfg(test)]
mod tests;
