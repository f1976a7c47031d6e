//! Signing in by passkey: the browser is asked who is there, and the answer opens a session.

use std::net::SocketAddr;

use axum::Json;
use axum::extract::{ConnectInfo, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};
use webauthn_rs::prelude::PublicKeyCredential;

use super::limit;
use crate::app::App;
use crate::auth::token;
use crate::error::{PageError, ScriptError};
use crate::frame::own_path;

/// What the browser is asked.
pub async fn ask(
    State(app): State<App>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
) -> Result<Json<Value>, ScriptError> {
    limit(&app, from, &format!("passkey {from}"))?;
    let asked = app.passkeys.ask_who(app.house.now())?;
    Ok(Json(json!({ "options": asked.options, "ceremony": asked.ceremony })))
}

/// What the browser answered.
#[derive(Deserialize)]
pub struct Answered {
    ceremony: String,
    credential: PublicKeyCredential,
    #[serde(default)]
    next: Option<String>,
}

/// Opens a session for the member whose passkey it is.
pub async fn enter(
    State(app): State<App>,
    headers: HeaderMap,
    Json(said): Json<Answered>,
) -> Result<Response, ScriptError> {
    let now = app.house.now();
    let id = said.credential.get_credential_id();
    let stored = app.ledger.passkey(id).await.map_err(PageError::from)?;
    let passkey = app.passkeys.take_who(&said.ceremony, &said.credential, stored.as_ref(), now)?;
    let stored = stored.ok_or(PageError::Broken)?;
    let member = app.ledger.member(stored.member).await.map_err(PageError::from)?;
    let member = member.filter(|member| member.disabled_at.is_none());
    let member = member.ok_or(PageError::Forbidden)?;
    let credential = serde_json::to_string(&passkey).map_err(|_| PageError::Broken)?;
    app.ledger.passkey_used(&stored.id, &credential, now).await.map_err(PageError::from)?;
    let cookie = token::open_session(&app, member.id, &headers).await?;
    let next = own_path(said.next.as_deref());
    Ok(([(header::SET_COOKIE, cookie)], Json(json!({ "next": next }))).into_response())
}
