//! Trains the convolution: cross-entropy by Adam (Kingma & Ba 2015) over small batches, each half of a batch by one of two
//! threads and added in one order, so that the same data give the same weights.

use rustc_hash::FxHashMap;
use understand::convolution::{CLASSES, FILTERS, Network};

use super::corpus::Corpus;
use super::learn::shuffle;
use super::pack::{in_steps, step_of};

mod adam;
mod worker;

use adam::Adam;
pub use worker::Lesson;
use worker::{DIMS, Fewer, Parts, Worker};

/// A word is known from so many occurrences on.
const WORDS_FROM: u32 = 5;
const EPOCHS: usize = 4;
/// Texts that are looked at before a step is made.
const BATCH: usize = 256;
/// What each look leaves out.
const FEWER: Fewer = Fewer { findings: 0.2, dimensions: 0.1, words: 0.1, known: 0.05 };
/// Where chance starts.
const SEED: u64 = 0xc061f0;
/// One in so many weights stands out and is cut.
const CUT: usize = 5_000;

/// Learns from the lessons. `evenly` is added to where the classes start; what is said of sentiment is made `loud` times as
/// loud.
pub fn convolve(corpus: &Corpus, lessons: &[Lesson], evenly: [f32; CLASSES], loud: f32) -> Network {
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
    let mut chance = SEED;
    let count = words.len() + 1;
    let mut net = Parts::start(count, &mut chance);
    let mut workers = [1u64, 2].map(|n| Worker::new(count, FEWER, chance ^ n << 40));
    let mut order: Vec<usize> = (0..lessons.len()).filter(|n| !texts[*n].is_empty()).collect();
    let all_steps = EPOCHS * order.len().div_ceil(BATCH);
    let mut adam = Adam::new(count, all_steps);
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
    let steps: Vec<f32> =
        (0..DIMS).map(|dim| step_of(net.vectors.iter().map(|vector| vector[dim]), CUT)).collect();
    let rounded = |vector: &[f32; DIMS]| -> Vec<i8> {
        let values = vector.iter().zip(&steps);
        values.map(|(value, step)| in_steps(*value, *step)).collect()
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
        .map(|filter| step_of(sums.iter().flatten().map(|sums| sums[filter]), CUT))
        .collect();
    network
}

#[cfg(test)]
mod tests {
    use super::worker::products;
    use super::*;

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
