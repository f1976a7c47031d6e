//! The playbooks: what a professional starts a program with. All of it is text to be edited, none of it is a rule.

mod administration;
mod advocacy;
mod buzz_event;
mod buzz_partner;
mod buzz_product;
mod buzz_talent;
mod co_creation;
mod free;
mod launch;
mod support_community;
mod talent;

use model::{
    Attributed, Cost, CostCentre, CostKind, Day, Estimate, ItemId, Measure, Money, Program,
    ProgramId, ProgramKind, Task, Timestamp,
};

/// What to start a program of one kind with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Playbook {
    /// Which kind.
    pub kind: ProgramKind,
    /// What it is called.
    pub title: &'static str,
    /// Why one does it, in two sentences.
    pub purpose: &'static str,
    /// What the owner does, week by week.
    pub owners_job: &'static str,
    /// Who takes part, as roles to be replaced by names.
    pub participants: &'static [&'static str],
    /// What is used.
    pub resources: &'static str,
    /// The steps in order.
    pub steps: &'static [Step],
    /// What it costs: hours and times are suggestions, rates are the company's to fill in.
    pub budget: &'static [BudgetLine],
    /// What it may be worth: numbers are the company's to fill in.
    pub values: &'static [ValueLine],
    /// What is different: before.
    pub before: &'static str,
    /// What is different: after.
    pub after: &'static str,
    /// What those who take part get, and that they disclose it where they speak about us: most markets ask for that (FTC
    /// Endorsement Guides, EU Unfair Commercial Practices Directive).
    pub rewards: &'static str,
    /// What can go wrong, and what is done then.
    pub risks: &'static [&'static str],
    /// What it is measured by.
    pub measures: &'static [Suggested],
}

/// One step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// Due so many days after the program starts; negative: before.
    pub due: i32,
    /// What is to be done.
    pub text: &'static str,
}

/// One line of the budget.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BudgetLine {
    /// What for.
    pub kind: CostKind,
    /// Whose.
    pub centre: CostCentre,
    /// What exactly.
    pub text: &'static str,
    /// Hours or times, low, mid and high, for the first quarter.
    pub quantity: [f64; 3],
}

/// One value that may be attributed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ValueLine {
    /// Whose.
    pub centre: CostCentre,
    /// What exactly.
    pub text: &'static str,
    /// How one would know it.
    pub because: &'static str,
}

/// A measure that fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Suggested {
    /// Which.
    pub measure: Measure,
    /// What to call it.
    pub name: &'static str,
    /// Why it is the right one.
    pub why: &'static str,
}

/// The playbook of a kind of program.
pub const fn playbook(kind: ProgramKind) -> &'static Playbook {
    match kind {
        ProgramKind::SupportCommunity => &support_community::PLAYBOOK,
        ProgramKind::CoCreation => &co_creation::PLAYBOOK,
        ProgramKind::Launch => &launch::PLAYBOOK,
        ProgramKind::Administration => &administration::PLAYBOOK,
        ProgramKind::Advocacy => &advocacy::PLAYBOOK,
        ProgramKind::BuzzEvent => &buzz_event::PLAYBOOK,
        ProgramKind::BuzzProduct => &buzz_product::PLAYBOOK,
        ProgramKind::BuzzPartner => &buzz_partner::PLAYBOOK,
        ProgramKind::BuzzTalent => &buzz_talent::PLAYBOOK,
        ProgramKind::Talent => &talent::PLAYBOOK,
        ProgramKind::Free => &free::PLAYBOOK,
    }
}

/// A draft from the playbook of its kind. An empty `name` becomes the playbook's title; tasks get days when `starts` is known.
pub fn begin(
    kind: ProgramKind,
    name: &str,
    starts: Option<Day>,
    id: ProgramId,
    at: Timestamp,
) -> Program {
    let book = playbook(kind);
    let tasks: Vec<Task> = (1..)
        .zip(book.steps)
        .map(|(number, step)| Task {
            id: ItemId(number),
            text: step.text.to_owned(),
            owner: String::new(),
            due: starts.map(|day| Day(day.0.saturating_add(step.due))),
            done_at: None,
        })
        .collect();
    let name = if name.trim().is_empty() { book.title } else { name.trim() };
    Program {
        resources: book.resources.to_owned(),
        before: book.before.to_owned(),
        after: book.after.to_owned(),
        rewards: book.rewards.to_owned(),
        risks: book.risks.iter().map(|&risk| risk.to_owned()).collect(),
        starts,
        next_item: tasks.len() as u32 + 1,
        tasks,
        money: money_of(book),
        ..Program::draft(id, name, kind, at)
    }
}

/// The lines of the budget, with rates and worths left at nothing: [`crate::lint`] asks for them.
fn money_of(book: &Playbook) -> Money {
    let costs = book.budget.iter().map(|line| {
        let [low, mid, high] = line.quantity;
        Cost {
            kind: line.kind,
            centre: line.centre,
            text: line.text.to_owned(),
            quantity: Estimate { low, mid, high },
            rate: Estimate::exactly(0.0),
        }
    });
    let values = book.values.iter().map(|line| Attributed {
        centre: line.centre,
        text: line.text.to_owned(),
        quantity: Estimate::exactly(0.0),
        kpi: None,
        worth: Estimate::exactly(0.0),
        share: Estimate::exactly(1.0),
        because: line.because.to_owned(),
    });
    Money { costs: costs.collect(), values: values.collect() }
}

#[cfg(test)]
mod tests {
    use model::ProgramState;

    use super::*;

    #[test]
    fn every_kind_has_a_playbook_that_one_can_start_with() {
        for &kind in ProgramKind::ALL {
            let book = playbook(kind);
            assert_eq!(book.kind, kind);
            let texts = [book.title, book.purpose, book.owners_job, book.before, book.after];
            assert!(texts.iter().all(|text| !text.is_empty()), "{kind}");
            assert!(book.steps.is_sorted_by_key(|step| step.due), "{kind}: steps are in order");
            if kind != ProgramKind::Free {
                assert!(book.steps.len() >= 6 && book.risks.len() >= 3, "{kind}");
                assert!(!book.measures.is_empty() && !book.budget.is_empty(), "{kind}");
                assert!(book.rewards.is_empty() || book.rewards.contains("disclose"), "{kind}");
            }
            for line in book.budget {
                let [low, mid, high] = line.quantity;
                assert!(0.0 <= low && low <= mid && mid <= high, "{kind}: {}", line.text);
            }
        }
    }

    #[test]
    fn a_program_begins_as_a_draft_with_its_days() {
        let program =
            begin(ProgramKind::Launch, "  ", Some(Day(20_000)), ProgramId(7), Timestamp(1));
        let book = playbook(ProgramKind::Launch);
        assert_eq!((program.name.as_str(), program.state), (book.title, ProgramState::Draft));
        assert_eq!(program.tasks.len(), book.steps.len());
        let first = book.steps.first().unwrap();
        assert_eq!(program.tasks.first().unwrap().due, Some(Day(20_000 + first.due)));
        assert!(program.tasks.iter().all(|task| task.id.0 < program.next_item));
    }
}
