//! Trains in two stages, packs, fits temperatures, and measures how the result errs.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::{Context, Result, anyhow, bail};
use model::Confusion;
use understand::heads::{EMOTIONS, READ};
use understand::training::FeatureMaker;
use understand::weights::{Header, Weights};
use understand::{MODEL, Reader};

use super::convolve::{Lesson, convolve};
use super::corpus::Corpus;
use super::data::Data;
use super::labels::Label;
use super::learn::{Example, Learning, Linear, Target, learn};
use super::pack::{Column, pack};
use super::sets::{Lessons, TONES};
use super::teacher::Teacher;
use super::{acts, lexica, score, travel};

/// Features kept in the table of 2^20 rows, two choices each; more find no row.
const ROWS_KEPT: usize = 600_000;
/// An emotion stands out from this probability on.
const EMOTION_FROM: f32 = 0.4;

/// Settings of the helpers. Leaving features out at random keeps rare ones from being learned by heart.
const HELPER: Learning =
    Learning { epochs: 5, rate: 0.1, dense_rate: 0.05, start: 0.1, dropout: 0.3, seed: 0 };
/// Settings of the sentiment, chosen on `val`.
const SENTIMENT: Learning =
    Learning { epochs: 16, rate: 0.1, dense_rate: 0.03, start: 0.1, dropout: 0.8, seed: 0 };
/// Models of sentiment whose mean is taken, and the number of the one that teaches them.
const SEEDS: u64 = 3;
const TEACHER_SEED: u64 = 5;
/// What a guessed post weighs beside a labelled one.
const GUESS_WEIGHT: f32 = 0.3;
/// The same where a transformer thinks of it, too.
const TAUGHT_WEIGHT: f32 = 0.5;
/// How loud the convolution is beside the linear model.
const LOUDNESS: f32 = 0.5;
/// How loud the helpers' standardised outputs are beside the other inputs.
const HELPERS_LOUDNESS: f32 = 0.5;

/// Trains from scratch and answers the weights file.
pub fn train(data: &mut Data, labels: &[Label], teacher: &Teacher) -> Result<Vec<u8>> {
    let lexicon = lexica::join(data)?;
    let mut maker = FeatureMaker::new(&lexicon);
    let lessons = Lessons::read(data, &mut maker, labels, teacher)?;
    let corpus = &lessons.corpus;
    println!("{} features; {} rows left out, being measured on", corpus.known.len(), data.left_out);
    let helpers = learn_helpers(&lessons)?;
    println!("helpers learned");
    let sentiment = learn_sentiment(&lessons, &helpers)?;
    println!("sentiment learned");
    let network = convolve(corpus, &spoken(&lessons)?, lessons.evenly, LOUDNESS);
    println!("convolution learned, {} words", network.words.len());
    let (heads, unseen) = acts::heads(&lessons, &helpers);
    println!("heads of acts learned");
    let emotion = &helpers[0];
    let columns: Vec<Column<'_>> = (0..3)
        .map(|output| Column { model: &sentiment, output })
        .chain((0..EMOTIONS).map(|output| Column { model: emotion, output }))
        .chain((0..TONES).map(|output| Column { model: &heads, output }))
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
            acts: Vec::new(),
            temperature: vec![1.0; READ.len()],
            emotion_temperature: 1.0,
            emotion_from: EMOTION_FROM,
        },
        table: packed.table,
        lexicon,
        network,
    };
    let reader = Reader::of(&weights.encode()?)?;
    weights.header.temperature = score::temperatures(data, reader)?;
    weights.header.emotion_temperature = score::emotion_temperature(data, reader)?;
    let reader = Reader::of(&weights.encode()?)?;
    weights.header.acts = acts::judges(&lessons.labelled, &unseen, reader)?;
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

