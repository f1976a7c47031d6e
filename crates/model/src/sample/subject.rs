//! Grows a planted profile into the full view of a subject.

use crate::assessment::{
    DayCount, Feeling, Phrase, Place, Responsiveness, SubjectView, Topic, Voice,
};
use crate::{Act, Day, Emotion, Figure, Side, SubjectId, Unit};

use super::figures::{corrected, count, net, seconds, share, uneven};
use super::profiles::Profile;
use super::spoken::{quotes, waiting};
use super::{DAYS, FIRST, network};

/// Everything about the profile's subject.
pub fn view(profile: &Profile) -> SubjectView {
    let volume = volume(profile);
    let mentions: u64 = volume.iter().map(|day| day.count).sum();
    let distinct = mentions * 83 / 100;
    let said = "posts that a watch of the subject matches, its own accounts left out";
    SubjectView {
        id: SubjectId(profile.id),
        name: profile.name.to_owned(),
        quadrant: profile.quadrant,
        query: profile.query.to_owned(),
        mentions: count(mentions, Unit::Posts, said, &said_of(profile)),
        distinct_mentions: count(
            distinct,
            Unit::Posts,
            "mentions without reposts and repeats",
            &format!("{} AND -is:repeat AND -is:repost", said_of(profile)),
        ),
        without_spam: Some(count(
            mentions * 988 / 1000,
            Unit::Posts,
            "mentions that do not look like spam",
            &said_of(profile),
        )),
        people: count(
            mentions * 41 / 100,
            Unit::People,
            "distinct pairs of network and handle",
            &said_of(profile),
        ),
        volume,
        hours: hours(profile, mentions),
        places: places(profile, mentions),
        topics: topics(profile, distinct),
        other: distinct
            - (distinct as f64 * profile.topics.iter().map(|t| t.1).sum::<f64>()) as u64,
        phrases: phrases(profile, profile.phrases, mentions),
        feeling: feeling(profile, mentions),
        acts: acts(profile, mentions),
        voices: voices(profile),
        responsiveness: responsiveness(profile),
    }
}

/// The query for what others say about it outside.
fn said_of(profile: &Profile) -> String {
    format!("subject:\"{}\" AND side:external AND created:[2026-08-24 TO 2026-11-21]", profile.name)
}

fn volume(profile: &Profile) -> Vec<DayCount> {
    (0..DAYS)
        .map(|place| {
            let day = Day(FIRST.0 + place);
            let trend = 1.0 + (profile.daily.1 - 1.0) * f64::from(place) / f64::from(DAYS);
            let week = if day.weekday() >= 5 { 0.72 } else { 1.08 };
            let burst = profile.bursts.iter().find(|(from, to, _)| (*from..=*to).contains(&place));
            let burst = burst
                .map_or(1.0, |(from, _, factor)| 1.0 + (factor - 1.0) * 0.72f64.powi(place - from));
            let noise = 0.78 + 0.44 * uneven(u64::from(profile.id), place as u64);
            let all = profile.daily.0 * trend * week * burst * noise;
            let worse = if burst > 1.5 && profile.id == 3 { 1.6 } else { 1.0 };
            let read = all * 0.97;
            let negative = (read * profile.shares[0] * worse).min(read * 0.8);
            let labels = [
                negative,
                read - negative - read * profile.shares[2] / worse,
                read * profile.shares[2] / worse,
            ];
            DayCount { day, count: all.round() as u64, labels: labels.map(|l| l.max(0.0) as u64) }
        })
        .collect()
}

fn hours(profile: &Profile, mentions: u64) -> [[u64; 24]; 7] {
    let mut hours = [[0; 24]; 7];
    for (day, row) in hours.iter_mut().enumerate() {
        for (hour, cell) in row.iter_mut().enumerate() {
            let h = hour as f64;
            let morning = (-(h - 8.0).powi(2) / 5.0).exp() * if day < 5 { 1.0 } else { 0.25 };
            let evening = (-(h - 19.5).powi(2) / 14.0).exp();
            let noon = 0.35 * (-(h - 12.5).powi(2) / 6.0).exp();
            let noise = 0.8 + 0.4 * uneven(u64::from(profile.id) + 100, (day * 24 + hour) as u64);
            *cell =
                ((0.04 + morning * 0.7 + evening + noon) * noise * mentions as f64 / 60.0) as u64;
        }
    }
    hours
}

fn places(profile: &Profile, mentions: u64) -> Vec<Place> {
    profile
        .places
        .iter()
        .map(|&(name, channel, weight, mood)| {
            let many = (mentions as f64 * weight) as u64;
            let query = match channel {
                Some(channel) => {
                    format!("{} AND network:{name} AND channel:\"{channel}\"", said_of(profile))
                }
                None => format!("{} AND network:{name}", said_of(profile)),
            };
            Place {
                network: network(name),
                channel: channel.map(str::to_owned),
                share: share(
                    many,
                    mentions,
                    "mentions there ÷ all mentions of the subject",
                    &query,
                ),
                count: many,
                net: (many >= 30).then(|| net(mood, many, &query)),
            }
        })
        .collect()
}

fn topics(profile: &Profile, distinct: u64) -> Vec<Topic> {
    profile
        .topics
        .iter()
        .map(|&(words, part, mood, needs)| {
            let many = (distinct as f64 * part) as u64;
            let any: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
            let query = format!("{} AND ({})", said_of(profile), any.join(" OR "));
            Topic {
                anchors: words.iter().take(1).map(|word| crate::TopicAnchor::of(word)).collect(),
                given: false,
                name: words.join(", "),
                phrases: words.iter().map(|word| (*word).to_owned()).collect(),
                share: share(
                    many,
                    distinct,
                    "distinct mentions that hold a phrase of the topic ÷ distinct mentions",
                    &query,
                ),
                count: many,
                net: (many >= 30).then(|| net(mood, many, &query)),
                needs: (many as f64 * needs) as u64,
                examples: words
                    .iter()
                    .take(2)
                    .flat_map(|word| quotes(word, profile.id, 1))
                    .collect(),
            }
        })
        .collect()
}

