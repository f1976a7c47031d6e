//! Goal, mission, team, presence, resources.

use crate::catalogue::plural;

/// There is no goal.
pub const NO_GOAL: &str =
    "No goal is written yet. It will stand here with its measure, its target and its day.";
/// There is no mission.
pub const NO_MISSION: &str = "No mission is written yet.";
/// There is nobody on the team.
pub const NO_TEAM: &str = "Nobody is on the team yet.";
/// There are no presences.
pub const NO_PRESENCE: &str = "No presences are named yet.";
/// There are no resources.
pub const NO_RESOURCES: &str = "No resources are named yet.";

/// Who the team is.
pub fn team_lead(all: u64, customers: u64, partners: u64) -> String {
    format!(
        "{} wrote this strategy, among them {} and {}.",
        plural(all, "person", "people"),
        plural(customers, "customer", "customers"),
        plural(partners, "partner", "partners"),
    )
}
