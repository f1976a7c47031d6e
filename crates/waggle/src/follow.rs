//! Lets the index catch up with the ledger, and with watches that changed.

use anyhow::Result;
use index::{Index, Opened};

use crate::progress::Progress;
use crate::workspace::Workspace;

/// Posts that are read from the ledger at once.
const STEP: usize = 10_000;
/// Posts after which the index commits while it catches up: what a crash would make it do again.
const COMMIT_EVERY: u64 = 200_000;

/// Brings the index up to the ledger's head and its tags up to the plan.
pub fn catch_up(workspace: &Workspace<'_>, index: &mut Index, progress: Progress) -> Result<()> {
    if let Opened::Healed { why, aside } = index.opened() {
        eprintln!("the index is made again from the ledger: {why}");
        for file in aside {
            eprintln!("kept, because it is not ours: {}", file.display());
        }
    }
    follow_ledger(workspace, index, progress)?;
    retag(workspace, index, progress)
}

fn follow_ledger(workspace: &Workspace<'_>, index: &mut Index, progress: Progress) -> Result<()> {
    let head = workspace.head()?;
    if index.upto() >= head {
        return Ok(());
    }
    let start = index.upto();
    let bar = progress.count("indexing", head.0.saturating_sub(start.0));
    let mut committed = start;
    loop {
        let changes = workspace.changes_after(index.upto(), STEP)?;
        if changes.upto <= index.upto() {
            break;
        }
        index.apply(&changes)?;
        bar.set_position(index.upto().0.saturating_sub(start.0));
        if index.upto().0 - committed.0 >= COMMIT_EVERY {
            index.commit()?;
            committed = index.upto();
        }
    }
    index.commit()?;
    bar.finish_and_clear();
    Ok(())
}

/// Tags anew the posts that the old or the new version of a changed watch matches.
fn retag(workspace: &Workspace<'_>, index: &mut Index, progress: Progress) -> Result<()> {
    if !index.retag_plan().is_empty() {
        let seqs = index.posts_to_retag()?;
        let bar = progress.count("tagging with changed watches", seqs.len() as u64);
        for some in seqs.chunks(STEP) {
            index.retag(&workspace.posts(some)?)?;
            bar.inc(some.len() as u64);
        }
        bar.finish_and_clear();
    }
    index.finish_retag();
    index.commit()?;
    Ok(())
}
