//! Newtype ids, so that a watch can never be handed in where a subject is meant.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::network::Network;

/// Identifies what somebody said once: a function of (network, native id) and of nothing else, so that the same
/// post seen twice is one post.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PostId([u8; 16]);

impl PostId {
    /// The first 16 bytes of BLAKE3 over `network`, a zero byte and `native_id`.
    pub fn of(network: &Network, native_id: &str) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(network.as_str().as_bytes());
        hasher.update(&[0]);
        hasher.update(native_id.as_bytes());
        let mut id = [0; 16];
        hasher.finalize_xof().fill(&mut id);
        Self(id)
    }

    /// The id from its 16 stored bytes.
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// The 16 bytes to store.
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }

    /// The first eight bytes as a number: enough to join posts with their parents inside one assessment.
    pub fn key(&self) -> u64 {
        let [a, b, c, d, e, f, g, h, ..] = self.0;
        u64::from_be_bytes([a, b, c, d, e, f, g, h])
    }
}

impl fmt::Display for PostId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for PostId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PostId({self})")
    }
}

/// Why a text is not a post id.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("a post id is 32 hexadecimal digits, as `waggle search` prints them")]
pub struct InvalidPostId;

impl FromStr for PostId {
    type Err = InvalidPostId;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.len() != 32 || !text.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Err(InvalidPostId);
        }
        let number = u128::from_str_radix(text, 16).map_err(|_| InvalidPostId)?;
        Ok(Self(number.to_be_bytes()))
    }
}

impl Serialize for PostId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PostId {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

macro_rules! number_id {
    ($(#[$doc:meta])* $name:ident, $inner:ty) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub $inner);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

number_id!(
    /// The ledger's sequence number: every change of a post takes the next one; the index follows it.
    Seq, u64
);
number_id!(
    /// A subject of the workspace, numbered by the ledger in the order of first appearance.
    SubjectId, u32
);
number_id!(
    /// A watch of the workspace, numbered by the ledger in the order of first appearance.
    WatchId, u32
);
number_id!(
    /// A source of the workspace, numbered by the ledger in the order of first appearance.
    SourceId, u32
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_post_id_depends_on_network_and_native_id_alone_and_survives_text() {
        let network = Network::new("mastodon").unwrap();
        let id = PostId::of(&network, "109");
        assert_eq!(id, PostId::of(&network, "109"));
        assert_ne!(id, PostId::of(&Network::new("reddit").unwrap(), "109"));
        assert_eq!(id.to_string().parse(), Ok(id));
        assert_eq!("12".parse::<PostId>(), Err(InvalidPostId));
    }
}
