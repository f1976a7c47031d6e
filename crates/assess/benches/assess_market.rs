//! How long an assessment takes over generated posts: 100,000, or as many as `ASSESS_POSTS` says.

use std::hint::black_box;

use assess::{AssessmentRequest, Observation, Observed, ObservedError, assess, draws};
use criterion::{Criterion, criterion_group, criterion_main};
use model::{
    Acts, Confusion, Kind, Language, Plan, Quadrant, Quote, Sentiment, Seq, Side, Subject,
    SubjectId, Timestamp, Watch, WatchId, Window, Zone,
};
use rand::{Rng, RngExt};
use rand_distr::{Distribution, Zipf};

const PARTS: usize = 8;
const SUBJECTS: u32 = 5;
const DAYS: i64 = 90;

/// Posts of about 18 words whose frequencies follow Zipf's law, made on the fly.
struct Generated {
    posts: u64,
    words: Vec<String>,
}

impl Generated {
    fn new(posts: u64) -> Self {
        let mut random = draws::stream(1, 1);
        let mut word = || {
            let letters = random.random_range(3..10);
            (0..letters).map(|_| char::from(b'a' + random.random_range(0..26_u8))).collect()
        };
        Self { posts, words: (0..60_000).map(|_| word()).collect() }
    }

    fn visit(&self, number: u64, text: &mut String, visit: &mut dyn FnMut(Observation<'_>)) {
        let mut random = draws::stream(2, number);
        let Ok(law) = Zipf::new(self.words.len() as f64, 1.05) else { return };
        text.clear();
        for place in 0..random.random_range(12..24) {
            let rank = law.sample(&mut random) as usize;
            text.push_str(&self.words[(rank - 1).min(self.words.len() - 1)]);
            text.push_str(if place % 7 == 6 { ", " } else { " " });
        }
        let [a, b] = [random.random::<f32>(), random.random::<f32>()];
        let watches = [WatchId(random.random_range(0..SUBJECTS) + 1)];
        let author = format!("user{}", random.random_range(0..self.posts / 4));
        let reply = random.random_bool(0.3);
        visit(Observation {
            seq: Seq(number),
            key: draws::mix(number),
            parent: reply.then(|| draws::mix(random.random_range(0..self.posts))),
            created_at: Timestamp(
                1_760_000_000 + random.random_range(0..DAYS * Timestamp::DAY_SECS),
            ),
            watches: if random.random_bool(0.9) { &watches } else { &[] },
            network: ["mastodon", "reddit", "bluesky", "rss"][random.random_range(0..4)],
            channel: None,
            author: &author,
            followers: Some(random.random_range(0..10_000)),
            engagement: Some(random.random_range(0..100)),
            language: Language::ENGLISH,
            sentiment: Some(Sentiment {
                negative: a.min(b),
                neutral: (a - b).abs(),
                positive: 1.0 - a.max(b),
            }),
            emotion: None,
            acts: Acts(random.next_u32() as u8 & random.next_u32() as u8 & 127),
            kind: if reply { Kind::Reply } else { Kind::Original },
            side: if random.random_bool(0.03) { Side::Internal } else { Side::External },
            repeat: random.random_bool(0.1),
            spam: None,
            towards: &[],
            title: None,
            text,
        });
    }
}

impl Observed for Generated {
    fn parts(&self) -> usize {
        PARTS
    }

    fn scan(
        &self,
        part: usize,
        _: Window,
        visit: &mut dyn FnMut(Observation<'_>),
    ) -> Result<(), ObservedError> {
        let mut text = String::new();
        for number in (part as u64..self.posts).step_by(PARTS) {
            self.visit(number, &mut text, visit);
        }
        Ok(())
    }

    fn quotes(&self, _: &[Seq]) -> Result<Vec<Quote>, ObservedError> {
        Ok(Vec::new())
    }
}

fn plan() -> Plan {
    let mut plan = Plan::empty("bench", Zone::utc());
    for number in 1..=SUBJECTS {
        plan.subjects.push(Subject {
            id: SubjectId(number),
            name: format!("Subject {number}"),
            quadrant: if number == 1 { Quadrant::Brand } else { Quadrant::Competitors },
            accounts: vec![format!("mastodon:user{number}")],
        });
        plan.watches.push(Watch {
            id: WatchId(number),
            name: format!("w{number}"),
            subject: SubjectId(number),
            query: format!("subject{number}"),
        });
    }
    plan
}

fn bench(criterion: &mut Criterion) {
    let posts = std::env::var("ASSESS_POSTS").ok().and_then(|n| n.parse().ok()).unwrap_or(100_000);
    let (market, plan) = (Generated::new(posts), plan());
    let classifier = Confusion {
        counts: [[500, 150, 50], [100, 700, 100], [50, 150, 600]],
        prior: [0.3, 0.4, 0.3],
        worth: None,
        measured_on: "made up".to_owned(),
    };
    let request = AssessmentRequest {
        plan: &plan,
        classifier: &classifier,
        act_errors: Vec::new(),
        topic_names: Vec::new(),
        gaps: Vec::new(),
        window: None,
        subject: None,
        without_spam: false,
        as_of: Timestamp(1_770_000_000),
        seed: 1,
    };
    let mut group = criterion.benchmark_group("assess");
    group.sample_size(10);
    group.bench_function(format!("{posts} generated posts"), |bencher| {
        bencher.iter(|| {
            let mut steps = |step: assess::Step| {
                if std::env::var_os("ASSESS_STEPS").is_some() {
                    eprintln!("{} {}", step.stage, step.done);
                }
            };
            black_box(assess(&request, &market, &mut steps).is_ok())
        });
    });
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
