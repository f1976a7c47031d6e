//! Erasure: afterwards no file of the index holds the person's words or handle.

use std::fs;
use std::path::Path;

use index::{Index, Options, Searcher};
use model::{Changes, Seq, Window};

use crate::posts::{added, plan, post};

const OPTIONS: Options = Options { threads: 1, memory_mib: 15 };
const WORD: &str = "unspeakablesecret";
const HANDLE: &str = "eraseduser";

/// Every byte of every file: as it is, and with the store's blocks unpacked by reading each post through the index.
fn traces(dir: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for file in fs::read_dir(dir).unwrap() {
        let path = file.unwrap().path();
        let bytes = fs::read(&path).unwrap();
        for needle in [WORD, HANDLE] {
            // Dictionaries share starts of words, so that a part of the word is a trace too.
            let part = &needle.as_bytes()[4..];
            if bytes.windows(part.len()).any(|window| window == part) {
                found.push(format!("{needle} in {}", path.display()));
            }
        }
    }
    let searcher = Searcher::open(dir, &plan(), OPTIONS).unwrap();
    for part in 0..searcher.parts() {
        let mut look = |row: &index::Row<'_>| {
            if row.text.contains(WORD) || row.author.contains(HANDLE) {
                found.push(format!("a stored post {}", row.seq));
            }
        };
        searcher.scan(part, Window::ALWAYS, &mut look).unwrap();
    }
    found
}

#[test]
fn a_purge_leaves_no_trace_in_any_file() {
    let dir = tempfile::tempdir().unwrap();
    let mut index = Index::open(dir.path(), &plan(), OPTIONS).unwrap();
    for block in 0..4u64 {
        let posts = (1..=100)
            .map(|n| {
                let mut settled = post(block * 100 + n, "alpha beta and other plain words");
                if n == 50 {
                    settled.post.text = format!("alpha {WORD} beta");
                    settled.post.author.handle = HANDLE.to_owned();
                }
                settled
            })
            .collect();
        index.apply(&added(posts)).unwrap();
        index.commit().unwrap();
    }
    assert!(!traces(dir.path()).is_empty(), "the test must be able to see traces");
    let gone: Vec<_> = [50, 150, 250, 350].map(Seq).to_vec();
    index.apply(&Changes { gone, put: Vec::new(), upto: Seq(400) }).unwrap();
    index.commit().unwrap();
    assert!(!traces(dir.path()).is_empty(), "removing alone leaves the words in the files");

    let purged = index.purge().unwrap();
    assert_eq!((purged.segments, purged.posts), (4, 4));
    assert_eq!(traces(dir.path()), Vec::<String>::new());
    assert_eq!(index.purge().unwrap(), index::Purged::default());

    // It goes on as before.
    index.apply(&added(vec![post(401, "alpha")])).unwrap();
    index.commit().unwrap();
    let count = |text: &str| index.searcher().count(&query::parse(text).unwrap()).unwrap();
    assert_eq!((count("alpha"), count(WORD), count(&format!("author:{HANDLE}"))), (397, 0, 0));
}

#[test]
fn a_segment_of_which_nothing_stays_is_dropped() {
    let dir = tempfile::tempdir().unwrap();
    let mut index = Index::open(dir.path(), &plan(), OPTIONS).unwrap();
    index.apply(&added(vec![post(1, WORD)])).unwrap();
    index.commit().unwrap();
    index.apply(&Changes { gone: vec![Seq(1)], put: Vec::new(), upto: Seq(2) }).unwrap();
    index.purge().unwrap();
    assert_eq!(traces(dir.path()), Vec::<String>::new());
    assert!(index.searcher().is_empty());
}
