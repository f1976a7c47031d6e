//! Signing in at a provider: who gets in, and which tokens are not believed.

use axum::http::{Method, StatusCode};
use model::Role;
use serde_json::{Value, json};
use web::Options;
use web::auth::oidc;

use super::provider::Provider;
use crate::app::{Answered, NOW, TestApp};

struct House {
    app: TestApp,
    provider: Provider,
}

/// The browser's way to the provider.
struct Away {
    cookie: String,
    asked: Vec<(String, String)>,
}

impl Away {
    fn value(&self, name: &str) -> &str {
        &self.asked.iter().find(|(key, _)| key == name).unwrap().1
    }
}

impl House {
    async fn start(role: Option<Role>) -> Self {
        let provider = Provider::start().await;
        let named = oidc::Provider {
            issuer: provider.issuer().to_owned(),
            client_id: "waggle".to_owned(),
            client_secret: Some("psst".to_owned()),
            role,
            domains: vec!["Example.org".to_owned()],
            name: "Acme <ID>".to_owned(),
        };
        let public_url = "http://127.0.0.1:7070".to_owned();
        let app = TestApp::start_with(Options { public_url, oidc: Some(named) }).await;
        Self { app, provider }
    }

    async fn leave(&self) -> Away {
        let answered = self.app.ask(Method::GET, "/sign-in/oidc?next=/weekly", "", "").await;
        assert_eq!(answered.status, StatusCode::SEE_OTHER, "{}", answered.text);
        let (at, query) = answered.location.split_once('?').unwrap();
        assert_eq!(at, format!("{}/authorize", self.provider.issuer()));
        let asked = fields(query);
        Away { cookie: answered.cookie, asked }
    }

    /// What an honest token says of `email`.
    fn claims(&self, away: &Away, subject: &str, email: &str) -> Value {
        json!({
            "iss": self.provider.issuer(), "aud": "waggle", "sub": subject, "nonce": away.value("nonce"),
            "iat": NOW.0, "exp": NOW.0 + 300, "email": email, "email_verified": true, "name": "Nia New",
        })
    }

    async fn back(&self, away: &Away, claims: Value) -> Answered {
        self.provider.say(claims, away.value("code_challenge"));
        let path = format!("{}?code=the-code&state={}", oidc::CALLBACK, away.value("state"));
        self.app.ask_from(Method::GET, &path, &away.cookie, "", "cross-site").await
    }

    /// A whole round with an honest token.
    async fn round(&self, subject: &str, email: &str) -> Answered {
        let away = self.leave().await;
        self.back(&away, self.claims(&away, subject, email)).await
    }

    async fn members(&self) -> usize {
        self.app.app.ledger.members().await.unwrap().len()
    }
}

fn fields(query: &str) -> Vec<(String, String)> {
    let uri: axum::http::Uri = format!("/?{query}").parse().unwrap();
    axum::extract::Query::<Vec<(String, String)>>::try_from_uri(&uri).unwrap().0
}

#[tokio::test]
async fn a_member_gets_in_and_stays_the_same_when_the_address_changes() {
    let house = House::start(None).await;
    let door = house.app.ask(Method::GET, "/sign-in", "", "").await.text;
    assert!(door.contains("Sign in with Acme &#60;ID&#62;"), "{door}");
    let away = house.leave().await;
    assert_eq!(away.value("code_challenge_method"), "S256");
    assert_eq!(away.value("redirect_uri"), "http://127.0.0.1:7070/sign-in/oidc/callback");
    assert!(away.value("scope").contains("openid"));
    let entered = house.round("m-1", "Manager@example.org").await;
    assert_eq!(
        (entered.status, entered.location.as_str()),
        (StatusCode::SEE_OTHER, "/weekly"),
        "{}",
        entered.text
    );
    assert!(house.app.page("/account", &entered.cookie).await.contains("manager@example.org"));
    // The provider's number counts from now on, not the address.
    let entered = house.round("m-1", "married@example.org").await;
    assert!(house.app.page("/account", &entered.cookie).await.contains("manager@example.org"));
    // Somebody else who was given the old address later is not taken for the member.
    let refused = house.round("m-2", "manager@example.org").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text);
}

