//! Recognises posts that the ledger holds just as they come in, so that a file that was imported before, or that overlaps
//! with another, is not read again: reading is most of the work.
//!
//! A worker asks while chunks before its own are still on their way, and one of those may change the post. So the
//! settling thread, which sees chunks in their order, looks again at what changed since.

use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Result;
use model::{Post, PostId, Reading, Settled};
use rustc_hash::FxHashSet;
use understand::Scratch;

use crate::learn::LayeredReader;
use crate::workspace::Workspace;

/// A post in its place, with the post that it repeats.
pub(super) struct Lined {
    pub post: Post,
    /// Absent where the ledger held the post just so when a worker asked.
    pub reading: Option<Reading>,
    pub repeat_of: Option<PostId>,
}

/// What workers ask before they read.
pub(super) struct Recogniser<'a> {
    workspace: &'a Workspace<'a>,
    /// Whether asking pays: it does once posts turn out to be known.
    pays: AtomicBool,
}

impl<'a> Recogniser<'a> {
    pub fn new(workspace: &'a Workspace<'a>) -> Result<Self> {
        let pays = AtomicBool::new(workspace.head()?.0 > 0);
        Ok(Self { workspace, pays })
    }

    /// For each of `posts` whether the ledger holds it just so. Where the ledger cannot be asked, none is: settling
    /// will meet the same trouble and say so.
    pub fn held(&self, posts: &[Post]) -> Vec<bool> {
        let mut held = vec![false; posts.len()];
        if posts.is_empty() || !self.pays.load(Ordering::Relaxed) {
            return held;
        }
        let ids: Vec<PostId> = posts.iter().map(|post| post.id).collect();
        let Ok(known) = self.workspace.block_on(self.workspace.ledger().known(&ids)) else {
            return held;
        };
        for (held, post) in held.iter_mut().zip(posts) {
            *held = known.get(&post.id).is_some_and(|known| known.digest == post.digest());
        }
        held
    }

    /// Hears what became of a chunk: asking pays for the next ones where at least a tenth of this one was known.
    pub fn learn(&self, unchanged: u64, all: u64) {
        if all > 0 {
            self.pays.store(unchanged * 10 >= all, Ordering::Relaxed);
        }
    }
}

/// The second look, in the order of settling.
#[derive(Default)]
pub(super) struct SecondLook {
    /// Posts of which this run settled a new version.
    changed: FxHashSet<PostId>,
    scratch: Scratch,
}

impl SecondLook {
    /// The posts that have to be settled, all of them read, and how many are held just so.
    pub fn sort(
        &mut self,
        reader: &LayeredReader,
        posts: Vec<Lined>,
    ) -> (Vec<(Post, Reading)>, u64) {
        let total = posts.len();
        let coming: FxHashSet<PostId> = if posts.iter().any(|lined| lined.reading.is_none()) {
            let read = posts.iter().filter(|lined| lined.reading.is_some());
            read.map(|lined| lined.post.id).collect()
        } else {
            FxHashSet::default()
        };
        let mut open = Vec::with_capacity(total);
        for Lined { post, reading, repeat_of } in posts {
            let mut reading = match reading {
                Some(reading) => reading,
                None if self.changed.contains(&post.id) || coming.contains(&post.id) => {
                    reader.read(&mut self.scratch, &post)
                }
                None => continue,
            };
            reading.repeat_of = repeat_of;
            open.push((post, reading));
        }
        let held = (total - open.len()) as u64;
        (open, held)
    }

    /// Remembers what a chunk changed.
    pub fn remember(&mut self, put: &[Settled]) {
        let changed = put.iter().filter(|settled| settled.version > 1);
        self.changed.extend(changed.map(|settled| settled.post.id));
    }
}
