//! The appendix: findings, posts, formulas.

use crate::catalogue::plural;

/// An erased post.
pub const ERASED: &str =
    "Erased at the wish of the person who said it. The finding was computed before.";
/// The words were cut.
pub const QUOTE_CUT: &str = "Shortened; the whole post stands where it was said.";
/// An author who is not named.
pub const UNNAMED: &str = "not named";

/// Why a post may not be quoted.
pub fn withheld(why: &str) -> String {
    format!("Not quoted: {why}")
}

/// Which assessment, in the appendix.
pub fn assessment_title(number: u32, as_of: &str) -> String {
    format!("Findings of assessment {number}, computed {as_of}")
}

/// What stands in the appendix.
pub fn evidence_lead(findings: u64, posts: u64, measures: u64, holes: u64) -> String {
    let all = format!(
        "{}, {} and {}.",
        plural(findings, "finding", "findings"),
        plural(posts, "post", "posts"),
        plural(measures, "measure", "measures"),
    );
    match holes {
        0 => all,
        holes => format!(
            "{all} {} shown as a marked hole.",
            plural(holes, "post cannot be quoted and is", "posts cannot be quoted and are")
        ),
    }
}

/// Title of what queries begin with.
pub const HANDBOOK_QUERIES: &str = "What the queries begin with";
/// The letter under which the beginning of a query is cited.
pub const QUERY_LETTER: &str = "Q";
/// Title of the formulas.
pub const HANDBOOK_FORMULAS: &str = "How each number is computed";
/// Title of the posts.
pub const POSTS: &str = "What was said";
/// Title of the measures in the appendix.
pub const MEASURES: &str = "Measures";
/// Stands before what links to the original.
pub const READ_ORIGINAL: &str = "read it there";
