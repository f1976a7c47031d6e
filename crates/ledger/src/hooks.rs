//! Addresses that are told what happens, and what is still to be told to them.

use model::Timestamp;
use sqlx::sqlite::SqliteRow;

use crate::LedgerError;
use crate::api::words;
use crate::rows::Columns;
use crate::workspace::WorkspaceLedger;

macro_rules! stored_words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            /// Every value.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word for it.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The value with this word.
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.as_str() == word)
            }
        }
    };
}

stored_words!(
    /// What a webhook can be told.
    HookEvent {
        /// Somebody corrected a reading.
        PostCorrected = "post.corrected",
        /// Something became of a matter.
        MatterChanged = "matter.changed",
        /// A new assessment is there.
        AssessmentMade = "assessment.made",
        /// Somebody tried the webhook; sent whether asked for or not.
        Test = "test",
    }
);

stored_words!(
    /// How far a delivery is.
    DeliveryState {
        /// To be sent, or sent again.
        Waiting = "waiting",
        /// The receiver has it.
        Delivered = "delivered",
        /// The receiver never took it.
        GivenUp = "given_up",
    }
);

/// An address that is told.
#[derive(Clone, PartialEq, Eq)]
pub struct Webhook {
    /// Its number.
    pub id: i64,
    /// The address.
    pub url: String,
    /// What deliveries are signed with.
    pub secret: Vec<u8>,
    /// What it is told.
    pub events: Vec<HookEvent>,
    /// Since when.
    pub created_at: Timestamp,
    /// Attempts in a row that failed.
    pub failures: u32,
    /// Why it is told nothing more; `None`: it is told.
    pub disabled_why: Option<String>,
}

impl std::fmt::Debug for Webhook {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Webhook")
            .field("id", &self.id)
            .field("url", &self.url)
            .finish_non_exhaustive()
    }
}

/// Something that is told to one address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// Its number.
    pub id: i64,
    /// Its webhook.
    pub webhook: i64,
    /// What happened.
    pub event: HookEvent,
    /// The body, as it is signed and sent.
    pub payload: String,
    /// How far it is.
    pub state: DeliveryState,
    /// Attempts so far.
    pub attempts: u32,
    /// When the next attempt is due.
    pub next_at: Timestamp,
    /// When it happened.
    pub created_at: Timestamp,
    /// What the receiver said to the last attempt, in words.
    pub answer: String,
}

/// A delivery that is due, with where it goes.
#[derive(Debug, Clone)]
pub struct Due {
    /// What.
    pub delivery: Delivery,
    /// Where to.
    pub webhook: Webhook,
}

/// Seconds for which deliveries that ended are kept to be looked at.
const KEPT_SECS: i64 = 7 * Timestamp::DAY_SECS;

const WEBHOOK: &str = "webhook_id, url, secret, events, created_at, failures, disabled_why";
const DELIVERY: &str =
    "delivery_id, webhook_id, event, payload, state, attempts, next_at, created_at, answer";

fn webhook(row: &SqliteRow) -> Result<Webhook, sqlx::Error> {
    let mut columns = Columns::of(row);
    Ok(Webhook {
        id: columns.get()?,
        url: columns.get()?,
        secret: columns.get::<&[u8]>()?.to_vec(),
        events: words(columns.get()?, "event", HookEvent::from_word)?,
        created_at: Timestamp(columns.get()?),
        failures: columns.number()?,
        disabled_why: columns.get()?,
    })
}

fn delivery(row: &SqliteRow) -> Result<Delivery, sqlx::Error> {
    let mut columns = Columns::of(row);
    Ok(Delivery {
        id: columns.get()?,
        webhook: columns.get()?,
        event: columns.word("event", HookEvent::from_word)?,
        payload: columns.get()?,
        state: columns.word("state", DeliveryState::from_word)?,
        attempts: columns.number()?,
        next_at: Timestamp(columns.get()?),
        created_at: Timestamp(columns.get()?),
        answer: columns.get()?,
    })
}

impl WorkspaceLedger {
    /// Adds a webhook.
    pub async fn add_webhook(
        &self,
        url: &str,
        secret: &[u8],
        events: &[HookEvent],
        at: Timestamp,
    ) -> Result<i64, LedgerError> {
        let events: Vec<_> = events.iter().map(|event| event.as_str()).collect();
        let mut transaction = self.store.write().await?;
        let row = sqlx::query(
            "INSERT INTO webhook (workspace_id, webhook_id, url, secret, events, created_at, failures)
             SELECT $1, COALESCE(MAX(webhook_id), 0) + 1, $2, $3, $4, $5, 0 FROM webhook WHERE workspace_id = $1
             RETURNING webhook_id",
        )
        .bind(self.id)
        .bind(url)
        .bind(secret)
        .bind(events.join(" "))
        .bind(at.0)
        .fetch_one(&mut *transaction)
        .await?;
        let id = Columns::of(&row).get()?;
        transaction.commit().await?;
        Ok(id)
    }

    /// All webhooks, in the order in which they were added.
    pub async fn webhooks(&self) -> Result<Vec<Webhook>, LedgerError> {
        let text =
            format!("SELECT {WEBHOOK} FROM webhook WHERE workspace_id = $1 ORDER BY webhook_id");
        let rows = sqlx::query(sqlx::AssertSqlSafe(text))
            .bind(self.id)
            .fetch_all(&self.store.readers)
            .await?;
        Ok(rows.iter().map(webhook).collect::<Result<_, _>>()?)
    }

