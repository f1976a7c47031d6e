//! New, known, changed: what settling makes of a chunk.

use ledger::{Counts, LedgerError, WorkspaceId};
use model::{Seq, SourceId, Timestamp};

use crate::samples::{Follower, Fresh, NOW, chunk, id, said, said_in_full, source_draft};

pub async fn new_known_and_changed_posts_are_told_apart(fresh: Fresh) {
    let first = vec![said("1", "ann", "hello"), said("2", "bob", "good day")];
    let outcome = fresh.workspace.settle(chunk(first.clone())).await.unwrap();
    assert_eq!((outcome.added, outcome.changed, outcome.unchanged, outcome.refused), (2, 0, 0, 0));
    assert_eq!((outcome.before, outcome.changes.upto), (Seq(0), Seq(2)));

    let again = fresh.workspace.settle(chunk(first)).await.unwrap();
    assert_eq!((again.added, again.changed, again.unchanged), (0, 0, 2));
    assert!(again.changes.is_empty());

    let edited = vec![said("2", "bob", "good night"), said("3", "cyd", "hi")];
    let outcome = fresh.workspace.settle(chunk(edited)).await.unwrap();
    assert_eq!((outcome.added, outcome.changed, outcome.unchanged), (1, 1, 0));
    assert_eq!(outcome.changes.gone, [Seq(2)]);
    let put: Vec<_> = outcome.changes.put.iter().map(|s| (s.seq, s.version)).collect();
    assert_eq!(put, [(Seq(3), 2), (Seq(4), 1)]);

    let counts = fresh.workspace.counts().await.unwrap();
    assert_eq!(counts, Counts { posts: 3, versions: 1, erased: 0 });
    let known = fresh.workspace.known(&[id("2"), id("9"), id("2")]).await.unwrap();
    assert_eq!((known.len(), known[&id("2")].seq, known[&id("2")].version), (1, Seq(3), 2));
    assert_eq!(known[&id("2")].digest, said("2", "bob", "good night").0.digest());
}

pub async fn every_field_comes_back(fresh: Fresh) {
    let (mut post, reading) = said_in_full("1");
    post.source = fresh.source;
    fresh.workspace.settle(chunk(vec![(post.clone(), reading.clone())])).await.unwrap();
    let found = fresh.workspace.post_by_id(post.id).await.unwrap().unwrap();
    assert_eq!((found.seq, found.version), (Seq(1), 1));
    assert_eq!((found.post, found.reading), (post.clone(), reading));
    assert_eq!(fresh.workspace.post_by_id(id("none")).await.unwrap(), None);
    let listed = fresh.workspace.posts(&[Seq(9), Seq(1), Seq(1)]).await.unwrap();
    assert_eq!(listed.len(), 2);
    post.raw.clear();
    assert_eq!(listed[0].post, post);
}

pub async fn payloads_come_back_with_every_version(fresh: Fresh) {
    let mut all = Vec::new();
    for (text, raw) in [
        ("short", Vec::new()),
        ("short and longer", b"x".to_vec()),
        ("a long one", b"a long one, {\"said\": \"again and again\"}".repeat(100)),
        (
            "noise",
            (0..5_000_u32).flat_map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes()).collect(),
        ),
    ] {
        let (mut post, reading) = said("1", "ann", text);
        post.raw = raw;
        all.push((post, reading));
    }
    fresh.workspace.settle(chunk(all[..2].to_vec())).await.unwrap();
    fresh.workspace.settle(chunk(all[2..].to_vec())).await.unwrap();
    let versions = fresh.workspace.versions(id("1")).await.unwrap();
    assert_eq!(versions.iter().map(|v| v.version).collect::<Vec<_>>(), [1, 2, 3, 4]);
    assert_eq!(versions.iter().map(|v| v.seq.0).collect::<Vec<_>>(), [1, 2, 3, 4]);
    assert!(versions.iter().all(|v| v.settled_at == NOW));
    let posts: Vec<_> = versions.into_iter().map(|version| version.post).collect();
    assert_eq!(posts, all.into_iter().map(|(post, _)| post).collect::<Vec<_>>());
    assert!(fresh.workspace.versions(id("2")).await.unwrap().is_empty());
}

