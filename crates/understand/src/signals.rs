//! The dense side of the model: what the lexica and the surface of a post say, as some forty numbers.
//!
//! The valence arithmetic follows VADER (Hutto & Gilbert 2014, MIT): boosters, capitals, negation within three words,
//! `but`. Only its word scores are taken; how the numbers weigh is learned.

use crate::tokens::{TokenKind, Tokens};
use crate::vocabulary::{Entry, role};

/// How many numbers there are.
pub const SIGNALS: usize = 44;

const NEGATED: f32 = -0.74;
const BOOST: f32 = 0.293;
const CAPITALS: f32 = 0.733;

/// The numbers of a post. `entries` belong to `tokens`, one each; `lexica`: whether the English lexica apply.
pub(crate) fn read(tokens: &Tokens, entries: &[Entry], lexica: bool, out: &mut [f32; SIGNALS]) {
    *out = [0.0; SIGNALS];
    let mut valence = Valence::default();
    let mut surface = Surface::default();
    let mut boost = 0.0f32;
    let mut since_negation = 9u32;
    for (token, entry) in tokens.list.iter().zip(entries) {
        let first_unit = tokens.units.get(token.start as usize).copied().unwrap_or(0);
        surface.see(token.kind, first_unit, token.end - token.start);
        let emoji = token.kind == TokenKind::Emoji;
        if token.kind != TokenKind::Word && !emoji {
            boost = 0.0;
            if token.kind == TokenKind::Mark {
                since_negation = 9;
            }
            continue;
        }
        surface.capitals += u32::from(token.caps);
        surface.elongated += u32::from(token.elongated);
        surface.hashtags += u32::from(token.hashtag);
        surface.numbers += u32::from(token.number);
        surface.own += u32::from(entry.role & role::SELF != 0);
        if lexica || emoji {
            let strength = boost + if token.caps { CAPITALS } else { 0.0 };
            let negated = since_negation < 3 && !emoji;
            valence.see(*entry, strength, negated, token.hashtag, emoji);
        }
        boost = match entry.role {
            r if r & role::BOOSTER != 0 => boost + BOOST,
            r if r & role::DAMPENER != 0 => boost - BOOST,
            _ => boost * 0.9,
        };
        since_negation += 1;
        if entry.role & role::NEGATOR != 0 {
            since_negation = 0;
            surface.negations += 1;
        }
        if entry.role & role::BUT != 0 {
            surface.buts += 1;
            valence.turn();
        }
    }
    valence.write(out);
    surface.write(out);
}

#[derive(Default)]
struct Valence {
    plus: f32,
    minus: f32,
    most: f32,
    least: f32,
    first: f32,
    last: f32,
    pluses: u32,
    minuses: u32,
    good: u32,
    bad: u32,
    not_good: u32,
    not_bad: u32,
    pictured: f32,
    last_pictured: f32,
    tagged: f32,
}

impl Valence {
    fn see(&mut self, entry: Entry, strength: f32, negated: bool, hashtag: bool, emoji: bool) {
        match (entry.opinion, negated) {
            (1, false) => self.good += 1,
            (1, true) => self.not_good += 1,
            (-1, false) => self.bad += 1,
            (-1, true) => self.not_bad += 1,
            _ => {}
        }
        if entry.valence == 0 {
            return;
        }
        let raw = f32::from(entry.valence) / 30.0;
        let mut value = raw + strength * raw.signum();
        if negated {
            value *= NEGATED;
        }
        if emoji {
            self.pictured += value;
            self.last_pictured = value;
        }
        if hashtag {
            self.tagged += value;
        }
        if value > 0.0 {
            self.plus += value;
            self.pluses += 1;
        } else {
            self.minus += value;
            self.minuses += 1;
        }
        self.most = self.most.max(value);
        self.least = self.least.min(value);
        if self.pluses + self.minuses == 1 {
            self.first = value;
        }
        self.last = value;
    }

