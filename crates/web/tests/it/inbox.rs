//! The inbox: what waits, what becomes of it, and a correction that changes every number.

mod answered;
mod escalation;

use axum::http::{Method, StatusCode};
use model::Role;

use crate::app::TestApp;

#[tokio::test]
async fn what_needs_an_answer_is_there_and_what_we_said_is_not() {
    let app = TestApp::start().await;
    let cookie = app.session(Role::Manager).await;
    let page = app.page("/inbox", &cookie).await;
    assert!(page.contains("replace the battery"), "{page}");
    assert!(page.contains("broke after two days"), "{page}");
    assert!(!page.contains("Our new Lumen lamp is out"), "{page}");
    assert!(!page.contains("best purchase of the year"), "{page}");
}

#[tokio::test]
async fn nothing_from_a_post_acts_in_a_page() {
    let app = TestApp::start().await;
    let cookie = app.session(Role::Manager).await;
    let page = app.page("/inbox", &cookie).await;
    assert!(page.contains("&#60;img src=x") || page.contains("&lt;img src=x"), "{page}");
    assert!(!page.contains("<img src=x") && !page.contains("<script>alert"), "{page}");
    assert!(!page.contains("javascript:"), "{page}");
}

#[tokio::test]
async fn a_matter_is_answered_and_brought_back() {
    let app = TestApp::start().await;
    let cookie = app.session(Role::Contributor).await;
    let path = format!("/inbox/{}", TestApp::post_of("ann"));
    let done = app.ask(Method::POST, &path, &cookie, "action=replied&next=/inbox").await;
    assert_eq!(done.location, "/inbox?did=replied&event=1");
    assert!(!app.page("/inbox", &cookie).await.contains("replace the battery"));
    assert!(app.page("/inbox?tab=replied", &cookie).await.contains("replace the battery"));
    let undone = app.ask(Method::POST, "/inbox/undo", &cookie, "event=1&next=/inbox").await;
    assert_eq!(undone.location, "/inbox?did=undone");
    assert!(app.page("/inbox", &cookie).await.contains("replace the battery"));
    let again = app.ask(Method::POST, "/inbox/undo", &cookie, "event=1&next=/inbox").await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_contributor_takes_on_but_does_not_hand_on() {
    let app = TestApp::start().await;
    let cookie = app.session(Role::Contributor).await;
    let member = app.app.ledger.member_by_email("contributor@example.org").await.unwrap().unwrap();
    let path = format!("/inbox/{}", TestApp::post_of("bob"));
    let own = format!("action=assign&to=member:{}&next=/inbox", member.id);
    assert_eq!(app.ask(Method::POST, &path, &cookie, &own).await.status, StatusCode::SEE_OTHER);
    assert!(app.page("/inbox?tab=mine", &cookie).await.contains("broke after two days"));
    let other = "action=assign&to=member:1&next=/inbox";
    assert_eq!(app.ask(Method::POST, &path, &cookie, other).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_correction_wins_at_once_in_every_number() {
    let app = TestApp::start().await;
    let cookie = app.session(Role::Analyst).await;
    let (negative, positive) = (app.count("sentiment:negative"), app.count("sentiment:positive"));
    let path = format!("/posts/{}/correct", TestApp::post_of("cem"));
    let done = app.ask(Method::POST, &path, &cookie, "label=negative&next=/inbox").await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    assert_eq!(app.count("sentiment:negative"), negative + 1);
    assert_eq!(app.count("sentiment:positive"), positive - 1);
    let quality = app.page("/settings/quality", &cookie).await;
    assert!(quality.contains("people corrected 1 post"), "{quality}");
    // The model has its word back.
    app.ask(Method::POST, &path, &cookie, "label=model&next=/inbox").await;
    assert_eq!(app.count("sentiment:negative"), negative);
    assert_eq!(app.count("sentiment:positive"), positive);
}

#[tokio::test]
async fn many_are_set_aside_at_once() {
    let app = TestApp::start().await;
    let cookie = app.session(Role::Manager).await;
    let body = format!(
        "action=irrelevant&post={}&post={}&next=/inbox",
        TestApp::post_of("ann"),
        TestApp::post_of("bob")
    );
    assert_eq!(
        app.ask(Method::POST, "/inbox/many", &cookie, &body).await.status,
        StatusCode::SEE_OTHER
    );
    let page = app.page("/inbox?tab=irrelevant", &cookie).await;
    assert!(page.contains("replace the battery") && page.contains("broke after two days"));
}

#[tokio::test]
async fn an_unknown_post_is_not_found() {
    let app = TestApp::start().await;
    let cookie = app.session(Role::Manager).await;
    for path in ["/inbox/xyz", "/inbox/00000000000000000000000000000000"] {
        assert_eq!(app.ask(Method::GET, path, &cookie, "").await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn only_posts_that_chance_chose_measure_the_error() {
    let app = TestApp::start().await;
    let cookie = app.session(Role::Analyst).await;
    let page = app.page("/settings/judge", &cookie).await;
    assert!(page.contains("class=\"words\""), "{page}");
    let held_out = understand::Reader::confusion();
    let body = format!("post={}&label=positive", TestApp::post_of("cem"));
    app.ask(Method::POST, "/settings/judge", &cookie, &body).await;
    let path = format!("/posts/{}/correct", TestApp::post_of("bob"));
    app.ask(Method::POST, &path, &cookie, "label=positive&next=/inbox").await;
    let corrections = app.app.ledger.corrections().await.unwrap();
    let drawn: Vec<_> = corrections.iter().filter(|c| c.drawn).map(|c| c.post).collect();
    assert_eq!(drawn, [TestApp::post_of("cem")]);
    let picked: Vec<_> = corrections.into_iter().filter(|c| !c.drawn).collect();
    assert_eq!(understand::adapt::classifier(&picked, None, [2, 1, 2], 0.0), held_out);
}
