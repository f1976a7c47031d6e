//! What members want to be sent, what they agreed to, and what was sent to them.

use model::{Day, DigestCategory, MemberId, Rhythm, Timestamp};
use sqlx::sqlite::SqliteRow;

use crate::LedgerError;
use crate::rows::Columns;
use crate::workspace::WorkspaceLedger;

/// What a member said about a category.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DigestChoice {
    /// The category.
    pub category: DigestCategory,
    /// Whether they want it.
    pub wanted: bool,
    /// When they said so.
    pub at: Timestamp,
}

/// A word on the counting of clicks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClickConsent {
    /// Whether they agreed.
    pub given: bool,
    /// What stood beside the button.
    pub wording: String,
    /// When.
    pub at: Timestamp,
}

/// What became of a digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SendState {
    /// The mail server has it.
    Sent,
    /// There was nothing to say.
    Empty,
    /// The mail server did not take it now; tried again.
    Delayed,
    /// The mail server will not take it: the address does not work.
    Bounced,
}

impl SendState {
    const ALL: [Self; 4] = [Self::Sent, Self::Empty, Self::Delayed, Self::Bounced];

    /// The word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Empty => "empty",
            Self::Delayed => "delayed",
            Self::Bounced => "bounced",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }
}

/// A digest that was sent, or tried to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DigestSend {
    /// Its number.
    pub id: i64,
    /// To whom.
    pub member: MemberId,
    /// In which rhythm.
    pub rhythm: Rhythm,
    /// For which day.
    pub day: Day,
    /// What became of it.
    pub state: SendState,
    /// How often it was tried.
    pub attempts: u32,
    /// What the mail server said.
    pub answer: String,
    /// When it was last tried.
    pub at: Timestamp,
    /// Clicks counted, with consent only.
    pub clicks: u32,
}

/// Which digest, to whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DigestFor {
    /// To whom.
    pub member: MemberId,
    /// In which rhythm.
    pub rhythm: Rhythm,
    /// For which day.
    pub day: Day,
}

const SEND: &str = "send_id, member_id, rhythm, day, state, attempts, answer, at, clicks";

fn send(row: &SqliteRow) -> Result<DigestSend, sqlx::Error> {
    let mut columns = Columns::of(row);
    Ok(DigestSend {
        id: columns.get()?,
        member: columns.member()?,
        rhythm: columns.word("rhythm", Rhythm::from_word)?,
        day: Day(columns.get()?),
        state: columns.word("state", SendState::from_word)?,
        attempts: columns.number()?,
        answer: columns.get()?,
        at: Timestamp(columns.get()?),
        clicks: columns.number()?,
    })
}

impl WorkspaceLedger {
    /// What a member said about categories; silence about one means what their role is sent by itself.
    pub async fn digest_choices(&self, member: MemberId) -> Result<Vec<DigestChoice>, LedgerError> {
        let rows = sqlx::query(
            "SELECT category, wanted, at FROM digest_choice WHERE workspace_id = $1 AND member_id = $2
             ORDER BY category",
        )
        .bind(self.id)
        .bind(i64::from(member.0))
        .fetch_all(&self.store.readers)
        .await?;
        let choice = |row: &SqliteRow| -> Result<DigestChoice, sqlx::Error> {
            let mut columns = Columns::of(row);
            Ok(DigestChoice {
                category: columns.word("category", DigestCategory::from_word)?,
                wanted: columns.get::<i64>()? != 0,
                at: Timestamp(columns.get()?),
            })
        };
        Ok(rows.iter().map(choice).collect::<Result<_, _>>()?)
    }

    /// Keeps what a member wants; `one_click`: said from the mail itself, without signing in.
    pub async fn choose_digest(
        &self,
        member: MemberId,
        category: DigestCategory,
        wanted: bool,
        one_click: bool,
        at: Timestamp,
    ) -> Result<(), LedgerError> {
        let mut transaction = self.store.write().await?;
        sqlx::query(
            "INSERT INTO digest_choice (workspace_id, member_id, category, wanted, said_where, at)
             VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT (workspace_id, member_id, category)
             DO UPDATE SET wanted = excluded.wanted, said_where = excluded.said_where, at = excluded.at",
        )
        .bind(self.id)
        .bind(i64::from(member.0))
        .bind(category.as_str())
        .bind(i64::from(wanted))
        .bind(if one_click { "one_click" } else { "page" })
        .bind(at.0)
        .execute(&mut *transaction)
        .await?;
        Ok(transaction.commit().await?)
    }

    /// What a member said about the counting of clicks, newest first.
    pub async fn click_consents(&self, member: MemberId) -> Result<Vec<ClickConsent>, LedgerError> {
        let rows = sqlx::query(
            "SELECT given, wording, at FROM digest_consent WHERE workspace_id = $1 AND member_id = $2
             ORDER BY consent_id DESC",
        )
        .bind(self.id)
        .bind(i64::from(member.0))
        .fetch_all(&self.store.readers)
        .await?;
        let consent = |row: &SqliteRow| -> Result<ClickConsent, sqlx::Error> {
            let mut columns = Columns::of(row);
            Ok(ClickConsent {
                given: columns.get::<i64>()? != 0,
                wording: columns.get()?,
                at: Timestamp(columns.get()?),
            })
        };
        Ok(rows.iter().map(consent).collect::<Result<_, _>>()?)
    }

