//! A small convolution over the words of a post, beside the linear model: each filter looks at three neighbours in a space
//! where like words lie near each other, and what it finds on average and at most speaks for the sentiment and for asking (Kim 2014,
//! "Convolutional Neural Networks for Sentence Classification").
//!
//! What a word adds to a filter depends on nothing but the word and its place among the three. So this is multiplied out
//! when the weights are unpacked, and reading adds three rows of bytes for each word.

use crate::vocabulary::Entry;
use crate::weights::WeightsError;

/// How many filters there are.
pub const FILTERS: usize = 64;
/// What a word adds, by its place: to the filters of the word behind it, of itself, of the word before it.
pub const PLACES: usize = 3;
/// Negative, neutral, positive: a sentiment; and whether the post asks.
pub const OUTPUTS: usize = CLASSES + 1;
/// Classes of sentiment.
pub const CLASSES: usize = 3;
/// Words whose sixteen-bit sums are added up before they could overflow: a sum of three bytes is at most 381.
const SOME: usize = 64;

/// Filters that a processor adds up at a time, without a detour over memory.
const LANES: usize = 16;

/// The network as the trainer writes it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Network {
    /// The hash of each word that is known. Its number is its place here plus one; number 0 is every other word.
    pub words: Vec<u32>,
    /// A vector for each number, in steps of `steps`.
    pub vectors: Vec<i8>,
    /// The value of one step, for each of a vector's dimensions.
    pub steps: Vec<f32>,
    /// For each dimension what one unit of it adds to `[place][filter]`.
    pub filters: Vec<[[f32; FILTERS]; PLACES]>,
    /// Where each filter starts.
    pub bias: Vec<f32>,
    /// The value of one step of a filter when it is multiplied out.
    pub grid: Vec<f32>,
    /// Log-odds of the outputs for one unit of each filter's mean, of each filter's peak, and where they start.
    pub outputs: Vec<[f32; OUTPUTS]>,
}

/// What one word adds to the filters, in steps of the grid.
#[derive(Debug, Clone, Copy)]
struct Row {
    behind: [i8; FILTERS],
    here: [i8; FILTERS],
    before: [i8; FILTERS],
}

const EDGE: Row = Row { behind: [0; FILTERS], here: [0; FILTERS], before: [0; FILTERS] };

/// The network multiplied out.
#[derive(Debug)]
pub(crate) struct Convolution {
    rows: Vec<Row>,
    by_mean: Vec<[f32; OUTPUTS]>,
    by_peak: Vec<[f32; OUTPUTS]>,
    start: [f32; OUTPUTS],
}

impl Network {
    /// What the word of number `number` adds to `[place][filter]`, before it is rounded to the grid.
    pub fn multiplied_out(&self, number: usize) -> [[f32; FILTERS]; PLACES] {
        let mut sums = [[0.0; FILTERS]; PLACES];
        let dims = self.steps.len();
        let vector = self.vectors.get(number * dims..).unwrap_or_default().iter().zip(&self.steps);
        let vector: Vec<f32> = vector.map(|(&value, step)| f32::from(value) * step).collect();
        for (place, sums) in sums.iter_mut().enumerate() {
            for (lanes, sums) in sums.as_chunks_mut::<LANES>().0.iter_mut().enumerate() {
                let filters = self
                    .filters
                    .iter()
                    .filter_map(|filters| filters.get(place)?.as_chunks::<LANES>().0.get(lanes));
                for (value, filters) in vector.iter().zip(filters) {
                    sums.iter_mut().zip(filters).for_each(|(sum, filter)| *sum += value * filter);
                }
            }
        }
        let [_, here, _] = &mut sums;
        here.iter_mut().zip(&self.bias).for_each(|(sum, bias)| *sum += bias);
        sums
    }

