//! `waggle class`: classes of a user's own, learned from examples and kept in the workspace.

use std::fs;
use std::io::{BufRead, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use understand::classes::{ClassScratch, Classes, Quality};

use crate::cli::class::{Class, ClassVerb, List, Read, Test, Train};
use crate::exit::{Exit, OK};
use crate::progress::Progress;
use crate::workspace::Root;

pub mod examples;

/// The folder in the workspace.
const FOLDER: &str = "classes";
const ENDING: &str = "classes";
/// Which examples are held back together; fixed, so that the same file gives the same classifier.
const SEED: u64 = 1;
/// Classes that a table shows on a screen, the weakest first; `--json` has them all.
const SHOWN: usize = 15;
/// Lines that are read before the first is printed, when they come fast.
const BATCH: usize = 1_024;

/// Does what was asked.
pub fn run(args: &Class, root: &Root, progress: Progress) -> Result<Exit> {
    match &args.verb {
        ClassVerb::Train(args) => train(args, root, progress),
        ClassVerb::Test(args) => test(args, root),
        ClassVerb::Read(args) => read(args, root),
        ClassVerb::List(args) => list(args, root),
    }
}

fn train(args: &Train, root: &Root, progress: Progress) -> Result<Exit> {
    let path = place(root, &args.name)?;
    let spinner = progress.spinner("learning");
    let start = Instant::now();
    let classes = match &args.background {
        Some(background) => {
            let texts = examples::texts(&args.examples.from, args.examples.text.as_deref())?;
            let others = examples::texts(background, args.examples.text.as_deref())?;
            Classes::train_one(&args.name, &texts, &others, SEED)
        }
        None => Classes::train(&examples::labelled(&args.examples)?, SEED),
    };
    let classes = classes.with_context(|| format!("cannot learn `{}`", args.name))?;
    let seconds = start.elapsed().as_secs_f64();
    spinner.finish_and_clear();
    let file = classes.encode()?;
    write(&path, &file)?;
    let quality = classes.quality();
    if args.json {
        let said = json!({
            "name": args.name, "file": path, "bytes": file.len(), "seconds": seconds,
            "classes": classes.names().len(), "quality": quality,
        });
        println!("{said}");
        return Ok(OK);
    }
    println!(
        "`{}` tells {} classes apart; learned from {} examples in {seconds:.1} s, kept in {} ({} kB)",
        args.name,
        classes.names().len(),
        quality.examples,
        path.display(),
        file.len().div_ceil(1000)
    );
    if quality.repeated > 0 {
        println!(
            "{} examples said the same as others of their class and were left out",
            quality.repeated
        );
    }
    println!("\nMeasured on examples that were held back:");
    print_quality(quality);
    println!("\nquality by number of examples");
    for point in &quality.curve {
        println!(
            "  {:>3} %  {:>7} examples  macro-F1 {:>5.1} %  accuracy {:>5.1} %",
            point.percent,
            point.examples,
            point.macro_f1 * 100.0,
            point.accuracy * 100.0
        );
    }
    println!("{}", quality.advice);
    Ok(OK)
}

fn test(args: &Test, root: &Root) -> Result<Exit> {
    let classes = load(root, &args.name)?;
    let examples = examples::labelled(&args.examples)?;
    if examples.is_empty() {
        bail!("{} holds no examples to test on", args.examples.from.display());
    }
    let quality = classes.test(&examples);
    if args.json {
        println!("{}", serde_json::to_string(&quality)?);
    } else {
        print_quality(&quality);
    }
    Ok(OK)
}

fn read(args: &Read, root: &Root) -> Result<Exit> {
    let classes = load(root, &args.name)?;
    let mut scratch = ClassScratch::default();
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut print = |text: &str, out: &mut BufWriter<_>| -> Result<()> {
        let guess = classes.read(&mut scratch, text);
        let others = guess.likely.iter().skip(1).filter(|(_, p)| *p >= 0.01);
        let rounded = |p: f32| (f64::from(p) * 1e4).round() / 1e4;
        let others: Vec<Value> = others
            .map(|(class, p)| json!({ "class": class, "probability": rounded(*p) }))
            .collect();
        let probability = rounded(guess.probability);
        let said = json!({ "class": guess.class, "probability": probability, "others": others });
        writeln!(out, "{said}")?;
        Ok(())
    };
    for text in &args.texts {
        print(text, &mut out)?;
    }
    if args.texts.is_empty() {
        let mut input = std::io::stdin().lock();
        let mut line = Vec::new();
        for number in 1.. {
            line.clear();
            if input.read_until(b'\n', &mut line)? == 0 {
                break;
            }
            print(String::from_utf8_lossy(&line).trim_end_matches(['\n', '\r']), &mut out)?;
            if number % BATCH == 0 {
                out.flush()?;
            }
        }
    }
    out.flush()?;
    Ok(OK)
}

fn list(args: &List, root: &Root) -> Result<Exit> {
    let mut names = Vec::new();
    match fs::read_dir(root.path().join(FOLDER)) {
        Ok(entries) => {
            for entry in entries {
                let path = entry?.path();
                if path.extension().is_some_and(|ending| ending == ENDING)
                    && let Some(name) = path.file_stem().and_then(|name| name.to_str())
                {
                    names.push(name.to_owned());
                }
            }
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(error) => return Err(error).context("cannot list the classes"),
    }
    names.sort();
    if names.is_empty() && !args.json {
        println!("there are none yet; `waggle class train --help` shows how to make some");
    }
    for name in names {
        // One damaged file does not hide the others.
        let classes = match load(root, &name) {
            Ok(classes) => classes,
            Err(error) => {
                eprintln!("waggle: {error:#}");
                continue;
            }
        };
        let quality = classes.quality();
        if args.json {
            let said = json!({
                "name": name, "classes": classes.names(), "examples": quality.examples,
                "macro_f1": quality.macro_f1, "accuracy": quality.accuracy,
            });
            println!("{said}");
        } else {
            println!(
                "{name:<24} {:>3} classes  {:>6} examples  macro-F1 {:>5.1} %",
                classes.names().len(),
                quality.examples,
                quality.macro_f1 * 100.0
            );
        }
    }
    Ok(OK)
}

fn print_quality(quality: &Quality) {
    println!(
        "accuracy {:.1} %, macro-F1 {:.1} %, {} examples",
        quality.accuracy * 100.0,
        quality.macro_f1 * 100.0,
        quality.examples
    );
    let mut weakest: Vec<_> = quality.classes.iter().collect();
    weakest.sort_by(|a, b| a.f1.total_cmp(&b.f1).then(a.class.cmp(&b.class)));
    let width = weakest.iter().take(SHOWN).map(|c| c.class.chars().count()).max().unwrap_or(0);
    let width = width.clamp(5, 40);
    println!("{:<width$}  examples  precision  recall     F1  most often taken for", "class");
    for class in weakest.iter().take(SHOWN) {
        let taken =
            class.taken_for.as_ref().map_or_else(String::new, |(o, n)| format!("{o} ({n})"));
        println!(
            "{:<width$}  {:>8}  {:>7.1} %  {:>4.0} %  {:>3.0} %  {taken}",
            class.class.chars().take(width).collect::<String>(),
            class.examples,
            class.precision * 100.0,
            class.recall * 100.0,
            class.f1 * 100.0,
        );
    }
    if weakest.len() > SHOWN {
        println!("… and {} classes that are told better (--json shows all)", weakest.len() - SHOWN);
    }
}

/// The file of the classes called `name`.
fn place(root: &Root, name: &str) -> Result<PathBuf> {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if name.is_empty() || name.len() > 64 || !name.chars().all(plain) {
        bail!("`{name}` cannot be a name: use up to 64 letters (a-z), digits, - and _");
    }
    Ok(root.path().join(FOLDER).join(name).with_extension(ENDING))
}

fn load(root: &Root, name: &str) -> Result<Classes> {
    let path = place(root, name)?;
    let file = match fs::read(&path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => bail!(
            "there are no classes called `{name}`; `waggle class list` shows what there is, `waggle class train {name} --from FILE` makes them"
        ),
        read => read.with_context(|| format!("cannot read {}", path.display()))?,
    };
    Classes::decode(&file).with_context(|| format!("cannot use {}", path.display()))
}

/// Whole or not at all.
fn write(path: &Path, file: &[u8]) -> Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let part = path.with_extension("part");
    let put = || {
        fs::create_dir_all(folder)?;
        fs::write(&part, file)?;
        fs::rename(&part, path)
    };
    put().with_context(|| format!("cannot write {}", path.display()))
}
