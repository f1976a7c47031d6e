//! Measures for programs: what is followed, where it stands and goes, every point, and points to be noted.

use axum::Json;
use axum::extract::Path;
use axum::response::Response;
use model::{Day, Interval, Kpi, KpiId, KpiPoint, Shape};
use programs::current::{current, standing};
use programs::forecast::{Forecast, forecast};
use programs::light::light;
use programs::measures::definition;
use programs::points::{Row, points};
use serde::Deserialize;
use serde_json::{Value, json};

use super::caller::{Asked, Caller, Write};
use super::error::ApiError;
use super::once::Posted;
use crate::auth::{EditStrategy, May, ReadStrategy};
use crate::pages::programs::forms::Fields;
use crate::pages::programs::{Room, measures};

/// Points on a page, unless the caller says otherwise, and at most.
const LIMIT: usize = 200;
const MOST: usize = 1_000;

/// The measures that the caller may see, by name.
pub async fn all(who: Caller<ReadStrategy>) -> Result<Json<Value>, ApiError> {
    let room = Room::of(&who).await?;
    let all: Vec<Value> = room.kpis.iter().map(|kpi| view(kpi, &room)).collect();
    Ok(Json(json!({ "measures": all })))
}

/// One measure.
pub async fn show(who: Caller<ReadStrategy>, Path(id): Path<u32>) -> Result<Json<Value>, ApiError> {
    let room = Room::of(&who).await?;
    Ok(Json(json!({ "measure": view(room.kpi(id)?, &room) })))
}

/// A measure with where it stands and goes: the numbers of its page.
fn view(kpi: &Kpi, room: &Room) -> Value {
    let all = room.points_of(kpi.id);
    let now = current(kpi, all);
    let outlook = forecast(kpi, all, room.today);
    let light = light(kpi, &outlook);
    let said = definition(kpi.measure);
    let stands = standing(kpi, &now).last().map(|(day, value)| {
        let edges = now.last().and_then(|point| point.interval);
        valued(*day, *value, edges.filter(|_| kpi.shape == Shape::Level))
    });
    let expected = match &outlook {
        Forecast::Ahead(ahead) => Some(valued(ahead.on, ahead.value, Some(ahead.interval))),
        Forecast::Over { on, value } => Some(valued(*on, *value, None)),
        Forecast::NoGoal | Forecast::TooEarly { .. } => None,
    };
    json!({
        "id": kpi.id,
        "name": kpi.name,
        "measure": kpi.measure,
        "subject": kpi.subject,
        "query": kpi.query,
        "unit": kpi.unit,
        "unit_name": kpi.unit_name,
        "shape": kpi.shape,
        "up_is_good": kpi.up_is_good,
        "rhythm": kpi.rhythm,
        "since": kpi.since,
        "baseline": kpi.baseline,
        "target": kpi.target,
        "by": kpi.by,
        "strategy": kpi.strategy,
        "program": kpi.program,
        "control": kpi.control,
        "method": kpi.method,
        "formula": said.formula,
        "caution": said.caution,
        "points": all.len(),
        "stands": stands,
        "expected": expected,
        "light": { "colour": light.colour.as_str(), "word": light.word, "why": light.why },
    })
}

fn valued(day: Day, value: f64, edges: Option<Interval>) -> Value {
    json!({
        "day": day,
        "value": value,
        "low": edges.map(|edges| edges.low),
        "high": edges.map(|edges| edges.high),
    })
}

/// A measure as a caller writes it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewMeasure {
    measure: String,
    name: Option<String>,
    subject: Option<u32>,
    query: Option<String>,
    unit: Option<String>,
    unit_name: Option<String>,
    shape: Option<String>,
    up_is_good: Option<bool>,
    rhythm: Option<String>,
    since: Option<Day>,
    baseline: Option<f64>,
    target: Option<f64>,
    by: Option<Day>,
    strategy: Option<u32>,
    program: Option<u32>,
    #[serde(default)]
    control: bool,
    method: Option<String>,
}

impl NewMeasure {
    /// As the form says it, so that both are read by the same rules.
    fn fields(self) -> Fields {
        let number = |number: Option<f64>| number.map(|number| number.to_string());
        let day = |day: Option<Day>| day.map(|day| day.to_string());
        let of = |number: Option<u32>| number.map(|number| number.to_string());
        let direction = self.up_is_good.map(|up| if up { "up" } else { "down" }.to_owned());
        let all = [
            ("measure", Some(self.measure)),
            ("name", self.name),
            ("subject", of(self.subject)),
            ("query", self.query),
            ("unit", self.unit.or_else(|| Some("number".to_owned()))),
            ("unit_name", self.unit_name),
            ("shape", self.shape.or_else(|| Some("level".to_owned()))),
            ("direction", direction),
            ("rhythm", self.rhythm),
            ("since", day(self.since)),
            ("baseline", number(self.baseline)),
            ("target", number(self.target)),
            ("by", day(self.by)),
            ("strategy", of(self.strategy)),
            ("program", of(self.program)),
            ("is_control", self.control.then(|| "1".to_owned())),
            ("method", self.method),
        ];
        let given = all.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
        given.collect()
    }
}

