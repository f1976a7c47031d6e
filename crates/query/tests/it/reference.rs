//! The meaning of a query in plain code over the words' positions, as slow as it is clear: a word stands where one of
//! its terms is the atom's; `a NEAR/n b` where positions differ by at most n, in any order; a phrase at adjacent
//! positions; the rest is boolean.

use model::words::{Part, Word, WordKind};
use model::{Plan, WatchId};
use query::ast::{Near, Node};
use query::field::{Field, Has};
use query::{Atom, Candidate};

/// First and last position.
type Stretch = (u32, u32);

/// Whether `node` holds for `post`.
pub fn holds(node: &Node, post: &Candidate<'_>, plan: &Plan) -> bool {
    Reference { post, plan, title_only: false }.holds(node)
}

struct Reference<'a> {
    post: &'a Candidate<'a>,
    plan: &'a Plan,
    title_only: bool,
}

impl Reference<'_> {
    fn holds(&self, node: &Node) -> bool {
        match node {
            Node::And(nodes) => nodes.iter().all(|node| self.holds(node)),
            Node::Or(nodes) => nodes.iter().any(|node| self.holds(node)),
            Node::Not(node) => !self.holds(node),
            Node::Atom(..) | Node::Phrase(..) => !self.stretches(node).is_empty(),
            Node::Near(near) => self.chain_from(near, 0, None),
            Node::Within(within) => self.together(&within.parts, within.distance, &mut Vec::new()),
            Node::Field(Field::Title(node), _) => {
                Reference { post: self.post, plan: self.plan, title_only: true }.holds(node)
            }
            Node::Field(field, _) => self.field(field),
        }
    }

    fn stretches(&self, node: &Node) -> Vec<Stretch> {
        match node {
            Node::Atom(atom, _) => self.at(atom).into_iter().map(|p| (p, p)).collect(),
            Node::Phrase(atoms, _) => {
                let length = atoms.len() as u32;
                let starts = self.at(&atoms[0]);
                let here = |start: &u32| {
                    atoms.iter().zip(*start..).all(|(atom, at)| self.at(atom).contains(&at))
                };
                starts.into_iter().filter(here).map(|s| (s, s + length - 1)).collect()
            }
            Node::Or(nodes) => nodes.iter().flat_map(|node| self.stretches(node)).collect(),
            Node::Near(near) => {
                let link = &near.links[0];
                let mut hulls = Vec::new();
                for l in self.stretches(&near.first) {
                    for r in self.stretches(&link.part) {
                        if apart(l, r) <= link.distance && (!link.ordered || l.1 < r.0) {
                            hulls.push((l.0.min(r.0), l.1.max(r.1)));
                        }
                    }
                }
                let holds = |a: Stretch, b: Stretch| a != b && a.0 <= b.0 && b.1 <= a.1;
                let shortest = |a: &Stretch| !hulls.iter().any(|b| holds(*a, *b));
                hulls.iter().copied().filter(shortest).collect()
            }
            other => panic!("{other} stands nowhere"),
        }
    }

    /// Whether the chain can be continued from `place` on, after something at `before`.
    fn chain_from(&self, near: &Near, place: usize, before: Option<Stretch>) -> bool {
        let part = match place.checked_sub(1) {
            None => &*near.first,
            Some(link) => match near.links.get(link) {
                Some(link) => &link.part,
                None => return true,
            },
        };
        self.stretches(part).into_iter().any(|here| {
            let linked = before.is_none_or(|before| {
                let link = &near.links[place - 1];
                apart(before, here) <= link.distance && (!link.ordered || before.1 < here.0)
            });
            linked && self.chain_from(near, place + 1, Some(here))
        })
    }

    /// Whether `parts` can be placed so that any two are near each other, the first ones at `chosen`.
    fn together(&self, parts: &[Node], distance: u32, chosen: &mut Vec<Stretch>) -> bool {
        let Some(part) = parts.get(chosen.len()) else { return true };
        self.stretches(part).into_iter().any(|here| {
            let fits = chosen.iter().all(|there| apart(*there, here) <= distance);
            chosen.push(here);
            let found = fits && self.together(parts, distance, chosen);
            chosen.pop();
            found
        })
    }

    fn at(&self, atom: &Atom) -> Vec<u32> {
        let counts = |word: &&Word| !self.title_only || word.part == Part::Title;
        let words = self.post.words.iter().filter(counts);
        words.filter(|word| self.is(word, atom)).map(|word| word.position).collect()
    }

    fn is(&self, word: &Word, atom: &Atom) -> bool {
        let mut terms = self.post.words.terms(word);
        match atom {
            Atom::Word(term) => terms.any(|t| t == term.as_str()),
            Atom::Wildcard(pattern) => terms.any(|t| {
                fits(&pattern.as_str().chars().collect::<Vec<_>>(), &t.chars().collect::<Vec<_>>())
            }),
            Atom::ExactCase(letters) => {
                let text = match word.part {
                    Part::Title => self.post.title.unwrap(),
                    Part::Text => self.post.text,
                };
                let original = text[word.span()].trim_start_matches(['#', '@']);
                let signed = letters.as_str().starts_with(['#', '@']);
                let wanted = letters.as_str().trim_start_matches(['#', '@']);
                let sign = text[word.span()].chars().next();
                let sign_fits = match word.kind {
                    WordKind::Hashtag => !signed || letters.as_str().starts_with('#'),
                    WordKind::Handle => letters.as_str().starts_with('@'),
                    _ => !signed,
                };
                assert!(sign.is_some());
                sign_fits && original == wanted
            }
        }
    }

    fn field(&self, field: &Field) -> bool {
        let post = self.post;
        let any_watch = |ids: Vec<WatchId>| ids.iter().any(|id| post.watches.contains(id));
        match field {
            Field::Author(name) => {
                let handle = post.author.to_lowercase();
                let network = name.network.as_ref().is_none_or(|n| n.as_str() == post.network);
                network
                    && if name.prefix {
                        handle.starts_with(&name.handle)
                    } else {
                        handle == name.handle
                    }
            }
            Field::Network(network) => post.network == network.as_str(),
            Field::Channel(name) => {
                post.channel.is_some_and(|c| c.to_lowercase().trim_start_matches("r/") == name)
            }
            Field::Language(language) => post.language == *language,
            Field::Site(site) => post.url.is_some_and(|url| {
                let host = url.split("://").last().unwrap().split('/').next().unwrap();
                host == site || host.ends_with(&format!(".{site}"))
            }),
            Field::Url(part) => post.url.is_some_and(|url| url.to_lowercase().contains(part)),
            Field::Links(part) => {
                let link = |word: &&str| word.starts_with("https://");
                post.text.split_whitespace().filter(link).any(|w| w.to_lowercase().contains(part))
            }
            Field::Title(_) => unreachable!(),
            Field::Kind(kind) => post.kind == *kind,
            Field::Repeat => post.repeat,
            Field::Has(Has::Link) => post.text.contains("https://"),
            Field::Has(Has::Media) => post.media,
            Field::Has(Has::Hashtag) => post.words.iter().any(|w| w.kind == WordKind::Hashtag),
            Field::Has(Has::Mention) => post.words.iter().any(|w| w.kind == WordKind::Handle),
            Field::Has(Has::Title) => post.title.is_some_and(|t| !t.trim().is_empty()),
            Field::Sentiment(label) => post.label == Some(*label),
            Field::Emotion(emotion) => post.emotion == Some(*emotion),
            Field::Act(act) => post.acts.has(*act),
            Field::Side(side) => post.side == *side,
            Field::Source(name) => post.source.to_lowercase() == name.to_lowercase(),
            Field::Subject(name) => any_watch(self.plan.watches_of_subject(name).unwrap()),
            Field::Watch(name) => any_watch(vec![self.plan.watch_named(name).unwrap()]),
            Field::Quadrant(quadrant) => any_watch(self.plan.watches_of_quadrant(*quadrant)),
            Field::Followers(n) => post.followers.is_some_and(|count| n.contains(count)),
            Field::Engagement(n) => post.engagement.is_some_and(|count| n.contains(count)),
            Field::Created(moments) => moments.window(&self.plan.zone).contains(post.created_at),
        }
    }
}

/// By how much the nearest ends of two stretches differ.
fn apart(a: Stretch, b: Stretch) -> u32 {
    b.0.saturating_sub(a.1).max(a.0.saturating_sub(b.1))
}

/// Whether `term` fits `pattern`, by trying everything.
fn fits(pattern: &[char], term: &[char]) -> bool {
    match (pattern.split_first(), term.split_first()) {
        (None, None) => true,
        (Some(('*', rest)), None) => fits(rest, term),
        (Some(('*', rest)), Some((_, fewer))) => fits(rest, term) || fits(pattern, fewer),
        (Some((p, rest)), Some((t, fewer))) => (*p == '?' || p == t) && fits(rest, fewer),
        _ => false,
    }
}
