//! All measures with their lights, and the form that adds or changes one.

use std::collections::BTreeMap;

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query};
use axum::response::Redirect;
use model::{Day, Interval, Kpi, KpiId, KpiPoint, Measure, Quadrant, Rhythm, Shape, Unit};
use programs::current::{current, standing};
use programs::forecast::{Forecast, forecast};
use programs::light::{Light, RULE, light};
use programs::measures::{Definition, definition};
use report::numbers;

use super::forms::{Fields, kpi as read_kpi};
use super::words::{Choice, choices};
use super::{Room, frame, tabs, words};
use crate::auth::{Ask, EditStrategy, May, ReadStrategy};
use crate::error::PageError;
use crate::frame::{Frame, Page, page};
use crate::pages::strategy::{Asked, Link};
use crate::say;

struct Row {
    path: String,
    name: String,
    counts: &'static str,
    stands: String,
    target: String,
    expected: String,
    light: Light,
    control: bool,
}

/// The form of a measure.
pub struct KpiForm {
    /// What can be counted, with what it means.
    pub measures: Vec<(Choice, Definition)>,
    /// Whose.
    pub subjects: Vec<Choice>,
    /// What a manual one counts in.
    pub units: Vec<Choice>,
    /// Sum or level, of a manual one.
    pub shapes: Vec<Choice>,
    /// How often; the first leaves it to the measure.
    pub rhythms: Vec<Choice>,
    /// The strategy that it serves.
    pub strategies: Vec<Choice>,
    /// The program that it belongs to.
    pub programs: Vec<Choice>,
    /// The measure as it is; empty texts for a new one.
    pub name: String,
    /// The query, or what narrows.
    pub query: String,
    /// What stands behind a manual number.
    pub unit_name: String,
    /// `up`, `down`, or empty: as the measure says.
    pub direction: &'static str,
    /// First day.
    pub since: String,
    /// Where it stood.
    pub baseline: String,
    /// Where it shall stand.
    pub target: String,
    /// Until when.
    pub by: String,
    /// Whether it is a control.
    pub control: bool,
    /// Why and how, in words.
    pub method: String,
}

#[derive(Template)]
#[template(path = "pages/programs/measures.html")]
struct MeasuresPage {
    frame: Frame,
    tabs: Vec<Link>,
    answer: String,
    rows: Vec<Row>,
    rule: &'static str,
    form: Option<KpiForm>,
}

/// A value of a measure as a person reads it.
pub fn spelt(kpi: &Kpi, value: f64, interval: Option<Interval>) -> String {
    let text = numbers::spell(value, kpi.unit, interval);
    if kpi.unit_name.is_empty() { text } else { format!("{text}\u{a0}{}", kpi.unit_name) }
}

/// Where a measure stands, and where it is going.
pub fn stands(kpi: &Kpi, points: &[KpiPoint], today: Day) -> (String, Forecast) {
    let now = current(kpi, points);
    let edges = now.last().and_then(|point| point.interval).filter(|_| kpi.shape == Shape::Level);
    let stands = standing(kpi, &now).last().map_or("nothing yet".to_owned(), |(_, value)| {
        let text = spelt(kpi, *value, edges);
        match edges {
            Some(edges) => {
                let (low, high) =
                    (spelt(kpi, edges.low, Some(edges)), spelt(kpi, edges.high, Some(edges)));
                format!("{text} ({low} to {high})")
            }
            None => text,
        }
    });
    (stands, forecast(kpi, points, today))
}

/// What is expected, in words; empty where nothing is.
pub fn expected(kpi: &Kpi, outlook: &Forecast) -> String {
    match outlook {
        Forecast::Ahead(ahead) => {
            let edges = Some(ahead.interval);
            let (low, high) =
                (spelt(kpi, ahead.interval.low, edges), spelt(kpi, ahead.interval.high, edges));
            format!("{} ({low} to {high})", spelt(kpi, ahead.value, edges))
        }
        Forecast::Over { value, .. } => format!("was {}", spelt(kpi, *value, None)),
        Forecast::NoGoal | Forecast::TooEarly { .. } => String::new(),
    }
}

