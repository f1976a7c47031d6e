//! People: whom the company knows, where each is present, and whom to visit today.

mod author;
mod change;
mod import;
mod list;
mod merge;
mod score;
mod show;
mod top;
mod uploads;

use axum::extract::DefaultBodyLimit;
use model::{Contact, ContactId, Presence, Stage};

use crate::frame::{Done, encode};
use crate::pages::account::Tab;
use crate::routes::of::*;
use crate::say;

pub use uploads::Uploads;

/// Largest file of contacts, in bytes; the form around it adds some.
const LARGEST: usize = 50 << 20;

/// The routes of this area.
pub fn routes() -> Vec<Route> {
    let upload = post(import::upload).layer(DefaultBodyLimit::max(LARGEST + (64 << 10)));
    vec![
        Route::get("/people", P::People, get(list::show)),
        Route::get("/people/new", P::People, get(change::form)),
        Route::post("/people/new", P::People, post(change::add)),
        Route::get("/people/top", P::People, get(top::show)),
        Route::post("/people/undo", P::People, post(change::undo)),
        Route::get("/people/import", P::People, get(import::form)),
        Route::post("/people/import", P::People, upload),
        Route::get("/people/import/{token}", P::People, get(import::show)),
        Route::post("/people/import/{token}", P::People, post(import::run)),
        Route::get("/people/import/{token}/progress", P::People, get(import::progress)),
        Route::get("/people/import/{token}/rejects.csv", P::People, get(import::rejects)),
        Route::get("/people/author", P::ReadPosts, get(author::show)),
        Route::post("/people/author", P::People, post(author::add)),
        Route::get("/people/{id}", P::People, get(show::show)),
        Route::post("/people/{id}", P::People, post(change::save)),
        Route::post("/people/{id}/stage", P::People, post(change::stage)),
        Route::post("/people/{id}/pin", P::People, post(change::pin)),
        Route::post("/people/{id}/touch", P::People, post(change::touch)),
        Route::post("/people/{id}/presences", P::People, post(change::presences)),
        Route::post("/people/{id}/merge", P::People, post(merge::join)),
        Route::post("/people/{id}/remove", P::People, post(change::remove)),
    ]
}

fn tabs(here: &str) -> Vec<Tab> {
    let all = [
        ("/people", "Contacts"),
        ("/people/top", "Visit plan"),
        ("/people/new", "Add somebody"),
        ("/people/import", "Bring in a file"),
    ];
    all.into_iter().map(|(path, name)| Tab { path, name, here: path == here }).collect()
}

/// What was done just now.
fn done(verb: &str, event: Option<i64>) -> Option<Done> {
    let sentence = match verb {
        "" => return None,
        "added" => "Added.",
        "saved" => "Saved.",
        "stage" => "Stage changed.",
        "pinned" => "Is a top contact now.",
        "unpinned" => "Is no longer chosen as a top contact.",
        "touched" => "Noted.",
        "merged" => "Joined; one contact is left.",
        "removed" => "Removed.",
        "undone" => "Undone.",
        "known" => "Is a contact already.",
        _ => "Done.",
    };
    Some(Done { sentence: sentence.to_owned(), event })
}

/// Where a contact is, as pages show it.
struct Place {
    network: String,
    handle: String,
    /// Where the profile is; only `http` and `https`.
    url: Option<String>,
    verified: bool,
    author: String,
}

impl Place {
    fn of(presence: &Presence) -> Self {
        Self {
            network: presence.network.to_string(),
            handle: presence.handle.clone(),
            url: profile(presence),
            verified: presence.standing == model::Standing::Verified,
            author: author_href(presence.network.as_str(), &presence.handle),
        }
    }
}

/// The page of an author.
pub fn author_href(network: &str, handle: &str) -> String {
    format!("/people/author?network={}&handle={}", encode(network), encode(handle))
}

/// Where the profile is: the address that was given, or the one that the network gives to everybody.
fn profile(presence: &Presence) -> Option<String> {
    if !presence.url.is_empty() {
        return report::clean::link(&presence.url).map(str::to_owned);
    }
    let handle = encode(&presence.handle);
    let url = match presence.network.as_str() {
        "twitter" => format!("https://twitter.com/{handle}"),
        "bluesky" => format!("https://bsky.app/profile/{handle}"),
        "linkedin" => format!("https://www.linkedin.com/in/{handle}"),
        "github" => format!("https://github.com/{handle}"),
        "reddit" => format!("https://www.reddit.com/user/{handle}"),
        "youtube" => format!("https://www.youtube.com/@{handle}"),
        "instagram" => format!("https://www.instagram.com/{handle}"),
        "hacker_news" => format!("https://news.ycombinator.com/user?id={handle}"),
        "mastodon" => {
            let (user, host) = presence.handle.split_once('@')?;
            let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
            let host = Some(host).filter(|host| host.contains('.') && host.chars().all(plain))?;
            format!("https://{host}/@{}", encode(user))
        }
        _ => return None,
    };
    Some(url)
}

/// A contact as lists show it.
struct Face {
    id: ContactId,
    name: String,
    organisation: String,
    email: String,
    stage: &'static str,
    pinned: bool,
    places: Vec<Place>,
}

impl Face {
    fn of(contact: &Contact, presences: Option<&Vec<Presence>>) -> Self {
        Self {
            id: contact.id,
            name: contact.name.clone(),
            organisation: contact.organisation.clone(),
            email: contact.email.clone(),
            stage: contact.stage.map_or("", |stage| say::stage(Some(stage))),
            pinned: contact.pinned,
            places: presences.into_iter().flatten().map(Place::of).collect(),
        }
    }
}

/// The stages with their words.
fn stages() -> Vec<(&'static str, &'static str)> {
    Stage::ALL.iter().map(|stage| (stage.as_str(), say::stage(Some(*stage)))).collect()
}

/// The query that finds what was said by any of these.
fn query_of(presences: &[Presence]) -> String {
    let one = |p: &Presence| {
        format!("author:\"{}\" AND network:{}", p.handle.replace('"', ""), p.network)
    };
    match presences {
        [] => String::new(),
        [only] => one(only),
        many => many.iter().map(|p| format!("({})", one(p))).collect::<Vec<_>>().join(" OR "),
    }
}

#[cfg(test)]
mod tests {
    use model::Network;

    use super::*;

    #[test]
    fn a_profile_is_given_or_follows_from_the_network() {
        let at = |network: &str, handle: &str, url: &str| {
            profile(&Presence::declared(Network::new(network).unwrap(), handle, url))
                .unwrap_or_default()
        };
        assert_eq!(at("mastodon", "@ann@c.social", ""), "https://c.social/@ann");
        assert_eq!(at("mastodon", "ann@evil/x", ""), "");
        assert_eq!(at("twitter", "a/b", ""), "https://twitter.com/a%2Fb");
        assert_eq!(at("twitter", "ann", "javascript:alert(1)"), "");
        assert_eq!(at("csv", "ann", ""), "");
    }

    #[test]
    fn what_people_said_is_a_query_that_parses() {
        let at = |handle: &str| Presence::declared(Network::new("mastodon").unwrap(), handle, "");
        assert_eq!(query_of(&[at("a\"b")]), "author:\"ab\" AND network:mastodon");
        query::parse(&query_of(&[at("ann@x.org"), at("bob")])).unwrap();
    }
}
