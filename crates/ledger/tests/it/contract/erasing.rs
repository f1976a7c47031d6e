//! What goes, what stays, and what stays away.

use ledger::{Counts, LedgerError};
use model::Seq;

use crate::samples::{Fresh, chunk, id, said};

pub async fn an_author_is_gone_and_stays_away(fresh: Fresh) {
    let workspace = &fresh.workspace;
    let file =
        || vec![said("1", "Ann", "first"), said("2", "bob", "other"), said("3", "ann", "second")];
    workspace.settle(chunk(file())).await.unwrap();
    // Post 4 was Ann's once: it goes too. Post 2 changed, so there is an older version of Bob's.
    workspace
        .settle(chunk(vec![said("4", "ANN", "old"), said("2", "bob", "edited")]))
        .await
        .unwrap();
    workspace.settle(chunk(vec![said("4", "ann_new", "new")])).await.unwrap();

    let erased = workspace.erase_author("Mastodon:@ANN").await.unwrap();
    assert_eq!((erased.posts, erased.versions, erased.readings, erased.payloads), (3, 1, 3, 4));
    assert_eq!(erased.upto, workspace.head().await.unwrap());
    let counts = workspace.counts().await.unwrap();
    assert_eq!(counts, Counts { posts: 1, versions: 1, erased: 3 });
    for gone in ["1", "3", "4"] {
        assert_eq!(workspace.post_by_id(id(gone)).await.unwrap(), None);
        assert!(workspace.versions(id(gone)).await.unwrap().is_empty());
    }
    assert!(!workspace.scrub_pending().await.unwrap());

    let again = workspace.settle(chunk(file())).await.unwrap();
    assert_eq!((again.refused, again.changed, again.added), (2, 1, 0));
    let new =
        vec![said("9", "aNN", "more"), said("4", "ann_new", "new"), said("5", "ann_new", "new")];
    let outcome = workspace.settle(chunk(new)).await.unwrap();
    assert_eq!(
        (outcome.refused, outcome.added),
        (2, 1),
        "the post stays away under its new handle"
    );
    let nothing = workspace.erase_author("mastodon:ann").await.unwrap();
    assert_eq!((nothing.posts, nothing.upto), (0, workspace.head().await.unwrap()));
}

pub async fn a_post_is_gone_with_its_versions(fresh: Fresh) {
    let workspace = &fresh.workspace;
    workspace.settle(chunk(vec![said("1", "ann", "a"), said("2", "ann", "b")])).await.unwrap();
    workspace.settle(chunk(vec![said("1", "ann", "c")])).await.unwrap();
    let erased = workspace.erase_post(id("1")).await.unwrap();
    assert_eq!((erased.posts, erased.versions, erased.payloads), (1, 1, 2));
    assert_eq!(workspace.changes_after(Seq(3), 9).await.unwrap().gone, [Seq(3)]);
    let outcome = workspace.settle(chunk(vec![said("1", "ann", "d"), said("3", "ann", "e")])).await;
    let outcome = outcome.unwrap();
    assert_eq!((outcome.refused, outcome.added), (1, 1), "only the post is kept away");
    assert_eq!(workspace.erase_post(id("77")).await.unwrap().posts, 0);
    assert_eq!(workspace.settle(chunk(vec![said("77", "x", "y")])).await.unwrap().refused, 1);
}

pub async fn an_unknown_author_can_be_kept_away(fresh: Fresh) {
    let workspace = &fresh.workspace;
    let erased = workspace.erase_author("mastodon:nobody").await.unwrap();
    assert_eq!((erased.posts, erased.upto), (0, Seq(0)));
    let outcome = workspace.settle(chunk(vec![said("1", "Nobody", "hello")])).await.unwrap();
    assert_eq!(outcome.refused, 1);
    for wrong in ["ann", "mastodon:", "mastodon:@", ":ann", "<b>:ann"] {
        let refused = workspace.erase_author(wrong).await;
        assert!(matches!(refused, Err(LedgerError::InvalidAuthor(_))), "{wrong}");
    }
}

pub async fn what_others_said_stays(fresh: Fresh) {
    let workspace = &fresh.workspace;
    let (mut answer, reading) = said("2", "bob", "@ann is right: \"buy it\"");
    answer.parent = Some(id("1"));
    let posts =
        vec![said("1", "ann", "buy it"), (answer.clone(), reading), said("3", "", "nameless")];
    workspace.settle(chunk(posts)).await.unwrap();
    workspace.erase_author("mastodon:ann").await.unwrap();
    let kept = workspace.post_by_id(id("2")).await.unwrap().unwrap();
    assert_eq!(kept.post, answer);
    assert_eq!(workspace.counts().await.unwrap().posts, 2);
}
