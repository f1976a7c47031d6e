#![doc = include_str!("../README.md")]

pub mod ast;
pub mod atom;
pub mod error;
pub mod field;
pub mod query;

mod dialect;
mod lex;
mod notes;
pub mod parse;
mod print;
pub mod render;

pub mod explain;
pub mod lint;

mod ask;
pub mod candidate;
mod compile;
mod judge;
mod lexicon;
pub mod matcher;
mod nominate;
mod sightings;
mod stretches;
pub mod watch_set;

pub use ast::Node;
pub use atom::Atom;
pub use candidate::Candidate;
pub use error::QueryError;
pub use explain::explain;
pub use field::Field;
pub use lint::{Lint, Severity, lint, lint_watch};
pub use matcher::{Hit, Matcher};
pub use parse::parse;
pub use query::Query;
pub use watch_set::WatchSet;
