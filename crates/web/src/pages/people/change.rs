//! What members do to one contact; each step leads back, and most can be undone.

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query};
use axum::response::Redirect;
use model::{Contact, ContactDraft, ContactId, Network, Stage, Standing, TouchKind};
use serde::Deserialize;

use super::{stages, tabs};
use crate::auth::{May, People};
use crate::error::PageError;
use crate::frame::{Frame, Page, own_path, page};
use crate::pages::account::Tab;
use crate::pages::posts::values;

/// The fields of a form.
pub type Fields = Vec<(String, String)>;

#[derive(Template)]
#[template(path = "pages/people/new.html")]
struct NewPage {
    frame: Frame,
    tabs: Vec<Tab>,
    name: String,
}

impl NewPage {
    fn stages(&self) -> Vec<(&'static str, &'static str)> {
        stages()
    }
}

/// What is known beforehand.
#[derive(Debug, Deserialize)]
pub struct Begun {
    #[serde(default)]
    name: String,
}

/// The form for somebody new.
pub async fn form(who: May<People>, Query(begun): Query<Begun>) -> Page {
    page(&NewPage {
        frame: Frame::new(&who, "/people", "Whom do we know now?"),
        tabs: tabs("/people/new"),
        name: begun.name,
    })
}

/// A field's text, trimmed.
pub fn value<'a>(form: &'a Fields, name: &'a str) -> &'a str {
    values(form, name).next().unwrap_or_default().trim()
}

fn refused(why: &str) -> PageError {
    PageError::Refused(why.to_owned())
}

fn text(form: &Fields, name: &str, most: usize) -> Result<String, PageError> {
    let text = value(form, name);
    if text.chars().count() > most {
        return Err(PageError::Refused(format!("the {name} has at most {most} characters")));
    }
    Ok(text.to_owned())
}

fn email(form: &Fields) -> Result<String, PageError> {
    let email = text(form, "email", 254)?;
    if !email.is_empty() && (!email.contains('@') || email.contains(char::is_whitespace)) {
        return Err(PageError::Refused(format!("`{email}` is no e-mail address")));
    }
    Ok(email)
}

fn stage_of(form: &Fields) -> Result<Option<Stage>, PageError> {
    match value(form, "stage") {
        "" => Ok(None),
        word => Stage::from_word(word).map(Some).ok_or_else(|| refused("choose one of the stages")),
    }
}

/// `next` of the form, or the contact's page, with what was done.
pub fn back(form: &Fields, id: ContactId, verb: &str, event: Option<i64>) -> Redirect {
    let contact = format!("/people/{id}");
    let next = match value(form, "next") {
        "" => contact.as_str(),
        next => own_path(Some(next)),
    };
    let join = if next.contains('?') { '&' } else { '?' };
    let event = event.map(|event| format!("&event={event}")).unwrap_or_default();
    Redirect::to(&format!("{next}{join}did={verb}{event}"))
}

/// Adds somebody.
pub async fn add(who: May<People>, Form(form): Form<Fields>) -> Result<Redirect, PageError> {
    let draft = ContactDraft {
        name: text(&form, "name", 254)?,
        organisation: text(&form, "organisation", 254)?,
        email: email(&form)?,
        notes: text(&form, "notes", 2_000)?,
        stage: stage_of(&form)?,
        presences: listen::accounts(value(&form, "presences")),
    };
    if draft.any_name().is_empty() {
        return Err(refused("say who it is: a name, an e-mail address or an account"));
    }
    let id = who.ledger.add_contact(&draft, who.house.now()).await?;
    who.audit("contact.added", &id.to_string()).await?;
    Ok(back(&form, id, "added", None))
}

pub async fn known(who: &May<People>, id: u32) -> Result<Contact, PageError> {
    who.ledger.contact(ContactId(id)).await?.ok_or(PageError::NotFound)
}

async fn keep(who: &May<People>, contact: &Contact) -> Result<Option<i64>, PageError> {
    Ok(who.ledger.change_contact(contact, who.house.now()).await?)
}

/// Saves the fields.
pub async fn save(
    who: May<People>,
    Path(id): Path<u32>,
    Form(form): Form<Fields>,
) -> Result<Redirect, PageError> {
    let mut contact = known(&who, id).await?;
    contact.name = text(&form, "name", 254)?;
    contact.organisation = text(&form, "organisation", 254)?;
    contact.email = email(&form)?;
    contact.notes = text(&form, "notes", 2_000)?;
    if contact.name.is_empty() {
        return Err(refused("a contact needs a name"));
    }
    let step = keep(&who, &contact).await?;
    who.audit("contact.changed", &contact.id.to_string()).await?;
    Ok(back(&form, contact.id, "saved", step))
}

