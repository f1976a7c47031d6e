//! Programs that ask for a member: their tokens, and the answers that are kept so that asking twice does nothing twice.

use model::{MemberId, Timestamp};
use sqlx::SqliteConnection;
use sqlx::sqlite::SqliteRow;

use crate::LedgerError;
use crate::code::unreadable;
use crate::members::Member;
use crate::rows::Columns;
use crate::workspace::WorkspaceLedger;

/// What a token is good for. It never gives more than its member's role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scope {
    /// Ask: posts, counts, watches, the assessment, the inbox, the audit log.
    Read,
    /// Correct a reading, settle a matter.
    Write,
    /// Take all posts of a query out.
    Export,
    /// Subscribe to feeds; the token then stands in their address.
    Feed,
    /// Read the server's own measurements.
    Metrics,
}

impl Scope {
    /// Every value.
    pub const ALL: [Self; 5] = [Self::Read, Self::Write, Self::Export, Self::Feed, Self::Metrics];

    /// The word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
            Self::Export => "export",
            Self::Feed => "feed",
            Self::Metrics => "metrics",
        }
    }

    /// The scope with this word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.as_str() == word)
    }
}

/// A token, without its secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiToken {
    /// Its number.
    pub id: i64,
    /// What it is for, in its maker's words.
    pub name: String,
    /// What it is good for.
    pub scopes: Vec<Scope>,
    /// In whose role it acts.
    pub member: MemberId,
    /// Since when.
    pub created_at: Timestamp,
    /// Last used, to the hour.
    pub used_at: Option<Timestamp>,
    /// Until when.
    pub expires_at: Option<Timestamp>,
    /// From when on it is no longer good for anything.
    pub revoked_at: Option<Timestamp>,
}

/// A token to be.
#[derive(Debug, Clone)]
pub struct NewToken {
    /// The hash of its secret.
    pub secret: [u8; 32],
    /// What it is for.
    pub name: String,
    /// What it is good for.
    pub scopes: Vec<Scope>,
    /// In whose role it acts.
    pub member: MemberId,
    /// Until when.
    pub expires_at: Option<Timestamp>,
}

/// What is known of an idempotency key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Once {
    /// Nothing: go on, then [`WorkspaceLedger::keep_once`] or [`WorkspaceLedger::forget_once`].
    New,
    /// The same was asked, and this was answered: status and body.
    Answered(u16, String),
    /// The same is being answered at this moment.
    Running,
    /// The key belongs to another request.
    Other,
}

/// Seconds for which an answer is kept.
const KEPT_SECS: i64 = Timestamp::DAY_SECS;
/// Seconds after which a request without an answer counts as lost: the server stopped under it.
const LOST_SECS: i64 = 60;

const TOKEN: &str =
    "token_id, name, scopes, member_id, created_at, used_at, expires_at, revoked_at";

/// Words with blanks between.
pub(crate) fn words<T>(
    text: &str,
    what: &str,
    read: impl Fn(&str) -> Option<T>,
) -> Result<Vec<T>, sqlx::Error> {
    text.split_whitespace().map(|word| read(word).ok_or_else(|| unreadable(what, word))).collect()
}

fn token(columns: &mut Columns<'_>) -> Result<ApiToken, sqlx::Error> {
    Ok(ApiToken {
        id: columns.get()?,
        name: columns.get()?,
        scopes: words(columns.get()?, "scope", Scope::from_word)?,
        member: columns.member()?,
        created_at: Timestamp(columns.get()?),
        used_at: columns.get::<Option<i64>>()?.map(Timestamp),
        expires_at: columns.get::<Option<i64>>()?.map(Timestamp),
        revoked_at: columns.get::<Option<i64>>()?.map(Timestamp),
    })
}

impl WorkspaceLedger {
    /// Adds a token.
    pub async fn add_token(&self, new: &NewToken, at: Timestamp) -> Result<i64, LedgerError> {
        let scopes: Vec<_> = new.scopes.iter().map(|scope| scope.as_str()).collect();
        let mut transaction = self.store.write().await?;
        let row = sqlx::query(
            "INSERT INTO api_token (workspace_id, token_id, secret, name, scopes, member_id, created_at, expires_at)
             SELECT $1, COALESCE(MAX(token_id), 0) + 1, $2, $3, $4, $5, $6, $7 FROM api_token WHERE workspace_id = $1
             RETURNING token_id",
        )
        .bind(self.id)
        .bind(new.secret.as_slice())
        .bind(&new.name)
        .bind(scopes.join(" "))
        .bind(i64::from(new.member.0))
        .bind(at.0)
        .bind(new.expires_at.map(|at| at.0))
        .fetch_one(&mut *transaction)
        .await?;
        let id = Columns::of(&row).get()?;
        transaction.commit().await?;
        Ok(id)
    }

