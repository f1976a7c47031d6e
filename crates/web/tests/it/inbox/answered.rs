//! What the thread says by itself: answered by the company, and what was said below.

use axum::http::{Method, StatusCode};
use model::Role;

use crate::app::TestApp;

/// Whether a page of the inbox lists the question.
async fn lists(app: &TestApp, path: &str, cookie: &str) -> bool {
    let page = app.page(path, cookie).await;
    page.split("<li class=\"line").any(|line| {
        line.split_once("</li>").is_some_and(|(line, _)| line.contains("replace the battery"))
    })
}

#[tokio::test]
async fn what_the_company_answered_leaves_by_itself_and_comes_back_when_asked() {
    let app = TestApp::start().await;
    let cookie = app.session(Role::Manager).await;
    let ann = TestApp::post_of("ann");
    // Somebody else's reply settles nothing, and is shown.
    app.say("dora", "dora-1", "I would like to know that, too", Some(ann)).await;
    assert!(lists(&app, "/inbox", &cookie).await);
    let detail = app.page(&format!("/inbox/{ann}"), &cookie).await;
    assert!(detail.contains("What was said below") && detail.contains("know that, too"));

    app.say("Lumen", "lumen-1", "Turn the base to the left, Ann.", Some(ann)).await;
    assert!(!lists(&app, "/inbox", &cookie).await);
    let replied = app.page("/inbox?tab=replied", &cookie).await;
    assert!(replied.contains("answered by <bdi>Lumen</bdi>"), "{replied}");
    assert!(lists(&app, "/inbox?tab=replied", &cookie).await);
    let detail = app.page(&format!("/inbox/{ann}"), &cookie).await;
    assert!(detail.contains("answered by <bdi>Lumen</bdi>"), "{detail}");
    assert!(detail.contains("Turn the base") && detail.contains("Open again"), "{detail}");

    // A note changes nothing of that, and its undo leaves no trace.
    let path = format!("/inbox/{ann}");
    let noted = app.ask(Method::POST, &path, &cookie, "action=note&note=nice&next=/inbox").await;
    assert!(!lists(&app, "/inbox", &cookie).await);
    let event = noted.location.rsplit_once('=').unwrap().1;
    let undo = format!("event={event}&next=/inbox");
    let undone = app.ask(Method::POST, "/inbox/undo", &cookie, &undo).await;
    assert_eq!(undone.status, StatusCode::SEE_OTHER, "{}", undone.text);
    assert!(!lists(&app, "/inbox", &cookie).await);

    app.ask(Method::POST, &path, &cookie, "action=reopen&next=/inbox").await;
    assert!(lists(&app, "/inbox", &cookie).await);
    assert!(!lists(&app, "/inbox?tab=replied", &cookie).await);
}

#[tokio::test]
async fn a_quote_or_a_namesake_elsewhere_is_no_answer() {
    let app = TestApp::start().await;
    let cookie = app.session(Role::Manager).await;
    // The account of the plan is `mastodon:lumen`.
    app.say("lumen_fan", "fan-1", "Turn the base", Some(TestApp::post_of("ann"))).await;
    app.say("lumen", "lumen-2", "We say something else", None).await;
    assert!(lists(&app, "/inbox", &cookie).await);
}
