//! The warnings that a query's tree alone gives.

use model::words::fold_accents;

use super::{Lint, Severity};
use crate::ast::{Node, Span};
use crate::atom::{Atom, MIN_LETTERS};
use crate::nominate::is_everyday;

/// Adds the warnings about `root` to `lints`.
pub(super) fn check(root: &Node, lints: &mut Vec<Lint>) {
    if let Some((word, span)) = too_broad(root) {
        lints.push(Lint::new(
            span.range(),
            Severity::Warning,
            format!("`{word}` alone is enough to match, and it stands in very many posts"),
            "add a word that is said only about what you mean, or use a phrase",
        ));
    }
    root.walk(&mut |node| match node {
        Node::Atom(atom, span) => atom_lint(atom, *span, lints),
        Node::Phrase(atoms, span) => atoms.iter().for_each(|atom| atom_lint(atom, *span, lints)),
        Node::And(nodes) => {
            repeated(nodes, lints);
            contradiction(nodes, lints);
        }
        Node::Or(nodes) => {
            repeated(nodes, lints);
            covered(nodes, lints);
        }
        _ => {}
    });
}

/// A word that matches by itself although it says nothing.
fn too_broad(node: &Node) -> Option<(&str, Span)> {
    match node {
        Node::Atom(Atom::Word(term), span) => {
            let word = term.as_str();
            (is_everyday(word) || (word.len() == 1 && word.is_ascii())).then_some((word, *span))
        }
        Node::Or(nodes) => nodes.iter().find_map(too_broad),
        Node::And(nodes) => {
            let positive = nodes.iter().filter(|node| !matches!(node, Node::Not(_)));
            let broad: Option<Vec<_>> = positive.map(too_broad).collect();
            broad?.into_iter().next()
        }
        _ => None,
    }
}

fn atom_lint(atom: &Atom, span: Span, lints: &mut Vec<Lint>) {
    match atom {
        Atom::Wildcard(pattern) if pattern.as_str().contains('*') => {
            let letters = pattern.prefix().trim_start_matches(['#', '@']).chars().count();
            if letters <= MIN_LETTERS {
                lints.push(Lint::new(
                    span.range(),
                    Severity::Warning,
                    format!("`{}` fits very many words", pattern.as_str()),
                    "write more letters before the `*`",
                ));
            }
        }
        Atom::Word(term) => {
            let plain = fold_accents(term.as_str());
            if plain != term.as_str() {
                lints.push(Lint::new(
                    span.range(),
                    Severity::Hint,
                    format!("`{}` finds only the spelling with its accents", term.as_str()),
                    format!("write `{plain}` to find both spellings"),
                ));
            }
        }
        Atom::Wildcard(_) | Atom::ExactCase(_) => {}
    }
}

/// Where a node was written, as far as the tree knows.
fn span_of(node: &Node) -> Span {
    let mut span = Span::default();
    let mut known = false;
    node.walk(&mut |inner| {
        if let Node::Atom(_, here) | Node::Phrase(_, here) | Node::Field(_, here) = inner {
            span = if known {
                Span { start: span.start.min(here.start), end: span.end.max(here.end) }
            } else {
                *here
            };
            known = true;
        }
    });
    span
}

/// Comparing every pair of very long lists would take longer than the query is worth.
const MOST_COMPARED: usize = 500;

fn repeated(nodes: &[Node], lints: &mut Vec<Lint>) {
    for (place, node) in nodes.iter().enumerate().take(MOST_COMPARED) {
        if nodes.iter().take(place).any(|before| before == node) {
            lints.push(Lint::new(
                span_of(node).range(),
                Severity::Hint,
                format!("`{node}` stands here a second time"),
                "remove one of them",
            ));
        }
    }
}

fn contradiction(nodes: &[Node], lints: &mut Vec<Lint>) {
    for node in nodes.iter().take(MOST_COMPARED) {
        let Node::Not(refused) = node else { continue };
        if nodes.iter().any(|other| other == &**refused) {
            lints.push(Lint::new(
                span_of(refused).range(),
                Severity::Warning,
                format!("`{refused}` is asked for and refused, so nothing can match"),
                "remove one of them",
            ));
        }
    }
}

fn covered(nodes: &[Node], lints: &mut Vec<Lint>) {
    let pattern = |node: &Node| match node {
        Node::Atom(Atom::Wildcard(pattern), _) => Some(pattern.clone()),
        _ => None,
    };
    let patterns: Vec<_> = nodes.iter().filter_map(pattern).take(MOST_COMPARED).collect();
    for node in nodes.iter().take(MOST_COMPARED) {
        let Node::Atom(Atom::Word(term), span) = node else { continue };
        if let Some(pattern) = patterns.iter().find(|pattern| pattern.matches(term.as_str())) {
            lints.push(Lint::new(
                span.range(),
                Severity::Hint,
                format!("`{}` already finds `{}`", pattern.as_str(), term.as_str()),
                format!("leave `{}` out", term.as_str()),
            ));
        }
    }
}
