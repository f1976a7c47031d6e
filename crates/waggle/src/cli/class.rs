//! The command line of a user's own classes.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// Teach Waggle classes of your own from examples, and read posts with them
///
/// Twenty examples for each class are a beginning, a hundred are plenty. What is learned is kept in the workspace's folder
/// under classes/, with its quality, measured on examples that were held back.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  waggle class train intent --from examples.csv --text message --label intent
  waggle class train leaving --from leaving.txt --background posts.txt
  waggle class test intent --from unseen.tsv
  waggle class read intent 'where is my parcel?'
  waggle class list")]
pub struct Class {
    #[command(subcommand)]
    pub verb: ClassVerb,
}

/// What to do with classes.
#[derive(Debug, Subcommand)]
pub enum ClassVerb {
    Train(Train),
    Test(Test),
    Read(Read),
    List(List),
}

/// Learn classes from labelled examples, and say how well they are told apart
///
/// The file is CSV, TSV or JSON Lines with one example a row. With --background there is one class, called NAME: every row
/// of --from is of it, and every row of --background is not; then plain text files with a line for each post will do, too.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  waggle class train intent --from examples.tsv
  waggle class train intent --from export.jsonl --text body --label topic --json
  waggle class train leaving --from leaving.txt --background posts.txt")]
pub struct Train {
    /// What to call it: letters, digits, - and _
    pub name: String,
    #[command(flatten)]
    pub examples: Examples,
    /// Posts that are not of the class, where there is one class alone
    #[arg(long, value_name = "FILE")]
    pub background: Option<PathBuf>,
    /// Print as JSON
    #[arg(long)]
    pub json: bool,
}

/// Measure classes on labelled examples that they did not learn from
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  waggle class test intent --from unseen.tsv
  waggle class test intent --from unseen.csv --json | jq .macro_f1")]
pub struct Test {
    /// Which classes
    pub name: String,
    #[command(flatten)]
    pub examples: Examples,
    /// Print as JSON
    #[arg(long)]
    pub json: bool,
}

/// Print the class of a text, or of each line of standard input, as JSON lines
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  waggle class read intent 'where is my parcel?'
  waggle class read intent < posts.txt > classes.jsonl")]
pub struct Read {
    /// Which classes
    pub name: String,
    /// Texts to read; none: each line of standard input
    pub texts: Vec<String>,
}

/// List the classes of this workspace with their quality
#[derive(Debug, Args)]
pub struct List {
    /// One JSON object per line
    #[arg(long)]
    pub json: bool,
}

/// Where examples are.
#[derive(Debug, Args)]
pub struct Examples {
    /// CSV, TSV or JSON Lines, by its ending; - is JSON Lines from standard input
    #[arg(long, value_name = "FILE")]
    pub from: PathBuf,
    /// The column with the text [default: text, message, body, content or post]
    #[arg(long, value_name = "COLUMN")]
    pub text: Option<String>,
    /// The column with the class [default: label, class, category or intent]
    #[arg(long, value_name = "COLUMN")]
    pub label: Option<String>,
}
