//! The atoms of one query or of many, interned, so that one pass over a post's words finds where each stands.

use model::words::Part;
use rustc_hash::FxHashMap;

use crate::atom::{Atom, Letters};
use crate::candidate::Candidate;
use crate::sightings::Sightings;

mod prefixes;

use prefixes::Prefixes;

/// An interned atom: its place in the lexicon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct AtomId(pub u32);

/// Numbers atoms while queries are compiled.
#[derive(Debug, Default)]
pub(crate) struct LexiconBuilder {
    ids: FxHashMap<Atom, AtomId>,
    atoms: Vec<Atom>,
}

impl LexiconBuilder {
    /// The number of `atom`.
    pub fn intern(&mut self, atom: &Atom) -> AtomId {
        if let Some(&id) = self.ids.get(atom) {
            return id;
        }
        let id = AtomId(self.atoms.len() as u32);
        self.ids.insert(atom.clone(), id);
        self.atoms.push(atom.clone());
        id
    }

    /// The atom with this number.
    pub fn atom(&self, id: AtomId) -> Option<&Atom> {
        self.atoms.get(id.0 as usize)
    }

    pub fn finish(self) -> Lexicon {
        let mut terms: FxHashMap<Box<str>, Entry> = FxHashMap::default();
        let mut patterns = Vec::new();
        let count = self.atoms.len();
        for (place, atom) in self.atoms.into_iter().enumerate() {
            let id = AtomId(place as u32);
            match atom {
                Atom::Word(term) => terms.entry(term.as_str().into()).or_default().word = Some(id),
                Atom::ExactCase(letters) => {
                    terms.entry(letters.term().into()).or_default().exacts.push((letters, id));
                }
                Atom::Wildcard(pattern) => patterns.push((pattern, id)),
            }
        }
        Lexicon { terms, prefixes: Prefixes::new(patterns), count }
    }
}

/// What a term of a post may be.
#[derive(Debug, Default)]
struct Entry {
    word: Option<AtomId>,
    exacts: Vec<(Letters, AtomId)>,
}

/// Interned atoms, ready to be found.
#[derive(Debug)]
pub(crate) struct Lexicon {
    terms: FxHashMap<Box<str>, Entry>,
    prefixes: Prefixes,
    count: usize,
}

impl Lexicon {
    /// How many atoms.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Notes in `sightings` at which words of the candidate each atom stands.
    pub fn sight(&self, candidate: &Candidate<'_>, sightings: &mut Sightings) {
        sightings.begin(self.count);
        if self.count == 0 {
            return;
        }
        for word in candidate.words.as_slice() {
            sightings.word(word);
            for term in candidate.words.terms(word) {
                if let Some(entry) = self.terms.get(term) {
                    if let Some(id) = entry.word {
                        sightings.see(id);
                    }
                    for (letters, id) in &entry.exacts {
                        let part = match word.part {
                            Part::Title => candidate.title.unwrap_or_default(),
                            Part::Text => candidate.text,
                        };
                        if letters.matches(part.get(word.span()).unwrap_or_default()) {
                            sightings.see(*id);
                        }
                    }
                }
                self.prefixes.fitting(term, |id| sightings.see(id));
            }
        }
    }
}
