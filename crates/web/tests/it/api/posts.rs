//! Posts by pages, counts that agree with them, and changes that happen once.

use axum::http::{Method, StatusCode};
use ledger::Scope;
use model::Role;

use crate::app::{SAID, TestApp};

async fn walk(app: &TestApp, token: &str, query: &str) -> Vec<String> {
    let mut handles = Vec::new();
    let mut cursor = String::new();
    loop {
        let path = format!("/api/v1/posts?{query}&limit=2{cursor}");
        let page = app.read(&path, token).await.json();
        let posts = page["posts"].as_array().unwrap();
        handles.extend(posts.iter().map(|p| p["author"]["handle"].as_str().unwrap().to_owned()));
        match page["next"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return handles,
        }
    }
}

#[tokio::test]
async fn cursors_walk_through_all_posts_exactly_once() {
    let app = TestApp::start().await;
    let token = app.token(Role::Analyst, &[Scope::Read]).await;
    let all: Vec<String> = SAID.iter().map(|(handle, _)| (*handle).to_owned()).collect();
    assert_eq!(walk(&app, &token, "").await, all);
    assert_eq!(walk(&app, &token, "q=lumen").await, all);
    let back: Vec<String> = all.iter().rev().cloned().collect();
    assert_eq!(walk(&app, &token, "order=oldest").await, back);
    let early = walk(&app, &token, "since=2026-11-22T08:00:00Z&until=2026-11-22T10:00:01Z").await;
    assert_eq!(early, all[1..4]);
}

#[tokio::test]
async fn counts_agree_with_the_posts() {
    let app = TestApp::start().await;
    let token = app.token(Role::Analyst, &[Scope::Read, Scope::Export]).await;
    let get = async |path: &str| app.read(path, &token).await;
    assert_eq!(get("/api/v1/count").await.json()["count"], 5);
    assert_eq!(get("/api/v1/count?q=battery").await.json()["count"], 1);
    let bars = get("/api/v1/histogram?bucket=hour").await.json();
    assert_eq!(bars["bars"].as_array().unwrap().len(), 5, "{bars}");
    let parts = get("/api/v1/breakdown?by=watch").await.json();
    assert_eq!(parts["parts"][0]["name"], "lamps");
    assert_eq!(parts["parts"][0]["count"], 5);
    let lines = get("/api/v1/export?q=lamp").await.text;
    assert_eq!(lines.lines().count() as u64, app.count("lamp"));
    for line in lines.lines() {
        serde_json::from_str::<serde_json::Value>(line).unwrap();
    }
}

#[tokio::test]
async fn a_post_is_shown_without_an_address_that_acts() {
    let app = TestApp::start().await;
    let token = app.token(Role::Executive, &[Scope::Read]).await;
    let path = format!("/api/v1/posts/{}", TestApp::post_of("ann"));
    let post = app.read(&path, &token).await.json();
    assert_eq!(post["author"]["handle"], "ann");
    assert!(post["url"].is_null(), "{post}");
    for id in ["xyz", "00000000000000000000000000000000"] {
        let answered = app.read(&format!("/api/v1/posts/{id}"), &token).await;
        assert_eq!(answered.status, StatusCode::NOT_FOUND);
        answered.problem();
    }
}

#[tokio::test]
async fn what_cannot_be_understood_is_refused_with_a_remedy() {
    let app = TestApp::start().await;
    let token = app.token(Role::Analyst, &[Scope::Read, Scope::Write]).await;
    for path in [
        "/api/v1/posts?q=(lamp",
        "/api/v1/posts?q=watch:nothing",
        "/api/v1/posts?limit=201",
        "/api/v1/posts?limit=0",
        "/api/v1/posts?order=best",
        "/api/v1/posts?since=yesterday",
        "/api/v1/posts?sinse=2026-01-01T00:00:00Z",
        "/api/v1/posts?cursor=AAAA",
        "/api/v1/histogram?bucket=decade",
        "/api/v1/breakdown?by=mood",
        "/api/v1/inbox?tab=all",
        "/api/v1/inbox?need=love",
    ] {
        let answered = app.read(path, &token).await;
        assert_eq!(answered.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}: {}", answered.text);
        answered.problem();
    }
    let path = format!("/api/v1/posts/{}/correction", TestApp::post_of("cem"));
    for body in ["", "[]", "{\"sentiment\":\"splendid\"}", "{\"feeling\":\"negative\"}"] {
        let answered = app.write(&path, &token, "", body).await;
        assert_eq!(answered.status, StatusCode::UNPROCESSABLE_ENTITY, "{body}");
        answered.problem();
    }
}

