//! The posts of the window as numbers: 64 bytes a post and four a word, so that everything is computed from memory.

use model::{Act, Acts, Emotion, Kind, Label, Language, Sentiment, Seq, Timestamp, Window};

use crate::intern::Interner;
use crate::watched::{Place, Watched};

/// A post that some watch matches, or that staff said.
#[derive(Debug, Clone)]
pub(crate) struct Post {
    pub(crate) seq: u64,
    pub(crate) key: u64,
    pub(crate) at: i64,
    pub(crate) day: i32,
    pub(crate) author: u32,
    /// Number of the channel's name, [`NONE`] without one.
    pub(crate) channel: u32,
    /// Number of the set of subjects that it is about; a subject's own posts are not about it.
    pub(crate) about: u32,
    /// Where its words end among all words.
    pub(crate) words_end: u32,
    /// Declared followers, [`NONE`] where unknown.
    pub(crate) followers: u32,
    pub(crate) engagement: u32,
    pub(crate) network: u16,
    pub(crate) language: u16,
    /// Quantised probabilities, where [`Post::is_read`].
    pub(crate) sentiment: (u8, u8),
    pub(crate) acts: u8,
    /// Place in `Emotion::ALL`, 255 without one.
    pub(crate) emotion: u8,
    pub(crate) kind: u8,
    pub(crate) hour: u8,
    pub(crate) flags: u8,
}

/// No value in a column of `u32`.
pub(crate) const NONE: u32 = u32::MAX;

/// Some watch matches it and it was said outside.
pub(crate) const MATCHED: u8 = 1;
/// Staff said it inside.
pub(crate) const INTERNAL: u8 = 2;
/// It repeats an earlier post.
pub(crate) const REPEAT: u8 = 4;
/// Its sentiment was read.
pub(crate) const READ: u8 = 8;
/// It looks like spam.
pub(crate) const SPAM: u8 = 16;

impl Post {
    pub(crate) fn is_internal(&self) -> bool {
        self.flags & INTERNAL != 0
    }

    pub(crate) fn is_matched(&self) -> bool {
        self.flags & MATCHED != 0
    }

    pub(crate) fn is_repeat(&self) -> bool {
        self.flags & REPEAT != 0
    }

    pub(crate) fn is_repost(&self) -> bool {
        self.kind() == Some(Kind::Repost)
    }

    /// Neither a repeat nor a repost: words of its own.
    pub(crate) fn is_distinct(&self) -> bool {
        !self.is_repeat() && !self.is_repost()
    }

    pub(crate) fn is_read(&self) -> bool {
        self.flags & READ != 0
    }

    pub(crate) fn is_spam(&self) -> bool {
        self.flags & SPAM != 0
    }

    pub(crate) fn kind(&self) -> Option<Kind> {
        Kind::from_index(usize::from(self.kind))
    }

    pub(crate) fn acts(&self) -> Acts {
        Acts(self.acts)
    }

    pub(crate) fn emotion(&self) -> Option<Emotion> {
        Emotion::from_index(usize::from(self.emotion))
    }

    pub(crate) fn sentiment(&self) -> Option<Sentiment> {
        self.is_read().then(|| Sentiment::from_quantised(self.sentiment.0, self.sentiment.1))
    }

    pub(crate) fn label(&self) -> Option<Label> {
        self.sentiment().map(|sentiment| sentiment.label())
    }

    /// Asks something that can be answered.
    pub(crate) fn is_question(&self) -> bool {
        self.acts().has(Act::Question) || self.acts().has(Act::RecommendationAsked)
    }
}

/// A reply to some post, whether or not a watch matches the reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Reply {
    pub(crate) parent: u64,
    pub(crate) at: i64,
    pub(crate) author: u32,
    pub(crate) internal: bool,
}

/// Somebody, as told apart by network and handle.
#[derive(Debug, Clone, Default)]
pub(crate) struct Author {
    /// The handle as stored; empty for the unknown.
    pub(crate) handle: Box<str>,
    pub(crate) network: u16,
    /// Number of the set of subjects whose account it is.
    pub(crate) owners: u32,
    /// Has said something inside.
    pub(crate) inside: bool,
    /// Has taken part in the talk outside: by a post that a watch matches, or by a reply.
    pub(crate) outside: bool,
}

/// Everything that was observed.
pub(crate) struct Corpus<'a> {
    pub(crate) watched: &'a Watched<'a>,
    pub(crate) window: Window,
    /// All posts in the window, kept or not.
    pub(crate) seen: u64,
    /// Posts left out because their date cannot be right.
    pub(crate) misdated: u64,
    pub(crate) posts: Vec<Post>,
    /// Surface forms; the highest bit says that no phrase reaches over the place before.
    pub(crate) tokens: Vec<u32>,
    pub(crate) surfaces: Interner,
    pub(crate) folded: Interner,
    /// The folded form of each surface form.
    pub(crate) fold_of: Vec<u32>,
    pub(crate) authors: Vec<Author>,
    pub(crate) networks: Interner,
    pub(crate) channels: Interner,
    pub(crate) languages: Vec<Language>,
    pub(crate) sets: Vec<Box<[Place]>>,
    /// Sorted by parent, then time.
    pub(crate) replies: Vec<Reply>,
    /// For each subject the places of its mentions by others, outside; with the highest bit, a place in `toward` instead.
    pub(crate) mentions: Vec<Vec<u32>>,
    /// For each subject the mentions in which the sentiment towards it was read apart: their places, ascending, and the post
    /// with that sentiment.
    pub(crate) toward: Vec<Vec<(u32, Post)>>,
    /// Mentions that were left out because they look like spam; `None`: nobody looked.
    pub(crate) spam: Option<u64>,
}

