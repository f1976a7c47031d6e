//! What is known of one subject.

use model::assessment::{Place, SubjectView};
use model::{Aspect, Assessment, Network, Side, Unit};

use super::{About, Pinned, counted, halves, share};
use crate::keys::key;
use crate::say;
use crate::statistics::scatter;

/// How many networks, and channels, are pinned.
const PLACES: usize = 5;
/// How many topics.
const TOPICS: usize = 12;
/// How many emotions, frustrations and excitements.
const FEELINGS: usize = 3;

pub(super) fn pin(pinned: &mut Pinned, assessment: &Assessment, subject: &SubjectView) {
    let about =
        About { quadrant: subject.quadrant, subject: Some((subject.id, subject.name.as_str())) };
    places(pinned, about, subject);
    people(pinned, about, subject);
    topics(pinned, about, subject);
    acts(pinned, about, subject);
    sentiment(pinned, about, subject);
    influencers(pinned, about, subject);
    presence(pinned, about, subject);
    halves::pin(pinned, about, assessment, subject);
}

fn places(pinned: &mut Pinned, about: About<'_>, subject: &SubjectView) {
    let name = subject.name.as_str();
    let networks = subject.places.iter().filter(|place| place.channel.is_none()).take(PLACES);
    let channels = subject.places.iter().filter(|place| place.channel.is_some()).take(PLACES);
    for place in networks.chain(channels) {
        let (at, mut parts) = where_it_is(place);
        parts.insert(1, name);
        let said = (say::place(name, &at, &place.share), place.share.clone());
        pinned.pin(about, Aspect::Places, key(&parts), said, &[]);
        if let (Some(net), None) = (&place.net, &place.channel) {
            let said = (say::place_net(name, &at, net), net.clone());
            let key = key(&["net-at", name, place.network.as_str()]);
            pinned.pin(about, Aspect::Sentiment, key, said, &[]);
        }
    }
}

fn where_it_is(place: &Place) -> (String, Vec<&str>) {
    let network = say::network(&place.network);
    match &place.channel {
        Some(channel) => {
            let at = format!("{} ({network})", say::clean(channel));
            (at, vec!["channel", place.network.as_str(), channel])
        }
        None => (network, vec!["place", place.network.as_str()]),
    }
}

fn people(pinned: &mut Pinned, about: About<'_>, subject: &SubjectView) {
    let name = subject.name.as_str();
    let scatter = scatter(subject.volume.iter().map(|day| day.count));
    let days = subject.volume.len() as u64;
    let counts = [
        ("mentions", say::mentions(name, &subject.mentions, days), &subject.mentions),
        ("distinct", say::distinct(name, &subject.distinct_mentions), &subject.distinct_mentions),
        ("people", say::people(name, &subject.people), &subject.people),
    ];
    for (what, says, figure) in counts {
        let said = (says, figure.clone());
        pinned.pin_count(about, Aspect::People, key(&[what, name]), said, scatter);
    }
}

fn topics(pinned: &mut Pinned, about: About<'_>, subject: &SubjectView) {
    let name = subject.name.as_str();
    for topic in subject.topics.iter().take(TOPICS) {
        let known = topic.name.as_str();
        let said = (say::topic(name, &topic.name, &topic.share), topic.share.clone());
        pinned.pin(about, Aspect::Topics, key(&["topic", name, known]), said, &topic.examples);
        if let Some(net) = &topic.net {
            let said = (say::topic_net(name, &topic.name, net), net.clone());
            let key = key(&["topic-net", name, known]);
            pinned.pin(about, Aspect::Topics, key, said, &topic.examples);
        }
        let formula = "posts on the topic with a need / posts on the topic";
        if let Some(needs) = share(topic.needs, topic.count, formula, &topic.share.query) {
            let said = (say::topic_needs(name, &topic.name, &needs), needs);
            let key = key(&["topic-needs", name, known]);
            pinned.pin(about, Aspect::Topics, key, said, &[]);
        }
    }
}

fn acts(pinned: &mut Pinned, about: About<'_>, subject: &SubjectView) {
    for (act, figure) in &subject.acts {
        let said = (say::act(&subject.name, *act, figure), figure.clone());
        let key = key(&["act", &subject.name, act.as_str()]);
        pinned.pin(about, Aspect::Topics, key, said, &[]);
    }
}

