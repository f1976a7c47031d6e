//! All patterns that a term fits, found without trying each: sorted by the letters before their first wildcard.

use crate::atom::Pattern;
use crate::lexicon::AtomId;

/// Patterns with the same letters before their first wildcard.
#[derive(Debug)]
struct Group {
    prefix: Box<str>,
    /// The group with the longest prefix that this one's prefix starts with, other than itself.
    parent: Option<u32>,
    patterns: Vec<(Pattern, AtomId)>,
}

/// Sorted groups of patterns.
#[derive(Debug, Default)]
pub(crate) struct Prefixes {
    groups: Vec<Group>,
    /// One bit for each pair of first bytes that some prefix starts with: most terms stop here.
    starts: Vec<u64>,
}

impl Prefixes {
    pub fn new(mut patterns: Vec<(Pattern, AtomId)>) -> Self {
        if patterns.is_empty() {
            return Self::default();
        }
        patterns.sort_by(|(a, _), (b, _)| a.prefix().cmp(b.prefix()));
        let mut groups: Vec<Group> = Vec::new();
        // The groups whose prefixes the current one starts with, shortest first.
        let mut open: Vec<u32> = Vec::new();
        for (pattern, id) in patterns {
            if let Some(last) = groups.last_mut()
                && *last.prefix == *pattern.prefix()
            {
                last.patterns.push((pattern, id));
                continue;
            }
            while let Some(&candidate) = open.last() {
                let above = groups.get(candidate as usize);
                if above.is_some_and(|group| pattern.prefix().starts_with(&*group.prefix)) {
                    break;
                }
                open.pop();
            }
            let parent = open.last().copied();
            open.push(groups.len() as u32);
            let prefix = pattern.prefix().into();
            groups.push(Group { prefix, parent, patterns: vec![(pattern, id)] });
        }
        let mut starts = vec![0; 1 << 10];
        for group in &groups {
            let mut bytes = group.prefix.bytes();
            let (first, second) = (bytes.next().unwrap_or_default(), bytes.next());
            let seconds = second.map_or(0..=u8::MAX, |second| second..=second);
            for second in seconds {
                let pair = usize::from(first) << 8 | usize::from(second);
                if let Some(bits) = starts.get_mut(pair >> 6) {
                    *bits |= 1 << (pair & 63);
                }
            }
        }
        Self { groups, starts }
    }

    /// Calls `found` for each pattern that `term` fits.
    pub fn fitting(&self, term: &str, mut found: impl FnMut(AtomId)) {
        let mut bytes = term.bytes();
        let pair = usize::from(bytes.next().unwrap_or_default()) << 8
            | usize::from(bytes.next().unwrap_or_default());
        if self.starts.get(pair >> 6).is_none_or(|bits| bits & (1 << (pair & 63)) == 0) {
            return;
        }
        // Every prefix of `term` is a prefix of the last group at or before it, so it is that group or above it.
        let after = self.groups.partition_point(|group| &*group.prefix <= term);
        let mut place = after.checked_sub(1);
        while let Some(group) = place.and_then(|at| self.groups.get(at)) {
            if term.starts_with(&*group.prefix) {
                for (pattern, id) in &group.patterns {
                    if pattern.matches(term) {
                        found(*id);
                    }
                }
            }
            place = group.parent.map(|parent| parent as usize);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::atom::{Atom, read};

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn finds_what_trying_each_pattern_finds(
            patterns in prop::collection::vec("[ab]{2}[abc]{0,3}[*?][abc*?]{0,2}|[ab]\\?[abc]?", 0..12),
            term in "[abc]{0,8}",
        ) {
            let patterns: Vec<(Pattern, AtomId)> = patterns
                .iter()
                .enumerate()
                .filter_map(|(place, text)| match read(text).ok()?.pop()? {
                    Atom::Wildcard(pattern) => Some((pattern, AtomId(place as u32))),
                    _ => None,
                })
                .collect();
            let fits = patterns.iter().filter(|(p, _)| p.matches(&term)).map(|(_, id)| *id);
            let mut expected: Vec<AtomId> = fits.collect();
            let mut found = Vec::new();
            Prefixes::new(patterns).fitting(&term, |id| found.push(id));
            expected.sort();
            found.sort();
            prop_assert_eq!(found, expected);
        }
    }
}
