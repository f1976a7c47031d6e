//! Decides for each post of a chunk whether it is new, changed, known or kept away. Pure: no database.

use model::{Changes, Post, PostId, Reading, Seq, Settled};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::chunk::{Known, Outcome};
use crate::rows::Entry;
use crate::tombstone::Secret;

/// What a chunk means for the tables.
#[derive(Default)]
pub(crate) struct Judged {
    /// New current versions, in ascending order of seq.
    pub(crate) standing: Vec<Entry>,
    /// Versions that a later post of the same chunk replaced.
    pub(crate) overtaken: Vec<Entry>,
    /// Current versions in the database that become older ones.
    pub(crate) outdated: Vec<Seq>,
    /// (since when, what) no longer stands.
    pub(crate) removals: Vec<(u64, u64)>,
    /// The newest sequence number after the chunk.
    pub(crate) head: u64,
    added: u64,
    changed: u64,
    pub(crate) unchanged: u64,
    refused: u64,
}

/// Judges `posts` in their order. `known` holds what the database has of them, `buried` those of their tombstones that
/// exist.
pub(crate) fn judge(
    posts: Vec<(Post, Reading)>,
    mut known: FxHashMap<PostId, Known>,
    buried: &FxHashSet<[u8; 32]>,
    secret: &Secret,
    head: u64,
) -> Judged {
    let mut judged = Judged { head, ..Judged::default() };
    let mut entries: Vec<Entry> = Vec::with_capacity(posts.len());
    let mut overtaken = FxHashSet::default();
    for (post, reading) in posts {
        let author = secret.of_author_of(&post);
        let is_buried = || {
            buried.contains(&secret.of_post(post.id)) || author.is_some_and(|a| buried.contains(&a))
        };
        if !buried.is_empty() && is_buried() {
            judged.refused += 1;
            continue;
        }
        let digest = post.digest();
        let last = known.get(&post.id).copied();
        if last.is_some_and(|last| last.digest == digest) {
            judged.unchanged += 1;
            continue;
        }
        judged.head += 1;
        let seq = judged.head;
        match last {
            None => judged.added += 1,
            Some(last) => {
                judged.changed += 1;
                judged.removals.push((seq, last.seq.0));
                if last.seq.0 > head {
                    overtaken.insert(last.seq.0);
                } else {
                    judged.outdated.push(last.seq);
                }
            }
        }
        let version = last.map_or(1, |last| last.version + 1);
        known.insert(post.id, Known { seq: Seq(seq), version, digest });
        entries.push(Entry { seq, version, digest, author, post, reading });
    }
    if overtaken.is_empty() {
        judged.standing = entries;
    } else {
        let is_overtaken = |entry: &Entry| overtaken.contains(&entry.seq);
        (judged.overtaken, judged.standing) = entries.into_iter().partition(is_overtaken);
    }
    judged
}

impl Judged {
    /// The counts alone.
    pub(crate) fn counts(&self) -> Outcome {
        Outcome {
            added: self.added,
            changed: self.changed,
            unchanged: self.unchanged,
            refused: self.refused,
            ..Outcome::default()
        }
    }

    /// What a follower that stands at `before` has to do.
    pub(crate) fn into_outcome(self, before: Seq) -> Outcome {
        let settled = |mut entry: Entry| {
            entry.post.raw = Vec::new();
            Settled {
                seq: Seq(entry.seq),
                version: entry.version,
                post: entry.post,
                reading: entry.reading,
            }
        };
        let outcome = self.counts();
        let changes = Changes {
            gone: self.outdated,
            put: self.standing.into_iter().map(settled).collect(),
            upto: Seq(self.head),
        };
        Outcome { before, changes, ..outcome }
    }
}
