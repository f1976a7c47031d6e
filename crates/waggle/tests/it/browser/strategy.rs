//! From the assessment to a strategy in force, as an admin, a customer and a partner do it.

use fantoccini::Locator;
use ledger::{Ledger, Options, WorkspaceId};
use model::{Day, Kpi, KpiPoint, Measure, Timestamp};
use serde_json::json;

use super::{Browser, is_installed};
use crate::shell::Shell;

impl Browser {
    /// Presses what `css` names; the next page is there when the answer of the server is.
    async fn press_button(&self, css: &str) {
        let marked = "window.stillHere = true";
        self.script(marked).await;
        self.wait(css).await;
        // A click by script reaches what lies under the fold, and nothing that is disabled.
        self.client
            .execute("document.querySelector(arguments[0]).click()", vec![json!(css)])
            .await
            .unwrap();
        for _ in 0..200 {
            let gone = self.client.execute(
                "return !window.stillHere && document.readyState === 'complete'",
                Vec::new(),
            );
            if gone.await.is_ok_and(|gone| gone == json!(true)) {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        panic!("{css} led nowhere");
    }

    /// Opens what a summary hides and types into its fields.
    async fn fill(&self, within: &str, fields: &[(&str, &str)]) {
        self.script(&format!(
            "document.querySelectorAll('{within} details, {within}').forEach(d => d.open = true)"
        ))
        .await;
        for (name, text) in fields {
            let css = format!("{within} [name={name}]");
            let field = self.wait(&css).await;
            if field.tag_name().await.unwrap() == "select" {
                field.select_by_value(text).await.unwrap();
            } else if field.attr("type").await.unwrap().as_deref() == Some("date") {
                self.script(&format!("document.querySelector('{css}').value = '{text}'")).await;
            } else {
                field.clear().await.unwrap();
                field.send_keys(text).await.unwrap();
            }
        }
    }

    /// Asks somebody onto the team and hands back the path of their link.
    async fn ask_onto_team(&self, name: &str, party: &str) -> String {
        self.go("/strategy/1/team").await;
        self.fill("#invite form", &[("name", name), ("party", party)]).await;
        self.press_button("#invite button.main").await;
        let link = format!("//li[.//bdi[text()='{name}']]//button[text()='Make their link']");
        let button = self.client.find(Locator::XPath(&link)).await.unwrap();
        self.client
            .execute("arguments[0].click()", vec![serde_json::to_value(&button).unwrap()])
            .await
            .unwrap();
        let shown = self.text("#invitation").await;
        format!("/join/{}", shown.split("/join/").nth(1).unwrap())
    }

    async fn leave(&self) {
        self.client.delete_all_cookies().await.unwrap();
    }

    /// Comes in by a link as a guest.
    async fn join(&self, link: &str, email: &str) {
        self.leave().await;
        self.go(link).await;
        self.fill("form", &[("email", email), ("terms", "my first name only")]).await;
        self.press_button("button.main").await;
        assert!(self.text(".done").await.contains("on the team"));
    }
}

impl Browser {
    /// Keeps the assessment and begins a strategy with one sentence, a person of each side and a mission, for the test that
    /// looks at every page.
    pub(super) async fn begin_strategy(&self) {
        self.go("/assess/kept").await;
        self.press_button("main button.main").await;
        self.go("/strategy").await;
        self.fill("main .panel form", &[("name", "Bikes that last")]).await;
        self.press_button("main .panel button.main").await;
        self.go("/strategy/1/swot").await;
        self.script("document.querySelectorAll('.candidates').forEach(d => d.open = true)").await;
        self.press_button(".candidates button").await;
        self.ask_onto_team("Carla Customer", "customer").await;
        self.ask_onto_team("Paul Partner", "partner").await;
        self.go("/strategy/1/hexagon").await;
        self.fill(
            "#mission",
            &[("mission", "We answer everybody who asks, with customers who know.")],
        )
        .await;
        self.press_button("#mission button[data-save]").await;
    }
}

/// A measure with a point, put beside the running server; its number.
async fn measure(shell: &Shell) -> String {
    let path = shell.path("market").join("ledger.db");
    let ledger = Ledger::open(&path, &Options::default()).await.unwrap();
    let ledger = ledger.workspace(WorkspaceId::FIRST, [0; 32]).await.unwrap();
    let kpi = ledger
        .add_kpi(|id| Kpi {
            target: Some(1_000.0),
            ..Kpi::weekly(id, "Positive public feedbacks", Measure::PositiveFeedback, Day(20_700))
        })
        .await
        .unwrap();
    let point = KpiPoint {
        from: Day(20_700),
        to: Day(20_706),
        value: 12.0,
        interval: None,
        n: 12,
        source: "counted by the test".to_owned(),
        member: None,
        entered_at: Timestamp(1_790_000_000),
    };
    ledger.add_points(&[(kpi.id, point)]).await.unwrap();
    kpi.id.to_string()
}

#[tokio::test(flavor = "multi_thread")]
async fn from_candidates_to_a_strategy_in_force() {
    if !is_installed() {
        return;
    }
    let shell = Shell::new();
    let browser = Browser::open(&shell).await;
    let cookie = browser.client.get_named_cookie("waggle_session").await.unwrap();

    // Facts first: the figures are made in the background, then kept.
    browser.until_assessed().await;
    browser.go("/assess/kept").await;
    browser.press_button("main button.main").await;
    assert!(browser.text(".done").await.contains("Kept"));
    browser.go("/strategy").await;
    browser.fill("main .panel form", &[("name", "Bikes that last")]).await;
    browser.press_button("main .panel button.main").await;
    assert!(browser.text(".map").await.contains("Bikes that last"));

    // Candidates become the SWOT.
    browser.go("/strategy/1/swot").await;
    browser.wait(".candidates").await;
    browser.script("document.querySelectorAll('.candidates').forEach(d => d.open = true)").await;
    browser.press_button(".candidates button").await;
    browser.wait(".item .pins a").await;

    // No edition without a customer, a partner, a goal; the reason stands beside the button.
    browser.go("/strategy/1/check").await;
    browser.wait("form button.main:disabled").await;
    assert!(browser.text("main").await.contains("customer"));

    // The team: the admin takes a place of the company, a customer and a partner come in by links.
    browser.go("/strategy/1/team").await;
    browser
        .fill(
            "#invite form",
            &[("name", "Ada Admin"), ("party", "company"), ("leads", "the whole"), ("member", "1")],
        )
        .await;
    browser.press_button("#invite button.main").await;
    browser.press_button("button[value=accept]").await;
    let customer = browser.ask_onto_team("Carla Customer", "customer").await;
    let partner = browser.ask_onto_team("Paul Partner", "partner").await;
    browser.join(&customer, "carla@customers.example").await;
    let carla = browser.client.get_named_cookie("waggle_session").await.unwrap();
    // A guest sees no other room's words, argues against the sentence and votes.
    let rooms = browser.text(".rail").await;
    assert!(rooms.contains("Strategy") && !rooms.contains("Inbox"), "{rooms}");
    browser.go("/strategy/1/swot").await;
    browser.press_button(".item .more a").await;
    browser.fill("form.argue", &[("text", "It may pass by itself.")]).await;
    browser.press_button("form.argue button").await;
    browser.press_button(".vote button[value=yes]").await;
    assert!(browser.text(".item").await.contains("sealed"));
    browser.join(&partner, "paul@partners.example").await;
    let paul = browser.client.get_named_cookie("waggle_session").await.unwrap();

    // The hexagon, with the lint beside it as one types.
    browser.leave().await;
    browser.client.add_cookie(cookie.clone()).await.unwrap();
    let kpi = measure(&shell).await;
    browser.go("/strategy/1/hexagon").await;
    browser
        .fill(
            "#goal",
            &[
                ("text", "1,000 positive public feedbacks from customers by the end of the year"),
                ("kpi", &kpi),
                ("baseline", "0"),
                ("target", "1000"),
                ("by", "2099-12-31"),
                ("benefits_market", "An answer within the hour"),
                ("benefits_company", "Recommendations"),
            ],
        )
        .await;
    browser.wait("[data-shown] .note").await;
    browser.press_button("#goal button[data-save]").await;
    assert!(
        browser.text("[data-shown]").await.contains("objective"),
        "the lint misses the objective"
    );
    browser.fill("#goal", &[]).await;
    browser.script("document.querySelector('#goal [name=objectives]').click()").await;
    browser.press_button("#goal button[data-save]").await;
    assert!(!browser.text("[data-shown]").await.contains("none of the four objectives"));
    browser.go("/strategy/1/evidence?goal=1").await;
    browser.script("document.querySelector('.tick input').click()").await;
    browser.press_button("button[value=attach]").await;
    browser
        .fill("#mission", &[("mission", "We answer everybody who asks, with customers who know.")])
        .await;
    browser.press_button("#mission button[data-save]").await;
    for (section, fields) in [
        (
            "#benefits",
            &[
                ("market_until_now", "you waited two days"),
                ("market_now", "you have an answer within the hour"),
                ("company_until_now", "we guessed"),
                ("company_now", "we know what is asked"),
            ][..],
        ),
        (
            "#methods",
            &[("name", "Support community"), ("leads_to_goal", "Who is helped says so in public.")],
        ),
        ("#reporting", &[("audience", "the team")]),
    ] {
        browser.press_button(&format!("{section} a[href*=kind]")).await;
        browser.fill("form[data-preview]", fields).await;
        browser.script("document.querySelector('[name=answers]')?.click()").await;
        browser.press_button("button[data-save]").await;
    }
    // A slip is taken back by one button.
    browser.press_button("form.undo button").await;
    assert!(browser.text(".done").await.contains("Taken back"));
    assert!(!browser.text("#reporting").await.contains("read by the team"));
    browser.press_button("form.undo button").await;
    assert!(browser.text("#reporting").await.contains("read by the team"));

    // Clean: an edition is made, signed by three, and takes force.
    browser.go("/strategy/1/check").await;
    let said = browser.text("main").await;
    assert!(said.contains("Nothing stands against an edition"), "{said}");
    browser.press_button("form[action$=editions] button").await;
    browser.press_button("form[action$=sign] button").await;
    browser.go("/strategy/1/check").await;
    browser.wait("form[action$=force] button:disabled").await;
    for guest in [carla, paul] {
        browser.leave().await;
        browser.client.add_cookie(guest).await.unwrap();
        browser.go("/strategy/1").await;
        browser.press_button(".waits a[href*=editions]").await;
        browser.press_button("form[action$=sign] button").await;
        assert!(browser.text(".done").await.contains("Signed"));
    }
    browser.leave().await;
    browser.client.add_cookie(cookie).await.unwrap();
    browser.go("/strategy/1/check").await;
    browser.press_button("form[action$=force] button").await;
    assert!(browser.text("main .head").await.contains("Edition 1 is in force"));

    // Every sentence leads back to somebody's own words.
    browser.go("/strategy/1/swot").await;
    browser.press_button(".item .says a").await;
    browser.wait(".chain a").await;
    browser.client.clone().close().await.unwrap();
}
