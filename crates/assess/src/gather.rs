//! Streams the posts of one thread's parts into columns of its own.

use std::ops::Range;

use model::{Kind, Language, Side, Words, Zone};
use rustc_hash::FxHashMap;

use crate::Observation;
use crate::corpus::{Author, BREAK, INTERNAL, MATCHED, NONE, Post, READ, REPEAT, Reply, SPAM};
use crate::intern::Interner;
use crate::tokens::visit_tokens;
use crate::watched::{Place, Watched};

/// Numbers for sets of subjects; 0 is the empty set.
#[derive(Debug)]
pub(crate) struct Sets {
    pub(crate) list: Vec<Box<[Place]>>,
    numbers: FxHashMap<Box<[Place]>, u32>,
}

impl Default for Sets {
    fn default() -> Self {
        let empty: Box<[Place]> = Box::default();
        Self { list: vec![empty.clone()], numbers: std::iter::once((empty, 0)).collect() }
    }
}

impl Sets {
    pub(crate) fn number(&mut self, set: &[Place]) -> u32 {
        if let Some(number) = self.numbers.get(set) {
            return *number;
        }
        let number = self.list.len() as u32;
        self.list.push(set.into());
        self.numbers.insert(set.into(), number);
        number
    }
}

/// Numbers for people by `network:handle` in lower case.
#[derive(Debug, Default)]
pub(crate) struct People {
    pub(crate) keys: Interner,
    pub(crate) list: Vec<Author>,
}

impl People {
    /// The number of the person with this key, and whether they are new.
    pub(crate) fn number(&mut self, key: &str) -> (u32, bool) {
        let number = self.keys.intern(key);
        let new = number as usize == self.list.len();
        if new {
            self.list.push(Author::default());
        }
        (number, new)
    }
}

/// What one thread has gathered.
#[derive(Debug, Default)]
pub(crate) struct Gathered {
    pub(crate) posts: Vec<Post>,
    pub(crate) tokens: Vec<u32>,
    pub(crate) surfaces: Interner,
    pub(crate) folded: Interner,
    pub(crate) fold_of: Vec<u32>,
    pub(crate) people: People,
    pub(crate) networks: Interner,
    pub(crate) channels: Interner,
    pub(crate) languages: Vec<Language>,
    pub(crate) sets: Sets,
    pub(crate) replies: Vec<Reply>,
    /// Sentiment towards subjects, where it was read apart: place of the post, subject, quantised probabilities.
    pub(crate) toward: Vec<(u32, Place, (u8, u8))>,
    /// Mentions that were left out because they look like spam; `None`: nobody looked.
    pub(crate) spam: Option<u64>,
    /// Whether any are left out.
    pub(crate) without_spam: bool,
    /// Posts by day, kept or not.
    pub(crate) days: FxHashMap<i32, u64>,
    /// The earliest and the latest moment.
    pub(crate) ends: Option<(i64, i64)>,
    words: Words,
    links: Vec<Range<usize>>,
    about: Vec<Place>,
    key: String,
}

impl Gathered {
    /// Nothing yet; `without_spam` leaves out what looks like it.
    pub(crate) fn new(without_spam: bool) -> Self {
        Self { without_spam, ..Self::default() }
    }

    /// Takes in one post. What no watch matches leaves only its day, and its being a reply.
    pub(crate) fn take(&mut self, seen: &Observation<'_>, watched: &Watched<'_>, zone: &Zone) {
        let at = seen.created_at.0;
        let day = zone.day(seen.created_at).0;
        *self.days.entry(day).or_default() += 1;
        self.ends = Some(self.ends.map_or((at, at), |(low, high)| (low.min(at), high.max(at))));
        let internal = seen.side == Side::Internal;
        let reply = seen.parent.filter(|_| seen.kind == Kind::Reply);
        watched.of_watches(seen.watches, &mut self.about);
        let matched = !self.about.is_empty() && !internal;
        if !matched && !internal && reply.is_none() {
            return;
        }
        if let Some(spam) = seen.spam.filter(|_| matched) {
            let left_out = spam && self.without_spam;
            *self.spam.get_or_insert(0) += u64::from(left_out);
            if left_out {
                return;
            }
        }
        let network = self.networks.intern(seen.network) as u16;
        let author = self.author(seen, network, watched);
        if let Some(person) = self.people.list.get_mut(author as usize) {
            person.inside |= internal;
            person.outside |= !internal;
            if let Some(set) = self.sets.list.get(person.owners as usize) {
                self.about.retain(|place| !set.contains(place));
            }
        }
        if let Some(parent) = reply {
            self.replies.push(Reply { parent, at, author, internal });
        }
        if !matched && !internal {
            return;
        }
        if !seen.repeat && seen.kind != Kind::Repost && (internal || !self.about.is_empty()) {
            self.read_words(seen);
        }
        self.read_towards(seen, watched);
        let post = self.post(seen, (network, author), (day, zone.hour(seen.created_at)));
        self.posts.push(post);
    }

