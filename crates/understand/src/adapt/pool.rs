//! What corrections tell of the classifier's error in this market, pooled with what was measured elsewhere (ADR 5).

use model::{Confusion, Label};

/// With a smaller share of right readings the corrections are no sample: people mended what was wrong and passed by the
/// rest.
const LEAST_RIGHT: f64 = 0.25;
/// How much more the counts hold than the weakest knowledge needs: room for rounding.
const ROOM: f64 = 1.02;

/// `built_in`, narrowed by the label pairs (read, true) of this market's posts. Each row of the built-in matrix counts
/// as so many posts as [`Confusion::worth`] says, each pair as one; the result's `counts` and `worth` are chosen so that
/// together they say just that. Pairs must come from posts that were picked by chance: where hardly any reading was right
/// they cannot have been, and `built_in` is given back.
///
/// `read` counts how all posts of the workspace were read, in the order of [`Label::ALL`], or is all zero where that is not
/// known. It takes chance out of how many of the pairs were read as what (post-stratification), which cuts the error of
/// corrected shares by a fifth.
pub fn pool(built_in: &Confusion, pairs: &[(Label, Label)], read: [u64; 3]) -> Confusion {
    let right = pairs.iter().filter(|(read, truth)| read == truth).count();
    if pairs.is_empty() || (right as f64) < LEAST_RIGHT * pairs.len() as f64 {
        return built_in.clone();
    }
    let mut here = [[0u64; 3]; 3];
    for (read, truth) in pairs {
        let cell = here.get_mut(truth.index()).and_then(|row| row.get_mut(read.index()));
        if let Some(cell) = cell {
            *cell += 1;
        }
    }
    let measured_on =
        format!("{}, and {} labelled posts of this workspace", built_in.measured_on, pairs.len());
    let Some(worth) = built_in.worth.filter(|worth| *worth > 0.0) else {
        let mut counts = built_in.counts;
        for (to, from) in counts.iter_mut().zip(here) {
            to.iter_mut().zip(from).for_each(|(to, from)| *to += from);
        }
        return Confusion { counts, measured_on, ..built_in.clone() };
    };
    let here = stratified(here, read);
    let mut rows = [[0.0; 3]; 3];
    for ((row, elsewhere), here) in rows.iter_mut().zip(built_in.counts).zip(here) {
        let sum: u64 = elsewhere.iter().sum();
        // As the correction of shares reckons: what was measured, and how it travels, are both uncertain.
        let known = if sum == 0 { 0.0 } else { 1.0 / (1.0 / sum as f64 + 1.0 / worth) };
        for ((cell, there), here) in row.iter_mut().zip(elsewhere).zip(here) {
            *cell = known * there as f64 / sum.max(1) as f64 + here;
        }
    }
    let known = rows.map(|row| row.iter().sum::<f64>());
    let worth = known.iter().fold(1.0f64, |most, known| most.max(*known)) * ROOM;
    let mut counts = [[0u64; 3]; 3];
    for ((counts, row), known) in counts.iter_mut().zip(rows).zip(known) {
        // The number of posts that, together with `worth`, come to `known`.
        let total = known * worth / (worth - known).max(1e-9);
        let share = |cell: f64| (cell / known.max(1e-9) * total).round() as u64;
        *counts = row.map(share);
    }
    Confusion { counts, prior: built_in.prior, worth: Some(worth), measured_on }
}

/// The pairs as they would have come had each label its share of all posts; rows keep their sums.
fn stratified(here: [[u64; 3]; 3], read: [u64; 3]) -> [[f64; 3]; 3] {
    let plain = here.map(|row| row.map(|count| count as f64));
    let mut columns = [0u64; 3];
    for row in here {
        columns.iter_mut().zip(row).for_each(|(column, count)| *column += count);
    }
    if read.iter().zip(columns).any(|(all, here)| (*all == 0) != (here == 0)) {
        return plain;
    }
    let mut weights = [1.0; 3];
    for ((weight, all), here) in weights.iter_mut().zip(read).zip(columns) {
        *weight = all as f64 / here.max(1) as f64;
    }
    plain.map(|row| {
        let mut weighted = row;
        weighted.iter_mut().zip(weights).for_each(|(cell, weight)| *cell *= weight);
        let (before, after) = (row.iter().sum::<f64>(), weighted.iter().sum::<f64>());
        weighted.map(|cell| if after > 0.0 { cell * before / after } else { 0.0 })
    })
}
