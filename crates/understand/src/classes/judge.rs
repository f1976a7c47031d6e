//! How well classes are told apart: stratified cross-validation, a learning curve, and what they mean in a sentence.

use serde::{Deserialize, Serialize};

use super::fit::{Chance, softmax};
use super::{Prepared, learn_some};

/// Parts into which the examples are cut; each is held back once.
const FOLDS: usize = 5;
/// Shares of the examples at which the learning curve is measured, in percent; all of them is the cross-validation.
const SHARES: [usize; 4] = [10, 20, 40, 80];
/// From this many examples on, the curve's earlier points are measured on one part alone.
const MANY: usize = 4_000;

/// How well classes were told apart, on examples that were not learned from.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Quality {
    /// Examples that were judged.
    pub examples: u64,
    /// Examples that said the same as another one of their class and were left out.
    pub repeated: u64,
    /// Share that was read right.
    pub accuracy: f64,
    /// Mean of the classes' F1.
    pub macro_f1: f64,
    /// Each class, in order of name.
    pub classes: Vec<ClassQuality>,
    /// Quality by number of examples, rising; empty where it was not measured.
    pub curve: Vec<CurvePoint>,
    /// Whether more examples would help, and which classes are mixed up.
    pub advice: String,
}

/// How well one class was found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ClassQuality {
    /// Its name.
    pub class: String,
    /// Its examples.
    pub examples: u64,
    /// Share of what was read as it that is of it.
    pub precision: f64,
    /// Share of its examples that were read as it.
    pub recall: f64,
    /// Harmonic mean of the two.
    pub f1: f64,
    /// The class for which its examples are most often taken, and how many are.
    pub taken_for: Option<(String, u64)>,
}

/// Quality with some of the examples.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CurvePoint {
    /// Share of the examples that were not held back, in percent.
    pub percent: u64,
    /// How many that is.
    pub examples: u64,
    /// Share of the held-back examples that was read right.
    pub accuracy: f64,
    /// Mean of the classes' F1 there.
    pub macro_f1: f64,
}

/// What cross-validation found.
pub(crate) struct Judged {
    pub quality: Quality,
    pub temperature: f32,
    pub from: Option<f32>,
}

/// Logits of a held-back example and its class.
struct Held {
    truth: usize,
    scores: Vec<f32>,
}

/// Measures what [`super::Classes::train`] would learn. `one`: the first class stands against the rest.
pub(crate) fn judge(prepared: &Prepared, seed: u64, one: bool) -> Judged {
    let folds = folds(prepared, seed);
    let mut held = Vec::with_capacity(prepared.texts.len());
    let mut curve = Vec::new();
    let mut learned = 0;
    for fold in 0..FOLDS {
        let places: Vec<usize> = others(&folds, fold);
        learned = places.len();
        held.extend(held_back(prepared, &folds, fold, &places, seed));
    }
    let names = &prepared.names;
    let temperature = temperature(&held);
    let from = one.then(|| threshold(&held, temperature));
    let pairs = |held: &[Held]| -> Vec<(usize, usize)> {
        held.iter().map(|h| (h.truth, decide(h, temperature, from))).collect()
    };
    for percent in SHARES {
        let mut some = Vec::new();
        let mut count = 0;
        let measured = if prepared.texts.len() > MANY { 1 } else { FOLDS };
        for fold in 0..measured {
            let places = thinned(prepared, others(&folds, fold), percent);
            count = places.len();
            some.extend(held_back(prepared, &folds, fold, &places, seed));
        }
        let found = quality(names, &pairs(&some));
        curve.push(point(percent, count, &found));
    }
    let mut quality = quality(names, &pairs(&held));
    curve.push(point(100, learned, &quality));
    quality.advice = advice(&quality, &curve);
    quality.curve = curve;
    quality.repeated = prepared.repeated;
    Judged { quality, temperature, from }
}

fn point(percent: usize, examples: usize, quality: &Quality) -> CurvePoint {
    CurvePoint {
        percent: percent as u64,
        examples: examples as u64,
        accuracy: quality.accuracy,
        macro_f1: quality.macro_f1,
    }
}

