//! A workspace's plan: who is watched, how, and from where. Read from `waggle.toml`, numbered by the ledger.

use crate::{Quadrant, Source, SourceId, Subject, SubjectId, Watch, WatchId, Zone};

/// Everything that a workspace watches.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The workspace's name.
    pub workspace: String,
    /// The zone in which days and hours are counted.
    pub zone: Zone,
    /// Who is watched.
    pub subjects: Vec<Subject>,
    /// How.
    pub watches: Vec<Watch>,
    /// From where.
    pub sources: Vec<Source>,
}

impl Plan {
    /// A plan that watches nobody.
    pub fn empty(workspace: &str, zone: Zone) -> Self {
        Self {
            workspace: workspace.to_owned(),
            zone,
            subjects: Vec::new(),
            watches: Vec::new(),
            sources: Vec::new(),
        }
    }

    /// The subject with this id.
    pub fn subject(&self, id: SubjectId) -> Option<&Subject> {
        self.subjects.iter().find(|subject| subject.id == id)
    }

    /// The source with this id.
    pub fn source(&self, id: SourceId) -> Option<&Source> {
        self.sources.iter().find(|source| source.id == id)
    }

    /// The watches of the subject called `name` (in any case); `None` when there is no such subject.
    pub fn watches_of_subject(&self, name: &str) -> Option<Vec<WatchId>> {
        let id = self.subjects.iter().find(|s| s.name.to_lowercase() == name.to_lowercase())?.id;
        Some(self.watches.iter().filter(|w| w.subject == id).map(|w| w.id).collect())
    }

    /// The watches of all subjects in `quadrant`.
    pub fn watches_of_quadrant(&self, quadrant: Quadrant) -> Vec<WatchId> {
        let inside = |id| self.subject(id).is_some_and(|s| s.quadrant == quadrant);
        self.watches.iter().filter(|w| inside(w.subject)).map(|w| w.id).collect()
    }

    /// The watch called `name` (in any case).
    pub fn watch_named(&self, name: &str) -> Option<WatchId> {
        self.watches.iter().find(|w| w.name.to_lowercase() == name.to_lowercase()).map(|w| w.id)
    }
}
