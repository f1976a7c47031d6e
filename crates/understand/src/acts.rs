//! What a post does: phrases say so, weighed together with the tone and the question marks.
//!
//! Each language has a text file of phrases (`data/acts/<tag>.txt`), an act and a weight in front. A phrase walks the
//! post's tokens through one trie; no regular expressions. An act is found from a score of [`ENOUGH`] on.

use model::{Act, Acts};
use rustc_hash::FxHashMap;

use crate::tokens::{Token, TokenKind, Tokens};
use crate::vocabulary::{Entry, Vocabulary, role};

/// From this score on, a post does it.
const ENOUGH: f32 = 10.0;

/// The languages with phrases, in the order of their roots.
const PHRASES: [(&str, &str); 6] = [
    ("en", include_str!("../data/acts/en.txt")),
    ("de", include_str!("../data/acts/de.txt")),
    ("fr", include_str!("../data/acts/fr.txt")),
    ("es", include_str!("../data/acts/es.txt")),
    ("it", include_str!("../data/acts/it.txt")),
    ("pt", include_str!("../data/acts/pt.txt")),
];

const ANY: u16 = u16::MAX;
const ACTS: usize = Act::ALL.len();
/// Not an act but a theme: what customers have to do with (orders, apps, accounts). A complaint needs it.
const CUSTOM: usize = ACTS;
type Scores = [f32; ACTS + 1];

/// The phrases of all languages as one trie.
#[derive(Debug, Default)]
pub(crate) struct Phrases {
    steps: FxHashMap<(u32, u16), u32>,
    nodes: Vec<Node>,
    /// Lines read so far.
    lines: u16,
}

/// Where a phrase has got to.
#[derive(Debug, Default, Clone)]
struct Node {
    /// The lines that end here.
    says: Vec<Saying>,
    /// Whether a `*` leads on.
    any: bool,
}

#[derive(Debug, Clone, Copy)]
struct Saying {
    line: u16,
    act: u8,
    weight: i8,
}

/// The lines that were found from one place on: a line counts once, however many ways lead through it.
#[derive(Default)]
struct Fired {
    lines: [u16; 16],
    count: usize,
}

impl Fired {
    /// Whether `line` is new here; false as well when there is no more room.
    fn first(&mut self, line: u16) -> bool {
        if self.lines.iter().take(self.count).any(|known| *known == line) {
            return false;
        }
        let Some(to) = self.lines.get_mut(self.count) else { return false };
        *to = line;
        self.count += 1;
        true
    }
}

/// What else is known of the post when its acts are judged.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Tone {
    /// Probabilities of sentiment, where read.
    pub sentiment: Option<[f32; 3]>,
    /// Probability that it admires or thanks, complains, asks, wants; half where not read.
    pub commends: f32,
    pub complains: f32,
    pub asks: f32,
    pub wants: f32,
}

/// The place in [`Scores`] of the word in front of a line.
fn place_of(word: &str) -> Option<usize> {
    if word == "custom" { Some(CUSTOM) } else { Act::from_word(word).map(Act::index) }
}

/// The root of a language's phrases, and that of those that open a sentence.
fn roots(tag: &str) -> Option<(u32, u32)> {
    let place = PHRASES.iter().position(|(known, _)| *known == tag)? as u32;
    Some((place * 2, place * 2 + 1))
}

impl Phrases {
    /// Reads the built-in phrases, and gives their words numbers in `vocabulary`.
    pub fn built_in(vocabulary: &mut Vocabulary) -> Self {
        let mut phrases =
            Self { nodes: vec![Node::default(); PHRASES.len() * 2], ..Self::default() };
        for marks in ["??", "???"] {
            let number = vocabulary.phrase_of("?");
            vocabulary.entry_of(marks, |entry| entry.phrase = number.unwrap_or(0));
        }
        for (tag, text) in PHRASES {
            for line in text.lines().filter(|line| !line.starts_with('#')) {
                phrases.add(vocabulary, tag, line);
            }
        }
        phrases
    }

