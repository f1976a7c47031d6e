//! Signing in by password or one-time link, and out.

mod oidc;
mod passkey;

use std::net::SocketAddr;

use askama::Template;
use axum::Form;
use axum::extract::{ConnectInfo, Path, Query, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use crate::app::App;
use crate::auth::{May, OwnAccount, password, token};
use crate::error::PageError;
use crate::frame::{Page, own_path, page};
use crate::routes::of::*;

/// The routes of this area.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/sign-in", None, get(form)),
        Route::post("/sign-in", None, post(enter)),
        Route::post("/sign-in/passkey/ask", None, post(passkey::ask)),
        Route::post("/sign-in/passkey", None, post(passkey::enter)),
        Route::get("/sign-in/oidc", None, get(oidc::leave)),
        Route::get(crate::auth::oidc::CALLBACK, None, get(oidc::enter)),
        Route::get("/sign-in/{token}", None, get(link)),
        Route::post("/sign-in/{token}", None, post(follow_link)),
        Route::post("/sign-out", P::OwnAccount, post(leave)),
    ]
}

#[derive(Template)]
#[template(path = "pages/sign_in/form.html")]
struct FormPage {
    next: String,
    email: String,
    wrong: bool,
    passkeys: bool,
    provider: Option<String>,
}

#[derive(Template)]
#[template(path = "pages/sign_in/link.html")]
struct LinkPage {
    token: String,
}

/// Where to go afterwards.
#[derive(Debug, Deserialize)]
pub struct Next {
    next: Option<String>,
}

/// The form.
pub async fn form(State(app): State<App>, Query(asked): Query<Next>) -> Page {
    let next = own_path(asked.next.as_deref()).to_owned();
    page(&form_page(&app, next, String::new(), false))
}

fn form_page(app: &App, next: String, email: String, wrong: bool) -> FormPage {
    let provider = app.oidc.as_ref().map(|oidc| oidc.provider.name.clone());
    FormPage { next, email, wrong, passkeys: app.passkeys.available(), provider }
}

/// What the form sends.
#[derive(Deserialize)]
pub struct Entry {
    email: String,
    password: String,
    next: Option<String>,
}

/// Checks address and password. Tries are limited for each address of the network and for each member.
pub async fn enter(
    State(app): State<App>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    Form(entry): Form<Entry>,
) -> Result<Response, PageError> {
    limit(&app, from, &entry.email)?;
    let member = app.ledger.member_by_email(&entry.email).await?;
    let member = member.filter(|member| member.disabled_at.is_none());
    let hash = member.as_ref().and_then(|member| member.password.clone());
    let fits = password::fits(entry.password, hash).await?;
    let next = own_path(entry.next.as_deref()).to_owned();
    match member.filter(|_| fits) {
        Some(member) => {
            let cookie = token::open_session(&app, member.id, &headers).await?;
            Ok(([(header::SET_COOKIE, cookie)], Redirect::to(&next)).into_response())
        }
        None => {
            let wrong = page(&form_page(&app, next, entry.email, true))?;
            Ok((PageError::Refused(String::new()).status(), wrong).into_response())
        }
    }
}

fn limit(app: &App, from: SocketAddr, email: &str) -> Result<(), PageError> {
    let keys = [format!("from {}", from.ip()), format!("to {}", email.trim().to_lowercase())];
    match keys.iter().all(|key| app.tries.check_key(key).is_ok()) {
        true => Ok(()),
        false => Err(PageError::TooMany),
    }
}

/// A one-time link asks to be pressed, because programs that look at links in mails must not use it up.
pub async fn link(Path(token): Path<String>) -> Page {
    page(&LinkPage { token })
}

/// Uses a one-time link up.
pub async fn follow_link(
    State(app): State<App>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    Path(secret): Path<String>,
) -> Result<Response, PageError> {
    limit(&app, from, &format!("link {from}"))?;
    let now = app.house.now();
    let found = app.ledger.use_sign_in_link(&token::hash(&secret), now).await?;
    let old = "this link was used before, or it is older than a day; ask for a new one";
    let id = found.ok_or_else(|| PageError::Refused(old.to_owned()))?;
    let member = app.ledger.member(id).await?.filter(|member| member.disabled_at.is_none());
    let member = member.ok_or(PageError::Forbidden)?;
    let cookie = token::open_session(&app, id, &headers).await?;
    let next = if member.password.is_none() { "/account?first=1" } else { "/" };
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to(next)).into_response())
}

/// Ends the session.
pub async fn leave(who: May<OwnAccount>) -> Result<Response, PageError> {
    who.ledger.end_session(who.member.id, &who.session).await?;
    let cookie = token::closed_cookie(&who)?;
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to("/sign-in")).into_response())
}
