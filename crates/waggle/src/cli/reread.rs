//! `waggle reread` as a user types it.

use clap::Args;

/// Read older posts again, as new ones are read
///
/// From 200 corrections of the sentiment on, a workspace tries a layer of its own over the built-in reading and keeps it when
/// corrections that it has not seen gain by it. New posts are then read with it; this reads the older ones with it, too, and
/// also brings posts up to a newer built-in model. Corrections stand as they are.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  waggle reread
  waggle reread --json | jq .said")]
pub struct Reread {
    /// Print the outcome as JSON
    #[arg(long)]
    pub json: bool,
}
