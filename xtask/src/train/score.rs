//! Measures a weights file on the sets that it did not learn from.

use std::fmt::Write as _;

use anyhow::Result;
use model::{Label, Language, Sentiment};
use understand::heads::READ;
use understand::{Reader, Scratch};

use super::data::{Data, Labelled};
use super::labels::Label as ActLabel;
use super::sets::{MULTILINGUAL, TWEET_EMOTIONS, class, tweet_emotion};

mod acts;

/// Posts by true class, then by the class that was read.
pub type Counts = Vec<Vec<u64>>;

/// True class and sentiment of each row.
pub type ReadRows = Vec<(usize, Sentiment)>;

/// Sentiments of rows, with the true class; rows that were not read count as neutral.
pub fn read_all(reader: Reader, rows: &[Labelled], hint: Option<Language>) -> Result<ReadRows> {
    let mut scratch = Scratch::default();
    let unread = Sentiment { negative: 0.0, neutral: 1.0, positive: 0.0 };
    rows.iter()
        .map(|row| {
            let reading = reader.read(&mut scratch, None, &row.text, hint);
            Ok((class(&row.label)?, reading.sentiment.unwrap_or(unread)))
        })
        .collect()
}

/// Posts by true class and class read.
pub fn counts(read: &[(usize, Sentiment)]) -> Counts {
    let mut counts = vec![vec![0; 3]; 3];
    for (class, sentiment) in read {
        counts[*class][sentiment.label().index()] += 1;
    }
    counts
}

pub fn recall(counts: &Counts, class: usize) -> f64 {
    let all: u64 = counts[class].iter().sum();
    counts[class][class] as f64 / all.max(1) as f64
}

fn macro_recall(counts: &Counts) -> f64 {
    (0..counts.len()).map(|c| recall(counts, c)).sum::<f64>() / counts.len() as f64
}

pub fn f1(counts: &Counts, class: usize) -> f64 {
    let found: u64 = counts.iter().map(|row| row[class]).sum();
    let all: u64 = counts[class].iter().sum();
    2.0 * counts[class][class] as f64 / (found + all).max(1) as f64
}

pub fn macro_f1(counts: &Counts) -> f64 {
    (0..counts.len()).map(|c| f1(counts, c)).sum::<f64>() / counts.len() as f64
}

/// Expected calibration error of the top class in fifteen bins, over the posts that were read; with `even`, as if the classes were equally frequent.
fn calibration_error(read: &[(usize, Sentiment)], even: bool) -> f64 {
    let read: Vec<_> = read.iter().filter(|(_, sentiment)| sentiment.neutral < 1.0).collect();
    let mut shares = [0.0f64; 3];
    read.iter().for_each(|(class, _)| shares[*class] += 1.0);
    let mut bins = [(0.0f64, 0.0f64, 0.0f64); 15];
    for (class, sentiment) in &read {
        let label = sentiment.label();
        let p = f64::from(sentiment.as_array()[label.index()]);
        let weight = if even { 1.0 / shares[*class] } else { 1.0 };
        let bin = &mut bins[((p * 15.0) as usize).min(14)];
        bin.0 += weight;
        bin.1 += weight * p;
        bin.2 += weight * f64::from(u8::from(label.index() == *class));
    }
    let all: f64 = bins.iter().map(|b| b.0).sum();
    bins.iter().map(|b| (b.1 - b.2).abs()).sum::<f64>() / all
}

fn hint_of(tag: &str) -> Option<Language> {
    Language::from_tag(tag)
}

pub fn multilingual(
    data: &Data,
    reader: Reader,
    hinted: bool,
) -> Result<Vec<(&'static str, ReadRows)>> {
    MULTILINGUAL
        .iter()
        .map(|(name, tag)| {
            let rows = data.measure(&format!("sentiment_multilingual/{name}_val.tsv"), 0, 1)?;
            Ok((*tag, read_all(reader, &rows, hint_of(tag).filter(|_| hinted))?))
        })
        .collect()
}

/// The temperature of each language under which the probabilities of its `val` are most likely, as if the classes were
/// equally frequent; in the order of the languages' places.
pub fn temperatures(data: &Data, reader: Reader) -> Result<Vec<f32>> {
    let english = read_all(reader, &data.measure("sentiment/val.tsv", 0, 1)?, hint_of("en"))?;
    let sets = multilingual(data, reader, true)?;
    let of = |tag: &str| sets.iter().find(|(other, _)| *other == tag).map(|(_, read)| read);
    let best = |tag: &&str| {
        best_temperature(if *tag == "en" { &english } else { of(tag).unwrap_or(&english) })
    };
    Ok(READ.iter().map(best).collect())
}

