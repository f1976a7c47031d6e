//! From a query's tree to a query of the engine that nominates every post that could match.
//!
//! Most of the language can be said exactly in terms, positions and columns; then the nominated posts are the matches
//! and the engine alone can count them. The rest (distances, exact letters, parts of addresses, titles) nominates
//! more, and the `Matcher` judges each on its stored text. Whether a nomination is exact is decided here and nowhere else.

use std::ops::Bound;

use model::{Label, Plan, WatchId};
use query::ast::{Near, Node, Within};
use query::atom::{Atom, Pattern};
use query::field::{AuthorName, Field, Moments, Numbers};
use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, EmptyQuery, Occur, PhraseQuery, Query as EngineQuery, RangeQuery,
    TermQuery,
};
use tantivy::schema::IndexRecordOption;

use crate::entry::created_key;
use crate::prefix::PrefixQuery;
use crate::schema::Fields;
use crate::steady::Steady;
use crate::tags::{self, Tag};
use crate::terms::{cut, is_kept_whole};

/// Posts that the engine puts forward.
#[derive(Debug)]
pub(crate) struct Nomination {
    /// Finds them.
    pub query: Box<dyn EngineQuery>,
    /// Whether they are exactly the matches.
    pub exact: bool,
}

impl Nomination {
    fn exact(query: impl EngineQuery) -> Self {
        Self { query: Box::new(query), exact: true }
    }

    fn but_judged(mut self) -> Self {
        self.exact = false;
        self
    }
}

/// What nominating needs to know.
pub(crate) struct Nominator<'a> {
    pub fields: Fields,
    pub plan: &'a Plan,
    /// Whether some post holds a word that was too long to be kept whole.
    pub has_cut: bool,
}

