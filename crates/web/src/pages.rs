//! The pages, a folder for each area.

pub mod account;
pub mod api;
pub mod assess;
pub mod card;
pub mod digests;
pub mod handbook;
pub mod inbox;
pub mod listen;
pub mod people;
pub mod posts;
pub mod programs;
pub mod report;
pub mod search;
pub mod sign_in;
pub mod strategy;

use std::convert::Infallible;
use std::time::Duration;

use axum::response::Redirect;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::{Stream, StreamExt as _};
use model::Role;
use tokio_stream::wrappers::WatchStream;

use crate::auth::{May, OwnAccount};

/// The page that each role opens first.
pub const fn first_page(role: Role) -> &'static str {
    match role {
        Role::Admin | Role::Manager | Role::Contributor => "/inbox",
        Role::Analyst => "/weekly",
        Role::Executive | Role::Guest => "/quarterly",
        Role::Visitor => "/account",
    }
}

/// Leads to the first page of the role.
pub async fn home(who: May<OwnAccount>) -> Redirect {
    Redirect::to(first_page(who.member.role))
}

/// Tells a page that the workspace changed; it then asks for what it shows again.
pub async fn events(
    who: May<OwnAccount>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>> + use<>> {
    let changes = WatchStream::from_changes(who.house.changes());
    let events =
        changes.map(|version| Ok(Event::default().event("changed").data(version.to_string())));
    Sse::new(events).keep_alive(KeepAlive::new().interval(Duration::from_secs(25)))
}
