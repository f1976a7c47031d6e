//! Passkeys: got, used, believed only when everything fits, and removed.

use axum::http::{Method, StatusCode};
use model::Role;
use serde_json::{Value, json};

use super::authenticator::Authenticator;
use crate::app::{Answered, TestApp};

const HERE: &str = "http://localhost:7070";

async fn post(app: &TestApp, path: &str, cookie: &str, body: &Value) -> Answered {
    app.ask_as(path, cookie, &body.to_string(), "application/json").await
}

fn json_of(answered: &Answered) -> Value {
    serde_json::from_str(&answered.text).unwrap()
}

/// Gets a passkey for whoever holds `cookie`.
async fn register(app: &TestApp, cookie: &str, origin: &str) -> (Authenticator, Answered) {
    let asked = json_of(&post(app, "/account/passkeys/ask", cookie, &json!({})).await);
    let (key, credential) = Authenticator::register(&asked["options"], origin);
    let body =
        json!({ "ceremony": asked["ceremony"], "credential": credential, "name": "My <laptop>" });
    let kept = post(app, "/account/passkeys", cookie, &body).await;
    (key, kept)
}

async fn ask_who(app: &TestApp) -> Value {
    json_of(&post(app, "/sign-in/passkey/ask", "", &json!({})).await)
}

async fn enter(app: &TestApp, asked: &Value, credential: &Value) -> Answered {
    let body =
        json!({ "ceremony": asked["ceremony"], "credential": credential, "next": "/weekly" });
    post(app, "/sign-in/passkey", "", &body).await
}

#[tokio::test]
async fn a_passkey_opens_the_door_until_it_is_removed() {
    let app = TestApp::start_at(HERE).await;
    let manager = app.session(Role::Manager).await;
    let (mut key, kept) = register(&app, &manager, HERE).await;
    assert_eq!(kept.status, StatusCode::OK, "{}", kept.text);
    let page = app.page("/account", &manager).await;
    assert!(page.contains("My &#60;laptop&#62;") || page.contains("My &lt;laptop"), "{page}");

    let asked = ask_who(&app).await;
    let credential = key.sign_in(&asked["options"]);
    let entered = enter(&app, &asked, &credential).await;
    assert_eq!(entered.status, StatusCode::OK, "{}", entered.text);
    assert_eq!(json_of(&entered)["next"], "/weekly");
    assert!(app.page("/account", &entered.cookie).await.contains("manager@example.org"));
    // The very same answer a second time is not believed.
    assert_eq!(enter(&app, &asked, &credential).await.status, StatusCode::UNPROCESSABLE_ENTITY);

    let page = app.page("/account", &manager).await;
    let path = page.split("/account/passkeys/").nth(1).unwrap().split('"').next().unwrap();
    let other = app.session(Role::Analyst).await;
    let path = format!("/account/passkeys/{path}");
    let refused = app.ask(Method::POST, &path, &other, "").await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    app.ask(Method::POST, &path, &manager, "").await;
    let asked = ask_who(&app).await;
    let credential = key.sign_in(&asked["options"]);
    assert_eq!(enter(&app, &asked, &credential).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let log: Vec<_> = app.app.ledger.audit_log(9).await.unwrap();
    let verbs: Vec<_> = log.iter().map(|entry| entry.verb.as_str()).collect();
    assert!(verbs.contains(&"passkey.added") && verbs.contains(&"passkey.removed"), "{verbs:?}");
}

#[tokio::test]
async fn answers_of_other_sites_members_and_clones_are_not_believed() {
    let app = TestApp::start_at(HERE).await;
    let manager = app.session(Role::Manager).await;
    let (_, refused) = register(&app, &manager, "https://evil.example").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);

    let (mut key, _) = register(&app, &manager, HERE).await;
    key.origin = "https://evil.example".to_owned();
    let asked = ask_who(&app).await;
    let credential = key.sign_in(&asked["options"]);
    assert_eq!(enter(&app, &asked, &credential).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    key.origin = HERE.to_owned();

    // An answer to another question.
    let (first, second) = (ask_who(&app).await, ask_who(&app).await);
    let credential = key.sign_in(&first["options"]);
    assert_eq!(enter(&app, &second, &credential).await.status, StatusCode::UNPROCESSABLE_ENTITY);

    // Signed in once more, then a clone whose counter stands still.
    let asked = ask_who(&app).await;
    let credential = key.sign_in(&asked["options"]);
    assert_eq!(enter(&app, &asked, &credential).await.status, StatusCode::OK);
    key.turn_back(1);
    let asked = ask_who(&app).await;
    let credential = key.sign_in(&asked["options"]);
    assert_eq!(enter(&app, &asked, &credential).await.status, StatusCode::UNPROCESSABLE_ENTITY);

    // A ceremony that another member began.
    let asked = json_of(&post(&app, "/account/passkeys/ask", &manager, &json!({})).await);
    let (_, credential) = Authenticator::register(&asked["options"], HERE);
    let body = json!({ "ceremony": asked["ceremony"], "credential": credential });
    let analyst = app.session(Role::Analyst).await;
    let refused = post(&app, "/account/passkeys", &analyst, &body).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(json_of(&refused)["why"].as_str().unwrap().contains("not known"));
}

#[tokio::test]
async fn who_is_shut_out_has_no_passkey_left() {
    let app = TestApp::start_at(HERE).await;
    let (mut key, _) = register(&app, &app.session(Role::Manager).await, HERE).await;
    let member = app.app.ledger.member_by_email("manager@example.org").await.unwrap().unwrap();
    let admin = app.session(Role::Admin).await;
    let path = format!("/settings/members/{}", member.id);
    for action in ["action=disable", "action=enable"] {
        app.ask(Method::POST, &path, &admin, action).await;
        let asked = ask_who(&app).await;
        let credential = key.sign_in(&asked["options"]);
        assert_eq!(enter(&app, &asked, &credential).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

#[tokio::test]
async fn a_site_without_a_name_says_why_it_has_none() {
    let app = TestApp::start().await;
    let cookie = app.session(Role::Manager).await;
    let page = app.page("/account", &cookie).await;
    assert!(page.contains("--public-url") && !page.contains("data-passkey"), "{page}");
    let door = app.ask(Method::GET, "/sign-in", "", "").await.text;
    assert!(!door.contains("data-passkey") && !door.contains("<script"), "{door}");
    let refused = post(&app, "/account/passkeys/ask", &cookie, &json!({})).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
}
