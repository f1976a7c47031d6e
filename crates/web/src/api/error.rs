//! What goes wrong while a program asks, as problem details (RFC 9457) with a remedy. Status codes of the API live here.

use std::time::Duration;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use index::IndexError;
use ledger::{LedgerError, Scope};
use query::QueryError;
use serde_json::{Value, json};

use crate::error::PageError;
use crate::house::HouseError;

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum ApiError {
    /// Neither a token that holds nor a session.
    #[error("no token or session that holds came with the request")]
    Unauthorised,
    /// The token lacks a scope.
    #[error("the token does not have the scope `{}`", .0.as_str())]
    Scope(Scope),
    /// The member's role does not include it.
    #[error("the role of the token's member does not include this")]
    Role,
    /// There is no such thing, or not in this workspace.
    #[error("there is no such thing in this workspace")]
    NotFound,
    /// The same request is being answered at this moment.
    #[error("a request with this `Idempotency-Key` is being answered at this moment")]
    Running,
    /// What was asked cannot be understood or done.
    #[error("{detail}")]
    Refused {
        /// What is wrong.
        detail: String,
        /// What to do instead.
        remedy: String,
    },
    /// Too many requests.
    #[error("the token asked more than 600 times in a minute")]
    TooMany {
        /// When it may ask again.
        wait: Duration,
    },
    /// Not all parts work.
    #[error("the ledger or the index does not answer")]
    Unavailable,
    /// Something broke; the log says what.
    #[error("something broke on our side")]
    Broken,
}

impl ApiError {
    /// A refusal with its remedy.
    pub fn refused(detail: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self::Refused { detail: detail.into(), remedy: remedy.into() }
    }

    /// The status code.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Unauthorised => StatusCode::UNAUTHORIZED,
            Self::Scope(_) | Self::Role => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Running => StatusCode::CONFLICT,
            Self::Refused { .. } => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Self::Broken => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn kind(&self) -> (&'static str, &'static str) {
        match self {
            Self::Unauthorised => ("unauthorised", "Not signed in"),
            Self::Scope(_) => ("scope-missing", "The token lacks a scope"),
            Self::Role => ("not-in-role", "Not part of the role"),
            Self::NotFound => ("not-found", "Not found"),
            Self::Running => ("in-progress", "Already being answered"),
            Self::Refused { .. } => ("refused", "Could not be done"),
            Self::TooMany { .. } => ("too-many-requests", "Too many requests"),
            Self::Unavailable => ("unavailable", "Not ready"),
            Self::Broken => ("broken", "Broken"),
        }
    }

    fn remedy(&self) -> String {
        match self {
            Self::Unauthorised => {
                "send `Authorization: Bearer wgl_…` with a token from Settings, API".to_owned()
            }
            Self::Scope(scope) => {
                format!("ask an admin for a token with the scope `{}`", scope.as_str())
            }
            Self::Role => {
                "ask an admin for another role, or for a token of another member".to_owned()
            }
            Self::NotFound => "check the address and the id".to_owned(),
            Self::Running => "wait a second and send the same request again".to_owned(),
            Self::Refused { remedy, .. } => remedy.clone(),
            Self::TooMany { .. } => "wait as many seconds as `Retry-After` says".to_owned(),
            Self::Unavailable | Self::Broken => {
                "try again; if it stays, the server's log says why".to_owned()
            }
        }
    }

    /// As problem details.
    pub fn problem(&self) -> Value {
        let (kind, title) = self.kind();
        json!({
            "type": format!("urn:waggle:problem:{kind}"),
            "title": title,
            "status": self.status().as_u16(),
            "detail": self.to_string(),
            "remedy": self.remedy(),
        })
    }
}

/// A kept answer as it was given.
pub fn answered(status: u16, body: String) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
    let kind = if status.is_success() { "application/json" } else { "application/problem+json" };
    (status, [(header::CONTENT_TYPE, kind)], body).into_response()
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut response = answered(self.status().as_u16(), self.problem().to_string());
        let headers = response.headers_mut();
        match self {
            Self::Unauthorised => {
                let how = HeaderValue::from_static("Bearer realm=\"waggle\"");
                headers.insert(header::WWW_AUTHENTICATE, how);
            }
            Self::TooMany { wait } => {
                let secs = wait.as_secs() + 1;
                headers.insert(header::RETRY_AFTER, HeaderValue::from(secs));
            }
            _ => {}
        }
        response
    }
}

impl From<PageError> for ApiError {
    fn from(error: PageError) -> Self {
        match error {
            PageError::SignIn { .. } => Self::Unauthorised,
            PageError::Forbidden | PageError::CrossSite => Self::Role,
            PageError::NotFound => Self::NotFound,
            PageError::TooMany => Self::TooMany { wait: Duration::from_secs(60) },
            PageError::Refused(why) | PageError::TooLarge(why) => {
                Self::refused(why, "correct the request and send it again")
            }
            PageError::Broken => Self::Broken,
        }
    }
}

impl From<LedgerError> for ApiError {
    fn from(error: LedgerError) -> Self {
        PageError::from(error).into()
    }
}

impl From<HouseError> for ApiError {
    fn from(error: HouseError) -> Self {
        PageError::from(error).into()
    }
}

impl From<IndexError> for ApiError {
    fn from(error: IndexError) -> Self {
        match error {
            IndexError::Query(error) => error.into(),
            error => PageError::from(error).into(),
        }
    }
}

impl From<QueryError> for ApiError {
    fn from(error: QueryError) -> Self {
        let at = format!("{} (bytes {} to {})", error.reason, error.span.start, error.span.end);
        Self::refused(at, error.remedy)
    }
}
