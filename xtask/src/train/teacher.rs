//! What transformers that were tuned on the same training tweets, and on our labels of questions, think of posts; see
//! `docs/research/understanding.md`. Kept beside the labels, so that training needs no transformer.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use sha2::{Digest, Sha256};

/// Of sentiment: the shares of negative and of positive in 255ths.
const SENTIMENT: &str = "crates/understand/data/labels/teacher.bin";
/// Of posts with a question mark: the probability that they ask in 255ths.
const ASKS: &str = "crates/understand/data/labels/asks.bin";
/// Bytes of a text's hash.
const HASH: usize = 6;

/// The beginning of a text's SHA-256.
pub type Hash = [u8; HASH];

/// Opinions by text.
pub struct Teacher {
    shares: BTreeMap<Hash, [f32; 3]>,
    asks: BTreeMap<Hash, f32>,
}

impl Teacher {
    /// Reads the files of the project at `root`.
    ///
    /// # Errors
    /// When one is not there or was cut.
    pub fn read(root: &Path) -> Result<Self> {
        let share = |byte: u8| f32::from(byte) / 255.0;
        let shares = records::<2>(&root.join(SENTIMENT))?.into_iter().map(|(hash, bytes)| {
            let [negative, positive] = bytes.map(share);
            (hash, [negative, (1.0 - negative - positive).max(0.0), positive])
        });
        let asks = records::<1>(&root.join(ASKS))?;
        let asks = asks.into_iter().map(|(hash, [byte])| (hash, share(byte)));
        Ok(Self { shares: shares.collect(), asks: asks.collect() })
    }

    /// What is thought of the sentiment of a text, if it was asked.
    pub fn sentiment(&self, text: &Hash) -> Option<[f32; 3]> {
        self.shares.get(text).copied()
    }

    /// How probable it is thought that a text asks, if it was asked.
    pub fn asks(&self, text: &Hash) -> Option<f32> {
        self.asks.get(text).copied()
    }
}

/// The hash under which opinions of `text` are kept.
pub fn hash_of(text: &str) -> Hash {
    Sha256::digest(text.trim()).first_chunk().copied().unwrap_or_default()
}

/// Records of a hash and `N` bytes.
fn records<const N: usize>(path: &Path) -> Result<Vec<(Hash, [u8; N])>> {
    let bytes = std::fs::read(path).with_context(|| format!("cannot read `{}`", path.display()))?;
    let records = bytes.chunks_exact(HASH + N);
    ensure!(records.remainder().is_empty(), "`{}` was cut", path.display());
    let parts = |record: &[u8]| Some((*record.first_chunk()?, *record.last_chunk()?));
    Ok(records.filter_map(parts).collect())
}
