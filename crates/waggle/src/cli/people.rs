//! `waggle people`: whom the company knows.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// Bring in contacts
#[derive(Debug, Args)]
pub struct People {
    #[command(subcommand)]
    pub verb: PeopleVerb,
}

/// What to do with contacts.
#[derive(Debug, Subcommand)]
pub enum PeopleVerb {
    Import(Import),
}

/// Bring in contacts from a table or vCards
///
/// A table names its columns in the first row. Rows with the same e-mail or account are one person, and so are contacts
/// that are here already. Rows that cannot be used are listed and stop nothing.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  waggle people import contacts.csv
  waggle people import --prefer-file crm.csv
  waggle people import address-book.vcf --json")]
pub struct Import {
    /// The file: CSV with any delimiter, or vCards
    pub file: PathBuf,
    /// Where the file and a contact say different things, take what the file says
    #[arg(long)]
    pub prefer_file: bool,
    /// Print as JSON
    #[arg(long)]
    pub json: bool,
}
