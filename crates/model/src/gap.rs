//! What was not captured, and why.

use serde::{Deserialize, Serialize};

use crate::network::words_enum;
use crate::{SourceId, Window};

words_enum!(
    /// Why a source has nothing for a stretch of time.
    GapCause {
        /// The connection was down.
        Disconnected = "disconnected",
        /// The network limited the rate.
        RateLimited = "rate_limited",
        /// The network refused.
        Refused = "refused",
        /// Rows came and could not be understood.
        ParseFailures = "parse_failures",
        /// The source is silent for much longer than its habit; nobody reported an error.
        Silence = "silence",
    }
);

/// A stretch of time that a source did not capture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gap {
    /// Whose gap.
    pub source: SourceId,
    /// The source's name, for a reader.
    pub source_name: String,
    /// From when to when.
    pub window: Window,
    /// Why.
    pub cause: GapCause,
    /// Posts known to be lost, where that is known (rejected rows, for example).
    pub lost: Option<u64>,
}
