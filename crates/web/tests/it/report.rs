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
        "/topics",
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

#[tokio::test]
async fn topics_are_named_merged_and_taken_apart() {
    let app = TestApp::start().await;
    let reads = app.session(Role::Executive).await;
    let page = app.page("/assess/topics", &reads).await;
    assert!(
        page.contains("Other: under none of these")
            && !page.contains("<form method=\"post\" action=\"/assess")
    );
    let snapshot = app.app.house.snapshot();
    let assessed = snapshot.assessed.as_ref().unwrap();
    let topics: Vec<_> = assessed.whole.subjects().flat_map(|s| &s.topics).collect();
    let (first, second) = (topics[0], topics.iter().find(|t| t.name != topics[0].name).unwrap());
    let analyst = app.session(Role::Analyst).await;
    let say = async |body: String| {
        let answered = app.ask(Method::POST, "/assess/topics", &analyst, &body).await;
        (answered.status.as_u16(), app.app.ledger.topic_names().await.unwrap())
    };
    let topic = first.anchors[0];
    let (status, names) = say(format!("topic={topic}&action=rename&name=+Power+")).await;
    assert_eq!((status, names.len(), names[0].name.as_str()), (303, 1, "Power"));
    assert!(names[0].given && names[0].anchor == topic);
    let into = second.anchors[0];
    let (status, names) = say(format!("topic={topic}&action=merge&into={into}")).await;
    assert_eq!((status, names.len()), (303, 2));
    assert!(names.iter().all(|name| name.name == second.name && name.given));
    let (_, names) = say(format!("topic={topic},{into}&action=apart")).await;
    assert!(names.is_empty());
    for wrong in ["topic=xyz&action=rename&name=a", "topic=&action=apart"] {
        assert_eq!(say(wrong.to_owned()).await.0, 422, "{wrong}");
    }
    let (status, _) = say(format!("topic={topic}&action=rename&name=++")).await;
    assert_eq!(status, 422);
}
