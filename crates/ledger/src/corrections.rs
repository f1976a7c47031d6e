//! What people say a post is. A correction replaces the reading at once, under a new sequence number, so that the index
//! follows; it stays when the post gets a new version or is read again.

use model::{Acts, Correction, Label, MemberId, PostId, Reading, Sentiment, Seq, Timestamp};
use sqlx::SqliteConnection;
use sqlx::sqlite::SqliteRow;

use crate::LedgerError;
use crate::batch::Listed;
use crate::code::{acts_code, acts_from_code, count};
use crate::rows::{Columns, Entry, settled, settled_columns};
use crate::workspace::WorkspaceLedger;

pub(crate) static OF_POSTS: Listed = Listed::new(
    "SELECT id, label, acts, drawn FROM correction WHERE workspace_id = ? AND id IN ",
    "",
);

/// What is to be corrected; what is `None` is left to the model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Verdict {
    /// The sentiment.
    pub label: Option<Label>,
    /// The acts.
    pub acts: Option<Acts>,
    /// Whether chance chose the post; see [`Correction::drawn`].
    pub drawn: bool,
}

impl Verdict {
    /// Lays it over what the model said.
    pub(crate) fn apply(self, reading: &mut Reading) {
        if let Some(label) = self.label {
            let certain = |of: Label| f32::from(u8::from(of == label));
            reading.sentiment = Some(Sentiment {
                negative: certain(Label::Negative),
                neutral: certain(Label::Neutral),
                positive: certain(Label::Positive),
            });
        }
        if let Some(acts) = self.acts {
            reading.acts = acts;
        }
    }
}

/// A row of [`OF_POSTS`].
pub(crate) fn verdict(row: &SqliteRow) -> Result<(PostId, Verdict), sqlx::Error> {
    let mut columns = Columns::of(row);
    let id = columns.id()?;
    let label = columns.maybe_word("label", Label::from_word)?;
    let acts = columns.get::<Option<i64>>()?.map(acts_from_code);
    let drawn = columns.get::<i64>()? != 0;
    Ok((id, Verdict { label, acts, drawn }))
}

const COLUMNS: &str = "id, label, acts, member_id, at, model_negative, model_neutral, model_positive, model_acts, drawn";

fn correction(row: &SqliteRow) -> Result<Correction, sqlx::Error> {
    let mut columns = Columns::of(row);
    let post = columns.id()?;
    let label = columns.maybe_word("label", Label::from_word)?;
    let acts = columns.get::<Option<i64>>()?.map(acts_from_code);
    let member = columns.maybe_member()?;
    let at = Timestamp(columns.get()?);
    let mut p = || Ok::<_, sqlx::Error>(columns.get::<Option<f64>>()?.map(|p| p as f32));
    let model_sentiment = match (p()?, p()?, p()?) {
        (Some(negative), Some(neutral), Some(positive)) => {
            Some(Sentiment { negative, neutral, positive })
        }
        _ => None,
    };
    let model_acts = acts_from_code(columns.get()?);
    let drawn = columns.get::<i64>()? != 0;
    Ok(Correction { post, label, acts, member, at, model_sentiment, model_acts, drawn })
}

impl WorkspaceLedger {
    /// Replaces what the model said of a post, or, with an empty verdict, lets the model have its word back. Answers the
    /// sequence number to which a follower has to come; `None` when there is no such post.
    pub async fn correct(
        &self,
        post: PostId,
        verdict: Verdict,
        member: Option<MemberId>,
        at: Timestamp,
    ) -> Result<Option<Seq>, LedgerError> {
        let mut transaction = self.store.write().await?;
        let conn = &mut *transaction;
        let row = sqlx::query(concat!(
            "SELECT ",
            settled_columns!(),
            " FROM post JOIN reading USING (workspace_id, seq) WHERE workspace_id = $1 AND id = $2"
        ))
        .bind(self.id)
        .bind(post.as_bytes().as_slice())
        .fetch_optional(&mut *conn)
        .await?;
        let Some(row) = row else { return Ok(None) };
        let current = settled(&row)?;
        let before = self.correction_in(conn, post).await?;
        let mut reading = current.reading.clone();
        if let Some(before) = &before {
            reading.sentiment = before.model_sentiment;
            reading.acts = before.model_acts;
        }
        let model = reading.clone();
        verdict.apply(&mut reading);
        self.put_correction(conn, post, verdict, &model, member, at).await?;
        let mut state = self.state(conn).await?;
        state.head += 1;
        self.move_post(conn, current.seq, Seq(state.head), &reading).await?;
        self.set_state(conn, &state).await?;
        transaction.commit().await?;
        Ok(Some(Seq(state.head)))
    }

