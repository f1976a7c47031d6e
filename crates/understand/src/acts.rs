//! What a post does: phrases say so, weighed together with the tone and the question marks.
//!
//! Each language has a text file of phrases (`data/acts/<tag>.txt`), an act and a weight in front. A phrase takes
//! tokens, not letters; no regular expressions. By phrases alone, an act is found from a score of [`ENOUGH`] on. For
//! acts with enough labelled posts (`data/labels/`), the trainer has weighed that score together with what the table
//! says and the surface of the post.

use model::{Act, Acts};

mod phrases;

use crate::tokens::{Token, TokenKind, Tokens};
use crate::vocabulary::{Entry, role};

pub(crate) use phrases::Phrases;

/// From this score of its phrases on, a post does it.
const ENOUGH: f32 = 10.0;
/// Points of the phrases' score that change the log-odds by about one.
const PER_UNIT: f32 = 4.0;

const ACTS: usize = Act::ALL.len();
/// Not an act but a theme: what customers have to do with (orders, apps, accounts). A complaint needs it.
const CUSTOM: usize = ACTS;
type Scores = [f32; ACTS + 1];

/// What else is known of the post when its acts are judged.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Tone {
    /// Probabilities of sentiment, where read.
    pub sentiment: Option<[f32; 3]>,
    /// What the table's rows say of praise, complaint, question and plan to buy; zero where not read.
    pub heads: [f32; HEADS],
    /// Whether the heads were read.
    pub read: bool,
}

/// The acts of a post in the language `tag`. `learned` are the weights of [`crate::weights::Header::acts`].
pub(crate) fn judge(
    phrases: &Phrases,
    tokens: &Tokens,
    entries: &[Entry],
    tag: &str,
    tone: Tone,
    learned: &[Vec<f32>],
) -> Acts {
    let inputs = inputs(phrases, tokens, entries, tag, tone);
    let found = |act: &Act| {
        let by_phrases = inputs.by_phrases.get(act.index()).copied().unwrap_or(0.0);
        // Few labelled posts ask without a mark, or are in other languages: there the phrases know better.
        let unmarked = *act == Act::Question && inputs.others.get(ASKED) == Some(&0.0);
        let by_rule = unmarked || !tone.read;
        match learned.get(act.index()).map(Vec::as_slice) {
            Some([own, rest @ ..]) if !by_rule => {
                let (start, weights) = rest.split_last().unwrap_or((&0.0, &[]));
                let sum: f32 = weights.iter().zip(&inputs.others).map(|(w, x)| w * x).sum();
                own * by_phrases + sum + start >= 0.0
            }
            _ => by_phrases >= 0.0,
        }
    };
    let acts: Acts = Act::ALL.iter().copied().filter(found).collect();
    if acts.has(Act::RecommendationAsked) { acts.with(Act::Question) } else { acts }
}

/// What acts are judged by.
#[derive(Debug, Clone, Copy)]
pub struct Inputs {
    /// The score of the phrases with what belongs to them, per act: from zero on, they alone would say yes.
    pub by_phrases: [f32; ACTS],
    /// Everything else, within about ±2.
    pub others: [f32; INPUTS],
}

const HEADS: usize = 4;
/// Where the strength of the question marks stands among the inputs.
const ASKED: usize = ACTS + 1;
/// How many inputs there are beside the phrases' score.
pub const INPUTS: usize = 43;
/// Where the four heads (praise, complaint, question, plan to buy) stand among the inputs.
pub const FIRST_HEAD: usize = ACTS + 5;
/// Where the surface stands among the inputs, and how many numbers it is.
pub const FIRST_SURFACE: usize = FIRST_HEAD + HEADS + 6;
/// See [`FIRST_SURFACE`].
pub const SURFACES: usize = 11;
/// Heads' outputs are divided by it and cut at ±2.
const HEAD_SCALE: f32 = 4.0;

impl Inputs {
    /// Replaces what the heads said: for the trainer, whose heads must not have seen the post.
    pub fn set_heads(&mut self, heads: [f32; HEADS]) {
        self.others
            .iter_mut()
            .skip(FIRST_HEAD)
            .zip(heads)
            .for_each(|(to, head)| *to = scaled(head));
    }
}

fn scaled(head: f32) -> f32 {
    (head / HEAD_SCALE).clamp(-2.0, 2.0)
}

/// Scores phrases and question marks, and puts the tone beside them.
pub(crate) fn inputs(
    phrases: &Phrases,
    tokens: &Tokens,
    entries: &[Entry],
    tag: &str,
    tone: Tone,
) -> Inputs {
    let mut scores = [0.0; ACTS + 1];
    phrases.score(tokens, entries, tag, &mut scores);
    let asked = Asked::of(tokens, entries);
    let addressed = addressed(tokens);
    let custom = scores.get(CUSTOM).copied().unwrap_or(0.0).min(8.0) + addressed;
    let found: [f32; ACTS] =
        std::array::from_fn(|n| (scores.get(n).copied().unwrap_or(0.0) / 10.0).clamp(-2.0, 2.0));
    let by_phrases = weigh(scores, &asked, custom, tone);
    let [negative, _, positive] = tone.sentiment.unwrap_or([0.2, 0.6, 0.2]);
    let mut others = [0.0; INPUTS];
    let known =
        [custom / 8.0, asked.strength / 10.0, addressed / 4.0, negative - 0.33, positive - 0.33];
    let flag = |b: bool| f32::from(u8::from(b));
    let broken = found.get(Act::Complaint.index()).copied().unwrap_or(0.0);
    let joint = [
        flag(tone.read),
        negative * custom / 8.0,
        negative * flag(addressed > 0.0),
        broken * negative,
        broken * flag(custom >= 2.0),
        flag(asked.strength > 3.0),
    ];
    let seen = Seen::of(tokens, entries).values();
    let all = found
        .into_iter()
        .chain(known)
        .chain(tone.heads.map(scaled))
        .chain(joint)
        .chain(seen)
        .chain(asked.values(addressed > 0.0));
    others.iter_mut().zip(all).for_each(|(to, from)| *to = from);
    Inputs { by_phrases, others }
}

