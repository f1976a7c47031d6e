//! Programs and their tasks.

use crate::catalogue::plural;
use crate::numbers::count;

/// There are no programs.
pub const NO_PROGRAMS: &str = "No program is written yet.";
/// There are no tasks.
pub const NO_TASKS: &str = "No program has a task yet.";

/// From a day on.
pub fn since(day: &str) -> String {
    format!("from {day}")
}

/// Until a day.
pub fn until(day: &str) -> String {
    format!("until {day}")
}

/// How far the tasks are.
pub fn tasks_lead(all: u64, done: u64, late: u64) -> String {
    format!("{} of {} done, {} late.", count(done), plural(all, "task", "tasks"), count(late))
}
