//! Which set teaches what, and in which order.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use model::{Confusion, Emotion, Label};
use understand::heads::{COLUMNS, EMOTIONS, READ};
use understand::training::{FeatureMaker, Features};
use understand::weights::{Header, Weights};
use understand::{MODEL, Reader};

use super::corpus::Corpus;
use super::data::{Data, Labelled};
use super::learn::{Example, Learning, Linear, Target, learn};
use super::pack::{Column, pack};
use super::{lexica, score, travel};

/// The languages of the multilingual sets, by the name of their files and their tag.
pub const MULTILINGUAL: [(&str, &str); 8] = [
    ("english", "en"),
    ("german", "de"),
    ("french", "fr"),
    ("spanish", "es"),
    ("italian", "it"),
    ("portuguese", "pt"),
    ("arabic", "ar"),
    ("hindi", "hi-latn"),
];

const FEATURES_FROM: u32 = 3;
const ROWS_KEPT: usize = 500_000;

/// A number from the environment, so that a search for good settings needs no new build; the defaults are what won.
pub fn setting(name: &str, default: f32) -> f32 {
    std::env::var(name).ok().and_then(|v| v.parse().ok()).unwrap_or(default)
}

/// Everything that is learned from, as examples over one corpus.
struct Lessons {
    corpus: Corpus,
    sentiment: Vec<Example>,
    emotion: Vec<Example>,
    tones: Vec<Example>,
    irony: Vec<Example>,
    offence: Vec<Example>,
    emoji: Vec<Example>,
    emoji_classes: usize,
    polarity: Vec<Example>,
    valence: Vec<Example>,
    held: Vec<(usize, usize)>,
}

/// Trains from scratch and answers the weights file.
pub fn train(data: &mut Data) -> Result<Vec<u8>> {
    let lexicon = lexica::join(data)?;
    let mut maker = FeatureMaker::new(&lexicon);
    let lessons = read(data, &mut maker)?;
    println!(
        "{} features; {} rows left out, being measured on",
        lessons.corpus.known.len(),
        data.left_out
    );
    let corpus = &lessons.corpus;
    if setting("FAST", 0.0) > 0.0 {
        return fast(data, &lessons);
    }
    let none = |_: usize| Vec::new();
    let helper = Learning {
        epochs: setting("HE", 4.0) as usize,
        rate: setting("HR", 0.1),
        dense_rate: 0.05,
        decay: setting("HD", 0.0),
        start: setting("HS", 0.1),
        dropout: setting("HDROP", 0.0),
    };
    let (left, right) = std::thread::scope(|scope| {
        let left = scope.spawn(|| {
            vec![
                learn(corpus, &lessons.emotion, EMOTIONS, &none, helper),
                learn(corpus, &lessons.polarity, 1, &none, helper),
                learn(corpus, &lessons.valence, 1, &none, helper),
                learn(corpus, &lessons.irony, 1, &none, helper),
            ]
        });
        let right = vec![
            learn(corpus, &lessons.tones, 4, &none, helper),
            learn(corpus, &lessons.offence, 1, &none, helper),
            learn(corpus, &lessons.emoji, lessons.emoji_classes, &none, helper),
        ];
        (left.join(), right)
    });
    let helpers: Vec<Linear> = left
        .map_err(|_| anyhow::anyhow!("a helper's training stopped"))?
        .into_iter()
        .chain(right)
        .collect();
    println!("helpers learned");
    let sentiment = learn_sentiment(&lessons, &helpers);
    println!("sentiment learned");
    let (emotion, tones) = (&helpers[0], &helpers[4]);
    let columns: Vec<Column<'_>> = (0..3)
        .map(|output| Column { model: &sentiment, output })
        .chain((0..EMOTIONS).map(|output| Column { model: emotion, output }))
        .chain((0..4).map(|output| Column { model: tones, output }))
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
            temperature: [1.0; 2],
            emotion_temperature: 1.0,
            emotion_from: 0.4,
        },
        table: packed.table,
        lexicon,
    };
    debug_assert_eq!(weights.header.scales.len(), COLUMNS);
    let reader = Reader::of(&weights.encode()?)?;
    weights.header.temperature = score::temperatures(data, reader)?;
    weights.header.emotion_temperature = score::emotion_temperature(data, reader)?;
    let reader = Reader::of(&weights.encode()?)?;
    weights.header.confusion = travel::confusion(data, reader)?;
    Ok(weights.encode()?)
}