    /// Appends the network to `plain`.
    pub(crate) fn encode(&self, plain: &mut Vec<u8>) {
        plain.extend((self.words.len() as u32).to_le_bytes());
        plain.extend((self.steps.len() as u32).to_le_bytes());
        plain.extend(self.words.iter().flat_map(|word| word.to_le_bytes()));
        plain.extend(self.vectors.iter().map(|value| *value as u8));
        let filters = self.filters.iter().flatten().flatten();
        let outputs = self.outputs.iter().flatten();
        let floats = self.steps.iter().chain(filters).chain(&self.bias).chain(&self.grid);
        plain.extend(floats.chain(outputs).flat_map(|value| value.to_le_bytes()));
    }

    /// Takes a network off the front of `plain`.
    pub(crate) fn decode(plain: &mut &[u8]) -> Result<Self, WeightsError> {
        let [words, dims] = numbers(plain, 2)?.try_into().unwrap_or_default();
        let (words, dims) = (words as usize, dims as usize);
        let hashes = numbers(plain, words)?;
        let vectors = crate::weights::take(plain, (words + 1).saturating_mul(dims))?;
        let vectors = vectors.iter().map(|&byte| byte as i8).collect();
        let mut floats = |count: usize| -> Result<Vec<f32>, WeightsError> {
            Ok(numbers(plain, count)?.into_iter().map(f32::from_bits).collect())
        };
        let steps = floats(dims)?;
        let filters = floats(dims.saturating_mul(PLACES * FILTERS))?;
        let (filters, _) = filters.as_chunks::<FILTERS>();
        let (filters, _) = filters.as_chunks::<PLACES>();
        let (bias, grid) = (floats(FILTERS)?, floats(FILTERS)?);
        let outputs = floats((2 * FILTERS + 1) * OUTPUTS)?;
        let (outputs, _) = outputs.as_chunks::<OUTPUTS>();
        let (filters, outputs) = (filters.to_vec(), outputs.to_vec());
        Ok(Self { words: hashes, vectors, steps, filters, bias, grid, outputs })
    }
}

fn numbers(plain: &mut &[u8], count: usize) -> Result<Vec<u32>, WeightsError> {
    let (numbers, _) = crate::weights::take(plain, count.saturating_mul(4))?.as_chunks::<4>();
    Ok(numbers.iter().map(|number| u32::from_le_bytes(*number)).collect())
}

impl Convolution {
    /// Multiplies a network out.
    pub fn of(network: &Network) -> Self {
        let row = |number: usize| {
            let mut rounded = [[0i8; FILTERS]; PLACES];
            for (to, sums) in rounded.iter_mut().zip(network.multiplied_out(number)) {
                for ((to, sum), step) in to.iter_mut().zip(sums).zip(&network.grid) {
                    // To the nearest; a call of `round` for each would take longer than the products.
                    *to = (((sum / step).clamp(-127.0, 127.0) + 128.5) as i32 - 128) as i8;
                }
            }
            let [behind, here, before] = rounded;
            Row { behind, here, before }
        };
        let outputs = |from: usize| {
            let rows = network.outputs.iter().skip(from).take(FILTERS).zip(&network.grid);
            rows.map(|(row, step)| row.map(|weight| weight * step)).collect()
        };
        Self {
            rows: (0..=network.words.len()).map(row).collect(),
            by_mean: outputs(0),
            by_peak: outputs(FILTERS),
            start: network.outputs.last().copied().unwrap_or_default(),
        }
    }

