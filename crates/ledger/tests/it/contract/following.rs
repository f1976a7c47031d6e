//! How the index keeps up.

use model::{Seq, Settled};

use crate::samples::{Follower, Fresh, chunk, said};

/// A little history: posts, edits, an erasure, more posts.
async fn live(fresh: &Fresh, followers: &mut [(usize, Follower)]) {
    for round in 0..4 {
        let posts = (0..9).map(|n| {
            let handle = if n % 3 == 0 { "ann" } else { "bob" };
            let text = format!("{}", n * round % 4);
            said(&((n + round * 4) % 14).to_string(), handle, &text)
        });
        fresh.workspace.settle(chunk(posts.collect())).await.unwrap();
        if round == 2 {
            fresh.workspace.erase_author("mastodon:ann").await.unwrap();
        }
        for (limit, follower) in &mut *followers {
            // One step only: some fall behind.
            let changes = fresh.workspace.changes_after(follower.at, *limit).await.unwrap();
            follower.apply(changes);
        }
    }
}

pub async fn small_steps_lead_where_large_ones_do(fresh: Fresh) {
    let mut followers: Vec<_> = [1, 2, 3, 5, 1_000].map(|n| (n, Follower::default())).into();
    live(&fresh, &mut followers).await;
    let expected = Follower::at_head(&fresh.workspace).await;
    assert!(expected.posts.len() > 3);
    assert_eq!(expected.posts.len() as u64, fresh.workspace.counts().await.unwrap().posts);
    for (limit, mut follower) in followers {
        follower.catch_up(&fresh.workspace, limit).await;
        assert_eq!(follower, expected, "steps of {limit}");
    }
}

pub async fn a_follower_in_the_middle_hears_what_is_gone(fresh: Fresh) {
    let posts = vec![said("1", "ann", "a"), said("2", "bob", "b"), said("3", "cyd", "c")];
    fresh.workspace.settle(chunk(posts)).await.unwrap();
    fresh.workspace.settle(chunk(vec![said("2", "bob", "b!")])).await.unwrap();
    fresh.workspace.erase_author("mastodon:cyd").await.unwrap();
    let changes = fresh.workspace.changes_after(Seq(3), 10).await.unwrap();
    assert_eq!(changes.gone, [Seq(2), Seq(3)]);
    assert_eq!(changes.put.iter().map(|s| s.seq).collect::<Vec<_>>(), [Seq(4)]);
    assert_eq!(changes.upto, Seq(5));
    let done = fresh.workspace.changes_after(Seq(5), 10).await.unwrap();
    assert!(done.is_empty());
    assert_eq!(done.upto, Seq(5));
}

pub async fn the_outcome_says_what_following_says(fresh: Fresh) {
    for text in ["a", "b"] {
        let posts = vec![said("1", "ann", text), said("2", "bob", "same"), said("3", text, text)];
        let outcome = fresh.workspace.settle(chunk(posts)).await.unwrap();
        let followed = fresh.workspace.changes_after(outcome.before, 10).await.unwrap();
        assert_eq!(followed.upto, outcome.changes.upto);
        assert_eq!(followed.gone, outcome.changes.gone);
        let without_payload = |settled: &Settled| settled.post.raw.is_empty();
        assert!(outcome.changes.put.iter().all(without_payload));
        assert_eq!(followed.put, outcome.changes.put);
    }
}

pub async fn recent_posts_come_oldest_first(fresh: Fresh) {
    let posts = (0..5).map(|n| said(&n.to_string(), "ann", &format!("text {n}"))).collect();
    fresh.workspace.settle(chunk(posts)).await.unwrap();
    let recent = fresh.workspace.recent(2).await.unwrap();
    let recent: Vec<_> = recent.iter().map(|r| (r.seq.0, r.text.as_str())).collect();
    assert_eq!(recent, [(4, "text 3"), (5, "text 4")]);
}
