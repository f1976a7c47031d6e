//! The plan: what `waggle.toml` says, with the numbers that the ledger gave.
//!
//! A subject, watch or source is known by its name, in any case of letters. It keeps its number for ever: what vanishes
//! from the plan is retired, and comes back under the same number when its name returns. Renaming one is making
//! another.

use model::{
    Network, Plan, Quadrant, Side, Source, SourceId, Subject, SubjectId, Watch, WatchId, Zone,
};
use sqlx::{Row, SqliteConnection};

use crate::LedgerError;
use crate::code::Code;
use crate::rows::Columns;
use crate::workspace::WorkspaceLedger;

/// A plan that nobody has numbered yet.
#[derive(Debug, Clone)]
pub struct Draft {
    /// The workspace's name.
    pub workspace: String,
    /// The zone in which days and hours are counted.
    pub zone: Zone,
    /// Who is watched.
    pub subjects: Vec<SubjectDraft>,
    /// How.
    pub watches: Vec<WatchDraft>,
    /// From where.
    pub sources: Vec<SourceDraft>,
}

/// A [`Subject`] without a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubjectDraft {
    /// As people say it; unique in the workspace.
    pub name: String,
    /// Where it stands.
    pub quadrant: Quadrant,
    /// Its own accounts as `network:handle`; case does not count.
    pub accounts: Vec<String>,
}

/// A [`Watch`] without a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WatchDraft {
    /// Unique in the workspace.
    pub name: String,
    /// The name of the subject.
    pub subject: String,
    /// In the watch language; the ledger does not read it.
    pub query: String,
}

/// A [`Source`] without a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceDraft {
    /// Unique in the workspace.
    pub name: String,
    /// The network of posts that name none themselves.
    pub network: Network,
    /// What staff say is internal.
    pub side: Side,
}

/// Under which a name is looked for: case and surrounding space do not count.
fn key(name: &str) -> String {
    name.trim().to_lowercase()
}

impl WorkspaceLedger {
    /// Makes `draft` the plan. Sources that were added by [`Self::add_source`] stay.
    ///
    /// # Errors
    /// [`LedgerError::Duplicate`] and [`LedgerError::UnknownSubject`]; then the old plan stays as it was.
    pub async fn apply_plan(&self, draft: &Draft) -> Result<Plan, LedgerError> {
        unique("subjects", draft.subjects.iter().map(|s| s.name.as_str()))?;
        unique("watches", draft.watches.iter().map(|w| w.name.as_str()))?;
        unique("sources", draft.sources.iter().map(|s| s.name.as_str()))?;
        let mut transaction = self.store.write().await?;
        let conn = &mut *transaction;
        sqlx::query("UPDATE workspace SET name = $2, zone = $3 WHERE workspace_id = $1")
            .bind(self.id)
            .bind(&draft.workspace)
            .bind(draft.zone.name())
            .execute(&mut *conn)
            .await?;
        for retire in [
            "UPDATE subject SET retired = 1 WHERE workspace_id = $1",
            "UPDATE watch SET retired = 1 WHERE workspace_id = $1",
            "UPDATE source SET retired = 1 WHERE workspace_id = $1 AND planned = 1",
            "DELETE FROM subject_account WHERE workspace_id = $1",
        ] {
            sqlx::query(retire).bind(self.id).execute(&mut *conn).await?;
        }
        let mut subjects = Vec::with_capacity(draft.subjects.len());
        for subject in &draft.subjects {
            subjects.push((key(&subject.name), self.put_subject(conn, subject).await?));
        }
        for watch in &draft.watches {
            let wanted = key(&watch.subject);
            let Some((_, subject)) = subjects.iter().find(|(name, _)| *name == wanted) else {
                let (watch, subject) = (watch.name.clone(), watch.subject.clone());
                return Err(LedgerError::UnknownSubject { watch, subject });
            };
            self.put_watch(conn, watch, *subject).await?;
        }
        for source in &draft.sources {
            self.put_source(conn, source, true).await?;
        }
        let plan = self.plan_in(conn).await?;
        transaction.commit().await?;
        Ok(plan)
    }

