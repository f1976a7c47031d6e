//! How fast posts are taken in, found, counted and scanned. `WAGGLE_BENCH_POSTS` sets how many posts there are
//! (200,000 when it is not set); `WAGGLE_BENCH_DIR` keeps the index there for the next run.

use std::hint::black_box;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group, criterion_main};
use index::{Bucket, Index, Options, Page, Searcher};
use model::{
    Acts, Author, Changes, Emotion, Kind, Language, Network, Plan, Post, PostId, Quadrant, Reading,
    Sentiment, Seq, Settled, Side, Source, SourceId, Subject, SubjectId, Timestamp, Watch, WatchId,
    Window, Zone,
};

const CHUNK: u64 = 25_000;

/// A small, fast and repeatable source of numbers (splitmix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 to below `end`, small numbers far more often, as words are in a language.
    fn rank(&mut self, end: u64) -> u64 {
        let share = (self.roll() >> 11) as f64 / (1u64 << 53) as f64;
        ((end as f64).powf(share) - 1.0) as u64
    }
}

fn plan() -> Plan {
    let mut plan = Plan::empty("bench", Zone::named("Europe/Berlin").unwrap_or(Zone::utc()));
    let network = Network::new("csv");
    plan.sources = network
        .into_iter()
        .map(|network| Source {
            id: SourceId(1),
            name: "export".to_owned(),
            network,
            side: Side::External,
        })
        .collect();
    plan.subjects = (0..5)
        .map(|n| Subject {
            id: SubjectId(n),
            name: format!("s{n}"),
            quadrant: if n == 0 { Quadrant::Brand } else { Quadrant::Competitors },
            accounts: Vec::new(),
        })
        .collect();
    plan.watches = (0..50)
        .map(|n| Watch {
            id: WatchId(n),
            name: format!("watch {n}"),
            subject: SubjectId(n % 5),
            query: format!("w{} OR \"w{} w{}\"", 150 + n * 7, n, n + 1),
        })
        .collect();
    plan
}

fn post(seq: u64, dice: &mut Dice) -> Settled {
    let networks = ["mastodon", "reddit", "bluesky", "x", "hacker_news", "csv"];
    let network = networks.get(dice.rank(6) as usize).copied().unwrap_or("csv");
    let network = Network::new(network).unwrap_or_else(|_| unreachable!());
    let native_id = format!("{seq:x}");
    let mut text = String::with_capacity(140);
    for _ in 0..10 + dice.roll() % 17 {
        text.push_str(&format!("w{} ", dice.rank(200_000)));
    }
    let positive = (dice.roll() % 1_000) as f32 / 1_000.0;
    Settled {
        seq: Seq(seq),
        version: 1,
        post: Post {
            id: PostId::of(&network, &native_id),
            native_id,
            source: SourceId(1),
            side: Side::External,
            kind: Kind::from_index(dice.rank(4) as usize).unwrap_or(Kind::Original),
            author: Author {
                handle: format!("user{}", dice.rank(400_000)),
                name: None,
                followers: Some(dice.rank(100_000)),
            },
            // Two years, in order with some disorder.
            created_at: Timestamp(
                1_600_000_000 + (seq * 6 + dice.roll() % 7_200) as i64 % 63_072_000,
            ),
            title: None,
            text,
            url: Some(format!("https://{network}.example/{seq}")),
            channel: None,
            language: None,
            parent: None,
            thread: None,
            engagement: Some(dice.rank(1_000)),
            reach: None,
            media: dice.roll().is_multiple_of(10),
            raw: Vec::new(),
            network,
        },
        reading: Reading {
            model: 1,
            language: if dice.roll() % 10 < 8 { Language::ENGLISH } else { Language::UNDETERMINED },
            sentiment: Some(Sentiment {
                negative: (1.0 - positive) * 0.7,
                neutral: (1.0 - positive) * 0.3,
                positive,
            }),
            emotion: Emotion::from_index(dice.roll() as usize % 20),
            acts: Acts((dice.roll() & dice.roll() & dice.roll()) as u8 & 127),
            repeat_of: None,
        },
    }
}

/// Processor seconds of this process, all threads; zero where the system does not say.
fn cpu_secs() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(") ").next().unwrap_or_default();
    let ticks = fields.split(' ').skip(11).take(2).filter_map(|n| n.parse::<f64>().ok());
    ticks.sum::<f64>() / 100.0
}

