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
