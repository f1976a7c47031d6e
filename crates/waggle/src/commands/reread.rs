//! `waggle reread`: older posts read as new ones are, under the workspace's own layer or a newer built-in model.

use std::sync::atomic::Ordering;

use anyhow::Result;
use model::{Reading, Seq, Settled};
use serde_json::json;
use understand::Scratch;
use understand::adapt;

use crate::cli::reread::Reread;
use crate::exit::{Exit, INTERRUPTED, OK};
use crate::learn::{self, LayeredReader};
use crate::progress::Progress;
use crate::workspace::{Root, Workspace};
use crate::{interrupt, second_reading};

/// Posts a transaction.
const STEP: usize = 5_000;

/// Learns where there is reason to, then reads again what was read otherwise.
pub fn run(args: &Reread, root: &Root, progress: Progress) -> Result<Exit> {
    let stop = interrupt::flag()?;
    let mut workspace = Workspace::open(root)?;
    let _lock = workspace.lock()?;
    let learned = learn::learn_if_due(&workspace)?;
    let number = adapt::number(learned.as_ref());
    let head = workspace.head()?;
    let reader = LayeredReader::under(learned.clone());
    let bar = progress.count("reading again", head.0);
    let (mut read, mut moved, mut after) = (0, 0, Seq(0));
    while !stop.load(Ordering::Relaxed) {
        let range = (after, head);
        let posts = workspace.block_on(workspace.ledger().read_by_others(number, range, STEP))?;
        let Some(last) = posts.last() else { break };
        after = last.seq;
        // What a transformer read stands until the built-in model, or what it learned, is another.
        let by = second_reading::BY_TRANSFORMER;
        let posts = posts.into_iter().filter(|s| s.reading.model != number | by).collect();
        let again = read_all(posts, &reader);
        read += again.len() as u64;
        moved += workspace.block_on(workspace.ledger().reread(&again))?;
        bar.set_position(after.0);
    }
    bar.finish_and_clear();
    drop(workspace.index(progress)?);
    let layer = learned.as_ref().filter(|learned| learned.layer().is_some());
    if args.json {
        let said = json!({
            "read": read, "changed": moved, "layer": layer.is_some(),
            "said": learned.as_ref().map(|learned| &learned.said),
            "corrections": learned.as_ref().map(|learned| learned.corrections),
        });
        println!("{said:#}");
    } else {
        match (layer, &learned) {
            (Some(layer), _) => println!(
                "this workspace's own layer, learned from {} corrections, is on: {}",
                layer.corrections, layer.said
            ),
            (None, Some(learned)) => println!("the built-in reading stands: {}", learned.said),
            (None, None) => println!(
                "the built-in reading stands: from {} corrections of the sentiment on a layer is tried",
                adapt::FEWEST
            ),
        }
        println!(
            "{read} posts were read again, {moved} of them changed; corrections stand as they are"
        );
    }
    Ok(if stop.load(Ordering::Relaxed) { INTERRUPTED } else { OK })
}

/// Reads posts as they would be read if they came now. What they repeat was found among their neighbours and stays.
fn read_all(posts: Vec<Settled>, reader: &LayeredReader) -> Vec<(Settled, Reading)> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let share = posts.len().div_ceil(threads).max(1);
    let read = move |part: Vec<Settled>| {
        let mut scratch = Scratch::default();
        let mut one = |settled: Settled| {
            let mut reading = reader.read(&mut scratch, &settled.post);
            reading.repeat_of = settled.reading.repeat_of;
            (settled, reading)
        };
        part.into_iter().map(&mut one).collect::<Vec<_>>()
    };
    let mut parts = Vec::new();
    let mut posts = posts.into_iter().peekable();
    while posts.peek().is_some() {
        parts.push(posts.by_ref().take(share).collect::<Vec<_>>());
    }
    std::thread::scope(|scope| {
        let parts: Vec<_> = parts.into_iter().map(|part| scope.spawn(move || read(part))).collect();
        let joined = parts
            .into_iter()
            .map(|part| part.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        joined.flatten().collect()
    })
}
