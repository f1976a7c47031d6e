//! What posts do, as shares: corrected for the reading's error where that was measured in this very market.
//!
//! A reading that finds a share `q` with sensitivity `a` and specificity `b` has met the true share (q + b − 1)/(a + b − 1) (Rogan
//! & Gladen 1978). How often acts are missed and mistaken differs so much between kinds of posts (complaints to an airline,
//! chatter) that only posts of this market count, and of them only those that chance chose.

use model::{Act, ActError, Figure, Interval, Subject, Unit};

use crate::draws::{dirichlet, purpose, stream};
use crate::figures::share_or_zero;
use crate::intervals::percentile_interval;
use crate::scene::Scene;
use crate::watched::Place;

/// Judged posts that an error is measured on, at least; and of those, posts that do it.
const FEWEST: u64 = 50;
const FEWEST_THAT_DO: u64 = 5;
/// With a smaller sum of sensitivity and specificity over one, the reading says next to nothing.
const LEAST_TOLD: f64 = 0.15;
/// Samples for the interval.
const DRAWS: usize = 400;

/// One row for each act, in the order of [`Act::ALL`].
pub(crate) fn acts(scene: &Scene<'_>, subject: &Subject, place: Place) -> Vec<(Act, Figure)> {
    let mut counts = [0_u64; Act::ALL.len()];
    let mut all = 0;
    for (_, post) in scene.corpus.distinct_of(place) {
        all += 1;
        for act in post.acts().iter() {
            if let Some(count) = counts.get_mut(act.index()) {
                *count += 1;
            }
        }
    }
    let row = |(act, count): (&Act, u64)| {
        let query = scene.mentions(subject).distinct().and_field("act", act.as_str()).text();
        let error = scene.act_errors.iter().find(|error| error.act == *act);
        let what = ["act", subject.name.as_str(), act.as_str()];
        (*act, figure((count, all), error, (scene.seed, &what), query))
    };
    Act::ALL.iter().zip(counts).map(row).collect()
}

const FORMULA: &str = "posts that do this / mentions without repeats and reposts";

fn figure(
    (count, all): (u64, u64),
    error: Option<&ActError>,
    (seed, what): (u64, &[&str]),
    query: String,
) -> Figure {
    let [[honest, mistaken], [missed, found]] = error.map_or_else(Default::default, |e| e.counts);
    let (do_it, do_not) = (missed + found, honest + mistaken);
    let judged = do_it + do_not;
    let corrected = error.and_then(|error| corrected((count, all), error, seed, what));
    let Some((value, interval)) = corrected else {
        let why = if judged >= FEWEST && do_it >= FEWEST_THAT_DO {
            format!(
                "its error cannot be told from chance ({judged} posts were judged, {do_it} of them do it)"
            )
        } else {
            format!(
                "its error was not measured here: {judged} posts that chance chose were judged, {do_it} of them do it; {FEWEST} and {FEWEST_THAT_DO} are needed"
            )
        };
        let formula = format!("{FORMULA}, by the reading alone; not corrected, because {why}");
        return share_or_zero(count, all, &formula, query);
    };
    Figure {
        value,
        unit: Unit::Share,
        interval: Some(interval),
        raw: Some(count as f64 / all as f64),
        n: all,
        formula: format!(
            "{FORMULA} (read: {count} / {all}); corrected for the reading's error by (q + b − 1)/(a + b − 1) (Rogan & Gladen 1978) with sensitivity a = {found} / {do_it} and specificity b = {honest} / {do_not}, measured on {judged} posts of this market that chance chose; 95 % interval: bootstrap over posts and both"
        ),
        query,
    }
}

