//! Compiles a text file into pools of fragments once, so that a post is put together without parsing anything.

use std::sync::LazyLock;

use crate::role::{Key, Role, Slot, Sub};
use crate::tongue::Tongue;
use crate::who::{Who, WhoSet};

/// One step in writing a fragment.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Piece {
    Text(&'static str),
    Slot(Slot),
    /// One of the options `first .. first + count`.
    OneOf {
        first: u32,
        count: u32,
    },
}

/// A sentence or two with slots and alternatives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Fragment {
    first: u32,
    end: u32,
    /// Whom its fixed words name.
    pub(crate) says: WhoSet,
    /// Whether it always names the subject, by slot.
    pub(crate) names_subject: bool,
    /// Whether it speaks of the subject's or a rival's bike, which partners have none of.
    pub(crate) needs_maker: bool,
}

#[derive(Debug, Clone, Copy, Default)]
struct Pool {
    first: u32,
    len: u32,
    /// How many at the front need no maker of bikes.
    plain: u32,
}

/// Everything that can be said in a language.
#[derive(Debug)]
pub(crate) struct Grammar {
    pieces: Vec<Piece>,
    options: Vec<(u32, u32)>,
    fragments: Vec<Fragment>,
    pools: Vec<Pool>,
    lists: Vec<Vec<&'static str>>,
    /// Hashtags with whom they name.
    pub(crate) tags: Vec<(&'static str, WhoSet)>,
}

/// A line of a text file that cannot be used, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Problem {
    pub(crate) line: usize,
    pub(crate) reason: String,
}

static GRAMMARS: LazyLock<Vec<Grammar>> =
    LazyLock::new(|| Tongue::ALL.iter().map(|tongue| Grammar::read(source(*tongue)).0).collect());

/// The text file of a language.
pub(crate) const fn source(tongue: Tongue) -> &'static str {
    match tongue {
        Tongue::English => include_str!("../texts/en.txt"),
        Tongue::German => include_str!("../texts/de.txt"),
        Tongue::French => include_str!("../texts/fr.txt"),
        Tongue::Spanish => include_str!("../texts/es.txt"),
        Tongue::Italian => include_str!("../texts/it.txt"),
        Tongue::Portuguese => include_str!("../texts/pt.txt"),
        Tongue::Dutch => include_str!("../texts/nl.txt"),
        Tongue::Polish => include_str!("../texts/pl.txt"),
        Tongue::Japanese => include_str!("../texts/ja.txt"),
    }
}

