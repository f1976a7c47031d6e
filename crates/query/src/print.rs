//! Prints a tree in the canonical spelling, from which it parses again.

use std::fmt::{self, Display, Formatter, Write};

use crate::ast::{Near, Node, Within};
use crate::atom::Atom;
use crate::field::{AuthorName, Field, Moments, Numbers};
use crate::lex::is_quote;
use crate::query::Query;

impl Display for Query {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.root().fmt(f)
    }
}

impl Display for Node {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Node::And(nodes) => joined(f, nodes, " AND "),
            Node::Or(nodes) => joined(f, nodes, " OR "),
            Node::Not(node) => {
                f.write_str("NOT ")?;
                part(f, node)
            }
            Node::Atom(atom, _) => atom.fmt(f),
            Node::Phrase(atoms, _) => phrase(f, atoms),
            Node::Near(near) => near.fmt(f),
            Node::Within(within) => within.fmt(f),
            Node::Field(field, _) => field.fmt(f),
        }
    }
}

/// The node in brackets, unless it needs none wherever it stands.
fn part(f: &mut Formatter<'_>, node: &Node) -> fmt::Result {
    match node {
        Node::And(_) | Node::Or(_) | Node::Near(_) => write!(f, "({node})"),
        node => node.fmt(f),
    }
}

fn joined(f: &mut Formatter<'_>, nodes: &[Node], joiner: &str) -> fmt::Result {
    for (place, node) in nodes.iter().enumerate() {
        if place > 0 {
            f.write_str(joiner)?;
        }
        part(f, node)?;
    }
    Ok(())
}

impl Display for Near {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        part(f, &self.first)?;
        for link in &self.links {
            write!(f, " NEAR/{}{} ", link.distance, if link.ordered { "f" } else { "" })?;
            part(f, &link.part)?;
        }
        Ok(())
    }
}

impl Display for Within {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let atoms: Option<Vec<&Atom>> = self
            .parts
            .iter()
            .map(|part| if let Node::Atom(atom, _) = part { Some(atom) } else { None })
            .collect();
        match atoms {
            Some(atoms) => quoted_atoms(f, &atoms)?,
            None => {
                f.write_char('(')?;
                joined(f, &self.parts, " AND ")?;
                f.write_char(')')?;
            }
        }
        write!(f, "~{}", self.distance)
    }
}

impl Display for Atom {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Atom::ExactCase(letters) => write!(f, "{{{}}}", letters.as_str()),
            Atom::Word(term) if is_bare(term.as_str()) => f.write_str(term.as_str()),
            Atom::Wildcard(pattern) if is_bare(pattern.as_str()) => f.write_str(pattern.as_str()),
            atom => quoted_atoms(f, &[atom]),
        }
    }
}

fn phrase(f: &mut Formatter<'_>, atoms: &[Atom]) -> fmt::Result {
    let atoms: Vec<&Atom> = atoms.iter().collect();
    quoted_atoms(f, &atoms)
}

fn quoted_atoms(f: &mut Formatter<'_>, atoms: &[&Atom]) -> fmt::Result {
    f.write_char('"')?;
    for (place, atom) in atoms.iter().enumerate() {
        if place > 0 {
            f.write_char(' ')?;
        }
        match atom {
            Atom::Word(term) => f.write_str(term.as_str())?,
            Atom::Wildcard(pattern) => f.write_str(pattern.as_str())?,
            Atom::ExactCase(letters) => write!(f, "{{{}}}", letters.as_str())?,
        }
    }
    f.write_char('"')
}

/// Whether the lexer reads `text` as one bare word and nothing else.
fn is_bare(text: &str) -> bool {
    let fits = |c: char| {
        if c.is_ascii() {
            c.is_ascii_alphanumeric() || matches!(c, '_' | '\'' | '.' | '*' | '?')
        } else {
            !c.is_whitespace() && !is_quote(c) && !crate::lex::is_minus(c)
        }
    };
    let body = text.strip_prefix(['#', '@']).unwrap_or(text);
    body.chars().all(fits) && !body.is_empty()
}

impl Display for Field {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Field::Author(author) => author.fmt(f),
            Field::Network(network) => write!(f, "network:{network}"),
            Field::Channel(name) => named(f, "channel", name),
            Field::Language(language) => write!(f, "lang:{language}"),
            Field::Site(host) => named(f, "site", host),
            Field::Url(part) => named(f, "url", part),
            Field::Links(part) => named(f, "links", part),
            Field::Title(node) => {
                f.write_str("title:")?;
                part(f, node)
            }
            Field::Kind(kind) => write!(f, "kind:{kind}"),
            Field::Repeat => f.write_str("is:repeat"),
            Field::Has(has) => write!(f, "has:{}", has.as_str()),
            Field::Sentiment(label) => write!(f, "sentiment:{label}"),
            Field::Emotion(emotion) => write!(f, "emotion:{emotion}"),
            Field::Act(act) => write!(f, "act:{act}"),
            Field::Side(side) => write!(f, "side:{side}"),
            Field::Source(name) => named(f, "source", name),
            Field::Subject(name) => named(f, "subject", name),
            Field::Watch(name) => named(f, "watch", name),
            Field::Quadrant(quadrant) => write!(f, "quadrant:{quadrant}"),
            Field::Followers(numbers) => write!(f, "followers:{numbers}"),
            Field::Engagement(numbers) => write!(f, "engagement:{numbers}"),
            Field::Created(moments) => write!(f, "created:{moments}"),
        }
    }
}

impl Display for AuthorName {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mut name = String::new();
        if let Some(network) = &self.network {
            write!(name, "{network}:")?;
        }
        name.push_str(&self.handle);
        if self.prefix {
            name.push('*');
        }
        named(f, "author", &name)
    }
}

impl Display for Numbers {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        range(f, self.from, self.to)
    }
}

impl Display for Moments {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        range(f, self.from, self.to)
    }
}

fn range(
    f: &mut Formatter<'_>,
    from: Option<impl Display>,
    to: Option<impl Display>,
) -> fmt::Result {
    let end = |end: Option<&dyn Display>| end.map_or("*".to_owned(), |end| end.to_string());
    let from = end(from.as_ref().map(|e| e as &dyn Display));
    let to = end(to.as_ref().map(|e| e as &dyn Display));
    write!(f, "[{from} TO {to}]")
}

/// `name:value`, the value in quotes where it needs them.
fn named(f: &mut Formatter<'_>, name: &str, value: &str) -> fmt::Result {
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | '@' | '*');
    if value.chars().all(fits) {
        return write!(f, "{name}:{value}");
    }
    write!(f, "{name}:\"")?;
    for c in value.chars() {
        if is_quote(c) || c == '\\' {
            f.write_char('\\')?;
        }
        f.write_char(c)?;
    }
    f.write_char('"')
}
