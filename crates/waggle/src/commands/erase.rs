//! `waggle erase`: a person's words leave the ledger, the index and the rejects, for good.

use anyhow::{Context, Result};
use ledger::Erased;
use model::{ContactId, PostId};
use serde_json::json;

use crate::cli;
use crate::exit::{Exit, OK};
use crate::follow;
use crate::progress::Progress;
use crate::workspace::{Root, Workspace};

/// Erases a contact; with the words by which rejects may know them.
fn contact(workspace: &Workspace<'_>, id: ContactId) -> Result<(Erased, Vec<String>)> {
    let ledger = workspace.ledger();
    let known = workspace.block_on(ledger.contact(id))?;
    let known =
        known.with_context(|| format!("there is no contact {id}; see its page's address"))?;
    let presences = workspace.block_on(ledger.presences(&[id]))?.remove(&id).unwrap_or_default();
    let handles = presences.into_iter().map(|presence| presence.handle);
    let needles = handles.chain([known.email]).filter(|word| !word.is_empty()).collect();
    let erased = workspace.block_on(ledger.erase_contact(id))?;
    Ok((erased.unwrap_or_default(), needles))
}

/// Erases and says what was removed.
pub fn run(args: &cli::Erase, root: &Root, progress: Progress) -> Result<Exit> {
    let mut workspace = Workspace::open(root)?;
    let _lock = workspace.lock()?;
    let mut index = workspace.index(progress)?;
    let (erased, needles) = match (&args.author, &args.post, args.contact) {
        (Some(author), ..) => {
            let handle = author.split_once(':').map_or(author.as_str(), |(_, handle)| handle);
            let needle = handle.trim().trim_start_matches('@').to_owned();
            (workspace.block_on(workspace.ledger().erase_author(author))?, vec![needle])
        }
        (None, Some(post), _) => {
            let id: PostId = post.parse()?;
            let known = workspace.block_on(workspace.ledger().post_by_id(id))?;
            let needles = known.map(|known| vec![known.post.native_id]).unwrap_or_default();
            (workspace.block_on(workspace.ledger().erase_post(id))?, needles)
        }
        (None, None, Some(number)) => contact(&workspace, ContactId(number))?,
        (None, None, None) => return Ok(OK),
    };
    follow::catch_up(&workspace, &mut index, progress)?;
    let purged = index.purge().context(
        "the ledger has forgotten it, the index not yet; run the same command again, or `waggle index rebuild`",
    )?;
    let needles: Vec<&str> = needles.iter().map(String::as_str).collect();
    let rejects = listen::erase_rejects(&root.rejects_dir(), &needles).context(
        "the ledger and the index have forgotten it, but the rejects could not be rewritten",
    )?;
    if args.json {
        let said = json!({
            "posts": erased.posts, "older_versions": erased.versions, "readings": erased.readings,
            "payloads": erased.payloads, "contacts": erased.contacts, "index_posts": purged.posts, "rejects": rejects,
        });
        println!("{said:#}");
        return Ok(OK);
    }
    println!(
        "erased {} posts with {} older versions, {} readings and {} payloads from the ledger",
        erased.posts, erased.versions, erased.readings, erased.payloads
    );
    if erased.contacts > 0 {
        println!("       {} contacts with all that was noted of them", erased.contacts);
    }
    println!("       {} posts from the index, {rejects} rows from the rejects", purged.posts);
    println!(
        "a later import does not bring them back; reports written before still quote what they quoted"
    );
    Ok(OK)
}