    /// `but`: what was said before weighs half.
    fn turn(&mut self) {
        self.plus *= 0.5;
        self.minus *= 0.5;
    }

    fn write(&self, out: &mut [f32; SIGNALS]) {
        let sum = self.plus + self.minus;
        let compound = sum / (sum * sum + 15.0).sqrt();
        let count = |n: u32| (n.min(6) as f32) / 3.0;
        let flag = |b: bool| f32::from(u8::from(b));
        let tilt =
            self.good as f32 + self.not_bad as f32 * 0.5 - self.bad as f32 - self.not_good as f32;
        let values = [
            compound,
            squeeze(self.plus),
            squeeze(self.minus),
            self.most / 3.0,
            self.least / 3.0,
            self.first / 3.0,
            self.last / 3.0,
            count(self.pluses),
            count(self.minuses),
            count(self.good),
            count(self.bad),
            count(self.not_good),
            count(self.not_bad),
            squeeze(self.pictured),
            self.last_pictured / 3.0,
            squeeze(self.tagged),
            flag(compound > 0.05),
            flag(compound > 0.5),
            flag(compound < -0.05),
            flag(compound < -0.5),
            flag(self.pluses + self.minuses + self.good + self.bad == 0),
            flag(self.pluses > 0 && self.minuses > 0),
            (tilt / 3.0).clamp(-1.0, 1.0),
            flag(tilt > 0.0),
            flag(tilt < 0.0),
        ];
        out.iter_mut().zip(values).for_each(|(to, from)| *to = from);
    }
}

const VALENCES: usize = 25;

/// Grows like the value at first and ever slower after; within ±2.
fn squeeze(value: f32) -> f32 {
    2.0 * value / (4.0 + value.abs())
}

#[derive(Default)]
struct Surface {
    tokens: u32,
    words: u32,
    handles: u32,
    handle_first: bool,
    addresses: u32,
    exclamations: u32,
    questions: u32,
    ellipses: u32,
    quotes: u32,
    emoji: u32,
    capitals: u32,
    elongated: u32,
    hashtags: u32,
    numbers: u32,
    negations: u32,
    buts: u32,
    own: u32,
}

impl Surface {
    fn see(&mut self, kind: TokenKind, unit: u32, len: u32) {
        match kind {
            TokenKind::Word => self.words += 1,
            TokenKind::Handle => {
                self.handle_first |= self.tokens == 0;
                self.handles += 1;
            }
            TokenKind::Address => self.addresses += 1,
            TokenKind::Emoji => self.emoji += 1,
            TokenKind::Mark => match char::from_u32(unit) {
                Some('!') => self.exclamations += len,
                Some('?') => self.questions += len,
                Some('.') if len >= 2 => self.ellipses += 1,
                Some('"') => self.quotes += 1,
                _ => {}
            },
        }
        self.tokens += 1;
    }

    fn write(&self, out: &mut [f32; SIGNALS]) {
        let some = |n: u32, top: f32| (n as f32).min(top) / top;
        let flag = |b: bool| f32::from(u8::from(b));
        let words = self.words.max(1) as f32;
        let values = [
            some(self.exclamations, 3.0),
            some(self.questions, 2.0),
            some(self.ellipses, 2.0),
            flag(self.quotes >= 2),
            some(self.emoji, 3.0),
            self.capitals as f32 / words,
            flag(self.capitals > 0),
            some(self.elongated, 2.0),
            some(self.hashtags, 4.0),
            some(self.handles, 3.0),
            flag(self.handle_first),
            flag(self.addresses > 0),
            (1.0 + self.words as f32).ln() / 4.0,
            some(self.numbers, 3.0),
            some(self.negations, 2.0),
            flag(self.buts > 0),
            some(self.own, 3.0),
            flag(self.words <= 5),
            flag(self.exclamations > 0 && self.questions > 0),
        ];
        out.iter_mut().skip(VALENCES).zip(values).for_each(|(to, from)| *to = from);
    }
}
