//! Who speaks about a subject, ordered by a score that is a plain sum of named parts.
//!
//! score = ln(1 + posts) + ½ ln(1 + engagement) + ¼ ln(1 + followers) + ln(1 + replies received), and where more than 80 %
//! of five posts or more are repeats, minus 80 % of all that. Logarithms, because the second thousand followers says less than
//! the first; followers weigh least, because they are no relationships.

use model::assessment::Voice;
use model::{Network, Side};
use rustc_hash::FxHashMap;

use crate::corpus::{Corpus, NONE};
use crate::differences::net;
use crate::watched::Place;

/// How many voices are listed.
const LISTED: usize = 20;
const ENGAGEMENT_WEIGHT: f64 = 0.5;
const FOLLOWERS_WEIGHT: f64 = 0.25;
/// Somebody with this many posts, of which more than [`REPEATS_SHARE`] repeat earlier ones, is damped.
const REPEATS_LEAST: u64 = 5;
const REPEATS_SHARE: f64 = 0.8;
const REPEATS_DAMPING: f64 = 0.8;

#[derive(Default)]
struct Tally {
    posts: u64,
    repeats: u64,
    engagement: u64,
    replies: u64,
    followers: Option<u32>,
    labels: [u64; 3],
}

/// The strongest voices on a subject.
pub(crate) fn voices(corpus: &Corpus<'_>, subject: Place) -> Vec<Voice> {
    let mut tallies: FxHashMap<u32, Tally> = FxHashMap::default();
    for (_, post) in corpus.mentions_of(subject).filter(|(_, p)| corpus.is_known(p.author)) {
        let tally = tallies.entry(post.author).or_default();
        tally.posts += 1;
        tally.repeats += u64::from(post.is_repeat() || post.is_repost());
        tally.engagement += if post.engagement == NONE { 0 } else { u64::from(post.engagement) };
        let others = corpus.replies_to(post.key).iter().filter(|r| r.author != post.author);
        tally.replies += others.count() as u64;
        if post.followers != NONE {
            tally.followers = tally.followers.max(Some(post.followers));
        }
        if let Some(count) = post.label().and_then(|label| tally.labels.get_mut(label.index())) {
            *count += 1;
        }
    }
    let mut ranked: Vec<(u32, f64, Tally)> =
        tallies.into_iter().map(|(author, tally)| (author, total(&parts(&tally)), tally)).collect();
    let name = |author: u32| {
        let known = corpus.author(author);
        known.map(|a| (corpus.networks.get(u32::from(a.network)), &*a.handle))
    };
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| name(a.0).cmp(&name(b.0))));
    ranked.truncate(LISTED);
    ranked.into_iter().filter_map(|(author, _, tally)| voice(corpus, author, &tally)).collect()
}

fn parts(tally: &Tally) -> Vec<(String, f64)> {
    let log = |value: u64| (value as f64).ln_1p();
    let mut parts = vec![
        ("posts".to_owned(), log(tally.posts)),
        ("engagement".to_owned(), ENGAGEMENT_WEIGHT * log(tally.engagement)),
        ("followers".to_owned(), FOLLOWERS_WEIGHT * log(tally.followers.map_or(0, u64::from))),
        ("replies received".to_owned(), log(tally.replies)),
    ];
    let repeats = tally.repeats as f64 / tally.posts.max(1) as f64;
    if tally.posts >= REPEATS_LEAST && repeats > REPEATS_SHARE {
        let damped = -REPEATS_DAMPING * total(&parts);
        parts.push(("mostly repeats".to_owned(), damped));
    }
    parts
}

fn total(parts: &[(String, f64)]) -> f64 {
    parts.iter().map(|(_, part)| part).sum()
}

fn voice(corpus: &Corpus<'_>, author: u32, tally: &Tally) -> Option<Voice> {
    let person = corpus.author(author)?;
    let parts = parts(tally);
    Some(Voice {
        network: Network::new(corpus.networks.get(u32::from(person.network))).ok()?,
        author: person.handle.to_string(),
        side: Side::External,
        posts: tally.posts,
        followers: tally.followers.map(u64::from),
        engagement: tally.engagement,
        net: net(tally.labels),
        score: total(&parts),
        parts,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_score_is_the_sum_of_its_parts_and_spam_is_damped_by_a_named_one() {
        let honest =
            Tally { posts: 5, engagement: 100, followers: Some(10_000), ..Tally::default() };
        let spam = Tally { repeats: 5, ..honest };
        let honest =
            Tally { posts: 5, engagement: 100, followers: Some(10_000), ..Tally::default() };
        let score = total(&parts(&honest));
        let hand = 6_f64.ln() + 0.5 * 101_f64.ln() + 0.25 * 10_001_f64.ln();
        assert!((score - hand).abs() < 1e-12);
        assert!((total(&parts(&spam)) - 0.2 * score).abs() < 1e-12);
        assert_eq!(parts(&spam).last().map(|(name, _)| name.as_str()), Some("mostly repeats"));
    }
}
