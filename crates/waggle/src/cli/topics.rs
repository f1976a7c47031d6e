//! `waggle topics` as a user types it.

use clap::Args;

/// List the market's topics, or have an assistant propose names for them
///
/// The assistant is an OpenAI-compatible endpoint of your choice, `[assistant]` in waggle.toml. It gets the phrases of the topics and
/// the figures of the summary, never a post. What is sent is shown beforehand. It counts nothing.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  waggle topics
  waggle topics --suggest                 shows what would be sent, asks, prints what is proposed
  waggle topics --suggest --yes --apply   gives topics that nobody named the proposed names")]
pub struct Topics {
    /// Ask the assistant for names and a summary
    #[arg(long)]
    pub suggest: bool,
    /// Send without asking
    #[arg(long, requires = "suggest")]
    pub yes: bool,
    /// Give the proposed names to topics that no person has named
    #[arg(long, requires = "suggest")]
    pub apply: bool,
    /// Print as JSON
    #[arg(long)]
    pub json: bool,
}
