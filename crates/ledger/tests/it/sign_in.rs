//! Passkeys, identities and replies: found by their keys, and never across the wall.

use ledger::{LedgerError, NewMember, Options, StoredPasskey, WorkspaceId};
use model::{Kind, MemberId, PostId, Role, Timestamp};

use crate::samples::{Fresh, NOW, chunk, id, said};

async fn fresh() -> Fresh {
    Fresh::with(&Options::default()).await
}

fn passkey(id: u8, member: MemberId) -> StoredPasskey {
    StoredPasskey {
        id: vec![id; 40],
        member,
        handle: [9; 16],
        name: "laptop".to_owned(),
        credential: "{}".to_owned(),
        created_at: NOW,
        used_at: None,
    }
}

async fn member(workspace: &ledger::WorkspaceLedger, email: &str) -> MemberId {
    let new = NewMember { email: email.to_owned(), name: "A".to_owned(), role: Role::Guest };
    workspace.add_member(&new, NOW).await.unwrap()
}

#[tokio::test]
async fn passkeys_and_identities_are_one_workspaces_and_go_with_the_member() {
    let fresh = fresh().await;
    let ours = &fresh.workspace;
    let theirs = fresh.ledger.workspace(WorkspaceId(2), [8; 32]).await.unwrap();
    let (ann, bob) = (member(ours, "ann@x.y").await, member(ours, "bob@x.y").await);
    ours.add_passkey(&passkey(1, ann)).await.unwrap();
    let again = ours.add_passkey(&passkey(1, bob)).await;
    assert!(matches!(again, Err(LedgerError::Duplicate { .. })), "{again:?}");
    ours.passkey_used(&[1; 40], "{\"counter\":2}", NOW).await.unwrap();
    let kept = ours.passkey(&[1; 40]).await.unwrap().unwrap();
    assert_eq!((kept.member, kept.credential.as_str()), (ann, "{\"counter\":2}"));
    assert_eq!(kept.used_at, Some(NOW));
    assert!(theirs.passkey(&[1; 40]).await.unwrap().is_none());
    assert!(!ours.remove_passkey(bob, &[1; 40]).await.unwrap());

    ours.add_identity("https://id", "s-1", ann, NOW).await.unwrap();
    assert_eq!(ours.member_by_identity("https://id", "s-1").await.unwrap(), Some(ann));
    assert_eq!(ours.member_by_identity("https://other", "s-1").await.unwrap(), None);
    assert_eq!(theirs.member_by_identity("https://id", "s-1").await.unwrap(), None);
    assert!(!ours.has_identity("https://id", bob).await.unwrap());

    ours.set_disabled(ann, Some(NOW)).await.unwrap();
    assert!(ours.passkeys(ann).await.unwrap().is_empty());
    assert_eq!(ours.member_by_identity("https://id", "s-1").await.unwrap(), None);
}

#[tokio::test]
async fn replies_are_found_by_what_they_answer() {
    let fresh = fresh().await;
    let ours = &fresh.workspace;
    let below = |native: &str, handle: &str, parent: &str, kind: Kind, at: i64| {
        let (mut post, reading) = said(native, handle, "words");
        (post.parent, post.kind, post.created_at) = (Some(id(parent)), kind, Timestamp(at));
        (post, reading)
    };
    let posts = vec![
        said("q", "ann", "how?"),
        said("r", "ann", "why?"),
        below("q3", "Brand", "q", Kind::Reply, 300),
        below("q1", "bob", "q", Kind::Reply, 100),
        below("q2", "@brand", "q", Kind::Reply, 200),
        below("r1", "brand", "r", Kind::Quote, 100),
    ];
    ours.settle(chunk(posts)).await.unwrap();
    let own = ["mastodon:brand".to_owned(), "mastodon:nobody".to_owned()];
    let mut parents: Vec<PostId> = (0..600).map(|n| id(&n.to_string())).collect();
    parents.extend([id("q"), id("r")]);
    let found = ours.own_replies(&parents, &own).await.unwrap();
    assert_eq!(found.keys().copied().collect::<Vec<_>>(), [id("q")]);
    let first = &found[&id("q")];
    assert_eq!((first.id, first.created_at, first.settled_at), (id("q2"), Timestamp(200), NOW));
    assert!(ours.own_replies(&parents, &[]).await.unwrap().is_empty());

    let seqs = ours.below(id("q"), 2).await.unwrap();
    let posts = ours.posts(&seqs).await.unwrap();
    let natives: Vec<_> = posts.iter().map(|settled| settled.post.native_id.as_str()).collect();
    assert_eq!(natives, ["q1", "q2"]);
    let came_in = ours.came_in(&seqs).await.unwrap();
    assert!(came_in.values().all(|at| *at == NOW) && came_in.len() == 2);

    let theirs = fresh.ledger.workspace(WorkspaceId(2), [8; 32]).await.unwrap();
    assert!(theirs.below(id("q"), 9).await.unwrap().is_empty());
    assert!(theirs.own_replies(&parents, &own).await.unwrap().is_empty());
}
