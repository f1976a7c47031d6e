//! What is wrong with a query, where, and what to write instead.

use std::ops::Range;

use crate::render;

/// Why a query was refused. One type, because every caller does the same with it: show it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{reason}; {remedy}")]
pub struct QueryError {
    /// The bytes of the query that it is about.
    pub span: Range<usize>,
    /// What is wrong: lower case, no full stop.
    pub reason: String,
    /// What to write instead: lower case, no full stop.
    pub remedy: String,
}

impl QueryError {
    /// A refusal of the bytes `span`.
    pub fn new(span: Range<usize>, reason: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { span, reason: reason.into(), remedy: remedy.into() }
    }

    /// The line of `text` that it is about, a line of carets under the place, the reason and the remedy. At most
    /// [`render::COLUMNS`] columns of the query are shown.
    pub fn render(&self, text: &str) -> String {
        format!("{}\n{}\n{}\n", render::caret(text, &self.span), self.reason, self.remedy)
    }
}
