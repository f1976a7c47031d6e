//! Language tags, small enough to copy.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A language by its BCP 47 primary subtag in lower case, with a script where the reading depends on it
/// (`hi-latn`), at most eight bytes. `und` is undetermined.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Language {
    bytes: [u8; 8],
    len: u8,
}

impl Language {
    /// Not determined: too short, mixed, or unlike every language known.
    pub const UNDETERMINED: Self = Self { bytes: *b"und\0\0\0\0\0", len: 3 };
    /// English, the language that most of the built-in reading was trained on.
    pub const ENGLISH: Self = Self { bytes: *b"en\0\0\0\0\0\0", len: 2 };

    /// The language of `tag` ("en", "en-US", "pt_BR", "hi-Latn"); region and case are dropped, the script is kept
    /// for Hindi in Latin letters. `None` when it is no language tag.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let mut parts = tag.trim().split(['-', '_']);
        let primary = parts.next()?.to_ascii_lowercase();
        if !(2..=3).contains(&primary.len()) || !primary.bytes().all(|b| b.is_ascii_lowercase()) {
            return None;
        }
        let latin = primary == "hi" && parts.any(|part| part.eq_ignore_ascii_case("latn"));
        let text = if latin { "hi-latn" } else { primary.as_str() };
        let mut bytes = [0; 8];
        bytes.iter_mut().zip(text.bytes()).for_each(|(to, from)| *to = from);
        Some(Self { bytes, len: text.len() as u8 })
    }

    /// The tag.
    pub fn as_str(&self) -> &str {
        self.bytes
            .get(..usize::from(self.len))
            .and_then(|b| std::str::from_utf8(b).ok())
            .unwrap_or("und")
    }

    /// Whether the language is known.
    pub fn is_determined(&self) -> bool {
        *self != Self::UNDETERMINED
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Language({self})")
    }
}

impl Serialize for Language {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Language {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let tag = String::deserialize(deserializer)?;
        Self::from_tag(&tag)
            .ok_or_else(|| serde::de::Error::custom(format!("`{tag}` is no language tag")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_cut_to_what_matters() {
        let tag = |t| Language::from_tag(t).map(|l| l.to_string());
        assert_eq!(tag("en-US").as_deref(), Some("en"));
        assert_eq!(tag("PT_br").as_deref(), Some("pt"));
        assert_eq!(tag("hi-Latn").as_deref(), Some("hi-latn"));
        assert_eq!(tag("english"), None);
        assert_eq!(tag(""), None);
    }
}
