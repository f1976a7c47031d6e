//! Posts and queries that meet often: both are made of a few words.

use model::{
    Acts, Author, Changes, Emotion, Kind, Language, Network, Plan, Post, PostId, Quadrant, Reading,
    Sentiment, Seq, Settled, Side, Source, SourceId, Subject, SubjectId, Timestamp, Watch, WatchId,
    Words, Zone,
};
use proptest::prelude::*;
use query::{Candidate, Matcher};

/// `cases` of a property, or as many as `PROPTEST_CASES` asks for.
pub fn cases(cases: u32) -> ProptestConfig {
    let config = ProptestConfig::default();
    if std::env::var_os("PROPTEST_CASES").is_some() {
        return config;
    }
    ProptestConfig { cases, ..config }
}

/// Two subjects, three watches, two sources.
pub fn plan() -> Plan {
    let subject = |id, name: &str, quadrant| Subject {
        id: SubjectId(id),
        name: name.to_owned(),
        quadrant,
        accounts: Vec::new(),
    };
    let watch = |id, name: &str, subject, query: &str| Watch {
        id: WatchId(id),
        name: name.to_owned(),
        subject: SubjectId(subject),
        query: query.to_owned(),
    };
    let source = |id, name: &str, side| Source {
        id: SourceId(id),
        name: name.to_owned(),
        network: Network::new("csv").unwrap(),
        side,
    };
    Plan {
        workspace: "test".to_owned(),
        zone: Zone::named("Europe/Berlin").unwrap(),
        subjects: vec![
            subject(1, "Brand", Quadrant::Brand),
            subject(2, "Rival", Quadrant::Competitors),
        ],
        watches: vec![
            watch(1, "brand", 1, "alpha"),
            watch(2, "brand service", 1, "alpha NEAR/3 beta"),
            watch(7, "rival", 2, "gamma OR #tag"),
        ],
        sources: vec![source(1, "Export", Side::External), source(2, "Intranet", Side::Internal)],
    }
}

/// A post with this number and text; everything else is plain.
pub fn post(seq: u64, text: &str) -> Settled {
    let network = Network::new("mastodon").unwrap();
    let native_id = seq.to_string();
    Settled {
        seq: Seq(seq),
        version: 1,
        post: Post {
            id: PostId::of(&network, &native_id),
            network,
            native_id,
            source: SourceId(1),
            side: Side::External,
            kind: Kind::Original,
            author: Author { handle: "ann".to_owned(), name: None, followers: None },
            created_at: Timestamp(1_700_000_000 + seq as i64 * 3_600),
            title: None,
            text: text.to_owned(),
            url: None,
            channel: None,
            language: None,
            parent: None,
            thread: None,
            engagement: None,
            reach: None,
            media: false,
            raw: Vec::new(),
        },
        reading: Reading {
            model: 1,
            language: Language::ENGLISH,
            sentiment: None,
            emotion: None,
            acts: Acts::NONE,
            repeat_of: None,
        },
    }
}

/// Changes that only add.
pub fn added(put: Vec<Settled>) -> Changes {
    let upto = put.last().map(|post| post.seq).unwrap_or_default();
    Changes { gone: Vec::new(), put, upto }
}

/// What the matcher says of every post, one by one: their numbers.
pub fn replay(query: &query::Query, plan: &Plan, posts: &[Settled]) -> Vec<Seq> {
    let matcher = Matcher::new(query, plan).unwrap();
    let mut found: Vec<_> = posts
        .iter()
        .filter(|post| {
            let words = Words::of(post.post.title.as_deref(), &post.post.text);
            let source = plan.source(post.post.source).map(|s| s.name.clone()).unwrap_or_default();
            let watches = tags(plan, post);
            matcher.matches(&Candidate::of(&post.post, &post.reading, &words, &source, &watches))
        })
        .map(|post| post.seq)
        .collect();
    found.sort_unstable();
    found
}

