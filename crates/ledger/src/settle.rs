//! How posts come to stay: one transaction that holds them, their readings, the import's mark and the source's cursor.
//!
//! First the chunk is judged in memory against what the ledger knows ([`judge`]), then written table by table. Each
//! post that is added or changed takes the next sequence number, also when a later one in the same chunk replaces it
//! at once: so it makes no difference how posts are cut into chunks.

use model::{Post, PostId, Reading, Seq, Timestamp};
use rustc_hash::{FxHashMap, FxHashSet};
use sqlx::{Row, SqliteConnection};

use crate::LedgerError;
use crate::batch::{Binds, Insert, Listed};
use crate::chunk::{Chunk, ImportMark, Known, Outcome};
use crate::code::count;
use crate::judge::{Judged, judge};
use crate::payload::pack_all;
use crate::rows::{
    Columns, Entry, INSERT_PAYLOAD, INSERT_POST, INSERT_READING, INSERT_VERSION, bind_payload,
    bind_post, bind_reading, post_columns,
};
use crate::workspace::WorkspaceLedger;

static KNOWN: Listed =
    Listed::new("SELECT id, seq, version, digest FROM post WHERE workspace_id = ? AND id IN ", "");
static BURIED: Listed =
    Listed::new("SELECT hash FROM tombstone WHERE workspace_id = ? AND hash IN ", "");
static MOVE_TO_VERSIONS: Listed = Listed::new(
    concat!(
        "INSERT INTO post_version (",
        post_columns!(),
        ") SELECT ",
        post_columns!(),
        " FROM post WHERE workspace_id = ? AND seq IN "
    ),
    "",
);
static DROP_POSTS: Listed = Listed::new("DELETE FROM post WHERE workspace_id = ? AND seq IN ", "");
static DROP_READINGS: Listed =
    Listed::new("DELETE FROM reading WHERE workspace_id = ? AND seq IN ", "");
static INSERT_REMOVAL: Insert =
    Insert::new("INSERT INTO removal (workspace_id, seq, removed_seq) VALUES ", 3);

impl WorkspaceLedger {
    /// What the ledger has under these ids.
    pub async fn known(&self, ids: &[PostId]) -> Result<FxHashMap<PostId, Known>, LedgerError> {
        self.known_in(&mut *self.store.readers.acquire().await?, ids).await
    }

    /// Commits `chunk` in one transaction. When this returns, nothing of it can be lost, not even by a power cut;
    /// when it fails or is dropped, nothing of it is there. Settling a chunk again adds nothing.
    ///
    /// Of posts with the same id in one chunk the last wins and the others become its older versions, as if each had
    /// come in a chunk of its own.
    ///
    /// # Errors
    /// [`LedgerError::Busy`], [`LedgerError::DiskFull`], [`LedgerError::UnknownSource`] and those of the file.
    pub async fn settle(&self, chunk: Chunk) -> Result<Outcome, LedgerError> {
        let Chunk { posts, held, import, cursor, rejected, at } = chunk;
        let mut transaction = self.store.write().await?;
        let conn = &mut *transaction;
        let mut state = self.state(conn).await?;
        let sources = posts.iter().map(|(post, _)| post.source);
        self.check_sources(conn, sources.chain(cursor.iter().map(|(source, _)| *source))).await?;

        let ids: Vec<PostId> = posts.iter().map(|(post, _)| post.id).collect();
        let known = self.known_in(conn, &ids).await?;
        let buried = match state.has_tombstones {
            true => self.buried(conn, &posts).await?,
            false => FxHashSet::default(),
        };
        let before = Seq(state.head);
        let mut judged = judge(posts, known, &buried, &self.secret, state.head);
        judged.unchanged += held;
        self.correct_again(conn, &mut judged.standing, at).await?;
        let counts = judged.counts();
        state.head = judged.head;
        state.counts.posts += counts.added;
        state.counts.versions += counts.changed;
        self.write(conn, &judged, at).await?;
        if let Some(mark) = import {
            self.mark(conn, mark, &counts, rejected, at).await?;
        }
        if let Some((source, cursor)) = &cursor {
            self.set_cursor(conn, *source, cursor).await?;
        }
        if state.head != before.0 {
            self.set_state(conn, &state).await?;
        }
        transaction.commit().await?;
        Ok(judged.into_outcome(before))
    }