    /// The plan in force, each list in the order of its numbers. What is retired is not in it.
    pub async fn plan(&self) -> Result<Plan, LedgerError> {
        self.plan_in(&mut *self.store.read().await?).await
    }

    /// Every source that there ever was, retired ones included: posts keep pointing at them.
    pub async fn sources(&self) -> Result<Vec<Source>, LedgerError> {
        self.sources_in(&mut *self.store.readers.acquire().await?, true).await
    }

    /// Adds a source that no plan names, such as an imported file; a later plan does not retire it. One that exists
    /// takes on the network and side given here.
    pub async fn add_source(&self, source: &SourceDraft) -> Result<SourceId, LedgerError> {
        let mut transaction = self.store.write().await?;
        let id = self.put_source(&mut transaction, source, false).await?;
        transaction.commit().await?;
        Ok(id)
    }

    async fn put_subject(
        &self,
        conn: &mut SqliteConnection,
        subject: &SubjectDraft,
    ) -> Result<i64, LedgerError> {
        let row = sqlx::query(
            "INSERT INTO subject (workspace_id, subject_id, name, name_key, quadrant, retired)
             VALUES ($1, (SELECT COALESCE(MAX(subject_id), 0) + 1 FROM subject WHERE workspace_id = $1),
             $2, $3, $4, 0)
             ON CONFLICT (workspace_id, name_key)
             DO UPDATE SET name = excluded.name, quadrant = excluded.quadrant, retired = 0
             RETURNING subject_id",
        )
        .bind(self.id)
        .bind(subject.name.trim())
        .bind(key(&subject.name))
        .bind(subject.quadrant.code())
        .fetch_one(&mut *conn)
        .await?;
        let id: i64 = row.try_get(0)?;
        for (place, account) in (0_i64..).zip(&subject.accounts) {
            sqlx::query(
                "INSERT INTO subject_account (workspace_id, subject_id, place, account)
                 VALUES ($1, $2, $3, $4)",
            )
            .bind(self.id)
            .bind(id)
            .bind(place)
            .bind(key(account))
            .execute(&mut *conn)
            .await?;
        }
        Ok(id)
    }

    async fn put_watch(
        &self,
        conn: &mut SqliteConnection,
        watch: &WatchDraft,
        subject: i64,
    ) -> Result<(), LedgerError> {
        sqlx::query(
            "INSERT INTO watch (workspace_id, watch_id, name, name_key, subject_id, query, retired)
             VALUES ($1, (SELECT COALESCE(MAX(watch_id), 0) + 1 FROM watch WHERE workspace_id = $1),
             $2, $3, $4, $5, 0)
             ON CONFLICT (workspace_id, name_key)
             DO UPDATE SET name = excluded.name, subject_id = excluded.subject_id, query = excluded.query,
             retired = 0",
        )
        .bind(self.id)
        .bind(watch.name.trim())
        .bind(key(&watch.name))
        .bind(subject)
        .bind(&watch.query)
        .execute(conn)
        .await?;
        Ok(())
    }

    async fn put_source(
        &self,
        conn: &mut SqliteConnection,
        source: &SourceDraft,
        planned: bool,
    ) -> Result<SourceId, LedgerError> {
        // A source that the plan once named stays the plan's while the plan has it.
        let row = sqlx::query(
            "INSERT INTO source (workspace_id, source_id, name, name_key, network, side, planned, retired)
             VALUES ($1, (SELECT COALESCE(MAX(source_id), 0) + 1 FROM source WHERE workspace_id = $1),
             $2, $3, $4, $5, $6, 0)
             ON CONFLICT (workspace_id, name_key)
             DO UPDATE SET name = excluded.name, network = excluded.network, side = excluded.side,
             planned = CASE WHEN source.retired = 1 OR excluded.planned = 1 THEN excluded.planned
             ELSE source.planned END, retired = 0
             RETURNING source_id",
        )
        .bind(self.id)
        .bind(source.name.trim())
        .bind(key(&source.name))
        .bind(source.network.as_str())
        .bind(source.side.code())
        .bind(i64::from(planned))
        .fetch_one(conn)
        .await?;
        Ok(SourceId(Columns::of(&row).number()?))
    }

