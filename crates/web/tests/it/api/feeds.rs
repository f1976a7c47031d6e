//! Feeds as readers of feeds see them.

use axum::http::{Method, StatusCode};
use ledger::Scope;
use model::Role;

use crate::app::{SAID, TestApp};

#[tokio::test]
async fn a_feed_parses_and_nothing_in_a_post_acts_in_it() {
    let app = TestApp::start().await;
    let token = app.token(Role::Manager, &[Scope::Feed]).await;
    let path = format!("/feeds/search.atom?q=lumen&token={token}");
    let answered = app.call(Method::GET, &path, &[], "").await;
    assert_eq!(answered.status, StatusCode::OK, "{}", answered.text);
    let kind = answered.headers["content-type"].to_str().unwrap();
    assert!(kind.starts_with("application/atom+xml"), "{kind}");
    let feed = feed_rs::parser::parse(answered.text.as_bytes()).unwrap();
    assert_eq!(feed.feed_type, feed_rs::model::FeedType::Atom);
    assert_eq!(feed.title.unwrap().content, "Lumen & Sons: lumen");
    assert_eq!(feed.entries.len(), SAID.len());
    for (entry, (handle, text)) in feed.entries.iter().zip(SAID) {
        assert_eq!(entry.authors[0].name, handle);
        assert_eq!(entry.content.as_ref().unwrap().body.as_deref(), Some(text));
        assert!(entry.id.starts_with("urn:waggle:post:"));
        assert!(entry.links.iter().all(|link| link.href.starts_with("http")), "{entry:?}");
        assert!(entry.updated.is_some() && entry.title.is_some());
    }
}

#[tokio::test]
async fn a_feed_asks_for_its_scope() {
    let app = TestApp::start().await;
    let path = "/feeds/search.atom?q=lumen";
    assert_eq!(app.call(Method::GET, path, &[], "").await.status, StatusCode::UNAUTHORIZED);
    let token = app.token(Role::Manager, &[Scope::Read]).await;
    let answered = app.call(Method::GET, &format!("{path}&token={token}"), &[], "").await;
    assert_eq!(answered.status, StatusCode::FORBIDDEN);
    let token = app.token(Role::Guest, &[Scope::Feed]).await;
    let answered = app.call(Method::GET, &format!("{path}&token={token}"), &[], "").await;
    assert_eq!(answered.status, StatusCode::FORBIDDEN);
}