/// The watches that match, each asked alone.
pub fn tags(plan: &Plan, post: &Settled) -> Vec<WatchId> {
    let words = Words::of(post.post.title.as_deref(), &post.post.text);
    let source = plan.source(post.post.source).map(|s| s.name.clone()).unwrap_or_default();
    let candidate = Candidate::of(&post.post, &post.reading, &words, &source, &[]);
    let matches = |watch: &&Watch| {
        let query = query::parse(&watch.query).unwrap();
        Matcher::new(&query, plan).unwrap().matches(&candidate)
    };
    plan.watches.iter().filter(matches).map(|watch| watch.id).collect()
}

const WORDS: &[&str] = &[
    "alpha",
    "Alpha",
    "ALPHA",
    "beta",
    "Beta",
    "gamma",
    "alphabet",
    "betas",
    "niño",
    "nino",
    "#tag",
    "tag",
    "#Tägig",
    "@ann",
    "@ann@example.org",
    "👍",
    "👍🏽",
    "東京",
    "don't",
    "http://x.example/Some",
    "www.y.example",
    "WWW.",
    "http://",
    "a",
    "the",
    "straße",
    "STRASSE",
    "x1",
];

prop_compose! {
    fn text()(words in prop::collection::vec((prop::sample::select(WORDS), prop::sample::select(vec![" ", "  ", ", ", "\n", ". ", "-"])), 0..14)) -> String {
        words.into_iter().flat_map(|(word, gap)| [word, gap]).collect()
    }
}

prop_compose! {
    /// A post with number 0.
    pub fn any_post()(
        network in prop::sample::select(vec!["mastodon", "reddit", "csv"]),
        handle in prop::sample::select(vec!["", "ann", "Ann", "@Ann", "anna", "Émile", "émilie", "bo.b"]),
        title in prop::option::of(text()), text in text(),
        url in prop::option::of(prop::sample::select(vec![
            "https://Shop.Example.org/Path?q=1", "http://example.org", "https://me@example.org:80/x", "notexample.org./y", "https://Bücher.example/", "", "mailto:x",
        ])),
        channel in prop::option::of(prop::sample::select(vec!["r/Rust", "/r/rust", "rust", " Rust", "News Ärger", ""])),
        created in prop_oneof![-100_000i64..100_000, 1_761_400_000i64..1_761_500_000, Just(253_402_300_799)],
        numbers in (prop::option::of(0u64..50), prop::option::of(prop_oneof![0u64..5, Just(u64::MAX)])),
        kind in 0usize..6, source in 1u32..4, media in any::<bool>(),
        sentiment in prop::option::of(prop::sample::select(vec![(0.8, 0.1, 0.1), (0.1, 0.8, 0.1), (0.1, 0.1, 0.8), (0.4, 0.2, 0.4)])),
        emotion in prop::option::of(0usize..7), acts in 0u8..128, repeat in any::<bool>(),
        language in prop::sample::select(vec!["en", "de", "und"]),
    ) -> Settled {
        let mut settled = post(0, &text);
        let (post, reading) = (&mut settled.post, &mut settled.reading);
        post.network = Network::new(network).unwrap();
        post.author = Author { handle: handle.to_owned(), name: None, followers: numbers.0 };
        (post.title, post.url, post.channel) = (title, url.map(str::to_owned), channel.map(str::to_owned));
        post.created_at = Timestamp(created);
        post.engagement = numbers.1;
        post.kind = Kind::from_index(kind).unwrap();
        post.source = SourceId(source);
        post.side = if source == 2 { Side::Internal } else { Side::External };
        post.media = media;
        reading.sentiment = sentiment.map(|(negative, neutral, positive)| Sentiment { negative, neutral, positive });
        reading.emotion = emotion.and_then(Emotion::from_index);
        reading.acts = Acts(acts);
        reading.repeat_of = repeat.then_some(post.id);
        reading.language = Language::from_tag(language).unwrap_or(Language::UNDETERMINED);
        settled
    }
}

