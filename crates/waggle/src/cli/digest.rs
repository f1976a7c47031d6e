//! `waggle digest`: what is sent by e-mail.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

/// Send the digests by e-mail: what waits, what moved, how the measures are going, the quarter
///
/// `waggle serve` sends them by itself at the hour that `[mail]` in waggle.toml names. Each goes out once for its day, to
/// those members whose role is sent it and who did not leave it.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  waggle digest send --rhythm weekly --dry-run mails/    writes what would be sent
  waggle digest send --rhythm daily")]
pub struct Digest {
    #[command(subcommand)]
    pub verb: DigestVerb,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum DigestVerb {
    Send(Send),
}

/// Send the digests of one rhythm for today
#[derive(Debug, Args)]
pub struct Send {
    /// Which
    #[arg(long, value_enum)]
    pub rhythm: Rhythm,
    /// Write each mail into this folder instead of sending it; nothing is noted
    #[arg(long, value_name = "DIR")]
    pub dry_run: Option<PathBuf>,
}

/// The three rhythms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Rhythm {
    /// What waits for an answer
    Daily,
    /// What moved, and how the measures are going
    Weekly,
    /// The quarter on one page
    Quarterly,
}

impl From<Rhythm> for model::Rhythm {
    fn from(rhythm: Rhythm) -> Self {
        match rhythm {
            Rhythm::Daily => Self::Daily,
            Rhythm::Weekly => Self::Weekly,
            Rhythm::Quarterly => Self::Quarterly,
        }
    }
}
