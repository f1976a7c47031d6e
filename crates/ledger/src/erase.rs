//! How a person's words leave the ledger: out of every table, out of the log, out of unused parts of the file.
//!
//! What goes: the post, its older versions, its readings and payloads; the author's presence, and the contact that is
//! present nowhere else, with all that was noted of it. What stays: the numbers that followers need to
//! drop it, and a keyed hash that refuses a later import. What others said stays theirs, also where they quote or
//! name the person; so do references to an erased post (its id is a hash).

use model::post::author_key;
use model::{Network, PostId, Seq};
use sqlx::{Row, SqliteConnection};

use crate::LedgerError;
use crate::batch::{Binds, Insert, Listed};
use crate::code::count;
use crate::rows::Columns;
use crate::tombstone::tag;
use crate::workspace::WorkspaceLedger;

static SEQS: Listed = Listed::new("SELECT seq FROM post WHERE workspace_id = ? AND id IN ", "");
static VERSION_SEQS: Listed =
    Listed::new("SELECT seq FROM post_version WHERE workspace_id = ? AND id IN ", "");
static DROP_READINGS: Listed =
    Listed::new("DELETE FROM reading WHERE workspace_id = ? AND seq IN ", "");
static DROP_PAYLOADS: Listed =
    Listed::new("DELETE FROM payload WHERE workspace_id = ? AND seq IN ", "");
static DROP_POSTS: Listed = Listed::new("DELETE FROM post WHERE workspace_id = ? AND id IN ", "");
static DROP_VERSIONS: Listed =
    Listed::new("DELETE FROM post_version WHERE workspace_id = ? AND id IN ", "");
static DROP_CORRECTIONS: Listed =
    Listed::new("DELETE FROM correction WHERE workspace_id = ? AND id IN ", "");
static DROP_MATTERS: Listed =
    Listed::new("DELETE FROM matter WHERE workspace_id = ? AND id IN ", "");
static DROP_EVENTS: Listed =
    Listed::new("DELETE FROM matter_event WHERE workspace_id = ? AND id IN ", "");
static INSERT_REMOVAL: Insert =
    Insert::new("INSERT INTO removal (workspace_id, seq, removed_seq) VALUES ", 3);

/// What an erasure removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Erased {
    /// Posts.
    pub posts: u64,
    /// Older versions of them.
    pub versions: u64,
    /// Readings.
    pub readings: u64,
    /// Payloads, those of older versions included.
    pub payloads: u64,
    /// Contacts, with all that was noted of them.
    pub contacts: u64,
    /// A follower has to come up to here to have forgotten them too.
    pub upto: Seq,
}

impl std::ops::AddAssign for Erased {
    fn add_assign(&mut self, more: Self) {
        self.posts += more.posts;
        self.versions += more.versions;
        self.readings += more.readings;
        self.payloads += more.payloads;
        self.contacts += more.contacts;
        self.upto = self.upto.max(more.upto);
    }
}

impl WorkspaceLedger {
    /// Erases all that `author` (`network:handle`, case does not count) said, and refuses it from now on. A post of
    /// which any version bears the handle goes with all its versions. Works ahead of time, too: an author of whom
    /// nothing is known is refused all the same.
    ///
    /// # Errors
    /// [`LedgerError::InvalidAuthor`]; [`LedgerError::Unscrubbed`] when the words are gone from all tables and only the
    /// file could not be rewritten: erasing again, or [`Self::scrub`], makes up for it.
    pub async fn erase_author(&self, author: &str) -> Result<Erased, LedgerError> {
        let wrong = || LedgerError::InvalidAuthor(author.to_owned());
        let (network, handle) = author.split_once(':').ok_or_else(wrong)?;
        let network = Network::new(network).map_err(|_| wrong())?;
        let key = author_key(&network, handle.trim());
        if key.ends_with(':') {
            return Err(wrong());
        }
        let tombstone = self.secret.of_author(&key);
        let mut transaction = self.store.write().await?;
        let rows = sqlx::query(
            "SELECT id, network, handle FROM post WHERE workspace_id = $1 AND author_tag = $2
             UNION SELECT id, network, handle FROM post_version WHERE workspace_id = $1 AND author_tag = $2",
        )
        .bind(self.id)
        .bind(tag(&tombstone))
        .fetch_all(&mut *transaction)
        .await?;
        let mut ids = Vec::with_capacity(rows.len());
        for row in &rows {
            let mut columns = Columns::of(row);
            let (id, network, handle) = (columns.id()?, columns.network()?, columns.get::<&str>()?);
            if author_key(&network, handle) == key {
                ids.push(id);
            }
        }
        ids.sort_unstable();
        ids.dedup();
        let mut erased = self.erase(&mut transaction, &ids).await?;
        let forgotten = self.forget_author(&mut transaction, &key).await?;
        erased.contacts = forgotten.contacts;
        if forgotten.anything {
            self.owe_scrub(&mut transaction).await?;
        }
        self.bury(&mut transaction, &tombstone).await?;
        transaction.commit().await?;
        self.scrub().await?;
        Ok(erased)
    }

    /// Erases one post with all its versions, and refuses it from now on, whether it was known or not.
    ///
    /// # Errors
    /// [`LedgerError::Unscrubbed`] as for [`Self::erase_author`].
    pub async fn erase_post(&self, id: PostId) -> Result<Erased, LedgerError> {
        let mut transaction = self.store.write().await?;
        let erased = self.erase(&mut transaction, &[id]).await?;
        self.bury(&mut transaction, &self.secret.of_post(id)).await?;
        transaction.commit().await?;
        self.scrub().await?;
        Ok(erased)
    }

