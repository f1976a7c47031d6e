//! The parts of a post that a column can hold, by the words that `--map` uses.

use std::fmt;

use serde::Serialize;

macro_rules! fields {
    ($($(#[$doc:meta])* $variant:ident = $word:literal),+ $(,)?) => {
        /// A part of a post that a column of a file can hold.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
        pub enum Field { $($(#[$doc])* #[serde(rename = $word)] $variant),+ }

        impl Field {
            /// Every field, in the order in which a preview lists them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word for it in `--map`.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }
    };
}

fields!(
    /// The network's own id of the post.
    Id = "id",
    /// When it was said: a date, with or without a time of day.
    CreatedAt = "created_at",
    /// The time of day, used where `created_at` holds a date alone.
    Time = "time",
    /// The author's handle.
    Author = "author",
    /// The name shown beside the handle.
    AuthorName = "author_name",
    /// How many follow the author.
    Followers = "followers",
    /// The words.
    Text = "text",
    /// More words, added to `text` where they are not in it already.
    MoreText = "more_text",
    /// The headline.
    Title = "title",
    /// Where to read it.
    Url = "url",
    /// Where it was said.
    Network = "network",
    /// The part of the network: subreddit, forum, publication.
    Channel = "channel",
    /// A language tag or name.
    Language = "language",
    /// Original, reply, repost …
    Kind = "kind",
    /// The id or link of the post that it answers.
    Parent = "parent",
    /// The id or link of the first post of its thread.
    Thread = "thread",
    /// The id or link of the post that it passes on.
    RepostOf = "repost_of",
    /// The id or link of the post that it quotes.
    QuoteOf = "quote_of",
    /// All interactions in one number.
    Engagement = "engagement",
    /// One sort of interaction (likes, shares …); all such columns are added up where `engagement` is missing.
    Interactions = "interactions",
    /// People it may have reached.
    Reach = "reach",
    /// Pictures, sound or film: links, a number or yes/no.
    Media = "media",
);

impl Field {
    /// How many there are.
    pub const COUNT: usize = Self::ALL.len();

    /// Its place in [`Self::ALL`].
    pub const fn index(self) -> usize {
        self as usize
    }

    /// The field called `word`, in any case, with `_`, `-` or space between its parts.
    pub fn from_word(word: &str) -> Option<Self> {
        let word = word.trim().to_lowercase().replace(['-', ' '], "_");
        Self::ALL.iter().copied().find(|field| field.as_str() == word)
    }

    /// Whether invalid bytes in it make the row a reject: the parts that say who, when, what and where.
    pub const fn must_be_whole(self) -> bool {
        matches!(
            self,
            Self::Id
                | Self::CreatedAt
                | Self::Author
                | Self::Text
                | Self::MoreText
                | Self::Title
                | Self::Url
                | Self::Parent
                | Self::Network
        )
    }

    /// Whether every column of it counts, not only the first that is filled.
    pub const fn takes_all(self) -> bool {
        matches!(self, Self::Interactions | Self::Media)
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
