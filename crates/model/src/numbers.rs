//! How numbers are spelt: as precise as their interval allows and no more.

use crate::{Figure, Interval, Unit};

/// A blank that does not break.
const NBSP: char = '\u{a0}';

/// A whole number with separators of thousands: `12,345`.
pub fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A share as per cent with no interval to go by: `61 %`, `0.4 %`, `<0.1 %`.
pub fn percent(share: f64) -> String {
    let per_cent = share * 100.0;
    let places = usize::from(per_cent != 0.0 && per_cent.abs() < 1.0);
    if share > 0.0 && per_cent < 0.05 {
        return format!("<0.1{NBSP}%");
    }
    format!("{}{NBSP}%", fixed(per_cent, places))
}

/// The value of a figure that counts things.
pub fn whole(figure: &Figure) -> u64 {
    figure.value.max(0.0).round() as u64
}

/// The value as a reader needs it, with its unit.
pub fn value(figure: &Figure) -> String {
    spell(figure.value, figure.unit, figure.interval)
}

/// The value before correction, as precise as the corrected one.
pub fn raw(figure: &Figure) -> Option<String> {
    figure.raw.map(|raw| spell(raw, figure.unit, figure.interval))
}

/// The ends of the interval without a unit where it is the value's own: `57–65`.
pub fn range(figure: &Figure) -> Option<String> {
    let interval = figure.interval?;
    let places = places(figure.unit, Some(interval), figure.value);
    Some(match figure.unit {
        Unit::Share => {
            format!(
                "{}–{}",
                fixed(interval.low * 100.0, places),
                fixed(interval.high * 100.0, places)
            )
        }
        Unit::Index => {
            format!("{} to {}", signed(interval.low, places), signed(interval.high, places))
        }
        Unit::Seconds => format!("{} to {}", duration(interval.low), duration(interval.high)),
        Unit::Number => format!("{}–{}", fixed(interval.low, places), fixed(interval.high, places)),
        Unit::Posts | Unit::People => {
            let whole = |end: f64| count(end.max(0.0).round() as u64);
            format!("{}–{}", whole(interval.low), whole(interval.high))
        }
    })
}

/// `61 % (57–65)`, or the value alone where there is no interval.
pub fn with_range(figure: &Figure) -> String {
    match range(figure) {
        Some(range) => format!("{} ({range})", value(figure)),
        None => value(figure),
    }
}

/// A value of `unit` as precise as `interval` allows.
pub fn spell(value: f64, unit: Unit, interval: Option<Interval>) -> String {
    let places = places(unit, interval, value);
    match unit {
        Unit::Posts | Unit::People => count(value.max(0.0).round() as u64),
        Unit::Share if interval.is_none() || (value > 0.0 && value < 0.0005) => percent(value),
        Unit::Share => format!("{}{NBSP}%", fixed(value * 100.0, places)),
        Unit::Index => signed(value, places),
        Unit::Seconds => duration(value),
        Unit::Number => fixed(value, places),
    }
}

/// A length of time as a person says it: `50 s`, `42 min`, `3 h 20 min`, `2 days 4 h`, `12 days`.
pub fn duration(seconds: f64) -> String {
    const MINUTE: u64 = 60;
    const HOUR: u64 = 3_600;
    const DAY: u64 = 86_400;
    let secs = seconds.max(0.0).round() as u64;
    let two = |big: u64, big_unit: &str, small: u64, small_unit: &str| {
        if small == 0 {
            format!("{big}{NBSP}{big_unit}")
        } else {
            format!("{big}{NBSP}{big_unit}{NBSP}{small}{NBSP}{small_unit}")
        }
    };
    if secs < 90 {
        return format!("{secs}{NBSP}s");
    }
    if secs < 90 * MINUTE {
        return format!("{}{NBSP}min", (secs + 30) / MINUTE);
    }
    if secs < 36 * HOUR {
        let step = if secs < 3 * HOUR { 1 } else { 5 };
        let minutes = (secs + step * 30) / (step * MINUTE) * step;
        return two(minutes / 60, "h", minutes % 60, "min");
    }
    let hours = (secs + HOUR / 2) / HOUR;
    if secs < 4 * DAY {
        let unit = if hours / 24 == 1 { "day" } else { "days" };
        return two(hours / 24, unit, hours % 24, "h");
    }
    let days = (secs + DAY / 2) / DAY;
    if days < 730 {
        return format!("{days}{NBSP}days");
    }
    format!("{}{NBSP}years", fixed(days as f64 / 365.25, 1))
}

