//! The file itself: missing, foreign, too new, in use, on a full disk.

use std::time::Duration;

use ledger::{Ledger, LedgerError, Options, WorkspaceId};
use model::Seq;
use sqlx::{Connection, SqliteConnection};

use crate::samples::{Fresh, chunk, said};

async fn raw(fresh: &Fresh) -> SqliteConnection {
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(fresh.path());
    SqliteConnection::connect_with(&options).await.unwrap()
}

async fn open_error(fresh: &Fresh) -> LedgerError {
    Ledger::open(&fresh.path(), &Options::default()).await.unwrap_err()
}

#[tokio::test]
async fn a_missing_file_is_made_only_when_asked() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    let missing = Ledger::open(&path, &Options::default()).await.unwrap_err();
    assert!(matches!(missing, LedgerError::Missing { .. }));
    assert!(missing.to_string().contains("waggle init"));
    assert!(!path.exists());
    Ledger::create(&path, &Options::default()).await.unwrap();
    Ledger::open(&path, &Options::default()).await.unwrap();
    let nowhere = folder.path().join("no/such/folder/ledger.db");
    let denied = Ledger::create(&nowhere, &Options::default()).await.unwrap_err();
    assert!(matches!(denied, LedgerError::Denied { .. }), "{denied}");
}

#[tokio::test]
async fn a_foreign_file_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("notes.txt");
    std::fs::write(&text, "my notes, longer than a database header would be. ".repeat(30)).unwrap();
    let refused = Ledger::create(&text, &Options::default()).await.unwrap_err();
    assert!(matches!(refused, LedgerError::NotALedger { .. }), "{refused}");
    assert!(std::fs::read_to_string(&text).unwrap().starts_with("my notes"));

    let other = folder.path().join("other.db");
    let options =
        sqlx::sqlite::SqliteConnectOptions::new().filename(&other).create_if_missing(true);
    let mut conn = SqliteConnection::connect_with(&options).await.unwrap();
    sqlx::raw_sql("CREATE TABLE theirs (a INT)").execute(&mut conn).await.unwrap();
    conn.close().await.unwrap();
    let refused = Ledger::create(&other, &Options::default()).await.unwrap_err();
    assert!(matches!(refused, LedgerError::NotALedger { .. }), "{refused}");
}

#[tokio::test]
async fn a_newer_schema_is_refused() {
    let fresh = Fresh::with(&Options::default()).await;
    sqlx::raw_sql("PRAGMA user_version = 99").execute(&mut raw(&fresh).await).await.unwrap();
    let refused = open_error(&fresh).await;
    assert!(matches!(refused, LedgerError::TooNew { found: 99, .. }), "{refused}");
}

#[tokio::test]
async fn a_second_writer_is_told_and_readers_go_on() {
    let fresh =
        Fresh::with(&Options { busy_wait: Duration::from_millis(400), ..Options::default() }).await;
    fresh.workspace.settle(chunk(vec![said("1", "ann", "hello")])).await.unwrap();
    let mut other = raw(&fresh).await;
    sqlx::raw_sql("BEGIN IMMEDIATE").execute(&mut other).await.unwrap();
    let busy = fresh.workspace.settle(chunk(vec![said("2", "ann", "hello")])).await.unwrap_err();
    assert!(matches!(busy, LedgerError::Busy), "{busy}");
    assert_eq!(fresh.workspace.changes_after(Seq(0), 9).await.unwrap().put.len(), 1);
    let second = Ledger::open(&fresh.path(), &Options::default()).await.unwrap();
    let second = second.workspace(WorkspaceId::FIRST, [0; 32]).await.unwrap();
    assert_eq!(second.head().await.unwrap(), Seq(1));

    sqlx::raw_sql("ROLLBACK").execute(&mut other).await.unwrap();
    let outcome = fresh.workspace.settle(chunk(vec![said("2", "ann", "hello")])).await.unwrap();
    assert_eq!(outcome.added, 1);
}

#[tokio::test]
async fn two_processes_take_turns_and_share_one_sequence() {
    let fresh = Fresh::with(&Options::default()).await;
    let other = Ledger::open(&fresh.path(), &Options::default()).await.unwrap();
    let other = other.workspace(WorkspaceId::FIRST, [0; 32]).await.unwrap();
    for n in 0..6 {
        let writer = if n % 2 == 0 { &fresh.workspace } else { &other };
        let posts = vec![said(&n.to_string(), "ann", "x"), said("same", "bob", "y")];
        let outcome = writer.settle(chunk(posts)).await.unwrap();
        assert_eq!(outcome.added, if n == 0 { 2 } else { 1 });
    }
    assert_eq!(other.head().await.unwrap(), Seq(7));
    assert_eq!(fresh.workspace.counts().await.unwrap().posts, 7);
}

#[tokio::test]
async fn a_full_disk_loses_nothing_and_the_import_goes_on() {
    let fresh = Fresh::with(&Options::default()).await;
    fresh.ledger.clone().close().await;
    let tight = Options { max_pages: Some(150), ..Options::default() };
    let ledger = Ledger::open(&fresh.path(), &tight).await.unwrap();
    let workspace = ledger.workspace(WorkspaceId::FIRST, [0; 32]).await.unwrap();
    let part = |n: u64| {
        let post = |m: u64| said(&format!("{n}-{m}"), "ann", &format!("{m} words ").repeat(60));
        chunk((0..100).map(post).collect())
    };
    let mut settled = 0;
    let full = loop {
        match workspace.settle(part(settled)).await {
            Ok(_) => settled += 1,
            Err(error) => break error,
        }
        assert!(settled < 50, "the disk never filled");
    };
    assert!(matches!(full, LedgerError::DiskFull), "{full:?}");
    assert!(settled > 0);
    // The same handle still works, in both ways.
    assert_eq!(workspace.counts().await.unwrap().posts, settled * 100);
    assert!(matches!(workspace.settle(part(settled)).await, Err(LedgerError::DiskFull)));
    let small = workspace.settle(chunk(vec![said("0-0", "ann", "0 words")])).await;
    assert!(matches!(small, Ok(_) | Err(LedgerError::DiskFull)));
    ledger.close().await;

    let ledger = Ledger::open(&fresh.path(), &Options::default()).await.unwrap();
    let workspace = ledger.workspace(WorkspaceId::FIRST, [0; 32]).await.unwrap();
    let before = workspace.counts().await.unwrap().posts;
    workspace.settle(part(settled)).await.unwrap();
    assert_eq!(workspace.counts().await.unwrap().posts, before + 100);
    let verdict = sqlx::query_scalar::<_, String>("PRAGMA integrity_check");
    assert_eq!(verdict.fetch_one(&mut raw(&fresh).await).await.unwrap(), "ok");
}

#[tokio::test]
async fn work_can_be_handed_to_another_thread() {
    fn sendable<T: Send>(work: T) -> T {
        work
    }
    let fresh = Fresh::with(&Options::default()).await;
    sendable(fresh.workspace.settle(chunk(Vec::new()))).await.unwrap();
    sendable(fresh.workspace.changes_after(Seq(0), 1)).await.unwrap();
    sendable(fresh.workspace.erase_author("mastodon:ann")).await.unwrap();
    sendable(fresh.workspace.posts(&[])).await.unwrap();
}
