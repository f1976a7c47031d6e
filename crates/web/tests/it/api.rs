//! The API as programs use it: with tokens, over pages, and told by webhooks.

mod document;
mod feeds;
mod metrics;
mod posts;
mod programs;
mod strategies;
mod tokens;
mod webhooks;

use axum::body::Body;
use axum::http::{Method, Request};
use ledger::{NewToken, Scope};
use model::Role;
use serde_json::Value;

use crate::app::{Answered, NOW, TestApp};

impl TestApp {
    /// A new token of the member in `role`.
    pub async fn token(&self, role: Role, scopes: &[Scope]) -> String {
        let email = format!("{}@example.org", role.as_str());
        let member = self.app.ledger.member_by_email(&email).await.unwrap().unwrap().id;
        let text = format!("wgl_{}", web::auth::token::secret().unwrap().0);
        let new = NewToken {
            secret: web::auth::token::hash(&text),
            name: "test".to_owned(),
            scopes: scopes.to_vec(),
            member,
            expires_at: None,
        };
        self.app.ledger.add_token(&new, NOW).await.unwrap();
        text
    }

    /// Asks with these headers alone, as a program would.
    pub async fn call(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Answered {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(Body::from(body.to_owned())).unwrap()).await
    }

    /// Reads with a token.
    pub async fn read(&self, path: &str, token: &str) -> Answered {
        let bearer = format!("Bearer {token}");
        self.call(Method::GET, path, &[("authorization", &bearer)], "").await
    }

    /// Sends JSON with a token and, unless it is empty, an idempotency key.
    pub async fn write(&self, path: &str, token: &str, key: &str, body: &str) -> Answered {
        let bearer = format!("Bearer {token}");
        let mut headers = vec![("authorization", bearer.as_str())];
        if !key.is_empty() {
            headers.push(("idempotency-key", key));
        }
        self.call(Method::POST, path, &headers, body).await
    }
}

impl Answered {
    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|e| panic!("{e}: {}", self.text))
    }

    /// The body as problem details, which it must be.
    pub fn problem(&self) -> Value {
        let kind = self.headers.get("content-type").unwrap();
        assert_eq!(kind, "application/problem+json", "{}", self.text);
        let problem = self.json();
        for field in ["type", "title", "detail", "remedy"] {
            assert!(problem[field].is_string(), "{field}: {problem}");
        }
        assert_eq!(problem["status"], self.status.as_u16());
        problem
    }
}
