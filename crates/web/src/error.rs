//! What goes wrong while a page is made, and what the visitor sees of it. Status codes live here and nowhere else.

use askama::Template;
use axum::http::StatusCode;
use axum::http::header::{HeaderName, HeaderValue};
use axum::response::{Html, IntoResponse, Redirect, Response};
use index::IndexError;
use ledger::LedgerError;

use crate::house::HouseError;
use crate::say;

/// Why there is no page.
#[derive(Debug, thiserror::Error)]
pub enum PageError {
    /// Nobody is signed in; leads to the page that was asked for.
    #[error("sign in first")]
    SignIn {
        /// The page that was asked for.
        next: String,
    },
    /// Signed in, but not for this.
    #[error("your role does not include this")]
    Forbidden,
    /// There is no such thing, or not for this workspace.
    #[error("there is no such page")]
    NotFound,
    /// The request came from another site.
    #[error("this form came from another site, so it was not carried out")]
    CrossSite,
    /// Too many tries.
    #[error("too many tries; wait a minute")]
    TooMany,
    /// What was asked cannot be done, and why.
    #[error("{0}")]
    Refused(String),
    /// Too large.
    #[error("{0}")]
    TooLarge(String),
    /// Something broke; the log says what.
    #[error("something broke")]
    Broken,
}

#[derive(Template)]
#[template(path = "pages/error.html")]
struct ErrorPage {
    title: &'static str,
    sentence: String,
}

impl PageError {
    /// The status code.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::SignIn { .. } => StatusCode::UNAUTHORIZED,
            Self::Forbidden | Self::CrossSite => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Self::Refused(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Broken => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn title(&self) -> &'static str {
        match self {
            Self::SignIn { .. } => say::SIGN_IN,
            Self::Forbidden => say::NOT_FOR_ROLE,
            Self::NotFound => say::NO_SUCH_PAGE,
            Self::CrossSite => say::CROSS_SITE,
            Self::TooMany => say::TOO_MANY,
            Self::Refused(_) | Self::TooLarge(_) => say::NOT_DONE,
            Self::Broken => say::BROKEN,
        }
    }
}

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        if let Self::SignIn { next } = &self {
            let next = crate::frame::encode(next);
            return Redirect::to(&format!("/sign-in?next={next}")).into_response();
        }
        let page = ErrorPage { title: self.title(), sentence: format!("{self}") };
        let body = page.render().unwrap_or_else(|_| self.to_string());
        let mut response = (self.status(), Html(body)).into_response();
        let quiet = HeaderName::from_static("x-waggle-error");
        response.headers_mut().insert(quiet, HeaderValue::from_static("1"));
        response
    }
}

/// The same, for a script of ours: `why` as JSON instead of a page.
#[derive(Debug)]
pub struct ScriptError(PageError);

impl From<PageError> for ScriptError {
    fn from(error: PageError) -> Self {
        Self(error)
    }
}

impl IntoResponse for ScriptError {
    fn into_response(self) -> Response {
        let why = serde_json::json!({ "why": self.0.to_string() });
        (self.0.status(), axum::Json(why)).into_response()
    }
}

impl From<LedgerError> for PageError {
    fn from(error: LedgerError) -> Self {
        match error {
            LedgerError::Duplicate { .. }
            | LedgerError::InvalidAuthor(_)
            | LedgerError::Erased
            | LedgerError::Busy => Self::Refused(error.to_string()),
            error => {
                tracing::error!(%error, "the ledger failed");
                Self::Broken
            }
        }
    }
}

impl From<IndexError> for PageError {
    fn from(error: IndexError) -> Self {
        tracing::error!(%error, "the index failed");
        Self::Broken
    }
}

impl From<HouseError> for PageError {
    fn from(error: HouseError) -> Self {
        match error {
            HouseError::Refused(why) => Self::Refused(why),
            HouseError::Broken => Self::Broken,
        }
    }
}

impl From<query::QueryError> for PageError {
    fn from(error: query::QueryError) -> Self {
        Self::Refused(error.to_string())
    }
}

impl From<askama::Error> for PageError {
    fn from(error: askama::Error) -> Self {
        tracing::error!(%error, "a template failed");
        Self::Broken
    }
}
