//! Turns the learned weights into the table: quantised, pruned, each feature in its row.

use understand::heads::{COLUMNS, READ};
use understand::training::SIGNALS;
use understand::weights::{ROWS, Row, place_of};

use super::corpus::Corpus;
use super::learn::Linear;

/// One in so many weights of a column is cut.
const CUT: usize = 20_000;

/// Which outputs of which model become which columns.
pub struct Column<'a> {
    pub model: &'a Linear,
    pub output: usize,
}

/// What is packed.
pub struct Packed {
    pub scales: Vec<f32>,
    pub table: Vec<Row>,
    pub signals: Vec<[f32; COLUMNS]>,
    pub bias: Vec<[f32; COLUMNS]>,
    /// Features kept, and those that found no row.
    pub kept: usize,
    pub homeless: usize,
}

/// Packs `columns`, keeping at most `most` features.
pub fn pack(corpus: &Corpus, columns: &[Column<'_>], most: usize) -> Packed {
    let weight = |feature: usize, c: &Column<'_>| c.model.features[feature * c.model.k + c.output];
    let count = corpus.known.len();
    let scales: Vec<f32> = columns
        .iter()
        .map(|c| {
            // The largest few of a heavy-tailed column are cut rather than coarsening all others.
            step_of((0..count).map(|f| weight(f, c)).filter(|w| *w != 0.0), CUT)
        })
        .collect();
    let quantised = |feature: usize| {
        let mut weights = [0i8; COLUMNS];
        for ((to, column), scale) in weights.iter_mut().zip(columns).zip(&scales) {
            *to = in_steps(weight(feature, column), *scale);
        }
        weights
    };
    let mut ranked: Vec<(f32, usize)> = (0..count)
        .map(|feature| {
            let weights = quantised(feature);
            let square = |range: std::ops::Range<usize>| {
                weights[range].iter().map(|w| f32::from(*w).powi(2)).sum::<f32>()
            };
            // Sentiment counts most, then emotion, then what helps the acts.
            let size = square(0..3) + 0.3 * square(3..11) + 0.2 * square(11..COLUMNS);
            (size * (corpus.known[feature].1 as f32).sqrt(), feature)
        })
        .filter(|(size, _)| *size > 0.0)
        .collect();
    ranked.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    ranked.truncate(most);
    let mut table = vec![Row::default(); ROWS];
    let mut homeless = 0;
    for &(_, feature) in &ranked {
        let (home, check) = place_of(corpus.known[feature].0);
        // A neighbour is reached only past a home whose check differs.
        let at = match (table[home].check, table[home ^ 1].check) {
            (0, _) => home,
            (owner, 0) if owner != check => home ^ 1,
            _ => {
                homeless += 1;
                continue;
            }
        };
        table[at] = Row { weights: quantised(feature), check };
    }
    let rows = |from: &dyn Fn(&Linear) -> Vec<f32>, len: usize| {
        let mut rows = vec![[0.0; COLUMNS]; len];
        for (j, column) in columns.iter().enumerate() {
            let all = from(column.model);
            for (n, row) in rows.iter_mut().enumerate() {
                row[j] = all[n * column.model.k + column.output];
            }
        }
        rows
    };
    Packed {
        signals: rows(&|model| model.signals.clone(), SIGNALS * 2),
        bias: rows(&|model| model.bias.clone(), READ.len()),
        scales,
        table,
        kept: ranked.len() - homeless,
        homeless,
    }
}

/// The step in which 127 reach the largest of `values`, but for one in `cut` that stand out.
pub fn step_of(values: impl Iterator<Item = f32>, cut: usize) -> f32 {
    let mut sizes: Vec<f32> = values.map(f32::abs).collect();
    sizes.sort_unstable_by(f32::total_cmp);
    let top = sizes.len().saturating_sub(1 + sizes.len() / cut);
    (sizes.get(top).copied().unwrap_or(1.0) / 127.0).max(f32::MIN_POSITIVE)
}

/// A weight in whole steps.
pub fn in_steps(weight: f32, step: f32) -> i8 {
    (weight / step).round().clamp(-127.0, 127.0) as i8
}