fn phrases(profile: &Profile, planted: &[(&str, f64)], mentions: u64) -> Vec<Phrase> {
    planted
        .iter()
        .map(|(text, z)| Phrase {
            text: (*text).to_owned(),
            count: (mentions as f64 * (z / 260.0)) as u64 + 5,
            z: *z,
            examples: quotes(text, profile.id, 2),
        })
        .collect()
}

fn feeling(profile: &Profile, mentions: u64) -> Feeling {
    let n = mentions * 97 / 100;
    let [negative, neutral, positive] = profile.shares;
    let raw = [negative * 0.88 + 0.03, neutral * 0.9 + 0.04, positive * 0.85 + 0.05];
    let shares = profile
        .shares
        .iter()
        .zip(raw)
        .map(|(p, raw)| corrected(*p, raw, n, &said_of(profile)))
        .collect();
    let standing = [
        (Emotion::Anger, negative * 0.41),
        (Emotion::Joy, positive * 0.44),
        (Emotion::Sadness, negative * 0.22),
        (Emotion::Optimism, positive * 0.19),
        (Emotion::Surprise, 0.035),
    ];
    let formula = "mentions in which the emotion stands out ÷ mentions that were read";
    let mut emotions: Vec<(Emotion, Figure)> = standing
        .iter()
        .map(|(emotion, part)| {
            (*emotion, share((n as f64 * part) as u64, n, formula, &said_of(profile)))
        })
        .collect();
    emotions.sort_by(|a, b| b.1.value.total_cmp(&a.1.value));
    Feeling {
        shares,
        net: Some(net(positive - negative, n, &said_of(profile))),
        not_read: mentions - n,
        towards: Some(share(n * 7 / 100, n, "read towards the subject ÷ read", &said_of(profile))),
        turned: n * 2 / 100,
        emotions,
        frustrations: phrases(profile, profile.frustrations, mentions),
        excitements: phrases(profile, profile.excitements, mentions),
    }
}

fn acts(profile: &Profile, mentions: u64) -> Vec<(Act, Figure)> {
    let asked = profile.answers.0 as f64 / mentions as f64;
    let parts =
        [asked, profile.shares[0] * 0.52, 0.043, profile.shares[2] * 0.5, 0.031, 0.038, 0.026];
    Act::ALL
        .iter()
        .zip(parts)
        .map(|(act, part)| {
            let query = format!("{} AND act:{act}", said_of(profile));
            let many = (mentions as f64 * part).round() as u64;
            (*act, share(many, mentions, "mentions that do this ÷ all mentions", &query))
        })
        .collect()
}

fn voices(profile: &Profile) -> Vec<Voice> {
    let planted = [
        ("cargo_gazette", "rss", 14, None, 2_310, -0.1),
        ("hilltop_anna", "reddit", 31, Some(412), 1_904, -0.52),
        ("ingrid.pedals", "mastodon", 22, Some(18_400), 1_120, 0.41),
        ("valley_wheels", "discourse", 44, None, 622, 0.12),
        ("fjordcommuter", "reddit", 17, Some(96), 810, 0.05),
        ("ليلى_تركب", "mastodon", 9, Some(5_210), 402, 0.33),
        ("tomasz_rides", "discourse", 26, None, 215, -0.38),
    ];
    let size = 1.0 + profile.daily.0 / 60.0;
    let mut voices: Vec<Voice> = planted
        .iter()
        .map(|&(author, at, posts, followers, engagement, mood)| {
            let posts = (posts as f64 * size / 2.0).ceil() as u64;
            let parts = [
                ("posts", (posts as f64).ln_1p()),
                ("engagement", (engagement as f64).ln_1p() * 0.5),
                ("declared followers", followers.map_or(0.0, |f: u64| (f as f64).ln_1p() * 0.25)),
            ];
            Voice {
                network: network(at),
                author: author.to_owned(),
                side: Side::External,
                posts,
                followers,
                engagement,
                net: Some(mood),
                score: parts.iter().map(|part| part.1).sum(),
                parts: parts.iter().map(|(name, amount)| ((*name).to_owned(), *amount)).collect(),
            }
        })
        .collect();
    voices.sort_by(|a, b| b.score.total_cmp(&a.score));
    voices
}

fn responsiveness(profile: &Profile) -> Responsiveness {
    let (questions, by_subject, by_anyone, median, p90, late) = profile.answers;
    let query = format!("{} AND act:question", said_of(profile));
    let part = |share: f64| (questions as f64 * share) as u64;
    let formula = "questions with at least one answer ÷ questions";
    let answered = by_subject.map(part);
    let time = |secs: f64, what: &str| answered.map(|n| seconds(secs, n, what, &query));
    Responsiveness {
        questions,
        answered_by_subject: answered.map(|n| share(n, questions, formula, &query)),
        answered_by_anyone: Some(share(part(by_anyone), questions, formula, &query)),
        median: time(median, "median time from question to the subject's first answer; order-statistic interval"),
        p90: time(p90, "90th percentile of the time from question to the subject's first answer"),
        unanswered_for_weeks: late,
        waiting: if late > 0 { waiting(profile.id) } else { Vec::new() },
        note: by_subject.is_none().then(|| {
            "Customers have no account that could answer for them, so only answers by anybody are counted.".to_owned()
        }),
    }
}
