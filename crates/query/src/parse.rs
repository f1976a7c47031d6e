//! Reads a query into its tree, or says where and why it cannot.

use std::ops::Range;

use crate::ast::{Link, Near, Node, Span, Within};
use crate::atom::{self, Fault};
use crate::error::QueryError;
use crate::lex::{Token, TokenKind, lex};
use crate::notes::{Note, NoteKind};
use crate::query::Query;

mod level;
mod phrase;
mod value;

/// The longest query, in bytes.
pub const MAX_BYTES: usize = 200_000;
/// How deeply brackets may nest.
pub const MAX_DEPTH: usize = 200;

/// The query that `text` says.
///
/// # Errors
/// The first thing that is wrong, with its place and a remedy. Never panics, whatever the text.
pub fn parse(text: &str) -> Result<Query, QueryError> {
    if text.len() > MAX_BYTES {
        return Err(QueryError::new(
            0..0,
            format!("the query is {} bytes long; at most {MAX_BYTES} are read", text.len()),
            "split it into several watches of the same subject",
        ));
    }
    let lexed = lex(text)?;
    let mut parser =
        Parser { text, tokens: lexed.tokens, at: 0, depth: 0, notes: lexed.notes, in_title: false };
    let root = parser.level(None)?;
    if let Some(close) = parser.next() {
        return Err(QueryError::new(
            close.span,
            "this bracket closes nothing",
            "remove it, or open one before",
        ));
    }
    if root.is_negative() {
        return Err(level::bare_negative(0..text.len()));
    }
    Ok(Query::new(root, parser.notes))
}

struct Parser<'t> {
    text: &'t str,
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
    notes: Vec<Note>,
    in_title: bool,
}

impl Parser<'_> {
    fn peek(&self) -> Option<&TokenKind> {
        self.tokens.get(self.at).map(|token| &token.kind)
    }

    /// The bytes of the next token, or of the query's end.
    fn here(&self) -> Range<usize> {
        self.tokens
            .get(self.at)
            .map_or(self.text.len()..self.text.len(), |token| token.span.clone())
    }

    fn next(&mut self) -> Option<Token> {
        let token = self.tokens.get(self.at).cloned();
        self.at += usize::from(token.is_some());
        token
    }

    /// One part and what stands near it. The second is whether `NEAR` joined it without brackets around.
    fn chain(&mut self) -> Result<(Node, bool), QueryError> {
        let start = self.here();
        let first = self.part()?;
        let mut links = Vec::new();
        let mut spans = Vec::with_capacity(1);
        spans.push(start.start..self.end_of_last());
        while let Some(&TokenKind::Near { distance, ordered }) = self.peek() {
            self.at += 1;
            if matches!(self.peek(), Some(TokenKind::Not | TokenKind::Minus)) {
                return Err(not_in_near(self.here()));
            }
            let start = self.here();
            let part = self.part()?;
            spans.push(start.start..self.end_of_last());
            links.push(Link { distance, ordered, part });
        }
        if links.is_empty() {
            return Ok((first, false));
        }
        let parts = std::iter::once(&first).chain(links.iter().map(|link| &link.part));
        for (part, span) in parts.zip(spans) {
            check_positional(part, span)?;
        }
        Ok((Node::Near(Near { first: Box::new(first), links }), true))
    }

    fn end_of_last(&self) -> usize {
        self.at.checked_sub(1).and_then(|at| self.tokens.get(at)).map_or(0, |t| t.span.end)
    }

    /// A word, phrase, field or bracket.
    fn part(&mut self) -> Result<Node, QueryError> {
        let here = self.here();
        let Some(token) = self.next() else {
            return Err(QueryError::new(
                here,
                "something to look for is missing here",
                "add a word, a phrase or a field, or remove the operator before",
            ));
        };
        match token.kind {
            TokenKind::Open => self.bracket(token.span),
            TokenKind::Quoted { text, within } => self.quoted(&text, within, token.span),
            TokenKind::Braced { text } => atoms(atom::read_exact(&text), token.span),
            TokenKind::Bare { text } => self.bare(&text, token.span),
            TokenKind::Field { name } => self.field(&name, token.span),
            TokenKind::Range { .. } => Err(QueryError::new(
                token.span,
                "a range belongs to a field",
                "write `followers:[500 TO *]`, `engagement:[..]` or `created:[..]` without a space",
            )),
            TokenKind::Close { .. } => Err(QueryError::new(
                token.span,
                "something to look for is missing before this bracket",
                "put a word, a phrase or a field into the brackets, or remove them",
            )),
            TokenKind::And | TokenKind::Or | TokenKind::Near { .. } => {
                let written = self.text.get(token.span.clone()).unwrap_or_default().to_owned();
                Err(QueryError::new(
                    token.span,
                    format!("`{written}` has nothing to join on its left"),
                    format!(
                        "put a word before it, or write `\"{}\"` for the word",
                        written.to_lowercase()
                    ),
                ))
            }
            TokenKind::Not | TokenKind::Minus => Err(double_negation(token.span)),
        }
    }

    /// What stands between `(` and its `)`.
    fn bracket(&mut self, open: Range<usize>) -> Result<Node, QueryError> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(QueryError::new(
                open,
                format!("brackets are nested more than {MAX_DEPTH} deep"),
                "remove brackets that change nothing, or split the query",
            ));
        }
        let node = self.level(Some(open.clone()))?;
        self.depth -= 1;
        match self.next().map(|token| token.kind) {
            Some(TokenKind::Close { within: None }) => Ok(node),
            Some(TokenKind::Close { within: Some(distance) }) => {
                self.within(node, distance, open.start..self.end_of_last())
            }
            _ => Err(QueryError::new(open, "this bracket is never closed", "add `)` at its end")),
        }
    }

    /// `(a AND b)~5`
    fn within(&self, node: Node, distance: u32, span: Range<usize>) -> Result<Node, QueryError> {
        let Node::And(parts) = node else {
            return Err(QueryError::new(
                span,
                format!("`~{distance}` needs parts joined by `AND` in its brackets"),
                format!("write `(a AND (b OR c))~{distance}`, or leave `~{distance}` out"),
            ));
        };
        for part in &parts {
            let flat = match part {
                Node::Or(nodes) => nodes.iter().all(is_leaf),
                part => is_leaf(part),
            };
            if !flat {
                return Err(QueryError::new(
                    span,
                    format!(
                        "`(…)~{distance}` may hold words, phrases and one layer of `OR` brackets"
                    ),
                    "take `NOT`, fields and `NEAR` out: `(a AND b)~5 AND NOT c`",
                ));
            }
        }
        Ok(Node::Within(Within { parts, distance }))
    }

    fn bare(&mut self, text: &str, span: Range<usize>) -> Result<Node, QueryError> {
        let sign = text.chars().next().filter(|c| matches!(c, '+' | '$' | '%' | '='));
        let node = atoms(atom::read(text), span.clone())?;
        if let Some(sign) = sign {
            self.notes.push(Note { span, kind: NoteKind::Sign(sign) });
        }
        Ok(node)
    }

    fn quoted(
        &mut self,
        text: &str,
        within: Option<u32>,
        span: Range<usize>,
    ) -> Result<Node, QueryError> {
        let atoms = phrase::read_phrase(text).map_err(|fault| refuse(fault, span.clone()))?;
        if atoms.iter().any(|a| matches!(a, atom::Atom::Wildcard(p) if p.as_str().ends_with('?'))) {
            self.notes.push(Note { span: span.clone(), kind: NoteKind::QuestionMark });
        }
        let place = Span::from(span.clone());
        match within {
            Some(distance) if atoms.len() > 1 => {
                let parts = atoms.into_iter().map(|atom| Node::Atom(atom, place)).collect();
                Ok(Node::Within(Within { parts, distance }))
            }
            Some(_) => {
                self.notes.push(Note { span, kind: NoteKind::LoneTilde });
                Ok(Node::of_atoms(atoms, place))
            }
            None => Ok(Node::of_atoms(atoms, place)),
        }
    }
}

