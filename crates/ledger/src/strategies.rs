//! Strategies: the working copy as one document, with what lists need beside it. Here: adding, finding, changing.

mod assessments;
mod editions;
mod forget;
mod invitations;
mod packed;
mod undo;

use model::{AssessmentId, Day, ItemId, MemberId, Strategy, StrategyId, StrategyState, Timestamp};
use sqlx::SqliteConnection;
use sqlx::sqlite::SqliteRow;

use self::packed::{pack, unpack};
use crate::LedgerError;
use crate::code::{count, uncount, unreadable};
use crate::document::Changed;
use crate::history::{HistoryEntry, STRATEGIES};
use crate::rows::Columns;
use crate::workspace::WorkspaceLedger;

pub use assessments::AssessmentSummary;
pub(crate) use assessments::Remembered;
pub use editions::EditionSummary;
pub use invitations::Accepted;

/// What a list says of a strategy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StrategySummary {
    /// Its number.
    pub id: StrategyId,
    /// What it is called.
    pub name: String,
    /// How far it is.
    pub state: StrategyState,
    /// The assessment that it rests on.
    pub assessment: Option<AssessmentId>,
    /// The goal's sentence; empty until written.
    pub goal: String,
    /// The goal's day.
    pub by: Option<Day>,
    /// Items of the SWOT that are not dropped.
    pub items: u64,
    /// People on the team.
    pub team: u64,
    /// Counts changes.
    pub version: u32,
    /// When it was begun.
    pub created_at: Timestamp,
    /// When it last changed.
    pub changed_at: Timestamp,
}

macro_rules! summary_columns {
    () => {
        "s.strategy_id, s.name, s.state, s.edition, s.state_since, s.assessment_id, s.goal, s.due, s.item_count, \
         s.team_count, s.version, s.created_at, s.changed_at"
    };
}

const DRAFT: &str = "draft";
const ACTIVE: &str = "active";
const ENDED: &str = "ended";

/// A state as its three columns.
fn state_columns(state: StrategyState) -> (&'static str, u32, Option<i64>) {
    match state {
        StrategyState::Draft => (DRAFT, 0, None),
        StrategyState::Active { edition, since } => (ACTIVE, edition, Some(since.0)),
        StrategyState::Ended { edition, since } => (ENDED, edition, Some(since.0)),
    }
}

fn state(columns: &mut Columns<'_>) -> Result<StrategyState, sqlx::Error> {
    let (word, edition): (&str, u32) = (columns.get()?, columns.number()?);
    let since = columns.get::<Option<i64>>()?.map(Timestamp);
    match (word, since) {
        (DRAFT, _) => Ok(StrategyState::Draft),
        (ACTIVE, Some(since)) => Ok(StrategyState::Active { edition, since }),
        (ENDED, Some(since)) => Ok(StrategyState::Ended { edition, since }),
        _ => Err(unreadable("state", word)),
    }
}

fn summary(row: &SqliteRow) -> Result<StrategySummary, sqlx::Error> {
    let mut columns = Columns::of(row);
    let maybe = |number: Option<i64>, what: &str| {
        number.map(|n| i32::try_from(n).map_err(|_| unreadable(what, n))).transpose()
    };
    Ok(StrategySummary {
        id: StrategyId(columns.number()?),
        name: columns.get()?,
        state: state(&mut columns)?,
        assessment: maybe(columns.get()?, "assessment")?.map(|n| AssessmentId(n.unsigned_abs())),
        goal: columns.get()?,
        by: maybe(columns.get()?, "day")?.map(Day),
        items: uncount(columns.get()?),
        team: uncount(columns.get()?),
        version: columns.number()?,
        created_at: Timestamp(columns.get()?),
        changed_at: Timestamp(columns.get()?),
    })
}

