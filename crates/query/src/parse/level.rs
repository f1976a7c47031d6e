//! One level of brackets: parts joined by `AND`, `OR` and `NOT`, which may not mix as they please.

use std::ops::Range;

use super::{Parser, double_negation};
use crate::ast::Node;
use crate::error::QueryError;
use crate::lex::TokenKind;
use crate::notes::{Note, NoteKind};

/// A part of a level.
struct Part {
    node: Node,
    span: Range<usize>,
    /// Where its `NOT` stands.
    negated: Option<Range<usize>>,
    /// Whether `NEAR` joins it without brackets around.
    near: bool,
}

/// What joins two parts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joiner {
    And,
    Or,
}

impl Parser<'_> {
    /// Parts up to the closing bracket of `open` or the end of the query.
    pub(super) fn level(&mut self, open: Option<Range<usize>>) -> Result<Node, QueryError> {
        if self.at == self.tokens.len() {
            return Err(match open {
                Some(open) => {
                    QueryError::new(open, "this bracket is never closed", "add `)` at its end")
                }
                None => QueryError::new(
                    0..0,
                    "the query is empty",
                    "write a word to look for: `waggle query check 'acme AND delay*'`",
                ),
            });
        }
        let mut parts = vec![self.negatable()?];
        let mut joiners: Vec<(Joiner, Range<usize>)> = Vec::new();
        loop {
            let here = self.here();
            let joiner = match self.peek() {
                None | Some(TokenKind::Close { .. }) => break,
                Some(TokenKind::And) => {
                    self.at += 1;
                    Joiner::And
                }
                Some(TokenKind::Or) => {
                    self.at += 1;
                    Joiner::Or
                }
                Some(TokenKind::Not | TokenKind::Minus) => Joiner::And,
                Some(_) => {
                    let kind = NoteKind::ImplicitAnd;
                    self.notes.push(Note { span: here.clone(), kind });
                    Joiner::And
                }
            };
            joiners.push((joiner, here));
            parts.push(self.negatable()?);
        }
        self.join(parts, &joiners)
    }

    /// `NOT a`, `-a` or `a`.
    fn negatable(&mut self) -> Result<Part, QueryError> {
        let here = self.here();
        let negated = matches!(self.peek(), Some(TokenKind::Not | TokenKind::Minus));
        self.at += usize::from(negated);
        let start = self.here().start;
        let (node, near) = self.chain()?;
        let span = start..self.end_of_last();
        if negated && node.is_negative() {
            return Err(double_negation(here.start..span.end));
        }
        Ok(Part { node, span, negated: negated.then_some(here), near })
    }

    fn join(
        &mut self,
        parts: Vec<Part>,
        joiners: &[(Joiner, Range<usize>)],
    ) -> Result<Node, QueryError> {
        let any = |joiner| joiners.iter().any(|(j, _)| *j == joiner);
        if !any(Joiner::Or) {
            if let Some(Part { negated: Some(span), .. }) = parts.first()
                && parts.len() > 1
            {
                self.notes.push(Note { span: span.clone(), kind: NoteKind::LeadingNot });
            }
            let negate = |part: Part| match part.negated {
                Some(_) => Node::Not(Box::new(part.node)),
                None => part.node,
            };
            return Ok(Node::and(parts.into_iter().map(negate).collect()));
        }
        if let Some(part) = parts.iter().find(|p| p.negated.is_some() || p.node.is_negative()) {
            let span = part.negated.clone().unwrap_or(part.span.clone());
            return Err(QueryError::new(
                span,
                "`NOT` stands beside `OR` on one level, where it would find nearly everything",
                "put brackets around: `(a OR b) NOT c`, or `a OR (b NOT c)`",
            ));
        }
        if any(Joiner::And) {
            return Err(self.mixed(&parts, joiners));
        }
        if let Some(part) = parts.iter().find(|part| part.near) {
            return Err(QueryError::new(
                part.span.clone(),
                "`NEAR` and `OR` stand on one level without brackets",
                "write `(a OR b) NEAR/5 c`, or `a OR (b NEAR/5 c)`",
            ));
        }
        Ok(Node::or(parts.into_iter().map(|part| part.node).collect()))
    }

    /// `AND` and `OR` on one level: says how the parts at hand could be bracketed.
    fn mixed(&self, parts: &[Part], joiners: &[(Joiner, Range<usize>)]) -> QueryError {
        let first = joiners.first().map(|(joiner, _)| *joiner);
        let place = joiners.iter().find(|(joiner, _)| Some(*joiner) != first);
        let span = place.map_or(0..0, |(_, span)| span.clone());
        let slice = |part: &Part| self.text.get(part.span.clone()).unwrap_or_default().to_owned();
        let names: Vec<String> = parts.iter().map(slice).collect();
        let short = names.iter().map(String::len).sum::<usize>() <= 60;
        let remedy = if short {
            let kinds: Vec<Joiner> = joiners.iter().map(|(joiner, _)| *joiner).collect();
            format!(
                "write `{}` (as Meltwater and X read it), or `{}`",
                bracketed(&names, &kinds, Joiner::And),
                bracketed(&names, &kinds, Joiner::Or),
            )
        } else {
            "put brackets around what belongs together: `(a AND b) OR c` (as Meltwater and X read \
             it), or `a AND (b OR c)`"
                .to_owned()
        };
        QueryError::new(
            span,
            "`AND` (or a missing operator, which means `AND`) and `OR` stand on one level without \
             brackets",
            remedy,
        )
    }
}

/// `names` joined by `joiners`, with brackets around the runs of `tight`.
fn bracketed(names: &[String], joiners: &[Joiner], tight: Joiner) -> String {
    let word = |joiner| if joiner == Joiner::And { " AND " } else { " OR " };
    let loose = if tight == Joiner::And { Joiner::Or } else { Joiner::And };
    let mut groups: Vec<Vec<&str>> = vec![names.first().map(String::as_str).into_iter().collect()];
    for (name, joiner) in names.iter().skip(1).zip(joiners) {
        match groups.last_mut() {
            Some(group) if *joiner == tight => group.push(name),
            _ => groups.push(vec![name]),
        }
    }
    let groups: Vec<String> = groups
        .into_iter()
        .map(|g| if g.len() > 1 { format!("({})", g.join(word(tight))) } else { g.concat() })
        .collect();
    groups.join(word(loose))
}

/// The refusal of a query that only says what a post must not hold.
pub(super) fn bare_negative(span: Range<usize>) -> QueryError {
    QueryError::new(
        span,
        "`NOT` needs something positive beside it: alone it would find nearly every post",
        "add what posts must hold: `acme NOT jobs`, or a field: `lang:en NOT jobs`",
    )
}
