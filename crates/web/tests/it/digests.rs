//! What one is sent by e-mail: choices, consent, one click to leave, counted links only after consent.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use ledger::DigestFor;
use model::{Day, DigestCategory, Rhythm, Role};
use web::digests::{Links, digest, wants};

use crate::app::{NOW, TestApp};

async fn member(app: &TestApp, role: Role) -> ledger::Member {
    app.session(role).await;
    let members = app.app.ledger.members().await.unwrap();
    members.into_iter().find(|member| member.role == role).unwrap()
}

fn path_of(url: &str) -> &str {
    let rest = url.split("://").nth(1).unwrap();
    rest.find('/').and_then(|at| rest.get(at..)).unwrap()
}

/// What a mail program sends: no cookie, no origin.
fn one_click(path: &str) -> Request<Body> {
    Request::builder()
        .method(Method::POST)
        .uri(path)
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from("List-Unsubscribe=One-Click"))
        .unwrap()
}

#[tokio::test]
async fn one_click_leaves_without_signing_in_and_at_once() {
    let app = TestApp::start().await;
    let member = member(&app, Role::Manager).await;
    let category = DigestCategory::Waiting;
    assert!(wants(&app.app, &member, category).await.unwrap());
    let url = Links::of(&app.app).await.unwrap().leave(member.id, category);
    let path = path_of(&url);
    // A program that looks at links in mails changes nothing.
    let seen = app.ask(Method::GET, path, "", "").await;
    assert_eq!(seen.status, StatusCode::OK);
    assert!(seen.text.contains("<form method=\"post\"") && seen.text.contains("What waits"));
    assert!(wants(&app.app, &member, category).await.unwrap());
    // RFC 8058: a POST with this body, no cookie, no login.
    let left = app.send(one_click(path)).await;
    assert_eq!(left.status, StatusCode::OK);
    assert!(!wants(&app.app, &member, category).await.unwrap());
    assert!(wants(&app.app, &member, DigestCategory::Moves).await.unwrap());
    assert_eq!(app.send(one_click(path)).await.status, StatusCode::OK);
    let forged = path.replace("waiting", "moves");
    assert_eq!(app.send(one_click(&forged)).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn choices_are_kept_and_shown() {
    let app = TestApp::start().await;
    let cookie = app.session(Role::Manager).await;
    let page = app.page("/digests", &cookie).await;
    assert!(page.contains("value=\"waiting\" checked"), "{page}");
    let kept = app.ask(Method::POST, "/digests", &cookie, "category=moves").await;
    assert_eq!(kept.location, "/digests");
    let page = app.page("/digests", &cookie).await;
    assert!(
        page.contains("value=\"moves\" checked") && !page.contains("value=\"waiting\" checked")
    );
    // What a role may not read is not offered to it.
    let guest = app.session(Role::Guest).await;
    let page = app.page("/digests", &guest).await;
    assert!(!page.contains("value=\"waiting\"") && page.contains("value=\"quarter\""));
}

#[tokio::test]
async fn the_daily_digest_says_what_the_inbox_says_and_quotes_nobody() {
    let app = TestApp::start().await;
    let member = member(&app, Role::Manager).await;
    let daily = (model::Rhythm::Daily, Day(20_779));
    let made = digest(&app.app, &member, daily, None).await.unwrap().unwrap();
    assert!(!made.is_empty());
    let mail = made.mail();
    for words in ["battery of my Lumen", "terrible service", "<script", "onerror"] {
        assert!(!mail.html.contains(words) && !mail.text.contains(words), "{words}");
    }
    assert!(mail.text.contains("/inbox?post="));
    assert!(!mail.text.contains("/go/"));
}

#[tokio::test]
async fn links_are_counted_only_after_consent_and_until_it_is_withdrawn() {
    let app = TestApp::start().await;
    let cookie = app.session(Role::Manager).await;
    let member = member(&app, Role::Manager).await;
    let which = DigestFor { member: member.id, rhythm: model::Rhythm::Daily, day: Day(20_779) };
    let send = app.app.ledger.begin_digest(which, NOW, 60).await.unwrap();
    let daily = (which.rhythm, which.day);
    let text = async || digest(&app.app, &member, daily, send).await.unwrap().unwrap().mail().text;
    assert!(!text().await.contains("/go/"));
    app.ask(Method::POST, "/digests/clicks", &cookie, "given=yes").await;
    let counted = text().await;
    let url = counted.lines().find(|line| line.contains("/go/")).unwrap().trim().to_owned();
    assert!(counted.contains("You agreed that clicks"));
    let clicks = async || app.app.ledger.digest_send(which).await.unwrap().unwrap().clicks;
    let went = app.ask(Method::GET, path_of(&url), "", "").await;
    assert!(went.location.starts_with("/inbox?post="), "{}", went.location);
    assert_eq!(clicks().await, 1);
    app.ask(Method::POST, "/digests/clicks", &cookie, "given=no").await;
    assert!(!text().await.contains("/go/"));
    // A mail from before still leads on, and is no longer counted.
    assert!(app.ask(Method::GET, path_of(&url), "", "").await.location.starts_with("/inbox"));
    assert_eq!(clicks().await, 1);
    let forged = path_of(&url).replace("%2Finbox", "https%3A%2F%2Felsewhere.example%2F");
    assert_eq!(app.ask(Method::GET, &forged, "", "").await.status, StatusCode::NOT_FOUND);
    let said = app.app.ledger.click_consents(member.id).await.unwrap();
    assert_eq!(said.len(), 2);
    assert!(said.iter().all(|it| it.wording == web::digests::CLICK_WORDING));
}

/// Every address in a mail, in its two forms.
fn addresses(mail: &report::digest::Mail) -> BTreeSet<String> {
    let html = mail.html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let html = html.map(|href| href.replace("&#38;", "&").replace("&amp;", "&"));
    let text = mail.text.split_whitespace().filter(|word| word.starts_with("http"));
    html.chain(text.map(str::to_owned)).chain([mail.leave.clone()]).collect()
}

#[tokio::test]
async fn every_link_of_every_digest_leads_to_a_page() {
    let app = TestApp::start().await;
    crate::programs::moved(&app).await;
    let cookie = app.session(Role::Manager).await;
    let point = "from=2026-11-09&to=2026-11-15&value=12";
    app.ask(Method::POST, "/measures/1/points", &cookie, point).await;
    let member = member(&app, Role::Manager).await;
    for category in DigestCategory::ALL {
        app.app.ledger.choose_digest(member.id, *category, true, false, NOW).await.unwrap();
    }
    let mut seen = BTreeSet::new();
    for rhythm in Rhythm::ALL {
        for counted in [false, true] {
            let given = if counted { "given=yes" } else { "given=no" };
            app.ask(Method::POST, "/digests/clicks", &cookie, given).await;
            let day = Day(20_779 + i32::from(counted));
            let which = DigestFor { member: member.id, rhythm: *rhythm, day };
            let send = app.app.ledger.begin_digest(which, NOW, 60).await.unwrap();
            let made = digest(&app.app, &member, (*rhythm, which.day), send).await.unwrap();
            let made = made.unwrap();
            seen.extend(made.parts.iter().map(|part| part.category));
            for url in addresses(&made.mail()) {
                let path = path_of(&url);
                let mut answered = app.ask(Method::GET, path, &cookie, "").await;
                if path.starts_with("/go/") {
                    assert!(counted, "{url}");
                    answered = app.ask(Method::GET, &answered.location, &cookie, "").await;
                }
                assert_eq!(answered.status, StatusCode::OK, "{rhythm}: {url}");
            }
        }
    }
    assert_eq!(seen.len(), DigestCategory::ALL.len(), "{seen:?}");
}
