//! What was done to a document, beside it: entries are added and never changed, until somebody named in them wishes to go.

use model::{MemberId, Timestamp};
use sqlx::sqlite::SqliteRow;
use sqlx::{SqliteConnection, SqlitePool};

use crate::LedgerError;
use crate::rows::Columns;

/// One entry of a history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryEntry {
    /// When.
    pub at: Timestamp,
    /// Who did it; `None`: nobody signed in, such as the command line.
    pub member: Option<MemberId>,
    /// What, as a verb.
    pub verb: String,
    /// More of it; may be empty.
    pub detail: String,
}

/// The histories of one kind of document.
pub(crate) struct History {
    add: &'static str,
    read: &'static str,
    empty: &'static str,
}

macro_rules! history {
    ($table:literal, $document:literal, numbered $within:literal) => {
        History {
            add: concat!(
                "INSERT INTO ",
                $table,
                " (workspace_id, ",
                $document,
                ", event_id, at, member_id, verb, detail)
                 SELECT $1, $2, COALESCE(MAX(event_id), 0) + 1, $3, $4, $5, $6 FROM ",
                $table,
                " WHERE workspace_id = $1",
                $within
            ),
            read: concat!(
                "SELECT at, member_id, verb, detail FROM ",
                $table,
                " WHERE workspace_id = $1 AND ",
                $document,
                " = $2
                 ORDER BY event_id DESC LIMIT $3"
            ),
            empty: concat!(
                "UPDATE ",
                $table,
                " SET detail = '' WHERE workspace_id = $1 AND ",
                $document,
                " = $2"
            ),
        }
    };
}

/// What was done to programs.
pub(crate) const PROGRAMS: History = history!("program_event", "program_id", numbered "");
/// What was done to strategies.
pub(crate) const STRATEGIES: History =
    history!("strategy_event", "strategy_id", numbered " AND strategy_id = $2");

impl History {
    /// Adds an entry to the history of the document `id`.
    pub(crate) async fn add(
        &self,
        conn: &mut SqliteConnection,
        (workspace, id): (i64, u32),
        (member, at): (Option<MemberId>, Timestamp),
        (verb, detail): (&str, &str),
    ) -> Result<(), LedgerError> {
        sqlx::query(self.add)
            .bind(workspace)
            .bind(i64::from(id))
            .bind(at.0)
            .bind(member.map(|id| i64::from(id.0)))
            .bind(verb)
            .bind(detail)
            .execute(conn)
            .await?;
        Ok(())
    }

    /// What was done to the document `id`, newest first.
    pub(crate) async fn read(
        &self,
        readers: &SqlitePool,
        (workspace, id): (i64, u32),
        limit: u32,
    ) -> Result<Vec<HistoryEntry>, LedgerError> {
        let rows = sqlx::query(self.read)
            .bind(workspace)
            .bind(i64::from(id))
            .bind(i64::from(limit))
            .fetch_all(readers)
            .await?;
        let entry = |row: &SqliteRow| {
            let mut columns = Columns::of(row);
            Ok(HistoryEntry {
                at: Timestamp(columns.get()?),
                member: columns.maybe_member()?,
                verb: columns.get()?,
                detail: columns.get()?,
            })
        };
        Ok(rows.iter().map(entry).collect::<Result<_, sqlx::Error>>()?)
    }

    /// Empties what the history of the document `id` says beyond who, when and what: it may name a person who wished to go.
    pub(crate) async fn empty(
        &self,
        conn: &mut SqliteConnection,
        (workspace, id): (i64, u32),
    ) -> Result<(), LedgerError> {
        sqlx::query(self.empty).bind(workspace).bind(i64::from(id)).execute(conn).await?;
        Ok(())
    }
}
