//! Where the atoms of a lexicon stand in one post. Reused from post to post, so that nothing is allocated.

use model::words::{Part, Word};

use crate::lexicon::AtomId;

/// Which words count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    /// Title and text.
    Everywhere,
    /// The title alone.
    Title,
}

/// One atom at one word.
#[derive(Debug, Clone, Copy)]
struct Sighting {
    atom: AtomId,
    /// The word's place among the post's words.
    word: u32,
    /// The word's position.
    position: u32,
    /// The next sighting of the same atom, or [`NONE`].
    next: u32,
}

const NONE: u32 = u32::MAX;

/// The first and last sighting of an atom, if `post` is the present one.
#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    post: u64,
    first: u32,
    last: u32,
}

/// The sightings in one post.
#[derive(Debug, Default)]
pub(crate) struct Sightings {
    /// Counts posts, so that slots of earlier ones need no clearing.
    post: u64,
    slots: Vec<Slot>,
    sightings: Vec<Sighting>,
    /// The first sighting at each word.
    words: Vec<u32>,
    /// How many words the title has.
    title_words: u32,
    position: u32,
    seen: Vec<AtomId>,
}

impl Sightings {
    /// Starts a new post, for a lexicon of `atoms` atoms.
    pub fn begin(&mut self, atoms: usize) {
        self.post += 1;
        if self.slots.len() < atoms {
            self.slots.resize(atoms, Slot::default());
        }
        self.sightings.clear();
        self.words.clear();
        self.seen.clear();
        self.title_words = 0;
    }

    /// The number of the present post; no earlier one on this thread has it.
    pub fn post(&self) -> u64 {
        self.post
    }

    /// Goes on to the next word.
    pub fn word(&mut self, word: &Word) {
        self.words.push(self.sightings.len() as u32);
        self.title_words += u32::from(word.part == Part::Title);
        self.position = word.position;
    }

    /// Notes `atom` at the present word.
    pub fn see(&mut self, atom: AtomId) {
        let Some(slot) = self.slots.get_mut(atom.0 as usize) else { return };
        let word = (self.words.len() as u32).saturating_sub(1);
        let here = self.sightings.len() as u32;
        if slot.post != self.post {
            *slot = Slot { post: self.post, first: here, last: here };
            self.seen.push(atom);
        } else {
            match self.sightings.get_mut(slot.last as usize) {
                // Two terms of one word fit the same pattern.
                Some(last) if last.word == word => return,
                Some(last) => last.next = here,
                None => {}
            }
            slot.last = here;
        }
        self.sightings.push(Sighting { atom, word, position: self.position, next: NONE });
    }

    /// The atoms seen in this post, in order of first sight.
    pub fn seen(&self) -> &[AtomId] {
        &self.seen
    }

    /// Whether `atom` stands anywhere in `scope`.
    pub fn has(&self, atom: AtomId, scope: Scope) -> bool {
        self.slots.get(atom.0 as usize).is_some_and(|slot| {
            slot.post == self.post
                && (scope == Scope::Everywhere
                    // The title comes first.
                    || self
                        .sightings
                        .get(slot.first as usize)
                        .is_some_and(|sighting| sighting.word < self.title_words))
        })
    }

    /// The positions of `atom` in `scope`, ascending.
    pub fn positions(&self, atom: AtomId, scope: Scope) -> impl Iterator<Item = u32> {
        self.sightings_of(atom, scope).map(|sighting| sighting.position)
    }

    /// The positions at which a phrase of `atoms` starts, ascending.
    pub fn phrase(&self, atoms: &[AtomId], scope: Scope) -> impl Iterator<Item = u32> {
        let (first, rest) = match atoms.split_first() {
            Some((&first, rest)) => (Some(first), rest),
            None => (None, atoms),
        };
        first
            .into_iter()
            .flat_map(move |first| self.sightings_of(first, scope))
            .filter(move |start| {
                (1..).zip(rest).all(|(step, &atom)| {
                    self.at_word(start.word + step)
                        .iter()
                        .any(|s| s.atom == atom && s.position == start.position + step)
                })
            })
            .map(|start| start.position)
    }

    fn sightings_of(&self, atom: AtomId, scope: Scope) -> impl Iterator<Item = Sighting> {
        let slot = self.slots.get(atom.0 as usize).filter(|slot| slot.post == self.post);
        let mut next = slot.map_or(NONE, |slot| slot.first);
        std::iter::from_fn(move || {
            let sighting = *self.sightings.get(next as usize)?;
            next = sighting.next;
            Some(sighting)
        })
        .take_while(move |s| scope == Scope::Everywhere || s.word < self.title_words)
    }

    fn at_word(&self, word: u32) -> &[Sighting] {
        let start = self.words.get(word as usize).map_or(self.sightings.len(), |&at| at as usize);
        let next = self.words.get(word as usize + 1);
        let end = next.map_or(self.sightings.len(), |&at| at as usize);
        self.sightings.get(start..end).unwrap_or_default()
    }
}
