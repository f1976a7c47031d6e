//! How a person leaves the contacts when their words leave the ledger.

use model::{ContactId, Presence};
use sqlx::SqliteConnection;
use sqlx::sqlite::SqliteRow;

use super::email_key;
use crate::LedgerError;
use crate::erase::Erased;
use crate::rows::Columns;
use crate::workspace::WorkspaceLedger;

/// What was forgotten.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Forgotten {
    /// Contacts that went as a whole.
    pub(crate) contacts: u64,
    /// Whether anything went.
    pub(crate) anything: bool,
}

impl WorkspaceLedger {
    /// Forgets the presence with this key. A contact that is present nowhere else goes, with its touchpoints, and its
    /// address is refused from now on. One that is keeps its other presences; its name, notes and touchpoints lose what
    /// names the handle. Steps that could bring any of it back go.
    pub(crate) async fn forget_author(
        &self,
        conn: &mut SqliteConnection,
        key: &str,
    ) -> Result<Forgotten, LedgerError> {
        let row = sqlx::query(
            "DELETE FROM presence WHERE workspace_id = $1 AND author_key = $2 RETURNING contact_id",
        )
        .bind(self.id)
        .bind(key)
        .fetch_optional(&mut *conn)
        .await?;
        let holder = row.as_ref().map(|row| Columns::of(row).contact()).transpose()?;
        let handle = key.split_once(':').map_or(key, |(_, handle)| handle);
        let steps = self.forget_steps(conn, holder, Some(handle)).await?;
        let Some(id) = holder else {
            return Ok(Forgotten { contacts: 0, anything: steps > 0 });
        };
        let others = self.presences_in(conn, &[id]).await?.remove(&id).unwrap_or_default();
        let contacts = match others.first() {
            Some(other) => {
                self.forget_handle(conn, id, handle, &other.handle).await?;
                0
            }
            None => {
                self.forget_whole(conn, id).await?;
                1
            }
        };
        Ok(Forgotten { contacts, anything: true })
    }

    /// Erases a contact: what they said wherever they are present, and all that was noted of them, also where they are present
    /// nowhere. `None`: there is no such contact.
    ///
    /// # Errors
    /// [`LedgerError::Unscrubbed`] as for [`Self::erase_author`].
    pub async fn erase_contact(&self, id: ContactId) -> Result<Option<Erased>, LedgerError> {
        let Some(presences) = self.presences_of(id).await? else { return Ok(None) };
        let mut erased = Erased::default();
        for presence in presences {
            erased += self.erase_author(&presence.key()).await?;
        }
        let mut transaction = self.store.write().await?;
        // Gone already where they were present somewhere.
        if self.contact_in(&mut transaction, id).await?.is_some() {
            self.forget_steps(&mut transaction, Some(id), None).await?;
            self.forget_whole(&mut transaction, id).await?;
            self.owe_scrub(&mut transaction).await?;
            erased.contacts += 1;
            transaction.commit().await?;
            self.scrub().await?;
        }
        Ok(Some(erased))
    }

    /// Where a contact is present; `None`: there is no such contact.
    async fn presences_of(&self, id: ContactId) -> Result<Option<Vec<Presence>>, LedgerError> {
        let mut conn = self.store.readers.acquire().await?;
        if self.contact_in(&mut conn, id).await?.is_none() {
            return Ok(None);
        }
        Ok(Some(self.presences_in(&mut conn, &[id]).await?.remove(&id).unwrap_or_default()))
    }

    /// Drops a contact with all that was noted of it, leaves holes where it is named, and refuses its address from now on.
    async fn forget_whole(
        &self,
        conn: &mut SqliteConnection,
        id: ContactId,
    ) -> Result<(), LedgerError> {
        let known = self.contact_in(conn, id).await?;
        let (name, email) = known.map(|it| (it.name, email_key(&it.email))).unwrap_or_default();
        if let Some(email) = email {
            self.bury(conn, &self.secret.of_email(&email)).await?;
        }
        self.forget_on_teams(conn, id).await?;
        self.forget_in_programs(conn, id, &name).await?;
        self.drop_contact(conn, id).await
    }

    /// Drops the steps of a contact and those in which the handle occurs; how many.
    async fn forget_steps(
        &self,
        conn: &mut SqliteConnection,
        contact: Option<ContactId>,
        handle: Option<&str>,
    ) -> Result<u64, LedgerError> {
        let rows = sqlx::query(
            "SELECT step_id, contact_id, before_step FROM contact_step WHERE workspace_id = $1",
        )
        .bind(self.id)
        .fetch_all(&mut *conn)
        .await?;
        let mut gone = 0;
        for row in &rows {
            let mut columns = Columns::of(row);
            let (step, of, text): (i64, _, &str) =
                (columns.get()?, columns.contact()?, columns.get()?);
            if Some(of) == contact || handle.is_some_and(|handle| names(text, handle)) {
                sqlx::query("DELETE FROM contact_step WHERE workspace_id = $1 AND step_id = $2")
                    .bind(self.id)
                    .bind(step)
                    .execute(&mut *conn)
                    .await?;
                gone += 1;
            }
        }
        Ok(gone)
    }

    /// Takes out of a contact that stays what names the handle; it is then called `other`.
    async fn forget_handle(
        &self,
        conn: &mut SqliteConnection,
        id: ContactId,
        handle: &str,
        other: &str,
    ) -> Result<(), LedgerError> {
        if let Some(mut contact) = self.contact_in(conn, id).await? {
            if names(&contact.name, handle) {
                contact.name = other.to_owned();
            }
            for text in [&mut contact.organisation, &mut contact.email, &mut contact.notes] {
                if names(text, handle) {
                    text.clear();
                }
            }
            self.write_contact(conn, &contact).await?;
        }
        let rows = sqlx::query(
            "SELECT touchpoint_id, text FROM touchpoint WHERE workspace_id = $1 AND contact_id = $2 AND text <> ''",
        )
        .bind(self.id)
        .bind(i64::from(id.0))
        .fetch_all(&mut *conn)
        .await?;
        let read = |row: &SqliteRow| {
            let mut columns = Columns::of(row);
            Ok((columns.get::<i64>()?, columns.get::<String>()?))
        };
        let texts: Vec<(i64, String)> =
            rows.iter().map(read).collect::<Result<_, sqlx::Error>>()?;
        for (touchpoint, _) in texts.iter().filter(|(_, text)| names(text, handle)) {
            sqlx::query(
                "UPDATE touchpoint SET text = '' WHERE workspace_id = $1 AND touchpoint_id = $2",
            )
            .bind(self.id)
            .bind(*touchpoint)
            .execute(&mut *conn)
            .await?;
        }
        Ok(())
    }

    pub(super) async fn is_buried(
        &self,
        conn: &mut SqliteConnection,
        hash: &[u8; 32],
    ) -> Result<bool, LedgerError> {
        Ok(!self.buried_of(conn, &[*hash]).await?.is_empty())
    }
}

/// Whether `text` names the handle, in any case.
fn names(text: &str, handle: &str) -> bool {
    text.to_lowercase().contains(handle)
}
