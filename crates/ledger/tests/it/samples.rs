//! Posts, readings and databases for the tests.

use std::collections::BTreeMap;
use std::path::PathBuf;

use ledger::{Chunk, Ledger, Options, SourceDraft, WorkspaceId, WorkspaceLedger};
use model::post::Author;
use model::{
    Act, Acts, Aspect, Assessment, Changes, Emotion, Figure, Finding, FindingKey, ItemId, Kind,
    Language, Network, Party, Post, PostId, Quadrant, Reading, Sentiment, Seq, Settled, Side,
    SourceId, Teammate, Timestamp, Unit,
};

/// A kind of database that the suite runs on.
pub trait Backend {
    /// An empty database of its own for one test.
    async fn fresh() -> Fresh;
}

pub struct Sqlite;

impl Backend for Sqlite {
    async fn fresh() -> Fresh {
        Fresh::with(&Options::default()).await
    }
}

/// An empty database with one workspace and one source.
pub struct Fresh {
    pub folder: tempfile::TempDir,
    pub ledger: Ledger,
    pub workspace: WorkspaceLedger,
    pub source: SourceId,
}

impl Fresh {
    pub async fn with(options: &Options) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let ledger = Ledger::create(&folder.path().join("ledger.db"), options).await.unwrap();
        let workspace = ledger.workspace(WorkspaceId::FIRST, [7; 32]).await.unwrap();
        let source = workspace.add_source(&source_draft("export")).await.unwrap();
        Self { folder, ledger, workspace, source }
    }

    pub fn path(&self) -> PathBuf {
        self.folder.path().join("ledger.db")
    }
}

pub const NOW: Timestamp = Timestamp(1_780_000_000);

pub fn network() -> Network {
    Network::new("mastodon").unwrap()
}

pub fn source_draft(name: &str) -> SourceDraft {
    SourceDraft { name: name.to_owned(), network: network(), side: Side::External }
}

pub fn id(native: &str) -> PostId {
    PostId::of(&network(), native)
}

/// A plain post of source 1.
pub fn said(native: &str, handle: &str, text: &str) -> (Post, Reading) {
    let post = Post {
        id: id(native),
        network: network(),
        native_id: native.to_owned(),
        source: SourceId(1),
        side: Side::External,
        kind: Kind::Original,
        author: Author { handle: handle.to_owned(), name: None, followers: None },
        created_at: Timestamp(1_770_000_000),
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
        raw: format!("{native},{handle},{text}").into_bytes(),
    };
    let reading = Reading {
        model: 1,
        language: Language::ENGLISH,
        sentiment: None,
        emotion: None,
        acts: Acts::NONE,
        repeat_of: None,
    };
    (post, reading)
}

/// A post in which every field says something.
pub fn said_in_full(native: &str) -> (Post, Reading) {
    let (post, _) = said(native, "Änn.O'Neill", "two\nlines, \"quotes\" and 👩‍🚀 and \u{0}");
    let post = Post {
        side: Side::Internal,
        kind: Kind::Review,
        author: Author { name: Some("Änn".to_owned()), followers: Some(12), ..post.author },
        created_at: Timestamp(-5),
        title: Some(String::new()),
        url: Some("https://example.org/1".to_owned()),
        channel: Some("r/things".to_owned()),
        language: Language::from_tag("hi-Latn"),
        parent: Some(id("p")),
        thread: Some(id("t")),
        engagement: Some(0),
        reach: Some(u64::from(u32::MAX) + 1),
        media: true,
        raw: b"\xff\xfe\x00not utf-8".to_vec(),
        ..post
    };
    let reading = Reading {
        model: 3,
        language: Language::UNDETERMINED,
        sentiment: Some(Sentiment { negative: 0.1, neutral: 0.7, positive: 0.2 }),
        emotion: Some(Emotion::Surprise),
        acts: Acts::NONE.with(Act::Question).with(Act::PurchaseIntent),
        repeat_of: Some(id("r")),
    };
    (post, reading)
}

pub fn chunk(posts: Vec<(Post, Reading)>) -> Chunk {
    Chunk::of(posts, NOW)
}

/// What the index would hold.
#[derive(Debug, Default, PartialEq)]
pub struct Follower {
    pub at: Seq,
    pub posts: BTreeMap<Seq, Settled>,
}

