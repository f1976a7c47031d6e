//! Words for what the programs changed and for what goes with what.

use super::plural;
use crate::numbers::count;

/// Title of the effects on the brief.
pub const BRIEF_EFFECTS: &str = "What the programs changed";
/// Nothing was looked for on the brief.
pub const BRIEF_NO_EFFECTS: &str =
    "No program is under way or over yet, so there is no effect to look for.";
/// Label of the measure that should move.
pub const EFFECT_MEASURE: &str = "Should move";
/// Label of the control.
pub const EFFECT_CONTROL: &str = "Compared with";
/// Label of what was counted.
pub const EFFECT_COUNTED: &str = "Counted";
/// Label of what an effect rests on.
pub const EFFECT_BASIS: &str = "Rests on";
/// Label of what weakens it.
pub const EFFECT_CAVEAT: &str = "Mind";

/// What an effect rests on: days, posts, and how likely chance alone is.
pub fn effect_basis(
    (before, after): (u32, u32),
    posts: u64,
    control: Option<u64>,
    p: Option<&str>,
) -> String {
    let days = format!(
        "{} before and {} after",
        plural(before.into(), "day", "days"),
        count(after.into())
    );
    let control = control.map_or_else(String::new, |n| format!(", control n\u{a0}= {}", count(n)));
    let p = p.map_or_else(String::new, |p| format!(", {}", p_of(p)));
    format!("{days}, n\u{a0}= {} posts{control}{p}", count(posts))
}

/// What a correlation rests on.
pub fn correlation_basis(periods: u64, p: Option<&str>) -> String {
    let p = p.map_or_else(String::new, |p| format!(", {}", p_of(p)));
    format!("n\u{a0}= {}{p}", plural(periods, "period", "periods"))
}

/// A p-value: `p = 0.03`, `p < 0.001`.
fn p_of(p: &str) -> String {
    match p.strip_prefix('<') {
        Some(below) => format!("p\u{a0}< {below}"),
        None => format!("p\u{a0}= {p}"),
    }
}

/// What an effect is compared with, behind its sentence.
pub fn effect_against(control: &str) -> String {
    format!("Compared with {control}.")
}
