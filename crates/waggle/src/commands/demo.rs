//! `waggle demo`: the whole job on a synthetic market, and how close it came to the planted truth.

mod company;
mod strategy;

use std::fs;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use anyhow::{Context, Result, bail};
use listen::{Chunk, Reject};
use market::{Check, Market, Scale};
use model::{Gap, Timestamp, Totals};

use crate::cli;
use crate::commands::assess;
use crate::exit::{Exit, INTERRUPTED, OK};
use crate::progress::Progress;
use crate::serve::{Place, Server, invite_all_roles};
use crate::settle::{self, Observer, Stream, Work};
use crate::workspace::{CONFIG, Root, Workspace};
use crate::{follow, interrupt, measurer};

/// Says that a folder was made by a demo and may be replaced by the next.
const MARKER: &str = ".waggle-demo";
const CHUNK_POSTS: usize = 2_000;

/// Makes the workspace, runs the job, judges the outcome.
pub fn run(args: &cli::Demo, progress: Progress) -> Result<Exit> {
    let stop = interrupt::flag()?;
    prepare(&args.out)?;
    let root = Root::find(Some(&args.out))?;
    let mut workspace = Workspace::open(&root)?;
    let lock = workspace.lock()?;
    let mut market =
        Market::new(Scale::of(args.posts, last_midnight(crate::clock::now())), args.seed);
    let mut index = workspace.index(progress)?;
    let bar = progress.count("listening to the market", market.size());
    let stream = Stream { work: chunks(&mut market), digest: None, done: Default::default() };
    let totals = settle::run(&workspace, &mut index, stream, stop, &mut Bar(bar.clone()))?;
    follow::catch_up(&workspace, &mut index, progress)?;
    bar.finish_and_clear();
    drop(index);
    if stop.load(std::sync::atomic::Ordering::Relaxed) {
        eprintln!("interrupted; run `waggle demo` again for a whole market");
        return Ok(INTERRUPTED);
    }
    for gap in &market.truth().gaps {
        let gap: &Gap = gap;
        workspace.block_on(workspace.ledger().add_gap(gap))?;
    }
    let assessment = assess::assess(&mut workspace, &assess::Scope::default(), progress)?;
    let (html, json) = assess::write(&assessment, root.path())?;
    print!("{}", report::summary(&assessment));
    print_checks(&market::judge(market.truth(), &assessment));
    println!();
    println!("{} posts are in {}", totals.added, root.path().display());
    println!("the report:    {}", html.display());
    println!("its data:      {}", json.display());
    println!("who is watched: {}", root.path().join(CONFIG).display());
    println!(
        "try:           waggle search -C {} 'act:question AND sentiment:negative'",
        root.path().display()
    );
    let founded = !args.no_company && found(&mut workspace, &assessment, progress)?;
    drop(lock);
    drop(workspace);
    if args.no_serve {
        // Where there are members, `serve` makes no first admin by itself.
        let admin = if founded { format!(" --link {}", strategy::ADMIN) } else { String::new() };
        println!("its application: waggle serve -C {}{admin}", root.path().display());
        return Ok(OK);
    }
    serve(args, &root, progress, stop)
}

/// Fills the application with what the invented company makes of its market: measures, programs, a signed strategy.
/// Answers whether there was enough to found it on.
fn found(
    workspace: &mut Workspace<'_>,
    assessment: &model::Assessment,
    progress: Progress,
) -> Result<bool> {
    if !strategy::has_evidence(assessment) {
        println!(
            "\nNo company is founded: in so small a market nothing differs by more than chance, and without evidence no strategy \
             takes force; take more --posts."
        );
        return Ok(false);
    }
    let made = measurer::with(workspace, assessment.as_of, progress, |workspace, counting| {
        workspace.block_on(company::found(workspace.ledger(), counting, assessment))
    });
    let (strategy, points) = made?;
    println!(
        "\n“{}” is signed and in force: {} SWOT items with evidence, {points} points of its measures counted.",
        strategy.name,
        strategy.swot.len(),
    );
    println!(
        "its handbook:  waggle handbook -C {} --out handbook.pdf",
        workspace.root().path().display()
    );
    Ok(true)
}

/// Serves the demo until Ctrl-C, with a way in for each role.
fn serve(
    args: &cli::Demo,
    root: &Root,
    progress: Progress,
    stop: &'static AtomicBool,
) -> Result<Exit> {
    let place = Place { listen: args.listen, free_port: true, public_url: None, mails: false };
    let server = Server::open(std::slice::from_ref(root), &place, progress)?;
    let url = server.urls().next().unwrap_or_default();
    println!("\nThe application is at {url} until Ctrl-C. Each link gets in once:");
    for invited in server.with(invite_all_roles)?.into_iter().flatten() {
        println!("  {:<12} {}", invited.role.as_str(), invited.link);
    }
    server.run(stop)?;
    Ok(OK)
}

/// An empty folder with the market's `waggle.toml`. Replaces an earlier demo and nothing else.
fn prepare(out: &Path) -> Result<()> {
    if out.exists() {
        let empty = fs::read_dir(out).is_ok_and(|mut entries| entries.next().is_none());
        if !empty && !out.join(MARKER).is_file() {
            bail!(
                "{} holds something that is no demo; name another folder with --out",
                out.display()
            );
        }
        fs::remove_dir_all(out)
            .with_context(|| format!("cannot replace the demo in {}", out.display()))?;
    }
    fs::create_dir_all(out)
        .and_then(|()| {
            fs::write(out.join(MARKER), "made by `waggle demo`, which may replace this folder\n")
        })
        .and_then(|()| fs::write(out.join(CONFIG), market::plan_toml()))
        .with_context(|| format!("cannot make a workspace in {}", out.display()))
}

/// The market ends with the last whole day (UTC), so that a demo looks like this morning's.
fn last_midnight(now: Timestamp) -> Timestamp {
    Timestamp(now.0 - now.0.rem_euclid(Timestamp::DAY_SECS))
}

/// The market's posts in chunks.
pub fn chunks(market: &mut Market) -> impl Iterator<Item = Result<Work>> + Send + '_ {
    (0..).map_while(|number| {
        let posts: Vec<_> = market.by_ref().take(CHUNK_POSTS).collect();
        let rows = posts.len() as u64;
        (rows > 0).then(|| Ok(Work::Made(Chunk { number, posts, rows, ..Chunk::default() })))
    })
}

/// Shows how many posts are in.
pub struct Bar(pub indicatif::ProgressBar);

impl Observer for Bar {
    fn settled(&mut self, totals: &Totals, _bytes_read: u64) {
        self.0.set_position(totals.rows);
    }

    fn rejected(&mut self, _rejects: Vec<Reject>) -> Result<()> {
        Ok(())
    }
}

fn print_checks(checks: &[Check]) {
    let close = checks.iter().filter(|check| check.close).count();
    println!(
        "\nHow close the assessment came to what was planted ({close} of {} close):",
        checks.len()
    );
    for check in checks {
        let sign = if check.close { "✓" } else { "✗" };
        println!("  {sign} {:<44} planted {:<18} found {}", check.what, check.planted, check.found);
    }
    println!("  how each is judged stands in the README of the crate `market`");
}
