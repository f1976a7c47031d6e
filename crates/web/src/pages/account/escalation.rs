//! The rules by which matters go to somebody else when nobody replies.

use askama::Template;
use axum::Form;
use axum::response::Redirect;
use model::{Act, Department, MemberId, Permission};
use serde::Deserialize;

use super::{Tab, tabs};
use crate::auth::{Administer, May};
use crate::error::PageError;
use crate::frame::{Frame, Page, page};
use crate::pages::inbox::escalate::target;
use crate::pages::inbox::list::NEEDS;
use crate::say;

/// Most working hours of a rule: a quarter of a year.
const LONGEST: u32 = 500;
/// Rules of a workspace.
const MOST: usize = 50;

struct RuleRow {
    id: i64,
    need: &'static str,
    hours: String,
    to: Option<String>,
}

#[derive(Template)]
#[template(path = "pages/account/escalation.html")]
struct EscalationPage {
    frame: Frame,
    tabs: Vec<Tab>,
    rules: Vec<RuleRow>,
    needs: Vec<(&'static str, &'static str)>,
    members: Vec<(u32, String)>,
    departments: Vec<(&'static str, &'static str)>,
    longest: u32,
}

/// The rules, and a form for a new one.
pub async fn show(who: May<Administer>) -> Page {
    let members = who.ledger.members().await?;
    let row = |rule: model::EscalationRule| RuleRow {
        id: rule.id,
        need: rule.need.map_or("every need", say::act),
        hours: say::many(u64::from(rule.after_hours), "working hour", "working hours"),
        to: target(&rule, &members),
    };
    page(&EscalationPage {
        frame: Frame::new(&who, "/account", "Who hears of it when nobody replies?"),
        tabs: tabs(&who, "/settings/escalation"),
        rules: who.ledger.escalation_rules().await?.into_iter().map(row).collect(),
        needs: NEEDS.iter().map(|need| (need.as_str(), say::act(*need))).collect(),
        members: members
            .iter()
            .filter(|m| m.disabled_at.is_none() && m.role.may(Permission::Answer))
            .map(|m| (m.id.0, m.name.clone()))
            .collect(),
        departments: Department::ALL.iter().map(|d| (d.as_str(), say::department(*d))).collect(),
        longest: LONGEST,
    })
}

/// A new rule, or the number of one that goes.
#[derive(Deserialize)]
pub struct Change {
    #[serde(default)]
    need: String,
    #[serde(default)]
    hours: String,
    #[serde(default)]
    to: String,
    remove: Option<i64>,
}

/// Adds or removes a rule.
pub async fn change(who: May<Administer>, Form(form): Form<Change>) -> Result<Redirect, PageError> {
    if let Some(id) = form.remove {
        if !who.ledger.remove_escalation_rule(id).await? {
            return Err(PageError::NotFound);
        }
        who.audit("escalation.removed", &id.to_string()).await?;
        return Ok(Redirect::to("/settings/escalation"));
    }
    let refused = |why: String| PageError::Refused(why);
    let hours = form.hours.trim().parse().ok().filter(|hours| (1..=LONGEST).contains(hours));
    let hours: u32 =
        hours.ok_or_else(|| refused(format!("a rule waits 1 to {LONGEST} whole working hours")))?;
    let need = Act::from_word(&form.need).filter(|need| NEEDS.contains(need));
    if need.is_none() && !form.need.is_empty() {
        return Err(refused(format!("`{}` is no need", form.need)));
    }
    let member = form.to.strip_prefix("member:").and_then(|id| id.parse().ok()).map(MemberId);
    let department = form.to.strip_prefix("department:").and_then(Department::from_word);
    let known = match member {
        Some(id) => who.ledger.member(id).await?.is_some(),
        None => department.is_some(),
    };
    if !known {
        return Err(refused("choose a person or a department".to_owned()));
    }
    if who.ledger.escalation_rules().await?.len() >= MOST {
        return Err(refused(format!("{MOST} rules are the most; remove one first")));
    }
    who.ledger.add_escalation_rule(need, hours, member, department).await?;
    who.audit("escalation.added", &format!("{} after {hours} h", form.to)).await?;
    Ok(Redirect::to("/settings/escalation"))
}