    /// What the words say of the outputs, in log-odds.
    pub fn read(&self, words: &[Entry]) -> [f32; OUTPUTS] {
        let mut out = self.start;
        if words.is_empty() {
            return out;
        }
        let (mut total, mut peak) = ([0i32; FILTERS], [0i16; FILTERS]);
        let row = |entry: Option<&Entry>| {
            entry.and_then(|entry| self.rows.get(usize::from(entry.word))).unwrap_or(&EDGE)
        };
        let (mut last, mut here) = (&EDGE, row(words.first()));
        let mut behind = words.iter().skip(1);
        for some in words.chunks(SOME) {
            let mut part = [0i16; FILTERS];
            for _ in some {
                let next = row(behind.next());
                let sums = last.behind.iter().zip(&here.here).zip(&next.before);
                for (((a, b), c), (part, peak)) in sums.zip(part.iter_mut().zip(&mut peak)) {
                    let found = (i16::from(*a) + i16::from(*b) + i16::from(*c)).max(0);
                    *part += found;
                    *peak = found.max(*peak);
                }
                (last, here) = (here, next);
            }
            total.iter_mut().zip(part).for_each(|(total, part)| *total += i32::from(part));
        }
        let count = words.len() as f32;
        for ((total, peak), (mean_row, peak_row)) in
            total.iter().zip(peak).zip(self.by_mean.iter().zip(&self.by_peak))
        {
            let (mean, peak) = (*total as f32 / count, f32::from(peak));
            for (out, (a, b)) in out.iter_mut().zip(mean_row.iter().zip(peak_row)) {
                *out += mean * a + peak * b;
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A network of three dimensions that knows two words; its numbers are made up and exact in bytes.
    fn made_up() -> Network {
        let value = |n: usize| (n * 37 % 23) as i8 - 11;
        let filter = |dim: usize, place: usize, n: usize| f32::from(value(dim + 5 * place + n));
        Network {
            words: vec![10, 20],
            vectors: (0..9).map(|n| value(n) / 6).collect(),
            steps: vec![1.0; 3],
            filters: (0..3)
                .map(|dim| {
                    std::array::from_fn(|place| std::array::from_fn(|n| filter(dim, place, n)))
                })
                .collect(),
            bias: (0..FILTERS).map(|n| f32::from(value(n + 1))).collect(),
            grid: vec![1.0; FILTERS],
            outputs: (0..=2 * FILTERS)
                .map(|n| [0, 1, 2, 3].map(|c| 0.01 * n as f32 + c as f32))
                .collect(),
        }
    }

    fn entries(words: &[u16]) -> Vec<Entry> {
        words.iter().map(|&word| Entry { word, ..Entry::default() }).collect()
    }

    /// The same by the definition: a filter's finding at a word is what three neighbours add, nothing below zero.
    fn by_definition(network: &Network, words: &[u16]) -> [f32; OUTPUTS] {
        let mut out = *network.outputs.last().unwrap();
        let at = |n: usize, place: usize, filter: usize| {
            words
                .get(n)
                .map_or(0.0, |word| network.multiplied_out(usize::from(*word))[place][filter])
        };
        for filter in 0..FILTERS {
            let found: Vec<f32> = (0..words.len())
                .map(|n| {
                    let last = n.checked_sub(1).map_or(0.0, |n| at(n, 0, filter));
                    (last + at(n, 1, filter) + at(n + 1, 2, filter)).max(0.0)
                })
                .collect();
            let mean = found.iter().sum::<f32>() / words.len() as f32;
            let peak = found.iter().copied().fold(0.0, f32::max);
            for (class, out) in out.iter_mut().enumerate() {
                *out += mean * network.outputs[filter][class];
                *out += peak * network.outputs[FILTERS + filter][class];
            }
        }
        out
    }

    #[test]
    fn reading_is_what_the_definition_says() {
        let network = made_up();
        let convolution = Convolution::of(&network);
        let long: Vec<u16> = (0..700).map(|n| n * 7 % 3).collect();
        for words in [&[1u16][..], &[2, 1], &[0, 1, 2, 2, 1], &long] {
            let read = convolution.read(&entries(words));
            for (read, exact) in read.iter().zip(by_definition(&network, words)) {
                assert!((read - exact).abs() < 1e-4 * exact.abs().max(1.0), "{read} {exact}");
            }
        }
        assert_eq!(convolution.read(&[]), *network.outputs.last().unwrap());
        assert_ne!(convolution.read(&entries(&[1, 2, 0])), convolution.read(&entries(&[2, 1, 0])));
    }

    #[test]
    fn a_file_gives_the_network_back_or_says_that_it_is_cut() {
        let network = made_up();
        let mut plain = Vec::new();
        network.encode(&mut plain);
        assert_eq!(Network::decode(&mut plain.as_slice()).unwrap(), network);
        for len in [0, 5, 30, plain.len() - 1] {
            assert!(Network::decode(&mut &plain[..len]).is_err(), "{len}");
        }
    }
}
