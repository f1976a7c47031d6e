//! Says in plain words what a query finds.

use std::fmt::Write;

use crate::ast::{Near, Node};
use crate::atom::Atom;
use crate::field::{Field, Has, Moments, Numbers};
use crate::query::Query;

/// As many parts of an `OR` are told in one line; more become a list.
const INLINE: usize = 4;

/// What `query` finds, in plain words: one sentence, or a list where it has several parts.
pub fn explain(query: &Query) -> String {
    let mut out = String::from("Finds posts with ");
    tell(query.root(), 0, &mut out);
    out.push('\n');
    out
}

fn tell(node: &Node, depth: usize, out: &mut String) {
    match node {
        Node::And(nodes) => {
            out.push_str("all of:");
            list(nodes, depth, out);
        }
        Node::Or(nodes) if nodes.len() > INLINE || !nodes.iter().all(is_short) => {
            out.push_str("any of:");
            list(nodes, depth, out);
        }
        Node::Not(node) => {
            out.push_str("not ");
            tell(node, depth, out);
        }
        Node::Field(Field::Title(node), _) if !is_short(node) => {
            out.push_str("in the title ");
            tell(node, depth, out);
        }
        node => out.push_str(&short(node)),
    }
}

fn list(nodes: &[Node], depth: usize, out: &mut String) {
    // Deeper than this nobody can read it, and each step costs the indentation of all before.
    let indent = "  ".repeat((depth + 1).min(20));
    for node in nodes {
        let _ = write!(out, "\n{indent}- ");
        tell(node, depth + 1, out);
    }
}

/// Whether a node is told in one line.
fn is_short(node: &Node) -> bool {
    match node {
        Node::Atom(..) | Node::Phrase(..) => true,
        Node::Field(Field::Title(node), _) => is_short(node),
        Node::Field(..) => true,
        Node::And(_) | Node::Or(_) | Node::Not(_) | Node::Near(_) | Node::Within(_) => false,
    }
}

/// A node in one line.
fn short(node: &Node) -> String {
    match node {
        Node::Atom(atom, _) => atom_words(atom),
        Node::Phrase(..) => format!("the phrase `{}`", node.to_string().replace('"', "")),
        Node::Or(nodes) => enumerated(nodes, "or"),
        Node::Near(near) => near_words(near),
        Node::Within(within) => format!(
            "{}, in any order and at most {} from each other",
            enumerated(&within.parts, "and"),
            words(within.distance)
        ),
        Node::Field(field, _) => field_words(field),
        Node::And(nodes) => enumerated(nodes, "and"),
        Node::Not(node) => format!("not {}", short(node)),
    }
}

fn enumerated(nodes: &[Node], joiner: &str) -> String {
    let told = |node: &Node| match node {
        Node::Or(_) | Node::And(_) | Node::Near(_) => format!("({})", short(node)),
        node => short(node),
    };
    let parts: Vec<String> = nodes.iter().map(told).collect();
    match parts.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} {joiner} {last}", rest.join(", ")),
        None => String::new(),
    }
}

fn atom_words(atom: &Atom) -> String {
    match atom {
        Atom::Word(term) => {
            let text = term.as_str();
            match text.chars().next() {
                Some('#') => format!("the hashtag `{text}`"),
                Some('@') => format!("a mention of `{text}`"),
                Some(c) if model::words::is_emoji(c) => format!("the emoji `{text}`"),
                _ => format!("the word `{text}`"),
            }
        }
        Atom::Wildcard(pattern) if pattern.is_prefix() => {
            format!("a word that starts with `{}`", pattern.prefix())
        }
        Atom::Wildcard(pattern) => {
            format!("a word like `{}` (`*`: any letters, `?`: one letter)", pattern.as_str())
        }
        Atom::ExactCase(letters) => {
            format!("the word `{}` in exactly these letters", letters.as_str())
        }
    }
}

fn words(count: u32) -> String {
    if count == 1 { "1 word".to_owned() } else { format!("{count} words") }
}

fn near_words(near: &Near) -> String {
    let told = |node: &Node| match node {
        Node::Atom(..) | Node::Phrase(..) => short(node),
        node => format!("({})", short(node)),
    };
    let mut out = told(&near.first);
    for link in &near.links {
        let (part, distance) = (told(&link.part), words(link.distance));
        let _ = if link.ordered {
            write!(out, ", and at most {distance} after it {part}")
        } else {
            write!(out, ", and at most {distance} away {part}")
        };
    }
    out
}

fn field_words(field: &Field) -> String {
    match field {
        Field::Author(name) => {
            let on = name.network.as_ref().map(|n| format!(" on `{n}`")).unwrap_or_default();
            let start = if name.prefix { "whose handle starts with " } else { "" };
            format!("an author {start}`{}`{on}", name.handle)
        }
        Field::Network(network) => format!("the network `{network}`"),
        Field::Channel(name) => format!("the channel `{name}`"),
        Field::Language(language) => format!("the language `{language}`"),
        Field::Site(host) => format!("an address at `{host}` or a subdomain of it"),
        Field::Url(part) => format!("`{part}` in their address"),
        Field::Links(part) => format!("a link in the text that holds `{part}`"),
        Field::Title(node) => format!("{} in the title", short(node)),
        Field::Kind(kind) => format!("the kind `{kind}`"),
        Field::Repeat => "a text that repeats an earlier post".to_owned(),
        Field::Has(Has::Link) => "a link in the text".to_owned(),
        Field::Has(Has::Media) => "pictures, sound or film".to_owned(),
        Field::Has(Has::Hashtag) => "a hashtag".to_owned(),
        Field::Has(Has::Mention) => "a mention of somebody by `@`".to_owned(),
        Field::Has(Has::Title) => "a title".to_owned(),
        Field::Sentiment(label) => format!("{label} sentiment"),
        Field::Emotion(emotion) => format!("the emotion `{emotion}`"),
        Field::Act(act) => format!("the speech act `{}`", act.as_str().replace('_', " ")),
        Field::Side(side) => format!("the side `{side}`"),
        Field::Source(name) => format!("the source `{name}`"),
        Field::Subject(name) => format!("a match of any watch of `{name}`"),
        Field::Watch(name) => format!("a match of the watch `{name}`"),
        Field::Quadrant(quadrant) => format!("a match of any watch in the quadrant `{quadrant}`"),
        Field::Followers(numbers) => format!("an author with {} followers", count(numbers)),
        Field::Engagement(numbers) => format!("an engagement of {}", count(numbers)),
        Field::Created(moments) => format!("a date {}", dates(moments)),
    }
}

fn count(numbers: &Numbers) -> String {
    match (numbers.from, numbers.to) {
        (Some(from), Some(to)) if from == to => format!("exactly {from}"),
        (Some(from), Some(to)) => format!("{from} to {to}"),
        (Some(from), None) => format!("at least {from}"),
        (None, Some(to)) => format!("at most {to}"),
        (None, None) => "a known number of".to_owned(),
    }
}

fn dates(moments: &Moments) -> String {
    match (moments.from, moments.to) {
        (Some(from), Some(to)) if from == to => format!("of {from}"),
        (Some(from), Some(to)) => format!("from {from} to {to}"),
        (Some(from), None) => format!("from {from} on"),
        (None, Some(to)) => format!("up to {to}"),
        (None, None) => "of any time".to_owned(),
    }
}