/// A number with its sign, a true minus, and a plain zero.
pub fn signed(number: f64, places: usize) -> String {
    let text = fixed(number, places);
    if number > 0.0 && text.chars().any(|c| ('1'..='9').contains(&c)) {
        format!("+{text}")
    } else {
        text
    }
}

/// A number with `places` decimals, a true minus, no minus zero, and separators of thousands.
pub fn fixed(number: f64, places: usize) -> String {
    let text = format!("{:.places$}", number.abs());
    let (whole, rest) = text.split_once('.').map_or((text.as_str(), None), |(w, r)| (w, Some(r)));
    let whole = whole.parse().map_or_else(|_| whole.to_owned(), count);
    let minus = number < 0.0 && text.chars().any(|c| ('1'..='9').contains(&c));
    let sign = if minus { "−" } else { "" };
    match rest {
        Some(rest) => format!("{sign}{whole}.{rest}"),
        None => format!("{sign}{whole}"),
    }
}

/// A p-value: `0.03`, `0.004`, `<0.001`.
pub fn p_value(p: f64) -> String {
    if p < 0.001 {
        "<0.001".to_owned()
    } else if p < 0.01 {
        fixed(p, 3)
    } else {
        fixed(p, 2)
    }
}

/// Decimals that are worth showing: an interval as wide as three steps of the last digit or more, or six where the
/// value has one digit before the point.
fn places(unit: Unit, interval: Option<Interval>, value: f64) -> usize {
    let width = interval.map(|i| (i.high - i.low).abs());
    match (unit, width) {
        (Unit::Share, Some(width)) if width >= if value.abs() < 0.1 { 0.06 } else { 0.03 } => 0,
        (Unit::Share, Some(_)) => 1,
        (Unit::Share, None) => usize::from(value.abs() < 0.01),
        (Unit::Index, _) => 2,
        (Unit::Number, Some(width)) if width < 0.03 => 3,
        (Unit::Number, _) if value.abs() >= 100.0 => 0,
        (Unit::Number, _) => 2,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(value: f64, unit: Unit, ends: Option<(f64, f64)>) -> Figure {
        let interval = ends.map(|(low, high)| Interval { low, high, level: 0.95 });
        let (formula, query) = (String::new(), String::new());
        Figure { value, unit, interval, raw: None, n: 100, formula, query }
    }

    #[test]
    fn shares_are_as_precise_as_their_interval() {
        let say = |v, low, high| with_range(&figure(v, Unit::Share, Some((low, high))));
        assert_eq!(say(0.612, 0.57, 0.651), "61\u{a0}% (57–65)");
        assert_eq!(say(0.6123, 0.6101, 0.6149), "61.2\u{a0}% (61.0–61.5)");
        assert_eq!(percent(0.0002), "<0.1\u{a0}%");
        assert_eq!(percent(0.0), "0\u{a0}%");
    }

    #[test]
    fn signs_are_true_and_zero_has_none() {
        let say = |v, low, high| with_range(&figure(v, Unit::Index, Some((low, high))));
        assert_eq!(say(-0.123, -0.18, 0.06), "−0.12 (−0.18 to +0.06)");
        assert_eq!(signed(-0.001, 2), "0.00");
        assert_eq!(fixed(-12345.67, 1), "−12,345.7");
    }

    #[test]
    fn durations_are_said_as_people_say_them() {
        let say = |secs: f64| duration(secs).replace('\u{a0}', " ");
        assert_eq!(say(50.0), "50 s");
        assert_eq!(say(2_500.0), "42 min");
        assert_eq!(say(12_000.0), "3 h 20 min");
        assert_eq!(say(7_200.0), "2 h");
        assert_eq!(say(187_200.0), "2 days 4 h");
        assert_eq!(say(129_600.0), "1 day 12 h");
        assert_eq!(say(1_036_800.0), "12 days");
    }

    #[test]
    fn thousands_are_set_apart() {
        let all = [0, 999, 1_000, 1_234_567].map(count);
        assert_eq!(all, ["0", "999", "1,000", "1,234,567"]);
    }
}
