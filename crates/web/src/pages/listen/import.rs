//! Bringing a file in: choose it, look at what it was understood as, say better where needed, import.

use std::collections::BTreeMap;

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query as Asks};
use axum::response::Redirect;
use listen::{Field, Preview};

use super::jobs::{JobsPart, jobs};
use super::{tabs, upload};
use crate::auth::{Import, May};
use crate::error::PageError;
use crate::frame::{Frame, Page, page};
use crate::house::{HouseError, Upload};
use crate::pages::account::Tab;
use crate::pages::posts::values;

type Fields = Vec<(String, String)>;

#[derive(Template)]
#[template(path = "pages/listen/import.html")]
struct ImportPage {
    frame: Frame,
    tabs: Vec<Tab>,
    jobs: JobsPart,
    has_source: bool,
}

/// Where it begins, and how far the imports are.
pub async fn start(who: May<Import>) -> Page {
    let snapshot = who.snapshot();
    page(&ImportPage {
        frame: Frame::new(&who, "/listen", "Which file shall we read?"),
        tabs: tabs(&who, "/listen/import"),
        jobs: jobs(&who),
        has_source: !snapshot.plan.sources.is_empty(),
    })
}

/// A column with what it became.
struct ColumnLine {
    name: String,
    /// The fields' words, joined by commas; empty where it is kept in the raw payload alone.
    holds: String,
}

#[derive(Template)]
#[template(path = "pages/listen/preview.html")]
struct PreviewPage {
    frame: Frame,
    tabs: Vec<Tab>,
    token: String,
    name: String,
    map: String,
    source: String,
    sources: Vec<String>,
    preview: Option<Preview>,
    problem: Option<String>,
    columns: Vec<ColumnLine>,
    when: Vec<String>,
}

impl PreviewPage {
    fn fields(&self) -> Vec<&'static str> {
        Field::ALL.iter().map(|field| field.as_str()).collect()
    }
}

/// What a file was understood as.
pub async fn preview(
    who: May<Import>,
    Path(secret): Path<String>,
    Asks(fields): Asks<Fields>,
) -> Page {
    let value = |name| values(&fields, name).next().unwrap_or_default().to_owned();
    let folder = who.house.uploads();
    let (path, name) = upload::find(&folder, &secret).await.ok_or_else(gone)?;
    let asked = Upload { path, name, map: value("map"), source: value("source") };
    let asked = with_columns(&who, asked, &fields).await?;
    let found = look(&who, asked.clone()).await?;
    let (preview, problem) = match found {
        Ok(preview) => (Some(preview), None),
        // The columns stay in view, so that the mapping can be mended.
        Err(why) => {
            let plain = Upload { map: String::new(), ..asked.clone() };
            (look(&who, plain).await?.ok(), Some(why))
        }
    };
    let snapshot = who.snapshot();
    let line = |used: &listen::preview::ColumnUse| ColumnLine {
        name: used.column.clone(),
        holds: words(&used.fields),
    };
    let moment = |post: &listen::preview::SamplePost| {
        report::dates::moment(post.created_at, &snapshot.plan.zone)
    };
    page(&PreviewPage {
        frame: Frame::new(&who, "/listen", "Was this file understood?"),
        tabs: tabs(&who, "/listen/import"),
        token: secret,
        columns: preview.iter().flat_map(|p| &p.columns).map(line).collect(),
        when: preview.iter().flat_map(|p| &p.posts).map(moment).collect(),
        sources: snapshot.plan.sources.iter().map(|source| source.name.clone()).collect(),
        name: asked.name,
        map: asked.map,
        source: asked.source,
        preview,
        problem,
    })
}

/// Begins the import.
pub async fn begin(
    who: May<Import>,
    Path(secret): Path<String>,
    Form(fields): Form<Fields>,
) -> Result<Redirect, PageError> {
    let value = |name| values(&fields, name).next().unwrap_or_default().to_owned();
    let (path, name) = upload::find(&who.house.uploads(), &secret).await.ok_or_else(gone)?;
    let object = name.clone();
    let asked = Upload { path, name, map: value("map"), source: value("source") };
    who.house.import(with_columns(&who, asked, &fields).await?)?;
    who.audit("file.imported", &object).await?;
    Ok(Redirect::to("/listen/import"))
}

