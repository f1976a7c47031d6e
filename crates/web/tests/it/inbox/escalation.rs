//! What nobody replied to goes to whom the rules name: once, visibly, and told.

use axum::http::{Method, StatusCode};
use ledger::HookEvent;
use model::{Act, Department, Role, Timestamp};
use web::pages::inbox::escalate;

use crate::app::{NOW, TestApp};

/// A Sunday noon; ten o'clock on Tuesday in Berlin is nine working hours later.
const TUESDAY: Timestamp = Timestamp(NOW.0 + 45 * 3_600);

async fn add(app: &TestApp, form: &str) -> StatusCode {
    let admin = app.session(Role::Admin).await;
    app.ask(Method::POST, "/settings/escalation", &admin, form).await.status
}

#[tokio::test]
async fn what_waits_too_long_goes_up_once_for_each_rule() {
    let app = TestApp::start().await;
    let cookie = app.session(Role::Manager).await;
    let manager = app.app.ledger.member_by_email("manager@example.org").await.unwrap().unwrap();
    assert_eq!(
        add(&app, "need=question&hours=8&to=department:support").await,
        StatusCode::SEE_OTHER
    );
    let to = format!("need=&hours=24&to=member:{}", manager.id);
    assert_eq!(add(&app, &to).await, StatusCode::SEE_OTHER);
    let events = [HookEvent::MatterChanged];
    let hook = app.app.ledger.add_webhook("https://hooks.example.org/", &[1; 32], &events, NOW);
    hook.await.unwrap();

    // Posts came in at NOW, on a Sunday, though they were said before.
    assert_eq!(escalate::round(&app.app).await.unwrap(), 0);
    app.at(TUESDAY);
    let ann = TestApp::post_of("ann");
    let path = format!("/inbox/{}", TestApp::post_of("bob"));
    app.ask(Method::POST, &path, &cookie, "action=replied&next=/inbox").await;
    assert!(escalate::round(&app.app).await.unwrap() >= 1);
    assert_eq!(escalate::round(&app.app).await.unwrap(), 0);
    let page = app.page("/inbox", &cookie).await;
    assert!(page.contains("escalated to Support"), "{page}");
    let detail = app.page(&format!("/inbox/{ann}"), &cookie).await;
    assert!(
        detail.contains("escalated to Support after 8 working hours without reply"),
        "{detail}"
    );
    let matters = app.app.ledger.matters(&[ann, TestApp::post_of("bob")]).await.unwrap();
    assert_eq!(matters[&ann].department, Some(Department::Support));
    assert!(matters[&TestApp::post_of("bob")].escalated.is_none());
    let log = app.app.ledger.audit_log(50).await.unwrap();
    let entry = log.iter().find(|entry| entry.verb == "matter.escalated").unwrap();
    assert!(entry.member.is_none() && entry.object.contains("to Support"), "{entry:?}");
    let due = app.app.ledger.due_deliveries(TUESDAY, 50).await.unwrap();
    assert!(due.iter().any(|due| due.delivery.payload.contains("\"verb\":\"escalated\"")));

    // The next step comes when its own hours are over, whatever the first one was.
    app.at(TUESDAY.plus_secs(3 * 86_400));
    assert!(escalate::round(&app.app).await.unwrap() >= 1);
    let matters = app.app.ledger.matters(&[ann]).await.unwrap();
    assert_eq!((matters[&ann].member, matters[&ann].department), (Some(manager.id), None));
    assert!(app.page("/inbox?tab=mine", &cookie).await.contains("replace the battery"));
}

#[tokio::test]
async fn rules_that_cannot_be_meant_are_refused_and_those_without_a_person_rest() {
    let app = TestApp::start().await;
    for bad in [
        "need=question&hours=0&to=department:support",
        "need=question&hours=x&to=department:support",
        "need=praise&hours=8&to=department:support",
        "need=question&hours=8&to=department:gardening",
        "need=question&hours=8&to=member:99",
        "need=question&hours=8&to=",
    ] {
        assert_eq!(add(&app, bad).await, StatusCode::UNPROCESSABLE_ENTITY, "{bad}");
    }
    let member = app.app.ledger.member_by_email("contributor@example.org").await.unwrap().unwrap();
    app.app
        .ledger
        .add_escalation_rule(Some(Act::Question), 1, Some(member.id), None)
        .await
        .unwrap();
    app.app.ledger.set_disabled(member.id, Some(NOW)).await.unwrap();
    app.at(TUESDAY);
    assert_eq!(escalate::round(&app.app).await.unwrap(), 0);
    let admin = app.session(Role::Admin).await;
    let page = app.page("/settings/escalation", &admin).await;
    assert!(page.contains("this rule rests"), "{page}");
    assert_eq!(add(&app, "remove=1").await, StatusCode::SEE_OTHER);
    assert_eq!(add(&app, "remove=1").await, StatusCode::NOT_FOUND);
}
