//! The networks' names as exports write them, and the ids that their links carry.

use model::{Kind, Network};

/// Kinds of source that exports name instead of a network, and networks under other names.
const NAMES: [(&str, &str); 48] = [
    ("x", "twitter"),
    ("xcom", "twitter"),
    ("twittercom", "twitter"),
    ("tweets", "twitter"),
    ("tweet", "twitter"),
    ("xtwitter", "twitter"),
    ("twitterx", "twitter"),
    ("fb", "facebook"),
    ("facebookpublic", "facebook"),
    ("facebookcom", "facebook"),
    ("ig", "instagram"),
    ("instagrampublic", "instagram"),
    ("instagramcom", "instagram"),
    ("yt", "youtube"),
    ("youtubecom", "youtube"),
    ("redditcom", "reddit"),
    ("bsky", "bluesky"),
    ("bskyapp", "bluesky"),
    ("hn", "hacker_news"),
    ("hackernews", "hacker_news"),
    ("linkedincom", "linkedin"),
    ("tiktokcom", "tiktok"),
    ("threadsnet", "threads"),
    ("appstore", "app_store"),
    ("appleappstore", "app_store"),
    ("googleplay", "google_play"),
    ("playstore", "google_play"),
    ("stackoverflow", "stack_overflow"),
    ("onlinenews", "news"),
    ("newssites", "news"),
    ("newspaper", "news"),
    ("print", "news"),
    ("magazine", "news"),
    ("press", "news"),
    ("pressrelease", "news"),
    ("newsagency", "news"),
    ("nachrichten", "news"),
    ("blogs", "blog"),
    ("forums", "forum"),
    ("messageboard", "forum"),
    ("messageboards", "forum"),
    ("discussionforum", "forum"),
    ("review", "reviews"),
    ("consumerreviews", "reviews"),
    ("reviewsites", "reviews"),
    ("bewertungen", "reviews"),
    ("mail", "email"),
    ("emails", "email"),
];

/// Names that stand for themselves.
const KNOWN: [&str; 34] = [
    "twitter",
    "facebook",
    "instagram",
    "youtube",
    "reddit",
    "mastodon",
    "bluesky",
    "threads",
    "tiktok",
    "linkedin",
    "tumblr",
    "pinterest",
    "quora",
    "telegram",
    "vk",
    "weibo",
    "discourse",
    "lemmy",
    "github",
    "trustpilot",
    "news",
    "blog",
    "forum",
    "reviews",
    "podcast",
    "radio",
    "tv",
    "rss",
    "email",
    "hacker_news",
    "app_store",
    "google_play",
    "stack_overflow",
    "csv",
];

/// The network that `value` names, when it is a known one: `X`, `SOCIALMEDIA_TWITTER`, `Online News` …
pub(crate) fn known(value: &str) -> Option<&'static str> {
    let folded: String =
        value.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let bare =
        folded.strip_prefix("socialmedia").filter(|rest| !rest.is_empty()).unwrap_or(&folded);
    let itself = KNOWN.iter().find(|name| name.replace('_', "") == bare).copied();
    itself
        .or_else(|| NAMES.iter().find(|(name, _)| *name == bare).map(|(_, network)| *network))
        .or_else(|| {
            // Talkwalker: ONLINENEWS_AGENCY, BLOG_OTHER, MESSAGEBOARD_OTHER …
            [
                ("onlinenews", "news"),
                ("newspaper", "news"),
                ("magazine", "news"),
                ("blog", "blog"),
                ("messageboard", "forum"),
                ("tv", "tv"),
                ("radio", "radio"),
                ("podcast", "podcast"),
            ]
            .iter()
            .find(|(prefix, _)| value.contains('_') && bare.starts_with(prefix))
            .map(|(_, network)| *network)
        })
}

/// The network that `value` names: a known one, or the value itself folded into a name; `None` when nothing is left.
pub(crate) fn network_of(value: &str) -> Option<Network> {
    if let Some(name) = known(value) {
        return Network::new(name).ok();
    }
    let fit = |c: char| if c.is_ascii_alphanumeric() || "-.".contains(c) { c } else { '_' };
    let folded: String = value.trim().chars().map(fit).take(32).collect();
    folded
        .contains(|c: char| c.is_ascii_alphanumeric())
        .then(|| Network::new(&folded).ok())
        .flatten()
}

