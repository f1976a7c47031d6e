//! `waggle import`: files in, posts settled, rejects kept.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context, Result, bail};
use indicatif::ProgressBar;
use listen::{DateOrder, FileDigest, Import, ImportOptions, Input, Mapping, Reject, RejectFile};
use model::{Network, Source, Totals};
use serde::Serialize;

use crate::cli;
use crate::exit::{Exit, INTERRUPTED, OK, SOME_REJECTED};
use crate::follow;
use crate::interrupt;
use crate::progress::Progress;
use crate::second_reading;
use crate::settle::{self, Observer, Stream};
use crate::workspace::{Root, Workspace};

/// What became of one input.
#[derive(Debug, Serialize)]
struct Outcome {
    input: String,
    #[serde(flatten)]
    totals: Totals,
    /// The whole file had been imported before; nothing was read.
    known: bool,
    interrupted: bool,
    rejects: Option<PathBuf>,
}

/// Imports each input, or shows what it understands of it.
pub fn run(args: &cli::Import, root: &Root, progress: Progress) -> Result<Exit> {
    let inputs = expand(&args.inputs)?;
    if args.preview {
        for input in &inputs {
            let source = find_source(&root.draft_sources(), input, args)?;
            print_preview(&open(input, &options(args, &source, root)?)?, args.json)?;
        }
        return Ok(OK);
    }
    let stop = interrupt::flag()?;
    let mut workspace = Workspace::open(root)?;
    let _lock = workspace.lock()?;
    let mut outcomes = Vec::new();
    for input in &inputs {
        let source = find_source(&workspace.plan().sources, input, args)?;
        let outcome = import_one(&mut workspace, input, args, &source, progress, stop)
            .with_context(|| format!("{} was not imported to its end", name_of(input)))?;
        if !args.json {
            print_outcome(&outcome);
        }
        let interrupted = outcome.interrupted;
        outcomes.push(outcome);
        if interrupted {
            break;
        }
    }
    if args.json {
        println!("{}", serde_json::to_string_pretty(&outcomes)?);
    }
    Ok(if outcomes.iter().any(|o| o.interrupted) {
        INTERRUPTED
    } else if outcomes.iter().any(|o| o.totals.rejected > 0) {
        SOME_REJECTED
    } else {
        OK
    })
}

fn import_one(
    workspace: &mut Workspace<'_>,
    input: &Path,
    args: &cli::Import,
    source: &Source,
    progress: Progress,
    stop: &AtomicBool,
) -> Result<Outcome> {
    let name = name_of(input);
    let options = options(args, source, workspace.root())?;
    let digest = if is_stdin(input) { None } else { Some(digest(input, args, source, workspace)?) };
    let state = digest.map(|file| workspace.import_state(&file)).transpose()?.unwrap_or_default();
    let rejected = state.rejected;
    if state.finished_at.is_some() && rejected == 0 {
        let known = state.added + state.changed + state.unchanged;
        let totals = Totals {
            rows: known + state.refused,
            unchanged: known,
            refused: state.refused,
            ..Totals::default()
        };
        return Ok(Outcome { input: name, totals, known: true, interrupted: false, rejects: None });
    }
    let mut watcher =
        Watcher { progress, name: short(&name), bar: ProgressBar::hidden(), rejects: None };
    let totals =
        bring_in(workspace, open(input, &options)?, digest, state.chunks, stop, &mut watcher)?;
    let interrupted = stop.load(Ordering::Relaxed);
    let rejects = finish(watcher.rejects.take())?;
    Ok(Outcome { input: name, totals, known: false, interrupted, rejects })
}

/// What an import tells, and the place where its rejects go.
pub trait Reports: Observer {
    /// The file is understood and about to be read.
    fn begins(&mut self, import: &Import, rejects: RejectFile);
}

