//! Template spam and bursts of bots, found in a stream of posts and flagged with the reason.
//!
//! Three signs, each looked for in a sliding window of time: one author says nearly the same again and again; several
//! authors say the same within an hour, where only names, numbers, handles or links differ; and posts that are hardly more
//! than a link come in bursts. Reposts are no spam and are passed over. Nothing is removed: a flag says what was seen, how
//! often and when, and a person decides.

use std::collections::VecDeque;

use model::{PostId, Timestamp};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::repeats::Repeats;

mod said;
mod sentence;

pub use said::Trace;

use said::{DIFFERS, Differs};

/// Posts that are remembered to find copies.
const WINDOW_POSTS: usize = 50_000;
/// Seconds within which one author repeats, several authors say the same, and links come in bursts.
const DAY: i64 = 86_400;
const HOUR: i64 = 3_600;
const MINUTES: i64 = 600;
/// Copies by one author within a day.
const BY_ONE: usize = 5;
/// Copies by several authors within an hour that differ only in what a template leaves open.
const BY_SEVERAL: usize = 6;
/// Authors of these.
const SEVERAL: usize = 3;
/// Copies by as many authors within ten minutes that differ in nothing: people do quote, but not so fast.
const BY_MANY: usize = 12;
/// Posts within an hour that are hardly more than a link, by one author or to one host.
const LINKS: usize = 8;
/// Authors of a burst to one host may be at most this share of its posts: many people share a popular page.
const FEW_AUTHORS: f64 = 0.5;
/// Groups are swept when so many posts have passed.
const SWEEP: u64 = 20_000;

/// Why posts are flagged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// One author, the same text again and again.
    SameAuthor,
    /// Several authors, one template within an hour.
    Template,
    /// Hardly more than links, in a burst.
    Links,
}

/// A group of posts that look like spam.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flag {
    /// Why.
    pub reason: Reason,
    /// The same in a sentence with its counts.
    pub sentence: String,
    /// The posts, in the order in which they were said.
    pub posts: Vec<PostId>,
    /// How many people said them.
    pub authors: u64,
    /// The first and the last.
    pub span: (Timestamp, Timestamp),
}

/// A post as the stream shows it.
#[derive(Debug, Clone, Copy)]
pub struct Passing<'a> {
    /// Which.
    pub id: PostId,
    /// `network:handle`; empty where it is not known.
    pub author: &'a str,
    /// When it was said.
    pub at: Timestamp,
    /// Whether it only passes on somebody else's post.
    pub repost: bool,
    /// What its words look like.
    pub trace: &'a Trace,
}

/// Looks for spam in posts that come in the order of time.
#[derive(Debug)]
pub struct Spam {
    repeats: Repeats,
    groups: FxHashMap<Key, Group>,
    flags: Vec<Found>,
    seen: u64,
    now: i64,
}

/// What a group has in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Key {
    /// Author and text.
    SameAuthor(u64, PostId),
    /// Text.
    Template(PostId),
    /// Author of links.
    LinksBy(u64),
    /// Host of links.
    LinksTo(u64),
}

#[derive(Debug, Clone, Copy)]
struct Member {
    id: PostId,
    author: u64,
    at: i64,
    open: [u64; DIFFERS],
}

/// What lies within the window, and the flag that it raised.
#[derive(Debug, Default)]
struct Group {
    recent: VecDeque<Member>,
    flag: Option<usize>,
}

#[derive(Debug)]
struct Found {
    reason: Reason,
    members: Vec<Member>,
    host: Option<String>,
}

impl Default for Spam {
    fn default() -> Self {
        Self::new()
    }
}

impl Spam {
    /// With nothing seen yet.
    pub fn new() -> Self {
        Self {
            repeats: Repeats::new(WINDOW_POSTS),
            groups: FxHashMap::default(),
            flags: Vec::new(),
            seen: 0,
            now: i64::MIN,
        }
    }

    /// Takes in a post; `true` when it belongs to a group that is flagged by now.
    pub fn see(&mut self, post: &Passing<'_>) -> bool {
        if post.repost || post.trace.passes_on {
            return false;
        }
        // A post that comes late counts as said now: windows never go back.
        self.now = self.now.max(post.at.0);
        self.seen += 1;
        if self.seen.is_multiple_of(SWEEP) {
            let since = self.now.saturating_sub(DAY);
            self.groups.retain(|_, g| g.recent.back().is_some_and(|last| last.at >= since));
        }
        let author = said::hash_of(post.author);
        let member = Member { id: post.id, author, at: self.now, open: post.trace.open };
        let mut flagged = false;
        if post.trace.only_link {
            if !post.author.is_empty() {
                flagged |= self.join(Key::LinksBy(author), member, post.trace);
            }
            if let Some(host) = &post.trace.host {
                flagged |= self.join(Key::LinksTo(said::hash_of(host)), member, post.trace);
            }
        }
        if let Some(signature) = &post.trace.signature {
            let first = self.repeats.see(post.id, signature).unwrap_or(post.id);
            if !post.author.is_empty() {
                flagged |= self.join(Key::SameAuthor(author, first), member, post.trace);
            }
            flagged |= self.join(Key::Template(first), member, post.trace);
        }
        flagged
    }

