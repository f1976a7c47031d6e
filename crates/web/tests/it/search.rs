//! Search: what is found is what the address says, and an export is exactly that.

use axum::http::{Method, StatusCode, header};
use model::Role;

use crate::app::{SAID, TestApp};

#[tokio::test]
async fn a_search_shows_what_matches_and_its_parts() {
    let app = TestApp::start().await;
    let cookie = app.session(Role::Executive).await;
    let page = app.page("/search?q=lumen%20AND%20battery", &cookie).await;
    assert!(page.contains("1 post matches"), "{page}");
    assert!(page.contains("<mark>battery</mark>"), "{page}");
    assert!(!page.contains("best purchase of the year"), "{page}");
    assert!(page.contains("/search?q=lumen%20AND%20battery%20AND%20network%3Amastodon"), "{page}");
    assert!(!page.contains("/export.csv"), "an executive exports nothing: {page}");
    let all = app.page("/search", &cookie).await;
    assert!(all.contains("5 posts match"), "{all}");
    assert!(!all.contains("javascript:") && !all.contains("<script>alert"), "{all}");
}

#[tokio::test]
async fn days_order_and_repeats_stand_in_the_address() {
    let app = TestApp::start().await;
    let cookie = app.session(Role::Analyst).await;
    let none = app.page("/search?q=lumen&until=2026-11-21", &cookie).await;
    assert!(none.contains("No post matches"), "{none}");
    let oldest = app.page("/search?since=2026-11-22&order=oldest&repeats=without", &cookie).await;
    let (ours, ann) = (oldest.find("lamp is out"), oldest.find("replace the battery"));
    assert!(ours.is_some() && ours < ann, "{oldest}");
    assert!(oldest.contains("name=\"order\" value=\"oldest\""), "{oldest}");
}

#[tokio::test]
async fn a_query_that_cannot_be_read_is_pointed_at() {
    let app = TestApp::start().await;
    let cookie = app.session(Role::Analyst).await;
    let page = app.page("/search?q=lumen%20AND%20(x", &cookie).await;
    assert!(page.contains("lumen AND (x\n          ^"), "{page}");
    let page = app.page("/search?q=watch%3A%22%3Cb%3E%22", &cookie).await;
    assert!(page.contains("cannot be read") && !page.contains("\"<b>\""), "{page}");
}

#[tokio::test]
async fn a_view_is_kept_for_its_member_and_removed() {
    let app = TestApp::start().await;
    let cookie = app.session(Role::Analyst).await;
    let form = "name=Broken%20lamps&path=%2Fsearch%3Fq%3Dbroke";
    let kept = app.ask(Method::POST, "/search/views", &cookie, form).await;
    assert_eq!(kept.location, "/search?q=broke");
    assert!(app.page("/search", &cookie).await.contains("Broken lamps"));
    let other = app.session(Role::Manager).await;
    assert!(!app.page("/search", &other).await.contains("Broken lamps"));
    let away = "name=x&path=https%3A%2F%2Fevil.example";
    let refused = app.ask(Method::POST, "/search/views", &cookie, away).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    app.ask(Method::POST, "/search/views/1/remove", &cookie, "").await;
    assert!(!app.page("/search", &cookie).await.contains("Broken lamps"));
}

#[tokio::test]
async fn an_export_is_what_is_seen_and_the_audit_log_has_it() {
    let app = TestApp::start().await;
    let cookie = app.session(Role::Analyst).await;
    let answered = app.ask(Method::GET, "/export.csv?q=lamp&order=oldest", &cookie, "").await;
    assert!(answered.headers[header::CONTENT_DISPOSITION].to_str().unwrap().contains(".csv"));
    let text = answered.text.trim_start_matches('\u{feff}');
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let said: Vec<&str> = rows.iter().map(|row| &row[17]).collect();
    let lamps = SAID.iter().rev().map(|(_, text)| *text).filter(|text| !text.contains("lamps"));
    assert_eq!(said, lamps.collect::<Vec<_>>());
    assert_eq!(said.len() as u64, app.count("lamp"));
    let lines = app.page("/export.jsonl?q=lamp", &cookie).await;
    assert_eq!(lines.lines().count(), said.len());
    assert!(lines.lines().all(|line| line.contains("\"network\":\"mastodon\"")));
    let log = app.app.ledger.audit_log(10).await.unwrap();
    let entries = log.iter().filter(|entry| entry.verb == "posts.exported").count();
    assert_eq!(entries, 2, "{log:?}");
    let broken = app.ask(Method::GET, "/export.csv?q=(", &cookie, "").await;
    assert_eq!(broken.status, StatusCode::UNPROCESSABLE_ENTITY);
}
