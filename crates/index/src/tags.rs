//! The exact words under which a post is found beside its text. Written here, looked for by `plan`: one place says
//! what each tag is called, so that the two cannot drift apart.
//!
//! A tag is a sign for what it is about, and the value: `n:mastodon`, `a:ann`, `s:example.org`. No sign is the start of
//! another.

use model::words::WordKind;
use model::{Act, Emotion, Kind, Label, Language, Settled, Side, SourceId, WatchId, Words};
use query::field::Has;

use crate::terms::Terms;

/// What a tag is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tag<'a> {
    /// The author's handle as the matcher compares it.
    Author(&'a str),
    Network(&'a str),
    Channel(&'a str),
    Language(Language),
    /// A host of the post's address, or a domain above it.
    Site(&'a str),
    Kind(Kind),
    Label(Label),
    Emotion(Emotion),
    Act(Act),
    Side(Side),
    Source(SourceId),
    Watch(WatchId),
    Has(Has),
    /// Repeats an earlier post.
    Repeat,
    /// Has an address.
    Url,
    /// Has a word too long to be kept whole.
    Cut,
}

impl Tag<'_> {
    /// The tag as it stands in the index.
    pub fn text(self) -> String {
        let mut text = String::new();
        self.with(&mut |parts| text = parts.concat());
        text
    }

    /// Hands the sign and the value on without joining them.
    fn with(self, put: &mut dyn FnMut(&[&str])) {
        match self {
            Self::Author(handle) => put(&["a:", handle]),
            Self::Network(network) => put(&["n:", network]),
            Self::Channel(channel) => put(&["c:", channel]),
            Self::Language(language) => put(&["l:", language.as_str()]),
            Self::Site(host) => put(&["s:", host]),
            Self::Kind(kind) => put(&["k:", kind.as_str()]),
            Self::Label(label) => put(&["p:", label.as_str()]),
            Self::Emotion(emotion) => put(&["e:", emotion.as_str()]),
            Self::Act(act) => put(&["d:", act.as_str()]),
            Self::Side(side) => put(&["i:", side.as_str()]),
            Self::Source(source) => put(&["o:", &source.to_string()]),
            Self::Watch(watch) => put(&["w:", &watch.to_string()]),
            Self::Has(has) => put(&["h:", has.as_str()]),
            Self::Repeat => put(&["r:"]),
            Self::Url => put(&["u:"]),
            Self::Cut => put(&["x:"]),
        }
    }
}

/// What is known of a post only by reading it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Seen<'a> {
    /// Its words.
    pub words: &'a Words,
    /// The watches that match it.
    pub watches: &'a [WatchId],
    /// Whether its text holds a link, as the matcher sees it.
    pub link: bool,
    /// Whether a word was too long to be kept whole.
    pub cut: bool,
}

/// All tags of a post.
pub(crate) fn of(settled: &Settled, seen: Seen<'_>) -> Terms {
    let (post, reading) = (&settled.post, &settled.reading);
    let mut tags = Terms::with_capacity(160);
    let mut add = |tag: Tag<'_>| tag.with(&mut |parts| tags.tag(parts));
    add(Tag::Network(post.network.as_str()));
    add(Tag::Language(reading.language));
    add(Tag::Kind(post.kind));
    add(Tag::Side(post.side));
    add(Tag::Source(post.source));
    if !post.author.handle.is_empty() {
        add(Tag::Author(&lower(post.author.handle.trim_start_matches('@'))));
    }
    if let Some(channel) = &post.channel {
        add(Tag::Channel(&channel_key(channel)));
    }
    if let Some(url) = &post.url {
        add(Tag::Url);
        sites(&lower(host(url))).for_each(|site| add(Tag::Site(site)));
    }
    if let Some(sentiment) = reading.sentiment {
        add(Tag::Label(sentiment.label()));
    }
    if let Some(emotion) = reading.emotion {
        add(Tag::Emotion(emotion));
    }
    reading.acts.iter().for_each(|act| add(Tag::Act(act)));
    if reading.repeat_of.is_some() {
        add(Tag::Repeat);
    }
    let any = |kind: WordKind| seen.words.iter().any(|word| word.kind == kind);
    let has = |has: Has| match has {
        Has::Link => seen.link,
        Has::Media => post.media,
        Has::Hashtag => any(WordKind::Hashtag),
        Has::Mention => any(WordKind::Handle),
        Has::Title => post.title.as_ref().is_some_and(|title| !title.trim().is_empty()),
    };
    Has::ALL.into_iter().filter(|h| has(*h)).for_each(|h| add(Tag::Has(h)));
    seen.watches.iter().for_each(|watch| add(Tag::Watch(*watch)));
    if seen.cut {
        add(Tag::Cut);
    }
    tags
}

/// The tag `text` as the index keeps it.
pub(crate) fn kept(text: &str) -> String {
    let mut terms = Terms::default();
    terms.tag(&[text]);
    let mut kept = terms.into_text();
    // The sign after it.
    kept.pop();
    kept
}

/// In lower case, letter by letter, as the matcher compares.
fn lower(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).collect()
}

/// A channel as `channel:` compares it.
fn channel_key(channel: &str) -> String {
    let channel = channel.strip_prefix('/').unwrap_or(channel);
    let bare = channel.strip_prefix("r/").or_else(|| channel.strip_prefix("R/"));
    lower(bare.unwrap_or(channel).trim())
}

/// The host of an address: without scheme, user, port, path and a closing dot.
fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let host = if host.starts_with('[') { host } else { host.split(':').next().unwrap_or(host) };
    host.strip_suffix('.').unwrap_or(host)
}

/// A host and every domain above it.
fn sites(host: &str) -> impl Iterator<Item = &str> {
    let above = host.match_indices('.').filter_map(|(dot, _)| host.get(dot + 1..));
    std::iter::once(host).chain(above)
}
