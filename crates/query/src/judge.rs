//! Decides whether a compiled query holds for a candidate whose atoms were sighted.

use std::cell::RefCell;
use std::ops::Range;

use model::words::Part;

use crate::candidate::Candidate;
use crate::compile::Expr;
use crate::sightings::{Scope, Sightings};
use crate::stretches::{Ground, Pool, Stretch};

/// Buffers that are kept from post to post.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    pub sightings: Sightings,
    pub pool: Pool,
    /// For the stored-query set: the post for which each watch was judged last.
    pub judged: Vec<u64>,
}

/// Runs `work` with this thread's buffers.
pub(crate) fn with_scratch<T>(work: impl FnOnce(&mut Scratch) -> T) -> T {
    thread_local! {
        static SCRATCH: RefCell<Scratch> = RefCell::default();
    }
    SCRATCH.with(|scratch| match scratch.try_borrow_mut() {
        Ok(mut scratch) => work(&mut scratch),
        Err(_) => work(&mut Scratch::default()),
    })
}

/// A candidate and where the atoms stand in it.
pub(crate) struct Judge<'a> {
    pub candidate: &'a Candidate<'a>,
    pub sightings: &'a Sightings,
    pub pool: &'a mut Pool,
}

impl Judge<'_> {
    /// Whether `expr` holds.
    pub fn holds(&mut self, expr: &Expr, scope: Scope) -> bool {
        let ground = Ground { sightings: self.sightings, scope };
        match expr {
            Expr::All(exprs) => exprs.iter().all(|expr| self.holds(expr, scope)),
            Expr::Any(exprs) => exprs.iter().any(|expr| self.holds(expr, scope)),
            Expr::Not(expr) => !self.holds(expr, scope),
            Expr::Atom(atom) => self.sightings.has(*atom, scope),
            Expr::Phrase(atoms) => {
                // The cheap test first: most posts lack one of the words.
                atoms.iter().all(|atom| self.sightings.has(*atom, scope))
                    && self.sightings.phrase(atoms, scope).next().is_some()
            }
            Expr::Near(chain) => ground.chain_holds(chain, self.pool),
            Expr::Within { parts, distance } => ground.within(parts, *distance, self.pool, None),
            Expr::Title(expr) => self.holds(expr, Scope::Title),
            Expr::Ask(ask) => ask.holds(self.candidate),
        }
    }

    /// Adds the stretches that make `expr` hold to `found`, if it holds.
    pub fn collect(&mut self, expr: &Expr, scope: Scope, found: &mut Vec<Stretch>) {
        let ground = Ground { sightings: self.sightings, scope };
        match expr {
            Expr::All(exprs) => {
                if self.holds(expr, scope) {
                    exprs.iter().for_each(|expr| self.collect(expr, scope, found));
                }
            }
            Expr::Any(exprs) => exprs.iter().for_each(|expr| self.collect(expr, scope, found)),
            Expr::Atom(atom) => found.extend(
                self.sightings.positions(*atom, scope).map(|at| Stretch { first: at, last: at }),
            ),
            Expr::Phrase(atoms) => {
                let length = atoms.len() as u32;
                found.extend(
                    self.sightings
                        .phrase(atoms, scope)
                        .map(|first| Stretch { first, last: first + length - 1 }),
                );
            }
            Expr::Near(chain) => found.extend(ground.chain_stretches(chain, self.pool)),
            Expr::Within { parts, distance } => {
                ground.within(parts, *distance, self.pool, Some(found));
            }
            Expr::Title(expr) => self.collect(expr, Scope::Title, found),
            Expr::Not(_) | Expr::Ask(_) => {}
        }
    }

    /// The bytes of a stretch.
    pub fn span(&self, stretch: Stretch) -> Option<(Part, Range<usize>)> {
        let words = self.candidate.words.as_slice();
        let at = |position| {
            let place = words.partition_point(|word| word.position < position);
            words.get(place)
        };
        let (first, last) = (at(stretch.first)?, at(stretch.last)?);
        Some((first.part, first.start as usize..last.end as usize))
    }
}