fn best_temperature(read: &[(usize, Sentiment)]) -> f32 {
    let mut shares = [0.0f64; 3];
    read.iter().for_each(|(class, _)| shares[*class] += 1.0);
    let loss = |temperature: f64| -> f64 {
        read.iter()
            .map(|(class, sentiment)| {
                let p =
                    sentiment.as_array().map(|p| f64::from(p).max(1e-9).powf(1.0 / temperature));
                -(p[*class] / p.iter().sum::<f64>()).ln() / shares[*class]
            })
            .sum()
    };
    let steps = (20..400).map(|n| f64::from(n) / 100.0);
    steps.min_by(|a, b| loss(*a).total_cmp(&loss(*b))).unwrap_or(1.0) as f32
}

/// The temperature under which GoEmotions' held-out labels are most likely.
pub fn emotion_temperature(data: &Data, reader: Reader) -> Result<f32> {
    let mut scratch = Scratch::default();
    let mut read = Vec::new();
    for row in data.measure("goemotions/dev.tsv", 0, 1)? {
        let labels: Vec<&str> = row.label.split(',').collect();
        if let (Some(class), Some(p)) =
            (super::sets::emotion_of(&labels), reader.emotions(&mut scratch, &row.text))
        {
            read.push((class, p));
        }
    }
    let loss = |temperature: f32| -> f32 {
        read.iter()
            .map(|(class, p)| {
                let p = p.map(|p| p.max(1e-9).powf(1.0 / temperature));
                -(p[*class] / p.iter().sum::<f32>()).ln()
            })
            .sum()
    };
    let steps = (5..80).map(|n| n as f32 / 20.0);
    Ok(steps.min_by(|a, b| loss(*a).total_cmp(&loss(*b))).unwrap_or(1.0))
}

/// Calibration errors are small numbers.
fn shown(measure: &str, score: f64) -> String {
    if measure.starts_with("ECE") { format!("{score:.3}") } else { format!("{score:.2}") }
}

/// All scores as a table in Markdown.
pub fn table(data: &Data, labels: &[ActLabel], file: &[u8]) -> Result<String> {
    let reader = Reader::of(file)?;
    let mut table = String::from("| set | n | measure | score |\n|---|---:|---|---:|\n");
    let mut row = |set: &str, n: usize, measure: &str, score: f64| {
        let _cannot_fail =
            writeln!(table, "| {set} | {n} | {measure} | {} |", shown(measure, score));
    };
    for (set, path) in [
        ("TweetEval sentiment, val", "sentiment/val.tsv"),
        ("SemEval-2017, devtest", "sentiment/devtest.tsv"),
    ] {
        let read = read_all(reader, &data.measure(path, 0, 1)?, None)?;
        let counted = counts(&read);
        row(set, read.len(), "macro recall", 100.0 * macro_recall(&counted));
        for label in Label::ALL {
            row(
                set,
                read.len(),
                &format!("recall {label}"),
                100.0 * recall(&counted, label.index()),
            );
        }
        row(set, read.len(), "ECE", calibration_error(&read, false));
        row(set, read.len(), "ECE, classes made equally frequent", calibration_error(&read, true));
    }
    for (hinted, how) in [(false, "language detected"), (true, "language known")] {
        let mut mean = 0.0;
        let sets = multilingual(data, reader, hinted)?;
        let all: Vec<(usize, Sentiment)> =
            sets.iter().filter(|s| s.0 != "en").flat_map(|s| s.1.clone()).collect();
        for (tag, read) in &sets {
            let f1 = 100.0 * macro_f1(&counts(read));
            mean += f1 / sets.len() as f64;
            row(&format!("UMSAB {tag}, val, {how}"), read.len(), "macro F1", f1);
        }
        row(&format!("UMSAB mean of 8, val, {how}"), all.len(), "macro F1", mean);
        row(
            &format!("UMSAB without English, val, {how}"),
            all.len(),
            "ECE",
            calibration_error(&all, false),
        );
    }
    emotion(data, reader, &mut row)?;
    brands(data, reader, &mut row)?;
    languages(data, reader, &mut row)?;
    acts::score(data, labels, reader, &mut row)?;
    Ok(table)
}

