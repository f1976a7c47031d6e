//! `waggle index rebuild`: the index made again from the ledger.

use anyhow::Result;

use crate::exit::{Exit, OK};
use crate::progress::Progress;
use crate::workspace::{Root, Workspace};

/// Throws the index away and follows the ledger from its beginning.
pub fn rebuild(root: &Root, progress: Progress) -> Result<Exit> {
    let mut workspace = Workspace::open(root)?;
    let _lock = workspace.lock()?;
    workspace.remove_index()?;
    let index = workspace.index(progress)?;
    println!("the index holds {} posts", index.searcher().len());
    Ok(OK)
}
