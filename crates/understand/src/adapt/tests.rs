//! Adaptation helps where a market speaks its own way, is refused where it does not, and narrows the confusion.

use std::path::Path;

use super::*;
use crate::classes::Chance;
use crate::reader::Reader;

fn correction(text: &str, read: [f32; 3], truth: Label) -> Corrected {
    let [negative, neutral, positive] = read;
    Corrected { text: text.to_owned(), read: Sentiment { negative, neutral, positive }, truth }
}

/// A market in which `sick` is praise, read by a model that takes it for a complaint.
fn own_way(n: usize) -> Vec<Corrected> {
    let one = |n: usize| match n % 4 {
        0 => correction("that ride was sick", [0.6, 0.2, 0.2], Label::Positive),
        1 => correction("it broke on monday", [0.6, 0.2, 0.2], Label::Negative),
        2 => correction("we open at nine", [0.2, 0.6, 0.2], Label::Neutral),
        _ => correction("lovely ride", [0.2, 0.2, 0.6], Label::Positive),
    };
    (0..n).map(one).collect()
}

#[test]
fn a_word_that_a_market_uses_its_own_way_is_learned() {
    let Outcome::Adapted(adaptation) = adapt(&own_way(240), 1) else { panic!("not adapted") };
    assert!(adaptation.after.log_loss < adaptation.before.log_loss);
    assert!(adaptation.after.macro_recall > adaptation.before.macro_recall);
    let read = Sentiment { negative: 0.6, neutral: 0.2, positive: 0.2 };
    assert_eq!(adaptation.apply_to_text("what a sick bike", read).label(), Label::Positive);
    assert_eq!(adaptation.apply_to_text("it broke", read).label(), Label::Negative);
    let kept: Adaptation =
        serde_json::from_str(&serde_json::to_string(&*adaptation).unwrap()).unwrap();
    assert_eq!(kept.apply_to_text("sick", read), adaptation.apply_to_text("sick", read));
}

#[test]
fn a_constant_tilt_is_mended_without_any_word() {
    let mut chance = Chance(3);
    let tilted = |truth: Label, chance: &mut Chance| {
        let mut logits = [0.0f32; 3];
        let noise = |chance: &mut Chance| (chance.below(1000) as f32 / 500.0 - 1.0) * 1.6;
        logits.iter_mut().for_each(|logit| *logit = noise(chance));
        logits[truth.index()] += 1.0;
        logits[0] += 1.5;
        correction("x", softmax(logits), truth)
    };
    let corrections: Vec<Corrected> =
        (0..600).map(|n| tilted(Label::ALL[n % 3], &mut chance)).collect();
    let Outcome::Adapted(adaptation) = adapt(&corrections, 1) else { panic!("not adapted") };
    assert!(
        adaptation.after.macro_recall > adaptation.before.macro_recall + 0.05,
        "{adaptation:?}"
    );
    assert!(adaptation.layer.bias[0] < -0.5);
}

#[test]
fn what_does_not_help_is_not_kept_and_the_figures_say_why() {
    // Right and calibrated already.
    let one = |n: usize| {
        let mut p = [0.15; 3];
        p[n % 3] = 0.7;
        let truth = if n % 10 < 7 { n % 3 } else { (n + 1 + n / 10 % 2) % 3 };
        correction(&format!("word{n} said"), p, Label::ALL[truth])
    };
    let corrections: Vec<Corrected> = (0..300).map(one).collect();
    let Outcome::Kept { why, figures } = adapt(&corrections, 1) else { panic!("adapted") };
    assert!(why.starts_with("kept as it was") && why.contains('%'), "{why}");
    assert!(figures.is_some());
    let few = adapt(&own_way(199), 1);
    assert!(matches!(&few, Outcome::Kept { why, figures: None } if why.contains("199")), "{few:?}");
    let none_neutral: Vec<Corrected> =
        own_way(400).into_iter().filter(|c| c.truth != Label::Neutral).collect();
    let outcome = adapt(&none_neutral, 1);
    assert!(
        matches!(&outcome, Outcome::Kept { why, .. } if why.contains("neutral")),
        "{outcome:?}"
    );
    let odd = vec![correction("", [f32::NAN, 0.0, f32::INFINITY], Label::Neutral); 300];
    assert!(matches!(adapt(&odd, 1), Outcome::Kept { .. }));
}

