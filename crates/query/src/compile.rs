//! Turns a tree into the form in which it is judged: atoms by number, names resolved by the plan, cheap tests first.

use model::{Plan, WatchId};

use crate::ask::Ask;
use crate::ast::{Near, Node, Span};
use crate::atom::Atom;
use crate::error::QueryError;
use crate::field::Field;
use crate::lexicon::{AtomId, LexiconBuilder};

/// A compiled query or a part of one.
#[derive(Debug)]
pub(crate) enum Expr {
    All(Box<[Expr]>),
    Any(Box<[Expr]>),
    Not(Box<Expr>),
    Atom(AtomId),
    Phrase(Box<[AtomId]>),
    Near(Chain),
    Within { parts: Box<[Place]>, distance: u32 },
    Title(Box<Expr>),
    Ask(Ask),
}

/// A positional node: it stands at stretches of positions.
#[derive(Debug)]
pub(crate) enum Place {
    Atom(AtomId),
    Phrase(Box<[AtomId]>),
    Any(Box<[Place]>),
    Pair(Box<Chain>),
}

/// A chain of `NEAR`.
#[derive(Debug)]
pub(crate) struct Chain {
    pub first: Place,
    pub links: Box<[Step]>,
}

/// A link of a chain.
#[derive(Debug)]
pub(crate) struct Step {
    pub distance: u32,
    pub ordered: bool,
    pub place: Place,
}

/// Compiles `node`; its atoms go into `lexicon`.
///
/// # Errors
/// When it names a subject or a watch that `plan` does not have.
pub(crate) fn compile(
    node: &Node,
    plan: &Plan,
    lexicon: &mut LexiconBuilder,
) -> Result<Expr, QueryError> {
    Ok(match node {
        Node::And(nodes) => Expr::All(each(nodes, plan, lexicon)?),
        Node::Or(nodes) => Expr::Any(each(nodes, plan, lexicon)?),
        Node::Not(node) => Expr::Not(Box::new(compile(node, plan, lexicon)?)),
        Node::Atom(atom, _) => Expr::Atom(lexicon.intern(atom)),
        Node::Phrase(atoms, _) => Expr::Phrase(interned(atoms, lexicon)),
        Node::Near(near) => Expr::Near(chain(near, lexicon)),
        Node::Within(within) => Expr::Within {
            parts: within.parts.iter().map(|part| place(part, lexicon)).collect(),
            distance: within.distance,
        },
        Node::Field(Field::Title(node), _) => Expr::Title(Box::new(compile(node, plan, lexicon)?)),
        Node::Field(field, span) => Expr::Ask(ask(field, *span, plan)?),
    })
}

fn each(
    nodes: &[Node],
    plan: &Plan,
    lexicon: &mut LexiconBuilder,
) -> Result<Box<[Expr]>, QueryError> {
    let compiled: Result<Vec<Expr>, QueryError> =
        nodes.iter().map(|node| compile(node, plan, lexicon)).collect();
    let mut compiled = compiled?;
    compiled.sort_by_cached_key(cost);
    Ok(compiled.into())
}

/// How dear an expression is to judge, roughly, in words looked at.
fn cost(expr: &Expr) -> u32 {
    match expr {
        Expr::Atom(_) => 1,
        Expr::Ask(Ask::Url(_) | Ask::Links(_) | Ask::Has(_)) => 20,
        Expr::Ask(_) => 2,
        Expr::Phrase(atoms) => 3 + atoms.len() as u32,
        Expr::Near(chain) => 10 * (1 + chain.links.len() as u32),
        Expr::Within { parts, .. } => 10 * parts.len() as u32,
        Expr::Not(expr) | Expr::Title(expr) => cost(expr).saturating_add(1),
        Expr::All(exprs) | Expr::Any(exprs) => {
            exprs.iter().fold(1, |sum: u32, expr| sum.saturating_add(cost(expr)))
        }
    }
}

