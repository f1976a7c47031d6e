//! Programs for programs: what is done, by whom, how it goes, what it moved and what it is worth. Every change goes through the
//! same door as in the browser.

use axum::Json;
use axum::extract::Path;
use axum::response::Response;
use model::{
    Day, Estimate, ImpactDesign, ItemId, KpiId, Money, Mood, Permission, Program, ProgramId,
    ProgramKind, StrategyId,
};
use programs::edit::{Edit, TaskDraft, method_of};
use programs::lint::{Weight, lint};
use programs::money::roi;
use report::handbook::ImpactRow;
use serde::Deserialize;
use serde_json::{Value, json};

use super::caller::{Caller, Write};
use super::error::ApiError;
use super::once::Posted;
use crate::auth::{EditStrategy, May, ReadStrategy};
use crate::pages::programs::edit::{API, No, carry_out};
use crate::pages::programs::forms::sound_design;
use crate::pages::programs::{Room, SEED, currency, list, series};

/// The programs that the caller may see, in the order in which they were begun.
pub async fn all(who: Caller<ReadStrategy>) -> Result<Json<Value>, ApiError> {
    let room = Room::of(&who).await?;
    let row = |one: &Program| {
        json!({
            "id": one.id,
            "name": one.name,
            "kind": one.kind,
            "state": one.state,
            "owner": one.owner,
            "serves": serves(one),
            "starts": one.starts,
            "ends": one.ends,
            "tasks": one.tasks.len(),
            "tasks_done": one.tasks.iter().filter(|task| task.done_at.is_some()).count(),
            "mood": one.check_ins.last().map(|last| last.mood),
            "version": one.version,
            "changed_at": one.changed_at,
        })
    };
    Ok(Json(json!({ "programs": room.programs.iter().map(row).collect::<Vec<_>>() })))
}

fn serves(program: &Program) -> Value {
    let serves = program.serves;
    serves
        .map_or(Value::Null, |(strategy, method)| json!({ "strategy": strategy, "method": method }))
}

/// One program with what stands against it, what it changed and what it is worth: the numbers of its page.
pub async fn show(who: Caller<ReadStrategy>, Path(id): Path<u32>) -> Result<Json<Value>, ApiError> {
    let room = Room::of(&who).await?;
    let program = room.program(id)?;
    let snapshot = who.snapshot();
    let market =
        series::Market { plan: &snapshot.plan, searcher: &snapshot.searcher, today: room.today };
    let effect = series::row_of(program, &series::effect(program, &room.kpis, &market)?);
    let account = roi(&program.money, &room.counted(), SEED);
    let against = lint(program, method_of(program, &room.strategies));
    let against = against.iter().map(
        |one| json!({ "code": one.code, "says": one.says, "stops": one.weight == Weight::Stops }),
    );
    let mut shown = serde_json::to_value(program).map_err(|_| ApiError::Broken)?;
    if let Some(fields) = shown.as_object_mut() {
        fields.insert("serves".to_owned(), serves(program));
        // Who is whom among the contacts is for those who may see contacts.
        if !who.also(Permission::People) {
            fields.remove("named");
        }
    }
    Ok(Json(json!({
        "program": shown,
        "complaints": against.collect::<Vec<_>>(),
        "effect": effect_view(&effect),
        "money": {
            "currency": currency(&who).await?,
            "cost": estimate(account.cost),
            "value": estimate(account.value),
            "roi": account.roi.map(estimate),
            "drawn": account.drawn.map(|drawn| json!({ "low": drawn.low, "high": drawn.high })),
        },
    })))
}

fn effect_view(row: &ImpactRow) -> Value {
    let effect = row.effect.map(|effect| {
        json!({
            "value": effect.value,
            "low": effect.interval.low,
            "high": effect.interval.high,
            "relative": effect.relative,
        })
    });
    let compared = &row.compared;
    json!({
        "measure": row.kpi,
        "says": row.says,
        "effect": effect,
        "days_before": row.days.0,
        "days_after": row.days.1,
        "counted": compared.counted,
        "control": compared.control,
        "posts": compared.posts,
        "control_posts": compared.control_posts,
        "p": compared.p,
        "method": row.method,
        "caveats": compared.caveats,
    })
}

fn estimate(of: Estimate) -> Value {
    json!({ "low": of.low, "mid": of.mid, "high": of.high })
}

/// What a new program is.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewProgram {
    kind: ProgramKind,
    #[serde(default)]
    name: String,
    starts: Option<Day>,
}

/// Begins a program from the playbook of its kind.
pub async fn begin(who: Caller<EditStrategy, Write>, posted: Posted) -> Result<Response, ApiError> {
    let work = async move |who: May<EditStrategy>, posted: Posted| {
        let NewProgram { kind, name, starts } = posted.json()?;
        let begun = list::begin_as(&who, kind, name.trim(), starts).await?;
        Ok(json!({ "program": begun.id, "version": begun.version }))
    };
    posted.once(who.who, work).await
}

