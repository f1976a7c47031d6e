//! `waggle people import`: contacts from a file into the ledger.

use anyhow::{Context, Result};
use ledger::{CONTACTS_A_CHUNK, Prefer, Upserted};
use serde_json::json;

use crate::cli::people::{Import, People, PeopleVerb};
use crate::clock;
use crate::exit::{Exit, OK, REFUSED};
use crate::workspace::{Root, Workspace};

/// Rejects that are listed.
const LISTED: usize = 10;

/// Does what is asked.
pub fn run(args: &People, root: &Root) -> Result<Exit> {
    match &args.verb {
        PeopleVerb::Import(args) => import(args, root),
    }
}

fn import(args: &Import, root: &Root) -> Result<Exit> {
    let begun = std::time::Instant::now();
    let bytes = std::fs::read(&args.file)
        .with_context(|| format!("`{}` cannot be read", args.file.display()))?;
    let file = listen::read_contacts(&bytes);
    drop(bytes);
    let workspace = Workspace::open(root)?;
    let prefer = if args.prefer_file { Prefer::File } else { Prefer::Known };
    let mut done = Upserted::default();
    for chunk in file.kept.chunks(CONTACTS_A_CHUNK) {
        let ledger = workspace.ledger();
        done += workspace.block_on(ledger.upsert_contacts(chunk, prefer, clock::now()))?;
    }
    let said = format!("{} added, {} changed", done.added, done.changed);
    let noted = workspace.ledger().audit(None, "contacts.imported", &said, clock::now());
    workspace.block_on(noted)?;
    if args.json {
        let rejects = file.rejected.iter().map(|r| json!({ "line": r.line, "reason": r.reason }));
        let said = json!({
            "rows": file.rows, "joined": file.joined, "added": done.added, "changed": done.changed,
            "unchanged": done.unchanged, "refused": done.refused, "accounts_of_others": done.taken,
            "rejected": rejects.collect::<Vec<_>>(),
        });
        println!("{said:#}");
    } else {
        println!(
            "{} rows in {:.1} s: {} contacts added, {} changed, {} as they were, {} kept away, {} not usable",
            file.rows,
            begun.elapsed().as_secs_f64(),
            done.added,
            done.changed,
            done.unchanged,
            done.refused,
            file.rejected.len()
        );
        for reject in file.rejected.iter().take(LISTED) {
            println!("  line {}: {}", reject.line, reject.reason);
        }
    }
    Ok(if file.kept.is_empty() { REFUSED } else { OK })
}
