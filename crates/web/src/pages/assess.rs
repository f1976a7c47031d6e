//! The assessment as pages: one for each of its questions, each figure a step away from the posts behind it.

mod topics;

use askama::Template;
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use model::{Assessment, Permission, Quadrant};
use report::markup::Markup;
use report::page::Part;

use crate::auth::{Export, May, ReadFigures};
use crate::error::PageError;
use crate::frame::{Frame, Page, page};
use crate::pages::account::Tab;
use crate::routes::of::*;

/// The routes of this area.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/assess", P::ReadFigures, get(overview)),
        Route::get("/assess/topics", P::ReadFigures, get(topics::show)),
        Route::post("/assess/topics", P::Correct, post(topics::name)),
        Route::get("/assess/{part}", P::ReadFigures, get(show)),
        Route::get("/assessment.html", P::Export, get(whole)),
        Route::get("/assessment.json", P::Export, get(data)),
    ]
}

/// Where a figure's query leads.
pub const SEARCH: &str = "/search?q=";

/// Address, tab, question, part.
const PARTS: [(&str, &str, &str, Part); 9] = [
    ("customers", "Customers", "What do customers say?", Part::Quadrant(Quadrant::Customers)),
    ("brand", "Brand", "How do we stand?", Part::Quadrant(Quadrant::Brand)),
    ("partners", "Partners", "What is said of our partners?", Part::Quadrant(Quadrant::Partners)),
    (
        "competitors",
        "Competitors",
        "How do our competitors stand?",
        Part::Quadrant(Quadrant::Competitors),
    ),
    ("voice", "Voice", "Who is talked about, who is recommended?", Part::Voice),
    ("time", "Time", "When was it said?", Part::Time),
    ("compare", "Comparison", "Where are we better or worse?", Part::Compare),
    ("inside", "Inside and outside", "Do we see what the market sees?", Part::Inside),
    ("missing", "What is missing", "What do we not know?", Part::Missing),
];

#[derive(Template)]
#[template(path = "pages/assess/show.html")]
struct AssessPage {
    frame: Frame,
    tabs: Vec<Tab>,
    as_of: String,
    parts: Vec<Markup>,
    can_export: bool,
}

/// The newest assessment as `who` may see it.
pub fn assessment<T>(who: &May<ReadFigures>, use_it: impl FnOnce(&Assessment) -> T) -> Option<T> {
    let snapshot = who.snapshot();
    let assessed = snapshot.assessed.as_ref()?;
    let words = who.also(Permission::ReadPosts);
    Some(use_it(if words { &assessed.whole } else { &assessed.figures }))
}

/// The tabs of the room; `here` is the key of one, empty for the first.
pub fn tabs(here: &str) -> Vec<Tab> {
    let first = Tab { path: "/assess", name: "At a glance", here: here.is_empty() };
    const PATHS: [&str; 9] = [
        "/assess/customers",
        "/assess/brand",
        "/assess/partners",
        "/assess/competitors",
        "/assess/voice",
        "/assess/time",
        "/assess/compare",
        "/assess/inside",
        "/assess/missing",
    ];
    let rest = PATHS.into_iter().zip(PARTS);
    let rest = rest.map(|(path, (key, name, ..))| Tab { path, name, here: key == here });
    let topics = Tab { path: "/assess/topics", name: "Topics", here: here == topics::KEY };
    let kept = Tab { path: "/assess/kept", name: "Kept", here: here == "kept" };
    std::iter::once(first).chain(rest).chain([topics, kept]).collect()
}

async fn answer(who: &May<ReadFigures>, title: &str, here: &str, wanted: &[Part]) -> Page {
    let search = who.also(Permission::ReadPosts).then_some(SEARCH);
    let zone = who.snapshot().plan.zone.clone();
    let name = format!("assess {here} {}", search.is_some());
    let made = who.memo.get(who.snapshot().version, &name, || {
        let made = assessment(who, |it| {
            let parts = wanted.iter().map(|part| report::page::part(it, *part, search)).collect();
            (parts, report::dates::moment(it.as_of, &zone))
        });
        Ok::<(Vec<Markup>, String), PageError>(made.unwrap_or_default())
    })?;
    let (parts, as_of) = (*made).clone();
    page(&AssessPage {
        frame: Frame::new(who, "/assess", title)
            .with_map(crate::pages::strategy::map::of(who, "assessment").await?),
        tabs: tabs(here),
        as_of,
        parts,
        can_export: who.also(Permission::Export),
    })
}

/// The answer, and all subjects side by side.
pub async fn overview(who: May<ReadFigures>) -> Page {
    answer(&who, "Where do we stand?", "", &[Part::Answer, Part::Glance]).await
}

/// One part.
pub async fn show(who: May<ReadFigures>, Path(key): Path<String>) -> Page {
    let found = PARTS.iter().find(|(known, ..)| *known == key);
    let (key, _, title, part) = found.ok_or(PageError::NotFound)?;
    answer(&who, title, key, &[*part]).await
}

/// The whole assessment as one file.
pub async fn whole(who: May<Export>) -> Result<Response, PageError> {
    let assessed = who.snapshot().assessed.clone().ok_or(PageError::NotFound)?;
    who.audit("assessment.exported", "html").await?;
    let name = "attachment; filename=\"assessment.html\"";
    let kind = "text/html; charset=utf-8";
    let headers = [(header::CONTENT_DISPOSITION, name), (header::CONTENT_TYPE, kind)];
    Ok((headers, report::html(&assessed.whole)).into_response())
}

/// The whole assessment as data.
pub async fn data(who: May<Export>) -> Result<Response, PageError> {
    let assessed = who.snapshot().assessed.clone().ok_or(PageError::NotFound)?;
    who.audit("assessment.exported", "json").await?;
    let name = "attachment; filename=\"assessment.json\"";
    Ok(([(header::CONTENT_DISPOSITION, name)], axum::Json(&assessed.whole)).into_response())
}