/// Whether a host is the network's own, which tells no more than the network does: `twitter.com`, `x.com`.
pub(crate) fn is_own_host(network: &str, host: &str) -> bool {
    let gathers_hosts =
        matches!(network, "news" | "blog" | "forum" | "reviews" | "rss" | "podcast");
    let own = || known(host).or_else(|| known(host.split('.').next().unwrap_or("")));
    !gathers_hosts && host.contains('.') && own() == Some(network)
}

/// What a post on this network is when nothing else tells.
pub(crate) fn usual_kind(network: &str) -> Kind {
    match network {
        "news" | "blog" | "rss" => Kind::Article,
        "reviews" | "trustpilot" | "app_store" | "google_play" => Kind::Review,
        _ => Kind::Original,
    }
}

/// The kind that a cell names.
pub(crate) fn kind_of(value: &str) -> Option<Kind> {
    let folded = value.trim().to_ascii_lowercase();
    Some(match folded.as_str() {
        "reply" | "replied" | "comment" | "answer" | "antwort" | "kommentar" | "replied_to" => {
            Kind::Reply
        }
        "repost" | "retweet" | "retweeted" | "share" | "shared" | "reblog" | "boost" => {
            Kind::Repost
        }
        "quote" | "quoted" | "quote tweet" | "quotetweet" | "quote_tweet" => Kind::Quote,
        "article" | "news" | "blog" | "blog post" | "artikel" => Kind::Article,
        "review" | "rating" | "bewertung" | "rezension" => Kind::Review,
        "original" | "tweet" | "post" | "status" | "original post" | "submission" | "story" => {
            Kind::Original
        }
        _ => return None,
    })
}

/// The id that a link to a post carries on its network, when it is known where.
pub(crate) fn id_in_link(network: &str, url: &str) -> Option<String> {
    let path = url.split_once("://")?.1.split(['?', '#']).next()?;
    let mut parts = path.split('/').skip(1);
    match network {
        "twitter" => {
            parts.find(|part| matches!(*part, "status" | "statuses"))?;
            let id = parts.next()?;
            (id.len() >= 5 && id.bytes().all(|b| b.is_ascii_digit())).then(|| id.to_owned())
        }
        "reddit" => {
            parts.find(|part| *part == "comments")?;
            let word =
                |part: &&str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric());
            let submission = parts.next().filter(word)?;
            let comment = parts.nth(1).filter(word);
            Some(comment.map_or_else(|| format!("t3_{submission}"), |id| format!("t1_{id}")))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn networks_are_known_under_many_names() {
        for (value, name) in [
            ("X", "twitter"),
            ("Twitter", "twitter"),
            ("SOCIALMEDIA_TWITTER", "twitter"),
            ("ONLINENEWS_AGENCY", "news"),
            ("Hacker News", "hacker_news"),
            ("Blogs", "blog"),
            ("Company Wiki!", "company_wiki_"),
            ("Reddit", "reddit"),
        ] {
            assert_eq!(network_of(value).unwrap().as_str(), name, "{value}");
        }
        assert_eq!(network_of(" ?! "), None);
        assert_eq!(known("The New York Times"), None);
        assert!(is_own_host("twitter", "x.com") && is_own_host("reddit", "reddit.com"));
        assert!(!is_own_host("news", "news.example.org") && !is_own_host("reddit", "rust"));
    }

    #[test]
    fn links_carry_ids() {
        let id = |network, url| id_in_link(network, url);
        assert_eq!(
            id("twitter", "https://x.com/a/status/570306133677760513?s=20").as_deref(),
            Some("570306133677760513")
        );
        assert_eq!(
            id("twitter", "http://twitter.com/a/statuses/570306133677760513").as_deref(),
            Some("570306133677760513")
        );
        assert_eq!(id("twitter", "https://x.com/a"), None);
        assert_eq!(
            id("reddit", "https://www.reddit.com/r/rust/comments/abc12/a_title/").as_deref(),
            Some("t3_abc12")
        );
        assert_eq!(
            id("reddit", "https://www.reddit.com/r/rust/comments/abc12/a_title/def34/").as_deref(),
            Some("t1_def34")
        );
        assert_eq!(id("news", "https://example.org/status/123456"), None);
    }

    proptest! {
        #[test]
        fn any_value_has_a_network_or_none(value in "\\PC{0,60}") {
            let _ = network_of(&value);
            let _ = id_in_link("twitter", &value);
            let _ = id_in_link("reddit", &value);
        }
    }
}
