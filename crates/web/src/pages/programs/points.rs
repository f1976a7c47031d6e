//! Numbers that people bring: one by the form's fields, or many as CSV, pasted or as a file. What is many is shown as it was
//! understood before anything is noted, and one line that cannot be used stops all.

use std::collections::BTreeMap;

use askama::Template;
use axum::Form;
use axum::extract::{Multipart, Path};
use axum::response::Redirect;
use listen::{TableFile, read_table};
use model::{Day, Kpi, KpiId, KpiPoint};
use programs::current::current;
use programs::points::{COLUMNS, Row, Wrong, points};

use super::forms::{Fields, number, value};
use super::measures::note;
use super::{frame, tabs};
use crate::auth::{EditStrategy, May};
use crate::error::PageError;
use crate::frame::{Frame, Page, page};
use crate::pages::strategy::Link;
use crate::say;

/// Largest table, in bytes.
pub const LARGEST: usize = 1_000_000;
/// Points that are shown before they are noted.
const SHOWN: usize = 40;
/// Wrong lines that are shown.
const WRONG: usize = 100;

/// A point as it was understood.
struct Understood {
    measure: String,
    period: String,
    value: String,
    source: String,
    /// What it will stand beside, or why it will not count.
    beside: String,
}

#[derive(Template)]
#[template(path = "pages/programs/preview.html")]
struct PreviewPage {
    frame: Frame,
    tabs: Vec<Link>,
    answer: String,
    how: String,
    columns: Vec<(String, bool)>,
    points: Vec<Understood>,
    more: u64,
    wrong: Vec<Wrong>,
    more_wrong: u64,
    /// What is noted when it is said to be right: exactly what was shown.
    csv: String,
    only: String,
    back: String,
}

/// What was sent to be looked at.
struct Sent {
    name: String,
    bytes: Vec<u8>,
    only: Option<KpiId>,
}

/// Shows what a file or a pasted text was understood as. Nothing is noted.
pub async fn preview(who: May<EditStrategy>, form: Multipart) -> Page {
    let Sent { name, bytes, only } = sent(form).await?;
    let kpis = who.ledger.kpis().await?;
    if only.is_some_and(|id| !kpis.iter().any(|kpi| kpi.id == id)) {
        return Err(PageError::NotFound);
    }
    let table = read_table(&bytes);
    let rows = rows_of(&table);
    let read = points(&rows, &kpis, only, (Some(who.member.id), who.house.now()));
    let (points, wrong) = match read {
        Ok(points) => (points, Vec::new()),
        Err(wrong) => (Vec::new(), wrong),
    };
    let mut noted: BTreeMap<KpiId, Vec<KpiPoint>> = BTreeMap::new();
    for (id, point) in who.ledger.all_points().await? {
        noted.entry(id).or_default().push(point);
    }
    let shown = points.iter().take(SHOWN).map(|(id, point)| {
        let kpi = kpis.iter().find(|kpi| kpi.id == *id).ok_or(PageError::Broken)?;
        Ok(understood(kpi, point, noted.get(id).map_or(&[], Vec::as_slice)))
    });
    let back = only.map_or("/measures".to_owned(), |id| format!("/measures/{id}"));
    let known = |cell: &String| COLUMNS.iter().any(|name| cell.trim().eq_ignore_ascii_case(name));
    let head = rows.first().map(|head| head.cells.as_slice()).unwrap_or_default();
    page(&PreviewPage {
        frame: frame(&who, "Is this what you mean?", "reporting", "").await?,
        tabs: tabs("/measures"),
        answer: answer(&name, points.len(), wrong.len()),
        how: how(&table),
        columns: head.iter().map(|cell| (cell.clone(), known(cell))).collect(),
        points: shown.collect::<Result<_, PageError>>()?,
        more: points.len().saturating_sub(SHOWN) as u64,
        more_wrong: wrong.len().saturating_sub(WRONG) as u64,
        wrong: wrong.into_iter().take(WRONG).collect(),
        csv: if points.is_empty() { String::new() } else { written(&points)? },
        only: only.map(|id| id.to_string()).unwrap_or_default(),
        back,
    })
}

async fn sent(mut form: Multipart) -> Result<Sent, PageError> {
    let broken = |_| too_large();
    let mut sent = Sent { name: "What you pasted".to_owned(), bytes: Vec::new(), only: None };
    while let Some(field) = form.next_field().await.map_err(broken)? {
        let name = field.name().unwrap_or_default().to_owned();
        let file: Option<String> = field
            .file_name()
            .filter(|name| !name.is_empty())
            .map(|n| n.chars().take(200).collect());
        let bytes = field.bytes().await.map_err(broken)?;
        if bytes.len() > LARGEST {
            return Err(too_large());
        }
        match name.as_str() {
            "measure" => {
                let fields = vec![(name.clone(), String::from_utf8_lossy(&bytes).into_owned())];
                sent.only = number(&fields, "measure").map_err(PageError::Refused)?.map(KpiId);
            }
            // A form sends the part of a file that nobody chose as well: empty.
            "file" | "csv" if sent.bytes.is_empty() && !bytes.is_empty() => {
                sent.name = file.unwrap_or(sent.name);
                sent.bytes = bytes.to_vec();
            }
            _ => {}
        }
    }
    if sent.bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(PageError::Refused("choose a file or paste lines of CSV first".to_owned()));
    }
    Ok(sent)
}

