//! A parsed query.

use std::str::FromStr;

use crate::ast::Node;
use crate::error::QueryError;
use crate::notes::Note;
use crate::parse::parse;

/// A query of the watch language. [`Display`](std::fmt::Display) prints it in the canonical spelling.
#[derive(Debug, Clone)]
pub struct Query {
    root: Node,
    notes: Vec<Note>,
}

impl Query {
    pub(crate) fn new(root: Node, notes: Vec<Note>) -> Self {
        Self { root, notes }
    }

    /// The query that `node` says.
    ///
    /// # Errors
    /// When `node` breaks a rule of [`Node`]. The error's span counts in the printed node.
    pub fn of(node: &Node) -> Result<Self, QueryError> {
        parse(&node.to_string())
    }

    /// Its tree.
    pub fn root(&self) -> &Node {
        &self.root
    }

    pub(crate) fn notes(&self) -> &[Note] {
        &self.notes
    }
}

/// Two queries are equal when they mean the same by their trees, however they were spelled.
impl PartialEq for Query {
    fn eq(&self, other: &Self) -> bool {
        self.root == other.root
    }
}

impl Eq for Query {}

impl FromStr for Query {
    type Err = QueryError;

    fn from_str(text: &str) -> Result<Self, QueryError> {
        parse(text)
    }
}
