//! Which mentions look like spam, for the assessment: all mentions in the order of time, a stretch at a time, so that memory
//! stays small.

use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::Result;
use index::{Row, Searcher};
use model::{Kind, Plan, PostId, Side, Timestamp, Window};
use rustc_hash::FxHashSet;
use understand::spam::{Passing, Spam, Trace};

/// Mentions that are looked at together; their traces take about 300 bytes each.
const STRETCH: u64 = 150_000;
/// More stretches would read an index that is in no order of time too often.
const MOST_STRETCHES: u64 = 16;

/// The posts that look like spam.
#[derive(Debug, Default)]
pub struct Flagged(FxHashSet<u64>);

/// A mention until it is its turn.
struct Kept {
    at: Timestamp,
    key: u64,
    author: String,
    repost: bool,
    trace: Trace,
}

impl Flagged {
    /// Looks through all mentions.
    pub fn find(searcher: &Searcher, plan: &Plan) -> Result<Self> {
        let mut spam = Spam::new();
        for window in stretches(searcher, plan)? {
            let mut posts = gather(searcher, window)?;
            posts.sort_unstable_by_key(|post| (post.at, post.key));
            for Kept { at, key, author, repost, trace } in &posts {
                let id = id_of(*key);
                spam.see(&Passing { id, author, at: *at, repost: *repost, trace });
            }
        }
        let flags = spam.finish();
        Ok(Self(flags.iter().flat_map(|flag| &flag.posts).map(PostId::key).collect()))
    }

    /// Whether the post looks like spam.
    pub fn holds(&self, row: &Row<'_>) -> bool {
        self.0.contains(&row.key)
    }
}

/// The index keeps the first half of an id, which is enough to tell posts apart here.
fn id_of(key: u64) -> PostId {
    PostId::from_bytes((u128::from(key) << 64).to_be_bytes())
}

/// Windows that together hold all posts, each about [`STRETCH`] of them, cut between days.
fn stretches(searcher: &Searcher, plan: &Plan) -> Result<Vec<Window>> {
    let days = searcher.tally_all()?;
    let all: u64 = days.iter().map(|day| day.count).sum();
    let most = STRETCH.max(all / MOST_STRETCHES);
    let mut windows = Vec::new();
    let (mut since, mut held) = (Window::ALWAYS.since, 0);
    for day in &days {
        if held > 0 && held + day.count > most {
            let until = plan.zone.start_of(day.day);
            windows.push(Window { since, until });
            (since, held) = (until, 0);
        }
        held += day.count;
    }
    windows.push(Window { since, until: Window::ALWAYS.until });
    Ok(windows)
}

fn gather(searcher: &Searcher, window: Window) -> Result<Vec<Kept>> {
    let next = AtomicUsize::new(0);
    let parts = searcher.parts();
    let work = || -> Result<Vec<Kept>> {
        let mut kept = Vec::new();
        loop {
            let part = next.fetch_add(1, Ordering::Relaxed);
            if part >= parts {
                return Ok(kept);
            }
            searcher.scan(part, window, &mut |row| {
                if !row.watches.is_empty() && row.side == Side::External {
                    kept.push(keep(row));
                }
            })?;
        }
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(parts.max(1));
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        let mut all = Vec::new();
        for thread in threads {
            let kept = thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            all.append(&mut kept?);
        }
        Ok(all)
    })
}

fn keep(row: &Row<'_>) -> Kept {
    let handle = row.author.trim_start_matches('@').to_lowercase();
    Kept {
        at: row.created_at,
        key: row.key,
        author: if handle.is_empty() { handle } else { format!("{}:{handle}", row.network) },
        repost: row.kind == Kind::Repost,
        trace: Trace::of(row.text),
    }
}
