//! The inbox's memory: what became of each matter, who said what about it, saved replies and saved views.

use model::{
    Department, Escalation, Matter, MatterEvent, MatterState, MemberId, PostId, Timestamp,
};
use rustc_hash::FxHashMap;
use sqlx::SqliteConnection;
use sqlx::sqlite::SqliteRow;

use crate::LedgerError;
use crate::batch::Listed;
use crate::code::unreadable;
use crate::rows::Columns;
use crate::workspace::WorkspaceLedger;

macro_rules! matter_columns {
    () => {
        "id, state, member_id, department, due_at, until_at, changed_at, escalated_at, escalated_after"
    };
}

static MATTERS: Listed = Listed::new(
    concat!("SELECT ", matter_columns!(), " FROM matter WHERE workspace_id = ? AND id IN "),
    "",
);

/// A text to begin a reply with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedReply {
    /// Its number.
    pub id: i64,
    /// What it is found by.
    pub title: String,
    /// What it says; `{name}` stands for the author.
    pub text: String,
}

/// A search that a member keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedView {
    /// Its number.
    pub id: i64,
    /// What it is called.
    pub name: String,
    /// The page with its query string.
    pub path: String,
}

fn matter(row: &SqliteRow) -> Result<Matter, sqlx::Error> {
    let mut columns = Columns::of(row);
    let moment = |columns: &mut Columns<'_>| {
        Ok::<_, sqlx::Error>(columns.get::<Option<i64>>()?.map(Timestamp))
    };
    Ok(Matter {
        post: columns.id()?,
        state: columns.word("state", MatterState::from_word)?,
        member: columns.maybe_member()?,
        department: columns.maybe_word("department", Department::from_word)?,
        due_at: moment(&mut columns)?,
        until: moment(&mut columns)?,
        changed_at: Timestamp(columns.get()?),
        escalated: {
            let (at, after) = (moment(&mut columns)?, columns.get::<Option<i64>>()?);
            let hours =
                |after| u32::try_from(after).map_err(|_| unreadable("escalated_after", after));
            let after = after.map(hours).transpose()?;
            at.zip(after).map(|(at, after_hours)| Escalation { at, after_hours })
        },
    })
}

fn event(row: &SqliteRow) -> Result<MatterEvent, sqlx::Error> {
    let mut columns = Columns::of(row);
    Ok(MatterEvent {
        id: columns.get()?,
        post: columns.id()?,
        at: Timestamp(columns.get()?),
        member: columns.maybe_member()?,
        verb: columns.get()?,
        detail: columns.get()?,
    })
}

impl WorkspaceLedger {
    /// What became of these posts; those that nobody touched are not in it.
    pub async fn matters(
        &self,
        posts: &[PostId],
    ) -> Result<FxHashMap<PostId, Matter>, LedgerError> {
        let mut conn = self.store.readers.acquire().await?;
        let rows =
            MATTERS.rows(&mut conn, self.id, posts, |binds, id| binds.blob(id.as_bytes())).await?;
        let mut found = FxHashMap::default();
        for row in &rows {
            let matter = matter(row)?;
            found.insert(matter.post, matter);
        }
        Ok(found)
    }

    /// The matters in this state, latest change first.
    pub async fn matters_in(
        &self,
        state: MatterState,
        limit: u32,
    ) -> Result<Vec<Matter>, LedgerError> {
        let rows = sqlx::query(concat!(
            "SELECT ",
            matter_columns!(),
            " FROM matter WHERE workspace_id = $1 AND state = $2 ORDER BY changed_at DESC LIMIT $3"
        ))
        .bind(self.id)
        .bind(state.as_str())
        .bind(i64::from(limit))
        .fetch_all(&self.store.readers)
        .await?;
        Ok(rows.iter().map(matter).collect::<Result<_, _>>()?)
    }

    /// How many matters are in each state; those that nobody touched are not counted.
    pub async fn matter_counts(&self) -> Result<Vec<(MatterState, u64)>, LedgerError> {
        let rows = sqlx::query(
            "SELECT state, COUNT(*) FROM matter WHERE workspace_id = $1 GROUP BY state",
        )
        .bind(self.id)
        .fetch_all(&self.store.readers)
        .await?;
        let read = |row: &SqliteRow| {
            let mut columns = Columns::of(row);
            let state = columns.word("state", MatterState::from_word)?;
            Ok((state, crate::code::uncount(columns.get()?)))
        };
        Ok(rows.iter().map(read).collect::<Result<_, sqlx::Error>>()?)
    }

    /// Keeps a matter as it is now, with what happened to it. Answers the event's number, by which it can be undone.
    pub async fn put_matter(
        &self,
        matter: &Matter,
        member: Option<MemberId>,
        verb: &str,
        detail: &str,
    ) -> Result<i64, LedgerError> {
        let mut transaction = self.store.write().await?;
        let conn = &mut *transaction;
        let before = self.matter_in(conn, matter.post).await?;
        self.write_matter(conn, matter).await?;
        let before = before.map(|m| serde_json::to_string(&m)).transpose();
        let before = before.map_err(|error| unreadable("matter", error))?;
        let id = self.add_event(conn, matter, member, verb, detail, before.as_deref()).await?;
        transaction.commit().await?;
        Ok(id)
    }