    /// `act weight words…`; answers whether the line was understood. Blank lines are.
    fn add(&mut self, vocabulary: &mut Vocabulary, tag: &str, line: &str) -> bool {
        let mut parts = line.split_ascii_whitespace().peekable();
        let Some(act) = parts.next() else { return true };
        let (Some(act), Some(Ok(weight)), Some((inside, opening))) =
            (place_of(act), parts.next().map(str::parse::<i8>), roots(tag))
        else {
            return false;
        };
        let opens = parts.next_if_eq(&"^").is_some();
        let mut ends = vec![if opens { opening } else { inside }];
        for part in parts {
            ends = match part {
                "*" => self.extend(&ends, &[ANY]),
                "~" => {
                    let one = self.extend(&ends, &[ANY]);
                    let two = self.extend(&one, &[ANY]);
                    ends.into_iter().chain(one).chain(two).collect()
                }
                _ => {
                    let optional = part.ends_with('+');
                    let words: Option<Vec<u16>> = part
                        .trim_end_matches('+')
                        .split('|')
                        .map(|word| vocabulary.phrase_of(word))
                        .collect();
                    let Some(words) = words else { return false };
                    let on = self.extend(&ends, &words);
                    if optional { ends.into_iter().chain(on).collect() } else { on }
                }
            };
        }
        self.lines += 1;
        ends.sort_unstable();
        ends.dedup();
        for end in ends {
            if let Some(node) = self.nodes.get_mut(end as usize) {
                node.says.push(Saying { line: self.lines, act: act as u8, weight });
            }
        }
        true
    }

    fn extend(&mut self, from: &[u32], words: &[u16]) -> Vec<u32> {
        let mut to = Vec::new();
        for &node in from {
            for &word in words {
                let next = self.nodes.len() as u32;
                let at = *self.steps.entry((node, word)).or_insert(next);
                if at == next {
                    self.nodes.push(Node::default());
                }
                if word == ANY
                    && let Some(node) = self.nodes.get_mut(node as usize)
                {
                    node.any = true;
                }
                to.push(at);
            }
        }
        to
    }

    /// The acts of a post in the language `tag`.
    pub fn judge(&self, tokens: &Tokens, entries: &[Entry], tag: &str, tone: Tone) -> Acts {
        let mut scores = [0.0; ACTS + 1];
        // Where the language is not known, English phrases are the best guess.
        let roots = roots(tag).or_else(|| (tag == "und" || tag == "hi-latn").then_some((0, 1)));
        if let Some((inside, opening)) = roots {
            let mut opens = true;
            for (at, (token, entry)) in tokens.list.iter().zip(entries).enumerate() {
                if entry.phrase != 0 {
                    let mut fired = Fired::default();
                    self.walk(inside, at, entries, &mut fired, &mut scores);
                    if opens {
                        self.walk(opening, at, entries, &mut fired, &mut scores);
                    }
                }
                opens = match token.kind {
                    TokenKind::Mark | TokenKind::Emoji => true,
                    TokenKind::Handle | TokenKind::Address => opens,
                    TokenKind::Word => opens && (token.hashtag || softens(entry)),
                };
            }
        }
        judge(scores, tokens, entries, tone)
    }

    fn walk(
        &self,
        node: u32,
        at: usize,
        entries: &[Entry],
        fired: &mut Fired,
        scores: &mut Scores,
    ) {
        let Some(here) = self.nodes.get(node as usize) else { return };
        for saying in &here.says {
            if let Some(score) = scores.get_mut(usize::from(saying.act))
                && fired.first(saying.line)
            {
                *score += f32::from(saying.weight);
            }
        }
        let Some(entry) = entries.get(at) else { return };
        if entry.phrase != 0
            && let Some(&next) = self.steps.get(&(node, entry.phrase))
        {
            self.walk(next, at + 1, entries, fired, scores);
        }
        if here.any
            && let Some(&next) = self.steps.get(&(node, ANY))
        {
            self.walk(next, at + 1, entries, fired, scores);
        }
    }
}

/// Words that may stand before an opening: `but`, `and so`, `please` do not end the place where a sentence starts.
fn softens(entry: &Entry) -> bool {
    entry.role & role::BUT != 0
}

