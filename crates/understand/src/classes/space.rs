//! The features of a user's own classes: words, pairs of words and runs of letters, weighed by how rare they are.

use rustc_hash::FxHashMap;

use crate::tokens::{TokenKind, Tokens};

/// Shortest and longest run of letters.
const RUNS: (usize, usize) = (2, 5);
/// Runs of letters weigh this much of a word or pair.
const RUN_WEIGHT: f32 = 0.8;
const PAIR: u32 = 0x85EB_CA6B;
const RUN: u64 = 0xF135_7AEA_2E62_A9C5;
/// Hashes of words and pairs are odd, those of runs even: that tells the two kinds apart.
const WORD_BIT: u32 = 1;

/// How often each feature stands in one text, by hash in ascending order.
pub(crate) type Counts = Vec<(u32, u16)>;
/// One text in a [`Space`]: columns in ascending order with their values; the squares sum to one.
pub(crate) type Row = Vec<(u32, f32)>;

/// Counts the features of texts. Keeps its buffers.
#[derive(Debug, Default)]
pub(crate) struct Counter {
    tokens: Tokens,
    hashes: Vec<u32>,
}

impl Counter {
    /// Of the first `units` characters of `text`.
    pub fn count(&mut self, text: &str, units: usize) -> Counts {
        self.tokens.read(None, text);
        self.hashes.clear();
        let mut before = 7u32;
        for token in self.tokens.list.iter().take_while(|token| token.end as usize <= units) {
            if token.kind == TokenKind::Mark && token.hash != question_mark() {
                continue;
            }
            let word = mix(token.hash ^ token.digits);
            self.hashes.push(word | WORD_BIT);
            self.hashes.push(mix(before.wrapping_mul(PAIR) ^ word) | WORD_BIT);
            before = word;
        }
        let end = self.tokens.units.len().min(units + 1);
        let text = self.tokens.units.get(..end).unwrap_or_default();
        for start in 0..text.len() {
            let mut hash = 0x51_7C_C1_B7_27_22_0A_95u64;
            for (n, &unit) in text.iter().skip(start).take(RUNS.1).enumerate() {
                hash = (hash ^ u64::from(unit)).wrapping_mul(RUN);
                hash ^= hash >> 31;
                if n + 1 >= RUNS.0 {
                    self.hashes.push((hash >> 32) as u32 & !WORD_BIT);
                }
                // No run goes on over a gap between words, but it may begin or end with one.
                if n > 0 && unit == ' ' as u32 {
                    break;
                }
            }
        }
        self.hashes.sort_unstable();
        let mut counts: Counts = Vec::with_capacity(self.hashes.len());
        for &hash in &self.hashes {
            match counts.last_mut() {
                Some((last, count)) if *last == hash => *count = count.saturating_add(1),
                _ => counts.push((hash, 1)),
            }
        }
        counts
    }
}

/// The features that examples showed, each with a column and its rarity.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Space {
    columns: FxHashMap<u32, u32>,
    /// Hash and inverse document frequency, by column.
    pub features: Vec<(u32, f32)>,
}

impl Space {
    /// At most `most` features of `texts`: those that stand in the most texts.
    pub fn of<'a>(texts: impl Iterator<Item = &'a Counts>, most: usize) -> Self {
        let mut documents: FxHashMap<u32, u32> = FxHashMap::default();
        let mut count = 0u32;
        for text in texts {
            count += 1;
            for (hash, _) in text {
                *documents.entry(*hash).or_default() += 1;
            }
        }
        let mut found: Vec<(u32, u32)> = documents.into_iter().collect();
        found.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        // What a single text shows tells nothing of others, unless there are few texts.
        if count > 400 {
            found.retain(|(_, texts)| *texts > 1);
        }
        found.truncate(most);
        found.sort_unstable();
        let rarity = |texts: u32| (f64::from(1 + count) / f64::from(1 + texts)).ln() + 1.0;
        Self::with(found.into_iter().map(|(hash, texts)| (hash, rarity(texts) as f32)).collect())
    }

    /// With these features, by hash in ascending order.
    pub fn with(features: Vec<(u32, f32)>) -> Self {
        let columns = (0..).zip(&features).map(|(column, (hash, _))| (*hash, column)).collect();
        Self { columns, features }
    }

    /// How many features.
    pub fn len(&self) -> usize {
        self.features.len()
    }

    /// A text's row.
    pub fn row(&self, counts: &Counts) -> Row {
        let mut row: Row = Vec::with_capacity(counts.len());
        let (mut words, mut runs) = (0.0f32, 0.0f32);
        for &(hash, count) in counts {
            let Some(&column) = self.columns.get(&hash) else { continue };
            let rarity = self.features.get(column as usize).map_or(0.0, |(_, rarity)| *rarity);
            let value = (1.0 + f32::from(count).ln()) * rarity;
            *(if hash & WORD_BIT == 1 { &mut words } else { &mut runs }) += value * value;
            row.push((column, value));
        }
        let scale = |sum: f32, weight: f32| if sum > 0.0 { weight / sum.sqrt() } else { 0.0 };
        let whole = (f32::from(u8::from(words > 0.0))
            + RUN_WEIGHT * RUN_WEIGHT * f32::from(u8::from(runs > 0.0)))
        .sqrt()
        .max(1e-6);
        let (words, runs) = (scale(words, 1.0) / whole, scale(runs, RUN_WEIGHT) / whole);
        for (column, value) in &mut row {
            let hash = self.features.get(*column as usize).map_or(0, |(hash, _)| *hash);
            *value *= if hash & WORD_BIT == 1 { words } else { runs };
        }
        row
    }
}

fn question_mark() -> u32 {
    crate::tokens::hash_units(&['?' as u32])
}

fn mix(value: u32) -> u32 {
    let value = (value ^ (value >> 15)).wrapping_mul(0x2C1B_3C6D);
    let value = (value ^ (value >> 12)).wrapping_mul(0x297A_2D39);
    value ^ (value >> 15)
}
