//! A torn, old or foreign folder becomes an empty index, and nothing of anybody else's is lost.

use std::fs;
use std::path::{Path, PathBuf};

use index::{Index, Opened, Options, Searcher};
use model::Seq;

use crate::posts::{added, plan, post};

const OPTIONS: Options = Options { threads: 1, memory_mib: 15 };

fn filled(dir: &Path) {
    let mut index = Index::open(dir, &plan(), OPTIONS).unwrap();
    let posts = (1..=200).map(|seq| post(seq, "alpha beta gamma #tag and more words")).collect();
    index.apply(&added(posts)).unwrap();
    index.commit().unwrap();
}

fn files(dir: &Path, ending: &str) -> Vec<PathBuf> {
    let all = fs::read_dir(dir).unwrap().map(|file| file.unwrap().path());
    all.filter(|path| path.to_str().unwrap().ends_with(ending)).collect()
}

/// Opens; the index must be whole and in use again whatever was done to its files.
fn survives(dir: &Path) -> Opened {
    let mut index = Index::open(dir, &plan(), OPTIONS).unwrap();
    let opened = index.opened().clone();
    let before = match &opened {
        Opened::Existing => Seq(200),
        _ => Seq(0),
    };
    assert_eq!(index.upto(), before);
    let posts = (index.upto().0 + 1..=201).map(|seq| post(seq, "alpha")).collect();
    index.apply(&added(posts)).unwrap();
    index.commit().unwrap();
    let alpha = query::parse("alpha").unwrap();
    assert_eq!(index.searcher().count(&alpha).unwrap(), 201);
    drop(index);
    assert_eq!(Searcher::open(dir, &plan(), OPTIONS).unwrap().count(&alpha).unwrap(), 201);
    opened
}

#[test]
fn an_index_that_is_whole_stays() {
    let dir = tempfile::tempdir().unwrap();
    filled(dir.path());
    assert_eq!(survives(dir.path()), Opened::Existing);
}

#[test]
fn a_file_that_is_missing_empty_or_cut_short_heals() {
    let dir = tempfile::tempdir().unwrap();
    filled(dir.path());
    let kinds: Vec<_> = files(dir.path(), "")
        .iter()
        .filter_map(|path| path.extension()?.to_str().map(str::to_owned))
        .filter(|kind| kind != "lock")
        .collect();
    assert!(kinds.len() >= 6, "{kinds:?}");
    for kind in kinds {
        for keep in [None, Some(0.0), Some(0.3), Some(0.98)] {
            let dir = tempfile::tempdir().unwrap();
            filled(dir.path());
            for path in files(dir.path(), &format!(".{kind}")) {
                let bytes = fs::read(&path).unwrap();
                match keep {
                    None => fs::remove_file(&path).unwrap(),
                    Some(share) => {
                        let len = (bytes.len() as f64 * share) as usize;
                        fs::write(&path, &bytes[..len]).unwrap();
                    }
                }
            }
            let reading = Searcher::open(dir.path(), &plan(), OPTIONS);
            let opened = survives(dir.path());
            if let Opened::Healed { why, aside } = &opened {
                assert!(!why.is_empty() && aside.is_empty());
                assert!(reading.is_err(), "{kind} {keep:?}: a reader must not trust it either");
            }
            println!("{kind} {keep:?}: {opened:?}");
        }
    }
}

#[test]
fn an_unreadable_commit_heals_and_removes_the_words_it_held() {
    for text in ["", "{", "{\"segments\":[]}", "\u{0}\u{0}\u{0}"] {
        let dir = tempfile::tempdir().unwrap();
        filled(dir.path());
        let old = files(dir.path(), ".store");
        fs::write(dir.path().join("meta.json"), text).unwrap();
        assert!(matches!(survives(dir.path()), Opened::Healed { .. }));
        assert!(old.iter().all(|path| !path.exists()));
    }
}

#[test]
fn another_version_heals() {
    let dir = tempfile::tempdir().unwrap();
    filled(dir.path());
    let meta = dir.path().join("meta.json");
    let text = fs::read_to_string(&meta).unwrap();
    let changed = text.replace("\\\"format\\\":1", "\\\"format\\\":999");
    assert_ne!(text, changed);
    fs::write(&meta, changed).unwrap();
    assert!(Searcher::open(dir.path(), &plan(), OPTIONS).is_err());
    let Opened::Healed { why, .. } = survives(dir.path()) else { panic!() };
    assert_eq!(why, "it was made by another version");
}

#[test]
fn files_of_others_are_kept() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("notes.txt"), "mine").unwrap();
    fs::write(dir.path().join("meta.json"), "{\"theirs\":true}").unwrap();
    let Opened::Healed { aside, .. } = survives(dir.path()) else { panic!() };
    assert_eq!(fs::read_to_string(&aside[0]).unwrap(), "{\"theirs\":true}");
    fs::write(dir.path().join("meta.json"), "torn").unwrap();
    assert!(matches!(survives(dir.path()), Opened::Healed { .. }));
    assert_eq!(fs::read_to_string(dir.path().join("notes.txt")).unwrap(), "mine");
    assert!(aside[0].exists());
}

#[test]
fn a_lost_marker_does_not_orphan_our_files() {
    let dir = tempfile::tempdir().unwrap();
    filled(dir.path());
    fs::remove_file(dir.path().join("waggle-index.json")).unwrap();
    assert_eq!(survives(dir.path()), Opened::Existing);
}
