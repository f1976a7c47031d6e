//! Free: for what has no playbook. Questions instead of answers.

use model::ProgramKind;

use super::{Playbook, Step};

pub const PLAYBOOK: Playbook = Playbook {
    kind: ProgramKind::Free,
    title: "A program of our own",
    purpose: "Programs are best designed by those who carry them. Whatever it is, it leads to the goal and fits the mission, or it \
              belongs in the nice-to-have box.",
    owners_job: "Is the one person who can say on any day how it goes, and asks for help before it is late.",
    participants: &["Owner", "Those who do it", "At least one customer or partner"],
    resources: "",
    steps: &[
        Step {
            due: -14,
            text: "Write in one sentence how it leads to the goal; ask a customer whether it is true",
        },
        Step { due: 0, text: "Begin with the smallest part that a customer would notice" },
        Step {
            due: 30,
            text: "Look at the measure with those who take part; go on, change or stop",
        },
    ],
    budget: &[],
    values: &[],
    before: "Unlike until now \u{2026}",
    after: "\u{2026} now we \u{2026}",
    rewards: "",
    risks: &[],
    measures: &[],
};
