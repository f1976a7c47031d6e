//! Queries and posts for property tests, from a vocabulary so small that they meet.

use model::{
    Act, Acts, Emotion, Kind, Label, Language, Network, Plan, Quadrant, Side, Subject, SubjectId,
    Timestamp, Watch, WatchId, Words, Zone,
};
use proptest::prelude::*;
use query::ast::{Link, Near, Node, Span, Within};
use query::field::{AuthorName, Field, Has, Moment, Moments, Numbers};
use query::{Atom, Candidate};

const WORDS: &[&str] = &[
    "acme", "delay", "delayed", "delays", "late", "fail", "niño", "nino", "bt", "don't", "👍",
    "👍🏽", "東", "京", "united", "ÉTÉ",
];
const SIGNED: &[&str] = &["#fail", "@united", "#niño", "#BT", "@acme"];
const PATTERNS: &[&str] = &["del*", "dela?s", "de*ed", "ni?o", "#fa*", "@un*d", "niñ*", "un*"];
const EXACT: &[&str] = &["BT", "bt", "Acme", "#Fail", "#BT", "@United", "Niño"];

/// So many cases; failures are told, not kept in files.
pub fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// A span that no test looks at.
fn nowhere() -> Span {
    Span::default()
}

pub fn atom() -> impl Strategy<Value = Atom> {
    let of = |text: &str| Atom::of(text).unwrap();
    prop_oneof![
        6 => prop::sample::select(WORDS).prop_map(of),
        2 => prop::sample::select(SIGNED).prop_map(of),
        2 => prop::sample::select(PATTERNS).prop_map(of),
        1 => prop::sample::select(EXACT).prop_map(|text| Atom::exact(text).unwrap()),
    ]
}

/// Words that are hard to print so that they parse again.
pub fn odd_atom() -> impl Strategy<Value = Atom> {
    let words = &[
        "and",
        "or",
        "not",
        "near",
        "to",
        "e.g",
        "l'or",
        "a:b",
        "צה\"ל",
        "3.14",
        "1️⃣",
        "🇩🇪",
        "👨‍👩‍👧",
        "_x_",
        "@ann@example.org",
        "@bo.example-x.net",
        "カメラ",
        "ß",
        "ﬁn",
        "ॐ",
        "नमस्ते",
        "1,000",
        "x·y",
        "http",
    ][..];
    prop_oneof![
        prop::sample::select(words).prop_map(|text| Atom::of(text).unwrap()),
        prop::sample::select(words).prop_filter_map("emoji have no case", Atom::exact),
        prop::sample::select(&["カメ*", "don'*", "x?", "co-op*", "a:b*", "3.1*", "@bo.ex*"][..])
            .prop_filter_map("one atom", Atom::of),
    ]
}

fn leaf(atoms: BoxedStrategy<Atom>) -> impl Strategy<Value = Node> + Clone {
    prop_oneof![
        3 => atoms.clone().prop_map(|atom| Node::Atom(atom, nowhere())),
        1 => prop::collection::vec(atoms, 2..4).prop_map(|a| Node::Phrase(a, nowhere())),
    ]
}

fn link(part: impl Strategy<Value = Node>) -> impl Strategy<Value = Link> {
    (1..6_u32, any::<bool>(), part).prop_map(|(distance, ordered, part)| Link {
        distance,
        ordered,
        part,
    })
}

fn near(part: impl Strategy<Value = Node> + Clone, links: usize) -> impl Strategy<Value = Node> {
    (part.clone(), prop::collection::vec(link(part), 1..=links))
        .prop_map(|(first, links)| Node::Near(Near { first: Box::new(first), links }))
}

/// What speaks of words alone.
fn worded(atoms: BoxedStrategy<Atom>) -> impl Strategy<Value = Node> + Clone {
    let leaf = leaf(atoms).boxed();
    let either = prop::collection::vec(leaf.clone(), 2..4).prop_map(Node::or).boxed();
    let flat = prop_oneof![3 => leaf.clone(), 1 => either].boxed();
    let pair = near(flat.clone(), 1).boxed();
    let deep = prop_oneof![
        4 => flat.clone(),
        1 => pair.clone(),
        1 => (pair, leaf.clone()).prop_map(|(a, b)| Node::or(vec![a, b])),
    ]
    .boxed();
    let within = (prop::collection::vec(flat, 2..4), 1..6_u32)
        .prop_map(|(parts, distance)| Node::Within(Within { parts, distance }));
    prop_oneof![4 => leaf, 2 => near(deep, 3), 1 => within].boxed()
}

/// Everything, of these atoms.
pub fn node(atoms: BoxedStrategy<Atom>) -> impl Strategy<Value = Node> {
    boolean(prop_oneof![5 => boolean(worded(atoms.clone()).boxed()), 2 => field(atoms)].boxed())
}

