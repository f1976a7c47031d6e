//! `waggle completions`: what the shell needs to complete commands.

use clap::CommandFactory;

use crate::cli::{Cli, Completions};

/// Prints the script.
pub fn run(args: &Completions) {
    clap_complete::generate(args.shell, &mut Cli::command(), "waggle", &mut std::io::stdout());
}
