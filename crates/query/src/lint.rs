//! Warns of queries that parse and still may not mean what their writer meant.

use std::fmt;
use std::ops::Range;

use crate::ast::{Node, Span};
use crate::error::QueryError;
use crate::field::Field;
use crate::notes::{Note, NoteKind};
use crate::query::Query;

mod tree;

/// How much a lint matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing.
    Hint,
    /// Probably not meant.
    Warning,
    /// Must not be used here.
    Error,
}

/// Something about a query that its writer should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lint {
    /// The bytes of the query that it is about.
    pub span: Range<usize>,
    /// How much it matters.
    pub severity: Severity,
    /// What it is: lower case, no full stop.
    pub reason: String,
    /// What to do about it: lower case, no full stop.
    pub remedy: String,
}

impl Lint {
    fn new(
        span: Range<usize>,
        severity: Severity,
        reason: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Self { span, severity, reason: reason.into(), remedy: remedy.into() }
    }

    /// As [`QueryError::render`].
    pub fn render(&self, text: &str) -> String {
        let error = QueryError::new(self.span.clone(), self.reason.clone(), self.remedy.clone());
        error.render(text)
    }
}

impl fmt::Display for Lint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; {}", self.reason, self.remedy)
    }
}

/// What the writer of a query should know, in the order of the places.
pub fn lint(query: &Query) -> Vec<Lint> {
    let mut lints: Vec<Lint> = query.notes().iter().map(of_note).collect();
    tree::check(query.root(), &mut lints);
    lints.sort_by_key(|lint| (lint.span.start, lint.span.end));
    lints.dedup();
    lints
}

/// [`lint`] for the query of a watch: what a watch must not use is an error. `subject:`, `watch:` and `quadrant:` ask
/// which watches match, so a watch that used them could ask about itself.
pub fn lint_watch(query: &Query) -> Vec<Lint> {
    let mut lints = lint(query);
    query.root().walk(&mut |node| {
        let Node::Field(field, span) = node else { return };
        let lint = match field {
            Field::Subject(_) => in_watch(*span, "subject"),
            Field::Watch(_) => in_watch(*span, "watch"),
            Field::Quadrant(_) => in_watch(*span, "quadrant"),
            Field::Created(moments) if moments.to.is_some() => Lint::new(
                span.range(),
                Severity::Warning,
                "this watch will match no post said after the end of `created:`",
                "leave the end open, `created:[2026-01-01 TO *]`, or ask for the time in a search",
            ),
            _ => return,
        };
        lints.push(lint);
    });
    lints.sort_by_key(|lint| (lint.span.start, lint.span.end));
    lints
}

fn in_watch(span: Span, field: &str) -> Lint {
    Lint::new(
        span.range(),
        Severity::Error,
        format!("a watch must not use `{field}:`, which asks what watches find"),
        format!("write the words that you look for; `{field}:` is for searches"),
    )
}

fn of_note(note: &Note) -> Lint {
    use Severity::{Hint, Warning};
    let (severity, reason, remedy) = match &note.kind {
        NoteKind::ImplicitAnd => (
            Warning,
            "no operator stands before this, which is read as `AND` (as X and YouScan mean it)"
                .to_owned(),
            "write `AND` or `OR`, or put words that belong together in quotes".to_owned(),
        ),
        NoteKind::LowerCase => (
            Warning,
            "operators are written in capitals, so this is looked for as a word".to_owned(),
            "write `AND`, `OR`, `NOT` or `NEAR/5`; put the word in quotes if you mean it"
                .to_owned(),
        ),
        NoteKind::NearAlone => (
            Hint,
            "`NEAR` without a number means 4 words, as in Meltwater".to_owned(),
            "write `NEAR/4`, or the distance that you mean".to_owned(),
        ),
        NoteKind::Slash => (
            Hint,
            "`/n` is read as `NEAR/nf`: the second part comes after the first".to_owned(),
            "write `NEAR/n` if the order does not matter, as in YouScan".to_owned(),
        ),
        NoteKind::LoneTilde => (
            Hint,
            "a distance around one word changes nothing".to_owned(),
            "put a second word into the quotes, or leave `~` out".to_owned(),
        ),
        NoteKind::LeadingNot => (
            Hint,
            "this starts with what is not wanted".to_owned(),
            "say first what posts must hold, then `NOT`".to_owned(),
        ),
        NoteKind::QuestionMark => (
            Warning,
            "`?` after a word stands for one more letter, also in quotes".to_owned(),
            "leave it out if you mean a question mark; `has:question` finds questions".to_owned(),
        ),
        NoteKind::Sign(sign) => (
            Hint,
            format!("`{sign}` means nothing here and is left out"),
            "write the word alone; every part joined by `AND` is required".to_owned(),
        ),
        NoteKind::Alias { written, read } => {
            (Hint, format!("`{written}:` is read as `{read}:`"), format!("write `{read}:`"))
        }
    };
    Lint::new(note.span.clone(), severity, reason, remedy)
}
