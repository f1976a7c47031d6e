//! Webhooks against a receiver on this machine.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode};
use axum::routing::post;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ledger::{DeliveryState, HookEvent, Scope};
use model::{Role, Timestamp};
use serde_json::Value;
use web::hooks;

use crate::app::{NOW, TestApp};

type Got = Arc<Mutex<Vec<(HeaderMap, String)>>>;

/// A receiver that answers `status`; its address and what it got.
async fn receiver(status: StatusCode) -> (String, Got) {
    let got = Got::default();
    let take = move |State(got): State<Got>, headers: HeaderMap, body: String| async move {
        got.lock().unwrap().push((headers, body));
        (status, [("location", "http://169.254.169.254/")])
    };
    let router = Router::new().route("/hook", post(take)).with_state(Arc::clone(&got));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/hook", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await });
    (url, got)
}

async fn add(app: &TestApp, url: &str) -> String {
    let cookie = app.session(Role::Admin).await;
    let form = format!("url={url}&events=post.corrected&events=matter.changed");
    let page = app.ask(Method::POST, "/settings/api/webhooks", &cookie, &form).await;
    let start = page.text.find("whsec_").unwrap_or_else(|| panic!("{}", page.text));
    page.text
        .get(start..)
        .unwrap()
        .split('<')
        .next()
        .unwrap()
        .replace("&#43;", "+")
        .replace("&#61;", "=")
}

async fn correct(app: &TestApp) {
    let token = app.token(Role::Analyst, &[Scope::Write]).await;
    let path = format!("/api/v1/posts/{}/correction", TestApp::post_of("cem"));
    let done = app.write(&path, &token, "", "{\"sentiment\":\"negative\"}").await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text);
}

#[tokio::test]
async fn what_happens_is_told_signed_and_without_words() {
    let app = TestApp::start().await;
    let (url, got) = receiver(StatusCode::NO_CONTENT).await;
    let secret = add(&app, &url).await;
    correct(&app).await;
    let cookie = app.session(Role::Manager).await;
    let path = format!("/inbox/{}", TestApp::post_of("ann"));
    app.ask(Method::POST, &path, &cookie, "action=replied&next=/inbox").await;
    assert_eq!(hooks::deliver_due(&app.app).await.unwrap(), 2);
    assert_eq!(hooks::deliver_due(&app.app).await.unwrap(), 0);
    let got = got.lock().unwrap();
    assert_eq!(got.len(), 2);
    let mut kinds = Vec::new();
    for (headers, body) in got.iter() {
        let text = |name: &str| headers[name].to_str().unwrap();
        let key = STANDARD.decode(secret.strip_prefix("whsec_").unwrap()).unwrap();
        let time: i64 = text("webhook-timestamp").parse().unwrap();
        assert_eq!(time, NOW.0);
        let signed = hooks::sign::signature(&key, text("webhook-id"), time, body);
        assert_eq!(signed.as_deref(), Some(text("webhook-signature")));
        let payload: Value = serde_json::from_str(body).unwrap();
        kinds.push(payload["type"].as_str().unwrap().to_owned());
        assert!(!body.contains("purchase of the year") && !body.contains("battery"), "{body}");
    }
    kinds.sort();
    assert_eq!(kinds, ["matter.changed", "post.corrected"]);
}

#[tokio::test]
async fn a_new_assessment_is_told_of_once() {
    let app = TestApp::start().await;
    let ledger = &app.app.ledger;
    let events = [HookEvent::AssessmentMade];
    ledger.add_webhook("http://127.0.0.1:9/", &[1; 32], &events, NOW).await.unwrap();
    let told = hooks::tell_assessed(&app.app, None).await;
    assert!(told.is_some());
    assert_eq!(hooks::tell_assessed(&app.app, told).await, told);
    let deliveries = ledger.deliveries(9).await.unwrap();
    assert_eq!(deliveries.len(), 1);
    let payload: Value = serde_json::from_str(&deliveries[0].payload).unwrap();
    assert_eq!(payload["data"]["as_of"], told.unwrap().to_string());
}