impl Grammar {
    /// The grammar of a built-in language, compiled at first use.
    pub(crate) fn of(tongue: Tongue) -> &'static Self {
        static EMPTY: LazyLock<Grammar> = LazyLock::new(|| Grammar::read("").0);
        GRAMMARS.get(tongue as usize).unwrap_or(&EMPTY)
    }

    /// Compiles a text file. Lines that cannot be used are left out and reported.
    pub(crate) fn read(text: &'static str) -> (Self, Vec<Problem>) {
        let mut grammar = Self {
            pieces: Vec::new(),
            options: Vec::new(),
            fragments: Vec::new(),
            pools: vec![Pool::default(); Key::COUNT],
            lists: vec![Vec::new(); Slot::LISTS],
            tags: Vec::new(),
        };
        let mut sorted: Vec<Vec<Fragment>> = vec![Vec::new(); Key::COUNT];
        let mut problems = Vec::new();
        let mut section = Section::None;
        for (at, line) in text.lines().enumerate() {
            let line = line.trim();
            let mut refuse = |reason: &str| {
                problems.push(Problem { line: at + 1, reason: format!("{reason}: `{line}`") });
            };
            if line.is_empty() || line.starts_with("//") {
            } else if let Some(header) = line.strip_prefix("==") {
                section = Section::from_header(header.trim());
                if matches!(section, Section::None) {
                    refuse("no such section");
                }
            } else {
                match section {
                    Section::None => refuse("stands in no section"),
                    Section::List(place) => grammar.push_to_list(place, line),
                    Section::Tags => grammar.tags.push((line, WhoSet::named_in(line))),
                    Section::Pool(place) => match grammar.compile(line) {
                        Ok(fragment) => sorted
                            .iter_mut()
                            .skip(place)
                            .take(1)
                            .for_each(|pool| pool.push(fragment)),
                        Err(reason) => refuse(&reason),
                    },
                }
            }
        }
        for (pool, mut fragments) in grammar.pools.iter_mut().zip(sorted) {
            fragments.sort_by_key(|fragment| fragment.needs_maker);
            let plain = fragments.iter().filter(|fragment| !fragment.needs_maker).count();
            *pool = Pool {
                first: grammar.fragments.len() as u32,
                len: fragments.len() as u32,
                plain: plain as u32,
            };
            grammar.fragments.extend(fragments);
        }
        (grammar, problems)
    }

    fn push_to_list(&mut self, place: usize, line: &'static str) {
        self.lists.iter_mut().skip(place).take(1).for_each(|list| list.push(line));
    }

    fn compile(&mut self, line: &'static str) -> Result<Fragment, String> {
        let mut top = Vec::new();
        let mut rest = line;
        let mut slots = Vec::new();
        while let Some(open) = rest.find('[') {
            let (before, after) = rest.split_at(open);
            split_slots(before, &mut top)?;
            slots.extend(top.iter().copied());
            let after = after.strip_prefix('[').unwrap_or(after);
            let (inside, behind) = after.split_once(']').ok_or("`[` without `]`")?;
            let mut options = Vec::new();
            for option in inside.split('|') {
                let mut pieces = Vec::new();
                split_slots(option, &mut pieces)?;
                let first = self.pieces.len() as u32;
                self.pieces.extend(pieces);
                options.push((first, self.pieces.len() as u32));
            }
            let first = self.options.len() as u32;
            top.push(Piece::OneOf { first, count: options.len() as u32 });
            self.options.extend(options);
            rest = behind;
        }
        split_slots(rest, &mut top)?;
        slots.extend(top.iter().copied());
        let has = |slot: Slot| slots.iter().any(|p| matches!(p, Piece::Slot(s) if *s == slot));
        let first = self.pieces.len() as u32;
        self.pieces.extend(top);
        Ok(Fragment {
            first,
            end: self.pieces.len() as u32,
            says: WhoSet::named_in(line),
            names_subject: has(Slot::It) || has(Slot::Company),
            needs_maker: has(Slot::It) || has(Slot::Rival),
        })
    }

    /// Whether the language has anything for `key`, exactly or in general.
    pub(crate) fn has(&self, key: Key) -> bool {
        self.pool(key).len > 0 || self.pool(key.any()).len > 0
    }

    /// The fragment number `draw` (of any size) for `key`; without one, of its role in general. For a subject that
    /// builds no bikes only those that speak of none.
    pub(crate) fn fragment(&self, key: Key, draw: u32, maker: bool) -> Option<&Fragment> {
        [key, key.any()].into_iter().find_map(|key| {
            let pool = self.pool(key);
            let len = if maker { pool.len } else { pool.plain };
            let place = draw.checked_rem(len)?;
            self.fragments.get((pool.first + place) as usize)
        })
    }

    /// The pieces of a fragment.
    pub(crate) fn pieces(&self, fragment: &Fragment) -> &[Piece] {
        self.pieces.get(fragment.first as usize..fragment.end as usize).unwrap_or_default()
    }

    /// The pieces of an option.
    pub(crate) fn option(&self, place: u32) -> &[Piece] {
        let range = self.options.get(place as usize).map(|&(from, to)| from as usize..to as usize);
        range.and_then(|range| self.pieces.get(range)).unwrap_or_default()
    }

    /// What can fill a slot of a list.
    pub(crate) fn list(&self, slot: Slot) -> &[&'static str] {
        self.lists.get(slot as usize).map(Vec::as_slice).unwrap_or_default()
    }

    fn pool(&self, key: Key) -> Pool {
        self.pools.get(key.index()).copied().unwrap_or_default()
    }

    /// How many fragments there are for exactly `key`.
    #[cfg(test)]
    pub(crate) fn count(&self, key: Key) -> u32 {
        self.pool(key).len
    }
}

#[derive(Debug, Clone, Copy)]
enum Section {
    None,
    Pool(usize),
    List(usize),
    Tags,
}

impl Section {
    fn from_header(header: &str) -> Self {
        if header == "tags" {
            return Self::Tags;
        }
        if let Some(name) = header.strip_prefix("slot ") {
            let place = Slot::from_name(name).map(|slot| slot as usize);
            return place.filter(|p| *p < Slot::LISTS).map_or(Self::None, Self::List);
        }
        Key::from_header(header).map_or(Self::None, |key| Self::Pool(key.index()))
    }
}

fn split_slots(text: &'static str, into: &mut Vec<Piece>) -> Result<(), String> {
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, behind) = after.split_once('}').ok_or("`{` without `}`")?;
        if !before.is_empty() {
            into.push(Piece::Text(before));
        }
        into.push(Piece::Slot(Slot::from_name(name).ok_or(format!("no slot is called `{name}`"))?));
        rest = behind;
    }
    if rest.contains(['}', ']', '|']) {
        return Err("a bracket is closed that was not opened".to_owned());
    }
    if !rest.is_empty() {
        into.push(Piece::Text(rest));
    }
    Ok(())
}

/// The key of a role without a finer kind.
pub(crate) const fn plain(role: Role) -> Key {
    Key(role, Sub::None)
}

/// Whom a partner's or a maker's own name stands for.
pub(crate) const fn is_maker(who: Option<Who>) -> bool {
    match who {
        Some(who) => who.is_maker(),
        None => false,
    }
}

#[cfg(test)]
mod tests;
