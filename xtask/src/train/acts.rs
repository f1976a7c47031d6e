//! Learns speech acts from our labels: four heads in the table, and for each act how the phrases, the heads, the
//! sentiment and the surface weigh together.

use anyhow::Result;
use model::Act;
use understand::training::{FIRST_SURFACE, INPUTS, SURFACES};
use understand::{Reader, Scratch};

use super::learn::{Example, Learning, Linear, Target};
use super::sets::{ActPost, Lessons, TONES};
use super::stages::learn_above;

/// The heads, in the order of the table's columns.
const HEADS: [Act; TONES] = [Act::Praise, Act::Complaint, Act::Question, Act::PurchaseIntent];
/// Acts with fewer labelled posts than this are left to the phrases.
const ENOUGH: usize = 40;
const FOLDS: usize = 5;
/// Posts that are addressed to firms or found by their names complain this many times as often as our labelled ones,
/// most of which are chatter.
const COMPLAINTS: f64 = 5.0;
/// How much surer of a complaint one has to be than the best F1 among posts to firms asks for. Without it, of five tweets and
/// comments at large that were said to complain fewer than one did; with it half as many are said to, and the complaint set's
/// macro F1 is no worse.
const CAUTION: f64 = 0.5;
/// Settings of the heads, chosen by the folds.
const HEAD: Learning =
    Learning { epochs: 8, rate: 0.05, dense_rate: 0.03, start: 0.1, dropout: 0.5, seed: 0 };
const LOUDNESS: f32 = 1.0;
/// How the weights of an act are fitted.
#[derive(Clone, Copy)]
struct Fitting {
    /// How firmly they are held: that of the phrases at one, all others at zero.
    hold: f64,
    /// Inputs that are left out.
    without: (usize, usize),
    /// How many times as often the act is found where the reading is used.
    often: f64,
    /// Added to the log-odds from which on yes is said.
    caution: f64,
}

/// The surface tells posts to firms from chatter, and our labelled posts are mostly chatter: what it says of complaint
/// and praise among them does not hold for posts to firms.
fn fitting(act: Act) -> Fitting {
    let surface = (FIRST_SURFACE, FIRST_SURFACE + SURFACES);
    match act {
        Act::Complaint => {
            Fitting { hold: 10.0, without: surface, often: COMPLAINTS, caution: CAUTION }
        }
        Act::Praise => Fitting { hold: 10.0, without: surface, often: 1.0, caution: 0.0 },
        _ => Fitting { hold: 3.0, without: (0, 0), often: 1.0, caution: 0.0 },
    }
}

/// What a post teaches about an act.
fn teaches(post: &ActPost, act: Act) -> Option<bool> {
    (act == Act::Question || !post.asks_only).then(|| post.acts.has(act))
}

/// The four heads, and for each labelled post what they say of it when they have not learned from it.
pub fn heads(lessons: &Lessons, helpers: &[Linear]) -> (Linear, Vec<[f32; TONES]>) {
    let learn = |fold: Option<usize>| {
        let mut examples: Vec<Example> = lessons
            .labelled
            .iter()
            .enumerate()
            .filter(|(n, post)| post.english && Some(n % FOLDS) != fold)
            .map(|(_, post)| Example {
                doc: post.doc,
                target: Target::Each(HEADS.map(|act| teaches(post, act)).to_vec()),
                weight: 1.0,
            })
            .collect();
        examples.extend(lessons.act_hints.iter().map(|hint| Example {
            doc: hint.doc,
            target: hint.target.clone(),
            weight: hint.weight,
        }));
        learn_above(&lessons.corpus, &examples, TONES, helpers, HEAD, LOUDNESS)
    };
    let mut unseen = vec![[0.0; TONES]; lessons.labelled.len()];
    for fold in 0..FOLDS {
        let model = learn(Some(fold));
        for (n, post) in lessons.labelled.iter().enumerate().filter(|(n, _)| n % FOLDS == fold) {
            let doc = lessons.corpus.doc(post.doc);
            model.outputs(&lessons.corpus, doc, &[], &mut unseen[n]);
        }
    }
    (learn(None), unseen)
}

/// A post's inputs with the phrases' score in front and a one at the end.
type Row = [f64; INPUTS + 2];