fn boolean(leaf: BoxedStrategy<Node>) -> BoxedStrategy<Node> {
    leaf.prop_recursive(3, 12, 3, |inner| {
        let positive = prop::collection::vec(inner.clone(), 1..3);
        let negative = prop::collection::vec(inner.clone(), 0..3);
        prop_oneof![
            prop::collection::vec(inner, 2..4).prop_map(Node::or),
            (positive, negative, any::<bool>()).prop_map(|(mut nodes, negative, last)| {
                let negative: Vec<Node> =
                    negative.into_iter().map(|node| Node::Not(Box::new(node))).collect();
                let at = if last { nodes.len() } else { 0 };
                nodes.splice(at..at, negative);
                Node::and(nodes)
            }),
        ]
    })
    .boxed()
}

fn numbers() -> impl Strategy<Value = Numbers> {
    (prop::option::of(0..50_u64), prop::option::of(0..50_u64))
        .prop_map(|(from, more)| Numbers { from, to: more.map(|more| from.unwrap_or(0) + more) })
}

fn moments() -> impl Strategy<Value = Moments> {
    let day = |day: i8| Moment::Day(jiff::civil::date(2026, 3, day));
    let local = |hour: i8| Moment::Local(jiff::civil::date(2026, 3, 29).at(hour, 30, 0, 0));
    let instant = |secs: i64| Moment::Instant(Timestamp(1_774_700_000 + secs));
    let moment = prop_oneof![
        (1..31_i8).prop_map(day),
        (0..24_i8).prop_map(local),
        (0..200_000_i64).prop_map(instant),
    ];
    let end = prop::option::of(moment);
    (end.clone(), end).prop_filter_map("in order", |(from, to)| {
        let utc = Zone::utc();
        let ordered = from.zip(to).is_none_or(|(a, b)| a.first(&utc) <= b.first(&utc));
        ordered.then_some(Moments { from, to })
    })
}

fn field(atoms: BoxedStrategy<Atom>) -> impl Strategy<Value = Node> {
    let text = |words: &'static [&'static str]| prop::sample::select(words).prop_map(str::to_owned);
    prop_oneof![
        (prop::option::of(network()), text(&["ann", "bö", "an", "x \"y\" \\z"]), any::<bool>())
            .prop_map(|(network, handle, prefix)| {
                Field::Author(AuthorName { network, handle, prefix })
            }),
        network().prop_map(Field::Network),
        text(&["rust", "daily news", "a\"b“c"]).prop_map(Field::Channel),
        prop::sample::select(&["en", "de", "und"][..])
            .prop_map(|tag| Field::Language(Language::from_tag(tag).unwrap())),
        text(&["example.com", "news.example.com"]).prop_map(Field::Site),
        text(&["example", "/a?b=c", "ä"]).prop_map(Field::Url),
        text(&["example.com", "/page"]).prop_map(Field::Links),
        boolean(worded(atoms).boxed()).prop_map(|node| Field::Title(Box::new(node))),
        prop::sample::select(Kind::ALL).prop_map(Field::Kind),
        Just(Field::Repeat),
        prop::sample::select(&Has::ALL[..]).prop_map(Field::Has),
        prop::sample::select(Label::ALL).prop_map(Field::Sentiment),
        prop::sample::select(Emotion::ALL).prop_map(Field::Emotion),
        prop::sample::select(Act::ALL).prop_map(Field::Act),
        prop::sample::select(Side::ALL).prop_map(Field::Side),
        text(&["Forum", "forum"]).prop_map(Field::Source),
        text(&["Acme", "zeta corp"]).prop_map(Field::Subject),
        text(&["acme by name", "Zeta \"the\" watch"]).prop_map(Field::Watch),
        prop::sample::select(Quadrant::ALL).prop_map(Field::Quadrant),
        numbers().prop_map(Field::Followers),
        numbers().prop_map(Field::Engagement),
        moments().prop_map(Field::Created),
    ]
    .prop_map(|field| Node::Field(field, nowhere()))
}

fn network() -> impl Strategy<Value = Network> {
    prop::sample::select(&["mastodon", "reddit"][..]).prop_map(|name| Network::new(name).unwrap())
}

