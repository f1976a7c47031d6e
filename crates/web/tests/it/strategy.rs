//! The strategy in the browser: kept assessments, SWOT, team, hexagon, editions, and who may see what.

mod edition;
mod guest;
mod swot;
mod undo;
mod weight;

use axum::http::{Method, StatusCode};
use model::{
    ContactDraft, Day, Kpi, KpiPoint, Measure, Rhythm, Role, Shape, Strategy, StrategyId, Unit,
};

use crate::app::{Answered, NOW, TestApp};

/// A strategy that rests on a kept assessment, in an application with one member of each role.
pub struct Board {
    pub app: TestApp,
    pub manager: String,
}

/// A form's body.
pub fn body(fields: &[(&str, &str)]) -> String {
    let encode = web::frame::encode;
    let pairs: Vec<_> = fields.iter().map(|(a, b)| format!("{a}={}", encode(b))).collect();
    pairs.join("&")
}

impl Board {
    pub async fn begun() -> Self {
        let app = TestApp::start().await;
        let manager = app.session(Role::Manager).await;
        let board = Self { app, manager };
        assert_eq!(
            board.send(&board.manager, "/assess/kept", &[]).await.status,
            StatusCode::SEE_OTHER
        );
        let begun = board.send(&board.manager, "/strategy", &[("name", "Light for all")]).await;
        assert_eq!(begun.location, "/strategy/1?did=begun", "{}", begun.text);
        board
    }

    pub async fn send(&self, cookie: &str, path: &str, fields: &[(&str, &str)]) -> Answered {
        self.app.ask(Method::POST, path, cookie, &body(fields)).await
    }

    /// An edit that must be taken.
    pub async fn edit(&self, cookie: &str, fields: &[(&str, &str)]) {
        let answered = self.send(cookie, "/strategy/1/edit", fields).await;
        assert_eq!(answered.status, StatusCode::SEE_OTHER, "{fields:?}: {}", answered.text);
    }

    /// An edit that must be refused, with its sentence.
    pub async fn refused(&self, cookie: &str, fields: &[(&str, &str)]) -> String {
        let answered = self.send(cookie, "/strategy/1/edit", fields).await;
        assert_eq!(answered.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answered.text);
        answered.text
    }

    pub async fn page(&self, cookie: &str, path: &str) -> String {
        self.app.page(path, cookie).await
    }

    pub async fn strategy(&self) -> Strategy {
        self.app.app.ledger.strategy(StrategyId(1)).await.unwrap().unwrap()
    }

    /// Takes the first candidates of the board up: how many.
    pub async fn take_up(&self, most: usize) -> usize {
        let kept =
            self.app.app.ledger.kept_assessment(model::AssessmentId(1)).await.unwrap().unwrap();
        let figures = self.app.app.ledger.kept_figures(kept.id).await.unwrap().unwrap();
        let candidates = strategy::candidates(&kept, &figures);
        for one in candidates.iter().take(most) {
            let words: Vec<_> =
                one.evidence.iter().map(web::pages::strategy::forms::evidence_word).collect();
            let mut fields = vec![
                ("edit", "add_swot"),
                ("kind", one.kind.as_str()),
                ("text", one.says.as_str()),
                ("candidate", one.key.0.as_str()),
            ];
            fields.extend(words.iter().map(|word| ("evidence", word.as_str())));
            self.edit(&self.manager, &fields).await;
        }
        candidates.len().min(most)
    }

    /// Asks somebody onto the team and lets them accept by their link; their session.
    pub async fn join(&self, name: &str, party: &str) -> String {
        self.edit(&self.manager, &[("edit", "invite"), ("name", name), ("party", party)]).await;
        let link = self.link(name).await;
        let email = format!("{}@guests.example", name.to_lowercase());
        let fields = [("name", name), ("email", email.as_str()), ("terms", "my first name only")];
        let joined = self.send("", &link, &fields).await;
        assert_eq!(joined.location, "/strategy/1?did=accept", "{}", joined.text);
        joined.cookie
    }

    /// The path of a link that was just made for the teammate called `name`.
    pub async fn link(&self, name: &str) -> String {
        let strategy = self.strategy().await;
        let mate = strategy.team.iter().find(|mate| mate.name == name).unwrap().id.to_string();
        let shown =
            self.send(&self.manager, "/strategy/1/invite", &[("item", mate.as_str())]).await;
        let place = shown.text.find("/join/").unwrap();
        shown.text.get(place..).unwrap().split('<').next().unwrap().to_owned()
    }

