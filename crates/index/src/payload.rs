//! What each commit says of itself: how far it follows the ledger and with which watches its posts are tagged.

use model::{Plan, Seq};
use serde::{Deserialize, Serialize};

use crate::schema::FORMAT;

/// The commit's payload, as JSON in the engine's `meta.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Payload {
    /// Always `index`: tells our payload from anybody else's.
    pub waggle: String,
    /// [`FORMAT`] of the program that wrote it.
    pub format: u32,
    /// Everything up to this sequence number is in the commit.
    pub upto: u64,
    /// The watches that its posts are tagged with: id and query text, by id.
    pub watches: Vec<(u32, String)>,
    /// The parts of the plan that a watch's query may look up: the zone and the sources.
    pub surroundings: String,
}

impl Payload {
    /// An empty index that follows `plan`.
    pub fn new(plan: &Plan) -> Self {
        let mut watches: Vec<_> = plan.watches.iter().map(|w| (w.id.0, w.query.clone())).collect();
        watches.sort_unstable();
        let mut sources: Vec<_> = plan.sources.iter().map(|s| (s.id.0, s.name.as_str())).collect();
        sources.sort_unstable();
        Self {
            waggle: "index".to_owned(),
            format: FORMAT,
            upto: 0,
            watches,
            surroundings: format!("{} {sources:?}", plan.zone.name()),
        }
    }

    /// Reads a payload; `None` when it is not one of ours.
    pub fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok().filter(|payload: &Self| payload.waggle == "index")
    }

    /// The last sequence number.
    pub fn upto(&self) -> Seq {
        Seq(self.upto)
    }

    /// The text to commit.
    pub fn to_text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}