fn built_in() -> Confusion {
    Confusion {
        counts: [[800, 150, 50], [200, 600, 200], [50, 150, 800]],
        prior: [1.0 / 3.0; 3],
        worth: Some(30.0),
        measured_on: "others".to_owned(),
    }
}

#[test]
fn pooled_rows_lie_between_both_and_know_more() {
    let pairs: Vec<(Label, Label)> = (0..120)
        .map(|n| (if n % 2 == 0 { Label::Negative } else { Label::Neutral }, Label::Negative))
        .collect();
    let pooled = pool(&built_in(), &pairs, [0; 3]);
    let share = |confusion: &Confusion| {
        let row = confusion.counts[0];
        row[0] as f64 / row.iter().sum::<u64>() as f64
    };
    // 29.1 posts that say 0.8 and 120 that say 0.5.
    assert!((share(&pooled) - (29.126 * 0.8 + 60.0) / 149.126).abs() < 0.01, "{pooled:?}");
    let known = |confusion: &Confusion, row: usize| {
        let sum: u64 = confusion.counts[row].iter().sum();
        1.0 / (1.0 / sum as f64 + 1.0 / confusion.worth.unwrap())
    };
    assert!((known(&pooled, 0) - 149.126).abs() < 2.0, "{}", known(&pooled, 0));
    assert!((known(&pooled, 1) - 29.126).abs() < 1.5, "{}", known(&pooled, 1));
    assert!(pooled.measured_on.contains("120 labelled posts"));
}

#[test]
fn shares_of_all_readings_take_chance_out_of_the_sample() {
    // By chance half of the sample was read as negative; of all posts it is a tenth.
    let of = |read: usize, truth: usize, n: usize| {
        std::iter::repeat_n((Label::ALL[read], Label::ALL[truth]), n)
    };
    let pairs: Vec<_> = of(0, 0, 40)
        .chain(of(0, 1, 10))
        .chain(of(1, 1, 20))
        .chain(of(1, 0, 20))
        .chain(of(2, 2, 10))
        .collect();
    let missed = |read: [u64; 3]| {
        let row = pool(&built_in(), &pairs, read).counts[0];
        row[1] as f64 / row.iter().sum::<u64>() as f64
    };
    assert!(missed([100, 800, 100]) > missed([0; 3]) + 0.15);
    assert!((missed([500, 400, 100]) - missed([0; 3])).abs() < 0.01);
}

#[test]
fn corrections_that_are_no_sample_change_nothing() {
    let only_wrong = vec![(Label::Neutral, Label::Negative); 300];
    assert_eq!(pool(&built_in(), &only_wrong, [0; 3]), built_in());
    assert_eq!(pool(&built_in(), &[], [9; 3]), built_in());
    let plain = Confusion { worth: None, ..built_in() };
    let pooled = pool(&plain, &[(Label::Negative, Label::Negative)], [0; 3]);
    assert_eq!(pooled.counts[0], [801, 150, 50]);
}

/// Posts of one kind with their readings.
struct Workspace {
    name: &'static str,
    posts: Vec<Corrected>,
}

fn workspaces() -> Option<Vec<Workspace>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let reader = Reader::built_in();
    let mut scratch = Scratch::default();
    let mut load = |name, file: &str, cell: usize| -> Option<Workspace> {
        let text = std::fs::read_to_string(folder.join(file)).ok()?;
        let post = |line: &str| {
            let cells: Vec<&str> = line.split('\t').collect();
            let truth = match cells.first()?.to_ascii_lowercase().split(' ').next()? {
                "negative" => Label::Negative,
                "neutral" | "no" => Label::Neutral,
                "positive" => Label::Positive,
                _ => return None,
            };
            let text = cells.get(cell)?;
            let read = reader.read(&mut scratch, None, text, None).sentiment?;
            Some(Corrected { text: (*text).to_owned(), read, truth })
        };
        let posts = text.lines().skip(1).filter_map(post).collect();
        Some(Workspace { name, posts })
    };
    Some(vec![
        load("brands (SXSW)", "brand_emotion/sxsw.tsv", 2)?,
        load("tweets of 2016 (devtest)", "sentiment/devtest.tsv", 1)?,
        load("tweets of 2013-2016 (val)", "sentiment/val.tsv", 1)?,
    ])
}

