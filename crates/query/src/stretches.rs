//! Nearness: at which stretches of positions a place stands, and which stand near each other.

use crate::compile::{Chain, Place, Step};
use crate::sightings::{Scope, Sightings};

/// Positions from the first word of something to its last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Stretch {
    pub first: u32,
    pub last: u32,
}

impl Stretch {
    /// How far the nearest ends of two stretches are apart; 0 when they overlap.
    fn distance(self, other: Self) -> u32 {
        if self.last < other.first {
            other.first - self.last
        } else {
            self.first.saturating_sub(other.last)
        }
    }

    fn contains(self, other: Self) -> bool {
        self.first <= other.first && other.last <= self.last
    }

    fn hull(self, other: Self) -> Self {
        Self { first: self.first.min(other.first), last: self.last.max(other.last) }
    }
}

/// Whether `right` may follow `left` in a chain.
fn linked(left: Stretch, right: Stretch, step: &Step) -> bool {
    left.distance(right) <= step.distance && (!step.ordered || left.last < right.first)
}

/// Emptied lists, kept so that judging a post allocates nothing once they have grown.
#[derive(Debug, Default)]
pub(crate) struct Pool(Vec<Vec<Stretch>>);

impl Pool {
    pub fn take(&mut self) -> Vec<Stretch> {
        self.0.pop().unwrap_or_default()
    }

    pub fn give(&mut self, mut list: Vec<Stretch>) {
        list.clear();
        self.0.push(list);
    }
}

/// The sightings in which places are looked up.
#[derive(Clone, Copy)]
pub(crate) struct Ground<'s> {
    pub sightings: &'s Sightings,
    pub scope: Scope,
}

impl Ground<'_> {
    /// Adds the stretches of `place` to `out`, sorted by their first position, then their last, each once.
    pub fn stretches(self, place: &Place, pool: &mut Pool, out: &mut Vec<Stretch>) {
        match place {
            Place::Atom(atom) => out.extend(
                self.sightings
                    .positions(*atom, self.scope)
                    .map(|position| Stretch { first: position, last: position }),
            ),
            Place::Phrase(atoms) => out.extend(
                self.sightings
                    .phrase(atoms, self.scope)
                    .map(|first| Stretch { first, last: first + atoms.len() as u32 - 1 }),
            ),
            Place::Any(places) => {
                for place in places {
                    let mut list = pool.take();
                    self.stretches(place, pool, &mut list);
                    out.extend_from_slice(&list);
                    pool.give(list);
                }
                out.sort_unstable();
                out.dedup();
            }
            Place::Pair(pair) => self.pair(pair, pool, out),
        }
    }

    /// The shortest stretches from one part of the pair to the other.
    fn pair(self, pair: &Chain, pool: &mut Pool, out: &mut Vec<Stretch>) {
        let Some(step) = pair.links.first() else { return };
        let (mut left, mut right, mut front) = (pool.take(), pool.take(), pool.take());
        self.stretches(&pair.first, pool, &mut left);
        self.stretches(&step.place, pool, &mut right);
        let mut window = Window::new(&left, step.distance);
        for &stretch in &right {
            // Of all pairs with this right part only the shortest are kept, so that the list stays linear.
            front.clear();
            for &other in window.around(stretch).iter().filter(|l| linked(**l, stretch, step)) {
                let hull = stretch.hull(other);
                if !front.iter().any(|kept| hull.contains(*kept)) {
                    front.retain(|kept| !kept.contains(hull));
                    front.push(hull);
                }
            }
            out.extend_from_slice(&front);
        }
        keep_shortest(out);
        [left, right, front].into_iter().for_each(|list| pool.give(list));
    }

    /// Whether a chain stands somewhere.
    pub fn chain_holds(self, chain: &Chain, pool: &mut Pool) -> bool {
        if let (Place::Atom(left), [Step { distance, ordered, place: Place::Atom(right) }]) =
            (&chain.first, &*chain.links)
        {
            let left = self.sightings.positions(*left, self.scope);
            return two_near(
                left,
                self.sightings.positions(*right, self.scope),
                *distance,
                *ordered,
            );
        }
        let mut near = pool.take();
        self.stretches(&chain.first, pool, &mut near);
        for step in &chain.links {
            if near.is_empty() {
                break;
            }
            let mut next = pool.take();
            self.stretches(&step.place, pool, &mut next);
            keep_linked(&near, &mut next, step);
            pool.give(std::mem::replace(&mut near, next));
        }
        let holds = !near.is_empty();
        pool.give(near);
        holds
    }

    /// The stretches of the parts of a chain that stand in some whole chain.
    pub fn chain_stretches(self, chain: &Chain, pool: &mut Pool) -> Vec<Stretch> {
        let mut lists = vec![pool.take()];
        if let Some(first) = lists.first_mut() {
            self.stretches(&chain.first, pool, first);
        }
        for step in &chain.links {
            let mut next = pool.take();
            self.stretches(&step.place, pool, &mut next);
            if let Some(near) = lists.last() {
                keep_linked(near, &mut next, step);
            }
            lists.push(next);
        }
        // Back from the end: what the later parts were not linked to goes.
        let mut found = Vec::new();
        let mut later: Option<Vec<Stretch>> = None;
        let mut steps = chain.links.iter().rev();
        while let Some(mut list) = lists.pop() {
            if let (Some(later), Some(step)) = (&later, steps.next()) {
                list.retain(|l| later.iter().any(|r| linked(*l, *r, step)));
            }
            found.extend_from_slice(&list);
            later = Some(list);
        }
        found
    }

    /// Where all `parts` stand within `distance` of each other: one stretch of each part for every such place, or
    /// the first such place alone.
    pub fn within(
        self,
        parts: &[Place],
        distance: u32,
        pool: &mut Pool,
        mut found: Option<&mut Vec<Stretch>>,
    ) -> bool {
        let mut lists: Vec<Ends> = Vec::with_capacity(parts.len());
        let mut ends = pool.take();
        for part in parts {
            let mut list = pool.take();
            self.stretches(part, pool, &mut list);
            ends.extend_from_slice(&list);
            lists.push(Ends::new(list));
        }
        ends.sort_unstable_by_key(|stretch| stretch.last);
        ends.dedup_by_key(|stretch| stretch.last);
        // Any two are near each other when the largest start is at most `distance` after the smallest end.
        let mut holds = false;
        for end in &ends {
            let latest = end.last.saturating_add(distance);
            let all = lists.iter_mut().all(|list| {
                list.go_to(end.last);
                list.starting_by(latest).is_some()
            });
            holds |= all;
            match (&mut found, all) {
                (Some(found), true) => {
                    found.extend(lists.iter().filter_map(|list| list.starting_by(latest)));
                }
                (None, true) => break,
                (_, false) => {}
            }
        }
        lists.into_iter().map(|ends| ends.list).chain([ends]).for_each(|list| pool.give(list));
        holds
    }
}

