//! Passkeys, and who a member is at a provider of identities: the ways to sign in that hold no secret of ours.

use model::{MemberId, Timestamp};
use sqlx::sqlite::SqliteRow;

use crate::LedgerError;
use crate::rows::Columns;
use crate::workspace::WorkspaceLedger;

/// The public half of a passkey. The ledger does not look into it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredPasskey {
    /// What the authenticator calls it.
    pub id: Vec<u8>,
    /// Whose.
    pub member: MemberId,
    /// What the authenticator calls the member by; the same for all passkeys of one.
    pub handle: [u8; 16],
    /// What the member calls it.
    pub name: String,
    /// The public key with its counter, as JSON.
    pub credential: String,
    /// Since when.
    pub created_at: Timestamp,
    /// Last used.
    pub used_at: Option<Timestamp>,
}

const PASSKEY: &str = "passkey_id, member_id, handle, name, credential, created_at, used_at";

fn passkey(row: &SqliteRow) -> Result<StoredPasskey, sqlx::Error> {
    let mut columns = Columns::of(row);
    Ok(StoredPasskey {
        id: columns.get::<Vec<u8>>()?,
        member: columns.member()?,
        handle: {
            let bytes: &[u8] = columns.get()?;
            bytes.try_into().map_err(|_| crate::code::unreadable("handle", bytes.len()))?
        },
        name: columns.get()?,
        credential: columns.get()?,
        created_at: Timestamp(columns.get()?),
        used_at: columns.get::<Option<i64>>()?.map(Timestamp),
    })
}

impl WorkspaceLedger {
    /// Keeps a passkey.
    ///
    /// # Errors
    /// [`LedgerError::Duplicate`] when a member has it already.
    pub async fn add_passkey(&self, new: &StoredPasskey) -> Result<(), LedgerError> {
        let mut transaction = self.store.write().await?;
        let done = sqlx::query(
            "INSERT INTO passkey (workspace_id, passkey_id, member_id, handle, name, credential, created_at, used_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (workspace_id, passkey_id) DO NOTHING",
        )
        .bind(self.id)
        .bind(new.id.as_slice())
        .bind(i64::from(new.member.0))
        .bind(new.handle.as_slice())
        .bind(&new.name)
        .bind(&new.credential)
        .bind(new.created_at.0)
        .bind(new.used_at.map(|at| at.0))
        .execute(&mut *transaction)
        .await?;
        if done.rows_affected() == 0 {
            return Err(LedgerError::Duplicate { what: "passkeys", name: new.name.clone() });
        }
        Ok(transaction.commit().await?)
    }

    /// The passkey that its authenticator calls `id`.
    pub async fn passkey(&self, id: &[u8]) -> Result<Option<StoredPasskey>, LedgerError> {
        let text =
            format!("SELECT {PASSKEY} FROM passkey WHERE workspace_id = $1 AND passkey_id = $2");
        let row = sqlx::query(sqlx::AssertSqlSafe(text))
            .bind(self.id)
            .bind(id)
            .fetch_optional(&self.store.readers)
            .await?;
        Ok(row.as_ref().map(passkey).transpose()?)
    }

    /// A member's passkeys, oldest first.
    pub async fn passkeys(&self, member: MemberId) -> Result<Vec<StoredPasskey>, LedgerError> {
        let text = format!(
            "SELECT {PASSKEY} FROM passkey WHERE workspace_id = $1 AND member_id = $2 ORDER BY created_at, passkey_id"
        );
        let rows = sqlx::query(sqlx::AssertSqlSafe(text))
            .bind(self.id)
            .bind(i64::from(member.0))
            .fetch_all(&self.store.readers)
            .await?;
        Ok(rows.iter().map(passkey).collect::<Result<_, _>>()?)
    }

    /// Notes that a passkey was used, with its counter as it is now.
    pub async fn passkey_used(
        &self,
        id: &[u8],
        credential: &str,
        at: Timestamp,
    ) -> Result<(), LedgerError> {
        let mut transaction = self.store.write().await?;
        sqlx::query(
            "UPDATE passkey SET credential = $3, used_at = $4 WHERE workspace_id = $1 AND passkey_id = $2",
        )
        .bind(self.id)
        .bind(id)
        .bind(credential)
        .bind(at.0)
        .execute(&mut *transaction)
        .await?;
        Ok(transaction.commit().await?)
    }

    /// Removes a passkey of a member; answers whether there was one.
    pub async fn remove_passkey(&self, member: MemberId, id: &[u8]) -> Result<bool, LedgerError> {
        let mut transaction = self.store.write().await?;
        let done = sqlx::query(
            "DELETE FROM passkey WHERE workspace_id = $1 AND member_id = $2 AND passkey_id = $3",
        )
        .bind(self.id)
        .bind(i64::from(member.0))
        .bind(id)
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await?;
        Ok(done.rows_affected() > 0)
    }

    /// Who is `subject` at `issuer`.
    pub async fn member_by_identity(
        &self,
        issuer: &str,
        subject: &str,
    ) -> Result<Option<MemberId>, LedgerError> {
        let row = sqlx::query(
            "SELECT member_id FROM member_identity WHERE workspace_id = $1 AND issuer = $2 AND subject = $3",
        )
        .bind(self.id)
        .bind(issuer)
        .bind(subject)
        .fetch_optional(&self.store.readers)
        .await?;
        Ok(row.as_ref().map(|row| Columns::of(row).member()).transpose()?)
    }

    /// Whether a member is known to be somebody at `issuer`.
    pub async fn has_identity(&self, issuer: &str, member: MemberId) -> Result<bool, LedgerError> {
        let row = sqlx::query(
            "SELECT 1 FROM member_identity WHERE workspace_id = $1 AND issuer = $2 AND member_id = $3",
        )
        .bind(self.id)
        .bind(issuer)
        .bind(i64::from(member.0))
        .fetch_optional(&self.store.readers)
        .await?;
        Ok(row.is_some())
    }

    /// From now on `subject` at `issuer` is this member.
    pub async fn add_identity(
        &self,
        issuer: &str,
        subject: &str,
        member: MemberId,
        at: Timestamp,
    ) -> Result<(), LedgerError> {
        let mut transaction = self.store.write().await?;
        sqlx::query(
            "INSERT INTO member_identity (workspace_id, issuer, subject, member_id, created_at) VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(self.id)
        .bind(issuer)
        .bind(subject)
        .bind(i64::from(member.0))
        .bind(at.0)
        .execute(&mut *transaction)
        .await?;
        Ok(transaction.commit().await?)
    }
}
