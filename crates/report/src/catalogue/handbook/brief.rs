//! The brief on one page.

/// Nothing to decide.
pub const NO_DECISION: &str = "Nothing is asked to be decided.";
/// Title of the goal on the brief.
pub const BRIEF_GOAL: &str = "Goal, and where we are";
/// Title of the findings on the brief.
pub const BRIEF_FINDINGS: &str = "Three things we found";
/// Title of the money on the brief.
pub const BRIEF_MONEY: &str = "Money";
/// Title of the decision on the brief.
pub const BRIEF_DECISION: &str = "Decision asked";
/// Nothing was found yet.
pub const BRIEF_NOTHING_FOUND: &str =
    "The strategy has no strengths, weaknesses, opportunities or threats yet.";
/// How to read the brief's numbers.
pub const BRIEF_HOW: &str = "Numbers in brackets: 95 % interval, or cautious and hopeful edge.";
/// Label of the cost.
pub const BRIEF_COST: &str = "what the programs cost";
/// Label of the value.
pub const BRIEF_VALUE: &str = "what is attributed to them";
/// Label of the return.
pub const BRIEF_RETURN: &str = "return: (value − cost) ÷ cost";
/// What the brackets of money are.
pub const BRIEF_EDGES: &str = "cautious to hopeful";

/// The evidence of a finding on the brief.
pub fn brief_evidence(says: &str, value: &str, n: &str) -> String {
    format!("{says} Value {value}, n = {n}.")
}
