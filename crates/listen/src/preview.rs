//! What was understood of a file, to be looked at before it is imported.

use model::{Kind, Timestamp};
use serde::Serialize;

use crate::cells::Cells;
use crate::chunk::{RawChunk, Verdict};
use crate::compression::Compression;
use crate::dates::evidence::{self, Evidence};
use crate::encoding::Guess;
use crate::field::Field;
use crate::flatten::{Collector, flatten};
use crate::identity;
use crate::layout::LayoutName;
use crate::normalise::{Normaliser, Shape};
use crate::options::{DateOrder, Format, ImportOptions};
use crate::sniff::Sniffed;
use crate::text::html::looks_like_html;

mod display;

/// Posts shown in a preview.
const SHOWN_POSTS: usize = 3;

/// What was understood of a file.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Preview {
    /// The file's name.
    pub name: String,
    /// Its form.
    pub format: Format,
    /// Its encoding, by its name on the web.
    pub encoding: String,
    /// How it is packed.
    pub compression: Compression,
    /// What stands between the cells of a table.
    pub delimiter: Option<char>,
    /// The line of the header, or of the first object.
    pub header_line: u64,
    /// Whose export it is.
    pub layout: LayoutName,
    /// Its columns, or the members of its objects, and what each holds.
    pub columns: Vec<ColumnUse>,
    /// Day or month first, where that matters.
    pub date_order: Option<DateOrder>,
    /// How the order of dates was decided.
    pub date_evidence: String,
    /// The first posts.
    pub posts: Vec<SamplePost>,
    /// Rows of the head that were tried.
    pub tried_rows: u64,
    /// How many of them would be rejected.
    pub tried_rejects: u64,
    /// What is good to know.
    pub notes: Vec<String>,
    /// What should be looked at before the import.
    pub problems: Vec<String>,
}

/// A column and what it holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ColumnUse {
    /// The column's name, or the path of a JSON member.
    pub column: String,
    /// The fields that it holds; none for a column that is kept in the raw payload alone.
    pub fields: Vec<Field>,
}

/// A post as it would be imported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SamplePost {
    /// When it was said.
    pub created_at: Timestamp,
    /// Where.
    pub network: String,
    /// The network's id.
    pub native_id: String,
    /// Who said it.
    pub author: String,
    /// Of what kind it is.
    pub kind: Kind,
    /// The first words.
    pub words: String,
}

/// What is known of a file before its form.
pub(crate) struct Facts {
    pub(crate) name: String,
    pub(crate) compression: Compression,
    pub(crate) guess: Guess,
    pub(crate) cr_only: bool,
    pub(crate) total_bytes: Option<u64>,
}

/// What the cells at the head show.
#[derive(Default)]
pub(crate) struct HeadEvidence {
    pub(crate) dates: Evidence,
    pub(crate) html: Vec<Field>,
    rounded_ids: u64,
    without_id: u64,
}

/// What the cells at the head show of dates, markup and ids.
pub(crate) fn evidence(normaliser: &Normaliser, rows: &RawChunk) -> HeadEvidence {
    let mut found = HeadEvidence::default();
    let mut cells = Cells::default();
    let mut known = Default::default();
    let texts = [Field::Text, Field::MoreText, Field::Title];
    let mut filled = [0_u32; 3];
    let mut marked = [0_u32; 3];
    for (record, bytes) in rows.iter() {
        match (&record.verdict, &normaliser.shape) {
            (Verdict::Row(quoting), _) => normaliser.read_row(bytes, *quoting, &mut cells),
            (Verdict::Object, Shape::Objects(paths)) => {
                cells.reset(normaliser.layout.columns.len());
                let mut sink = Collector { paths, known: &mut known, cells: &mut cells };
                if flatten(bytes, &mut sink).is_err() {
                    continue;
                }
            }
            _ => continue,
        }
        let first = |field| normaliser.layout.first(&cells, field);
        found.dates.add(first(Field::CreatedAt));
        let id = first(Field::Id);
        found.rounded_ids += u64::from(identity::is_rounded(id));
        found.without_id += u64::from(!identity::is_id(id));
        for ((field, filled), marked) in texts.iter().zip(&mut filled).zip(&mut marked) {
            let cell = first(*field);
            *filled += u32::from(!cell.is_empty());
            *marked += u32::from(looks_like_html(cell));
        }
    }
    for ((field, filled), marked) in texts.into_iter().zip(filled).zip(marked) {
        let named = normaliser.layout.places(field).first().is_some_and(|&place| {
            let name = normaliser.layout.columns.get(usize::from(place));
            name.is_some_and(|name| name.to_lowercase().contains("html"))
        });
        if marked > 0 && (named || marked * 10 >= filled) {
            found.html.push(field);
        }
    }
    found
}