pub async fn within_a_chunk_the_last_wins(fresh: Fresh) {
    let posts = vec![
        said("1", "ann", "one"),
        said("1", "ann", "one"),
        said("1", "ann", "two"),
        said("2", "bob", "other"),
        said("1", "ann", "one"),
    ];
    let outcome = fresh.workspace.settle(chunk(posts)).await.unwrap();
    assert_eq!((outcome.added, outcome.changed, outcome.unchanged), (2, 2, 1));
    let put = outcome.changes.put.iter().map(|s| (s.seq.0, s.version, s.post.text.as_str()));
    assert_eq!(put.collect::<Vec<_>>(), [(3, 1, "other"), (4, 3, "one")]);
    assert!(outcome.changes.gone.is_empty(), "no follower ever saw the others");
    let texts = fresh.workspace.versions(id("1")).await.unwrap();
    let texts: Vec<_> = texts.iter().map(|version| version.post.text.as_str()).collect();
    assert_eq!(texts, ["one", "two", "one"]);
}

/// More posts than fit into the largest statement, with changes among them, in chunks of all sizes.
pub async fn chunks_may_be_cut_anywhere(fresh: Fresh) {
    let post = |n: u64| {
        let text = if n.is_multiple_of(7) { format!("edited {n}") } else { "as ever".to_owned() };
        let mut said = said(&(n % 211).to_string(), "ann", &text);
        said.0.source = SourceId(1);
        said
    };
    let all: Vec<_> = (0..700).map(post).collect();
    let whole = fresh.workspace.settle(chunk(all.clone())).await.unwrap();
    let expected = Follower::at_head(&fresh.workspace).await;
    for size in [1, 63, 64, 65, 300] {
        let other = WorkspaceId(size + 1);
        let workspace = fresh.ledger.workspace(other, [1; 32]).await.unwrap();
        workspace.add_source(&source_draft("export")).await.unwrap();
        let mut sums = (0, 0, 0);
        for part in all.chunks(size as usize) {
            let outcome = workspace.settle(chunk(part.to_vec())).await.unwrap();
            sums.0 += outcome.added;
            sums.1 += outcome.changed;
            sums.2 += outcome.unchanged;
        }
        assert_eq!(sums, (whole.added, whole.changed, whole.unchanged), "size {size}");
        assert_eq!(workspace.counts().await.unwrap(), fresh.workspace.counts().await.unwrap());
        assert_eq!(Follower::at_head(&workspace).await, expected, "size {size}");
    }
}

pub async fn a_source_must_exist(fresh: Fresh) {
    let (mut post, reading) = said("1", "ann", "hello");
    post.source = SourceId(9);
    let refused = fresh.workspace.settle(chunk(vec![(post, reading)])).await;
    assert!(matches!(refused, Err(LedgerError::UnknownSource(SourceId(9)))));
    assert_eq!(fresh.workspace.head().await.unwrap(), Seq(0));
}

pub async fn workspaces_are_walls(fresh: Fresh) {
    let ours = &fresh.workspace;
    let theirs = fresh.ledger.workspace(WorkspaceId(2), [8; 32]).await.unwrap();
    assert!(theirs.sources().await.unwrap().is_empty());
    theirs.add_source(&source_draft("theirs")).await.unwrap();
    let posts = vec![said("1", "ann", "hello"), said("2", "bob", "hello")];
    ours.settle(chunk(posts.clone())).await.unwrap();
    assert_eq!(theirs.head().await.unwrap(), Seq(0));
    assert_eq!(theirs.post_by_id(id("1")).await.unwrap(), None);
    assert!(theirs.posts(&[Seq(1)]).await.unwrap().is_empty());
    assert!(theirs.changes_after(Seq(0), 10).await.unwrap().is_empty());
    assert!(theirs.recent(10).await.unwrap().is_empty());

    let outcome = theirs.settle(chunk(posts.clone())).await.unwrap();
    assert_eq!((outcome.added, outcome.changes.upto), (2, Seq(2)));
    theirs.erase_author("mastodon:ann").await.unwrap();
    assert_eq!(ours.counts().await.unwrap().posts, 2);
    assert!(ours.post_by_id(id("1")).await.unwrap().is_some());
    assert_eq!(ours.settle(chunk(posts)).await.unwrap().unchanged, 2);
}

pub async fn an_empty_chunk_is_no_change(fresh: Fresh) {
    let outcome =
        fresh.workspace.settle(ledger::Chunk::of(Vec::new(), Timestamp(0))).await.unwrap();
    assert!(outcome.changes.is_empty());
    assert_eq!(outcome.changes.upto, Seq(0));
}
