//! Whether the server works, and how well: `/healthz` for a supervisor, `/metrics` for Prometheus. Neither names a
//! person or repeats a word.

use std::fmt::Write as _;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::header;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use model::MatterState;
use rustc_hash::FxHashMap;

use crate::api::ApiError;
use crate::api::caller::{Caller, Metrics as MetricsScope};
use crate::app::App;
use crate::auth::Administer;
use crate::pages::inbox::list;
use crate::routes::of::*;

/// The routes of this area.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/healthz", None, get(health)),
        Route::get("/metrics", P::Administer, get(show)),
    ]
}

/// Upper ends of the buckets, in seconds.
const BUCKETS: [f64; 11] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];

#[derive(Debug, Default, Clone)]
struct Took {
    buckets: [u64; BUCKETS.len()],
    count: u64,
    sum_secs: f64,
}

/// Method, pattern of the route, status.
type Asked = (String, String, u16);

/// What was asked since the start, and how long it took.
#[derive(Debug, Default)]
pub struct Metrics {
    asked: Mutex<FxHashMap<Asked, Took>>,
}

impl Metrics {
    fn add(&self, asked: Asked, secs: f64) {
        let mut all = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        let took = all.entry(asked).or_default();
        for (bucket, end) in took.buckets.iter_mut().zip(BUCKETS) {
            *bucket += u64::from(secs <= end);
        }
        took.count += 1;
        took.sum_secs += secs;
    }

    fn write(&self, out: &mut String) {
        let all = self.asked.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let mut all: Vec<_> = all.into_iter().collect();
        all.sort_by(|(a, _), (b, _)| a.cmp(b));
        let name = "waggle_http_request_duration_seconds";
        head(
            out,
            name,
            "histogram",
            "Time until the answer began, by pattern of the route and status.",
        );
        for ((method, route, status), took) in &all {
            let labels = format!("method=\"{method}\",route=\"{route}\",status=\"{status}\"");
            for (bucket, end) in took.buckets.iter().zip(BUCKETS) {
                let _ = writeln!(out, "{name}_bucket{{{labels},le=\"{end}\"}} {bucket}");
            }
            let _ = writeln!(out, "{name}_bucket{{{labels},le=\"+Inf\"}} {}", took.count);
            let _ = writeln!(out, "{name}_sum{{{labels}}} {}", took.sum_secs);
            let _ = writeln!(out, "{name}_count{{{labels}}} {}", took.count);
        }
    }
}

fn head(out: &mut String, name: &str, kind: &str, help: &str) {
    // Writing into a text cannot fail.
    let _ = writeln!(out, "# HELP {name} {help}\n# TYPE {name} {kind}");
}

fn gauge(out: &mut String, name: &str, help: &str, value: u64) {
    head(out, name, "gauge", help);
    let _ = writeln!(out, "{name} {value}");
}

/// Measures each request by the pattern of its route; a path can name a person.
pub async fn measure(State(app): State<App>, request: Request, next: Next) -> Response {
    let method = request.method().as_str();
    // Whoever invents methods shall not fill the memory.
    let known = matches!(method, "GET" | "HEAD" | "POST" | "OPTIONS");
    let method = if known { method.to_owned() } else { "other".to_owned() };
    let route = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let began = Instant::now();
    let response = next.run(request).await;
    let asked = (method, route.unwrap_or_else(|| "none".to_owned()), response.status().as_u16());
    app.metrics.add(asked, began.elapsed().as_secs_f64());
    response
}

/// Whether ledger and index answer.
pub async fn health(State(app): State<App>) -> Result<&'static str, ApiError> {
    if let Err(error) = app.ledger.head().await {
        tracing::error!(%error, "the ledger does not answer");
        return Err(ApiError::Unavailable);
    }
    if let Err(error) = app.snapshot().searcher.hit_at(model::Seq(1)) {
        tracing::error!(%error, "the index does not answer");
        return Err(ApiError::Unavailable);
    }
    Ok("ok\n")
}

/// The measurements.
pub async fn show(who: Caller<Administer, MetricsScope>) -> Result<Response, ApiError> {
    let snapshot = who.snapshot();
    let mut out = String::new();
    let counts = who.ledger.counts().await?;
    gauge(&mut out, "waggle_posts", "Posts that stand in the ledger.", counts.posts);
    let lag = who.ledger.head().await?.0.saturating_sub(snapshot.searcher.upto().0);
    gauge(&mut out, "waggle_index_lag", "Changes of the ledger that the index does not have.", lag);
    let corrections = who.ledger.corrections().await?.len() as u64;
    gauge(&mut out, "waggle_corrections", "Posts that people corrected.", corrections);
    let needs = snapshot.searcher.count(&query::parse(&list::query_of(&snapshot.plan, None))?)?;
    gauge(&mut out, "waggle_needs", "Mentions that need an answer, settled or not.", needs);
    matters(&mut out, &who.ledger.matter_counts().await?, needs);
    let imports = who.house.imports();
    let name = "waggle_imports";
    head(&mut out, name, "gauge", "Imports since the start, by state.");
    let count = |state: &str| {
        let is = |(_, import): &&(_, crate::Import)| match &import.done {
            None => state == "running",
            Some(Ok(())) => state == "done",
            Some(Err(_)) => state == "failed",
        };
        imports.iter().filter(is).count()
    };
    for state in ["running", "done", "failed"] {
        let _ = writeln!(out, "{name}{{state=\"{state}\"}} {}", count(state));
    }
    who.metrics.write(&mut out);
    let kind = [(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")];
    Ok((kind, out).into_response())
}

/// A mention that nobody touched has no matter, and is open.
fn matters(out: &mut String, counts: &[(MatterState, u64)], needs: u64) {
    let name = "waggle_matters";
    head(
        out,
        name,
        "gauge",
        "Matters by state; open: mentions that need an answer less those settled or snoozed.",
    );
    let of = |state| counts.iter().find(|(s, _)| *s == state).map_or(0, |(_, count)| *count);
    let closed: u64 =
        MatterState::ALL.iter().filter(|s| **s != MatterState::Open).map(|s| of(*s)).sum();
    for state in MatterState::ALL {
        let count =
            if *state == MatterState::Open { needs.saturating_sub(closed) } else { of(*state) };
        let _ = writeln!(out, "{name}{{state=\"{state}\"}} {count}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buckets_add_up_as_prometheus_counts() {
        let metrics = Metrics::default();
        let asked = || ("GET".to_owned(), "/inbox".to_owned(), 200);
        metrics.add(asked(), 0.02);
        metrics.add(asked(), 30.0);
        let mut out = String::new();
        metrics.write(&mut out);
        let line = |end: &str, count: u64| {
            let labels = "method=\"GET\",route=\"/inbox\",status=\"200\"";
            format!("_bucket{{{labels},le=\"{end}\"}} {count}\n")
        };
        assert!(out.contains(&line("0.01", 0)) && out.contains(&line("0.025", 1)), "{out}");
        assert!(out.contains(&line("+Inf", 2)) && out.contains("_count{"), "{out}");
    }
}
