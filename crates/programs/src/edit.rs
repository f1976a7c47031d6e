//! The one way to change a program: edits, and the states draft → agreed → running → finished → learned.
//!
//! [`apply`] takes the program and gives back the changed one, or says why not. A program that is over keeps what it was: only
//! what it is worth, how its effect is looked for and what was learned can still be written.

use model::{
    CheckIn, Day, Estimate, ImpactDesign, ItemId, KpiId, MemberId, Method, Money, Mood,
    NamedContact, Program, ProgramState, Strategy, StrategyId, Task, Timestamp, same_name,
};
use thiserror::Error;

/// Longest name and longest text, in characters.
const NAME_MAX: usize = 200;
const TEXT_MAX: usize = 20_000;

/// Words that name a department and no person.
const NO_PERSON: [&str; 12] = [
    "team",
    "department",
    "marketing",
    "sales",
    "support",
    "product",
    "hr",
    "management",
    "it",
    "office",
    "agency",
    "abteilung",
];

/// One change.
#[derive(Debug, Clone, PartialEq)]
pub enum Edit {
    /// What it is called.
    Name(String),
    /// Who is responsible, and as whom they sign in.
    Owner(String, Option<MemberId>),
    /// Who takes part.
    Participants(Vec<String>),
    /// What is used.
    Resources(String),
    /// Unlike until now …, … now we ….
    BeforeAfter(String, String),
    /// What those who take part get.
    Rewards(String),
    /// What can go wrong, and what is done then.
    Risks(Vec<String>),
    /// The strategy and the method in it.
    Serves(Option<(StrategyId, ItemId)>),
    /// First and last day.
    Dates(Option<Day>, Option<Day>),
    /// A new step.
    AddTask(TaskDraft),
    /// A step, written anew.
    ChangeTask(ItemId, TaskDraft),
    /// Whether a step is done.
    TaskDone(ItemId, bool),
    /// A step less.
    RemoveTask(ItemId),
    /// A word on how it goes.
    CheckIn {
        /// Who.
        by: String,
        /// How it goes.
        mood: Mood,
        /// What there is to say.
        text: String,
    },
    /// What it is measured by.
    Kpis(Vec<KpiId>),
    /// What it costs and brings.
    Money(Money),
    /// How its effect is looked for.
    Impact(Option<ImpactDesign>),
    /// What was learned, while it is not yet closed.
    Learned(String),
    /// Those who carry it agreed. With the method that it serves, as [`method_of`] finds it.
    Agree(Option<Method>),
    /// Back from agreed to draft.
    Reopen,
    /// Under way since this day.
    Start(Day),
    /// Over since this day.
    Finish(Day),
    /// What was learned is written down: closed.
    Learn(String),
}

/// A step as it is written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TaskDraft {
    /// What is to be done.
    pub text: String,
    /// Who does it; may be empty.
    pub owner: String,
    /// Until when.
    pub due: Option<Day>,
}

/// Why a change was refused.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Refused {
    /// No name.
    #[error("a program needs a name of at most {NAME_MAX} characters")]
    Name,
    /// Longer than anybody reads.
    #[error("a text may have {TEXT_MAX} characters at most")]
    TooLong,
    /// A step without words.
    #[error("say what is to be done")]
    EmptyTask,
    /// A check-in without words.
    #[error("say how it goes in a sentence")]
    EmptyCheckIn,
    /// No such step.
    #[error("this program has no step {0}; somebody may have removed it: load the page again")]
    NoTask(ItemId),
    /// The end lies before the start.
    #[error("the last day, {1}, lies before the first, {0}")]
    EndsBeforeStart(Day, Day),
    /// Numbers out of order or out of range.
    #[error("\u{201c}{0}\u{201d}: {1}")]
    Number(String, &'static str),
    /// Closed.
    #[error("the program is {0}: only its money and its impact can still be changed")]
    Over(ProgramState),
    /// This step of the way does not start here.
    #[error(
        "a program that is {from} cannot become {to}; the way is draft, agreed, running, finished, learned"
    )]
    NotFromHere {
        /// Where it is.
        from: ProgramState,
        /// Where it should have gone.
        to: ProgramState,
    },
    /// What is missing before the next state, each a sentence.
    #[error("before it can be {to}: {}", missing.join(" "))]
    Missing {
        /// The state that was asked for.
        to: ProgramState,
        /// What is missing.
        missing: Vec<&'static str>,
    },
}

/// The method that `program` serves, among these strategies; `None` when it names none or none of these.
pub fn method_of<'a>(program: &Program, strategies: &'a [Strategy]) -> Option<&'a Method> {
    let (strategy, method) = program.serves?;
    let strategy = strategies.iter().find(|known| known.id == strategy)?;
    strategy.hexagon.methods.iter().find(|known| known.id == method)
}

/// Whether `owner` names a person: not empty, and not just a department.
pub fn is_person(owner: &str) -> bool {
    let words: Vec<String> = owner.split_whitespace().map(str::to_lowercase).collect();
    !words.is_empty()
        && !words.iter().all(|word| NO_PERSON.contains(&word.as_str()))
        && !words.last().is_some_and(|word| matches!(word.as_str(), "team" | "department"))
}

