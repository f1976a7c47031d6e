//! What happened within the stretch: how often it stood out, and how its second half differs from its first.

use model::assessment::{DayCount, Spike, SubjectView};
use model::{Aspect, Assessment, Figure, Interval, Quadrant, Unit};

use super::{About, Pinned, counted};
use crate::keys::key;
use crate::say;
use crate::statistics::{Z, difference_of_nets, same_shares};

/// Under so many days nothing is said: nothing can stand out, and halves are no weeks.
pub(crate) const FEWEST_DAYS: usize = 14;
/// Fewest posts in each half for a comparison.
pub(crate) const FEWEST_POSTS: u64 = 50;

pub(super) fn pin(
    pinned: &mut Pinned,
    about: About<'_>,
    assessment: &Assessment,
    subject: &SubjectView,
) {
    let days = subject.volume.len();
    if days < FEWEST_DAYS {
        return;
    }
    let name = subject.name.as_str();
    let own: Vec<&Spike> =
        assessment.spikes.iter().filter(|spike| spike.subject == subject.id).collect();
    let days = days as u64;
    let formula = "stretches of days above a negative-binomial baseline";
    let times = own.len() as u64;
    let said = (
        say::spikes(name, times, days),
        counted(times, Unit::Number, days, formula, &subject.mentions.query),
    );
    pinned.pin(about, Aspect::Activities, key(&["spikes", name]), said, &[]);
    let negative = own.iter().filter(|spike| is_negative(assessment, spike)).count() as u64;
    let formula = "of these, those with a larger share of negative posts than all days together (two-proportion test at 1 %)";
    let said = (
        say::negative_spikes(name, negative, days),
        counted(negative, Unit::Number, days, formula, &subject.mentions.query),
    );
    pinned.pin(about, Aspect::Threats, key(&["negative-spikes", name]), said, &[]);
    if let Some(change) = voice(assessment, subject) {
        let said = (say::trend_voice(name, &change), change);
        pinned.pin(about, Aspect::Activities, key(&["trend-voice", name]), said, &[]);
    }
    if let Some(change) = net(subject) {
        let said = (say::trend_net(name, &change), change);
        pinned.pin(about, Aspect::Activities, key(&["trend-net", name]), said, &[]);
    }
}

/// Whether more of the posts in `spike` are negative than of all days together (two-proportion test at 1 %).
pub(crate) fn is_negative(assessment: &Assessment, spike: &Spike) -> bool {
    let Some(subject) = assessment.subjects().find(|subject| subject.id == spike.subject) else {
        return false;
    };
    let [negative, neutral, positive] = DayCount::labels_of(&subject.volume);
    let read = negative + neutral + positive;
    let Some(share) = spike.negative.filter(|_| read > 0) else { return false };
    let usual = negative as f64 / read as f64;
    let in_spike = (share * spike.count as f64, spike.count);
    let p = same_shares(in_spike, (negative as f64, read));
    share > usual && p.is_some_and(|p| p < 0.01)
}

/// How the share of voice of the second half differs from that of the first.
///
/// The days scatter more than a binomial would: the variance is multiplied by the mean square of the days' Pearson residuals
/// around each half's share (quasi-binomial; McCullagh & Nelder 1989, section 4.5), at least 1.
fn voice(assessment: &Assessment, subject: &SubjectView) -> Option<Figure> {
    if subject.quadrant == Quadrant::Customers {
        return None;
    }
    let others: Vec<&SubjectView> =
        assessment.subjects().filter(|s| s.quadrant != Quadrant::Customers).collect();
    let all_on = |place: usize| -> u64 {
        others.iter().filter_map(|s| s.volume.get(place)).map(|day| day.count).sum()
    };
    let days: Vec<(u64, u64)> =
        (0..).zip(&subject.volume).map(|(place, day)| (day.count, all_on(place))).collect();
    let (first, second) = days.split_at(days.len() / 2);
    let sum =
        |half: &[(u64, u64)]| half.iter().fold((0, 0), |sum, day| (sum.0 + day.0, sum.1 + day.1));
    let ((a, all_a), (b, all_b)) = (sum(first), sum(second));
    if a.min(b) < FEWEST_POSTS || a + b >= all_a + all_b {
        return None;
    }
    let (p, q) = (a as f64 / all_a as f64, b as f64 / all_b as f64);
    let pooled = (a + b) as f64 / (all_a + all_b) as f64;
    let squares = residuals(first, p) + residuals(second, q);
    let scatter = (squares / (days.len() as f64 - 2.0)).max(1.0);
    let variance = scatter * pooled * (1.0 - pooled) * (1.0 / all_a as f64 + 1.0 / all_b as f64);
    Some(change(
        q - p,
        variance.sqrt(),
        all_a + all_b,
        "share of voice in the second half of the stretch minus that in the first; 95 % interval: normal, with the scatter of the days (McCullagh & Nelder 1989, section 4.5)",
        &subject.mentions.query,
    ))
}

/// Sum of squared Pearson residuals of the days around the share `p`.
fn residuals(days: &[(u64, u64)], p: f64) -> f64 {
    let square = |(count, all): &(u64, u64)| {
        let (count, all) = (*count as f64, *all as f64);
        let variance = all * p * (1.0 - p);
        if variance > 0.0 { (count - all * p).powi(2) / variance } else { 0.0 }
    };
    days.iter().map(square).sum()
}

/// How the net sentiment of the second half differs from that of the first, by label.
fn net(subject: &SubjectView) -> Option<Figure> {
    let (first, second) = subject.volume.split_at(subject.volume.len() / 2);
    let (a, b) = (DayCount::labels_of(first), DayCount::labels_of(second));
    let read = |labels: [u64; 3]| labels.iter().sum::<u64>();
    if read(a).min(read(b)) < FEWEST_POSTS {
        return None;
    }
    let (value, error) = difference_of_nets(b, a)?;
    Some(change(
        value,
        error,
        read(a) + read(b),
        "(positive − negative) / read, by label, in the second half of the stretch minus that in the first; 95 % interval: delta method",
        &subject.mentions.query,
    ))
}

fn change(value: f64, error: f64, n: u64, formula: &str, query: &str) -> Figure {
    let interval = Interval { low: value - Z * error, high: value + Z * error, level: 0.95 };
    Figure {
        value,
        unit: Unit::Index,
        interval: Some(interval),
        raw: None,
        n,
        formula: formula.to_owned(),
        query: query.to_owned(),
    }
}
