//! Classes of a user's own: from named examples to a classifier in seconds, with an honest figure of its quality.
//!
//! Words, pairs of words and runs of letters, weighed by rarity (tf-idf), under multinomial logistic regression. Twenty
//! examples for each class are a beginning, a hundred are plenty. Whatever quality is reported was measured on examples
//! that the classifier had not seen (stratified cross-validation), and the learning curve says whether more would help.

use serde::{Deserialize, Serialize};

mod file;
mod fit;
mod judge;
mod space;

pub use judge::{ClassQuality, CurvePoint, Quality};

pub(crate) use fit::Chance;

use fit::{Linear, fit, softmax};
use space::{Counter, Counts, Row, Space};

/// Most classes of one classifier.
pub const MOST_CLASSES: usize = 500;
/// Most examples of one classifier.
pub const MOST_EXAMPLES: usize = 100_000;
/// Fewest examples of each class.
pub const FEWEST_EXAMPLES: usize = 5;
/// The class of what is not the one class, where there is one ([`Classes::train_one`]).
pub const REST: &str = "rest";

/// Weights that a classifier may have while it learns; more features are left out.
const MOST_WEIGHTS: usize = 24 << 20;
/// Characters of a text that are read, and how many of them when there are very many texts.
const UNITS: (u32, u32) = (1_200, 400);
const MANY: usize = 20_000;

/// A text that somebody put into a class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// The class's name.
    pub class: String,
    /// The text.
    pub text: String,
}

/// Why no classifier can be made, or a file holds none.
#[derive(Debug, thiserror::Error)]
pub enum ClassError {
    /// One class tells nothing apart.
    #[error(
        "all examples are of the class `{0}`: add examples of other classes, or posts that are not of it (--background)"
    )]
    OneClass(String),
    /// Nothing to learn from.
    #[error("there are no examples: each needs a text and the name of its class")]
    NoExamples,
    /// Too few to measure anything.
    #[error(
        "the class `{class}` has {have} different examples and needs at least {FEWEST_EXAMPLES} (20 or more are better): add some, or leave the class out"
    )]
    TooFew {
        /// The class.
        class: String,
        /// Its examples, equal ones counted once.
        have: usize,
    },
    /// More than this is made for.
    #[error(
        "there are {0} classes, at most {MOST_CLASSES} can be told apart: check that the right column holds the class"
    )]
    TooManyClasses(usize),
    /// More than this is made for.
    #[error("there are {0} examples, at most {MOST_EXAMPLES} can be used: leave out some")]
    TooManyExamples(usize),
    /// Not ours, cut off or made by another version.
    #[error(
        "this is no file of classes, it is damaged or of another version: train it again ({0})"
    )]
    Damaged(String),
}

/// What a text was read as.
#[derive(Debug, Clone, PartialEq)]
pub struct Guess<'a> {
    /// The class.
    pub class: &'a str,
    /// Its probability.
    pub probability: f32,
    /// The most probable classes with their probabilities, at most three, the best first.
    pub likely: Vec<(&'a str, f32)>,
}

/// The buffers of one reading thread.
#[derive(Debug, Default)]
pub struct ClassScratch {
    counter: Counter,
    scores: Vec<f32>,
}

/// A trained classifier.
#[derive(Debug, Clone, PartialEq)]
pub struct Classes {
    head: Head,
    space: Space,
    /// A row of one weight per class for each feature, in steps of the class's scale.
    weights: Vec<i8>,
}

/// What a file says of itself in front.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Head {
    names: Vec<String>,
    /// Characters of a text that are read.
    units: u32,
    bias: Vec<f32>,
    scales: Vec<f32>,
    /// Logits are divided by it; chosen on examples that were not learned from.
    temperature: f32,
    /// With one class against the rest: from this probability on a text is of it.
    from: Option<f32>,
    quality: Quality,
}

/// Examples as numbers.
struct Prepared {
    names: Vec<String>,
    texts: Vec<Counts>,
    labels: Vec<u16>,
    units: u32,
    repeated: u64,
}

