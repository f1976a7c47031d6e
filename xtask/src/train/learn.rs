//! Logistic regression by stochastic gradient descent with AdaGrad steps (Duchi, Hazan & Singer 2011), one thread, one
//! seeded order: the same data give the same weights.

use understand::heads::READ;
use understand::training::{SIGNALS, lexica_apply};

use super::corpus::{Corpus, Doc};

/// A linear model of `k` outputs. Rows of `k` weights: one for each feature, each signal (English block, then others'),
/// each extra input, each language.
#[derive(Clone)]
pub struct Linear {
    pub k: usize,
    pub features: Vec<f32>,
    pub signals: Vec<f32>,
    pub extras: Vec<f32>,
    pub bias: Vec<f32>,
}

/// What an example should give.
#[derive(Clone)]
pub enum Target {
    /// This class of a softmax.
    Class(usize),
    /// These probabilities of three classes.
    Soft([f32; 3]),
    /// This class, among those of the mask alone.
    Among(usize, u32),
    /// Yes or no for each output; `None` where nobody said.
    Each(Vec<Option<bool>>),
}

/// One example.
#[derive(Clone)]
pub struct Example {
    pub doc: usize,
    pub target: Target,
    pub weight: f32,
}

/// How to learn.
#[derive(Clone, Copy)]
pub struct Learning {
    pub epochs: usize,
    /// Step of features, and of signals, extras and biases.
    pub rate: f32,
    pub dense_rate: f32,
    /// Where the squared steps start to add up: larger holds rare features back.
    pub start: f32,
    /// Share of a text's features that each look leaves out, at random.
    pub dropout: f32,
    /// Another number, another order and other features left out.
    pub seed: u64,
}

impl Linear {
    fn new(k: usize, features: usize, extras: usize) -> Self {
        Self {
            k,
            features: vec![0.0; features * k],
            signals: vec![0.0; SIGNALS * 2 * k],
            extras: vec![0.0; extras * k],
            bias: vec![0.0; READ.len() * k],
        }
    }

    /// The mean of models of one shape: what chance did to each is averaged out.
    pub fn mean(models: Vec<Self>) -> Option<Self> {
        let count = models.len() as f32;
        let mut models = models.into_iter();
        let mut mean = models.next()?;
        for model in models {
            let add = |to: &mut Vec<f32>, from: &Vec<f32>| {
                to.iter_mut().zip(from).for_each(|(to, from)| *to += from);
            };
            add(&mut mean.features, &model.features);
            add(&mut mean.signals, &model.signals);
            add(&mut mean.extras, &model.extras);
            add(&mut mean.bias, &model.bias);
        }
        for all in [&mut mean.features, &mut mean.signals, &mut mean.extras, &mut mean.bias] {
            all.iter_mut().for_each(|weight| *weight /= count);
        }
        Some(mean)
    }

    /// Adds up a text's outputs into `out`.
    pub fn outputs(&self, corpus: &Corpus, doc: &Doc, extras: &[f32], out: &mut [f32]) {
        self.sum(&corpus.parts(doc), doc, extras, out);
    }

    fn sum(&self, parts: &[(&[u32], f32); 2], doc: &Doc, extras: &[f32], out: &mut [f32]) {
        let k = self.k;
        out.copy_from_slice(&self.bias[doc.place * k..][..k]);
        for &(numbers, weight) in parts {
            for &number in numbers {
                let row = &self.features[number as usize * k..][..k];
                out.iter_mut().zip(row).for_each(|(o, w)| *o += weight * w);
            }
        }
        for (at, value) in signals_of(doc) {
            let row = &self.signals[at * k..][..k];
            out.iter_mut().zip(row).for_each(|(o, w)| *o += value * w);
        }
        for (at, value) in extras.iter().enumerate() {
            let row = &self.extras[at * k..][..k];
            out.iter_mut().zip(row).for_each(|(o, w)| *o += value * w);
        }
    }

    /// Adds `other`'s outputs, weighed by this model's extras, to this model's own weights, so that they are needed no
    /// more: a linear model of a linear model is one.
    pub fn absorb(&mut self, others: &[(&Linear, Vec<f32>, Vec<f32>)]) {
        let k = self.k;
        let mut first = 0;
        for (other, mean, deviation) in others {
            for output in 0..other.k {
                let row = self.extras[(first + output) * k..][..k].to_vec();
                for (j, v) in row.iter().enumerate() {
                    let v = v / deviation[output];
                    let fold = |to: &mut Vec<f32>, from: &Vec<f32>| {
                        for (n, w) in from.chunks(other.k).enumerate() {
                            to[n * k + j] += v * w[output];
                        }
                    };
                    fold(&mut self.features, &other.features);
                    fold(&mut self.signals, &other.signals);
                    for (n, w) in other.bias.chunks(other.k).enumerate() {
                        self.bias[n * k + j] += v * (w[output] - mean[output]);
                    }
                }
            }
            first += other.k;
        }
        self.extras.clear();
    }
}

/// The numbers of a text's signals that are not zero, in the block of its language, and their values.
fn signals_of(doc: &Doc) -> impl Iterator<Item = (usize, f32)> + '_ {
    let block = if lexica_apply(doc.place) { 0 } else { SIGNALS };
    let some = doc.signals.iter().enumerate().filter(|(_, value)| **value != 0.0);
    some.map(move |(at, value)| (block + at, *value))
}