/// Up to `most` posts, numbered from 1.
pub fn any_posts(most: usize) -> impl Strategy<Value = Vec<Settled>> {
    prop::collection::vec(any_post(), 0..most).prop_map(|mut posts| {
        for (seq, settled) in (1..).zip(&mut posts) {
            settled.seq = Seq(seq);
            settled.post.native_id = seq.to_string();
            settled.post.id = PostId::of(&settled.post.network, &settled.post.native_id);
        }
        posts
    })
}

fn atom() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "alpha", "beta", "gamma", "nino", "niño", "#tag", "tag", "tägig", "@ann", "👍", "👍🏽",
        "東京", "don't", "strasse", "x1", "missing", "al*", "be*", "alph?", "al*t", "alp?*b?t",
        "#ta*", "@an*",
    ])
    .prop_map(str::to_owned)
}

fn leaf() -> impl Strategy<Value = String> {
    let field = prop::sample::select(vec![
        "author:ann",
        "author:an*",
        "author:émile",
        "author:ÉM*",
        "author:mastodon:ann",
        "network:reddit",
        "network:csv",
        "channel:rust",
        "channel:\"news ärger\"",
        "lang:en",
        "lang:de",
        "site:example.org",
        "site:shop.example.org",
        "site:org",
        "site:bücher.example",
        "url:path",
        "url:example",
        "links:some",
        "links:x.example",
        "title:alpha",
        "title:\"alpha beta\"",
        "title:(alpha OR beta)",
        "kind:reply",
        "is:original",
        "is:repost",
        "is:repeat",
        "has:link",
        "has:media",
        "has:hashtag",
        "has:mention",
        "has:title",
        "has:question",
        "sentiment:negative",
        "sentiment:neutral",
        "sentiment:positive",
        "emotion:joy",
        "act:complaint",
        "side:internal",
        "side:external",
        "source:export",
        "source:Intranet",
        "source:nowhere",
        "subject:Brand",
        "subject:rival",
        "watch:\"brand service\"",
        "watch:brand",
        "quadrant:competitors",
        "quadrant:partners",
        "followers:[3 TO 20]",
        "followers:[10 TO *]",
        "followers:[* TO 10]",
        "followers:[60 TO 70]",
        "engagement:[0 TO 2]",
        "engagement:[5 TO *]",
        "created:[1970-01-01 TO 1970-01-01]",
        "created:[2025-10-25 TO 2025-10-26]",
        "created:[1970-01-02 TO *]",
        "created:[* TO 2025-10-26]",
        "created:[9999-01-01 TO *]",
        "created:[1980-01-01 TO 1981-01-01]",
    ])
    .prop_map(str::to_owned);
    let phrase =
        prop::collection::vec(atom(), 2..4).prop_map(|words| format!("\"{}\"", words.join(" ")));
    let within = (prop::collection::vec(atom(), 2..4), 1..6)
        .prop_map(|(words, distance)| format!("\"{}\"~{distance}", words.join(" ")));
    let near = (atom(), atom(), 1..6, any::<bool>()).prop_map(|(a, b, distance, ordered)| {
        format!("({a} NEAR/{distance}{} {b})", if ordered { "f" } else { "" })
    });
    let exact = prop::sample::select(vec!["{ALPHA}", "{Alpha}", "{alpha beta}", "{Tag}", "{Beta}"])
        .prop_map(str::to_owned);
    prop_oneof![4 => atom(), 2 => phrase, 1 => within, 1 => near, 1 => exact, 4 => field]
}

/// The text of a query; a few are refused by the parser.
pub fn any_query() -> impl Strategy<Value = String> {
    leaf().prop_recursive(3, 12, 4, |inner| {
        let some = || prop::collection::vec(inner.clone(), 2..4);
        prop_oneof![
            some().prop_map(|parts| format!("({})", parts.join(" AND "))),
            some().prop_map(|parts| format!("({})", parts.join(" OR "))),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} NOT {b})")),
        ]
    })
}
