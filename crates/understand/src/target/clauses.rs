//! Cuts a text into clauses and says whom each is about.

use std::ops::Range;

use model::Words;
use model::words::WordKind;

use super::Named;

/// Words that open a clause which turns against what came before.
const TURNS: &[&str] = &[
    "but",
    "while",
    "whereas",
    "whilst",
    "however",
    "although",
    "though",
    "unlike",
    "yet",
    "meanwhile", //
    "aber",
    "sondern",
    "wahrend",
    "jedoch",
    "hingegen",
    "dagegen",
    "doch", //
    "mais",
    "tandis",
    "alors",
    "pourtant",
    "contrairement", //
    "pero",
    "mientras",
    "sino",
    "aunque", //
    "ma",
    "mentre",
    "invece",
    "pero", //
    "mas",
    "enquanto",
    "porem",
    "ja",
    "embora",
];
/// Words that join clauses or names.
const JOINS: &[&str] = &["and", "und", "et", "y", "e", "so", "because", "weil", "then", "or"];
/// Words behind a name that make it the subject of a statement.
const SAYS: &[&str] = &[
    "is", "isn't", "was", "has", "had", "does", "doesn't", "did", "didn't", "will", "won't", "can",
    "can't", "keeps", "never", "always", "just", "really", "ist", "war", "hat", "est", "es",
    "esta", "era",
];
const ARTICLES: &[&str] =
    &["the", "a", "an", "my", "your", "our", "der", "die", "das", "le", "la", "el", "il", "o"];
/// Capitalised words that name nobody.
const NO_NAMES: &[&str] = &[
    "i",
    "i'm",
    "i've",
    "i'll",
    "i'd",
    "ok",
    "tv",
    "usb",
    "lol",
    "omg",
    "wtf",
    "rt",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "english",
    "german",
    "french",
    "christmas",
    "the",
];

/// A run of words between two cuts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Clause {
    /// Places among the words.
    pub words: Range<usize>,
    /// Bytes of the text, punctuation behind it included.
    pub span: Range<usize>,
    /// Whether it is about the target.
    pub target: bool,
    /// Ends a sentence.
    ends: bool,
}

/// Marks capitalised words inside sentences, and handles, as names of others. German nouns all have capitals: where
/// more than every third word has one, capitals say nothing.
pub(super) fn recognise(text: &str, words: &Words, folded: &[&str], named: &mut [Named]) {
    let list = words.as_slice();
    let capital = |at: usize| {
        let word = list.get(at).and_then(|word| text.get(word.span())).unwrap_or_default();
        word.starts_with(char::is_uppercase)
            || word.chars().skip(1).any(char::is_uppercase) && word.starts_with(char::is_alphabetic)
    };
    let capitals = (0..list.len()).filter(|at| capital(*at)).count();
    let telling = capitals * 3 <= list.len() + 2;
    for (at, word) in list.iter().enumerate() {
        let Some(place) = named.get_mut(at).filter(|named| **named == Named::Nobody) else {
            continue;
        };
        let begins = at == 0 || gap(text, words, at).contains(['.', '!', '?', ':', '\n', '"', '“']);
        let known = folded.get(at).is_some_and(|word| NO_NAMES.contains(word) || word.len() < 2);
        let name = match word.kind {
            WordKind::Handle => at > 0,
            WordKind::Plain => telling && !begins && !known && capital(at),
            WordKind::Hashtag | WordKind::Emoji => false,
        };
        if name {
            *place = Named::Other;
        }
    }
    // `Acme Phone`, `Acme's New Store`: a name that goes on is the same name.
    for at in 0..named.len() {
        let beside = |other: Option<usize>, joint: usize| {
            other.and_then(|other| named.get(other)) == Some(&Named::Target)
                && gap(text, words, joint).trim().is_empty()
        };
        let joined = beside(at.checked_sub(1), at) || beside(Some(at + 1), at + 1);
        let plain = list.get(at).is_some_and(|word| word.kind == WordKind::Plain);
        if let Some(place) = named.get_mut(at).filter(|n| **n == Named::Other && joined && plain) {
            *place = Named::Nobody;
        }
    }
}

