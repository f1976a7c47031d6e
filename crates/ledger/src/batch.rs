//! Statements over many rows at once, in a few fixed sizes, so that each is prepared once and used again.
//!
//! The text uses `?` where the rest of the crate writes `$1`: SQLite keeps named parameters in a list that it walks for
//! each binding, which makes thousands of `$n` in one statement quadratic. For PostgreSQL the same generator will
//! write `$n`.

use std::sync::{Arc, OnceLock};

use sqlx::sqlite::{SqliteArguments, SqliteRow};
use sqlx::{Arguments, AssertSqlSafe, SqliteConnection};

use crate::LedgerError;

/// The values of one statement, in order.
#[derive(Default)]
pub(crate) struct Binds {
    arguments: SqliteArguments,
    failed: Option<sqlx::error::BoxDynError>,
}

impl Binds {
    fn with_capacity(values: usize) -> Self {
        let mut binds = Self::default();
        binds.arguments.reserve(values, 0);
        binds
    }

    fn put<'t, T: sqlx::Encode<'t, sqlx::Sqlite> + sqlx::Type<sqlx::Sqlite>>(&mut self, value: T) {
        if let Err(error) = self.arguments.add(value) {
            self.failed.get_or_insert(error);
        }
    }

    pub(crate) fn int(&mut self, value: i64) {
        self.put(value);
    }

    pub(crate) fn maybe_int(&mut self, value: Option<i64>) {
        self.put(value);
    }

    pub(crate) fn maybe_double(&mut self, value: Option<f64>) {
        self.put(value);
    }

    pub(crate) fn text(&mut self, value: &str) {
        self.put(value);
    }

    pub(crate) fn maybe_text(&mut self, value: Option<&str>) {
        self.put(value);
    }

    pub(crate) fn blob(&mut self, value: &[u8]) {
        self.put(value);
    }

    pub(crate) fn maybe_blob(&mut self, value: Option<&[u8]>) {
        self.put(value);
    }

    fn done(self) -> Result<SqliteArguments, LedgerError> {
        match self.failed {
            Some(error) => Err(sqlx::Error::Encode(error).into()),
            None => Ok(self.arguments),
        }
    }
}

/// Rows a statement; the last must be 1.
const ROWS: [usize; 3] = [64, 8, 1];

/// `INSERT INTO table (columns) VALUES` over many rows.
pub(crate) struct Insert {
    head: &'static str,
    columns: usize,
    texts: [OnceLock<Arc<str>>; ROWS.len()],
}

impl Insert {
    /// `head` ends before the first row; each row has `columns` values.
    pub(crate) const fn new(head: &'static str, columns: usize) -> Self {
        Self { head, columns, texts: [const { OnceLock::new() }; ROWS.len()] }
    }

    fn write(&self, rows: usize) -> Arc<str> {
        let row = format!("({})", vec!["?"; self.columns].join(","));
        format!("{}{}", self.head, vec![row; rows].join(",")).into()
    }

    /// Inserts `rows`; `fill` binds the columns of one.
    pub(crate) async fn run<T>(
        &self,
        conn: &mut SqliteConnection,
        mut rows: &[T],
        mut fill: impl FnMut(&mut Binds, &T),
    ) -> Result<(), LedgerError> {
        for (size, text) in ROWS.into_iter().zip(&self.texts) {
            while let Some((batch, rest)) = rows.split_at_checked(size) {
                let mut binds = Binds::with_capacity(size * self.columns);
                batch.iter().for_each(|row| fill(&mut binds, row));
                let text = Arc::clone(text.get_or_init(|| self.write(size)));
                sqlx::query_with(AssertSqlSafe(text), binds.done()?).execute(&mut *conn).await?;
                rows = rest;
                if rows.is_empty() {
                    return Ok(());
                }
            }
        }
        Ok(())
    }
}

/// Keys in a list; the last one fills up what is left over.
const KEYS: [usize; 3] = [256, 32, 4];

/// A statement `… workspace_id = ? AND key IN (…) …` over many keys.
pub(crate) struct Listed {
    before: &'static str,
    after: &'static str,
    texts: [OnceLock<Arc<str>>; KEYS.len()],
}

/// One statement over the first keys, and the keys that are left over.
struct Taken<'k, T> {
    text: Arc<str>,
    arguments: SqliteArguments,
    rest: &'k [T],
}

impl Listed {
    /// The text before and after the list. `before` holds one `?`, the workspace; `after` none.
    pub(crate) const fn new(before: &'static str, after: &'static str) -> Self {
        Self { before, after, texts: [const { OnceLock::new() }; KEYS.len()] }
    }

    fn write(&self, keys: usize) -> Arc<str> {
        format!("{}({}){}", self.before, vec!["?"; keys].join(","), self.after).into()
    }

    /// The next statement for `keys` and what it leaves over: the largest list that is filled, or the smallest that
    /// holds all, filled up by repeating the last key (which changes nothing in a set).
    fn take<'k, T>(
        &self,
        workspace: i64,
        keys: &'k [T],
        fill: &mut impl FnMut(&mut Binds, &T),
    ) -> Result<Option<Taken<'k, T>>, LedgerError> {
        let Some(last) = keys.last() else { return Ok(None) };
        let whole = KEYS.iter().position(|size| keys.len() >= *size);
        let place = whole.unwrap_or(KEYS.len() - 1);
        let (Some(&size), Some(text)) = (KEYS.get(place), self.texts.get(place)) else {
            return Ok(None);
        };
        let (batch, rest) = keys.split_at_checked(size).unwrap_or((keys, &[]));
        let mut binds = Binds::with_capacity(size + 1);
        binds.int(workspace);
        batch.iter().for_each(|key| fill(&mut binds, key));
        (batch.len()..size).for_each(|_| fill(&mut binds, last));
        let text = Arc::clone(text.get_or_init(|| self.write(size)));
        Ok(Some(Taken { text, arguments: binds.done()?, rest }))
    }

    /// All rows for `keys`, in no order. A key given twice can give its row twice.
    pub(crate) async fn rows<T>(
        &self,
        conn: &mut SqliteConnection,
        workspace: i64,
        mut keys: &[T],
        mut fill: impl FnMut(&mut Binds, &T),
    ) -> Result<Vec<SqliteRow>, LedgerError> {
        let mut found = Vec::new();
        while let Some(Taken { text, arguments, rest }) = self.take(workspace, keys, &mut fill)? {
            let query = sqlx::query_with(AssertSqlSafe(text), arguments);
            found.append(&mut query.fetch_all(&mut *conn).await?);
            keys = rest;
        }
        Ok(found)
    }

    /// Runs the statement for all `keys`; the number of rows changed.
    pub(crate) async fn execute<T>(
        &self,
        conn: &mut SqliteConnection,
        workspace: i64,
        mut keys: &[T],
        mut fill: impl FnMut(&mut Binds, &T),
    ) -> Result<u64, LedgerError> {
        let mut changed = 0;
        while let Some(Taken { text, arguments, rest }) = self.take(workspace, keys, &mut fill)? {
            let query = sqlx::query_with(AssertSqlSafe(text), arguments);
            changed += query.execute(&mut *conn).await?.rows_affected();
            keys = rest;
        }
        Ok(changed)
    }
}
