//! What a topic is known by over time, and what it is called.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The phrase that leads a topic, as a number: names can be kept without keeping anybody's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TopicAnchor(pub u64);

impl TopicAnchor {
    /// Of a phrase in folded words. FNV-1a (Fowler, Noll & Vo).
    pub fn of(folded: &str) -> Self {
        Self(folded.bytes().fold(0xCBF2_9CE4_8422_2325, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
        }))
    }

    /// From what [`fmt::Display`] writes.
    pub fn from_text(text: &str) -> Option<Self> {
        (text.len() == 16).then(|| u64::from_str_radix(text, 16).ok().map(Self)).flatten()
    }
}

impl fmt::Display for TopicAnchor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

// As text, because a reader of JSON may not have whole numbers of 64 bits.
impl Serialize for TopicAnchor {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for TopicAnchor {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::from_text(&text).ok_or_else(|| serde::de::Error::custom("not 16 hexadecimal digits"))
    }
}

/// What the topic with an anchor is called. Topics to which a person gave one name are one topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicName {
    /// Which topic.
    pub anchor: TopicAnchor,
    /// Its name.
    pub name: String,
    /// Whether a person gave it; otherwise it was made of phrases and may be made anew.
    pub given: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_anchor_comes_back_from_text() {
        let anchor = TopicAnchor::of("battery");
        assert_ne!(anchor, TopicAnchor::of("batteries"));
        assert_eq!(TopicAnchor::from_text(&anchor.to_string()), Some(anchor));
        assert_eq!(TopicAnchor::from_text("12"), None);
        assert_eq!(TopicAnchor::from_text("zzzzzzzzzzzzzzzz"), None);
        let json = serde_json::to_string(&anchor).unwrap();
        assert_eq!(serde_json::from_str::<TopicAnchor>(&json).unwrap(), anchor);
    }
}
