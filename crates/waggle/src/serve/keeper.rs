//! The thread that keeps the index: it follows the ledger, saves watches and imports files, one errand at a time, and
//! shows the pages a new snapshot after each.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::{Duration, Instant};

use anyhow::Result;
use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, unbounded};
use index::{Index, Searcher};
use listen::Reject;
use model::{Plan, Timestamp, Totals};
use tokio::sync::{oneshot, watch};
use web::house::Answer;
use web::{House, HouseError, Import, ImportJob, Snapshot, Upload, WatchChange};

use super::assessor::{self, Outcome, Round};
use super::found::Found;
use super::watches;
use crate::commands::import;
use crate::measurer::Counted;
use crate::progress::Progress;
use crate::settle::Observer;
use crate::workspace::{CONFIG, Root, Workspace};
use crate::{cli, clock, follow};

/// After so long without an errand the index is closed, so that the command line can write, and the ledger is looked at
/// for what others committed.
const IDLE: Duration = Duration::from_secs(5);
/// While a file comes in, the pages see what is indexed this often.
const SHOW_EVERY: Duration = Duration::from_secs(2);
/// Corrections come in bursts; the figures are made again this long after the last one.
const SETTLE: Duration = Duration::from_secs(2);
/// Rejected rows that the page shows.
const REASONS: usize = 20;

/// Where uploaded files wait in the workspace's folder.
const UPLOADS: &str = "uploads";

type Reply<T> = oneshot::Sender<Result<T, HouseError>>;

enum Errand {
    Follow(Reply<()>),
    SaveWatch(WatchChange, Reply<()>),
    Import(ImportJob, Upload),
    Assessed(Result<Box<Outcome>>),
    Counted(Result<Counted>),
}

struct Shared {
    path: PathBuf,
    snapshot: RwLock<Arc<Snapshot>>,
    version: watch::Sender<u64>,
    imports: Mutex<Vec<(ImportJob, Import)>>,
    importing: AtomicBool,
    stop: AtomicBool,
    next_job: AtomicU32,
}

impl Shared {
    fn snapshot(&self) -> Arc<Snapshot> {
        Arc::clone(&self.snapshot.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Shows the pages a changed snapshot.
    fn show(&self, change: impl FnOnce(&mut Snapshot)) {
        let mut place = self.snapshot.write().unwrap_or_else(PoisonError::into_inner);
        let mut next = Snapshot::clone(&place);
        change(&mut next);
        next.version += 1;
        let version = next.version;
        *place = Arc::new(next);
        drop(place);
        self.version.send_replace(version);
    }

    fn on_import(&self, job: ImportJob, change: impl FnOnce(&mut Import)) {
        let mut imports = self.imports.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, import)) = imports.iter_mut().find(|(id, _)| *id == job) {
            change(import);
        }
    }
}

/// The pages' way to the workspace.
pub struct Keeper {
    shared: Arc<Shared>,
    errands: Sender<Errand>,
}

impl Keeper {
    /// Opens the workspace in `path`, lets the index catch up, and starts the thread.
    pub fn start(path: &Path, progress: Progress) -> Result<Arc<Self>> {
        let root = Root::find(Some(path))?;
        let mut workspace = Workspace::open(&root)?;
        let searcher = workspace.searcher(progress)?;
        let snapshot = Snapshot {
            plan: Arc::new(workspace.plan().clone()),
            searcher,
            assessed: None,
            version: 1,
            busy: String::new(),
        };
        drop(workspace);
        let shared = Arc::new(Shared {
            path: path.to_owned(),
            snapshot: RwLock::new(Arc::new(snapshot)),
            version: watch::channel(1).0,
            imports: Mutex::default(),
            importing: AtomicBool::new(false),
            stop: AtomicBool::new(false),
            next_job: AtomicU32::new(1),
        });
        let (errands, from) = unbounded();
        let thread = Thread { shared: Arc::clone(&shared), errands: errands.clone() };
        std::thread::Builder::new().name("keeper".to_owned()).spawn(move || thread.run(&from))?;
        Ok(Arc::new(Self { shared, errands }))
    }

