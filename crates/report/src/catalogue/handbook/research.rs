//! Market research and the SWOT.

use crate::catalogue::{list, plural, unit_name};
use crate::numbers::count;

/// There is no assessment.
pub const NO_ASSESSMENT: &str =
    "The strategy rests on no assessment yet. Keep one, and its findings will stand here.";
/// A field of the SWOT is empty.
pub const NO_ITEMS: &str = "Nothing here.";

/// What the market research rests on.
pub fn research_rests_on(
    findings: u64,
    left_out: u64,
    mentions: u64,
    window: &str,
    as_of: &str,
) -> String {
    let told = match left_out {
        0 => plural(findings, "finding", "findings"),
        more => format!("{} of {} findings", count(findings), count(findings + more)),
    };
    let rest = if left_out == 0 {
        ""
    } else {
        " What is cited is here whole; the rest is on the page of the kept assessment."
    };
    format!(
        "{told} from {}, {window}; computed {as_of}.{rest} Facts only: what they mean is said in the next chapter.",
        plural(mentions, "mention", "mentions"),
    )
}

/// What was not looked at in a quadrant.
pub fn not_looked_at(aspects: &[String]) -> String {
    format!("Not looked at here: {}.", list(aspects))
}

/// How a team voted on an item.
pub fn votes(agree: u64, against: u64) -> String {
    if against == 0 {
        format!("All {} agree.", count(agree))
    } else {
        format!("Disputed: {} for, {} against.", count(agree), count(against))
    }
}

/// The argument against an item.
pub fn counter(name: &str) -> String {
    format!("Against it, {name}: ")
}

/// Title of the coverage.
pub const COVERAGE: &str = "What was looked at: findings by quadrant and aspect";

/// Title of a chart of findings of one kind; `kind` is the first part of their key.
pub fn findings_chart(kind: &str, unit: model::Unit) -> String {
    let name = match kind {
        "net" => "Net sentiment",
        "voice" => "Share of voice",
        "recommendation" => "Share of recommendation",
        "topic-net" => "Net sentiment by topic",
        "compare" => "The brand against competitors, by topic: net sentiment, ours minus theirs",
        other => &sentence_case(&other.replace(['-', '_'], " ")),
    };
    format!("{name} ({})", unit_name(unit))
}

fn sentence_case(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// Head of a chart's rows.
pub const SUBJECT: &str = "Subject";
