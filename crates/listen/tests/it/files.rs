//! Packing and encodings change nothing about the posts.

use std::io::Write;

use listen::{Compression, assert_source_compliance};

use super::{open, options, posts, source};

fn text() -> String {
    let mut text = "id,created_at,author,text\n".to_owned();
    for n in 0..5_000 {
        text.push_str(&format!("{n},2015-02-24 11:35,jürgen{n},\"Grüße 😀, Nummer\n{n}\"\n"));
    }
    text
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

#[test]
fn packed_and_encoded_files_yield_the_same_posts() {
    let text = text();
    let strip = |mut posts: Vec<model::Post>| {
        posts.iter_mut().for_each(|post| post.raw.clear());
        posts
    };
    let plain = strip(posts(text.clone(), &options()));
    assert_eq!(plain.len(), 5_000);
    let half = text.len() / 2;
    let (first, second) = text.as_bytes().split_at(half);
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let with_mark = [b"\xef\xbb\xbf", text.as_bytes()].concat();
    for (bytes, compression) in [
        (gzip(text.as_bytes()), Compression::Gzip),
        ([gzip(first), gzip(second)].concat(), Compression::Gzip),
        (zstd::encode_all(text.as_bytes(), 1).unwrap(), Compression::Zstd),
        (gzip(&utf16), Compression::Gzip),
        (with_mark, Compression::None),
        (utf16, Compression::None),
    ] {
        assert_eq!(open(bytes.clone(), &options()).unwrap().preview().compression, compression);
        assert_eq!(strip(posts(bytes, &options())), plain);
    }
}

#[test]
fn lines_may_end_as_on_an_old_macintosh() {
    let found = posts("id,created_at,text\r1,2015-02-24,a\r2,2015-02-24,b\r", &options());
    assert_eq!(found.len(), 2);
}

#[test]
fn a_file_keeps_what_every_source_must_keep() {
    let text = text() + "1,2015-02-24 11:35,jürgen1,\"Grüße 😀, Nummer\n1\"\nbroken\n";
    let tally = assert_source_compliance(&source(), || open(text.clone(), &options()).unwrap());
    assert_eq!((tally.rows, tally.posts, tally.rejects), (5_002, 5_001, 1));
}
