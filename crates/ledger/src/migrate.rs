//! Brings a database to the schema that this program knows. The steps are part of the program.

use std::path::Path;

use sqlx::{Row, SqliteConnection};

use crate::LedgerError;
use crate::store::Store;

/// The steps in order; step n leads to schema n, counted from 1. A step that was ever released is never edited.
const STEPS: [&str; 10] = [
    include_str!("../migrations/sqlite/0001_posts.sql"),
    include_str!("../migrations/sqlite/0002_application.sql"),
    include_str!("../migrations/sqlite/0003_people.sql"),
    include_str!("../migrations/sqlite/0004_api.sql"),
    include_str!("../migrations/sqlite/0005_programs.sql"),
    include_str!("../migrations/sqlite/0006_strategy.sql"),
    include_str!("../migrations/sqlite/0007_topics.sql"),
    include_str!("../migrations/sqlite/0008_sign_in.sql"),
    include_str!("../migrations/sqlite/0009_reports.sql"),
    include_str!("../migrations/sqlite/0010_undo.sql"),
];

/// "WGL1": marks the file as a ledger, for `file` and for ourselves.
const APPLICATION_ID: i64 = 0x5747_4c31;

const KNOWN: i64 = STEPS.len() as i64;

/// Applies the steps that are missing, all in one transaction. A database that is up to date is only read.
pub(crate) async fn migrate(store: &Store) -> Result<(), LedgerError> {
    if store.path.is_file() {
        let opened = store.readers.acquire().await.map_err(LedgerError::from);
        let mut conn = opened.map_err(|error| foreign(error, &store.path))?;
        if schema(&mut conn, &store.path).await? == KNOWN {
            return Ok(());
        }
    }
    let mut transaction = store.write().await?;
    // Another process may have been faster.
    let current = schema(&mut transaction, &store.path).await?;
    for step in STEPS.iter().skip(usize::try_from(current).unwrap_or(0)) {
        sqlx::raw_sql(*step).execute(&mut *transaction).await?;
    }
    sqlx::raw_sql("PRAGMA application_id = 1464290353").execute(&mut *transaction).await?;
    let version = sqlx::AssertSqlSafe(format!("PRAGMA user_version = {KNOWN}"));
    sqlx::raw_sql(version).execute(&mut *transaction).await?;
    Ok(transaction.commit().await?)
}

/// The schema version of the database, 0 when it is empty.
async fn schema(conn: &mut SqliteConnection, path: &Path) -> Result<i64, LedgerError> {
    let application = pragma(conn, "PRAGMA application_id").await;
    let application = application.map_err(|error| foreign(error, path))?;
    let version = pragma(conn, "PRAGMA user_version").await?;
    let tables = pragma(conn, "SELECT COUNT(*) FROM sqlite_schema").await?;
    match (application, tables) {
        (0, 0) => Ok(0),
        (APPLICATION_ID, _) if version > KNOWN => {
            Err(LedgerError::TooNew { path: path.to_owned(), found: version, known: KNOWN })
        }
        (APPLICATION_ID, _) => Ok(version),
        _ => Err(LedgerError::NotALedger { path: path.to_owned() }),
    }
}

async fn pragma(conn: &mut SqliteConnection, text: &'static str) -> Result<i64, LedgerError> {
    Ok(sqlx::raw_sql(text).fetch_one(conn).await?.try_get(0)?)
}

/// A file that SQLite cannot read at all is most likely something else.
fn foreign(error: LedgerError, path: &Path) -> LedgerError {
    match error {
        LedgerError::Damaged { reason } if reason.contains("not a database") => {
            LedgerError::NotALedger { path: path.to_owned() }
        }
        other => other,
    }
}
