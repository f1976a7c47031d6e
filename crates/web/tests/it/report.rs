//! The assessment, the week and the quarter, for those who read words and those who read figures alone.

use axum::http::Method;
use model::Role;

use crate::app::TestApp;

#[tokio::test]
async fn every_part_of_the_assessment_has_its_page() {
    let app = TestApp::start().await;
    let cookie = app.session(Role::Executive).await;
    for part in [
        "",
        "/customers",
        "/brand",
        "/partners",
        "/competitors",
        "/voice",
        "/time",
        "/compare",
        "/inside",
        "/missing",
    ] {
        let page = app.page(&format!("/assess{part}"), &cookie).await;
        assert!(page.contains("<section") || page.contains("<header"), "{part}");
    }
    assert!(app.page("/assess/voice", &cookie).await.contains("href=\"/search?q="));
}

#[tokio::test]
async fn a_guest_sees_figures_and_nobodys_words() {
    let app = TestApp::start().await;
    let (reads, guest) = (app.session(Role::Executive).await, app.session(Role::Guest).await);
    let words = |page: &str| page.contains("<blockquote");
    assert!(words(&app.page("/assess/brand", &reads).await));
    let bare = app.page("/assess/brand", &guest).await;
    assert!(!words(&bare) && !bare.contains("/search?q="), "{bare}");
    assert!(!words(&app.page("/quarterly", &guest).await));
    assert!(!words(&app.page("/weekly", &guest).await));
}

#[tokio::test]
async fn what_managers_write_stands_on_the_quarterly_page() {
    let app = TestApp::start().await;
    let manager = app.session(Role::Manager).await;
    let body = "quarterly.goal=1%2C000+public+thanks+by+December";
    app.ask(Method::POST, "/quarterly", &manager, body).await;
    let executive = app.session(Role::Executive).await;
    let page = app.page("/quarterly", &executive).await;
    assert!(page.contains("1,000 public thanks by December"), "{page}");
}

#[tokio::test]
async fn a_quiet_week_is_said_to_be_quiet() {
    let app = TestApp::start().await;
    let cookie = app.session(Role::Analyst).await;
    assert!(app.page("/weekly", &cookie).await.contains("3 figures were compared"));
}
