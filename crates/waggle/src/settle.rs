//! The pipeline: rows become posts, posts are read by several threads, settled in order by one, and indexed by another.
//!
//! Order matters in one place: a repeat is a repeat of what came before, so chunks are settled by number. All other
//! work overlaps, with short queues between the threads, so that memory stays small.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use crossbeam_channel::{Receiver, Sender, bounded};
use index::Index;
use ledger::ImportMark;
use listen::{Chunk, Import, Normaliser, RawChunk, Reject};
use model::{Changes, Post, Reading, Seq, Totals};
use understand::{Repeats, Scratch, Signature};

use crate::learn::LayeredReader;
use crate::workspace::Workspace;

mod recognise;

use recognise::{Lined, Recogniser, SecondLook};

/// Posts among which a repeat is looked for.
pub const REPEAT_WINDOW: usize = 200_000;
/// After so long the index commits for the first time while posts stream in, so that the first are found soon …
const FIRST_COMMIT: Duration = Duration::from_secs(1);
/// … and each time after twice as long, up to this: many small segments cost much to write and to merge. So much has to
/// be indexed again after a crash.
const LAST_COMMIT: Duration = Duration::from_secs(8);
const QUEUE: usize = 4;
/// Posts that are read from the ledger at once where others wrote in between.
const STEP: usize = 10_000;

/// What the pipeline tells as it runs.
pub trait Observer: Send {
    /// A chunk was committed; `bytes_read` of the input are behind it.
    fn settled(&mut self, totals: &Totals, bytes_read: u64);
    /// Rows that could not be used.
    fn rejected(&mut self, rejects: Vec<Reject>) -> Result<()>;
}

/// A run of rows on its way in.
pub enum Work {
    /// As it stands in a file; made posts by the file's normaliser in a worker.
    Raw(RawChunk, Arc<Normaliser>),
    /// Posts already.
    Made(Chunk),
}

/// The rows of a file, to be made posts by the workers.
pub fn rows_of(mut import: Import) -> impl Iterator<Item = Result<Work>> + Send {
    let normaliser = import.normaliser();
    std::iter::from_fn(move || {
        let raw = import.next_raw()?;
        Some(raw.map(|raw| Work::Raw(raw, Arc::clone(&normaliser))).map_err(Into::into))
    })
}

/// Work and its place in the order of settling.
struct Fed {
    order: u64,
    work: Work,
}

/// A chunk whose posts were read.
struct Prepared {
    order: u64,
    number: u64,
    /// Each with its reading, unless the ledger seems to hold it just so.
    posts: Vec<(Post, Option<Reading>, Signature)>,
    rejects: Vec<Reject>,
    seen: Totals,
    bytes_read: u64,
}

/// Where posts come from.
pub struct Stream<I> {
    /// In the order of the file.
    pub work: I,
    /// The file's digest, for resuming; absent for standard input and generated posts.
    pub digest: Option<[u8; 32]>,
    /// Chunks that an earlier run settled: only their rejects are looked at again.
    pub done: BTreeSet<u64>,
}

/// Runs `stream` to its end, or until `stop` is set; what was read until then is committed.
pub fn run<I>(
    workspace: &Workspace<'_>,
    index: &mut Index,
    stream: Stream<I>,
    stop: &AtomicBool,
    observer: &mut dyn Observer,
) -> Result<Totals>
where
    I: Iterator<Item = Result<Work>> + Send,
{
    let reader = LayeredReader::of(workspace)?;
    let repeats = warm(workspace)?;
    let recogniser = Recogniser::new(workspace)?;
    let workers = std::thread::available_parallelism().map_or(2, usize::from);
    let (to_workers, from_feed) = bounded(QUEUE);
    let (to_line_up, from_workers) = bounded(QUEUE);
    let (to_settle, from_line) = bounded(QUEUE);
    let (to_index, from_settle) = bounded(QUEUE);
    let Stream { work, digest, done } = stream;
    std::thread::scope(|scope| {
        let feeding = scope.spawn(move || feed(work, &to_workers, stop));
        for _ in 0..workers {
            let (from, to) = (from_feed.clone(), to_line_up.clone());
            let (reader, recogniser, done) = (&reader, &recogniser, &done);
            scope.spawn(move || prepare((reader, recogniser), done, &from, &to));
        }
        drop((from_feed, to_line_up));
        scope.spawn(move || line_up(repeats, &from_workers, &to_settle));
        let indexing = scope.spawn(move || follow(workspace, index, &from_settle));
        let settling = Settling {
            workspace,
            reader: &reader,
            recogniser: &recogniser,
            second_look: SecondLook::default(),
            digest,
            totals: Totals::default(),
        };
        let settled = settling.run(&from_line, &to_index, observer);
        // Whatever ended the settling, the other threads must see closed queues.
        drop((from_line, to_index));
        let indexed =
            indexing.join().unwrap_or_else(|_| anyhow::bail!("the index thread panicked"));
        let fed = feeding.join().unwrap_or_else(|_| anyhow::bail!("the reading thread panicked"));
        let totals = settled?;
        indexed.context("the posts are safe in the ledger, but the index did not follow; run `waggle index rebuild`")?;
        fed.map(|()| totals)
    })
}

/// The repeat window as the last import left it, nearly: the newest posts of the ledger are shown to it again.
fn warm(workspace: &Workspace<'_>) -> Result<Repeats> {
    let mut repeats = Repeats::new(REPEAT_WINDOW);
    for post in workspace.recent(REPEAT_WINDOW / 4)? {
        repeats.see(post.id, &Signature::of_text(post.title.as_deref(), &post.text));
    }
    Ok(repeats)
}

