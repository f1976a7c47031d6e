//! Secrets that are shown once and kept as hashes, and the cookie that carries one.

use axum::http::{HeaderMap, HeaderValue, header};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ledger::Session;
use model::{MemberId, Timestamp};

use crate::app::App;
use crate::error::PageError;

/// The cookie of a session. Over TLS its name makes browsers refuse one that a neighbouring name would set.
const fn session_cookie(tls: bool) -> &'static str {
    if tls { "__Host-waggle_session" } else { "waggle_session" }
}
/// Days that a session lasts.
const SESSION_DAYS: i64 = 30;
/// Hours that a one-time link holds.
pub const LINK_HOURS: i64 = 24;

/// A new secret: 256 bits as text, and its hash.
pub fn secret() -> Result<(String, [u8; 32]), PageError> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|error| {
        tracing::error!(%error, "the system gives no random numbers");
        PageError::Broken
    })?;
    let text = URL_SAFE_NO_PAD.encode(bytes);
    let hash = hash(&text);
    Ok((text, hash))
}

/// What is kept of a secret. It has 256 bits of its own, so a fast hash is enough.
pub fn hash(secret: &str) -> [u8; 32] {
    *blake3::hash(secret.as_bytes()).as_bytes()
}

/// A hash as a page names it.
pub fn shown(hash: &[u8; 32]) -> String {
    blake3::Hash::from_bytes(*hash).to_hex().to_string()
}

/// The session's secret in a request.
pub fn of_request<'a>(app: &App, headers: &'a HeaderMap) -> Option<&'a str> {
    of_cookies(headers, session_cookie(app.over_tls()))
}

/// The value of the cookie called `wanted`.
pub fn of_cookies<'a>(headers: &'a HeaderMap, wanted: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(name, value)| (name == wanted).then_some(value))
}

/// Opens a session and answers the cookie that carries it.
pub async fn open_session(
    app: &App,
    member: MemberId,
    headers: &HeaderMap,
) -> Result<HeaderValue, PageError> {
    let (text, token) = secret()?;
    let now = app.house.now();
    let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
    app.ledger
        .add_session(&Session {
            token,
            member,
            agent: agent.unwrap_or_default().to_owned(),
            created_at: now,
            seen_at: now,
            expires_at: now.plus_secs(SESSION_DAYS * Timestamp::DAY_SECS),
        })
        .await?;
    app.ledger.audit(Some(member), "signed_in", "", now).await?;
    cookie(app, session_cookie(app.over_tls()), &text, "/", SESSION_DAYS * Timestamp::DAY_SECS)
}

/// The cookie that ends a session.
pub fn closed_cookie(app: &App) -> Result<HeaderValue, PageError> {
    cookie(app, session_cookie(app.over_tls()), "", "/", 0)
}

/// A cookie for pages of ours below `path`; scripts cannot read it.
pub fn cookie(
    app: &App,
    name: &str,
    value: &str,
    path: &str,
    age_secs: i64,
) -> Result<HeaderValue, PageError> {
    let secure = if app.over_tls() { "; Secure" } else { "" };
    let text =
        format!("{name}={value}; Path={path}; Max-Age={age_secs}; HttpOnly; SameSite=Lax{secure}");
    HeaderValue::from_str(&text).map_err(|_| PageError::Broken)
}

/// A new one-time link for a member.
pub async fn sign_in_link(app: &App, member: MemberId) -> Result<String, PageError> {
    let (text, token) = secret()?;
    let until = app.house.now().plus_secs(LINK_HOURS * 3_600);
    app.ledger.add_sign_in_link(token, member, until).await?;
    Ok(format!("{}/sign-in/{text}", app.options.public_url))
}
