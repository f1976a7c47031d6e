//! Programs and measures in the browser: begun from a playbook, refused with sentences, measured, and kept from guests.

use axum::http::{Method, StatusCode};
use model::{KpiId, ProgramId, ProgramState, Role};

use crate::app::TestApp;

async fn post(app: &TestApp, path: &str, cookie: &str, body: &str) -> (StatusCode, String, String) {
    let answered = app.ask(Method::POST, path, cookie, body).await;
    (answered.status, answered.location, answered.text)
}

async fn begun(app: &TestApp, cookie: &str) -> ProgramId {
    let body = "kind=support_community&name=Lamp+doctors&starts=2026-12-01";
    let (_, location, text) = post(app, "/programs", cookie, body).await;
    assert_eq!(location, "/programs/1?did=begun", "{text}");
    ProgramId(1)
}

#[tokio::test]
async fn a_program_begins_from_its_playbook_and_says_what_it_lacks() {
    let app = TestApp::start().await;
    let cookie = app.session(Role::Analyst).await;
    let id = begun(&app, &cookie).await;
    let page = app.page("/programs/1?did=begun", &cookie).await;
    for says in ["Lamp doctors", "Nobody owns it", "It serves no goal", "Begun from its playbook"] {
        assert!(page.contains(says), "{says}");
    }
    let (status, _, text) = post(&app, "/programs/1/edit", &cookie, "edit=agree").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{text}");
    assert!(text.contains("Name the owner."), "{text}");
    let list = app.page("/programs", &cookie).await;
    assert!(list.contains("Lamp doctors") && list.contains("The next six weeks"));
    let program = app.app.ledger.program(id).await.unwrap().unwrap();
    assert_eq!(program.state, ProgramState::Draft);
}

#[tokio::test]
async fn steps_check_ins_and_money_are_kept() {
    let app = TestApp::start().await;
    let cookie = app.session(Role::Manager).await;
    begun(&app, &cookie).await;
    for (body, place) in [
        ("edit=task_done&item=1", "#steps"),
        ("edit=add_task&text=Call+Bob&owner=Ada&due=2026-12-24", "#steps"),
        ("edit=check_in&mood=at_risk&text=Two+helpers+are+ill", "#how"),
        (
            "edit=money&cost_text=Owner&cost_kind=people&cost_centre=support&cost_quantity_low=80&cost_quantity_mid=100\
             &cost_quantity_high=125&cost_rate_low=&cost_rate_mid=40&cost_rate_high=&value_text=Answers&value_centre=support\
             &value_kpi=&value_quantity_low=&value_quantity_mid=1000&value_quantity_high=&value_worth_low=&value_worth_mid=8\
             &value_worth_high=&value_share_low=&value_share_mid=50+%25&value_share_high=&value_because=a+ticket",
            "#money",
        ),
    ] {
        let (_, location, text) = post(&app, "/programs/1/edit", &cookie, body).await;
        assert!(location.ends_with(place), "{body}: {location} {text}");
    }
    let page = app.page("/programs/1", &cookie).await;
    for says in ["Call Bob", "Two helpers are ill", "needs attention", "4,000", "a ticket"] {
        assert!(page.contains(says), "{says}");
    }
    let money = app.page("/money", &cookie).await;
    assert!(money.contains("Support") && money.contains("0\u{a0}%"), "{money}");
    let (status, ..) =
        post(&app, "/programs/1/edit", &cookie, "edit=describe&version=1&name=X").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "somebody was faster");
}

#[tokio::test]
async fn a_measure_is_followed_typed_in_and_corrected_without_being_rewritten() {
    let app = TestApp::start().await;
    let cookie = app.session(Role::Admin).await;
    let body = "measure=manual&name=Revenue&unit=number&unit_name=EUR&shape=sum&rhythm=weekly&since=2026-09-28&baseline=0\
                &target=5000&by=2027-03-31&is_control=1";
    let (_, location, text) = post(&app, "/measures", &cookie, body).await;
    assert_eq!(location, "/measures/1?did=measured", "{text}");
    let weeks: Vec<String> = (0..6)
        .map(|i| format!("2026-10-{:02},2026-10-{:02},{}", 1 + 4 * i, 4 + 4 * i, 100 + i))
        .collect();
    let csv = format!("from,to,value\n{}", weeks.join("\n")).replace('\n', "%0A");
    let (_, location, text) =
        post(&app, "/measures/1/points", &cookie, &format!("csv={csv}")).await;
    assert_eq!(location, "/measures/1?did=points", "{text}");
    let again = "from=2026-10-01&to=2026-10-04&value=200&source=books";
    post(&app, "/measures/1/points", &cookie, again).await;
    let page = app.page("/measures/1", &cookie).await;
    for says in ["715", "EUR", "books", "Green: the whole 95"] {
        assert!(page.contains(says), "{says}");
    }
    assert_eq!(app.app.ledger.points(KpiId(1)).await.unwrap().len(), 7);
    let (status, _, text) =
        post(&app, "/measures/1/points", &cookie, "csv=from,value%0A2026-13-01,1").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(text.contains("line 2") && text.contains("is no day"), "{text}");
    let list = app.page("/measures", &cookie).await;
    assert!(list.contains("Revenue") && list.contains("control"));
}

#[tokio::test]
async fn an_effect_without_days_is_too_early_to_say() {
    let app = TestApp::start().await;
    let cookie = app.session(Role::Admin).await;
    begun(&app, &cookie).await;
    post(&app, "/measures", &cookie, "measure=positive_feedback&since=2026-01-01").await;
    let body =
        "edit=impact&kpi=1&from=2026-11-01&days_before=90&control=topic&control_query=battery";
    let (_, location, text) = post(&app, "/programs/1/edit", &cookie, body).await;
    assert_eq!(location, "/programs/1?did=impact#impact", "{text}");
    let page = app.page("/programs/1", &cookie).await;
    assert!(page.contains("mentions read as positive, each day"), "{page}");
}

#[tokio::test]
async fn customer_value_is_in_the_address_with_its_inputs() {
    let app = TestApp::start().await;
    let cookie = app.session(Role::Executive).await;
    let page =
        app.page("/value?rate=0.03&contribution=500&network=15&leadership=0.7", &cookie).await;
    assert!(page.contains("157.5"), "{page}");
    let page = app.page("/value?margin=100&retention=0.9&discount=0.1", &cookie).await;
    assert!(page.contains("450"), "{page}");
    let wrong = app.page("/value?retention=1.5", &cookie).await;
    assert!(wrong.contains("between 0 and 100"), "{wrong}");
}

#[tokio::test]
async fn a_guest_finds_nothing_of_strategies_that_are_not_theirs() {
    let app = TestApp::start().await;
    let cookie = app.session(Role::Admin).await;
    begun(&app, &cookie).await;
    let guest = app.session(Role::Guest).await;
    assert!(!app.page("/programs", &guest).await.contains("Lamp doctors"));
    let answered = app.ask(Method::GET, "/programs/1", &guest, "").await;
    assert_eq!(answered.status, StatusCode::NOT_FOUND);
    assert!(!app.page("/money", &guest).await.contains("Lamp doctors"));
}
