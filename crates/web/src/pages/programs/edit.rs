//! Every change of a program, through one door: take edits, apply them under the rules, say what was done.

use axum::Form;
use axum::extract::Path;
use axum::response::Redirect;
use ledger::Changed;
use model::{Program, ProgramId, Strategy};
use programs::edit::{Edit, change, method_of, tie};

use super::contacts::known_again;
use super::forms::{Fields, edits, value};
use crate::auth::{EditStrategy, May};
use crate::error::PageError;

/// Why nothing was changed.
pub enum No {
    /// The rules refuse it; a sentence.
    Refused(String),
    /// Somebody else was faster.
    Stale,
    /// There is no such program.
    Missing,
}

/// Carries edits out, all or none, and answers the program as it is then. `version`: the one that the edits were made for; `None`:
/// they hold whatever others did. `verb` and `detail` stand in its history. What is agreed on is the method that the program serves
/// at that moment.
///
/// # Errors
/// Those of the ledger; what is refused is an answer.
pub async fn carry_out(
    who: &May<EditStrategy>,
    id: ProgramId,
    version: Option<u32>,
    (verb, detail): (&str, &str),
    mut edits: Vec<Edit>,
) -> Result<Result<Program, No>, PageError> {
    let Some(program) = who.ledger.program(id).await? else { return Ok(Err(No::Missing)) };
    let strategies = served(who, &program, &edits).await?;
    let contacts = known_again(who, &mut edits).await?;
    let agreed_on = edits.iter().filter_map(transition).collect::<Vec<_>>();
    let at = who.house.now();
    let several = edits.len() > 1 && verb == API;
    let by = (Some(who.member.id), at);
    let changed = who
        .ledger
        .change_program(id, version, by, (verb, detail), |program| {
            for (number, edit) in (1..).zip(edits) {
                let edit = match edit {
                    Edit::Agree(_) => Edit::Agree(method_of(program, &strategies).cloned()),
                    edit => edit,
                };
                change(program, edit, at).map_err(|no| match several {
                    true => format!("edit {number}: {no}"),
                    false => no.to_string(),
                })?;
            }
            tie(program, contacts);
            Ok(program.clone())
        })
        .await?;
    let program = match changed {
        Changed::Done(program) => program,
        Changed::Refused(why) => return Ok(Err(No::Refused(why))),
        Changed::Stale(_) => return Ok(Err(No::Stale)),
        Changed::Missing => return Ok(Err(No::Missing)),
    };
    for verb in agreed_on {
        who.audit(&format!("program.{verb}"), &id.to_string()).await?;
    }
    // The ledger counts the version after the change was made.
    Ok(Ok(who.ledger.program(id).await?.unwrap_or(program)))
}

/// The verb of changes that come through the API.
pub const API: &str = "api";

/// The strategies whose methods the edits may mean.
async fn served(
    who: &May<EditStrategy>,
    program: &Program,
    edits: &[Edit],
) -> Result<Vec<Strategy>, PageError> {
    let chosen = edits.iter().filter_map(|edit| match edit {
        Edit::Serves(method) => *method,
        _ => None,
    });
    let mut strategies = Vec::new();
    for (id, _) in program.serves.into_iter().chain(chosen) {
        strategies.extend(who.ledger.strategy(id).await?);
    }
    Ok(strategies)
}

/// Steps of the way from draft to learned stand in the audit log.
const fn transition(edit: &Edit) -> Option<&'static str> {
    match edit {
        Edit::Agree(_) => Some("agree"),
        Edit::Reopen => Some("reopen"),
        Edit::Start(_) => Some("start"),
        Edit::Finish(_) => Some("finish"),
        Edit::Learn(_) => Some("learn"),
        _ => None,
    }
}

/// Carries a form out and leads back to the program.
pub async fn save(
    who: May<EditStrategy>,
    Path(id): Path<u32>,
    Form(form): Form<Fields>,
) -> Result<Redirect, PageError> {
    let today = who.snapshot().plan.zone.day(who.house.now());
    let (verb, detail) = (value(&form, "edit"), value(&form, "item"));
    let edits = edits(&form, &who.member.name, today).map_err(PageError::Refused)?;
    // A page without a mark is taken as it comes.
    let version = match value(&form, "version") {
        "" => None,
        text => Some(text.parse().map_err(|_| stale())?),
    };
    match carry_out(&who, ProgramId(id), version, (verb, detail), edits).await? {
        Ok(_) => Ok(Redirect::to(&format!("/programs/{id}?did={verb}{}", place(verb)))),
        Err(No::Refused(why)) => Err(PageError::Refused(why)),
        Err(No::Stale) => Err(stale()),
        Err(No::Missing) => Err(PageError::NotFound),
    }
}

fn stale() -> PageError {
    let why = "somebody else changed this program meanwhile, and nothing of yours was written; go back, copy what you wrote, \
               load the page again and put it beside theirs";
    PageError::Refused(why.to_owned())
}

/// Where on the page it was done.
fn place(verb: &str) -> &'static str {
    match verb {
        "add_task" | "change_task" | "task_done" | "task_open" | "remove_task" => "#steps",
        "check_in" => "#how",
        "kpis" => "#measures",
        "money" => "#money",
        "impact" => "#impact",
        _ => "",
    }
}
