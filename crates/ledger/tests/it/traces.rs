//! Erasure is real: afterwards no byte of the files holds the words, the handle or the id.

use std::path::Path;

use ledger::Options;

use crate::samples::{Fresh, chunk, id, said};

/// Which of `needles` occur in any file of `folder`.
fn found(folder: &Path, needles: &[Vec<u8>]) -> Vec<String> {
    let mut hits = Vec::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        for needle in needles {
            if bytes.windows(needle.len()).any(|window| window == needle.as_slice()) {
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                hits.push(format!("{name}: {}", String::from_utf8_lossy(needle)));
            }
        }
    }
    hits
}

#[tokio::test]
async fn no_file_holds_what_was_erased() {
    let fresh = Fresh::with(&Options::default()).await;
    let workspace = &fresh.workspace;
    // The author's posts lie scattered among many others; all are edited now and then, so that pages split, empty and
    // fill again and rows move between them.
    for round in 0..6_u64 {
        let posts = (0..600_u64).map(|n| {
            let (handle, word) =
                if n % 37 == 5 { ("quxley77", "zimbalist") } else { ("bob", "plain") };
            let length = 1 + (n * 7 + round * 13) % 40;
            let text = format!("{word} {round} ").repeat(length as usize);
            let (mut post, reading) = said(&format!("{handle}-{n}"), handle, &text);
            post.author.name = Some(format!("{handle} the poster"));
            post.raw = format!("{{\"t\":\"{text}\",\"hidden\":\"{word}raw{n}\"}}").into_bytes();
            // Every third stays as it was in the round before.
            if n % 3 == round % 3 {
                said(&format!("{handle}-{n}"), handle, word)
            } else {
                (post, reading)
            }
        });
        workspace.settle(chunk(posts.collect())).await.unwrap();
    }
    let (mut lone, reading) = said("lone-post", "cyd", "wobbegong");
    lone.title = Some("carpetshark".to_owned());
    workspace.settle(chunk(vec![(lone, reading)])).await.unwrap();

    let words = ["zimbalist", "quxley77", "wobbegong", "carpetshark", "lone-post"];
    let mut needles: Vec<_> = words.map(|word| word.as_bytes().to_vec()).into();
    needles.push(id("quxley77-5").as_bytes().to_vec());
    needles.push(id("lone-post").as_bytes().to_vec());
    for needle in &needles {
        let hits = found(fresh.folder.path(), std::slice::from_ref(needle));
        assert!(!hits.is_empty(), "the test would prove nothing for {needle:?}");
    }
    let before = workspace.counts().await.unwrap();

    let erased = workspace.erase_author("mastodon:quxley77").await.unwrap();
    assert_eq!(erased.posts, 17);
    assert!(erased.versions > 17 && erased.payloads == erased.posts + erased.versions);
    assert_eq!(workspace.erase_post(id("lone-post")).await.unwrap().posts, 1);
    assert_eq!(found(fresh.folder.path(), &needles), Vec::<String>::new());
    let after = workspace.counts().await.unwrap();
    assert_eq!((after.posts + after.erased, after.erased), (before.posts, 18));
    assert!(!found(fresh.folder.path(), &[b"plain".to_vec()]).is_empty());
    fresh.ledger.clone().close().await;
    assert_eq!(found(fresh.folder.path(), &needles), Vec::<String>::new());
}

#[tokio::test]
async fn an_interrupted_erasure_is_made_good() {
    let fresh = Fresh::with(&Options::default()).await;
    let workspace = &fresh.workspace;
    workspace
        .settle(chunk(vec![said("1", "ann", "wobbegong"), said("2", "bob", "x")]))
        .await
        .unwrap();
    // A reader that still sees the old state keeps the log from being cut.
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(fresh.path());
    let pool = sqlx::SqlitePool::connect_lazy_with(options);
    let mut reader = pool.begin().await.unwrap();
    sqlx::query("SELECT COUNT(*) FROM post").fetch_one(&mut *reader).await.unwrap();
    let impatient =
        Options { busy_wait: std::time::Duration::from_millis(20), ..Options::default() };
    let second = ledger::Ledger::open(&fresh.path(), &impatient).await.unwrap();
    let second = second.workspace(ledger::WorkspaceId::FIRST, [0; 32]).await.unwrap();
    let unscrubbed = second.erase_author("mastodon:ann").await.unwrap_err();
    assert!(matches!(unscrubbed, ledger::LedgerError::Unscrubbed { .. }), "{unscrubbed}");
    assert_eq!(second.counts().await.unwrap().posts, 1);
    assert!(workspace.scrub_pending().await.unwrap());
    assert!(!found(fresh.folder.path(), &[b"wobbegong".to_vec()]).is_empty());

    drop(reader);
    pool.close().await;
    second.scrub().await.unwrap();
    assert!(!workspace.scrub_pending().await.unwrap());
    assert_eq!(found(fresh.folder.path(), &[b"wobbegong".to_vec()]), Vec::<String>::new());
}