    /// Asks a running import to stop at its next chunk.
    pub fn stop(&self) {
        self.shared.stop.store(true, Ordering::Relaxed);
    }

    fn ask(&self, errand: impl FnOnce(Reply<()>) -> Errand) -> Answer<()> {
        let (reply, answer) = oneshot::channel();
        let sent = self.errands.send(errand(reply)).is_ok();
        Box::pin(async move {
            if !sent {
                return Err(HouseError::Broken);
            }
            answer.await.unwrap_or(Err(HouseError::Broken))
        })
    }
}

impl House for Keeper {
    fn now(&self) -> Timestamp {
        clock::now()
    }

    fn snapshot(&self) -> Arc<Snapshot> {
        self.shared.snapshot()
    }

    fn changes(&self) -> watch::Receiver<u64> {
        self.shared.version.subscribe()
    }

    fn follow(&self) -> Answer<()> {
        // An import holds the index and follows by itself. What it shows after the next time holds what is committed now.
        if self.shared.importing.load(Ordering::Relaxed) {
            let mut shown = self.shared.version.subscribe();
            return Box::pin(async move {
                let twice = async {
                    for _ in 0..2 {
                        drop(shown.changed().await);
                    }
                };
                // A slow disk does not hold the page up for ever; the numbers come all the same.
                drop(tokio::time::timeout(SHOW_EVERY * 3, twice).await);
                Ok(())
            });
        }
        self.ask(Errand::Follow)
    }

    fn save_watch(&self, change: WatchChange) -> Answer<()> {
        self.ask(|reply| Errand::SaveWatch(change, reply))
    }

    fn uploads(&self) -> PathBuf {
        self.shared.path.join(UPLOADS)
    }

    fn preview(&self, upload: &Upload) -> Result<listen::Preview, HouseError> {
        let look = || -> Result<listen::Preview> {
            let root = Root::find(Some(&self.shared.path))?;
            import::preview(&root, &upload.path, &arguments(upload))
        };
        look().map_err(|error| HouseError::Refused(format!("{error:#}")))
    }

    fn import(&self, upload: Upload) -> Result<ImportJob, HouseError> {
        let job = ImportJob(self.shared.next_job.fetch_add(1, Ordering::Relaxed));
        let size = fs::metadata(&upload.path).ok().map(|meta| meta.len());
        let import = Import {
            name: upload.name.clone(),
            bytes: (0, size),
            totals: Totals::default(),
            reasons: Vec::new(),
            started_at: clock::now(),
            done: None,
        };
        self.shared.imports.lock().unwrap_or_else(PoisonError::into_inner).insert(0, (job, import));
        self.errands.send(Errand::Import(job, upload)).map_err(|_| HouseError::Broken)?;
        Ok(job)
    }

