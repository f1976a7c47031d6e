//! What every handler shares, and the server itself.

use std::future::Future;
use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::sync::Arc;

use axum::Router;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use index::IndexError;
use ledger::WorkspaceLedger;
use query::Query;
use tokio::net::TcpListener;

use crate::auth::oidc::{Oidc, Provider};
use crate::auth::passkey::Passkeys;
use crate::hooks::{self, Hooks};
use crate::house::{House, Snapshot};
use crate::memo::Memo;
use crate::metrics::Metrics;
use crate::{guard, routes};

/// How the application is served.
#[derive(Debug, Clone)]
pub struct Options {
    /// The address that people see, without a slash at the end, such as `https://waggle.example.org`. Links in feeds
    /// and invitations begin with it; with `https` cookies are sent over TLS alone.
    pub public_url: String,
    /// Where else people can sign in.
    pub oidc: Option<Provider>,
}

/// What every handler shares; cheap to clone.
#[derive(Clone)]
pub struct App {
    /// The workspace.
    pub house: Arc<dyn House>,
    /// Its ledger.
    pub ledger: WorkspaceLedger,
    /// How it is served.
    pub options: Arc<Options>,
    /// What was computed from the newest snapshot.
    pub memo: Arc<Memo>,
    /// Tries to sign in, by address.
    pub tries: Arc<DefaultKeyedRateLimiter<String>>,
    /// Files of contacts between looking at them and taking them in.
    pub uploads: Arc<crate::pages::people::Uploads>,
    /// What tokens ask, by their number.
    pub asked: Arc<DefaultKeyedRateLimiter<i64>>,
    /// Who is told what happens.
    pub hooks: Arc<Hooks>,
    /// Who signs in without a password, and the ceremonies under way.
    pub passkeys: Arc<Passkeys>,
    /// Who signs in at a provider of identities.
    pub oidc: Option<Arc<Oidc>>,
    /// What was asked and how long it took.
    pub metrics: Arc<Metrics>,
}

impl std::fmt::Debug for App {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("App").finish_non_exhaustive()
    }
}

/// Tries to sign in that an address has each minute.
const TRIES_A_MINUTE: NonZeroU32 = NonZeroU32::new(10).unwrap();
/// Requests that a token has each minute.
const REQUESTS_A_MINUTE: NonZeroU32 = NonZeroU32::new(600).unwrap();

impl App {
    /// The application of a workspace.
    pub fn new(house: Arc<dyn House>, ledger: WorkspaceLedger, options: Options) -> Self {
        let passkeys = Arc::new(Passkeys::new(&options.public_url));
        let oidc = options.oidc.clone();
        let oidc = oidc.map(|provider| Arc::new(Oidc::new(provider, &options.public_url)));
        let tries = Arc::new(RateLimiter::keyed(Quota::per_minute(TRIES_A_MINUTE)));
        Self {
            house,
            ledger,
            options: Arc::new(options),
            memo: Arc::default(),
            passkeys,
            oidc,
            tries,
            asked: Arc::new(RateLimiter::keyed(Quota::per_minute(REQUESTS_A_MINUTE))),
            hooks: Arc::new(Hooks::new(false)),
            metrics: Arc::new(Metrics::default()),
            uploads: Arc::default(),
        }
    }

    /// The same, but webhooks may go to this machine, and without TLS: for tests.
    #[must_use]
    pub fn with_local_webhooks(self) -> Self {
        Self { hooks: Arc::new(Hooks::new(true)), ..self }
    }

    /// Whether people reach it over TLS.
    pub fn over_tls(&self) -> bool {
        self.options.public_url.starts_with("https:")
    }

    /// The workspace as it is now.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.house.snapshot()
    }

    /// How many posts of `snapshot` match.
    pub fn count(&self, snapshot: &Snapshot, query: &Query) -> Result<u64, IndexError> {
        let name = format!("count {query}");
        let counted = self.memo.get(snapshot.version, &name, || snapshot.searcher.count(query))?;
        Ok(*counted)
    }

    /// Everything that can be asked for.
    pub fn router(self) -> Router {
        guard::around(routes::router(), self)
    }
}

/// What goes on beside the pages for as long as the server runs: telling webhooks, and handing up what waits too long.
pub(crate) async fn background(app: App) {
    let escalating = crate::pages::inbox::escalate::run(app.clone());
    futures_util::future::join(hooks::run(app), escalating).await;
}

/// Serves `app` on `listener` until `stop` is done.
///
/// # Errors
/// When the listener fails.
pub async fn serve(
    app: App,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let telling = background(app.clone());
    let service = app.router().into_make_service_with_connect_info::<SocketAddr>();
    tokio::select! {
        served = axum::serve(listener, service).with_graceful_shutdown(stop).into_future() => served,
        () = telling => Ok(()),
    }
}
