//! Measurements for whoever runs the server.

use axum::http::{Method, StatusCode};
use ledger::Scope;
use model::Role;

use crate::app::TestApp;

#[tokio::test]
async fn health_is_open_and_says_nothing() {
    let app = TestApp::start().await;
    let answered = app.call(Method::GET, "/healthz", &[], "").await;
    assert_eq!((answered.status, answered.text.as_str()), (StatusCode::OK, "ok\n"));
}

#[tokio::test]
async fn metrics_count_by_pattern_and_name_nobody() {
    let app = TestApp::start().await;
    let cookie = app.session(Role::Manager).await;
    let id = TestApp::post_of("ann").to_string();
    app.page(&format!("/inbox/{id}"), &cookie).await;
    app.call(Method::GET, "/nowhere/ann", &[], "").await;
    let token = app.token(Role::Admin, &[Scope::Metrics]).await;
    let text = app.read("/metrics", &token).await.text;
    assert!(text.contains("\nwaggle_posts 5\n") || text.contains("waggle_posts 5\n"), "{text}");
    assert!(text.contains("waggle_index_lag 0\n"), "{text}");
    let line = "_count{method=\"GET\",route=\"/inbox/{id}\",status=\"200\"} 1\n";
    assert!(text.contains(line), "{text}");
    assert!(!text.contains(&id) && !text.contains("/nowhere"), "{text}");
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let value = line.rsplit_once(' ').unwrap().1;
        assert!(value.parse::<f64>().is_ok(), "{line}");
    }
    for (role, scope) in [(Role::Admin, Scope::Read), (Role::Manager, Scope::Metrics)] {
        let token = app.token(role, &[scope]).await;
        assert_eq!(app.read("/metrics", &token).await.status, StatusCode::FORBIDDEN);
    }
}
