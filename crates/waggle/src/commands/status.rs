//! `waggle status`: what the workspace holds.

use anyhow::Result;
use serde_json::json;

use crate::cli;
use crate::exit::{Exit, OK};
use crate::workspace::{Root, Workspace};

/// Prints counts; changes nothing but the plan.
pub fn run(args: &cli::Status, root: &Root) -> Result<Exit> {
    let workspace = Workspace::open(root)?;
    let counts = workspace.block_on(workspace.ledger().counts())?;
    let head = workspace.head()?;
    let indexed = workspace.indexed()?;
    let plan = workspace.plan();
    if args.json {
        let status = json!({
            "workspace": plan.workspace, "folder": root.path(), "posts": counts.posts,
            "older_versions": counts.versions, "erased": counts.erased, "subjects": plan.subjects.len(),
            "watches": plan.watches.len(), "sources": plan.sources.len(), "ledger_head": head,
            "indexed_up_to": indexed,
        });
        println!("{status:#}");
        return Ok(OK);
    }
    println!("{} in {}", plan.workspace, root.path().display());
    println!(
        "{:>10} posts, {} older versions, {} erased",
        counts.posts, counts.versions, counts.erased
    );
    println!(
        "{:>10} subjects, {} watches, {} sources",
        plan.subjects.len(),
        plan.watches.len(),
        plan.sources.len()
    );
    match indexed {
        Some(upto) if upto >= head => println!("{:>10} the index is up to date", ""),
        _ => println!("{:>10} the index is behind; the next search brings it up", ""),
    }
    Ok(OK)
}
