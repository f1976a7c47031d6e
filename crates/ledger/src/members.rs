//! Members, their sessions and one-time links. Tokens come in as hashes and are never stored in the clear.

use model::{MemberId, Role, Timestamp};
use sqlx::SqliteConnection;
use sqlx::sqlite::SqliteRow;

use crate::LedgerError;
use crate::code::unreadable;
use crate::rows::Columns;
use crate::workspace::WorkspaceLedger;

/// Somebody who can sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Its number.
    pub id: MemberId,
    /// The address, as written.
    pub email: String,
    /// What others call them.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// The password's hash (PHC string); `None`: signs in by links.
    pub password: Option<String>,
    /// Since when.
    pub created_at: Timestamp,
    /// From when on they can no longer sign in.
    pub disabled_at: Option<Timestamp>,
}

/// Somebody new.
#[derive(Debug, Clone)]
pub struct NewMember {
    /// The address; case does not count.
    pub email: String,
    /// What others call them.
    pub name: String,
    /// What they may do.
    pub role: Role,
}

/// A browser that is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// The hash of its token.
    pub token: [u8; 32],
    /// Whose.
    pub member: MemberId,
    /// The browser, as it names itself, cut to 200 characters.
    pub agent: String,
    /// Since when.
    pub created_at: Timestamp,
    /// Last seen, to the hour.
    pub seen_at: Timestamp,
    /// Until when.
    pub expires_at: Timestamp,
}

const MEMBER: &str = "member_id, email, name, role, password, created_at, disabled_at";

fn member(row: &SqliteRow) -> Result<Member, sqlx::Error> {
    let mut columns = Columns::of(row);
    Ok(Member {
        id: columns.member()?,
        email: columns.get()?,
        name: columns.get()?,
        role: columns.word("role", Role::from_word)?,
        password: columns.get()?,
        created_at: Timestamp(columns.get()?),
        disabled_at: columns.get::<Option<i64>>()?.map(Timestamp),
    })
}

