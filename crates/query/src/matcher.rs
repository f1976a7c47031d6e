//! One query, ready to be asked of posts: of the live one and of those that the index nominates.

use std::ops::Range;

use model::Plan;
use model::words::Part;

use crate::candidate::Candidate;
use crate::compile::{Expr, compile};
use crate::error::QueryError;
use crate::judge::{Judge, Scratch, with_scratch};
use crate::lexicon::{Lexicon, LexiconBuilder};
use crate::query::Query;
use crate::sightings::Scope;

/// A query, ready to be asked of posts. Cheap to share between threads.
#[derive(Debug)]
pub struct Matcher {
    lexicon: Lexicon,
    expr: Expr,
}

/// A place in a post that made it match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Title or text.
    pub part: Part,
    /// The bytes in it.
    pub span: Range<usize>,
}

impl Matcher {
    /// `query` with the subjects, watches and the time zone of `plan`.
    ///
    /// # Errors
    /// When the query names a subject or a watch that the plan does not have.
    pub fn new(query: &Query, plan: &Plan) -> Result<Self, QueryError> {
        let mut lexicon = LexiconBuilder::default();
        let expr = compile(query.root(), plan, &mut lexicon)?;
        Ok(Self { lexicon: lexicon.finish(), expr })
    }

    /// Whether the post matches. Allocates nothing once this thread's buffers have grown.
    pub fn matches(&self, candidate: &Candidate<'_>) -> bool {
        with_scratch(|scratch| {
            self.lexicon.sight(candidate, &mut scratch.sightings);
            judge(candidate, scratch).holds(&self.expr, Scope::Everywhere)
        })
    }

    /// The places that make the post match, in order, none touching another; `None` when it does not match. A query
    /// of fields alone matches at no place.
    pub fn hits(&self, candidate: &Candidate<'_>) -> Option<Vec<Hit>> {
        with_scratch(|scratch| {
            self.lexicon.sight(candidate, &mut scratch.sightings);
            let mut judge = judge(candidate, scratch);
            if !judge.holds(&self.expr, Scope::Everywhere) {
                return None;
            }
            let mut found = Vec::new();
            judge.collect(&self.expr, Scope::Everywhere, &mut found);
            found.sort_unstable();
            let mut hits: Vec<Hit> = Vec::new();
            for (part, span) in found.into_iter().filter_map(|stretch| judge.span(stretch)) {
                match hits.last_mut() {
                    Some(last) if last.part == part && span.start < last.span.end => {
                        last.span.end = last.span.end.max(span.end);
                    }
                    _ => hits.push(Hit { part, span }),
                }
            }
            Some(hits)
        })
    }
}

fn judge<'a>(candidate: &'a Candidate<'a>, scratch: &'a mut Scratch) -> Judge<'a> {
    Judge { candidate, sightings: &scratch.sightings, pool: &mut scratch.pool }
}
