//! The source's payload, packed with zstd one by one, so that erasing one leaves no trace in another.

use std::io;

/// Payloads above this many bytes are not kept; their size is.
pub const PAYLOAD_LIMIT: usize = 64 << 20;

const AS_IT_CAME: i64 = 0;
const ZSTD: i64 = 1;
const NOT_KEPT: i64 = 2;

/// A payload as it is stored.
pub(crate) struct Packed {
    pub(crate) packing: i64,
    pub(crate) size: i64,
    pub(crate) bytes: Vec<u8>,
}

/// Packs payloads with one context, which is what makes small ones cheap.
pub(crate) struct Packer(zstd::bulk::Compressor<'static>);

impl Packer {
    pub(crate) fn new() -> io::Result<Self> {
        Ok(Self(zstd::bulk::Compressor::new(1)?))
    }

    /// `raw` as it is to be stored: packed where that makes it smaller.
    pub(crate) fn pack(&mut self, raw: &[u8]) -> io::Result<Packed> {
        let size = i64::try_from(raw.len()).unwrap_or(i64::MAX);
        if raw.len() > PAYLOAD_LIMIT {
            return Ok(Packed { packing: NOT_KEPT, size, bytes: Vec::new() });
        }
        let bytes = self.0.compress(raw)?;
        Ok(if bytes.len() < raw.len() {
            Packed { packing: ZSTD, size, bytes }
        } else {
            Packed { packing: AS_IT_CAME, size, bytes: raw.to_vec() }
        })
    }
}

/// The payload as it came; empty when it was not kept.
pub(crate) fn unpack(packing: i64, size: i64, bytes: &[u8]) -> io::Result<Vec<u8>> {
    match packing {
        AS_IT_CAME => Ok(bytes.to_vec()),
        ZSTD => {
            let size = usize::try_from(size).unwrap_or(0).min(PAYLOAD_LIMIT);
            zstd::bulk::decompress(bytes, size)
        }
        NOT_KEPT => Ok(Vec::new()),
        other => Err(io::Error::other(format!("unknown packing {other}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(raw: &[u8]) {
        let packed = Packer::new().unwrap().pack(raw).unwrap();
        assert!(packed.bytes.len() <= raw.len());
        assert_eq!(unpack(packed.packing, packed.size, &packed.bytes).unwrap(), raw);
    }

    #[test]
    fn payloads_come_back_and_never_grow() {
        check(b"");
        check(b"\xff\x00x");
        check(&b"{\"text\":\"hello\"}".repeat(50));
    }

    #[test]
    fn a_giant_payload_is_not_kept_but_its_size_is() {
        let packed = Packer::new().unwrap().pack(&vec![0; PAYLOAD_LIMIT + 1]).unwrap();
        assert_eq!((packed.size, packed.bytes.len()), (64 * 1024 * 1024 + 1, 0));
        assert_eq!(unpack(packed.packing, packed.size, &packed.bytes).unwrap(), b"");
    }
}
