//! Several workspaces behind one door: what is one's never opens the other's.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use http_body_util::BodyExt as _;
use ledger::{NewToken, Scope};
use model::Role;
use tower::ServiceExt as _;
use web::Options;
use web::several::{self, Base};

use crate::app::{Answered, NOW, TestApp};

struct Street {
    acme: TestApp,
    zeta: TestApp,
    router: axum::Router,
}

impl Street {
    async fn start() -> Self {
        let base = Base::parse("https://waggle.example.org").unwrap();
        let at = |name| Options { public_url: base.of(name), oidc: None };
        let (acme, zeta) =
            (TestApp::start_with(at("acme")).await, TestApp::start_with(at("zeta")).await);
        let apps =
            vec![("acme".to_owned(), acme.app.clone()), ("zeta".to_owned(), zeta.app.clone())];
        Self { acme, zeta, router: several::router(base, apps) }
    }

    async fn get(&self, host: &str, path: &str, name: header::HeaderName, value: &str) -> Answered {
        let request = Request::get(path).header(header::HOST, host).header(name, value);
        let request = request.body(Body::empty()).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let text = |name| {
            let value = parts.headers.get(name).and_then(|v: &header::HeaderValue| v.to_str().ok());
            value.unwrap_or_default().to_owned()
        };
        let bytes = body.collect().await.unwrap().to_bytes();
        Answered {
            bytes: bytes.len(),
            status: parts.status,
            location: text(header::LOCATION),
            cookie: text(header::SET_COOKIE),
            text: String::from_utf8_lossy(&bytes).into_owned(),
            headers: parts.headers,
        }
    }
}

const ACME: &str = "acme.waggle.example.org";
const ZETA: &str = "Zeta.waggle.example.org:443";

#[tokio::test]
async fn a_session_opens_its_own_workspace_and_no_other() {
    let street = Street::start().await;
    let cookie = street.acme.session(Role::Admin).await;
    assert!(cookie.starts_with("__Host-waggle_session="), "{cookie}");
    let own = street.get(ACME, "/inbox", header::COOKIE, &cookie).await;
    assert_eq!(own.status, StatusCode::OK);
    let other = street.get(ZETA, "/inbox", header::COOKIE, &cookie).await;
    assert_eq!(other.location, "/sign-in?next=%2Finbox");
    let theirs = street.zeta.session(Role::Admin).await;
    assert_eq!(street.get(ZETA, "/inbox", header::COOKIE, &theirs).await.status, StatusCode::OK);
    // Over TLS a cookie that a neighbouring name could have set is no session.
    let loose = cookie.trim_start_matches("__Host-");
    let refused = street.get(ACME, "/inbox", header::COOKIE, loose).await;
    assert_eq!(refused.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_token_and_a_link_open_their_own_workspace_and_no_other() {
    let street = Street::start().await;
    let acme = &street.acme.app;
    let member = acme.ledger.member_by_email("admin@example.org").await.unwrap().unwrap();
    let secret = "wgl_0123456789";
    let new = NewToken {
        secret: web::auth::token::hash(secret),
        name: "crm".to_owned(),
        scopes: vec![Scope::Read],
        member: member.id,
        expires_at: None,
    };
    acme.ledger.add_token(&new, NOW).await.unwrap();
    let bearer = format!("Bearer {secret}");
    let own = street.get(ACME, "/api/v1/posts", header::AUTHORIZATION, &bearer).await;
    assert_eq!(own.status, StatusCode::OK, "{}", own.text);
    let other = street.get(ZETA, "/api/v1/posts", header::AUTHORIZATION, &bearer).await;
    assert_eq!(other.status, StatusCode::UNAUTHORIZED);

    let link = web::auth::token::sign_in_link(acme, member.id).await.unwrap();
    let path = link.strip_prefix("https://acme.waggle.example.org").unwrap();
    let cross = street.zeta.ask(axum::http::Method::POST, path, "", "").await;
    assert_eq!(cross.status, StatusCode::UNPROCESSABLE_ENTITY);
    let own = street.acme.ask(axum::http::Method::POST, path, "", "").await;
    assert_eq!(own.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn the_door_leads_on_and_lists_nobody() {
    let street = Street::start().await;
    let none = header::ACCEPT_LANGUAGE;
    let base = "waggle.example.org";
    let door = street.get(base, "/", none.clone(), "en").await;
    assert_eq!(door.status, StatusCode::OK);
    assert!(!door.text.contains("acme") && !door.text.contains("zeta"), "{}", door.text);
    let policy = door.headers.get("content-security-policy").unwrap().to_str().unwrap();
    assert!(policy.contains("form-action 'self' https://*.waggle.example.org;"), "{policy}");
    let led = street.get(base, "/?name=Acme", none.clone(), "en").await;
    assert_eq!(led.location, "https://acme.waggle.example.org/");
    let lost = street.get(base, "/?name=%3Cb%3E", none.clone(), "en").await;
    assert!(lost.text.contains("There is no workspace called"), "{}", lost.text);
    assert!(!lost.text.contains("<b>"), "{}", lost.text);
    for (host, path) in [
        (base, "/inbox"),
        ("nobody.waggle.example.org", "/"),
        ("acme.waggle.example.org.evil.example", "/"),
        ("evil.acme.waggle.example.org", "/"),
        ("", "/"),
    ] {
        let answered = street.get(host, path, none.clone(), "en").await;
        assert_eq!(answered.status, StatusCode::NOT_FOUND, "{host}{path}");
    }
}
