//! The handbook and the brief: as pages, and as PDF.

use askama::Template;
use axum::extract::Query;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use model::StrategyId;
use report::handbook::{self, Handbook};
use report::markup::Markup;
use report::typeset::{Paper, Printed, TypesetError};
use serde::Deserialize;

use crate::auth::{May, ReadStrategy};
use crate::error::PageError;
use crate::frame::{Frame, Page, page};
use crate::handbooks::{self, Wanted};
use crate::pages::account::Tab;
use crate::routes::of::*;

/// The routes of this area.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/handbook", P::ReadStrategy, get(show)),
        Route::get("/handbook.pdf", P::ReadStrategy, get(pdf)),
        Route::get("/brief", P::ReadStrategy, get(show_brief)),
        Route::get("/brief.pdf", P::ReadStrategy, get(brief_pdf)),
    ]
}

/// Which handbook, on which paper.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Asked {
    /// The strategy's number; none: the one in force.
    pub strategy: Option<u32>,
    /// The edition's number; none: the working copy.
    pub edition: Option<u32>,
    /// `letter`, or A4.
    #[serde(default)]
    pub paper: String,
}

impl Asked {
    fn wanted(&self) -> Wanted {
        Wanted { strategy: self.strategy.map(StrategyId), edition: self.edition }
    }

    fn paper(&self) -> Paper {
        if self.paper == "letter" { Paper::Letter } else { Paper::A4 }
    }

    /// The address of the same handbook in another form.
    fn href(&self, path: &str, paper: &str) -> String {
        let number = |name: &str, number: Option<u32>| number.map(|it| format!("{name}={it}"));
        let paper = (!paper.is_empty()).then(|| format!("paper={paper}"));
        let asked: Vec<String> =
            [number("strategy", self.strategy), number("edition", self.edition), paper]
                .into_iter()
                .flatten()
                .collect();
        if asked.is_empty() { path.to_owned() } else { format!("{path}?{}", asked.join("&")) }
    }
}

/// An edition to choose.
pub struct EditionLink {
    name: String,
    href: String,
    here: bool,
}

#[derive(Template)]
#[template(path = "pages/handbook/show.html")]
struct HandbookPage {
    frame: Frame,
    tabs: Vec<Tab>,
    article: Option<Markup>,
    a4: String,
    letter: String,
    editions: Vec<EditionLink>,
}

async fn found(who: &May<ReadStrategy>, asked: &Asked) -> Result<Option<Handbook>, PageError> {
    let found = handbooks::handbook(who, (&who.member).into(), asked.wanted()).await?;
    // A workspace without a strategy says what will be here; a strategy that is not there is no page.
    match found {
        None if asked.strategy.is_some() || asked.edition.is_some() => Err(PageError::NotFound),
        found => Ok(found),
    }
}

fn tabs(here: &str) -> Vec<Tab> {
    [("/handbook", "Handbook"), ("/brief", "Brief on one page")]
        .into_iter()
        .map(|(path, name)| Tab { path, name, here: path == here })
        .collect()
}

async fn shown(
    who: May<ReadStrategy>,
    asked: Asked,
    path: &'static str,
    title: &str,
    article: fn(&Handbook) -> Markup,
) -> Page {
    let book = found(&who, &asked).await?;
    let mut editions = Vec::new();
    if let Some(book) = &book {
        let of =
            |edition| Asked { strategy: Some(book.strategy.id.0), edition, paper: String::new() };
        editions.push(EditionLink {
            name: report::catalogue::WORKING_COPY.to_owned(),
            href: of(None).href(path, ""),
            here: asked.edition.is_none(),
        });
        for edition in who.ledger.editions(book.strategy.id).await? {
            let day = report::dates::long(book.zone().day(edition.at));
            editions.push(EditionLink {
                name: report::catalogue::edition(edition.number, &day),
                href: of(Some(edition.number)).href(path, ""),
                here: asked.edition == Some(edition.number),
            });
        }
    }
    let pdf = format!("{path}.pdf");
    page(&HandbookPage {
        frame: Frame::new(&who, "/weekly", title),
        tabs: tabs(path),
        article: book.as_ref().map(article),
        a4: asked.href(&pdf, ""),
        letter: asked.href(&pdf, "letter"),
        editions,
    })
}

/// The handbook as a page.
pub async fn show(who: May<ReadStrategy>, Query(asked): Query<Asked>) -> Page {
    shown(
        who,
        asked,
        "/handbook",
        "What is our strategy, and what does it rest on?",
        handbook::article,
    )
    .await
}

/// The brief as a page.
pub async fn show_brief(who: May<ReadStrategy>, Query(asked): Query<Asked>) -> Page {
    shown(who, asked, "/brief", "Where are we, and what is to be decided?", handbook::brief_page)
        .await
}

/// A document on paper: how its file is called, and who sets it.
pub type Sheets = (&'static str, fn(&Handbook, Paper) -> Result<Printed, TypesetError>);
/// The handbook.
pub const HANDBOOK: Sheets = ("handbook", handbook::pdf);
/// The same on one page.
pub const BRIEF: Sheets = ("brief", handbook::brief_pdf);

/// The handbook as PDF.
pub async fn pdf(
    who: May<ReadStrategy>,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    printed(&who, &asked, HANDBOOK).await
}

/// The brief as PDF.
pub async fn brief_pdf(
    who: May<ReadStrategy>,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    printed(&who, &asked, BRIEF).await
}

/// A document as PDF, for the page and for the API.
pub async fn printed(
    who: &May<ReadStrategy>,
    asked: &Asked,
    (name, print): Sheets,
) -> Result<Response, PageError> {
    let book = found(who, asked).await?.ok_or(PageError::NotFound)?;
    let paper = asked.paper();
    let edition = asked.edition.map(|number| format!("-{number}")).unwrap_or_default();
    let file = format!("inline; filename=\"{name}-{}{edition}.pdf\"", book.strategy.id);
    // Setting type takes a second or two of one core; the other requests must not wait for it.
    let printed = tokio::task::spawn_blocking(move || print(&book, paper)).await;
    let printed = match printed {
        Ok(Ok(printed)) => printed,
        Ok(Err(error)) => {
            tracing::error!(%error, "a document could not be set");
            return Err(PageError::Broken);
        }
        Err(error) => {
            tracing::error!(%error, "setting a document was cut off");
            return Err(PageError::Broken);
        }
    };
    let headers =
        [(header::CONTENT_TYPE, "application/pdf"), (header::CONTENT_DISPOSITION, file.as_str())];
    Ok((headers, printed.pdf).into_response())
}
