//! The smallest things to look for: one word, one pattern, one word in its exact letters.

use model::words::{self, WordKind, Words, fold_accents, fold_case};
use unicode_normalization::UnicodeNormalization;

use crate::lex::{is_inner_quote, is_quote};

/// Letters that a `*` needs before it: with fewer, it would stand for a large part of every language.
pub const MIN_LETTERS: usize = 2;

/// What is looked for at one position.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Atom {
    /// A word: one of the terms of [`Words::terms`] equals this one.
    Word(Term),
    /// A pattern: one of the terms fits it.
    Wildcard(Pattern),
    /// A word whose original letters are these.
    ExactCase(Letters),
}

impl Atom {
    /// The word or pattern that `text` is; `None` when it is not exactly one.
    pub fn of(text: &str) -> Option<Self> {
        only(read(text).ok()?)
    }

    /// The word in exact letters that `text` is; `None` when it is not exactly one.
    pub fn exact(text: &str) -> Option<Self> {
        only(read_exact(text).ok()?)
    }
}

fn only(mut atoms: Vec<Atom>) -> Option<Atom> {
    let first = atoms.pop();
    first.filter(|_| atoms.is_empty())
}

/// A term as [`Words::terms`] makes them: folded; with accents only where they were asked for; `#` and `@` in front of
/// a hashtag and a handle.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Term(String);

impl Term {
    /// The term.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A folded pattern: `*` stands for any characters or none, `?` for exactly one. It never starts with either.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Pattern(String);

impl Pattern {
    /// The pattern with its `*` and `?`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What every term that fits starts with; at least one character.
    pub fn prefix(&self) -> &str {
        self.0.split(['*', '?']).next().unwrap_or_default()
    }

    /// Whether the pattern is [`Self::prefix`] and one `*`.
    pub fn is_prefix(&self) -> bool {
        self.0.strip_suffix('*').is_some_and(|rest| rest.len() == self.prefix().len())
    }

    /// Whether `term` fits.
    pub fn matches(&self, term: &str) -> bool {
        match term.strip_prefix(self.prefix()) {
            Some(_) if self.is_prefix() => true,
            Some(_) => fits(&self.0, term),
            None => false,
        }
    }
}

/// A word in exact letters: NFC, upper and lower case as written.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Letters {
    text: String,
    term: String,
}

impl Letters {
    /// The letters with the sign (`#`, `@`), if it was asked for.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The term that every word with these letters has: look for this one, then compare the letters.
    pub fn term(&self) -> &str {
        &self.term
    }

    /// Whether a word that has the term [`Self::term`] and is spelled `original` has these letters. The sign of a
    /// hashtag or handle is left out on both sides.
    pub fn matches(&self, original: &str) -> bool {
        let (wanted, original) = (without_sign(&self.text), without_sign(original));
        if original.is_ascii() {
            return wanted == original;
        }
        original.chars().filter(|c| !words::is_format(*c)).nfc().eq(wanted.chars())
    }
}

/// Why a text cannot be looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// It holds no word.
    NoWord,
    /// A `*` or `?` stands first in its word, or alone.
    LeadingWildcard,
    /// Fewer than [`MIN_LETTERS`] letters before a `*`.
    ShortPrefix,
    /// A `{` in a phrase without its `}`.
    OpenBrace,
    /// A `*` or `?` where letters must be exact.
    WildcardInExact,
}

/// The words of `text`, in order; `*` and `?` are wildcards.
pub(crate) fn read(text: &str) -> Result<Vec<Atom>, Fault> {
    let stood_in = stand_in(text);
    let words = Words::of(None, &stood_in);
    let mut atoms = Vec::with_capacity(words.len());
    for word in words.iter() {
        let spelled = stood_in.get(word.span()).unwrap_or_default();
        if !is_writable(spelled) {
            continue;
        }
        if !spelled.contains(is_stand_in) {
            atoms.push(Atom::Word(Term(term_of(&words, word))));
            continue;
        }
        match pattern_of(word.kind, spelled)? {
            Some(pattern) => atoms.push(Atom::Wildcard(pattern)),
            None => continue,
        }
    }
    if atoms.is_empty() { Err(Fault::NoWord) } else { Ok(atoms) }
}

/// The words of `text`, in order and in their exact letters.
pub(crate) fn read_exact(text: &str) -> Result<Vec<Atom>, Fault> {
    if text.contains(['*', '?']) {
        return Err(Fault::WildcardInExact);
    }
    let words = Words::of(None, text);
    let spelled = |word: &words::Word| text.get(word.span()).unwrap_or_default();
    let atoms: Vec<Atom> = words
        .iter()
        .filter(|word| is_writable(spelled(word)))
        .map(|word| {
            if word.kind == WordKind::Emoji {
                return Atom::Word(Term(term_of(&words, word)));
            }
            let sign = sign_of(word.kind);
            let letters =
                unsigned(word.kind, spelled(word)).chars().filter(|c| !words::is_format(*c)).nfc();
            let text = sign.into_iter().chain(letters).collect();
            Atom::ExactCase(Letters { text, term: term_of(&words, word) })
        })
        .collect();
    if atoms.is_empty() { Err(Fault::NoWord) } else { Ok(atoms) }
}

