//! Accounts in networks, as people write them: `@ann`, `mastodon:ann@chaos.social`, the address of a profile.

use model::{Network, Presence};

/// A network: the words for it, its hosts, and what stands before the handle in the path of a profile.
struct Known {
    network: &'static str,
    words: &'static [&'static str],
    hosts: &'static [&'static str],
    before: &'static [&'static str],
}

const fn known(
    network: &'static str,
    words: &'static [&'static str],
    hosts: &'static [&'static str],
    before: &'static [&'static str],
) -> Known {
    Known { network, words, hosts, before }
}

const NETWORKS: [Known; 17] = [
    known("twitter", &["twitter", "x", "xtwitter", "twitterx"], &["twitter.com", "x.com"], &[]),
    known("mastodon", &["mastodon", "fediverse"], &[], &[]),
    known("bluesky", &["bluesky", "bsky"], &["bsky.app"], &["profile"]),
    known("linkedin", &["linkedin"], &["linkedin.com"], &["in", "company"]),
    known("facebook", &["facebook", "fb"], &["facebook.com", "fb.com"], &[]),
    known("instagram", &["instagram", "insta"], &["instagram.com"], &[]),
    known("threads", &["threads"], &["threads.net", "threads.com"], &[]),
    known("youtube", &["youtube"], &["youtube.com"], &["c", "channel", "user"]),
    known("tiktok", &["tiktok"], &["tiktok.com"], &[]),
    known("reddit", &["reddit"], &["reddit.com"], &["user", "u"]),
    known("github", &["github"], &["github.com"], &[]),
    known("gitlab", &["gitlab"], &["gitlab.com"], &[]),
    known("xing", &["xing"], &["xing.com"], &["profile"]),
    known("medium", &["medium"], &["medium.com"], &[]),
    known("telegram", &["telegram"], &["t.me", "telegram.me"], &[]),
    known("stack_overflow", &["stackoverflow"], &["stackoverflow.com"], &["users"]),
    known("hacker_news", &["hackernews", "hn"], &["news.ycombinator.com"], &[]),
];

/// The network of web pages that belong to no network.
const WEB: &str = "web";
/// Longest handle, in characters.
const LONGEST: usize = 200;

/// The network that `word` names, in lower case without blanks.
pub(super) fn network_called(word: &str) -> Option<Network> {
    let found = NETWORKS.iter().find(|known| known.words.contains(&word))?;
    Network::new(found.network).ok()
}

/// The account of `value` in `network`: a handle or the address of a profile.
pub(super) fn in_network(network: &Network, value: &str) -> Option<Presence> {
    let value = value.trim();
    if is_url(value) {
        return at_url(value);
    }
    let handle = value.trim_start_matches('@');
    let fits = !handle.is_empty()
        && handle.chars().count() <= LONGEST
        && !handle.contains(|c: char| c.is_whitespace() || c.is_control() || c == ':');
    fits.then(|| Presence::declared(network.clone(), handle, ""))
}

/// The account that an address leads to; a page of one's own is an account in `web`.
pub(super) fn at_url(url: &str) -> Option<Presence> {
    let url = url.trim();
    let (_, rest) = url.split_once("://")?;
    if rest.chars().count() > LONGEST
        || rest.contains(|c: char| c.is_whitespace() || c.is_control())
    {
        return None;
    }
    let rest = rest.split('#').next().unwrap_or_default();
    let (place, asked) = rest.split_once('?').unwrap_or((rest, ""));
    let (host, path) = place.split_once('/').unwrap_or((place, ""));
    let host = host.to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    if !host.contains('.') || host.contains(['@', ':']) {
        return None;
    }
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let on = |known: &&Known| {
        known
            .hosts
            .iter()
            .any(|h| host == *h || host.strip_suffix(h).is_some_and(|sub| sub.ends_with('.')))
    };
    if let Some(known) = NETWORKS.iter().find(on) {
        let query = asked.split('&').find_map(|pair| pair.strip_prefix("id="));
        let handle = match parts.as_slice() {
            [first, second, ..] if known.before.contains(first) => Some(*second),
            _ if known.network == "hacker_news" => query,
            [first, ..] => Some(*first),
            [] => None,
        }?;
        let network = Network::new(known.network).ok()?;
        return Some(Presence::declared(network, handle, url));
    }
    match parts.as_slice() {
        // As profiles of Mastodon and its kin are addressed.
        [user] if user.starts_with('@') && user.len() > 1 => {
            let handle = if user.get(1..).unwrap_or_default().contains('@') {
                (*user).to_owned()
            } else {
                format!("{user}@{host}")
            };
            Some(Presence::declared(Network::new("mastodon").ok()?, &handle, url))
        }
        _ => {
            let page = place.trim_end_matches('/');
            Some(Presence::declared(Network::new(WEB).ok()?, page, url))
        }
    }
}

/// All accounts in a list of `network:handle` and addresses; what is neither is passed over.
pub(super) fn in_list(list: &str) -> impl Iterator<Item = Presence> + '_ {
    let parts = list.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '|'));
    parts.filter(|part| !part.is_empty()).filter_map(|part| {
        if is_url(part) {
            return at_url(part);
        }
        let (word, handle) = part.split_once(':')?;
        let network = network_called(&word.to_lowercase()).or_else(|| Network::new(word).ok())?;
        in_network(&network, handle)
    })
}

/// Whether it is an address of the web.
pub(super) fn is_url(value: &str) -> bool {
    let scheme = value.split_once("://").map_or("", |(scheme, _)| scheme);
    scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(url: &str, expected: &str) {
        assert_eq!(at_url(url).map(|p| p.key()).unwrap_or_default(), expected, "{url}");
    }

    #[test]
    fn profiles_are_known_by_their_address() {
        check("https://twitter.com/Ann", "twitter:ann");
        check("https://www.linkedin.com/in/ann-o/", "linkedin:ann-o");
        check("https://de.linkedin.com/in/ann-o", "linkedin:ann-o");
        check("https://bsky.app/profile/ann.example", "bluesky:ann.example");
        check("https://chaos.social/@ann", "mastodon:ann@chaos.social");
        check("https://chaos.social/@ann@other.example", "mastodon:ann@other.example");
        check("https://news.ycombinator.com/user?id=pg", "hacker_news:pg");
        check("https://ann.example/about/", "web:ann.example/about");
        check("https://notx.com/ann", "web:notx.com/ann");
        check("https://x.com/", "");
        check("https://localhost/ann", "");
    }

    #[test]
    fn lists_say_what_they_say() {
        let keys: Vec<_> = in_list("x:@Ann; mastodon:ann@c.social https://github.com/ann, junk")
            .map(|p| p.key())
            .collect();
        assert_eq!(keys, ["twitter:ann", "mastodon:ann@c.social", "github:ann"]);
    }
}