impl WorkspaceLedger {
    /// Begins a strategy.
    pub async fn add_strategy(
        &self,
        name: &str,
        member: Option<MemberId>,
        at: Timestamp,
    ) -> Result<Strategy, LedgerError> {
        let mut transaction = self.store.write().await?;
        let conn = &mut *transaction;
        let row = sqlx::query(
            "SELECT COALESCE(MAX(strategy_id), 0) + 1 FROM strategy WHERE workspace_id = $1",
        )
        .bind(self.id)
        .fetch_one(&mut *conn)
        .await?;
        let strategy = Strategy::new(StrategyId(Columns::of(&row).number()?), name.trim(), at);
        self.put_strategy(conn, &strategy).await?;
        let whose = (self.id, strategy.id.0);
        STRATEGIES.add(conn, whose, (member, at), ("begun", name.trim())).await?;
        transaction.commit().await?;
        Ok(strategy)
    }

    /// All strategies, the last changed first.
    pub async fn strategies(&self) -> Result<Vec<StrategySummary>, LedgerError> {
        let rows = sqlx::query(concat!(
            "SELECT ",
            summary_columns!(),
            " FROM strategy s WHERE s.workspace_id = $1 ORDER BY s.changed_at DESC, s.strategy_id DESC"
        ))
        .bind(self.id)
        .fetch_all(&self.store.readers)
        .await?;
        Ok(rows.iter().map(summary).collect::<Result<_, _>>()?)
    }