const MIXES: [[f64; 3]; 6] = [
    [0.6, 0.3, 0.1],
    [0.1, 0.3, 0.6],
    [0.1, 0.8, 0.1],
    [0.4, 0.2, 0.4],
    [0.05, 0.45, 0.5],
    [0.5, 0.45, 0.05],
];

/// Shares on shifted mixes, with 200 corrections drawn by chance from the workspace, against raw shares.
#[test]
fn two_hundred_corrections_halve_the_error_of_shares() {
    let Some(workspaces) = workspaces() else {
        eprintln!("skipped: there is no ../shared/data beside the project");
        return;
    };
    let repeats = if cfg!(debug_assertions) { 2 } else { 20 };
    let mut all = [0.0; 3];
    for workspace in &workspaces {
        let mut chance = Chance(11);
        let mut errors = [0.0; 3];
        let (mut n, mut adapted) = (0.0, 0);
        for repeat in 0..repeats {
            let mut order: Vec<&Corrected> = workspace.posts.iter().collect();
            chance.shuffle(&mut order);
            let (corrections, rest) = order.split_at(FEWEST);
            let corrections: Vec<Corrected> = corrections.iter().map(|c| (*c).clone()).collect();
            let outcome = adapt(&corrections, repeat);
            adapted += u32::from(matches!(outcome, Outcome::Adapted(_)));
            let mut read = [0; 3];
            for post in &workspace.posts {
                read[own_label(post, &outcome).index()] += 1;
            }
            let confusion = confusion(&Reader::confusion(), &corrections, &outcome, read, repeat);
            let pooled = assess::correct::Correction::new(&confusion, repeat);
            let plain = assess::correct::Correction::new(&Reader::confusion(), repeat);
            for mix in MIXES {
                let (raw, own) = drawn(rest, mix, &outcome, &mut chance);
                let shares = |counts: [u64; 3]| counts.map(|c| c as f64 / 1000.0);
                let found = [
                    shares(raw),
                    plain.estimate(raw, &["x"]).unwrap().shares,
                    pooled.estimate(own, &["x"]).unwrap().shares,
                ];
                for (error, found) in errors.iter_mut().zip(found) {
                    *error += found.iter().zip(mix).map(|(a, b)| (a - b).abs()).sum::<f64>() / 3.0;
                }
                n += 1.0;
            }
        }
        let points = errors.map(|error| error / n * 100.0);
        eprintln!(
            "{}: mean absolute error raw {:.1}, corrected {:.1}, with 200 corrections {:.1} points; adapted {adapted} of {repeats}",
            workspace.name, points[0], points[1], points[2]
        );
        all.iter_mut().zip(points).for_each(|(all, p)| *all += p / workspaces.len() as f64);
    }
    eprintln!(
        "mean: raw {:.1}, corrected {:.1}, with 200 corrections {:.1} points",
        all[0], all[1], all[2]
    );
    // Measured 0.49 over 30 repeats; the rest is room for chance and for other weights.
    let most = if cfg!(debug_assertions) { 0.65 } else { 0.55 };
    assert!(all[2] <= all[0] * most, "{all:?}");
}

/// The label that the workspace's own layer gives, where there is one.
fn own_label(post: &Corrected, outcome: &Outcome) -> Label {
    match outcome {
        Outcome::Adapted(adaptation) => adaptation.apply_to_text(&post.text, post.read).label(),
        Outcome::Kept { .. } => post.read.label(),
    }
}

/// A thousand posts of this mix: their labels by the built-in model, and by the adapted one.
fn drawn(
    posts: &[&Corrected],
    mix: [f64; 3],
    outcome: &Outcome,
    chance: &mut Chance,
) -> ([u64; 3], [u64; 3]) {
    let (mut raw, mut own) = ([0; 3], [0; 3]);
    for (label, share) in Label::ALL.iter().zip(mix) {
        let of: Vec<&&Corrected> = posts.iter().filter(|post| post.truth == *label).collect();
        for _ in 0..(share * 1000.0_f64).round() as usize {
            let post = of[chance.below(of.len())];
            raw[post.read.label().index()] += 1;
            own[own_label(post, outcome).index()] += 1;
        }
    }
    (raw, own)
}
