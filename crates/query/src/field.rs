//! What can be asked about a post beside its words.

use std::fmt;

use jiff::civil;
use model::{Act, Emotion, Kind, Label, Language, Network, Quadrant, Side, Timestamp, Zone};

use crate::ast::Node;

/// A question about a post beside its words. A post of which the answer is unknown does not match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Field {
    /// `author:` the handle without `@`.
    Author(AuthorName),
    /// `network:`
    Network(Network),
    /// `channel:` the part of the network in lower case, without `r/` in front.
    Channel(String),
    /// `lang:`
    Language(Language),
    /// `site:` the host in lower case: the URL's host is this one or a subdomain of it.
    Site(String),
    /// `url:` in lower case: a part of the post's URL.
    Url(String),
    /// `links:` in lower case: a part of a link in the post's text.
    Links(String),
    /// `title:` words of the title alone. Holds no [`Node::Field`].
    Title(Box<Node>),
    /// `kind:` and `is:`
    Kind(Kind),
    /// `is:repeat`: repeats an earlier post, exactly or nearly.
    Repeat,
    /// `has:`
    Has(Has),
    /// `sentiment:`
    Sentiment(Label),
    /// `emotion:`
    Emotion(Emotion),
    /// `act:` and `has:`
    Act(Act),
    /// `side:`
    Side(Side),
    /// `source:` the source's name, in any case.
    Source(String),
    /// `subject:` a watch of the subject with this name (in any case) matches.
    Subject(String),
    /// `watch:` the watch with this name (in any case) matches.
    Watch(String),
    /// `quadrant:` a watch of a subject in it matches.
    Quadrant(Quadrant),
    /// `followers:` of the author, as declared.
    Followers(Numbers),
    /// `engagement:` as declared.
    Engagement(Numbers),
    /// `created:` when it was said.
    Created(Moments),
}

/// Whom `author:` looks for. Handles compare without `@` and without regard to case.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct AuthorName {
    /// On this network only.
    pub network: Option<Network>,
    /// The handle, or what it starts with, in lower case without `@`; not empty.
    pub handle: String,
    /// Whether `handle` is only the start.
    pub prefix: bool,
}

/// What a post carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Has {
    /// A link in its text.
    Link,
    /// Pictures, sound or film.
    Media,
    /// A hashtag.
    Hashtag,
    /// A handle with `@`.
    Mention,
    /// A title.
    Title,
}

impl Has {
    /// Every value.
    pub const ALL: [Self; 5] = [Self::Link, Self::Media, Self::Hashtag, Self::Mention, Self::Title];

    /// The word for it in queries.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Link => "link",
            Self::Media => "media",
            Self::Hashtag => "hashtag",
            Self::Mention => "mention",
            Self::Title => "title",
        }
    }
}

/// Numbers from `from` to `to`, both inside; `None` is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Numbers {
    /// The smallest.
    pub from: Option<u64>,
    /// The largest.
    pub to: Option<u64>,
}

impl Numbers {
    /// Whether `number` is among them.
    pub fn contains(&self, number: u64) -> bool {
        self.from.is_none_or(|from| from <= number) && self.to.is_none_or(|to| number <= to)
    }
}

/// Time from `from` to `to`, both inside: a day as the last moment means until its end. `None` is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moments {
    /// The earliest.
    pub from: Option<Moment>,
    /// The latest.
    pub to: Option<Moment>,
}

impl Moments {
    /// The moments as a half-open window, with days and local times in `zone`.
    pub fn window(&self, zone: &Zone) -> model::time::Window {
        let always = model::time::Window::ALWAYS;
        model::time::Window {
            since: self.from.map_or(always.since, |from| from.first(zone)),
            until: self.to.map_or(always.until, |to| to.after(zone)),
        }
    }
}

/// A point in time as a query names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// `2026-01-31`: the day in the workspace's zone.
    Day(civil::Date),
    /// `2026-01-31T12:00:00`: on the clocks of the workspace's zone.
    Local(civil::DateTime),
    /// `2026-01-31T12:00:00Z`, to the second.
    Instant(Timestamp),
}

impl Moment {
    /// Its first second.
    pub fn first(self, zone: &Zone) -> Timestamp {
        match self {
            Self::Day(date) => zone.start_of(model::Day(days(date))),
            Self::Local(local) => match local.to_zoned(zone.as_jiff().clone()) {
                Ok(zoned) => zoned.timestamp().into(),
                Err(_) => Timestamp(i64::from(days(local.date())) * Timestamp::DAY_SECS),
            },
            Self::Instant(moment) => moment,
        }
    }

    /// The first second after it.
    pub fn after(self, zone: &Zone) -> Timestamp {
        match self {
            Self::Day(date) => zone.start_of(model::Day(days(date) + 1)),
            Self::Local(_) | Self::Instant(_) => self.first(zone).plus_secs(1),
        }
    }
}

/// Days since 1970-01-01.
fn days(date: civil::Date) -> i32 {
    (date - civil::date(1970, 1, 1)).get_days()
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(date) => write!(f, "{date}"),
            Self::Local(local) => write!(f, "{local}"),
            Self::Instant(moment) => write!(f, "{moment}"),
        }
    }
}

/// Lower case letter by letter, as handles, channels and addresses compare.
pub(crate) fn lower(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).collect()
}