    /// The token with this hash and whose it is, if it holds at `now` and its member may sign in. The use is noted.
    pub async fn use_token(
        &self,
        secret: &[u8; 32],
        now: Timestamp,
    ) -> Result<Option<(ApiToken, Member)>, LedgerError> {
        let text = format!(
            "SELECT {TOKEN} FROM api_token WHERE workspace_id = $1 AND secret = $2 AND revoked_at IS NULL
             AND (expires_at IS NULL OR expires_at > $3)"
        );
        let row = sqlx::query(sqlx::AssertSqlSafe(text))
            .bind(self.id)
            .bind(secret.as_slice())
            .bind(now.0)
            .fetch_optional(&self.store.readers)
            .await?;
        let Some(row) = row else { return Ok(None) };
        let token = token(&mut Columns::of(&row))?;
        let member = self.member(token.member).await?.filter(|m| m.disabled_at.is_none());
        let Some(member) = member else { return Ok(None) };
        if token.used_at.is_none_or(|used| used.plus_secs(3_600) <= now) {
            let mut transaction = self.store.write().await?;
            sqlx::query(
                "UPDATE api_token SET used_at = $3 WHERE workspace_id = $1 AND token_id = $2",
            )
            .bind(self.id)
            .bind(token.id)
            .bind(now.0)
            .execute(&mut *transaction)
            .await?;
            transaction.commit().await?;
        }
        Ok(Some((token, member)))
    }

    /// All tokens, newest first.
    pub async fn tokens(&self) -> Result<Vec<ApiToken>, LedgerError> {
        let text =
            format!("SELECT {TOKEN} FROM api_token WHERE workspace_id = $1 ORDER BY token_id DESC");
        let rows = sqlx::query(sqlx::AssertSqlSafe(text))
            .bind(self.id)
            .fetch_all(&self.store.readers)
            .await?;
        let read = |row: &SqliteRow| token(&mut Columns::of(row));
        Ok(rows.iter().map(read).collect::<Result<_, sqlx::Error>>()?)
    }

    /// Revokes a token; answers whether there was one that held.
    pub async fn revoke_token(&self, id: i64, at: Timestamp) -> Result<bool, LedgerError> {
        let mut transaction = self.store.write().await?;
        let done = sqlx::query(
            "UPDATE api_token SET revoked_at = $3
             WHERE workspace_id = $1 AND token_id = $2 AND revoked_at IS NULL",
        )
        .bind(self.id)
        .bind(id)
        .bind(at.0)
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await?;
        Ok(done.rows_affected() > 0)
    }

    /// Takes `key` of `owner` for the request with the digest `request`, unless it is taken. Keys older than a day are
    /// cleared away.
    pub async fn begin_once(
        &self,
        owner: &[u8; 32],
        key: &str,
        request: &[u8; 32],
        now: Timestamp,
    ) -> Result<Once, LedgerError> {
        let mut transaction = self.store.write().await?;
        let conn = &mut *transaction;
        sqlx::query(
            "DELETE FROM idempotency_key WHERE workspace_id = $1
             AND (at <= $2 OR (at <= $3 AND status IS NULL))",
        )
        .bind(self.id)
        .bind(now.0.saturating_sub(KEPT_SECS))
        .bind(now.0.saturating_sub(LOST_SECS))
        .execute(&mut *conn)
        .await?;
        let known = self.once(conn, owner, key, request).await?;
        if known == Once::New {
            sqlx::query(
                "INSERT INTO idempotency_key (workspace_id, owner, idempotency_key, request, at)
                 VALUES ($1, $2, $3, $4, $5)",
            )
            .bind(self.id)
            .bind(owner.as_slice())
            .bind(key)
            .bind(request.as_slice())
            .bind(now.0)
            .execute(conn)
            .await?;
        }
        transaction.commit().await?;
        Ok(known)
    }

    async fn once(
        &self,
        conn: &mut SqliteConnection,
        owner: &[u8; 32],
        key: &str,
        request: &[u8; 32],
    ) -> Result<Once, LedgerError> {
        let row = sqlx::query(
            "SELECT request, status, body FROM idempotency_key
             WHERE workspace_id = $1 AND owner = $2 AND idempotency_key = $3",
        )
        .bind(self.id)
        .bind(owner.as_slice())
        .bind(key)
        .fetch_optional(conn)
        .await?;
        let Some(row) = row else { return Ok(Once::New) };
        let mut columns = Columns::of(&row);
        let same = columns.get::<&[u8]>()? == request.as_slice();
        let status: Option<i64> = columns.get()?;
        let body: Option<String> = columns.get()?;
        let status = status.map(|n| u16::try_from(n).map_err(|_| unreadable("status", n)));
        Ok(match (same, status.transpose()?) {
            (false, _) => Once::Other,
            (true, None) => Once::Running,
            (true, Some(status)) => Once::Answered(status, body.unwrap_or_default()),
        })
    }

    /// Keeps what was answered to a request that [`Self::begin_once`] called new.
    pub async fn keep_once(
        &self,
        owner: &[u8; 32],
        key: &str,
        status: u16,
        body: &str,
    ) -> Result<(), LedgerError> {
        let mut transaction = self.store.write().await?;
        sqlx::query(
            "UPDATE idempotency_key SET status = $4, body = $5
             WHERE workspace_id = $1 AND owner = $2 AND idempotency_key = $3",
        )
        .bind(self.id)
        .bind(owner.as_slice())
        .bind(key)
        .bind(i64::from(status))
        .bind(body)
        .execute(&mut *transaction)
        .await?;
        Ok(transaction.commit().await?)
    }

    /// Gives a key free again, because its request changed nothing.
    pub async fn forget_once(&self, owner: &[u8; 32], key: &str) -> Result<(), LedgerError> {
        let mut transaction = self.store.write().await?;
        sqlx::query(
            "DELETE FROM idempotency_key WHERE workspace_id = $1 AND owner = $2 AND idempotency_key = $3",
        )
        .bind(self.id)
        .bind(owner.as_slice())
        .bind(key)
        .execute(&mut *transaction)
        .await?;
        Ok(transaction.commit().await?)
    }
}
