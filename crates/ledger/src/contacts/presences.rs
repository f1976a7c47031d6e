//! Where contacts are: each account in a network belongs to one contact at most.

use model::post::author_key;
use model::{Contact, ContactId, Network, Presence, Standing};
use rustc_hash::FxHashMap;
use sqlx::SqliteConnection;
use sqlx::sqlite::SqliteRow;

use super::{contact, contact_columns};
use crate::LedgerError;
use crate::batch::{Binds, Insert, Listed};
use crate::rows::Columns;
use crate::workspace::WorkspaceLedger;

pub(super) static INSERT_PRESENCE: Insert = Insert::new(
    "INSERT INTO presence (workspace_id, author_key, contact_id, network, handle, url, standing) VALUES ",
    7,
);
static PRESENCES: Listed = Listed::new(
    "SELECT contact_id, network, handle, url, standing FROM presence WHERE workspace_id = ? AND contact_id IN ",
    " ORDER BY author_key",
);
static HOLDERS: Listed = Listed::new(
    "SELECT author_key, contact_id FROM presence WHERE workspace_id = ? AND author_key IN ",
    "",
);

pub(super) fn bind_presence(
    binds: &mut Binds,
    workspace: i64,
    contact: ContactId,
    presence: &Presence,
) {
    binds.int(workspace);
    binds.text(&presence.key());
    binds.int(i64::from(contact.0));
    binds.text(presence.network.as_str());
    binds.text(&presence.handle);
    binds.text(&presence.url);
    binds.text(presence.standing.as_str());
}

fn presence(columns: &mut Columns<'_>) -> Result<Presence, sqlx::Error> {
    Ok(Presence {
        network: columns.network()?,
        handle: columns.get()?,
        url: columns.get()?,
        standing: columns.word("standing", Standing::from_word)?,
    })
}

impl WorkspaceLedger {
    /// Where each of these contacts is; those that are nowhere are not in it.
    pub async fn presences(
        &self,
        contacts: &[ContactId],
    ) -> Result<FxHashMap<ContactId, Vec<Presence>>, LedgerError> {
        self.presences_in(&mut *self.store.readers.acquire().await?, contacts).await
    }

    pub(super) async fn presences_in(
        &self,
        conn: &mut SqliteConnection,
        contacts: &[ContactId],
    ) -> Result<FxHashMap<ContactId, Vec<Presence>>, LedgerError> {
        let by_id = |binds: &mut Binds, id: &ContactId| binds.int(i64::from(id.0));
        let mut found: FxHashMap<ContactId, Vec<Presence>> = FxHashMap::default();
        for row in &PRESENCES.rows(conn, self.id, contacts, by_id).await? {
            let mut columns = Columns::of(row);
            let id = columns.contact()?;
            found.entry(id).or_default().push(presence(&mut columns)?);
        }
        Ok(found)
    }

    /// Whose accounts these are, by `network:handle` in lower case (see [`author_key`]).
    pub async fn holders(
        &self,
        author_keys: &[String],
    ) -> Result<FxHashMap<String, ContactId>, LedgerError> {
        self.holders_in(&mut *self.store.readers.acquire().await?, author_keys).await
    }

    pub(super) async fn holders_in(
        &self,
        conn: &mut SqliteConnection,
        author_keys: &[String],
    ) -> Result<FxHashMap<String, ContactId>, LedgerError> {
        let by_key = |binds: &mut Binds, key: &String| binds.text(key);
        let rows = HOLDERS.rows(conn, self.id, author_keys, by_key).await?;
        let read = |row: &SqliteRow| {
            let mut columns = Columns::of(row);
            Ok((columns.get::<String>()?, columns.contact()?))
        };
        Ok(rows.iter().map(read).collect::<Result<_, sqlx::Error>>()?)
    }

    /// The contact that is present in `network` as `handle`.
    pub async fn contact_of_author(
        &self,
        network: &Network,
        handle: &str,
    ) -> Result<Option<Contact>, LedgerError> {
        let row = sqlx::query(concat!(
            "SELECT ",
            contact_columns!(),
            " FROM contact WHERE workspace_id = $1 AND contact_id = ",
            "(SELECT p.contact_id FROM presence AS p WHERE p.workspace_id = $1 AND p.author_key = $2)"
        ))
        .bind(self.id)
        .bind(author_key(network, handle.trim()))
        .fetch_optional(&self.store.readers)
        .await?;
        Ok(row.as_ref().map(contact).transpose()?)
    }

    /// Notes where a contact is, or what is new about a presence of theirs.
    ///
    /// # Errors
    /// [`LedgerError::Duplicate`] when it belongs to another contact; [`LedgerError::Erased`] when that account was
    /// erased.
    pub async fn add_presence(
        &self,
        contact: ContactId,
        presence: &Presence,
    ) -> Result<(), LedgerError> {
        let mut transaction = self.store.write().await?;
        self.put_presence(&mut transaction, contact, presence).await?;
        Ok(transaction.commit().await?)
    }

    pub(super) async fn put_presence(
        &self,
        conn: &mut SqliteConnection,
        contact: ContactId,
        presence: &Presence,
    ) -> Result<(), LedgerError> {
        let key = presence.key();
        if self.is_buried(conn, &self.secret.of_author(&key)).await? {
            return Err(LedgerError::Erased);
        }
        let changed = sqlx::query(
            "INSERT INTO presence (workspace_id, author_key, contact_id, network, handle, url, standing)
             VALUES ($1, $2, $3, $4, $5, $6, $7)
             ON CONFLICT (workspace_id, author_key) DO UPDATE SET handle = excluded.handle, url = excluded.url,
             standing = excluded.standing WHERE presence.contact_id = excluded.contact_id",
        )
        .bind(self.id)
        .bind(&key)
        .bind(i64::from(contact.0))
        .bind(presence.network.as_str())
        .bind(&presence.handle)
        .bind(&presence.url)
        .bind(presence.standing.as_str())
        .execute(conn)
        .await?
        .rows_affected();
        if changed == 0 {
            return Err(LedgerError::Duplicate { what: "presences", name: key });
        }
        Ok(())
    }

    /// Forgets that a contact is there.
    pub async fn remove_presence(
        &self,
        contact: ContactId,
        network: &Network,
        handle: &str,
    ) -> Result<bool, LedgerError> {
        let mut transaction = self.store.write().await?;
        let gone = sqlx::query(
            "DELETE FROM presence WHERE workspace_id = $1 AND contact_id = $2 AND author_key = $3",
        )
        .bind(self.id)
        .bind(i64::from(contact.0))
        .bind(author_key(network, handle.trim()))
        .execute(&mut *transaction)
        .await?
        .rows_affected();
        transaction.commit().await?;
        Ok(gone > 0)
    }
}
