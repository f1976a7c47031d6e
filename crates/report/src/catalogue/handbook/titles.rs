//! Titles inside chapters.

/// What customers and partners have of it.
pub const FOR_MARKET: &str = "For customers and partners";
/// What the company has of it.
pub const FOR_COMPANY: &str = "For the company";
/// The sentence of what is done.
pub const MISSION: &str = "Mission";
/// Pairs of until now and now.
pub const BENEFITS: &str = "Benefits";
/// What leads to the goal.
pub const METHODS: &str = "Methods";
/// What does not lead to the goal.
pub const NICE: &str = "Nice to have, and not part of this strategy";
/// What the team agreed on.
pub const TERMS: &str = "Terms of those who take part";
/// What a program costs.
pub const COSTS: &str = "What the programs cost";
/// Money by department.
pub const CENTRES: &str = "By department";
/// Money by program.
pub const PROGRAMS: &str = "By program";
/// What is assumed.
pub const ASSUMPTIONS: &str = "Assumptions behind the value";
/// What is looked at only afterwards.
pub const CONTROLS: &str = "Looked at only afterwards";
/// What programs changed.
pub const IMPACT: &str = "Did the programs do it?";
/// What the market says about our presence.
pub const PRESENCE: &str = "How the market finds us";
/// What is already decided on.
pub const AIMS: &str = "What we aim at";
/// Sums over everything.
pub const ALL: &str = "All programs";
