//! Names of topics from one assessment to the next.

use std::collections::BTreeMap;

use anyhow::Result;
use model::{Assessment, TopicAnchor, TopicName};

use crate::workspace::Workspace;

/// What topics were called so far.
pub fn known(workspace: &Workspace<'_>) -> Result<Vec<TopicName>> {
    workspace.block_on(workspace.ledger().topic_names())
}

/// Keeps what the topics of an assessment of everything are called, where no person said so.
pub fn keep(workspace: &Workspace<'_>, assessment: &Assessment) -> Result<()> {
    let before = known(workspace)?;
    let topics = assessment.subjects().flat_map(|subject| &subject.topics);
    let made = topics.filter(|topic| !topic.given);
    let made: BTreeMap<TopicAnchor, String> =
        made.filter_map(|topic| Some((*topic.anchors.first()?, topic.name.clone()))).collect();
    let is_new = |(anchor, name): &(TopicAnchor, String)| {
        !before.iter().any(|known| known.anchor == *anchor && known.name == *name)
    };
    let fresh: Vec<_> = made.into_iter().filter(is_new).collect();
    workspace.block_on(workspace.ledger().keep_topic_names(&fresh, crate::clock::now()))
}
