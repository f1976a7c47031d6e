//! One number for each distinct text, so that a million posts fit in memory as numbers.

use std::hash::Hasher;

use rustc_hash::FxHasher;

/// Texts numbered in the order of first appearance: open addressing over one arena, without an allocation per text.
#[derive(Debug, Default)]
pub(crate) struct Interner {
    table: Vec<u32>,
    ends: Vec<usize>,
    arena: String,
}

impl Interner {
    const FREE: u32 = u32::MAX;

    /// The number of `text`, which gets the next one if it is new.
    pub(crate) fn intern(&mut self, text: &str) -> u32 {
        if (self.ends.len() + 1) * 2 > self.table.len() {
            self.grow();
        }
        let place = self.place_of(text);
        match self.table.get_mut(place) {
            Some(slot) if *slot == Self::FREE => {
                let id = self.ends.len() as u32;
                *slot = id;
                self.arena.push_str(text);
                self.ends.push(self.arena.len());
                id
            }
            Some(slot) => *slot,
            None => Self::FREE,
        }
    }

    /// The number of `text`, if it has one.
    pub(crate) fn find(&self, text: &str) -> Option<u32> {
        self.table.get(self.place_of(text)).copied().filter(|id| *id != Self::FREE)
    }

    /// The text with this number; empty for one that was never given.
    pub(crate) fn get(&self, id: u32) -> &str {
        let id = id as usize;
        let start =
            id.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let end = self.ends.get(id).copied().unwrap_or(start);
        self.arena.get(start..end).unwrap_or_default()
    }

    /// How many texts.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The texts in the order of their numbers.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len() as u32).map(|id| self.get(id))
    }

    /// Where `text` stands in the table, or the free place where it would.
    fn place_of(&self, text: &str) -> usize {
        let mask = self.table.len().wrapping_sub(1);
        let mut place = hash(text) as usize & mask;
        while let Some(&id) = self.table.get(place) {
            if id == Self::FREE || self.get(id) == text {
                return place;
            }
            place = (place + 1) & mask;
        }
        place
    }

    fn grow(&mut self) {
        let size = (self.table.len() * 2).max(64);
        self.table = vec![Self::FREE; size];
        for id in 0..self.ends.len() as u32 {
            let mut place = hash(self.get(id)) as usize & (size - 1);
            while self.table.get(place).is_some_and(|slot| *slot != Self::FREE) {
                place = (place + 1) & (size - 1);
            }
            if let Some(slot) = self.table.get_mut(place) {
                *slot = id;
            }
        }
    }
}

fn hash(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(text.as_bytes());
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_text_keeps_its_number(texts in prop::collection::vec(".{0,6}", 0..300)) {
            let mut interner = Interner::default();
            let ids: Vec<u32> = texts.iter().map(|text| interner.intern(text)).collect();
            for (text, id) in texts.iter().zip(ids) {
                prop_assert_eq!(interner.get(id), text);
                prop_assert_eq!(interner.find(text), Some(id));
            }
            let distinct: std::collections::BTreeSet<&String> = texts.iter().collect();
            prop_assert_eq!(interner.len(), distinct.len());
            prop_assert_eq!(interner.find("seven777"), None);
        }
    }
}
