//! Where a thing was said, of what kind it is, and on which side of the wall.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Where a thing was said, as a lower-case word: `mastodon`, `bluesky`, `reddit`, `hacker_news`, `rss`, `csv` …
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Network(String);

/// Why a network's name was refused.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no network's name: write 1 to 32 letters, digits, `_`, `-` or `.`")]
pub struct InvalidNetwork(String);

impl Network {
    /// The network called `name`: case is folded, spaces become `_`.
    pub fn new(name: &str) -> Result<Self, InvalidNetwork> {
        let folded: String = name
            .trim()
            .chars()
            .map(|c| if c == ' ' { '_' } else { c.to_ascii_lowercase() })
            .collect();
        let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "_-.".contains(c);
        if (1..=32).contains(&folded.len()) && folded.chars().all(allowed) {
            Ok(Self(folded))
        } else {
            Err(InvalidNetwork(name.to_owned()))
        }
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl<'de> Deserialize<'de> for Network {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(&String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

macro_rules! words_enum {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[repr(u8)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $word)] $variant),+ }

        impl $name {
            /// Every value, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word for it in queries, files and JSON.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The value for `word`, in any case.
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|v| v.as_str().eq_ignore_ascii_case(word))
            }

            /// The value at `place` of [`Self::ALL`].
            pub fn from_index(place: usize) -> Option<Self> {
                Self::ALL.get(place).copied()
            }

            /// Its place in [`Self::ALL`].
            pub const fn index(self) -> usize {
                self as usize
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }
    };
}
pub(crate) use words_enum;

words_enum!(
    /// What kind of thing a post is.
    Kind {
        /// Said first, in answer to nothing.
        Original = "original",
        /// Answers another post.
        Reply = "reply",
        /// Passes another post on unchanged.
        Repost = "repost",
        /// Passes another post on with words of its own.
        Quote = "quote",
        /// A news item or blog entry.
        Article = "article",
        /// A review with or without stars.
        Review = "review",
    }
);

words_enum!(
    /// On which side of the company's wall a thing was said.
    Side {
        /// By the market: customers, partners, competitors, passers-by.
        External = "external",
        /// By staff, inside.
        Internal = "internal",
    }
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_folded_and_checked() {
        assert_eq!(Network::new(" Hacker News ").unwrap().as_str(), "hacker_news");
        assert!(Network::new("").is_err());
        assert!(Network::new("<b>").is_err());
        assert_eq!(Kind::from_word("Reply"), Some(Kind::Reply));
        assert_eq!(Kind::from_index(Kind::Quote.index()), Some(Kind::Quote));
    }
}