impl Classes {
    /// Learns the classes of `examples` and measures how well it tells them apart. `seed` decides which examples are
    /// held back together: the same examples and seed give the same classifier.
    ///
    /// # Errors
    /// When there are not at least two classes with [`FEWEST_EXAMPLES`] each, or too many of anything.
    pub fn train(examples: &[Example], seed: u64) -> Result<Self, ClassError> {
        let prepared = prepare(examples)?;
        Ok(Self::learn(&prepared, seed, false))
    }

    /// Learns one class against the rest: `examples` are texts of it, `background` texts that are not (plain posts of the
    /// market will do, as long as few of them are of the class). What it reads is `name` or [`REST`].
    ///
    /// # Errors
    /// When there are fewer than [`FEWEST_EXAMPLES`] on one side, or too many of anything.
    pub fn train_one(
        name: &str,
        examples: &[String],
        background: &[String],
        seed: u64,
    ) -> Result<Self, ClassError> {
        let of = |class: &str, texts: &[String]| -> Vec<Example> {
            texts
                .iter()
                .map(|text| Example { class: class.to_owned(), text: text.clone() })
                .collect()
        };
        // The class comes first, however it is called.
        let known: std::collections::HashSet<&String> = examples.iter().collect();
        let others: Vec<String> =
            background.iter().filter(|text| !known.contains(text)).cloned().collect();
        let mut all = of(name, examples);
        all.extend(of(REST, &others));
        let mut prepared = prepare(&all)?;
        if prepared.names.first().map(String::as_str) != Some(name) {
            prepared.names.reverse();
            prepared.labels.iter_mut().for_each(|label| *label = 1 - *label);
        }
        Ok(Self::learn(&prepared, seed, true))
    }

    fn learn(prepared: &Prepared, seed: u64, one: bool) -> Self {
        let judged = judge::judge(prepared, seed, one);
        let all: Vec<usize> = (0..prepared.texts.len()).collect();
        let (space, linear) = learn_some(prepared, &all, seed);
        let (weights, scales) = pack(&linear);
        let head = Head {
            names: prepared.names.clone(),
            units: prepared.units,
            bias: linear.bias,
            scales,
            temperature: judged.temperature,
            from: judged.from,
            quality: judged.quality,
        };
        Self { head, space, weights }.pruned()
    }

    /// Reads a text. Of an empty one nothing is known but how frequent the classes are.
    pub fn read(&self, scratch: &mut ClassScratch, text: &str) -> Guess<'_> {
        let counts = scratch.counter.count(text, self.head.units as usize);
        let row = self.space.row(&counts);
        let scores = &mut scratch.scores;
        self.scores(&row, scores);
        softmax(scores);
        let mut order: Vec<usize> = (0..scores.len()).collect();
        let at = |class: usize| scores.get(class).copied().unwrap_or(0.0);
        order.sort_by(|a, b| at(*b).total_cmp(&at(*a)).then(a.cmp(b)));
        if let Some(from) = self.head.from
            && (order.first() == Some(&0)) != (at(0) >= from)
        {
            order.reverse();
        }
        let name = |class: usize| self.head.names.get(class).map_or("", String::as_str);
        let likely: Vec<(&str, f32)> =
            order.iter().take(3).map(|class| (name(*class), at(*class))).collect();
        let (class, probability) = likely.first().copied().unwrap_or(("", 0.0));
        Guess { class, probability, likely }
    }

    /// Measures it on examples that it did not learn from; classes that it does not know count as errors.
    pub fn test(&self, examples: &[Example]) -> Quality {
        let mut scratch = ClassScratch::default();
        let mut names = self.head.names.clone();
        let mut pairs = Vec::with_capacity(examples.len());
        for example in examples {
            let guess = self.read(&mut scratch, &example.text).class.to_owned();
            let mut number = |name: &str| match names.iter().position(|known| known == name) {
                Some(place) => place,
                None => {
                    names.push(name.to_owned());
                    names.len() - 1
                }
            };
            let truth = number(example.class.trim());
            pairs.push((truth, number(&guess)));
        }
        judge::quality(&names, &pairs)
    }

    /// What was measured on its own examples when it was made.
    pub fn quality(&self) -> &Quality {
        &self.head.quality
    }

    /// The classes' names.
    pub fn names(&self) -> &[String] {
        &self.head.names
    }

    fn scores(&self, row: &Row, into: &mut Vec<f32>) {
        let classes = self.head.names.len();
        into.clear();
        into.resize(classes, 0.0);
        for (column, value) in row {
            let from = *column as usize * classes;
            let line = self.weights.get(from..from + classes).unwrap_or_default();
            into.iter_mut().zip(line).for_each(|(sum, w)| *sum += value * f32::from(*w));
        }
        let each = into.iter_mut().zip(&self.head.scales).zip(&self.head.bias);
        each.for_each(|((sum, scale), bias)| {
            *sum = (*sum * scale + bias) / self.head.temperature;
        });
    }

    /// Without the features whose weights came to nothing. They still count in a text's length; so little that it is
    /// not measured.
    fn pruned(self) -> Self {
        let classes = self.head.names.len().max(1);
        let lines = self.space.features.iter().zip(self.weights.chunks_exact(classes));
        let kept: Vec<_> =
            lines.filter(|(_, line)| line.iter().any(|w| w.unsigned_abs() > 1)).collect();
        let features = kept.iter().map(|(feature, _)| **feature).collect();
        let weights = kept.iter().flat_map(|(_, line)| line.iter().copied()).collect();
        Self { space: Space::with(features), weights, ..self }
    }
}

