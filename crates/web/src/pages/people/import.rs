//! Contacts from a file: upload, look at what it says, take it in, and get back what could not be used.

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Duration;

use askama::Template;
use axum::Form;
use axum::extract::{Multipart, Path};
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use ledger::{CONTACTS_A_CHUNK, Prefer, Upserted};
use listen::{ContactColumn, ContactFormat};
use model::{ContactDraft, Stage};

use super::change::{Fields, value};
use super::uploads::{State, Upload};
use super::{LARGEST, tabs};
use crate::auth::{May, People, token};
use crate::error::PageError;
use crate::frame::{Frame, Page, page};
use crate::pages::account::Tab;
use crate::say;

/// People of a file that are shown before they are taken in.
const SHOWN: usize = 8;
/// Rejects that are shown; the file has all.
const REASONS: usize = 10;
/// How long an import is waited for before the page answers.
const PATIENCE: Duration = Duration::from_secs(2);
/// How long a file is kept; see `uploads`.
const SWEEP: Duration = Duration::from_secs(15 * 60 + 1);

#[derive(Template)]
#[template(path = "pages/people/import.html")]
struct ImportPage {
    frame: Frame,
    tabs: Vec<Tab>,
}

struct Column {
    name: String,
    taken_for: String,
}

#[derive(Template)]
#[template(path = "pages/people/preview.html")]
struct PreviewPage {
    frame: Frame,
    tabs: Vec<Tab>,
    token: String,
    answer: String,
    columns: Vec<Column>,
    people: Vec<ContactDraft>,
    more: u64,
    reasons: Vec<(u64, String)>,
    rejected: u64,
    usable: bool,
}

/// How far it is, alone.
#[derive(Template)]
#[template(path = "pages/people/progress.html")]
struct Progress {
    token: String,
    running: bool,
    taken: u64,
    total: u64,
    done: Upserted,
    failed: String,
    reasons: Vec<(u64, String)>,
    rejected: u64,
    joined: u64,
}

#[derive(Template)]
#[template(path = "pages/people/result.html")]
struct ResultPage {
    frame: Frame,
    tabs: Vec<Tab>,
    name: String,
    progress: Progress,
}

/// The form.
pub async fn form(who: May<People>) -> Page {
    page(&ImportPage {
        frame: Frame::new(&who, "/people", "Whom do we know already?"),
        tabs: tabs("/people/import"),
    })
}

/// Takes a file and shows what it says; nothing is stored.
pub async fn upload(who: May<People>, mut parts: Multipart) -> Result<Redirect, PageError> {
    let broken = |_| {
        PageError::TooLarge("the upload broke off, or the file is larger than 50 MB".to_owned())
    };
    while let Some(part) = parts.next_field().await.map_err(broken)? {
        if part.name() != Some("file") {
            continue;
        }
        let name: String = part.file_name().unwrap_or("contacts").chars().take(200).collect();
        let bytes = part.bytes().await.map_err(broken)?;
        if bytes.len() > LARGEST {
            return Err(PageError::TooLarge("a file of contacts has at most 50 MB".to_owned()));
        }
        let file = tokio::task::spawn_blocking(move || listen::read_contacts(&bytes));
        let file = file.await.map_err(|_| PageError::Broken)?;
        if file.rows == 0 {
            let why = "there is nobody in this file; it needs a first row with names of columns, or vCards";
            return Err(PageError::Refused(why.to_owned()));
        }
        let (token, _) = token::secret()?;
        let upload = Upload::new(who.member.id, name, who.house.now(), file);
        who.uploads.keep(token.clone(), upload);
        let (uploads, house) = (Arc::clone(&who.uploads), Arc::clone(&who.house));
        tokio::spawn(async move {
            tokio::time::sleep(SWEEP).await;
            uploads.sweep(house.now());
        });
        return Ok(Redirect::to(&format!("/people/import/{token}")));
    }
    Err(PageError::Refused("choose a file first".to_owned()))
}

fn find(who: &May<People>, token: &str) -> Result<Arc<Upload>, PageError> {
    let gone = "this file was kept for a quarter of an hour and is gone; upload it again";
    who.uploads.find(token, who.member.id).ok_or_else(|| PageError::Refused(gone.to_owned()))
}

/// What a file says, how far it is, or what became of it.
pub async fn show(who: May<People>, Path(token): Path<String>) -> Page {
    let upload = find(&who, &token)?;
    if upload.state() == State::Read {
        return page(&preview(&who, token, &upload));
    }
    page(&ResultPage {
        frame: Frame::new(&who, "/people", "What did the file bring?"),
        tabs: tabs("/people/import"),
        name: upload.name.clone(),
        progress: progress_of(token, &upload),
    })
}

/// How far it is, for the script that shows it again and again.
pub async fn progress(who: May<People>, Path(token): Path<String>) -> Page {
    page(&progress_of(token.clone(), &*find(&who, &token)?))
}

