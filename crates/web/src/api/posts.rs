//! Posts through the API: a page of them, one, all of a query; how many; and corrections.

use axum::Json;
use axum::body::Body;
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use futures_util::stream;
use index::{Bucket, By, Hit, Order, Page, Searcher};
use ledger::Verdict;
use model::{Act, Label, Plan, Seq, Timestamp};
use query::Query;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::sync::Arc;

use super::caller::{Asked, Caller, Export as ExportScope, Write};
use super::error::ApiError;
use super::once::Posted;
use super::view::PostView;
use crate::auth::{Correct, Export, May, ReadPosts};
use crate::pages::inbox::list::hit_of;
use crate::pages::posts::{id_of, keep};

/// Posts on a page unless it is said, and at most.
const LIMIT: usize = 50;
/// At most.
pub const MOST: usize = 200;
/// Posts of an export that are read at once.
const STRETCH: usize = 5_000;

/// What posts are asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wanted {
    q: Option<String>,
    since: Option<Timestamp>,
    until: Option<Timestamp>,
    order: Option<String>,
    limit: Option<usize>,
    cursor: Option<String>,
}

/// The same without pages.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counted {
    q: Option<String>,
    since: Option<Timestamp>,
    until: Option<Timestamp>,
    bucket: Option<String>,
    by: Option<String>,
}

/// The query: what is asked, within the time that is asked. Nothing asked is everything.
pub fn query_of(
    q: Option<&str>,
    since: Option<Timestamp>,
    until: Option<Timestamp>,
) -> Result<Query, ApiError> {
    let text = q.map(str::trim).filter(|text| !text.is_empty());
    let own = text.map(query::parse).transpose()?;
    let end = |at: Option<Timestamp>| at.map_or_else(|| "*".to_owned(), |at| at.to_string());
    let created = match (since, until) {
        (None, None) => "created:[0001-01-01 TO *]".to_owned(),
        // The end of a range is inside, `until` is not.
        (since, until) => {
            format!("created:[{} TO {}]", end(since), end(until.map(|at| at.plus_secs(-1))))
        }
    };
    match (own, since.or(until)) {
        (Some(own), None) => Ok(own),
        (Some(own), Some(_)) => Ok(query::parse(&format!("({own}) AND {created}"))?),
        (None, _) => Ok(query::parse(&created)?),
    }
}

/// Where a page ended. It holds for the query and order that it was made for.
struct Cursor {
    at: Timestamp,
    seq: Seq,
}

fn fingerprint(query: &Query, order: Order) -> String {
    let hash = blake3::hash(format!("{order:?} {query}").as_bytes());
    hash.to_hex().chars().take(16).collect()
}

impl Cursor {
    fn write(&self, query: &Query, order: Order) -> String {
        let text = format!("{}.{}.{}", self.at.0, self.seq.0, fingerprint(query, order));
        URL_SAFE_NO_PAD.encode(text)
    }

    fn read(text: &str, query: &Query, order: Order) -> Result<Self, ApiError> {
        let wrong = || {
            let why = "this cursor belongs to another query or order";
            ApiError::refused(
                why,
                "begin again without a cursor, and change only `limit` between pages",
            )
        };
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| wrong())?;
        let text = String::from_utf8(bytes).map_err(|_| wrong())?;
        let parts: Vec<_> = text.split('.').collect();
        let [at, seq, of] = parts.as_slice() else { return Err(wrong()) };
        if *of != fingerprint(query, order) {
            return Err(wrong());
        }
        let at = at.parse().map_err(|_| wrong())?;
        let seq = seq.parse().map_err(|_| wrong())?;
        Ok(Self { at: Timestamp(at), seq: Seq(seq) })
    }
}

/// A page of posts.
#[derive(Debug, Serialize)]
pub struct PostPage {
    total: u64,
    posts: Vec<PostView>,
    next: Option<String>,
}

