//! The steps from the assessment to a strategy in force, as an admin, a customer and a partner take them.

use fantoccini::Locator;
use fantoccini::cookies::Cookie;

use super::Browser;

impl Browser {
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

    /// The session of whoever is signed in.
    async fn session(&self) -> Cookie<'static> {
        self.client.get_named_cookie("waggle_session").await.unwrap()
    }

    /// Goes on as somebody whose session is known.
    async fn become_again(&self, session: &Cookie<'static>) {
        self.leave().await;
        self.client.add_cookie(session.clone()).await.unwrap();
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
    /// From nothing to a strategy in force with one measure, which `measure` names, and one method.
    pub async fn bring_into_force(&self, measure: &str) {
        self.keep_and_begin().await;
        self.take_up_a_candidate().await;
        let admin = self.session().await;
        let guests = self.make_the_team().await;
        self.become_again(&admin).await;
        self.write_the_hexagon(measure).await;
        self.sign(&admin, &guests).await;
    }

    /// Facts first: the figures are made in the background, then kept.
    async fn keep_and_begin(&self) {
        self.until_assessed().await;
        self.go("/assess/kept").await;
        self.press_button("main button.main").await;
        assert!(self.text(".done").await.contains("Kept"));
        self.go("/strategy").await;
        self.fill("main .panel form", &[("name", "Bikes that last")]).await;
        self.press_button("main .panel button.main").await;
        assert!(self.text(".map").await.contains("Bikes that last"));
    }

    /// Candidates become the SWOT; nothing becomes an edition without a customer, a partner and a goal.
    async fn take_up_a_candidate(&self) {
        self.go("/strategy/1/swot").await;
        self.wait(".candidates").await;
        self.script("document.querySelectorAll('.candidates').forEach(d => d.open = true)").await;
        self.press_button(".candidates button").await;
        self.wait(".item .pins a").await;
        self.go("/strategy/1/check").await;
        self.wait("form button.main:disabled").await;
        assert!(self.text("main").await.contains("customer"));
    }

    /// The admin takes a place of the company, a customer and a partner come in by links. Answers the guests' sessions.
    async fn make_the_team(&self) -> [Cookie<'static>; 2] {
        self.go("/strategy/1/team").await;
        let ada =
            [("name", "Ada Admin"), ("party", "company"), ("leads", "the whole"), ("member", "1")];
        self.fill("#invite form", &ada).await;
        self.press_button("#invite button.main").await;
        self.press_button("button[value=accept]").await;
        let customer = self.ask_onto_team("Carla Customer", "customer").await;
        let partner = self.ask_onto_team("Paul Partner", "partner").await;
        self.join(&customer, "carla@customers.example").await;
        let carla = self.session().await;
        // A guest sees no other room's words, argues against the sentence and votes.
        let rooms = self.text(".rail").await;
        assert!(rooms.contains("Strategy") && !rooms.contains("Inbox"), "{rooms}");
        self.go("/strategy/1/swot").await;
        self.press_button(".item .more a").await;
        self.fill("form.argue", &[("text", "It may pass by itself.")]).await;
        self.press_button("form.argue button").await;
        self.press_button(".vote button[value=yes]").await;
        assert!(self.text(".item").await.contains("sealed"));
        self.join(&partner, "paul@partners.example").await;
        [carla, self.session().await]
    }

    /// The six sides, with the lint beside them as one types.
    async fn write_the_hexagon(&self, measure: &str) {
        self.go("/strategy/1/hexagon").await;
        let goal = [
            ("text", "1,000 positive public feedbacks from customers by the end of the year"),
            ("kpi", measure),
            ("baseline", "0"),
            ("target", "1000"),
            ("by", "2099-12-31"),
            ("benefits_market", "An answer within the hour"),
            ("benefits_company", "Recommendations"),
        ];
        self.fill("#goal", &goal).await;
        self.wait("[data-shown] .note").await;
        self.press_button("#goal button[data-save]").await;
        let lint = self.text("[data-shown]").await;
        assert!(lint.contains("objective"), "the lint misses the objective: {lint}");
        self.fill("#goal", &[]).await;
        self.script("document.querySelector('#goal [name=objectives]').click()").await;
        self.press_button("#goal button[data-save]").await;
        assert!(!self.text("[data-shown]").await.contains("none of the four objectives"));
        self.go("/strategy/1/evidence?goal=1").await;
        self.script("document.querySelector('.tick input').click()").await;
        self.press_button("button[value=attach]").await;
        let mission = [("mission", "We answer everybody who asks, with customers who know.")];
        self.fill("#mission", &mission).await;
        self.press_button("#mission button[data-save]").await;
        for (section, fields) in ENTRIES {
            self.press_button(&format!("{section} a[href*=kind]")).await;
            self.fill("form[data-preview]", fields).await;
            self.script("document.querySelector('[name=answers]')?.click()").await;
            self.press_button("button[data-save]").await;
        }
        // A slip is taken back by one button.
        self.press_button("form.undo button").await;
        assert!(self.text(".done").await.contains("Taken back"));
        assert!(!self.text("#reporting").await.contains("read by the team"));
        self.press_button("form.undo button").await;
        assert!(self.text("#reporting").await.contains("read by the team"));
    }

    /// Clean: an edition is made, signed by three, and takes force.
    async fn sign(&self, admin: &Cookie<'static>, guests: &[Cookie<'static>]) {
        self.go("/strategy/1/check").await;
        let said = self.text("main").await;
        assert!(said.contains("Nothing stands against an edition"), "{said}");
        self.press_button("form[action$=editions] button").await;
        self.press_button("form[action$=sign] button").await;
        self.go("/strategy/1/check").await;
        self.wait("form[action$=force] button:disabled").await;
        for guest in guests {
            self.become_again(guest).await;
            self.go("/strategy/1").await;
            self.press_button(".waits a[href*=editions]").await;
            self.press_button("form[action$=sign] button").await;
            assert!(self.text(".done").await.contains("Signed"));
        }
        self.become_again(admin).await;
        self.go("/strategy/1/check").await;
        self.press_button("form[action$=force] button").await;
        assert!(self.text("main .head").await.contains("Edition 1 is in force"));
    }
}

/// What is written on the other sides of the hexagon: where, and which fields.
const ENTRIES: [(&str, &[(&str, &str)]); 3] = [
    (
        "#benefits",
        &[
            ("market_until_now", "you waited two days"),
            ("market_now", "you have an answer within the hour"),
            ("company_until_now", "we guessed"),
            ("company_now", "we know what is asked"),
        ],
    ),
    (
        "#methods",
        &[("name", "Support community"), ("leads_to_goal", "Who is helped says so in public.")],
    ),
    ("#reporting", &[("audience", "the team")]),
];
