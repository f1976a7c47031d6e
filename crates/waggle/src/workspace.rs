//! A workspace: a folder with `waggle.toml`, the ledger, the index and the rejects.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use index::{Index, IndexError, Searcher};
use ledger::{
    Chunk, ImportMark, ImportState, Ledger, Outcome, Recent, WorkspaceId, WorkspaceLedger,
};
use model::{Changes, Gap, Plan, Post, Reading, Seq, Settled, Source, SourceId, Window};
use tokio::runtime::Runtime;

use crate::config::Config;
use crate::follow;
use crate::progress::Progress;

/// The file that makes a folder a workspace.
pub const CONFIG: &str = "waggle.toml";
const LEDGER: &str = "ledger.db";
const INDEX: &str = "index";
const REJECTS: &str = "rejects";
const LOCK: &str = ".lock";

/// Where a workspace lies, with its configuration read and checked.
#[derive(Debug)]
pub struct Root {
    path: PathBuf,
    config: Config,
}

impl Root {
    /// The workspace in `asked`, or the nearest one from the current folder upwards.
    pub fn find(asked: Option<&Path>) -> Result<Self> {
        let path = match asked {
            Some(folder) if folder.join(CONFIG).is_file() => folder.to_owned(),
            Some(folder) => {
                bail!("{} holds no {CONFIG}; make one with `waggle init -C {0}`", folder.display())
            }
            None => {
                let here = std::env::current_dir().context("cannot tell the current folder")?;
                let found = here.ancestors().find(|folder| folder.join(CONFIG).is_file());
                found.map(Path::to_owned).with_context(|| {
                    format!("there is no {CONFIG} in {} or above; make one with `waggle init`, or name a workspace with --workspace DIR", here.display())
                })?
            }
        };
        let config = Config::load(&path.join(CONFIG))?;
        Ok(Self { path, config })
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The ledger's file.
    pub fn ledger_path(&self) -> PathBuf {
        self.path.join(LEDGER)
    }

    /// The index's folder.
    pub fn index_dir(&self) -> PathBuf {
        self.path.join(INDEX)
    }

    /// Where rejected rows are kept.
    pub fn rejects_dir(&self) -> PathBuf {
        self.path.join(REJECTS)
    }

    /// What `waggle.toml` says.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// The sources as written, numbered in their order: enough for a preview, which opens no ledger.
    pub fn draft_sources(&self) -> Vec<Source> {
        let number = |(place, source): (u32, &crate::config::SourceTable)| Source {
            id: SourceId(place),
            name: source.name.get_ref().clone(),
            network: source.network.clone(),
            side: source.side,
        };
        (1..).zip(&self.config.sources).map(number).collect()
    }
}

/// An open workspace.
pub struct Workspace<'a> {
    root: &'a Root,
    runtime: Runtime,
    ledger: WorkspaceLedger,
    plan: Plan,
}

impl<'a> Workspace<'a> {
    /// Opens the ledger, makes it when there is none, and brings its plan up to date with `waggle.toml`.
    pub fn open(root: &'a Root) -> Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let path = root.path.join(LEDGER);
        let draft = root.config.draft();
        let secret = secret()?;
        let (ledger, plan) = runtime.block_on(async {
            let ledger = Ledger::create(&path, &ledger::Options::default()).await?;
            let ledger = ledger.workspace(WorkspaceId::FIRST, secret).await?;
            let known = ledger.plan().await?;
            let plan = if root.config.describes(&known) {
                known
            } else {
                ledger.apply_plan(&draft).await?
            };
            Ok::<_, ledger::LedgerError>((ledger, plan))
        })?;
        Ok(Self { root, runtime, ledger, plan })
    }