/// Learns from the examples at `places` alone.
fn learn_some(prepared: &Prepared, places: &[usize], seed: u64) -> (Space, Linear) {
    let classes = prepared.names.len();
    let texts = || places.iter().filter_map(|place| prepared.texts.get(*place));
    let space = Space::of(texts(), MOST_WEIGHTS / classes.max(1));
    let rows: Vec<Row> = texts().map(|counts| space.row(counts)).collect();
    let rows: Vec<&Row> = rows.iter().collect();
    let labels: Vec<u16> =
        places.iter().filter_map(|place| prepared.labels.get(*place).copied()).collect();
    let linear = fit(&rows, &labels, classes, space.len(), seed);
    (space, linear)
}

/// One signed byte for each weight, and each class's scale.
fn pack(linear: &Linear) -> (Vec<i8>, Vec<f32>) {
    let mut most = vec![1e-9f32; linear.classes];
    for line in linear.weights.chunks_exact(linear.classes.max(1)) {
        most.iter_mut().zip(line).for_each(|(most, w)| *most = most.max(w.abs()));
    }
    let scales: Vec<f32> = most.iter().map(|most| most / 127.0).collect();
    let steps = |line: &[f32]| -> Vec<i8> {
        line.iter().zip(&scales).map(|(w, scale)| (w / scale).round() as i8).collect()
    };
    let weights = linear.weights.chunks_exact(linear.classes.max(1)).flat_map(steps).collect();
    (weights, scales)
}

fn prepare(examples: &[Example]) -> Result<Prepared, ClassError> {
    if examples.len() > MOST_EXAMPLES {
        return Err(ClassError::TooManyExamples(examples.len()));
    }
    let mut names: Vec<String> = examples.iter().map(|e| e.class.trim().to_owned()).collect();
    names.sort_unstable();
    names.dedup();
    match names.as_slice() {
        [] => return Err(ClassError::NoExamples),
        [one] => return Err(ClassError::OneClass(one.clone())),
        many if many.len() > MOST_CLASSES => return Err(ClassError::TooManyClasses(many.len())),
        _ => {}
    }
    let units = if examples.len() > MANY { UNITS.1 } else { UNITS.0 };
    let mut counter = Counter::default();
    let mut seen = rustc_hash::FxHashSet::default();
    let (mut texts, mut labels, mut repeated) = (Vec::new(), Vec::new(), 0);
    for example in examples {
        let label = names.binary_search_by(|name| name.as_str().cmp(example.class.trim()));
        let label = label.unwrap_or(0) as u16;
        // The same text twice would stand on both sides of the cross-validation.
        if !seen.insert((label, example.text.trim())) {
            repeated += 1;
            continue;
        }
        texts.push(counter.count(&example.text, units as usize));
        labels.push(label);
    }
    for (label, name) in (0u16..).zip(&names) {
        let have = labels.iter().filter(|of| **of == label).count();
        if have < FEWEST_EXAMPLES {
            return Err(ClassError::TooFew { class: name.clone(), have });
        }
    }
    Ok(Prepared { names, texts, labels, units, repeated })
}

#[cfg(test)]
mod tests;
