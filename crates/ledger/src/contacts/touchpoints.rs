//! What was done with contacts, and when last.

use model::{ContactId, MemberId, Timestamp, TouchKind, Touchpoint, TouchpointId};
use rustc_hash::FxHashMap;
use sqlx::SqliteConnection;
use sqlx::sqlite::SqliteRow;

use super::steps::Step;
use crate::LedgerError;
use crate::batch::{Binds, Listed};
use crate::code::uncount;
use crate::rows::Columns;
use crate::workspace::WorkspaceLedger;

macro_rules! touchpoint_columns {
    () => {
        "touchpoint_id, contact_id, at, kind, text, member_id"
    };
}

// The kinds that are left out are those of which `TouchKind::is_visit` says no.
static LAST_VISITS: Listed = Listed::new(
    concat!(
        "SELECT ",
        touchpoint_columns!(),
        " FROM touchpoint AS t WHERE workspace_id = ? AND contact_id IN "
    ),
    " AND kind NOT IN ('note', 'purchase') AND NOT EXISTS (SELECT 1 FROM touchpoint AS o \
     WHERE o.workspace_id = t.workspace_id AND o.contact_id = t.contact_id AND o.kind NOT IN ('note', 'purchase') \
     AND (o.at, o.touchpoint_id) > (t.at, t.touchpoint_id))",
);

fn touchpoint(row: &SqliteRow) -> Result<Touchpoint, sqlx::Error> {
    let mut columns = Columns::of(row);
    Ok(Touchpoint {
        id: TouchpointId(columns.get()?),
        contact: columns.contact()?,
        at: Timestamp(columns.get()?),
        kind: columns.word("kind", TouchKind::from_word)?,
        text: columns.get()?,
        member: columns.maybe_member()?,
    })
}

impl WorkspaceLedger {
    /// Notes what was done with a contact at `at`; undone by the step whose number it answers. `None` when there is no
    /// such contact.
    pub async fn add_touchpoint(
        &self,
        contact: ContactId,
        kind: TouchKind,
        text: &str,
        member: Option<MemberId>,
        at: Timestamp,
    ) -> Result<Option<i64>, LedgerError> {
        let mut transaction = self.store.write().await?;
        let conn = &mut *transaction;
        if self.contact_in(conn, contact).await?.is_none() {
            return Ok(None);
        }
        let row = sqlx::query(
            "INSERT INTO touchpoint (workspace_id, touchpoint_id, contact_id, at, kind, text, member_id)
             SELECT $1, COALESCE(MAX(touchpoint_id), 0) + 1, $2, $3, $4, $5, $6 FROM touchpoint WHERE workspace_id = $1
             RETURNING touchpoint_id",
        )
        .bind(self.id)
        .bind(i64::from(contact.0))
        .bind(at.0)
        .bind(kind.as_str())
        .bind(text.trim())
        .bind(member.map(|id| i64::from(id.0)))
        .fetch_one(&mut *conn)
        .await?;
        let id = TouchpointId(Columns::of(&row).get()?);
        let step = self.add_step(conn, contact, &Step::Touched(id), at).await?;
        transaction.commit().await?;
        Ok(Some(step))
    }

    /// Writes touchpoints that stood here before, with the numbers that they had.
    pub(super) async fn restore_touchpoints(
        &self,
        conn: &mut SqliteConnection,
        touchpoints: &[Touchpoint],
    ) -> Result<(), LedgerError> {
        for touchpoint in touchpoints {
            sqlx::query(
                "INSERT INTO touchpoint (workspace_id, touchpoint_id, contact_id, at, kind, text, member_id)
                 SELECT $1, COALESCE(MAX(touchpoint_id), 0) + 1, $2, $3, $4, $5, $6 FROM touchpoint
                 WHERE workspace_id = $1",
            )
            .bind(self.id)
            .bind(i64::from(touchpoint.contact.0))
            .bind(touchpoint.at.0)
            .bind(touchpoint.kind.as_str())
            .bind(&touchpoint.text)
            .bind(touchpoint.member.map(|id| i64::from(id.0)))
            .execute(&mut *conn)
            .await?;
        }
        Ok(())
    }

    /// The newest `limit` touchpoints of a contact, newest first.
    pub async fn touchpoints(
        &self,
        contact: ContactId,
        limit: u32,
    ) -> Result<Vec<Touchpoint>, LedgerError> {
        self.touchpoints_in(&mut *self.store.readers.acquire().await?, contact, limit).await
    }

    pub(super) async fn touchpoints_in(
        &self,
        conn: &mut SqliteConnection,
        contact: ContactId,
        limit: u32,
    ) -> Result<Vec<Touchpoint>, LedgerError> {
        let rows = sqlx::query(concat!(
            "SELECT ",
            touchpoint_columns!(),
            " FROM touchpoint WHERE workspace_id = $1 AND contact_id = $2 ORDER BY at DESC, touchpoint_id DESC LIMIT $3"
        ))
        .bind(self.id)
        .bind(i64::from(contact.0))
        .bind(i64::from(limit))
        .fetch_all(conn)
        .await?;
        Ok(rows.iter().map(touchpoint).collect::<Result<_, _>>()?)
    }

    /// When and how each of these contacts was visited last; those that never were are not in it.
    pub async fn last_visits(
        &self,
        contacts: &[ContactId],
    ) -> Result<FxHashMap<ContactId, Touchpoint>, LedgerError> {
        let by_id = |binds: &mut Binds, id: &ContactId| binds.int(i64::from(id.0));
        let mut conn = self.store.readers.acquire().await?;
        let rows = LAST_VISITS.rows(&mut conn, self.id, contacts, by_id).await?;
        let read = |row: &SqliteRow| touchpoint(row).map(|t| (t.contact, t));
        Ok(rows.iter().map(read).collect::<Result<_, _>>()?)
    }

    /// How many visits were made since `since`.
    pub async fn visits_since(&self, since: Timestamp) -> Result<u64, LedgerError> {
        let row = sqlx::query(
            "SELECT COUNT(*) FROM touchpoint WHERE workspace_id = $1 AND at >= $2 AND kind NOT IN ('note', 'purchase')",
        )
        .bind(self.id)
        .bind(since.0)
        .fetch_one(&self.store.readers)
        .await?;
        Ok(uncount(Columns::of(&row).get()?))
    }
}