    /// Puts the manager on the team and lets them lead.
    pub async fn manage(&self) {
        let manager = self.app.app.ledger.member_by_email("manager@example.org").await.unwrap();
        let number = manager.unwrap().id.to_string();
        self.edit(
            &self.manager,
            &[
                ("edit", "invite"),
                ("name", "Mia"),
                ("party", "company"),
                ("leads", "the whole"),
                ("member", &number),
            ],
        )
        .await;
        let mate = self.strategy().await.team.last().unwrap().id.to_string();
        self.edit(&self.manager, &[("edit", "accept"), ("item", &mate)]).await;
    }

    /// A measure with a point.
    pub async fn kpi(&self) -> String {
        let ledger = &self.app.app.ledger;
        let kpi = ledger
            .add_kpi(|id| Kpi {
                id,
                name: "Positive public feedbacks".to_owned(),
                measure: Measure::PositiveFeedback,
                subject: None,
                query: String::new(),
                unit: Unit::Posts,
                unit_name: String::new(),
                shape: Shape::Sum,
                up_is_good: true,
                rhythm: Rhythm::Weekly,
                since: Day(20_700),
                baseline: Some(0.0),
                target: Some(1_000.0),
                by: Some(Day(21_200)),
                strategy: None,
                program: None,
                control: false,
                method: String::new(),
            })
            .await
            .unwrap();
        let point = KpiPoint {
            from: Day(20_700),
            to: Day(20_706),
            value: 12.0,
            interval: None,
            n: 12,
            source: "lumen".to_owned(),
            member: None,
            entered_at: NOW,
        };
        ledger.add_points(&[(kpi.id, point)]).await.unwrap();
        kpi.id.to_string()
    }

    /// Everything that an edition needs; the sessions of the customer and the partner.
    pub async fn complete(&self) -> (String, String) {
        let kpi = self.kpi().await;
        let taken = self.take_up(3).await;
        assert!(taken > 0, "the sample yields no candidate and the test would prove nothing");
        self.manage().await;
        let customer = self.join("Ann", "customer").await;
        let partner = self.join("Bob", "partner").await;
        let items: Vec<_> =
            self.strategy().await.swot.iter().map(|one| one.id.to_string()).collect();
        for item in &items {
            self.edit(&customer, &[("edit", "argue"), ("item", item), ("text", "It may pass.")])
                .await;
        }
        let first = self.strategy().await.swot[0].clone();
        let pin = web::pages::strategy::forms::evidence_word(&first.evidence[0]);
        let answers = first.id.to_string();
        for fields in [
            &[
                ("edit", "set_goal"),
                ("text", "1,000 positive public feedbacks from customers"),
                ("objectives", "renew_influence"),
                ("kpi", kpi.as_str()),
                ("baseline", "0"),
                ("target", "1000"),
                ("by", "2027-12-31"),
                ("benefits_market", "Answers within the hour"),
                ("benefits_company", "Recommendations"),
            ][..],
            &[("edit", "attach"), ("evidence", pin.as_str())],
            &[
                ("edit", "set_mission"),
                ("mission", "We answer everybody who asks, with customers who know."),
            ],
            &[
                ("edit", "add"),
                ("entry", "benefit"),
                ("market_until_now", "you waited days"),
                ("market_now", "you have an answer within the hour"),
                ("company_until_now", "we guessed"),
                ("company_now", "we know what is asked"),
                ("answers", answers.as_str()),
            ],
            &[
                ("edit", "add"),
                ("entry", "resource"),
                ("kind", "person"),
                ("name", "Mia"),
                ("place", "mastodon:mia"),
            ],
            &[
                ("edit", "add"),
                ("entry", "method"),
                ("name", "Support community"),
                ("leads_to_goal", "Who is helped says so in public."),
                ("answers", answers.as_str()),
            ],
            &[
                ("edit", "add"),
                ("entry", "report"),
                ("kpi", kpi.as_str()),
                ("rhythm", "weekly"),
                ("audience", "the team"),
            ],
        ] {
            self.edit(&self.manager, fields).await;
        }
        (customer, partner)
    }
}

#[tokio::test]
async fn the_map_leads_through_the_method() {
    let app = TestApp::start().await;
    let cookie = app.session(Role::Executive).await;
    let text = app.page("/method", &cookie).await;
    assert!(text.contains("0 of 6 are done") && text.contains("keep the assessment"), "{text}");
    for path in ["/assess", "/assess/brand", "/assess/kept", "/strategy", "/weekly", "/quarterly"] {
        let text = app.page(path, &cookie).await;
        assert_eq!(text.matches("class=\"map\"").count(), 1, "{path}");
    }
    let visitor = app.session(Role::Visitor).await;
    assert_eq!(app.ask(Method::GET, "/method", &visitor, "").await.status, StatusCode::FORBIDDEN);
    let board = Board::begun().await;
    let text = board.page(&board.manager, "/method").await;
    assert!(text.contains("Light for all") && !text.contains("0 of 6 are done"), "{text}");
}

