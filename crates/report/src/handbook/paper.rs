//! The document as PDF.

use serde::Serialize;
use serde_json::Value;
use unicode_segmentation::UnicodeSegmentation as _;

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

/// Letters in a row that fit on a line of any column.
const UNBROKEN: usize = 40;
/// Most characters of one text that are printed: more than a strategy may have, and few enough for PDF/A, which takes no
/// string of more than 32,767 bytes. The page shows all of it.
const LONGEST: usize = 5_000;
/// What is no text.
const NO_TEXT: [&str; 4] = ["id", "to", "href", "file"];

/// Lets words that are longer than a line break inside it, invisibly.
fn let_break(data: &mut Value) {
    match data {
        Value::String(text) => {
            if text.chars().nth(LONGEST).is_some() {
                *text = crate::clean::cut(text, LONGEST);
            }
            if text.split_whitespace().any(|word| word.chars().count() > UNBROKEN) {
                *text = broken(text);
            }
        }
        Value::Array(list) => list.iter_mut().for_each(let_break),
        Value::Object(map) => {
            map.iter_mut()
                .filter(|(key, _)| !NO_TEXT.contains(&key.as_str()))
                .for_each(|(_, v)| let_break(v));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn broken(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / UNBROKEN * 3);
    let mut row = 0;
    for letter in text.graphemes(true) {
        row = if letter.chars().all(char::is_whitespace) { 0 } else { row + 1 };
        if row > UNBROKEN {
            out.push('\u{200b}');
            row = 1;
        }
        out.push_str(letter);
    }
    out
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
    let_break(&mut data);
    let data = data.to_string();
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
