//! Every change of a program, through one door: read the form, apply it under the rules, say what was done.

use axum::Form;
use axum::extract::Path;
use axum::response::Redirect;
use ledger::Changed;
use model::ProgramId;
use programs::edit::{change, method_of};

use super::forms::{Fields, edits, is_current, value};
use crate::auth::{EditStrategy, May};
use crate::error::PageError;

enum No {
    Refused(String),
    Stale,
}

/// Carries a form out and leads back to the program.
pub async fn save(
    who: May<EditStrategy>,
    Path(id): Path<u32>,
    Form(form): Form<Fields>,
) -> Result<Redirect, PageError> {
    let program = who.ledger.program(ProgramId(id)).await?.ok_or(PageError::NotFound)?;
    let strategy = match program.serves {
        Some((strategy, _)) => who.ledger.strategy(strategy).await?,
        None => None,
    };
    let strategies: Vec<_> = strategy.into_iter().collect();
    let method = method_of(&program, &strategies).cloned();
    let at = who.house.now();
    let today = who.snapshot().plan.zone.day(at);
    let verb = value(&form, "edit");
    let (by, detail) = ((Some(who.member.id), at), value(&form, "item"));
    let changed = who
        .ledger
        .change_program(ProgramId(id), None, by, (verb, detail), |program| {
            if !is_current(&form, program) {
                return Err(No::Stale);
            }
            for edit in edits(&form, method, &who.member.name, today).map_err(No::Refused)? {
                change(program, edit, at).map_err(|no| No::Refused(no.to_string()))?;
            }
            Ok(())
        })
        .await?;
    match changed {
        Changed::Done(()) => {
            if matches!(verb, "agree" | "reopen" | "start" | "finish" | "learn") {
                who.audit(&format!("program.{verb}"), &id.to_string()).await?;
            }
            let place = place(verb);
            Ok(Redirect::to(&format!("/programs/{id}?did={verb}{place}")))
        }
        Changed::Refused(No::Refused(why)) => Err(PageError::Refused(why)),
        Changed::Refused(No::Stale) | Changed::Stale(_) => Err(PageError::Refused(
            "somebody else changed this program meanwhile, and nothing of yours was written; go back, copy what you wrote, load \
             the page again and put it beside theirs"
                .to_owned(),
        )),
        Changed::Missing => Err(PageError::NotFound),
    }
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
