//! Documents that are read, changed and written whole, so that rules which look at all of one hold at every moment.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::code::unreadable;

/// What became of a change to a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Changed<T, E> {
    /// It is kept.
    Done(T),
    /// The rules refused it; nothing was changed.
    Refused(E),
    /// Somebody else changed the document since it was read; it now has this version. Nothing was changed.
    Stale(u32),
    /// There is no such document.
    Missing,
}

impl<T, E> Changed<T, E> {
    /// What was done; `None` for everything else.
    pub fn done(self) -> Option<T> {
        match self {
            Self::Done(done) => Some(done),
            _ => None,
        }
    }
}

/// A document as it is stored.
pub(crate) fn write<T: Serialize>(what: &str, document: &T) -> Result<String, sqlx::Error> {
    serde_json::to_string(document).map_err(|error| unreadable(what, error))
}

/// A stored document. A field that a newer Waggle added is an error of its own, not a loss.
pub(crate) fn read<T: DeserializeOwned>(what: &str, body: &str) -> Result<T, sqlx::Error> {
    serde_json::from_str(body).map_err(|error| unreadable(what, error))
}