/// The same with the columns that the form chose, where it chose any.
async fn with_columns(
    who: &May<Import>,
    asked: Upload,
    form: &Fields,
) -> Result<Upload, PageError> {
    if values(form, "column").next().is_none() {
        return Ok(asked);
    }
    let plain = Upload { map: String::new(), ..asked.clone() };
    let recognised = look(who, plain).await?.map_err(PageError::Refused)?;
    Ok(Upload { map: mapped(&chosen(form), &recognised), ..asked })
}

fn gone() -> PageError {
    PageError::Refused("this upload is no longer here; upload the file again".to_owned())
}

/// The preview, or why there is none.
async fn look(who: &May<Import>, asked: Upload) -> Result<Result<Preview, String>, PageError> {
    let house = who.house.clone();
    let found = tokio::task::spawn_blocking(move || house.preview(&asked)).await;
    match found.map_err(|_| PageError::Broken)? {
        Ok(preview) => Ok(Ok(preview)),
        Err(HouseError::Refused(why)) => Ok(Err(why)),
        Err(error) => Err(error.into()),
    }
}

fn words(fields: &[Field]) -> String {
    fields.iter().map(|field| field.as_str()).collect::<Vec<_>>().join(",")
}

/// The columns of each field as the form says; `column` and `field` stand in turns.
fn chosen(form: &Fields) -> BTreeMap<&'static str, Vec<String>> {
    let mut chosen: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
    for (column, holds) in values(form, "column").zip(values(form, "field")) {
        for field in holds.split(',').filter_map(Field::from_word) {
            chosen.entry(field.as_str()).or_default().push(column.to_owned());
        }
    }
    chosen
}

/// What has to be said by hand so that the columns hold what was chosen: `field=column,…`, only where that differs from what
/// was recognised.
fn mapped(chosen: &BTreeMap<&'static str, Vec<String>>, recognised: &Preview) -> String {
    let mut parts = Vec::new();
    for field in Field::ALL {
        let holds = |used: &&listen::preview::ColumnUse| used.fields.contains(field);
        let before: Vec<&String> =
            recognised.columns.iter().filter(holds).map(|used| &used.column).collect();
        let after = chosen.get(field.as_str()).map(Vec::as_slice).unwrap_or_default();
        if before.iter().copied().eq(after) {
            continue;
        }
        match after {
            [] => parts.push(format!("{field}=")),
            columns => {
                parts.extend(columns.iter().map(|column| format!("{field}={}", quoted(column))))
            }
        }
    }
    parts.join(",")
}

/// A column's name as a mapping writes it.
fn quoted(column: &str) -> String {
    if column.contains([',', '"', '=']) || column.trim() != column {
        format!("\"{}\"", column.replace('"', "\"\""))
    } else {
        column.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use listen::preview::ColumnUse;

    fn recognised(columns: &[(&str, &[Field])]) -> Preview {
        let used = |(column, fields): &(&str, &[Field])| ColumnUse {
            column: (*column).to_owned(),
            fields: fields.to_vec(),
        };
        Preview {
            name: "x.csv".to_owned(),
            format: listen::Format::Table,
            encoding: "UTF-8".to_owned(),
            compression: listen::Compression::None,
            delimiter: Some(','),
            header_line: 1,
            layout: listen::LayoutName::Generic,
            columns: columns.iter().map(used).collect(),
            date_order: None,
            date_evidence: String::new(),
            posts: Vec::new(),
            tried_rows: 0,
            tried_rejects: 0,
            notes: Vec::new(),
            problems: Vec::new(),
        }
    }

    fn form(pairs: &[(&str, &str)]) -> Fields {
        let both = |(column, field): &(&str, &str)| {
            [("column".to_owned(), (*column).to_owned()), ("field".to_owned(), (*field).to_owned())]
        };
        pairs.iter().flat_map(both).collect()
    }

    #[test]
    fn only_what_differs_is_said_by_hand() {
        let file = recognised(&[
            ("body", &[Field::Text]),
            ("link", &[Field::Url, Field::Id]),
            ("when, local", &[]),
        ]);
        let as_is = form(&[("body", "text"), ("link", "url,id"), ("when, local", "")]);
        assert_eq!(mapped(&chosen(&as_is), &file), "");
        let changed = form(&[("body", "title"), ("link", "url,id"), ("when, local", "created_at")]);
        let map = mapped(&chosen(&changed), &file);
        assert_eq!(map, "created_at=\"when, local\",text=,title=body");
        assert!(listen::Mapping::parse(&map).is_ok());
    }
}
