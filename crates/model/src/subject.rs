//! Who is watched and how: subjects in quadrants, watches, sources.

use serde::{Deserialize, Serialize};

use crate::network::words_enum;
use crate::{Network, Side, SourceId, SubjectId, WatchId};

words_enum!(
    /// The four views of an assessment. A subject without one does not exist.
    Quadrant {
        /// Customers and those who might become customers.
        Customers = "customers",
        /// One's own brand.
        Brand = "brand",
        /// Dealers, resellers, suppliers, associations.
        Partners = "partners",
        /// Competitors.
        Competitors = "competitors",
    }
);

/// A set of quadrants, one bit each at [`Quadrant::index`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Quadrants(pub u8);

impl Quadrants {
    /// Whether `quadrant` is in it.
    pub const fn has(self, quadrant: Quadrant) -> bool {
        self.0 & (1 << quadrant.index()) != 0
    }

    /// With `quadrant` added.
    #[must_use]
    pub const fn with(self, quadrant: Quadrant) -> Self {
        Self(self.0 | (1 << quadrant.index()))
    }
}

/// Who or what is watched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    /// Numbered by the ledger.
    pub id: SubjectId,
    /// As people say it; unique in the workspace.
    pub name: String,
    /// Where it stands.
    pub quadrant: Quadrant,
    /// Its own accounts as `network:handle` in lower case: what they post is the subject speaking, not the market.
    pub accounts: Vec<String>,
}

/// A named boolean query that belongs to a subject.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Watch {
    /// Numbered by the ledger.
    pub id: WatchId,
    /// Unique in the workspace.
    pub name: String,
    /// Whose mentions it finds.
    pub subject: SubjectId,
    /// In the watch language.
    pub query: String,
}

/// A configured connection that yields posts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Numbered by the ledger.
    pub id: SourceId,
    /// Unique in the workspace.
    pub name: String,
    /// The network of posts that name none themselves.
    pub network: Network,
    /// What staff say is internal.
    pub side: Side,
}
