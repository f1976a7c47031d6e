//! The hashed side of the model: words, pairs of words and runs of characters, each a 32-bit number.
//!
//! The trainer and the reader both call [`Features::read`]; that is what keeps them in step.

use crate::signals::{self, SIGNALS};
use crate::tokens::{TokenKind, Tokens};
use crate::vocabulary::{Entry, Vocabulary, role};

/// The features of one post.
#[derive(Debug, Clone)]
pub struct Features {
    /// Words and pairs first, then runs of characters.
    pub hashes: Vec<u32>,
    /// How many of `hashes` are words and pairs.
    pub words: usize,
    /// Lexica and surface.
    pub signals: [f32; SIGNALS],
    pub(crate) entries: Vec<Entry>,
}

impl Default for Features {
    fn default() -> Self {
        Self { hashes: Vec::new(), words: 0, signals: [0.0; SIGNALS], entries: Vec::new() }
    }
}

const PAIR: u32 = 0x85EB_CA6B;
const TRIPLE: u32 = 0x27D4_EB2F;
const NEGATED: u32 = 0x1656_67B1;
const RUN: u64 = 0xF135_7AEA_2E62_A9C5;
/// Shortest and longest run of characters.
const RUNS: (usize, usize) = (3, 5);

impl Features {
    /// Replaces the features by those of another post. `salt` keeps languages apart: equal spellings mean different
    /// things in them.
    pub(crate) fn read(&mut self, tokens: &Tokens, salt: u32, lexica: bool) {
        self.hashes.clear();
        signals::read(tokens, &self.entries, lexica, &mut self.signals);
        self.read_words(tokens, salt);
        self.words = self.hashes.len();
        self.read_runs(tokens, salt);
    }

    /// Looks every token up.
    pub(crate) fn look_up(&mut self, tokens: &Tokens, vocabulary: &Vocabulary) {
        self.entries.clear();
        self.entries.extend(tokens.list.iter().map(|token| vocabulary.get(token.hash)));
    }

    fn read_words(&mut self, tokens: &Tokens, salt: u32) {
        let (mut last, mut before) = (1u32, 2u32);
        let mut negated = false;
        for (token, entry) in tokens.list.iter().zip(&self.entries) {
            if token.kind == TokenKind::Mark {
                negated = false;
            }
            let plain = token.hash ^ if token.kind == TokenKind::Word { salt } else { 0 };
            let marked =
                if negated && token.kind == TokenKind::Word { mix(plain ^ NEGATED) } else { plain };
            self.hashes.push(mix(marked));
            if marked != plain {
                self.hashes.push(mix(plain));
            }
            self.hashes.push(mix(mix(last ^ PAIR) ^ marked));
            self.hashes.push(mix(mix(mix(before ^ TRIPLE) ^ last) ^ marked));
            before = last;
            last = marked;
            negated |= entry.role & role::NEGATOR != 0;
        }
    }

    fn read_runs(&mut self, tokens: &Tokens, salt: u32) {
        let seed = u64::from(salt) << 7 ^ 0x51_7C_C1_B7_27_22_0A_95;
        for window in tokens.units.windows(RUNS.1) {
            let mut hash = seed;
            for (n, &unit) in window.iter().enumerate() {
                hash = (hash ^ u64::from(unit)).wrapping_mul(RUN);
                hash ^= hash >> 31;
                if n + 1 >= RUNS.0 {
                    self.hashes.push((hash >> 32) as u32);
                }
            }
        }
    }
}

#[inline]
fn mix(value: u32) -> u32 {
    let value = (value ^ (value >> 15)).wrapping_mul(0x2C1B_3C6D);
    let value = (value ^ (value >> 12)).wrapping_mul(0x297A_2D39);
    value ^ (value >> 15)
}
