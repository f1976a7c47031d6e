//! The calendar of programs: what starts, ends and is due between two days.

use model::{Day, ItemId, Program, ProgramId, ProgramState};

/// Something on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The day.
    pub day: Day,
    /// Of which program.
    pub program: ProgramId,
    /// What the program is called.
    pub name: String,
    /// What happens.
    pub what: What,
}

/// What happens on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// The program starts.
    Starts,
    /// Its last day.
    Ends,
    /// A step is due.
    Due {
        /// Which.
        task: ItemId,
        /// What is to be done.
        text: String,
        /// Who does it; the program's owner where the step names nobody.
        owner: String,
        /// Whether it is done.
        done: bool,
    },
}

/// What happens from `from` to `to`, both included, in order of days; programs that are over keep their steps out of it.
pub fn calendar(programs: &[Program], from: Day, to: Day) -> Vec<Entry> {
    let mut entries: Vec<Entry> = programs.iter().flat_map(entries_of).collect();
    entries.retain(|entry| (from..=to).contains(&entry.day));
    entries.sort_by_key(|entry| (entry.day, entry.program));
    entries
}

fn entries_of(program: &Program) -> impl Iterator<Item = Entry> {
    let entry = |day, what| Entry { day, program: program.id, name: program.name.clone(), what };
    let open = program.state < ProgramState::Finished;
    let due = program.tasks.iter().filter(move |_| open).filter_map(move |task| {
        let owner = if task.owner.is_empty() { &program.owner } else { &task.owner };
        let what = What::Due {
            task: task.id,
            text: task.text.clone(),
            owner: owner.clone(),
            done: task.done_at.is_some(),
        };
        Some(entry(task.due?, what))
    });
    let starts = program.starts.map(|day| entry(day, What::Starts));
    let ends = program.ends.map(|day| entry(day, What::Ends));
    starts.into_iter().chain(due).chain(ends)
}

/// Steps that are late on `today`: due before it and not done, of programs that are not over; the latest first.
pub fn late(programs: &[Program], today: Day) -> Vec<Entry> {
    let mut late = calendar(programs, Day(i32::MIN), Day(today.0.saturating_sub(1)));
    late.retain(|entry| matches!(entry.what, What::Due { done: false, .. }));
    late
}

#[cfg(test)]
mod tests {
    use model::{ProgramKind, Timestamp};

    use super::*;
    use crate::playbooks::begin;

    #[test]
    fn days_come_in_order_and_what_is_late_is_said() {
        let mut launch =
            begin(ProgramKind::Launch, "Launch", Some(Day(100)), ProgramId(2), Timestamp(0));
        let mut free = begin(ProgramKind::Free, "Free", Some(Day(90)), ProgramId(1), Timestamp(0));
        free.owner = "Ada".to_owned();
        launch.state = ProgramState::Learned;
        let programs = [launch, free];
        let entries = calendar(&programs, Day(76), Day(100));
        assert!(entries.is_sorted_by_key(|entry| entry.day));
        let days: Vec<(i32, u32)> = entries.iter().map(|e| (e.day.0, e.program.0)).collect();
        assert_eq!(days, [(76, 1), (90, 1), (90, 1), (100, 2)]);
        let late = late(&programs, Day(91));
        assert_eq!(late.len(), 2);
        assert!(late.iter().all(|e| matches!(&e.what, What::Due { owner, .. } if owner == "Ada")));
    }
}