/// One change, by the name that docs/API.md gives it.
#[derive(Debug, Deserialize)]
#[serde(tag = "edit", rename_all = "snake_case", deny_unknown_fields)]
enum ProgramEdit {
    Rename {
        name: String,
    },
    SetOwner {
        owner: String,
    },
    SetParticipants {
        participants: Vec<String>,
    },
    SetResources {
        resources: String,
    },
    SetChange {
        before: String,
        after: String,
    },
    SetRewards {
        rewards: String,
    },
    SetRisks {
        risks: Vec<String>,
    },
    Serve {
        strategy: StrategyId,
        method: ItemId,
    },
    ServeNothing {},
    SetDays {
        starts: Option<Day>,
        ends: Option<Day>,
    },
    AddTask {
        text: String,
        #[serde(default)]
        owner: String,
        due: Option<Day>,
    },
    ChangeTask {
        task: ItemId,
        text: String,
        #[serde(default)]
        owner: String,
        due: Option<Day>,
    },
    TaskDone {
        task: ItemId,
        done: bool,
    },
    RemoveTask {
        task: ItemId,
    },
    CheckIn {
        mood: Mood,
        text: String,
    },
    SetMeasures {
        measures: Vec<KpiId>,
    },
    SetMoney {
        money: Money,
    },
    SetImpact {
        impact: Option<ImpactDesign>,
    },
    SetLearned {
        learned: String,
    },
    Agree {},
    Reopen {},
    Start {
        day: Option<Day>,
    },
    Finish {
        day: Option<Day>,
    },
    Learn {
        learned: String,
    },
}

impl ProgramEdit {
    /// The change as the rules know it. Check-ins are the caller's own.
    fn meant(self, by: &str, today: Day) -> Result<Edit, String> {
        Ok(match self {
            Self::Rename { name } => Edit::Name(name),
            Self::SetOwner { owner } => Edit::Owner(owner, None),
            Self::SetParticipants { participants } => Edit::Participants(participants),
            Self::SetResources { resources } => Edit::Resources(resources),
            Self::SetChange { before, after } => Edit::BeforeAfter(before, after),
            Self::SetRewards { rewards } => Edit::Rewards(rewards),
            Self::SetRisks { risks } => Edit::Risks(risks),
            Self::Serve { strategy, method } => Edit::Serves(Some((strategy, method))),
            Self::ServeNothing {} => Edit::Serves(None),
            Self::SetDays { starts, ends } => Edit::Dates(starts, ends),
            Self::AddTask { text, owner, due } => Edit::AddTask(TaskDraft { text, owner, due }),
            Self::ChangeTask { task, text, owner, due } => {
                Edit::ChangeTask(task, TaskDraft { text, owner, due })
            }
            Self::TaskDone { task, done } => Edit::TaskDone(task, done),
            Self::RemoveTask { task } => Edit::RemoveTask(task),
            Self::CheckIn { mood, text } => Edit::CheckIn { by: by.to_owned(), mood, text },
            Self::SetMeasures { measures } => Edit::Kpis(measures),
            Self::SetMoney { money } => Edit::Money(money),
            Self::SetImpact { impact } => {
                impact.as_ref().map_or(Ok(()), sound_design)?;
                Edit::Impact(impact)
            }
            Self::SetLearned { learned } => Edit::Learned(learned),
            Self::Agree {} => Edit::Agree(None),
            Self::Reopen {} => Edit::Reopen,
            Self::Start { day } => Edit::Start(day.unwrap_or(today)),
            Self::Finish { day } => Edit::Finish(day.unwrap_or(today)),
            Self::Learn { learned } => Edit::Learn(learned),
        })
    }
}

/// What to change.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ProgramEdits {
    version: Option<u32>,
    edits: Vec<ProgramEdit>,
}

/// Most edits in one request.
const MOST_EDITS: usize = 200;

/// Edits a program under the rules that hold for everybody, its state included: all edits or none.
pub async fn edit(
    who: Caller<EditStrategy, Write>,
    Path(id): Path<u32>,
    posted: Posted,
) -> Result<Response, ApiError> {
    let work = async move |who: May<EditStrategy>, posted: Posted| {
        let ProgramEdits { version, edits } = posted.json()?;
        if edits.is_empty() || edits.len() > MOST_EDITS {
            let why = format!("{} edits cannot be done at once", edits.len());
            return Err(ApiError::refused(why, format!("send 1 to {MOST_EDITS}")));
        }
        let today = who.snapshot().plan.zone.day(who.house.now());
        let meant = edits.into_iter().map(|edit| edit.meant(&who.member.name, today));
        let edits: Vec<Edit> = meant.collect::<Result<_, _>>().map_err(all_again)?;
        let detail = edits.len().to_string();
        let done = carry_out(&who, ProgramId(id), version, (API, &detail), edits).await?;
        match done {
            Ok(program) => Ok(json!({
                "program": id,
                "version": program.version,
                "state": program.state,
                "next_item": program.next_item,
            })),
            Err(No::Refused(why)) => Err(all_again(why)),
            Err(No::Stale) => {
                let why = "somebody else changed the program meanwhile";
                Err(ApiError::refused(why, "read it again and send what still holds"))
            }
            Err(No::Missing) => Err(ApiError::NotFound),
        }
    };
    posted.once(who.who, work).await
}

fn all_again(why: String) -> ApiError {
    ApiError::refused(why, "correct it and send all of them again")
}
