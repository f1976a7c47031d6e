#![doc = include_str!("../README.md")]

pub mod error;
pub mod options;

mod folder;
mod payload;
mod read_only;

pub mod entry;
mod record;
mod schema;
pub mod tagger;
mod tags;
mod terms;
mod traits;

pub mod follow;
mod open;
pub mod purge;
pub mod retag;

pub mod breakdown;
mod calendar;
pub mod count;
pub mod listing;
mod nominate;
mod prefix;
mod read_column;
pub mod scan;
pub mod search;
pub mod searcher;
mod steady;
mod visit;

pub use breakdown::By;
pub use count::{Bar, Bucket};
pub use entry::Entry;
pub use error::IndexError;
pub use follow::Index;
pub use listing::Cost;
pub use options::{Opened, Options};
pub use purge::Purged;
pub use retag::Retag;
pub use scan::Row;
pub use search::{Found, Hit, Order, Page};
pub use searcher::Searcher;
pub use tagger::{Scratch, Tagger};
