//! How the index keeps up: everything that happened after a sequence number, in steps of any size.

use model::{Changes, Seq};

use crate::LedgerError;
use crate::code::{count, uncount};
use crate::rows::{Columns, settled, settled_columns};
use crate::workspace::WorkspaceLedger;

impl WorkspaceLedger {
    /// What a follower that stands at `after` has to do, with at most `limit` posts at a time. It then stands at
    /// `upto`, and is done when that equals [`Self::head`]. Small steps and large ones lead to the same posts, also
    /// while others write: each call sees one moment, and the posts of later steps may already show newer versions.
    ///
    /// `gone` names only numbers up to `after`, since the follower never saw any other. Payloads are left out.
    pub async fn changes_after(&self, after: Seq, limit: usize) -> Result<Changes, LedgerError> {
        let mut moment = self.store.read().await?;
        let head = self.state(&mut moment).await?.head;
        let rows = sqlx::query(concat!(
            "SELECT ",
            settled_columns!(),
            " FROM post JOIN reading USING (workspace_id, seq)
             WHERE workspace_id = $1 AND seq > $2 ORDER BY seq LIMIT $3"
        ))
        .bind(self.id)
        .bind(count(after.0))
        .bind(i64::try_from(limit.max(1)).unwrap_or(i64::MAX))
        .fetch_all(&mut *moment)
        .await?;
        let put = rows.iter().map(settled).collect::<Result<Vec<_>, _>>()?;
        let upto = match put.last() {
            Some(last) if put.len() >= limit.max(1) => last.seq,
            _ => Seq(head.max(after.0)),
        };
        let rows = sqlx::query(
            "SELECT removed_seq FROM removal
             WHERE workspace_id = $1 AND seq > $2 AND seq <= $3 AND removed_seq <= $2
             ORDER BY removed_seq",
        )
        .bind(self.id)
        .bind(count(after.0))
        .bind(count(upto.0))
        .fetch_all(&mut *moment)
        .await?;
        let gone = rows.iter().map(|row| Ok(Seq(uncount(Columns::of(row).get()?))));
        Ok(Changes { gone: gone.collect::<Result<_, sqlx::Error>>()?, put, upto })
    }
}