    /// Takes the step `event` back, if nothing happened to the matter since. Answers whether it did.
    pub async fn undo_matter(
        &self,
        event: i64,
        member: Option<MemberId>,
        at: Timestamp,
    ) -> Result<Option<PostId>, LedgerError> {
        let mut transaction = self.store.write().await?;
        let conn = &mut *transaction;
        let row = sqlx::query(
            "SELECT id, before_matter FROM matter_event AS e WHERE workspace_id = $1 AND event_id = $2
             AND event_id = (SELECT MAX(event_id) FROM matter_event AS o WHERE o.workspace_id = $1 AND o.id = e.id)",
        )
        .bind(self.id)
        .bind(event)
        .fetch_optional(&mut *conn)
        .await?;
        let Some(row) = row else { return Ok(None) };
        let mut columns = Columns::of(&row);
        let (post, before) = (columns.id()?, columns.get::<Option<&str>>()?);
        let before = before.map(serde_json::from_str::<Matter>).transpose();
        let before = before.map_err(|error| unreadable("matter", error))?;
        match &before {
            Some(matter) => self.write_matter(conn, matter).await?,
            // Nobody had touched it, so what its thread says counts again.
            None => self.forget_matter(conn, post).await?,
        }
        let matter = Matter::open(post, at);
        self.add_event(conn, &matter, member, "undone", "", None).await?;
        transaction.commit().await?;
        Ok(Some(post))
    }

    async fn forget_matter(
        &self,
        conn: &mut SqliteConnection,
        post: PostId,
    ) -> Result<(), LedgerError> {
        sqlx::query("DELETE FROM matter WHERE workspace_id = $1 AND id = $2")
            .bind(self.id)
            .bind(post.as_bytes().as_slice())
            .execute(conn)
            .await?;
        Ok(())
    }

    async fn matter_in(
        &self,
        conn: &mut SqliteConnection,
        post: PostId,
    ) -> Result<Option<Matter>, LedgerError> {
        let row = sqlx::query(concat!(
            "SELECT ",
            matter_columns!(),
            " FROM matter WHERE workspace_id = $1 AND id = $2"
        ))
        .bind(self.id)
        .bind(post.as_bytes().as_slice())
        .fetch_optional(conn)
        .await?;
        Ok(row.as_ref().map(matter).transpose()?)
    }