/// The weights of [`understand::weights::Header::acts`].
pub fn judges(posts: &[ActPost], unseen: &[[f32; TONES]], reader: Reader) -> Result<Vec<Vec<f32>>> {
    let mut scratch = Scratch::default();
    let inputs: Vec<_> = posts
        .iter()
        .zip(unseen)
        .map(|(post, heads)| {
            let mut inputs = reader.act_inputs(&mut scratch, &post.text);
            if post.english {
                inputs.set_heads(*heads);
            }
            inputs
        })
        .collect();
    let judge = |act: &Act| {
        let rows: Vec<(Row, bool)> = posts
            .iter()
            .zip(&inputs)
            .filter_map(|(post, inputs)| {
                let yes = teaches(post, *act)?;
                let mut row = [1.0; INPUTS + 2];
                row[0] = f64::from(inputs.by_phrases[act.index()]);
                row[1..].iter_mut().zip(inputs.others).for_each(|(to, x)| *to = f64::from(x));
                Some((row, yes))
            })
            .collect();
        if rows.iter().filter(|(_, yes)| *yes).count() < ENOUGH {
            return Vec::new();
        }
        let fitting = fitting(*act);
        let (threshold, f1) = threshold(&rows, fitting);
        println!("{act}: F1 {:.1} by folds", 100.0 * f1);
        let mut weights = fit(&rows, fitting, None);
        weights[INPUTS + 1] -= threshold + fitting.caution;
        weights.map(|w| w as f32).to_vec()
    };
    Ok(Act::ALL.iter().map(judge).collect())
}

/// Logistic regression held near the phrases' score alone; rows of the fold are left out.
fn fit(rows: &[(Row, bool)], fitting: Fitting, fold: Option<usize>) -> Row {
    let start: Row = std::array::from_fn(|n| f64::from(u8::from(n == 0)));
    let mut weights = start;
    let mut squares = [1.0; INPUTS + 2];
    for _ in 0..600 {
        let mut slope: Row = std::array::from_fn(|n| {
            // The start is free.
            if n == INPUTS + 1 { 0.0 } else { fitting.hold * (weights[n] - start[n]) }
        });
        for (n, (row, yes)) in rows.iter().enumerate() {
            if Some(n % FOLDS) == fold {
                continue;
            }
            let wrong = 1.0 / (1.0 + (-dot(&weights, row)).exp()) - f64::from(u8::from(*yes));
            slope.iter_mut().zip(row).for_each(|(s, x)| *s += wrong * x);
        }
        let (from, to) = fitting.without;
        slope[from + 1..to + 1].fill(0.0);
        for ((w, s), g) in weights.iter_mut().zip(&mut squares).zip(slope) {
            *s += g * g;
            *w -= 0.3 * g / f64::sqrt(*s);
        }
    }
    weights
}

/// The log-odds from which on yes is said, with the best F1 over the folds.
fn threshold(rows: &[(Row, bool)], fitting: Fitting) -> (f64, f64) {
    let often = fitting.often;
    let mut scored: Vec<(f64, bool)> = Vec::new();
    for fold in 0..FOLDS {
        let weights = fit(rows, fitting, Some(fold));
        let here = rows.iter().enumerate().filter(|(n, _)| n % FOLDS == fold);
        scored.extend(here.map(|(_, (row, yes))| (dot(&weights, row), *yes)));
    }
    let all = scored.iter().filter(|(_, yes)| *yes).count();
    let f1 = |from: f64| {
        let found = |yes: bool| {
            scored.iter().filter(|(score, y)| *y == yes && *score >= from).count() as f64
        };
        let right = often * found(true);
        2.0 * right / (right + found(false) + often * all as f64).max(1.0)
    };
    // The middle of three neighbours is less a matter of luck than the best alone.
    let smooth = |from: f64| f1(from - 0.2) + f1(from) + f1(from + 0.2);
    let best = (-30..=20)
        .map(|n| f64::from(n) / 10.0)
        .max_by(|a, b| smooth(*a).total_cmp(&smooth(*b)))
        .unwrap_or(0.0);
    (best, f1(best))
}

fn dot(weights: &Row, row: &Row) -> f64 {
    weights.iter().zip(row).map(|(w, x)| w * x).sum()
}
