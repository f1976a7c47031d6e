//! Multinomial logistic regression on sparse rows, by stochastic gradient descent.

use super::space::Row;

/// Passes over the examples.
const PASSES: usize = 14;
/// The first step; later ones fall to zero in a straight line.
const FIRST_STEP: f32 = 6.0;
/// Pull of every weight towards zero, per step and unit of step width, times the number of examples.
const PULL: f32 = 0.08;
/// Classes that are less probable than this, and not the true one, are left as they are: that spares most of the work.
const LEAST: f32 = 0.002;

/// The bias learns this much of a weight's step: it is on in every example.
const BIAS_STEP: f32 = 0.02;

/// Weights of a classifier: a row of one weight per class for each feature.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Linear {
    pub classes: usize,
    pub weights: Vec<f32>,
    pub bias: Vec<f32>,
}

/// Fits `rows` to their `labels`. The same input and seed give the same weights.
pub(crate) fn fit(
    rows: &[&Row],
    labels: &[u16],
    classes: usize,
    features: usize,
    seed: u64,
) -> Linear {
    let mut weights = vec![0.0f32; features * classes];
    let mut bias = vec![0.0f32; classes];
    let importance = importance(labels, classes);
    let mut order: Vec<u32> = (0..rows.len() as u32).collect();
    let mut chance = Chance(seed | 1);
    // Weights are `scale` times what is stored: shrinking all of them is then one multiplication.
    let mut scale = 1.0f32;
    let pull = PULL / rows.len().max(1) as f32;
    let steps = (PASSES * rows.len()).max(1) as f32;
    let mut done = 0.0f32;
    let mut p = vec![0.0f32; classes];
    let mut active: Vec<(usize, f32)> = Vec::with_capacity(classes);
    for _ in 0..PASSES {
        chance.shuffle(&mut order);
        for &at in &order {
            let (Some(row), Some(&label)) = (rows.get(at as usize), labels.get(at as usize)) else {
                continue;
            };
            let step = FIRST_STEP * (1.0 - done / steps);
            done += 1.0;
            scores(row, &weights, scale, &bias, &mut p);
            softmax(&mut p);
            scale *= 1.0 - step * pull;
            let weight = importance.get(usize::from(label)).copied().unwrap_or(1.0);
            active.clear();
            for (class, (p, bias)) in p.iter().zip(&mut bias).enumerate() {
                let wrong = p - f32::from(u8::from(class == usize::from(label)));
                if wrong.abs() >= LEAST {
                    let by = -step * weight * wrong;
                    *bias += BIAS_STEP * by;
                    active.push((class, by / scale));
                }
            }
            for (column, value) in row.iter() {
                let from = *column as usize * classes;
                let line = weights.get_mut(from..from + classes).unwrap_or_default();
                for (class, by) in &active {
                    if let Some(w) = line.get_mut(*class) {
                        *w += by * value;
                    }
                }
            }
            if scale < 1e-3 {
                weights.iter_mut().for_each(|w| *w *= scale);
                scale = 1.0;
            }
        }
    }
    weights.iter_mut().for_each(|w| *w *= scale);
    Linear { classes, weights, bias }
}

impl Linear {
    /// The classes' logits for `row`.
    pub fn scores(&self, row: &Row, into: &mut Vec<f32>) {
        into.clear();
        into.resize(self.classes, 0.0);
        scores(row, &self.weights, 1.0, &self.bias, into);
    }
}

fn scores(row: &Row, weights: &[f32], scale: f32, bias: &[f32], into: &mut [f32]) {
    into.fill(0.0);
    let classes = into.len();
    for (column, value) in row {
        let from = *column as usize * classes;
        let line = weights.get(from..from + classes).unwrap_or_default();
        into.iter_mut().zip(line).for_each(|(sum, w)| *sum += value * w);
    }
    into.iter_mut().zip(bias).for_each(|(sum, bias)| *sum = *sum * scale + bias);
}

/// What an example of each class counts: rare classes count more, but not so much that they count alike.
fn importance(labels: &[u16], classes: usize) -> Vec<f32> {
    let mut counts = vec![0.0f32; classes];
    for &label in labels {
        if let Some(count) = counts.get_mut(usize::from(label)) {
            *count += 1.0;
        }
    }
    let mean = labels.len() as f32 / classes.max(1) as f32;
    counts.iter().map(|count| (mean / count.max(1.0)).sqrt().clamp(0.3, 3.0)).collect()
}

/// Logits to probabilities.
pub(crate) fn softmax(values: &mut [f32]) {
    let top = values.iter().copied().fold(f32::MIN, f32::max);
    let mut sum = 0.0;
    for value in values.iter_mut() {
        *value = (*value - top).exp();
        sum += *value;
    }
    values.iter_mut().for_each(|value| *value /= sum);
}

/// Seeded chance (SplitMix64, Steele et al. 2014).
#[derive(Debug, Clone)]
pub(crate) struct Chance(pub u64);

impl Chance {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let value = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let value = (value ^ (value >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        value ^ (value >> 31)
    }

    /// A number under `end`; the bias of the remainder is of no account here.
    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            list.swap(at, self.below(at + 1));
        }
    }
}