/// A plan with two subjects and these watches, which belong to them in turn.
pub fn plan(queries: &[String]) -> Plan {
    let mut plan = Plan::empty("test", Zone::named("Europe/Berlin").unwrap());
    for (id, name, quadrant) in
        [(1, "Acme", Quadrant::Brand), (2, "Zeta Corp", Quadrant::Competitors)]
    {
        let accounts = Vec::new();
        plan.subjects.push(Subject { id: SubjectId(id), name: name.into(), quadrant, accounts });
    }
    let named = [("Acme by name", "acme"), ("Zeta \"the\" watch", "zeta")];
    let named = named.iter().map(|(name, query)| ((*name).to_owned(), (*query).to_owned()));
    let numbered = queries.iter().enumerate().map(|(n, q)| (format!("watch {n}"), q.clone()));
    for (place, (name, query)) in named.chain(numbered).enumerate() {
        let (id, subject) = (WatchId(place as u32 + 1), SubjectId(place as u32 % 2 + 1));
        plan.watches.push(Watch { id, name, subject, query });
    }
    plan
}

/// A post, owned.
#[derive(Debug, Clone)]
pub struct Said {
    pub title: Option<String>,
    pub text: String,
    words: Words,
    author: &'static str,
    network: &'static str,
    channel: Option<&'static str>,
    language: &'static str,
    url: Option<&'static str>,
    kind: Kind,
    side: Side,
    label: Option<Label>,
    emotion: Option<Emotion>,
    acts: Acts,
    media: bool,
    repeat: bool,
    followers: Option<u64>,
    engagement: Option<u64>,
    created_at: Timestamp,
    watches: Vec<WatchId>,
}

impl Said {
    /// A post that says `text` and has nothing else to it.
    pub fn new(title: Option<&str>, text: &str) -> Self {
        Self {
            title: title.map(str::to_owned),
            text: text.to_owned(),
            words: Words::of(title, text),
            author: "ann",
            network: "mastodon",
            channel: None,
            language: "en",
            url: None,
            kind: Kind::Original,
            side: Side::External,
            label: None,
            emotion: None,
            acts: Acts::NONE,
            media: false,
            repeat: false,
            followers: None,
            engagement: None,
            created_at: Timestamp(1_774_700_000),
            watches: Vec::new(),
        }
    }

    pub fn candidate(&self) -> Candidate<'_> {
        Candidate {
            words: &self.words,
            title: self.title.as_deref(),
            text: &self.text,
            author: self.author,
            author_name: None,
            network: self.network,
            channel: self.channel,
            language: Language::from_tag(self.language).unwrap(),
            url: self.url,
            kind: self.kind,
            side: self.side,
            source: "Forum",
            label: self.label,
            emotion: self.emotion,
            acts: self.acts,
            media: self.media,
            repeat: self.repeat,
            followers: self.followers,
            engagement: self.engagement,
            created_at: self.created_at,
            watches: &self.watches,
        }
    }
}

fn text() -> impl Strategy<Value = String> {
    let spelled = prop_oneof![
        8 => prop::sample::select(WORDS),
        2 => prop::sample::select(SIGNED),
        2 => prop::sample::select(EXACT),
        3 => prop::sample::select(&["x", "y.", "!", "https://shop.Example.com/page", "co-op"][..]),
    ];
    prop::collection::vec(spelled, 0..14).prop_map(|words| words.join(" "))
}

pub fn said() -> impl Strategy<Value = Said> {
    let who = (
        prop::sample::select(&["Ann", "ann", "Bö", "annabel", ""][..]),
        prop::sample::select(&["mastodon", "reddit"][..]),
        prop::option::of(prop::sample::select(&["r/Rust", "rust", "Daily News"][..])),
        prop::option::of(prop::sample::select(
            &[
                "https://example.com/A?b=c",
                "https://a.news.example.com",
                "https://notexample.com/ä",
            ][..],
        )),
    );
    let what = (
        prop::sample::select(Kind::ALL),
        prop::sample::select(Side::ALL),
        prop::option::of(prop::sample::select(Label::ALL)),
        prop::option::of(prop::sample::select(Emotion::ALL)),
        0..128_u8,
        any::<(bool, bool)>(),
    );
    let counts = (
        prop::option::of(0..100_u64),
        prop::option::of(0..100_u64),
        1_774_600_000..1_774_900_000_i64,
        prop::sample::subsequence(vec![WatchId(2), WatchId(1)], 0..3),
        prop::sample::select(&["en", "de", "und"][..]),
    );
    (prop::option::of(text()), text(), who, what, counts).prop_map(
        |(title, text, who, what, counts)| Said {
            author: who.0,
            network: who.1,
            channel: who.2,
            url: who.3,
            kind: what.0,
            side: what.1,
            label: what.2,
            emotion: what.3,
            acts: Acts(what.4),
            media: what.5.0,
            repeat: what.5.1,
            followers: counts.0,
            engagement: counts.1,
            created_at: Timestamp(counts.2),
            watches: counts.3,
            language: counts.4,
            ..Said::new(title.as_deref(), &text)
        },
    )
}
