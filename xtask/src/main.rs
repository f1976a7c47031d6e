//! Chores of the house: `cargo xtask tidy` checks its rules, `cargo xtask train` makes the built-in reading.

use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::{Parser, Subcommand};

mod tidy;
mod train;

/// Chores of the house.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Debug, Subcommand)]
enum Chore {
    /// Check layout, sizes, names, arrows and maps
    Tidy,
    /// Train the built-in reading; writes its weights and its model card
    Train(train::Options),
}

fn main() -> Result<()> {
    match Cli::parse().chore {
        Chore::Tidy => tidy::run(&root()),
        Chore::Train(options) => train::run(&options, &root()),
    }
}

/// The folder that holds the workspace's manifest.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map_or_else(PathBuf::new, Path::to_owned)
}
