//! Webhooks after the Standard Webhooks specification 1.0: what happens is noted for each address that wants to know,
//! then signed and sent by one task, again and again until it is taken or given up. What is sent is thin: ids and
//! verbs, never anybody's words; those are fetched through the API, where erasure and permissions hold.

pub mod address;
mod ask;
pub mod send;
pub mod sign;

use std::time::Duration;

use ledger::{DeliveryState, Due, HookEvent, LedgerError, Verdict, Webhook};
use model::{Matter, PostId, Timestamp};
use serde_json::{Value, json};
use tokio::sync::Notify;

use crate::app::App;

pub use ask::ask;

/// Seconds until each next attempt, as the specification proposes; after the last one a delivery is given up.
const WAITS: [i64; 9] = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];
/// Attempts in a row that may fail before nothing more is told to an address.
const PATIENCE: u32 = 30;
/// Deliveries that are sent at the same time.
const AT_ONCE: u32 = 8;
/// How often to look for what is due when nothing happens.
const LOOK: Duration = Duration::from_secs(5);

/// Wakes the task that sends.
#[derive(Debug)]
pub struct Hooks {
    local: bool,
    wake: Notify,
}

impl Hooks {
    /// With `local`, addresses on this machine and without TLS are fine: for tests.
    pub fn new(local: bool) -> Self {
        Self { local, wake: Notify::new() }
    }

    /// Whether addresses on this machine are fine.
    pub fn local(&self) -> bool {
        self.local
    }
}

/// Tells that somebody corrected a reading.
pub async fn post_corrected(app: &App, post: PostId, verdict: Verdict) {
    let data = json!({ "post": post, "sentiment": verdict.label, "acts": verdict.acts });
    tell(app, HookEvent::PostCorrected, data).await;
}

/// Tells that something became of a matter.
pub async fn matter_changed(app: &App, matter: &Matter, verb: &str) {
    let data = json!({
        "post": matter.post,
        "verb": verb,
        "state": matter.state,
        "member": matter.member,
        "department": matter.department,
    });
    tell(app, HookEvent::MatterChanged, data).await;
}

/// Notes it for every address that wants to know. What was done stays done when that fails.
async fn tell(app: &App, event: HookEvent, data: Value) {
    let note = async {
        for webhook in app.ledger.webhooks().await? {
            if webhook.events.contains(&event) && webhook.disabled_why.is_none() {
                note(app, &webhook, event, &data).await?;
            }
        }
        Ok::<_, LedgerError>(())
    };
    if let Err(error) = note.await {
        tracing::error!(%error, event = event.as_str(), "webhooks were not told");
    }
}

/// Notes that `webhook` is to be told.
pub async fn note(
    app: &App,
    webhook: &Webhook,
    event: HookEvent,
    data: &Value,
) -> Result<(), LedgerError> {
    let now = app.house.now();
    let payload = json!({ "type": event.as_str(), "timestamp": now, "data": data }).to_string();
    app.ledger.add_delivery(webhook.id, event, &payload, now).await?;
    app.hooks.wake.notify_one();
    Ok(())
}

/// Sends what is due, for as long as the server runs.
pub async fn run(app: App) {
    let mut changes = app.house.changes();
    let mut told = app.snapshot().assessed.as_ref().map(|it| it.whole.as_of);
    loop {
        told = tell_assessed(&app, told).await;
        match deliver_due(&app).await {
            Ok(0) => {
                tokio::select! {
                    () = app.hooks.wake.notified() => {}
                    Ok(()) = changes.changed() => {}
                    () = tokio::time::sleep(LOOK) => {}
                }
            }
            Ok(_) => {}
            Err(error) => {
                tracing::error!(%error, "webhooks cannot be told");
                tokio::time::sleep(LOOK).await;
            }
        }
    }
}

/// Tells of the newest assessment unless it is the one of `told`; answers which one was told of.
pub async fn tell_assessed(app: &App, told: Option<Timestamp>) -> Option<Timestamp> {
    let made = app.snapshot().assessed.as_ref().map(|it| it.whole.as_of);
    if let Some(as_of) = made.filter(|_| made != told) {
        tell(app, HookEvent::AssessmentMade, json!({ "as_of": as_of })).await;
    }
    made.or(told)
}

/// Sends what is due now, once; answers how many were tried.
pub async fn deliver_due(app: &App) -> Result<usize, LedgerError> {
    let due = app.ledger.due_deliveries(app.house.now(), AT_ONCE).await?;
    let count = due.len();
    futures_util::future::try_join_all(due.into_iter().map(|due| attempt(app, due))).await?;
    Ok(count)
}

async fn attempt(app: &App, due: Due) -> Result<(), LedgerError> {
    let Due { mut delivery, webhook } = due;
    let said = send::send(&webhook, &delivery, app.house.now(), app.hooks.local).await;
    delivery.attempts += 1;
    let mut gone = false;
    let taken = match said {
        Ok(status) => {
            delivery.answer = format!("answered {status}");
            gone = status == 410;
            (200..300).contains(&status)
        }
        Err(why) => {
            delivery.answer = why;
            false
        }
    };
    let wait = usize::try_from(delivery.attempts - 1).ok().and_then(|n| WAITS.get(n));
    match wait {
        _ if taken => delivery.state = DeliveryState::Delivered,
        Some(secs) if !gone => delivery.next_at = app.house.now().plus_secs(secs + jitter(*secs)),
        _ => delivery.state = DeliveryState::GivenUp,
    }
    let failures = app.ledger.put_attempt(&delivery).await?;
    let why = if gone {
        Some("the receiver says that it is gone (410)".to_owned())
    } else if failures >= PATIENCE {
        Some(format!("{failures} attempts in a row failed; the last one: {}", delivery.answer))
    } else {
        None
    };
    if let Some(why) = why {
        tracing::warn!(webhook = webhook.id, "a webhook is told nothing more");
        app.ledger.set_webhook_disabled(webhook.id, Some(&why)).await?;
        app.ledger
            .audit(None, "webhook.disabled", &webhook.id.to_string(), app.house.now())
            .await?;
    }
    Ok(())
}

/// Up to a fifth of the wait, so that not everything is tried again at the same second.
fn jitter(secs: i64) -> i64 {
    let mut bytes = [0; 4];
    // Without random numbers there is no jitter, which does no harm.
    let _ = getrandom::fill(&mut bytes);
    i64::from(u32::from_le_bytes(bytes)) % (secs / 5).max(1)
}

/// Seconds between the first attempt and the last, for the page.
pub fn patience_days() -> i64 {
    WAITS.iter().sum::<i64>() / Timestamp::DAY_SECS
}
