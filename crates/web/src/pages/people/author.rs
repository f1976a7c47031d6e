//! Somebody who writes: their posts, and the way to make them a contact.

use askama::Template;
use axum::Form;
use axum::extract::Query;
use axum::response::Redirect;
use model::{ContactDraft, ContactId, Network, Permission, Presence};
use serde::Deserialize;

use super::change::{Fields, back, value};
use super::show::posts;
use super::{Place, query_of};
use crate::auth::{May, People, ReadPosts};
use crate::error::PageError;
use crate::frame::{Frame, Page, encode, page};
use crate::pages::card::Card;
use crate::say;

/// Who is asked for.
#[derive(Debug, Deserialize)]
pub struct Asked {
    network: String,
    handle: String,
}

#[derive(Template)]
#[template(path = "pages/people/author.html")]
struct AuthorPage {
    frame: Frame,
    answer: String,
    place: Place,
    name: String,
    contact: Option<(ContactId, String)>,
    can_add: bool,
    posts: Vec<Card>,
    total: u64,
    search: String,
}

fn presence(network: &str, handle: &str) -> Result<Presence, PageError> {
    let network = Network::new(network).map_err(|_| PageError::NotFound)?;
    let presence = Presence::declared(network, handle, "");
    if presence.handle.is_empty() || presence.handle.chars().count() > 254 {
        return Err(PageError::NotFound);
    }
    Ok(presence)
}

/// The author.
pub async fn show(who: May<ReadPosts>, Query(asked): Query<Asked>) -> Page {
    let presence = presence(&asked.network, &asked.handle)?;
    let query = query_of(std::slice::from_ref(&presence));
    let (posts, total) = posts(&who, &query)?;
    let can_add = who.also(Permission::People);
    // Whom the company knows is for those who may see contacts.
    let contact = match can_add {
        true => who.ledger.contact_of_author(&presence.network, &presence.handle).await?,
        false => None,
    };
    let followers = posts.iter().find(|post| !post.followers.is_empty());
    let followers =
        followers.map(|post| format!(" and has {}", post.followers)).unwrap_or_default();
    page(&AuthorPage {
        frame: Frame::new(&who, "/people", format!("What does {} say?", presence.handle)),
        answer: format!(
            "{} wrote {} here{followers}.",
            presence.handle,
            say::many(total, "post", "posts")
        ),
        name: posts.first().map(|post| post.name.clone()).unwrap_or_default(),
        contact: contact.map(|contact| (contact.id, contact.name)),
        place: Place::of(&presence),
        can_add,
        posts,
        total,
        search: format!("/search?q={}", encode(&query)),
    })
}

/// Makes an author a contact, unless they are one.
pub async fn add(who: May<People>, Form(form): Form<Fields>) -> Result<Redirect, PageError> {
    let presence = presence(value(&form, "network"), value(&form, "handle"))?;
    if let Some(known) = who.ledger.contact_of_author(&presence.network, &presence.handle).await? {
        return Ok(back(&form, known.id, "known", None));
    }
    let name: String = value(&form, "name").chars().take(254).collect();
    let draft = ContactDraft { name, presences: vec![presence], ..ContactDraft::default() };
    let id = who.ledger.add_contact(&draft, who.house.now()).await?;
    who.audit("contact.added", &id.to_string()).await?;
    Ok(back(&form, id, "added", None))
}