fn fast(_data: &mut Data, lessons: &Lessons) -> Result<Vec<u8>> {
    let sentiment = learn_sentiment(lessons, &[]);
    let corpus = &lessons.corpus;
    let mut counts: BTreeMap<usize, Vec<Vec<f64>>> = BTreeMap::new();
    for (doc, class) in &lessons.held {
        let doc = corpus.doc(*doc);
        let mut out = vec![0.0; 3];
        sentiment.outputs(corpus, doc, &[], &mut out);
        let best = (0..3).max_by(|a, b| out[*a].total_cmp(&out[*b])).unwrap_or(0);
        counts.entry(doc.place).or_insert_with(|| vec![vec![0.0; 3]; 3])[*class][best] += 1.0;
    }
    let mut mean = 0.0;
    for (place, c) in counts {
        let recall: f64 = (0..3).map(|i| c[i][i] / c[i].iter().sum::<f64>()).sum::<f64>() / 3.0;
        let f1: f64 = (0..3)
            .map(|i| {
                2.0 * c[i][i] / (c[i].iter().sum::<f64>() + c.iter().map(|r| r[i]).sum::<f64>())
            })
            .sum::<f64>()
            / 3.0;
        print!("{}: {:.2}/{:.2} ", READ[place], 100.0 * recall, 100.0 * f1);
        if place > 0 {
            mean += f1 / 7.0;
        }
    }
    println!("mean others {:.2}", 100.0 * mean);
    std::process::exit(0)
}

