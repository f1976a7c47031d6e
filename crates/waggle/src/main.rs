//! Waggle on the command line: listen to what the market says, and assess where a company stands.

use std::process::ExitCode;

use anyhow::Result;
use clap::Parser;

use cli::{Cli, IndexVerb, Verb};
use exit::{Exit, OK, REFUSED};
use progress::Progress;
use workspace::Root;

mod assistant;
mod bench;
mod cli;
mod clock;
mod commands;
mod config;
mod exit;
mod flagged;
mod follow;
mod interrupt;
mod learn;
mod mail;
mod measurer;
mod memory;
mod naming;
mod observe;
mod progress;
mod second_reading;
mod serve;
mod settle;
mod targets;
mod workspace;

/// Posts are many small strings, made on one thread and dropped on another; this allocator is made for that.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = Cli::parse();
    if !matches!(cli.verb, Verb::Serve(_) | Verb::Demo(_)) {
        // Where the reader of our output goes away, as `head` does, we end as other tools do.
        sigpipe::reset();
    }
    match run(&cli) {
        Ok(Exit(status)) => ExitCode::from(status),
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("waggle: {error:#}");
            ExitCode::from(REFUSED.0)
        }
    }
}

fn run(cli: &Cli) -> Result<Exit> {
    let progress = Progress::new(cli.quiet);
    let root = || Root::find(cli.workspace.as_deref());
    match &cli.verb {
        Verb::Demo(args) => commands::demo::run(args, progress),
        Verb::Init(args) => commands::init::run(args, cli.workspace.as_deref()),
        Verb::Import(args) => commands::import::run(args, &root()?, progress),
        Verb::Assess(args) => commands::assess::run(args, &root()?, progress),
        Verb::Serve(args) => commands::serve::run(args, cli.workspace.as_deref(), progress),
        Verb::Search(args) => commands::search::run(args, &root()?, progress),
        Verb::Query(args) => commands::query::run(&args.verb),
        Verb::Read(args) => commands::read::run(args, cli.workspace.as_deref()),
        Verb::Reread(args) => commands::reread::run(args, &root()?, progress),
        Verb::Class(args) => commands::class::run(args, &root()?, progress),
        Verb::Spam(args) => commands::spam::run(args, &root()?, progress),
        Verb::Kpi(args) => commands::kpi::run(args, &root()?, progress),
        Verb::Topics(args) => commands::topics::run(args, &root()?, progress),
        Verb::People(args) => commands::people::run(args, &root()?),
        Verb::Strategy(args) => commands::strategy::run(args, &root()?),
        Verb::Handbook(args) => commands::handbook::run(args, &root()?, progress),
        Verb::Digest(args) => commands::digest::run(args, &root()?, progress),
        Verb::Erase(args) => commands::erase::run(args, &root()?, progress),
        Verb::Index(args) => match args.verb {
            IndexVerb::Rebuild => commands::index::rebuild(&root()?, progress),
        },
        Verb::Status(args) => commands::status::run(args, &root()?),
        Verb::Bench(args) => commands::bench::run(args, progress),
        Verb::Completions(args) => {
            commands::completions::run(args);
            Ok(OK)
        }
    }
}

/// Whether the reader of our output went away, where no signal says so (Windows, and what serves).
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let io = error.chain().filter_map(|cause| cause.downcast_ref::<std::io::Error>());
    io.into_iter().any(|io| io.kind() == std::io::ErrorKind::BrokenPipe)
}