#[tokio::test]
async fn the_task_sends_what_happens_by_itself() {
    let app = TestApp::start().await;
    let (told, mut heard) = tokio::sync::mpsc::unbounded_channel();
    let take = move |body: String| async move { told.send(body).map_err(|e| e.to_string()) };
    let router = Router::new().route("/hook", post(take));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/hook", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await });
    add(&app, &url).await;
    let task = tokio::spawn(hooks::run(app.app.clone()));
    correct(&app).await;
    assert!(heard.recv().await.unwrap().contains("post.corrected"));
    task.abort();
}

#[tokio::test]
async fn what_is_not_taken_is_sent_again_later_and_no_redirect_is_followed() {
    for status in [StatusCode::INTERNAL_SERVER_ERROR, StatusCode::TEMPORARY_REDIRECT] {
        let app = TestApp::start().await;
        let (url, got) = receiver(status).await;
        add(&app, &url).await;
        correct(&app).await;
        assert_eq!(hooks::deliver_due(&app.app).await.unwrap(), 1);
        // Not due yet.
        assert_eq!(hooks::deliver_due(&app.app).await.unwrap(), 0);
        assert_eq!(got.lock().unwrap().len(), 1);
        let delivery = app.app.ledger.deliveries(1).await.unwrap().remove(0);
        assert_eq!((delivery.state, delivery.attempts), (DeliveryState::Waiting, 1));
        assert!(delivery.next_at >= NOW.plus_secs(5) && delivery.next_at <= NOW.plus_secs(6));
        assert_eq!(delivery.answer, format!("answered {}", status.as_u16()));
    }
}

#[tokio::test]
async fn an_address_that_fails_for_long_or_is_gone_is_told_nothing_more() {
    let app = TestApp::start().await;
    let (url, _) = receiver(StatusCode::GONE).await;
    add(&app, &url).await;
    correct(&app).await;
    hooks::deliver_due(&app.app).await.unwrap();
    let cookie = app.session(Role::Admin).await;
    let page = app.page("/settings/api", &cookie).await;
    assert!(page.contains("<b>off</b>: the receiver says that it is gone"), "{page}");
    app.ask(Method::POST, "/settings/api/webhooks/1", &cookie, "action=remove").await;

    // Nobody listens there.
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let closed = format!("http://{}/hook", listener.local_addr().unwrap());
    drop(listener);
    let ledger = &app.app.ledger;
    let id = ledger.add_webhook(&closed, &[1; 32], &[HookEvent::PostCorrected], NOW).await.unwrap();
    let long_ago = NOW.plus_secs(-Timestamp::DAY_SECS);
    for _ in 0..32 {
        ledger.add_delivery(id, HookEvent::PostCorrected, "{}", long_ago).await.unwrap();
    }
    while hooks::deliver_due(&app.app).await.unwrap() > 0 {}
    let webhook = ledger.webhooks().await.unwrap().remove(0);
    assert!(webhook.disabled_why.unwrap().contains("in a row failed"));
}

#[tokio::test]
async fn a_webhook_never_leads_inside() {
    let app = TestApp::start().await;
    let cookie = app.session(Role::Admin).await;
    for url in [
        "https://169.254.169.254/latest/meta-data",
        "https://10.0.0.1/",
        "https://[::ffff:10.0.0.1]/",
        "https://[fe80::1]/",
        "ftp://example.com",
        "https://a:b@example.com",
    ] {
        let form = format!("url={url}&events=matter.changed");
        let refused = app.ask(Method::POST, "/settings/api/webhooks", &cookie, &form).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{url}");
    }
    // A number in another spelling is only known as one when it is resolved; so that is where it is refused.
    let ledger = &app.app.ledger;
    for url in ["https://0x0a000001/", "https://169.254.43518/"] {
        let events = [HookEvent::PostCorrected];
        let id = ledger.add_webhook(url, &[1; 32], &events, NOW).await.unwrap();
        ledger.add_delivery(id, HookEvent::PostCorrected, "{}", NOW).await.unwrap();
    }
    hooks::deliver_due(&app.app).await.unwrap();
    for delivery in ledger.deliveries(2).await.unwrap() {
        let refused = delivery.answer.contains("not a public address");
        assert!(refused || delivery.answer.contains("is not known"), "{}", delivery.answer);
    }
}
