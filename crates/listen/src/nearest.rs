//! Which of some names a person may have meant: for errors that suggest the remedy.

/// The name closest to `wanted` in edits, when it is close enough to be meant.
pub(crate) fn nearest<'a>(wanted: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let fold = |name: &str| name.to_lowercase().replace(['_', '-', ' '], "");
    let wanted = fold(wanted);
    let allowed = (wanted.chars().count() / 3).max(1);
    names
        .map(|name| {
            let folded = fold(name);
            let inside = wanted.len() >= 3 && folded.contains(&wanted)
                || folded.len() >= 3 && wanted.contains(&folded);
            (if inside { 1 } else { edits(&wanted, &folded) }, name)
        })
        .min_by_key(|(distance, _)| *distance)
        .filter(|(distance, _)| *distance <= allowed)
        .map(|(_, name)| name)
}

/// Levenshtein distance in characters, on the first 64 of each.
fn edits(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().take(64).collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().take(64).enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        for (cell, y) in row.iter_mut().skip(1).zip(&b) {
            let up = *cell;
            left = (diagonal + usize::from(x != *y)).min(up + 1).min(left + 1);
            diagonal = up;
            *cell = left;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_are_suggested_and_far_ones_are_not() {
        let names = ["Body", "Date posted", "Permalink"];
        let near = |wanted| nearest(wanted, names.into_iter());
        assert_eq!(near("bodi"), Some("Body"));
        assert_eq!(near("date"), Some("Date posted"));
        assert_eq!(near("permalnik"), Some("Permalink"));
        assert_eq!(near("followers"), None);
        assert_eq!(edits("kitten", "sitting"), 3);
        assert_eq!(edits("", "abc"), 3);
    }
}