fn preview(who: &May<People>, token: String, upload: &Upload) -> PreviewPage {
    let file = &upload.file;
    let column = |(name, taken_for): &(String, Option<ContactColumn>)| Column {
        name: name.clone(),
        taken_for: taken_for.as_ref().map_or_else(|| "passed over".to_owned(), column_said),
    };
    let kept = file.kept.len() as u64;
    PreviewPage {
        frame: Frame::new(who, "/people", "Is this who you mean?"),
        tabs: tabs("/people/import"),
        token,
        answer: answer(upload),
        columns: file.columns.iter().map(column).collect(),
        people: file.kept.iter().take(SHOWN).cloned().collect(),
        more: kept.saturating_sub(SHOWN as u64),
        reasons: reasons(upload),
        rejected: file.rejected.len() as u64,
        usable: kept > 0,
    }
}

impl PreviewPage {
    fn places(&self, draft: &ContactDraft) -> String {
        let places = draft.presences.iter().map(|p| format!("{}:{}", p.network, p.handle));
        places.collect::<Vec<_>>().join(", ")
    }

    fn stage(&self, draft: &ContactDraft) -> &'static str {
        draft.stage.map_or("", Stage::as_str)
    }
}

fn answer(upload: &Upload) -> String {
    let file = &upload.file;
    let rows = match file.format {
        ContactFormat::Table => say::many(file.rows, "row", "rows"),
        ContactFormat::Cards => say::many(file.rows, "card", "cards"),
    };
    let joined = match file.joined {
        0 => String::new(),
        n => format!(
            " {} joined with an earlier one of the same person.",
            say::many(n, "was", "were")
        ),
    };
    let rejected = match file.rejected.len() as u64 {
        0 => String::new(),
        n => format!(" {} cannot be used.", say::count(n)),
    };
    let people = say::many(file.kept.len() as u64, "person", "people");
    format!("{} has {rows} and names {people}.{joined}{rejected}", upload.name)
}

fn column_said(column: &ContactColumn) -> String {
    match column {
        ContactColumn::Name => "name".to_owned(),
        ContactColumn::FirstName => "first name".to_owned(),
        ContactColumn::LastName => "last name".to_owned(),
        ContactColumn::Organisation => "organisation".to_owned(),
        ContactColumn::Email => "e-mail".to_owned(),
        ContactColumn::Stage => "stage".to_owned(),
        ContactColumn::Notes => "notes".to_owned(),
        ContactColumn::Url => "address of a profile".to_owned(),
        ContactColumn::Presences => "accounts".to_owned(),
        ContactColumn::Handle(network) => format!("account in {network}"),
    }
}

fn reasons(upload: &Upload) -> Vec<(u64, String)> {
    let first = upload.file.rejected.iter().take(REASONS);
    first.map(|reject| (reject.line, reject.reason.clone())).collect()
}

fn progress_of(token: String, upload: &Upload) -> Progress {
    let (running, done, failed) = match upload.state() {
        State::Read | State::Running => (true, Upserted::default(), String::new()),
        State::Done(done) => (false, done, String::new()),
        State::Failed(done, why) => (false, done, why),
    };
    Progress {
        token,
        running,
        taken: upload.taken(),
        total: upload.file.kept.len() as u64,
        done,
        failed,
        reasons: reasons(upload),
        rejected: upload.file.rejected.len() as u64,
        joined: upload.file.joined,
    }
}

/// Takes the file in. It goes on when the page is left.
pub async fn run(
    who: May<People>,
    Path(token): Path<String>,
    Form(form): Form<Fields>,
) -> Result<Redirect, PageError> {
    let upload = find(&who, &token)?;
    let prefer = if value(&form, "prefer") == "file" { Prefer::File } else { Prefer::Known };
    if upload.begin() {
        let work = tokio::spawn(take_in(who, upload, prefer));
        // Most files are done before anybody could look; the others go on behind the page.
        let _ended = tokio::time::timeout(PATIENCE, work).await;
    }
    Ok(Redirect::to(&format!("/people/import/{token}")))
}

async fn take_in(who: May<People>, upload: Arc<Upload>, prefer: Prefer) {
    let mut done = Upserted::default();
    let mut failed = None;
    for chunk in upload.file.kept.chunks(CONTACTS_A_CHUNK) {
        match who.ledger.upsert_contacts(chunk, prefer, who.house.now()).await {
            Ok(more) => done += more,
            Err(error) => {
                tracing::error!(%error, "an import of contacts stopped");
                failed = Some(error.to_string());
                break;
            }
        }
        upload.took(chunk.len() as u64);
    }
    let said = format!("{} added, {} changed", done.added, done.changed);
    if who.audit("contacts.imported", &said).await.is_err() {
        tracing::error!("an import of contacts is missing in the audit log");
    }
    upload.end(match failed {
        None => State::Done(done),
        Some(why) => State::Failed(done, why),
    });
}

/// The rows that could not be used, as a table: line, reason, and the row as it stood.
pub async fn rejects(who: May<People>, Path(token): Path<String>) -> Result<Response, PageError> {
    let upload = find(&who, &token)?;
    let mut text = String::from("line,reason,row\r\n");
    for reject in &upload.file.rejected {
        let row = String::from_utf8_lossy(&reject.bytes).replace('"', "\"\"");
        let _infallible = write!(text, "{},\"{}\",\"{row}\"\r\n", reject.line, reject.reason);
    }
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"rejects.csv\""),
    ];
    Ok((headers, text).into_response())
}
