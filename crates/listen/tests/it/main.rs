//! Whole files through the whole import, in the shapes that real exports have.

#![expect(clippy::unwrap_used, reason = "a setup that fails is a test that fails")]

mod damage;
mod files;
mod layouts;
mod real_posts;
mod rejects;

use std::io::Cursor;

use listen::{Chunk, Import, ImportError, ImportOptions, Input};
use model::{Network, Post, Side, Source, SourceId, Timestamp, Zone};

fn source() -> Source {
    Source {
        id: SourceId(3),
        name: "export".to_owned(),
        network: Network::new("csv").unwrap(),
        side: Side::External,
    }
}

fn options() -> ImportOptions {
    let now: jiff::Timestamp = "2026-11-22T12:00:00Z".parse().unwrap();
    ImportOptions::new(source(), Zone::utc(), Timestamp::from(now))
}

fn open(bytes: impl Into<Vec<u8>>, options: &ImportOptions) -> Result<Import, ImportError> {
    Import::open(Input::stream("test", Cursor::new(bytes.into())), options)
}

fn read(bytes: impl Into<Vec<u8>>, options: &ImportOptions) -> Vec<Chunk> {
    open(bytes, options).unwrap().map(Result::unwrap).collect()
}

fn posts(bytes: impl Into<Vec<u8>>, options: &ImportOptions) -> Vec<Post> {
    let chunks = read(bytes, options);
    let rejects: Vec<_> = chunks.iter().flat_map(|chunk| &chunk.rejects).collect();
    assert!(rejects.is_empty(), "{rejects:?}");
    chunks.into_iter().flat_map(|chunk| chunk.posts).collect()
}

/// A post in one line, for snapshots.
fn line(post: &Post) -> String {
    format!(
        "{} {} {} {} @{} [{}] {:?} {:?} url={} ch={} lang={} parent={} eng={:?} reach={:?} fol={:?} media={}",
        post.created_at,
        post.network,
        post.native_id,
        post.kind,
        post.author.handle,
        post.author.name.as_deref().unwrap_or("-"),
        post.title.as_deref().unwrap_or("-"),
        post.text,
        post.url.as_deref().unwrap_or("-"),
        post.channel.as_deref().unwrap_or("-"),
        post.language.map_or("-".to_owned(), |l| l.to_string()),
        post.parent.is_some(),
        post.engagement,
        post.reach,
        post.author.followers,
        post.media,
    )
}

fn lines(posts: &[Post]) -> String {
    posts.iter().map(line).collect::<Vec<_>>().join("\n")
}
