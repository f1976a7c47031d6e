//! Searches that a member keeps to come back to.

use axum::Form;
use axum::extract::Path;
use axum::response::Redirect;
use serde::Deserialize;

use crate::auth::{May, ReadPosts};
use crate::error::PageError;
use crate::frame::own_path;

/// Views that a member can keep.
const MOST: usize = 100;

/// A view to keep.
#[derive(Debug, Deserialize)]
pub struct NewView {
    name: String,
    path: String,
}

/// Keeps a view.
pub async fn add(who: May<ReadPosts>, Form(form): Form<NewView>) -> Result<Redirect, PageError> {
    let (name, path) = (form.name.trim(), own_path(Some(&form.path)));
    let refused = |why: &str| Err(PageError::Refused(why.to_owned()));
    if name.is_empty() || name.chars().count() > 100 {
        return refused("a view's name has 1 to 100 characters");
    }
    if !(path == "/search" || path.starts_with("/search?")) || path.len() > 8_000 {
        return refused("only a search of at most 8,000 characters can be kept as a view");
    }
    if who.ledger.saved_views(who.member.id).await?.len() >= MOST {
        return refused("you keep 100 views already; remove one first");
    }
    who.ledger.add_saved_view(who.member.id, name, path).await?;
    Ok(Redirect::to(path))
}

/// Where to go after a removal.
#[derive(Debug, Deserialize)]
pub struct Next {
    next: Option<String>,
}

/// Removes a view.
pub async fn remove(
    who: May<ReadPosts>,
    Path(id): Path<i64>,
    Form(form): Form<Next>,
) -> Result<Redirect, PageError> {
    who.ledger.remove_saved_view(who.member.id, id).await?;
    Ok(Redirect::to(own_path(form.next.as_deref().or(Some("/search")))))
}