/// The target with its day.
pub fn target(kpi: &Kpi) -> String {
    let day = |day: Day| report::dates::long(day);
    match (kpi.target, kpi.by) {
        (Some(target), Some(by)) => format!("{} by {}", spelt(kpi, target, None), day(by)),
        (Some(target), None) => spelt(kpi, target, None),
        (None, _) => String::new(),
    }
}

/// The registry.
pub async fn show(who: May<ReadStrategy>, Query(asked): Query<Asked>) -> Page {
    let room = Room::of(&who).await?;
    let mut lights = [0_u64; 4];
    let rows: Vec<Row> = room
        .kpis
        .iter()
        .map(|kpi| {
            let (stands, outlook) = stands(kpi, room.points_of(kpi.id), room.today);
            let light = light(kpi, &outlook);
            if let Some(count) = lights.get_mut(light.colour as usize) {
                *count += 1;
            }
            Row {
                path: format!("/measures/{}", kpi.id),
                name: kpi.name.clone(),
                counts: words::measure(kpi.measure),
                stands,
                target: target(kpi),
                expected: expected(kpi, &outlook),
                light,
                control: kpi.control,
            }
        })
        .collect();
    let [green, amber, red, _] = lights;
    page(&MeasuresPage {
        frame: frame(&who, "Are we getting where we want to be?", "reporting", &asked.did).await?,
        tabs: tabs("/measures"),
        answer: format!(
            "{} on the way, {amber} open, {red} falling short.",
            say::many(green, "measure is", "measures are")
        ),
        rows,
        rule: RULE,
        form: if room.can_edit { Some(KpiForm::of(&who, &room, None).await?) } else { None },
    })
}

impl KpiForm {
    /// For a new measure, or to change one.
    pub async fn of<A: Ask>(
        who: &May<A>,
        room: &Room,
        kpi: Option<&Kpi>,
    ) -> Result<Self, PageError> {
        let plan = &who.snapshot().plan;
        let subject = kpi.and_then(|kpi| kpi.subject);
        let brand = plan.subjects.iter().find(|one| one.quadrant == Quadrant::Brand);
        let measure = |of: &Measure| {
            let choice = Choice {
                word: of.as_str().to_owned(),
                name: words::measure(*of).to_owned(),
                chosen: kpi.is_some_and(|kpi| kpi.measure == *of),
            };
            (choice, definition(*of))
        };
        let strategies = who.ledger.strategies().await?;
        let chosen =
            |word: String, name: &str, chosen| Choice { word, name: name.to_owned(), chosen };
        let text =
            |number: Option<f64>| number.map(|number| number.to_string()).unwrap_or_default();
        let said = |read: fn(&Kpi) -> &String| kpi.map(read).cloned().unwrap_or_default();
        Ok(Self {
            measures: Measure::ALL.iter().map(measure).collect(),
            subjects: plan
                .subjects
                .iter()
                .map(|one| {
                    let mine = subject.or(brand.map(|brand| brand.id)) == Some(one.id);
                    chosen(one.id.to_string(), &one.name, mine)
                })
                .collect(),
            units: choices(
                Unit::ALL,
                kpi.map(|kpi| kpi.unit).or(Some(Unit::Number)),
                Unit::as_str,
                words::unit,
            ),
            shapes: choices(
                Shape::ALL,
                kpi.map(|kpi| kpi.shape).or(Some(Shape::Level)),
                Shape::as_str,
                words::shape,
            ),
            rhythms: choices(
                Rhythm::ALL,
                kpi.map(|kpi| kpi.rhythm).or(Some(Rhythm::Weekly)),
                Rhythm::as_str,
                words::rhythm,
            ),
            strategies: strategies
                .iter()
                .map(|one| {
                    let mine = kpi.and_then(|kpi| kpi.strategy) == Some(one.id);
                    chosen(one.id.to_string(), &one.name, mine)
                })
                .collect(),
            programs: room
                .programs
                .iter()
                .map(|one| {
                    let mine = kpi.and_then(|kpi| kpi.program) == Some(one.id);
                    chosen(one.id.to_string(), &one.name, mine)
                })
                .collect(),
            name: said(|kpi| &kpi.name),
            query: said(|kpi| &kpi.query),
            unit_name: said(|kpi| &kpi.unit_name),
            direction: kpi.map_or("", |kpi| if kpi.up_is_good { "up" } else { "down" }),
            since: kpi.map_or(room.today, |kpi| kpi.since).to_string(),
            baseline: text(kpi.and_then(|kpi| kpi.baseline)),
            target: text(kpi.and_then(|kpi| kpi.target)),
            by: kpi.and_then(|kpi| kpi.by).map(|day| day.to_string()).unwrap_or_default(),
            control: kpi.is_some_and(|kpi| kpi.control),
            method: said(|kpi| &kpi.method),
        })
    }
}

