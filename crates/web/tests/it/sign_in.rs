//! Getting in, and being kept out.

mod authenticator;
mod oidc;
mod passkeys;
mod provider;

use axum::http::{Method, StatusCode};
use model::{MemberId, Role};

use crate::app::TestApp;

const PASSWORD: &str = "password=correct+horse+battery";

#[tokio::test]
async fn a_link_works_once_and_a_password_from_then_on() {
    let app = TestApp::start().await;
    let member = app.app.ledger.member_by_email("manager@example.org").await.unwrap().unwrap();
    let link = web::auth::token::sign_in_link(&app.app, member.id).await.unwrap();
    let path = link.strip_prefix("http://127.0.0.1:7070").unwrap();
    assert_eq!(app.ask(Method::GET, path, "", "").await.status, StatusCode::OK);
    let first = app.ask(Method::POST, path, "", "").await;
    assert_eq!(
        (first.status, first.location.as_str()),
        (StatusCode::SEE_OTHER, "/account?first=1")
    );
    assert_eq!(app.ask(Method::POST, path, "", "").await.status, StatusCode::UNPROCESSABLE_ENTITY);

    let set = app
        .ask(Method::POST, "/account/password", &first.cookie, "new=correct+horse+battery")
        .await;
    assert_eq!(set.status, StatusCode::SEE_OTHER);
    let wrong = app.ask(Method::POST, "/sign-in", "", "email=manager@example.org&password=x").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let form = format!("email=Manager@Example.org&{PASSWORD}&next=/weekly");
    let right = app.ask(Method::POST, "/sign-in", "", &form).await;
    assert_eq!((right.status, right.location.as_str()), (StatusCode::SEE_OTHER, "/weekly"));
    app.page("/inbox", &right.cookie).await;

    let out = app.ask(Method::POST, "/sign-out", &right.cookie, "").await;
    assert_eq!(out.location, "/sign-in");
    assert_eq!(
        app.ask(Method::GET, "/inbox", &right.cookie, "").await.location,
        "/sign-in?next=%2Finbox"
    );
}

#[tokio::test]
async fn nobody_is_led_to_another_site() {
    let app = TestApp::start().await;
    let cookie = app.session(Role::Admin).await;
    app.ask(Method::POST, "/account/password", &cookie, "new=correct+horse+battery").await;
    let form = format!("email=admin@example.org&{PASSWORD}&next=//evil.example");
    assert_eq!(app.ask(Method::POST, "/sign-in", "", &form).await.location, "/");
}

#[tokio::test]
async fn tries_are_limited() {
    let app = TestApp::start().await;
    let mut last = StatusCode::OK;
    for _ in 0..11 {
        last = app.ask(Method::POST, "/sign-in", "", "email=a@b&password=guess").await.status;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn a_form_of_another_site_is_not_carried_out() {
    let app = TestApp::start().await;
    let cookie = app.session(Role::Admin).await;
    let body = "email=eve@example.org&name=Eve&role=admin";
    let refused =
        app.ask_from(Method::POST, "/settings/members", &cookie, body, "cross-site").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(app.app.ledger.member_by_email("eve@example.org").await.unwrap().is_none());
    let kept = app.ask(Method::POST, "/settings/members", &cookie, body).await;
    assert!(kept.text.contains("/sign-in/"), "{}", kept.text);
}

#[tokio::test]
async fn who_is_shut_out_is_out_at_once_and_one_admin_remains() {
    let app = TestApp::start().await;
    let admin = app.session(Role::Admin).await;
    let analyst = app.session(Role::Analyst).await;
    app.page("/weekly", &analyst).await;
    let id = app.app.ledger.member_by_email("analyst@example.org").await.unwrap().unwrap().id;
    let path = format!("/settings/members/{id}");
    app.ask(Method::POST, &path, &admin, "action=disable").await;
    assert_eq!(app.ask(Method::GET, "/weekly", &analyst, "").await.status, StatusCode::SEE_OTHER);
    let own = app.app.ledger.member_by_email("admin@example.org").await.unwrap().unwrap().id;
    assert_eq!(own, MemberId(1));
    let refused = app.ask(Method::POST, "/settings/members/1", &admin, "action=disable").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn no_page_asks_a_third_party() {
    let app = TestApp::start().await;
    let answered = app.ask(Method::GET, "/sign-in", "", "").await;
    let policy = answered.headers.get("content-security-policy").unwrap().to_str().unwrap();
    assert!(policy.starts_with("default-src 'none'") && !policy.contains("http"), "{policy}");
    assert!(!policy.contains("script-src 'self' 'unsafe"), "{policy}");
}
