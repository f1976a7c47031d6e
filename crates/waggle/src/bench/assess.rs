//! Assess: a whole assessment with its page, and the time to the first answer of a fresh process.

use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use serde_json::json;

use super::workspace::{self, WATCHES};
use super::{Place, percentile_ms};
use crate::commands;
use crate::commands::bench::Figures;
use crate::memory;
use crate::progress::Progress;

const STARTS: usize = 20;

/// Measures the assessment of `posts` posts in processes of their own, so that memory is what assessing needs.
pub fn run(posts: u64, place: &Place, _progress: Progress) -> Result<Figures> {
    let csv = workspace::csv(posts, place)?;
    let root = workspace::root(place, "assess", WATCHES)?;
    let waggle = std::env::current_exe().context("cannot find this program's own file")?;
    let folder = root.path().to_string_lossy().into_owned();
    let imported = Command::new(&waggle)
        .args(["--quiet", "--workspace", &folder, "import", &csv.to_string_lossy()])
        .output()?;
    ensure!(imported.status.success(), "{}", String::from_utf8_lossy(&imported.stderr));
    let before = memory::peak_mib();
    let start = Instant::now();
    let mut workspace = crate::workspace::Workspace::open(&root)?;
    let assessment =
        commands::assess::assess(&mut workspace, &Default::default(), Progress::new(true))?;
    commands::assess::write(&assessment, root.path())?;
    let seconds = start.elapsed().as_secs_f64();
    let mut starts = Vec::with_capacity(STARTS);
    for _ in 0..STARTS {
        let start = Instant::now();
        let counted = Command::new(&waggle)
            .args(["--quiet", "--workspace", &folder, "search", "battery", "--count"])
            .output()?;
        ensure!(counted.status.success(), "{}", String::from_utf8_lossy(&counted.stderr));
        starts.push(start.elapsed());
    }
    let mut figures = Figures::new();
    let mut put = |name: &str, value| figures.insert(name.to_owned(), value);
    put("assess.posts", json!(assessment.basis.posts));
    put("assess.mentions", json!(assessment.basis.mentions));
    put("assess.seconds", json!(seconds));
    put("assess.posts_per_s", json!(assessment.basis.posts as f64 / seconds));
    put("assess.peak_mib", json!(memory::peak_mib()));
    put("assess.peak_before_mib", json!(before));
    put("start.count_p50_ms", json!(percentile_ms(&mut starts, 0.5)));
    put("start.count_p95_ms", json!(percentile_ms(&mut starts, 0.95)));
    Ok(figures)
}