    async fn write_matter(
        &self,
        conn: &mut SqliteConnection,
        matter: &Matter,
    ) -> Result<(), LedgerError> {
        sqlx::query(
            "INSERT INTO matter (workspace_id, id, state, member_id, department, due_at, until_at, changed_at,
             escalated_at, escalated_after) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
             ON CONFLICT (workspace_id, id) DO UPDATE SET state = excluded.state, member_id = excluded.member_id,
             department = excluded.department, due_at = excluded.due_at, until_at = excluded.until_at,
             changed_at = excluded.changed_at, escalated_at = excluded.escalated_at,
             escalated_after = excluded.escalated_after",
        )
        .bind(self.id)
        .bind(matter.post.as_bytes().as_slice())
        .bind(matter.state.as_str())
        .bind(matter.member.map(|id| i64::from(id.0)))
        .bind(matter.department.map(Department::as_str))
        .bind(matter.due_at.map(|at| at.0))
        .bind(matter.until.map(|at| at.0))
        .bind(matter.changed_at.0)
        .bind(matter.escalated.map(|it| it.at.0))
        .bind(matter.escalated.map(|it| i64::from(it.after_hours)))
        .execute(conn)
        .await?;
        Ok(())
    }

    async fn add_event(
        &self,
        conn: &mut SqliteConnection,
        matter: &Matter,
        member: Option<MemberId>,
        verb: &str,
        detail: &str,
        before: Option<&str>,
    ) -> Result<i64, LedgerError> {
        let row = sqlx::query(
            "INSERT INTO matter_event (workspace_id, event_id, id, at, member_id, verb, detail, before_matter)
             SELECT $1, COALESCE(MAX(event_id), 0) + 1, $2, $3, $4, $5, $6, $7 FROM matter_event WHERE workspace_id = $1
             RETURNING event_id",
        )
        .bind(self.id)
        .bind(matter.post.as_bytes().as_slice())
        .bind(matter.changed_at.0)
        .bind(member.map(|id| i64::from(id.0)))
        .bind(verb)
        .bind(detail)
        .bind(before)
        .fetch_one(conn)
        .await?;
        Ok(Columns::of(&row).get()?)
    }

    /// What happened to a matter, oldest first.
    pub async fn matter_history(&self, post: PostId) -> Result<Vec<MatterEvent>, LedgerError> {
        let rows = sqlx::query(
            "SELECT event_id, id, at, member_id, verb, detail FROM matter_event
             WHERE workspace_id = $1 AND id = $2 ORDER BY event_id",
        )
        .bind(self.id)
        .bind(post.as_bytes().as_slice())
        .fetch_all(&self.store.readers)
        .await?;
        Ok(rows.iter().map(event).collect::<Result<_, _>>()?)
    }

    /// Texts to begin a reply with, by title.
    pub async fn saved_replies(&self) -> Result<Vec<SavedReply>, LedgerError> {
        let rows = sqlx::query(
            "SELECT reply_id, title, text FROM saved_reply WHERE workspace_id = $1 ORDER BY title, reply_id",
        )
        .bind(self.id)
        .fetch_all(&self.store.readers)
        .await?;
        let read = |row: &SqliteRow| {
            let mut columns = Columns::of(row);
            Ok(SavedReply { id: columns.get()?, title: columns.get()?, text: columns.get()? })
        };
        Ok(rows.iter().map(read).collect::<Result<_, sqlx::Error>>()?)
    }

    /// Adds a text to begin a reply with.
    pub async fn add_saved_reply(&self, title: &str, text: &str) -> Result<(), LedgerError> {
        let mut transaction = self.store.write().await?;
        sqlx::query(
            "INSERT INTO saved_reply (workspace_id, reply_id, title, text)
             SELECT $1, COALESCE(MAX(reply_id), 0) + 1, $2, $3 FROM saved_reply WHERE workspace_id = $1",
        )
        .bind(self.id)
        .bind(title)
        .bind(text)
        .execute(&mut *transaction)
        .await?;
        Ok(transaction.commit().await?)
    }

    /// Removes a saved reply.
    pub async fn remove_saved_reply(&self, id: i64) -> Result<(), LedgerError> {
        let mut transaction = self.store.write().await?;
        sqlx::query("DELETE FROM saved_reply WHERE workspace_id = $1 AND reply_id = $2")
            .bind(self.id)
            .bind(id)
            .execute(&mut *transaction)
            .await?;
        Ok(transaction.commit().await?)
    }

    /// A member's saved views, by name.
    pub async fn saved_views(&self, member: MemberId) -> Result<Vec<SavedView>, LedgerError> {
        let rows = sqlx::query(
            "SELECT view_id, name, path FROM saved_view WHERE workspace_id = $1 AND member_id = $2 ORDER BY name, view_id",
        )
        .bind(self.id)
        .bind(i64::from(member.0))
        .fetch_all(&self.store.readers)
        .await?;
        let read = |row: &SqliteRow| {
            let mut columns = Columns::of(row);
            Ok(SavedView { id: columns.get()?, name: columns.get()?, path: columns.get()? })
        };
        Ok(rows.iter().map(read).collect::<Result<_, sqlx::Error>>()?)
    }

    /// Keeps a view.
    pub async fn add_saved_view(
        &self,
        member: MemberId,
        name: &str,
        path: &str,
    ) -> Result<(), LedgerError> {
        let mut transaction = self.store.write().await?;
        sqlx::query(
            "INSERT INTO saved_view (workspace_id, view_id, member_id, name, path)
             SELECT $1, COALESCE(MAX(view_id), 0) + 1, $2, $3, $4 FROM saved_view WHERE workspace_id = $1",
        )
        .bind(self.id)
        .bind(i64::from(member.0))
        .bind(name)
        .bind(path)
        .execute(&mut *transaction)
        .await?;
        Ok(transaction.commit().await?)
    }

    /// Removes a member's view.
    pub async fn remove_saved_view(&self, member: MemberId, id: i64) -> Result<(), LedgerError> {
        let mut transaction = self.store.write().await?;
        sqlx::query(
            "DELETE FROM saved_view WHERE workspace_id = $1 AND member_id = $2 AND view_id = $3",
        )
        .bind(self.id)
        .bind(i64::from(member.0))
        .bind(id)
        .execute(&mut *transaction)
        .await?;
        Ok(transaction.commit().await?)
    }

    /// A setting's value.
    pub async fn setting(&self, name: &str) -> Result<Option<String>, LedgerError> {
        let row = sqlx::query("SELECT value FROM setting WHERE workspace_id = $1 AND name = $2")
            .bind(self.id)
            .bind(name)
            .fetch_optional(&self.store.readers)
            .await?;
        Ok(row.as_ref().map(|row| Columns::of(row).get()).transpose()?)
    }

    /// Keeps a setting.
    pub async fn set_setting(&self, name: &str, value: &str) -> Result<(), LedgerError> {
        let mut transaction = self.store.write().await?;
        sqlx::query(
            "INSERT INTO setting (workspace_id, name, value) VALUES ($1, $2, $3)
             ON CONFLICT (workspace_id, name) DO UPDATE SET value = excluded.value",
        )
        .bind(self.id)
        .bind(name)
        .bind(value)
        .execute(&mut *transaction)
        .await?;
        Ok(transaction.commit().await?)
    }
}
