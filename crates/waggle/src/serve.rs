//! The application over a workspace: one thread keeps the index, one assesses in the background, the web server reads.

mod assessor;
pub mod digests;
mod keeper;
mod sign_in;
mod watches;

use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::{Context, Result};
use ledger::{Ledger, WorkspaceId, WorkspaceLedger};
use web::{App, Options};

use crate::mail::Mailer;
use crate::progress::Progress;
use crate::workspace::Root;

pub use keeper::Keeper;
pub use sign_in::{first_admin, invite_all_roles, new_link};

/// A workspace that is served.
pub struct Server {
    runtime: tokio::runtime::Runtime,
    keeper: Arc<Keeper>,
    listener: TcpListener,
    ledger: WorkspaceLedger,
    public_url: String,
    mail: Option<(Mailer, u8)>,
}

impl Server {
    /// Opens the workspace and the port. Where `free_port` and the port is taken, any free one is used.
    pub fn open(
        root: &Root,
        address: SocketAddr,
        public_url: Option<&str>,
        free_port: bool,
        progress: Progress,
    ) -> Result<Self> {
        let bind = |address| TcpListener::bind(address);
        let listener = match bind(address) {
            Err(error) if free_port && error.kind() == std::io::ErrorKind::AddrInUse => {
                bind(SocketAddr::new(address.ip(), 0))
            }
            other => other,
        };
        let listener = listener.with_context(|| {
            format!("cannot listen on {address}; name another address with --listen")
        })?;
        listener.set_nonblocking(true)?;
        let here = listener.local_addr()?;
        let public_url = public_url
            .map_or_else(|| format!("http://{here}"), |url| url.trim_end_matches('/').to_owned());
        let keeper = Keeper::start(root.path(), progress)?;
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(std::thread::available_parallelism().map_or(2, usize::from).min(8))
            .enable_all()
            .build()?;
        let ledger = runtime.block_on(async {
            let ledger = Ledger::open(&root.ledger_path(), &ledger::Options::default()).await?;
            ledger.workspace(WorkspaceId::FIRST, [0; 32]).await
        })?;
        Ok(Self { runtime, keeper, listener, ledger, public_url, mail: None })
    }

    /// The same, sending digests while it serves, from `hour` (0–23) on.
    #[must_use]
    pub fn mailing(self, mailer: Mailer, hour: u8) -> Self {
        Self { mail: Some((mailer, hour)), ..self }
    }

    /// The address that people see.
    pub fn url(&self) -> &str {
        &self.public_url
    }

    /// Waits for `work`, which gets the application.
    pub fn with<T, F>(&self, work: impl FnOnce(App) -> F) -> Result<T>
    where
        F: Future<Output = Result<T>>,
    {
        self.runtime.block_on(work(self.app()))
    }

    fn app(&self) -> App {
        let options = Options { public_url: self.public_url.clone() };
        App::new(Arc::clone(&self.keeper) as Arc<dyn web::House>, self.ledger.clone(), options)
    }

    /// Serves until `stop` is set.
    pub fn run(self, stop: &'static AtomicBool) -> Result<()> {
        let app = self.app();
        if let Some((mailer, hour)) = self.mail {
            self.runtime.spawn(digests::rounds(app.clone(), mailer, hour));
        }
        self.runtime.block_on(async move {
            let listener = tokio::net::TcpListener::from_std(self.listener)?;
            let asked = async {
                while !stop.load(Ordering::Relaxed) {
                    tokio::time::sleep(Duration::from_millis(100)).await;
                }
            };
            // A browser that listens for changes would hold the door open for ever.
            tokio::select! {
                served = web::serve(app, listener, std::future::pending()) => served,
                () = asked => Ok(()),
            }
        })?;
        self.runtime.shutdown_timeout(Duration::from_secs(2));
        self.keeper.stop();
        Ok(())
    }
}
