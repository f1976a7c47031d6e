//! Reading posts again: under a workspace's own layer, or under a newer built-in model. What a person said stays.

use model::{PostId, Reading, Seq, Settled};
use rustc_hash::FxHashMap;
use sqlx::SqliteConnection;
use sqlx::sqlite::SqliteRow;

use crate::LedgerError;
use crate::batch::{Binds, Insert, Listed};
use crate::code::{acts_code, count, uncount};
use crate::corrections::Verdict;
use crate::rows::{Columns, INSERT_READING, bind_reading, settled, settled_columns};
use crate::workspace::WorkspaceLedger;

static STANDING: Listed =
    Listed::new("SELECT seq FROM post WHERE workspace_id = ? AND seq IN ", "");
static OF_IDS: Listed = Listed::new(
    concat!(
        "SELECT ",
        settled_columns!(),
        " FROM post JOIN reading USING (workspace_id, seq) WHERE workspace_id = ? AND id IN "
    ),
    "",
);
static DROP_READINGS: Listed =
    Listed::new("DELETE FROM reading WHERE workspace_id = ? AND seq IN ", "");
static INSERT_REMOVAL: Insert =
    Insert::new("INSERT INTO removal (workspace_id, seq, removed_seq) VALUES ", 3);

/// A post as it stood, and what it is read as now.
struct Again<'a> {
    before: &'a Settled,
    reading: Reading,
    to: Seq,
}

impl WorkspaceLedger {
    /// How many posts stand under each number of a reading, the smallest number first.
    pub async fn read_by(&self) -> Result<Vec<(u32, u64)>, LedgerError> {
        let rows = sqlx::query(
            "SELECT model, COUNT(*) FROM reading WHERE workspace_id = $1 GROUP BY model ORDER BY model",
        )
        .bind(self.id)
        .fetch_all(&self.store.readers)
        .await?;
        let read = |row: &SqliteRow| {
            let mut columns = Columns::of(row);
            Ok((columns.number()?, uncount(columns.get()?)))
        };
        Ok(rows.iter().map(read).collect::<Result<_, sqlx::Error>>()?)
    }

    /// The posts after `after` and up to `until` whose reading does not bear the number `model`; at most `limit`, in
    /// ascending order, without payloads.
    pub async fn read_by_others(
        &self,
        model: u32,
        (after, until): (Seq, Seq),
        limit: usize,
    ) -> Result<Vec<Settled>, LedgerError> {
        let rows = sqlx::query(concat!(
            "SELECT ",
            settled_columns!(),
            " FROM post JOIN reading USING (workspace_id, seq)
             WHERE workspace_id = $1 AND seq > $2 AND seq <= $3 AND model <> $4 ORDER BY seq LIMIT $5"
        ))
        .bind(self.id)
        .bind(count(after.0))
        .bind(count(until.0))
        .bind(i64::from(model))
        .bind(i64::try_from(limit).unwrap_or(i64::MAX))
        .fetch_all(&self.store.readers)
        .await?;
        Ok(rows.iter().map(settled).collect::<Result<_, _>>()?)
    }

    /// The posts with these ids, in no order, without payloads.
    pub async fn posts_by_ids(&self, ids: &[PostId]) -> Result<Vec<Settled>, LedgerError> {
        let mut conn = self.store.readers.acquire().await?;
        let rows =
            OF_IDS.rows(&mut conn, self.id, ids, |binds, id| binds.blob(id.as_bytes())).await?;
        // A list is filled up with its last key, so a row can come twice.
        let mut found = FxHashMap::default();
        for row in &rows {
            let settled = settled(row)?;
            found.insert(settled.post.id, settled);
        }
        Ok(found.into_values().collect())
    }

    /// Replaces readings in one transaction: each post stands as it was read back, beside what it is read as now. A post
    /// that moved on in between is passed over. Where the index could tell the difference, the post takes a new sequence
    /// number, as with a correction; otherwise only its reading changes. A correction stays laid over, and the model's new
    /// word is kept beneath it. Answers how many posts moved.
    pub async fn reread(&self, posts: &[(Settled, Reading)]) -> Result<u64, LedgerError> {
        let mut transaction = self.store.write().await?;
        let conn = &mut *transaction;
        let mut state = self.state(conn).await?;
        let before = state.head;
        let standing = self.still_standing(conn, posts).await?;
        let ids: Vec<PostId> = standing.iter().map(|(before, _)| before.post.id).collect();
        let verdicts = self.verdicts(conn, &ids).await?;
        let mut again = Vec::with_capacity(standing.len());
        for (stood, model) in standing {
            let mut reading = model.clone();
            if let Some(verdict) = verdicts.get(&stood.post.id) {
                self.put_model(conn, stood.post.id, model).await?;
                verdict.apply(&mut reading);
            }
            let moves = differs(&stood.reading, &reading);
            state.head += u64::from(moves);
            let to = if moves { Seq(state.head) } else { stood.seq };
            again.push(Again { before: stood, reading, to });
        }
        self.replace(conn, &again, before).await?;
        if state.head != before {
            self.set_state(conn, &state).await?;
        }
        transaction.commit().await?;
        Ok(state.head - before)
    }

