//! Two contacts that are one person.

use axum::Form;
use axum::extract::Path;
use axum::response::Redirect;
use ledger::ContactFilter;
use model::{Contact, ContactId};

use super::Face;
use super::change::{Fields, back, value};
use crate::auth::{May, People};
use crate::error::PageError;

/// Contacts that are offered.
const OFFERED: u32 = 10;

/// Who could be the same person: what `words` find, or who has the same name.
pub async fn candidates(
    who: &May<People>,
    contact: &Contact,
    words: &str,
) -> Result<Vec<Face>, PageError> {
    let searched = if words.trim().is_empty() { contact.name.as_str() } else { words };
    let filter = ContactFilter { words: searched.to_owned(), ..ContactFilter::default() };
    let mut found = who.ledger.contacts(&filter, None, OFFERED + 1).await?;
    found.retain(|other| other.id != contact.id);
    let ids: Vec<ContactId> = found.iter().map(|other| other.id).collect();
    let presences = who.ledger.presences(&ids).await?;
    Ok(found.iter().map(|other| Face::of(other, presences.get(&other.id))).collect())
}

/// Joins another contact into this one.
pub async fn join(
    who: May<People>,
    Path(id): Path<u32>,
    Form(form): Form<Fields>,
) -> Result<Redirect, PageError> {
    let other = value(&form, "other").parse().map(ContactId);
    let other =
        other.map_err(|_| PageError::Refused("choose who is the same person".to_owned()))?;
    let id = ContactId(id);
    let step =
        who.ledger.merge_contacts(id, other, who.house.now()).await?.ok_or(PageError::NotFound)?;
    who.audit("contact.merged", &format!("{other} into {id}")).await?;
    Ok(back(&form, id, "merged", Some(step)))
}