/// Reads `import` to its end, or until `stop` is set, and lets the index follow.
fn bring_in(
    workspace: &mut Workspace<'_>,
    import: Import,
    digest: Option<[u8; 32]>,
    done: BTreeSet<u64>,
    stop: &AtomicBool,
    reports: &mut dyn Reports,
) -> Result<Totals> {
    let rejects = import.reject_file(&workspace.root().rejects_dir());
    reports.begins(&import, rejects);
    crate::learn::learn_if_due(workspace)?;
    let before = workspace.head()?;
    let mut index = workspace.index(Progress::new(true))?;
    let stream = Stream { work: settle::rows_of(import), digest, done };
    let totals = settle::run(workspace, &mut index, stream, stop, reports)?;
    // Where it cannot be done, the posts are in all the same.
    if let Err(error) = second_reading::reread(workspace, before, Progress::new(true)) {
        eprintln!("the uncertain posts were not read again: {error:#}");
    }
    follow::catch_up(workspace, &mut index, Progress::new(true))?;
    if let Some(file) = digest.filter(|_| !stop.load(Ordering::Relaxed)) {
        workspace.finish_import(&file)?;
    }
    Ok(totals)
}

/// Imports a file that somebody uploaded.
pub fn import_upload(
    workspace: &mut Workspace<'_>,
    path: &Path,
    args: &cli::Import,
    stop: &AtomicBool,
    reports: &mut dyn Reports,
) -> Result<Totals> {
    let source = find_source(&workspace.plan().sources, path, args)?;
    let options = options(args, &source, workspace.root())?;
    let digest = digest(path, args, &source, workspace)?;
    let state = workspace.import_state(&digest)?;
    bring_in(workspace, open(path, &options)?, Some(digest), state.chunks, stop, reports)
}

/// What a file is understood as.
pub fn preview(root: &Root, path: &Path, args: &cli::Import) -> Result<listen::Preview> {
    let source = find_source(&root.draft_sources(), path, args)?;
    Ok(open(path, &options(args, &source, root)?)?.preview().clone())
}

fn finish(rejects: Option<RejectFile>) -> Result<Option<PathBuf>> {
    let finished = rejects.map(RejectFile::finish).transpose();
    Ok(finished.context("cannot write the file of rejects")?.flatten())
}

struct Watcher {
    progress: Progress,
    name: String,
    bar: ProgressBar,
    rejects: Option<RejectFile>,
}

impl Reports for Watcher {
    fn begins(&mut self, import: &Import, rejects: RejectFile) {
        self.bar = self.progress.bytes(&self.name, import.total_bytes());
        self.rejects = Some(rejects);
    }
}

impl Observer for Watcher {
    fn settled(&mut self, _totals: &Totals, bytes_read: u64) {
        self.bar.set_position(bytes_read);
    }

    fn rejected(&mut self, rejects: Vec<Reject>) -> Result<()> {
        keep(self.rejects.as_mut(), &rejects)
    }
}

