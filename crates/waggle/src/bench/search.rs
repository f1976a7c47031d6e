//! Search: two-term queries, counts and day × sentiment over posts that only the index holds, beside DuckDB grouping the
//! same rows from Parquet.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use index::{Index, Page, Searcher};
use model::{Changes, Plan, Seq, Settled, Watch, WatchId, Window};
use serde_json::json;
use understand::{Reader, Scratch};

use super::workspace::{self, WATCHES};
use super::{Place, duckdb, percentile_ms};
use crate::commands::bench::Figures;
use crate::progress::Progress;
use crate::workspace::{Root, Workspace};

const BATCH: usize = 20_000;
/// Words as the market's people use them; each pair is a query.
const LEFT: [&str; 8] =
    ["battery", "delivery", "service", "price", "app", "bike", "dealer", "brake"];
const RIGHT: [&str; 5] = ["again", "after", "great", "weeks", "please"];
const AGGREGATES: usize = 20;

const DUCKDB: &str = r"
import duckdb, json, sys, time
con = duckdb.connect()
con.execute('SET threads TO ' + sys.argv[3])
q = chr(39)
con.execute('COPY (SELECT * FROM read_csv(' + q + sys.argv[1] + q + ', header=true)) TO ' + q + sys.argv[2] + q + ' (FORMAT parquet)')
def p95(sql):
    times = []
    for _ in range(20):
        start = time.time(); con.execute(sql).fetchall(); times.append(time.time() - start)
    return sorted(times)[18] * 1000
source = 'read_parquet(' + q + sys.argv[2] + q + ')'
print(json.dumps({
    'all': p95('SELECT day, label, count(*) FROM ' + source + ' GROUP BY ALL'),
    'watch': p95('SELECT day, label, count(*) FROM ' + source + ' WHERE watched GROUP BY ALL'),
    'largest_watch': p95('SELECT day, label, count(*) FROM ' + source + ' WHERE largest GROUP BY ALL'),
    'version': duckdb.__version__}))
";

/// Measures searching `posts` posts.
pub fn run(posts: u64, place: &Place, progress: Progress) -> Result<Figures> {
    let root = Root::find(Some(&place.path().join("search")))
        .or_else(|_| workspace::root(place, "search", WATCHES))?;
    let plan = Workspace::open(&root)?.plan().clone();
    let dir = root.path().join(format!("index-{posts}"));
    let start = Instant::now();
    let searcher = build(&dir, &plan, posts, progress)?;
    let built = start.elapsed().as_secs_f64();
    let mut figures = Figures::new();
    figures.insert("search.posts".to_owned(), json!(searcher.len()));
    figures.insert("search.index_seconds".to_owned(), json!(built));
    let watches = by_size(&searcher, &plan)?;
    let middle = watches.get(watches.len() / 2).context("the plan has no watch")?;
    let largest = watches.last().context("the plan has no watch")?;
    measure(&searcher, &mut figures)?;
    for (name, (watch, mentions)) in [("watch", middle), ("largest_watch", largest)] {
        let mut times = tallies(&searcher, &of_watch(watch)?)?;
        figures.insert(format!("aggregate.{name}_mentions"), json!(mentions));
        figures.insert(format!("aggregate.{name}_p95_ms"), json!(percentile_ms(&mut times, 0.95)));
    }
    compare(&searcher, place, (middle.0.id, largest.0.id), &mut figures)?;
    Ok(figures)
}

/// The index of the market's posts, made when it is not there yet.
fn build(dir: &Path, plan: &Plan, posts: u64, progress: Progress) -> Result<Searcher> {
    let options = index::Options::default();
    if let Ok(searcher) = Searcher::open(dir, plan, options)
        && !searcher.is_empty()
        && searcher.upto().0 >= posts
    {
        return Ok(searcher);
    }
    let mut index = Index::open(dir, plan, options)?;
    let mut market = workspace::market(posts);
    let reader = Reader::built_in();
    let mut scratch = Scratch::default();
    let bar = progress.count("indexing", market.size());
    let mut seq = 0;
    loop {
        let mut put = Vec::with_capacity(BATCH);
        for post in market.by_ref().take(BATCH) {
            let reading =
                reader.read(&mut scratch, post.title.as_deref(), &post.text, post.language);
            seq += 1;
            put.push(Settled { seq: Seq(seq), version: 1, post, reading });
        }
        if put.is_empty() {
            break;
        }
        index.apply(&Changes { gone: Vec::new(), put, upto: Seq(seq) })?;
        bar.set_position(seq);
    }
    index.commit()?;
    bar.finish_and_clear();
    Ok(index.searcher())
}

