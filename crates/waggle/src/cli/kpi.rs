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
    Add(Add),
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

/// Follow a measure
///
/// Measures: customers_talking, positive_feedback, suggestions, share_of_recommendation, share_of_voice, answered_by_customers,
/// answered_by_us, response_time, net_sentiment, declared_reach, query; manual for what is typed in.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  waggle kpi add positive_feedback --target 1000 --by 2026-12-31
  waggle kpi add net_sentiment --query battery --name 'Feeling about batteries'
  waggle kpi add query --query '\"press kit\"' --since 2026-01-01")]
pub struct Add {
    /// What is counted
    pub measure: String,
    /// What it is called [default: the measure's name]
    #[arg(long)]
    pub name: Option<String>,
    /// Whose, by name [default: the brand's]
    #[arg(long)]
    pub subject: Option<String>,
    /// The query that is counted, or that narrows what is counted
    #[arg(long, default_value = "")]
    pub query: String,
    /// First day that counts [default: today]
    #[arg(long, value_name = "DAY")]
    pub since: Option<String>,
    /// Where it stood, in its unit
    #[arg(long)]
    pub baseline: Option<f64>,
    /// Where it shall stand, in its unit
    #[arg(long)]
    pub target: Option<f64>,
    /// Until when
    #[arg(long, value_name = "DAY")]
    pub by: Option<String>,
    /// How often a point is taken: daily, weekly, quarterly [default: as the measure says]
    #[arg(long)]
    pub rhythm: Option<String>,
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