/// The term to look for: with accents where the word has them, with the sign, with the host and the skin tone.
fn term_of(words: &Words, word: &words::Word) -> String {
    let mut terms = words.terms(word);
    let term = match word.kind {
        WordKind::Plain | WordKind::Hashtag => terms.last(),
        WordKind::Handle | WordKind::Emoji => terms.next(),
    };
    term.unwrap_or_default().to_owned()
}

fn sign_of(kind: WordKind) -> Option<char> {
    match kind {
        WordKind::Hashtag => Some('#'),
        WordKind::Handle => Some('@'),
        WordKind::Plain | WordKind::Emoji => None,
    }
}

/// Without the sign that makes it a hashtag or handle.
fn unsigned(kind: WordKind, spelled: &str) -> &str {
    if sign_of(kind).is_some() { without_sign(spelled) } else { spelled }
}

fn without_sign(spelled: &str) -> &str {
    spelled.strip_prefix(['#', '@', '＃', '＠']).unwrap_or(spelled)
}

/// Whether a word can be written in a query. Combining marks glue themselves to a quote, brace or space before them
/// and make it part of a "word", which nobody looks for.
fn is_writable(spelled: &str) -> bool {
    let mut chars = spelled.chars().peekable();
    let mut before = None;
    while let Some(c) = chars.next() {
        let in_word = is_inner_quote(before, c, chars.peek().copied());
        if c.is_whitespace() || matches!(c, '{' | '}' | '\\') || (is_quote(c) && !in_word) {
            return false;
        }
        before = Some(c);
    }
    true
}

/// Rare letters that stand for `*` and `?` while the text is cut into words, so that a wildcard never parts a word
/// that would be one without it. Katakana joins only with katakana, so it has its own.
const STAND_INS: [(char, char); 4] = [('ǂ', '*'), ('ǃ', '?'), ('ㇰ', '*'), ('ㇱ', '?')];

fn is_stand_in(c: char) -> bool {
    STAND_INS.iter().any(|&(letter, _)| letter == c)
}

fn stand_in(text: &str) -> String {
    let mut katakana = false;
    text.chars()
        // The stand-ins themselves (clicks of Khoisan languages, small kana of Ainu) cannot be looked for.
        .filter(|c| !is_stand_in(*c))
        .map(|c| match (c, katakana) {
            ('*', false) => 'ǂ',
            ('?', false) => 'ǃ',
            ('*', true) => 'ㇰ',
            ('?', true) => 'ㇱ',
            _ => {
                katakana = matches!(c, '\u{30a1}'..='\u{30fa}' | '\u{30fc}'..='\u{30ff}' | '\u{ff66}'..='\u{ff9d}');
                c
            }
        })
        .collect()
}

/// The pattern of one word with stand-ins; `None` for a question mark that stands alone, which is punctuation.
fn pattern_of(kind: WordKind, spelled: &str) -> Result<Option<Pattern>, Fault> {
    let folded = fold_case(unsigned(kind, spelled));
    let folded = if kind == WordKind::Handle { fold_accents(&folded) } else { folded };
    let mut pattern: String = sign_of(kind).into_iter().collect();
    for c in folded.chars() {
        let c = STAND_INS.iter().find(|&&(letter, _)| letter == c).map_or(c, |&(_, sign)| sign);
        if c != '*' || !pattern.ends_with('*') {
            pattern.push(c);
        }
    }
    let body = unsigned(kind, &pattern);
    if body.chars().all(|c| c == '?') {
        return if kind == WordKind::Plain { Ok(None) } else { Err(Fault::LeadingWildcard) };
    }
    if body.starts_with(['*', '?']) {
        return Err(Fault::LeadingWildcard);
    }
    let letters = |part: &str| part.chars().filter(|c| c.is_alphanumeric()).count();
    match body.split_once('*') {
        Some((before, _)) if letters(before) < MIN_LETTERS => Err(Fault::ShortPrefix),
        _ => Ok(Some(Pattern(pattern))),
    }
}

/// Whether the whole of `text` fits `pattern`: the usual scan that returns to the last `*`, linear in practice.
fn fits(pattern: &str, text: &str) -> bool {
    let (mut p, mut t) = (pattern.chars(), text.chars());
    let mut retry: Option<(std::str::Chars<'_>, std::str::Chars<'_>)> = None;
    loop {
        let t_here = t.clone();
        match (p.next(), t.next()) {
            (Some('*'), _) => {
                t = t_here;
                retry = Some((p.clone(), t.clone()));
            }
            (None, None) => return true,
            (Some('?'), Some(_)) => {}
            (Some(a), Some(b)) if a == b => {}
            _ => {
                let Some((from_p, mut from_t)) = retry.take() else { return false };
                if from_t.next().is_none() {
                    return false;
                }
                (p, t) = (from_p.clone(), from_t.clone());
                retry = Some((from_p, from_t));
            }
        }
    }
}
