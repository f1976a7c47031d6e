//! When a subject is talked about: by day and by hour of the week.

use model::assessment::DayCount;
use model::{Day, Timestamp};

use crate::corpus::Corpus;
use crate::watched::Place;

/// Mentions by day, every day of the window, in order.
pub(crate) fn volume(corpus: &Corpus<'_>, subject: Place) -> Vec<DayCount> {
    let (first, last) = days(corpus);
    let mut volume: Vec<DayCount> =
        (first..=last).map(|day| DayCount { day: Day(day), count: 0, labels: [0; 3] }).collect();
    for (_, post) in corpus.mentions_of(subject) {
        let Some(row) = usize::try_from(post.day - first).ok().and_then(|at| volume.get_mut(at))
        else {
            continue;
        };
        row.count += 1;
        if let Some(count) = post.label().and_then(|label| row.labels.get_mut(label.index())) {
            *count += 1;
        }
    }
    volume
}

/// The first and the last local day of the window; an empty window has no day, and the last is before the first.
pub(crate) fn days(corpus: &Corpus<'_>) -> (i32, i32) {
    let zone = &corpus.watched.plan.zone;
    let window = corpus.window;
    let first = zone.day(window.since).0;
    if window.until <= window.since {
        return (first, first - 1);
    }
    (first, zone.day(Timestamp(window.until.0 - 1)).0)
}

/// Mentions by weekday (0 = Monday) and local hour.
pub(crate) fn hours(corpus: &Corpus<'_>, subject: Place) -> [[u64; 24]; 7] {
    let mut hours = [[0; 24]; 7];
    for (_, post) in corpus.mentions_of(subject) {
        let weekday = usize::from(Day(post.day).weekday());
        let cell = hours.get_mut(weekday).and_then(|day| day.get_mut(usize::from(post.hour)));
        if let Some(count) = cell {
            *count += 1;
        }
    }
    hours
}
