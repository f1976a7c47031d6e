//! What else programs ask for: watches, the assessment, the inbox, the audit log.

use axum::Json;
use axum::extract::Path;
use axum::response::Response;
use model::{Act, Permission};
use serde::Deserialize;
use serde_json::{Value, json};

use super::caller::{Asked, Caller, Write};
use super::error::ApiError;
use super::once::Posted;
use super::view::MatterView;
use crate::auth::{Administer, Answer, May, ReadFigures, ReadPosts};
use crate::pages::inbox::act::{Step, step_on};
use crate::pages::inbox::list::{self, NEEDS, is_overdue};
use crate::pages::posts::id_of;

/// What is watched, and for whom.
pub async fn watches(who: Caller<ReadPosts>) -> Json<Value> {
    let snapshot = who.snapshot();
    let watch = |watch: &model::Watch| {
        let subject = snapshot.plan.subject(watch.subject);
        json!({
            "id": watch.id,
            "name": watch.name,
            "subject": subject.map(|s| &s.name),
            "quadrant": subject.map(|s| s.quadrant),
            "query": watch.query,
        })
    };
    let watches: Vec<_> = snapshot.plan.watches.iter().map(watch).collect();
    Json(json!({ "watches": watches }))
}

/// The newest assessment; without anybody's words for whoever may read only figures.
pub async fn assessment(who: Caller<ReadFigures>) -> Result<Json<Value>, ApiError> {
    let snapshot = who.snapshot();
    let assessed = snapshot.assessed.as_ref().ok_or(ApiError::NotFound)?;
    let words = who.also(Permission::ReadPosts);
    let shown = if words { &assessed.whole } else { &assessed.figures };
    let assessment = serde_json::to_value(shown).map_err(|_| ApiError::Broken)?;
    Ok(Json(json!({ "assessment": assessment, "words": words })))
}

/// What of the inbox is asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wanted {
    tab: Option<String>,
    need: Option<String>,
}

/// The matters that wait, or those of another tab.
pub async fn inbox(
    who: Caller<ReadPosts>,
    Asked(wanted): Asked<Wanted>,
) -> Result<Json<Value>, ApiError> {
    let tab = wanted.tab.unwrap_or_default();
    if !["", "waiting", "mine", "replied", "snoozed", "irrelevant"].contains(&tab.as_str()) {
        let remedy = "write `waiting`, `mine`, `replied`, `snoozed` or `irrelevant`";
        return Err(ApiError::refused(format!("`{tab}` is no tab"), remedy));
    }
    let need = match wanted.need.as_deref() {
        None => None,
        Some(word) => {
            let known = Act::from_word(word).filter(|act| NEEDS.contains(act));
            let needs: Vec<_> = NEEDS.iter().map(|need| need.as_str()).collect();
            let remedy = format!("write one of {}", needs.join(", "));
            Some(known.ok_or_else(|| ApiError::refused(format!("`{word}` is no need"), remedy))?)
        }
    };
    let asked = list::Asked { tab, ..list::Asked::default() };
    let found = list::find(&who, &asked, need).await?;
    let (plan, now) = (&who.snapshot().plan, who.house.now());
    let matter = |list::Found { hit, matter, .. }: &list::Found| {
        let view = serde_json::to_value(MatterView::of(hit, matter.as_ref(), plan));
        let mut view = view.unwrap_or_default();
        if let Some(fields) = view.as_object_mut() {
            let need = list::first_need(hit).map(Act::as_str);
            fields.insert("need".to_owned(), need.into());
            fields.insert("overdue".to_owned(), is_overdue(matter.as_ref(), now).into());
        }
        view
    };
    let matters: Vec<_> = found.list.iter().map(matter).collect();
    Ok(Json(json!({ "total": found.total, "matters": matters })))
}

/// What to do with a matter.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StepBody {
    action: String,
    days: Option<u32>,
    to: Option<String>,
    note: Option<String>,
}

/// One step on one matter.
pub async fn act(
    who: Caller<Answer, Write>,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, ApiError> {
    let work = async move |who: May<Answer>, posted: Posted| {
        let post = id_of(&id)?;
        let body: StepBody = posted.json()?;
        let days = body.days.map(|days| days.to_string());
        let fields =
            [("action", Some(body.action)), ("days", days), ("to", body.to), ("note", body.note)];
        let fields = fields.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
        let step = Step::of(&fields.collect())?;
        let event = step_on(&who, post, &step).await?;
        Ok(json!({ "post": post, "event": event, "done": step.verb() }))
    };
    posted.once(who.who, work).await
}

/// How much of the audit log is asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WantedLog {
    limit: Option<u32>,
}

/// The newest entries of the audit log.
pub async fn audit(
    who: Caller<Administer>,
    Asked(wanted): Asked<WantedLog>,
) -> Result<Json<Value>, ApiError> {
    let limit = wanted.limit.unwrap_or(100);
    if !(1..=1_000).contains(&limit) {
        let remedy = "set `limit` to 1 to 1000";
        return Err(ApiError::refused(format!("{limit} entries cannot be had at once"), remedy));
    }
    let entry = |entry: ledger::AuditEntry| {
        json!({
            "id": entry.id,
            "at": entry.at,
            "member": entry.member,
            "verb": entry.verb,
            "object": entry.object,
        })
    };
    let entries: Vec<_> = who.ledger.audit_log(limit).await?.into_iter().map(entry).collect();
    Ok(Json(json!({ "entries": entries })))
}