fn is_leaf(node: &Node) -> bool {
    matches!(node, Node::Atom(..) | Node::Phrase(..))
}

fn atoms(read: Result<Vec<atom::Atom>, Fault>, span: Range<usize>) -> Result<Node, QueryError> {
    match read {
        Ok(atoms) => Ok(Node::of_atoms(atoms, span.into())),
        Err(fault) => Err(refuse(fault, span)),
    }
}

/// The message for a text that cannot be looked for.
fn refuse(fault: Fault, span: Range<usize>) -> QueryError {
    let (reason, remedy) = match fault {
        Fault::NoWord => (
            "there is no word to look for in this",
            "write letters, digits or an emoji; punctuation alone cannot be found",
        ),
        Fault::LeadingWildcard => (
            "a word cannot start with `*` or `?`",
            "write the start of the word: `deliver*`; for any word between two others `a NEAR/2f b`",
        ),
        Fault::ShortPrefix => (
            "fewer than two letters stand before `*`",
            "write more of the word: `de*`, better `deliver*`",
        ),
        Fault::WildcardInExact => (
            "`*` and `?` do not work in exact letters",
            "write the exact spellings with `OR`: `({BT} OR {BTs})`",
        ),
        Fault::OpenBrace => (
            "this phrase opens `{` and never closes it",
            "write `\"{BT} phone\"`, or leave the `{` out",
        ),
    };
    QueryError::new(span, reason, remedy)
}

fn check_positional(node: &Node, span: Range<usize>) -> Result<(), QueryError> {
    if node.is_positional() {
        return Ok(());
    }
    if node.is_negative() {
        return Err(not_in_near(span));
    }
    let mut culprit = None;
    node.walk(&mut |inner| {
        if culprit.is_none() && !inner.is_positional() && !matches!(inner, Node::Or(_)) {
            culprit = Some(inner);
        }
    });
    Err(match culprit {
        Some(Node::Field(..)) => QueryError::new(
            span,
            "a field stands nowhere in the text, so nothing is near it",
            "join it with `AND` outside: `(a NEAR/5 b) AND lang:en`",
        ),
        Some(Node::Near(_) | Node::Within(_)) => QueryError::new(
            span,
            "`NEAR` may hold one bracket of two parts joined by `NEAR`, and no `~`",
            "write a chain without brackets, `a NEAR/5 b NEAR/5 c`, or join pairs with `AND`",
        ),
        _ => QueryError::new(
            span,
            "`AND` may not stand inside `NEAR`",
            "write `(a NEAR/5 c) AND (b NEAR/5 c)`, or `(a AND b AND c)~5`",
        ),
    })
}

fn not_in_near(span: Range<usize>) -> QueryError {
    QueryError::new(
        span,
        "`NOT` may not stand inside `NEAR`",
        "write `(a NEAR/5 b) NOT c`, or `a NOT (a NEAR/5 b)`",
    )
}

fn double_negation(span: Range<usize>) -> QueryError {
    QueryError::new(span, "two `NOT` in a row cancel each other out", "remove both, or one")
}