fn sentiment(pinned: &mut Pinned, about: About<'_>, subject: &SubjectView) {
    let name = subject.name.as_str();
    let feeling = &subject.feeling;
    if let Some(net) = &feeling.net {
        let said = (say::net(name, net), net.clone());
        pinned.pin(about, Aspect::Sentiment, key(&["net", name]), said, &[]);
    }
    for (label, figure) in ["negative", "neutral", "positive"].into_iter().zip(&feeling.shares) {
        let said = (say::feeling(name, label, figure), figure.clone());
        pinned.pin(about, Aspect::Sentiment, key(&[label, name]), said, &[]);
    }
    for (emotion, figure) in feeling.emotions.iter().take(FEELINGS) {
        let said = (say::emotion(name, *emotion, figure), figure.clone());
        let key = key(&["emotion", name, emotion.as_str()]);
        pinned.pin(about, Aspect::Sentiment, key, said, &[]);
    }
    let sides = [
        ("frustration", "negative", &feeling.frustrations),
        ("excitement", "positive", &feeling.excitements),
    ];
    for (what, label, phrases) in sides {
        for phrase in phrases.iter().take(FEELINGS) {
            let formula = "posts that hold the phrase, which stands out by log-odds with an informative Dirichlet prior (Monroe, Colaresi & Quinn 2008)";
            let figure = counted(phrase.count, Unit::Posts, phrase.count, formula, &subject.query);
            let said = (say::marks(name, &phrase.text, label, phrase.count), figure);
            let key = key(&[what, name, &phrase.text]);
            pinned.pin(about, Aspect::Sentiment, key, said, &phrase.examples);
        }
    }
}

fn influencers(pinned: &mut Pinned, about: About<'_>, subject: &SubjectView) {
    let name = subject.name.as_str();
    let voices: Vec<_> = subject.voices.iter().filter(|v| v.side == Side::External).collect();
    let of = voices.len() as u64;
    let wrote = voices.iter().map(|voice| voice.posts).sum();
    let all = model::numbers::whole(&subject.mentions);
    let formula = "mentions by the most heard voices / mentions";
    if of > 0
        && wrote <= all
        && let Some(figure) = share(wrote, all, formula, &subject.mentions.query)
    {
        let said = (say::voice_share(name, of, &figure), figure);
        pinned.pin(about, Aspect::Influencers, key(&["voice-share", name]), said, &[]);
    }
    let mut networks: Vec<&Network> = Vec::new();
    for voice in &voices {
        if !networks.contains(&&voice.network) {
            networks.push(&voice.network);
        }
    }
    for network in networks {
        let there: Vec<_> = voices.iter().filter(|voice| voice.network == *network).collect();
        let Some(first) = there.first() else { continue };
        let formula = "of the most heard voices (at most 20, by score), those on this network";
        let figure =
            counted(there.len() as u64, Unit::People, of, formula, &subject.mentions.query);
        let said = (say::voices(name, network, there.len() as u64, of, first), figure);
        let key = key(&["voices", name, network.as_str()]);
        pinned.pin(about, Aspect::Influencers, key, said, &[]);
    }
}

fn presence(pinned: &mut Pinned, about: About<'_>, subject: &SubjectView) {
    let name = subject.name.as_str();
    let found = &subject.responsiveness;
    let asked = found.questions;
    let figures = [
        ("answered", &found.answered_by_subject, say::answered as fn(&str, u64, &_) -> String),
        ("answered-by-anyone", &found.answered_by_anyone, say::answered_by_anyone),
        ("median-answer", &found.median, |name, _, figure| say::median(name, figure)),
        ("p90-answer", &found.p90, |name, _, figure| say::p90(name, figure)),
    ];
    for (what, figure, says) in figures {
        if let Some(figure) = figure {
            let said = (says(name, asked, figure), figure.clone());
            pinned.pin(about, Aspect::Presence, key(&[what, name]), said, &[]);
        }
    }
    // Without replies in the data nobody can know whether a question waits.
    if let Some(by_anyone) = &found.answered_by_anyone {
        let formula = "questions older than 14 days at the end of the window that nobody has answered / questions";
        let Some(figure) = share(found.unanswered_for_weeks, asked, formula, &by_anyone.query)
        else {
            return;
        };
        let said = (say::waiting(name, found.unanswered_for_weeks, asked), figure);
        pinned.pin(about, Aspect::Presence, key(&["waiting", name]), said, &found.waiting);
    }
}
