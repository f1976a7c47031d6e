//! Contacts: found, changed, merged, imported, and gone when they wish.

use ledger::{ContactFilter, LedgerError, Options, Prefer, Upserted};
use model::{ContactDraft, ContactId, Network, Presence, Stage, TouchKind};

use crate::samples::{Fresh, NOW};

fn at(network: &str, handle: &str) -> Presence {
    Presence::declared(Network::new(network).unwrap(), handle, "")
}

fn draft(name: &str, email: &str, presences: &[Presence]) -> ContactDraft {
    ContactDraft {
        name: name.to_owned(),
        email: email.to_owned(),
        presences: presences.to_vec(),
        ..ContactDraft::default()
    }
}

async fn fresh() -> Fresh {
    Fresh::with(&Options::default()).await
}

#[tokio::test]
async fn a_contact_is_found_by_each_of_its_words() {
    let fresh = fresh().await;
    let workspace = &fresh.workspace;
    let mut ann = draft("Änn O'Neill", "Ann@Example.org", &[at("mastodon", "@Ann_O")]);
    ann.organisation = "100% Lumen".to_owned();
    let id = workspace.add_contact(&ann, NOW).await.unwrap();
    workspace.add_contact(&draft("Bob", "", &[]), NOW).await.unwrap();
    for (words, count) in [
        ("änn", 1),
        ("o'neill lumen", 1),
        ("example.org", 1),
        ("mastodon:ann_o", 1),
        ("@ann_o", 1),
        ("100%", 1),
        ("ann%o", 0),
        ("annxo", 0),
        ("", 2),
        ("bob lumen", 0),
    ] {
        let filter = ContactFilter { words: words.to_owned(), ..ContactFilter::default() };
        let found = workspace.contacts(&filter, None, 9).await.unwrap();
        assert_eq!(
            (found.len(), workspace.count_contacts(&filter).await.unwrap()),
            (count, count as u64),
            "{words}"
        );
    }
    let found = workspace.contact_of_author(&Network::new("mastodon").unwrap(), "ANN_O").await;
    assert_eq!(found.unwrap().unwrap().id, id);
    for (email, handle) in [("ann@example.ORG ", "other"), ("x@y.z", "ann_o")] {
        let refused =
            workspace.add_contact(&draft("A", email, &[at("mastodon", handle)]), NOW).await;
        assert!(matches!(refused, Err(LedgerError::Duplicate { .. })), "{refused:?}");
    }
    assert_eq!(workspace.count_contacts(&ContactFilter::default()).await.unwrap(), 2);
}

