//! Heads of tables, as `Grid::new` reads them.

/// Findings of a quadrant.
pub const FINDINGS: [&str; 4] = ["Finding", "Value (95 %)#", "n#", "."];
/// Findings in the appendix.
pub const APPENDIX: [&str; 5] = [".", "Finding, query and examples", "Value (95 %)#", "n#", "By."];
/// Methods.
pub const METHODS: [&str; 4] = ["Method", "How it leads to the goal", "Answers.", "Program."];
/// The team.
pub const TEAM: [&str; 5] = ["Name", "Side.", "Organisation", "Leads", "Signed."];
/// Tasks.
pub const TASKS: [&str; 5] = ["Due.", "Task", "Who", "Program", "State."];
/// Presences.
pub const PRESENCE: [&str; 3] = ["Who or what", "Where", "Kind."];
/// Resources.
pub const RESOURCES: [&str; 4] = ["Resource", "Where", "Who", "Amount#"];
/// Costs.
pub const COSTS: [&str; 5] = ["Cost", "Department.", "Quantity#", "Each#", "Sum#"];
/// Sums of money.
pub const SUMS: [&str; 4] = ["", "Cost#", "Value#", "Return#"];
/// Values and their assumptions.
pub const VALUES: [&str; 5] = ["What, and why", "How many#", "Worth each#", "Share#", "Value#"];
/// Measures.
pub const MEASURES: [&str; 6] =
    ["Measure", "Now (95 %)#", "Target", "Forecast", "How it goes.", "."];
/// What queries begin with.
pub const QUERIES: [&str; 2] = ["No..", "Query"];
/// Formulas.
pub const FORMULAS: [&str; 2] = ["No..", "Formula"];
