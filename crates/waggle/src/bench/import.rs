//! Import: a CSV file of generated posts to committed, understood, matched and indexed, beside DuckDB reading the same
//! file and writing Parquet.

use std::fs;
use std::time::Instant;

use anyhow::Result;
use serde_json::json;

use super::workspace::{self, WATCHES};
use super::{Place, duckdb};
use crate::commands::bench::Figures;
use crate::progress::Progress;

/// Reads the CSV with every column as text, as an import that keeps rejects must, and writes Parquet.
const DUCKDB: &str = r"
import duckdb, json, sys, time
start = time.time()
con = duckdb.connect()
con.execute('SET threads TO ' + sys.argv[3])
con.execute('COPY (SELECT * FROM read_csv(?, header=true, all_varchar=true)) TO ' + chr(39) + sys.argv[2] + chr(39) + ' (FORMAT parquet)', [sys.argv[1]])
print(json.dumps({'seconds': time.time() - start, 'version': duckdb.__version__}))
";

/// Measures the import of `posts` posts.
pub fn run(posts: u64, place: &Place, progress: Progress) -> Result<Figures> {
    let csv = workspace::csv(posts, place)?;
    let bytes = fs::metadata(&csv)?.len();
    let root = workspace::root(place, "import", WATCHES)?;
    let start = Instant::now();
    let totals = workspace::import(&root, &csv, progress)?;
    let seconds = start.elapsed().as_secs_f64();
    let mut figures = Figures::new();
    let mut put = |name: &str, value| figures.insert(format!("import.{name}"), value);
    put("posts", json!(totals.added));
    put("rejected", json!(totals.rejected));
    put("watches", json!(WATCHES));
    put("bytes", json!(bytes));
    put("seconds", json!(seconds));
    put("posts_per_s", json!(totals.added as f64 / seconds));
    put("mib_per_s", json!(bytes as f64 / 1_048_576.0 / seconds));
    put("peak_mib", json!(crate::memory::peak_mib()));
    let start = Instant::now();
    let again = workspace::import(&root, &csv, progress)?;
    put("again_seconds", json!(start.elapsed().as_secs_f64()));
    put("again_added", json!(again.added));
    let parquet = place.path().join("posts.parquet");
    let threads = std::thread::available_parallelism().map_or(1, usize::from).to_string();
    let compared =
        duckdb::run(DUCKDB, &[&csv.to_string_lossy(), &parquet.to_string_lossy(), &threads]);
    match compared {
        Ok(said) => {
            let theirs =
                said.get("seconds").and_then(serde_json::Value::as_f64).unwrap_or(f64::NAN);
            put("duckdb_csv_to_parquet_seconds", json!(theirs));
            put("duckdb_version", said.get("version").cloned().unwrap_or_default());
            put("seconds_ratio_to_duckdb", json!(seconds / theirs));
        }
        Err(why) => drop(put("duckdb", json!(why))),
    }
    Ok(figures)
}
