//! Trains the convolution: cross-entropy by Adam (Kingma & Ba 2015) over small batches, each half of a batch by one of two
//! threads and added in one order, so that the same data give the same weights.

use rustc_hash::FxHashMap;
use understand::convolution::{CLASSES, FILTERS, Network, OUTPUTS, PLACES};

use super::corpus::Corpus;
use super::learn::{next, shuffle};

/// Dimensions of a word's vector.
const DIMS: usize = 48;
/// A word is known from so many occurrences on.
const WORDS_FROM: u32 = 5;
const EPOCHS: usize = 4;
/// Texts that are looked at before a step is made.
const BATCH: usize = 256;
/// The largest step, reached after so many batches; it then falls to nothing in a straight line.
const RATE: f32 = 2e-3;
const WARM: usize = 200;
const FEWER: Fewer = Fewer { findings: 0.2, dimensions: 0.1, words: 0.1, known: 0.05 };
/// Decay of Adam's means of slopes and of their squares.
const DECAY: (f32, f32) = (0.9, 0.999);

/// Shares that each look leaves out at random.
#[derive(Clone, Copy, Default)]
struct Fewer {
    /// Of what the filters find.
    findings: f32,
    /// Of the dimensions of a word's vector.
    dimensions: f32,
    /// Of the words.
    words: f32,
    /// Of the words that are known: they are taken for unknown ones.
    known: f32,
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
        softmax(classes);
        for (p, share) in classes.iter_mut().zip(shares) {
            loss -= share * p.max(1e-9).ln();
            *p -= share;
        }
        loss
    }
}

/// Weights, or their slopes, or means of those.
#[derive(Clone)]
struct Parts {
    vectors: Vec<[f32; DIMS]>,
    filters: Vec<[[f32; FILTERS]; PLACES]>,
    bias: [f32; FILTERS],
    /// By mean, by peak, and where what is said starts.
    outputs: Vec<[f32; OUTPUTS]>,
}

impl Parts {
    fn zero(words: usize) -> Self {
        Self {
            vectors: vec![[0.0; DIMS]; words],
            filters: vec![[[0.0; FILTERS]; PLACES]; DIMS],
            bias: [0.0; FILTERS],
            outputs: vec![[0.0; OUTPUTS]; 2 * FILTERS + 1],
        }
    }

    /// Where learning starts: small numbers by chance.
    fn start(words: usize, seed: &mut u64) -> Self {
        let mut parts = Self::zero(words);
        let mut within = |size: f32| move_to(next(seed), size);
        parts.vectors.iter_mut().flatten().for_each(|value| *value = within(0.17));
        let by_window = 1.0 / ((PLACES * DIMS) as f32).sqrt();
        parts.filters.iter_mut().flatten().flatten().for_each(|value| *value = within(by_window));
        let by_findings = 1.0 / ((2 * FILTERS) as f32).sqrt();
        parts.outputs.iter_mut().flatten().for_each(|value| *value = within(by_findings));
        parts
    }

    /// All that every text touches, as one run of numbers.
    fn shared(&mut self) -> impl Iterator<Item = &mut f32> {
        let filters = self.filters.iter_mut().flatten().flatten();
        filters.chain(&mut self.bias).chain(self.outputs.iter_mut().flatten())
    }
}

fn move_to(number: u64, size: f32) -> f32 {
    ((number & 0xFFFF) as f32 / 32_767.5 - 1.0) * size
}

/// The slopes of half a batch, and what a text needs on the way.
struct Worker {
    slopes: Parts,
    /// Words whose slopes are not zero, and whether a word is among them.
    touched: Vec<u32>,
    is_touched: Vec<bool>,
    loss: f64,
    seed: u64,
    fewer: Fewer,
    numbers: Vec<u32>,
    inputs: Vec<[f32; DIMS]>,
    kept: Vec<[f32; DIMS]>,
    sums: Vec<[[f32; FILTERS]; PLACES]>,
    found: Vec<[f32; FILTERS]>,
}

