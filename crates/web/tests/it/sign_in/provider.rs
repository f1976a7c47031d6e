//! A provider of identities on this machine: discovery, keys, and a token endpoint that says whatever a test wants.

use std::sync::{Arc, Mutex};

use axum::extract::State;
use axum::routing::{get, post};
use axum::{Form, Json, Router};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as B64;
use ring::digest::{SHA256, digest};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use serde_json::{Value, json};

type Fields = Vec<(String, String)>;

struct Shared {
    key: EcdsaKeyPair,
    issuer: String,
    /// The claims of the next token.
    claims: Mutex<Value>,
    /// The challenge that the next verifier must fit.
    challenge: Mutex<String>,
}

/// The provider; it ends with the test.
#[derive(Clone)]
pub struct Provider(Arc<Shared>);

fn key() -> EcdsaKeyPair {
    let random = SystemRandom::new();
    let document = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).unwrap();
    EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, document.as_ref(), &random).unwrap()
}

fn signed(key: &EcdsaKeyPair, claims: &Value) -> String {
    let part = |value: &Value| B64.encode(value.to_string());
    let head = json!({ "alg": "ES256", "kid": "one", "typ": "JWT" });
    let said = format!("{}.{}", part(&head), part(claims));
    let signature = key.sign(&SystemRandom::new(), said.as_bytes()).unwrap();
    format!("{said}.{}", B64.encode(signature))
}

impl Provider {
    /// Starts it on a free port.
    pub async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let issuer = format!("http://{}", listener.local_addr().unwrap());
        let shared =
            Shared { key: key(), issuer, claims: Mutex::default(), challenge: Mutex::default() };
        let provider = Self(Arc::new(shared));
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(discovery))
            .route("/jwks", get(keys))
            .route("/token", post(token))
            .with_state(provider.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        provider
    }

    /// Its address.
    pub fn issuer(&self) -> &str {
        &self.0.issuer
    }

    /// What the next token says, for a browser that was sent here with `challenge`.
    pub fn say(&self, claims: Value, challenge: &str) {
        *self.0.claims.lock().unwrap() = claims;
        challenge.clone_into(&mut self.0.challenge.lock().unwrap());
    }
}

async fn discovery(State(Provider(of)): State<Provider>) -> Json<Value> {
    let at = |path: &str| format!("{}{path}", of.issuer);
    Json(json!({
        "issuer": of.issuer,
        "authorization_endpoint": at("/authorize"),
        "token_endpoint": at("/token"),
        "jwks_uri": at("/jwks"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["ES256"],
    }))
}

async fn keys(State(Provider(of)): State<Provider>) -> Json<Value> {
    let point = of.key.public_key().as_ref()[1..].to_vec();
    let (x, y) = (B64.encode(&point[..32]), B64.encode(&point[32..]));
    Json(
        json!({ "keys": [{ "kty": "EC", "use": "sig", "kid": "one", "alg": "ES256", "crv": "P-256", "x": x, "y": y }] }),
    )
}

async fn token(State(Provider(of)): State<Provider>, Form(form): Form<Fields>) -> Json<Value> {
    let value = |name: &str| form.iter().find(|(key, _)| key == name).map(|(_, v)| v.as_str());
    let verifier = digest(&SHA256, value("code_verifier").unwrap_or_default().as_bytes());
    let fits = B64.encode(verifier) == *of.challenge.lock().unwrap();
    if !fits || value("code") != Some("the-code") {
        return Json(json!({ "error": "invalid_grant" }));
    }
    let mut claims = of.claims.lock().unwrap().clone();
    let key = match claims.as_object_mut().unwrap().remove("forged") {
        Some(_) => &key(),
        None => &of.key,
    };
    Json(json!({ "access_token": "a", "token_type": "Bearer", "id_token": signed(key, &claims) }))
}