    /// The strategies on whose team `member` is, the last changed first.
    pub async fn strategies_of(
        &self,
        member: MemberId,
    ) -> Result<Vec<StrategySummary>, LedgerError> {
        let rows = sqlx::query(concat!(
            "SELECT ",
            summary_columns!(),
            " FROM strategy s WHERE s.workspace_id = $1 AND s.strategy_id IN (SELECT strategy_id FROM strategy_person
               WHERE workspace_id = $1 AND member_id = $2 AND on_team = 1)
             ORDER BY s.changed_at DESC, s.strategy_id DESC"
        ))
        .bind(self.id)
        .bind(i64::from(member.0))
        .fetch_all(&self.store.readers)
        .await?;
        Ok(rows.iter().map(summary).collect::<Result<_, _>>()?)
    }

    /// The strategy that a workspace means when it names none: the one in force, else the last changed. Of `member`'s
    /// alone, where one is given.
    pub async fn main_strategy(
        &self,
        member: Option<MemberId>,
    ) -> Result<Option<StrategySummary>, LedgerError> {
        let row = sqlx::query(concat!(
            "SELECT ",
            summary_columns!(),
            " FROM strategy s WHERE s.workspace_id = $1 AND ($2 IS NULL OR s.strategy_id IN (SELECT strategy_id
               FROM strategy_person WHERE workspace_id = $1 AND member_id = $2 AND on_team = 1))
             ORDER BY CASE s.state WHEN 'active' THEN 0 WHEN 'draft' THEN 1 ELSE 2 END, s.changed_at DESC,
             s.strategy_id DESC LIMIT 1"
        ))
        .bind(self.id)
        .bind(member.map(|id| i64::from(id.0)))
        .fetch_optional(&self.store.readers)
        .await?;
        Ok(row.as_ref().map(summary).transpose()?)
    }

    /// The working copy of one.
    pub async fn strategy(&self, id: StrategyId) -> Result<Option<Strategy>, LedgerError> {
        self.strategy_in(&mut *self.store.readers.acquire().await?, id).await
    }

    /// Reads, changes and writes a strategy in one transaction. `expected`: the version that the person saw; `None`: the
    /// change holds whatever the others did (a vote, a comment). `verb` and `detail` stand in its history.
    ///
    /// # Errors
    /// Those of the ledger; what `change` refuses is an answer.
    pub async fn change_strategy<T, E>(
        &self,
        id: StrategyId,
        expected: Option<u32>,
        by: (Option<MemberId>, Timestamp),
        (verb, detail): (&str, &str),
        change: impl FnOnce(&mut Strategy) -> Result<T, E>,
    ) -> Result<Changed<T, E>, LedgerError> {
        let mut transaction = self.store.write().await?;
        let conn = &mut *transaction;
        let Some(mut strategy) = self.strategy_in(conn, id).await? else {
            return Ok(Changed::Missing);
        };
        if expected.is_some_and(|version| version != strategy.version) {
            return Ok(Changed::Stale(strategy.version));
        }
        let version = strategy.version;
        let value = match change(&mut strategy) {
            Ok(value) => value,
            Err(error) => return Ok(Changed::Refused(error)),
        };
        strategy.id = id;
        strategy.version = version + 1;
        strategy.changed_at = by.1;
        self.put_strategy(conn, &strategy).await?;
        STRATEGIES.add(conn, (self.id, id.0), by, (verb, detail)).await?;
        transaction.commit().await?;
        Ok(Changed::Done(value))
    }

    /// What was done to a strategy, newest first.
    pub async fn strategy_history(
        &self,
        id: StrategyId,
        limit: u32,
    ) -> Result<Vec<HistoryEntry>, LedgerError> {
        STRATEGIES.read(&self.store.readers, (self.id, id.0), limit).await
    }

    async fn strategy_in(
        &self,
        conn: &mut SqliteConnection,
        id: StrategyId,
    ) -> Result<Option<Strategy>, LedgerError> {
        let row = sqlx::query(
            "SELECT document FROM strategy WHERE workspace_id = $1 AND strategy_id = $2",
        )
        .bind(self.id)
        .bind(i64::from(id.0))
        .fetch_optional(conn)
        .await?;
        row.map(|row| unpack(Columns::of(&row).get()?)).transpose()
    }

    async fn put_strategy(
        &self,
        conn: &mut SqliteConnection,
        strategy: &Strategy,
    ) -> Result<(), LedgerError> {
        let (state, edition, since) = state_columns(strategy.state);
        let goal = strategy.hexagon.goal.as_ref();
        let items = strategy.swot.iter().filter(|item| !item.dropped).count();
        sqlx::query(
            "INSERT INTO strategy (workspace_id, strategy_id, name, state, edition, state_since, assessment_id, goal,
             due, item_count, team_count, version, created_at, changed_at, document)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
             ON CONFLICT (workspace_id, strategy_id) DO UPDATE SET name = excluded.name, state = excluded.state,
             edition = excluded.edition, state_since = excluded.state_since, assessment_id = excluded.assessment_id,
             goal = excluded.goal, due = excluded.due, item_count = excluded.item_count,
             team_count = excluded.team_count, version = excluded.version, changed_at = excluded.changed_at,
             document = excluded.document",
        )
        .bind(self.id)
        .bind(i64::from(strategy.id.0))
        .bind(&strategy.name)
        .bind(state)
        .bind(i64::from(edition))
        .bind(since)
        .bind(strategy.assessment.map(|id| i64::from(id.0)))
        .bind(goal.map_or("", |goal| goal.text.as_str()))
        .bind(goal.and_then(|goal| goal.by).map(|day| i64::from(day.0)))
        .bind(count(items as u64))
        .bind(count(strategy.team.len() as u64))
        .bind(i64::from(strategy.version))
        .bind(strategy.created_at.0)
        .bind(strategy.changed_at.0)
        .bind(pack(strategy)?)
        .execute(&mut *conn)
        .await?;
        self.put_people(conn, strategy).await
    }

    /// Notes who is on the team now; who was stays noted, since editions name them.
    async fn put_people(
        &self,
        conn: &mut SqliteConnection,
        strategy: &Strategy,
    ) -> Result<(), LedgerError> {
        sqlx::query(
            "UPDATE strategy_person SET on_team = 0 WHERE workspace_id = $1 AND strategy_id = $2",
        )
        .bind(self.id)
        .bind(i64::from(strategy.id.0))
        .execute(&mut *conn)
        .await?;
        for mate in &strategy.team {
            sqlx::query(
                "INSERT INTO strategy_person (workspace_id, strategy_id, item_id, member_id, contact_id, on_team)
                 VALUES ($1, $2, $3, $4, $5, 1) ON CONFLICT (workspace_id, strategy_id, item_id) DO UPDATE SET
                 member_id = excluded.member_id, contact_id = excluded.contact_id, on_team = 1",
            )
            .bind(self.id)
            .bind(i64::from(strategy.id.0))
            .bind(i64::from(mate.id.0))
            .bind(mate.member.map(|id| i64::from(id.0)))
            .bind(mate.contact.map(|id| i64::from(id.0)))
            .execute(&mut *conn)
            .await?;
        }
        Ok(())
    }
}

impl Columns<'_> {
    fn item(&mut self) -> Result<ItemId, sqlx::Error> {
        Ok(ItemId(self.number()?))
    }
}