#[tokio::test]
async fn new_people_join_only_where_the_workspace_takes_them_in() {
    let closed = House::start(None).await;
    let before = closed.members().await;
    let refused = closed.round("n-1", "nia@example.org").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(closed.members().await, before);

    let open = House::start(Some(Role::Contributor)).await;
    for stranger in ["nia@evil.example", "nia@example.org.evil.example", "nia@sub.example.org"] {
        let refused = open.round("n-2", stranger).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{stranger}");
    }
    assert_eq!(open.members().await, before);
    let entered = open.round("n-3", "nia@EXAMPLE.org").await;
    assert_eq!(entered.status, StatusCode::SEE_OTHER, "{}", entered.text);
    let member = open.app.app.ledger.member_by_email("nia@example.org").await.unwrap().unwrap();
    assert_eq!((member.name.as_str(), member.role), ("Nia New", Role::Contributor));
}

#[tokio::test]
async fn a_token_that_does_not_fit_is_not_believed() {
    let house = House::start(Some(Role::Contributor)).await;
    let before = house.members().await;
    let wrong = [
        ("nonce", json!("another")),
        ("nonce", Value::Null),
        ("aud", json!("somebody-else")),
        ("aud", json!(["waggle", "somebody-else"])),
        ("iss", json!("https://evil.example")),
        ("exp", json!(NOW.0 - 1)),
        ("email_verified", json!(false)),
        ("email_verified", Value::Null),
        ("email", Value::Null),
        ("forged", json!(true)),
    ];
    for (claim, value) in wrong {
        let away = house.leave().await;
        let mut claims = house.claims(&away, "w-1", "manager@example.org");
        match value {
            Value::Null => drop(claims.as_object_mut().unwrap().remove(claim)),
            ref value => claims[claim] = value.clone(),
        }
        let refused = house.back(&away, claims).await;
        let status = refused.status;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{claim} {value}: {}", refused.text);
        assert!(refused.cookie.is_empty());
    }
    assert_eq!(house.members().await, before);
}

#[tokio::test]
async fn a_sign_in_ends_once_in_the_browser_that_began_it() {
    let house = House::start(None).await;
    let away = house.leave().await;
    let claims = house.claims(&away, "m-1", "manager@example.org");
    // Another browser, with no cookie or its own.
    let other = house.leave().await;
    for cookie in [String::new(), other.cookie] {
        let stolen = Away { cookie, asked: away.asked.clone() };
        let refused = house.back(&stolen, claims.clone()).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    // A code that another verifier was made for.
    house.provider.say(claims.clone(), "another challenge");
    let path = format!("{}?code=the-code&state={}", oidc::CALLBACK, away.value("state"));
    let refused = house.app.ask(Method::GET, &path, &away.cookie, "").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    // That used it up.
    let again = house.back(&away, claims).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    // Whoever says no at the provider is told so.
    let away = house.leave().await;
    let path = format!("{}?error=access_denied&state={}", oidc::CALLBACK, away.value("state"));
    let refused = house.app.ask(Method::GET, &path, &away.cookie, "").await;
    assert!(refused.text.contains("did not let you in"), "{}", refused.text);
}

#[tokio::test]
async fn who_is_shut_out_stays_out() {
    let house = House::start(Some(Role::Contributor)).await;
    house.round("m-1", "manager@example.org").await;
    let admin = house.app.session(Role::Admin).await;
    let member = house.app.app.ledger.member_by_email("manager@example.org").await.unwrap();
    let path = format!("/settings/members/{}", member.unwrap().id);
    house.app.ask(Method::POST, &path, &admin, "action=disable").await;
    let refused = house.round("m-1", "manager@example.org").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "{}", refused.text);
}

#[tokio::test]
async fn without_a_provider_there_is_no_such_page() {
    let app = TestApp::start().await;
    for path in ["/sign-in/oidc", "/sign-in/oidc/callback?state=x&code=y"] {
        assert_eq!(app.ask(Method::GET, path, "", "").await.status, StatusCode::NOT_FOUND);
    }
    assert!(!app.ask(Method::GET, "/sign-in", "", "").await.text.contains("/sign-in/oidc"));
}