    async fn replace(
        &self,
        conn: &mut SqliteConnection,
        again: &[Again<'_>],
        head: u64,
    ) -> Result<(), LedgerError> {
        let id = self.id;
        let by_seq = |binds: &mut Binds, again: &Again<'_>| binds.int(count(again.before.seq.0));
        DROP_READINGS.execute(conn, id, again, by_seq).await?;
        INSERT_READING.run(conn, again, |b, a| bind_reading(b, id, a.to.0, &a.reading)).await?;
        let moved: Vec<(Seq, Seq)> =
            again.iter().filter(|a| a.to != a.before.seq).map(|a| (a.to, a.before.seq)).collect();
        if moved.is_empty() {
            return Ok(());
        }
        INSERT_REMOVAL
            .run(conn, &moved, |binds, (to, from)| {
                binds.int(id);
                binds.int(count(to.0));
                binds.int(count(from.0));
            })
            .await?;
        // The removals of this transaction say who goes where.
        for statement in [
            "UPDATE post SET seq = removal.seq FROM removal WHERE removal.workspace_id = $1 AND removal.seq > $2
             AND post.workspace_id = $1 AND post.seq = removal.removed_seq",
            "UPDATE payload SET seq = removal.seq FROM removal WHERE removal.workspace_id = $1 AND removal.seq > $2
             AND payload.workspace_id = $1 AND payload.seq = removal.removed_seq",
        ] {
            sqlx::query(statement).bind(id).bind(count(head)).execute(&mut *conn).await?;
        }
        Ok(())
    }

    /// Those whose number still stands.
    async fn still_standing<'p>(
        &self,
        conn: &mut SqliteConnection,
        posts: &'p [(Settled, Reading)],
    ) -> Result<Vec<&'p (Settled, Reading)>, LedgerError> {
        let by_seq =
            |binds: &mut Binds, (post, _): &(Settled, Reading)| binds.int(count(post.seq.0));
        let rows = STANDING.rows(conn, self.id, posts, by_seq).await?;
        let seqs = rows.iter().map(|row| Columns::of(row).seq());
        let seqs: rustc_hash::FxHashSet<Seq> = seqs.collect::<Result<_, sqlx::Error>>()?;
        Ok(posts.iter().filter(|(post, _)| seqs.contains(&post.seq)).collect())
    }

    /// Keeps the model's new word beneath a correction.
    async fn put_model(
        &self,
        conn: &mut SqliteConnection,
        post: PostId,
        model: &Reading,
    ) -> Result<(), LedgerError> {
        sqlx::query(
            "UPDATE correction SET model_negative = $3, model_neutral = $4, model_positive = $5, model_acts = $6
             WHERE workspace_id = $1 AND id = $2",
        )
        .bind(self.id)
        .bind(post.as_bytes().as_slice())
        .bind(model.sentiment.map(|s| f64::from(s.negative)))
        .bind(model.sentiment.map(|s| f64::from(s.neutral)))
        .bind(model.sentiment.map(|s| f64::from(s.positive)))
        .bind(acts_code(model.acts))
        .execute(conn)
        .await?;
        Ok(())
    }

    /// What people said of these posts.
    pub(crate) async fn verdicts(
        &self,
        conn: &mut SqliteConnection,
        ids: &[PostId],
    ) -> Result<FxHashMap<PostId, Verdict>, LedgerError> {
        let rows = crate::corrections::OF_POSTS
            .rows(conn, self.id, ids, |binds, id| binds.blob(id.as_bytes()))
            .await?;
        Ok(rows.iter().map(crate::corrections::verdict).collect::<Result<_, sqlx::Error>>()?)
    }
}

/// Whether the index would hold something else: it keeps probabilities in steps of 1/255, and the label.
fn differs(before: &Reading, after: &Reading) -> bool {
    let kept = |r: &Reading| {
        let sentiment = r.sentiment.map(|s| (s.quantised(), s.label()));
        (r.language, sentiment, r.emotion, r.acts, r.repeat_of)
    };
    kept(before) != kept(after)
}
