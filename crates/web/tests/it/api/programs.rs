//! Programs and measures through the API: the same rules and the same numbers as in the browser.

use axum::http::{Method, StatusCode};
use ledger::Scope;
use model::Role;
use serde_json::{Value, json};

use crate::app::{Answered, NOW, TestApp};
use crate::programs::moved;

/// An application with a program that was begun through the API; a token of the manager.
async fn begun() -> (TestApp, String) {
    let app = TestApp::start().await;
    let token = app.token(Role::Manager, &[Scope::Read, Scope::Write]).await;
    let body = r#"{"kind":"support_community","name":"Lamp doctors","starts":"2026-12-01"}"#;
    let begun = app.write("/api/v1/programs", &token, "", body).await.json();
    assert_eq!(begun["program"], 1);
    (app, token)
}

async fn edit(app: &TestApp, token: &str, body: Value) -> Answered {
    app.write("/api/v1/programs/1/edits", token, "", &body.to_string()).await
}

#[tokio::test]
async fn a_program_goes_its_way_by_edits_all_or_none() {
    let (app, token) = begun().await;
    let shown = app.read("/api/v1/programs/1", &token).await.json();
    let (version, tasks) = (&shown["program"]["version"], shown["program"]["tasks"].as_array());
    let first = tasks.unwrap()[0]["id"].clone();
    let half = json!({ "version": version, "edits": [
        { "edit": "set_owner", "owner": "Ada Berg" },
        { "edit": "remove_task", "task": 9_999 },
    ] });
    let refused = edit(&app, &token, half).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.problem()["detail"].as_str().unwrap().starts_with("edit 2: "));
    let strategy = app.app.ledger.add_strategy("Light", None, NOW).await.unwrap().id;
    let add = |strategy: &mut model::Strategy| {
        strategy.hexagon.methods.push(model::Method {
            id: model::ItemId(7),
            name: "Riders help riders".to_owned(),
            leads_to_goal: "more answers".to_owned(),
            answers: Vec::new(),
            program: None,
            nice_to_have: false,
        });
        Ok::<_, ()>(())
    };
    app.app
        .ledger
        .change_strategy(strategy, None, (None, NOW), ("written", ""), add)
        .await
        .unwrap();
    let all = json!({ "version": version, "edits": [
        { "edit": "set_owner", "owner": "Ada Berg" },
        { "edit": "set_participants", "participants": ["Ben Cole"] },
        { "edit": "serve", "strategy": strategy, "method": 7 },
        { "edit": "add_task", "text": "Call Ben", "due": "2026-12-24" },
        { "edit": "task_done", "task": first, "done": true },
        { "edit": "check_in", "mood": "on_track", "text": "Ben said yes." },
        { "edit": "agree" },
        { "edit": "start", "day": "2026-11-20" },
    ] });
    let done = edit(&app, &token, all.clone()).await.json();
    assert_eq!(done["state"], "running");
    let late = edit(&app, &token, all).await;
    assert!(late.problem()["remedy"].as_str().unwrap().starts_with("read it again"));
    let shown = app.read("/api/v1/programs/1", &token).await.json();
    assert_eq!(shown["program"]["owner"], "Ada Berg");
    assert_eq!(shown["program"]["version"], done["version"]);
    assert_eq!(shown["program"]["serves"], json!({ "strategy": strategy, "method": 7 }));
    assert_eq!(shown["program"]["check_ins"][0]["by"], "manager");
    let listed = app.read("/api/v1/programs", &token).await.json();
    assert_eq!(
        (&listed["programs"][0]["tasks_done"], &listed["programs"][0]["mood"]),
        (&json!(1), &json!("on_track"))
    );
    let log = app.app.ledger.audit_log(10).await.unwrap();
    assert!(log.iter().any(|entry| entry.verb == "program.start"), "{log:?}");
}

