//! Several workspaces behind one door, each under a name of its own (`acme.waggle.example.org`): what browsers keep apart
//! by itself (cookies, storage, scripts) is then apart, and each name leads to an application that knows nothing of the
//! others. The bare name only asks where to go; it lists nothing, because clients need not know of each other.

use std::net::SocketAddr;
use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::body::Body;
use axum::extract::{Query, State};
use axum::http::{Request, Uri, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::get;
use serde::Deserialize;
use tokio::net::TcpListener;
use tower::ServiceExt as _;

use crate::app::{App, background};
use crate::error::PageError;
use crate::{assets, guard};

/// The address that all have in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Base {
    scheme: &'static str,
    host: String,
    port: Option<u16>,
}

impl Base {
    /// Reads `url`, such as `https://waggle.example.org`; `None` where no name can stand before its own, as before an
    /// address in digits.
    pub fn parse(url: &str) -> Option<Self> {
        let uri: Uri = url.parse().ok()?;
        let scheme = match uri.scheme_str()? {
            "https" => "https",
            "http" => "http",
            _ => return None,
        };
        let host = uri.host()?.to_lowercase();
        let digits = host.starts_with('[') || host.parse::<std::net::IpAddr>().is_ok();
        (!digits).then_some(Self { scheme, host, port: uri.port_u16() })
    }

    /// The address of the workspace called `name`.
    pub fn of(&self, name: &str) -> String {
        let port = self.port.map(|port| format!(":{port}")).unwrap_or_default();
        format!("{}://{name}.{}{port}", self.scheme, self.host)
    }
}

/// A workspace's name in addresses: letters, digits and hyphens of `text`; `None` where nothing is left.
pub fn name_of(text: &str) -> Option<String> {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    let name: String = text.chars().map(plain).collect();
    let parts: Vec<&str> = name.split('-').filter(|part| !part.is_empty()).collect();
    let name: String = parts.join("-").chars().take(63).collect();
    let name = name.trim_end_matches('-').to_owned();
    (!name.is_empty()).then_some(name)
}

/// The door: the base, and each workspace's router by its name.
#[derive(Clone)]
struct Door(Arc<(Base, Vec<(String, Router)>)>);

/// Everything that can be asked for at `base` and below it.
pub fn router(base: Base, apps: Vec<(String, App)>) -> Router {
    // The form leads to a neighbour, which the policy would forbid.
    let policy = guard::policy(Some(&base.of("*")));
    let inner = apps.into_iter().map(|(name, app)| (name, app.router())).collect();
    let door = Door(Arc::new((base, inner)));
    let chooser = Router::new()
        .route("/", get(choose))
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/assets/{digest}/{name}", get(assets::file))
        .fallback(|| async { PageError::NotFound })
        .with_state(door.clone());
    let chooser = guard::with_headers(chooser, policy);
    Router::new().fallback(move |request: Request<Body>| {
        let (door, chooser) = (door.clone(), chooser.clone());
        async move { door.lead(request, chooser).await }
    })
}

/// Serves `apps` at `base` on `listener` until `stop` is done.
///
/// # Errors
/// When the listener fails.
pub async fn serve(
    base: Base,
    apps: Vec<(String, App)>,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let telling =
        futures_util::future::join_all(apps.iter().map(|(_, app)| background(app.clone())));
    let service = router(base, apps).into_make_service_with_connect_info::<SocketAddr>();
    tokio::select! {
        served = axum::serve(listener, service).with_graceful_shutdown(stop).into_future() => served,
        _ = telling => Ok(()),
    }
}

impl Door {
    /// Leads a request to the workspace that its host names.
    async fn lead(&self, request: Request<Body>, chooser: Router) -> Response {
        let (base, inner) = &*self.0;
        let said = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
        let host = said.or_else(|| request.uri().host()).unwrap_or_default().to_lowercase();
        let host = host.rsplit_once(':').map_or(host.as_str(), |(host, _)| host);
        if host == base.host {
            return lead(chooser, request).await;
        }
        let name = host.strip_suffix(base.host.as_str()).and_then(|name| name.strip_suffix('.'));
        match inner.iter().find(|(of, _)| Some(of.as_str()) == name) {
            Some((_, router)) => lead(router.clone(), request).await,
            None => PageError::NotFound.into_response(),
        }
    }
}

async fn lead(router: Router, request: Request<Body>) -> Response {
    match router.oneshot(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    }
}

#[derive(Template)]
#[template(path = "pages/sign_in/choose.html")]
struct ChoosePage {
    wrong: Option<String>,
    host: String,
}

#[derive(Deserialize)]
struct Choice {
    name: Option<String>,
}

/// Asks which workspace, and leads there.
async fn choose(
    State(door): State<Door>,
    Query(choice): Query<Choice>,
) -> Result<Response, PageError> {
    let (base, inner) = &*door.0;
    let asked = choice.name.filter(|name| !name.trim().is_empty());
    let known = asked.as_deref().and_then(name_of);
    let known = known.filter(|name| inner.iter().any(|(of, _)| of == name));
    if let Some(name) = known {
        return Ok(Redirect::to(&format!("{}/", base.of(&name))).into_response());
    }
    let page = ChoosePage { wrong: asked, host: base.host.clone() };
    Ok(Html(page.render()?).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_before_names_only() {
        let base = Base::parse("https://Waggle.Example.org").unwrap();
        assert_eq!(base.of("acme"), "https://acme.waggle.example.org");
        let base = Base::parse("http://localhost:7070").unwrap();
        assert_eq!(base.of("acme"), "http://acme.localhost:7070");
        for bad in ["http://127.0.0.1:7070", "http://[::1]:7070", "waggle", "ftp://x.example"] {
            assert_eq!(Base::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_folder_becomes_a_name() {
        for (folder, name) in [
            ("Acme & Söhne", Some("acme-s-hne")),
            ("client_7", Some("client-7")),
            ("--", None),
            ("a.b", Some("a-b")),
        ] {
            assert_eq!(name_of(folder).as_deref(), name, "{folder}");
        }
    }
}
