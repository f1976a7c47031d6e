//! Following the ledger: adding, changing, removing, and coming back after a crash.

use index::{Index, IndexError, Opened, Options, Searcher};
use model::{Changes, Seq};

use crate::posts::{added, plan, post};

fn count(searcher: &Searcher, text: &str) -> u64 {
    searcher.count(&query::parse(text).unwrap()).unwrap()
}

#[test]
fn a_new_version_replaces_the_old_one_and_applying_twice_changes_nothing() {
    let mut index = Index::in_memory(&plan(), Options::default()).unwrap();
    index.apply(&added(vec![post(1, "alpha"), post(2, "beta")])).unwrap();
    let changes = Changes { gone: vec![Seq(1)], put: vec![post(3, "gamma")], upto: Seq(3) };
    index.apply(&changes).unwrap();
    index.apply(&changes).unwrap();
    assert!(index.searcher().is_empty(), "nothing is visible before the commit");
    index.commit().unwrap();
    let searcher = index.searcher();
    assert_eq!(searcher.upto(), Seq(3));
    assert_eq!((count(&searcher, "alpha"), count(&searcher, "gamma OR beta")), (0, 2));
    index.apply(&changes).unwrap();
    index.commit().unwrap();
    assert_eq!(count(&index.searcher(), "gamma"), 1);
    assert_eq!(count(&searcher, "gamma"), 1, "a searcher keeps to its commit");
}

#[test]
fn what_was_not_committed_is_followed_again() {
    let dir = tempfile::tempdir().unwrap();
    let plan = plan();
    let mut index = Index::open(dir.path(), &plan, Options::default()).unwrap();
    assert_eq!(index.opened(), &Opened::Created);
    index.apply(&added(vec![post(1, "alpha")])).unwrap();
    index.commit().unwrap();
    index.apply(&added(vec![post(2, "alpha")])).unwrap();
    // The process dies here: nothing of the second post is committed.
    drop(index);
    let mut index = Index::open(dir.path(), &plan, Options::default()).unwrap();
    assert_eq!((index.opened(), index.upto()), (&Opened::Existing, Seq(1)));
    index.apply(&added(vec![post(2, "alpha")])).unwrap();
    index.commit().unwrap();
    assert_eq!(count(&index.searcher(), "alpha"), 2);
}

#[test]
fn a_second_writer_is_refused_and_a_reader_is_not() {
    let dir = tempfile::tempdir().unwrap();
    let plan = plan();
    let missing = Searcher::open(&dir.path().join("none"), &plan, Options::default());
    assert!(matches!(missing, Err(IndexError::Unusable { .. })));
    assert!(!dir.path().join("none").exists());
    let mut index = Index::open(dir.path(), &plan, Options::default()).unwrap();
    index.apply(&added(vec![post(1, "alpha")])).unwrap();
    index.commit().unwrap();
    let second = Index::open(dir.path(), &plan, Options::default());
    assert!(matches!(second, Err(IndexError::Busy { .. })));
    let files = || {
        let mut files: Vec<_> = std::fs::read_dir(dir.path())
            .unwrap()
            .map(|f| f.unwrap().file_name().into_string().unwrap())
            .collect();
        files.sort();
        files
    };
    drop(index);
    // Locks are left as empty files; without them nothing may bring them back.
    for lock in files().iter().filter(|name| name.ends_with(".lock")) {
        std::fs::remove_file(dir.path().join(lock)).unwrap();
    }
    let before = files();
    let searcher = Searcher::open(dir.path(), &plan, Options::default()).unwrap();
    assert_eq!((count(&searcher, "alpha"), searcher.upto()), (1, Seq(1)));
    assert_eq!(files(), before, "reading leaves no file behind");
}

#[test]
fn a_reader_keeps_finding_an_index_that_is_being_written_and_merged() {
    let dir = tempfile::tempdir().unwrap();
    let plan = plan();
    let options = Options { threads: 1, memory_mib: 15 };
    let mut index = Index::open(dir.path(), &plan, options).unwrap();
    for seq in 1..=40 {
        index.apply(&added(vec![post(seq, "alpha")])).unwrap();
        index.commit().unwrap();
        let searcher = Searcher::open(dir.path(), &plan, options).unwrap();
        assert_eq!(count(&searcher, "alpha"), seq);
    }
}

#[test]
fn closing_leaves_few_segments_and_no_waste() {
    let dir = tempfile::tempdir().unwrap();
    let plan = plan();
    let mut index = Index::open(dir.path(), &plan, Options::default()).unwrap();
    for seq in 1..=30 {
        index.apply(&added(vec![post(seq, "alpha")])).unwrap();
        index.commit().unwrap();
    }
    index.close().unwrap();
    let stores = std::fs::read_dir(dir.path()).unwrap().filter(|file| {
        file.as_ref().unwrap().path().extension().is_some_and(|kind| kind == "store")
    });
    assert!(stores.count() < 16);
    let searcher = Searcher::open(dir.path(), &plan, Options::default()).unwrap();
    assert_eq!(count(&searcher, "alpha"), 30);
}

#[test]
fn tags_found_by_the_caller_are_taken_as_they_are() {
    let mut index = Index::in_memory(&plan(), Options::default()).unwrap();
    let changes = added(vec![post(1, "nothing"), post(2, "alpha")]);
    index.apply_tagged(&changes, &[vec![model::WatchId(7)], vec![]]).unwrap();
    index.commit().unwrap();
    let searcher = index.searcher();
    assert_eq!((count(&searcher, "watch:rival"), count(&searcher, "watch:brand")), (1, 0));
}

#[test]
fn fetching_gives_the_posts_that_are_there_in_the_order_asked() {
    let mut index = Index::in_memory(&plan(), Options::default()).unwrap();
    let mut first = post(1, "alpha");
    first.post.title = Some("Head".to_owned());
    index.apply(&added(vec![first, post(2, "beta")])).unwrap();
    index.commit().unwrap();
    let quotes = index.searcher().fetch(&[Seq(2), Seq(9), Seq(1)]).unwrap();
    let texts: Vec<_> = quotes.iter().map(|quote| (quote.seq.0, quote.text.as_str())).collect();
    assert_eq!(texts, [(2, "beta"), (1, "Head\nalpha")]);
}
