//! Counts as people and tools write them: `1,234`, `1.234`, `12K`, `1.5 M`.

/// The whole, non-negative number that `text` writes; `None` for anything else.
pub(crate) fn read_count(text: &str) -> Option<u64> {
    let text = text.trim();
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    if let Ok(number) = text.parse() {
        return Some(number);
    }
    let lower = text.to_ascii_lowercase();
    let (digits, factor) = if let Some(rest) = lower.strip_suffix('k') {
        (rest, 1e3)
    } else if let Some(rest) = lower.strip_suffix("mio").or_else(|| lower.strip_suffix('m')) {
        (rest, 1e6)
    } else if let Some(rest) = lower.strip_suffix('b') {
        (rest, 1e9)
    } else {
        (lower.as_str(), 1.0)
    };
    let digits = digits.trim_end();
    let clean = if factor == 1.0 { without_thousands(digits) } else { digits.replace(',', ".") };
    let value: f64 = clean.parse().ok()?;
    let scaled = value * factor;
    (scaled.is_finite() && (0.0..1e15).contains(&scaled)).then_some(scaled as u64)
}

/// Takes out separators of thousands: groups of exactly three digits after the first.
fn without_thousands(digits: &str) -> String {
    for separator in [',', '.', ' ', '\'', '\u{a0}', '\u{202f}'] {
        let mut groups = digits.split(separator);
        let first = groups.next().unwrap_or("");
        let rest: Vec<&str> = groups.collect();
        let all_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        let grouped = rest.iter().all(|group| group.len() == 3 && all_digits(group));
        if !rest.is_empty() && (1..=3).contains(&first.len()) && all_digits(first) && grouped {
            return digits.replace(separator, "");
        }
    }
    digits.replace(',', ".")
}

/// Whether a cell says that something is there: a link, a number above zero, yes.
pub(crate) fn says_yes(text: &str) -> bool {
    let text = text.trim();
    if text.is_empty() {
        return false;
    }
    let lower = text.to_ascii_lowercase();
    !matches!(
        lower.as_str(),
        "" | "0"
            | "0.0"
            | "false"
            | "no"
            | "none"
            | "null"
            | "nan"
            | "n/a"
            | "nein"
            | "keine"
            | "-"
            | "[]"
            | "{}"
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn counts_are_read_in_usual_spellings() {
        for (text, number) in [
            ("1234", 1234),
            ("1,234", 1234),
            ("1.234", 1234),
            ("1 234 567", 1_234_567),
            ("12K", 12_000),
            ("1.5M", 1_500_000),
            ("1,5 Mio", 1_500_000),
            ("3.0", 3),
            ("1234.75", 1234),
            ("0", 0),
        ] {
            assert_eq!(read_count(text), Some(number), "{text}");
        }
        for text in ["", "-3", "many", "1e400", "NaN", "inf", "K"] {
            assert_eq!(read_count(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_a_count_or_none(text in "\\PC{0,20}") {
            let _ = read_count(&text);
        }

        #[test]
        fn plain_numbers_survive(number in 0u64..u64::MAX) {
            prop_assert_eq!(read_count(&number.to_string()), Some(number));
        }
    }
}
