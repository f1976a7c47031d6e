//! A token gives its scopes within its member's role, and nothing else.

use axum::http::{Method, StatusCode};
use ledger::Scope;
use model::Role;
use web::api::endpoints;

use crate::app::TestApp;

fn concrete(path: &str) -> String {
    path.replace("{id}", &TestApp::post_of("ann").to_string())
}

#[tokio::test]
async fn every_endpoint_asks_for_its_scope_and_its_permission() {
    let app = TestApp::start().await;
    for scope in Scope::ALL {
        for role in [Role::Admin, Role::Contributor, Role::Guest, Role::Visitor] {
            let token = app.token(role, &[scope]).await;
            for endpoint in endpoints() {
                let path = concrete(endpoint.path);
                let answered = match endpoint.method {
                    "get" => app.read(&path, &token).await,
                    _ => app.write(&path, &token, "", "{}").await,
                };
                let may = endpoint.scope == scope && role.may(endpoint.asks);
                let forbidden = answered.status == StatusCode::FORBIDDEN;
                assert_eq!(forbidden, !may, "{role} {scope:?} {path}: {}", answered.text);
                assert!(!answered.status.is_server_error(), "{path}: {}", answered.text);
                if forbidden {
                    answered.problem();
                }
            }
        }
    }
}

#[tokio::test]
async fn without_a_token_that_holds_nobody_is_answered() {
    let app = TestApp::start().await;
    for token in ["", "wgl_wrong", "nonsense"] {
        let answered = app.read("/api/v1/posts", token).await;
        assert_eq!(answered.status, StatusCode::UNAUTHORIZED);
        assert!(answered.headers.contains_key("www-authenticate"));
        answered.problem();
    }
    // A token in the address is for feeds alone.
    let token = app.token(Role::Admin, &Scope::ALL).await;
    let path = format!("/api/v1/watches?token={token}");
    assert_eq!(app.call(Method::GET, &path, &[], "").await.status, StatusCode::UNAUTHORIZED);
    // A wrong token is not made good by a session beside it.
    let cookie = app.session(Role::Admin).await;
    let headers = [("authorization", "Bearer wgl_wrong"), ("cookie", cookie.as_str())];
    let answered = app.call(Method::GET, "/api/v1/watches", &headers, "").await;
    assert_eq!(answered.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn an_admin_makes_a_token_sees_it_once_and_revokes_it() {
    let app = TestApp::start().await;
    let cookie = app.session(Role::Admin).await;
    let form = "name=nightly&member=1&scopes=read&scopes=export&days=30";
    let made = app.ask(Method::POST, "/settings/api/tokens", &cookie, form).await;
    let start = made.text.find("wgl_").expect("the secret is shown");
    let secret: String = made.text.get(start..).unwrap().chars().take(4 + 43).collect();
    assert_eq!(app.read("/api/v1/count", &secret).await.status, StatusCode::OK);
    let page = app.page("/settings/api", &cookie).await;
    assert!(page.contains("nightly") && !page.contains("wgl_"), "{page}");
    app.ask(Method::POST, "/settings/api/tokens/1/revoke", &cookie, "").await;
    assert_eq!(app.read("/api/v1/count", &secret).await.status, StatusCode::UNAUTHORIZED);
    for bad in ["name=x&member=1", "name=&member=1&scopes=read", "name=x&member=99&scopes=read"] {
        let refused = app.ask(Method::POST, "/settings/api/tokens", &cookie, bad).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{bad}");
    }
}

#[tokio::test]
async fn whoever_asks_too_often_waits() {
    let app = TestApp::start().await;
    let token = app.token(Role::Admin, &[Scope::Read]).await;
    let other = app.token(Role::Admin, &[Scope::Read]).await;
    let mut last = app.read("/api/v1/watches", &token).await;
    for _ in 0..700 {
        last = app.read("/api/v1/watches", &token).await;
        if last.status != StatusCode::OK {
            break;
        }
    }
    assert_eq!(last.status, StatusCode::TOO_MANY_REQUESTS);
    let wait: u64 = last.headers["retry-after"].to_str().unwrap().parse().unwrap();
    assert!((1..=60).contains(&wait), "{wait}");
    last.problem();
    assert_eq!(app.read("/api/v1/watches", &other).await.status, StatusCode::OK);
}
