//! Handing up what nobody replied to: on a round each minute, by the rules of the settings.

use std::time::Duration;

use ledger::Member;
use model::{Escalation, EscalationRule, Matter, MatterState, Seq, Timestamp};

use super::due::after_working_hours;
use super::list::{Found, look_through};
use crate::app::App;
use crate::error::PageError;
use crate::say;

/// How often.
const EVERY: Duration = Duration::from_secs(60);
/// Matters that one round hands up at most; the next round goes on.
const AT_ONCE: usize = 100;

/// Makes rounds for as long as the server runs.
pub async fn run(app: App) {
    loop {
        if let Err(error) = round(&app).await {
            tracing::error!(%error, "matters could not be escalated");
        }
        tokio::time::sleep(EVERY).await;
    }
}

/// Makes one round; answers how many matters were handed up.
///
/// # Errors
/// When the ledger or the index fails.
pub async fn round(app: &App) -> Result<usize, PageError> {
    let rules = app.ledger.escalation_rules().await?;
    if rules.is_empty() {
        return Ok(0);
    }
    let members = app.ledger.members().await?;
    let rules: Vec<(EscalationRule, String)> =
        rules.into_iter().filter_map(|rule| target(&rule, &members).map(|to| (rule, to))).collect();
    let waiting = look_through(app, None, usize::MAX).await?.waiting;
    let seqs: Vec<Seq> = waiting.iter().map(|found| found.hit.seq).collect();
    let came_in = app.ledger.came_in(&seqs).await?;
    let (now, zone) = (app.house.now(), app.snapshot().plan.zone.clone());
    let mut done = 0;
    // Who waits longest goes first.
    for found in waiting.iter().rev() {
        let Some(since) = came_in.get(&found.hit.seq) else { continue };
        let is_due =
            |rule: &EscalationRule| after_working_hours(*since, rule.after_hours, &zone) <= now;
        let rule = rules.iter().rev().find(|(rule, _)| applies(rule, found) && is_due(rule));
        if let Some((rule, to)) = rule
            && hand_up(app, found, rule, to, now).await?
        {
            done += 1;
        }
        if done >= AT_ONCE {
            break;
        }
    }
    Ok(done)
}

/// Whom the rule names, in words; `None` when nobody is there any more.
pub(crate) fn target(rule: &EscalationRule, members: &[Member]) -> Option<String> {
    let member = rule.member.map(|id| {
        members.iter().find(|m| m.id == id && m.disabled_at.is_none()).map(|m| m.name.clone())
    });
    member.unwrap_or_else(|| rule.department.map(|d| say::department(d).to_owned()))
}

/// Whether the rule is for such a matter, and has not done its work on it.
fn applies(rule: &EscalationRule, found: &Found) -> bool {
    let done = found.matter.as_ref().and_then(|m| m.escalated).map_or(0, |it| it.after_hours);
    rule.after_hours > done && rule.need.is_none_or(|need| found.hit.acts.has(need))
}

async fn hand_up(
    app: &App,
    found: &Found,
    rule: &EscalationRule,
    to: &str,
    now: Timestamp,
) -> Result<bool, PageError> {
    let post = found.hit.id;
    // Somebody may have replied since the round began.
    let matter = app.ledger.matters(&[post]).await?.remove(&post);
    if matter != found.matter {
        return Ok(false);
    }
    let matter = matter.unwrap_or_else(|| Matter::open(post, now));
    let matter = Matter {
        state: MatterState::Open,
        member: rule.member,
        department: rule.department,
        until: None,
        changed_at: now,
        escalated: Some(Escalation { at: now, after_hours: rule.after_hours }),
        ..matter
    };
    let hours = say::many(u64::from(rule.after_hours), "working hour", "working hours");
    let detail = format!("to {to}, after {hours} without reply");
    app.ledger.put_matter(&matter, None, "escalated", &detail).await?;
    app.ledger.audit(None, "matter.escalated", &format!("{post} {detail}"), now).await?;
    crate::hooks::matter_changed(app, &matter, "escalated").await;
    Ok(true)
}
