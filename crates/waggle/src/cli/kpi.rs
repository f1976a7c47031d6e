//! `waggle kpi`: what is measured.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// See the measures, count the live ones, bring in points of the others
#[derive(Debug, Args)]
pub struct Kpi {
    #[command(subcommand)]
    pub verb: KpiVerb,
}

/// What to do with measures.
#[derive(Debug, Subcommand)]
pub enum KpiVerb {
    List(List),
    Refresh(Refresh),
    AddPoints(AddPoints),
}

/// List the measures, where they stand, and their lights
#[derive(Debug, Args)]
pub struct List {
    /// Print as JSON
    #[arg(long)]
    pub json: bool,
}

/// Count the live measures in every period since they began
///
/// A number that changed becomes a new point beside the old one, which stays. What a person typed in is left alone.
#[derive(Debug, Args)]
pub struct Refresh {
    /// Print as JSON
    #[arg(long)]
    pub json: bool,
}

/// Bring in points from a CSV file with the columns measure, from, to, value and source
///
/// `measure` is a number or a name, days are written as 2026-11-27; `to` may be left out for a single day, `source` says
/// where the number comes from. Either all rows are taken, or none.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  waggle kpi add-points revenue.csv
  waggle kpi add-points - < revenue.csv")]
pub struct AddPoints {
    /// The file; - is standard input
    pub file: PathBuf,
    /// Print as JSON
    #[arg(long)]
    pub json: bool,
}
