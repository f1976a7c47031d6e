//! Words of the terminal's summary.

use crate::numbers::count;

use super::plural;

/// Head of the table of shares.
pub const TERM_VOICE: [&str; 5] =
    ["Voice", "Mentions", "Share of voice", "Recommended", "Net sentiment"];
/// Head of the block on answers.
pub const TERM_ANSWERS: &str = "Answers";
/// Head of frustrations.
pub const TERM_FRUSTRATIONS: &str = "Frustrations";
/// Head of excitements.
pub const TERM_EXCITEMENTS: &str = "Excitements";
/// Head of spikes.
pub const TERM_SPIKES: &str = "Spikes";
/// Head of what is missing.
pub const TERM_MISSING: &str = "Missing";
/// Head of comparisons.
pub const TERM_COMPARED: &str = "Compared";

/// What it rests on, in one line.
pub fn term_basis(
    posts: u64,
    mentions: u64,
    people: u64,
    networks: usize,
    not_read: u64,
) -> String {
    let unread =
        if not_read == 0 { String::new() } else { format!(", {} not read", count(not_read)) };
    format!(
        "{}, {} by {} on {}{unread}",
        plural(posts, "post", "posts"),
        plural(mentions, "mention", "mentions"),
        plural(people, "person", "people"),
        plural(networks as u64, "network", "networks"),
    )
}

/// Where the brand is better and worse: topic and competitor.
pub fn term_compared(better: &[(String, String)], worse: &[(String, String)]) -> String {
    let said = |items: &[(String, String)]| {
        let first: Vec<String> =
            items.iter().take(3).map(|(topic, who)| format!("“{topic}” ({who})")).collect();
        let rest = items.len().saturating_sub(3);
        if rest == 0 {
            first.join(", ")
        } else {
            format!("{}, {}", first.join(", "), term_more(rest))
        }
    };
    match (better.is_empty(), worse.is_empty()) {
        (true, true) => String::new(),
        (false, true) => format!("Better on {}.", said(better)),
        (true, false) => format!("Worse on {}.", said(worse)),
        (false, false) => format!("Worse on {}. Better on {}.", said(worse), said(better)),
    }
}

/// A spike in one line.
pub fn term_spike(days: &str, name: &str, many: u64, expected: &str, news: &str) -> String {
    let news = if news.is_empty() { String::new() } else { format!("; new: {news}") };
    format!("{days}, {name}: {} mentions where {expected} were expected{news}", count(many))
}

/// What comes after what is shown.
pub fn term_more(many: usize) -> String {
    format!("and {many} more")
}

/// Gaps in one line.
pub fn term_gaps(many: usize, first: &str) -> String {
    format!("{} in the data, such as {first}", plural(many as u64, "gap", "gaps"))
}