/// The posts that match, by pages.
pub async fn list(
    who: Caller<ReadPosts>,
    Asked(wanted): Asked<Wanted>,
) -> Result<Json<PostPage>, ApiError> {
    let query = query_of(wanted.q.as_deref(), wanted.since, wanted.until)?;
    let order = match wanted.order.as_deref() {
        None | Some("newest") => Order::Newest,
        Some("oldest") => Order::Oldest,
        Some(other) => {
            let why = format!("`{other}` is no order");
            return Err(ApiError::refused(why, "write `newest` or `oldest`"));
        }
    };
    let limit = wanted.limit.unwrap_or(LIMIT);
    if !(1..=MOST).contains(&limit) {
        let why = format!("a page has 1 to {MOST} posts");
        return Err(ApiError::refused(why, "set `limit` within that and follow `next`"));
    }
    let after = wanted.cursor.as_deref().map(|text| Cursor::read(text, &query, order));
    let after = after.transpose()?.map(|cursor| (cursor.at, cursor.seq));
    let snapshot = who.snapshot();
    // One more than is shown tells whether there is a next page.
    let page = Page { limit: limit + 1, offset: 0, order };
    let mut found = snapshot.searcher.search_after(&query, &page, after)?;
    let more = found.hits.len() > limit;
    found.hits.truncate(limit);
    let last = found.hits.last().filter(|_| more);
    let next = last.map(|hit| Cursor { at: hit.created_at, seq: hit.seq }.write(&query, order));
    let posts = found.hits.iter().map(|hit| PostView::of(hit, &snapshot.plan)).collect();
    Ok(Json(PostPage { total: found.total, posts, next }))
}

/// One post.
pub async fn show(
    who: Caller<ReadPosts>,
    Path(id): Path<String>,
) -> Result<Json<PostView>, ApiError> {
    let hit = hit_of(&who, id_of(&id)?).await?.ok_or(ApiError::NotFound)?;
    Ok(Json(PostView::of(&hit, &who.snapshot().plan)))
}

/// What a person says a post is; what is absent or null is left to the model.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CorrectionBody {
    sentiment: Option<Label>,
    acts: Option<Vec<Act>>,
}