    /// What was found, largest group first. A post that two signs flag stands under the one with more posts.
    pub fn finish(self) -> Vec<Flag> {
        let mut found = self.flags;
        found.sort_by(|a, b| {
            let first = |found: &Found| found.members.first().map(|m| (m.at, m.id));
            b.members.len().cmp(&a.members.len()).then(first(a).cmp(&first(b)))
        });
        let mut taken: FxHashSet<PostId> = FxHashSet::default();
        let mut flags = Vec::new();
        for mut found in found {
            found.members.retain(|member| !taken.contains(&member.id));
            // What is left of a group is told only where it would be a group by itself.
            if found.members.len() < BY_ONE {
                continue;
            }
            taken.extend(found.members.iter().map(|member| member.id));
            flags.push(flag_of(&found));
        }
        flags.sort_by(|a, b| b.posts.len().cmp(&a.posts.len()).then(a.span.0.cmp(&b.span.0)));
        flags
    }

    fn join(&mut self, key: Key, member: Member, trace: &Trace) -> bool {
        let group = self.groups.entry(key).or_default();
        let since = self.now.saturating_sub(window_of(key));
        while group.recent.front().is_some_and(|first| first.at < since) {
            group.recent.pop_front();
        }
        // After a quiet stretch a new burst is a new flag.
        if group.recent.is_empty() {
            group.flag = None;
        }
        if group.recent.iter().any(|other| other.id == member.id) {
            return group.flag.is_some();
        }
        group.recent.push_back(member);
        if let Some(found) = group.flag.and_then(|flag| self.flags.get_mut(flag)) {
            found.members.push(member);
            // The flag remembers them; the window need not.
            group.recent.drain(..group.recent.len().saturating_sub(BY_MANY));
            return true;
        }
        let Some(reason) = reason(key, &group.recent, trace, self.now) else { return false };
        group.flag = Some(self.flags.len());
        let host = matches!(key, Key::LinksTo(_)).then(|| trace.host.clone()).flatten();
        let members = group.recent.iter().copied().collect();
        self.flags.push(Found { reason, members, host });
        true
    }
}

fn window_of(key: Key) -> i64 {
    match key {
        Key::SameAuthor(..) => DAY,
        Key::Template(_) | Key::LinksBy(_) | Key::LinksTo(_) => HOUR,
    }
}

/// Whether what lies within the window is spam.
fn reason(key: Key, recent: &VecDeque<Member>, trace: &Trace, now: i64) -> Option<Reason> {
    let authors = |members: &mut dyn Iterator<Item = &Member>| {
        members.map(|member| member.author).collect::<FxHashSet<_>>().len()
    };
    match key {
        Key::SameAuthor(..) => (recent.len() >= BY_ONE).then_some(Reason::SameAuthor),
        Key::Template(_) => {
            let several = recent.len() >= BY_SEVERAL && authors(&mut recent.iter()) >= SEVERAL;
            let differs = Differs::of(recent.iter().map(|member| &member.open));
            // Equal words and one equal link are what people pass on; a link for each copy is not.
            let template = several && differs.any() && trace.telling;
            let fast = || recent.iter().filter(|member| member.at >= now - MINUTES);
            let burst =
                fast().count() >= BY_MANY && authors(&mut fast()) >= BY_MANY && trace.telling;
            (template || burst).then_some(Reason::Template)
        }
        Key::LinksBy(_) => (recent.len() >= LINKS).then_some(Reason::Links),
        Key::LinksTo(_) => {
            let few = authors(&mut recent.iter()) as f64 <= FEW_AUTHORS * recent.len() as f64;
            (recent.len() >= LINKS && few).then_some(Reason::Links)
        }
    }
}

fn flag_of(found: &Found) -> Flag {
    let authors: FxHashSet<u64> = found.members.iter().map(|member| member.author).collect();
    let at = |member: Option<&Member>| Timestamp(member.map_or(0, |member| member.at));
    let span = (at(found.members.first()), at(found.members.last()));
    let differs = Differs::of(found.members.iter().map(|member| &member.open));
    let numbers = sentence::Numbers {
        posts: found.members.len(),
        authors: authors.len(),
        seconds: span.1.0.saturating_sub(span.0.0),
    };
    Flag {
        reason: found.reason,
        sentence: sentence::of(found.reason, numbers, differs, found.host.as_deref()),
        posts: found.members.iter().map(|member| member.id).collect(),
        authors: authors.len() as u64,
        span,
    }
}

#[cfg(test)]
mod tests;
