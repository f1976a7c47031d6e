//! The editor of a watch: the words left, what they find right.

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query as Asks};
use axum::response::{Html, IntoResponse, Redirect, Response};
use model::{Permission, Plan, Watch};

use super::proof::{self, Proof};
use super::tabs;
use crate::auth::{Ask, EditWatches, May, ReadPosts};
use crate::error::PageError;
use crate::frame::{Done, Frame, Page, encode, page};
use crate::house::WatchChange;
use crate::pages::account::Tab;
use crate::pages::posts::values;

/// A watch as it stands in the editor.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Draft {
    /// Its name until now; empty: a new one.
    pub old: String,
    /// Its name.
    pub name: String,
    /// The subject's name.
    pub subject: String,
    /// The query.
    pub query: String,
    /// Which sample is drawn.
    pub draw: String,
    /// Posts of the sample that do not fit.
    pub miss: Vec<u64>,
}

impl Draft {
    /// What a form or an address says.
    fn of(fields: &[(String, String)]) -> Self {
        let value = |name| values(fields, name).next().unwrap_or_default().to_owned();
        Self {
            old: value("old"),
            name: value("name"),
            subject: value("subject"),
            query: value("query").replace("\r\n", "\n"),
            draw: value("draw"),
            miss: values(fields, "miss").filter_map(|seq| seq.parse().ok()).collect(),
        }
    }

    fn of_watch(watch: &Watch, plan: &Plan) -> Self {
        Self {
            old: watch.name.clone(),
            name: watch.name.clone(),
            subject: plan.subject(watch.subject).map(|s| s.name.clone()).unwrap_or_default(),
            query: watch.query.clone(),
            ..Self::default()
        }
    }

    /// Which sample is drawn.
    pub fn draw(&self) -> u64 {
        self.draw.parse().unwrap_or(0)
    }

    /// Posts of the sample that do not fit.
    pub fn misses(&self) -> &[u64] {
        &self.miss
    }

    /// The editor with this draft and another sample.
    pub fn href(&self, draw: u64) -> String {
        format!(
            "/listen/watches/new?old={}&name={}&subject={}&query={}&draw={draw}",
            encode(&self.old),
            encode(&self.name),
            encode(&self.subject),
            encode(&self.query)
        )
    }
}

#[derive(Template)]
#[template(path = "pages/listen/edit.html")]
struct EditPage {
    frame: Frame,
    tabs: Vec<Tab>,
    draft: Draft,
    subjects: Vec<(String, &'static str)>,
    proof: Proof,
    remove: Option<u32>,
    can_edit: bool,
    refused: bool,
}

fn editor<A: Ask>(
    who: &May<A>,
    draft: Draft,
    refused: bool,
    done: Option<Done>,
) -> Result<EditPage, PageError> {
    let snapshot = who.snapshot();
    let plan = &snapshot.plan;
    let title = if draft.old.is_empty() {
        "What should we listen for?".to_owned()
    } else {
        format!("What does “{}” find?", draft.old)
    };
    let here = if draft.old.is_empty() { "/listen/watches/new" } else { "" };
    let subject = |s: &model::Subject| (s.name.clone(), report::catalogue::quadrant(s.quadrant));
    let can_edit = who.also(Permission::EditWatches);
    Ok(EditPage {
        frame: Frame::new(who, "/listen", title).with_done(done),
        tabs: tabs(who, here),
        proof: proof::of(who, &draft)?,
        subjects: plan.subjects.iter().map(subject).collect(),
        remove: plan.watch_named(&draft.old).filter(|_| can_edit).map(|id| id.0),
        draft,
        can_edit,
        refused,
    })
}

/// A new watch, or a draft from the address.
pub async fn new(who: May<EditWatches>, Asks(fields): Asks<Vec<(String, String)>>) -> Page {
    page(&editor(&who, Draft::of(&fields), false, None)?)
}

/// A watch as it is saved, by its number or name.
pub async fn show(
    who: May<ReadPosts>,
    Path(id): Path<String>,
    Asks(fields): Asks<Vec<(String, String)>>,
) -> Page {
    let snapshot = who.snapshot();
    let plan = &snapshot.plan;
    let by_number = plan.watches.iter().find(|watch| watch.id.0.to_string() == id);
    let named = || plan.watch_named(&id).and_then(|id| plan.watches.iter().find(|w| w.id == id));
    let watch = by_number.or_else(named).ok_or(PageError::NotFound)?;
    let saved = values(&fields, "did").next() == Some("saved");
    let sentence = "Saved. Posts are tagged anew.".to_owned();
    let done = saved.then_some(Done { sentence, event: None });
    page(&editor(&who, Draft::of_watch(watch, plan), false, done)?)
}

/// The proof alone, as one types.
pub async fn preview(who: May<EditWatches>, Asks(fields): Asks<Vec<(String, String)>>) -> Page {
    page(&proof::of(&who, &Draft::of(&fields))?)
}

/// Saves a watch; what cannot be saved comes back in the editor with the reason.
pub async fn save(
    who: May<EditWatches>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    let draft = Draft::of(&fields);
    let shown = editor(&who, draft.clone(), true, None)?;
    if !shown.proof.holds() {
        return Ok(Html(askama::Template::render(&shown)?).into_response());
    }
    let name = draft.name.trim().to_owned();
    let old_name = (!draft.old.is_empty()).then(|| draft.old.clone());
    let verb = if old_name.is_some() { "watch.changed" } else { "watch.added" };
    let query = draft.query.trim().to_owned();
    let object = format!("{name}: {query}");
    let change = WatchChange { old_name, name: Some(name.clone()), subject: draft.subject, query };
    who.house.save_watch(change).await?;
    who.audit(verb, &object).await?;
    let id = who.snapshot().plan.watch_named(&name).map(|id| id.0.to_string());
    let id = id.unwrap_or_else(|| encode(&name));
    Ok(Redirect::to(&format!("/listen/watches/{id}?did=saved")).into_response())
}

/// Removes a watch; the overview offers to bring it back.
pub async fn remove(who: May<EditWatches>, Path(id): Path<u32>) -> Result<Redirect, PageError> {
    let snapshot = who.snapshot();
    let plan = &snapshot.plan;
    let watch = plan.watches.iter().find(|watch| watch.id.0 == id).ok_or(PageError::NotFound)?;
    let draft = Draft::of_watch(watch, plan);
    let change = WatchChange {
        old_name: Some(watch.name.clone()),
        name: None,
        subject: draft.subject.clone(),
        query: watch.query.clone(),
    };
    who.house.save_watch(change).await?;
    who.audit("watch.removed", &format!("{}: {}", watch.name, watch.query)).await?;
    Ok(Redirect::to(&format!(
        "/listen?name={}&subject={}&query={}",
        encode(&draft.name),
        encode(&draft.subject),
        encode(&draft.query)
    )))
}
