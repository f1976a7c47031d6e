//! One measure: its course to the target with the forecast, its light with the rule, its history, and what goes with it.

use askama::Template;
use axum::extract::{Path, Query};
use model::{Kpi, KpiId, KpiPoint, Shape};
use programs::correlate::{DRAWS, LAGS, Named, Search, aligned, correlate};
use programs::current::{current, standing};
use programs::forecast::Forecast;
use programs::light::{Light, RULE, light};
use programs::measures::{Definition, definition};
use report::charts::course::{Ahead, CoursePoint};
use report::charts::{Chart as _, Course, Width};
use report::markup::Markup;

use super::measures::{KpiForm, expected, spelt, stands, target};
use super::{Room, SEED, frame, tabs, words};
use crate::auth::{May, ReadStrategy};
use crate::frame::{Frame, Page, page};
use crate::pages::strategy::Link;

/// Points of the history that are shown.
const SHOWN: usize = 200;

/// What the page was asked for.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Asked {
    did: String,
    with: String,
}

struct Point {
    period: String,
    value: String,
    n: u64,
    source: String,
    who: String,
    entered: String,
    current: bool,
}

/// Another measure of the same rhythm, to be correlated with.
struct Other {
    id: KpiId,
    name: String,
    here: bool,
}

#[derive(Template)]
#[template(path = "pages/programs/measure.html")]
struct MeasurePage {
    frame: Frame,
    tabs: Vec<Link>,
    id: KpiId,
    answer: String,
    manual: bool,
    said: Definition,
    why: String,
    query: String,
    rhythm: &'static str,
    target: String,
    expected: String,
    how: String,
    light: Light,
    rule: &'static str,
    chart: (Markup, Markup, String, Markup),
    points: Vec<Point>,
    others: Vec<Other>,
    related: Option<(String, String)>,
    form: Option<KpiForm>,
    save: String,
    today: String,
}

/// The measure.
pub async fn show(who: May<ReadStrategy>, Path(id): Path<u32>, Query(asked): Query<Asked>) -> Page {
    let room = Room::of(&who).await?;
    let kpi = room.kpi(id)?;
    let all = room.points_of(kpi.id);
    let now = current(kpi, all);
    let (stands, outlook) = stands(kpi, all, room.today);
    let light = light(kpi, &outlook);
    let chart = course(kpi, &now, &outlook);
    let how = match &outlook {
        Forecast::Ahead(ahead) => ahead.method.clone(),
        _ => String::new(),
    };
    let others: Vec<Other> = room
        .kpis
        .iter()
        .filter(|other| other.id != kpi.id && other.rhythm == kpi.rhythm)
        .map(|other| Other {
            id: other.id,
            name: other.name.clone(),
            here: asked.with == other.id.to_string(),
        })
        .collect();
    let with = others.iter().find(|other| other.here).map(|other| other.id);
    let related = with.and_then(|with| related(&room, kpi, with));
    let members = who.ledger.members().await?;
    let zone = who.snapshot().plan.zone.clone();
    let point = |point: &KpiPoint| Point {
        period: report::dates::stretch(point.from, point.to),
        value: spelt(kpi, point.value, point.interval),
        n: point.n,
        source: point.source.clone(),
        who: point.member.map_or("counted".to_owned(), |id| {
            let found = members.iter().find(|member| member.id == id);
            found.map_or("somebody".to_owned(), |member| member.name.clone())
        }),
        entered: report::dates::moment(point.entered_at, &zone),
        current: now.contains(point),
    };
    let form = if room.can_edit { Some(KpiForm::of(&who, &room, Some(kpi)).await?) } else { None };
    page(&MeasurePage {
        frame: frame(&who, kpi.name.clone(), "reporting", &asked.did).await?,
        tabs: tabs("/measures"),
        id: kpi.id,
        answer: format!("{stands}. {}: {}", light.word, light.why),
        manual: kpi.measure == model::Measure::Manual,
        said: definition(kpi.measure),
        why: kpi.method.clone(),
        query: now.last().map(|point| point.source.clone()).unwrap_or_default(),
        rhythm: words::rhythm(kpi.rhythm),
        target: target(kpi),
        expected: expected(kpi, &outlook),
        how,
        light,
        rule: RULE,
        chart,
        points: all.iter().rev().take(SHOWN).map(point).collect(),
        others,
        related,
        form,
        save: format!("/measures/{id}/edit"),
        today: room.today.to_string(),
    })
}

fn course(kpi: &Kpi, now: &[KpiPoint], outlook: &Forecast) -> (Markup, Markup, String, Markup) {
    let plain =
        |day, value| CoursePoint { day, value, interval: None, spelt: spelt(kpi, value, None) };
    let stands = standing(kpi, now);
    let points = now.iter().zip(stands).map(|(point, (day, value))| {
        let interval = point.interval.filter(|_| kpi.shape == Shape::Level);
        CoursePoint { day, value, interval, spelt: spelt(kpi, value, interval) }
    });
    let ahead = match outlook {
        Forecast::Ahead(ahead) => Some(Ahead {
            day: ahead.on,
            value: ahead.value,
            interval: ahead.interval,
            spelt: expected(kpi, outlook),
        }),
        _ => None,
    };
    let course = Course {
        title: format!("{}, on the way to its target", kpi.name),
        unit: kpi.unit,
        start: kpi.baseline.map(|value| plain(kpi.since, value)),
        points: points.collect(),
        target: kpi.target.zip(kpi.by).map(|(value, day)| plain(day, value)),
        ahead,
    };
    (
        course.draw("course", Width::Page),
        course.draw("course-narrow", Width::Column),
        course.summary(),
        course.table().markup(),
    )
}

/// How this measure goes with another one, period by period: does the other follow this one?
fn related(room: &Room, kpi: &Kpi, with: KpiId) -> Option<(String, String)> {
    let other = room.kpis.iter().find(|other| other.id == with)?;
    let now = |kpi: &Kpi| current(kpi, room.points_of(kpi.id));
    let (own, theirs) = aligned(&now(kpi), &now(other));
    let (leads, follows) =
        (Named { name: &kpi.name, values: &own }, Named { name: &other.name, values: &theirs });
    let search = Search { lags: LAGS, pairs: 1, draws: DRAWS };
    let found = correlate(leads, follows, search, SEED);
    Some((found.says, found.method))
}