/// What stands before word `at`.
fn gap<'a>(text: &'a str, words: &Words, at: usize) -> &'a str {
    let list = words.as_slice();
    let from = at.checked_sub(1).and_then(|before| list.get(before)).map_or(0, |w| w.span().end);
    let to = list.get(at).map_or(text.len(), |word| word.span().start);
    text.get(from..to).unwrap_or_default()
}

/// Cuts and attributes.
pub(super) fn cut(text: &str, words: &Words, folded: &[&str], named: &[Named]) -> Vec<Clause> {
    let mut clauses: Vec<Clause> = Vec::new();
    let mut from = 0;
    let list = words.as_slice();
    for at in 1..=list.len() {
        let before = gap(text, words, at);
        let ends = before.contains(['.', '!', '?', '\n', '…']);
        let stops = ends
            || before.contains([',', ';', ':', '(', ')', '—', '–', '|'])
            || before.contains(" - ");
        let word = folded.get(at).copied().unwrap_or_default();
        let turns = TURNS.contains(&word);
        let joins = JOINS.contains(&word) && parts(named, folded, from, at);
        let adds = word == "as" && folded.get(at + 1) == Some(&"well") && !ends;
        if at < list.len() && (adds || !stops && !turns && !joins) {
            continue;
        }
        let start = list.get(from).map_or(0, |word| word.span().start);
        let end = list.get(at).map_or(text.len(), |word| word.span().start);
        clauses.push(Clause { words: from..at, span: start..end, target: false, ends });
        from = at;
    }
    if let Some(first) = clauses.first_mut() {
        first.span.start = 0;
    }
    attribute(&mut clauses, named);
    clauses
}

/// Whether a joining word at `at` parts two statements: both sides name somebody, and it does not stand between the
/// names of a list (`the Acme store and the Zeta market`).
fn parts(named: &[Named], folded: &[&str], from: usize, at: usize) -> bool {
    let side = |range: Range<usize>| named.get(range).unwrap_or_default();
    let (left, right) = (side(from..at), side(at + 1..named.len().min(at + 9)));
    let is_name = |named: &Named| *named != Named::Nobody;
    let Some(next) = right.iter().position(is_name).filter(|_| left.iter().any(is_name)) else {
        return false;
    };
    let article = folded.get(at + 1).is_some_and(|word| ARTICLES.contains(word));
    let near = left.iter().rev().take(3).any(is_name) && (next == 0 || next == 1 && article);
    let says = (at + next + 2..at + next + 4)
        .any(|place| folded.get(place).is_some_and(|word| SAYS.contains(word)));
    !near || says
}

/// A clause is about whom it names; one that names nobody continues the one before, or leads to the next where it opens
/// the text.
fn attribute(clauses: &mut [Clause], named: &[Named]) {
    let of = |clause: &Clause| {
        let names = named.get(clause.words.clone()).unwrap_or_default();
        (names.contains(&Named::Target), names.contains(&Named::Other))
    };
    let mut owners: Vec<Option<bool>> = Vec::with_capacity(clauses.len());
    for clause in clauses.iter() {
        owners.push(match of(clause) {
            (true, _) => Some(true),
            (false, true) => Some(false),
            (false, false) => None,
        });
    }
    // Within a sentence, what comes before a name leads to it when nothing came before.
    for at in (0..clauses.len()).rev() {
        let leads = owners.get(at) == Some(&None)
            && clauses.get(at).is_some_and(|clause| !clause.ends)
            && (at == 0 || clauses.get(at - 1).is_some_and(|before| before.ends));
        if leads
            && let Some(next) = owners.get(at + 1).copied()
            && let Some(owner) = owners.get_mut(at)
        {
            *owner = next;
        }
    }
    let mut last = owners.iter().flatten().next().copied().unwrap_or(true);
    for (clause, owner) in clauses.iter_mut().zip(owners) {
        last = owner.unwrap_or(last);
        clause.target = last;
    }
}
