//! How fast rows become posts, on one thread: tables and JSON Lines of about 200 bytes a row.

use std::fmt::Write as _;
use std::hint::black_box;
use std::io::Cursor;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use listen::{Import, ImportOptions, Input};
use model::{Network, Side, Source, SourceId, Timestamp, Zone};

const ROWS: u64 = 20_000;

fn options() -> Option<ImportOptions> {
    let source = Source {
        id: SourceId(1),
        name: "export".to_owned(),
        network: Network::new("twitter").ok()?,
        side: Side::External,
    };
    Some(ImportOptions::new(source, Zone::utc(), Timestamp(1_800_000_000)))
}

fn table() -> String {
    let mut text = "id,created_at,author,text,likes,location,timezone\n".to_owned();
    for n in 0..ROWS {
        let id = 570_306_133_677_760_513 + n;
        let _ = writeln!(
            text,
            "{id},2015-02-24T11:35:{:02}-08:00,traveller{n},\"@Lufttaxi my flight was late again, and nobody told us why. We waited at gate {n} &amp; missed the last train home\",{},Berlin,Central Time (US & Canada)",
            n % 60,
            n % 7
        );
    }
    text
}

fn json_lines() -> String {
    let mut text = String::new();
    for n in 0..ROWS {
        let id = 570_306_133_677_760_513 + n;
        let _ = writeln!(
            text,
            "{{\"id\":\"{id}\",\"created_at\":\"2015-02-24T11:35:{:02}-08:00\",\"user\":{{\"screen_name\":\"traveller{n}\"}},\"text\":\"@Lufttaxi my flight was late again, and nobody told us why. We waited at gate {n}\",\"favorite_count\":{}}}",
            n % 60,
            n % 7
        );
    }
    text
}

fn read(text: &str, options: &ImportOptions) -> usize {
    let input = Input::stream("bench", Cursor::new(text.as_bytes().to_vec()));
    Import::open(input, options).map_or(0, |import| import.flatten().map(|c| c.posts.len()).sum())
}

fn bench(c: &mut Criterion) {
    let Some(options) = options() else { return };
    let mut group = c.benchmark_group("import");
    group.sample_size(10).throughput(Throughput::Elements(ROWS));
    for (name, text) in [("table", table()), ("json_lines", json_lines())] {
        assert_eq!(read(&text, &options) as u64, ROWS, "every row is a post");
        group.bench_function(name, |b| b.iter(|| black_box(read(&text, &options))));
    }
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
