//! What a post leaves for the search for spam: its words without what a template leaves open, and that apart.

use crate::repeats::Signature;

/// Things that a template leaves open: links, handles, numbers, names.
pub(super) const DIFFERS: usize = 4;
const NAMES: [&str; DIFFERS] = ["links", "handles", "numbers", "names"];
/// With fewer words beside its links a post is hardly more than a link.
const HARDLY: usize = 3;
/// Fewest words of a text that two people do not say by chance.
const TELLING: usize = 6;
/// How people mark by hand that they pass on a post.
const PASSES_ON: [&str; 4] = ["RT @", "“@", "\"@", "via @"];
/// Hosts that shorten addresses of everybody say nothing of where a link leads.
const SHORTENERS: [&str; 8] =
    ["t.co", "bit.ly", "ow.ly", "buff.ly", "tinyurl.com", "goo.gl", "dlvr.it", "lnkd.in"];

/// What is kept of a post's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trace {
    /// Of the words with what is open left out; `None` where there are too few to be told from chance.
    pub(super) signature: Option<Signature>,
    /// Hashes of what is open, in the order of [`NAMES`]; 0: there is none.
    pub(super) open: [u64; DIFFERS],
    /// Hardly more than a link.
    pub(super) only_link: bool,
    /// Whom the first link leads to, where that tells anything.
    pub(super) host: Option<String>,
    /// Long enough, or with a link: two people do not say it by chance.
    pub(super) telling: bool,
    /// Passes on what somebody else said, with or without words of its own.
    pub(super) passes_on: bool,
}

impl Trace {
    /// Of a text.
    pub fn of(text: &str) -> Self {
        let mut masked = String::with_capacity(text.len());
        let mut open = [0u64; DIFFERS];
        let mut note = |place: usize, word: &str| {
            if let Some(hash) = open.get_mut(place) {
                *hash = hash.rotate_left(7) ^ hash_of(word);
            }
        };
        let mut host = None;
        let (mut words, mut links) = (0, 0);
        let mut begins = true;
        // Beyond this no template is told from any other text.
        let end = text.char_indices().nth(2_000).map_or(text.len(), |(at, _)| at);
        for word in text.get(..end).unwrap_or_default().split_whitespace() {
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '@' && c != '#');
            if is_link(word) {
                links += 1;
                note(0, word);
                host = host.or_else(|| host_of(word));
                continue;
            }
            if bare.starts_with('@') && bare.len() > 1 {
                note(1, bare);
                continue;
            }
            if bare.is_empty() {
                continue;
            }
            words += 1;
            if bare.contains(|c: char| c.is_ascii_digit()) {
                note(2, bare);
                masked.push_str("0 ");
            } else if !begins && bare.starts_with(char::is_uppercase) {
                note(3, bare);
                masked.push_str("xname ");
            } else {
                masked.push_str(bare);
                masked.push(' ');
            }
            begins = word.ends_with(['.', '!', '?', ':']);
        }
        Self {
            signature: (words >= HARDLY).then(|| Signature::of_text(None, &masked)),
            open,
            only_link: links > 0 && words < HARDLY,
            host,
            telling: words >= TELLING || links > 0 && words >= HARDLY,
            passes_on: PASSES_ON.iter().any(|sign| text.contains(sign)),
        }
    }
}

/// Which of the open things differ within a group.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Differs([bool; DIFFERS]);

impl Differs {
    pub fn of<'a>(mut members: impl Iterator<Item = &'a [u64; DIFFERS]>) -> Self {
        let mut differs = [false; DIFFERS];
        let Some(first) = members.next() else { return Self(differs) };
        for open in members {
            for ((differs, a), b) in differs.iter_mut().zip(first).zip(open) {
                *differs |= a != b;
            }
        }
        Self(differs)
    }

    pub fn any(self) -> bool {
        self.0.contains(&true)
    }

    /// `links and numbers`; empty where nothing differs.
    pub fn words(self) -> String {
        let names: Vec<&str> =
            NAMES.iter().zip(self.0).filter(|(_, differs)| *differs).map(|(n, _)| *n).collect();
        match names.split_last() {
            Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
            _ => names.concat(),
        }
    }
}

fn is_link(word: &str) -> bool {
    let word = word.trim_start_matches(|c: char| !c.is_alphanumeric());
    word.contains("://") || word.starts_with("www.") || word == "{link}"
}

fn host_of(word: &str) -> Option<String> {
    let rest = word.split("://").nth(1).unwrap_or(word);
    let host = rest.split(['/', '?', '#', ':']).next()?.trim_start_matches("www.").to_lowercase();
    let known = host.contains('.') && !SHORTENERS.contains(&host.as_str()) && host.len() < 100;
    known.then_some(host)
}

/// FNV-1a (Fowler, Noll & Vo).
pub(super) fn hash_of(text: &str) -> u64 {
    text.bytes().fold(0xCBF2_9CE4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
    })
}
