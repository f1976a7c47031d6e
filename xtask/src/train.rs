//! Trains the built-in reading from `../shared/data` and writes `crates/understand/data/weights.bin` and its model card.
//!
//! Two stages. First, helpers learn from sets that are not about sentiment in three classes (emotions, irony, offence,
//! emoji, reviews). Then sentiment learns from the posts' features and the helpers' outputs; as all are linear, the
//! helpers are folded into the sentiment's own weights and cost nothing when reading.

mod acts;
mod card;
mod convolve;
mod corpus;
mod data;
mod labels;
mod learn;
mod lexica;
mod pack;
mod score;
mod sets;
mod stages;
mod teacher;
mod travel;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// What to train from and where to.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// The folder with the training data
    #[arg(long, default_value = "../shared/data")]
    data: PathBuf,
    /// Where the weights go
    #[arg(long, default_value = "crates/understand/data/weights.bin")]
    out: PathBuf,
    /// Where the model card goes
    #[arg(long, default_value = "crates/understand/MODEL_CARD.md")]
    card: PathBuf,
    /// Only score the weights that are there
    #[arg(long)]
    score_only: bool,
    /// Only measure anew how the weights that are there err
    #[arg(long, conflicts_with = "score_only")]
    measure_only: bool,
    /// Only join the labels of speech acts with their texts, and show how far the two passes agree
    #[arg(long)]
    labels_only: bool,
}

/// Trains, measures, writes.
///
/// # Errors
/// When the data are not there or the files cannot be written.
pub fn run(options: &Options, root: &Path) -> Result<()> {
    let out = root.join(&options.out);
    let mut data = data::Data::at(&root.join(&options.data))?;
    let labels = labels::read(root, &data)?;
    println!("{}", labels::report(&labels));
    if options.labels_only {
        return Ok(());
    }
    if options.measure_only {
        let file =
            std::fs::read(&out).with_context(|| format!("cannot read `{}`", out.display()))?;
        let mut weights = understand::weights::Weights::decode(&file)?;
        weights.header.confusion = travel::confusion(&data, understand::Reader::of(&file)?)?;
        println!("{:?}", weights.header.confusion);
        std::fs::write(&out, weights.encode()?)
            .with_context(|| format!("cannot write `{}`", out.display()))?;
    } else if !options.score_only {
        let teacher = teacher::Teacher::read(root)?;
        let file = stages::train(&mut data, &labels, &teacher)?;
        std::fs::write(&out, &file).with_context(|| format!("cannot write `{}`", out.display()))?;
        println!("{}: {:.2} MB", out.display(), file.len() as f64 / 1e6);
    }
    let file = std::fs::read(&out).with_context(|| format!("cannot read `{}`", out.display()))?;
    let table = score::table(&data, &labels, &file)?;
    println!("{table}");
    if !options.score_only {
        let header = understand::weights::Weights::header_of(&file)?;
        let path = root.join(&options.card);
        std::fs::write(&path, card::write(&header, &labels::report(&labels), &table))
            .with_context(|| format!("cannot write `{}`", path.display()))?;
    }
    Ok(())
}
