//! The second reading: a transformer that the user supplies re-reads the most uncertain posts of an import, as many as its budget
//! allows. Off unless `[reading]` in waggle.toml names a folder and the program was built with the feature.

/// Set in the number of a reading that a transformer made.
pub const BY_TRANSFORMER: u32 = 1 << 31;

/// What is said to those who ask for it without the feature.
#[cfg(not(feature = "transformer"))]
pub const NOT_BUILT_IN: &str = "this waggle was built without transformers; build it with `cargo build --release --features transformer`";

#[cfg(feature = "transformer")]
pub use with::{reread, sentences};
#[cfg(not(feature = "transformer"))]
pub use without::reread;

#[cfg(not(feature = "transformer"))]
mod without {
    use anyhow::Result;
    use model::Seq;

    use crate::progress::Progress;
    use crate::workspace::Workspace;

    /// Says what is missing, where a second reading is asked for.
    pub fn reread(workspace: &Workspace<'_>, _: Seq, _: Progress) -> Result<u64> {
        if workspace.root().config().reading.model.is_some() {
            eprintln!("[reading] in waggle.toml names a model, but {}", super::NOT_BUILT_IN);
        }
        Ok(0)
    }
}

#[cfg(feature = "transformer")]
mod with {
    use std::collections::BinaryHeap;
    use std::path::{Path, PathBuf};
    use std::time::Instant;

    use anyhow::{Context, Result, bail};
    use model::{Reading, Seq, Settled};
    use understand::transformer::{Transformer, together};

    use super::BY_TRANSFORMER;
    use crate::progress::Progress;
    use crate::workspace::{Root, Workspace};

    /// Posts that are read from the ledger at once.
    const STEP: usize = 10_000;
    /// Posts that are computed and committed at once.
    const TURN: usize = 64;
    /// A post whose first label is this much more probable than its second is certain enough.
    const CERTAIN: f32 = 0.5;

    fn open(root: &Root, folder: &Path) -> Result<Transformer> {
        let folder: PathBuf = root.path().join(folder);
        Transformer::open(&folder)
            .with_context(|| format!("[reading] in waggle.toml names {}", folder.display()))
    }

    /// The model for sentences.
    pub fn sentences(root: &Root) -> Result<Transformer> {
        let reading = &root.config().reading;
        match reading.sentences.as_ref().or(reading.model.as_ref()) {
            Some(folder) => open(root, folder),
            None => bail!(
                "name the folder of a model of sentences in waggle.toml: [reading] sentences = \"models/all-MiniLM-L6-v2\""
            ),
        }
    }

    /// How sure the reading is of its label: 0 for not read, 1 for certain.
    fn margin(reading: &Reading) -> f32 {
        let Some(sentiment) = reading.sentiment else { return 0.0 };
        let mut p = sentiment.as_array();
        p.sort_by(f32::total_cmp);
        let [_, second, first] = p;
        first - second
    }

    /// Re-reads the most uncertain of the posts after `since`, within the budget, and keeps what both readings say together.
    /// Answers how many changed.
    pub fn reread(workspace: &Workspace<'_>, since: Seq, progress: Progress) -> Result<u64> {
        let settings = &workspace.root().config().reading;
        let Some(folder) = &settings.model else { return Ok(0) };
        let uncertain = uncertain(workspace, since, settings.budget, &settings.languages)?;
        if uncertain.is_empty() {
            return Ok(0);
        }
        let model = open(workspace.root(), folder)?;
        if !model.classifies() {
            bail!(
                "the model in {} has no classes of sentiment; name it as `sentences`",
                folder.display()
            );
        }
        let start = Instant::now();
        let bar = progress.count("reading uncertain posts again", uncertain.len() as u64);
        let mut changed = 0;
        for seqs in uncertain.chunks(TURN) {
            let posts = workspace.posts(seqs)?;
            let texts: Vec<&str> = posts.iter().map(|settled| settled.post.text.as_str()).collect();
            let read = model.sentiments(&texts)?;
            let again: Vec<(Settled, Reading)> = posts
                .into_iter()
                .zip(read)
                .map(|(settled, sentiment)| {
                    let number = settled.reading.model | BY_TRANSFORMER;
                    let own = settled.reading.sentiment;
                    let both = own.map_or(sentiment, |own| together(own, sentiment));
                    let reading =
                        Reading { model: number, sentiment: Some(both), ..settled.reading.clone() };
                    (settled, reading)
                })
                .collect();
            changed += workspace.block_on(workspace.ledger().reread(&again))?;
            bar.inc(seqs.len() as u64);
        }
        bar.finish_and_clear();
        let seconds = start.elapsed().as_secs_f64().max(1e-9);
        eprintln!(
            "the model in {} read the {} most uncertain posts again (budget {}): {changed} changed, {:.0} posts/s",
            folder.display(),
            uncertain.len(),
            settings.budget,
            uncertain.len() as f64 / seconds
        );
        Ok(changed)
    }

    /// The most uncertain posts in these languages after `since`, the most uncertain first; at most `budget`.
    fn uncertain(
        workspace: &Workspace<'_>,
        since: Seq,
        budget: usize,
        languages: &[String],
    ) -> Result<Vec<Seq>> {
        let head = workspace.head()?;
        let mut kept: BinaryHeap<(u32, Seq)> = BinaryHeap::new();
        let mut after = since;
        while after < head {
            let changes = workspace.changes_after(after, STEP)?;
            if changes.upto <= after {
                break;
            }
            after = changes.upto;
            for settled in &changes.put {
                let Settled { seq, reading, .. } = settled;
                let sure = margin(reading);
                let known = languages.iter().any(|l| l == reading.language.as_str());
                let done = reading.model & BY_TRANSFORMER != 0 || reading.repeat_of.is_some();
                if !known || done || sure >= CERTAIN {
                    continue;
                }
                // The bits of a number from 0 to 1 are in its order.
                kept.push((sure.to_bits(), *seq));
                if kept.len() > budget {
                    kept.pop();
                }
            }
        }
        Ok(kept.into_sorted_vec().into_iter().map(|(_, seq)| seq).collect())
    }
}
