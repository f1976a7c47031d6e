//! To the provider of identities and back. The state is kept in a cookie, too, so that nobody ends a sign-in in a browser
//! that did not begin it.

use std::net::SocketAddr;

use axum::extract::{ConnectInfo, Query, State};
use axum::http::{HeaderMap, header};
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::{Next, limit};
use crate::app::App;
use crate::auth::{ceremony, oidc, token};
use crate::error::PageError;
use crate::frame::own_path;

/// The cookie that ties a sign-in to a browser.
const COOKIE: &str = "waggle_oidc";

/// Sends the browser to the provider.
pub async fn leave(
    State(app): State<App>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    Query(asked): Query<Next>,
) -> Result<Response, PageError> {
    limit(&app, from, &format!("oidc {from}"))?;
    let oidc = app.oidc.as_ref().ok_or(PageError::NotFound)?;
    let (url, state) = oidc.begin(own_path(asked.next.as_deref()), app.house.now()).await?;
    let cookie = token::cookie(&app, COOKIE, &state, "/sign-in", ceremony::PATIENCE_SECS)?;
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to(&url)).into_response())
}

/// What the provider sends back.
#[derive(Deserialize)]
pub struct Returned {
    #[serde(default)]
    state: String,
    code: Option<String>,
    error: Option<String>,
}

/// Lets in whom the provider named.
pub async fn enter(
    State(app): State<App>,
    headers: HeaderMap,
    Query(back): Query<Returned>,
) -> Result<Response, PageError> {
    let oidc = app.oidc.as_ref().ok_or(PageError::NotFound)?;
    let elsewhere = "this sign-in was begun in another browser, or too long ago; begin again";
    if back.state.is_empty() || token::of_cookies(&headers, COOKIE) != Some(back.state.as_str()) {
        return Err(PageError::Refused(elsewhere.to_owned()));
    }
    let Some(code) = back.code.filter(|_| back.error.is_none()) else {
        let why =
            format!("{} did not let you in; try again, or sign in another way", oidc.provider.name);
        return Err(PageError::Refused(why));
    };
    let who = oidc.end(&back.state, code, app.house.now()).await?;
    let member = oidc::admit(&app, oidc, &who).await?;
    if member.disabled_at.is_some() {
        return Err(PageError::Forbidden);
    }
    let session = token::open_session(&app, member.id, &headers).await?;
    let spent = token::cookie(&app, COOKIE, "", "/sign-in", 0)?;
    let cookies = AppendHeaders([(header::SET_COOKIE, session), (header::SET_COOKIE, spent)]);
    Ok((cookies, Redirect::to(&who.next)).into_response())
}