#[tokio::test]
async fn a_correction_happens_once_however_often_it_is_sent() {
    let app = TestApp::start().await;
    let token = app.token(Role::Analyst, &[Scope::Write]).await;
    let path = format!("/api/v1/posts/{}/correction", TestApp::post_of("cem"));
    let before = app.count("sentiment:negative");
    let body = "{\"sentiment\":\"negative\"}";
    let first = app.write(&path, &token, "one", body).await;
    assert_eq!(first.status, StatusCode::OK, "{}", first.text);
    assert_eq!(app.count("sentiment:negative"), before + 1);
    let head = app.app.ledger.head().await.unwrap();
    let again = app.write(&path, &token, "one", body).await;
    assert_eq!((again.status, again.text), (first.status, first.text));
    assert_eq!(app.app.ledger.head().await.unwrap(), head);
    // The key belongs to that request.
    let other = app.write(&path, &token, "one", "{\"sentiment\":\"neutral\"}").await;
    assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
    other.problem();
    // Another token's keys are its own.
    let second = app.token(Role::Manager, &[Scope::Write]).await;
    assert_eq!(app.write(&path, &second, "one", "{}").await.status, StatusCode::OK);
    assert_eq!(app.count("sentiment:negative"), before);
}

#[tokio::test]
async fn a_matter_is_settled_once_and_leaves_the_inbox() {
    let app = TestApp::start().await;
    let token = app.token(Role::Contributor, &[Scope::Read, Scope::Write]).await;
    let waiting = async || app.read("/api/v1/inbox", &token).await.json();
    let before = waiting().await["total"].as_u64().unwrap();
    let path = format!("/api/v1/inbox/{}", TestApp::post_of("ann"));
    let done = app.write(&path, &token, "k", "{\"action\":\"replied\"}").await;
    assert_eq!(done.json()["event"], 1, "{}", done.text);
    let again = app.write(&path, &token, "k", "{\"action\":\"replied\"}").await;
    assert_eq!(again.json()["event"], 1);
    assert_eq!(waiting().await["total"], before - 1);
    let others = app.write(&path, &token, "", "{\"action\":\"assign\",\"to\":\"member:1\"}").await;
    assert_eq!(others.status, StatusCode::FORBIDDEN);
    let bad = app.write(&path, &token, "", "{\"action\":\"snooze\",\"days\":900}").await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_guest_has_figures_without_words() {
    let app = TestApp::start().await;
    let guest = app.token(Role::Guest, &[Scope::Read]).await;
    let admin = app.token(Role::Admin, &[Scope::Read]).await;
    let figures = app.read("/api/v1/assessment", &guest).await.json();
    assert_eq!(figures["words"], false);
    let whole = app.read("/api/v1/assessment", &admin).await.json();
    assert_eq!(whole["words"], true);
    assert!(whole.to_string().len() > figures.to_string().len());
}

#[tokio::test]
async fn the_session_of_a_browser_does_too() {
    let app = TestApp::start().await;
    let cookie = app.session(Role::Analyst).await;
    assert_eq!(app.ask(Method::GET, "/api/v1/count", &cookie, "").await.json()["count"], 5);
    // But not from a page of another site.
    let path = format!("/api/v1/posts/{}/correction", TestApp::post_of("cem"));
    let answered = app.ask_from(Method::POST, &path, &cookie, "{}", "cross-site").await;
    assert_eq!(answered.status, StatusCode::FORBIDDEN);
    answered.problem();
    let nowhere = app.ask(Method::GET, "/api/v1/nowhere", &cookie, "").await;
    assert_eq!(nowhere.status, StatusCode::NOT_FOUND);
    nowhere.problem();
}