    fn imports(&self) -> Vec<(ImportJob, Import)> {
        self.shared.imports.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

fn arguments(upload: &Upload) -> cli::Import {
    let given = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
    cli::Import {
        inputs: vec![upload.path.clone()],
        preview: false,
        map: given(&upload.map),
        source: given(&upload.source),
        network: None,
        date_order: None,
        allow_future: false,
        json: false,
    }
}

struct Thread {
    shared: Arc<Shared>,
    errands: Sender<Errand>,
}

/// Why a round with one plan ended.
enum End {
    PlanChanged,
    Closed,
}

impl Thread {
    fn run(&self, from: &Receiver<Errand>) {
        loop {
            match self.round(from) {
                Ok(End::PlanChanged) => {}
                Ok(End::Closed) => return,
                Err(error) => {
                    tracing::error!(error = format!("{error:#}"), "the keeper starts anew");
                    std::thread::sleep(Duration::from_secs(1));
                }
            }
        }
    }

    /// Works with one plan until it changes.
    fn round(&self, from: &Receiver<Errand>) -> Result<End> {
        let root = Root::find(Some(&self.shared.path))?;
        let mut workspace = Workspace::open(&root)?;
        let mut index: Option<Index> = None;
        let mut found = Found::of(&workspace);
        let mut dirty = Some(Instant::now());
        let mut assessing = false;
        self.catch_up(&mut workspace, &mut index)?;
        loop {
            let wait = if dirty.is_some() { SETTLE } else { IDLE };
            match from.recv_timeout(wait) {
                Ok(Errand::Follow(reply)) => {
                    let done = self.catch_up(&mut workspace, &mut index);
                    drop(reply.send(done.map_err(|error| broken(&error))));
                    dirty = Some(Instant::now());
                }
                Ok(Errand::SaveWatch(change, reply)) => {
                    let saved = save(&self.shared.path, &change);
                    let changed = saved.is_ok();
                    drop(index.take());
                    if changed {
                        // The next round opens the new plan; the caller waits for its first snapshot.
                        drop(self.errands.send(Errand::Follow(reply)));
                        return Ok(End::PlanChanged);
                    }
                    drop(reply.send(saved.map_err(HouseError::Refused)));
                }
                Ok(Errand::Import(job, upload)) => {
                    drop(index.take());
                    self.import(&mut workspace, job, &upload);
                    self.catch_up(&mut workspace, &mut index)?;
                    dirty = Some(Instant::now());
                }
                Ok(Errand::Assessed(outcome)) => match outcome {
                    Ok(outcome) => {
                        outcome.keep(&workspace)?;
                        let Outcome { assessed, flagged, .. } = *outcome;
                        found.flagged = Some(flagged);
                        self.shared.show(|snapshot| {
                            snapshot.assessed = Some(Arc::new(assessed));
                            snapshot.busy = String::new();
                        });
                    }
                    Err(error) => {
                        tracing::error!(error = format!("{error:#}"), "the assessment failed")
                    }
                },
                Ok(Errand::Counted(outcome)) => {
                    assessing = false;
                    self.keep_points(&workspace, outcome)?;
                }
                Err(RecvTimeoutError::Timeout) => {
                    if dirty.is_some_and(|since| since.elapsed() >= SETTLE) && !assessing {
                        assessing = self.assess(&workspace, &mut found)?;
                        dirty = None;
                    } else if dirty.is_none() {
                        drop(index.take());
                        if self.is_behind(&workspace)? {
                            self.catch_up(&mut workspace, &mut index)?;
                            dirty = Some(Instant::now());
                        }
                    }
                }
                Err(RecvTimeoutError::Disconnected) => return Ok(End::Closed),
            }
        }
    }

    /// Whether another process committed something.
    fn is_behind(&self, workspace: &Workspace<'_>) -> Result<bool> {
        Ok(workspace.head()? > self.shared.snapshot().searcher.upto())
    }

    /// Brings the index up to the ledger and shows it.
    fn catch_up(&self, workspace: &mut Workspace<'_>, index: &mut Option<Index>) -> Result<()> {
        let open = match index {
            Some(open) => {
                follow::catch_up(workspace, open, Progress::new(true))?;
                open
            }
            None => index.insert(workspace.index(Progress::new(true))?),
        };
        let searcher = open.searcher();
        let plan = Arc::new(workspace.plan().clone());
        self.shared.show(|snapshot| {
            snapshot.searcher = searcher;
            snapshot.plan = plan;
        });
        Ok(())
    }

    fn assess(&self, workspace: &Workspace<'_>, found: &mut Found) -> Result<bool> {
        let snapshot = self.shared.snapshot();
        if snapshot.searcher.is_empty() {
            return Ok(false);
        }
        let round = Round::of(workspace, &snapshot.searcher, found)?;
        let errands = self.errands.clone();
        self.shared.show(|snapshot| snapshot.busy = "The figures are being made again.".to_owned());
        std::thread::Builder::new().name("assessor".to_owned()).spawn(move || {
            let outcome = assessor::run(&round).map(Box::new);
            let with =
                outcome.as_ref().ok().map(|it| (it.classifier.clone(), Arc::clone(&it.flagged)));
            drop(errands.send(Errand::Assessed(outcome)));
            let counted = with.map_or(Ok(Counted::default()), |(classifier, flagged)| {
                assessor::count(&round, &classifier, &flagged)
            });
            drop(errands.send(Errand::Counted(counted)));
        })?;
        Ok(true)
    }

    /// Keeps what the live measures count now, and tells the pages when something moved.
    fn keep_points(&self, workspace: &Workspace<'_>, outcome: Result<Counted>) -> Result<()> {
        match outcome {
            Ok(counted) if counted.points.is_empty() => {}
            Ok(counted) => {
                workspace.block_on(workspace.ledger().add_points(&counted.points))?;
                self.shared.show(|_| {});
            }
            Err(error) => {
                tracing::error!(error = format!("{error:#}"), "the measures could not be counted");
            }
        }
        Ok(())
    }

    fn import(&self, workspace: &mut Workspace<'_>, job: ImportJob, upload: &Upload) {
        self.shared.importing.store(true, Ordering::Relaxed);
        let plan = Arc::new(workspace.plan().clone());
        let dir = workspace.root().index_dir();
        let mut watcher =
            Watcher { shared: &self.shared, job, dir, plan, rejects: None, shown: Instant::now() };
        let stop = &self.shared.stop;
        let outcome =
            import::import_upload(workspace, &upload.path, &arguments(upload), stop, &mut watcher);
        let kept = watcher.rejects.take().map(listen::RejectFile::finish).transpose();
        if let Err(error) = kept {
            tracing::error!(%error, "the file of rejects could not be finished");
        }
        self.shared.importing.store(false, Ordering::Relaxed);
        drop(fs::remove_file(&upload.path));
        self.shared.on_import(job, |import| {
            if let Ok(totals) = &outcome {
                import.totals = *totals;
                import.bytes.0 = import.bytes.1.unwrap_or(import.bytes.0);
            }
            import.done = Some(outcome.map(|_| ()).map_err(|error| format!("{error:#}")));
        });
    }
}

fn save(path: &Path, change: &WatchChange) -> Result<(), String> {
    let file = path.join(CONFIG);
    let text =
        fs::read_to_string(&file).map_err(|error| format!("cannot read waggle.toml: {error}"))?;
    let text = watches::change(&text, change)?;
    crate::config::Config::parse(&text, &file).map_err(|error| error.to_string())?;
    crate::commands::assess::replace(&file, text.as_bytes()).map_err(|error| format!("{error:#}"))
}

fn broken(error: &anyhow::Error) -> HouseError {
    tracing::error!(error = format!("{error:#}"), "an errand failed");
    HouseError::Broken
}

/// Tells the pages how far an import is.
pub struct Watcher<'a> {
    shared: &'a Shared,
    job: ImportJob,
    dir: PathBuf,
    plan: Arc<Plan>,
    rejects: Option<listen::RejectFile>,
    shown: Instant,
}

impl import::Reports for Watcher<'_> {
    fn begins(&mut self, _import: &listen::Import, rejects: listen::RejectFile) {
        self.rejects = Some(rejects);
    }
}

impl Observer for Watcher<'_> {
    fn settled(&mut self, totals: &Totals, bytes_read: u64) {
        self.shared.on_import(self.job, |import| {
            import.totals = *totals;
            import.bytes.0 = bytes_read;
        });
        if self.shown.elapsed() >= SHOW_EVERY {
            self.shown = Instant::now();
            if let Ok(searcher) = Searcher::open(&self.dir, &self.plan, index::Options::default()) {
                self.shared.show(|snapshot| snapshot.searcher = searcher);
            }
        }
    }

    fn rejected(&mut self, rejects: Vec<Reject>) -> Result<()> {
        self.shared.on_import(self.job, |import| {
            let room = REASONS.saturating_sub(import.reasons.len());
            let said = rejects.iter().take(room).map(|reject| (reject.line, reject.reason.clone()));
            import.reasons.extend(said);
        });
        import::keep(self.rejects.as_mut(), &rejects)
    }
}
