//! Who asks through the API: a member by a token with the scope, or by the session of their browser. Never more than
//! the member's role.

use std::marker::PhantomData;
use std::ops::Deref;

use axum::extract::{FromRequestParts, Query};
use axum::http::header;
use axum::http::request::Parts;
use governor::clock::{Clock as _, DefaultClock};
use ledger::{ApiToken, Scope};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::error::ApiError;
use crate::app::App;
use crate::auth::{Ask, May, token};

/// What a token's secret begins with, so that scanners of leaked secrets find it.
pub const PREFIX: &str = "wgl_";

/// A scope as a type; see [`Scope`].
pub trait InScope: Send + Sync + 'static {
    /// Which.
    const SCOPE: Scope;
}

macro_rules! scopes {
    ($($name:ident),+ $(,)?) => {$(
        #[doc = concat!("[`Scope::", stringify!($name), "`].")]
        #[derive(Debug, Clone, Copy)]
        pub struct $name;

        impl InScope for $name {
            const SCOPE: Scope = Scope::$name;
        }
    )+};
}

scopes!(Read, Write, Export, Feed, Metrics);

/// A member who may `A`, by a token with the scope `S` or by a session; through it a handler reaches the application.
#[derive(Debug)]
pub struct Caller<A: Ask, S: InScope = Read> {
    /// The member.
    pub who: May<A>,
    scope: PhantomData<S>,
}

impl<A: Ask, S: InScope> Deref for Caller<A, S> {
    type Target = May<A>;

    fn deref(&self) -> &May<A> {
        &self.who
    }
}

#[derive(Deserialize)]
struct InQuery {
    token: Option<String>,
}

impl<A: Ask, S: InScope> FromRequestParts<App> for Caller<A, S> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let secret = match secret(parts, S::SCOPE) {
            Some(secret) => secret,
            None => {
                let who = May::from_request_parts(parts, app).await?;
                return Ok(Self { who, scope: PhantomData });
            }
        };
        let hash = token::hash(&secret);
        let found = app.ledger.use_token(&hash, app.house.now()).await?;
        let (token, member) = found.ok_or(ApiError::Unauthorised)?;
        within_rate(app, &token)?;
        if !token.scopes.contains(&S::SCOPE) {
            return Err(ApiError::Scope(S::SCOPE));
        }
        Ok(Self { who: May::of(member, hash, app)?, scope: PhantomData })
    }
}

/// The secret in the header; readers of feeds send none, so theirs may stand in the address.
fn secret(parts: &Parts, scope: Scope) -> Option<String> {
    if let Some(value) = parts.headers.get(header::AUTHORIZATION) {
        let text = value.to_str().unwrap_or_default();
        let bearer = text.split_once(' ').filter(|(kind, _)| kind.eq_ignore_ascii_case("bearer"));
        return Some(bearer.map_or("", |(_, secret)| secret.trim()).to_owned());
    }
    if scope != Scope::Feed {
        return None;
    }
    Query::<InQuery>::try_from_uri(&parts.uri).ok().and_then(|query| query.0.token)
}

fn within_rate(app: &App, token: &ApiToken) -> Result<(), ApiError> {
    let checked = app.asked.check_key(&token.id);
    checked.map_err(|until| {
        let wait = until.wait_time_from(DefaultClock::default().now());
        ApiError::TooMany { wait }
    })
}

/// What stands behind the `?`. A name that is not known is refused, so that a misspelt filter never filters nothing.
#[derive(Debug)]
pub struct Asked<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Asked<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        let read = Query::<T>::try_from_uri(&parts.uri);
        let refused = |error: axum::extract::rejection::QueryRejection| {
            let remedy = "the parameters of each address are listed in /api/v1/openapi.json";
            ApiError::refused(error.body_text(), remedy)
        };
        Ok(Self(read.map_err(refused)?.0))
    }
}
