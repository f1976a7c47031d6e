//! Topics around anchors: a frequent phrase that says what a post is about, with the phrases that mostly stand beside it.
//!
//! Communities of a co-occurrence graph were tried first: they named topics after rare phrases that always stand together and
//! lost the plain word (battery, delivery) that a person would name them by, because that word stands beside everything.

use super::graph::Pairs;
use crate::corpus::Corpus;
use crate::phrases::Phrases;

/// A phrase belongs to an anchor when this share of its posts holds the anchor.
const BESIDE: f64 = 0.35;
/// A phrase says how people feel, not what about, when the odds of a negative or positive label beside it are so many times
/// those of all posts. Relative, because where all are angry, angry posts say what about.
const POLAR: f64 = 8.0;
/// Labels that it takes to call a phrase polar.
const LEAST_LABELS: u64 = 20;

/// Groups of phrases, each led by its anchor; at most `most`, of at most `size` phrases.
pub(super) fn groups(
    corpus: &Corpus<'_>,
    phrases: &Phrases,
    nodes: &[u32],
    pairs: &Pairs,
    (most, size): (usize, usize),
) -> Vec<Vec<u32>> {
    let polar = polar(corpus, phrases, nodes);
    let mut order: Vec<(usize, u32)> = nodes
        .iter()
        .copied()
        .enumerate()
        .filter(|(node, _)| !polar.get(*node).unwrap_or(&true))
        .collect();
    order.sort_by(|a, b| phrases.count(b.1).cmp(&phrases.count(a.1)).then(a.1.cmp(&b.1)));
    let beside = |node: usize, phrase: u32, anchor: usize| {
        f64::from(pairs.together(node, anchor)) / f64::from(phrases.count(phrase).max(1))
    };
    let texts: Vec<String> = nodes.iter().map(|phrase| phrases.folded(*phrase, corpus)).collect();
    let text = |node: usize| texts.get(node).map(String::as_str).unwrap_or_default();
    let mut anchors: Vec<(usize, u32)> = Vec::new();
    let mut forms: Vec<(usize, u32)> = Vec::new();
    let mut rest: Vec<(usize, u32)> = Vec::new();
    for &(node, phrase) in &order {
        if let Some(at) =
            anchors.iter().position(|(anchor, _)| inflected(text(node), text(*anchor)))
        {
            forms.push((at, phrase));
            continue;
        }
        let known = anchors.iter().any(|&(anchor, other)| {
            beside(node, phrase, anchor) >= BESIDE
                || phrases.is_part(phrase, other)
                || phrases.is_part(other, phrase)
                || phrases.overlap(phrase, other)
        });
        if known || anchors.len() == most {
            rest.push((node, phrase));
        } else {
            anchors.push((node, phrase));
        }
    }
    let mut groups: Vec<Vec<(u32, u32)>> = vec![Vec::new(); anchors.len()];
    for (at, phrase) in forms {
        if let Some(group) = groups.get_mut(at) {
            group.push((phrases.count(phrase), phrase));
        }
    }
    for (node, phrase) in rest {
        let nearest = anchors
            .iter()
            .enumerate()
            .filter(|(_, (anchor, _))| {
                beside(node, phrase, *anchor) >= BESIDE && pairs.weight(node, *anchor) > 0.0
            })
            .max_by(|(_, a), (_, b)| pairs.weight(node, a.0).total_cmp(&pairs.weight(node, b.0)));
        if let Some((at, (anchor, _))) = nearest
            && let Some(group) = groups.get_mut(at)
        {
            group.push((pairs.together(node, *anchor), phrase));
        }
    }
    anchors
        .iter()
        .zip(groups)
        .map(|((_, anchor), mut group)| {
            group.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
            let members = group.into_iter().map(|(_, phrase)| phrase);
            std::iter::once(*anchor).chain(members).take(size).collect()
        })
        .collect()
}

/// Whether two words differ by an ending alone, as `bag` and `bags` or `Lieferung` and `Lieferungen` do.
fn inflected(a: &str, b: &str) -> bool {
    const ENDINGS: [&str; 11] = ["s", "es", "d", "ed", "ing", "er", "ers", "e", "n", "en", "ern"];
    let (long, short) = if a.len() > b.len() { (a, b) } else { (b, a) };
    short.chars().count() >= 3
        && !short.contains(' ')
        && long.strip_prefix(short).is_some_and(|ending| ENDINGS.contains(&ending))
}

/// Which nodes say how people feel: nearly all of their read posts have the same label, negative or positive.
fn polar(corpus: &Corpus<'_>, phrases: &Phrases, nodes: &[u32]) -> Vec<bool> {
    let mut node_of = vec![usize::MAX; phrases.len()];
    for (node, phrase) in nodes.iter().enumerate() {
        if let Some(slot) = node_of.get_mut(*phrase as usize) {
            *slot = node;
        }
    }
    let mut labels = vec![[0_u64; 3]; nodes.len()];
    for (place, post) in (0..).zip(&corpus.posts).filter(|(_, post)| corpus.is_heard(post)) {
        let Some(label) = post.label() else { continue };
        for phrase in phrases.of_post(place) {
            let node = node_of.get(*phrase as usize).copied().unwrap_or(usize::MAX);
            if let Some(count) = labels.get_mut(node).and_then(|l| l.get_mut(label.index())) {
                *count += 1;
            }
        }
    }
    let heard = corpus.posts.iter().filter(|post| corpus.is_heard(post));
    let usual = Corpus::labels(heard).map(|count| count as f64 + 1.0);
    let is_polar = |labels: &[u64; 3]| {
        let counts = labels.map(|count| count as f64 + 1.0);
        labels.iter().sum::<u64>() >= LEAST_LABELS
            && [(odds(counts, 0), odds(usual, 0)), (odds(counts, 2), odds(usual, 2))]
                .iter()
                .any(|(here, usually)| *here >= POLAR * usually)
    };
    labels.iter().map(is_polar).collect()
}

/// Of one class against the others.
fn odds(counts: [f64; 3], class: usize) -> f64 {
    let own = counts.get(class).copied().unwrap_or(0.0);
    own / (counts.iter().sum::<f64>() - own).max(1e-9)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_are_one_and_longer_words_are_others() {
        for (a, b) in
            [("bag", "bags"), ("waiting", "wait"), ("lieferungen", "lieferung"), ("akku", "akkus")]
        {
            assert!(inflected(a, b), "{a} {b}");
        }
        for (a, b) in [("car", "cargo"), ("car", "car"), ("is", "ising"), ("bag fee", "bag fees")] {
            assert!(!inflected(a, b), "{a} {b}");
        }
    }

    #[test]
    fn odds_of_one_class_against_the_rest() {
        assert!((odds([3.0, 0.0, 1.0], 0) - 3.0).abs() < 1e-12);
    }
}
