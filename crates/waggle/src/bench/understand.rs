//! Understanding: whole readings on one core, beside VADER on the same texts, and the memory that the model takes.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result};
use model::{Language, PostId};
use serde_json::{Value, json};
use understand::{Reader, Repeats, Scratch, Signature};

use super::{Place, duckdb, workspace};
use crate::commands::bench::Figures;
use crate::commands::class::examples;
use crate::memory;
use crate::progress::Progress;
use crate::settle::REPEAT_WINDOW;

/// Passes over the texts; the fastest counts, since whatever else runs on the machine can only slow one down.
const PASSES: usize = 5;
/// Texts that VADER reads: it is slow, and its speed does not depend on how many there are.
const COMPARED: usize = 10_000;

/// Reads a JSON list of texts, and prints the seconds of scoring all, again the fastest of some passes.
const VADER: &str = r"
import json, sys, time
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer
texts = json.load(open(sys.argv[1], encoding='utf-8'))
vader = SentimentIntensityAnalyzer()
best = None
for _ in range(3):
    start = time.perf_counter()
    for text in texts:
        vader.polarity_scores(text)
    seconds = time.perf_counter() - start
    best = seconds if best is None else min(best, seconds)
print(json.dumps({'seconds': best}))
";

/// Measures on `posts` generated posts and, where given, on the texts of the file `from`.
pub fn run(posts: u64, from: Option<&Path>, place: &Place, progress: Progress) -> Result<Figures> {
    let spinner = progress.spinner("making posts");
    let mut market = workspace::market(posts);
    let said = std::iter::from_fn(|| market.next_said());
    let texts: Vec<String> = said.map(|said| said.post.text).collect();
    spinner.finish_and_clear();
    let own = from.map(|file| examples::texts(file, None)).transpose()?;
    let mut figures = Figures::new();
    let mut put = |name: &str, value| figures.insert(format!("understand.{name}"), value);
    let before = memory::now_mib();
    let start = Instant::now();
    let reader = Reader::built_in();
    // Touches what is unpacked on demand.
    reader.read(&mut Scratch::default(), None, "a first post", None);
    put("load_ms", json!(start.elapsed().as_secs_f64() * 1e3));
    let memory = before.zip(memory::now_mib()).map(|(before, after)| (after - before).max(0.0));
    put("memory_mib", json!(memory));
    put("posts", json!(texts.len()));
    put("mean_chars", json!(mean_chars(&texts)));
    put("posts_per_s_core", json!(whole(reader, &texts)));
    put("sentiment_posts_per_s_core", json!(sentiments(reader, &texts)));
    if let Some(own) = own.as_ref().filter(|own| !own.is_empty()) {
        put("tweets", json!(own.len()));
        put("tweets_mean_chars", json!(mean_chars(own)));
        put("tweets_posts_per_s_core", json!(whole(reader, own)));
    }
    let spinner = progress.spinner("comparing with VADER");
    match vader(reader, &texts, place)? {
        Ok((ours, theirs)) => {
            put("vader_posts_per_s_core", json!(theirs));
            put("ratio_to_vader", json!(ours / theirs));
        }
        Err(why) => {
            put("ratio_to_vader", Value::Null);
            put("vader", json!(why));
        }
    }
    if let Some(own) = own.filter(|own| !own.is_empty()) {
        // Without VADER it was said above.
        if let Ok((ours, theirs)) = vader(reader, &own, place)? {
            put("tweets_ratio_to_vader", json!(ours / theirs));
        }
    }
    spinner.finish_and_clear();
    Ok(figures)
}

/// Our sentiments and VADER's, in posts a second, on the same texts; or why VADER is not there.
fn vader(reader: Reader, texts: &[String], place: &Place) -> Result<Result<(f64, f64), String>> {
    let some = texts.get(..COMPARED.min(texts.len())).unwrap_or_default();
    let path = place.path().join("texts.json");
    let mut file = BufWriter::new(File::create(&path).context("cannot write the texts")?);
    serde_json::to_writer(&mut file, some)?;
    file.flush()?;
    let theirs = duckdb::run(VADER, &[&path.to_string_lossy()]);
    let seconds = |said: Value| said.get("seconds").and_then(Value::as_f64);
    Ok(theirs.map(|said| {
        let theirs = some.len() as f64 / seconds(said).unwrap_or(f64::NAN);
        (sentiments(reader, some), theirs)
    }))
}

/// Language, all heads, signature and the window of repeats: posts a second on this thread.
fn whole(reader: Reader, texts: &[String]) -> f64 {
    let mut scratch = Scratch::default();
    fastest(texts.len(), || {
        let mut repeats = Repeats::new(REPEAT_WINDOW.min(texts.len()));
        let start = Instant::now();
        for (number, text) in (1u128..).zip(texts) {
            let reading = reader.read(&mut scratch, None, text, None);
            let id = PostId::from_bytes(number.to_be_bytes());
            let repeat = repeats.see(id, &Signature::of(&scratch));
            std::hint::black_box((reading, repeat));
        }
        start.elapsed().as_secs_f64()
    })
}

/// Sentiment alone, of texts that are taken for English as VADER takes them.
fn sentiments(reader: Reader, texts: &[String]) -> f64 {
    let mut scratch = Scratch::default();
    let english = Language::from_tag("en").unwrap_or(Language::UNDETERMINED);
    fastest(texts.len(), || {
        let start = Instant::now();
        for text in texts {
            std::hint::black_box(reader.sentiment_as(&mut scratch, text, english));
        }
        start.elapsed().as_secs_f64()
    })
}

fn fastest(posts: usize, mut pass: impl FnMut() -> f64) -> f64 {
    let seconds = (0..PASSES).map(|_| pass()).fold(f64::MAX, f64::min);
    posts as f64 / seconds.max(1e-9)
}

fn mean_chars(texts: &[String]) -> f64 {
    let chars: usize = texts.iter().map(|text| text.chars().count()).sum();
    chars as f64 / texts.len().max(1) as f64
}