type RowOf<'a> = &'a mut dyn FnMut(&str, usize, &str, f64);

fn emotion(data: &Data, reader: Reader, row: RowOf<'_>) -> Result<()> {
    let mut scratch = Scratch::default();
    let rows = data.measure("emotion/val.tsv", 0, 1)?;
    let mut counts = vec![vec![0; 4]; 4];
    let place =
        |index: usize| TWEET_EMOTIONS.iter().position(|(_, e)| e.index() == index).unwrap_or(0);
    for labelled in &rows {
        let p = reader.emotions(&mut scratch, &labelled.text).unwrap_or_default();
        let of = |n: usize| p[TWEET_EMOTIONS[n].1.index()];
        let best = (0..4).max_by(|a, b| of(*a).total_cmp(&of(*b))).unwrap_or(0);
        counts[place(tweet_emotion(&labelled.label).unwrap_or(0))][best] += 1;
    }
    row("TweetEval emotion (4), val", rows.len(), "macro F1", 100.0 * macro_f1(&counts));
    let rows = data.measure("goemotions/dev.tsv", 0, 1)?;
    let mut counts = vec![vec![0; 8]; 8];
    let mut spoken = 0;
    for labelled in &rows {
        let labels: Vec<&str> = labelled.label.split(',').collect();
        let Some(class) = super::sets::emotion_of(&labels) else { continue };
        let reading = reader.read(&mut scratch, None, &labelled.text, hint_of("en"));
        counts[class][reading.emotion.map_or(7, |e| e.index())] += 1;
        spoken += 1;
    }
    row("GoEmotions in 7 groups and none, dev", spoken, "macro F1", 100.0 * macro_f1(&counts));
    Ok(())
}

/// Posts about brands with their sentiment towards them; what the labellers could not tell is left out.
pub fn brand_rows(data: &Data) -> Result<Vec<Labelled>> {
    let mut rows = data.measure("brand_emotion/sxsw.tsv", 0, 2)?;
    rows.retain_mut(|labelled| {
        labelled.label = match labelled.label.as_str() {
            "Positive emotion" => "positive",
            "Negative emotion" => "negative",
            "No emotion toward brand or product" => "neutral",
            _ => return false,
        }
        .to_owned();
        true
    });
    Ok(rows)
}

fn brands(data: &Data, reader: Reader, row: RowOf<'_>) -> Result<()> {
    let rows = brand_rows(data)?;
    let read = read_all(reader, &rows, None)?;
    row(
        "brands at SXSW, another domain",
        rows.len(),
        "macro recall",
        100.0 * macro_recall(&counts(&read)),
    );
    Ok(())
}

fn languages(data: &Data, reader: Reader, row: RowOf<'_>) -> Result<()> {
    let mut scratch = Scratch::default();
    let (mut right, mut all, mut unsure) = (0, 0, 0);
    for (name, tag) in MULTILINGUAL {
        let rows = data.measure(&format!("sentiment_multilingual/{name}_val.tsv"), 0, 1)?;
        let mut here = 0;
        for labelled in &rows {
            let language = reader.read(&mut scratch, None, &labelled.text, None).language;
            here += usize::from(language.as_str() == tag);
            unsure += usize::from(!language.is_determined());
        }
        row(
            &format!("language of tweets, {tag}"),
            rows.len(),
            "accuracy",
            100.0 * here as f64 / rows.len() as f64,
        );
        if tag != "hi-latn" {
            right += here;
            all += rows.len();
        }
    }
    row(
        "language of tweets, 7 languages",
        all,
        "accuracy",
        100.0 * f64::from(right as u32) / all as f64,
    );
    row("language of tweets, 8 languages", all, "undetermined", unsure as f64);
    for tag in ["ar", "cs", "de", "en", "es", "id", "ja", "nb", "pl", "ro", "sv", "uk", "zh"] {
        let lines = data.lines(&format!("language/{tag}/sentences.txt"))?;
        let mut hits = 0;
        for line in &lines {
            hits +=
                usize::from(reader.read(&mut scratch, None, line, None).language.as_str() == tag);
        }
        row(
            &format!("language of sentences, {tag}"),
            lines.len(),
            "accuracy",
            100.0 * hits as f64 / lines.len() as f64,
        );
    }
    Ok(())
}
