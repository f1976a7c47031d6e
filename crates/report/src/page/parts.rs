//! The pieces that sections are put together from.

use askama::Template;
use model::Figure;

use super::how::how;
use super::scene::Scene;
use crate::catalogue as say;
use crate::charts::{Chart, Width};
use crate::markup::Markup;
use crate::numbers;

#[derive(Template)]
#[template(path = "parts/chart.html", whitespace = "suppress")]
struct ChartBlock {
    title: String,
    page: Option<Markup>,
    column: Markup,
    note: String,
    table: Markup,
    how: Markup,
}

/// A chart as wide as a column, with its table.
pub fn chart(scene: &Scene<'_>, chart: &impl Chart, note: &str) -> Markup {
    let (page, column) = (None, chart.draw(&scene.id(), Width::Column));
    let (table, how) = (chart.table().markup(), Markup::default());
    Markup::of(&ChartBlock {
        title: chart.title(),
        page,
        column,
        note: note.to_owned(),
        table,
        how,
    })
}

/// A chart of figures as wide as a column; its table is their computation.
pub fn figure_chart(
    scene: &Scene<'_>,
    chart: &impl Chart,
    note: &str,
    figures: &[(String, &Figure)],
) -> Markup {
    let (page, column) = (None, chart.draw(&scene.id(), Width::Column));
    let (table, how) = (Markup::default(), how(scene, figures));
    Markup::of(&ChartBlock {
        title: chart.title(),
        page,
        column,
        note: note.to_owned(),
        table,
        how,
    })
}

/// A chart as wide as the page (and as a phone, on a phone), with its table.
pub fn wide_chart(scene: &Scene<'_>, chart: &impl Chart, note: &str) -> Markup {
    let page = Some(chart.draw(&scene.id(), Width::Page));
    let column = chart.draw(&scene.id(), Width::Column);
    let (table, how) = (chart.table().markup(), Markup::default());
    Markup::of(&ChartBlock {
        title: chart.title(),
        page,
        column,
        note: note.to_owned(),
        table,
        how,
    })
}

#[derive(Template)]
#[template(path = "sections/part.html", whitespace = "minimize")]
struct Part<'a> {
    id: &'a str,
    title: String,
    quadrant: bool,
    sentences: Vec<String>,
    blocks: Vec<Markup>,
}

/// A section of the page: question, answer, proof.
pub fn section(id: &str, title: String, sentences: Vec<String>, blocks: Vec<Markup>) -> Markup {
    Markup::of(&Part { id, title, quadrant: false, sentences, blocks })
}

/// A section that starts a sheet of its own in print.
pub fn quadrant_section(
    id: &str,
    title: String,
    sentences: Vec<String>,
    blocks: Vec<Markup>,
) -> Markup {
    Markup::of(&Part { id, title, quadrant: true, sentences, blocks })
}

#[derive(Template)]
#[template(path = "sections/block.html", whitespace = "minimize")]
struct Block<'a> {
    title: &'a str,
    blocks: Vec<Markup>,
}

/// A titled part of a subject.
pub fn block(title: &str, blocks: Vec<Markup>) -> Markup {
    Markup::of(&Block { title, blocks })
}

#[derive(Template)]
#[template(path = "sections/pair.html", whitespace = "suppress")]
struct Pair {
    blocks: Vec<Markup>,
}

/// Blocks side by side where there is room; nothing where there are none.
pub fn pair(blocks: Vec<Markup>) -> Markup {
    let blocks: Vec<Markup> = blocks.into_iter().filter(|block| !block.is_empty()).collect();
    if blocks.is_empty() { Markup::default() } else { Markup::of(&Pair { blocks }) }
}

#[derive(Template)]
#[template(path = "sections/titled.html", whitespace = "suppress")]
struct Titled<'a> {
    title: &'a str,
    body: Markup,
}

/// A body under a small title.
pub fn titled(title: &str, body: Markup) -> Markup {
    Markup::of(&Titled { title, body })
}

#[derive(Template)]
#[template(source = "<div>{{ body }}</div>", ext = "html")]
struct Plain {
    body: Markup,
}

/// A body as one piece, to stand in a pair.
pub fn plain(body: Markup) -> Markup {
    Markup::of(&Plain { body })
}

#[derive(Template)]
#[template(path = "sections/paragraph.html", whitespace = "minimize")]
struct Paragraph<'a> {
    text: &'a str,
}

/// A remark in small type; nothing where there is no text.
pub fn note(text: &str) -> Markup {
    if text.is_empty() { Markup::default() } else { Markup::of(&Paragraph { text }) }
}

#[derive(Template)]
#[template(path = "sections/list.html", whitespace = "suppress")]
struct List {
    items: Vec<String>,
}

/// A plain list; nothing where there are no items.
pub fn list(items: Vec<String>) -> Markup {
    if items.is_empty() { Markup::default() } else { Markup::of(&List { items }) }
}

/// One number with its label.
pub struct StripItem {
    label: &'static str,
    value: String,
    note: String,
}

impl StripItem {
    /// A number that is exact.
    pub fn plain(label: &'static str, value: String) -> Self {
        Self { label, value, note: String::new() }
    }

    /// A figure with its interval under it; a dash where there is none.
    pub fn figure(label: &'static str, figure: Option<&Figure>) -> Self {
        let value = figure.map_or_else(|| "–".to_owned(), numbers::value);
        let note = figure.and_then(numbers::range).unwrap_or_default();
        Self { label, value, note }
    }
}

#[derive(Template)]
#[template(path = "parts/strip.html", whitespace = "suppress")]
struct Strip {
    items: Vec<StripItem>,
    across: usize,
}

/// Numbers side by side.
pub fn strip(items: Vec<StripItem>) -> Markup {
    let across = items.len().clamp(1, 6);
    strip_of(items, across)
}

/// Numbers side by side, so many in a row where there is room.
pub fn strip_of(items: Vec<StripItem>, across: usize) -> Markup {
    Markup::of(&Strip { items, across })
}

/// A figure in a sentence: `about 61 % (57–65)`.
pub fn about(figure: &Figure) -> String {
    say::about(&numbers::with_range(figure), figure.interval.is_some())
}
