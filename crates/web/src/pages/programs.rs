//! Programs and measures as pages: what is done, how it goes, what it moved, and what it is worth.

pub mod contacts;
pub mod edit;
pub mod forms;
pub mod list;
pub mod measure;
pub mod measures;
pub mod money;
pub mod points;
pub mod series;
pub mod show;
pub mod value;
pub mod words;

use std::collections::BTreeMap;

use axum::extract::DefaultBodyLimit;
use model::{Day, Estimate, Kpi, KpiId, KpiPoint, Permission, Program, ProgramId, Role, Strategy};
use programs::money::Counted;
use rustc_hash::FxHashSet;

use crate::auth::{Ask, May};
use crate::error::PageError;
use crate::pages::strategy::{Link, map};
use crate::routes::of::*;

/// What money is counted in, until a workspace says otherwise.
const CURRENCY: &str = "EUR";
/// The seed of what is drawn: the same account gives the same interval.
pub const SEED: u64 = 1;

/// The routes of this area.
pub fn routes() -> Vec<Route> {
    // What was shown comes back in a form's field, where every comma takes three bytes.
    let said_again = DefaultBodyLimit::max(4 * points::LARGEST);
    vec![
        Route::get("/programs", P::ReadStrategy, get(list::show)),
        Route::post("/programs", P::EditStrategy, post(list::begin)),
        Route::get("/programs/{program}", P::ReadStrategy, get(show::show)),
        Route::post("/programs/{program}/edit", P::EditStrategy, post(edit::save)),
        Route::get("/measures", P::ReadStrategy, get(measures::show)),
        Route::post("/measures", P::EditStrategy, post(measures::add)),
        Route::get("/measures/{measure}", P::ReadStrategy, get(measure::show)),
        Route::post("/measures/{measure}/edit", P::EditStrategy, post(measures::save)),
        Route::post("/measures/preview", P::EditStrategy, post(points::preview)),
        Route::post("/measures/points", P::EditStrategy, post(points::add_all).layer(said_again)),
        Route::post("/measures/{measure}/points", P::EditStrategy, post(points::add)),
        Route::post("/measures/{measure}/remove", P::EditStrategy, post(measures::remove)),
        Route::get("/money", P::ReadStrategy, get(money::show)),
        Route::get("/value", P::ReadStrategy, get(value::show)),
    ]
}

/// The tabs of this room.
pub fn tabs(here: &str) -> Vec<Link> {
    [
        ("/programs", "Programs"),
        ("/measures", "Measures"),
        ("/money", "Money"),
        ("/value", "Customer value"),
    ]
    .into_iter()
    .map(|(path, name)| Link { path: path.to_owned(), name: name.to_owned(), here: path == here })
    .collect()
}

/// What somebody may see of this room, read once.
pub struct Room {
    /// Programs, in the order in which they were begun.
    pub programs: Vec<Program>,
    /// Measures, by name.
    pub kpis: Vec<Kpi>,
    /// Every point of these.
    pub points: BTreeMap<KpiId, Vec<KpiPoint>>,
    /// The strategies that these programs serve.
    pub strategies: Vec<Strategy>,
    /// The day.
    pub today: Day,
    /// Whether they may change things.
    pub can_edit: bool,
}

impl Room {
    /// For `who`. A guest finds what belongs to the strategies on whose team they are, and nothing else.
    pub async fn of<A: Ask>(who: &May<A>) -> Result<Self, PageError> {
        let ledger = &who.ledger;
        let mut programs = ledger.programs().await?;
        let mut kpis = ledger.kpis().await?;
        if who.member.role == Role::Guest {
            let own = ledger.strategies_of(who.member.id).await?;
            let own: FxHashSet<_> = own.into_iter().map(|strategy| strategy.id).collect();
            programs.retain(|program| program.serves.is_some_and(|(id, _)| own.contains(&id)));
            let ids: FxHashSet<_> = programs.iter().map(|program| program.id).collect();
            kpis.retain(|kpi| {
                kpi.strategy.is_some_and(|id| own.contains(&id))
                    || kpi.program.is_some_and(|id| ids.contains(&id))
            });
        }
        let known: FxHashSet<_> = kpis.iter().map(|kpi| kpi.id).collect();
        let mut points: BTreeMap<KpiId, Vec<KpiPoint>> = BTreeMap::new();
        for (id, point) in ledger.all_points().await? {
            if known.contains(&id) {
                points.entry(id).or_default().push(point);
            }
        }
        let serves: FxHashSet<_> =
            programs.iter().filter_map(|program| program.serves).map(|(id, _)| id).collect();
        let mut strategies = Vec::new();
        for id in serves {
            strategies.extend(ledger.strategy(id).await?);
        }
        strategies.sort_by_key(|strategy| strategy.id);
        Ok(Self {
            programs,
            kpis,
            points,
            strategies,
            today: who.snapshot().plan.zone.day(who.house.now()),
            can_edit: who.also(Permission::EditStrategy),
        })
    }

    /// The program with this number.
    pub fn program(&self, id: u32) -> Result<&Program, PageError> {
        self.programs.iter().find(|program| program.id == ProgramId(id)).ok_or(PageError::NotFound)
    }

    /// The measure with this number.
    pub fn kpi(&self, id: u32) -> Result<&Kpi, PageError> {
        self.kpis.iter().find(|kpi| kpi.id == KpiId(id)).ok_or(PageError::NotFound)
    }

    /// Everything that was ever noted for a measure.
    pub fn points_of(&self, id: KpiId) -> &[KpiPoint] {
        self.points.get(&id).map_or(&[], Vec::as_slice)
    }

    /// What measures say that accounts count: where they stand, with the interval as edges.
    pub fn counted(&self) -> BTreeMap<KpiId, Counted> {
        let of = |kpi: &Kpi| {
            let current = programs::current::current(kpi, self.points_of(kpi.id));
            let last = current.last()?;
            let (_, value) = *programs::current::standing(kpi, &current).last()?;
            let edges = last.interval.filter(|_| kpi.shape == model::Shape::Level);
            let (low, high) = edges.map_or((value, value), |edges| (edges.low, edges.high));
            let source = format!("{}, until {}", kpi.name, report::dates::long(last.to));
            Some((kpi.id, Counted { quantity: Estimate { low, mid: value, high }, source }))
        };
        self.kpis.iter().filter_map(of).collect()
    }
}

/// What the workspace counts money in.
pub async fn currency<A: Ask>(who: &May<A>) -> Result<String, PageError> {
    let chosen = who.ledger.setting("currency").await?.unwrap_or_default();
    Ok(if chosen.is_empty() { CURRENCY.to_owned() } else { chosen })
}

/// The frame of a page of this room.
pub async fn frame<A: Ask>(
    who: &May<A>,
    title: impl Into<String>,
    here: &str,
    did: &str,
) -> Result<crate::frame::Frame, PageError> {
    let done = words::done(did)
        .map(|sentence| crate::frame::Done { sentence: sentence.to_owned(), event: None });
    Ok(crate::frame::Frame::new(who, "/programs", title)
        .with_map(map::of(who, here).await?)
        .with_done(done))
}
