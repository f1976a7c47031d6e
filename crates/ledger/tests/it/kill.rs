//! A killed import: every chunk is in or is not, and going on gives what an undisturbed run gives.
//!
//! The test starts this very program again as the importer and kills it in the middle of a chunk.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use ledger::{Chunk, ImportMark, Ledger, Options, WorkspaceId, WorkspaceLedger};
use model::Seq;

use crate::samples::{Follower, NOW, said, source_draft};

const CHUNKS: u64 = 40;
const POSTS: u64 = 300;
const FILE: [u8; 32] = [9; 32];
const PLACE: &str = "WAGGLE_LEDGER_KILL_TEST";

/// Every chunk repeats some posts of the one before, and edits others.
fn part(number: u64) -> Chunk {
    let post = |n: u64| {
        let native = number * (POSTS - 40) + n;
        let text = if native.is_multiple_of(5) {
            format!("seen by {number}")
        } else {
            "as ever ".repeat(20)
        };
        said(&native.to_string(), &format!("author{}", native % 7), &text)
    };
    Chunk {
        import: Some(ImportMark { file: FILE, chunk: number, last: number + 1 == CHUNKS }),
        rejected: 1,
        ..Chunk::of((0..POSTS).map(post).collect(), NOW)
    }
}

async fn open(path: &Path) -> WorkspaceLedger {
    let ledger = Ledger::create(path, &Options::default()).await.unwrap();
    let workspace = ledger.workspace(WorkspaceId::FIRST, [7; 32]).await.unwrap();
    workspace.add_source(&source_draft("export")).await.unwrap();
    workspace
}

async fn go_on(workspace: &WorkspaceLedger) {
    let done = workspace.import_state(&FILE).await.unwrap().chunks;
    for number in (0..CHUNKS).filter(|number| !done.contains(number)) {
        println!("begin {number}");
        workspace.settle(part(number)).await.unwrap();
    }
}

/// The importer; does nothing unless the test below started it.
#[tokio::test]
async fn importer() {
    if let Some(path) = std::env::var_os(PLACE) {
        go_on(&open(Path::new(&path)).await).await;
    }
}

/// Starts the importer and kills it after it began `chunks` chunks and then did `spins` of nothing.
fn start_and_kill(path: &Path, chunks: usize, spins: u32) {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "kill::importer", "--nocapture"])
        .env(PLACE, path)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    // The first line can follow what the test runner prints without a line break.
    lines.map_while(Result::ok).filter(|line| line.contains("begin ")).take(chunks).for_each(drop);
    (0..spins).for_each(|_| std::hint::spin_loop());
    child.kill().unwrap();
    child.wait().unwrap();
}

#[tokio::test]
async fn a_killed_import_goes_on_as_if_nothing_had_happened() {
    let folder = tempfile::tempdir().unwrap();
    let undisturbed = open(&folder.path().join("undisturbed.db")).await;
    let mut heads = vec![Seq(0)];
    for number in 0..CHUNKS {
        heads.push(undisturbed.settle(part(number)).await.unwrap().changes.upto);
    }

    let path = folder.path().join("killed.db");
    let mut kills_inside = 0;
    for (chunks, spins) in
        [(1, 0), (2, 20_000), (3, 200_000), (1, 800_000), (4, 3_000_000), (5, 90_000)]
    {
        start_and_kill(&path, chunks, spins);
        let workspace = open(&path).await;
        let state = workspace.import_state(&FILE).await.unwrap();
        let done = state.chunks.len();
        assert_eq!(state.chunks, (0..done as u64).collect(), "chunks come in order");
        assert_eq!(workspace.head().await.unwrap(), heads[done], "all of a chunk or nothing");
        let follower = Follower::at_head(&workspace).await;
        assert_eq!(follower.posts.len() as u64, workspace.counts().await.unwrap().posts);
        assert_eq!(state.added, follower.posts.len() as u64);
        assert_eq!(state.rejected, done as u64);
        kills_inside += u32::from(done > 0 && done < CHUNKS as usize);
    }
    assert!(kills_inside > 0, "no kill hit the import");

    let workspace = open(&path).await;
    go_on(&workspace).await;
    assert_eq!(workspace.head().await.unwrap(), heads[CHUNKS as usize]);
    assert_eq!(workspace.counts().await.unwrap(), undisturbed.counts().await.unwrap());
    assert_eq!(
        workspace.import_state(&FILE).await.unwrap(),
        undisturbed.import_state(&FILE).await.unwrap()
    );
    assert_eq!(Follower::at_head(&workspace).await, Follower::at_head(&undisturbed).await);
}
