//! Measures what the ledger costs a post: settling new ones, settling them again, following, reading back. Run with
//! `cargo bench -p ledger -- [POSTS] [POSTS A CHUNK] [only]`; `only` stops after the first settling.

use std::time::Instant;

use ledger::{Chunk, Ledger, Options, SourceDraft, WorkspaceId};
use model::post::Author;
use model::{
    Act, Acts, Emotion, Kind, Language, Network, Post, PostId, Reading, Sentiment, Seq, Side,
    SourceId, Timestamp,
};

/// A post of about 300 bytes of text, with a payload of about 600, unlike its neighbours.
fn post(number: u64, network: &Network, source: SourceId) -> (Post, Reading) {
    let mut state = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut word = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        format!("{:x}", state >> 44)
    };
    let text = (0..50).map(|_| word()).collect::<Vec<_>>().join(" ");
    let native_id = format!("10{number:012}");
    let handle = format!("someone{}", number % 50_000);
    let raw = format!(
        "{{\"id\":\"{native_id}\",\"created_at\":\"2026-03-01T10:00:00.000Z\",\"visibility\":\"public\",\"language\":\
         \"en\",\"url\":\"https://example.org/@{handle}/{native_id}\",\"replies_count\":0,\"reblogs_count\":1,\
         \"content\":\"<p>{text}</p>\",\"account\":{{\"acct\":\"{handle}\",\"followers_count\":231}}}}"
    );
    let post = Post {
        id: PostId::of(network, &native_id),
        url: Some(format!("https://example.org/@{handle}/{native_id}")),
        native_id,
        network: network.clone(),
        source,
        side: Side::External,
        kind: Kind::Original,
        author: Author { name: Some(format!("Someone {number}")), handle, followers: Some(231) },
        created_at: Timestamp(1_770_000_000 + number as i64),
        title: None,
        text,
        channel: None,
        language: Some(Language::ENGLISH),
        parent: None,
        thread: None,
        engagement: Some(number % 17),
        reach: None,
        media: number.is_multiple_of(5),
        raw: raw.into_bytes(),
    };
    let reading = Reading {
        model: 1,
        language: Language::ENGLISH,
        sentiment: Some(Sentiment { negative: 0.1, neutral: 0.3, positive: 0.6 }),
        emotion: Some(Emotion::Joy),
        acts: Acts::NONE.with(Act::Praise),
        repeat_of: None,
    };
    (post, reading)
}

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let mut numbers = std::env::args().filter_map(|argument| argument.parse::<u64>().ok());
    let posts = numbers.next().unwrap_or(200_000);
    let chunk = numbers.next().unwrap_or(2_000);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let only = std::env::args().any(|argument| argument == "only");
    runtime.block_on(run(posts, chunk, only))
}

async fn run(posts: u64, chunk: u64, only: bool) -> Result<(), Failure> {
    let network = Network::new("mastodon")?;
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("ledger.db");
    let ledger = Ledger::create(&path, &Options::default()).await?;
    let workspace = ledger.workspace(WorkspaceId::FIRST, [7; 32]).await?;
    let draft =
        SourceDraft { name: "bench".to_owned(), network: network.clone(), side: Side::External };
    let source = workspace.add_source(&draft).await?;
    let bytes: usize = (0..1_000).map(|n| post(n, &network, source).0.text.len()).sum();
    println!("{posts} posts of {} bytes, {chunk} a chunk", bytes / 1_000);

    for what in ["settle", "settle again"] {
        let mut seconds = 0.0;
        let mut slowest = 0.0_f64;
        let (mut step, mut step_seconds) = (0, 0.0);
        for first in (0..posts).step_by(chunk as usize) {
            let batch =
                (first..posts.min(first + chunk)).map(|n| post(n, &network, source)).collect();
            let begun = Instant::now();
            workspace.settle(Chunk::of(batch, Timestamp(0))).await?;
            let took = begun.elapsed().as_secs_f64();
            slowest = slowest.max(took);
            seconds += took;
            step_seconds += took;
            if first + chunk >= step + 1_000_000 {
                step += 1_000_000;
                println!("  {what}: {step} at {:.0} posts/s", 1e6 / step_seconds);
                step_seconds = 0.0;
            }
        }
        print_rate(what, posts, seconds);
        println!("  slowest chunk {:.1} ms", slowest * 1e3);
        if only {
            return Ok(());
        }
    }

    let begun = Instant::now();
    let mut at = Seq(0);
    loop {
        let changes = workspace.changes_after(at, 5_000).await?;
        if changes.is_empty() {
            break;
        }
        at = changes.upto;
    }
    print_rate("follow", posts, begun.elapsed().as_secs_f64());
    let begun = Instant::now();
    let seqs: Vec<Seq> = (0..posts.min(20_000)).map(|n| Seq(1 + n * 7_919 % posts)).collect();
    let found = workspace.posts(&seqs).await?.len() as u64;
    print_rate("read at random", found, begun.elapsed().as_secs_f64());
    let begun = Instant::now();
    let erased = workspace.erase_author("mastodon:someone77").await?;
    println!("erase {} posts: {:.2} s", erased.posts, begun.elapsed().as_secs_f64());
    ledger.close().await;
    let size = std::fs::metadata(&path)?.len();
    println!("file: {} bytes a post", size / posts);
    Ok(())
}

fn print_rate(what: &str, posts: u64, seconds: f64) {
    println!("{what}: {:.0} posts/s", posts as f64 / seconds);
}