fn fill(index: &mut Index, posts: u64) {
    let mut dice = Dice(7);
    let (mut making, mut applying, mut cpu) = (Duration::ZERO, Duration::ZERO, 0.0);
    let mut seq = 0;
    while seq < posts {
        let start = Instant::now();
        let end = posts.min(seq + CHUNK);
        let put: Vec<_> = (seq + 1..=end).map(|n| post(n, &mut dice)).collect();
        making += start.elapsed();
        let changes = Changes { gone: Vec::new(), put, upto: Seq(end) };
        let (start, before) = (Instant::now(), cpu_secs());
        index.apply(&changes).and_then(|()| index.commit()).unwrap_or_else(|e| panic!("{e}"));
        applying += start.elapsed();
        cpu += cpu_secs() - before;
        seq = end;
    }
    eprintln!(
        "made {posts} posts in {making:.1?}; indexed in {applying:.1?} = {:.0} posts/s, {:.1} µs of processor a post",
        posts as f64 / applying.as_secs_f64(),
        cpu * 1e6 / posts as f64,
    );
}

fn timed<T>(name: &str, runs: u32, mut run: impl FnMut() -> T) {
    let mut times: Vec<_> = (0..runs)
        .map(|_| {
            let start = Instant::now();
            black_box(run());
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    let at = |share: f64| times.get(((times.len() - 1) as f64 * share) as usize).copied();
    eprintln!("{name}: median {:?}, p95 {:?}", at(0.5), at(0.95));
}

fn search_posts(c: &mut Criterion) {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse().ok());
    let posts: u64 = number("WAGGLE_BENCH_POSTS").unwrap_or(200_000);
    let kept = std::env::var_os("WAGGLE_BENCH_DIR").map(PathBuf::from);
    let scratch = tempfile::tempdir().unwrap_or_else(|e| panic!("{e}"));
    let dir = kept.unwrap_or_else(|| scratch.path().to_owned());
    let plan = plan();
    let options = Options::default();
    let mut index = Index::open(&dir, &plan, options).unwrap_or_else(|e| panic!("{e}"));
    if index.upto() == Seq(0) {
        fill(&mut index, posts);
    }
    index.close().unwrap_or_else(|e| panic!("{e}"));
    let size: u64 = std::fs::read_dir(&dir)
        .into_iter()
        .flatten()
        .filter_map(|file| file.ok()?.metadata().ok())
        .map(|meta| meta.len())
        .sum();
    let searcher = Searcher::open(&dir, &plan, options).unwrap_or_else(|e| panic!("{e}"));
    eprintln!(
        "{} posts, {:.0} bytes each on disk",
        searcher.len(),
        size as f64 / searcher.len() as f64
    );

    let query = |text: &str| query::parse(text).unwrap_or_else(|e| panic!("{e}"));
    let pairs: Vec<_> =
        (0..40u32).map(|n| query(&format!("w{} AND w{}", n % 10, 10 + n * 37))).collect();
    let mut turn = pairs.iter().cycle();
    let page = Page::default();
    timed("search: two terms, first page and total", 200, || {
        turn.next().map(|query| searcher.search(query, &page).map(|found| found.total).ok())
    });
    let common = query("w1 AND w2");
    let all = query("lang:en OR lang:und");
    let watch = query("watch:\"watch 20\"");
    let near = query("w100 NEAR/5 w120");
    timed("search: two of the commonest terms", 40, || {
        searcher.search(&common, &page).map(|f| f.total).ok()
    });
    timed("open and count", 20, || {
        let searcher = Searcher::open(&dir, &plan, Options { threads: 1, ..options });
        searcher.ok().and_then(|searcher| searcher.count(&common).ok())
    });
    timed("tally: everything", 20, || searcher.tally_all().map(|days| days.len()).ok());
    timed("tally: two languages", 20, || searcher.tally(&all).map(|days| days.len()).ok());
    timed("tally: one watch", 40, || searcher.tally(&watch).map(|days| days.len()).ok());
    timed("search: near, judged", 5, || searcher.search(&near, &page).map(|f| f.total).ok());
    let before = cpu_secs();
    timed("scan, one thread", 3, || {
        let mut bytes = 0;
        for part in 0..searcher.parts() {
            let _ = searcher.scan(part, Window::ALWAYS, &mut |row| bytes += row.text.len());
        }
        bytes
    });
    let cpu = (cpu_secs() - before) / 3.0;
    eprintln!("scan: {:.2} µs of processor a post", cpu * 1e6 / searcher.len() as f64);

    let mut group = c.benchmark_group("search_posts");
    group
        .sample_size(20)
        .measurement_time(Duration::from_secs(2))
        .warm_up_time(Duration::from_millis(500));
    let mut turn = pairs.iter().cycle();
    group.bench_function("two_terms_first_page_and_total", |b| {
        b.iter(|| turn.next().map(|query| searcher.search(query, &page).map(|f| f.total).ok()));
    });
    group.bench_function("tally_everything", |b| b.iter(|| searcher.tally_all().ok()));
    group.bench_function("tally_one_watch", |b| b.iter(|| searcher.tally(&watch).ok()));
    group.bench_function("histogram_week", |b| {
        b.iter(|| searcher.histogram(&watch, Bucket::Week).ok());
    });
    group.finish();
}

criterion_group!(benches, search_posts);
criterion_main!(benches);
