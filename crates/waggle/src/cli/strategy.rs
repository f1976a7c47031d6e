//! `waggle strategy`: strategies as text that can live in git.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

/// See what a strategy lacks, and keep it as a text in git
#[derive(Debug, Args)]
pub struct Strategy {
    #[command(subcommand)]
    pub verb: StrategyVerb,
}

/// What to do with strategies.
#[derive(Debug, Subcommand)]
pub enum StrategyVerb {
    List(List),
    Lint(Lint),
    Export(Export),
    Import(Import),
}

/// List the strategies, the last changed first
#[derive(Debug, Args)]
pub struct List {
    /// Print as JSON
    #[arg(long)]
    pub json: bool,
}

/// Say what a strategy lacks, and what to do about it
///
/// What blocks stands against every edition. Ends with status 1 while something blocks.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  waggle strategy lint
  waggle strategy lint 'Light for all' --json")]
pub struct Lint {
    /// Its number or name [default: the one in force, else the last changed]
    pub strategy: Option<String>,
    /// Print as JSON
    #[arg(long)]
    pub json: bool,
}

/// Write a strategy as text, with names instead of numbers
///
/// Votes, signatures, addresses, people's terms and who said yes are not in it: they belong to those who gave them.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  waggle strategy export > strategy.toml
  waggle strategy export 2 --format yaml --out strategy.yaml")]
pub struct Export {
    /// Its number or name [default: the one in force, else the last changed]
    pub strategy: Option<String>,
    /// How it is written [default: as the file's name says, else toml]
    #[arg(long, value_enum)]
    pub format: Option<Format>,
    /// Where to [default: standard output]
    #[arg(long, short, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// Make a strategy say what a text says
///
/// Every difference is one edit, under the rules that hold in the application; refused once, nothing is changed. Items of the
/// SWOT whose sentence stays keep their votes and arguments.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  waggle strategy import strategy.toml --into 'Light for all' --dry-run
  waggle strategy import strategy.yaml          begins a new strategy")]
pub struct Import {
    /// The file: TOML or YAML, as its name says
    pub file: PathBuf,
    /// The strategy that is changed, by number or name [default: a new one]
    #[arg(long, value_name = "STRATEGY")]
    pub into: Option<String>,
    /// How it is written [default: as the file's name says]
    #[arg(long, value_enum)]
    pub format: Option<Format>,
    /// Say what would be done, and do nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// How a strategy is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// TOML
    Toml,
    /// YAML
    Yaml,
}
