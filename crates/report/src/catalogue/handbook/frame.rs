//! Cover, contents, chapter titles, marks, and what every chapter says.

use crate::catalogue::list;

/// What sort of document it is.
pub const HANDBOOK: &str = "Strategy handbook";
/// What sort of document the brief is.
pub const BRIEF: &str = "Executive brief";
/// Stands before what was.
pub const UNTIL_NOW: &str = "Unlike until now";
/// Stands before what is.
pub const NOW_WE: &str = "now we";
/// Stands before what is, where it is not we who do it.
pub const NOW: &str = "now";
/// Title of the contents.
pub const HANDBOOK_CONTENTS: &str = "Contents";
/// Stands before a page's number.
pub const ON_PAGE: &str = "p.";
/// A working copy.
pub const WORKING_COPY: &str = "Working copy";
/// A working copy was signed by nobody.
pub const NOT_SIGNED: &str = "Not an edition: nobody has signed this.";
/// An edition without signatures.
pub const NO_SIGNATURES: &str = "No signatures yet.";
/// How to read the marks.
pub const HOW_TO_READ: &str = "Marks such as F12, P3 and M1 lead to the finding, the post or the measure that a sentence rests on; all of \
     them stand in the last chapter. “61 % (57–65)” means: 61 is the best estimate, and in 95 of 100 repetitions the true \
     value lies between 57 and 65. n is the number of posts or people that a number rests on.";
/// Title of what is lacking.
pub const LACKS: &str = "What this strategy still lacks";

/// Chapter titles in their order, with their anchors.
pub const CHAPTERS: [(&str, &str); 13] = [
    ("purpose", "Purpose and goal"),
    ("market", "Market research"),
    ("swot", "Strengths, weaknesses, opportunities, threats"),
    ("strategy", "Strategy"),
    ("team", "Team"),
    ("programs", "Programs"),
    ("actions", "Actions"),
    ("presence", "Presence"),
    ("resources", "Resources"),
    ("budget", "Budget"),
    ("reporting", "Reporting"),
    ("roi", "Return on investment"),
    ("evidence", "Evidence"),
];

/// The title of the chapter at `anchor`.
pub fn chapter(anchor: &str) -> &'static str {
    CHAPTERS.iter().find(|(id, _)| *id == anchor).map_or("", |(_, title)| title)
}

/// An edition and its day.
pub fn edition(number: u32, day: &str) -> String {
    format!("Edition {number}, {day}")
}

/// The edition in force with figures of another day.
pub fn in_force(number: u32, day: &str) -> String {
    format!("Edition {number}, in force, with the figures of {day}")
}

/// A working copy and its day.
pub fn working_copy(day: &str) -> String {
    format!("{WORKING_COPY}, {day}")
}

/// Who signed.
pub fn signed_by(names: &[String]) -> String {
    format!("Signed by {}.", list(names))
}

/// Not every character can be printed.
pub const BOXES: &str = "Characters for which this document has no typeface are shown as □. The handbook's page in the application shows \
     them all.";
/// Evidence that cannot be found.
pub const NO_EVIDENCE: &str = "[evidence missing]";
/// Names a table without a caption.
pub const TABLE: &str = "Table";
/// Head of a column of marks.
pub const MARK: &str = "Mark";