impl Drop for Watcher {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

/// Writes rejected rows where they can be mended.
pub fn keep(file: Option<&mut RejectFile>, rejects: &[Reject]) -> Result<()> {
    let Some(file) = file else { return Ok(()) };
    rejects
        .iter()
        .try_for_each(|reject| file.push(reject))
        .context("cannot write the file of rejects")
}

/// Files as they are, folders as the files in them.
fn expand(inputs: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for input in inputs {
        if is_stdin(input) {
            files.push(input.clone());
            continue;
        }
        let found =
            listen::files_in(input).with_context(|| format!("cannot read {}", input.display()))?;
        if found.is_empty() {
            bail!("{} holds no file", input.display());
        }
        files.extend(found);
    }
    Ok(files)
}

fn open(input: &Path, options: &ImportOptions) -> Result<Import> {
    Ok(if is_stdin(input) {
        Import::open(Input::stream("standard input", std::io::stdin()), options)?
    } else {
        Import::open_file(input, options)?
    })
}

fn options(args: &cli::Import, source: &Source, root: &Root) -> Result<ImportOptions> {
    let mut options = ImportOptions::new(source.clone(), root.config().zone(), crate::clock::now());
    if let Some(map) = &args.map {
        options.mapping = Mapping::parse(map)?;
    }
    options.date_order = args.date_order.map(|order| match order {
        cli::DateOrder::Dmy => DateOrder::Dmy,
        cli::DateOrder::Mdy => DateOrder::Mdy,
        cli::DateOrder::Ymd => DateOrder::Ymd,
    });
    options.allow_future = args.allow_future;
    Ok(options)
}

/// The file and how it is read: the same file read in another way is another import.
fn digest(
    input: &Path,
    args: &cli::Import,
    source: &Source,
    workspace: &Workspace<'_>,
) -> Result<[u8; 32]> {
    let file = FileDigest::of(input).with_context(|| format!("cannot read {}", input.display()))?;
    let zone = workspace.plan().zone.name();
    let how = format!(
        "{:?} {} {} {} {:?} {}",
        args.map, source.id, source.network, zone, args.date_order, args.allow_future
    );
    let both: Vec<u8> = file.0.iter().copied().chain(how.into_bytes()).collect();
    Ok(FileDigest::of_reader(both.as_slice())?.0)
}

/// The source that the posts belong to, with the network asked for. Rejects belong to the source that they were read for.
fn find_source(sources: &[Source], input: &Path, args: &cli::Import) -> Result<Source> {
    let rejects = if is_stdin(input) { None } else { rejects_source(input) };
    let asked = args.source.clone().or(rejects);
    let wanted = asked.as_deref().unwrap_or("import").to_lowercase();
    let named = sources.iter().find(|source| source.name.to_lowercase() == wanted);
    let found = match (named, &asked) {
        (Some(source), _) => source,
        (None, None) => sources.first().context(
            "waggle.toml names no source; add [[source]] with name and network, so that posts have somewhere to come from",
        )?,
        (None, Some(name)) => {
            let known: Vec<_> = sources.iter().map(|s| s.name.as_str()).collect();
            bail!("`{name}` is no source in waggle.toml; there are: {}", known.join(", "))
        }
    };
    let mut source = found.clone();
    if let Some(network) = &args.network {
        source.network = Network::new(network)?;
    }
    Ok(source)
}

/// The source that a file of rejects names in its first line; `None` for any other file.
fn rejects_source(input: &Path) -> Option<String> {
    let mut head = Vec::new();
    File::open(input).ok()?.take(1 << 20).read_to_end(&mut head).ok()?;
    listen::rejects_header(&head).map(|header| header.source)
}

fn is_stdin(input: &Path) -> bool {
    input.as_os_str() == "-"
}

fn name_of(input: &Path) -> String {
    if is_stdin(input) { "standard input".to_owned() } else { input.display().to_string() }
}

fn short(name: &str) -> String {
    name.rsplit(['/', '\\']).next().unwrap_or(name).chars().take(28).collect()
}

fn print_preview(import: &Import, json: bool) -> Result<()> {
    if json {
        println!("{}", serde_json::to_string_pretty(import.preview())?);
    } else {
        println!("{}", import.preview());
    }
    Ok(())
}

fn print_outcome(outcome: &Outcome) {
    let Totals { rows, added, changed, unchanged, refused, rejected, shortened, replaced } =
        outcome.totals;
    if outcome.known {
        println!("{}: imported before; nothing to add", outcome.input);
        return;
    }
    println!(
        "{}: {rows} rows, {added} new posts, {changed} changed, {unchanged} known",
        outcome.input
    );
    if refused > 0 {
        println!("  {refused} kept away, because they were erased");
    }
    if shortened > 0 {
        println!("  texts cut at {} characters: {shortened}", listen::TEXT_CHARS);
    }
    if replaced > 0 {
        println!("  places where bytes that are no text became \u{fffd}: {replaced}");
    }
    if let Some(path) = &outcome.rejects {
        println!("  {rejected} rejected; each with its reason in {}", path.display());
        println!("  mend the rows there and import that file");
    }
    if outcome.interrupted {
        println!("  interrupted; run the same command again to go on from here");
    }
}
