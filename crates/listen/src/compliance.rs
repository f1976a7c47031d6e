//! What every source must keep, as a check that its tests call: it resumes, deduplicates, counts rejects, records gaps.

use std::collections::HashSet;

use model::{Post, PostId, Source};

use crate::chunk::{Chunk, Tally};
use crate::import::Import;

/// Panics unless the file that `open` opens keeps what every source must keep: reading it again yields the same chunks,
/// so that an import can resume after any of them; every row is a post or a reject; a post's id follows from its
/// network and native id, so that seeing it twice counts once; every post carries the source's side; rejects
/// become a gap. Returns the sum, for further checks. For tests.
pub fn assert_source_compliance(source: &Source, open: impl Fn() -> Import) -> Tally {
    let read = || open().map(|chunk| chunk.map_err(|error| error.to_string()));
    let chunks: Vec<Chunk> = match read().collect() {
        Ok(chunks) => chunks,
        Err(error) => panic!("the source stops with an error: {error}"),
    };
    let mut tally = Tally::default();
    for (place, chunk) in chunks.iter().enumerate() {
        assert_eq!(chunk.number, place as u64, "chunks are numbered in their order, from 0");
        let made = (chunk.posts.len() + chunk.rejects.len()) as u64;
        assert_eq!(made, chunk.rows, "every row is a post or a reject (chunk {place})");
        assert!(chunk.rejects.iter().all(|r| r.line > 0 && !r.reason.is_empty()));
        chunk.posts.iter().for_each(|post| assert_post(post, source));
        tally.add(chunk);
    }
    for resumed in 1..chunks.len().min(4) {
        let rest: Result<Vec<Chunk>, String> = read().skip(resumed).collect();
        let rest = rest.unwrap_or_default();
        let same = rest.iter().zip(chunks.iter().skip(resumed)).all(|(a, b)| same_chunk(a, b));
        assert!(
            same && rest.len() + resumed == chunks.len(),
            "reading again after chunk {resumed} differs"
        );
    }
    let ids: HashSet<PostId> = chunks.iter().flat_map(|c| &c.posts).map(|post| post.id).collect();
    let twice = chunks.iter().chain(&chunks).flat_map(|c| &c.posts).map(|post| post.id);
    assert_eq!(twice.collect::<HashSet<_>>(), ids, "reading twice brings no new post");
    let lost = tally.gap(source).and_then(|gap| gap.lost);
    if tally.posts > 0 {
        assert_eq!(lost.unwrap_or(0), tally.rejects, "rejects are recorded as a gap");
    }
    tally
}

fn assert_post(post: &Post, source: &Source) {
    assert_eq!(
        post.id,
        PostId::of(&post.network, &post.native_id),
        "ids follow from network and native id"
    );
    assert_eq!((post.source, post.side), (source.id, source.side), "a post carries its source");
    assert!(!post.text.is_empty() || post.title.is_some(), "a post has words");
    assert!(!post.author.handle.starts_with('@'), "a handle stands without its sign");
    assert!(!post.raw.is_empty(), "the raw payload is kept");
    assert!(post.created_at.0 >= 0, "a post lies after 1970");
}

/// Equal but for the read-ahead of the stream.
fn same_chunk(a: &Chunk, b: &Chunk) -> bool {
    a.number == b.number && a.posts == b.posts && a.rejects == b.rejects && a.rows == b.rows
}