/// The fold of each example: each class is spread over all folds.
fn folds(prepared: &Prepared, seed: u64) -> Vec<u8> {
    let mut order: Vec<usize> = (0..prepared.labels.len()).collect();
    Chance(seed).shuffle(&mut order);
    let mut next = vec![0usize; prepared.names.len()];
    let mut folds = vec![0u8; prepared.labels.len()];
    for place in order {
        let label = prepared.labels.get(place).copied().unwrap_or(0);
        if let (Some(next), Some(fold)) = (next.get_mut(usize::from(label)), folds.get_mut(place)) {
            *fold = (*next % FOLDS) as u8;
            *next += 1;
        }
    }
    folds
}

fn others(folds: &[u8], fold: usize) -> Vec<usize> {
    folds.iter().enumerate().filter(|(_, of)| usize::from(**of) != fold).map(|(at, _)| at).collect()
}

/// `percent` of each class's places, at least one.
fn thinned(prepared: &Prepared, places: Vec<usize>, percent: usize) -> Vec<usize> {
    let label = |place: usize| usize::from(prepared.labels.get(place).copied().unwrap_or(0));
    let mut left = vec![0usize; prepared.names.len()];
    for &place in &places {
        if let Some(count) = left.get_mut(label(place)) {
            *count += 1;
        }
    }
    left.iter_mut().for_each(|count| *count = (*count * percent).div_ceil(100).max(1));
    let mut take = |place: &usize| {
        let Some(count) = left.get_mut(label(*place)).filter(|count| **count > 0) else {
            return false;
        };
        *count -= 1;
        true
    };
    // Places are in the order of the file, which may be sorted by date or topic: mix them.
    let mut mixed = places;
    Chance(0x5EED).shuffle(&mut mixed);
    mixed.retain(&mut take);
    mixed
}

/// Learns from `places` and reads the examples of `fold`.
fn held_back(
    prepared: &Prepared,
    folds: &[u8],
    fold: usize,
    places: &[usize],
    seed: u64,
) -> Vec<Held> {
    let (space, linear) = learn_some(prepared, places, seed);
    let back = folds.iter().zip(prepared.texts.iter().zip(&prepared.labels));
    back.filter(|(of, _)| usize::from(**of) == fold)
        .map(|(_, (counts, label))| {
            let mut scores = Vec::new();
            linear.scores(&space.row(counts), &mut scores);
            Held { truth: usize::from(*label), scores }
        })
        .collect()
}

fn decide(held: &Held, temperature: f32, from: Option<f32>) -> usize {
    if let Some(from) = from {
        let mut p: Vec<f32> = held.scores.iter().map(|score| score / temperature).collect();
        softmax(&mut p);
        return usize::from(p.first().copied().unwrap_or(0.0) < from);
    }
    let better = |best: (usize, f32), (class, score): (usize, &f32)| {
        if *score > best.1 { (class, *score) } else { best }
    };
    held.scores.iter().enumerate().fold((0, f32::MIN), better).0
}

/// The temperature under which the held-back examples are most probable.
fn temperature(held: &[Held]) -> f32 {
    let loss = |temperature: f32| -> f64 {
        let of = |h: &Held| {
            let mut p: Vec<f32> = h.scores.iter().map(|score| score / temperature).collect();
            softmax(&mut p);
            -f64::from(p.get(h.truth).copied().unwrap_or(0.0).max(1e-9)).ln()
        };
        held.iter().map(of).sum()
    };
    let tried = (0..24).map(|step| 0.2 * 1.15f32.powi(step));
    let better = |best: (f32, f64), t: f32| {
        let loss = loss(t);
        if loss < best.1 { (t, loss) } else { best }
    };
    tried.fold((1.0, f64::MAX), better).0
}

