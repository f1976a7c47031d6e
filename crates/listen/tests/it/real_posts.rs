//! A real export, where it is at hand: every row parses, and the numbers are those that its own description tells.

use std::collections::HashSet;
use std::path::Path;

use listen::{Import, assert_source_compliance};
use model::{Kind, Network};

use super::{options, source};

#[test]
fn the_airline_posts_all_come_through() {
    let path = Path::new(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../shared/data/us_airline/posts.csv"
    ));
    if !path.exists() {
        println!("skipped: ../shared/data is absent");
        return;
    }
    let mut options = options();
    options.source.network = Network::new("twitter").unwrap();
    let tally = assert_source_compliance(&source(), || Import::open_file(path, &options).unwrap());
    assert_eq!((tally.rows, tally.posts, tally.rejects), (14_640, 14_640, 0));
    let import = Import::open_file(path, &options).unwrap();
    let posts: Vec<_> = import.flat_map(|chunk| chunk.unwrap().posts).collect();
    let ids: HashSet<_> = posts.iter().map(|post| post.id).collect();
    assert_eq!(ids.len(), 14_485);
    assert_eq!(posts.iter().filter(|post| post.kind == Kind::Repost).count(), 3);
    assert!(posts.iter().any(|post| post.text.contains('\n')));
    assert!(
        posts.iter().all(|post| post.network.as_str() == "twitter" && !post.text.contains("&amp;"))
    );
    assert!(tally.first.unwrap().to_string().starts_with("2015-02-1"));
}
