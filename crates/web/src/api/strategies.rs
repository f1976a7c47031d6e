//! Strategies for programs: kept assessments with their findings, working copies, what stands against them, editions.
//! Every change goes through the same door as in the browser; making an edition and signing it is left to people.

use axum::Json;
use axum::extract::Path;
use axum::response::Response;
use ledger::{AssessmentSummary, Changed, EditionSummary, StrategySummary};
use model::{AssessmentId, Finding, ItemId, Permission, Role, Strategy, StrategyId, StrategyState};
use serde::Deserialize;
use serde_json::{Value, json};
use strategy::swot::seen_by;
use strategy::{Actor, Edit, apply, candidates, coverage};

use super::caller::{Asked, Caller, Write};
use super::error::ApiError;
use super::once::Posted;
use crate::auth::{Ask, EditStrategy, May, ReadStrategy, TakePart};
use crate::pages::handbook::{Asked as OnPaper, BRIEF, HANDBOOK, printed};
use crate::pages::strategy::{actor, assessments, enter, list, open};

/// The kept assessments, newest first.
pub async fn kept(who: Caller<ReadStrategy>) -> Result<Json<Value>, ApiError> {
    let row = |one: AssessmentSummary| {
        json!({
            "id": one.id,
            "as_of": one.as_of,
            "window": one.window,
            "mentions": one.mentions,
            "findings": one.findings,
        })
    };
    let all = who.ledger.kept_assessments().await?;
    Ok(Json(json!({ "assessments": all.into_iter().map(row).collect::<Vec<_>>() })))
}

/// Keeps what is assessed now.
pub async fn keep(who: Caller<EditStrategy, Write>, posted: Posted) -> Result<Response, ApiError> {
    let work = async move |who: May<EditStrategy>, _: Posted| {
        let (id, new) = assessments::keep_now(&who).await?;
        Ok(json!({ "assessment": id, "new": new }))
    };
    posted.once(who.who, work).await
}

/// The findings of a kept assessment, what was not looked at, and what may stand in a SWOT. Which posts are examples is
/// told to those who may read posts.
pub async fn findings(
    who: Caller<ReadStrategy>,
    Path(number): Path<u32>,
) -> Result<Json<Value>, ApiError> {
    let id = AssessmentId(number);
    let kept = who.ledger.kept_assessment(id).await?.ok_or(ApiError::NotFound)?;
    let figures = who.ledger.kept_figures(id).await?.ok_or(ApiError::NotFound)?;
    let words = who.also(Permission::ReadPosts);
    let shown = |finding: &Finding| match words {
        true => finding.clone(),
        false => Finding { examples: Vec::new(), ..finding.clone() },
    };
    let missing: Vec<Value> = coverage(&kept.findings)
        .iter()
        .flat_map(|quadrant| quadrant.aspects.iter().map(move |aspect| (quadrant, aspect)))
        .filter_map(|(quadrant, aspect)| {
            let todo = aspect.todo.as_ref()?;
            Some(json!({ "quadrant": quadrant.quadrant, "aspect": aspect.aspect, "todo": todo }))
        })
        .collect();
    let candidate = |one: &strategy::Candidate| {
        json!({
            "kind": one.kind,
            "candidate": one.key,
            "text": one.says,
            "evidence": one.evidence,
            "why": one.why,
        })
    };
    Ok(Json(json!({
        "id": kept.id,
        "as_of": kept.as_of,
        "window": kept.window,
        "mentions": kept.mentions,
        "findings": kept.findings.iter().map(shown).collect::<Vec<_>>(),
        "missing": missing,
        "candidates": candidates(&kept, &figures).iter().map(candidate).collect::<Vec<_>>(),
    })))
}

/// The strategies; for a guest those on whose team they are.
pub async fn all(who: Caller<ReadStrategy>) -> Result<Json<Value>, ApiError> {
    let all = match who.member.role {
        Role::Guest => who.ledger.strategies_of(who.member.id).await?,
        _ => who.ledger.strategies().await?,
    };
    let row = |one: StrategySummary| {
        json!({
            "id": one.id,
            "name": one.name,
            "state": state_word(one.state),
            "assessment": one.assessment,
            "goal": one.goal,
            "by": one.by,
            "items": one.items,
            "team": one.team,
            "version": one.version,
            "changed_at": one.changed_at,
        })
    };
    Ok(Json(json!({ "strategies": all.into_iter().map(row).collect::<Vec<_>>() })))
}

