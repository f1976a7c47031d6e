//! The questions of fields, ready to be asked of a candidate.

use model::time::Window;
use model::words::WordKind;
use model::{Act, Emotion, Kind, Label, Language, Side, WatchId};

use crate::candidate::Candidate;
use crate::field::{AuthorName, Has, Numbers};

/// A question about a candidate beside its words.
#[derive(Debug)]
pub(crate) enum Ask {
    Author(AuthorName),
    Network(Box<str>),
    Channel(Box<str>),
    Language(Language),
    Site(Box<str>),
    Url(Box<str>),
    Links(Box<str>),
    Kind(Kind),
    Repeat,
    Has(Has),
    Sentiment(Label),
    Emotion(Emotion),
    Act(Act),
    Side(Side),
    Source(Box<str>),
    /// One of these watches matches.
    Watches(Box<[WatchId]>),
    Followers(Numbers),
    Engagement(Numbers),
    Created(Window),
}

impl Ask {
    /// Whether the answer for `post` is yes; no where it is unknown.
    pub fn holds(&self, post: &Candidate<'_>) -> bool {
        match self {
            Self::Author(name) => is_author(name, post),
            Self::Network(name) => post.network == &**name,
            Self::Channel(name) => post.channel.is_some_and(|channel| is_channel(channel, name)),
            Self::Language(language) => post.language == *language,
            Self::Site(site) => post.url.is_some_and(|url| is_at(host(url), site)),
            Self::Url(part) => post.url.is_some_and(|url| contains(url, part)),
            Self::Links(part) => links(post.text).any(|link| contains(link, part)),
            Self::Kind(kind) => post.kind == *kind,
            Self::Repeat => post.repeat,
            Self::Has(has) => carries(*has, post),
            Self::Sentiment(label) => post.label == Some(*label),
            Self::Emotion(emotion) => post.emotion == Some(*emotion),
            Self::Act(act) => post.acts.has(*act),
            Self::Side(side) => post.side == *side,
            Self::Source(name) => equals(post.source, name),
            Self::Watches(ids) => post.watches.iter().any(|id| ids.binary_search(id).is_ok()),
            Self::Followers(numbers) => post.followers.is_some_and(|n| numbers.contains(n)),
            Self::Engagement(numbers) => post.engagement.is_some_and(|n| numbers.contains(n)),
            Self::Created(window) => window.contains(post.created_at),
        }
    }
}

fn is_author(name: &AuthorName, post: &Candidate<'_>) -> bool {
    let handle = post.author.trim_start_matches('@');
    let network = name.network.as_ref().is_none_or(|network| network.as_str() == post.network);
    network
        && if name.prefix {
            starts_with(handle, &name.handle)
        } else {
            equals(handle, &name.handle)
        }
}

fn is_channel(channel: &str, name: &str) -> bool {
    let channel = channel.strip_prefix('/').unwrap_or(channel);
    let bare = channel.strip_prefix("r/").or_else(|| channel.strip_prefix("R/"));
    equals(bare.unwrap_or(channel).trim(), name)
}

fn carries(has: Has, post: &Candidate<'_>) -> bool {
    let any = |kind| post.words.iter().any(|word| word.kind == kind);
    match has {
        Has::Link => links(post.text).next().is_some(),
        Has::Media => post.media,
        Has::Hashtag => any(WordKind::Hashtag),
        Has::Mention => any(WordKind::Handle),
        Has::Title => post.title.is_some_and(|title| !title.trim().is_empty()),
    }
}

/// The host of a URL: without scheme, user, port, path and a closing dot.
fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let host = if host.starts_with('[') { host } else { host.split(':').next().unwrap_or(host) };
    host.strip_suffix('.').unwrap_or(host)
}

/// Whether `host` is `site` or a subdomain of it; `site` is in lower case.
fn is_at(host: &str, site: &str) -> bool {
    if host.is_ascii() {
        let tail = host.len().checked_sub(site.len()).map(|at| host.as_bytes().split_at(at));
        return tail.is_some_and(|(head, tail)| {
            tail.eq_ignore_ascii_case(site.as_bytes()) && (head.is_empty() || head.ends_with(b"."))
        });
    }
    let host: String = host.chars().flat_map(char::to_lowercase).collect();
    host.strip_suffix(site).is_some_and(|head| head.is_empty() || head.ends_with('.'))
}

/// The links in a text: what starts with `http://`, `https://` or `www.`, up to a space or quote.
fn links(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        loop {
            let starts =
                |two: &[u8]| matches!(two, [b'h' | b'H', b't' | b'T'] | [b'w' | b'W', b'w' | b'W']);
            let at = rest.as_bytes().windows(2).position(starts)?;
            let found = rest.get(at..)?;
            let starts = ["http://", "https://", "www."].iter().any(|start| {
                found.split_at_checked(start.len()).is_some_and(|(head, rest)| {
                    head.eq_ignore_ascii_case(start) && rest.starts_with(char::is_alphanumeric)
                })
            });
            if !starts {
                rest = found.get(1..)?;
                continue;
            }
            let end = found.find(|c: char| c.is_whitespace() || matches!(c, '"' | '<' | '>'));
            let (link, after) = found.split_at(end.unwrap_or(found.len()));
            rest = after;
            return Some(link);
        }
    })
}

/// Whether `text` in lower case is `lower`.
fn equals(text: &str, lower: &str) -> bool {
    if text.is_ascii() {
        return text.eq_ignore_ascii_case(lower);
    }
    text.chars().flat_map(char::to_lowercase).eq(lower.chars())
}

/// Whether `text` in lower case starts with `lower`.
fn starts_with(text: &str, lower: &str) -> bool {
    let mut letters = text.chars().flat_map(char::to_lowercase);
    lower.chars().all(|wanted| letters.next() == Some(wanted))
}

/// Whether `text` in lower case contains `lower`.
fn contains(text: &str, lower: &str) -> bool {
    if text.is_ascii() {
        let mut windows = text.as_bytes().windows(lower.len().max(1));
        return windows.any(|window| window.eq_ignore_ascii_case(lower.as_bytes()));
    }
    text.char_indices().any(|(at, _)| starts_with(text.get(at..).unwrap_or_default(), lower))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_cut_out_of_addresses() {
        let cases = [
            ("https://Shop.Example.com/a?b#c", "Shop.Example.com"),
            ("http://ann:pw@example.com:8080", "example.com"),
            ("example.com./x", "example.com"),
            ("https://evil.org/example.com", "evil.org"),
        ];
        for (url, expected) in cases {
            assert_eq!(host(url), expected);
        }
        assert!(is_at("Shop.Example.com", "example.com"));
        assert!(is_at("example.com", "example.com"));
        assert!(!is_at("notexample.com", "example.com"));
        assert!(is_at("bücher.Straße.de", "straße.de"));
    }

    #[test]
    fn links_end_at_a_space_and_need_more_than_their_start() {
        let text = "see HTTPS://a.example/x?y, (www.b.example) http:// whole <http://c.example>";
        let found: Vec<_> = links(text).collect();
        assert_eq!(found, ["HTTPS://a.example/x?y,", "www.b.example)", "http://c.example"]);
    }

    #[test]
    fn comparisons_know_no_case() {
        assert!(equals("ÄRGER", "ärger") && !equals("Ärger!", "ärger"));
        assert!(starts_with("ÄRGER", "är") && !starts_with("ä", "är"));
        assert!(contains("xxÄRGERxx", "ärger") && contains("abc", "c") && !contains("abc", "d"));
    }
}
