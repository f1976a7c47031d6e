//! Trains in two stages, packs, fits temperatures, and measures how the result errs.

use anyhow::{Result, anyhow};
use model::Confusion;
use understand::heads::{EMOTIONS, READ};
use understand::training::FeatureMaker;
use understand::weights::{Header, Weights};
use understand::{MODEL, Reader};

use super::data::Data;
use super::learn::{Learning, Linear, learn};
use super::pack::{Column, pack};
use super::sets::{Lessons, TONES};
use super::{lexica, score, travel};

/// Features kept in the table of 2^20 rows, two choices each; more find no row.
const ROWS_KEPT: usize = 600_000;
/// An emotion stands out from this probability on.
const EMOTION_FROM: f32 = 0.4;

/// Settings of the helpers. Leaving features out at random keeps rare ones from being learned by heart.
const HELPER: Learning =
    Learning { epochs: 5, rate: 0.1, dense_rate: 0.05, start: 0.1, dropout: 0.3 };
/// Settings of the sentiment, chosen on `val`.
const SENTIMENT: Learning =
    Learning { epochs: 12, rate: 0.1, dense_rate: 0.03, start: 0.1, dropout: 0.7 };
/// How loud the helpers' standardised outputs are beside the other inputs.
const HELPERS_LOUDNESS: f32 = 0.5;

/// Trains from scratch and answers the weights file.
pub fn train(data: &mut Data) -> Result<Vec<u8>> {
    let lexicon = lexica::join(data)?;
    let mut maker = FeatureMaker::new(&lexicon);
    let lessons = Lessons::read(data, &mut maker)?;
    let corpus = &lessons.corpus;
    println!("{} features; {} rows left out, being measured on", corpus.known.len(), data.left_out);
    let helpers = learn_helpers(&lessons)?;
    println!("helpers learned");
    let sentiment = learn_sentiment(&lessons, &helpers);
    println!("sentiment learned");
    let (emotion, tones) = (&helpers[0], &helpers[4]);
    let columns: Vec<Column<'_>> = (0..3)
        .map(|output| Column { model: &sentiment, output })
        .chain((0..EMOTIONS).map(|output| Column { model: emotion, output }))
        .chain((0..TONES).map(|output| Column { model: tones, output }))
        .collect();
    let packed = pack(corpus, &columns, ROWS_KEPT);
    println!("{} rows kept, {} found none", packed.kept, packed.homeless);
    let mut weights = Weights {
        header: Header {
            model: MODEL,
            data: data.files.clone(),
            confusion: Confusion {
                counts: [[0; 3]; 3],
                prior: [1.0 / 3.0; 3],
                worth: None,
                measured_on: String::new(),
            },
            scales: packed.scales,
            signals: packed.signals,
            bias: packed.bias,
            temperature: vec![1.0; READ.len()],
            emotion_temperature: 1.0,
            emotion_from: EMOTION_FROM,
        },
        table: packed.table,
        lexicon,
    };
    let reader = Reader::of(&weights.encode()?)?;
    weights.header.temperature = score::temperatures(data, reader)?;
    weights.header.emotion_temperature = score::emotion_temperature(data, reader)?;
    let reader = Reader::of(&weights.encode()?)?;
    weights.header.confusion = travel::confusion(data, reader)?;
    Ok(weights.encode()?)
}

/// Emotion, polarity, valence, irony; tones, offence, emoji: two threads, each model by one.
fn learn_helpers(lessons: &Lessons) -> Result<Vec<Linear>> {
    let corpus = &lessons.corpus;
    let none = |_: usize| Vec::new();
    let (left, right) = std::thread::scope(|scope| {
        let left = scope.spawn(|| {
            vec![
                learn(corpus, &lessons.emotion, EMOTIONS, &none, HELPER),
                learn(corpus, &lessons.polarity, 1, &none, HELPER),
                learn(corpus, &lessons.valence, 1, &none, HELPER),
                learn(corpus, &lessons.irony, 1, &none, HELPER),
            ]
        });
        let right = vec![
            learn(corpus, &lessons.tones, TONES, &none, HELPER),
            learn(corpus, &lessons.offence, 1, &none, HELPER),
            learn(corpus, &lessons.emoji, lessons.emoji_classes, &none, HELPER),
        ];
        (left.join(), right)
    });
    let left = left.map_err(|_| anyhow!("a helper's training stopped"))?;
    Ok(left.into_iter().chain(right).collect())
}

/// The second stage: features and the helpers' outputs, standardised, then folded.
fn learn_sentiment(lessons: &Lessons, helpers: &[Linear]) -> Linear {
    let corpus = &lessons.corpus;
    let raw = |doc: usize| -> Vec<f32> {
        let outputs = |helper: &Linear| {
            let mut out = vec![0.0; helper.k];
            helper.outputs(corpus, corpus.doc(doc), &[], &mut out);
            out
        };
        helpers.iter().flat_map(outputs).collect()
    };
    let sample: Vec<Vec<f32>> =
        lessons.sentiment.iter().step_by(7).map(|example| raw(example.doc)).collect();
    let outputs: usize = helpers.iter().map(|helper| helper.k).sum();
    let count = sample.len() as f32;
    let average = |of: &dyn Fn(&[f32], usize) -> f32| -> Vec<f32> {
        (0..outputs).map(|n| sample.iter().map(|row| of(row, n)).sum::<f32>() / count).collect()
    };
    let mean = average(&|row, n| row[n]);
    let variance = average(&|row, n| (row[n] - mean[n]).powi(2));
    let deviation: Vec<f32> =
        variance.iter().map(|v| v.max(1e-9).sqrt() / HELPERS_LOUDNESS).collect();
    let extras = |doc: usize| -> Vec<f32> {
        raw(doc).iter().zip(&mean).zip(&deviation).map(|((v, m), d)| (v - m) / d).collect()
    };
    let mut sentiment = learn(corpus, &lessons.sentiment, 3, &extras, SENTIMENT);
    let mut first = 0;
    let parts: Vec<_> = helpers
        .iter()
        .map(|helper| {
            let range = first..first + helper.k;
            first += helper.k;
            (helper, mean[range.clone()].to_vec(), deviation[range].to_vec())
        })
        .collect();
    sentiment.absorb(&parts);
    sentiment
}