const fn state_word(state: StrategyState) -> &'static str {
    match state {
        StrategyState::Draft => "draft",
        StrategyState::Active { .. } => "active",
        StrategyState::Ended { .. } => "ended",
    }
}

/// The name of a new strategy.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Named {
    name: String,
}

/// Begins a strategy on the newest kept assessment.
pub async fn begin(who: Caller<EditStrategy, Write>, posted: Posted) -> Result<Response, ApiError> {
    let work = async move |who: May<EditStrategy>, posted: Posted| {
        let Named { name } = posted.json()?;
        let id = list::begin_called(&who, name.trim()).await?;
        Ok(json!({ "strategy": id }))
    };
    posted.once(who.who, work).await
}

/// A working copy as the caller may see it: votes that are sealed from them are not in it, and addresses only for those who
/// invite.
pub async fn show(who: Caller<ReadStrategy>, Path(id): Path<u32>) -> Result<Json<Value>, ApiError> {
    let strategy = enter(&who, id).await?;
    let viewer = actor(&who, &strategy);
    let shown = shown_to(&strategy, &viewer);
    let strategy = serde_json::to_value(shown).map_err(|_| ApiError::Broken)?;
    Ok(Json(json!({ "strategy": strategy, "me": viewer.teammate })))
}

fn shown_to(strategy: &Strategy, viewer: &Actor) -> Strategy {
    let mut shown = seen_by(strategy, viewer.teammate);
    for teammate in &mut shown.team {
        if !viewer.company && Some(teammate.id) != viewer.teammate {
            teammate.email.clear();
            (teammate.member, teammate.contact) = (None, None);
        }
    }
    shown
}

/// What to change.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EditsBody {
    /// The version that the caller saw; absent: the edits hold whatever others did meanwhile.
    version: Option<u32>,
    /// One after the other; all or none.
    edits: Vec<Edit>,
}

/// Most edits in one request.
const MOST_EDITS: usize = 200;

/// Edits a working copy under the rules that hold for everybody: all edits or none.
pub async fn edit(
    who: Caller<TakePart, Write>,
    Path(id): Path<u32>,
    posted: Posted,
) -> Result<Response, ApiError> {
    let work = async move |who: May<TakePart>, posted: Posted| {
        let EditsBody { version, edits } = posted.json()?;
        if edits.is_empty() || edits.len() > MOST_EDITS {
            let why = format!("{} edits cannot be done at once", edits.len());
            return Err(ApiError::refused(why, format!("send 1 to {MOST_EDITS}")));
        }
        enter(&who, id).await?;
        let edits = own(&who, edits).await?;
        let removed: Vec<ItemId> = edits
            .iter()
            .filter_map(|edit| match edit {
                Edit::RemoveTeammate { teammate } => Some(*teammate),
                _ => None,
            })
            .collect();
        let (at, detail) = (who.house.now(), edits.len().to_string());
        let by = (Some(who.member.id), at);
        let changed: Changed<(u32, u32), String> = who
            .ledger
            .change_strategy(StrategyId(id), version, by, ("api", &detail), |strategy| {
                for (number, edit) in (1..).zip(edits) {
                    let actor = actor(&who, strategy);
                    apply(strategy, &actor, edit, at)
                        .map_err(|no| format!("edit {number}: {no}"))?;
                }
                Ok((strategy.version, strategy.next_item))
            })
            .await?;
        let (version, next_item) = match changed {
            Changed::Done(done) => done,
            Changed::Refused(why) => {
                return Err(ApiError::refused(why, "correct it and send all of them again"));
            }
            Changed::Stale(_) => {
                let why = "somebody else changed the strategy meanwhile";
                return Err(ApiError::refused(why, "read it again and send what still holds"));
            }
            Changed::Missing => return Err(ApiError::NotFound),
        };
        who.audit("strategy.edited", &format!("{id} by the API, {detail} edits")).await?;
        for teammate in removed {
            who.ledger.take_invitation_back(StrategyId(id), teammate).await?;
        }
        Ok(json!({ "strategy": id, "version": version, "next_item": next_item }))
    };
    posted.once(who.who, work).await
}

