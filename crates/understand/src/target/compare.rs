//! Comparisons: who is preferred to whom.

use std::ops::Range;

use super::Named;
use super::clauses::Clause;

/// What a comparison says of the target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It is the better one.
    Preferred,
    /// It is the worse one.
    Rejected,
    /// The tone of [`Found::tone`] is about the target.
    AsRead,
    /// The opposite of the tone is.
    AsNotRead,
}

/// A comparison that the target takes part in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub verdict: Verdict,
    /// All of it.
    pub words: Range<usize>,
    /// The words whose tone counts.
    pub tone: Range<usize>,
}

const THAN: &[&str] = &["than", "als", "que", "di", "del", "do"];
const BETTER: &[&str] = &[
    "better",
    "nicer",
    "easier",
    "faster",
    "cheaper",
    "superior",
    "stronger",
    "safer",
    "smarter",
    "cleaner",
    "happier",
    "besser",
    "schneller",
    "billiger",
    "gunstiger",
    "schoner", //
    "mieux",
    "meilleur",
    "meilleure",
    "mejor",
    "mejores",
    "meglio",
    "migliore",
    "melhor",
    "melhores",
];
const WORSE: &[&str] = &[
    "worse",
    "slower",
    "uglier",
    "inferior",
    "harder",
    "weaker",
    "crappier",
    "dumber",
    "pricier",
    "schlechter",
    "schlimmer",
    "langsamer",
    "teurer",
    "pire",
    "pires",
    "peor",
    "peores",
    "peggio",
    "peggiore",
    "pior",
    "piores",
];
/// Comparatives that say nothing of quality.
const NEITHER: &[&str] =
    &["rather", "other", "more", "less", "older", "later", "earlier", "different"];
const BEATS: &[&str] = &[
    "beats",
    "beat",
    "outperforms",
    "crushes",
    "destroys",
    "smokes",
    "trumps",
    "tops",
    "outclasses",
    "schlagt",
];
const NEGATIONS: &[&str] = &[
    "not", "no", "never", "isn't", "aren't", "wasn't", "ain't", "doesn't", "don't", "nicht",
    "kein", "keine", "pas", "nunca", "non", "nao", "nothing", "nobody", "none", "nichts", "hardly",
    "barely",
];
const LEAVES: &[&str] = &[
    "switched",
    "switching",
    "switch",
    "moved",
    "moving",
    "migrated",
    "migrating",
    "changed",
    "going",
    "went",
    "gewechselt",
    "wechsel",
    "wechsle",
];
const DROPS: &[&str] = &[
    "ditched",
    "ditching",
    "dumped",
    "dumping",
    "left",
    "leaving",
    "dropped",
    "dropping",
    "swapped",
    "replaced",
    "traded",
    "replacing",
    "quit",
    "abandoned",
];
const PREFERS: &[&str] =
    &["prefer", "prefers", "preferred", "choose", "chose", "pick", "picked", "take", "recommend"];
/// Words that may stand between `than` and a name.
const REACH: usize = 3;

/// Marks whom a comparison names, where a name follows that nobody marked: `better than zeta`.
pub(super) fn recognise(folded: &[&str], named: &mut [Named]) {
    let is = |at: usize, list: &[&str]| folded.get(at).is_some_and(|word| list.contains(word));
    for at in 0..folded.len() {
        let after_than = is(at, &["than", "als"]) && comparative(folded, at).is_some();
        let opens = after_than || is(at, &["unlike", "versus", "vs"]) || is(at, BEATS);
        if !opens {
            continue;
        }
        let mut next = at + 1;
        while is(
            next,
            &[
                "the", "my", "your", "their", "a", "an", "any", "der", "die", "das", "mein",
                "with", "on",
            ],
        ) {
            next += 1;
        }
        let vague = [
            "i", "it", "this", "that", "ever", "before", "expected", "nothing", "me", "you", "we",
            "usual", "what",
        ];
        if !is(next, &vague)
            && let Some(name) = named.get_mut(next).filter(|n| **n == Named::Nobody)
        {
            *name = Named::Other;
        }
    }
}

