//! How a person leaves the programs when they leave the contacts: their place stays, as a marked hole. The same in what
//! stands beside editions.

use model::{ContactId, Program, ProgramId};
use serde_json::Value;
use sqlx::SqliteConnection;
use sqlx::sqlite::SqliteRow;

use crate::LedgerError;
use crate::code::unreadable;
use crate::history;
use crate::rows::Columns;
use crate::workspace::WorkspaceLedger;

/// Changes a program where there is something to change; whether there was.
type Change<'a> = &'a (dyn Fn(&mut Program) -> bool + Sync);

impl WorkspaceLedger {
    /// Takes a contact, who is called `name`, out of every program and out of the programs beside editions.
    pub(crate) async fn forget_in_programs(
        &self,
        conn: &mut SqliteConnection,
        contact: ContactId,
        name: &str,
    ) -> Result<(), LedgerError> {
        for id in self.change_programs(conn, &|program| program.forget(contact, name)).await? {
            history::PROGRAMS.empty(conn, (self.id, id.0)).await?;
        }
        Ok(())
    }

    /// What is named by one contact is another's from now on, since both are one person.
    pub(crate) async fn rename_in_programs(
        &self,
        conn: &mut SqliteConnection,
        winner: ContactId,
        loser: ContactId,
    ) -> Result<(), LedgerError> {
        let rename = |program: &mut Program| {
            let mut anything = false;
            for it in program.named.iter_mut().filter(|it| it.contact == loser) {
                it.contact = winner;
                anything = true;
            }
            anything
        };
        self.change_programs(conn, &rename).await.map(|_| ())
    }

    /// Changes programs, and programs as they stand beside editions; which of the former were changed.
    async fn change_programs(
        &self,
        conn: &mut SqliteConnection,
        change: Change<'_>,
    ) -> Result<Vec<ProgramId>, LedgerError> {
        let mut changed = Vec::new();
        for mut program in self.programs_in(conn).await? {
            if change(&mut program) {
                self.write_program(conn, &program).await?;
                changed.push(program.id);
            }
        }
        let rows = sqlx::query(
            "SELECT strategy_id, edition, document FROM edition_works WHERE workspace_id = $1",
        )
        .bind(self.id)
        .fetch_all(&mut *conn)
        .await?;
        let read = |row: &SqliteRow| {
            let mut columns = Columns::of(row);
            Ok((columns.get()?, columns.get()?, columns.get()?))
        };
        let kept: Vec<(i64, i64, String)> =
            rows.iter().map(read).collect::<Result<_, sqlx::Error>>()?;
        for (strategy, edition, document) in kept {
            let Some(document) = changed_beside(&document, change)? else { continue };
            sqlx::query(
                "UPDATE edition_works SET document = $4 WHERE workspace_id = $1 AND strategy_id = $2 AND edition = $3",
            )
            .bind(self.id)
            .bind(strategy)
            .bind(edition)
            .bind(document)
            .execute(&mut *conn)
            .await?;
        }
        Ok(changed)
    }
}

/// The document with its programs changed; `None`: there was nothing to change. Whatever else stands in it is left as it is.
fn changed_beside(document: &str, change: Change<'_>) -> Result<Option<String>, sqlx::Error> {
    let wrong = |error| unreadable("what stands beside an edition", error);
    let mut whole: Value = serde_json::from_str(document).map_err(wrong)?;
    let Some(Value::Array(programs)) = whole.get_mut("programs") else { return Ok(None) };
    let mut anything = false;
    for place in programs {
        let mut program: Program = serde_json::from_value(place.clone()).map_err(wrong)?;
        if change(&mut program) {
            *place = serde_json::to_value(&program).map_err(wrong)?;
            anything = true;
        }
    }
    Ok(anything.then(|| whole.to_string()))
}