/// The program after the change. Versions are counted by whoever keeps it.
///
/// # Errors
/// [`Refused`] says in a sentence why nothing was changed.
pub fn apply(program: Program, edit: Edit, at: Timestamp) -> Result<Program, Refused> {
    may_still(program.state, &edit)?;
    match edit {
        Edit::Agree(method) => agree(program, method.as_ref()),
        Edit::Reopen => go(program, ProgramState::Agreed, ProgramState::Draft),
        Edit::Start(day) => start(program, day),
        Edit::Finish(day) => finish(program, day),
        Edit::Learn(words) => learn(program, words),
        edit => write(program, edit, at),
    }
}

/// The same in place, for those who keep documents: what is refused changes nothing.
///
/// # Errors
/// As [`apply`].
pub fn change(program: &mut Program, edit: Edit, at: Timestamp) -> Result<(), Refused> {
    *program = apply(program.clone(), edit, at)?;
    Ok(())
}

/// Ties names to contacts, in any state: a name that is tied already is tied anew, and one that stands nowhere any more is
/// tied to nobody.
pub fn tie(program: &mut Program, contacts: Vec<NamedContact>) {
    let mut named = std::mem::take(&mut program.named);
    named.retain(|old| !contacts.iter().any(|new| same_name(&new.name, &old.name)));
    named.extend(contacts);
    named.retain(|it| program.people().any(|name| same_name(name, &it.name)));
    program.named = named;
}

/// What may be changed in which state.
fn may_still(state: ProgramState, edit: &Edit) -> Result<(), Refused> {
    use ProgramState::{Finished, Learned};
    let transition = matches!(
        edit,
        Edit::Agree(_) | Edit::Reopen | Edit::Start(_) | Edit::Finish(_) | Edit::Learn(_)
    );
    let afterwards = matches!(edit, Edit::Money(_) | Edit::Impact(_));
    let closing = matches!(edit, Edit::Kpis(_) | Edit::Learned(_) | Edit::CheckIn { .. });
    let allowed = match state {
        Learned => transition || afterwards,
        Finished => transition || afterwards || closing,
        _ => true,
    };
    if allowed { Ok(()) } else { Err(Refused::Over(state)) }
}

fn go(mut program: Program, from: ProgramState, to: ProgramState) -> Result<Program, Refused> {
    if program.state != from {
        return Err(Refused::NotFromHere { from: program.state, to });
    }
    program.state = to;
    Ok(program)
}

fn refuse(to: ProgramState, missing: Vec<&'static str>) -> Result<(), Refused> {
    if missing.is_empty() { Ok(()) } else { Err(Refused::Missing { to, missing }) }
}

fn agree(program: Program, method: Option<&Method>) -> Result<Program, Refused> {
    let program = go(program, ProgramState::Draft, ProgramState::Agreed)?;
    let mut missing = Vec::new();
    if program.owner.trim().is_empty() {
        missing.push("Name the owner.");
    } else if !is_person(&program.owner) {
        missing.push("The owner is a person, not a department.");
    }
    if program.participants.iter().all(|name| name.trim().is_empty()) {
        missing.push("Name at least one person who takes part.");
    }
    if program.tasks.is_empty() {
        missing.push("Write at least one step.");
    }
    let serves = method.filter(|method| program.serves.is_some_and(|(_, id)| id == method.id));
    match serves {
        None => missing.push("Link it to a method of a strategy."),
        Some(method) if method.nice_to_have => {
            missing.push("Its method lies in the nice-to-have box.");
        }
        Some(method) if method.leads_to_goal.trim().is_empty() => {
            missing.push("Its method does not say how it leads to the goal.");
        }
        Some(_) => {}
    }
    refuse(ProgramState::Agreed, missing)?;
    Ok(program)
}

fn start(program: Program, day: Day) -> Result<Program, Refused> {
    let mut program = go(program, ProgramState::Agreed, ProgramState::Running)?;
    in_order(Some(day), program.ends)?;
    program.starts = Some(day);
    Ok(program)
}

fn finish(program: Program, day: Day) -> Result<Program, Refused> {
    let mut program = go(program, ProgramState::Running, ProgramState::Finished)?;
    in_order(program.starts, Some(day))?;
    program.ends = Some(day);
    Ok(program)
}

fn learn(program: Program, words: String) -> Result<Program, Refused> {
    let mut program = go(program, ProgramState::Finished, ProgramState::Learned)?;
    if words.trim().is_empty() {
        refuse(
            ProgramState::Learned,
            vec!["Write what was learned, what you would do again and what not."],
        )?;
    }
    program.learned = text(words)?;
    Ok(program)
}

