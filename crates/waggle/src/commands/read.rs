//! `waggle read`: the reading of each text, in input order.

use std::io::{BufRead, BufWriter, Write};
use std::path::Path;

use anyhow::Result;
use model::{PostId, Reading, Sentiment};
use serde::Serialize;
use understand::adapt::Learned;
use understand::{Reader, Repeats, Scratch, Signature};

use crate::cli;
use crate::exit::{Exit, OK, REFUSED};
use crate::learn;
use crate::workspace::{Root, Workspace};

mod explain;
mod target;

use explain::Explained;
use target::{Target, TargetSentiment};

/// Lines that are read before the first is printed, when they come fast.
const BATCH: usize = 2_048;
/// Posts among which a repeat is looked for.
const REPEAT_WINDOW: usize = 200_000;

/// Prints one JSON object per text, or with `--explain` alone what speaks for and against each reading.
/// Where a workspace is named, it is read as that workspace has learned to.
pub fn run(args: &cli::Read, workspace: Option<&Path>) -> Result<Exit> {
    let target = match args.target.as_deref().map(Target::new).transpose() {
        Ok(target) => target,
        Err(error) => {
            eprintln!("{}", error.render(args.target.as_deref().unwrap_or_default()));
            return Ok(REFUSED);
        }
    };
    let learned = match workspace {
        Some(folder) => learn::known(&Workspace::open(&Root::find(Some(folder))?)?)?,
        None => None,
    };
    let mut printer = Printer::new(args, target, learned);
    if !args.texts.is_empty() {
        printer.print(&args.texts)?;
        return Ok(OK);
    }
    let mut input = std::io::stdin().lock();
    let mut batch = Vec::with_capacity(BATCH);
    let mut line = Vec::new();
    loop {
        line.clear();
        let ended = input.read_until(b'\n', &mut line)? == 0;
        if !ended {
            let text = String::from_utf8_lossy(&line);
            batch.push(text.trim_end_matches(['\n', '\r']).to_owned());
        }
        if ended || batch.len() == BATCH {
            printer.print(&batch)?;
            batch.clear();
        }
        if ended {
            return Ok(OK);
        }
    }
}

struct Printer {
    reader: Reader,
    learned: Option<Learned>,
    target: Option<Target>,
    explain: bool,
    json: bool,
    scratch: Scratch,
    repeats: Repeats,
    seen: u128,
    out: BufWriter<std::io::StdoutLock<'static>>,
}

/// A reading as it is printed.
#[derive(Serialize)]
struct Printed {
    language: model::Language,
    sentiment: Option<PrintedSentiment>,
    /// What the built-in model says, where the workspace's own layer lies over it.
    #[serde(skip_serializing_if = "Option::is_none")]
    built_in: Option<PrintedSentiment>,
    emotion: Option<model::Emotion>,
    acts: model::Acts,
    /// The number of the earlier text, counted from 1.
    repeat_of: Option<u128>,
    /// With `--target`.
    #[serde(skip_serializing_if = "Option::is_none")]
    target_sentiment: Option<TargetSentiment>,
    /// With `--explain`.
    #[serde(skip_serializing_if = "Option::is_none")]
    explanation: Option<Explained>,
}

#[derive(Serialize)]
struct PrintedSentiment {
    label: model::Label,
    negative: f32,
    neutral: f32,
    positive: f32,
}

impl PrintedSentiment {
    fn of(sentiment: model::Sentiment) -> Self {
        Self {
            label: sentiment.label(),
            negative: sentiment.negative,
            neutral: sentiment.neutral,
            positive: sentiment.positive,
        }
    }
}

impl Printer {
    fn new(args: &cli::Read, target: Option<Target>, learned: Option<Learned>) -> Self {
        Self {
            reader: Reader::built_in(),
            learned: learned.filter(|learned| learned.layer().is_some()),
            target,
            explain: args.explain,
            json: args.json || !args.explain,
            scratch: Scratch::default(),
            repeats: Repeats::new(REPEAT_WINDOW),
            seen: 0,
            out: BufWriter::new(std::io::stdout().lock()),
        }
    }

    fn print(&mut self, texts: &[String]) -> Result<()> {
        for (Line { built_in, reading, signature }, text) in
            self.read_all(texts).into_iter().zip(texts)
        {
            self.seen += 1;
            let id = PostId::from_bytes(self.seen.to_be_bytes());
            let repeat = self.repeats.see(id, &signature).filter(|of| *of != id);
            let printed = Printed {
                language: reading.language,
                sentiment: reading.sentiment.map(PrintedSentiment::of),
                built_in: built_in.map(PrintedSentiment::of),
                emotion: reading.emotion,
                acts: reading.acts,
                repeat_of: repeat.map(|of| u128::from_be_bytes(*of.as_bytes())),
                target_sentiment: self
                    .target
                    .as_ref()
                    .map(|target| target.read(self.reader, &mut self.scratch, text, &reading)),
                explanation: self.explain.then(|| Explained::of(self.reader, text)).flatten(),
            };
            if !self.json {
                explain::print(text, &printed, &mut self.out)?;
                continue;
            }
            serde_json::to_writer(&mut self.out, &printed)?;
            self.out.write_all(b"\n")?;
        }
        self.out.flush()?;
        Ok(())
    }

    fn read_all(&self, texts: &[String]) -> Vec<Line> {
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let share = texts.len().div_ceil(threads).max(64);
        let (reader, learned) = (self.reader, self.learned.as_ref());
        std::thread::scope(|scope| {
            let parts: Vec<_> = texts
                .chunks(share)
                .map(|part| scope.spawn(move || read_part(reader, learned, part)))
                .collect();
            parts.into_iter().flat_map(|part| part.join().unwrap_or_default()).collect()
        })
    }
}

/// A text as it was read.
struct Line {
    /// Before the workspace's layer, where there is one.
    built_in: Option<Sentiment>,
    reading: Reading,
    signature: Signature,
}

fn read_part(reader: Reader, learned: Option<&Learned>, texts: &[String]) -> Vec<Line> {
    let mut scratch = Scratch::default();
    let mut one = |text: &String| {
        let mut reading = reader.read(&mut scratch, None, text, None);
        let built_in = learned.and(reading.sentiment);
        if let Some(learned) = learned {
            learned.adapt(&scratch, &mut reading);
        }
        Line { built_in, reading, signature: Signature::of(&scratch) }
    };
    texts.iter().map(&mut one).collect()
}
