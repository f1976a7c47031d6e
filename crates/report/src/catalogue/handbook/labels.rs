//! Labels before short texts.

/// Who is responsible.
pub const OWNER: &str = "Responsible";
/// Who takes part.
pub const PARTICIPANTS: &str = "Taking part";
/// What is used.
pub const RESOURCES: &str = "Resources";
/// What those get who take part.
pub const REWARDS: &str = "Rewards";
/// What can go wrong.
pub const RISKS: &str = "Risk";
/// From when until when.
pub const TIME: &str = "Time";
/// By which numbers.
pub const MEASURED_BY: &str = "Measured by";
/// What was learned.
pub const LEARNED: &str = "Learned";
/// The newest check-in.
pub const LATEST: &str = "How it goes";
/// What the goal serves.
pub const SERVES: &str = "Serves";
/// Where it stands.
pub const NOW: &str = "now";
/// Where it started.
pub const STARTED: &str = "started at";
/// Where it shall stand.
pub const TARGET: &str = "target";
/// What is expected.
pub const EXPECTED: &str = "expected";
/// Query of a finding.
pub const QUERY: &str = "Query";
/// Formula of a finding.
pub const FORMULA: &str = "Formula";
/// Examples of a finding.
pub const EXAMPLES: &str = "Examples";
/// A task is done.
pub const DONE: &str = "done";
/// A task is late.
pub const LATE: &str = "late";
/// A task is to be done.
pub const OPEN: &str = "open";
/// No day.
pub const NO_DAY: &str = "no day";
/// Before the edges of assumptions.
pub const EVERY: &str = "Every number is the likely value with its cautious and hopeful edge.";
/// Rule behind a light.
pub const RULE: &str = "Rule";
/// Where a measure comes from.
pub const SOURCE: &str = "Source";
/// A number that a measure counted.
pub const MEASURED: &str = "Measured.";
/// A number that somebody assumed.
pub const ASSUMED: &str = "Assumed.";
/// A week's hours.
pub const HOURS: &str = "h a week";