/// Learns from `examples`. `extras` gives further inputs of a text.
pub fn learn(
    corpus: &Corpus,
    examples: &[Example],
    k: usize,
    extras: &dyn Fn(usize) -> Vec<f32>,
    learning: Learning,
) -> Linear {
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let extra_count = examples.first().map_or(0, |e| extras(e.doc).len());
    let extra: Vec<Vec<f32>> = examples.iter().map(|e| extras(e.doc)).collect();
    let mut model = Linear::new(k, corpus.known.len(), extra_count);
    let mut squares = Linear::new(k, corpus.known.len(), extra_count);
    squares.features.fill(learning.start);
    for dense in [&mut squares.signals, &mut squares.extras, &mut squares.bias] {
        dense.fill(1.0);
    }
    let mut seed = 0x5EED + 7919 * learning.seed;
    let mut kept = Kept { numbers: Vec::new(), seed: 0xD50D + 104_729 * learning.seed };
    let mut out = vec![0.0; k];
    for epoch in 0..learning.epochs {
        shuffle(&mut order, &mut seed);
        let rate = learning.rate * (1.0 - 0.7 * epoch as f32 / learning.epochs as f32);
        for &at in &order {
            let example = &examples[at];
            let doc = corpus.doc(example.doc);
            let parts = kept.of(corpus, doc, learning.dropout);
            model.sum(&parts, doc, &extra[at], &mut out);
            gradient(&example.target, &mut out);
            out.iter_mut().for_each(|g| *g *= example.weight);
            for (numbers, weight) in parts {
                for &number in numbers {
                    let range = number as usize * k..number as usize * k + k;
                    let (w, s) = (&mut model.features[range.clone()], &mut squares.features[range]);
                    for ((w, s), g) in w.iter_mut().zip(s).zip(&out) {
                        let g = g * weight;
                        *s += g * g;
                        *w -= rate * g / s.sqrt();
                    }
                }
            }
            let step = |w: &mut [f32], s: &mut [f32], value: f32| {
                for ((w, s), g) in w.iter_mut().zip(s).zip(&out) {
                    let g = g * value;
                    *s += g * g;
                    *w -= learning.dense_rate * g / s.sqrt();
                }
            };
            for (n, value) in signals_of(doc) {
                step(&mut model.signals[n * k..][..k], &mut squares.signals[n * k..][..k], value);
            }
            for (n, value) in extra[at].iter().enumerate() {
                step(&mut model.extras[n * k..][..k], &mut squares.extras[n * k..][..k], *value);
            }
            let n = doc.place;
            step(&mut model.bias[n * k..][..k], &mut squares.bias[n * k..][..k], 1.0);
        }
    }
    model
}

/// The features of a text that a look does not leave out.
struct Kept {
    numbers: Vec<u32>,
    seed: u64,
}

impl Kept {
    /// A share of `dropout` is left out; the others weigh the more.
    fn of<'a>(&'a mut self, corpus: &'a Corpus, doc: &Doc, dropout: f32) -> [(&'a [u32], f32); 2] {
        let parts = corpus.parts(doc);
        if dropout == 0.0 {
            return parts;
        }
        let below = ((1.0 - dropout) * 65_536.0) as u64;
        self.numbers.clear();
        let mut ends = [0; 2];
        for ((numbers, _), end) in parts.iter().zip(&mut ends) {
            for &number in *numbers {
                if next(&mut self.seed) & 0xFFFF < below {
                    self.numbers.push(number);
                }
            }
            *end = self.numbers.len();
        }
        let more = 1.0 / (1.0 - dropout);
        let [(_, by_words), (_, by_runs)] = parts;
        let [middle, _] = ends;
        let (words, runs) = self.numbers.split_at(middle);
        [(words, by_words * more), (runs, by_runs * more)]
    }
}

/// The next of a sequence of numbers that look random (the upper half of a linear congruence).
pub fn next(seed: &mut u64) -> u64 {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    *seed >> 33
}

/// Turns outputs into the loss's slope along them.
pub fn gradient(target: &Target, out: &mut [f32]) {
    match target {
        Target::Class(class) => slope(*class, u32::MAX, out),
        Target::Soft(shares) => {
            slope(usize::MAX, u32::MAX, out);
            out.iter_mut().zip(shares).for_each(|(o, share)| *o -= share);
        }
        Target::Among(class, mask) => slope(*class, *mask, out),
        Target::Each(wanted) => {
            for (o, wanted) in out.iter_mut().zip(wanted) {
                *o = match wanted {
                    Some(yes) => 1.0 / (1.0 + (-*o).exp()) - f32::from(u8::from(*yes)),
                    None => 0.0,
                };
            }
        }
    }
}

fn slope(class: usize, mask: u32, out: &mut [f32]) {
    let among = |n: usize| mask >> n & 1 == 1;
    let top =
        out.iter().enumerate().filter(|(n, _)| among(*n)).map(|(_, o)| *o).fold(f32::MIN, f32::max);
    let sum: f32 =
        out.iter().enumerate().filter(|(n, _)| among(*n)).map(|(_, o)| (o - top).exp()).sum();
    for (n, o) in out.iter_mut().enumerate() {
        let p = if among(n) { (*o - top).exp() / sum } else { 0.0 };
        *o = p - f32::from(u8::from(n == class));
    }
}

pub fn shuffle(order: &mut [usize], seed: &mut u64) {
    for last in (1..order.len()).rev() {
        *seed =
            seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        order.swap(last, (*seed >> 33) as usize % (last + 1));
    }
}
