//! Learning from corrections: how a workspace's own labels sharpen the sentiment, and the knowledge of its error.
//!
//! The built-in model stays as it is. Over its probabilities lies a small layer: one scale, a bias for each class (the
//! shift of the classes), and a few words that this market uses in its own way, all held close to "change nothing". It is
//! kept only when cross-validation over the corrections finds that it helps in both figures that count. Every class weighs
//! the same in fitting and judging, so that probabilities still assume equally frequent classes, as the built-in ones do.

use model::{Confusion, Label, Sentiment};
use serde::{Deserialize, Serialize};

use crate::classes::Chance;
use crate::reader::Scratch;
use crate::tokens::{TokenKind, Tokens};

mod fit;
mod learned;
mod pool;

pub use learned::{Learned, Lesson, SETTING, classifier, is_due, number};
pub use pool::pool;

use fit::{Layer, fit};

/// From this many corrections on an adaptation is tried.
pub const FEWEST: usize = 200;
/// Fewest corrections of each class.
pub const FEWEST_OF_CLASS: usize = 10;
const FOLDS: usize = 5;

/// A post that a person labelled, whether that changed the label or confirmed it.
#[derive(Debug, Clone, PartialEq)]
pub struct Corrected {
    /// What was said.
    pub text: String,
    /// What the built-in model made of it.
    pub read: Sentiment,
    /// What it is.
    pub truth: Label,
}

/// How well readings fit the corrections; every class counts the same.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Fitness {
    /// Mean over the classes of the mean negative logarithm of the true class's probability; less is better.
    pub log_loss: f64,
    /// Mean over the classes of the share that was labelled right.
    pub macro_recall: f64,
}

/// A workspace's own layer over the built-in sentiment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Adaptation {
    layer: Layer,
    /// Without it, on the corrections.
    pub before: Fitness,
    /// With it, on corrections that it had not seen.
    pub after: Fitness,
    /// Corrections that it learned from.
    pub corrections: u64,
}

/// What came of trying to adapt.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// It helps.
    Adapted(Box<Adaptation>),
    /// Everything stays as it was.
    Kept {
        /// Why, as a sentence with the figures.
        why: String,
        /// Without and with the layer, where that was measured.
        figures: Option<(Fitness, Fitness)>,
    },
}

/// Fits the layer and keeps it when it helps. `seed` decides which corrections are held back together.
pub fn adapt(corrections: &[Corrected], seed: u64) -> Outcome {
    let kept = |why: String| Outcome::Kept { why, figures: None };
    if corrections.len() < FEWEST {
        return kept(format!(
            "kept as it was: there are {} corrections, {FEWEST} are needed before an adaptation can be judged",
            corrections.len()
        ));
    }
    for label in Label::ALL {
        let have = corrections.iter().filter(|c| c.truth == *label).count();
        if have < FEWEST_OF_CLASS {
            return kept(format!(
                "kept as it was: only {have} of the corrections are {}, {FEWEST_OF_CLASS} of each label are needed",
                label.as_str()
            ));
        }
    }
    let rows: Vec<Row> = corrections.iter().map(Row::of).collect();
    let before_each: Vec<[f32; 3]> = rows.iter().map(|row| softmax(row.logits)).collect();
    let before = fitness(&rows, &before_each);
    let folds = folds(&rows, seed);
    let mut after_each = before_each.clone();
    for fold in 0..FOLDS as u8 {
        let learned: Vec<&Row> =
            rows.iter().zip(&folds).filter(|(_, of)| **of != fold).map(|(row, _)| row).collect();
        let layer = fit(&learned);
        for ((row, of), after) in rows.iter().zip(&folds).zip(&mut after_each) {
            if *of == fold {
                *after = softmax(layer.logits(row));
            }
        }
    }
    let after = fitness(&rows, &after_each);
    let (gain, error) = gain(&rows, &before_each, &after_each);
    if gain <= error || after.macro_recall <= before.macro_recall {
        let why = format!(
            "kept as it was: on unseen corrections log-loss would go from {:.3} to {:.3} (less is better; chance alone gives ± {error:.3}) and macro recall from {:.1} to {:.1} %",
            before.log_loss,
            after.log_loss,
            before.macro_recall * 100.0,
            after.macro_recall * 100.0
        );
        return Outcome::Kept { why, figures: Some((before, after)) };
    }
    let all: Vec<&Row> = rows.iter().collect();
    let corrections = rows.len() as u64;
    Outcome::Adapted(Box::new(Adaptation { layer: fit(&all), before, after, corrections }))
}

impl Adaptation {
    /// The sentiment of the post that `scratch` has just read, as this workspace means it.
    pub fn apply(&self, scratch: &Scratch, read: Sentiment) -> Sentiment {
        self.of_row(&Row::of_tokens(&scratch.tokens, read, Label::Neutral))
    }

    /// The same for a text alone.
    pub fn apply_to_text(&self, text: &str, read: Sentiment) -> Sentiment {
        self.of_row(&Row::of(&Corrected { text: text.to_owned(), read, truth: Label::Neutral }))
    }

    fn of_row(&self, row: &Row) -> Sentiment {
        let [negative, neutral, positive] = softmax(self.layer.logits(row));
        Sentiment { negative, neutral, positive }
    }