impl Follower {
    pub fn apply(&mut self, changes: Changes) {
        for gone in &changes.gone {
            self.posts.remove(gone);
        }
        let mut last = self.at;
        for settled in changes.put {
            assert!(settled.seq > last, "ascending and new");
            last = settled.seq;
            self.posts.insert(settled.seq, settled);
        }
        assert!(last <= changes.upto);
        self.at = changes.upto;
    }

    /// Follows in steps of `limit` posts until it stands at the head.
    pub async fn catch_up(&mut self, workspace: &WorkspaceLedger, limit: usize) {
        while self.at < workspace.head().await.unwrap() {
            let changes = workspace.changes_after(self.at, limit).await.unwrap();
            assert!(changes.put.len() <= limit);
            self.apply(changes);
        }
    }

    /// A new one that follows in one step.
    pub async fn at_head(workspace: &WorkspaceLedger) -> Self {
        let mut follower = Self::default();
        follower.apply(workspace.changes_after(Seq(0), usize::MAX).await.unwrap());
        follower
    }
}

/// An assessment with somebody's words and name in it.
pub fn assessment(as_of: Timestamp) -> Assessment {
    let figure = || serde_json::to_value(figure(3.0)).unwrap();
    let hours = vec![vec![0; 24]; 7];
    let voice = serde_json::json!({
        "network": "mastodon", "author": "quxley77", "side": "external", "posts": 3, "followers": null,
        "engagement": 0, "net": null, "score": 1.0, "parts": []
    });
    let lumen = serde_json::json!({
        "id": 1, "name": "Lumen", "quadrant": "brand", "query": "lumen", "mentions": figure(),
        "distinct_mentions": figure(), "people": figure(), "volume": [], "hours": hours, "places": [],
        "topics": [], "other": 0, "phrases": [], "acts": [], "voices": [voice],
        "feeling": {"shares": [], "net": figure(), "not_read": 0, "emotions": [], "frustrations": [], "excitements": []},
        "responsiveness": {"questions": 0, "answered_by_subject": null, "answered_by_anyone": null, "median": null,
            "p90": null, "unanswered_for_weeks": 0, "note": null, "waiting": [{"id": id("quxley77-5"), "seq": 1,
            "network": "mastodon", "author": "quxley77", "created_at": as_of, "text": "zimbalist", "url": null}]}
    });
    let whole = serde_json::json!({
        "format": 1, "workspace": "Lumen", "as_of": as_of, "window": {"since": NOW, "until": NOW.plus_secs(9)},
        "time_zone": "UTC", "basis": {"posts": 9, "mentions": 7, "repeats": 0, "reposts": 0, "internal": 0, "authors": 3,
        "not_read": 0, "languages": [], "networks": [], "kinds": []},
        "quadrants": [{"quadrant": "brand", "subjects": [lumen], "missing": []}], "voice": [], "recommendation": [],
        "comparisons": [], "spikes": [], "inside_outside": null, "gaps": [],
        "classifier": {"counts": [[8, 1, 1], [1, 8, 1], [1, 1, 8]], "prior": [0.3, 0.4, 0.3], "measured_on": "a sample"}
    });
    serde_json::from_value(whole).unwrap()
}

pub fn figure(value: f64) -> Figure {
    Figure {
        value,
        unit: Unit::Posts,
        interval: None,
        raw: None,
        n: 7,
        formula: "posts".to_owned(),
        query: "lumen".to_owned(),
    }
}

/// A fact with posts as examples.
pub fn finding(key: &str, examples: &[&str]) -> Finding {
    Finding {
        key: FindingKey(key.to_owned()),
        quadrant: Quadrant::Brand,
        aspect: Aspect::Sentiment,
        subject: None,
        subject_name: "Lumen".to_owned(),
        says: "Lumen has a net sentiment of 0.1.".to_owned(),
        figure: figure(0.1),
        scatter: None,
        examples: examples.iter().map(|native| id(native)).collect(),
    }
}

/// Somebody on a team.
pub fn mate(id: ItemId, name: &str, party: Party) -> Teammate {
    Teammate {
        id,
        name: name.to_owned(),
        party,
        organisation: String::new(),
        leads: String::new(),
        leads_sections: Vec::new(),
        email: String::new(),
        member: None,
        contact: None,
        invited_at: None,
        accepted_at: None,
        terms: String::new(),
    }
}