/// Moves the contact to another stage.
pub async fn stage(
    who: May<People>,
    Path(id): Path<u32>,
    Form(form): Form<Fields>,
) -> Result<Redirect, PageError> {
    let mut contact = known(&who, id).await?;
    contact.stage = stage_of(&form)?;
    let step = keep(&who, &contact).await?;
    let word = contact.stage.map_or("unknown", Stage::as_str);
    who.audit("contact.stage", &format!("{id} {word}")).await?;
    Ok(back(&form, contact.id, "stage", step))
}

/// Chooses the contact for the top, or no longer.
pub async fn pin(
    who: May<People>,
    Path(id): Path<u32>,
    Form(form): Form<Fields>,
) -> Result<Redirect, PageError> {
    let mut contact = known(&who, id).await?;
    contact.pinned = value(&form, "pin") == "1";
    let step = keep(&who, &contact).await?;
    let verb = if contact.pinned { "pinned" } else { "unpinned" };
    Ok(back(&form, contact.id, verb, step))
}

/// Notes what was done with the contact.
pub async fn touch(
    who: May<People>,
    Path(id): Path<u32>,
    Form(form): Form<Fields>,
) -> Result<Redirect, PageError> {
    let kind = TouchKind::from_word(value(&form, "kind"));
    let kind = kind.ok_or_else(|| refused("choose what was done"))?;
    let note = text(&form, "text", 2_000)?;
    if kind == TouchKind::Note && note.is_empty() {
        return Err(refused("write the note first"));
    }
    let (id, member) = (ContactId(id), Some(who.member.id));
    let step = who.ledger.add_touchpoint(id, kind, &note, member, who.house.now()).await?;
    let step = step.ok_or(PageError::NotFound)?;
    Ok(back(&form, id, "touched", Some(step)))
}

/// Adds where the contact is, marks an account as verified, or takes one away.
pub async fn presences(
    who: May<People>,
    Path(id): Path<u32>,
    Form(form): Form<Fields>,
) -> Result<Redirect, PageError> {
    let contact = known(&who, id).await?;
    let action = value(&form, "action");
    if action == "add" {
        let found = listen::accounts(value(&form, "presences"));
        if found.is_empty() {
            let why = "write `network:handle`, for example `mastodon:ann@chaos.social`, or the address of a profile";
            return Err(refused(why));
        }
        for presence in &found {
            who.ledger.add_presence(contact.id, presence).await?;
        }
        return Ok(back(&form, contact.id, "saved", None));
    }
    let network = Network::new(value(&form, "network")).map_err(|_| PageError::NotFound)?;
    let handle = value(&form, "handle");
    if action == "remove" {
        who.ledger.remove_presence(contact.id, &network, handle).await?;
    } else {
        let all = who.ledger.presences(&[contact.id]).await?.remove(&contact.id);
        let mut all = all.unwrap_or_default().into_iter();
        let found = all.find(|p| p.network == network && p.handle == handle);
        let mut presence = found.ok_or(PageError::NotFound)?;
        presence.standing =
            if action == "verify" { Standing::Verified } else { Standing::Declared };
        who.ledger.add_presence(contact.id, &presence).await?;
    }
    Ok(back(&form, contact.id, "saved", None))
}

/// Removes the contact with all that was noted of it.
pub async fn remove(
    who: May<People>,
    Path(id): Path<u32>,
    Form(form): Form<Fields>,
) -> Result<Redirect, PageError> {
    let step = who.ledger.remove_contact(ContactId(id), who.house.now()).await?;
    let step = step.ok_or(PageError::NotFound)?;
    who.audit("contact.removed", &id.to_string()).await?;
    let mut form = form;
    form.push(("next".to_owned(), "/people".to_owned()));
    Ok(back(&form, ContactId(id), "removed", Some(step)))
}

/// Takes the last step on a contact back.
pub async fn undo(who: May<People>, Form(form): Form<Fields>) -> Result<Redirect, PageError> {
    let step = value(&form, "event").parse().map_err(|_| refused("there is nothing to undo"))?;
    let done = who.ledger.undo_contact_step(step).await?;
    let id = done.ok_or_else(|| {
        refused("something happened to this contact since, or a day has passed; change it by hand")
    })?;
    who.audit("contact.undone", &id.to_string()).await?;
    Ok(back(&form, id, "undone", None))
}