/// The second stage: features and the helpers' outputs, standardised, then folded.
fn learn_sentiment(lessons: &Lessons, helpers: &[Linear]) -> Linear {
    let corpus = &lessons.corpus;
    let outputs: usize = helpers.iter().map(|h| h.k).sum();
    let raw = |doc: usize| {
        let mut all = Vec::with_capacity(outputs);
        for helper in helpers {
            let mut out = vec![0.0; helper.k];
            helper.outputs(corpus, corpus.doc(doc), &[], &mut out);
            all.extend(out);
        }
        all
    };
    let mut sums = vec![(0.0f64, 0.0f64); outputs];
    let every = 7;
    let sample = lessons.sentiment.iter().step_by(every);
    let count = sample.len() as f64;
    if helpers.is_empty() {
        let n = |_: usize| Vec::new();
        return learn(corpus, &lessons.sentiment, 3, &n, sentiment_learning());
    }
    for example in sample {
        for (sum, value) in sums.iter_mut().zip(raw(example.doc)) {
            sum.0 += f64::from(value);
            sum.1 += f64::from(value).powi(2);
        }
    }
    let mean: Vec<f32> = sums.iter().map(|s| (s.0 / count) as f32).collect();
    let deviation: Vec<f32> = sums
        .iter()
        .map(|s| {
            ((s.1 / count - (s.0 / count).powi(2)).max(1e-9).sqrt() as f32) / setting("AX", 0.5)
        })
        .collect();
    let extras = |doc: usize| {
        raw(doc)
            .iter()
            .zip(&mean)
            .zip(&deviation)
            .map(|((v, m), d)| (v - m) / d)
            .collect::<Vec<f32>>()
    };
    let learning = sentiment_learning();
    let nothing = |_: usize| Vec::new();
    if setting("NOAUX", 0.0) > 0.0 {
        return learn(corpus, &lessons.sentiment, 3, &nothing, learning);
    }
    let mut sentiment = learn(corpus, &lessons.sentiment, 3, &extras, learning);
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

fn sentiment_learning() -> Learning {
    Learning {
        epochs: setting("SE", 5.0) as usize,
        rate: setting("SR", 0.1),
        dense_rate: setting("SDR", 0.03),
        decay: setting("SD", 0.0),
        start: setting("SS", 0.1),
        dropout: setting("DROP", 0.0),
    }
}

/// Reads all sets, makes features, numbers them. UMSAB's English set is left out: four in five of its tweets are those of
/// TweetEval's `val`, and the rest may be those of its test.
fn read(data: &mut Data, maker: &mut FeatureMaker) -> Result<Lessons> {
    let mut corpus = Corpus::default();
    let mut made = Features::default();
    let mut sentiment = Vec::new();
    let english = data.learn("sentiment/train.tsv", 0, 1)?;
    let mut add = |rows: &[Labelled],
                   place: usize,
                   weight: f32,
                   balance: bool,
                   to: &mut Vec<Example>|
     -> Result<()> {
        let mut counts = [0.0f32; 3];
        for row in rows {
            counts[class(&row.label)?] += 1.0;
        }
        for row in rows {
            let class = class(&row.label)?;
            let even = rows.len() as f32 / 3.0 / counts[class];
            let doc = corpus.add(maker, &mut made, &row.text, place);
            let weight = weight * if balance { even } else { 1.0 };
            to.push(Example { doc, target: Target::Class(class), weight });
        }
        Ok(())
    };
    add(&english, 0, 1.0, true, &mut sentiment)?;
    for (name, tag) in MULTILINGUAL.into_iter().filter(|(_, tag)| *tag != "en") {
        let rows = data.learn(&format!("sentiment_multilingual/{name}_train.tsv"), 0, 1)?;
        let place = READ.iter().position(|read| *read == tag).context("an unknown language")?;
        add(&rows, place, setting("MW", 2.0), true, &mut sentiment)?;
    }
    let mut held = Vec::new();
    for row in data.measure("sentiment/val.tsv", 0, 1)? {
        held.push((corpus.add(maker, &mut made, &row.text, 0), class(&row.label)?));
    }
    for (name, tag) in MULTILINGUAL.into_iter().filter(|(_, tag)| *tag != "en") {
        let place = READ.iter().position(|read| *read == tag).context("an unknown language")?;
        for row in data.measure(&format!("sentiment_multilingual/{name}_val.tsv"), 0, 1)? {
            held.push((corpus.add(maker, &mut made, &row.text, place), class(&row.label)?));
        }
    }
    let mut one = |row: &Labelled| corpus.add(maker, &mut made, &row.text, 0);
    if setting("FAST", 0.0) > 0.0 {
        corpus.number(setting("DF", FEATURES_FROM as f32) as u32);
        return Ok(Lessons {
            corpus,
            sentiment,
            emotion: vec![],
            tones: vec![],
            irony: vec![],
            offence: vec![],
            emoji: vec![],
            emoji_classes: 1,
            polarity: vec![],
            valence: vec![],
            held,
        });
    }
    let (mut emotion, mut tones) = (Vec::new(), Vec::new());
    for row in data.learn("goemotions/train.tsv", 0, 1)? {
        let doc = one(&row);
        let labels: Vec<&str> = row.label.split(',').collect();
        if let Some(class) = emotion_of(&labels) {
            emotion.push(Example { doc, target: Target::Class(class), weight: 1.0 });
        }
        let any = |of: &[&str]| Some(labels.iter().any(|label| of.contains(label)));
        tones.push(Example {
            doc,
            target: Target::Each(vec![
                any(&["admiration", "gratitude", "approval", "love"]),
                any(&["annoyance", "disappointment", "disapproval", "anger", "disgust"]),
                any(&["curiosity", "confusion"]),
                None,
            ]),
            weight: 1.0,
        });
    }
    let four: u32 = TWEET_EMOTIONS.iter().map(|(_, e)| 1 << e.index()).sum();
    for row in data.learn("emotion/train.tsv", 0, 1)? {
        let class = tweet_emotion(&row.label).context("an unknown emotion")?;
        emotion.push(Example {
            doc: one(&row),
            target: Target::Among(class, four),
            weight: setting("EW", 3.0),
        });
    }
    for row in data.learn("purchase_intent/all.tsv", 0, 1)? {
        let wants = match row.label.as_str() {
            "yes" | "pi" => true,
            "no" => false,
            _ => continue,
        };
        tones.push(Example {
            doc: one(&row),
            target: Target::Each(vec![None, None, None, Some(wants)]),
            weight: 2.0,
        });
    }
    let mut yes_no = |path: &str, yes: &str, to: &mut Vec<Example>| -> Result<()> {
        for row in data.learn(path, 0, 1)? {
            let doc = one(&row);
            to.push(Example {
                doc,
                target: Target::Each(vec![Some(row.label == yes)]),
                weight: 1.0,
            });
        }
        Ok(())
    };
    let (mut irony, mut offence, mut polarity) = (Vec::new(), Vec::new(), Vec::new());
    yes_no("irony/train.tsv", "irony", &mut irony)?;
    yes_no("offensive/train.tsv", "offensive", &mut offence)?;
    yes_no("polarity/rt.tsv", "positive", &mut polarity)?;
    let mut valence = Vec::new();
    for row in data.learn("valence/tweets.tsv", 0, 1)? {
        let mean: f32 = row.label.parse().context("a valence that is no number")?;
        let target = Target::Each(vec![Some(mean > 0.0)]);
        valence.push(Example { doc: one(&row), target, weight: mean.abs().min(2.0) });
    }
    let mut classes: BTreeMap<String, usize> = BTreeMap::new();
    let mut emoji = Vec::new();
    for row in data.learn("emoji/train.tsv", 0, 1)? {
        let next = classes.len();
        let class = *classes.entry(row.label.clone()).or_insert(next);
        emoji.push(Example { doc: one(&row), target: Target::Class(class), weight: 1.0 });
    }
    corpus.number(setting("DF", FEATURES_FROM as f32) as u32);
    let emoji_classes = classes.len();
    Ok(Lessons {
        held,
        corpus,
        sentiment,
        emotion,
        tones,
        irony,
        offence,
        emoji,
        emoji_classes,
        polarity,
        valence,
    })
}

/// The place of a sentiment's name.
pub fn class(label: &str) -> Result<usize> {
    Label::from_word(label).map(Label::index).with_context(|| format!("`{label}` is no sentiment"))
}

/// TweetEval's four emotions.
pub const TWEET_EMOTIONS: [(&str, Emotion); 4] = [
    ("anger", Emotion::Anger),
    ("joy", Emotion::Joy),
    ("optimism", Emotion::Optimism),
    ("sadness", Emotion::Sadness),
];

/// The place of one of TweetEval's emotions.
pub fn tweet_emotion(label: &str) -> Option<usize> {
    TWEET_EMOTIONS.iter().find(|(name, _)| *name == label).map(|(_, e)| e.index())
}

/// The place of the emotion that GoEmotions' labels amount to; `None` where they disagree. The last place is none.
pub fn emotion_of(labels: &[&str]) -> Option<usize> {
    let group = |label: &str| {
        Some(match label {
            "joy" | "amusement" | "love" | "gratitude" | "excitement" | "admiration" | "pride"
            | "relief" => Emotion::Joy,
            "optimism" | "desire" => Emotion::Optimism,
            "anger" | "annoyance" => Emotion::Anger,
            "disgust" => Emotion::Disgust,
            "sadness" | "disappointment" | "grief" | "remorse" => Emotion::Sadness,
            "fear" | "nervousness" => Emotion::Fear,
            "surprise" | "confusion" | "curiosity" => Emotion::Surprise,
            _ => return None,
        })
    };
    let mut places: Vec<usize> =
        labels.iter().map(|label| group(label).map_or(EMOTIONS - 1, Emotion::index)).collect();
    places.sort_unstable();
    places.dedup();
    // "anger, neutral" is anger.
    if places.len() > 1 {
        places.retain(|place| *place != EMOTIONS - 1);
    }
    match places.as_slice() {
        [one] => Some(*one),
        _ => None,
    }
}
