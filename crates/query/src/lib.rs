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

pub mod candidate;

pub use ast::Node;
pub use atom::Atom;
pub use candidate::Candidate;
pub use error::QueryError;
pub use field::Field;
pub use parse::parse;
pub use query::Query;
