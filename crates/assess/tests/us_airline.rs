//! The main job on a real market: posts to six airlines in one week of February 2015, read by word lists alone.

use std::collections::HashMap;
use std::path::PathBuf;

use assess::{AssessmentRequest, Observation, Observed, ObservedError, assess};
use model::{
    Act, Acts, Assessment, Confusion, Kind, Language, Network, Plan, PostId, Quadrant, Quote,
    Sentiment, Seq, Side, Subject, SubjectId, Timestamp, Watch, WatchId, Window, Zone,
};

struct Row {
    id: PostId,
    at: Timestamp,
    author: String,
    text: String,
    watches: Vec<WatchId>,
    sentiment: Sentiment,
    repeat: bool,
}

struct Airlines(Vec<Row>);

const AIRLINES: [(&str, &str); 6] = [
    ("United", "united"),
    ("American", "americanair"),
    ("Southwest", "southwestair"),
    ("Delta", "delta"),
    ("US Airways", "usairways"),
    ("Virgin America", "virginamerica"),
];

impl Observed for Airlines {
    fn parts(&self) -> usize {
        3
    }

    fn scan(
        &self,
        part: usize,
        window: Window,
        visit: &mut dyn FnMut(Observation<'_>),
    ) -> Result<(), ObservedError> {
        for (place, row) in self.0.iter().enumerate() {
            if place % 3 != part || !window.contains(row.at) {
                continue;
            }
            visit(Observation {
                seq: Seq(place as u64),
                key: row.id.key(),
                parent: None,
                created_at: row.at,
                watches: &row.watches,
                network: "twitter",
                channel: None,
                author: &row.author,
                followers: None,
                engagement: None,
                language: Language::ENGLISH,
                sentiment: Some(row.sentiment),
                emotion: None,
                acts: if row.text.contains('?') {
                    Acts::NONE.with(Act::Question)
                } else {
                    Acts::NONE
                },
                kind: Kind::Original,
                side: Side::External,
                repeat: row.repeat,
                spam: None,
                towards: &[],
                title: None,
                text: &row.text,
            });
        }
        Ok(())
    }

    fn quotes(&self, seqs: &[Seq]) -> Result<Vec<Quote>, ObservedError> {
        let quote = |seq: &Seq| {
            let row = self.0.get(seq.0 as usize)?;
            Some(Quote {
                id: row.id,
                seq: *seq,
                network: Network::new("twitter").ok()?,
                author: row.author.clone(),
                created_at: row.at,
                text: row.text.clone(),
                url: None,
            })
        };
        Ok(seqs.iter().filter_map(quote).collect())
    }
}

fn plan() -> Plan {
    let mut plan =
        Plan::empty("airlines", Zone::named("America/New_York").unwrap_or_else(|_| Zone::utc()));
    for (number, (name, handle)) in (1..).zip(AIRLINES) {
        plan.subjects.push(Subject {
            id: SubjectId(number),
            name: name.to_owned(),
            quadrant: if number == 1 { Quadrant::Brand } else { Quadrant::Competitors },
            accounts: vec![format!("twitter:{handle}")],
        });
        plan.watches.push(Watch {
            id: WatchId(number),
            name: name.to_owned(),
            subject: SubjectId(number),
            query: if name == "Delta" {
                "@delta OR @jetblue".to_owned()
            } else {
                format!("@{handle}")
            },
        });
    }
    plan
}

fn read() -> Option<Airlines> {
    let data = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data"));
    let mut rows = csv::Reader::from_path(data.join("us_airline/posts.csv")).ok()?;
    let lexicon = std::fs::read_to_string(data.join("lexica/vader_lexicon.txt")).ok()?;
    let valence: HashMap<&str, f64> = lexicon
        .lines()
        .filter_map(|line| {
            let mut cells = line.split('\t');
            Some((cells.next()?, cells.next()?.parse().ok()?))
        })
        .collect();
    let network = Network::new("twitter").ok()?;
    let mut seen = std::collections::HashSet::new();
    let mut posts = Vec::new();
    for row in rows.records().map_while(Result::ok) {
        let (id, text) = (PostId::of(&network, &row[0]), row[3].to_owned());
        let at: jiff::Timestamp = row[1].parse().ok()?;
        let lower = text.to_lowercase();
        let about = (1..).zip(AIRLINES).filter(|(_, (name, handle))| {
            lower.contains(&format!("@{handle}")) || *name == "Delta" && lower.contains("@jetblue")
        });
        let words = lower.split(|c: char| !c.is_alphanumeric() && c != '\'');
        let score: f64 =
            words.filter(|w| *w != "united").filter_map(|word| valence.get(word)).sum();
        let lean = (score / 2.0).tanh() * 0.45;
        posts.push(Row {
            id,
            at: at.into(),
            author: row[2].to_owned(),
            watches: about.map(|(number, _)| WatchId(number)).collect(),
            sentiment: Sentiment {
                negative: (0.3 - lean) as f32,
                neutral: 0.4,
                positive: (0.3 + lean) as f32,
            },
            repeat: !seen.insert(id),
            text,
        });
    }
    Some(Airlines(posts))
}

fn summary(found: &Assessment) -> String {
    let mut text = String::new();
    let mut line = |words: String| text.push_str(&(words + "\n"));
    for view in found.quadrants.iter().flat_map(|quadrant| &quadrant.subjects) {
        let net = view.feeling.net.as_ref().map(|net| (net.value, net.raw, net.interval));
        line(format!("{}: {} mentions, net {net:?}", view.name, view.mentions.n));
        for topic in &view.topics {
            let net = topic.net.as_ref().map_or(f64::NAN, |net| net.value);
            line(format!(
                "  topic {:5} {net:6.2} needs {:4} {} <- {:?}",
                topic.count, topic.needs, topic.name, topic.phrases
            ));
        }
        line(format!("  other {}", view.other));
        for (what, list) in [
            ("phrases", &view.phrases),
            ("frustrations", &view.feeling.frustrations),
            ("excitements", &view.feeling.excitements),
        ] {
            let words: Vec<String> =
                list.iter().map(|p| format!("{} ({}, {:.1})", p.text, p.count, p.z)).collect();
            line(format!("  {what}: {}", words.join("; ")));
        }
        line(format!("  {:?}", view.responsiveness.note));
    }
    for row in found.voice.iter().chain(&found.recommendation) {
        line(format!("{} {} {:?}", row.name, row.count, row.share.value));
    }
    for c in found.comparisons.iter().take(12) {
        line(format!(
            "{} vs {} on {}: {:.2} p {:.4} {:?}",
            c.brand_name, c.competitor_name, c.topic, c.difference, c.p_adjusted, c.verdict
        ));
    }
    for spike in &found.spikes {
        let news: Vec<&str> = spike.news.iter().map(|news| news.text.as_str()).collect();
        line(format!(
            "spike {} {}–{}: {} for {:.0}; {news:?}",
            spike.subject_name, spike.from, spike.to, spike.count, spike.expected.value
        ));
    }
    text
}

#[test]
fn the_report_makes_sense_to_somebody_who_flew_that_week() {
    let Some(airlines) = read() else {
        println!("skipped: ../shared/data is absent");
        return;
    };
    let plan = plan();
    let classifier = Confusion {
        counts: [[500, 250, 250], [150, 600, 250], [80, 220, 700]],
        prior: [0.3, 0.4, 0.3],
        worth: None,
        measured_on: "guessed for this test".to_owned(),
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
        as_of: Timestamp(1_425_000_000),
        seed: 7,
    };
    let found = assess(&request, &airlines, &mut |_| {}).unwrap();
    println!("{}", summary(&found));
    assert_eq!(found.basis.posts, 14_640);
    let names: Vec<String> = found.quadrants[1].subjects[0]
        .topics
        .iter()
        .map(|topic| topic.phrases.join(" ").to_lowercase())
        .collect();
    for word in ["customer service", "cancelled", "bag", "seat"] {
        assert!(names.iter().any(|name| name.contains(word)), "no topic on {word}: {names:#?}");
    }
    assert!((8..=24).contains(&names.len()), "{}", names.len());
    let all: Vec<String> = names.iter().flat_map(|n| n.split(' ').map(str::to_owned)).collect();
    for (_, handle) in AIRLINES {
        assert!(!all.iter().any(|word| word == handle), "a topic is named after {handle}");
    }
}