    async fn known_in(
        &self,
        conn: &mut SqliteConnection,
        ids: &[PostId],
    ) -> Result<FxHashMap<PostId, Known>, LedgerError> {
        let rows = KNOWN.rows(conn, self.id, ids, |binds, id| binds.blob(id.as_bytes())).await?;
        let mut known = FxHashMap::default();
        for row in &rows {
            let mut columns = Columns::of(row);
            let (id, seq, version) = (columns.id()?, columns.seq()?, columns.number()?);
            let digest: &[u8] = columns.get()?;
            let wrong = |_| LedgerError::Damaged { reason: "a digest is cut short".to_owned() };
            known.insert(id, Known { seq, version, digest: digest.try_into().map_err(wrong)? });
        }
        Ok(known)
    }

    /// The tombstones that exist among those of `posts` and their authors.
    async fn buried(
        &self,
        conn: &mut SqliteConnection,
        posts: &[(Post, Reading)],
    ) -> Result<FxHashSet<[u8; 32]>, LedgerError> {
        let mut hashes: Vec<[u8; 32]> = Vec::with_capacity(posts.len() * 2);
        for (post, _) in posts {
            hashes.push(self.secret.of_post(post.id));
            hashes.extend(self.secret.of_author_of(post));
        }
        self.buried_of(conn, &hashes).await
    }

    /// The tombstones that exist among `hashes`.
    pub(crate) async fn buried_of(
        &self,
        conn: &mut SqliteConnection,
        hashes: &[[u8; 32]],
    ) -> Result<FxHashSet<[u8; 32]>, LedgerError> {
        let rows = BURIED.rows(conn, self.id, hashes, |binds, hash| binds.blob(hash)).await?;
        let mut found = FxHashSet::default();
        for row in &rows {
            let hash: &[u8] = row.try_get(0)?;
            let wrong = |_| LedgerError::Damaged { reason: "a tombstone is cut short".to_owned() };
            found.insert(hash.try_into().map_err(wrong)?);
        }
        Ok(found)
    }

    async fn write(
        &self,
        conn: &mut SqliteConnection,
        judged: &Judged,
        at: Timestamp,
    ) -> Result<(), LedgerError> {
        let id = self.id;
        let by_seq = |binds: &mut Binds, seq: &Seq| binds.int(count(seq.0));
        MOVE_TO_VERSIONS.execute(conn, id, &judged.outdated, by_seq).await?;
        DROP_POSTS.execute(conn, id, &judged.outdated, by_seq).await?;
        DROP_READINGS.execute(conn, id, &judged.outdated, by_seq).await?;

        INSERT_POST.run(conn, &judged.standing, |b, entry| bind_post(b, id, at, entry)).await?;
        INSERT_VERSION.run(conn, &judged.overtaken, |b, entry| bind_post(b, id, at, entry)).await?;
        let reading = |b: &mut Binds, e: &Entry| bind_reading(b, id, e.seq, &e.reading);
        INSERT_READING.run(conn, &judged.standing, reading).await?;

        let packing = |error: std::io::Error| LedgerError::Damaged { reason: error.to_string() };
        let written = || judged.standing.iter().chain(&judged.overtaken);
        let with_payload = || written().filter(|entry| !entry.post.raw.is_empty());
        let packed = pack_all(with_payload().map(|entry| &entry.post)).map_err(packing)?;
        let payloads: Vec<_> = with_payload().map(|entry| entry.seq).zip(packed).collect();
        INSERT_PAYLOAD
            .run(conn, &payloads, |b, (seq, packed)| bind_payload(b, id, *seq, packed))
            .await?;

        INSERT_REMOVAL
            .run(conn, &judged.removals, |binds, (seq, removed)| {
                binds.int(id);
                binds.int(count(*seq));
                binds.int(count(*removed));
            })
            .await
    }

    async fn mark(
        &self,
        conn: &mut SqliteConnection,
        mark: ImportMark,
        outcome: &Outcome,
        rejected: u64,
        at: Timestamp,
    ) -> Result<(), LedgerError> {
        // A chunk that is settled a second time keeps the counts of the first.
        sqlx::query(
            "INSERT INTO import_chunk (workspace_id, file, chunk, added, changed, unchanged, refused, rejected,
             settled_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
             ON CONFLICT (workspace_id, file, chunk) DO NOTHING",
        )
        .bind(self.id)
        .bind(mark.file.as_slice())
        .bind(count(mark.chunk))
        .bind(count(outcome.added))
        .bind(count(outcome.changed))
        .bind(count(outcome.unchanged))
        .bind(count(outcome.refused))
        .bind(count(rejected))
        .bind(at.0)
        .execute(&mut *conn)
        .await?;
        if mark.last {
            self.finish(conn, &mark.file, at).await?;
        }
        Ok(())
    }
}
