//! The source's payload, packed with zstd one by one, so that erasing one leaves no trace in another.
//!
//! A payload says mostly what the post's own fields say. So these fields, which are stored beside it anyway, are its
//! dictionary: a row of a CSV file shrinks to about half and costs half the time of packing it alone.

use std::io;

use model::Post;
use zstd::zstd_safe::{CCtx, CParameter, DCtx, get_error_name};

/// Payloads above this many bytes are not kept; their size is.
pub const PAYLOAD_LIMIT: usize = 64 << 20;

const AS_IT_CAME: i64 = 0;
/// zstd with [`fields`] as prefix. Change the fields and this becomes another number.
const ZSTD_ON_FIELDS: i64 = 1;
const NOT_KEPT: i64 = 2;

/// From this size on a better and slower level pays.
const LARGE: usize = 1_024;

/// A payload as it is stored.
pub(crate) struct Packed {
    pub(crate) packing: i64,
    pub(crate) size: i64,
    pub(crate) bytes: Vec<u8>,
}

/// The fields that a payload is likely to repeat. What packs and what unpacks must agree on them to the byte.
fn fields(post: &Post, into: &mut Vec<u8>) {
    into.clear();
    let optional = [&post.url, &post.title, &post.channel, &post.author.name];
    let parts =
        optional.into_iter().flatten().chain([&post.native_id, &post.author.handle, &post.text]);
    for part in parts {
        into.extend_from_slice(part.as_bytes());
        into.push(b'\n');
    }
}

/// Packs the payloads of a chunk, given the arena that holds their fields.
pub(crate) fn pack_all<'p>(
    posts: impl Iterator<Item = &'p Post> + Clone,
) -> io::Result<Vec<Packed>> {
    // A prefix must outlive the context, so all are written before the first is used.
    let mut arena = Vec::new();
    let mut prefix = Vec::new();
    let mut ends = Vec::new();
    for post in posts.clone() {
        fields(post, &mut prefix);
        arena.extend_from_slice(&prefix);
        ends.push(arena.len());
    }
    let mut context = CCtx::create();
    context.set_parameter(CParameter::ContentSizeFlag(false)).map_err(failed)?;
    let mut start = 0;
    let mut room = Vec::new();
    let mut packed = Vec::with_capacity(ends.len());
    for (post, end) in posts.zip(ends) {
        let prefix = arena.get(start..end).unwrap_or_default();
        start = end;
        packed.push(pack(&mut context, prefix, &post.raw, &mut room)?);
    }
    Ok(packed)
}

/// `raw` as it is to be stored: packed where that makes it smaller.
fn pack<'a>(
    context: &mut CCtx<'a>,
    prefix: &'a [u8],
    raw: &[u8],
    room: &mut Vec<u8>,
) -> io::Result<Packed> {
    let size = i64::try_from(raw.len()).unwrap_or(i64::MAX);
    if raw.len() > PAYLOAD_LIMIT {
        return Ok(Packed { packing: NOT_KEPT, size, bytes: Vec::new() });
    }
    let level = if raw.len() < LARGE { -1 } else { 1 };
    context.set_parameter(CParameter::CompressionLevel(level)).map_err(failed)?;
    context.ref_prefix(prefix).map_err(failed)?;
    room.clear();
    room.reserve(zstd::zstd_safe::compress_bound(raw.len()));
    context.compress2(room, raw).map_err(failed)?;
    Ok(if room.len() < raw.len() {
        Packed { packing: ZSTD_ON_FIELDS, size, bytes: room.clone() }
    } else {
        Packed { packing: AS_IT_CAME, size, bytes: raw.to_vec() }
    })
}

/// The payload of `post` as it came; empty when it was not kept.
pub(crate) fn unpack(post: &Post, packing: i64, size: i64, bytes: &[u8]) -> io::Result<Vec<u8>> {
    match packing {
        AS_IT_CAME => Ok(bytes.to_vec()),
        ZSTD_ON_FIELDS => {
            let mut prefix = Vec::new();
            fields(post, &mut prefix);
            let size = usize::try_from(size).unwrap_or(0).min(PAYLOAD_LIMIT);
            let mut raw = Vec::with_capacity(size);
            let mut context = DCtx::create();
            context.ref_prefix(&prefix).map_err(failed)?;
            context.decompress(&mut raw, bytes).map_err(failed)?;
            Ok(raw)
        }
        NOT_KEPT => Ok(Vec::new()),
        other => Err(io::Error::other(format!("unknown packing {other}"))),
    }
}

fn failed(code: usize) -> io::Error {
    io::Error::other(get_error_name(code))
}

#[cfg(test)]
mod tests {
    use model::post::Author;
    use model::{Kind, Network, PostId, Side, SourceId, Timestamp};
    use proptest::prelude::*;

    use super::*;

    fn post(text: &str, raw: Vec<u8>) -> Post {
        let network = Network::new("csv").unwrap();
        Post {
            id: PostId::of(&network, "1"),
            network,
            native_id: "1".to_owned(),
            source: SourceId(1),
            side: Side::External,
            kind: Kind::Original,
            author: Author { handle: "ann".to_owned(), name: None, followers: None },
            created_at: Timestamp(0),
            title: None,
            text: text.to_owned(),
            url: None,
            channel: None,
            language: None,
            parent: None,
            thread: None,
            engagement: None,
            reach: None,
            media: false,
            raw,
        }
    }

    fn check(posts: &[Post]) -> Vec<Packed> {
        let packed = pack_all(posts.iter()).unwrap();
        assert_eq!(packed.len(), posts.len());
        for (post, packed) in posts.iter().zip(&packed) {
            assert!(packed.bytes.len() <= post.raw.len());
            let raw = unpack(post, packed.packing, packed.size, &packed.bytes).unwrap();
            assert_eq!(raw, post.raw);
        }
        packed
    }

    #[test]
    fn a_payload_that_repeats_the_post_takes_little_room() {
        let text = "the quick brown fox jumps over the lazy dog and looks back at it once more";
        let raw = format!("2026-03-01,ann,\"{text}\",https://example.org/1").into_bytes();
        let packed = check(&[post(text, raw.clone())]);
        assert!(packed[0].bytes.len() * 2 < raw.len(), "{}", packed[0].bytes.len());
    }

    #[test]
    fn a_giant_payload_is_not_kept_but_its_size_is() {
        let giant = post("x", vec![0; PAYLOAD_LIMIT + 1]);
        let packed = pack_all(std::iter::once(&giant)).unwrap().remove(0);
        assert_eq!((packed.size, packed.bytes.len()), (PAYLOAD_LIMIT as i64 + 1, 0));
        let raw = unpack(&giant, packed.packing, packed.size, &packed.bytes).unwrap();
        assert!(raw.is_empty());
    }

    proptest! {
        #[test]
        fn payloads_come_back_and_never_grow(
            chunk in prop::collection::vec((".{0,80}", prop::collection::vec(any::<u8>(), 0..2_000)), 0..6),
        ) {
            let posts: Vec<_> = chunk.into_iter().map(|(text, raw)| post(&text, raw)).collect();
            check(&posts);
        }
    }
}