    /// What each correction would be read as by a layer that had not seen it: for [`pool`], which must not be told of
    /// errors smaller than they are.
    pub fn unseen_labels(corrections: &[Corrected], seed: u64) -> Vec<(Label, Label)> {
        let rows: Vec<Row> = corrections.iter().map(Row::of).collect();
        let folds = folds(&rows, seed);
        let layers: Vec<Layer> = (0..FOLDS as u8)
            .map(|fold| {
                let others = rows.iter().zip(&folds).filter(|(_, of)| **of != fold);
                fit(&others.map(|(row, _)| row).collect::<Vec<_>>())
            })
            .collect();
        let read = |(row, fold): (&Row, &u8)| {
            let logits = layers.get(usize::from(*fold)).map_or(row.logits, |l| l.logits(row));
            (label_of(softmax(logits)), row.truth)
        };
        rows.iter().zip(&folds).map(read).collect()
    }
}

/// A correction as numbers.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    /// Logarithms of the built-in probabilities.
    pub logits: [f32; 3],
    /// Hashes of its words, each once.
    pub words: Vec<u32>,
    pub truth: Label,
}

impl Row {
    fn of(correction: &Corrected) -> Self {
        let mut tokens = Tokens::default();
        tokens.read(None, &correction.text);
        Self::of_tokens(&tokens, correction.read, correction.truth)
    }

    fn of_tokens(tokens: &Tokens, read: Sentiment, truth: Label) -> Self {
        let logits =
            read.as_array().map(|p| if p.is_finite() { p.clamp(1e-4, 1.0).ln() } else { 0.0 });
        let of_tone = |kind| matches!(kind, TokenKind::Word | TokenKind::Emoji);
        let mut words: Vec<u32> =
            tokens.list.iter().filter(|t| of_tone(t.kind)).map(|token| token.hash).collect();
        words.sort_unstable();
        words.dedup();
        Self { logits, words, truth }
    }
}

/// The fold of each correction; each class is spread over all folds.
fn folds(rows: &[Row], seed: u64) -> Vec<u8> {
    let mut order: Vec<usize> = (0..rows.len()).collect();
    Chance(seed).shuffle(&mut order);
    let mut next = [0usize; 3];
    let mut folds = vec![0u8; rows.len()];
    for place in order {
        let label = rows.get(place).map_or(0, |row| row.truth.index());
        if let (Some(next), Some(fold)) = (next.get_mut(label), folds.get_mut(place)) {
            *fold = (*next % FOLDS) as u8;
            *next += 1;
        }
    }
    folds
}

fn loss(row: &Row, p: &[f32; 3]) -> f64 {
    -f64::from(p.get(row.truth.index()).copied().unwrap_or(0.0).max(1e-6)).ln()
}

/// What an example of each class weighs, so that classes weigh the same; their sum over all rows is one.
pub(crate) fn balance<'a>(rows: impl Iterator<Item = &'a Row>) -> [f64; 3] {
    let mut counts = [0u32; 3];
    for row in rows {
        if let Some(count) = counts.get_mut(row.truth.index()) {
            *count += 1;
        }
    }
    counts.map(|count| 1.0 / 3.0 / f64::from(count.max(1)))
}

fn fitness(rows: &[Row], read: &[[f32; 3]]) -> Fitness {
    let weights = balance(rows.iter());
    let (mut log_loss, mut macro_recall) = (0.0, 0.0);
    for (row, p) in rows.iter().zip(read) {
        let weight = weights.get(row.truth.index()).copied().unwrap_or(0.0);
        log_loss += weight * loss(row, p);
        macro_recall += weight * f64::from(u8::from(label_of(*p) == row.truth));
    }
    Fitness { log_loss, macro_recall }
}

/// By how much the log-loss falls, and the standard error of that.
fn gain(rows: &[Row], before: &[[f32; 3]], after: &[[f32; 3]]) -> (f64, f64) {
    let weights = balance(rows.iter());
    let each: Vec<f64> = rows
        .iter()
        .zip(before.iter().zip(after))
        .map(|(row, (before, after))| {
            let weight = weights.get(row.truth.index()).copied().unwrap_or(0.0);
            weight * (loss(row, before) - loss(row, after))
        })
        .collect();
    let sum: f64 = each.iter().sum();
    let mean = sum / each.len().max(1) as f64;
    let error = each.iter().map(|gain| (gain - mean).powi(2)).sum::<f64>().sqrt();
    (sum, error)
}

fn label_of(p: [f32; 3]) -> Label {
    let [negative, neutral, positive] = p;
    Sentiment { negative, neutral, positive }.label()
}

fn softmax(logits: [f32; 3]) -> [f32; 3] {
    let top = logits.iter().copied().fold(f32::MIN, f32::max);
    let powers = logits.map(|logit| (logit - top).exp());
    let sum: f32 = powers.iter().sum();
    powers.map(|power| power / sum)
}

/// The label pairs (read, true) of corrections as the built-in model read them, for [`pool`].
pub fn labels(corrections: &[Corrected]) -> Vec<(Label, Label)> {
    corrections.iter().map(|c| (c.read.label(), c.truth)).collect()
}

/// The confusion that an assessment should use: the adapted layer's where one is kept, the built-in model's otherwise, both
/// narrowed by the corrections. `read` as for [`pool`], by the same layer.
pub fn confusion(
    built_in: &Confusion,
    corrections: &[Corrected],
    outcome: &Outcome,
    read: [u64; 3],
    seed: u64,
) -> Confusion {
    match outcome {
        Outcome::Adapted(_) => pool(built_in, &Adaptation::unseen_labels(corrections, seed), read),
        Outcome::Kept { .. } => pool(built_in, &labels(corrections), read),
    }
}

#[cfg(test)]
mod tests;
