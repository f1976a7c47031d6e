//! Where a subject is talked about: networks, and channels within them.

use model::assessment::Place as Row;
use model::{Network, Subject};
use rustc_hash::FxHashMap;

use crate::corpus::NONE;
use crate::figures::share_or_zero;
use crate::queries::Terms;
use crate::scene::Scene;
use crate::watched::Place;

/// How many channels of a network are listed.
const CHANNELS: usize = 10;

#[derive(Default, Clone, Copy)]
struct Tally {
    posts: u64,
    labels: [u64; 3],
}

/// Networks by mentions, each followed by its channels by mentions.
pub(crate) fn places(scene: &Scene<'_>, subject: &Subject, place: Place) -> Vec<Row> {
    let corpus = scene.corpus;
    let mut tallies: FxHashMap<(u16, u32), Tally> = FxHashMap::default();
    let mut all = 0;
    for (_, post) in corpus.mentions_of(place) {
        all += 1;
        for channel in
            [NONE, post.channel].into_iter().take(if post.channel == NONE { 1 } else { 2 })
        {
            let tally = tallies.entry((post.network, channel)).or_default();
            tally.posts += 1;
            let label = post.label().filter(|_| post.is_distinct());
            if let Some(count) = label.and_then(|label| tally.labels.get_mut(label.index())) {
                *count += 1;
            }
        }
    }
    let row = |(network, channel): (u16, u32), tally: Tally| -> Option<Row> {
        let name = corpus.networks.get(u32::from(network));
        let channel = (channel != NONE).then(|| corpus.channels.get(channel));
        let mut query = scene.mentions(subject).and_field("network", name);
        query = channel.map_or(query.clone(), |channel| query.and_field("channel", channel));
        let what = ["place", &subject.name, name, channel.unwrap_or_default()];
        Some(Row {
            network: Network::new(name).ok()?,
            channel: channel.map(str::to_owned),
            share: share_or_zero(
                tally.posts,
                all,
                "mentions here / all mentions of the subject",
                query.text(),
            ),
            count: tally.posts,
            net: scene.net_of_part(tally.labels, &what, Terms::distinct(query).text()),
        })
    };
    let (mut networks, mut channels): (Vec<_>, Vec<_>) =
        tallies.into_iter().partition(|((_, channel), _)| *channel == NONE);
    networks.sort_by_key(|((network, _), tally)| {
        (std::cmp::Reverse(tally.posts), corpus.networks.get(u32::from(*network)))
    });
    channels.sort_by_key(|((_, channel), tally)| {
        (std::cmp::Reverse(tally.posts), corpus.channels.get(*channel))
    });
    let within = |network: u16| {
        channels.iter().filter(move |((other, _), _)| *other == network).take(CHANNELS)
    };
    let mut rows = Vec::new();
    for (key, tally) in &networks {
        rows.extend(row(*key, *tally));
        rows.extend(within(key.0).filter_map(|(key, tally)| row(*key, *tally)));
    }
    rows
}
