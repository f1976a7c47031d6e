//! Words in and around charts and tables. A column's head that ends in `#` stands over numbers.

use crate::numbers::{count, fixed};

use super::{list, plural};

/// Head of a column of shares.
pub const HEAD_SHARE: &str = "Share#";
/// Head of a column of intervals.
pub const HEAD_INTERVAL: &str = "95 % interval#";
/// Head of a column of sample sizes.
pub const HEAD_N: &str = "n#";
/// Head of a column of net sentiment.
pub const HEAD_NET: &str = "Net sentiment#";
/// Head of a column of uncorrected values.
pub const HEAD_RAW: &str = "Uncorrected#";
/// Head of a column of topics.
pub const HEAD_TOPIC: &str = "Topic";
/// Head of a column of verdicts.
pub const HEAD_VERDICT: &str = "What was shown";
/// Head of a column of subjects.
pub const HEAD_SUBJECT: &str = "Subject";
/// Head of a column of days.
pub const HEAD_DAY: &str = "Day";
/// Head of a column of weekdays.
pub const HEAD_WEEKDAY: &str = "Day";
/// Head of a column of mentions.
pub const HEAD_MENTIONS: &str = "Mentions#";
/// Head of a column of negative posts.
pub const HEAD_NEGATIVE: &str = "Negative#";
/// Head of a column of neutral posts.
pub const HEAD_NEUTRAL: &str = "Neutral#";
/// Head of a column of positive posts.
pub const HEAD_POSITIVE: &str = "Positive#";
/// Head of a column that says what was not captured.
pub const HEAD_NOT_CAPTURED: &str = "Not captured";
/// Title of the chart of labels by day.
pub const SENTIMENT_DAYS: &str = "Positive and negative posts over time, as labelled";
/// What is said where there is nothing.
pub const NOTHING_SAID: &str = "Nothing was said in this time.";
/// The low end of the key of a heat map, in mentions.
pub const HEAT_KEY_LOW: &str = "1";

/// What a chart of shares shows.
pub fn shares_summary(first: &[(String, String)], many: usize) -> String {
    let said: Vec<String> = first.iter().map(|(name, share)| format!("{name} {share}")).collect();
    let rest = many.saturating_sub(first.len());
    let rest = if rest == 0 { String::new() } else { format!("; {rest} more follow") };
    format!("{}{rest}.", list(&said))
}

/// What a chart of dots shows.
pub fn dots_summary(best: (String, String), worst: (String, String)) -> String {
    format!("Best: {} {}. Worst: {} {}.", best.0, best.1, worst.0, worst.1)
}

/// What a chart of one dot shows.
pub fn dots_summary_one(only: (String, String)) -> String {
    format!("{}: {}.", only.0, only.1)
}

/// What a chart of sentiment by subject shows: name, negative, positive.
pub fn sentiment_summary(rows: &[(String, String, String)]) -> String {
    let said: Vec<String> = rows
        .iter()
        .map(|(name, neg, pos)| format!("{name}: {neg} negative, {pos} positive"))
        .collect();
    format!("{}.", said.join("; "))
}

/// The neutral share beside a row.
pub fn neutral_beside(share: &str) -> String {
    format!("neutral {share}")
}

/// What the chart of labels by day shows.
pub fn sentiment_days_summary(
    name: &str,
    negative: u64,
    positive: u64,
    worst: Option<(String, u64)>,
) -> String {
    let start = format!(
        "{} about {name} were labelled negative and {} positive",
        plural(negative, "mention", "mentions"),
        count(positive)
    );
    match worst {
        Some((day, many)) if many > 0 => {
            format!("{start}; most negative ones on {day}: {}.", count(many))
        }
        _ => format!("{start}."),
    }
}

/// Caption of the table of labels by day.
pub fn sentiment_days_table(name: &str) -> String {
    format!("Mentions of {name} by label")
}

/// Title of the heat map.
pub fn heat_title(zone: &str) -> String {
    format!("Mentions by weekday and hour of the day, {zone}")
}

/// What the heat map shows.
pub fn heat_summary(day: &str, hour: usize, most: u64, all: u64) -> String {
    let share = most as f64 / all.max(1) as f64;
    format!(
        "Most is said on {day} from {hour:02}:00 to {:02}:00: {}, {} of all.",
        (hour + 1) % 24,
        plural(most, "mention", "mentions"),
        crate::numbers::percent(share)
    )
}

