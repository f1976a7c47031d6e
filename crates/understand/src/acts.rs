//! What a post does: phrases say so, weighed together with the tone and the question marks.
//!
//! Each language has a text file of phrases (`data/acts/<tag>.txt`), an act and a weight in front. A phrase takes
//! tokens, not letters; no regular expressions. By phrases alone, an act is found from a score of [`ENOUGH`] on. For
//! acts with enough labelled posts (`data/labels/`), the trainer has weighed that score together with what the table
//! says and the surface of the post.

use model::{Act, Acts};

mod asked;
mod phrases;

use crate::tokens::{Token, TokenKind, Tokens};
use crate::vocabulary::{Entry, role};
use asked::Asked;

pub(crate) use phrases::Phrases;

/// From this score of its phrases on, a post does it.
const ENOUGH: f32 = 10.0;
/// A question's phrases that score no more than this say that it is rhetoric.
const REFUSED: f32 = -4.0;
/// Points of the phrases' score that change the log-odds by about one.
const PER_UNIT: f32 = 4.0;

const ACTS: usize = Act::ALL.len();
/// Not an act but a theme: what customers have to do with (orders, apps, accounts). A complaint needs it.
const CUSTOM: usize = ACTS;
/// Not an act either: how questions begin when people chat and leave the mark out.
const CHAT: usize = ACTS + 1;
type Scores = [f32; ACTS + 2];

/// What else is known of the post when its acts are judged.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Tone {
    /// Probabilities of sentiment, where read.
    pub sentiment: Option<[f32; 3]>,
    /// What the table's rows say of praise, complaint, question and plan to buy, and the convolution of question; zero where
    /// not read.
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
        if *act == Act::Question && inputs.remark {
            return true;
        }
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
    /// A bare remark that ends with a question mark, and no phrase says that it is rhetoric: when people chat, that asks.
    pub remark: bool,
}

const HEADS: usize = IN_TABLE + 1;
/// Heads in the table.
const IN_TABLE: usize = 4;
/// Where the strength of the question marks stands among the inputs.
const ASKED: usize = ACTS + 1;
/// How many inputs there are beside the phrases' score.
pub const INPUTS: usize = 47;
/// Where the heads (praise, complaint, question, plan to buy; question by the convolution) stand among the inputs.
pub const FIRST_HEAD: usize = ACTS + 5;
/// Where the surface stands among the inputs, and how many numbers it is.
pub const FIRST_SURFACE: usize = FIRST_HEAD + HEADS + 6;
/// See [`FIRST_SURFACE`].
pub const SURFACES: usize = 11;
/// Heads' outputs are divided by it and cut at ±2.
const HEAD_SCALE: f32 = 4.0;

impl Inputs {
    /// Replaces what the table's heads said: for the trainer, whose heads must not have seen the post.
    pub fn set_heads(&mut self, heads: [f32; IN_TABLE]) {
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
    let mut scores = [0.0; ACTS + 2];
    phrases.score(tokens, entries, tag, &mut scores);
    let asked = Asked::of(tokens, entries);
    let addressed = addressed(tokens);
    let custom = scores.get(CUSTOM).copied().unwrap_or(0.0).min(8.0) + addressed;
    let found: [f32; ACTS] =
        std::array::from_fn(|n| (scores.get(n).copied().unwrap_or(0.0) / 10.0).clamp(-2.0, 2.0));
    let question = scores.get(Act::Question.index()).copied().unwrap_or(0.0);
    let chat = scores.get(CHAT).copied().unwrap_or(0.0).clamp(0.0, 12.0);
    let remark = asked.ends_bare() && question > REFUSED;
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
        .chain(asked.values(addressed > 0.0))
        .chain([chat / 10.0]);
    others.iter_mut().zip(all).for_each(|(to, from)| *to = from);
    Inputs { by_phrases, others, remark }
}

/// What phrases and tone amount to, counted from what makes an act.
fn weigh(mut scores: Scores, asked: &Asked, custom: f32, tone: Tone) -> [f32; ACTS] {
    let chat = scores.get(CHAT).copied().unwrap_or(0.0);
    let [negative, _, positive] = tone.sentiment.unwrap_or([0.2, 0.6, 0.2]);
    let mut add = |act: Act, value: f32| {
        if let Some(score) = scores.get_mut(act.index()) {
            *score += value;
        }
    };
    let chat = if asked.bare { chat } else { 0.0 };
    add(Act::Question, asked.strength + chat);
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

fn first_char(tokens: &Tokens, token: &Token) -> char {
    tokens.units.get(token.start as usize).and_then(|&u| char::from_u32(u)).unwrap_or(' ')
}

#[cfg(test)]
mod tests;
