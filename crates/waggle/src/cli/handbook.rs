//! `waggle handbook`: the strategy as a document.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// Write the strategy handbook as PDF: goal, research, SWOT, strategy, programs, money, evidence
///
/// The PDF is tagged and archivable (PDF/A-2a, PDF/UA-1). The handbook of an edition is the same each time.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  waggle handbook --out handbook.pdf
  waggle handbook --strategy 'Answered before breakfast' --edition 2 --out edition-2.pdf
  waggle handbook --brief --paper letter --out brief.pdf")]
pub struct Handbook {
    /// Which strategy [default: the one in force]
    #[arg(long, value_name = "NAME")]
    pub strategy: Option<String>,
    /// Which edition [default: the working copy]
    #[arg(long, value_name = "N")]
    pub edition: Option<u32>,
    /// The brief on one page instead
    #[arg(long)]
    pub brief: bool,
    /// The size of the sheet
    #[arg(long, value_enum, default_value = "a4")]
    pub paper: PaperSize,
    /// Where to write it
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
}

/// Sizes of sheets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PaperSize {
    /// 210 × 297 mm
    A4,
    /// 8.5 × 11 inches
    Letter,
}