/// Follows a new measure.
pub async fn add(who: Caller<EditStrategy, Write>, posted: Posted) -> Result<Response, ApiError> {
    let work = async move |who: May<EditStrategy>, posted: Posted| {
        let new: NewMeasure = posted.json()?;
        let kpi = measures::add_as(&who, &new.fields()).await?;
        Ok(json!({ "measure": kpi.id }))
    };
    posted.once(who.who, work).await
}

/// Writes a measure anew; its points stay.
pub async fn change(
    who: Caller<EditStrategy, Write>,
    Path(id): Path<u32>,
    posted: Posted,
) -> Result<Response, ApiError> {
    let work = async move |who: May<EditStrategy>, posted: Posted| {
        let new: NewMeasure = posted.json()?;
        measures::save_as(&who, KpiId(id), &new.fields()).await?;
        Ok(json!({ "measure": id }))
    };
    posted.once(who.who, work).await
}

/// Which points are asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wanted {
    limit: Option<usize>,
    cursor: Option<String>,
}

/// Everything that was ever noted for a measure, in the order in which it was noted, by pages. Points are only added, so a place
/// in that order stays what it is.
pub async fn noted(
    who: Caller<ReadStrategy>,
    Path(id): Path<u32>,
    Asked(wanted): Asked<Wanted>,
) -> Result<Json<Value>, ApiError> {
    let limit = wanted.limit.unwrap_or(LIMIT);
    if !(1..=MOST).contains(&limit) {
        let why = format!("a page has 1 to {MOST} points");
        return Err(ApiError::refused(why, "set `limit` within that and follow `next`"));
    }
    let after = match wanted.cursor.as_deref() {
        None => 0,
        Some(text) => text.parse::<usize>().map_err(|_| {
            ApiError::refused(format!("`{text}` is no cursor"), "begin again without a cursor")
        })?,
    };
    let room = Room::of(&who).await?;
    let kpi = room.kpi(id)?;
    let all = room.points_of(kpi.id);
    let now = current(kpi, all);
    let point = |point: &KpiPoint| {
        json!({
            "from": point.from,
            "to": point.to,
            "value": point.value,
            "low": point.interval.map(|interval| interval.low),
            "high": point.interval.map(|interval| interval.high),
            "n": point.n,
            "source": point.source,
            "typed": point.member.is_some(),
            "entered_at": point.entered_at,
            "counts": now.contains(point),
        })
    };
    let page: Vec<Value> = all.iter().skip(after).take(limit).map(point).collect();
    let end = after.saturating_add(page.len());
    let next = (end < all.len()).then(|| end.to_string());
    Ok(Json(json!({ "points": page, "next": next })))
}

/// Points to be noted.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NewPoints {
    points: Vec<NewPoint>,
}

/// One of them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NewPoint {
    from: Day,
    to: Option<Day>,
    value: f64,
    #[serde(default)]
    source: String,
}

impl NewPoint {
    /// As a row of the table that people send.
    fn row(&self, line: u64) -> Row {
        let to = self.to.map(|day| day.to_string()).unwrap_or_default();
        let cells = [self.from.to_string(), to, self.value.to_string(), self.source.clone()];
        Row { line, cells: cells.into() }
    }
}

/// Notes points, all or none. A period that has one keeps it, and the new one wins.
pub async fn note(
    who: Caller<EditStrategy, Write>,
    Path(id): Path<u32>,
    posted: Posted,
) -> Result<Response, ApiError> {
    let work = async move |who: May<EditStrategy>, posted: Posted| {
        let NewPoints { points: new } = posted.json()?;
        if new.is_empty() || new.len() > MOST {
            let why = format!("{} points cannot be noted at once", new.len());
            return Err(ApiError::refused(why, format!("send 1 to {MOST}")));
        }
        let kpi = who.ledger.kpis().await?.into_iter().find(|kpi| kpi.id == KpiId(id));
        let kpis = [kpi.ok_or(ApiError::NotFound)?];
        let head =
            Row { line: 0, cells: ["from", "to", "value", "source"].map(str::to_owned).into() };
        let rows: Vec<Row> =
            std::iter::once(head).chain((1..).zip(&new).map(|(n, point)| point.row(n))).collect();
        let by = (Some(who.member.id), who.house.now());
        let points = points(&rows, &kpis, Some(KpiId(id)), by).map_err(|wrong| {
            let says = wrong.iter().map(|one| format!("point {}: {}", one.line, one.why));
            let remedy = wrong.first().map_or("", |one| one.remedy.as_str());
            ApiError::refused(says.collect::<Vec<_>>().join("; "), remedy)
        })?;
        measures::note(&who, &points).await?;
        Ok(json!({ "measure": id, "added": points.len() }))
    };
    posted.once(who.who, work).await
}