/// The corrected share with its interval; `None` where the error was not measured well enough.
fn corrected(
    (count, all): (u64, u64),
    error: &ActError,
    seed: u64,
    what: &[&str],
) -> Option<(f64, Interval)> {
    let [[honest, mistaken], [missed, found]] = error.counts;
    let (do_it, do_not) = (missed + found, honest + mistaken);
    if all == 0 || do_it + do_not < FEWEST || do_it < FEWEST_THAT_DO || do_not == 0 {
        return None;
    }
    let undo = |q: f64, a: f64, b: f64| {
        let told = a + b - 1.0;
        (told >= LEAST_TOLD).then(|| ((q + b - 1.0) / told).clamp(0.0, 1.0))
    };
    let share = |part: u64, whole: u64| part as f64 / whole as f64;
    let value = undo(share(count, all), share(found, do_it), share(honest, do_not))?;
    let mut random = stream(seed, purpose(what));
    // Jeffreys' prior: half a post on each side.
    let mut beta = |yes: u64, no: u64| {
        let [share, _] = dirichlet(&mut random, [yes as f64 + 0.5, no as f64 + 0.5]);
        share
    };
    let mut samples: Vec<f64> = (0..DRAWS)
        .filter_map(|_| undo(beta(count, all - count), beta(found, missed), beta(honest, mistaken)))
        .collect();
    // Where many draws say that the reading tells nothing, it does not tell enough.
    (samples.len() * 10 >= DRAWS * 9).then_some(())?;
    let interval = percentile_interval(&mut samples)?;
    let (low, high) = (interval.low.min(value), interval.high.max(value));
    Some((value, Interval { low, high, ..interval }))
}

#[cfg(test)]
mod tests {
    use rand::RngExt;

    use super::*;
    use crate::draws::multinomial;

    fn error(counts: [[u64; 2]; 2]) -> ActError {
        ActError { act: Act::Complaint, counts }
    }

    fn figure_of(count: u64, all: u64, counts: [[u64; 2]; 2]) -> Figure {
        figure((count, all), Some(&error(counts)), (1, &["x"]), "q".to_owned())
    }

    #[test]
    fn the_textbook_case_is_undone_and_the_raw_share_stands_beside() {
        // 10 % observed; sensitivity 0.6, specificity 0.95: (0.10 − 0.05)/(0.55) = 1/11.
        let found = figure_of(1_000, 10_000, [[190, 10], [8, 12]]);
        assert!((found.value - 1.0 / 11.0).abs() < 1e-12, "{found:?}");
        assert_eq!((found.raw, found.n), (Some(0.1), 10_000));
        assert!(found.interval.unwrap().contains(found.value));
        assert!(found.formula.contains("a = 12 / 20") && found.formula.contains("b = 190 / 200"));
    }

    #[test]
    fn what_was_not_measured_is_not_corrected_and_says_so() {
        let few = figure_of(10, 100, [[40, 1], [1, 7]]);
        assert_eq!((few.value, few.raw), (0.1, None));
        assert!(few.formula.contains("not corrected, because its error was not measured here: 49"));
        let none_do = figure_of(10, 100, [[100, 1], [2, 2]]);
        assert!(none_do.formula.contains("4 of them do it; 50 and 5 are needed"));
        let blind = figure_of(10, 100, [[60, 40], [6, 5]]);
        assert!(blind.raw.is_none() && blind.formula.contains("cannot be told from chance"));
        let nobody = figure((3, 10), None, (1, &["x"]), String::new());
        assert!(nobody.formula.contains("0 posts that chance chose were judged"));
        assert_eq!(figure_of(0, 0, [[190, 10], [8, 12]]).n, 0);
    }

    /// 400 markets in which complaints are missed and mistaken: the corrected share must be closer than the raw one, and the
    /// interval must hold the truth about as often as it says.
    #[test]
    fn corrected_shares_are_closer_and_their_intervals_honest() {
        let mut random = stream(5, 5);
        let (mut off, mut off_raw, mut held, mut tries) = (0.0, 0.0, 0, 0);
        for market in 0..400 {
            let truth = random.random_range(0.03..0.35);
            let (a, b) = (random.random_range(0.5..0.9), random.random_range(0.85..0.99));
            let mut draw = |n: u64| {
                let mut counts = [0; 4];
                let weights =
                    [(1.0 - truth) * b, (1.0 - truth) * (1.0 - b), truth * (1.0 - a), truth * a];
                multinomial(&mut random, n, &weights, &mut counts);
                counts
            };
            let ([h, mi, ms, f], [_, x, _, y]) = (draw(300), draw(2_000));
            let name = market.to_string();
            let what = ["market", name.as_str()];
            let judged = error([[h, mi], [ms, f]]);
            let Some((value, interval)) = corrected((x + y, 2_000), &judged, 1, &what) else {
                continue;
            };
            tries += 1;
            off += (value - truth).abs();
            off_raw += ((x + y) as f64 / 2_000.0 - truth).abs();
            held += usize::from(interval.contains(truth));
        }
        let share = held as f64 / tries as f64;
        assert!(tries > 350, "{tries}");
        assert!(off < 0.75 * off_raw, "{off} against {off_raw}");
        assert!((0.92..=0.995).contains(&share), "{share}");
    }
}
