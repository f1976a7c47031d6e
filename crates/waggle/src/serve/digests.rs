//! Sends digests: to each member what they want, once for its day.

use anyhow::{Context, Result};
use ledger::{DigestFor, Member, SendState};
use model::{Day, Rhythm};
use web::App;
use web::digests::{bounces, digest};

use crate::clock;
use crate::mail::{Envelope, Mailer, Posted};

/// A mail that the server did not take is tried again after so long.
const PATIENCE_SECS: i64 = 15 * 60;
/// A mail is tried so often for its day.
const ATTEMPTS: u32 = 8;

/// What became of a round.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Taken by the mail server.
    pub sent: usize,
    /// Had nothing to say.
    pub empty: usize,
    /// To be tried again.
    pub delayed: usize,
    /// Came back: address and what the server said.
    pub bounced: Vec<(String, String)>,
}

/// Sends the digests of one rhythm and day to everybody who wants them and has not got them.
pub async fn send_all(app: &App, mailer: &Mailer, rhythm: Rhythm, day: Day) -> Result<Tally> {
    let mut tally = Tally::default();
    for member in app.ledger.members().await? {
        if member.disabled_at.is_none() && !bounces(app, member.id).await? {
            send(app, mailer, &member, (rhythm, day), &mut tally).await?;
        }
    }
    Ok(tally)
}

async fn send(
    app: &App,
    mailer: &Mailer,
    member: &Member,
    (rhythm, day): (Rhythm, Day),
    tally: &mut Tally,
) -> Result<()> {
    // Whoever wants nothing leaves no row behind.
    let Some(draft) = digest(app, member, (rhythm, day), None).await? else { return Ok(()) };
    let which = DigestFor { member: member.id, rhythm, day };
    if app.ledger.digest_send(which).await?.is_some_and(|it| it.attempts >= ATTEMPTS) {
        return Ok(());
    }
    let Some(id) = app.ledger.begin_digest(which, clock::now(), PATIENCE_SECS).await? else {
        return Ok(());
    };
    if draft.is_empty() {
        tally.empty += 1;
        return Ok(app.ledger.end_digest(id, SendState::Empty, "", clock::now()).await?);
    }
    // Made anew with its number, so that a reader who agreed can be counted.
    let digest = digest(app, member, (rhythm, day), Some(id)).await?.unwrap_or(draft);
    let envelope = Envelope {
        to: &member.email,
        name: &member.name,
        id: format!("digest-{id}-{day}"),
        at: clock::now(),
    };
    let posted = match mailer.compose(&envelope, &digest.mail()) {
        // The mail server may be slow; other work on this thread must not wait for it.
        Ok(message) => tokio::task::block_in_place(|| mailer.send(&message)),
        Err(why) => Posted::Never(why),
    };
    let (state, answer) = match posted {
        Posted::Taken(answer) => {
            tally.sent += 1;
            (SendState::Sent, answer)
        }
        Posted::Later(answer) => {
            tally.delayed += 1;
            (SendState::Delayed, answer)
        }
        Posted::Never(answer) => {
            tally.bounced.push((member.email.clone(), answer.clone()));
            (SendState::Bounced, answer)
        }
    };
    app.ledger.end_digest(id, state, &answer, clock::now()).await.context("a digest was sent")
}

/// Looks each minute whether digests are due, and sends them.
pub async fn rounds(app: App, mailer: Mailer, hour: u8) {
    let mut minute = tokio::time::interval(std::time::Duration::from_secs(60));
    minute.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Skip);
    loop {
        minute.tick().await;
        let zone = app.house.snapshot().plan.zone.clone();
        for rhythm in Rhythm::ALL {
            let Some(day) = model::digest_due(*rhythm, clock::now(), &zone, hour) else { continue };
            // What moved is known only after the first assessment; the next minute comes.
            if *rhythm == Rhythm::Weekly && app.house.snapshot().assessed.is_none() {
                continue;
            }
            match send_all(&app, &mailer, *rhythm, day).await {
                Ok(tally) if tally != Tally::default() => tracing::info!(
                    %rhythm, sent = tally.sent, delayed = tally.delayed, bounced = tally.bounced.len(), "digests"
                ),
                Ok(_) => {}
                Err(error) => {
                    tracing::error!(error = format!("{error:#}"), "digests were not sent")
                }
            }
        }
    }
}