#[tokio::test]
async fn pages_follow_each_other_without_gaps() {
    let fresh = fresh().await;
    let drafts: Vec<_> =
        (0..25).map(|n| draft(&format!("name {}", n / 3), &format!("{n}@x"), &[])).collect();
    fresh.workspace.upsert_contacts(&drafts, Prefer::Known, NOW).await.unwrap();
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let page = fresh.workspace.contacts(&ContactFilter::default(), after, 4).await.unwrap();
        let Some(last) = page.last() else { break };
        after = Some(last.id);
        seen.extend(page.iter().map(|contact| contact.id.0));
    }
    seen.sort_unstable();
    assert_eq!(seen, (1..=25).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_merge_can_be_taken_back() {
    let fresh = fresh().await;
    let workspace = &fresh.workspace;
    let mut first = draft("Ann", "", &[at("mastodon", "ann")]);
    first.stage = Some(Stage::Interest);
    let winner = workspace.add_contact(&first, NOW).await.unwrap();
    let mut second = draft("Anna N.", "ann@x.org", &[at("bluesky", "ann.b")]);
    second.notes = "met in Rome".to_owned();
    let loser = workspace.add_contact(&second, NOW).await.unwrap();
    workspace.add_touchpoint(loser, TouchKind::Call, "spoke", None, NOW).await.unwrap();
    let before = workspace.contact(winner).await.unwrap();

    let step = workspace.merge_contacts(winner, loser, NOW).await.unwrap().unwrap();
    assert_eq!(workspace.contact(loser).await.unwrap(), None);
    let merged = workspace.contact(winner).await.unwrap().unwrap();
    assert_eq!((merged.name.as_str(), merged.email.as_str()), ("Ann", "ann@x.org"));
    assert_eq!((merged.notes.as_str(), merged.stage), ("met in Rome", Some(Stage::Interest)));
    assert_eq!(workspace.presences(&[winner]).await.unwrap()[&winner].len(), 2);
    assert_eq!(workspace.touchpoints(winner, 9).await.unwrap().len(), 1);
    assert_eq!(workspace.merge_contacts(winner, winner, NOW).await.unwrap(), None);

    assert_eq!(workspace.undo_contact_step(step).await.unwrap(), Some(winner));
    assert_eq!(workspace.contact(winner).await.unwrap(), before);
    assert_eq!(workspace.contact(loser).await.unwrap().unwrap().email, "ann@x.org");
    assert_eq!(workspace.presences(&[loser]).await.unwrap()[&loser], [at("bluesky", "ann.b")]);
    assert_eq!(workspace.touchpoints(loser, 9).await.unwrap().len(), 1);
    assert!(workspace.touchpoints(winner, 9).await.unwrap().is_empty());
    assert_eq!(workspace.undo_contact_step(step).await.unwrap(), None, "only once");
}

#[tokio::test]
async fn steps_are_taken_back_in_order_and_for_a_day() {
    let fresh = fresh().await;
    let workspace = &fresh.workspace;
    let id = workspace.add_contact(&draft("Ann", "", &[at("mastodon", "ann")]), NOW).await.unwrap();
    let touch =
        workspace.add_touchpoint(id, TouchKind::Read, "", None, NOW).await.unwrap().unwrap();
    let mut changed = workspace.contact(id).await.unwrap().unwrap();
    changed.stage = Some(Stage::Referral);
    let change = workspace.change_contact(&changed, NOW).await.unwrap().unwrap();
    assert_eq!(workspace.undo_contact_step(touch).await.unwrap(), None, "a later step stands");
    assert_eq!(workspace.undo_contact_step(change).await.unwrap(), Some(id));
    assert_eq!(workspace.contact(id).await.unwrap().unwrap().stage, None);
    assert_eq!(workspace.undo_contact_step(touch).await.unwrap(), Some(id));
    assert!(workspace.last_visits(&[id]).await.unwrap().is_empty());

    let gone = workspace.remove_contact(id, NOW).await.unwrap().unwrap();
    assert_eq!(workspace.contact(id).await.unwrap(), None);
    assert_eq!(workspace.undo_contact_step(gone).await.unwrap(), Some(id));
    assert_eq!(workspace.presences(&[id]).await.unwrap()[&id].len(), 1);
    let gone = workspace.remove_contact(id, NOW).await.unwrap().unwrap();
    let other = workspace.add_contact(&draft("Bob", "", &[]), NOW).await.unwrap();
    assert_ne!(other, id, "a number is never given to somebody else");
    workspace
        .add_touchpoint(other, TouchKind::Read, "", None, NOW.plus_secs(90_000))
        .await
        .unwrap();
    assert_eq!(
        workspace.undo_contact_step(gone).await.unwrap(),
        None,
        "after a day it is forgotten"
    );
}

#[tokio::test]
async fn notes_are_no_visits() {
    let fresh = fresh().await;
    let workspace = &fresh.workspace;
    let id = workspace.add_contact(&draft("Ann", "", &[]), NOW).await.unwrap();
    for (kind, hour) in [(TouchKind::Read, 1), (TouchKind::Comment, 2), (TouchKind::Note, 3)] {
        workspace.add_touchpoint(id, kind, "", None, NOW.plus_secs(hour * 3_600)).await.unwrap();
    }
    let last = workspace.last_visits(&[id, ContactId(99)]).await.unwrap();
    assert_eq!((last.len(), last[&id].kind), (1, TouchKind::Comment));
    assert_eq!(workspace.visits_since(NOW.plus_secs(5_000)).await.unwrap(), 1);
    assert_eq!(
        workspace.add_touchpoint(ContactId(99), TouchKind::Read, "", None, NOW).await.unwrap(),
        None
    );
}

#[tokio::test]
async fn a_file_fills_gaps_and_knows_people_again() {
    let fresh = fresh().await;
    let workspace = &fresh.workspace;
    let file = [
        draft("Ann", "ann@x", &[at("mastodon", "ann")]),
        draft("Bob", "", &[at("mastodon", "bob")]),
        // The same people again, by address and by account.
        draft("A.", "ANN@x", &[at("bluesky", "ann")]),
        draft("B.", "bob@x", &[at("mastodon", "BOB")]),
        // Ann claims the account that is Bob's.
        draft("Ann", "ann@x", &[at("mastodon", "bob")]),
        ContactDraft::default(),
    ];
    let first = workspace.upsert_contacts(&file, Prefer::Known, NOW).await.unwrap();
    assert_eq!(first, Upserted { added: 2, refused: 1, taken: 1, ..Upserted::default() });
    let again = workspace.upsert_contacts(&file, Prefer::Known, NOW).await.unwrap();
    assert_eq!((again.added, again.changed, again.unchanged), (0, 0, 2));
    let bob = workspace.contact_by_email("bob@x").await.unwrap().unwrap();
    assert_eq!(bob.name, "Bob");
    let file = [draft("Robert", "bob@x", &[])];
    workspace.upsert_contacts(&file, Prefer::Known, NOW).await.unwrap();
    assert_eq!(workspace.contact(bob.id).await.unwrap().unwrap().name, "Bob");
    let wins = workspace.upsert_contacts(&file, Prefer::File, NOW).await.unwrap();
    assert_eq!(wins.changed, 1);
    assert_eq!(workspace.contact(bob.id).await.unwrap().unwrap().name, "Robert");
}

#[tokio::test]
async fn whoever_was_erased_stays_away() {
    let fresh = fresh().await;
    let workspace = &fresh.workspace;
    let ann = draft("Ann", "ann@x", &[at("mastodon", "ann")]);
    workspace.add_contact(&ann, NOW).await.unwrap();
    let both = draft("Bob", "", &[at("mastodon", "bob"), at("bluesky", "robert")]);
    let bob = workspace.add_contact(&both, NOW).await.unwrap();
    assert_eq!(workspace.erase_author("mastodon:ANN").await.unwrap().contacts, 1);
    assert_eq!(workspace.erase_author("mastodon:bob").await.unwrap().contacts, 0);
    assert_eq!(workspace.contact(bob).await.unwrap().unwrap().name, "robert");
    assert_eq!(workspace.presences(&[bob]).await.unwrap()[&bob], [at("bluesky", "robert")]);
    for back in [draft("Ann", "ann@x", &[]), draft("Ann", "", &[at("mastodon", "Ann")])] {
        assert!(matches!(workspace.add_contact(&back, NOW).await, Err(LedgerError::Erased)));
        let done = workspace.upsert_contacts(&[back], Prefer::File, NOW).await.unwrap();
        assert_eq!((done.refused, done.added), (1, 0));
    }
    let refused = workspace.add_presence(bob, &at("mastodon", "bob")).await;
    assert!(matches!(refused, Err(LedgerError::Erased)));
}
