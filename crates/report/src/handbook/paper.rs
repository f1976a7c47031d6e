//! The document as PDF.

use serde::Serialize;
use serde_json::Value;

use super::block::Book;
use super::context::Handbook;
use crate::typeset::{Paper, Printed, Sheet, TypesetError};

const TEMPLATE: &str = include_str!("../../templates/handbook/book.typ");

/// What the template reads.
#[derive(Serialize)]
struct Data<'a> {
    #[serde(flatten)]
    book: &'a Book,
    paper: &'static str,
    /// Size of type against the usual.
    scale: f64,
}

/// The handbook as PDF: tagged, PDF/A-2a and PDF/UA-1; the same bytes for the same context.
pub fn pdf(handbook: &Handbook, paper: Paper) -> Result<Printed, TypesetError> {
    of_book(&super::book(handbook), handbook, TEMPLATE, paper, 1.0)
}

/// Most characters of one text that are printed: more than a strategy may have, and few enough for PDF/A, which takes no
/// string of more than 32,767 bytes. The page shows all of it.
const LONGEST: usize = 5_000;

fn cut(data: &mut Value) {
    match data {
        Value::String(text) if text.chars().nth(LONGEST).is_some() => {
            *text = crate::clean::cut(text, LONGEST);
        }
        Value::Array(list) => list.iter_mut().for_each(cut),
        Value::Object(map) => map.values_mut().for_each(cut),
        Value::String(_) | Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Any document with any template.
pub fn of_book(
    book: &Book,
    handbook: &Handbook,
    template: &'static str,
    paper: Paper,
    scale: f64,
) -> Result<Printed, TypesetError> {
    let data = Data { book, paper: paper.name(), scale };
    let mut data = serde_json::to_value(&data).map_err(|why| TypesetError::Set(why.to_string()))?;
    cut(&mut data);
    let edition = handbook.edition.as_ref().map_or(0, |edition| edition.number);
    Sheet {
        template,
        data,
        drawings: book.drawings().collect(),
        ident: format!(
            "{} {} {} {edition} {}",
            handbook.workspace, book.cover.kind, handbook.strategy.id, handbook.as_of
        ),
        made_at: handbook.as_of,
    }
    .print()
}
