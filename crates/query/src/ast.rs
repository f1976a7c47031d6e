//! The tree of a query. Trees from [`crate::parse()`] keep the rules stated here; the index and the matcher rely on them.

use std::ops::Range;

use crate::atom::Atom;
use crate::field::Field;

/// The bytes of the query from which a part of the tree was read. Two spans are always equal, so that trees compare
/// by what they mean and not by where they were written.
#[derive(Debug, Clone, Copy, Default)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
}

impl Span {
    /// As a range.
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self { start: range.start, end: range.end }
    }
}

impl PartialEq for Span {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Span {}

/// A query or a part of one.
///
/// Every node but [`Node::Not`] can only match a post that holds something positive: no query matches by absence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// All of them. At least two, none is an `And`, at least one is no `Not`.
    And(Vec<Node>),
    /// At least one of them. At least two, none is an `Or` or a `Not`.
    Or(Vec<Node>),
    /// Not this one. Stands only in an `And`; what it holds is no `Not`.
    Not(Box<Node>),
    /// One word, pattern or word in exact letters.
    Atom(Atom, Span),
    /// Words at adjacent positions; at least two.
    Phrase(Vec<Atom>, Span),
    /// Parts that stand near each other.
    Near(Near),
    /// Parts that stand together in any order.
    Within(Within),
    /// Something about the post other than its words, or its title's words.
    Field(Field, Span),
}

/// A chain `a NEAR/3 b NEAR/5f c`: each part stands near the one before it.
///
/// Each part is *positional*: an atom, a phrase, an `Or` of positional nodes, or a `Near` with exactly one link. A
/// part stands at *stretches* of positions, from its first word to its last: an atom at one position, a phrase at as
/// many as it has words, an `Or` wherever one of its children stands, and a `Near` in brackets at the shortest
/// stretches from one of its two parts to the other (those that hold no shorter one).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Near {
    /// The first part.
    pub first: Box<Node>,
    /// The further parts; at least one.
    pub links: Vec<Link>,
}

/// One step of a chain of [`Near`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// How far the nearest ends of this part and the one before it may be apart: their positions differ by at most
    /// this much. 1 to [`MAX_DISTANCE`]. Parts that overlap differ by 0.
    pub distance: u32,
    /// Whether this part must start after the one before it ends.
    pub ordered: bool,
    /// This part.
    pub part: Node,
}

/// `"a b c"~5` or `(a AND (b OR c))~5`: there is a stretch for each part such that the nearest ends of any two
/// differ by at most `distance`, in any order. Stands in no `Near` and no `Within`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Within {
    /// At least two; each an atom, a phrase or an `Or` of those.
    pub parts: Vec<Node>,
    /// 1 to [`MAX_DISTANCE`].
    pub distance: u32,
}

/// The largest distance in a query. Title and text are further apart, so nothing near spans both.
pub const MAX_DISTANCE: u32 = 100;

impl Node {
    /// All of `nodes`, as one flat `And`; a single node stays itself.
    pub fn and(nodes: Vec<Node>) -> Node {
        let mut flat = Vec::with_capacity(nodes.len());
        for node in nodes {
            match node {
                Node::And(inner) => flat.extend(inner),
                node => flat.push(node),
            }
        }
        one_or(flat, Node::And)
    }

    /// Any of `nodes`, as one flat `Or`; a single node stays itself.
    pub fn or(nodes: Vec<Node>) -> Node {
        let mut flat = Vec::with_capacity(nodes.len());
        for node in nodes {
            match node {
                Node::Or(inner) => flat.extend(inner),
                node => flat.push(node),
            }
        }
        one_or(flat, Node::Or)
    }

    /// Whether it stands at positions, so that it may stand in a [`Near`].
    pub fn is_positional(&self) -> bool {
        match self {
            Node::Atom(..) | Node::Phrase(..) => true,
            Node::Or(nodes) => nodes.iter().all(Node::is_positional),
            Node::Near(near) => near.links.len() == 1,
            Node::And(_) | Node::Not(_) | Node::Within(_) | Node::Field(..) => false,
        }
    }

    /// Whether it is a `Not`, or an `And` of nothing else.
    pub(crate) fn is_negative(&self) -> bool {
        match self {
            Node::Not(_) => true,
            Node::And(nodes) => nodes.iter().all(Node::is_negative),
            _ => false,
        }
    }

    /// Calls `visit` for this node and every node in it, parents first.
    pub fn walk<'n>(&'n self, visit: &mut impl FnMut(&'n Node)) {
        visit(self);
        match self {
            Node::And(nodes) | Node::Or(nodes) => nodes.iter().for_each(|n| n.walk(visit)),
            Node::Not(node) => node.walk(visit),
            Node::Near(near) => {
                near.first.walk(visit);
                near.links.iter().for_each(|link| link.part.walk(visit));
            }
            Node::Within(within) => within.parts.iter().for_each(|n| n.walk(visit)),
            Node::Field(Field::Title(node), _) => node.walk(visit),
            Node::Atom(..) | Node::Phrase(..) | Node::Field(..) => {}
        }
    }

    /// The atoms of one atom or more, at adjacent positions.
    pub(crate) fn of_atoms(mut atoms: Vec<Atom>, span: Span) -> Node {
        match atoms.pop() {
            Some(only) if atoms.is_empty() => Node::Atom(only, span),
            Some(last) => {
                atoms.push(last);
                Node::Phrase(atoms, span)
            }
            None => Node::Phrase(atoms, span),
        }
    }
}

fn one_or(mut nodes: Vec<Node>, many: impl FnOnce(Vec<Node>) -> Node) -> Node {
    match (nodes.len(), nodes.pop()) {
        (1, Some(only)) => only,
        (_, Some(last)) => {
            nodes.push(last);
            many(nodes)
        }
        (_, None) => many(nodes),
    }
}
