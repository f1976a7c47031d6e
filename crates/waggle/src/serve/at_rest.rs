//! The workspace for what is made with the application and not served, as a handbook and a digest are: read at one moment, with
//! no port, no thread that keeps the index, and no page to show changes to.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Result;
use ledger::{Ledger, WorkspaceId};
use model::Timestamp;
use tokio::runtime::Runtime;
use tokio::sync::watch;
use web::house::Answer;
use web::{App, House, HouseError, Import, ImportJob, Options, Snapshot, Upload, WatchChange};

use super::assessor::{self, Round};
use super::found::Found;
use crate::clock;
use crate::progress::Progress;
use crate::workspace::{Root, Workspace};

/// Links lead here where nobody said where the workspace is served.
const NOWHERE: &str = "http://localhost";

/// How much of the workspace is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// What stands in the ledger and the index.
    Stored,
    /// The assessment of everything and of the last two weeks, too; takes as long as `waggle assess`.
    Assessed,
}

/// The application over a workspace that is not served.
pub struct AtRest {
    runtime: Runtime,
    app: App,
}

impl AtRest {
    /// Opens the workspace and looks at it once. `url`: the address to which links lead.
    pub fn open(root: &Root, url: Option<&str>, look: Look, progress: Progress) -> Result<Self> {
        let snapshot = Arc::new(snapshot(root, look, progress)?);
        // A mail server that is slow blocks a thread; such a thread must be one of several.
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
        let ledger = runtime.block_on(async {
            let ledger = Ledger::open(&root.ledger_path(), &ledger::Options::default()).await?;
            ledger.workspace(WorkspaceId::FIRST, [0; 32]).await
        })?;
        let house = Still { snapshot, version: watch::channel(1).0, path: root.path().to_owned() };
        let public_url = url.unwrap_or(NOWHERE).trim_end_matches('/').to_owned();
        let app = {
            let _in = runtime.enter();
            App::new(Arc::new(house), ledger, Options { public_url, oidc: None })
        };
        Ok(Self { runtime, app })
    }

    /// Waits for `work` on the application.
    pub fn with<T, F>(&self, work: impl FnOnce(App) -> F) -> Result<T>
    where
        F: Future<Output = Result<T>>,
    {
        self.runtime.block_on(work(self.app.clone()))
    }
}

fn snapshot(root: &Root, look: Look, progress: Progress) -> Result<Snapshot> {
    let mut workspace = Workspace::open(root)?;
    let searcher = workspace.searcher(progress)?;
    let assessed = if look == Look::Assessed && !searcher.is_empty() {
        let bar = progress.spinner("assessing");
        let outcome =
            assessor::run(&Round::of(&workspace, &searcher, &mut Found::of(&workspace))?)?;
        bar.finish_and_clear();
        outcome.keep(&workspace)?;
        Some(Arc::new(outcome.assessed))
    } else {
        None
    };
    Ok(Snapshot {
        plan: Arc::new(workspace.plan().clone()),
        searcher,
        assessed,
        version: 1,
        busy: String::new(),
    })
}

/// A house in which nothing moves.
struct Still {
    snapshot: Arc<Snapshot>,
    /// Held so that who waits for a change waits, and is not told that the house is gone.
    version: watch::Sender<u64>,
    path: PathBuf,
}

fn refused() -> HouseError {
    HouseError::Refused("this workspace is only read here; serve it to change it".to_owned())
}

impl House for Still {
    fn now(&self) -> Timestamp {
        clock::now()
    }

    fn snapshot(&self) -> Arc<Snapshot> {
        Arc::clone(&self.snapshot)
    }

    fn changes(&self) -> watch::Receiver<u64> {
        self.version.subscribe()
    }

    fn follow(&self) -> Answer<()> {
        Box::pin(async { Err(refused()) })
    }

    fn save_watch(&self, _: WatchChange) -> Answer<()> {
        Box::pin(async { Err(refused()) })
    }

    fn uploads(&self) -> PathBuf {
        self.path.clone()
    }

    fn preview(&self, _: &Upload) -> Result<listen::Preview, HouseError> {
        Err(refused())
    }

    fn import(&self, _: Upload) -> Result<ImportJob, HouseError> {
        Err(refused())
    }

    fn imports(&self) -> Vec<(ImportJob, Import)> {
        Vec::new()
    }
}