    async fn erase(
        &self,
        conn: &mut SqliteConnection,
        ids: &[PostId],
    ) -> Result<Erased, LedgerError> {
        let by_id = |binds: &mut Binds, id: &PostId| binds.blob(id.as_bytes());
        let by_seq = |binds: &mut Binds, seq: &i64| binds.int(*seq);
        let current = self.seqs(conn, &SEQS, ids).await?;
        let older = self.seqs(conn, &VERSION_SEQS, ids).await?;
        let all: Vec<i64> = current.iter().chain(&older).copied().collect();
        let readings = DROP_READINGS.execute(conn, self.id, &all, by_seq).await?;
        let payloads = DROP_PAYLOADS.execute(conn, self.id, &all, by_seq).await?;
        let posts = DROP_POSTS.execute(conn, self.id, ids, by_id).await?;
        let versions = DROP_VERSIONS.execute(conn, self.id, ids, by_id).await?;

        // Notes may quote the person.
        for statement in [&DROP_CORRECTIONS, &DROP_MATTERS, &DROP_EVENTS] {
            statement.execute(conn, self.id, ids, by_id).await?;
        }

        self.forget_topic_names(conn).await?;

        let mut state = self.state(conn).await?;
        if !current.is_empty() {
            state.head += 1;
        }
        INSERT_REMOVAL
            .run(conn, &current, |binds, removed| {
                binds.int(self.id);
                binds.int(count(state.head));
                binds.int(*removed);
            })
            .await?;
        for id in ids {
            self.bury(conn, &self.secret.of_post(*id)).await?;
        }
        state.counts.posts = state.counts.posts.saturating_sub(posts);
        state.counts.versions = state.counts.versions.saturating_sub(versions);
        state.counts.erased += posts;
        state.scrub_pending |= posts > 0;
        self.set_state(conn, &state).await?;
        Ok(Erased { posts, versions, readings, payloads, contacts: 0, upto: Seq(state.head) })
    }

    async fn seqs(
        &self,
        conn: &mut SqliteConnection,
        statement: &Listed,
        ids: &[PostId],
    ) -> Result<Vec<i64>, LedgerError> {
        let rows =
            statement.rows(conn, self.id, ids, |binds, id| binds.blob(id.as_bytes())).await?;
        let mut seqs = Vec::with_capacity(rows.len());
        for row in &rows {
            seqs.push(row.try_get(0)?);
        }
        seqs.sort_unstable();
        seqs.dedup();
        Ok(seqs)
    }

    /// Notes that the file is to be rewritten.
    pub(crate) async fn owe_scrub(&self, conn: &mut SqliteConnection) -> Result<(), LedgerError> {
        let mut state = self.state(conn).await?;
        state.scrub_pending = true;
        self.set_state(conn, &state).await
    }

    pub(crate) async fn bury(
        &self,
        conn: &mut SqliteConnection,
        hash: &[u8; 32],
    ) -> Result<(), LedgerError> {
        sqlx::query(
            "INSERT INTO tombstone (workspace_id, hash) VALUES ($1, $2)
             ON CONFLICT (workspace_id, hash) DO NOTHING",
        )
        .bind(self.id)
        .bind(hash.as_slice())
        .execute(conn)
        .await?;
        Ok(())
    }

    /// Whether something was erased whose traces may still be in unused parts of the file, because the program was
    /// stopped before it could rewrite it. Then call [`Self::scrub`].
    pub async fn scrub_pending(&self) -> Result<bool, LedgerError> {
        Ok(self.state(&mut *self.store.readers.acquire().await?).await?.scrub_pending)
    }

    /// Rewrites the file without what was erased, if that is due. Needs twice as much free disk as the file is large
    /// (a copy beside it, and one in the log), and about 15 seconds for each GB; others can read meanwhile, not write.
    ///
    /// Deleted rows are overwritten with zeros at once, but pages that once held a row and gave it to a neighbour can
    /// keep a copy; only a rewrite leaves none. Then the log is written back and cut to nothing.
    ///
    /// # Errors
    /// [`LedgerError::Unscrubbed`]; it stays due.
    pub async fn scrub(&self) -> Result<(), LedgerError> {
        if !self.scrub_pending().await? {
            return Ok(());
        }
        let failed = |error: LedgerError| LedgerError::Unscrubbed { reason: error.to_string() };
        self.rewrite().await.map_err(failed)?;
        let mut transaction = self.store.write().await?;
        let mut state = self.state(&mut transaction).await?;
        state.scrub_pending = false;
        self.set_state(&mut transaction, &state).await?;
        Ok(transaction.commit().await?)
    }

    async fn rewrite(&self) -> Result<(), LedgerError> {
        let mut conn = self.store.writer().await?;
        // The new file is first built aside: on disk, since it may not fit into memory.
        let vacuumed = sqlx::raw_sql("PRAGMA temp_store = FILE; VACUUM").execute(&mut *conn).await;
        sqlx::raw_sql("PRAGMA temp_store = MEMORY").execute(&mut *conn).await?;
        vacuumed?;
        let row = sqlx::raw_sql("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(&mut *conn).await?;
        // 1: somebody still reads an older state, and the log could not be cut.
        match row.try_get::<i64, _>(0)? {
            0 => Ok(()),
            _ => Err(LedgerError::Busy),
        }
    }
}