#[tokio::test]
async fn roles_scopes_and_keys_bind_tokens() {
    let (app, token) = begun().await;
    let read_only = app.token(Role::Admin, &[Scope::Read]).await;
    let executive = app.token(Role::Executive, &[Scope::Read, Scope::Write]).await;
    let guest = app.token(Role::Guest, &[Scope::Read]).await;
    let note =
        json!({ "edits": [{ "edit": "check_in", "mood": "at_risk", "text": "Two are ill." }] });
    for token in [&read_only, &executive] {
        assert_eq!(edit(&app, token, note.clone()).await.status, StatusCode::FORBIDDEN);
    }
    assert_eq!(app.read("/api/v1/programs", &guest).await.json(), json!({ "programs": [] }));
    assert_eq!(app.read("/api/v1/programs/1", &guest).await.status, StatusCode::NOT_FOUND);
    for _ in 0..2 {
        let path = "/api/v1/programs/1/edits";
        let done = app.write(path, &token, "key-1", &note.to_string()).await;
        assert_eq!(done.status, StatusCode::OK);
    }
    let shown = app.read("/api/v1/programs/1", &token).await.json();
    assert_eq!(shown["program"]["check_ins"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn points_are_noted_all_or_none_and_read_by_pages() {
    let (app, token) = begun().await;
    let body = r#"{"measure":"manual","name":"Revenue","unit":"number","unit_name":"EUR","shape":"sum",
        "since":"2026-09-28","baseline":0,"target":4000,"by":"2027-03-31","control":true}"#;
    let made = app.write("/api/v1/measures", &token, "", body).await.json();
    assert_eq!(made, json!({ "measure": 1 }));
    let path = "/api/v1/measures/1/points";
    let wrong = json!({ "points": [{ "from": "2026-10-01", "value": 1 }, { "from": "2026-10-01", "value": 2 }] });
    let refused = app.write(path, &token, "", &wrong.to_string()).await.problem();
    assert!(refused["detail"].as_str().unwrap().starts_with("point 2: the period"), "{refused}");
    let points: Vec<Value> = (0..6)
        .map(|i| json!({ "from": format!("2026-10-{:02}", 1 + 4 * i), "to": format!("2026-10-{:02}", 4 + 4 * i), "value": 100 + i }))
        .collect();
    let body = json!({ "points": points }).to_string();
    for _ in 0..2 {
        assert_eq!(app.write(path, &token, "key-2", &body).await.json()["added"], 6);
    }
    let (mut seen, mut next) = (Vec::new(), Value::Null);
    loop {
        let cursor = next.as_str().map(|next| format!("&cursor={next}")).unwrap_or_default();
        let page = app.read(&format!("{path}?limit=4{cursor}"), &token).await.json();
        seen.extend(page["points"].as_array().unwrap().iter().map(|point| point["value"].clone()));
        next = page["next"].clone();
        if next.is_null() {
            break;
        }
    }
    assert_eq!(seen.len(), 6);
    assert_eq!(
        app.read(&format!("{path}?limit=0"), &token).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let shown = app.read("/api/v1/measures/1", &token).await.json();
    assert_eq!(shown["measure"]["stands"]["value"], 615.0);
    assert_eq!(shown["measure"]["light"]["colour"], "green", "{shown}");
}

/// What the API answers is what the pages say: measure, effect, money.
#[tokio::test]
async fn the_numbers_are_those_of_the_pages() {
    let app = TestApp::start().await;
    moved(&app).await;
    let token = app.token(Role::Analyst, &[Scope::Read, Scope::Write]).await;
    let cookie = app.session(Role::Analyst).await;
    let points: Vec<Value> = (0..8)
        .map(|week| {
            let day = model::Day(model::Zone::utc().day(NOW).0 - 7 * (9 - week));
            json!({ "from": day, "to": model::Day(day.0 + 6), "value": 20 + week })
        })
        .collect();
    let body = json!({ "points": points }).to_string();
    app.write("/api/v1/measures/1/points", &token, "", &body).await.json();
    let estimate = |low: f64, mid: f64, high: f64| json!({ "low": low, "mid": mid, "high": high });
    let money = json!({ "edits": [{ "edit": "set_money", "money": {
        "costs": [{ "kind": "people", "centre": "support", "text": "Owner",
            "quantity": estimate(80.0, 100.0, 125.0), "rate": estimate(40.0, 40.0, 40.0) }],
        "values": [{ "centre": "support", "text": "Answers", "quantity": estimate(0.0, 0.0, 0.0), "kpi": 1,
            "worth": estimate(30.0, 40.0, 60.0), "share": estimate(0.4, 0.5, 0.6), "because": "a ticket" }],
    } }] });
    edit(&app, &token, money).await.json();
    let page = app.page("/programs/1", &cookie).await;
    let shown = app.read("/api/v1/programs/1", &token).await.json();
    let effect = &shown["effect"];
    let says = effect["says"].as_str().unwrap();
    let (value, number) = (&effect["effect"], |value: &Value| value.as_f64().unwrap());
    let percent =
        |value: &Value| format!("{:+.0} %", number(value) * 100.0).replace('-', "\u{2212}");
    for part in ["value", "low", "high"] {
        assert!(says.contains(&percent(&value[part])), "{part}: {effect}");
    }
    let count = |value: &Value| report::numbers::count(value.as_u64().unwrap());
    let p = report::numbers::p_value(number(&effect["p"]));
    for said in
        [says, &count(&effect["posts"]), &count(&effect["control_posts"]), &p.replace('<', "&#60;")]
    {
        assert!(page.contains(said), "{said} is not on the page");
    }
    let of = |value: &Value| model::Estimate {
        low: number(&value["low"]),
        mid: number(&value["mid"]),
        high: number(&value["high"]),
    };
    for part in ["cost", "value"] {
        let said = report::money::money_range(&of(&shown["money"][part]), "EUR");
        assert!(page.contains(&said), "{part}: {said} is not on the page");
    }
    let roi = report::money::return_range(&of(&shown["money"]["roi"]));
    assert!(page.contains(&roi), "{roi} is not on the page");
    let book = app.page("/handbook", &cookie).await;
    assert!(book.contains(says) && book.contains(&roi), "the handbook says something else");
    let measure = app.read("/api/v1/measures/1", &token).await.json()["measure"].clone();
    let page = app.page("/measures/1", &cookie).await;
    let spelt = |value: &Value| report::numbers::spell(number(value), model::Unit::Posts, None);
    let (stands, expected) = (&measure["stands"]["value"], &measure["expected"]);
    for said in [spelt(stands), spelt(&expected["low"]), spelt(&expected["high"])] {
        assert!(page.contains(&said), "{said} is not on the page");
    }
    assert!(page.contains(measure["light"]["why"].as_str().unwrap()), "{measure}");
    let later = app.ask(Method::GET, "/measures", &cookie, "").await.text;
    assert!(later.contains(&spelt(stands)));
}