    async fn put_correction(
        &self,
        conn: &mut SqliteConnection,
        post: PostId,
        verdict: Verdict,
        model: &Reading,
        member: Option<MemberId>,
        at: Timestamp,
    ) -> Result<(), LedgerError> {
        sqlx::query("DELETE FROM correction WHERE workspace_id = $1 AND id = $2")
            .bind(self.id)
            .bind(post.as_bytes().as_slice())
            .execute(&mut *conn)
            .await?;
        if verdict.label.is_none() && verdict.acts.is_none() {
            return Ok(());
        }
        sqlx::query(
            "INSERT INTO correction (workspace_id, id, label, acts, member_id, at, model_negative, model_neutral,
             model_positive, model_acts, drawn) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        )
        .bind(self.id)
        .bind(post.as_bytes().as_slice())
        .bind(verdict.label.map(Label::as_str))
        .bind(verdict.acts.map(acts_code))
        .bind(member.map(|id| i64::from(id.0)))
        .bind(at.0)
        .bind(model.sentiment.map(|s| f64::from(s.negative)))
        .bind(model.sentiment.map(|s| f64::from(s.neutral)))
        .bind(model.sentiment.map(|s| f64::from(s.positive)))
        .bind(acts_code(model.acts))
        .bind(i64::from(verdict.drawn))
        .execute(conn)
        .await?;
        Ok(())
    }

    /// The same version of a post under a new number, with another reading.
    async fn move_post(
        &self,
        conn: &mut SqliteConnection,
        from: Seq,
        to: Seq,
        reading: &Reading,
    ) -> Result<(), LedgerError> {
        for statement in [
            "UPDATE post SET seq = $3 WHERE workspace_id = $1 AND seq = $2",
            "UPDATE reading SET seq = $3 WHERE workspace_id = $1 AND seq = $2",
            "UPDATE payload SET seq = $3 WHERE workspace_id = $1 AND seq = $2",
            "INSERT INTO removal (workspace_id, removed_seq, seq) VALUES ($1, $2, $3)",
        ] {
            sqlx::query(statement)
                .bind(self.id)
                .bind(count(from.0))
                .bind(count(to.0))
                .execute(&mut *conn)
                .await?;
        }
        sqlx::query(
            "UPDATE reading SET negative = $3, neutral = $4, positive = $5, acts = $6
             WHERE workspace_id = $1 AND seq = $2",
        )
        .bind(self.id)
        .bind(count(to.0))
        .bind(reading.sentiment.map(|s| f64::from(s.negative)))
        .bind(reading.sentiment.map(|s| f64::from(s.neutral)))
        .bind(reading.sentiment.map(|s| f64::from(s.positive)))
        .bind(acts_code(reading.acts))
        .execute(conn)
        .await?;
        Ok(())
    }

    async fn correction_in(
        &self,
        conn: &mut SqliteConnection,
        post: PostId,
    ) -> Result<Option<Correction>, LedgerError> {
        let text = format!("SELECT {COLUMNS} FROM correction WHERE workspace_id = $1 AND id = $2");
        let row = sqlx::query(sqlx::AssertSqlSafe(text))
            .bind(self.id)
            .bind(post.as_bytes().as_slice())
            .fetch_optional(conn)
            .await?;
        Ok(row.as_ref().map(correction).transpose()?)
    }

    /// What a person said of a post.
    pub async fn correction(&self, post: PostId) -> Result<Option<Correction>, LedgerError> {
        let mut conn = self.store.readers.acquire().await?;
        self.correction_in(&mut conn, post).await
    }

    /// All corrections, newest first.
    pub async fn corrections(&self) -> Result<Vec<Correction>, LedgerError> {
        let text = format!(
            "SELECT {COLUMNS} FROM correction WHERE workspace_id = $1 ORDER BY at DESC, id"
        );
        let rows = sqlx::query(sqlx::AssertSqlSafe(text))
            .bind(self.id)
            .fetch_all(&self.store.readers)
            .await?;
        Ok(rows.iter().map(correction).collect::<Result<_, _>>()?)
    }

    /// Lays corrections over the readings of posts that got a new version; the model's new word is kept beside.
    pub(crate) async fn correct_again(
        &self,
        conn: &mut SqliteConnection,
        entries: &mut [Entry],
        at: Timestamp,
    ) -> Result<(), LedgerError> {
        let changed: Vec<PostId> =
            entries.iter().filter(|e| e.version > 1).map(|e| e.post.id).collect();
        if changed.is_empty() {
            return Ok(());
        }
        let verdicts = self.verdicts(conn, &changed).await?;
        for entry in entries {
            let Some(verdict) = verdicts.get(&entry.post.id) else { continue };
            let model = entry.reading.clone();
            verdict.apply(&mut entry.reading);
            let before = self.correction_in(conn, entry.post.id).await?;
            let (member, said) = before.map_or((None, at), |b| (b.member, b.at));
            self.put_correction(conn, entry.post.id, *verdict, &model, member, said).await?;
        }
        Ok(())
    }
}
