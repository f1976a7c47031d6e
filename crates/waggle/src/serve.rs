//! The application over one workspace or several: for each, one thread keeps the index and one assesses in the background;
//! one web server reads.

mod assessor;
mod at_rest;
pub mod digests;
mod found;
mod keeper;
mod sign_in;
mod watches;

use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use ledger::{Ledger, WorkspaceId, WorkspaceLedger};
use web::several::{self, Base};
use web::{App, Options};

use crate::mail::Mailer;
use crate::progress::Progress;
use crate::workspace::Root;

pub use at_rest::{AtRest, Look};
pub use keeper::Keeper;
pub use sign_in::{first_admin, invite_all_roles, new_link};

/// A workspace that is served.
struct Served {
    /// Its name in addresses; empty when it is the only one.
    name: String,
    keeper: Arc<Keeper>,
    ledger: WorkspaceLedger,
    options: Options,
    /// Who sends its digests, and from which hour on.
    mail: Option<(Mailer, u8)>,
}

impl Served {
    fn app(&self) -> App {
        let keeper = Arc::clone(&self.keeper) as Arc<dyn web::House>;
        App::new(keeper, self.ledger.clone(), self.options.clone())
    }
}

/// The server of one workspace or several.
pub struct Server {
    runtime: tokio::runtime::Runtime,
    listener: TcpListener,
    all: Vec<Served>,
    /// The address that several have in common.
    base: Option<Base>,
}

/// Where to listen, and how people see it.
pub struct Place<'a> {
    /// The address.
    pub listen: SocketAddr,
    /// Whether a taken port gives way to a free one.
    pub free_port: bool,
    /// The address that people see.
    pub public_url: Option<&'a str>,
    /// Whether digests are sent while it serves.
    pub mails: bool,
}

impl Place<'_> {
    fn bind(&self) -> Result<TcpListener> {
        let listener = match TcpListener::bind(self.listen) {
            Err(error) if self.free_port && error.kind() == std::io::ErrorKind::AddrInUse => {
                TcpListener::bind(SocketAddr::new(self.listen.ip(), 0))
            }
            other => other,
        };
        let listener = listener.with_context(|| {
            format!("cannot listen on {}; name another address with --listen", self.listen)
        })?;
        listener.set_nonblocking(true)?;
        Ok(listener)
    }

    /// The address that people see of a listener at `here`.
    fn url(&self, here: SocketAddr) -> String {
        self.public_url
            .map_or_else(|| format!("http://{here}"), |url| url.trim_end_matches('/').to_owned())
    }

    /// The address before which the names of several workspaces stand.
    fn base(&self, here: SocketAddr) -> Result<Base> {
        let url = match self.public_url {
            None if here.ip().is_loopback() => format!("http://localhost:{}", here.port()),
            _ => self.url(here),
        };
        Base::parse(url.trim_end_matches('/')).with_context(|| {
            format!("each of several workspaces gets a name before the server's own, and `{url}` has none; name one with --public-url https://waggle.example.org and let *.waggle.example.org lead here, too")
        })
    }
}

impl Server {
    /// Opens the workspaces and the port.
    pub fn open(roots: &[Root], place: &Place<'_>, progress: Progress) -> Result<Self> {
        let names = names(roots)?;
        let listener = place.bind()?;
        let here = listener.local_addr()?;
        let base = if roots.len() > 1 { Some(place.base(here)?) } else { None };
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(std::thread::available_parallelism().map_or(2, usize::from).min(8))
            .enable_all()
            .build()?;
        let mut all = Vec::new();
        for (root, name) in roots.iter().zip(names) {
            let public_url = base.as_ref().map_or_else(|| place.url(here), |base| base.of(&name));
            let open = open(root, name, public_url, place.mails, &runtime, progress);
            all.push(open.with_context(|| format!("cannot serve {}", root.path().display()))?);
        }
        Ok(Self { runtime, listener, all, base })
    }

    /// The address of each workspace.
    pub fn urls(&self) -> impl Iterator<Item = &str> {
        self.all.iter().map(|one| one.options.public_url.as_str())
    }

    /// Waits for `work` on each application, in their order.
    pub fn with<T, F>(&self, work: impl Fn(App) -> F) -> Result<Vec<T>>
    where
        F: Future<Output = Result<T>>,
    {
        self.all.iter().map(|one| self.runtime.block_on(work(one.app()))).collect()
    }

    /// Serves until `stop` is set.
    pub fn run(self, stop: &'static AtomicBool) -> Result<()> {
        let Self { runtime, listener, mut all, base } = self;
        let apps: Vec<_> = all.iter().map(|one| (one.name.clone(), one.app())).collect();
        for one in &mut all {
            if let Some((mailer, hour)) = one.mail.take() {
                runtime.spawn(digests::rounds(one.app(), mailer, hour));
            }
        }
        runtime.block_on(async move {
            let listener = tokio::net::TcpListener::from_std(listener)?;
            let asked = async {
                while !stop.load(Ordering::Relaxed) {
                    tokio::time::sleep(Duration::from_millis(100)).await;
                }
            };
            let never = std::future::pending();
            let serving = async {
                match base {
                    Some(base) => several::serve(base, apps, listener, never).await,
                    None => match apps.into_iter().next() {
                        Some((_, app)) => web::serve(app, listener, never).await,
                        None => Ok(()),
                    },
                }
            };
            // A browser that listens for changes would hold the door open for ever.
            tokio::select! {
                served = serving => served,
                () = asked => Ok(()),
            }
        })?;
        runtime.shutdown_timeout(Duration::from_secs(2));
        all.iter().for_each(|one| one.keeper.stop());
        Ok(())
    }
}

fn open(
    root: &Root,
    name: String,
    public_url: String,
    mails: bool,
    runtime: &tokio::runtime::Runtime,
    progress: Progress,
) -> Result<Served> {
    let oidc = root.config().oidc.as_ref();
    let oidc = oidc.map(|table| table.provider(|name| std::env::var(name).ok())).transpose()?;
    let mail = root.config().mail.as_ref().filter(|_| mails);
    let mailer = mail
        .map(|table| {
            Ok::<_, anyhow::Error>((
                Mailer::new(table, |name| std::env::var(name).ok())?,
                table.hour,
            ))
        })
        .transpose()?;
    let keeper = Keeper::start(root.path(), progress)?;
    let ledger = runtime.block_on(async {
        let ledger = Ledger::open(&root.ledger_path(), &ledger::Options::default()).await?;
        ledger.workspace(WorkspaceId::FIRST, [0; 32]).await
    })?;
    Ok(Served { name, keeper, ledger, options: Options { public_url, oidc }, mail: mailer })
}

/// The names of several workspaces in addresses, from their folders; no two may be one.
fn names(roots: &[Root]) -> Result<Vec<String>> {
    if roots.len() < 2 {
        return Ok(vec![String::new(); roots.len()]);
    }
    let mut names: Vec<String> = Vec::new();
    for root in roots {
        let folder = root.path().canonicalize()?;
        let folder = folder.file_name().map(|name| name.to_string_lossy().into_owned());
        let name = folder.as_deref().and_then(several::name_of);
        let name = name.with_context(|| {
            format!("the folder {} has no letters to make a name of", root.path().display())
        })?;
        if names.contains(&name) {
            bail!("two folders would be served as `{name}`; rename one of them");
        }
        names.push(name);
    }
    Ok(names)
}