    /// Keeps the sentiment towards each of several subjects; with one subject, the post's is its.
    fn read_towards(&mut self, seen: &Observation<'_>, watched: &Watched<'_>) {
        if seen.sentiment.is_none() || self.about.len() < 2 {
            return;
        }
        let place = self.posts.len() as u32;
        for (subject, sentiment) in seen.towards {
            let subject = watched.place(*subject);
            if let Some(subject) = subject.filter(|subject| self.about.contains(subject)) {
                self.toward.push((place, subject, sentiment.quantised()));
            }
        }
    }

    fn post(
        &mut self,
        seen: &Observation<'_>,
        (network, author): (u16, u32),
        (day, hour): (i32, u8),
    ) -> Post {
        let internal = seen.side == Side::Internal;
        let flag = |on: bool, bit: u8| if on { bit } else { 0 };
        let number = |value: Option<u64>| value.map_or(NONE, |v| v.min(u64::from(NONE - 1)) as u32);
        Post {
            seq: seen.seq.0,
            key: seen.key,
            at: seen.created_at.0,
            day,
            author,
            channel: seen.channel.map_or(NONE, |channel| self.channels.intern(channel)),
            about: self.sets.number(&self.about),
            words_end: self.tokens.len() as u32,
            followers: number(seen.followers),
            engagement: number(seen.engagement),
            network,
            language: self.language(seen.language),
            sentiment: seen.sentiment.map_or((0, 0), |sentiment| sentiment.quantised()),
            acts: seen.acts.0,
            emotion: seen.emotion.map_or(u8::MAX, |emotion| emotion.index() as u8),
            kind: seen.kind as u8,
            hour,
            flags: flag(!internal, MATCHED)
                | flag(internal, INTERNAL)
                | flag(seen.repeat, REPEAT)
                | flag(seen.spam == Some(true), SPAM)
                | flag(seen.sentiment.is_some(), READ),
        }
    }

    fn author(&mut self, seen: &Observation<'_>, network: u16, watched: &Watched<'_>) -> u32 {
        let handle = seen.author.trim_start_matches('@');
        self.key.clear();
        self.key.push_str(seen.network);
        self.key.push(':');
        self.key.extend(handle.chars().flat_map(char::to_lowercase));
        let (number, new) = self.people.number(&self.key);
        let owners = if new { self.sets.number(watched.owners(&self.key)) } else { 0 };
        if let Some(person) = self.people.list.get_mut(number as usize) {
            if new {
                *person = Author { network, owners, handle: handle.into(), ..Author::default() };
            } else if handle < &*person.handle {
                // One spelling for a person, whatever was read first.
                person.handle = handle.into();
            }
        }
        number
    }

    fn language(&mut self, language: Language) -> u16 {
        let known = self.languages.iter().position(|other| *other == language);
        known.unwrap_or_else(|| {
            self.languages.push(language);
            self.languages.len() - 1
        }) as u16
    }

    fn read_words(&mut self, seen: &Observation<'_>) {
        self.words.read(seen.title, seen.text);
        let Self { words, links, surfaces, folded, fold_of, tokens, .. } = self;
        visit_tokens(words, seen.title, seen.text, links, |token| {
            let surface = surfaces.intern(token.surface);
            if surface as usize == fold_of.len() {
                fold_of.push(folded.intern(token.folded));
            }
            tokens.push(surface | if token.breaks { BREAK } else { 0 });
        });
    }
}
