//! Searches as Atom feeds (RFC 4287). A reader of feeds sends no headers, so its token stands in the address.

use std::fmt::Write as _;

use axum::http::header;
use axum::response::{IntoResponse, Response};
use index::{Hit, Order, Page};
use model::Timestamp;
use serde::Deserialize;

use crate::api::ApiError;
use crate::api::caller::{Asked, Caller, Feed};
use crate::api::query_of;
use crate::auth::ReadPosts;
use crate::frame::encode;
use crate::routes::of::*;
use crate::say;

/// Posts in a feed.
const NEWEST: usize = 50;
/// Characters of a post that stand in its title.
const TITLE: usize = 80;

/// The routes of this area.
pub fn routes() -> Vec<Route> {
    vec![Route::get("/feeds/search.atom", P::ReadPosts, get(search))]
}

/// What a feed shows.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wanted {
    q: Option<String>,
    #[serde(rename = "token")]
    _token: Option<String>,
}

/// The newest posts that match.
pub async fn search(
    who: Caller<ReadPosts, Feed>,
    Asked(wanted): Asked<Wanted>,
) -> Result<Response, ApiError> {
    let text = wanted.q.unwrap_or_default();
    let query = query_of(Some(&text), None, None)?;
    let snapshot = who.snapshot();
    let page = Page { limit: NEWEST, offset: 0, order: Order::Newest };
    let hits = snapshot.searcher.search(&query, &page)?.hits;
    let url = &who.options.public_url;
    let what = if text.trim().is_empty() { "every post" } else { text.trim() };
    let head = Head {
        title: format!("{}: {what}", snapshot.plan.workspace),
        id: format!("{url}/feeds/search.atom?q={}", encode(&text)),
        page: format!("{url}/search?q={}", encode(&text)),
        updated: hits.first().map_or(who.house.now(), |hit| hit.created_at),
    };
    let kind = [(header::CONTENT_TYPE, "application/atom+xml; charset=utf-8")];
    Ok((kind, atom(&head, &hits, url)).into_response())
}

struct Head {
    title: String,
    /// The feed's address without the token, which is nobody else's business.
    id: String,
    page: String,
    updated: Timestamp,
}

fn atom(head: &Head, hits: &[Hit], url: &str) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    // Writing into a text cannot fail.
    let _ = write!(
        out,
        "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>{}</title><id>{}</id>\
         <link rel=\"self\" href=\"{}\"/><link rel=\"alternate\" href=\"{}\"/>\
         <updated>{}</updated><generator>Waggle</generator>",
        xml(&head.title),
        xml(&head.id),
        xml(&head.id),
        xml(&head.page),
        head.updated,
    );
    for hit in hits {
        entry(&mut out, hit, url);
    }
    out.push_str("</feed>\n");
    out
}

fn entry(out: &mut String, hit: &Hit, url: &str) {
    let own = format!("{url}/inbox?post={}", hit.id);
    let link = hit.url.as_deref().and_then(report::clean::link).unwrap_or(&own);
    let author = match (&hit.author_name, hit.author.as_str()) {
        (Some(name), _) => name.as_str(),
        (None, "") => "unknown",
        (None, handle) => handle,
    };
    let said = hit.title.as_deref().unwrap_or(&hit.text);
    let short: String = report::clean::clean(said).chars().take(TITLE).collect();
    let _ = write!(
        out,
        "<entry><title>{}</title><id>urn:waggle:post:{}</id><link href=\"{}\"/>\
         <published>{at}</published><updated>{at}</updated><author><name>{}</name></author>\
         <category term=\"{}\"/><content type=\"text\">{}</content>",
        xml(&short),
        hit.id,
        xml(link),
        xml(author),
        xml(hit.network.as_str()),
        xml(&hit.text),
        at = hit.created_at,
    );
    let _ = write!(out, "<category term=\"{}\"/>", say::label(hit.label));
    for act in hit.acts.iter() {
        let _ = write!(out, "<category term=\"{}\" label=\"{}\"/>", act.as_str(), say::act(act));
    }
    out.push_str("</entry>\n");
}

/// Text as XML holds it: marks escaped, characters that XML 1.0 forbids left out.
fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(c),
            c if c < ' ' || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_post_is_markup() {
        assert_eq!(xml("<b a=\"1\">&\u{0}\u{b}\u{ffff}ü\n"), "&lt;b a=&quot;1&quot;&gt;&amp;ü\n");
    }
}
