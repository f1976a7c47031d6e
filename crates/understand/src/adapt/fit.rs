//! The layer over the built-in sentiment, and how it is fitted: gradient descent on the balanced log-loss with a pull
//! towards changing nothing.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::{Row, balance, softmax};

/// Words that may get weights of their own.
const MOST_WORDS: usize = 40;
/// Corrections in which such a word must stand.
const FEWEST_POSTS: u32 = 5;
/// Pull of scale and biases towards 1 and 0.
const PULL: f64 = 0.02;
/// Pull of a word's weights towards 0.
const PULL_WORD: f64 = 0.03;
const STEPS: usize = 250;
const STEP: f64 = 0.5;

/// `scale · log p + bias + the words' weights`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Layer {
    pub scale: f32,
    pub bias: [f32; 3],
    /// By hash, ascending.
    pub words: Vec<(u32, [f32; 3])>,
}

impl Layer {
    /// The logits that it makes of a row.
    pub fn logits(&self, row: &Row) -> [f32; 3] {
        let mut logits = self.bias;
        for (logit, base) in logits.iter_mut().zip(row.logits) {
            *logit += self.scale * base;
        }
        if self.words.is_empty() {
            return logits;
        }
        for word in &row.words {
            if let Ok(at) = self.words.binary_search_by_key(word, |(hash, _)| *hash)
                && let Some((_, weights)) = self.words.get(at)
            {
                logits.iter_mut().zip(weights).for_each(|(logit, w)| *logit += w);
            }
        }
        logits
    }
}

/// First scale and biases, then the words that explain most of what is left, then all together.
pub(crate) fn fit(rows: &[&Row]) -> Layer {
    let mut layer = Layer { scale: 1.0, bias: [0.0; 3], words: Vec::new() };
    descend(rows, &mut layer);
    layer.words = telling(rows, &layer).into_iter().map(|hash| (hash, [0.0; 3])).collect();
    if !layer.words.is_empty() {
        descend(rows, &mut layer);
    }
    layer
}

/// The words whose posts are misread most in one direction, by hash.
fn telling(rows: &[&Row], layer: &Layer) -> Vec<u32> {
    let weights = balance(rows.iter().copied());
    let mut found: FxHashMap<u32, (u32, [f64; 3], f64)> = FxHashMap::default();
    for row in rows {
        let p = softmax(layer.logits(row));
        let weight = weights.get(row.truth.index()).copied().unwrap_or(0.0);
        for word in &row.words {
            let (posts, pulls, square) = found.entry(*word).or_default();
            *posts += 1;
            *square += weight * weight;
            for (class, (pull, p)) in pulls.iter_mut().zip(p).enumerate() {
                let is = f64::from(u8::from(class == row.truth.index()));
                *pull += weight * (is - f64::from(p));
            }
        }
    }
    let strength = |pulls: [f64; 3], square: f64| {
        pulls.iter().fold(0.0f64, |most, pull| most.max(pull.abs())) / square.sqrt().max(1e-12)
    };
    let mut ranked: Vec<(f64, u32)> = found
        .into_iter()
        .filter(|(_, (posts, ..))| *posts >= FEWEST_POSTS && (*posts as usize) * 2 < rows.len())
        .map(|(hash, (_, pulls, square))| (strength(pulls, square), hash))
        .collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut words: Vec<u32> = ranked.into_iter().take(MOST_WORDS).map(|(_, hash)| hash).collect();
    words.sort_unstable();
    words
}

fn descend(rows: &[&Row], layer: &mut Layer) {
    let weights = balance(rows.iter().copied());
    let known: Vec<Vec<u32>> = rows
        .iter()
        .map(|row| {
            let place = |word: &u32| layer.words.binary_search_by_key(word, |(hash, _)| *hash).ok();
            row.words.iter().filter_map(place).map(|place| place as u32).collect()
        })
        .collect();
    for _ in 0..STEPS {
        let mut scale = PULL * f64::from(layer.scale - 1.0);
        let mut bias = layer.bias.map(|bias| PULL * f64::from(bias));
        let mut words: Vec<[f64; 3]> =
            layer.words.iter().map(|(_, w)| w.map(|w| PULL_WORD * f64::from(w))).collect();
        for (row, places) in rows.iter().zip(&known) {
            let p = softmax(layer.logits(row));
            let weight = weights.get(row.truth.index()).copied().unwrap_or(0.0);
            let mut wrong = [0.0f64; 3];
            for (class, (wrong, p)) in wrong.iter_mut().zip(p).enumerate() {
                let is = f64::from(u8::from(class == row.truth.index()));
                *wrong = weight * (f64::from(p) - is);
            }
            for ((bias, wrong), logit) in bias.iter_mut().zip(wrong).zip(row.logits) {
                *bias += wrong;
                scale += wrong * f64::from(logit);
            }
            for place in places {
                if let Some(word) = words.get_mut(*place as usize) {
                    word.iter_mut().zip(wrong).for_each(|(word, wrong)| *word += wrong);
                }
            }
        }
        // A scale under zero would turn the model round.
        layer.scale = (f64::from(layer.scale) - STEP * scale).clamp(0.05, 3.0) as f32;
        layer.bias.iter_mut().zip(bias).for_each(|(b, slope)| *b -= (STEP * slope) as f32);
        for ((_, weights), slopes) in layer.words.iter_mut().zip(words) {
            weights.iter_mut().zip(slopes).for_each(|(w, slope)| *w -= (STEP * slope) as f32);
        }
    }
}
