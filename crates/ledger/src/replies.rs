//! What was said below a post: all of it, and what a company itself answered. Both are look-ups by the parent's id in an
//! index over replies alone; `kind = 1` is [`model::Kind::Reply`] as `code.rs` pins it, spelled out so that the index serves.

use model::post::author_key;
use model::{PostId, Seq, Timestamp};
use rustc_hash::FxHashMap;
use sqlx::AssertSqlSafe;

use crate::LedgerError;
use crate::batch::Listed;
use crate::code::count;
use crate::rows::Columns;
use crate::tombstone::tag;
use crate::workspace::WorkspaceLedger;

/// Parents that are asked for in one statement.
const AT_ONCE: usize = 256;

/// The first reply to a post by an account of the company's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnReply {
    /// The reply.
    pub id: PostId,
    /// Its place in the ledger.
    pub seq: Seq,
    /// Who of the company said it.
    pub handle: String,
    /// When it was said.
    pub created_at: Timestamp,
    /// When Waggle learned of it.
    pub settled_at: Timestamp,
}

static CAME_IN: Listed = Listed::new(
    "SELECT seq, settled_at, created_at FROM post WHERE workspace_id = ? AND seq IN ",
    "",
);

impl WorkspaceLedger {
    /// When each of these posts came in, or was said, whichever is later: what is imported years after it was said did
    /// not wait for years.
    pub async fn came_in(&self, seqs: &[Seq]) -> Result<FxHashMap<Seq, Timestamp>, LedgerError> {
        let mut conn = self.store.readers.acquire().await?;
        let rows =
            CAME_IN.rows(&mut conn, self.id, seqs, |binds, seq| binds.int(count(seq.0))).await?;
        let read = |row| {
            let mut columns = Columns::of(row);
            let (seq, settled_at) = (columns.seq()?, columns.get::<i64>()?);
            Ok((seq, Timestamp(settled_at.max(columns.get()?))))
        };
        Ok(rows.iter().map(read).collect::<Result<_, sqlx::Error>>()?)
    }

    /// The numbers of the first `limit` replies to `parent`, oldest first.
    pub async fn below(&self, parent: PostId, limit: u32) -> Result<Vec<Seq>, LedgerError> {
        let rows = sqlx::query(
            "SELECT seq FROM post WHERE workspace_id = $1 AND parent = $2 AND kind = 1 ORDER BY created_at LIMIT $3",
        )
        .bind(self.id)
        .bind(parent.as_bytes().as_slice())
        .bind(i64::from(limit))
        .fetch_all(&self.store.readers)
        .await?;
        Ok(rows.iter().map(|row| Columns::of(row).seq()).collect::<Result<_, _>>()?)
    }

    /// For each of `parents` that one of `accounts` (`network:handle` in lower case) replied to: the first such reply.
    pub async fn own_replies(
        &self,
        parents: &[PostId],
        accounts: &[String],
    ) -> Result<FxHashMap<PostId, OwnReply>, LedgerError> {
        let mut found = FxHashMap::<PostId, OwnReply>::default();
        let tags = accounts.iter().map(|key| tag(&self.secret.of_author(key)).to_string());
        let tags = tags.collect::<Vec<_>>().join(",");
        if tags.is_empty() {
            return Ok(found);
        }
        for some in parents.chunks(AT_ONCE) {
            let marks = vec!["?"; some.len()].join(",");
            // Numbers of our own stand in the text; what comes from outside is bound.
            let text = format!(
                "SELECT parent, network, handle, id, seq, created_at, settled_at FROM post
                 WHERE workspace_id = ? AND parent IN ({marks}) AND author_tag IN ({tags}) AND kind = 1
                 ORDER BY created_at DESC"
            );
            let mut query = sqlx::query(AssertSqlSafe(text)).persistent(false).bind(self.id);
            for parent in some {
                query = query.bind(parent.as_bytes().as_slice());
            }
            for row in query.fetch_all(&self.store.readers).await? {
                let mut columns = Columns::of(&row);
                let parent = columns.id()?;
                let (network, handle) = (columns.network()?, columns.get::<String>()?);
                // Two authors can share a tag.
                if accounts.contains(&author_key(&network, &handle)) {
                    let reply = OwnReply {
                        handle,
                        id: columns.id()?,
                        seq: columns.seq()?,
                        created_at: Timestamp(columns.get()?),
                        settled_at: Timestamp(columns.get()?),
                    };
                    // The latest come first, so the first reply has the last word.
                    found.insert(parent, reply);
                }
            }
        }
        Ok(found)
    }
}
