//! The network in the making: what it says of a text, and the slopes of the loss along its weights.

use understand::convolution::{CLASSES, FILTERS, OUTPUTS, PLACES};

use crate::train::learn::{Target, gradient, next};

/// Dimensions of a word's vector.
pub const DIMS: usize = 48;

/// Shares that each look leaves out at random.
#[derive(Clone, Copy, Default)]
pub struct Fewer {
    /// Of what the filters find.
    pub findings: f32,
    /// Of the dimensions of a word's vector.
    pub dimensions: f32,
    /// Of the words.
    pub words: f32,
    /// Of the words that are known: they are taken for unknown ones.
    pub known: f32,
}

/// One text and what should be said of it.
pub struct Lesson {
    pub doc: usize,
    /// The shares of the classes of sentiment.
    pub shares: Option<[f32; CLASSES]>,
    /// How probable it is that it asks.
    pub asks: Option<f32>,
}

impl Lesson {
    /// Turns what is said into the loss's slopes along it, and answers the loss.
    fn slopes(&self, out: &mut [f32; OUTPUTS]) -> f32 {
        let [classes @ .., asks] = out;
        let mut loss = 0.0;
        *asks = self.asks.map_or(0.0, |wanted| {
            let p = 1.0 / (1.0 + (-*asks).exp());
            loss -= wanted * p.max(1e-9).ln() + (1.0 - wanted) * (1.0 - p).max(1e-9).ln();
            p - wanted
        });
        let Some(shares) = self.shares else {
            *classes = [0.0; CLASSES];
            return loss;
        };
        gradient(&Target::Soft(shares), classes);
        for (slope, share) in classes.iter().zip(shares) {
            loss -= share * (slope + share).max(1e-9).ln();
        }
        loss
    }
}

/// Weights, or their slopes, or means of those.
#[derive(Clone)]
pub struct Parts {
    pub vectors: Vec<[f32; DIMS]>,
    pub filters: Vec<[[f32; FILTERS]; PLACES]>,
    pub bias: [f32; FILTERS],
    /// By mean, by peak, and where what is said starts.
    pub outputs: Vec<[f32; OUTPUTS]>,
}

impl Parts {
    pub fn zero(words: usize) -> Self {
        Self {
            vectors: vec![[0.0; DIMS]; words],
            filters: vec![[[0.0; FILTERS]; PLACES]; DIMS],
            bias: [0.0; FILTERS],
            outputs: vec![[0.0; OUTPUTS]; 2 * FILTERS + 1],
        }
    }

    /// Where learning starts: small numbers by chance.
    pub fn start(words: usize, seed: &mut u64) -> Self {
        let mut parts = Self::zero(words);
        let mut within = |size: f32| ((next(seed) & 0xFFFF) as f32 / 32_767.5 - 1.0) * size;
        parts.vectors.iter_mut().flatten().for_each(|value| *value = within(0.17));
        let by_window = 1.0 / ((PLACES * DIMS) as f32).sqrt();
        parts.filters.iter_mut().flatten().flatten().for_each(|value| *value = within(by_window));
        let by_findings = 1.0 / ((2 * FILTERS) as f32).sqrt();
        parts.outputs.iter_mut().flatten().for_each(|value| *value = within(by_findings));
        parts
    }

    /// All that every text touches, as one run of numbers.
    pub fn shared(&mut self) -> impl Iterator<Item = &mut f32> {
        let filters = self.filters.iter_mut().flatten().flatten();
        filters.chain(&mut self.bias).chain(self.outputs.iter_mut().flatten())
    }
}

/// The slopes of half a batch, and what a text needs on the way.
pub struct Worker {
    pub slopes: Parts,
    /// Words whose slopes are not zero, and whether a word is among them.
    pub touched: Vec<u32>,
    pub is_touched: Vec<bool>,
    pub loss: f64,
    seed: u64,
    fewer: Fewer,
    numbers: Vec<u32>,
    inputs: Vec<[f32; DIMS]>,
    kept: Vec<[f32; DIMS]>,
    sums: Vec<[[f32; FILTERS]; PLACES]>,
    found: Vec<[f32; FILTERS]>,
}

impl Worker {
    pub fn new(words: usize, fewer: Fewer, seed: u64) -> Self {
        Self {
            slopes: Parts::zero(words),
            touched: Vec::new(),
            is_touched: vec![false; words],
            loss: 0.0,
            seed,
            fewer,
            numbers: Vec::new(),
            inputs: Vec::new(),
            kept: Vec::new(),
            sums: Vec::new(),
            found: Vec::new(),
        }
    }

