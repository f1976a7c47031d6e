//! All programs, what is due when, and the beginning of a new one from its playbook.

use askama::Template;
use axum::Form;
use axum::extract::Query;
use axum::response::Redirect;
use model::{Day, Mood, Program, ProgramKind, ProgramState};
use programs::calendar::{Entry, What, calendar, late};
use programs::edit::method_of;
use programs::lint::{Weight, lint};
use programs::playbooks::{begin as begin_from, playbook};

use super::forms::{Fields, value};
use super::{Room, frame, tabs, words};
use crate::auth::{EditStrategy, May, ReadStrategy};
use crate::error::PageError;
use crate::frame::{Frame, Page, page};
use crate::pages::strategy::{Asked, Link};
use crate::say;

/// Days ahead that the calendar shows.
const AHEAD: i32 = 42;
/// Late steps that are listed.
const LATE: usize = 20;

struct Row {
    path: String,
    name: String,
    kind: &'static str,
    state: &'static str,
    owner: String,
    days: String,
    steps: String,
    how: &'static str,
    stops: u64,
}

struct Due {
    day: String,
    path: String,
    program: String,
    what: String,
    owner: String,
    done: bool,
}

struct Kind {
    word: &'static str,
    name: &'static str,
    purpose: &'static str,
    steps: usize,
}

#[derive(Template)]
#[template(path = "pages/programs/list.html")]
struct ListPage {
    frame: Frame,
    tabs: Vec<Link>,
    answer: String,
    rows: Vec<Row>,
    late: Vec<Due>,
    due: Vec<Due>,
    kinds: Vec<Kind>,
    today: String,
    can_edit: bool,
}

/// The list with its calendar.
pub async fn show(who: May<ReadStrategy>, Query(asked): Query<Asked>) -> Page {
    let room = Room::of(&who).await?;
    let to = Day(room.today.0 + AHEAD);
    let late: Vec<Due> = late(&room.programs, room.today).into_iter().take(LATE).map(due).collect();
    let ahead = calendar(&room.programs, room.today, to);
    page(&ListPage {
        frame: frame(&who, "What do we do, and how does it go?", "programs", &asked.did).await?,
        tabs: tabs("/programs"),
        answer: answer(&room.programs, late.len()),
        rows: room.programs.iter().map(|program| row(program, &room)).collect(),
        late,
        due: ahead.into_iter().map(due).collect(),
        kinds: ProgramKind::ALL.iter().map(|kind| of_kind(*kind)).collect(),
        today: room.today.to_string(),
        can_edit: room.can_edit,
    })
}

fn answer(programs: &[Program], late: usize) -> String {
    let running = programs.iter().filter(|one| one.state == ProgramState::Running).count();
    let trouble = programs.iter().filter(|one| {
        let last = one.check_ins.last();
        one.state == ProgramState::Running && last.is_some_and(|it| it.mood != Mood::OnTrack)
    });
    format!(
        "{} under way, {} in trouble, {}.",
        say::many(running as u64, "program is", "programs are"),
        trouble.count(),
        say::many(late as u64, "step is late", "steps are late")
    )
}

fn row(program: &Program, room: &Room) -> Row {
    let method = method_of(program, &room.strategies);
    let stops = lint(program, method).iter().filter(|one| one.weight == Weight::Stops).count();
    let done = program.tasks.iter().filter(|task| task.done_at.is_some()).count();
    let day = |day: Option<Day>| day.map(report::dates::short);
    let days = match (day(program.starts), day(program.ends)) {
        (Some(from), Some(to)) => format!("{from} – {to}"),
        (Some(from), None) => format!("from {from}"),
        (None, Some(to)) => format!("until {to}"),
        (None, None) => String::new(),
    };
    Row {
        path: format!("/programs/{}", program.id),
        name: program.name.clone(),
        kind: words::kind(program.kind),
        state: words::state(program.state),
        owner: program.owner.clone(),
        days,
        steps: format!("{done} of {}", program.tasks.len()),
        how: program.check_ins.last().map_or("", |it| words::mood(it.mood)),
        stops: if program.state == ProgramState::Draft { stops as u64 } else { 0 },
    }
}

fn due(entry: Entry) -> Due {
    let (what, owner, done) = match entry.what {
        What::Starts => ("starts".to_owned(), String::new(), false),
        What::Ends => ("ends".to_owned(), String::new(), false),
        What::Due { text, owner, done, .. } => (text, owner, done),
    };
    Due {
        day: report::dates::with_weekday(entry.day),
        path: format!("/programs/{}", entry.program),
        program: entry.name,
        what,
        owner,
        done,
    }
}

fn of_kind(kind: ProgramKind) -> Kind {
    let book = playbook(kind);
    Kind { word: kind.as_str(), name: book.title, purpose: book.purpose, steps: book.steps.len() }
}

/// Begins a program from the playbook of its kind.
pub async fn begin(
    who: May<EditStrategy>,
    Form(form): Form<Fields>,
) -> Result<Redirect, PageError> {
    let kind = ProgramKind::from_word(value(&form, "kind"))
        .ok_or_else(|| PageError::Refused("choose a playbook to begin from".to_owned()))?;
    let starts = match value(&form, "starts") {
        "" => None,
        text => Some(programs::points::day(text).map_err(PageError::Refused)?),
    };
    let begun = begin_as(&who, kind, value(&form, "name"), starts).await?;
    Ok(Redirect::to(&format!("/programs/{}?did=begun", begun.id)))
}

/// Begins a program; without a name it is called as its playbook.
pub async fn begin_as(
    who: &May<EditStrategy>,
    kind: ProgramKind,
    name: &str,
    starts: Option<Day>,
) -> Result<Program, PageError> {
    if name.chars().count() > 200 {
        return Err(PageError::Refused("a name has at most 200 characters".to_owned()));
    }
    let (now, member) = (who.house.now(), Some(who.member.id));
    let make = |id| begin_from(kind, name, starts, id, now);
    let begun = who.ledger.add_program(member, now, make).await?;
    who.audit("program.begun", &begun.id.to_string()).await?;
    Ok(begun)
}
