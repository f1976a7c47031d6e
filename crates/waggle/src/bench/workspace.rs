//! Workspaces and files for the benchmarks, made by the synthetic market.

use std::fs::{self, File};
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use anyhow::{Context, Result};
use listen::{Import, ImportOptions, Reject};
use market::{Market, Scale};
use model::{Timestamp, Totals};

use super::{Place, SEED};
use crate::progress::Progress;
use crate::settle::{self, Observer, Stream};
use crate::workspace::{CONFIG, Root, Workspace};

/// Watches of a benchmark's workspace: the market's own and as many more as it takes.
pub const WATCHES: usize = 50;
/// The end of the market; fixed, so that the posts are the same on every day.
const UNTIL: Timestamp = Timestamp(1_790_000_000);

/// The market of a benchmark.
pub fn market(posts: u64) -> Market {
    Market::new(Scale::of(posts, UNTIL), SEED)
}

/// A CSV file with `posts` posts; made when it is not there yet.
pub fn csv(posts: u64, place: &Place) -> Result<PathBuf> {
    let path = place.path().join(format!("market-{posts}.csv"));
    if !path.is_file() {
        let part = path.with_extension("part");
        let mut market = market(posts);
        let said = std::iter::from_fn(|| market.next_said());
        let file = BufWriter::new(File::create(&part)?);
        market::write_csv(file, said).context("cannot write the posts")?;
        fs::rename(&part, &path)?;
    }
    Ok(path)
}

/// An empty workspace called `name` with `watches` watches.
pub fn root(place: &Place, name: &str, watches: usize) -> Result<Root> {
    let dir = place.fresh(name)?;
    fs::write(dir.join(CONFIG), plan(watches))?;
    Root::find(Some(&dir))
}

/// The market's plan with watches added until there are `watches`: pairs of words, phrases and prefixes as people
/// write them.
fn plan(watches: usize) -> String {
    let mut text = market::plan_toml();
    let have = text.matches("[[watch]]").count();
    let subject = text.split("[[subject]]").nth(1).and_then(|s| s.split("name = ").nth(1));
    let subject = subject.and_then(|s| s.lines().next()).unwrap_or("\"\"").to_owned();
    let topics = [
        "battery", "delivery", "dealer", "app", "price", "brake", "service", "colour", "warranty",
        "repair",
    ];
    let moods =
        ["broken OR defekt", "slow OR late", "love OR great", "\"out of stock\"", "recommend*"];
    let pairs = topics.iter().flat_map(|topic| moods.iter().map(move |mood| (topic, mood)));
    for (number, (topic, mood)) in (have..watches).zip(pairs) {
        let watch = format!(
            "\n[[watch]]\nname = \"bench {number}\"\nsubject = {subject}\nquery = '''{topic} AND ({mood})'''\n"
        );
        text.push_str(&watch);
    }
    text
}

/// Imports a file as `waggle import` does; rejects are only counted.
pub fn import(root: &Root, csv: &Path, progress: Progress) -> Result<Totals> {
    let mut workspace = Workspace::open(root)?;
    let source = workspace.plan().sources.first().cloned().context("the plan names no source")?;
    let options = ImportOptions::new(source, workspace.plan().zone.clone(), crate::clock::now());
    let import = Import::open_file(csv, &options)?;
    let bar = progress.bytes("importing", import.total_bytes());
    let work = settle::rows_of(import);
    let mut index = workspace.index(progress)?;
    let stream = Stream { work, digest: None, done: Default::default() };
    let mut counting = Counting(bar);
    let totals =
        settle::run(&workspace, &mut index, stream, &AtomicBool::new(false), &mut counting)?;
    counting.0.finish_and_clear();
    Ok(totals)
}

struct Counting(indicatif::ProgressBar);

impl Observer for Counting {
    fn settled(&mut self, _totals: &Totals, bytes_read: u64) {
        self.0.set_position(bytes_read);
    }

    fn rejected(&mut self, _rejects: Vec<Reject>) -> Result<()> {
        Ok(())
    }
}