fn measure(searcher: &Searcher, figures: &mut Figures) -> Result<()> {
    let (mut pages, mut counts) = (Vec::new(), Vec::new());
    let mut matched = 0_u64;
    for (left, right) in LEFT.iter().flat_map(|left| RIGHT.iter().map(move |right| (left, right))) {
        let query = query::parse(&format!("{left} AND {right}"))?;
        let start = Instant::now();
        let found = searcher.search(&query, &Page::default())?;
        pages.push(start.elapsed());
        matched += found.total;
        let start = Instant::now();
        let count = searcher.count(&query)?;
        counts.push(start.elapsed());
        anyhow::ensure!(count == found.total, "search and count disagree on `{query}`");
    }
    let all = query::parse("side:external OR side:internal")?;
    let mut put = |name: &str, value| figures.insert(name.to_owned(), json!(value));
    put("search.queries", pages.len() as f64);
    put("search.mean_matches", matched as f64 / pages.len() as f64);
    put("search.p50_ms", percentile_ms(&mut pages, 0.5));
    put("search.p95_ms", percentile_ms(&mut pages, 0.95));
    put("count.p50_ms", percentile_ms(&mut counts, 0.5));
    put("count.p95_ms", percentile_ms(&mut counts, 0.95));
    put("aggregate.all_p95_ms", percentile_ms(&mut tallies(searcher, &all)?, 0.95));
    Ok(())
}

fn of_watch(watch: &Watch) -> Result<query::Query> {
    Ok(query::parse(&format!("watch:\"{}\"", watch.name))?)
}

/// The watches with their numbers of mentions, the smallest first.
fn by_size<'p>(searcher: &Searcher, plan: &'p Plan) -> Result<Vec<(&'p Watch, u64)>> {
    let count = |watch| Ok((watch, searcher.count(&of_watch(watch)?)?));
    let mut sizes = plan.watches.iter().map(count).collect::<Result<Vec<_>>>()?;
    sizes.sort_by_key(|(_, mentions)| *mentions);
    Ok(sizes)
}

fn tallies(searcher: &Searcher, query: &query::Query) -> Result<Vec<Duration>> {
    let once = |_| {
        let start = Instant::now();
        searcher.tally(query)?;
        Ok(start.elapsed())
    };
    (0..AGGREGATES).map(once).collect()
}

/// Writes day, label and whether two watches match of every post as CSV and lets DuckDB group them from Parquet.
fn compare(
    searcher: &Searcher,
    place: &Place,
    (middle, largest): (WatchId, WatchId),
    figures: &mut Figures,
) -> Result<()> {
    let csv = place.path().join("rows.csv");
    let mut out = BufWriter::new(File::create(&csv)?);
    writeln!(out, "day,label,watched,largest")?;
    let mut failed = None;
    for part in 0..searcher.parts() {
        searcher.scan(part, Window::ALWAYS, &mut |row| {
            let day = row.created_at.0.div_euclid(86_400);
            let label = row.sentiment.map_or(3, |s| s.label().index());
            let (one, most) = (row.watches.contains(&middle), row.watches.contains(&largest));
            failed = failed.take().or(writeln!(out, "{day},{label},{one},{most}").err());
        })?;
    }
    out.flush()?;
    failed.map_or(Ok(()), Err)?;
    let parquet = place.path().join("rows.parquet");
    let threads = std::thread::available_parallelism().map_or(1, usize::from).to_string();
    match duckdb::run(DUCKDB, &[&csv.to_string_lossy(), &parquet.to_string_lossy(), &threads]) {
        Ok(said) => {
            let theirs =
                |name: &str| said.get(name).and_then(serde_json::Value::as_f64).unwrap_or(f64::NAN);
            for name in ["all", "watch", "largest_watch"] {
                let ours = figures.get(&format!("aggregate.{name}_p95_ms"));
                let ours = ours.and_then(serde_json::Value::as_f64).unwrap_or(f64::NAN);
                let ratio = ours / theirs(name);
                figures.insert(format!("duckdb.{name}_p95_ms"), json!(theirs(name)));
                figures.insert(format!("aggregate.{name}_ratio_to_duckdb"), json!(ratio));
            }
        }
        Err(why) => drop(figures.insert("duckdb".to_owned(), json!(why))),
    }
    Ok(())
}
