//! Reading posts back: by number, by id, the newest, and their older versions.

use model::{Post, PostId, Seq, Settled, Timestamp};
use rustc_hash::FxHashMap;
use sqlx::SqliteConnection;
use sqlx::sqlite::SqliteRow;

use crate::LedgerError;
use crate::batch::Listed;
use crate::chunk::Recent;
use crate::code::{count, unreadable};
use crate::payload::unpack;
use crate::rows::{Columns, post, settled, settled_columns};
use crate::workspace::WorkspaceLedger;

macro_rules! version_columns {
    () => {
        "seq, settled_at, id, version, network, native_id, source_id, side, kind, handle, author_name, followers, \
         created_at, title, text, url, channel, language, parent, thread, engagement, reach, media"
    };
}

static POSTS: Listed = Listed::new(
    concat!(
        "SELECT ",
        settled_columns!(),
        " FROM post JOIN reading USING (workspace_id, seq) WHERE workspace_id = ? AND seq IN "
    ),
    "",
);
static PAYLOADS: Listed = Listed::new(
    "SELECT seq, packing, size, bytes FROM payload WHERE workspace_id = ? AND seq IN ",
    "",
);

static STANDING: Listed =
    Listed::new("SELECT id, seq FROM post WHERE workspace_id = ? AND id IN ", "");

/// A post as it was said at some time.
#[derive(Debug, Clone, PartialEq)]
pub struct Version {
    /// Its place in the ledger.
    pub seq: Seq,
    /// From 1 upwards.
    pub version: u32,
    /// When Waggle first saw it like this.
    pub settled_at: Timestamp,
    /// What was said.
    pub post: Post,
}

impl WorkspaceLedger {
    /// The posts with these numbers, in the order asked, without their payloads. A number that no longer stands is
    /// left out.
    pub async fn posts(&self, seqs: &[Seq]) -> Result<Vec<Settled>, LedgerError> {
        let mut conn = self.store.readers.acquire().await?;
        let rows =
            POSTS.rows(&mut conn, self.id, seqs, |binds, seq| binds.int(count(seq.0))).await?;
        let mut found = FxHashMap::default();
        for row in &rows {
            let settled = settled(row)?;
            found.insert(settled.seq, settled);
        }
        Ok(seqs.iter().filter_map(|seq| found.get(seq).cloned()).collect())
    }

    /// Which of these posts stand, each with its number; those that were erased or never came are not in it.
    pub async fn standing(&self, ids: &[PostId]) -> Result<FxHashMap<PostId, Seq>, LedgerError> {
        let mut conn = self.store.readers.acquire().await?;
        let rows =
            STANDING.rows(&mut conn, self.id, ids, |binds, id| binds.blob(id.as_bytes())).await?;
        let read = |row: &SqliteRow| {
            let mut columns = Columns::of(row);
            Ok((columns.id()?, columns.seq()?))
        };
        Ok(rows.iter().map(read).collect::<Result<_, sqlx::Error>>()?)
    }

    /// The post with this id, with its payload.
    pub async fn post_by_id(&self, id: PostId) -> Result<Option<Settled>, LedgerError> {
        let mut moment = self.store.read().await?;
        let row = sqlx::query(concat!(
            "SELECT ",
            settled_columns!(),
            " FROM post JOIN reading USING (workspace_id, seq) WHERE workspace_id = $1 AND id = $2"
        ))
        .bind(self.id)
        .bind(id.as_bytes().as_slice())
        .fetch_optional(&mut *moment)
        .await?;
        let Some(row) = row else { return Ok(None) };
        let mut found = settled(&row)?;
        self.add_payloads(&mut moment, std::iter::once((found.seq, &mut found.post)).collect())
            .await?;
        Ok(Some(found))
    }

    /// All versions of a post with their payloads, the oldest first; empty when there is no such post.
    pub async fn versions(&self, id: PostId) -> Result<Vec<Version>, LedgerError> {
        let mut moment = self.store.read().await?;
        let rows = sqlx::query(concat!(
            "SELECT ",
            version_columns!(),
            " FROM post_version WHERE workspace_id = $1 AND id = $2 UNION ALL SELECT ",
            version_columns!(),
            " FROM post WHERE workspace_id = $1 AND id = $2 ORDER BY version"
        ))
        .bind(self.id)
        .bind(id.as_bytes().as_slice())
        .fetch_all(&mut *moment)
        .await?;
        let read = |row| {
            let mut columns = Columns::of(row);
            let (seq, settled_at) = (columns.seq()?, Timestamp(columns.get()?));
            let (version, post) = post(&mut columns)?;
            Ok(Version { seq, version, settled_at, post })
        };
        let mut versions = rows.iter().map(read).collect::<Result<Vec<_>, sqlx::Error>>()?;
        let posts = versions.iter_mut().map(|version| (version.seq, &mut version.post));
        self.add_payloads(&mut moment, posts.collect()).await?;
        Ok(versions)
    }

    /// The newest `limit` posts by their place in the ledger, the oldest of them first.
    pub async fn recent(&self, limit: usize) -> Result<Vec<Recent>, LedgerError> {
        let mut conn = self.store.readers.acquire().await?;
        let rows = sqlx::query(
            "SELECT seq, id, title, text FROM post WHERE workspace_id = $1 ORDER BY seq DESC LIMIT $2",
        )
        .bind(self.id)
        .bind(i64::try_from(limit).unwrap_or(i64::MAX))
        .fetch_all(&mut *conn)
        .await?;
        let read = |row| {
            let mut columns = Columns::of(row);
            Ok(Recent {
                seq: columns.seq()?,
                id: columns.id()?,
                title: columns.get()?,
                text: columns.get()?,
            })
        };
        rows.iter().rev().map(read).collect()
    }

    /// Gives posts the payloads that stand under their numbers.
    async fn add_payloads(
        &self,
        conn: &mut SqliteConnection,
        mut posts: FxHashMap<Seq, &mut Post>,
    ) -> Result<(), LedgerError> {
        let seqs: Vec<Seq> = posts.keys().copied().collect();
        let rows =
            PAYLOADS.rows(conn, self.id, &seqs, |binds, seq| binds.int(count(seq.0))).await?;
        for row in &rows {
            let mut columns = Columns::of(row);
            // A list is filled up with its last key, so a row can come twice.
            let Some(post) = posts.remove(&columns.seq()?) else { continue };
            post.raw = unpack(post, columns.get()?, columns.get()?, columns.get()?)
                .map_err(|error| unreadable("payload", error))?;
        }
        Ok(())
    }
}