    /// Removes a webhook with everything that was still to be told to it.
    pub async fn remove_webhook(&self, id: i64) -> Result<(), LedgerError> {
        let mut transaction = self.store.write().await?;
        for statement in [
            "DELETE FROM webhook WHERE workspace_id = $1 AND webhook_id = $2",
            "DELETE FROM webhook_delivery WHERE workspace_id = $1 AND webhook_id = $2",
        ] {
            sqlx::query(statement).bind(self.id).bind(id).execute(&mut *transaction).await?;
        }
        Ok(transaction.commit().await?)
    }

    /// Tells a webhook nothing more, and why; or tells it again, with its failures forgotten.
    pub async fn set_webhook_disabled(
        &self,
        id: i64,
        why: Option<&str>,
    ) -> Result<(), LedgerError> {
        let mut transaction = self.store.write().await?;
        sqlx::query(
            "UPDATE webhook SET disabled_why = $3, failures = 0 WHERE workspace_id = $1 AND webhook_id = $2",
        )
        .bind(self.id)
        .bind(id)
        .bind(why)
        .execute(&mut *transaction)
        .await?;
        Ok(transaction.commit().await?)
    }

    /// Notes that `payload` is to be told to a webhook; deliveries that ended a week ago are cleared away.
    pub async fn add_delivery(
        &self,
        webhook: i64,
        event: HookEvent,
        payload: &str,
        at: Timestamp,
    ) -> Result<(), LedgerError> {
        let mut transaction = self.store.write().await?;
        sqlx::query(
            "DELETE FROM webhook_delivery WHERE workspace_id = $1 AND state <> 'waiting' AND created_at < $2",
        )
        .bind(self.id)
        .bind(at.0.saturating_sub(KEPT_SECS))
        .execute(&mut *transaction)
        .await?;
        sqlx::query(
            "INSERT INTO webhook_delivery (workspace_id, delivery_id, webhook_id, event, payload, state, attempts,
             next_at, created_at, answer)
             SELECT $1, COALESCE(MAX(delivery_id), 0) + 1, $2, $3, $4, 'waiting', 0, $5, $5, ''
             FROM webhook_delivery WHERE workspace_id = $1",
        )
        .bind(self.id)
        .bind(webhook)
        .bind(event.as_str())
        .bind(payload)
        .bind(at.0)
        .execute(&mut *transaction)
        .await?;
        Ok(transaction.commit().await?)
    }

    /// The deliveries that are due at `now` and go to webhooks that are told, the oldest first.
    pub async fn due_deliveries(
        &self,
        now: Timestamp,
        limit: u32,
    ) -> Result<Vec<Due>, LedgerError> {
        let text = format!(
            "SELECT {DELIVERY} FROM webhook_delivery WHERE workspace_id = $1 AND state = 'waiting' AND next_at <= $2
             AND webhook_id IN (SELECT webhook_id FROM webhook WHERE workspace_id = $1 AND disabled_why IS NULL)
             ORDER BY next_at, delivery_id LIMIT $3"
        );
        let rows = sqlx::query(sqlx::AssertSqlSafe(text))
            .bind(self.id)
            .bind(now.0)
            .bind(i64::from(limit))
            .fetch_all(&self.store.readers)
            .await?;
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let webhooks = self.webhooks().await?;
        let mut due = Vec::new();
        for row in &rows {
            let delivery = delivery(row)?;
            let webhook = webhooks.iter().find(|webhook| webhook.id == delivery.webhook);
            due.extend(webhook.cloned().map(|webhook| Due { delivery, webhook }));
        }
        Ok(due)
    }

    /// The newest deliveries of all webhooks, newest first.
    pub async fn deliveries(&self, limit: u32) -> Result<Vec<Delivery>, LedgerError> {
        let text = format!(
            "SELECT {DELIVERY} FROM webhook_delivery WHERE workspace_id = $1 ORDER BY delivery_id DESC LIMIT $2"
        );
        let rows = sqlx::query(sqlx::AssertSqlSafe(text))
            .bind(self.id)
            .bind(i64::from(limit))
            .fetch_all(&self.store.readers)
            .await?;
        Ok(rows.iter().map(delivery).collect::<Result<_, _>>()?)
    }

    /// Notes how an attempt went: `delivery` as it stands after it. Answers how many attempts of its webhook failed in
    /// a row.
    pub async fn put_attempt(&self, delivery: &Delivery) -> Result<u32, LedgerError> {
        let mut transaction = self.store.write().await?;
        sqlx::query(
            "UPDATE webhook_delivery SET state = $3, attempts = $4, next_at = $5, answer = $6
             WHERE workspace_id = $1 AND delivery_id = $2",
        )
        .bind(self.id)
        .bind(delivery.id)
        .bind(delivery.state.as_str())
        .bind(i64::from(delivery.attempts))
        .bind(delivery.next_at.0)
        .bind(&delivery.answer)
        .execute(&mut *transaction)
        .await?;
        let row = sqlx::query(
            "UPDATE webhook SET failures = CASE WHEN $3 THEN 0 ELSE failures + 1 END
             WHERE workspace_id = $1 AND webhook_id = $2 RETURNING failures",
        )
        .bind(self.id)
        .bind(delivery.webhook)
        .bind(delivery.state == DeliveryState::Delivered)
        .fetch_optional(&mut *transaction)
        .await?;
        let failures = row.as_ref().map(|row| Columns::of(row).number()).transpose()?;
        transaction.commit().await?;
        Ok(failures.unwrap_or(0))
    }
}
