//! What a post does: phrases say so, weighed together with the tone and the question marks.
//!
//! Each language has a text file of phrases (`data/acts/<tag>.txt`), an act and a weight in front. A phrase takes
//! tokens, not letters; no regular expressions. An act is found from a score of [`ENOUGH`] on.

use model::{Act, Acts};

mod phrases;

use crate::tokens::{Token, TokenKind, Tokens};
use crate::vocabulary::{Entry, role};

pub(crate) use phrases::Phrases;

/// From this score on, a post does it.
const ENOUGH: f32 = 10.0;

const ACTS: usize = Act::ALL.len();
/// Not an act but a theme: what customers have to do with (orders, apps, accounts). A complaint needs it.
const CUSTOM: usize = ACTS;
type Scores = [f32; ACTS + 1];

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

/// The acts of a post in the language `tag`.
pub(crate) fn judge(
    phrases: &Phrases,
    tokens: &Tokens,
    entries: &[Entry],
    tag: &str,
    tone: Tone,
) -> Acts {
    let mut scores = [0.0; ACTS + 1];
    phrases.score(tokens, entries, tag, &mut scores);
    weigh(scores, tokens, entries, tone)
}

/// Weighs phrases, tone and question marks.
fn weigh(mut scores: Scores, tokens: &Tokens, entries: &[Entry], tone: Tone) -> Acts {
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
