//! Measures and their points. A point is added and never changed.

use model::{Day, Interval, Kpi, KpiId, KpiPoint, Timestamp};
use sqlx::sqlite::SqliteRow;

use crate::LedgerError;
use crate::code::{count, uncount};
use crate::document;
use crate::rows::Columns;
use crate::workspace::WorkspaceLedger;

fn kpi(row: &SqliteRow) -> Result<Kpi, sqlx::Error> {
    document::read("measure", Columns::of(row).get()?)
}

fn point(row: &SqliteRow) -> Result<(KpiId, KpiPoint), sqlx::Error> {
    let mut columns = Columns::of(row);
    let id = KpiId(columns.number()?);
    let day = |columns: &mut Columns<'_>| Ok::<_, sqlx::Error>(Day(columns.get::<i32>()?));
    let (from, to, value) = (day(&mut columns)?, day(&mut columns)?, columns.get()?);
    let interval = match (columns.get()?, columns.get()?, columns.get()?) {
        (Some(low), Some(high), Some(level)) => Some(Interval { low, high, level }),
        _ => None,
    };
    let point = KpiPoint {
        from,
        to,
        value,
        interval,
        n: uncount(columns.get()?),
        source: columns.get()?,
        member: columns.maybe_member()?,
        entered_at: Timestamp(columns.get()?),
    };
    Ok((id, point))
}

macro_rules! point_columns {
    () => {
        "kpi_id, from_day, to_day, value, low, high, level, n, source, member_id, entered_at"
    };
}

impl WorkspaceLedger {
    /// Adds the measure that `make` answers for the next number; a number is never used again.
    pub async fn add_kpi(&self, make: impl FnOnce(KpiId) -> Kpi) -> Result<Kpi, LedgerError> {
        let mut transaction = self.store.write().await?;
        let row =
            sqlx::query("SELECT COALESCE(MAX(kpi_id), 0) + 1 FROM kpi WHERE workspace_id = $1")
                .bind(self.id)
                .fetch_one(&mut *transaction)
                .await?;
        let kpi = make(KpiId(Columns::of(&row).number()?));
        sqlx::query("INSERT INTO kpi (workspace_id, kpi_id, name, body) VALUES ($1, $2, $3, $4)")
            .bind(self.id)
            .bind(i64::from(kpi.id.0))
            .bind(&kpi.name)
            .bind(document::write("measure", &kpi)?)
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(kpi)
    }

    /// Keeps a measure as it is now. Its points stay. Answers whether there is such a measure.
    pub async fn put_kpi(&self, kpi: &Kpi) -> Result<bool, LedgerError> {
        let mut transaction = self.store.write().await?;
        let done = sqlx::query(
            "UPDATE kpi SET name = $3, body = $4 WHERE workspace_id = $1 AND kpi_id = $2 AND removed_at IS NULL",
        )
        .bind(self.id)
        .bind(i64::from(kpi.id.0))
        .bind(&kpi.name)
        .bind(document::write("measure", kpi)?)
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await?;
        Ok(done.rows_affected() > 0)
    }

    /// Measures a thing no longer. What was measured stays, since editions may rest on it.
    pub async fn remove_kpi(&self, id: KpiId, at: Timestamp) -> Result<bool, LedgerError> {
        let mut transaction = self.store.write().await?;
        let done = sqlx::query(
            "UPDATE kpi SET removed_at = $3 WHERE workspace_id = $1 AND kpi_id = $2 AND removed_at IS NULL",
        )
        .bind(self.id)
        .bind(i64::from(id.0))
        .bind(at.0)
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await?;
        Ok(done.rows_affected() > 0)
    }

    /// The measures that are followed, by name.
    pub async fn kpis(&self) -> Result<Vec<Kpi>, LedgerError> {
        let rows = sqlx::query(
            "SELECT body FROM kpi WHERE workspace_id = $1 AND removed_at IS NULL ORDER BY name, kpi_id",
        )
        .bind(self.id)
        .fetch_all(&self.store.readers)
        .await?;
        Ok(rows.iter().map(kpi).collect::<Result<_, _>>()?)
    }

    /// One measure, also one that is followed no longer.
    pub async fn kpi(&self, id: KpiId) -> Result<Option<Kpi>, LedgerError> {
        let row = sqlx::query("SELECT body FROM kpi WHERE workspace_id = $1 AND kpi_id = $2")
            .bind(self.id)
            .bind(i64::from(id.0))
            .fetch_optional(&self.store.readers)
            .await?;
        Ok(row.as_ref().map(kpi).transpose()?)
    }

    /// Adds points, all or none. Each is for one measure.
    pub async fn add_points(&self, points: &[(KpiId, KpiPoint)]) -> Result<(), LedgerError> {
        let mut transaction = self.store.write().await?;
        for (id, point) in points {
            sqlx::query(concat!(
                "INSERT INTO kpi_point (workspace_id, point_id, ",
                point_columns!(),
                ") SELECT $1, COALESCE(MAX(point_id), 0) + 1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12
                 FROM kpi_point WHERE workspace_id = $1 AND kpi_id = $2"
            ))
            .bind(self.id)
            .bind(i64::from(id.0))
            .bind(point.from.0)
            .bind(point.to.0)
            .bind(point.value)
            .bind(point.interval.map(|interval| interval.low))
            .bind(point.interval.map(|interval| interval.high))
            .bind(point.interval.map(|interval| interval.level))
            .bind(count(point.n))
            .bind(&point.source)
            .bind(point.member.map(|id| i64::from(id.0)))
            .bind(point.entered_at.0)
            .execute(&mut *transaction)
            .await?;
        }
        Ok(transaction.commit().await?)
    }

    /// How many points each measure has; one without is not in it.
    pub async fn point_counts(&self) -> Result<Vec<(KpiId, u64)>, LedgerError> {
        let rows = sqlx::query(
            "SELECT kpi_id, COUNT(*) FROM kpi_point WHERE workspace_id = $1 GROUP BY kpi_id ORDER BY kpi_id",
        )
        .bind(self.id)
        .fetch_all(&self.store.readers)
        .await?;
        let read = |row: &SqliteRow| {
            let mut columns = Columns::of(row);
            Ok((KpiId(columns.number()?), uncount(columns.get()?)))
        };
        Ok(rows.iter().map(read).collect::<Result<_, sqlx::Error>>()?)
    }

    /// Everything that was ever noted for a measure, in the order in which it was noted.
    pub async fn points(&self, id: KpiId) -> Result<Vec<KpiPoint>, LedgerError> {
        let rows = sqlx::query(concat!(
            "SELECT ",
            point_columns!(),
            " FROM kpi_point WHERE workspace_id = $1 AND kpi_id = $2 ORDER BY point_id"
        ))
        .bind(self.id)
        .bind(i64::from(id.0))
        .fetch_all(&self.store.readers)
        .await?;
        Ok(rows.iter().map(|row| Ok(point(row)?.1)).collect::<Result<_, sqlx::Error>>()?)
    }

    /// The same for all measures at once, by measure and then as noted.
    pub async fn all_points(&self) -> Result<Vec<(KpiId, KpiPoint)>, LedgerError> {
        let rows = sqlx::query(concat!(
            "SELECT ",
            point_columns!(),
            " FROM kpi_point WHERE workspace_id = $1 ORDER BY kpi_id, point_id"
        ))
        .bind(self.id)
        .fetch_all(&self.store.readers)
        .await?;
        Ok(rows.iter().map(point).collect::<Result<_, _>>()?)
    }
}
