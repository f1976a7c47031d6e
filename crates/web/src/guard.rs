//! What stands around every page: headers that forbid third parties, a check that forms come from here, compression,
//! and a log without personal data.

use axum::Router;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, Uri, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

use crate::api::{self, ApiError};
use crate::app::App;
use crate::error::PageError;

/// No page asks a third party for anything, and none runs a script that is not a file of ours. Styles on single marks
/// of a chart (a width) are attributes.
const POLICY: &str = "default-src 'none'; style-src 'self'; style-src-attr 'unsafe-inline'; script-src 'self'; \
    img-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; \
    manifest-src 'self'";

/// Puts the guard around `routes`.
pub fn around(routes: Router<App>, app: App) -> Router {
    routes
        .fallback(|uri: Uri| async move { refuse(&uri, PageError::NotFound) })
        .layer(from_fn_with_state(app.clone(), same_site))
        .layer(from_fn_with_state(policy(None), headers))
        .layer(CompressionLayer::new())
        .layer(CatchPanicLayer::new())
        .layer(from_fn(log))
        .layer(from_fn_with_state(app.clone(), crate::metrics::measure))
        .with_state(app)
}

/// Our headers alone, for pages that belong to no workspace.
pub fn with_headers(routes: Router, policy: HeaderValue) -> Router {
    routes.layer(from_fn_with_state(policy, headers)).layer(CatchPanicLayer::new())
}

/// The policy; `forms_to` is where else a form may lead.
pub fn policy(forms_to: Option<&str>) -> HeaderValue {
    let fixed = HeaderValue::from_static(POLICY);
    let Some(forms_to) = forms_to else { return fixed };
    let text = POLICY.replace("form-action 'self'", &format!("form-action 'self' {forms_to}"));
    HeaderValue::try_from(text).unwrap_or(fixed)
}

/// A request that changes something must come from a page of ours: browsers say so in `Sec-Fetch-Site`, older ones in
/// `Origin`. A program that sends neither carries no cookie of a browser, so it can only act with a token of its own.
async fn same_site(State(app): State<App>, request: Request, next: Next) -> Response {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if safe || is_ours(request.headers(), &app.options.public_url) {
        next.run(request).await
    } else {
        refuse(request.uri(), PageError::CrossSite)
    }
}

/// As the API says it, or as a page.
fn refuse(uri: &Uri, error: PageError) -> Response {
    if uri.path().starts_with(api::ROOT) {
        ApiError::from(error).into_response()
    } else {
        error.into_response()
    }
}

fn is_ours(headers: &HeaderMap, public_url: &str) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match (text("sec-fetch-site"), text("origin")) {
        (Some(site), _) => matches!(site, "same-origin" | "none"),
        (None, Some(origin)) => {
            let here = text("host");
            let from = origin.split_once("://").map(|(_, host)| host);
            origin == public_url || (here.is_some() && from == here)
        }
        (None, None) => text("cookie").is_none(),
    }
}

async fn headers(State(policy): State<HeaderValue>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (
            header::HeaderName::from_static("permissions-policy"),
            "camera=(), geolocation=(), microphone=()",
        ),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// The route's pattern, not the path: a path can name a person.
async fn log(request: Request, next: Next) -> Response {
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let response = next.run(request).await;
    let status = response.status().as_u16();
    tracing::info!(%method, route = route.as_deref().unwrap_or("-"), status, "answered");
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(pairs: &[(&'static str, &'static str)], ours: bool) {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.insert(*name, HeaderValue::from_static(value));
        }
        assert_eq!(is_ours(&headers, "https://waggle.example.org"), ours, "{pairs:?}");
    }

    #[test]
    fn only_our_own_forms_act_with_a_cookie() {
        check(&[("sec-fetch-site", "same-origin"), ("cookie", "x=y")], true);
        check(&[("sec-fetch-site", "cross-site"), ("cookie", "x=y")], false);
        check(&[("sec-fetch-site", "same-site"), ("cookie", "x=y")], false);
        check(&[("origin", "https://waggle.example.org")], true);
        check(&[("origin", "http://127.0.0.1:7070"), ("host", "127.0.0.1:7070")], true);
        check(&[("origin", "https://evil.example"), ("host", "127.0.0.1:7070")], false);
        check(&[("origin", "null"), ("host", "127.0.0.1:7070")], false);
        check(&[("cookie", "x=y")], false);
        check(&[], true);
    }
}
