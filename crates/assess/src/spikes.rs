//! Days on which much more was said about a subject than usual, and what was new in them.

use model::assessment::Spike;
use model::{Day, Figure, Interval, Label, Subject, Unit};
use rustc_hash::FxHashSet;

use crate::contrast::marking;
use crate::corpus::{Corpus, Post};
use crate::intervals::LEVEL;
use crate::library::{Library, Listed};
use crate::scene::Scene;
use crate::view::exemplify_in;
use crate::volume::volume;
use crate::watched::Place;

mod baseline;

use baseline::{Baseline, quantile};

/// A day is a spike when so many posts or more would come by chance this rarely …
const ALARM: f64 = 1e-4;
/// … and it has at least so many posts, …
const LEAST_POSTS: u64 = 10;
/// … this many times the expected.
const LEAST_RATIO: f64 = 1.5;
/// Days beside a spike belong to it when they would come by chance more rarely than this.
const TAIL: f64 = 0.01;
/// A longer stretch is a change of level and no spike: at most so many days, and this share of a window.
const LONGEST_DAYS: usize = 14;
const LONGEST_SHARE: f64 = 0.2;
/// How many phrases of news are listed.
const NEWS: usize = 8;

/// A spike whose phrases have still to be spelt.
pub(crate) struct Draft {
    pub(crate) spike: Spike,
    pub(crate) news: Listed,
}

impl Draft {
    pub(crate) fn finish(mut self, library: &Library<'_>) -> Spike {
        self.spike.news = library.phrases(&self.news);
        self.spike
    }
}

/// The spikes of one subject, newest first.
pub(crate) fn spikes(
    scene: &Scene<'_>,
    subject: &Subject,
    place: Place,
    silent: &FxHashSet<u32>,
) -> Vec<Draft> {
    let volume = volume(scene.corpus, place);
    let counts: Vec<u64> = volume.iter().map(|day| day.count).collect();
    let weekdays: Vec<u8> = volume.iter().map(|day| day.day.weekday()).collect();
    let Some(baseline) = Baseline::fit(&counts, &weekdays) else { return Vec::new() };
    let first = volume.first().map_or(0, |day| day.day.0);
    stretches(&counts, &baseline)
        .into_iter()
        .rev()
        .map(|(from, to)| {
            let days = (first + from as i32, first + to as i32);
            let expected = expected(scene, subject, &baseline, (from, to), days);
            let count = counts.get(from..=to).map_or(0, |days| days.iter().sum());
            spike(scene, (subject, place), days, (count, expected), silent)
        })
        .collect()
}

/// Stretches of days that are spikes, with the days beside them that belong to them.
fn stretches(counts: &[u64], baseline: &Baseline) -> Vec<(usize, usize)> {
    let rare = |day: usize| baseline.chance_of_more(day, counts.get(day).copied().unwrap_or(0));
    let alarm = |day: &usize| {
        let count = counts.get(*day).copied().unwrap_or(0);
        count >= LEAST_POSTS
            && count as f64 >= LEAST_RATIO * baseline.expected(*day)
            && rare(*day) < ALARM
    };
    let mut found: Vec<(usize, usize)> = Vec::new();
    for day in (0..counts.len()).filter(alarm) {
        if found.last().is_some_and(|(_, to)| *to >= day) {
            continue;
        }
        let mut from = day;
        let taken = found.last().map_or(0, |(_, to)| to + 1);
        while from > taken && rare(from - 1) < TAIL {
            from -= 1;
        }
        let mut to = day;
        while to + 1 < counts.len() && rare(to + 1) < TAIL {
            to += 1;
        }
        match found.last_mut() {
            Some(last) if last.1 + 1 >= from => last.1 = to,
            _ => found.push((from, to)),
        }
    }
    let longest = ((counts.len() as f64 * LONGEST_SHARE) as usize).clamp(1, LONGEST_DAYS);
    found.retain(|(from, to)| to - from < longest);
    found
}

fn expected(
    scene: &Scene<'_>,
    subject: &Subject,
    baseline: &Baseline,
    (from, to): (usize, usize),
    (first, last): (i32, i32),
) -> Figure {
    let mean: f64 = (from..=to).map(|day| baseline.expected(day)).sum();
    let variance: f64 = (from..=to).map(|day| baseline.variance(day)).sum();
    let dispersion = ((variance - mean) / (mean * mean)).max(0.0);
    let tail = (1.0 - LEVEL) / 2.0;
    Figure {
        value: mean,
        unit: Unit::Posts,
        interval: Some(Interval {
            low: quantile(mean, dispersion, tail) as f64,
            high: quantile(mean, dispersion, 1.0 - tail) as f64,
            level: LEVEL,
        }),
        raw: None,
        n: baseline.days(),
        formula: format!(
            "mentions to be expected on these days: negative-binomial baseline over {} days, local level{}, fitted without the \
             spikes; 95 % prediction interval",
            baseline.days(),
            if baseline.has_weekdays() { " by weekday" } else { "" },
        ),
        query: scene.mentions(subject).created(Day(first), Day(last)).text(),
    }
}

fn spike(
    scene: &Scene<'_>,
    (subject, place): (&Subject, Place),
    (first, last): (i32, i32),
    (count, expected): (u64, Figure),
    silent: &FxHashSet<u32>,
) -> Draft {
    let corpus = scene.corpus;
    let inside = move |(_, post): &(u32, &Post)| (first..=last).contains(&post.day);
    let during = || corpus.distinct_of(place).filter(inside);
    let own = scene.phrases.count_in(during().map(|(at, _)| at));
    let all = scene.phrases.count_in(corpus.distinct_of(place).map(|(at, _)| at));
    let marked = marking(scene.phrases, &own, &all.without(&own), silent, NEWS);
    let labels = Corpus::labels(corpus.mentions_of(place).filter(inside).map(|(_, post)| post));
    let read: u64 = labels.iter().sum();
    let negative = labels.get(Label::Negative.index()).copied().unwrap_or(0);
    Draft {
        spike: Spike {
            subject: subject.id,
            subject_name: subject.name.clone(),
            quadrant: subject.quadrant,
            from: Day(first),
            to: Day(last),
            count,
            expected,
            negative: (read > 0).then(|| negative as f64 / read as f64),
            news: Vec::new(),
        },
        news: exemplify_in(scene, during(), marked),
    }
}

#[cfg(test)]
mod tests;