    /// Where it lies.
    pub fn root(&self) -> &'a Root {
        self.root
    }

    /// Who is watched.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// Keeps other processes from writing until the lock is dropped.
    pub fn lock(&self) -> Result<File> {
        let path = self.root.path.join(LOCK);
        let file = File::create(&path)
            .with_context(|| format!("cannot write in {}", self.root.path.display()))?;
        match file.try_lock() {
            Ok(()) => Ok(file),
            Err(TryLockError::WouldBlock) => {
                bail!(
                    "another waggle is writing in {}; wait until it is done",
                    self.root.path.display()
                )
            }
            Err(TryLockError::Error(error)) => Err(error).context("cannot lock the workspace"),
        }
    }

    /// The index for writing, caught up with the ledger and the plan.
    pub fn index(&mut self, progress: Progress) -> Result<Index> {
        let dir = self.root.path.join(INDEX);
        let mut index = Index::open(&dir, &self.plan, index::Options::default())?;
        follow::catch_up(self, &mut index, progress)?;
        Ok(index)
    }

    /// The index for reading. Catches up first when it is behind and nobody else writes.
    pub fn searcher(&mut self, progress: Progress) -> Result<Searcher> {
        let dir = self.root.path.join(INDEX);
        let head = self.head()?;
        let open = || Searcher::open(&dir, &self.plan, index::Options::default());
        let behind = match open() {
            Ok(searcher) if searcher.upto() >= head && searcher.retag_plan().is_empty() => {
                return Ok(searcher);
            }
            Ok(searcher) => Some(searcher),
            Err(IndexError::Unusable { .. }) => None,
            Err(error) => return Err(error.into()),
        };
        match (self.index(progress), behind) {
            (Ok(index), _) => Ok(index.searcher()),
            // Another process is importing: what it has committed so far is there to be searched.
            (Err(error), Some(searcher)) if is_busy(&error) => {
                eprintln!("another waggle is writing: this shows what is indexed so far");
                Ok(searcher)
            }
            (Err(error), _) => Err(error),
        }
    }

    /// Throws the index away.
    pub fn remove_index(&self) -> Result<()> {
        let dir = self.root.path.join(INDEX);
        match fs::remove_dir_all(&dir) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(error).with_context(|| format!("cannot remove {}", dir.display()))
            }
            _ => Ok(()),
        }
    }

    /// The ledger, for calls through [`Self::block_on`].
    pub fn ledger(&self) -> &WorkspaceLedger {
        &self.ledger
    }

    /// Waits for an answer of the ledger.
    pub fn block_on<T, E>(&self, work: impl Future<Output = Result<T, E>>) -> Result<T>
    where
        anyhow::Error: From<E>,
    {
        Ok(self.runtime.block_on(work)?)
    }

    /// Commits a chunk; `held` more posts of it are in the ledger just so.
    pub fn settle(
        &self,
        (posts, held): (Vec<(Post, Reading)>, u64),
        import: Option<ImportMark>,
        rejected: u64,
    ) -> Result<Outcome> {
        let chunk = Chunk { import, rejected, held, ..Chunk::of(posts, crate::clock::now()) };
        self.block_on(self.ledger.settle(chunk))
    }

    /// The newest `limit` posts, oldest first.
    pub fn recent(&self, limit: usize) -> Result<Vec<Recent>> {
        self.block_on(self.ledger.recent(limit))
    }

    /// What of a file was imported before.
    pub fn import_state(&self, file: &[u8; 32]) -> Result<ImportState> {
        self.block_on(self.ledger.import_state(file))
    }

    /// All chunks of a file are in.
    pub fn finish_import(&self, file: &[u8; 32]) -> Result<()> {
        self.block_on(self.ledger.set_import_finished(file, crate::clock::now()))
    }

    /// How far the index follows the ledger; `None` when there is none that can be read.
    pub fn indexed(&self) -> Result<Option<Seq>> {
        let dir = self.root.path.join(INDEX);
        match Searcher::open(&dir, &self.plan, index::Options::default()) {
            Ok(searcher) => Ok(Some(searcher.upto())),
            Err(IndexError::Unusable { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// What was not captured.
    pub fn gaps(&self) -> Result<Vec<Gap>> {
        self.block_on(self.ledger.gaps(Window::ALWAYS))
    }

    /// The newest sequence number.
    pub fn head(&self) -> Result<Seq> {
        self.block_on(self.ledger.head())
    }

    /// What happened after `seq`, at most `limit` posts of it.
    pub fn changes_after(&self, seq: Seq, limit: usize) -> Result<Changes> {
        self.block_on(self.ledger.changes_after(seq, limit))
    }

    /// The posts with these numbers that still stand.
    pub fn posts(&self, seqs: &[Seq]) -> Result<Vec<Settled>> {
        self.block_on(self.ledger.posts(seqs))
    }
}

fn is_busy(error: &anyhow::Error) -> bool {
    matches!(error.downcast_ref(), Some(IndexError::Busy { .. }))
}

/// A key for the tombstones, in case the workspace is new.
fn secret() -> Result<[u8; 32]> {
    let mut secret = [0; 32];
    getrandom::fill(&mut secret)
        .map_err(|error| anyhow::anyhow!("the system gives no random numbers ({error}); a new workspace needs them for its secret"))?;
    Ok(secret)
}
