//! Labels that do not cover each other: how wide a text is, how it is shortened, where it can stand.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// About how wide `text` is at `size` pixels in an interface typeface. It errs on the wide side.
pub fn text_width(text: &str, size: f64) -> f64 {
    let em = |cluster: &str| match cluster.chars().next() {
        Some('i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | '\'' | '|' | '!') => 0.33,
        Some('f' | 't' | 'r' | ' ' | '\u{a0}' | '(' | ')' | '-' | '“' | '”') => 0.41,
        Some('m' | 'w' | 'M' | 'W' | '%' | '@') => 0.95,
        Some(c) if c.is_ascii_uppercase() => 0.71,
        Some(c) if c.is_ascii() => 0.62,
        _ => match cluster.width() {
            0 => 0.0,
            1 => 0.66,
            _ => 1.1,
        },
    };
    text.graphemes(true).map(em).sum::<f64>() * size
}

/// `text`, shortened with `…` until it is at most `room` pixels wide.
pub fn fit(text: &str, size: f64, room: f64) -> String {
    if text_width(text, size) <= room {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = text_width("…", size);
    for cluster in text.graphemes(true) {
        used += text_width(cluster, size);
        if used > room {
            break;
        }
        out.push_str(cluster);
    }
    out.truncate(out.trim_end_matches([' ', ',', '\u{a0}']).len());
    out.push('…');
    out
}

/// Moves `places` apart until neighbours are `gap` apart, between `low` and `high`, each as near to where it wanted
/// to be as its neighbours allow. Where there is not room for all, they share what there is.
pub fn spread(places: &[f64], gap: f64, (low, high): (f64, f64)) -> Vec<f64> {
    if places.is_empty() {
        return Vec::new();
    }
    let gap = gap.min((high - low) / places.len() as f64);
    let mut order: Vec<usize> = (0..places.len()).collect();
    let place = |i: usize| places.get(i).copied().unwrap_or(low);
    order.sort_by(|a, b| place(*a).total_cmp(&place(*b)));
    // Blocks of touching labels, each centred on the mean of what its labels wanted (pool adjacent violators).
    let mut blocks: Vec<(f64, usize)> = Vec::new();
    for (rank, &label) in order.iter().enumerate() {
        let mut block = (place(label) - rank as f64 * gap, 1);
        while let Some(&(before, many)) = blocks.last() {
            if before <= block.0 {
                break;
            }
            let all = many + block.1;
            block = ((before * many as f64 + block.0 * block.1 as f64) / all as f64, all);
            blocks.pop();
        }
        blocks.push(block);
    }
    let top = high - (places.len() - 1) as f64 * gap;
    let shifts = blocks
        .iter()
        .flat_map(|&(at, many)| std::iter::repeat_n(at.clamp(low, top.max(low)), many));
    let mut moved = vec![low; places.len()];
    for ((rank, label), shift) in order.iter().enumerate().zip(shifts) {
        if let Some(slot) = moved.get_mut(*label) {
            *slot = shift + rank as f64 * gap;
        }
    }
    moved
}

/// The lowest row, at most `rows`, in which a label from `start` to `end` covers none of `taken`.
pub fn free_row(
    taken: &mut Vec<(usize, f64, f64)>,
    rows: usize,
    (start, end): (f64, f64),
) -> Option<usize> {
    let covers = |row: usize, taken: &[(usize, f64, f64)]| {
        taken.iter().any(|(r, from, to)| *r == row && start < *to && *from < end)
    };
    let row = (0..rows).find(|row| !covers(*row, taken))?;
    taken.push((row, start, end));
    Some(row)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn labels_move_as_little_as_they_must() {
        assert_eq!(spread(&[10.0, 50.0], 15.0, (0.0, 100.0)), [10.0, 50.0]);
        assert_eq!(spread(&[50.0, 50.0], 20.0, (0.0, 100.0)), [40.0, 60.0]);
        assert_eq!(spread(&[99.0, 98.0], 20.0, (0.0, 100.0)), [100.0, 80.0]);
    }

    #[test]
    fn long_labels_are_shortened_between_characters() {
        assert_eq!(fit("short", 13.0, 100.0), "short");
        assert_eq!(fit("a label that is too long", 13.0, 60.0), "a label…");
    }

    proptest! {
        #[test]
        fn labels_never_cover_each_other(places in prop::collection::vec(-50.0..250.0f64, 1..12)) {
            let moved = spread(&places, 14.0, (0.0, 200.0));
            let mut sorted = moved.clone();
            sorted.sort_by(f64::total_cmp);
            prop_assert!(sorted.windows(2).all(|pair| pair[1] - pair[0] >= 14.0 - 1e-6));
            prop_assert!(sorted.iter().all(|at| (-1e-6..=200.0 + 1e-6).contains(at)));
        }
    }
}