/// The bit of a token that says that no phrase reaches over the place before it.
pub(crate) const BREAK: u32 = 1 << 31;

impl Corpus<'_> {
    pub(crate) fn post(&self, place: u32) -> Option<&Post> {
        self.posts.get(place as usize)
    }

    /// The mentions of a subject by others, outside; their sentiment is that towards the subject.
    pub(crate) fn mentions_of(&self, subject: Place) -> impl Iterator<Item = (u32, &Post)> + Clone {
        let places = self.mentions.get(usize::from(subject)).map_or(&[][..], Vec::as_slice);
        let toward = self.toward_of(subject);
        places.iter().filter_map(move |place| match place & BREAK {
            0 => Some((*place, self.post(*place)?)),
            _ => toward.get((place & !BREAK) as usize).map(|(place, post)| (*place, post)),
        })
    }

    /// The mentions in which the sentiment towards the subject was read apart.
    pub(crate) fn toward_of(&self, subject: Place) -> &[(u32, Post)] {
        self.toward.get(usize::from(subject)).map_or(&[][..], Vec::as_slice)
    }

    /// How the post at `place` is labelled towards the subject.
    pub(crate) fn label_towards(&self, subject: Place, place: u32) -> Option<Label> {
        let toward = self.toward_of(subject);
        match toward.binary_search_by_key(&place, |(place, _)| *place) {
            Ok(at) => toward.get(at).and_then(|(_, post)| post.label()),
            Err(_) => self.post(place).and_then(Post::label),
        }
    }

    /// The same without repeats and reposts.
    pub(crate) fn distinct_of(&self, subject: Place) -> impl Iterator<Item = (u32, &Post)> + Clone {
        self.mentions_of(subject).filter(|(_, post)| post.is_distinct())
    }

    /// Whether staff or market said it, in words of their own: what phrases and topics are made of.
    pub(crate) fn is_heard(&self, post: &Post) -> bool {
        post.is_distinct() && (post.is_internal() || !self.set(post.about).is_empty())
    }

    pub(crate) fn set(&self, number: u32) -> &[Place] {
        self.sets.get(number as usize).map_or(&[], AsRef::as_ref)
    }

    pub(crate) fn author(&self, number: u32) -> Option<&Author> {
        self.authors.get(number as usize)
    }

    /// Whether the author's handle is known, so that two posts can be told to be of the same person.
    pub(crate) fn is_known(&self, author: u32) -> bool {
        self.author(author).is_some_and(|author| !author.handle.is_empty())
    }

    /// Whether `author` is an account of the subject.
    pub(crate) fn is_own(&self, author: u32, subject: Place) -> bool {
        self.author(author).is_some_and(|author| self.set(author.owners).contains(&subject))
    }

    /// The replies to the post with this key, oldest first.
    pub(crate) fn replies_to(&self, key: u64) -> &[Reply] {
        let from = self.replies.partition_point(|reply| reply.parent < key);
        let to = self.replies.partition_point(|reply| reply.parent <= key);
        self.replies.get(from..to).unwrap_or_default()
    }

    /// The words of the post at `place`.
    pub(crate) fn tokens_of(&self, place: u32) -> &[u32] {
        let end = |place: u32| self.post(place).map_or(0, |post| post.words_end as usize);
        let from = place.checked_sub(1).map_or(0, end);
        self.tokens.get(from..end(place)).unwrap_or_default()
    }

    /// The folded form of a token.
    pub(crate) fn fold(&self, token: u32) -> u32 {
        self.fold_of.get((token & !BREAK) as usize).copied().unwrap_or(NONE)
    }

    pub(crate) fn language(&self, post: &Post) -> Language {
        self.languages.get(usize::from(post.language)).copied().unwrap_or(Language::UNDETERMINED)
    }

    /// Numbers of posts by label: negative, neutral, positive.
    pub(crate) fn labels<'p>(posts: impl Iterator<Item = &'p Post>) -> [u64; 3] {
        let mut labels = [0; 3];
        for label in posts.filter_map(Post::label) {
            if let Some(count) = labels.get_mut(label.index()) {
                *count += 1;
            }
        }
        labels
    }

    pub(crate) fn seq(&self, place: u32) -> Seq {
        Seq(self.post(place).map_or(0, |post| post.seq))
    }

    pub(crate) fn until(&self) -> Timestamp {
        self.window.until
    }
}