/// What phrases and tone amount to, counted from what makes an act.
fn weigh(mut scores: Scores, asked: &Asked, custom: f32, tone: Tone) -> [f32; ACTS] {
    let [negative, _, positive] = tone.sentiment.unwrap_or([0.2, 0.6, 0.2]);
    let mut add = |act: Act, value: f32| {
        if let Some(score) = scores.get_mut(act.index()) {
            *score += value;
        }
    };
    add(Act::Question, asked.strength);
    add(Act::Complaint, 10.0 * (negative - 0.3) + custom);
    add(Act::Suggestion, 2.0);
    add(Act::Praise, 14.0 * (positive - 0.55));
    add(Act::PurchaseIntent, -3.0 * (negative - 0.2));
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
    std::array::from_fn(|n| (scores.get(n).copied().unwrap_or(0.0) - ENOUGH) / PER_UNIT)
}

/// The surface of a post, as far as it tells what the post does.
#[derive(Default)]
struct Seen {
    words: u32,
    own: u32,
    negations: u32,
    capitals: u32,
    exclamations: u32,
    hashtags: u32,
    emoji: u32,
    handles: u32,
    handle_first: bool,
    address: bool,
}

impl Seen {
    fn of(tokens: &Tokens, entries: &[Entry]) -> Self {
        let mut seen = Self::default();
        for (at, (token, entry)) in tokens.list.iter().zip(entries).enumerate() {
            match token.kind {
                TokenKind::Word => {
                    seen.words += 1;
                    seen.own += u32::from(entry.role & role::SELF != 0);
                    seen.negations += u32::from(entry.role & role::NEGATOR != 0);
                    seen.capitals += u32::from(token.caps);
                    seen.hashtags += u32::from(token.hashtag);
                }
                TokenKind::Handle => {
                    seen.handles += 1;
                    seen.handle_first |= at == 0;
                }
                TokenKind::Address => seen.address = true,
                TokenKind::Emoji => seen.emoji += 1,
                TokenKind::Mark => {
                    seen.exclamations += u32::from(first_char(tokens, token) == '!');
                }
            }
        }
        seen
    }

    fn values(&self) -> [f32; SURFACES] {
        let some = |n: u32, top: f32| (n as f32).min(top) / top;
        let flag = |b: bool| f32::from(u8::from(b));
        [
            (1.0 + self.words as f32).ln() / 4.0,
            some(self.own, 3.0),
            flag(self.own > 0),
            some(self.negations, 2.0),
            some(self.capitals, 4.0),
            some(self.exclamations, 2.0),
            some(self.hashtags, 3.0),
            some(self.emoji, 2.0),
            some(self.handles, 2.0),
            flag(self.handle_first),
            flag(self.address),
        ]
    }
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

/// How strongly the question marks ask, and what they stand behind.
#[derive(Default)]
struct Asked {
    strength: f32,
    marks: u32,
    /// The post ends so, addresses, hashtags and pictures aside.
    last: bool,
    /// `?!`
    shouted: bool,
    negated: bool,
    own: bool,
    you: bool,
    anyone: bool,
    opened: bool,
    short: bool,
}

impl Asked {
    fn of(tokens: &Tokens, entries: &[Entry]) -> Self {
        let mut asked = Self::default();
        let mut strength = 0.0f32;
        let mut roles = 0u8;
        let mut shouted = false;
        let (mut words, mut opening, mut second) = (0u32, false, false);
        let mut addresses_after = false;
        for (token, entry) in tokens.list.iter().zip(entries) {
            match token.kind {
                TokenKind::Word if !token.hashtag => {
                    words += 1;
                    roles |= entry.role;
                    asked.last = false;
                    shouted = false;
                    let asks = entry.role & role::ASKS != 0;
                    opening |= asks && words <= 2;
                    second |= asks && words > 2;
                }
                TokenKind::Mark => {
                    let question = is_question_mark(tokens, token);
                    let shouts = first_char(tokens, token) == '!';
                    asked.shouted |= shouts && asked.last || question && shouted;
                    shouted = shouts;
                    if question {
                        asked.last = true;
                        asked.marks += 1;
                        asked.negated |= roles & role::NEGATOR != 0;
                        asked.own |= roles & role::SELF != 0;
                        asked.you |= roles & role::YOU != 0;
                        asked.anyone |= roles & role::ANYONE != 0;
                        asked.opened |= opening;
                        asked.short |= words <= 4;
                    }
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
                        roles = 0;
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
        Self { strength, ..asked }
    }

    fn values(&self, addressed: bool) -> [f32; 10] {
        let flag = |b: bool| f32::from(u8::from(b));
        [
            self.marks.min(3) as f32 / 3.0,
            flag(self.last),
            flag(self.last && addressed),
            flag(self.shouted),
            flag(self.negated),
            flag(self.own),
            flag(self.you),
            flag(self.anyone),
            flag(self.opened),
            flag(self.short),
        ]
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