    /// Whether clicks of this member may be counted now.
    pub async fn counts_clicks(&self, member: MemberId) -> Result<bool, LedgerError> {
        Ok(self.click_consents(member).await?.first().is_some_and(|consent| consent.given))
    }

    /// Keeps a word on the counting of clicks beside the earlier ones.
    pub async fn say_click_consent(
        &self,
        member: MemberId,
        consent: &ClickConsent,
    ) -> Result<(), LedgerError> {
        let mut transaction = self.store.write().await?;
        sqlx::query(
            "INSERT INTO digest_consent (workspace_id, consent_id, member_id, given, wording, at)
             SELECT $1, COALESCE(MAX(consent_id), 0) + 1, $2, $3, $4, $5 FROM digest_consent WHERE workspace_id = $1",
        )
        .bind(self.id)
        .bind(i64::from(member.0))
        .bind(i64::from(consent.given))
        .bind(&consent.wording)
        .bind(consent.at.0)
        .execute(&mut *transaction)
        .await?;
        Ok(transaction.commit().await?)
    }

    /// The digest of a member, a rhythm and a day, where it was ever tried.
    pub async fn digest_send(&self, which: DigestFor) -> Result<Option<DigestSend>, LedgerError> {
        let text = format!(
            "SELECT {SEND} FROM digest_send WHERE workspace_id = $1 AND member_id = $2 AND rhythm = $3 AND day = $4"
        );
        let row = sqlx::query(sqlx::AssertSqlSafe(text))
            .bind(self.id)
            .bind(i64::from(which.member.0))
            .bind(which.rhythm.as_str())
            .bind(i64::from(which.day.0))
            .fetch_optional(&self.store.readers)
            .await?;
        Ok(row.as_ref().map(send).transpose()?)
    }

    /// The newest digests of a member.
    pub async fn digest_sends(
        &self,
        member: MemberId,
        most: u32,
    ) -> Result<Vec<DigestSend>, LedgerError> {
        let text = format!(
            "SELECT {SEND} FROM digest_send WHERE workspace_id = $1 AND member_id = $2
             ORDER BY send_id DESC LIMIT $3"
        );
        let rows = sqlx::query(sqlx::AssertSqlSafe(text))
            .bind(self.id)
            .bind(i64::from(member.0))
            .bind(i64::from(most))
            .fetch_all(&self.store.readers)
            .await?;
        Ok(rows.iter().map(send).collect::<Result<_, _>>()?)
    }

    /// Takes a number for a digest before it is sent, so that two processes never send it both. `None`: it was sent,
    /// or another is at it since less than `patience_secs`.
    pub async fn begin_digest(
        &self,
        which: DigestFor,
        at: Timestamp,
        patience_secs: i64,
    ) -> Result<Option<i64>, LedgerError> {
        let mut transaction = self.store.write().await?;
        let row = sqlx::query(
            "INSERT INTO digest_send (workspace_id, send_id, member_id, rhythm, day, state, attempts, answer, at, clicks)
             SELECT $1, COALESCE(MAX(send_id), 0) + 1, $2, $3, $4, 'delayed', 1, '', $5, 0
             FROM digest_send WHERE workspace_id = $1
             ON CONFLICT (workspace_id, member_id, rhythm, day)
             DO UPDATE SET attempts = digest_send.attempts + 1, at = excluded.at
             WHERE digest_send.state = 'delayed' AND digest_send.at <= $6
             RETURNING send_id",
        )
        .bind(self.id)
        .bind(i64::from(which.member.0))
        .bind(which.rhythm.as_str())
        .bind(i64::from(which.day.0))
        .bind(at.0)
        .bind(at.plus_secs(-patience_secs).0)
        .fetch_optional(&mut *transaction)
        .await?;
        let id = row.as_ref().map(|row| Columns::of(row).get()).transpose()?;
        transaction.commit().await?;
        Ok(id)
    }

    /// Notes what became of a digest.
    pub async fn end_digest(
        &self,
        id: i64,
        state: SendState,
        answer: &str,
        at: Timestamp,
    ) -> Result<(), LedgerError> {
        let mut transaction = self.store.write().await?;
        sqlx::query(
            "UPDATE digest_send SET state = $3, answer = $4, at = $5 WHERE workspace_id = $1 AND send_id = $2",
        )
        .bind(self.id)
        .bind(id)
        .bind(state.as_str())
        .bind(answer.chars().take(500).collect::<String>())
        .bind(at.0)
        .execute(&mut *transaction)
        .await?;
        Ok(transaction.commit().await?)
    }

    /// Counts a click in a digest, if its reader agrees to that now; whether it was counted.
    pub async fn count_click(&self, id: i64) -> Result<bool, LedgerError> {
        let mut transaction = self.store.write().await?;
        let row = sqlx::query(
            "UPDATE digest_send SET clicks = clicks + 1
             WHERE workspace_id = $1 AND send_id = $2 AND 1 = (
                 SELECT given FROM digest_consent
                 WHERE workspace_id = $1 AND member_id = digest_send.member_id
                 ORDER BY consent_id DESC LIMIT 1)
             RETURNING send_id",
        )
        .bind(self.id)
        .bind(id)
        .fetch_optional(&mut *transaction)
        .await?;
        transaction.commit().await?;
        Ok(row.is_some())
    }
}
