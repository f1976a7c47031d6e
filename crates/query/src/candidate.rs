//! A post as the matcher sees it: from the pipeline, from the ledger or from the index, always in this one shape.

use model::{Acts, Emotion, Kind, Label, Language, Post, Reading, Side, Timestamp, WatchId, Words};

/// What a matcher needs to know of a post.
#[derive(Debug, Clone, Copy)]
pub struct Candidate<'a> {
    /// The words of `title` and `text`, as [`Words::of`] reads them.
    pub words: &'a Words,
    /// Headline.
    pub title: Option<&'a str>,
    /// The words as plain text.
    pub text: &'a str,
    /// The author's handle without `@`; empty when unknown.
    pub author: &'a str,
    /// The name shown beside the handle.
    pub author_name: Option<&'a str>,
    /// Where it was said.
    pub network: &'a str,
    /// The part of the network.
    pub channel: Option<&'a str>,
    /// As understood.
    pub language: Language,
    /// Where to read it.
    pub url: Option<&'a str>,
    /// Original, reply, repost …
    pub kind: Kind,
    /// Inside or outside the wall.
    pub side: Side,
    /// The name of the source that brought it.
    pub source: &'a str,
    /// The most probable sentiment; `None` when it was not read.
    pub label: Option<Label>,
    /// The emotion that stands out.
    pub emotion: Option<Emotion>,
    /// What it does.
    pub acts: Acts,
    /// Whether pictures, sound or film are attached.
    pub media: bool,
    /// Whether it repeats an earlier post.
    pub repeat: bool,
    /// Of the author.
    pub followers: Option<u64>,
    /// As declared.
    pub engagement: Option<u64>,
    /// When it was said.
    pub created_at: Timestamp,
    /// The watches that match it, for `subject:`, `watch:` and `quadrant:`; in any order.
    pub watches: &'a [WatchId],
}

impl<'a> Candidate<'a> {
    /// The view of `post` with its `reading`; `words` are those of its title and text.
    pub fn of(
        post: &'a Post,
        reading: &Reading,
        words: &'a Words,
        source: &'a str,
        watches: &'a [WatchId],
    ) -> Self {
        Self {
            words,
            title: post.title.as_deref(),
            text: &post.text,
            author: &post.author.handle,
            author_name: post.author.name.as_deref(),
            network: post.network.as_str(),
            channel: post.channel.as_deref(),
            language: reading.language,
            url: post.url.as_deref(),
            kind: post.kind,
            side: post.side,
            source,
            label: reading.sentiment.map(|s| s.label()),
            emotion: reading.emotion,
            acts: reading.acts,
            media: post.media,
            repeat: reading.repeat_of.is_some(),
            followers: post.author.followers,
            engagement: post.engagement,
            created_at: post.created_at,
            watches,
        }
    }
}