    fn chance(&mut self, share: f32) -> bool {
        ((next(&mut self.seed) & 0xFFFF) as f32) < share * 65_536.0
    }

    /// The vectors of a text's words with what this look leaves out as zeros.
    fn take(&mut self, net: &Parts, words: &[u32]) {
        self.numbers.clear();
        self.inputs.clear();
        self.kept.clear();
        let fewer = self.fewer;
        let more = 1.0 / (1.0 - fewer.dimensions);
        for &word in words {
            let number = if self.chance(fewer.known) { 0 } else { word };
            let mut kept = [0.0; DIMS];
            if !self.chance(fewer.words) {
                kept.fill_with(|| if self.chance(fewer.dimensions) { 0.0 } else { more });
            }
            let mut input = net.vectors[number as usize];
            input.iter_mut().zip(&kept).for_each(|(value, kept)| *value *= kept);
            self.numbers.push(number);
            self.inputs.push(input);
            self.kept.push(kept);
        }
    }

    /// Adds the slopes of one text.
    pub fn learn(&mut self, net: &Parts, words: &[u32], lesson: &Lesson) {
        self.take(net, words);
        let count = words.len();
        self.sums.clear();
        self.sums.extend(self.inputs.iter().map(|input| products(input, &net.filters)));
        self.found.clear();
        self.found.extend((0..count).map(|at| found(&self.sums, &net.bias, at)));
        let (mut mean, mut peak, mut top) = ([0.0; FILTERS], [0.0f32; FILTERS], [0; FILTERS]);
        for (at, found) in self.found.iter().enumerate() {
            for filter in 0..FILTERS {
                mean[filter] += found[filter] / count as f32;
                if found[filter] > peak[filter] {
                    (peak[filter], top[filter]) = (found[filter], at);
                }
            }
        }
        let fewer = self.fewer.findings;
        let more = 1.0 / (1.0 - fewer);
        let mut kept = [0.0; 2 * FILTERS];
        kept.fill_with(|| if self.chance(fewer) { 0.0 } else { more });
        let findings: Vec<f32> =
            mean.iter().chain(&peak).zip(kept).map(|(finding, kept)| finding * kept).collect();
        let mut slope = said(&net.outputs, &findings);
        self.loss += f64::from(lesson.slopes(&mut slope));
        let findings = findings.iter().chain([&1.0]);
        for (row, finding) in self.slopes.outputs.iter_mut().zip(findings) {
            row.iter_mut().zip(slope).for_each(|(to, slope)| *to += finding * slope);
        }
        let back = |n: usize| -> f32 {
            kept[n] * net.outputs[n].iter().zip(slope).map(|(w, s)| w * s).sum::<f32>()
        };
        let by_mean: [f32; FILTERS] = std::array::from_fn(|n| back(n) / count as f32);
        let by_peak: [f32; FILTERS] = std::array::from_fn(|n| back(FILTERS + n));
        for (at, found) in self.found.iter_mut().enumerate() {
            for filter in 0..FILTERS {
                let peak = if top[filter] == at { by_peak[filter] } else { 0.0 };
                let on = found[filter] > 0.0;
                found[filter] = if on { by_mean[filter] + peak } else { 0.0 };
                self.slopes.bias[filter] += found[filter];
            }
        }
        for at in 0..count {
            let at_word = |n: usize| self.found.get(n).copied().unwrap_or([0.0; FILTERS]);
            // A word adds to the filters behind it, of itself, before it.
            let slopes = [at_word(at + 1), at_word(at), at_word(at.wrapping_sub(1))];
            self.back(net, at, &slopes);
        }
    }

    /// The slopes of one word's vector and of what it is multiplied with.
    fn back(&mut self, net: &Parts, at: usize, slopes: &[[f32; FILTERS]; PLACES]) {
        let number = self.numbers[at] as usize;
        let mut touched = false;
        for dim in 0..DIMS {
            if self.kept[at][dim] == 0.0 {
                continue;
            }
            touched = true;
            let value = self.inputs[at][dim];
            let mut sum = 0.0;
            let learned = self.slopes.filters[dim].iter_mut().zip(&net.filters[dim]);
            for ((to, filters), slopes) in learned.zip(slopes) {
                to.iter_mut().zip(slopes).for_each(|(to, slope)| *to += value * slope);
                sum += dot(filters, slopes);
            }
            self.slopes.vectors[number][dim] += sum * self.kept[at][dim];
        }
        if touched && !self.is_touched[number] {
            self.is_touched[number] = true;
            self.touched.push(number as u32);
        }
    }