/// The place of the comparative that belongs to `than` at `than`.
fn comparative(folded: &[&str], than: usize) -> Option<usize> {
    let from = than.saturating_sub(6);
    (from..than).rev().find(|at| {
        folded.get(*at).is_some_and(|word| {
            BETTER.contains(word)
                || WORSE.contains(word)
                || NEITHER.contains(word)
                || word.len() > 4 && word.ends_with("er")
        })
    })
}

/// The first comparison that says something of the target.
pub(super) fn find(folded: &[&str], named: &[Named], clauses: &[Clause]) -> Option<Found> {
    (0..folded.len()).find_map(|at| {
        let sentence = stretch(clauses, at);
        let look = Look { folded, named, sentence };
        look.than(at)
            .or_else(|| look.beats(at))
            .or_else(|| look.moves(at))
            .or_else(|| look.prefers(at))
            .or_else(|| look.unlike(at))
            .or_else(|| look.wish(at))
    })
}

/// The words of the clause at `at` and its neighbours: comparisons reach over commas, not further.
fn stretch(clauses: &[Clause], at: usize) -> Range<usize> {
    let here = clauses.iter().position(|clause| clause.words.contains(&at)).unwrap_or(0);
    let first = clauses.get(here.saturating_sub(1)).or(clauses.get(here));
    let last = clauses.get(here + 1).or(clauses.get(here));
    first.map_or(0, |c| c.words.start)..last.map_or(0, |c| c.words.end)
}

struct Look<'a> {
    folded: &'a [&'a str],
    named: &'a [Named],
    sentence: Range<usize>,
}

