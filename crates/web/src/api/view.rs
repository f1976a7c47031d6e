//! Posts and matters as programs see them.

use index::Hit;
use model::{Acts, Department, Emotion, Kind, Label, Matter, MatterState, MemberId};
use model::{Plan, PostId, Side, Timestamp};
use serde::Serialize;

/// Who said it.
#[derive(Debug, Serialize)]
pub struct AuthorView {
    handle: String,
    name: Option<String>,
    followers: Option<u64>,
}

/// A post with what was understood of it.
#[derive(Debug, Serialize)]
pub struct PostView {
    id: PostId,
    created_at: Timestamp,
    network: String,
    channel: Option<String>,
    kind: Kind,
    side: Side,
    source: String,
    author: AuthorView,
    title: Option<String>,
    text: String,
    url: Option<String>,
    language: String,
    engagement: Option<u64>,
    sentiment: Option<Label>,
    emotion: Option<Emotion>,
    acts: Acts,
    repeat: bool,
    watches: Vec<String>,
}

impl PostView {
    /// The view of a hit. Addresses that a reader should not follow are left out.
    pub fn of(hit: &Hit, plan: &Plan) -> Self {
        let watch = |id| plan.watches.iter().find(|w| w.id == id).map(|w| w.name.clone());
        Self {
            id: hit.id,
            created_at: hit.created_at,
            network: hit.network.to_string(),
            channel: hit.channel.clone(),
            kind: hit.kind,
            side: hit.side,
            source: hit.source.clone(),
            author: AuthorView {
                handle: hit.author.clone(),
                name: hit.author_name.clone(),
                followers: hit.followers,
            },
            title: hit.title.clone(),
            text: hit.text.clone(),
            url: hit.url.as_deref().and_then(report::clean::link).map(str::to_owned),
            language: hit.language.as_str().to_owned(),
            engagement: hit.engagement,
            sentiment: hit.label,
            emotion: hit.emotion,
            acts: hit.acts,
            repeat: hit.repeat,
            watches: hit.watches.iter().filter_map(|id| watch(*id)).collect(),
        }
    }
}

/// What became of a post that needs an answer.
#[derive(Debug, Serialize)]
pub struct MatterView {
    post: PostView,
    state: MatterState,
    member: Option<MemberId>,
    department: Option<Department>,
    due_at: Option<Timestamp>,
    until: Option<Timestamp>,
}

impl MatterView {
    /// The view of a hit that somebody touched, or nobody.
    pub fn of(hit: &Hit, matter: Option<&Matter>, plan: &Plan) -> Self {
        Self {
            post: PostView::of(hit, plan),
            state: matter.map_or(MatterState::Open, |m| m.state),
            member: matter.and_then(|m| m.member),
            department: matter.and_then(|m| m.department),
            due_at: matter.and_then(|m| m.due_at),
            until: matter.and_then(|m| m.until),
        }
    }
}
