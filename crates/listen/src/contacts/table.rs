//! Contacts as a table: delimited text whose first row names the columns.

use model::{ContactDraft, Stage};

use super::columns::{ContactColumn, recognise};
use super::{Row, checked, handles};
use crate::chunk::Reject;
use crate::rows::{self, TableRow};

/// Longest row that is kept in a reject, in bytes.
const KEPT: usize = 4_096;

type Columns = Vec<(String, Option<ContactColumn>)>;

/// The columns and the rows.
pub(super) fn read(text: &str) -> (Columns, Vec<Row>) {
    let mut all = rows::rows(text, rows::delimiter(text)).into_iter();
    let head = all.next().map(|head| head.cells).unwrap_or_default();
    let columns: Columns = head.into_iter().map(|cell| (cell.clone(), recognise(&cell))).collect();
    let said = all.filter(|row| row.cells.iter().any(|cell| !cell.trim().is_empty()));
    let row =
        |row: TableRow| checked(draft(&columns, &row.cells)).map_err(|reason| reject(&row, reason));
    let rows = said.map(row).collect();
    (columns, rows)
}

fn reject(row: &TableRow, reason: &str) -> Reject {
    let text = row.text.as_bytes();
    let bytes = text.get(..KEPT).unwrap_or(text).to_vec();
    let cut_from = (text.len() > bytes.len()).then_some(text.len() as u64);
    Reject { line: row.line, reason: reason.to_owned(), bytes, cut_from }
}

fn draft(columns: &Columns, cells: &[String]) -> ContactDraft {
    let mut draft = ContactDraft::default();
    let (mut first, mut last) = ("", "");
    for ((_, column), cell) in columns.iter().zip(cells) {
        let cell = cell.trim();
        if cell.is_empty() {
            continue;
        }
        let fill = |text: &mut String| {
            if text.is_empty() {
                *text = cell.to_owned();
            }
        };
        match column {
            None => {}
            Some(ContactColumn::Name) => fill(&mut draft.name),
            Some(ContactColumn::FirstName) => first = cell,
            Some(ContactColumn::LastName) => last = cell,
            Some(ContactColumn::Organisation) => fill(&mut draft.organisation),
            Some(ContactColumn::Email) => fill(&mut draft.email),
            Some(ContactColumn::Notes) => fill(&mut draft.notes),
            Some(ContactColumn::Stage) => draft.stage = draft.stage.or(Stage::from_word(cell)),
            Some(ContactColumn::Url) => draft.presences.extend(handles::at_url(cell)),
            Some(ContactColumn::Presences) => draft.presences.extend(handles::in_list(cell)),
            Some(ContactColumn::Handle(network)) => {
                draft.presences.extend(handles::in_network(network, cell));
            }
        }
    }
    if draft.name.is_empty() {
        draft.name =
            [first, last].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    }
    draft
}
