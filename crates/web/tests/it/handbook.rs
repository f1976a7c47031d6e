//! The handbook and the brief as pages and as PDF; editions stay the same; guests read their own strategies' figures.

use axum::http::{Method, StatusCode};
use ledger::Scope;
use model::{
    Edition, Evidence, Finding, Goal, Party, PostId, Role, Strategy, StrategyId, SwotItem, SwotKind,
};

use crate::app::{NOW, TestApp};

/// A strategy with a goal, an item that rests on a post, and an edition.
async fn strategy(app: &TestApp, evidence: PostId) -> StrategyId {
    let ledger = &app.app.ledger;
    let id = ledger.add_strategy("Light for all", None, NOW).await.unwrap().id;
    let change = |strategy: &mut Strategy| {
        let item = strategy.take_item();
        strategy.hexagon.goal = Some(Goal {
            text: "250 answers by the end of 2027".to_owned(),
            objectives: Vec::new(),
            kpi: None,
            baseline: None,
            target: None,
            by: None,
            benefits_market: String::new(),
            benefits_company: String::new(),
            evidence: Vec::new(),
        });
        strategy.swot.push(SwotItem {
            id: item,
            kind: SwotKind::Weakness,
            text: "Questions wait.".to_owned(),
            evidence: vec![Evidence::Post(evidence)],
            candidate: None,
            by: None,
            counter: None,
            votes: Vec::new(),
            opened_at: None,
            dropped: false,
        });
        Ok::<_, ()>(())
    };
    ledger.change_strategy(id, None, (None, NOW), ("changed", ""), change).await.unwrap();
    let content = ledger.strategy(id).await.unwrap().unwrap();
    let edition = Edition {
        strategy: id,
        number: 1,
        at: NOW,
        by: "Ada".to_owned(),
        note: String::new(),
        content,
    };
    ledger.add_edition(&edition).await.unwrap();
    id
}

#[tokio::test]
async fn a_workspace_without_a_strategy_says_what_will_be_here() {
    let app = TestApp::start().await;
    let cookie = app.session(Role::Manager).await;
    for path in ["/handbook", "/brief"] {
        assert!(app.page(path, &cookie).await.contains("as soon as there is a strategy"));
    }
    for path in ["/handbook.pdf", "/brief.pdf", "/handbook?strategy=7", "/handbook?edition=1"] {
        assert_eq!(app.ask(Method::GET, path, &cookie, "").await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn page_and_pdf_show_the_strategy_and_an_erased_post_is_a_hole() {
    let app = TestApp::start().await;
    let cookie = app.session(Role::Manager).await;
    let post = TestApp::post_of("bob");
    strategy(&app, post).await;
    let page = app.page("/handbook", &cookie).await;
    assert!(page.contains("250 answers") && page.contains("terrible service"), "{page}");
    let pdf = app.ask(Method::GET, "/handbook.pdf", &cookie, "").await;
    assert_eq!(pdf.status, StatusCode::OK);
    assert_eq!(pdf.headers["content-type"], "application/pdf");
    app.app.ledger.erase_post(post).await.unwrap();
    let page = app.page("/handbook", &cookie).await;
    assert!(!page.contains("terrible service") && page.contains("Erased at the wish"), "{page}");
    assert!(page.contains(">P1</a>"));
}

#[tokio::test]
async fn an_edition_stays_the_same_when_the_working_copy_and_the_programs_change() {
    let app = TestApp::start().await;
    let cookie = app.session(Role::Manager).await;
    let id = strategy(&app, TestApp::post_of("bob")).await;
    let path = format!("/handbook.pdf?strategy={}&edition=1", id.0);
    let first = app.ask(Method::GET, &path, &cookie, "").await.text;
    let ledger = &app.app.ledger;
    let rename = |strategy: &mut Strategy| {
        strategy.name = "Something else".to_owned();
        Ok::<_, ()>(())
    };
    ledger.change_strategy(id, None, (None, NOW), ("changed", ""), rename).await.unwrap();
    assert_eq!(app.ask(Method::GET, &path, &cookie, "").await.text, first);
    let working = app.page("/handbook", &cookie).await;
    assert!(working.contains("Something else") && working.contains("Edition 1"));
    let edition = app.page("/handbook?edition=1", &cookie).await;
    assert!(edition.contains("Light for all"));
}

#[tokio::test]
async fn a_guest_reads_the_strategies_of_their_team_without_anybodys_words() {
    let app = TestApp::start().await;
    let cookie = app.session(Role::Guest).await;
    let id = strategy(&app, TestApp::post_of("bob")).await;
    let path = format!("/handbook?strategy={}", id.0);
    assert_eq!(app.ask(Method::GET, &path, &cookie, "").await.status, StatusCode::NOT_FOUND);
    let members = app.app.ledger.members().await.unwrap();
    let guest = members.iter().find(|member| member.role == Role::Guest).unwrap().id;
    let join = |strategy: &mut Strategy| {
        let item = strategy.take_item();
        strategy.team.push(model::Teammate {
            id: item,
            name: "Gil".to_owned(),
            party: Party::Customer,
            organisation: String::new(),
            leads: String::new(),
            leads_sections: Vec::new(),
            email: String::new(),
            member: Some(guest),
            contact: None,
            invited_at: None,
            accepted_at: Some(NOW),
            terms: String::new(),
        });
        Ok::<_, ()>(())
    };
    let ledger = &app.app.ledger;
    ledger.change_strategy(id, None, (None, NOW), ("joined", ""), join).await.unwrap();
    let page = app.page(&path, &cookie).await;
    assert!(page.contains("Questions wait.") && !page.contains("terrible service"));
    assert!(page.contains("guests read figures"));
}

/// The PDF is made from the same blocks as the page; the tests of `report` compare those two number by number.
#[tokio::test]
async fn the_page_says_the_numbers_of_the_api() {
    let app = TestApp::start().await;
    let token = app.token(Role::Manager, &[Scope::Read, Scope::Write]).await;
    app.write("/api/v1/assessments", &token, "", "{}").await;
    app.write("/api/v1/strategies", &token, "", r#"{"name":"Light for all"}"#).await;
    let rests = r#"{"edits":[{"edit":"choose_assessment","assessment":1}]}"#;
    assert_eq!(app.write("/api/v1/strategies/1/edits", &token, "", rests).await.status, 200);
    let said = app.read("/api/v1/assessments/1", &token).await.json();
    let page = app.page("/handbook", &app.session(Role::Manager).await).await;
    let appendix = page.split("id=\"evidence\"").nth(1).unwrap();
    let mut compared = 0;
    for finding in said["findings"].as_array().unwrap() {
        let finding: Finding = serde_json::from_value(finding.clone()).unwrap();
        // Those that are cited nowhere may be left out; a sentence with signs that are escaped is looked for in vain.
        let Some(row) = appendix.split(&finding.says).nth(1) else { continue };
        let row = row.split("</tr>").next().unwrap();
        let (value, n) = (
            report::numbers::with_range(&finding.figure),
            report::numbers::count(finding.figure.n),
        );
        assert!(row.contains(&value) && row.contains(&n), "{}: {value}, {n}: {row}", finding.says);
        compared += 1;
    }
    assert!(compared > 20, "{compared} findings of the API are on the page");
}