fn too_large() -> PageError {
    let why = "the upload broke off, or the table is larger than 1 MB; nothing was kept";
    PageError::TooLarge(why.to_owned())
}

/// The rows as the rules read them.
fn rows_of(table: &TableFile) -> Vec<Row> {
    let row = |row: &listen::TableRow| Row { line: row.line, cells: row.cells.clone() };
    table.rows.iter().map(row).collect()
}

fn understood(kpi: &Kpi, point: &KpiPoint, noted: &[KpiPoint]) -> Understood {
    let before = current(kpi, noted).into_iter().find(|known| known.from == point.from);
    let beside = match before {
        _ if point.to < kpi.since => "before the measure's first day: kept, not counted".to_owned(),
        Some(before) => format!("stands beside {} and wins", exact(kpi, before.value)),
        None => String::new(),
    };
    Understood {
        measure: kpi.name.clone(),
        period: report::dates::stretch(point.from, point.to),
        value: exact(kpi, point.value),
        source: point.source.clone(),
        beside,
    }
}

/// A number as it is noted, not as it is rounded elsewhere: it is to be compared with what was sent.
fn exact(kpi: &Kpi, value: f64) -> String {
    format!("{value} {}", kpi.unit_name).trim_end().to_owned()
}

fn answer(name: &str, points: usize, wrong: usize) -> String {
    match (points, wrong) {
        (0, 0) => format!("{name} has no line below its head, so there is nothing to note."),
        (points, 0) => {
            let points = say::many(points as u64, "number", "numbers");
            format!("{name} was understood as {points}. Nothing is noted yet.")
        }
        (_, wrong) => {
            let lines = say::many(wrong as u64, "line cannot", "lines cannot");
            format!("{lines} be used, so nothing of {name} is noted. Mend them and send it again.")
        }
    }
}

fn how(table: &TableFile) -> String {
    let between = match table.delimiter {
        '\t' => "tabs",
        ';' => "semicolons",
        '|' => "bars",
        _ => "commas",
    };
    format!("Read as {}, with {between} between the cells.", table.encoding)
}

/// What was understood, as CSV that says the same.
fn written(points: &[(KpiId, KpiPoint)]) -> Result<String, PageError> {
    let broken = |_| PageError::Broken;
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(COLUMNS).map_err(broken)?;
    for (id, KpiPoint { from, to, value, source, .. }) in points {
        let day = |day: &Day| day.to_string();
        let row = [id.to_string(), day(from), day(to), value.to_string(), source.clone()];
        writer.write_record(row).map_err(broken)?;
    }
    let bytes = writer.into_inner().map_err(|_| PageError::Broken)?;
    String::from_utf8(bytes).map_err(|_| PageError::Broken)
}

/// Adds one point of a measure by the form's fields, or many by lines of CSV.
pub async fn add(
    who: May<EditStrategy>,
    Path(id): Path<u32>,
    Form(form): Form<Fields>,
) -> Result<Redirect, PageError> {
    take(&who, &form, Some(KpiId(id))).await?;
    Ok(Redirect::to(&format!("/measures/{id}?did=points")))
}

/// Adds points of any measures by lines of CSV, as the preview sends them.
pub async fn add_all(
    who: May<EditStrategy>,
    Form(form): Form<Fields>,
) -> Result<Redirect, PageError> {
    take(&who, &form, None).await?;
    let only = number(&form, "measure").map_err(PageError::Refused)?;
    let place = only.map(|id| format!("/{id}")).unwrap_or_default();
    Ok(Redirect::to(&format!("/measures{place}?did=points")))
}

async fn take(
    who: &May<EditStrategy>,
    form: &Fields,
    only: Option<KpiId>,
) -> Result<(), PageError> {
    let kpis = who.ledger.kpis().await?;
    if only.is_some_and(|id| !kpis.iter().any(|kpi| kpi.id == id)) {
        return Err(PageError::NotFound);
    }
    let rows = match value(form, "csv") {
        "" => {
            let field = |name| value(form, name).to_owned();
            let head = ["from", "to", "value", "source"];
            let row = |line, cells: [String; 4]| Row { line, cells: cells.into() };
            vec![row(0, head.map(str::to_owned)), row(1, head.map(field))]
        }
        text => rows_of(&read_table(text.as_bytes())),
    };
    let by = (Some(who.member.id), who.house.now());
    let points = points(&rows, &kpis, only, by).map_err(|wrong| {
        let line = |row: &Wrong| format!("line {}: {}; {}", row.line, row.why, row.remedy);
        let says: Vec<String> = wrong.iter().take(WRONG).map(line).collect();
        PageError::Refused(format!("nothing was added; {}", says.join("; ")))
    })?;
    note(who, &points).await
}
