//! The networks on which the market speaks, each with its own manners: ids, links, channels, lengths.

use std::fmt::Write as _;

use model::{Network, Side};

use crate::dice::scramble;
use crate::tongue::Tongue;
use crate::who::Who;

/// A network of the market; each is one source of the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Stage {
    /// Mastodon.
    Mastodon,
    /// Bluesky.
    Bluesky,
    /// Reddit.
    Reddit,
    /// The brand's own support forum, on Discourse.
    Forum,
    /// Hacker News.
    HackerNews,
    /// Comments on YouTube.
    Tube,
    /// News and blogs by RSS.
    News,
    /// Reviews of the brand's app in an app store.
    Reviews,
    /// What staff say among themselves.
    Chat,
}

impl Stage {
    /// Every network, in the order of the plan's sources.
    pub const ALL: [Self; 9] = [
        Self::Mastodon,
        Self::Bluesky,
        Self::Reddit,
        Self::Forum,
        Self::HackerNews,
        Self::Tube,
        Self::News,
        Self::Reviews,
        Self::Chat,
    ];

    /// The network's name.
    pub const fn network_name(self) -> &'static str {
        match self {
            Self::Mastodon => "mastodon",
            Self::Bluesky => "bluesky",
            Self::Reddit => "reddit",
            Self::Forum => "discourse",
            Self::HackerNews => "hacker_news",
            Self::Tube => "youtube",
            Self::News => "rss",
            Self::Reviews => "app_store",
            Self::Chat => "chat",
        }
    }

    /// The source's name in the plan.
    pub const fn source_name(self) -> &'static str {
        match self {
            Self::Mastodon => "Mastodon",
            Self::Bluesky => "Bluesky",
            Self::Reddit => "Reddit",
            Self::Forum => "Brambelo forum",
            Self::HackerNews => "Hacker News",
            Self::Tube => "YouTube comments",
            Self::News => "News",
            Self::Reviews => "App reviews",
            Self::Chat => "Staff chat",
        }
    }

    /// The side of the wall.
    pub const fn side(self) -> Side {
        if matches!(self, Self::Chat) { Side::Internal } else { Side::External }
    }

    /// The networks as the model names them, in the order of [`Self::ALL`].
    pub(crate) fn networks() -> Vec<Network> {
        Self::ALL.iter().filter_map(|stage| Network::new(stage.network_name()).ok()).collect()
    }

    /// Whether posts are short and carry hashtags and handles.
    pub(crate) const fn is_micro(self) -> bool {
        matches!(self, Self::Mastodon | Self::Bluesky)
    }

    /// Whether a first post has a headline.
    pub(crate) const fn has_titles(self) -> bool {
        matches!(self, Self::Reddit | Self::Forum | Self::News | Self::Reviews)
    }

    /// How many answers by other people a first post draws on average.
    pub(crate) const fn mean_replies(self) -> f64 {
        match self {
            Self::Mastodon | Self::Bluesky => 0.45,
            Self::Reddit => 1.1,
            Self::Forum => 1.0,
            Self::HackerNews => 1.3,
            Self::Tube => 0.4,
            Self::Chat => 0.3,
            Self::News | Self::Reviews => 0.0,
        }
    }

    /// Where on the network a first post about `who` in `tongue` stands.
    pub(crate) const fn channels(
        self,
        tongue: Tongue,
        who: Option<Who>,
    ) -> &'static [&'static str] {
        match (self, tongue, who) {
            (Self::Mastodon | Self::Bluesky | Self::HackerNews, ..) => &[],
            (Self::Reddit, Tongue::German, _) => &["Lastenrad", "Fahrrad", "Finanzen"],
            (Self::Reddit, _, Some(Who::Brand)) => {
                &["brambelo", "brambelo", "cargobikes", "ebikes"]
            }
            (Self::Reddit, _, None) => &["CasualConversation", "AskReddit", "mildlyinteresting"],
            (Self::Reddit, ..) => {
                &["cargobikes", "cargobikes", "ebikes", "bikecommuting", "daddit"]
            }
            (Self::Forum, Tongue::German, _) => &["Deutsch", "Technik", "Bestellungen"],
            (Self::Forum, ..) => &["Help", "Orders", "App", "Workshop", "Show and tell"],
            (Self::Tube, Tongue::German, _) => &["Kistenfunk", "Radkeller"],
            (Self::Tube, ..) => &["Two Wheels Four Kids", "Box Bike Weekly", "The Slow Commute"],
            (Self::News, Tongue::German, _) => &["Radblatt", "Der Stadtanzeiger", "Mobil heute"],
            (Self::News, Tongue::French, _) => &["Le Courrier du vélo"],
            (Self::News, ..) => {
                &["The Pedal Post", "City Mobility", "Micromobility Wire", "Evening Ledger"]
            }
            (Self::Reviews, ..) => &["Brambelo Ride (iOS)", "Brambelo Ride (Android)"],
            (Self::Chat, ..) => &["general", "support-desk", "app-team", "warehouse", "product"],
        }
    }

    /// Writes the network's own id of the post with this number.
    pub(crate) fn write_native_id(self, serial: u64, first: bool, into: &mut String) {
        let written = match self {
            Self::Mastodon => {
                let id = 113_000_000_000_000_000 + (serial << 16) + (scramble(serial) & 0xffff);
                write!(into, "{id}")
            }
            Self::Bluesky => {
                into.push_str("3m");
                push_digits((serial << 12) + (scramble(serial) & 0xfff), 32, 11, into);
                Ok(())
            }
            Self::Reddit => {
                into.push_str(if first { "t3_" } else { "t1_" });
                push_digits(78_364_164_096 + serial, 36, 7, into);
                Ok(())
            }
            Self::Forum => write!(into, "{}", 40_000 + serial),
            Self::HackerNews => write!(into, "{}", 48_000_000 + serial),
            Self::Tube => {
                into.push_str("Ug");
                push_digits(scramble(serial), 36, 13, into);
                Ok(())
            }
            Self::News => write!(into, "urn:news:{serial}"),
            Self::Reviews => write!(into, "{}", 12_000_000_000 + serial),
            Self::Chat => write!(into, "C{serial:010}"),
        };
        debug_assert!(written.is_ok(), "a string takes every text");
    }

    /// Writes the address of a post; nothing where posts have none.
    pub(crate) fn write_url(self, native_id: &str, handle: &str, into: &mut String) {
        let written = match self {
            Self::Mastodon => {
                let (name, host) = handle.split_once('@').unwrap_or((handle, "social.example"));
                write!(into, "https://{host}/@{name}/{native_id}")
            }
            Self::Bluesky => write!(into, "https://bsky.example/profile/{handle}/post/{native_id}"),
            Self::Reddit => write!(into, "https://reddit.example/comments/{native_id}"),
            Self::Forum => write!(into, "https://forum.example/p/{native_id}"),
            Self::HackerNews => write!(into, "https://hackernews.example/item?id={native_id}"),
            Self::Tube => write!(into, "https://youtube.example/watch?lc={native_id}"),
            Self::News => {
                write!(into, "https://news.example/{}", native_id.trim_start_matches("urn:news:"))
            }
            Self::Reviews | Self::Chat => Ok(()),
        };
        debug_assert!(written.is_ok(), "a string takes every text");
    }
}

/// Appends `number` in base `base` (at most 36), padded to `width`.
pub(crate) fn push_digits(mut number: u64, base: u64, width: usize, into: &mut String) {
    const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
    let mut reversed = [b'0'; 64];
    let mut len = 0;
    while len < width || number > 0 {
        let Some(place) = reversed.get_mut(len) else { break };
        *place = DIGITS.get((number % base) as usize).copied().unwrap_or(b'0');
        number /= base;
        len += 1;
    }
    into.extend(reversed.iter().take(len).rev().map(|byte| char::from(*byte)));
}
