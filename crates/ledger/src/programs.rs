//! Programs, each a document with its history beside it.

mod forget;

use model::{MemberId, Program, ProgramId, Timestamp};
use sqlx::SqliteConnection;
use sqlx::sqlite::SqliteRow;

use crate::LedgerError;
use crate::document::{self, Changed};
use crate::history::{HistoryEntry, PROGRAMS};
use crate::rows::Columns;
use crate::workspace::WorkspaceLedger;

fn program(row: &SqliteRow) -> Result<Program, sqlx::Error> {
    document::read("program", Columns::of(row).get()?)
}

impl WorkspaceLedger {
    /// Adds the program that `make` answers for the next number.
    pub async fn add_program(
        &self,
        member: Option<MemberId>,
        at: Timestamp,
        make: impl FnOnce(ProgramId) -> Program,
    ) -> Result<Program, LedgerError> {
        let mut transaction = self.store.write().await?;
        let conn = &mut *transaction;
        let row = sqlx::query(
            "SELECT COALESCE(MAX(program_id), 0) + 1 FROM program WHERE workspace_id = $1",
        )
        .bind(self.id)
        .fetch_one(&mut *conn)
        .await?;
        let program = make(ProgramId(Columns::of(&row).number()?));
        self.write_program(conn, &program).await?;
        let whose = (self.id, program.id.0);
        PROGRAMS.add(conn, whose, (member, at), ("begun", &program.name)).await?;
        transaction.commit().await?;
        Ok(program)
    }

    /// All programs, in the order in which they were begun.
    pub async fn programs(&self) -> Result<Vec<Program>, LedgerError> {
        self.programs_in(&mut *self.store.readers.acquire().await?).await
    }

    async fn programs_in(&self, conn: &mut SqliteConnection) -> Result<Vec<Program>, LedgerError> {
        let rows =
            sqlx::query("SELECT body FROM program WHERE workspace_id = $1 ORDER BY program_id")
                .bind(self.id)
                .fetch_all(conn)
                .await?;
        Ok(rows.iter().map(program).collect::<Result<_, _>>()?)
    }

    /// One program.
    pub async fn program(&self, id: ProgramId) -> Result<Option<Program>, LedgerError> {
        let mut conn = self.store.readers.acquire().await?;
        self.program_in(&mut conn, id).await
    }

    async fn program_in(
        &self,
        conn: &mut SqliteConnection,
        id: ProgramId,
    ) -> Result<Option<Program>, LedgerError> {
        let row =
            sqlx::query("SELECT body FROM program WHERE workspace_id = $1 AND program_id = $2")
                .bind(self.id)
                .bind(i64::from(id.0))
                .fetch_optional(conn)
                .await?;
        Ok(row.as_ref().map(program).transpose()?)
    }

    /// Reads a program, lets `change` change it, and keeps it with what was done, all in one transaction. `expected`:
    /// the version that the change was meant for; `None`: whatever is there.
    pub async fn change_program<T, E>(
        &self,
        id: ProgramId,
        expected: Option<u32>,
        by: (Option<MemberId>, Timestamp),
        (verb, detail): (&str, &str),
        change: impl FnOnce(&mut Program) -> Result<T, E>,
    ) -> Result<Changed<T, E>, LedgerError> {
        let mut transaction = self.store.write().await?;
        let conn = &mut *transaction;
        let Some(mut program) = self.program_in(conn, id).await? else {
            return Ok(Changed::Missing);
        };
        if expected.is_some_and(|version| version != program.version) {
            return Ok(Changed::Stale(program.version));
        }
        let done = match change(&mut program) {
            Ok(done) => done,
            Err(refused) => return Ok(Changed::Refused(refused)),
        };
        program.version += 1;
        program.changed_at = by.1;
        self.write_program(conn, &program).await?;
        PROGRAMS.add(conn, (self.id, id.0), by, (verb, detail)).await?;
        transaction.commit().await?;
        Ok(Changed::Done(done))
    }

    async fn write_program(
        &self,
        conn: &mut SqliteConnection,
        program: &Program,
    ) -> Result<(), LedgerError> {
        sqlx::query(
            "INSERT INTO program (workspace_id, program_id, version, changed_at, body) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (workspace_id, program_id) DO UPDATE SET version = excluded.version,
             changed_at = excluded.changed_at, body = excluded.body",
        )
        .bind(self.id)
        .bind(i64::from(program.id.0))
        .bind(i64::from(program.version))
        .bind(program.changed_at.0)
        .bind(document::write("program", program)?)
        .execute(conn)
        .await?;
        Ok(())
    }

    /// What happened to a program, newest first.
    pub async fn program_history(
        &self,
        id: ProgramId,
        limit: u32,
    ) -> Result<Vec<HistoryEntry>, LedgerError> {
        PROGRAMS.read(&self.store.readers, (self.id, id.0), limit).await
    }
}
