//! `waggle spam`: posts that look like spam, in groups, each with the reason.

use std::io::{BufWriter, Write};

use anyhow::Result;
use model::{Kind, Seq, Settled};
use rustc_hash::FxHashMap;
use serde_json::json;
use understand::spam::{Passing, Spam, Trace};

use crate::cli;
use crate::exit::{Exit, OK};
use crate::progress::Progress;
use crate::workspace::{Root, Workspace};

/// Posts that are read from the ledger at once.
const STEP: usize = 10_000;
/// Posts shown of each group.
const EXAMPLES: usize = 3;

/// What is kept of a post until all are put in the order of time; about 300 bytes.
struct Kept {
    at: model::Timestamp,
    seq: Seq,
    id: model::PostId,
    author: String,
    repost: bool,
    trace: Trace,
}

/// Looks through the whole workspace.
pub fn run(args: &cli::Spam, root: &Root, progress: Progress) -> Result<Exit> {
    let workspace = Workspace::open(root)?;
    let mut posts = gather(&workspace, progress)?;
    posts.sort_by_key(|post| (post.at, post.seq));
    let mut spam = Spam::new();
    for post in &posts {
        let Kept { at, id, author, repost, trace, .. } = post;
        spam.see(&Passing { id: *id, author, at: *at, repost: *repost, trace });
    }
    let seqs: FxHashMap<_, _> = posts.iter().map(|post| (post.id, post.seq)).collect();
    let flags = spam.finish();
    let flagged: usize = flags.iter().map(|flag| flag.posts.len()).sum();
    let mut out = BufWriter::new(std::io::stdout().lock());
    for flag in flags.iter().take(args.limit) {
        let wanted: Vec<Seq> =
            flag.posts.iter().take(EXAMPLES).filter_map(|id| seqs.get(id).copied()).collect();
        let examples = workspace.posts(&wanted)?;
        if args.json {
            let examples: Vec<_> = examples
                .iter()
                .map(|e| json!({ "id": e.post.id, "url": e.post.url, "text": e.post.text }))
                .collect();
            let said = json!({
                "reason": flag.reason, "sentence": flag.sentence, "posts": flag.posts.len(),
                "authors": flag.authors, "since": flag.span.0.to_string(),
                "until": flag.span.1.to_string(), "examples": examples,
            });
            writeln!(out, "{said}")?;
        } else {
            writeln!(out, "{}", flag.sentence)?;
            for Settled { post, .. } in &examples {
                let place = post.url.clone().unwrap_or_else(|| post.id.to_string());
                writeln!(out, "  {}  {place}", shortened(&post.text))?;
            }
        }
    }
    if !args.json {
        let more = flags.len().saturating_sub(args.limit);
        if more > 0 {
            writeln!(out, "… and {more} more groups (--limit {} shows them)", flags.len())?;
        }
        writeln!(
            out,
            "{flagged} of {} posts look like spam, in {} groups; nothing was removed",
            posts.len(),
            flags.len()
        )?;
    }
    out.flush()?;
    Ok(OK)
}

fn gather(workspace: &Workspace<'_>, progress: Progress) -> Result<Vec<Kept>> {
    let head = workspace.head()?;
    let bar = progress.count("looking for spam", head.0);
    let mut posts = Vec::new();
    let mut after = Seq(0);
    while after < head {
        let changes = workspace.changes_after(after, STEP)?;
        if changes.upto <= after {
            break;
        }
        after = changes.upto;
        bar.set_position(after.0);
        posts.extend(changes.put.into_iter().map(|Settled { seq, post, .. }| Kept {
            at: post.created_at,
            seq,
            id: post.id,
            author: post.author_key().unwrap_or_default(),
            repost: post.kind == Kind::Repost,
            trace: Trace::of(&post.text),
        }));
    }
    bar.finish_and_clear();
    Ok(posts)
}

/// One line of at most 70 characters, without control characters.
fn shortened(text: &str) -> String {
    let line: String =
        text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(70).collect();
    line.trim_end().to_owned()
}