/// The stretches of one part of a `~`, sorted by their ends, and how far the search has come.
struct Ends {
    list: Vec<Stretch>,
    longest: u32,
    from: usize,
}

impl Ends {
    fn new(mut list: Vec<Stretch>) -> Self {
        list.sort_unstable_by_key(|stretch| (stretch.last, stretch.first));
        Self { longest: longest(&list), list, from: 0 }
    }

    /// Leaves behind what ends before `end`; ends must ascend.
    fn go_to(&mut self, end: u32) {
        while self.list.get(self.from).is_some_and(|stretch| stretch.last < end) {
            self.from += 1;
        }
    }

    /// The first stretch not left behind that starts at or before `latest`.
    fn starting_by(&self, latest: u32) -> Option<Stretch> {
        let rest = self.list.get(self.from..).unwrap_or_default();
        rest.iter()
            .take_while(|stretch| stretch.last <= latest.saturating_add(self.longest))
            .find(|stretch| stretch.first <= latest)
            .copied()
    }
}

fn longest(list: &[Stretch]) -> u32 {
    list.iter().map(|stretch| stretch.last - stretch.first).max().unwrap_or_default()
}

/// Whether two ascending lists of positions hold a pair that differs by at most `distance`.
fn two_near(
    mut left: impl Iterator<Item = u32>,
    mut right: impl Iterator<Item = u32>,
    distance: u32,
    ordered: bool,
) -> bool {
    let (mut a, mut b) = (left.next(), right.next());
    while let (Some(l), Some(r)) = (a, b) {
        if l < r {
            if r - l <= distance {
                return true;
            }
            a = left.next();
        } else if !ordered && l - r <= distance {
            return true;
        } else {
            b = right.next();
        }
    }
    false
}

/// Keeps of `next` what may follow something in `near`; both sorted.
fn keep_linked(near: &[Stretch], next: &mut Vec<Stretch>, step: &Step) {
    let mut window = Window::new(near, step.distance);
    next.retain(|right| window.around(*right).iter().any(|left| linked(*left, *right, step)));
}

/// Slides over a sorted list and shows what may be near a stretch.
struct Window<'l> {
    list: &'l [Stretch],
    from: usize,
    distance: u32,
    longest: u32,
}

impl<'l> Window<'l> {
    fn new(list: &'l [Stretch], distance: u32) -> Self {
        Self { list, from: 0, distance, longest: longest(list) }
    }

    /// All that may be near `stretch`; stretches must come in the order of their first positions.
    fn around(&mut self, stretch: Stretch) -> &'l [Stretch] {
        let earliest = stretch.first.saturating_sub(self.distance + self.longest);
        while self.list.get(self.from).is_some_and(|other| other.first < earliest) {
            self.from += 1;
        }
        let rest = self.list.get(self.from..).unwrap_or_default();
        let latest = stretch.last.saturating_add(self.distance);
        let end = rest.partition_point(|other| other.first <= latest);
        rest.get(..end).unwrap_or_default()
    }
}

/// Sorts, and removes every stretch that holds another one.
fn keep_shortest(list: &mut Vec<Stretch>) {
    list.sort_unstable();
    list.dedup();
    let mut shortest = u32::MAX;
    list.reverse();
    // From the last start backwards: what ends at or after a later start's end holds that one. Of equal starts the
    // longer comes first here, so it is looked at once more below.
    list.retain(|stretch| {
        let keep = stretch.last < shortest;
        shortest = shortest.min(stretch.last);
        keep
    });
    list.reverse();
    list.dedup_by_key(|stretch| stretch.first);
}
