//! What `waggle bench` measures, and where it keeps what it measures on.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Result;

pub mod assess;
pub mod duckdb;
pub mod handbook;
pub mod import;
pub mod search;
pub mod understand;
pub mod workspace;

/// The seed of all benchmarks.
pub const SEED: u64 = 1;

/// A folder for generated posts: kept when the user named it, removed otherwise.
pub struct Place {
    dir: PathBuf,
    temporary: bool,
}

impl Place {
    /// In `dir`, or in a new folder among the system's temporary ones.
    pub fn new(dir: Option<&Path>) -> Result<Self> {
        let temporary = dir.is_none();
        let dir = dir.map_or_else(
            || std::env::temp_dir().join(format!("waggle-bench-{}", std::process::id())),
            Path::to_owned,
        );
        fs::create_dir_all(&dir)?;
        Ok(Self { dir, temporary })
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        &self.dir
    }

    /// A fresh folder in it.
    pub fn fresh(&self, name: &str) -> Result<PathBuf> {
        let dir = self.dir.join(name);
        if dir.exists() {
            fs::remove_dir_all(&dir)?;
        }
        fs::create_dir_all(&dir)?;
        Ok(dir)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if self.temporary {
            // Nothing depends on it; what stays lies among temporary files.
            let _ = fs::remove_dir_all(&self.dir);
        }
    }
}

/// The value below which `share` of the sorted `times` lie (nearest rank), in milliseconds.
pub fn percentile_ms(times: &mut [Duration], share: f64) -> f64 {
    times.sort_unstable();
    let rank = (share * times.len() as f64).ceil() as usize;
    times.get(rank.saturating_sub(1)).map_or(0.0, |time| time.as_secs_f64() * 1e3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_by_nearest_rank() {
        let mut times: Vec<_> = (1..=20).rev().map(Duration::from_millis).collect();
        assert!((percentile_ms(&mut times, 0.95) - 19.0).abs() < 1e-9);
        assert!((percentile_ms(&mut times, 0.5) - 10.0).abs() < 1e-9);
        assert_eq!(percentile_ms(&mut [], 0.5), 0.0);
    }
}
