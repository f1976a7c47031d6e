//! Strategies through the API: the same rules as in the browser, and nothing sealed leaves.

use axum::http::StatusCode;
use ledger::Scope;
use model::Role;
use serde_json::{Value, json};

use crate::app::TestApp;

/// An application with a kept assessment and a strategy; tokens of the manager.
async fn begun() -> (TestApp, String) {
    let app = TestApp::start().await;
    let token = app.token(Role::Manager, &[Scope::Read, Scope::Write]).await;
    let kept = app.write("/api/v1/assessments", &token, "", "{}").await.json();
    assert_eq!(kept, json!({ "assessment": 1, "new": true }));
    let again = app.write("/api/v1/assessments", &token, "", "{}").await.json();
    assert_eq!(again["new"], false);
    let begun = app.write("/api/v1/strategies", &token, "", r#"{"name":"Light for all"}"#).await;
    assert_eq!(begun.json(), json!({ "strategy": 1 }));
    (app, token)
}

async fn edit(app: &TestApp, token: &str, body: Value) -> crate::app::Answered {
    app.write("/api/v1/strategies/1/edits", token, "", &body.to_string()).await
}

#[tokio::test]
async fn an_assessment_is_kept_and_its_findings_are_evidence() {
    let (app, token) = begun().await;
    let found = app.read("/api/v1/assessments/1", &token).await.json();
    let listed = app.read("/api/v1/assessments", &token).await.json();
    let findings = found["findings"].as_array().unwrap();
    assert_eq!(listed["assessments"][0]["findings"], findings.len());
    let key = findings[0]["key"].as_str().unwrap();
    let finding = json!({ "finding": { "assessment": 1, "key": key } });
    let add = |evidence: Value| {
        json!({ "edits": [{
            "edit": "add_swot", "kind": "strength", "text": "Lamps last.", "evidence": evidence,
        }] })
    };
    let refused = edit(&app, &token, add(json!([]))).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let says = refused.problem()["detail"].as_str().unwrap().to_owned();
    assert!(says.starts_with("edit 1: a sentence of the SWOT needs evidence"), "{says}");
    let done = edit(&app, &token, add(json!([finding]))).await.json();
    assert_eq!(done["strategy"], 1);
    let shown = app.read("/api/v1/strategies/1", &token).await.json();
    assert_eq!(shown["strategy"]["swot"][0]["evidence"], json!([finding]));
    assert_eq!(shown["strategy"]["assessment"], 1);
    let lint = app.read("/api/v1/strategies/1/lint", &token).await.json();
    assert_eq!(lint["can_be_signed"], false);
    let rules: Vec<_> = lint["complaints"].as_array().unwrap().iter().map(|c| &c["rule"]).collect();
    assert!(rules.contains(&&json!("no_customer")) && !rules.contains(&&json!("no_evidence")));
}

#[tokio::test]
async fn edits_are_done_all_or_none_and_on_the_version_that_was_seen() {
    let (app, token) = begun().await;
    let version =
        app.read("/api/v1/strategies/1", &token).await.json()["strategy"]["version"].clone();
    let mission = |text: &str| json!({ "edit": "set_mission", "mission": text });
    let half = json!({ "edits": [mission("A"), { "edit": "remove", "item": 99 }] });
    assert_eq!(edit(&app, &token, half).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let shown = app.read("/api/v1/strategies/1", &token).await.json();
    assert_eq!(shown["strategy"]["mission"], Value::Null);
    assert_eq!(shown["strategy"]["hexagon"]["mission"], "");
    let first = json!({ "version": version, "edits": [mission("A")] });
    let done = edit(&app, &token, first.clone()).await.json();
    assert_eq!(done["version"], version.as_u64().unwrap() + 1);
    let late = edit(&app, &token, first).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(late.problem()["remedy"].as_str().unwrap().starts_with("read it again"));
    let none = edit(&app, &token, json!({ "edits": [] })).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
}

/// Who may not edit proposes; who is not on the team does not even find the strategy, if they are a guest.
#[tokio::test]
async fn roles_bind_tokens_too() {
    let (app, token) = begun().await;
    let guest = app.token(Role::Guest, &[Scope::Read, Scope::Write]).await;
    let contributor = app.token(Role::Contributor, &[Scope::Read, Scope::Write]).await;
    let read_only = app.token(Role::Admin, &[Scope::Read]).await;
    let mission = json!({ "edits": [{ "edit": "set_mission", "mission": "Mine." }] });
    assert_eq!(edit(&app, &guest, mission.clone()).await.status, StatusCode::NOT_FOUND);
    let refused = edit(&app, &contributor, mission.clone()).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(edit(&app, &read_only, mission).await.status, StatusCode::FORBIDDEN);
    let listed = app.read("/api/v1/strategies", &guest).await.json();
    assert_eq!(listed["strategies"], json!([]));
    let path = "/api/v1/strategies/1";
    assert_eq!(app.read(path, &guest).await.status, StatusCode::NOT_FOUND);
    assert_eq!(app.read(path, &token).await.status, StatusCode::OK);
    assert_eq!(
        app.read("/api/v1/strategies/1/editions/1", &token).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn a_token_fetches_the_documents_of_the_strategies_that_it_may_read() {
    let (app, token) = begun().await;
    let guest = app.token(Role::Guest, &[Scope::Read]).await;
    for name in ["handbook", "brief"] {
        let path = format!("/api/v1/strategies/1/{name}.pdf");
        let found = app.read(&format!("{path}?paper=letter"), &token).await;
        assert_eq!(found.status, StatusCode::OK, "{}", found.text);
        assert!(found.text.starts_with("%PDF"), "{name}");
        assert_eq!(app.read(&path, &guest).await.status, StatusCode::NOT_FOUND);
        let missing = app.read(&format!("{path}?edition=1"), &token).await;
        assert_eq!(missing.status, StatusCode::NOT_FOUND);
        let refused = app.read(&format!("{path}?paper=a5"), &token).await;
        assert_eq!(refused.problem()["remedy"], "write `a4` or `letter`");
    }
}

#[tokio::test]
async fn nobody_votes_or_accepts_for_others_and_sealed_votes_stay_inside() {
    let (app, token) = begun().await;
    let member = async |role: Role| {
        let email = format!("{}@example.org", role.as_str());
        app.app.ledger.member_by_email(&email).await.unwrap().unwrap().id.0
    };
    let (mia, gus) = (member(Role::Manager).await, member(Role::Guest).await);
    let found = app.read("/api/v1/assessments/1", &token).await.json();
    let finding = json!({ "finding": { "assessment": 1, "key": found["findings"][0]["key"] } });
    let invite = |name: &str, party: &str, member: u32| json!({ "edit": "invite", "name": name, "party": party, "member": member, "email": format!("{name}@example.org") });
    let edits = json!({ "edits": [
        invite("Mia", "company", mia),
        invite("Gus", "customer", gus),
        { "edit": "add_swot", "kind": "threat", "text": "They are cheaper.", "evidence": [finding] },
    ] });
    let done = edit(&app, &token, edits).await.json();
    let item = done["next_item"].as_u64().unwrap() - 1;
    let team = app.read("/api/v1/strategies/1", &token).await.json()["strategy"]["team"].clone();
    let number = |place: usize| team[place]["id"].clone();
    let accept = |teammate: Value| json!({ "edits": [{ "edit": "accept", "teammate": teammate }] });
    assert_eq!(
        edit(&app, &token, accept(number(1))).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(edit(&app, &token, accept(number(0))).await.status, StatusCode::OK);
    let guest = app.token(Role::Guest, &[Scope::Read, Scope::Write]).await;
    assert_eq!(edit(&app, &guest, accept(number(1))).await.status, StatusCode::OK);
    let vote = json!({ "edits": [{ "edit": "vote", "item": item, "agrees": false }] });
    assert_eq!(edit(&app, &guest, vote.clone()).await.status, StatusCode::OK);
    let votes = async |token: &str| {
        let shown = app.read("/api/v1/strategies/1", token).await.json();
        shown["strategy"]["swot"][0]["votes"].as_array().unwrap().len()
    };
    let admin = app.token(Role::Admin, &[Scope::Read]).await;
    assert_eq!((votes(&admin).await, votes(&token).await, votes(&guest).await), (0, 0, 1));
    let seen = app.read("/api/v1/strategies/1", &guest).await.json();
    assert_eq!(seen["strategy"]["team"][0]["email"], "");
    assert_eq!(seen["strategy"]["team"][1]["email"], "Gus@example.org");
    assert_eq!(edit(&app, &token, vote).await.status, StatusCode::OK);
    assert_eq!(votes(&admin).await, 2);
}