/// Keeps a correction.
pub async fn correct(
    who: Caller<Correct, Write>,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, ApiError> {
    let work = async move |who: May<Correct>, posted: Posted| {
        let post = id_of(&id)?;
        let body: CorrectionBody = posted.json()?;
        let acts = body.acts.map(|acts| acts.into_iter().collect());
        keep(&who, post, Verdict { label: body.sentiment, acts, drawn: false }).await?;
        Ok(json!({ "post": post, "sentiment": body.sentiment, "acts": acts }))
    };
    posted.once(who.who, work).await
}

/// How many match.
pub async fn count(
    who: Caller<ReadPosts>,
    Asked(wanted): Asked<Counted>,
) -> Result<Json<Value>, ApiError> {
    let query = query_of(wanted.q.as_deref(), wanted.since, wanted.until)?;
    Ok(Json(json!({ "count": who.snapshot().searcher.count(&query)? })))
}

/// How many match in each stretch of time.
pub async fn histogram(
    who: Caller<ReadPosts>,
    Asked(wanted): Asked<Counted>,
) -> Result<Json<Value>, ApiError> {
    let bucket = match wanted.bucket.as_deref() {
        Some("hour") => Bucket::Hour,
        None | Some("day") => Bucket::Day,
        Some("week") => Bucket::Week,
        Some("month") => Bucket::Month,
        Some(other) => {
            let why = format!("`{other}` is no bucket");
            return Err(ApiError::refused(why, "write `hour`, `day`, `week` or `month`"));
        }
    };
    let query = query_of(wanted.q.as_deref(), wanted.since, wanted.until)?;
    let snapshot = who.snapshot();
    let bars = snapshot.searcher.histogram(&query, bucket)?;
    let bar = |bar: &index::Bar| match bucket {
        Bucket::Hour => json!({ "day": bar.day, "hour": bar.hour, "count": bar.count }),
        _ => json!({ "day": bar.day, "count": bar.count }),
    };
    let bars: Vec<_> = bars.iter().map(bar).collect();
    Ok(Json(json!({ "zone": snapshot.plan.zone.name(), "bars": bars })))
}

/// How many match by network, language or watch.
pub async fn breakdown(
    who: Caller<ReadPosts>,
    Asked(wanted): Asked<Counted>,
) -> Result<Json<Value>, ApiError> {
    let by = match wanted.by.as_deref() {
        None | Some("network") => By::Network,
        Some("language") => By::Language,
        Some("watch") => By::Watch,
        Some(other) => {
            let why = format!("posts cannot be counted by `{other}`");
            return Err(ApiError::refused(why, "write `network`, `language` or `watch`"));
        }
    };
    let query = query_of(wanted.q.as_deref(), wanted.since, wanted.until)?;
    let parts = who.snapshot().searcher.breakdown(&query, by)?;
    let part = |(name, count): (String, u64)| json!({ "name": name, "count": count });
    Ok(Json(json!({ "parts": parts.into_iter().map(part).collect::<Vec<_>>() })))
}

/// All posts of a query as JSON Lines, of one moment.
pub async fn export(
    who: Caller<Export, ExportScope>,
    Asked(wanted): Asked<Counted>,
) -> Result<Response, ApiError> {
    let query = query_of(wanted.q.as_deref(), wanted.since, wanted.until)?;
    let snapshot = who.snapshot();
    // What is wrong with the query is said before the answer begins.
    let total = snapshot.searcher.count(&query)?;
    who.audit("posts.exported", &format!("{total} posts")).await?;
    let (searcher, plan) = (snapshot.searcher.clone(), Arc::clone(&snapshot.plan));
    let lines = stream::try_unfold(Some(None), move |after| {
        let (searcher, query, plan) = (searcher.clone(), query.clone(), Arc::clone(&plan));
        async move {
            let Some(after) = after else { return Ok(None) };
            let work = move || stretch(&searcher, &query, &plan, after);
            tokio::task::spawn_blocking(work).await.map_err(std::io::Error::other)?
        }
    });
    let kind = [(header::CONTENT_TYPE, "application/x-ndjson")];
    Ok((kind, Body::from_stream(lines)).into_response())
}

type After = Option<(Timestamp, Seq)>;

fn stretch(
    searcher: &Searcher,
    query: &Query,
    plan: &Plan,
    after: After,
) -> std::io::Result<Option<(String, Option<After>)>> {
    let page = Page { limit: STRETCH, offset: 0, order: Order::Newest };
    let found = searcher.search_after(query, &page, after).map_err(std::io::Error::other)?;
    let last: Option<&Hit> = found.hits.last();
    let next =
        last.filter(|_| found.hits.len() == STRETCH).map(|hit| Some((hit.created_at, hit.seq)));
    let mut lines = String::new();
    for hit in &found.hits {
        lines.push_str(&serde_json::to_string(&PostView::of(hit, plan))?);
        lines.push('\n');
    }
    Ok(Some((lines, next)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_holds_for_its_query_alone() {
        let (lamps, desks) = (query::parse("lamps").unwrap(), query::parse("desks").unwrap());
        let text = Cursor { at: Timestamp(-5), seq: Seq(7) }.write(&lamps, Order::Newest);
        let read = Cursor::read(&text, &lamps, Order::Newest).unwrap();
        assert_eq!((read.at, read.seq), (Timestamp(-5), Seq(7)));
        assert!(Cursor::read(&text, &lamps, Order::Oldest).is_err());
        assert!(Cursor::read(&text, &desks, Order::Newest).is_err());
        assert!(Cursor::read("nonsense!", &lamps, Order::Newest).is_err());
    }

    #[test]
    fn the_time_that_is_asked_narrows_the_query() {
        let said = |q, since, until| query_of(q, since, until).unwrap().to_string();
        assert_eq!(said(Some("a OR b"), None, None), query::parse("a OR b").unwrap().to_string());
        let both = said(Some("a OR b"), Some(Timestamp(0)), Some(Timestamp(86_400)));
        assert!(both.contains("created:[1970-01-01T00:00:00Z TO 1970-01-01T23:59:59Z]"), "{both}");
        assert!(said(None, None, Some(Timestamp(1))).contains("[* TO 1970"));
        said(None, None, None);
    }
}
