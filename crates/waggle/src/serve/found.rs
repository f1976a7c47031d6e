//! What was found of posts for the assessment and holds until there are more of them, or another plan.

use std::sync::{Arc, Mutex};

use crate::flagged::Flagged;
use crate::measurer::Seen;
use crate::targets::Targets;
use crate::workspace::Workspace;

/// What was found of posts and holds until there are more of them, or another plan.
pub struct Found {
    /// Reads the sentiment towards each of several subjects.
    pub targets: Arc<Targets>,
    /// Which posts look like spam; `None`: to be found.
    pub flagged: Option<Arc<Flagged>>,
    /// What the assessor saw.
    pub seen: Arc<Mutex<Seen>>,
    posts: u64,
}

impl Found {
    /// Nothing yet.
    pub fn of(workspace: &Workspace<'_>) -> Self {
        Self {
            targets: Arc::new(Targets::of(workspace.plan())),
            posts: 0,
            flagged: None,
            seen: Arc::default(),
        }
    }

    /// Corrections change no post, so what looks like spam is looked for only when there are more or fewer posts.
    pub fn look_at(&mut self, posts: u64) {
        if self.posts != posts {
            (self.posts, self.flagged) = (posts, None);
        }
    }
}
