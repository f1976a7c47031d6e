//! The index keeps up while others write.

use std::fs;

use ledger::Verdict;
use model::{Author, Kind, Label, Network, PostId, Side, SourceId, Timestamp};
use understand::{Reader, Scratch};

use super::*;
use crate::progress::Progress;
use crate::workspace::{CONFIG, Root};

const PLAN: &str =
    "[workspace]\nname = \"Test\"\n[[source]]\nname = \"import\"\nnetwork = \"csv\"\n";

fn post(native: &str) -> (Post, Reading) {
    let network = Network::new("csv").unwrap();
    let text = format!("The parcel {native} came on Tuesday");
    let reading = Reader::built_in().read(&mut Scratch::default(), None, &text, None);
    let post = Post {
        id: PostId::of(&network, native),
        network,
        native_id: native.to_owned(),
        source: SourceId(1),
        side: Side::External,
        kind: Kind::Original,
        author: Author::default(),
        created_at: Timestamp(1_700_000_000),
        title: None,
        text,
        url: None,
        channel: None,
        language: None,
        parent: None,
        thread: None,
        engagement: None,
        reach: None,
        media: false,
        raw: Vec::new(),
    };
    (post, reading)
}

#[test]
fn a_correction_between_two_chunks_is_followed_at_its_place() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(CONFIG), PLAN).unwrap();
    let root = Root::find(Some(folder.path())).unwrap();
    let mut workspace = Workspace::open(&root).unwrap();
    let mut index = workspace.index(Progress::new(true)).unwrap();
    let (to, from) = bounded(8);
    let settle = |names: &[&str]| {
        let posts = names.iter().map(|name| post(name)).collect();
        let outcome = workspace.settle((posts, 0), None, 0).unwrap();
        to.send((outcome.before, outcome.changes)).unwrap();
    };
    let correct = |name: &str| {
        let verdict = Verdict { label: Some(Label::Negative), ..Verdict::default() };
        let id = post(name).0.id;
        let done = workspace.ledger().correct(id, verdict, None, Timestamp(1_700_000_001));
        workspace.block_on(done).unwrap().unwrap();
    };
    settle(&["one", "two"]);
    correct("one");
    settle(&["three"]);
    settle(&["four"]);
    correct("four");
    correct("three");
    settle(&["five"]);
    drop(to);
    follow(&workspace, &mut index, &from).unwrap();

    assert_eq!(index.upto(), workspace.head().unwrap());
    let searcher = index.searcher();
    let count = |query: &str| searcher.count(&query::parse(query).unwrap()).unwrap();
    assert_eq!(count("parcel"), 5);
    assert_eq!(count("sentiment:negative"), 3);
    assert_eq!(count("sentiment:negative AND (one OR three OR four)"), 3);
}