/// Adds a measure.
pub async fn add(who: May<EditStrategy>, Form(form): Form<Fields>) -> Result<Redirect, PageError> {
    let kpi = add_as(&who, &form).await?;
    Ok(Redirect::to(&format!("/measures/{}?did=measured", kpi.id)))
}

/// Adds the measure that the fields say.
pub async fn add_as(who: &May<EditStrategy>, form: &Fields) -> Result<Kpi, PageError> {
    // Read once before the ledger gives it a number, so that what is refused takes none.
    let read = read(who, form, KpiId(0))?;
    let kpi = who.ledger.add_kpi(|id| Kpi { id, ..read }).await?;
    who.audit("measure.added", &kpi.id.to_string()).await?;
    who.house.follow().await?;
    Ok(kpi)
}

fn read(who: &May<EditStrategy>, form: &Fields, id: KpiId) -> Result<Kpi, PageError> {
    let today = who.snapshot().plan.zone.day(who.house.now());
    read_kpi(form, id, today).map_err(PageError::Refused)
}

/// Changes a measure.
pub async fn save(
    who: May<EditStrategy>,
    Path(id): Path<u32>,
    Form(form): Form<Fields>,
) -> Result<Redirect, PageError> {
    save_as(&who, KpiId(id), &form).await?;
    Ok(Redirect::to(&format!("/measures/{id}?did=saved")))
}

/// Writes a measure anew as the fields say it. Its points stay.
pub async fn save_as(who: &May<EditStrategy>, id: KpiId, form: &Fields) -> Result<(), PageError> {
    let kpi = read(who, form, id)?;
    if !who.ledger.put_kpi(&kpi).await? {
        return Err(PageError::NotFound);
    }
    who.audit("measure.changed", &id.to_string()).await?;
    who.house.follow().await?;
    Ok(())
}

/// Notes points, all or none.
pub async fn note(who: &May<EditStrategy>, points: &[(KpiId, KpiPoint)]) -> Result<(), PageError> {
    who.ledger.add_points(points).await?;
    let mut of: BTreeMap<KpiId, usize> = BTreeMap::new();
    for (id, _) in points {
        *of.entry(*id).or_default() += 1;
    }
    for (id, count) in of {
        who.audit("measure.points", &format!("{id}: {count}")).await?;
    }
    Ok(())
}

/// Follows a measure no longer.
pub async fn remove(who: May<EditStrategy>, Path(id): Path<u32>) -> Result<Redirect, PageError> {
    if !who.ledger.remove_kpi(KpiId(id), who.house.now()).await? {
        return Err(PageError::NotFound);
    }
    who.audit("measure.removed", &id.to_string()).await?;
    Ok(Redirect::to("/measures?did=removed"))
}
