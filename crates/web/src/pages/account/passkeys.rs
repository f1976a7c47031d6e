//! The member's passkeys: get one, see them, remove one. The script of ours runs the ceremony in the browser.

use axum::Json;
use axum::extract::Path;
use axum::response::Redirect;
use ledger::StoredPasskey;
use serde::Deserialize;
use serde_json::{Value, json};
use webauthn_rs::prelude::RegisterPublicKeyCredential;

use crate::auth::{May, OwnAccount, token};
use crate::error::{PageError, ScriptError};

/// Passkeys of one member.
const MOST: usize = 20;

/// One passkey in the list.
pub struct PasskeyRow {
    /// By which it is removed.
    pub id: String,
    /// What the member calls it.
    pub name: String,
    /// Since when.
    pub since: String,
    /// Last used, in words.
    pub used: String,
}

/// A passkey's number as a page names it.
fn shown(passkey: &StoredPasskey) -> String {
    token::shown(blake3::hash(&passkey.id).as_bytes())
}

/// The member's passkeys, oldest first.
pub async fn rows(who: &May<OwnAccount>) -> Result<Vec<PasskeyRow>, PageError> {
    let zone = &who.snapshot().plan.zone;
    let row = |passkey: StoredPasskey| PasskeyRow {
        id: shown(&passkey),
        since: report::dates::moment(passkey.created_at, zone),
        used: passkey.used_at.map_or("never".to_owned(), |at| report::dates::moment(at, zone)),
        name: passkey.name,
    };
    Ok(who.ledger.passkeys(who.member.id).await?.into_iter().map(row).collect())
}

/// What the browser is asked for a new one.
pub async fn ask(who: May<OwnAccount>) -> Result<Json<Value>, ScriptError> {
    let known = who.ledger.passkeys(who.member.id).await.map_err(PageError::from)?;
    if known.len() >= MOST {
        return Err(
            PageError::Refused(format!("{MOST} passkeys are the most; remove one first")).into()
        );
    }
    let called = (who.member.name.as_str(), who.member.email.as_str());
    let asked = who.passkeys.ask_new(who.member.id, called, &known, who.house.now())?;
    Ok(Json(json!({ "options": asked.options, "ceremony": asked.ceremony })))
}

/// What the browser answered.
#[derive(Deserialize)]
pub struct Answered {
    ceremony: String,
    credential: RegisterPublicKeyCredential,
    #[serde(default)]
    name: String,
}

/// Keeps a new passkey.
pub async fn keep(
    who: May<OwnAccount>,
    Json(said): Json<Answered>,
) -> Result<Json<Value>, ScriptError> {
    let now = who.house.now();
    let (handle, passkey) =
        who.passkeys.take_new(who.member.id, &said.ceremony, &said.credential, now)?;
    let name: String = said.name.trim().chars().take(100).collect();
    let new = StoredPasskey {
        id: passkey.cred_id().to_vec(),
        member: who.member.id,
        handle,
        name: if name.is_empty() { "Passkey".to_owned() } else { name },
        credential: serde_json::to_string(&passkey).map_err(|_| PageError::Broken)?,
        created_at: now,
        used_at: None,
    };
    who.ledger.add_passkey(&new).await.map_err(PageError::from)?;
    who.audit("passkey.added", &shown(&new)).await?;
    Ok(Json(json!({ "next": "/account" })))
}

/// Removes one.
pub async fn remove(who: May<OwnAccount>, Path(id): Path<String>) -> Result<Redirect, PageError> {
    let known = who.ledger.passkeys(who.member.id).await?;
    let passkey = known.iter().find(|passkey| shown(passkey) == id).ok_or(PageError::NotFound)?;
    who.ledger.remove_passkey(who.member.id, &passkey.id).await?;
    who.audit("passkey.removed", &id).await?;
    Ok(Redirect::to("/account"))
}
