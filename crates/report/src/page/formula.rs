//! Formulas as figures carry them hold their own numbers (`… = 12 / 340; …`). Here the numbers are told apart from the
//! formula, so that one formula stands for all figures that share it.

use crate::clean::clean;
use crate::numbers::count;

/// A formula without its counts, and the counts as `12 / 340`, where it has them.
pub fn split(formula: &str) -> (String, Option<String>) {
    let formula = clean(formula);
    for (at, _) in formula.match_indices(" = ") {
        let (Some(head), Some(rest)) = (formula.get(..at), formula.get(at + 3..)) else { continue };
        let Some((part, rest)) = leading_number(rest) else { continue };
        let Some((whole, rest)) = rest.strip_prefix(" / ").and_then(leading_number) else {
            continue;
        };
        if rest.is_empty() || rest.starts_with([';', ',']) {
            return (format!("{head}{rest}"), Some(format!("{} / {}", count(part), count(whole))));
        }
    }
    (formula, None)
}

/// The formula for a list of formulas: without counts, and with `N` for every number that belongs to one figure alone.
/// Years in brackets, the 95 of an interval and numbers in words (`90th`) belong to the formula.
pub fn general(formula: &str) -> String {
    let (formula, _) = split(formula);
    let mut out = String::with_capacity(formula.len());
    let mut number = String::new();
    let mut depth = 0_i32;
    for c in formula.chars().chain(['\0']) {
        if c.is_ascii_digit() || (c == '.' && !number.is_empty()) {
            number.push(c);
            continue;
        }
        let kept = depth > 0 && number.len() == 4 || c.is_alphabetic();
        put_number(&mut out, &mut number, kept);
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if c != '\0' {
            out.push(c);
        }
    }
    out
}

fn put_number(out: &mut String, number: &mut String, kept: bool) {
    // A full stop after a number ends the sentence.
    let stop = number.ends_with('.');
    let digits = number.trim_end_matches('.');
    if digits.is_empty() {
        out.push_str(number);
    } else {
        let in_word = out.chars().last().is_some_and(char::is_alphabetic);
        let kept = kept || in_word || matches!(digits, "0" | "1" | "95");
        out.push_str(if kept { digits } else { "N" });
        if stop {
            out.push('.');
        }
    }
    number.clear();
}

fn leading_number(text: &str) -> Option<(u64, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    Some((text.get(..end)?.parse().ok()?, text.get(end..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_told_apart_from_the_formula() {
        let (formula, counts) =
            split("share of voice = mentions / all = 1200 / 4800; 95 % interval: Wilson (1927)");
        assert_eq!(formula, "share of voice = mentions / all; 95 % interval: Wilson (1927)");
        assert_eq!(counts.as_deref(), Some("1,200 / 4,800"));
        assert_eq!(split("a = b / c"), ("a = b / c".to_owned(), None));
    }

    #[test]
    fn a_formula_for_all_keeps_years_and_levels_only() {
        let of = |text| general(text);
        assert_eq!(
            of(
                "over the 596 of 1243 questions; 95 % interval: order statistics (Hahn & Meeker 1991)"
            ),
            "over the N of N questions; 95 % interval: order statistics (Hahn & Meeker 1991)"
        );
        assert_eq!(of("90th percentile of 40 waits"), "90th percentile of N waits");
        assert_eq!(of("0.172 as counted, from 0 to 1."), "N as counted, from 0 to 1.");
    }
}