fn feed(
    work: impl Iterator<Item = Result<Work>>,
    to: &Sender<Fed>,
    stop: &AtomicBool,
) -> Result<()> {
    for (order, work) in (0..).zip(work) {
        if stop.load(Ordering::Relaxed) || to.send(Fed { order, work: work? }).is_err() {
            break;
        }
    }
    Ok(())
}

fn prepare(
    (reader, recogniser): (&LayeredReader, &Recogniser<'_>),
    done: &BTreeSet<u64>,
    from: &Receiver<Fed>,
    to: &Sender<Prepared>,
) {
    let mut scratch = Scratch::default();
    for Fed { order, work } in from {
        let chunk = match work {
            Work::Raw(raw, normaliser) => normaliser.normalise(&raw),
            Work::Made(chunk) => chunk,
        };
        let Chunk { number, mut posts, rejects, rows, shortened, replaced, bytes_read } = chunk;
        let rejected = rejects.len() as u64;
        let mut seen = Totals { rows, rejected, shortened, replaced, ..Totals::default() };
        if done.contains(&number) {
            // An earlier run settled them.
            seen.unchanged = std::mem::take(&mut posts).len() as u64;
        }
        let held = recogniser.held(&posts);
        let mut read = |(post, held): (Post, bool)| {
            if held {
                // Later posts may repeat it.
                let signature = Signature::read(&mut scratch, post.title.as_deref(), &post.text);
                return (post, None, signature);
            }
            let reading = reader.read(&mut scratch, &post);
            let signature = Signature::of(&scratch);
            (post, Some(reading), signature)
        };
        let posts = posts.into_iter().zip(held).map(&mut read).collect();
        if to.send(Prepared { order, number, posts, rejects, seen, bytes_read }).is_err() {
            return;
        }
    }
}

/// A chunk in its place, its repeats found.
struct Ordered {
    number: u64,
    posts: Vec<Lined>,
    rejects: Vec<Reject>,
    seen: Totals,
    bytes_read: u64,
}

/// Puts chunks into their order and finds what repeats an earlier post.
fn line_up(mut repeats: Repeats, from: &Receiver<Prepared>, to: &Sender<Ordered>) {
    let mut waiting = BTreeMap::new();
    let mut next = 0;
    for prepared in from {
        waiting.insert(prepared.order, prepared);
        while let Some(prepared) = waiting.remove(&next) {
            next += 1;
            let Prepared { number, posts, rejects, seen, bytes_read, .. } = prepared;
            let with_repeat = |(post, reading, signature): (Post, Option<Reading>, Signature)| {
                let repeat_of = repeats.see(post.id, &signature).filter(|of| *of != post.id);
                Lined { post, reading, repeat_of }
            };
            let posts = posts.into_iter().map(with_repeat).collect();
            if to.send(Ordered { number, posts, rejects, seen, bytes_read }).is_err() {
                return;
            }
        }
    }
}

struct Settling<'a> {
    workspace: &'a Workspace<'a>,
    reader: &'a LayeredReader,
    recogniser: &'a Recogniser<'a>,
    second_look: SecondLook,
    digest: Option<[u8; 32]>,
    totals: Totals,
}

impl Settling<'_> {
    fn run(
        mut self,
        from: &Receiver<Ordered>,
        to: &Sender<(Seq, Changes)>,
        observer: &mut dyn Observer,
    ) -> Result<Totals> {
        for ordered in from {
            let settled = self.settle(ordered, observer)?;
            if !settled.1.is_empty() && to.send(settled).is_err() {
                break;
            }
        }
        Ok(self.totals)
    }

    fn settle(&mut self, ordered: Ordered, observer: &mut dyn Observer) -> Result<(Seq, Changes)> {
        let Ordered { number, posts, rejects, seen, bytes_read } = ordered;
        if !rejects.is_empty() {
            observer.rejected(rejects)?;
        }
        let mark = self.digest.map(|file| ImportMark { file, chunk: number, last: false });
        let all = posts.len() as u64;
        let (posts, held) = self.second_look.sort(self.reader, posts);
        let outcome = self.workspace.settle((posts, held), mark, seen.rejected)?;
        self.recogniser.learn(outcome.unchanged, all);
        self.second_look.remember(&outcome.changes.put);
        self.totals += seen;
        self.totals += Totals {
            added: outcome.added,
            changed: outcome.changed,
            unchanged: outcome.unchanged,
            refused: outcome.refused,
            ..Totals::default()
        };
        observer.settled(&self.totals, bytes_read);
        Ok((outcome.before, outcome.changes))
    }
}

/// Lets the index follow what was settled; commits now and then, and at the end. What others committed in between, such as
/// a correction in the browser, is read from the ledger at its place.
fn follow(
    workspace: &Workspace<'_>,
    index: &mut Index,
    from: &Receiver<(Seq, Changes)>,
) -> Result<()> {
    let mut committed = Instant::now();
    let mut wait = FIRST_COMMIT;
    for (before, changes) in from {
        if index.upto() == before {
            index.apply(&changes)?;
        } else {
            while index.upto() < changes.upto {
                index.apply(&workspace.changes_after(index.upto(), STEP)?)?;
            }
            // Somebody is at work beside the import, and wants to see it.
            wait = FIRST_COMMIT;
        }
        if committed.elapsed() >= wait {
            index.commit()?;
            committed = Instant::now();
            wait = (wait * 2).min(LAST_COMMIT);
        }
    }
    index.commit()?;
    Ok(())
}

#[cfg(test)]
mod tests;
