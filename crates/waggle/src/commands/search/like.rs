//! `waggle search --like`: posts that mean the same as a text, among the newest that match a query or among some by chance.

use anyhow::Result;
use query::Query;

use crate::cli;
use crate::exit::Exit;
use crate::progress::Progress;
use crate::workspace::Root;

/// Without the feature there is nothing to compare with.
#[cfg(not(feature = "transformer"))]
pub fn run(_: &cli::Search, _: Option<&Query>, _: &Root, _: Progress) -> Result<Exit> {
    anyhow::bail!(crate::second_reading::NOT_BUILT_IN)
}

/// Compares and lists, the most alike first.
#[cfg(feature = "transformer")]
pub fn run(
    args: &cli::Search,
    asked: Option<&Query>,
    root: &Root,
    progress: Progress,
) -> Result<Exit> {
    use std::io::{BufWriter, Write};
    use std::time::Instant;

    let text = args.like.as_deref().unwrap_or_default();
    let model = crate::second_reading::sentences(root)?;
    let mut workspace = crate::workspace::Workspace::open(root)?;
    let searcher = workspace.searcher(progress)?;
    let (posts, of) = candidates(&workspace, &searcher, asked, args.budget)?;
    let start = Instant::now();
    let wanted = model.embed(&[text])?.pop().unwrap_or_default();
    let bar = progress.count("comparing", posts.len() as u64);
    let mut scored = Vec::with_capacity(posts.len());
    for some in posts.chunks(64) {
        let texts: Vec<&str> = some.iter().map(|settled| settled.post.text.as_str()).collect();
        let alike =
            |vector: &Vec<f32>| -> f32 { vector.iter().zip(&wanted).map(|(a, b)| a * b).sum() };
        scored.extend(model.embed(&texts)?.iter().map(alike).zip(some));
        bar.inc(some.len() as u64);
    }
    bar.finish_and_clear();
    let seconds = start.elapsed().as_secs_f64();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.seq.cmp(&b.1.seq)));
    let mut out = BufWriter::new(std::io::stdout().lock());
    for (alike, settled) in scored.iter().take(args.limit) {
        let Some(hit) = searcher.hit_at(settled.seq)? else { continue };
        if args.json {
            let mut said = super::as_json(&hit, workspace.plan());
            if let Some(fields) = said.as_object_mut() {
                fields.insert("alike".to_owned(), serde_json::json!(alike));
            }
            writeln!(out, "{said}")?;
        } else {
            writeln!(out, "{alike:.2} alike")?;
            super::print_hit(&hit, &super::Style::of_terminal(), &mut out)?;
        }
    }
    if !args.json {
        writeln!(
            out,
            "compared {} of {of} posts in {seconds:.1} s ({:.0} posts/s); --budget compares more",
            posts.len(),
            posts.len() as f64 / seconds.max(1e-9)
        )?;
    }
    out.flush()?;
    Ok(crate::exit::OK)
}

/// The posts to compare, and of how many they are a part.
#[cfg(feature = "transformer")]
fn candidates(
    workspace: &crate::workspace::Workspace<'_>,
    searcher: &index::Searcher,
    asked: Option<&Query>,
    budget: usize,
) -> Result<(Vec<model::Settled>, u64)> {
    use index::{Order, Page};
    use model::Seq;

    if let Some(asked) = asked {
        let page = Page { limit: budget, offset: 0, order: Order::Newest };
        let found = searcher.search(asked, &page)?;
        let seqs: Vec<Seq> = found.hits.iter().map(|hit| hit.seq).collect();
        return Ok((workspace.posts(&seqs)?, found.total));
    }
    let counts = workspace.block_on(workspace.ledger().counts())?;
    let head = workspace.head()?;
    // Numbers whose post is gone fall out: some more are drawn than are wanted. Evenly spread numbers are as good as drawn ones,
    // since posts stand in the order in which they came, and the same question has the same answer.
    let share = counts.posts as f64 / head.0.max(1) as f64;
    let wanted = ((budget as f64 / share.max(1e-6)) as u64).clamp(1, head.0.max(1));
    let seqs: Vec<Seq> = (0..wanted)
        .map(|n| Seq(1 + (n as u128 * head.0 as u128 / wanted as u128) as u64))
        .collect();
    let mut posts = workspace.posts(&seqs)?;
    posts.truncate(budget);
    Ok((posts, counts.posts))
}