fn interned(atoms: &[Atom], lexicon: &mut LexiconBuilder) -> Box<[AtomId]> {
    atoms.iter().map(|atom| lexicon.intern(atom)).collect()
}

fn chain(near: &Near, lexicon: &mut LexiconBuilder) -> Chain {
    let first = place(&near.first, lexicon);
    let step = |link: &crate::ast::Link, lexicon: &mut LexiconBuilder| Step {
        distance: link.distance,
        ordered: link.ordered,
        place: place(&link.part, lexicon),
    };
    Chain { first, links: near.links.iter().map(|link| step(link, lexicon)).collect() }
}

fn place(node: &Node, lexicon: &mut LexiconBuilder) -> Place {
    match node {
        Node::Atom(atom, _) => Place::Atom(lexicon.intern(atom)),
        Node::Phrase(atoms, _) => Place::Phrase(interned(atoms, lexicon)),
        Node::Or(nodes) => Place::Any(nodes.iter().map(|node| place(node, lexicon)).collect()),
        Node::Near(near) => Place::Pair(Box::new(chain(near, lexicon))),
        // The parser lets none of these stand here; nowhere is the safe answer.
        Node::And(_) | Node::Not(_) | Node::Within(_) | Node::Field(..) => Place::Any([].into()),
    }
}

fn ask(field: &Field, span: Span, plan: &Plan) -> Result<Ask, QueryError> {
    Ok(match field {
        Field::Author(name) => Ask::Author(name.clone()),
        Field::Network(network) => Ask::Network(network.as_str().into()),
        Field::Channel(name) => Ask::Channel(name.as_str().into()),
        Field::Language(language) => Ask::Language(*language),
        Field::Site(host) => Ask::Site(host.as_str().into()),
        Field::Url(part) => Ask::Url(part.as_str().into()),
        Field::Links(part) => Ask::Links(part.as_str().into()),
        Field::Kind(kind) => Ask::Kind(*kind),
        Field::Repeat => Ask::Repeat,
        Field::Has(has) => Ask::Has(*has),
        Field::Sentiment(label) => Ask::Sentiment(*label),
        Field::Emotion(emotion) => Ask::Emotion(*emotion),
        Field::Act(act) => Ask::Act(*act),
        Field::Side(side) => Ask::Side(*side),
        Field::Source(name) => Ask::Source(crate::field::lower(name).into()),
        Field::Subject(name) => {
            let names = || plan.subjects.iter().map(|s| s.name.as_str()).collect();
            let ids = plan.watches_of_subject(name);
            watches(ids.ok_or_else(|| unknown("subject", name, names(), span))?)
        }
        Field::Watch(name) => {
            let names = || plan.watches.iter().map(|w| w.name.as_str()).collect();
            let id = plan.watch_named(name);
            watches(vec![id.ok_or_else(|| unknown("watch", name, names(), span))?])
        }
        Field::Quadrant(quadrant) => watches(plan.watches_of_quadrant(*quadrant)),
        Field::Followers(numbers) => Ask::Followers(*numbers),
        Field::Engagement(numbers) => Ask::Engagement(*numbers),
        Field::Created(moments) => Ask::Created(moments.window(&plan.zone)),
        // Compiled by `compile`.
        Field::Title(_) => watches(Vec::new()),
    })
}

fn watches(mut ids: Vec<WatchId>) -> Ask {
    ids.sort_unstable();
    Ask::Watches(ids.into())
}

fn unknown(what: &str, name: &str, known: Vec<&str>, span: Span) -> QueryError {
    let shown: Vec<String> = known.iter().take(8).map(|name| format!("`{name}`")).collect();
    let more = if known.len() > shown.len() { " …" } else { "" };
    let remedy = if shown.is_empty() {
        format!("add a {what} to `waggle.toml`, or leave this out")
    } else {
        format!("use one of {}{more}, or add it to `waggle.toml`", shown.join(", "))
    };
    QueryError::new(span.range(), format!("this workspace has no {what} called `{name}`"), remedy)
}
