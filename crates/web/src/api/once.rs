//! A request that changes something, and the promise that sending it twice does it once.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::response::Response;
use ledger::Once;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::error::{ApiError, answered};
use crate::auth::{Ask, May};

/// The header that names a request.
const KEY: &str = "idempotency-key";
const LONGEST_KEY: usize = 255;

/// The body of a request that changes something, with its idempotency key.
#[derive(Debug)]
pub struct Posted {
    key: Option<String>,
    digest: [u8; 32],
    body: Bytes,
}

impl<S: Send + Sync> FromRequest<S> for Posted {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        let key = match request.headers().get(KEY).map(|value| value.to_str()) {
            None => None,
            Some(Ok(key)) if (1..=LONGEST_KEY).contains(&key.len()) => Some(key.to_owned()),
            Some(_) => {
                let why = "the `Idempotency-Key` is empty, too long or not ASCII";
                return Err(ApiError::refused(why, "send 1 to 255 characters, such as a UUID"));
            }
        };
        let mut hasher = blake3::Hasher::new();
        hasher.update(request.method().as_str().as_bytes());
        hasher.update(&[0]);
        hasher.update(request.uri().path().as_bytes());
        hasher.update(&[0]);
        let too_long = |_| ApiError::refused("the body cannot be read", "send at most 2 MB");
        let body = Bytes::from_request(request, state).await.map_err(too_long)?;
        hasher.update(&body);
        Ok(Self { key, digest: *hasher.finalize().as_bytes(), body })
    }
}

impl Posted {
    /// The body as JSON.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, ApiError> {
        serde_json::from_slice(&self.body).map_err(|error| {
            let remedy = "the bodies are described in /api/v1/openapi.json";
            ApiError::refused(format!("the body is not what is expected: {error}"), remedy)
        })
    }

    /// Does `work` unless the same request was answered in the last day; then gives the same answer. A failure on our
    /// side is not kept, so that it can be tried again. Goes on when the client hangs up: what is begun is finished and
    /// kept.
    pub async fn once<A: Ask, T: Serialize, F>(
        self,
        who: May<A>,
        work: impl FnOnce(May<A>, Self) -> F + Send + 'static,
    ) -> Result<Response, ApiError>
    where
        F: Future<Output = Result<T, ApiError>> + Send,
    {
        let task = tokio::spawn(async move {
            match self.key.clone() {
                Some(key) => self.once_by(&key, who, work).await,
                None => told(work(who, self).await),
            }
        });
        let (status, body) = task.await.map_err(|_| ApiError::Broken)??;
        Ok(answered(status, body))
    }

    async fn once_by<A: Ask, T: Serialize, F>(
        self,
        key: &str,
        who: May<A>,
        work: impl FnOnce(May<A>, Self) -> F,
    ) -> Result<(u16, String), ApiError>
    where
        F: Future<Output = Result<T, ApiError>>,
    {
        let (ledger, owner) = (who.ledger.clone(), who.session);
        match ledger.begin_once(&owner, key, &self.digest, who.house.now()).await? {
            Once::Answered(status, body) => return Ok((status, body)),
            Once::Running => return Err(ApiError::Running),
            Once::Other => {
                let why = "this `Idempotency-Key` was used for another request";
                return Err(ApiError::refused(why, "use a new key for each request"));
            }
            Once::New => {}
        }
        let done = told(work(who, self).await);
        match &done {
            Ok((status, body)) => ledger.keep_once(&owner, key, *status, body).await?,
            Err(_) => ledger.forget_once(&owner, key).await?,
        }
        done
    }
}

/// Status and body of what is to be kept; the rest is an error.
fn told<T: Serialize>(done: Result<T, ApiError>) -> Result<(u16, String), ApiError> {
    match done {
        Ok(value) => {
            let body = serde_json::to_string(&value).map_err(|_| ApiError::Broken)?;
            Ok((200, body))
        }
        Err(error) if error.status().is_server_error() => Err(error),
        Err(error) => Ok((error.status().as_u16(), error.problem().to_string())),
    }
}
