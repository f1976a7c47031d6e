//! What an assessment rests on, and what it could not look at.

use std::hash::Hash;

use model::assessment::Basis;
use model::{Kind, Network, Quadrant};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::corpus::Corpus;
use crate::watched::Place;

/// Fewer mentions make wide intervals.
const FEW: usize = 100;

/// Counts over everything in the window.
pub(crate) fn basis(corpus: &Corpus<'_>) -> Basis {
    let mut basis = Basis { posts: corpus.seen, spam: corpus.spam, ..Basis::default() };
    let mut authors = FxHashSet::default();
    let (mut languages, mut networks, mut kinds) =
        (FxHashMap::default(), FxHashMap::default(), FxHashMap::default());
    for post in &corpus.posts {
        basis.internal += u64::from(post.is_internal());
        if !post.is_matched() {
            continue;
        }
        basis.mentions += 1;
        if let Some(spam) = &mut basis.spam {
            *spam += u64::from(post.is_spam());
        }
        basis.repeats += u64::from(post.is_repeat());
        basis.reposts += u64::from(post.is_repost());
        basis.not_read += u64::from(!post.is_read());
        if corpus.is_known(post.author) {
            authors.insert(post.author);
        }
        *languages.entry(corpus.language(post)).or_default() += 1;
        *networks.entry(post.network).or_default() += 1;
        if let Some(kind) = post.kind() {
            *kinds.entry(kind).or_default() += 1;
        }
    }
    basis.authors = authors.len() as u64;
    let network = |(number, count): (u16, u64)| {
        Some((Network::new(corpus.networks.get(u32::from(number))).ok()?, count))
    };
    basis.networks = largest_first(networks.into_iter().filter_map(network));
    basis.languages = largest_first(languages.into_iter());
    basis.kinds = largest_first(kinds.into_iter());
    basis
}

fn largest_first<K: Ord + Hash>(counts: impl Iterator<Item = (K, u64)>) -> Vec<(K, u64)> {
    let mut rows: Vec<(K, u64)> = counts.collect();
    rows.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    rows
}

/// What has not been looked at in a quadrant, in plain sentences.
pub(crate) fn missing(corpus: &Corpus<'_>, quadrant: Quadrant, places: &[Place]) -> Vec<String> {
    let mut missing = Vec::new();
    if places.is_empty() {
        missing.push(nobody(quadrant).to_owned());
    }
    for place in places {
        let Some(subject) = corpus.watched.subject(*place) else { continue };
        let name = &subject.name;
        if !corpus.watched.plan.watches.iter().any(|watch| watch.subject == subject.id) {
            missing.push(format!("{name} has no watch: add a query that finds its mentions."));
            continue;
        }
        if subject.accounts.is_empty() && quadrant != Quadrant::Customers {
            missing.push(format!(
                "{name} has no accounts: add them, so that what it says itself is not counted as the market and its answers can be seen."
            ));
        }
        match corpus.mentions_of(*place).count() {
            0 => missing.push(format!(
                "Nobody mentioned {name} in this window: check its watches, or assess a longer window."
            )),
            few if few < FEW => missing.push(format!(
                "Only {few} mentions of {name}: its intervals are wide, and small differences cannot be seen."
            )),
            _ => {}
        }
    }
    if quadrant == Quadrant::Brand {
        whole_window(corpus, &mut missing);
    }
    missing
}

fn nobody(quadrant: Quadrant) -> &'static str {
    match quadrant {
        Quadrant::Customers => {
            "No customers are watched: add a subject that finds what people say about the category without naming a brand."
        }
        Quadrant::Brand => {
            "The brand itself is not watched: add a subject in the quadrant `brand`."
        }
        Quadrant::Partners => {
            "No partner is watched: add dealers, resellers or suppliers; they often own the relationship with the customer."
        }
        Quadrant::Competitors => {
            "No competitor is watched: without one, no figure can be called good or bad."
        }
    }
}

fn whole_window(corpus: &Corpus<'_>, missing: &mut Vec<String>) {
    if corpus.misdated > 0 {
        missing.push(format!(
            "{} posts are dated in the future or more than ten years before the others and were left out.",
            corpus.misdated
        ));
    }
    let (first, last) = crate::volume::days(corpus);
    let days = last - first + 1;
    if (1..7).contains(&days) {
        missing.push(format!(
            "The window has {days} days: what is usual cannot be told, so no spikes are looked for."
        ));
    }
    if !corpus.posts.iter().any(crate::corpus::Post::is_internal) {
        missing.push(
            "No internal source is connected, so inside and outside cannot be compared.".to_owned(),
        );
    }
    let kinds = corpus.posts.iter().filter_map(crate::corpus::Post::kind);
    if !corpus.posts.is_empty() && kinds.into_iter().all(|kind| kind == Kind::Original) {
        missing.push(
            "The data tells no replies from first posts, so who answered whom cannot be seen."
                .to_owned(),
        );
    }
}