/// The second stage: twice, the second time also from posts without a label, to which the first and a transformer gave
/// probabilities (self-training, distillation), and as the mean of some models, which evens out what chance did to each.
fn learn_sentiment(lessons: &Lessons, helpers: &[Linear]) -> Result<Linear> {
    let corpus = &lessons.corpus;
    let learn = |examples: &[Example], learning| {
        learn_above(corpus, examples, 3, helpers, learning, HELPERS_LOUDNESS)
    };
    let teacher = learn(&lessons.sentiment, Learning { seed: TEACHER_SEED, ..SENTIMENT });
    println!("teacher of sentiment learned");
    let guess = |doc: usize| {
        let mut shares = [0.0f32; 3];
        teacher.outputs(corpus, corpus.doc(doc), &[], &mut shares);
        let sum: f32 = shares.iter().map(|output| output.exp()).sum();
        let own = shares.map(|output| output.exp() / sum);
        let Some(taught) = lessons.taught.get(&doc) else {
            return Example { doc, target: Target::Soft(own), weight: GUESS_WEIGHT };
        };
        let both = std::array::from_fn(|n| (taught[n] + own[n]) / 2.0);
        Example { doc, target: Target::Soft(both), weight: TAUGHT_WEIGHT }
    };
    let mut examples = lessons.sentiment.clone();
    examples.extend(lessons.unlabelled().into_iter().map(guess));
    let next = AtomicU64::new(0);
    let worker = || {
        let mut models = Vec::new();
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= SEEDS {
                break;
            }
            models.push((seed, learn(&examples, Learning { seed, ..SENTIMENT })));
        }
        models
    };
    let mut models = std::thread::scope(|scope| {
        let other = scope.spawn(worker);
        let mut models = worker();
        models.extend(other.join().map_err(|_| anyhow!("sentiment's training stopped"))?);
        anyhow::Ok(models)
    })?;
    models.sort_by_key(|(seed, _)| *seed);
    let models = models.into_iter().map(|(_, model)| model).collect();
    let mut model = Linear::mean(models).context("no model of sentiment")?;
    model.bias.iter_mut().zip(lessons.evenly).for_each(|(bias, even)| *bias += even);
    Ok(model)
}

/// What the convolution learns from: English posts with a label, softened by what a transformer that has not seen them thinks;
/// what one thinks of posts without; and of which one thinks that they ask.
fn spoken(lessons: &Lessons) -> Result<Vec<Lesson>> {
    let mut asks: BTreeMap<usize, f32> = lessons.asks.values().copied().collect();
    let mut spoken = Vec::new();
    let english = |example: &&Example| lessons.corpus.doc(example.doc).place == 0;
    for example in lessons.sentiment.iter().filter(english) {
        let Target::Class(class) = example.target else { bail!("a label that is no class") };
        let said: [f32; 3] = std::array::from_fn(|n| f32::from(u8::from(n == class)));
        let thought = lessons.taught.get(&example.doc).unwrap_or(&said);
        let shares = Some(std::array::from_fn(|n| (said[n] + thought[n]) / 2.0));
        spoken.push(Lesson { doc: example.doc, shares, asks: asks.remove(&example.doc) });
    }
    for doc in lessons.unlabelled() {
        if let Some(shares) = lessons.taught.get(&doc) {
            spoken.push(Lesson { doc, shares: Some(*shares), asks: asks.remove(&doc) });
        }
    }
    spoken.extend(asks.into_iter().map(|(doc, p)| Lesson { doc, shares: None, asks: Some(p) }));
    Ok(spoken)
}

/// Learns from features and the helpers' outputs, standardised; then the helpers are folded in.
pub fn learn_above(
    corpus: &Corpus,
    examples: &[Example],
    k: usize,
    helpers: &[Linear],
    learning: Learning,
    loudness: f32,
) -> Linear {
    let raw = |doc: usize| -> Vec<f32> {
        let outputs = |helper: &Linear| {
            let mut out = vec![0.0; helper.k];
            helper.outputs(corpus, corpus.doc(doc), &[], &mut out);
            out
        };
        helpers.iter().flat_map(outputs).collect()
    };
    let sample: Vec<Vec<f32>> =
        examples.iter().step_by(7).map(|example| raw(example.doc)).collect();
    let outputs: usize = helpers.iter().map(|helper| helper.k).sum();
    let count = sample.len() as f32;
    let average = |of: &dyn Fn(&[f32], usize) -> f32| -> Vec<f32> {
        (0..outputs).map(|n| sample.iter().map(|row| of(row, n)).sum::<f32>() / count).collect()
    };
    let mean = average(&|row, n| row[n]);
    let variance = average(&|row, n| (row[n] - mean[n]).powi(2));
    let deviation: Vec<f32> = variance.iter().map(|v| v.max(1e-9).sqrt() / loudness).collect();
    let extras = |doc: usize| -> Vec<f32> {
        raw(doc).iter().zip(&mean).zip(&deviation).map(|((v, m), d)| (v - m) / d).collect()
    };
    let mut model = learn(corpus, examples, k, &extras, learning);
    let mut first = 0;
    let parts: Vec<_> = helpers
        .iter()
        .map(|helper| {
            let range = first..first + helper.k;
            first += helper.k;
            (helper, mean[range.clone()].to_vec(), deviation[range].to_vec())
        })
        .collect();
    model.absorb(&parts);
    model
}
