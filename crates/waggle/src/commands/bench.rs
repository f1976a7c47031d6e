//! `waggle bench`: figures that anyone can reproduce, on posts that the synthetic market makes.

use anyhow::{Context, Result};
use serde_json::{Map, Value, json};

use crate::bench::{self, Place};
use crate::cli::{self, BenchWhat};
use crate::exit::{Exit, OK};
use crate::memory;
use crate::progress::Progress;

/// Figures by name, in the order of measuring.
pub type Figures = Map<String, Value>;

/// Measures and prints.
pub fn run(args: &cli::Bench, progress: Progress) -> Result<Exit> {
    let place = Place::new(args.dir.as_deref()).context("cannot make a folder for the posts")?;
    let mut figures = match args.what {
        BenchWhat::Import => bench::import::run(args.posts.unwrap_or(500_000), &place, progress)?,
        BenchWhat::Assess => bench::assess::run(args.posts.unwrap_or(1_000_000), &place, progress)?,
        BenchWhat::Search => bench::search::run(args.posts.unwrap_or(1_000_000), &place, progress)?,
        BenchWhat::Handbook => bench::handbook::run(args.posts.unwrap_or(1_000))?,
        BenchWhat::Understand => bench::understand::run(
            args.posts.unwrap_or(50_000).max(1_000),
            args.from.as_deref(),
            &place,
            progress,
        )?,
    };
    let prefix = match args.what {
        BenchWhat::Import => "import",
        BenchWhat::Assess => "assess",
        BenchWhat::Search => "search",
        BenchWhat::Handbook => "handbook",
        BenchWhat::Understand => "understand",
    };
    if let Some(peak) = memory::peak_mib() {
        figures.insert(format!("{prefix}.process_peak_mib"), json!(peak.round()));
    }
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    figures.insert("machine.cores".to_owned(), json!(cores));
    if args.json {
        println!("{}", Value::Object(figures));
        return Ok(OK);
    }
    for (name, value) in &figures {
        println!("{name:<34} {}", plain(value));
    }
    Ok(OK)
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => match number.as_f64() {
            Some(float) if number.is_f64() && float >= 100.0 => format!("{float:.0}"),
            Some(float) if number.is_f64() => format!("{float:.3}"),
            _ => number.to_string(),
        },
        other => other.to_string(),
    }
}