    async fn plan_in(&self, conn: &mut SqliteConnection) -> Result<Plan, LedgerError> {
        let row = sqlx::query("SELECT name, zone FROM workspace WHERE workspace_id = $1")
            .bind(self.id)
            .fetch_one(&mut *conn)
            .await?;
        let (name, zone): (String, String) = (row.try_get(0)?, row.try_get(1)?);
        let zone = Zone::named(&zone)
            .map_err(|error| LedgerError::Damaged { reason: error.to_string() })?;
        Ok(Plan {
            workspace: name,
            zone,
            subjects: self.subjects_in(&mut *conn).await?,
            watches: self.watches_in(&mut *conn).await?,
            sources: self.sources_in(conn, false).await?,
        })
    }

    async fn subjects_in(&self, conn: &mut SqliteConnection) -> Result<Vec<Subject>, LedgerError> {
        let rows = sqlx::query(
            "SELECT subject_id, name, quadrant FROM subject WHERE workspace_id = $1 AND retired = 0
             ORDER BY subject_id",
        )
        .bind(self.id)
        .fetch_all(&mut *conn)
        .await?;
        let accounts = sqlx::query(
            "SELECT subject_id, account FROM subject_account WHERE workspace_id = $1
             ORDER BY subject_id, place",
        )
        .bind(self.id)
        .fetch_all(conn)
        .await?;
        let mut subjects = Vec::with_capacity(rows.len());
        for row in &rows {
            let mut columns = Columns::of(row);
            subjects.push(Subject {
                id: SubjectId(columns.number()?),
                name: columns.get()?,
                quadrant: columns.code()?,
                accounts: Vec::new(),
            });
        }
        for row in &accounts {
            let mut columns = Columns::of(row);
            let id = SubjectId(columns.number()?);
            if let Some(subject) = subjects.iter_mut().find(|subject| subject.id == id) {
                subject.accounts.push(columns.get()?);
            }
        }
        Ok(subjects)
    }

    async fn watches_in(&self, conn: &mut SqliteConnection) -> Result<Vec<Watch>, LedgerError> {
        let rows = sqlx::query(
            "SELECT watch_id, name, subject_id, query FROM watch WHERE workspace_id = $1 AND retired = 0
             ORDER BY watch_id",
        )
        .bind(self.id)
        .fetch_all(conn)
        .await?;
        let read = |row| {
            let mut columns = Columns::of(row);
            Ok(Watch {
                id: WatchId(columns.number()?),
                name: columns.get()?,
                subject: SubjectId(columns.number()?),
                query: columns.get()?,
            })
        };
        rows.iter().map(read).collect()
    }

    async fn sources_in(
        &self,
        conn: &mut SqliteConnection,
        retired_too: bool,
    ) -> Result<Vec<Source>, LedgerError> {
        let rows = sqlx::query(
            "SELECT source_id, name, network, side FROM source WHERE workspace_id = $1 AND retired <= $2
             ORDER BY source_id",
        )
        .bind(self.id)
        .bind(i64::from(retired_too))
        .fetch_all(conn)
        .await?;
        let read = |row| {
            let mut columns = Columns::of(row);
            Ok(Source {
                id: SourceId(columns.number()?),
                name: columns.get()?,
                network: columns.network()?,
                side: columns.code()?,
            })
        };
        rows.iter().map(read).collect()
    }
}

fn unique<'a>(what: &'static str, names: impl Iterator<Item = &'a str>) -> Result<(), LedgerError> {
    let mut seen = std::collections::BTreeSet::new();
    for name in names {
        if !seen.insert(key(name)) {
            return Err(LedgerError::Duplicate { what, name: name.to_owned() });
        }
    }
    Ok(())
}
