//! Contacts as a table: delimited text whose first row names the columns.

use csv::{ByteRecord, ReaderBuilder};
use model::{ContactDraft, Stage};

use super::columns::{ContactColumn, recognise};
use super::{Row, checked, handles};
use crate::chunk::Reject;

/// Longest row that is kept in a reject, in bytes.
const KEPT: usize = 4_096;

type Columns = Vec<(String, Option<ContactColumn>)>;

/// The columns and the rows.
pub(super) fn read(text: &str) -> (Columns, Vec<Row>) {
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter(text))
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes());
    let mut record = ByteRecord::new();
    let mut columns: Option<Columns> = None;
    let mut rows = Vec::new();
    // Reading text from memory fails for no row: lengths may differ, and it is UTF-8.
    while let Ok(true) = reader.read_byte_record(&mut record) {
        let cells: Vec<&str> =
            record.iter().map(|cell| std::str::from_utf8(cell).unwrap_or_default()).collect();
        let Some(columns) = &columns else {
            columns =
                Some(cells.iter().map(|cell| ((*cell).to_owned(), recognise(cell))).collect());
            continue;
        };
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let row = checked(draft(columns, &cells));
        let (from, line) = record.position().map_or((0, 0), |at| (at.byte(), at.line()));
        rows.push(row.map_err(|reason| {
            let upto = reader.position().byte();
            reject(text, from, upto, line, reason)
        }));
    }
    (columns.unwrap_or_default(), rows)
}

fn reject(text: &str, from: u64, upto: u64, line: u64, reason: &str) -> Reject {
    let place = |at: u64| usize::try_from(at).unwrap_or(usize::MAX);
    let row = text.as_bytes().get(place(from)..place(upto)).unwrap_or_default();
    let row = row.trim_ascii();
    let bytes = row.get(..KEPT).unwrap_or(row).to_vec();
    let cut_from = (row.len() > bytes.len()).then_some(row.len() as u64);
    Reject { line, reason: reason.to_owned(), bytes, cut_from }
}

/// The character of these that the first line has most of.
fn delimiter(text: &str) -> u8 {
    let head = text.lines().next().unwrap_or_default();
    let count = |delimiter: u8| head.bytes().filter(|byte| *byte == delimiter).count();
    let best =
        [b',', b';', b'\t', b'|'].into_iter().rev().max_by_key(|delimiter| count(*delimiter));
    best.unwrap_or(b',')
}

fn draft(columns: &Columns, cells: &[&str]) -> ContactDraft {
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