impl Worker {
    fn new(words: usize, fewer: Fewer, seed: u64) -> Self {
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
    fn learn(&mut self, net: &Parts, words: &[u32], lesson: &Lesson) {
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
    fn clear(&mut self) {
        for &number in &self.touched {
            self.slopes.vectors[number as usize] = [0.0; DIMS];
            self.is_touched[number as usize] = false;
        }
        self.touched.clear();
        self.slopes.shared().for_each(|slope| *slope = 0.0);
    }
}

/// What a vector adds to all filters at all places.
fn products(input: &[f32; DIMS], filters: &[[[f32; FILTERS]; PLACES]]) -> [[f32; FILTERS]; PLACES] {
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

fn softmax(out: &mut [f32; CLASSES]) {
    let top = out.iter().copied().fold(f32::MIN, f32::max);
    let powers = out.map(|value| (value - top).exp());
    *out = powers.map(|power| power / powers.iter().sum::<f32>());
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

/// Adam's memory.
struct Adam {
    mean: Parts,
    square: Parts,
    steps: usize,
    all_steps: usize,
}

impl Adam {
    /// One step down the slopes of a batch.
    fn step(&mut self, net: &mut Parts, workers: &mut [Worker]) {
        self.steps += 1;
        let t = self.steps as f32;
        let left = (self.all_steps - self.steps) as f32 / self.all_steps as f32;
        let even = (1.0 - DECAY.1.powf(t)).sqrt() / (1.0 - DECAY.0.powf(t));
        let rate = RATE * (t / WARM as f32).min(1.0) * left * even;
        let step = |weight: &mut f32, mean: &mut f32, square: &mut f32, slope: f32| {
            let slope = slope / BATCH as f32;
            *mean = DECAY.0 * *mean + (1.0 - DECAY.0) * slope;
            *square = DECAY.1 * *square + (1.0 - DECAY.1) * slope * slope;
            *weight -= rate * *mean / (square.sqrt() + 1e-8);
        };
        let (first, others) = workers.split_at_mut(1);
        let Some(first) = first.first_mut() else { return };
        for other in others.iter_mut() {
            for &number in &other.touched {
                let n = number as usize;
                let to = first.slopes.vectors[n].iter_mut();
                to.zip(other.slopes.vectors[n]).for_each(|(to, slope)| *to += slope);
                if !first.is_touched[n] {
                    first.is_touched[n] = true;
                    first.touched.push(number);
                }
            }
            let to = first.slopes.shared();
            to.zip(other.slopes.shared()).for_each(|(to, slope)| *to += *slope);
        }
        for &number in &first.touched {
            let n = number as usize;
            let memory = self.mean.vectors[n].iter_mut().zip(&mut self.square.vectors[n]);
            let weights = net.vectors[n].iter_mut().zip(memory);
            for ((weight, (mean, square)), slope) in weights.zip(first.slopes.vectors[n]) {
                step(weight, mean, square, slope);
            }
        }
        let memory = self.mean.shared().zip(self.square.shared());
        for ((weight, (mean, square)), slope) in net.shared().zip(memory).zip(first.slopes.shared())
        {
            step(weight, mean, square, *slope);
        }
        workers.iter_mut().for_each(Worker::clear);
    }
}

/// Learns from the lessons. `evenly` is added to where the classes start; what is said of sentiment is made `loud` times as
/// loud.
pub fn convolve(
    corpus: &Corpus,
    lessons: &[Lesson],
    evenly: [f32; CLASSES],
    loud: f32,
    seed: u64,
) -> Network {
    let mut counts: FxHashMap<u32, u32> = FxHashMap::default();
    for lesson in lessons {
        for &word in corpus.words(corpus.doc(lesson.doc)) {
            *counts.entry(word).or_default() += 1;
        }
    }
    let mut words: Vec<u32> =
        counts.iter().filter(|(_, count)| **count >= WORDS_FROM).map(|(word, _)| *word).collect();
    words.sort_unstable();
    let numbers: FxHashMap<u32, u32> = words.iter().copied().zip(1..).collect();
    let texts: Vec<Vec<u32>> = lessons
        .iter()
        .map(|lesson| {
            let words = corpus.words(corpus.doc(lesson.doc)).iter();
            words.map(|word| numbers.get(word).copied().unwrap_or(0)).collect()
        })
        .collect();
    let mut chance = 0xC0_4301 + 7919 * seed;
    let count = words.len() + 1;
    let mut net = Parts::start(count, &mut chance);
    let mut workers = [1u64, 2].map(|n| Worker::new(count, FEWER, chance ^ n << 40));
    let mut order: Vec<usize> = (0..lessons.len()).filter(|n| !texts[*n].is_empty()).collect();
    let all_steps = EPOCHS * order.len().div_ceil(BATCH);
    let mut adam =
        Adam { mean: Parts::zero(count), square: Parts::zero(count), steps: 0, all_steps };
    for epoch in 0..EPOCHS {
        shuffle(&mut order, &mut chance);
        for batch in order.chunks(BATCH) {
            let halves = batch.chunks(BATCH / 2);
            std::thread::scope(|scope| {
                for (worker, half) in workers.iter_mut().zip(halves) {
                    let (net, texts) = (&net, &texts);
                    scope.spawn(move || {
                        half.iter().for_each(|&n| worker.learn(net, &texts[n], &lessons[n]));
                    });
                }
            });
            adam.step(&mut net, &mut workers);
        }
        let loss: f64 = workers.iter_mut().map(|worker| std::mem::take(&mut worker.loss)).sum();
        println!("convolution, look {}: loss {:.4}", epoch + 1, loss / order.len() as f64);
    }
    packed(&net, words, evenly, loud)
}

/// The network in whole steps.
fn packed(net: &Parts, words: Vec<u32>, evenly: [f32; CLASSES], loud: f32) -> Network {
    let steps: Vec<f32> = (0..DIMS)
        .map(|dim| step_of(net.vectors.iter().map(|vector| vector[dim]).collect()))
        .collect();
    let rounded = |vector: &[f32; DIMS]| -> Vec<i8> {
        let values = vector.iter().zip(&steps);
        values.map(|(value, step)| (value / step).round().clamp(-127.0, 127.0) as i8).collect()
    };
    let mut outputs = net.outputs.clone();
    if let Some(start) = outputs.last_mut() {
        start.iter_mut().zip(evenly).for_each(|(start, even)| *start += even);
    }
    for row in &mut outputs {
        row.iter_mut().take(CLASSES).for_each(|weight| *weight *= loud);
    }
    let mut network = Network {
        words,
        vectors: net.vectors.iter().flat_map(rounded).collect(),
        steps,
        filters: net.filters.clone(),
        bias: net.bias.to_vec(),
        grid: Vec::new(),
        outputs,
    };
    let sums: Vec<_> =
        (0..=network.words.len()).map(|number| network.multiplied_out(number)).collect();
    network.grid = (0..FILTERS)
        .map(|filter| step_of(sums.iter().flatten().map(|sums| sums[filter]).collect()))
        .collect();
    network
}

/// The step in which 127 reach the largest of `values`, but for the few that stand out.
fn step_of(mut values: Vec<f32>) -> f32 {
    values.iter_mut().for_each(|value| *value = value.abs());
    values.sort_unstable_by(f32::total_cmp);
    let top = values.len().saturating_sub(1 + values.len() / 5_000);
    (values.get(top).copied().unwrap_or(1.0) / 127.0).max(f32::MIN_POSITIVE)
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

    #[test]
    fn what_is_packed_says_what_was_learned() {
        let net = Parts::start(5, &mut 9);
        let network = packed(&net, vec![11, 12, 13, 14], [0.0; CLASSES], 1.0);
        for number in 0..5 {
            let exact = products(&net.vectors[number], &net.filters);
            for (place, sums) in network.multiplied_out(number).iter().enumerate() {
                for (sum, exact) in sums.iter().zip(exact[place]) {
                    assert!((sum - exact).abs() < 0.01, "{sum} beside {exact}");
                }
            }
        }
    }
}
