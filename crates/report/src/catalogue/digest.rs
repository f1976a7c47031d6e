//! Words of the digests.

use model::DigestCategory;

use super::plural;
use crate::numbers::count;

/// Leads to the page with all of it.
pub const DIGEST_ALL: &str = "All of it:";
/// Leads to the settings.
pub const DIGEST_SETTINGS: &str = "Choose what you are sent:";
/// Said where clicks are counted.
pub const DIGEST_COUNTED: &str = "You agreed that clicks on the links above are counted. You can withdraw that where you choose what you are sent.";
/// A post past its due time.
pub const DIGEST_OVERDUE: &str = "overdue";
/// Leads to a thing.
pub const DIGEST_OPEN: &str = "Open";

/// A category.
pub const fn digest_category(category: DigestCategory) -> &'static str {
    match category {
        DigestCategory::Waiting => "What waits for an answer",
        DigestCategory::Moves => "What moved since last week",
        DigestCategory::Measures => "How our measures are going",
        DigestCategory::Quarter => "The quarter on one page",
    }
}

/// Leads out of a category.
pub fn digest_leave(category: DigestCategory) -> String {
    format!("Leave “{}” with one click:", digest_category(category))
}

/// Why somebody is sent this.
pub fn digest_why(reader: &str, workspace: &str, rhythm: &str) -> String {
    format!("For {reader}, member of {workspace}: the {rhythm} digest.")
}

/// How much waits.
pub fn digest_waiting(total: u64, overdue: u64, mine: u64) -> String {
    if total == 0 {
        return "Nothing waits for an answer.".to_owned();
    }
    let waits = plural(total, "post waits for an answer", "posts wait for an answer");
    let overdue = match overdue {
        0 => "none is overdue".to_owned(),
        1 => "1 is overdue".to_owned(),
        many => format!("{} are overdue", count(many)),
    };
    match mine {
        0 => format!("{waits}; {overdue}."),
        mine => format!("{waits}; {overdue}; {} with you.", count(mine)),
    }
}

/// One post that waits.
pub fn digest_waits(need: &str, network: &str, waited: &str) -> String {
    format!("A {need} on {network} has waited {waited}.")
}

/// How much moved.
pub fn digest_moves(moved: u64, compared: u64) -> String {
    match moved {
        0 => format!(
            "Nothing moved by more than chance; {} compared.",
            plural(compared, "figure was", "figures were")
        ),
        moved => format!(
            "{} by more than chance, of {} compared.",
            plural(moved, "figure moved", "figures moved"),
            count(compared)
        ),
    }
}

/// Where a measure stands.
pub fn digest_measure(name: &str, now: &str, day: &str) -> String {
    format!("{name}: {now} on {day}.")
}