#[tokio::test]
async fn a_kept_assessment_says_what_it_holds_and_what_is_missing() {
    let board = Board::begun().await;
    let list = board.page(&board.manager, "/assess/kept").await;
    assert!(list.contains("No. 1") && list.contains("kept already"), "{list}");
    let again = board.send(&board.manager, "/assess/kept", &[]).await;
    assert_eq!(again.location, "/assess/kept/1", "the same figures are not kept twice");
    let text = board.page(&board.manager, "/assess/kept/1").await;
    assert!(text.contains("Facts only, no conclusions") && text.contains("aspects looked at"));
    let kept = board.app.app.ledger.kept_assessment(model::AssessmentId(1)).await.unwrap().unwrap();
    let found = kept.findings.iter().find(|one| !one.examples.is_empty()).unwrap();
    let path = format!("/assess/kept/1/finding?key={}", web::frame::encode(&found.key.0));
    let text = board.page(&board.manager, &path).await;
    assert!(text.contains("Formula") && text.contains("/search?q="), "{text}");
    assert!(text.contains("It was erased"), "the sample's posts are not in this ledger");
    // Who reads figures and no posts finds the query and no way to the posts.
    let guest = board.app.session(Role::Guest).await;
    let text = board.page(&guest, &path).await;
    assert!(!text.contains("/search?q=") && text.contains("roles that read posts"), "{text}");
    for missing in ["/assess/kept/9", "/assess/kept/1/finding?key=none"] {
        let answered = board.app.ask(Method::GET, missing, &board.manager, "").await;
        assert_eq!(answered.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn the_lint_stands_beside_what_is_typed() {
    let board = Board::begun().await;
    let ask = async |fields: &[(&str, &str)]| {
        let path = format!("/strategy/1/hexagon/preview?{}", body(fields));
        board.page(&board.manager, &path).await
    };
    let before = ask(&[("edit", "set_mission"), ("mission", "")]).await;
    let after = ask(&[("edit", "set_mission"), ("mission", "We answer everybody.")]).await;
    assert!(before.contains("<h3>Mission</h3>") && !after.contains("<h3>Mission</h3>"), "{after}");
    let wrong = ask(&[("edit", "set_goal"), ("text", "x"), ("target", "many")]).await;
    assert!(wrong.contains("data-blocks") && wrong.contains("`many` is no number"), "{wrong}");
    assert_eq!(board.strategy().await.hexagon.mission, "", "a preview writes nothing");
}

#[tokio::test]
async fn a_form_from_before_somebody_elses_change_is_refused() {
    let board = Board::begun().await;
    board.edit(&board.manager, &[("edit", "set_mission"), ("mission", "First.")]).await;
    let page = board.page(&board.manager, "/strategy/1/hexagon").await;
    let seen = page.split("value=\"set_mission\"").nth(1).unwrap();
    let seen = seen.split("name=\"seen\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let save = |text| [("edit", "set_mission"), ("seen", seen), ("mission", text)];
    // A comment in between is no clash; another mission is.
    board
        .edit(&board.manager, &[("edit", "comment"), ("section", "mission"), ("text", "Short.")])
        .await;
    board.edit(&board.manager, &save("Second.")).await;
    let text = board.refused(&board.manager, &save("Third.")).await;
    assert!(text.contains("somebody else changed this meanwhile"), "{text}");
    assert_eq!(board.strategy().await.hexagon.mission, "Second.");
}

#[tokio::test]
async fn whoever_is_erased_leaves_the_team_as_a_hole() {
    let board = Board::begun().await;
    let ledger = &board.app.app.ledger;
    let network = model::Network::new("mastodon").unwrap();
    let ann = ContactDraft {
        name: "Quxley".to_owned(),
        email: "quxley@x.org".to_owned(),
        presences: vec![model::Presence::declared(network, "quxley77", "")],
        ..ContactDraft::default()
    };
    ledger.add_contact(&ann, NOW).await.unwrap();
    // The address ties them to their entry among the contacts.
    let ask =
        [("edit", "invite"), ("name", "Quxley"), ("party", "customer"), ("email", "QUXLEY@x.org")];
    board.edit(&board.manager, &ask).await;
    assert!(board.page(&board.manager, "/strategy/1/team").await.contains("href=\"/people/1\""));
    ledger.erase_author("mastodon:quxley77").await.unwrap();
    let text = board.page(&board.manager, "/strategy/1/team").await;
    assert!(!text.contains("Quxley") && text.contains("erased person"), "{text}");
}
