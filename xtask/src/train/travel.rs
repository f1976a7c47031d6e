//! How the sentiment errs on posts that it did not learn from, and how much that differs from one kind of posts to
//! another.

use anyhow::Result;
use model::Confusion;
use understand::Reader;

use super::data::Data;
use super::score::{Counts, brand_rows, counts, multilingual, read_all};

/// The confusion over all held-out sets, and what it is worth on posts of another kind. The brand posts may only be
/// evaluated on: they enter the worth and not the counts.
pub fn confusion(data: &Data, reader: Reader) -> Result<Confusion> {
    let mut sets = Vec::new();
    for path in ["sentiment/devtest.tsv", "sentiment/val.tsv"] {
        sets.push(counts(&read_all(reader, &data.measure(path, 0, 1)?, None)?));
    }
    let languages = multilingual(data, reader, true)?;
    sets.extend(languages.iter().map(|(_, read)| counts(read)));
    let mut pooled = [[0; 3]; 3];
    for set in &sets {
        for (to, from) in pooled.iter_mut().zip(set) {
            to.iter_mut().zip(from).for_each(|(to, from)| *to += from);
        }
    }
    let posts: u64 = pooled.iter().flatten().sum();
    let held_out = sets.len();
    sets.push(counts(&read_all(reader, &brand_rows(data)?, None)?));
    Ok(Confusion {
        counts: pooled,
        prior: [1.0 / 3.0; 3],
        worth: Some(worth(&sets)),
        measured_on: format!(
            "{posts} posts in {held_out} held-out sets, never learned from: English tweets of 2013 to 2016 \
             (SemEval-2017 task 4A devtest, TweetEval val) and tweets in eight languages (val)"
        ),
    })
}

/// The concentration of the Dirichlet distribution from which the sets' rows are drawn, by the method of moments: what is
/// left of the variance between sets when the sampling variance is taken off. From 5 to 500 posts.
fn worth(sets: &[Counts]) -> f64 {
    let (mut between, mut spread) = (0.0, 0.0);
    for class in 0..3 {
        let rows: Vec<(Vec<f64>, f64)> = sets
            .iter()
            .filter_map(|set| {
                let n = set[class].iter().sum::<u64>() as f64;
                (n > 1.0).then(|| (set[class].iter().map(|c| *c as f64 / n).collect(), n))
            })
            .collect();
        let all = rows.len() as f64;
        let mean: Vec<f64> =
            (0..3).map(|j| rows.iter().map(|(row, _)| row[j]).sum::<f64>() / all).collect();
        for (row, n) in &rows {
            for (share, mean) in row.iter().zip(&mean) {
                between += (share - mean).powi(2) / (all - 1.0);
                between -= share * (1.0 - share) / n / all;
            }
        }
        spread += mean.iter().map(|m| m * (1.0 - m)).sum::<f64>();
    }
    (spread / between.max(1e-6) - 1.0).clamp(5.0, 500.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_sets_are_worth_much_and_unlike_ones_little() {
        let set = |a: u64, b: u64, c: u64| vec![vec![a, b, c]; 3];
        assert_eq!(worth(&[set(600, 300, 100), set(600, 300, 100)]), 500.0);
        let unlike = worth(&[set(800, 100, 100), set(400, 400, 200), set(600, 200, 200)]);
        assert!((5.0..20.0).contains(&unlike), "{unlike}");
    }
}