/// The edits with what a caller cannot choose: who accepts is the caller, and a contact is known by the address.
async fn own<A: Ask>(who: &May<A>, edits: Vec<Edit>) -> Result<Vec<Edit>, ApiError> {
    let mut list = Vec::with_capacity(edits.len());
    for edit in edits {
        list.push(match edit {
            Edit::Accept { teammate, .. } => Edit::Accept { teammate, member: Some(who.member.id) },
            Edit::Invite { name, party, organisation, email, leads, member, .. } => {
                let contact = match email.trim() {
                    "" => None,
                    email => who.ledger.contact_by_email(email).await?.map(|known| known.id),
                };
                Edit::Invite { name, party, organisation, email, leads, member, contact }
            }
            edit => edit,
        });
    }
    Ok(list)
}

/// Which document is asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    edition: Option<u32>,
    paper: Option<String>,
}

impl Document {
    fn of(self, strategy: u32) -> Result<OnPaper, ApiError> {
        let paper = self.paper.unwrap_or_default();
        match paper.as_str() {
            "" | "a4" | "letter" => {
                Ok(OnPaper { strategy: Some(strategy), edition: self.edition, paper })
            }
            _ => Err(ApiError::refused(format!("`{paper}` is no paper"), "write `a4` or `letter`")),
        }
    }
}

/// The handbook as PDF.
pub async fn handbook(
    who: Caller<ReadStrategy>,
    Path(id): Path<u32>,
    Asked(asked): Asked<Document>,
) -> Result<Response, ApiError> {
    Ok(printed(&who, &asked.of(id)?, HANDBOOK).await?)
}

/// The brief as PDF.
pub async fn brief(
    who: Caller<ReadStrategy>,
    Path(id): Path<u32>,
    Asked(asked): Asked<Document>,
) -> Result<Response, ApiError> {
    Ok(printed(&who, &asked.of(id)?, BRIEF).await?)
}

/// What stands against a strategy.
pub async fn lint(who: Caller<ReadStrategy>, Path(id): Path<u32>) -> Result<Json<Value>, ApiError> {
    let open = open(&who, id).await?;
    let blocks = open.complaints.iter().any(|complaint| complaint.blocks);
    let list = serde_json::to_value(&open.complaints).map_err(|_| ApiError::Broken)?;
    Ok(Json(json!({ "strategy": id, "can_be_signed": !blocks, "complaints": list })))
}

/// The editions of a strategy, newest first.
pub async fn editions(
    who: Caller<ReadStrategy>,
    Path(id): Path<u32>,
) -> Result<Json<Value>, ApiError> {
    let strategy = enter(&who, id).await?;
    let row = |one: EditionSummary| {
        json!({
            "number": one.number,
            "at": one.at,
            "by": one.by,
            "note": one.note,
            "signatures": one.signatures,
        })
    };
    let all = who.ledger.editions(strategy.id).await?;
    Ok(Json(json!({ "editions": all.into_iter().map(row).collect::<Vec<_>>() })))
}

/// One edition with its signatures, and who is missing for it to take force.
pub async fn edition(
    who: Caller<ReadStrategy>,
    Path((id, number)): Path<(u32, u32)>,
) -> Result<Json<Value>, ApiError> {
    let strategy = enter(&who, id).await?;
    let found = who.ledger.edition(strategy.id, number).await?.ok_or(ApiError::NotFound)?;
    let signatures: Vec<_> = who.ledger.signatures(strategy.id).await?;
    let own: Vec<_> = signatures.into_iter().filter(|s| s.edition == number).collect();
    let missing = match strategy::may_take_force(&found, &own) {
        Ok(()) => Vec::new(),
        Err(strategy::activate::NotSigned::Missing { missing, .. }) => missing,
        Err(other) => vec![other.to_string()],
    };
    let content = shown_to(&found.content, &actor(&who, &strategy));
    Ok(Json(json!({
        "number": found.number,
        "at": found.at,
        "by": found.by,
        "note": found.note,
        "content": content,
        "signatures": own,
        "missing": missing,
    })))
}
