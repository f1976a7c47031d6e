//! How large a market is and when it ends.

use model::Timestamp;

/// The size of a market.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scale {
    /// How many posts; the market makes exactly so many. From 1,000 up it holds everything that is planted.
    pub posts: u64,
    /// How many local days; the planted events keep their places in proportion (they are written for 90).
    pub days: u32,
    /// The moment after the last post.
    pub until: Timestamp,
}

impl Scale {
    /// The market of `waggle demo`: 125,000 posts in 90 days.
    pub const fn demo(until: Timestamp) -> Self {
        Self { posts: 125_000, days: 90, until }
    }

    /// Another number of posts in 90 days.
    pub const fn of(posts: u64, until: Timestamp) -> Self {
        Self { posts, days: 90, until }
    }
}