    /// Forgets the slopes.
    pub fn clear(&mut self) {
        for &number in &self.touched {
            self.slopes.vectors[number as usize] = [0.0; DIMS];
            self.is_touched[number as usize] = false;
        }
        self.touched.clear();
        self.slopes.shared().for_each(|slope| *slope = 0.0);
    }
}

/// What a vector adds to all filters at all places.
pub fn products(
    input: &[f32; DIMS],
    filters: &[[[f32; FILTERS]; PLACES]],
) -> [[f32; FILTERS]; PLACES] {
    let mut sums = [[0.0; FILTERS]; PLACES];
    for (value, filters) in input.iter().zip(filters).filter(|(value, _)| **value != 0.0) {
        for (sums, filters) in sums.iter_mut().zip(filters) {
            sums.iter_mut().zip(filters).for_each(|(sum, filter)| *sum += value * filter);
        }
    }
    sums
}

/// What the filters find at a word: nothing below zero.
fn found(sums: &[[[f32; FILTERS]; PLACES]], bias: &[f32; FILTERS], at: usize) -> [f32; FILTERS] {
    let mut found = *bias;
    let mut add = |sums: Option<&[[f32; FILTERS]; PLACES]>, place: usize| {
        if let Some(sums) = sums {
            found.iter_mut().zip(&sums[place]).for_each(|(found, sum)| *found += sum);
        }
    };
    add(at.checked_sub(1).and_then(|at| sums.get(at)), 0);
    add(sums.get(at), 1);
    add(sums.get(at + 1), 2);
    found.map(|found| found.max(0.0))
}

fn said(outputs: &[[f32; OUTPUTS]], findings: &[f32]) -> [f32; OUTPUTS] {
    let mut out = outputs.last().copied().unwrap_or_default();
    for (row, finding) in outputs.iter().zip(findings) {
        out.iter_mut().zip(row).for_each(|(out, weight)| *out += finding * weight);
    }
    out
}

/// Sums in eight lanes, which a processor adds at once.
fn dot(left: &[f32; FILTERS], right: &[f32; FILTERS]) -> f32 {
    let mut lanes = [0.0f32; 8];
    let (left, right) = (left.as_chunks::<8>().0, right.as_chunks::<8>().0);
    for (left, right) in left.iter().zip(right) {
        for ((lane, left), right) in lanes.iter_mut().zip(left).zip(right) {
            *lane += left * right;
        }
    }
    lanes.iter().sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: [u32; 5] = [1, 3, 2, 3, 4];
    const LESSON: Lesson = Lesson { doc: 0, shares: Some([0.7, 0.1, 0.2]), asks: Some(0.9) };

    fn loss(net: &Parts) -> f64 {
        let mut worker = Worker::new(net.vectors.len(), Fewer::default(), 1);
        worker.learn(net, &WORDS, &LESSON);
        worker.loss
    }

    #[test]
    fn the_slopes_are_those_of_the_loss() {
        let net = Parts::start(5, &mut 7);
        let mut worker = Worker::new(5, Fewer::default(), 1);
        worker.learn(&net, &WORDS, &LESSON);
        let slopes = &worker.slopes;
        let measured = |change: &dyn Fn(&mut Parts, f32)| {
            let at = |by: f32| {
                let mut net = net.clone();
                change(&mut net, by);
                loss(&net)
            };
            (at(0.0005) - at(-0.0005)) / 0.001
        };
        let mut checked = 0;
        let mut check = |slope: f32, change: &dyn Fn(&mut Parts, f32)| {
            let measured = measured(change);
            let near = (f64::from(slope) - measured).abs() < 0.002 + 0.05 * measured.abs();
            assert!(near, "{slope} beside {measured}");
            checked += usize::from(measured.abs() > 0.004);
        };
        for n in 0..DIMS {
            for word in 0..5 {
                check(slopes.vectors[word][n], &|net, by| net.vectors[word][n] += by);
            }
            for place in 0..PLACES {
                check(slopes.filters[n][place][n], &|net, by| net.filters[n][place][n] += by);
            }
            check(slopes.bias[n], &|net, by| net.bias[n] += by);
        }
        for n in 0..=2 * FILTERS {
            for said in [0, OUTPUTS - 1] {
                check(slopes.outputs[n][said], &|net, by| net.outputs[n][said] += by);
            }
        }
        assert!(checked > 60, "most slopes are too small to be checked: {checked} are not");
        assert_eq!(slopes.vectors[0], [0.0; DIMS], "the text has no unknown word");
    }
}