impl Nominator<'_> {
    /// The posts that may match `node`.
    pub fn nominate(&self, node: &Node) -> Nomination {
        match node {
            Node::And(nodes) => self.all(nodes),
            Node::Or(nodes) => any(nodes.iter().map(|node| self.nominate(node)).collect()),
            Node::Not(_) => self.all(std::slice::from_ref(node)),
            Node::Atom(atom, _) => self.atom(atom),
            Node::Phrase(atoms, _) => self.phrase(atoms),
            Node::Near(near) => self.near(near),
            Node::Within(within) => self.within(within),
            Node::Field(field, _) => self.field(field),
        }
    }

    fn all(&self, nodes: &[Node]) -> Nomination {
        let mut exact = true;
        let mut clauses: Vec<(Occur, Box<dyn EngineQuery>)> = Vec::with_capacity(nodes.len() + 1);
        for node in nodes {
            if let Node::Not(inner) = node {
                let inner = self.nominate(inner);
                if inner.exact {
                    clauses.push((Occur::MustNot, steady(inner.query)));
                } else {
                    // More was nominated than matches, so leaving it out would lose some: the matcher decides.
                    exact = false;
                }
            } else {
                let part = self.nominate(node);
                exact &= part.exact;
                clauses.push((Occur::Must, part.query));
            }
        }
        if !clauses.iter().any(|(occur, _)| *occur == Occur::Must) {
            clauses.push((Occur::Must, Box::new(AllQuery)));
        }
        let query: Box<dyn EngineQuery> = match clauses.pop() {
            Some((Occur::Must, only)) if clauses.is_empty() => only,
            Some(last) => {
                clauses.push(last);
                Box::new(BooleanQuery::new(clauses))
            }
            None => Box::new(AllQuery),
        };
        Nomination { query, exact }
    }

    fn atom(&self, atom: &Atom) -> Nomination {
        match atom {
            Atom::Word(term) => self.word(term.as_str()),
            Atom::Wildcard(pattern) => self.wildcard(pattern),
            Atom::ExactCase(letters) => self.word(letters.term()).but_judged(),
        }
    }

    fn word(&self, word: &str) -> Nomination {
        let query = TermQuery::new(self.word_term(word), IndexRecordOption::Basic);
        Nomination { query: Box::new(query), exact: is_kept_whole(word) }
    }

    fn wildcard(&self, pattern: &Pattern) -> Nomination {
        let fits = pattern.clone();
        let prefix = cut(pattern.prefix());
        let query = PrefixQuery::new(self.fields.words, prefix, move |term| fits.matches(term));
        let found = Nomination::exact(query);
        if !self.has_cut {
            return found;
        }
        any(vec![found, self.tag(Tag::Cut)]).but_judged()
    }

    fn phrase(&self, atoms: &[Atom]) -> Nomination {
        let mut exact = true;
        let mut places = Vec::with_capacity(atoms.len());
        let mut others = Vec::new();
        for (place, atom) in atoms.iter().enumerate() {
            match atom {
                Atom::Word(term) => {
                    exact &= is_kept_whole(term.as_str());
                    places.push((place, self.word_term(term.as_str())));
                }
                Atom::ExactCase(letters) => {
                    exact = false;
                    places.push((place, self.word_term(letters.term())));
                }
                Atom::Wildcard(_) => {
                    exact = false;
                    others.push(self.atom(atom));
                }
            }
        }
        match places.pop() {
            Some((_, only)) if places.is_empty() => {
                let query = TermQuery::new(only, IndexRecordOption::Basic);
                others.push(Nomination::exact(query));
            }
            Some(last) => {
                places.push(last);
                others.push(Nomination::exact(PhraseQuery::new_with_offset(places)));
            }
            None => {}
        }
        let mut all = every(others);
        all.exact &= exact;
        all
    }

    fn near(&self, near: &Near) -> Nomination {
        let parts = std::iter::once(&*near.first).chain(near.links.iter().map(|link| &link.part));
        every(parts.map(|part| self.nominate(part)).collect()).but_judged()
    }

    fn within(&self, within: &Within) -> Nomination {
        every(within.parts.iter().map(|part| self.nominate(part)).collect()).but_judged()
    }

    fn field(&self, field: &Field) -> Nomination {
        match field {
            Field::Author(author) => self.author(author),
            Field::Network(network) => self.tag(Tag::Network(network.as_str())),
            Field::Channel(channel) => self.tag(Tag::Channel(channel)),
            Field::Language(language) => self.tag(Tag::Language(*language)),
            Field::Site(host) => self.tag(Tag::Site(host)),
            Field::Url(_) => self.tag(Tag::Url).but_judged(),
            Field::Links(_) => self.tag(Tag::Has(query::field::Has::Link)).but_judged(),
            Field::Title(node) => self.nominate(node).but_judged(),
            Field::Kind(kind) => self.tag(Tag::Kind(*kind)),
            Field::Repeat => self.tag(Tag::Repeat),
            Field::Has(has) => self.tag(Tag::Has(*has)),
            Field::Sentiment(label) => self.label(*label),
            Field::Emotion(emotion) => self.tag(Tag::Emotion(*emotion)),
            Field::Act(act) => self.tag(Tag::Act(*act)),
            Field::Side(side) => self.tag(Tag::Side(*side)),
            Field::Source(name) => self.source(name),
            Field::Subject(name) => {
                self.watches(&self.plan.watches_of_subject(name).unwrap_or_default())
            }
            Field::Watch(name) => {
                let watch = self.plan.watch_named(name);
                self.watches(watch.as_slice())
            }
            Field::Quadrant(quadrant) => self.watches(&self.plan.watches_of_quadrant(*quadrant)),
            Field::Followers(numbers) => range(self.fields.followers, numbers),
            Field::Engagement(numbers) => range(self.fields.engagement, numbers),
            Field::Created(moments) => self.created(moments),
        }
    }

    fn label(&self, label: Label) -> Nomination {
        self.tag(Tag::Label(label))
    }

    fn author(&self, author: &AuthorName) -> Nomination {
        let text = Tag::Author(&author.handle).text();
        let by = if author.prefix {
            Nomination::exact(PrefixQuery::new(self.fields.tags, cut(&text), |_| true))
        } else {
            Nomination::exact(self.tag_query(&text))
        };
        let by = if is_kept_whole(&text) { by } else { by.but_judged() };
        match &author.network {
            Some(network) => every(vec![by, self.tag(Tag::Network(network.as_str()))]),
            None => by,
        }
    }

    fn source(&self, name: &str) -> Nomination {
        let named = |other: &str| other.to_lowercase() == name.to_lowercase();
        let sources = self.plan.sources.iter().filter(|source| named(&source.name));
        any(sources.map(|source| self.tag(Tag::Source(source.id))).collect())
    }

    /// The posts that are tagged with one of `watches`.
    pub fn watches(&self, watches: &[WatchId]) -> Nomination {
        any(watches.iter().map(|watch| self.tag(Tag::Watch(*watch))).collect())
    }

    fn created(&self, moments: &Moments) -> Nomination {
        let window = moments.window(&self.plan.zone);
        let term = |secs: i64| Term::from_field_u64(self.fields.created, created_key(secs));
        let low = match window.since.0 {
            i64::MIN => Bound::Unbounded,
            since => Bound::Included(term(since)),
        };
        let high = match window.until.0 {
            i64::MAX => Bound::Unbounded,
            until => Bound::Excluded(term(until)),
        };
        if window.since >= window.until {
            return Nomination::exact(EmptyQuery);
        }
        bounded(low, high)
    }

    fn tag(&self, tag: Tag<'_>) -> Nomination {
        let text = tag.text();
        let found = Nomination::exact(self.tag_query(&text));
        if is_kept_whole(&text) { found } else { found.but_judged() }
    }

    fn tag_query(&self, text: &str) -> TermQuery {
        let term = Term::from_field_text(self.fields.tags, &tags::kept(text));
        TermQuery::new(term, IndexRecordOption::Basic)
    }

    fn word_term(&self, word: &str) -> Term {
        Term::from_field_text(self.fields.words, cut(word))
    }
}

