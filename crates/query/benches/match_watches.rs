//! How long it takes to find the watches that match a post of 20 words, among 50 and among 5,000.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use model::{Acts, Kind, Language, Plan, Side, SubjectId, Timestamp, Watch, WatchId, Words, Zone};
use query::{Candidate, Matcher, WatchSet, parse};

const COMMON: &[&str] = &[
    "the", "flight", "was", "late", "again", "and", "my", "bag", "is", "still", "in", "city",
    "thanks", "for", "nothing", "how", "long", "does", "it", "take", "to", "get", "a", "refund",
    "service", "phone", "app", "today", "crew", "great",
];

/// A word that nobody says, different for each number, about as frequent as a brand's name.
fn brand(number: usize) -> String {
    format!("brand{}", ["ly", "io", "ex", "ora"].iter().cycle().nth(number).unwrap_or(&""))
        + &number.to_string()
}

/// Watches as people write them: names, topics, nearness, exclusions.
fn plan(watches: usize) -> Plan {
    let mut plan = Plan::empty("bench", Zone::utc());
    for number in 0..watches {
        let (name, other) = (brand(number), brand(number + 1));
        let query = match number % 5 {
            0 => format!("{name} OR #{name} OR @{name}"),
            1 => format!("({name} OR {other}) AND (late OR delay* OR refund) NOT jobs"),
            2 => format!("({name} OR \"{name} service\") NEAR/5 (broken OR slow OR great)"),
            3 => format!("{name} AND lang:en NOT author:{name}"),
            _ => format!("\"{name} phone\" OR ({name} AND app) OR {name}*"),
        };
        let (id, subject) = (WatchId(number as u32), SubjectId(1));
        plan.watches.push(Watch { id, name: format!("watch {number}"), subject, query });
    }
    plan
}

/// Posts of 20 words; each third names one of the brands.
fn posts(watches: usize) -> Vec<(String, Words)> {
    let mut seed = 7_usize;
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    };
    (0..512)
        .map(|post| {
            let mut words: Vec<String> =
                (0..20).map(|_| COMMON[next(COMMON.len())].to_owned()).collect();
            if post % 3 == 0 {
                let place = next(20);
                words[place] = brand(next(watches));
            }
            let text = words.join(" ");
            let words = Words::of(None, &text);
            (text, words)
        })
        .collect()
}

fn candidate<'a>(text: &'a str, words: &'a Words) -> Candidate<'a> {
    Candidate {
        words,
        title: None,
        text,
        author: "ann",
        author_name: None,
        network: "mastodon",
        channel: None,
        language: Language::ENGLISH,
        url: None,
        kind: Kind::Original,
        side: Side::External,
        source: "forum",
        label: None,
        emotion: None,
        acts: Acts::NONE,
        media: false,
        repeat: false,
        followers: None,
        engagement: None,
        created_at: Timestamp(1_774_700_000),
        watches: &[],
    }
}

fn match_watches(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("match_watches");
    group.throughput(Throughput::Elements(512));
    for watches in [50, 5_000] {
        let plan = plan(watches);
        let set =
            WatchSet::new(&plan).unwrap_or_else(|(watch, error)| panic!("watch {watch}: {error}"));
        let posts = posts(watches);
        let mut matching = Vec::new();
        group.bench_function(format!("set of {watches}"), |bench| {
            bench.iter(|| {
                for (text, words) in &posts {
                    set.matching(&candidate(text, words), &mut matching);
                    black_box(&matching);
                }
            });
        });
        if watches > 50 {
            continue;
        }
        let matchers: Vec<Matcher> = plan
            .watches
            .iter()
            .filter_map(|watch| Matcher::new(&parse(&watch.query).ok()?, &plan).ok())
            .collect();
        group.bench_function(format!("{watches} matchers one by one"), |bench| {
            bench.iter(|| {
                for (text, words) in &posts {
                    let post = candidate(text, words);
                    black_box(matchers.iter().filter(|matcher| matcher.matches(&post)).count());
                }
            });
        });
    }
    group.finish();
}

criterion_group!(benches, match_watches);
criterion_main!(benches);