/// What the chart of volume shows.
pub fn volume_summary(
    name: &str,
    all: u64,
    per_day: f64,
    most: Option<(String, u64)>,
    gaps: usize,
) -> String {
    let daily = if per_day < 10.0 { fixed(per_day, 1) } else { count(per_day.round() as u64) };
    let start = format!("{name} has {}, about {daily} a day", plural(all, "mention", "mentions"));
    let peak = match most {
        Some((when, many)) if many > 0 => format!("; the most on {when}: {}", count(many)),
        _ => String::new(),
    };
    let holes = match gaps {
        0 => String::new(),
        some => format!(
            " {} not captured and hatched.",
            plural(some as u64, "stretch was", "stretches were")
        ),
    };
    format!("{start}{peak}.{holes}")
}

/// The top of an axis of mentions.
pub fn mentions_a_day(number: &str) -> String {
    format!("{number} mentions a day")
}

/// The top of an axis of positive posts.
pub fn positive_a_day(number: &str) -> String {
    format!("{number} positive a day")
}

/// The foot of an axis of negative posts.
pub fn negative_a_day(number: &str) -> String {
    format!("{number} negative a day")
}

/// Value, interval and n of a named figure.
pub fn hover_figure(name: &str, value: &str, n: u64) -> String {
    format!("{name}: {value}, n = {}", count(n))
}

/// The n of a figure that stands beside.
pub fn hover_n(n: u64) -> String {
    format!("n = {}", count(n))
}

/// Two sides of a topic: name, value with interval, n.
pub fn hover_pair(topic: &str, first: (&str, &str, u64), second: (&str, &str, u64)) -> String {
    let side = |(name, value, n): (&str, &str, u64)| format!("{name} {value}, n = {}", count(n));
    format!("{topic}: {}; {}", side(first), side(second))
}

/// Negative, neutral and positive of a subject.
pub fn hover_sentiment(name: &str, [negative, neutral, positive]: [&str; 3], n: u64) -> String {
    format!("{name}: negative {negative}, neutral {neutral}, positive {positive}, n = {}", count(n))
}

/// Mentions and labels of a day.
pub fn hover_labels(day: &str, all: u64, [negative, _, positive]: [u64; 3]) -> String {
    format!("{day}: {}, {} positive, {} negative", count(all), count(positive), count(negative))
}

/// An hour on all days of the week.
pub fn hover_hour(hour: usize, days: &[(&str, u64)]) -> String {
    let said: Vec<String> =
        days.iter().map(|(day, many)| format!("{day} {}", count(*many))).collect();
    format!("{hour:02}:00: {}", said.join(", "))
}

/// A day's mentions by subject.
pub fn hover_day(day: &str, counts: &[(String, u64)]) -> String {
    let said: Vec<String> =
        counts.iter().map(|(name, n)| format!("{name} {}", count(*n))).collect();
    format!("{day}: {}", said.join(", "))
}

/// What a day says, and what was not captured on it.
pub fn with_gap(said: String, gaps: &str) -> String {
    if gaps.is_empty() { said } else { format!("{said}. Not captured: {gaps}") }
}

/// A gap: source, stretch and cause.
pub fn gap(source: &str, cause: &str) -> String {
    format!("{source}: {cause}")
}

/// What a sparkline shows.
pub fn sparkline(name: &str, most: u64, days: usize) -> String {
    format!("{name}: up to {} in one of {days} steps", plural(most, "mention", "mentions"))
}

/// The strength of a phrase.
pub fn hover_strength(z: f64) -> String {
    format!("z = {}", fixed(z, 1))
}

/// The line of what was seen.
pub const AGAINST_SEEN: &str = "seen";
/// The line of what was to be expected.
pub const AGAINST_EXPECTED: &str = "expected";
/// Where a program begins.
pub const AGAINST_BEGINS: &str = "program begins";
/// The heads of the table behind the two lines.
pub const AGAINST_HEADS: [&str; 3] = ["Week from", "Seen#", "Expected without the program#"];

/// One week of the two lines.
pub fn against_week(day: &str, seen: &str, expected: &str) -> String {
    format!("Week from {day}: {seen} seen, {expected} expected")
}