/// Ready to be excluded.
fn steady(query: Box<dyn EngineQuery>) -> Box<dyn EngineQuery> {
    if query.is::<TermQuery>() { query } else { Box::new(Steady(query)) }
}

fn range(field: tantivy::schema::Field, numbers: &Numbers) -> Nomination {
    let term = |number| Term::from_field_u64(field, number);
    match (numbers.from, numbers.to) {
        (Some(from), Some(to)) if from > to => Nomination::exact(EmptyQuery),
        (from, to) => {
            // Open on both sides still asks that the number is known.
            let low = Bound::Included(term(from.unwrap_or(0)));
            bounded(low, to.map_or(Bound::Unbounded, |to| Bound::Included(term(to))))
        }
    }
}

fn bounded(low: Bound<Term>, high: Bound<Term>) -> Nomination {
    if matches!((&low, &high), (Bound::Unbounded, Bound::Unbounded)) {
        return Nomination::exact(AllQuery);
    }
    Nomination::exact(RangeQuery::new(low, high))
}

fn any(parts: Vec<Nomination>) -> Nomination {
    join(parts, Occur::Should)
}

fn every(parts: Vec<Nomination>) -> Nomination {
    join(parts, Occur::Must)
}

fn join(mut parts: Vec<Nomination>, occur: Occur) -> Nomination {
    match parts.pop() {
        None => Nomination::exact(EmptyQuery),
        Some(only) if parts.is_empty() => only,
        Some(last) => {
            parts.push(last);
            let exact = parts.iter().all(|part| part.exact);
            let clauses = parts.into_iter().map(|part| (occur, part.query)).collect();
            Nomination { query: Box::new(BooleanQuery::new(clauses)), exact }
        }
    }
}
