//! What a transformer that was tuned on the same training tweets thinks of posts without a label; see
//! `docs/research/understanding.md`. Kept beside the labels, so that training needs no transformer.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use sha2::{Digest, Sha256};

/// Bytes of a text's hash, and bytes behind them: shares of negative and of positive in 255ths.
const HASH: usize = 6;
const RECORD: usize = HASH + 2;

/// Shares of the three classes by text.
pub struct Teacher {
    shares: BTreeMap<[u8; HASH], [f32; 3]>,
}

impl Teacher {
    /// Reads a file of records.
    ///
    /// # Errors
    /// When it is not there or was cut.
    pub fn read(path: &Path) -> Result<Self> {
        let bytes =
            std::fs::read(path).with_context(|| format!("cannot read `{}`", path.display()))?;
        let (records, rest) = bytes.as_chunks::<RECORD>();
        ensure!(rest.is_empty(), "`{}` was cut", path.display());
        let record = |&[a, b, c, d, e, f, negative, positive]: &[u8; RECORD]| {
            let [negative, positive] = [negative, positive].map(|share| f32::from(share) / 255.0);
            ([a, b, c, d, e, f], [negative, (1.0 - negative - positive).max(0.0), positive])
        };
        Ok(Self { shares: records.iter().map(record).collect() })
    }

    /// What the teacher thinks of `text`, if it was asked.
    pub fn thinks(&self, text: &str) -> Option<[f32; 3]> {
        let hash = Sha256::digest(text.trim());
        self.shares.get(hash.first_chunk::<HASH>()?).copied()
    }
}