/// The probability of the first class from which on its F1 is best.
fn threshold(held: &[Held], temperature: f32) -> f32 {
    let f1 = |from: f32| {
        let (mut right, mut read, mut are) = (0.0f64, 0.0f64, 0.0f64);
        for h in held {
            let is = h.truth == 0;
            let said = decide(h, temperature, Some(from)) == 0;
            right += f64::from(u8::from(is && said));
            read += f64::from(u8::from(said));
            are += f64::from(u8::from(is));
        }
        2.0 * right / (read + are).max(1.0)
    };
    let tried = (1..20).map(|step| step as f32 * 0.05);
    let better = |best: (f32, f64), from: f32| {
        let found = f1(from);
        if found > best.1 { (from, found) } else { best }
    };
    tried.fold((0.5, f1(0.5)), better).0
}

/// The quality of pairs of true and read class; names without any pair are left out.
pub(crate) fn quality(names: &[String], pairs: &[(usize, usize)]) -> Quality {
    let classes = names.len();
    let mut counts = vec![0u64; classes * classes];
    for (truth, read) in pairs {
        if let Some(count) = counts.get_mut(truth * classes + read) {
            *count += 1;
        }
    }
    let at = |truth: usize, read: usize| counts.get(truth * classes + read).copied().unwrap_or(0);
    let share = |part: u64, whole: u64| if whole == 0 { 0.0 } else { part as f64 / whole as f64 };
    let mut found = Vec::new();
    let mut right = 0;
    for (class, name) in names.iter().enumerate() {
        let are: u64 = (0..classes).map(|read| at(class, read)).sum();
        let read: u64 = (0..classes).map(|truth| at(truth, class)).sum();
        right += at(class, class);
        if are == 0 && read == 0 {
            continue;
        }
        let others = (0..classes).filter(|read| *read != class && at(class, *read) > 0);
        let taken_for = others.max_by_key(|read| (at(class, *read), usize::MAX - *read));
        found.push(ClassQuality {
            class: name.clone(),
            examples: are,
            precision: share(at(class, class), read),
            recall: share(at(class, class), are),
            f1: share(2 * at(class, class), are + read),
            taken_for: taken_for.and_then(|read| Some((names.get(read)?.clone(), at(class, read)))),
        });
    }
    // A class of which there is no example cannot be found; it only costs the others precision.
    let judged: Vec<f64> = found.iter().filter(|c| c.examples > 0).map(|c| c.f1).collect();
    Quality {
        examples: pairs.len() as u64,
        accuracy: share(right, pairs.len() as u64),
        macro_f1: judged.iter().sum::<f64>() / judged.len().max(1) as f64,
        classes: found,
        ..Quality::default()
    }
}

/// Whether more examples would help, from how the curve ends.
fn advice(quality: &Quality, curve: &[CurvePoint]) -> String {
    let by_percent = |percent| curve.iter().find(|point| point.percent == percent);
    let mut said = String::new();
    if let (Some(before), Some(all)) = (by_percent(40), by_percent(100))
        && before.examples > 0
    {
        let doublings = (all.examples as f64 / before.examples as f64).log2().max(0.1);
        let gain = (all.macro_f1 - before.macro_f1) / doublings * 100.0;
        // Half the distance to perfection lies between two doublings that bring this much noise.
        let noise = 100.0 * (0.25 / quality.examples.max(1) as f64).sqrt();
        said = if gain >= 3.0f64.max(noise) {
            format!("More examples would help: the last doubling brought {gain:.1} points of F1.")
        } else if gain >= 1.0f64.max(noise / 2.0) {
            format!(
                "More examples would help a little: the last doubling brought {gain:.1} points of F1."
            )
        } else {
            format!(
                "More examples of the same kind would hardly help: the last doubling brought {:.1} points of F1.",
                gain.max(0.0)
            )
        };
    }
    let mixed = |class: &&ClassQuality| {
        class.taken_for.as_ref().is_some_and(|(_, count)| *count * 5 >= class.examples.max(1))
    };
    let weak = quality.classes.iter().filter(mixed).min_by(|a, b| a.f1.total_cmp(&b.f1));
    if let Some((class, (other, count))) = weak.and_then(|c| Some((c, c.taken_for.as_ref()?))) {
        said.push_str(&format!(
            " `{}` is taken for `{other}` in {count} of {} cases: give examples that show the difference, or join the two.",
            class.class, class.examples
        ));
    }
    said.trim().to_owned()
}