impl Look<'_> {
    fn is(&self, at: usize, list: &[&str]) -> bool {
        self.folded.get(at).is_some_and(|word| list.contains(word))
    }

    /// The first name in `range`.
    fn first(&self, range: Range<usize>) -> Option<(usize, Named)> {
        range.filter_map(|at| Some((at, *self.named.get(at)?))).find(|(_, n)| *n != Named::Nobody)
    }

    fn last(&self, range: Range<usize>) -> Option<(usize, Named)> {
        let named = |at| Some((at, *self.named.get(at)?));
        range.rev().filter_map(named).find(|(_, n)| *n != Named::Nobody)
    }

    /// Whether `before` lies shortly behind a word that denies.
    fn denied(&self, before: usize) -> bool {
        (before.saturating_sub(4)..before).any(|at| self.is(at, NEGATIONS))
    }

    fn verdict(&self, winner: Option<Named>, loser: Option<Named>) -> Option<Verdict> {
        match (winner, loser) {
            (Some(Named::Target), _) => Some(Verdict::Preferred),
            (_, Some(Named::Target)) => Some(Verdict::Rejected),
            _ => None,
        }
    }

    /// `A is better than B`, `worse than B`, `cheaper than B`.
    fn than(&self, at: usize) -> Option<Found> {
        if !self.is(at, THAN) {
            return None;
        }
        let comparative = comparative(self.folded, at)?;
        let right = self.first(at + 1..(at + 2 + REACH).min(self.sentence.end))?;
        let left = self.last(self.sentence.start..at);
        let end = right.0 + 1;
        let start = left.map_or(comparative, |(place, _)| place.min(comparative));
        let denied = self.denied(comparative);
        let (better, worse) = (self.is(comparative, BETTER), self.is(comparative, WORSE));
        let sides = (left.map(|(_, named)| named), Some(right.1));
        let verdict = match (better != denied && (better || worse), better || worse) {
            (true, true) => self.verdict(sides.0, sides.1)?,
            (false, true) => self.verdict(sides.1, sides.0)?,
            // What is said with an unknown comparative is said of the left one.
            _ if sides.0 == Some(Named::Target) => Verdict::AsRead,
            _ if right.1 == Named::Target => Verdict::AsNotRead,
            _ => return None,
        };
        Some(Found { verdict, words: start..end, tone: start..at })
    }

    /// `A beats B`.
    fn beats(&self, at: usize) -> Option<Found> {
        if !self.is(at, BEATS) {
            return None;
        }
        let left = self.last(at.saturating_sub(REACH + 2).max(self.sentence.start)..at)?;
        let right = self.first(at + 1..(at + 3 + REACH).min(self.sentence.end))?;
        let verdict = if self.denied(at) {
            self.verdict(Some(right.1), Some(left.1))?
        } else {
            self.verdict(Some(left.1), Some(right.1))?
        };
        Some(Found { verdict, words: left.0..right.0 + 1, tone: left.0..right.0 + 1 })
    }

    /// `switched from A to B`, `ditched A for B`, `replaced A with B`.
    fn moves(&self, at: usize) -> Option<Found> {
        let (leaves, drops) = (self.is(at, LEAVES), self.is(at, DROPS));
        if !leaves && !drops || self.denied(at) {
            return None;
        }
        let end = (at + 12).min(self.sentence.end);
        let joint: &[&str] =
            if leaves { &["to", "zu", "auf"] } else { &["for", "with", "fur", "durch"] };
        let from =
            if leaves { (at + 1..end).find(|at| self.is(*at, &["from", "von"]))? } else { at };
        let to = (from + 2..end).find(|at| self.is(*at, joint))?;
        let old = self.first(from + 1..to)?;
        let new = self.first(to + 1..end)?;
        let verdict = self.verdict(Some(new.1), Some(old.1))?;
        Some(Found { verdict, words: at..new.0 + 1, tone: at..new.0 + 1 })
    }

    /// `prefer A to B`, `recommend A over B`, `A instead of B`.
    fn prefers(&self, at: usize) -> Option<Found> {
        let instead = self.is(at, &["instead"]) && self.is(at + 1, &["of"])
            || self.is(at, &["over", "to"]) && self.chosen(at);
        if !instead {
            return None;
        }
        let left = self.last(at.saturating_sub(8).max(self.sentence.start)..at)?;
        let right = self.first(at + 1..(at + 3 + REACH).min(self.sentence.end))?;
        let verdict = self.verdict(Some(left.1), Some(right.1))?;
        Some(Found { verdict, words: left.0..right.0 + 1, tone: left.0..right.0 + 1 })
    }

    /// Whether a word of choice stands shortly before `at`.
    fn chosen(&self, at: usize) -> bool {
        let list =
            if self.is(at, &["over"]) { PREFERS } else { &["prefer", "prefers", "preferred"] };
        (at.saturating_sub(6)..at).any(|place| self.is(place, list) && !self.denied(place))
    }

    /// `unlike A, B never fails`: what is said of B is denied of A, and the other way round.
    fn unlike(&self, at: usize) -> Option<Found> {
        if !self.is(at, &["unlike"]) {
            return None;
        }
        let of = self.first(at + 1..(at + 2 + REACH).min(self.sentence.end))?;
        let rest = if self.first(of.0 + 1..self.sentence.end).is_some() {
            of.0 + 1..self.sentence.end
        } else {
            self.sentence.start..at
        };
        let (_, other) = self.first(rest.clone())?;
        let verdict = match (of.1, other) {
            (Named::Target, _) => Verdict::AsNotRead,
            (_, Named::Target) => Verdict::AsRead,
            _ => return None,
        };
        Some(Found { verdict, words: at.min(rest.start)..rest.end.max(of.0 + 1), tone: rest })
    }

    /// `I wish A were like B`, `why can't A be like B`.
    fn wish(&self, at: usize) -> Option<Found> {
        let like = self.is(at, &["like"]) || self.is(at, &["as"]);
        let wished = (self.sentence.start..at)
            .find(|place| self.is(*place, &["wish", "wishing", "why can't", "can't"]))?;
        if !like {
            return None;
        }
        let left = self.first(wished + 1..at)?;
        let right = self.first(at + 1..(at + 3 + REACH).min(self.sentence.end))?;
        let verdict = self.verdict(Some(right.1), Some(left.1))?;
        Some(Found { verdict, words: wished..right.0 + 1, tone: wished..right.0 + 1 })
    }
}