/// The preview of a file whose head holds `rows`.
pub(crate) fn make(
    normaliser: &Normaliser,
    sniffed: &Sniffed,
    rows: &RawChunk,
    evidence: &HeadEvidence,
    order: Option<DateOrder>,
    options: &ImportOptions,
    facts: &Facts,
) -> Preview {
    let chunk = normaliser.normalise(rows);
    let posts = chunk.posts.iter().take(SHOWN_POSTS).map(|post| SamplePost {
        created_at: post.created_at,
        network: post.network.to_string(),
        native_id: post.native_id.clone(),
        author: post.author.handle.clone(),
        kind: post.kind,
        words: first_words(post.title.as_deref(), &post.text),
    });
    let (used, date_evidence, date_problem) = explain_dates(&evidence.dates, order, options);
    let mut problems: Vec<String> = date_problem.into_iter().collect();
    let rejected = chunk.rejects.len() as u64;
    if let Some(first) = chunk.rejects.first() {
        problems.push(format!(
            "{rejected} of the first {} rows would be rejected; the first is line {}: {}",
            chunk.rows, first.line, first.reason
        ));
    }
    if evidence.rounded_ids > 0 {
        problems.push("ids were rounded by a spreadsheet (5.70306E+17); posts are told apart by link or by author, moment and text instead: export again without opening the file in a spreadsheet".to_owned());
    }
    if facts.guess.uncertain {
        problems.push(format!(
            "the encoding is a guess ({}): look at the letters below, and name it with `--encoding` if they are wrong",
            facts.guess.encoding.name()
        ));
    }
    Preview {
        name: facts.name.clone(),
        format: sniffed.format,
        encoding: facts.guess.encoding.name().to_owned(),
        compression: facts.compression,
        delimiter: sniffed.delimiter.map(char::from),
        header_line: sniffed.line,
        layout: sniffed.layout.name,
        columns: column_uses(normaliser, sniffed),
        date_order: used,
        date_evidence,
        posts: posts.collect(),
        tried_rows: chunk.rows,
        tried_rejects: rejected,
        notes: notes(normaliser, sniffed, evidence, chunk.rows, facts),
        problems,
    }
}

fn notes(
    normaliser: &Normaliser,
    sniffed: &Sniffed,
    evidence: &HeadEvidence,
    rows: u64,
    facts: &Facts,
) -> Vec<String> {
    let mut notes = sniffed.notes.clone();
    if !normaliser.html.is_empty() {
        let fields: Vec<_> = normaliser.html.iter().map(|field| format!("`{field}`")).collect();
        notes.push(format!("{} is HTML and is turned into plain text", fields.join(", ")));
    }
    if normaliser.layout.places(Field::Id).is_empty() || evidence.without_id == rows {
        notes.push("posts have no id of their own: they are told apart by link, or by author, moment and text".to_owned());
    }
    if normaliser.layout.places(Field::Network).is_empty() {
        notes.push(format!(
            "no column names the network: all posts are taken for `{}`",
            normaliser.source.network
        ));
    }
    if facts.cr_only {
        notes.push("lines end with a carriage return alone".to_owned());
    }
    if facts.total_bytes.is_none() {
        notes.push("it is a stream: how long it is cannot be known".to_owned());
    }
    notes
}

fn column_uses(normaliser: &Normaliser, sniffed: &Sniffed) -> Vec<ColumnUse> {
    let layout = &normaliser.layout;
    let fields = |place: usize, name: &str| match &normaliser.shape {
        Shape::Table { .. } => layout.fields_of(place as u16),
        Shape::Objects(paths) => paths.column(name).map_or(Vec::new(), |p| layout.fields_of(p)),
    };
    let uses = sniffed.columns.iter().enumerate();
    uses.map(|(place, name)| ColumnUse { column: name.clone(), fields: fields(place, name) })
        .collect()
}

/// The order used, why, and a warning where it is a guess.
fn explain_dates(
    found: &Evidence,
    order: Option<DateOrder>,
    options: &ImportOptions,
) -> (Option<DateOrder>, String, Option<String>) {
    if !found.matters() {
        return (None, "dates leave no choice".to_owned(), None);
    }
    if let Some(order) = options.date_order {
        return (Some(order), "as was said".to_owned(), None);
    }
    let counts = format!(
        "{} dates at the head can only have the day first, {} only the month first, {} either",
        found.day_first, found.month_first, found.either
    );
    let mixed = found.day_first > 0 && found.month_first > 0;
    let warning = mixed.then(|| {
        format!("dates are mixed: {counts}; name the order with `--date-order dmy` or `mdy`")
    });
    if let Some(order) = order {
        return (Some(order), counts, warning);
    }
    let usual = found.example.map(|example| evidence::usual_order(&example, &options.zone));
    let used = usual.unwrap_or(DateOrder::Dmy);
    let guess = format!(
        "every date could be day first or month first; taken as {}: name the order with `--date-order dmy` or `mdy`",
        used.as_str()
    );
    (Some(used), counts, Some(warning.unwrap_or(guess)))
}

/// The first words of a post on one line, with what could confuse a terminal left out.
fn first_words(title: Option<&str>, text: &str) -> String {
    let all = title.into_iter().chain([text]).flat_map(str::split_whitespace);
    let mut words = String::new();
    for word in all {
        if !words.is_empty() {
            words.push(' ');
        }
        words.extend(word.chars().filter(|c| !c.is_control()).take(90));
        if words.chars().count() > 90 {
            words = words.chars().take(90).collect();
            words.push('…');
            break;
        }
    }
    words
}
