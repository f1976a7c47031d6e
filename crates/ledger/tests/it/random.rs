//! Histories drawn at random against a model of the ledger that is a few maps.

use std::collections::{BTreeMap, BTreeSet};

use ledger::Options;
use model::{PostId, Seq};
use proptest::prelude::*;

use crate::samples::{Follower, Fresh, chunk, id, said};

#[derive(Debug, Clone)]
enum Step {
    Settle(Vec<(u8, u8, u8)>),
    ErasePost(u8),
    EraseAuthor(u8),
    Follow(usize),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let posts = prop::collection::vec((0..10_u8, 0..3_u8, 0..3_u8), 0..14);
    let step = prop_oneof![
        8 => posts.prop_map(Step::Settle),
        1 => (0..10_u8).prop_map(Step::ErasePost),
        1 => (0..3_u8).prop_map(Step::EraseAuthor),
        6 => (1..4_usize).prop_map(Step::Follow),
    ];
    prop::collection::vec(step, 1..14)
}

fn handle(author: u8) -> String {
    format!("author{author}")
}

/// The ledger as a reader of its contract would write it down.
#[derive(Default)]
struct Simple {
    /// Author and text of each version, the newest last.
    posts: BTreeMap<PostId, Vec<(u8, u8)>>,
    refused_posts: BTreeSet<PostId>,
    refused_authors: BTreeSet<u8>,
}

impl Simple {
    fn settle(&mut self, native: u8, author: u8, text: u8) -> &'static str {
        let id = id(&native.to_string());
        if self.refused_posts.contains(&id) || self.refused_authors.contains(&author) {
            return "refused";
        }
        let versions = self.posts.entry(id).or_default();
        let before = versions.last().copied();
        if before == Some((author, text)) {
            return "unchanged";
        }
        versions.push((author, text));
        if before.is_some() { "changed" } else { "added" }
    }

    fn erase(&mut self, id: PostId) -> u64 {
        self.refused_posts.insert(id);
        self.posts.remove(&id).map_or(0, |_| 1)
    }

    fn erase_author(&mut self, author: u8) -> u64 {
        let said =
            |(_, versions): &(&PostId, &Vec<(u8, u8)>)| versions.iter().any(|v| v.0 == author);
        let ids: Vec<_> = self.posts.iter().filter(said).map(|(id, _)| *id).collect();
        self.refused_authors.insert(author);
        ids.into_iter().map(|id| self.erase(id)).sum()
    }
}

async fn play(steps: Vec<Step>) {
    let fresh = Fresh::with(&Options::default()).await;
    let workspace = &fresh.workspace;
    let mut simple = Simple::default();
    let mut slow = Follower::default();
    let mut direct = Follower::default();
    let mut erased = 0;
    for step in steps {
        match step {
            Step::Settle(posts) => {
                let mut expected = BTreeMap::new();
                let mut said_now = Vec::new();
                for (native, author, text) in posts {
                    *expected.entry(simple.settle(native, author, text)).or_insert(0) += 1;
                    said_now.push(said(&native.to_string(), &handle(author), &text.to_string()));
                }
                let outcome = workspace.settle(chunk(said_now)).await.unwrap();
                let count = |what: &str| expected.get(what).copied().unwrap_or(0);
                assert_eq!(
                    (outcome.added, outcome.changed, outcome.unchanged, outcome.refused),
                    (count("added"), count("changed"), count("unchanged"), count("refused"))
                );
                direct.catch_up_to(workspace, outcome.before).await;
                direct.apply(outcome.changes);
            }
            Step::ErasePost(native) => {
                let id = id(&native.to_string());
                let gone = simple.erase(id);
                assert_eq!(workspace.erase_post(id).await.unwrap().posts, gone);
                erased += gone;
            }
            Step::EraseAuthor(author) => {
                let gone = simple.erase_author(author);
                let name = format!("mastodon:{}", handle(author));
                assert_eq!(workspace.erase_author(&name).await.unwrap().posts, gone);
                erased += gone;
            }
            Step::Follow(limit) => {
                slow.apply(workspace.changes_after(slow.at, limit).await.unwrap());
            }
        }
    }
    let whole = Follower::at_head(workspace).await;
    slow.catch_up(workspace, 2).await;
    direct.catch_up(workspace, 3).await;
    assert_eq!(slow, whole);
    assert_eq!(direct, whole);
    let held: BTreeMap<_, _> = whole
        .posts
        .values()
        .map(|s| (s.post.id, (s.post.author.handle.clone(), s.post.text.clone(), s.version)))
        .collect();
    let newest = |versions: &Vec<(u8, u8)>| {
        let (author, text) = *versions.last().unwrap();
        (handle(author), text.to_string(), versions.len() as u32)
    };
    let expected: BTreeMap<_, _> = simple.posts.iter().map(|(id, v)| (*id, newest(v))).collect();
    assert_eq!(held, expected);
    let counts = workspace.counts().await.unwrap();
    let versions: usize = simple.posts.values().map(|versions| versions.len() - 1).sum();
    assert_eq!(
        (counts.posts, counts.versions, counts.erased),
        (simple.posts.len() as u64, versions as u64, erased)
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn the_ledger_does_what_its_contract_says(steps in steps()) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(play(steps));
    }
}

impl Follower {
    async fn catch_up_to(&mut self, workspace: &ledger::WorkspaceLedger, before: Seq) {
        if self.at < before {
            self.apply(workspace.changes_after(self.at, usize::MAX).await.unwrap());
            // The posts of this very chunk are in now; applying them again changes nothing.
            self.at = before;
            self.posts.retain(|seq, _| *seq <= before);
        }
    }
}
