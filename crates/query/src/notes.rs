//! What the parser saw in a query's spelling that the tree no longer shows; the lint tells it.

use std::ops::Range;

/// One observation and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Note {
    pub span: Range<usize>,
    pub kind: NoteKind,
}

/// What was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum NoteKind {
    /// Two parts stand side by side without an operator.
    ImplicitAnd,
    /// `and`, `or`, `not`, `near` in lower case: words.
    LowerCase,
    /// `NEAR` or `ONEAR` without a number.
    NearAlone,
    /// `/5` of YouScan.
    Slash,
    /// `"word"~5` around one word.
    LoneTilde,
    /// A level starts with `NOT`.
    LeadingNot,
    /// `?` after a word in quotes.
    QuestionMark,
    /// A sign in front of a word that means nothing here.
    Sign(char),
    /// A field of another tool, read as ours.
    Alias {
        /// As written.
        written: String,
        /// As read.
        read: String,
    },
}
