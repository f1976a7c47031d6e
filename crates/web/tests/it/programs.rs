//! Programs and measures in the browser: begun from a playbook, refused with sentences, measured, and kept from guests.

use axum::http::{Method, StatusCode};
use model::{KpiId, ProgramId, ProgramState, Role, StrategyId};

use crate::app::{NOW, TestApp};

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

/// Sends a form with a file, as a browser does: the part of the pasted text is there, too, and empty.
async fn send_file(app: &TestApp, cookie: &str, measure: &str, file: &str) -> String {
    let part = |head: &str, text: &str| {
        format!("--xyz\r\ncontent-disposition: form-data; {head}\r\n\r\n{text}\r\n")
    };
    let body = part("name=\"measure\"", measure)
        + &part("name=\"file\"; filename=\"books.csv\"", file)
        + &part("name=\"csv\"", "")
        + "--xyz--\r\n";
    let kind = "multipart/form-data; boundary=xyz";
    let answered = app.ask_as("/measures/preview", cookie, &body, kind).await;
    assert_eq!(answered.status, StatusCode::OK, "{}", answered.text);
    answered.text
}

#[tokio::test]
async fn a_file_of_numbers_is_shown_before_it_is_taken_and_one_wrong_line_stops_all() {
    let app = TestApp::start().await;
    let cookie = app.session(Role::Manager).await;
    for name in ["Revenue", "Costs"] {
        let body = format!(
            "measure=manual&name={name}&unit=number&unit_name=EUR&shape=sum&since=2026-09-28"
        );
        post(&app, "/measures", &cookie, &body).await;
    }
    let noted = async || app.app.ledger.all_points().await.unwrap().len();
    let file = "\u{feff}Measure;from;to;value;note\n\n1;2026-13-01;;5;x\nNothing;2026-10-02;;5;x\n\
                Costs;2026-10-03;;1,5;x\nCosts;2026-10-04;;7;x\nCosts;2026-10-04;;8;x\n";
    let page = send_file(&app, &cookie, "", file).await;
    for says in [
        "4 lines cannot be used, so nothing of books.csv is noted",
        "is no day",
        "write it as 2026-11-27",
        "is no measure",
        "write its number or name",
        "write it as 1200.5, without commas",
        "stands on line 6 already",
        "keep one of the two lines",
        "with semicolons between the cells",
    ] {
        assert!(page.contains(says), "{says}: {page}");
    }
    for line in [3, 4, 5, 7] {
        assert!(page.contains(&format!("<th scope=\"row\">{line}</th>")), "{line}: {page}");
    }
    assert!(page.contains("note <span class=\"act\">passed over</span>"), "{page}");
    assert!(!page.contains("name=\"csv\"") && noted().await == 0);
    post(&app, "/measures/1/points", &cookie, "from=2026-10-01&value=3").await;
    let file =
        "from,value,source\n2026-09-01,9,\"old, and \"\"late\"\"\"\n2026-10-01,1200.5,books\n";
    let page = send_file(&app, &cookie, "1", file).await;
    for says in [
        "books.csv was understood as 2 numbers. Nothing is noted yet.",
        "<td>1200.5 EUR</td>",
        "stands beside 3 EUR and wins",
        "kept, not counted",
    ] {
        assert!(page.contains(says), "{says}: {page}");
    }
    assert_eq!(noted().await, 1);
    // What is noted is what was shown.
    let field = |name: &str| {
        let rest = page.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap();
        let text = rest.split("\">").next().unwrap().replace("&#34;", "\"").replace("&quot;", "\"");
        text.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>()
    };
    let body = format!("csv={}&measure={}", field("csv"), field("measure"));
    let (_, location, text) = post(&app, "/measures/points", &cookie, &body).await;
    assert_eq!(location, "/measures/1?did=points", "{text}");
    let points = app.app.ledger.points(KpiId(1)).await.unwrap();
    let noted: Vec<_> = points.iter().map(|point| (point.value, point.source.as_str())).collect();
    assert_eq!(noted, [(3.0, ""), (9.0, "old, and \"late\""), (1_200.5, "books")]);
    let nothing = app
        .ask_as("/measures/preview", &cookie, "--xyz--\r\n", "multipart/form-data; boundary=xyz")
        .await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn who_is_a_contact_is_known_again_and_erased_with_it() {
    let app = TestApp::start().await;
    let cookie = app.session(Role::Manager).await;
    let contact = |name: &str, handle: &str| model::ContactDraft {
        name: name.to_owned(),
        presences: vec![model::Presence::declared(
            model::Network::new("mastodon").unwrap(),
            handle,
            "",
        )],
        ..model::ContactDraft::default()
    };
    let ledger = &app.app.ledger;
    for (name, handle) in [("Pia Hartmann", "pia1"), ("Pia Hartmann", "pia2"), ("Ben Cole", "ben")]
    {
        ledger.add_contact(&contact(name, handle), NOW).await.unwrap();
    }
    begun(&app, &cookie).await;
    let page = app.page("/programs/1", &cookie).await;
    assert!(
        page.contains("<option value=\"Pia Hartmann #2\">")
            && page.contains("<option value=\"Ben Cole\">"),
        "{page}"
    );
    let body =
        "edit=describe&name=Lamp+doctors&owner=Pia+Hartmann+%232&participants=ben+cole%0ASomebody";
    let (_, location, text) = post(&app, "/programs/1/edit", &cookie, body).await;
    assert_eq!(location, "/programs/1?did=describe", "{text}");
    let program = ledger.program(ProgramId(1)).await.unwrap().unwrap();
    assert_eq!(program.owner, "Pia Hartmann");
    let named: Vec<_> = program.named.iter().map(|it| (it.name.as_str(), it.contact.0)).collect();
    assert_eq!(named, [("Pia Hartmann", 2), ("ben cole", 3)]);
    // Renamed among the contacts, and still the same person here.
    let mut renamed = ledger.contact(model::ContactId(2)).await.unwrap().unwrap();
    renamed.name = "Pia Berg".to_owned();
    ledger.change_contact(&renamed, NOW).await.unwrap();
    for author in ["mastodon:pia2", "mastodon:ben"] {
        ledger.erase_author(author).await.unwrap();
    }
    let page = app.page("/programs/1", &cookie).await;
    assert!(page.contains("erased person") && page.contains("Somebody"), "{page}");
    assert!(!page.contains("ben cole"), "{page}");
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

/// A day so many days before the tests' own.
fn ago(days: i32) -> model::Day {
    model::Day(model::Zone::utc().day(NOW).0 - days)
}

/// A running program of a strategy, whose measure doubles against an untouched topic; a second one without a design.
/// Answers the strategy.
pub async fn moved(app: &TestApp) -> StrategyId {
    let ledger = &app.app.ledger;
    let strategy = ledger.add_strategy("Light for all", None, NOW).await.unwrap().id;
    // Ten weeks before, six after. What is said of the battery stays as it is; what is loved doubles.
    let said = (1..=112).flat_map(|days| {
        let loved = if days <= 42 { 6 } else { 3 } + days % 2;
        let calm = 3 + (days / 2) % 2;
        let love = "I love my Lumen lamp, best purchase of the year, thank you Lumen team!";
        let battery = "I love the battery of my Lumen lamp, best purchase of the year!";
        let at = NOW.plus_secs(-i64::from(days) * model::Timestamp::DAY_SECS);
        (0..loved).map(move |_| (love, at)).chain((0..calm).map(move |_| (battery, at)))
    });
    app.say_all(said).await;
    let cookie = app.session(Role::Admin).await;
    let measure = format!(
        "measure=positive_feedback&name=Love&query=love+NOT+battery&since={}&strategy={strategy}&target=900&by=2027-06-30",
        ago(112)
    );
    let (_, location, text) = post(app, "/measures", &cookie, &measure).await;
    assert_eq!(location, "/measures/1?did=measured", "{text}");
    for name in ["Lamp doctors", "Lamp poets"] {
        let make = |id| model::Program {
            serves: Some((strategy, model::ItemId(1))),
            state: ProgramState::Running,
            ..programs::playbooks::begin(
                model::ProgramKind::SupportCommunity,
                name,
                Some(ago(42)),
                id,
                NOW,
            )
        };
        ledger.add_program(None, NOW, make).await.unwrap();
    }
    let design = format!(
        "edit=impact&kpi=1&from={}&days_before=70&control=topic&control_query=battery",
        ago(42)
    );
    let (_, location, text) = post(app, "/programs/1/edit", &cookie, &design).await;
    assert_eq!(location, "/programs/1?did=impact#impact", "{text}");
    strategy
}

#[tokio::test]
async fn page_handbook_and_brief_say_the_same_of_what_a_program_changed() {
    let app = TestApp::start().await;
    moved(&app).await;
    let cookie = app.session(Role::Executive).await;
    let page = app.page("/programs/1", &cookie).await;
    let says = page.split("class=\"big shown\">").nth(1).and_then(|rest| rest.split('<').next());
    let says = says.unwrap_or_else(|| panic!("nothing is shown: {page}"));
    assert!(says.starts_with("Shown: +") && says.contains(" to "), "{says}");
    assert!(page.contains("what the program does not touch: battery"), "{page}");
    let other = app.page("/programs/2", &cookie).await;
    assert!(other.contains("Nobody has said how its effect would be known"), "{other}");
    for path in ["/handbook", "/brief"] {
        let book = app.page(path, &cookie).await;
        assert!(book.contains(says), "{path} does not say: {says}");
        let why = "Not computed: nobody has said which measure should move";
        assert!(book.contains(why), "{path}: {book}");
        assert!(book.contains("70 days before and 42 after"), "{path}: {book}");
        assert!(book.contains("Compared with what the program does not touch"), "{path}: {book}");
    }
}

#[tokio::test]
async fn what_goes_with_revenue_is_called_no_proof() {
    let app = TestApp::start().await;
    let strategy = app.app.ledger.add_strategy("Light for all", None, NOW).await.unwrap().id;
    let cookie = app.session(Role::Admin).await;
    for (name, control) in [("Love", ""), ("Revenue", "&is_control=1")] {
        let body = format!(
            "measure=manual&name={name}&unit=number&shape=sum&rhythm=weekly&since={}&strategy={strategy}{control}",
            ago(140)
        );
        post(&app, "/measures", &cookie, &body).await;
    }
    let weeks = |lag: i32, of: fn(i32) -> i32| {
        let rows = (0..20).map(move |week| format!("{},{}", ago(140 - 7 * week), of(week - lag)));
        format!("csv=from,value%0A{}", rows.collect::<Vec<_>>().join("%0A"))
    };
    let course = |week: i32| 100 + (week * 37 % 11) * 5;
    post(&app, "/measures/1/points", &cookie, &weeks(0, course)).await;
    let brief = app.page("/brief", &cookie).await;
    assert!(!brief.contains("correlation"), "no program is under way: {brief}");
    let early = app.page("/handbook", &cookie).await;
    assert!(early.contains("too early to say, 0 periods have both numbers"), "{early}");
    post(&app, "/measures/2/points", &cookie, &weeks(1, course)).await;
    let says = "Revenue moves with Love one period later";
    let book = app.page("/handbook", &cookie).await;
    assert!(book.contains(says) && book.contains("correlation, not proof"), "{book}");
    let page = app.page("/measures/1?with=2", &cookie).await;
    assert!(page.contains(says), "{page}");
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