fn write(mut program: Program, edit: Edit, at: Timestamp) -> Result<Program, Refused> {
    match edit {
        Edit::Name(name) => program.name = name_of(&name)?,
        Edit::Owner(name, member) => {
            (program.owner, program.owner_member) = (line(&name)?, member);
        }
        Edit::Participants(names) => program.participants = lines(names)?,
        Edit::Resources(words) => program.resources = text(words)?,
        Edit::BeforeAfter(before, after) => {
            (program.before, program.after) = (text(before)?, text(after)?);
        }
        Edit::Rewards(words) => program.rewards = text(words)?,
        Edit::Risks(risks) => program.risks = lines(risks)?,
        Edit::Serves(method) => program.serves = method,
        Edit::Dates(starts, ends) => {
            in_order(starts, ends)?;
            (program.starts, program.ends) = (starts, ends);
        }
        Edit::CheckIn { by, mood, text: words } => {
            if words.trim().is_empty() {
                return Err(Refused::EmptyCheckIn);
            }
            program.check_ins.push(CheckIn { at, by: line(&by)?, mood, text: text(words)? });
        }
        Edit::Kpis(mut kpis) => {
            kpis.sort_unstable();
            kpis.dedup();
            program.kpis = kpis;
        }
        Edit::Money(money) => program.money = sound(money)?,
        Edit::Impact(design) => program.impact = design,
        Edit::Learned(words) => program.learned = text(words)?,
        edit => write_task(&mut program, edit, at)?,
    }
    Ok(program)
}

fn write_task(program: &mut Program, edit: Edit, at: Timestamp) -> Result<(), Refused> {
    match edit {
        Edit::AddTask(draft) => {
            let id = ItemId(program.next_item);
            let task =
                Task { id, text: String::new(), owner: String::new(), due: None, done_at: None };
            program.tasks.push(filled(task, &draft)?);
            program.next_item = program.next_item.saturating_add(1);
        }
        Edit::ChangeTask(id, draft) => {
            let task = task_mut(program, id)?;
            *task = filled(task.clone(), &draft)?;
        }
        Edit::TaskDone(id, done) => {
            let task = task_mut(program, id)?;
            task.done_at = if done { task.done_at.or(Some(at)) } else { None };
        }
        Edit::RemoveTask(id) => {
            task_mut(program, id)?;
            program.tasks.retain(|task| task.id != id);
        }
        _ => {}
    }
    Ok(())
}

fn filled(task: Task, draft: &TaskDraft) -> Result<Task, Refused> {
    if draft.text.trim().is_empty() {
        return Err(Refused::EmptyTask);
    }
    Ok(Task { text: text(draft.text.clone())?, owner: line(&draft.owner)?, due: draft.due, ..task })
}

fn task_mut(program: &mut Program, id: ItemId) -> Result<&mut Task, Refused> {
    program.tasks.iter_mut().find(|task| task.id == id).ok_or(Refused::NoTask(id))
}

fn in_order(starts: Option<Day>, ends: Option<Day>) -> Result<(), Refused> {
    match (starts, ends) {
        (Some(starts), Some(ends)) if ends < starts => Err(Refused::EndsBeforeStart(starts, ends)),
        _ => Ok(()),
    }
}

fn name_of(name: &str) -> Result<String, Refused> {
    let name = name.trim();
    let fits = (1..=NAME_MAX).contains(&name.chars().count());
    if fits { Ok(name.to_owned()) } else { Err(Refused::Name) }
}

fn line(words: &str) -> Result<String, Refused> {
    let words = words.trim();
    if words.chars().count() > NAME_MAX { Err(Refused::TooLong) } else { Ok(words.to_owned()) }
}

fn text(words: String) -> Result<String, Refused> {
    if words.chars().count() > TEXT_MAX {
        return Err(Refused::TooLong);
    }
    Ok(words.trim().to_owned())
}

fn lines(words: Vec<String>) -> Result<Vec<String>, Refused> {
    words.into_iter().filter(|line| !line.trim().is_empty()).map(text).collect()
}

/// Every estimate in order and finite, quantities and rates not negative, shares up to one.
fn sound(money: Money) -> Result<Money, Refused> {
    for cost in &money.costs {
        not_negative(&cost.text, cost.quantity)?;
        not_negative(&cost.text, cost.rate)?;
    }
    for value in &money.values {
        not_negative(&value.text, value.quantity)?;
        ordered(&value.text, value.worth)?;
        not_negative(&value.text, value.share)?;
        if value.share.high > 1.0 {
            return Err(Refused::Number(value.text.clone(), "a share is at most 100 %"));
        }
    }
    Ok(money)
}

fn ordered(text: &str, estimate: Estimate) -> Result<(), Refused> {
    let Estimate { low, mid, high } = estimate;
    if ![low, mid, high].iter().all(|number| number.is_finite()) {
        return Err(Refused::Number(text.to_owned(), "write numbers"));
    }
    if low <= mid && mid <= high {
        Ok(())
    } else {
        Err(Refused::Number(text.to_owned(), "low is not above mid, mid is not above high"))
    }
}

fn not_negative(text: &str, estimate: Estimate) -> Result<(), Refused> {
    ordered(text, estimate)?;
    if estimate.low < 0.0 {
        return Err(Refused::Number(text.to_owned(), "this number cannot be negative"));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