impl Columns<'_> {
    pub(crate) fn member(&mut self) -> Result<MemberId, sqlx::Error> {
        Ok(MemberId(self.number()?))
    }

    pub(crate) fn maybe_member(&mut self) -> Result<Option<MemberId>, sqlx::Error> {
        let number: Option<i64> = self.get()?;
        let read = |n: i64| u32::try_from(n).map_err(|_| unreadable("member", n));
        Ok(number.map(read).transpose()?.map(MemberId))
    }

    pub(crate) fn word<T>(
        &mut self,
        what: &str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<T, sqlx::Error> {
        let word: &str = self.get()?;
        read(word).ok_or_else(|| unreadable(what, word))
    }

    pub(crate) fn maybe_word<T>(
        &mut self,
        what: &str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, sqlx::Error> {
        let word: Option<&str> = self.get()?;
        word.map(|word| read(word).ok_or_else(|| unreadable(what, word))).transpose()
    }
}

fn email_key(email: &str) -> String {
    email.trim().to_lowercase()
}

impl WorkspaceLedger {
    /// Adds a member.
    ///
    /// # Errors
    /// [`LedgerError::Duplicate`] when the address is taken.
    pub async fn add_member(
        &self,
        new: &NewMember,
        at: Timestamp,
    ) -> Result<MemberId, LedgerError> {
        if self.member_by_email(&new.email).await?.is_some() {
            return Err(LedgerError::Duplicate { what: "members", name: new.email.clone() });
        }
        let mut transaction = self.store.write().await?;
        let id = self.insert_member(&mut transaction, new, at).await?;
        transaction.commit().await?;
        Ok(id)
    }

    pub(crate) async fn insert_member(
        &self,
        conn: &mut SqliteConnection,
        new: &NewMember,
        at: Timestamp,
    ) -> Result<MemberId, LedgerError> {
        let row = sqlx::query(
            "INSERT INTO member (workspace_id, member_id, email, email_key, name, role, created_at)
             SELECT $1, COALESCE(MAX(member_id), 0) + 1, $2, $3, $4, $5, $6 FROM member WHERE workspace_id = $1
             RETURNING member_id",
        )
        .bind(self.id)
        .bind(new.email.trim())
        .bind(email_key(&new.email))
        .bind(new.name.trim())
        .bind(new.role.as_str())
        .bind(at.0)
        .fetch_one(conn)
        .await?;
        Ok(Columns::of(&row).member()?)
    }

    /// All members, in the order in which they joined.
    pub async fn members(&self) -> Result<Vec<Member>, LedgerError> {
        let text =
            format!("SELECT {MEMBER} FROM member WHERE workspace_id = $1 ORDER BY member_id");
        let rows = sqlx::query(sqlx::AssertSqlSafe(text))
            .bind(self.id)
            .fetch_all(&self.store.readers)
            .await?;
        Ok(rows.iter().map(member).collect::<Result<_, _>>()?)
    }

    /// The member with this number.
    pub async fn member(&self, id: MemberId) -> Result<Option<Member>, LedgerError> {
        let text =
            format!("SELECT {MEMBER} FROM member WHERE workspace_id = $1 AND member_id = $2");
        let row = sqlx::query(sqlx::AssertSqlSafe(text))
            .bind(self.id)
            .bind(i64::from(id.0))
            .fetch_optional(&self.store.readers)
            .await?;
        Ok(row.as_ref().map(member).transpose()?)
    }

    /// The member with this address.
    pub async fn member_by_email(&self, email: &str) -> Result<Option<Member>, LedgerError> {
        self.member_by_email_in(&mut *self.store.readers.acquire().await?, email).await
    }

    pub(crate) async fn member_by_email_in(
        &self,
        conn: &mut SqliteConnection,
        email: &str,
    ) -> Result<Option<Member>, LedgerError> {
        let text =
            format!("SELECT {MEMBER} FROM member WHERE workspace_id = $1 AND email_key = $2");
        let row = sqlx::query(sqlx::AssertSqlSafe(text))
            .bind(self.id)
            .bind(email_key(email))
            .fetch_optional(conn)
            .await?;
        Ok(row.as_ref().map(member).transpose()?)
    }

    /// Gives a member another role.
    pub async fn set_role(&self, id: MemberId, role: Role) -> Result<(), LedgerError> {
        self.change_member(
            "UPDATE member SET role = $3 WHERE workspace_id = $1 AND member_id = $2",
            id,
            Some(role.as_str()),
        )
        .await
    }

    /// Gives a member another name.
    pub async fn set_name(&self, id: MemberId, name: &str) -> Result<(), LedgerError> {
        self.change_member(
            "UPDATE member SET name = $3 WHERE workspace_id = $1 AND member_id = $2",
            id,
            Some(name),
        )
        .await
    }

    /// Sets the password's hash (PHC string), or takes it away.
    pub async fn set_password(&self, id: MemberId, hash: Option<&str>) -> Result<(), LedgerError> {
        self.change_member(
            "UPDATE member SET password = $3 WHERE workspace_id = $1 AND member_id = $2",
            id,
            hash,
        )
        .await
    }

    async fn change_member(
        &self,
        statement: &'static str,
        id: MemberId,
        value: Option<&str>,
    ) -> Result<(), LedgerError> {
        let mut transaction = self.store.write().await?;
        sqlx::query(statement)
            .bind(self.id)
            .bind(i64::from(id.0))
            .bind(value)
            .execute(&mut *transaction)
            .await?;
        Ok(transaction.commit().await?)
    }

    /// Shuts a member out, with all sessions, links, passkeys and identities, or lets them in again.
    pub async fn set_disabled(
        &self,
        id: MemberId,
        at: Option<Timestamp>,
    ) -> Result<(), LedgerError> {
        let mut transaction = self.store.write().await?;
        sqlx::query(
            "UPDATE member SET disabled_at = $3 WHERE workspace_id = $1 AND member_id = $2",
        )
        .bind(self.id)
        .bind(i64::from(id.0))
        .bind(at.map(|at| at.0))
        .execute(&mut *transaction)
        .await?;
        if at.is_some() {
            for statement in [
                "DELETE FROM session WHERE workspace_id = $1 AND member_id = $2",
                "DELETE FROM sign_in_link WHERE workspace_id = $1 AND member_id = $2",
                "DELETE FROM passkey WHERE workspace_id = $1 AND member_id = $2",
                "DELETE FROM member_identity WHERE workspace_id = $1 AND member_id = $2",
            ] {
                sqlx::query(statement)
                    .bind(self.id)
                    .bind(i64::from(id.0))
                    .execute(&mut *transaction)
                    .await?;
            }
        }
        Ok(transaction.commit().await?)
    }

    /// Remembers a one-time link; `token` is its hash.
    pub async fn add_sign_in_link(
        &self,
        token: [u8; 32],
        member: MemberId,
        expires_at: Timestamp,
    ) -> Result<(), LedgerError> {
        let mut transaction = self.store.write().await?;
        sqlx::query(
            "INSERT INTO sign_in_link (workspace_id, token, member_id, expires_at) VALUES ($1, $2, $3, $4)",
        )
        .bind(self.id)
        .bind(token.as_slice())
        .bind(i64::from(member.0))
        .bind(expires_at.0)
        .execute(&mut *transaction)
        .await?;
        Ok(transaction.commit().await?)
    }

    /// Whose link this is, if it still holds at `now`; it is used up. Links that ran out are cleared away.
    pub async fn use_sign_in_link(
        &self,
        token: &[u8; 32],
        now: Timestamp,
    ) -> Result<Option<MemberId>, LedgerError> {
        let mut transaction = self.store.write().await?;
        sqlx::query("DELETE FROM sign_in_link WHERE workspace_id = $1 AND expires_at <= $2")
            .bind(self.id)
            .bind(now.0)
            .execute(&mut *transaction)
            .await?;
        let row = sqlx::query(
            "DELETE FROM sign_in_link WHERE workspace_id = $1 AND token = $2 RETURNING member_id",
        )
        .bind(self.id)
        .bind(token.as_slice())
        .fetch_optional(&mut *transaction)
        .await?;
        let member = row.as_ref().map(|row| Columns::of(row).member()).transpose()?;
        transaction.commit().await?;
        Ok(member)
    }

    /// Opens a session; those that ran out are cleared away.
    pub async fn add_session(&self, session: &Session) -> Result<(), LedgerError> {
        let mut transaction = self.store.write().await?;
        sqlx::query("DELETE FROM session WHERE workspace_id = $1 AND expires_at <= $2")
            .bind(self.id)
            .bind(session.created_at.0)
            .execute(&mut *transaction)
            .await?;
        sqlx::query(
            "INSERT INTO session (workspace_id, token, member_id, agent, created_at, seen_at, expires_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(self.id)
        .bind(session.token.as_slice())
        .bind(i64::from(session.member.0))
        .bind(session.agent.chars().take(200).collect::<String>())
        .bind(session.created_at.0)
        .bind(session.seen_at.0)
        .bind(session.expires_at.0)
        .execute(&mut *transaction)
        .await?;
        Ok(transaction.commit().await?)
    }

    /// Who holds the session with this token at `now`.
    pub async fn session_member(
        &self,
        token: &[u8; 32],
        now: Timestamp,
    ) -> Result<Option<Member>, LedgerError> {
        let row = sqlx::query(
            "SELECT m.member_id, m.email, m.name, m.role, m.password, m.created_at, m.disabled_at
             FROM session s JOIN member m ON m.workspace_id = s.workspace_id AND m.member_id = s.member_id
             WHERE s.workspace_id = $1 AND s.token = $2 AND s.expires_at > $3 AND m.disabled_at IS NULL",
        )
        .bind(self.id)
        .bind(token.as_slice())
        .bind(now.0)
        .fetch_optional(&self.store.readers)
        .await?;
        Ok(row.as_ref().map(member).transpose()?)
    }

    /// A member's sessions, newest first.
    pub async fn sessions(&self, member: MemberId) -> Result<Vec<Session>, LedgerError> {
        let rows = sqlx::query(
            "SELECT token, member_id, agent, created_at, seen_at, expires_at FROM session
             WHERE workspace_id = $1 AND member_id = $2 ORDER BY created_at DESC",
        )
        .bind(self.id)
        .bind(i64::from(member.0))
        .fetch_all(&self.store.readers)
        .await?;
        let read = |row: &SqliteRow| {
            let mut columns = Columns::of(row);
            let token: &[u8] = columns.get()?;
            Ok(Session {
                token: token.try_into().map_err(|_| unreadable("token", token.len()))?,
                member: columns.member()?,
                agent: columns.get()?,
                created_at: Timestamp(columns.get()?),
                seen_at: Timestamp(columns.get()?),
                expires_at: Timestamp(columns.get()?),
            })
        };
        Ok(rows.iter().map(read).collect::<Result<_, sqlx::Error>>()?)
    }

    /// Ends a session of a member; the token is its hash.
    pub async fn end_session(
        &self,
        member: MemberId,
        token: &[u8; 32],
    ) -> Result<bool, LedgerError> {
        let mut transaction = self.store.write().await?;
        let done = sqlx::query(
            "DELETE FROM session WHERE workspace_id = $1 AND member_id = $2 AND token = $3",
        )
        .bind(self.id)
        .bind(i64::from(member.0))
        .bind(token.as_slice())
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await?;
        Ok(done.rows_affected() > 0)
    }
}