/// Weighs phrases, tone and question marks.
fn judge(mut scores: Scores, tokens: &Tokens, entries: &[Entry], tone: Tone) -> Acts {
    let asked = Asked::of(tokens, entries);
    let [negative, _, positive] = tone.sentiment.unwrap_or([0.2, 0.6, 0.2]);
    let custom = scores.get(CUSTOM).copied().unwrap_or(0.0).min(8.0) + addressed(tokens);
    let mut add = |act: Act, value: f32| {
        if let Some(score) = scores.get_mut(act.index()) {
            *score += value;
        }
    };
    add(Act::Question, asked.strength + 4.0 * (tone.asks - 0.5));
    add(Act::Complaint, 10.0 * (negative - 0.3) + 6.0 * (tone.complains - 0.3) + custom);
    add(Act::Suggestion, 2.0);
    add(Act::Praise, 14.0 * (positive - 0.55) + 8.0 * (tone.commends - 0.5));
    add(Act::PurchaseIntent, 4.0 * (tone.wants - 0.5) - 3.0 * (negative - 0.2));
    if custom >= 2.0 {
        add(Act::Question, 1.0);
        add(Act::Praise, 1.5);
    }
    if asked.strength > 3.0 {
        // "Any news? Thank you" is polite, not praise.
        add(Act::Praise, -5.0);
    }
    if custom < 2.0 {
        // Bad temper alone is no complaint: nothing here that a company could have broken.
        add(Act::Complaint, -4.0);
    }
    let found = |act: &Act| scores.get(act.index()).is_some_and(|score| *score >= ENOUGH);
    let acts: Acts = Act::ALL.iter().copied().filter(found).collect();
    if acts.has(Act::RecommendationAsked) { acts.with(Act::Question) } else { acts }
}

/// How much a post looks spoken to a company: it starts with a handle, or names one of a help desk.
fn addressed(tokens: &Tokens) -> f32 {
    let mut handles = tokens.list.iter().filter(|token| token.kind == TokenKind::Handle);
    if handles.any(|token| token.desk) {
        return 4.0;
    }
    let first = tokens.list.first().is_some_and(|token| token.kind == TokenKind::Handle);
    if first { 1.0 } else { 0.0 }
}

/// How strongly the question marks ask.
struct Asked {
    strength: f32,
}

impl Asked {
    fn of(tokens: &Tokens, entries: &[Entry]) -> Self {
        let mut strength = 0.0f32;
        let (mut words, mut opening, mut second) = (0u32, false, false);
        let mut addresses_after = false;
        for (token, entry) in tokens.list.iter().zip(entries) {
            match token.kind {
                TokenKind::Word if !token.hashtag => {
                    words += 1;
                    let asks = entry.role & role::ASKS != 0;
                    opening |= asks && words <= 2;
                    second |= asks && words > 2;
                }
                TokenKind::Mark => {
                    let question = is_question_mark(tokens, token);
                    if question && words > 0 {
                        let here = match (opening, second, words) {
                            (true, _, 2..) => 11.0,
                            (_, true, 3..) => 10.0,
                            (_, _, 4..) => 8.0,
                            _ => 6.0,
                        };
                        strength = strength.max(here);
                    }
                    let ends = question || ends_sentence(tokens, token);
                    if ends {
                        (words, opening, second) = (0, false, false);
                    }
                }
                TokenKind::Address => addresses_after = true,
                _ => {}
            }
        }
        // A headline asks its readers nothing: it wants a click.
        if addresses_after && strength > 0.0 {
            strength -= 2.0;
        }
        Self { strength }
    }
}

fn first_char(tokens: &Tokens, token: &Token) -> char {
    tokens.units.get(token.start as usize).and_then(|&u| char::from_u32(u)).unwrap_or(' ')
}

fn is_question_mark(tokens: &Tokens, token: &Token) -> bool {
    first_char(tokens, token) == '?'
}

fn ends_sentence(tokens: &Tokens, token: &Token) -> bool {
    matches!(first_char(tokens, token), '.' | '!' | '\n' | ':' | ';')
}

#[cfg(test)]
mod tests;
