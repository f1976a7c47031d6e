//! Measures, their courses, and what the programs changed.

use crate::catalogue::plural;
use crate::numbers::count;

/// There are no measures.
pub const NO_MEASURES: &str = "No measure is followed yet.";
/// There was no point yet.
pub const NO_POINT: &str = "not counted yet";
/// No target.
pub const NO_TARGET: &str = "no target";

/// How the measures are going.
pub fn measures_lead(on_course: u64, all: u64) -> String {
    format!("{} of {} on course.", count(on_course), plural(all, "measure is", "measures are"))
}

/// What is expected of a measure.
pub fn forecast(value: &str, day: &str) -> String {
    format!("{value} on {day}")
}

/// The target of a measure.
pub fn target(value: &str, day: &str) -> String {
    format!("{value} by {day}")
}

/// How a measure is counted.
pub fn measured_how(live: bool, method: &str) -> String {
    let source = if live { "Counted live from the posts." } else { "Typed in by people." };
    if method.is_empty() { source.to_owned() } else { format!("{source} {method}") }
}

/// A chart of a measure.
pub fn course_title(name: &str, unit: &str) -> String {
    format!("{name} ({unit})")
}

/// What a person would say about the course of a measure.
pub fn course_summary(
    from: (&str, &str),
    to: (&str, &str),
    target: Option<(&str, &str)>,
) -> String {
    let moved = format!("From {} on {} to {} on {}.", from.1, from.0, to.1, to.0);
    match target {
        Some((day, value)) => format!("{moved} The target is {value} on {day}."),
        None => moved,
    }
}

/// Nothing to draw.
pub const COURSE_EMPTY: &str = "Not counted yet.";

/// Marks the target in a drawing.
pub fn course_target(value: &str) -> String {
    format!("target {value}")
}

/// Marks the forecast in a drawing.
pub fn course_expected(value: &str) -> String {
    format!("expected {value}")
}
