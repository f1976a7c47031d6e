//! A workspace of five posts, served to a test.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, RwLock};

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use http_body_util::BodyExt as _;
use index::Index;
use ledger::{
    Chunk, Draft, Ledger, NewMember, SourceDraft, SubjectDraft, WatchDraft, WorkspaceId,
    WorkspaceLedger,
};
use model::{
    Author, Kind, Network, Plan, Post, PostId, Quadrant, Role, Side, SourceId, Timestamp, Totals,
    Zone,
};
use tempfile::TempDir;
use tokio::sync::watch;
use tower::ServiceExt as _;
use understand::{Reader, Scratch};
use web::house::Answer;
use web::{
    App, Assessed, House, HouseError, Import, ImportJob, Options, Snapshot, Upload, WatchChange,
};

/// The moment of every test: 2026-11-22T12:00:00Z.
pub const NOW: Timestamp = Timestamp(1_795_348_800);

/// Handle and words of each post, newest first; invented.
pub const SAID: [(&str, &str); 5] = [
    ("ann", "Does anyone know how to replace the battery of my Lumen lamp?"),
    (
        "bob",
        "The new Lumen lamp broke after two days and support does not answer, terrible service",
    ),
    ("cem", "I love my Lumen lamp, best purchase of the year, thank you Lumen team!"),
    (
        "<script>alert(1)</script>",
        "Lumen <b>lamps</b> & <img src=x onerror=alert(1)> where can I buy one?",
    ),
    ("lumen", "Our new Lumen lamp is out. Questions? Ask us."),
];

/// A house over an index in memory.
pub struct TestHouse {
    index: Arc<Mutex<Index>>,
    ledger: WorkspaceLedger,
    snapshot: Arc<RwLock<Arc<Snapshot>>>,
    version: watch::Sender<u64>,
    uploads: PathBuf,
    asked: Arc<Asked>,
    clock: Arc<AtomicI64>,
}

/// What pages asked of the house.
#[derive(Debug, Default)]
pub struct Asked {
    pub watches: Mutex<Vec<WatchChange>>,
    pub imports: Mutex<Vec<Upload>>,
}

impl House for TestHouse {
    fn now(&self) -> Timestamp {
        Timestamp(self.clock.load(Ordering::Relaxed))
    }

    fn snapshot(&self) -> Arc<Snapshot> {
        Arc::clone(&self.snapshot.read().unwrap())
    }

    fn changes(&self) -> watch::Receiver<u64> {
        self.version.subscribe()
    }

    fn follow(&self) -> Answer<()> {
        let (index, ledger) = (Arc::clone(&self.index), self.ledger.clone());
        let snapshot = Arc::clone(&self.snapshot);
        Box::pin(async move {
            let upto = index.lock().unwrap().upto();
            let changes = ledger.changes_after(upto, 10_000).await.unwrap();
            let mut index = index.lock().unwrap();
            index.apply(&changes).unwrap();
            index.commit().unwrap();
            let mut place = snapshot.write().unwrap();
            let version = place.version + 1;
            let searcher = index.searcher();
            *place = Arc::new(Snapshot { searcher, version, ..Snapshot::clone(&place) });
            Ok(())
        })
    }

    fn save_watch(&self, change: WatchChange) -> Answer<()> {
        self.asked.watches.lock().unwrap().push(change);
        Box::pin(async { Ok(()) })
    }

    fn uploads(&self) -> PathBuf {
        self.uploads.clone()
    }

    fn preview(&self, upload: &Upload) -> Result<listen::Preview, HouseError> {
        let refused = |why: String| HouseError::Refused(why);
        let plan = Arc::clone(&self.snapshot().plan);
        let mut options =
            listen::ImportOptions::new(plan.sources[0].clone(), plan.zone.clone(), NOW);
        let mapping = listen::Mapping::parse(&upload.map);
        options.mapping = mapping.map_err(|error| refused(error.to_string()))?;
        let import = listen::Import::open_file(&upload.path, &options);
        Ok(import.map_err(|error| refused(error.to_string()))?.preview().clone())
    }

    fn import(&self, upload: Upload) -> Result<ImportJob, HouseError> {
        self.asked.imports.lock().unwrap().push(upload);
        Ok(ImportJob(1))
    }

    fn imports(&self) -> Vec<(ImportJob, Import)> {
        let imports = self.asked.imports.lock().unwrap();
        let import = |upload: &Upload| Import {
            name: upload.name.clone(),
            bytes: (50, Some(100)),
            totals: Totals {
                rows: 1_200,
                added: 1_000,
                unchanged: 150,
                rejected: 50,
                ..Totals::default()
            },
            reasons: vec![(4, "`<b>` is no date".to_owned())],
            started_at: NOW.plus_secs(-2),
            done: None,
        };
        imports.iter().map(|upload| (ImportJob(1), import(upload))).collect()
    }
}

/// The application, and a way to ask it.
pub struct TestApp {
    pub app: App,
    pub asked: Arc<Asked>,
    clock: Arc<AtomicI64>,
    router: Router,
    _folder: TempDir,
}

/// What was answered.
pub struct Answered {
    pub status: StatusCode,
    pub location: String,
    pub cookie: String,
    pub headers: HeaderMap,
    pub text: String,
    /// How much was sent.
    pub bytes: usize,
}

impl TestApp {
    /// With [`SAID`] in it and one member of each role.
    pub async fn start() -> Self {
        Self::start_at("http://127.0.0.1:7070").await
    }

    /// The same at another address.
    pub async fn start_at(public_url: &str) -> Self {
        Self::start_with(Options { public_url: public_url.to_owned(), oidc: None }).await
    }

    /// The same, served in another way.
    pub async fn start_with(options: Options) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let ledger = Ledger::create(&folder.path().join("ledger.db"), &ledger::Options::default())
            .await
            .unwrap();
        let ledger = ledger.workspace(WorkspaceId::FIRST, [7; 32]).await.unwrap();
        let plan = ledger.apply_plan(&draft()).await.unwrap();
        let chunk = Chunk::of(posts(), NOW);
        ledger.settle(chunk).await.unwrap();
        for role in Role::ALL {
            let email = format!("{}@example.org", role.as_str());
            let new = NewMember { email, name: role.as_str().to_owned(), role: *role };
            ledger.add_member(&new, NOW).await.unwrap();
        }
        let index = Index::in_memory(&plan, index::Options { threads: 1, memory_mib: 15 }).unwrap();
        let asked = Arc::default();
        let house = house(index, &ledger, plan, folder.path(), &asked);
        let clock = Arc::clone(&house.clock);
        house.follow().await.unwrap();
        let app = App::new(Arc::new(house), ledger, options).with_local_webhooks();
        Self { router: app.clone().router(), app, asked, clock, _folder: folder }
    }

    /// From now on it is `moment`.
    pub fn at(&self, moment: Timestamp) {
        self.clock.store(moment.0, Ordering::Relaxed);
    }

    /// A session of the member in `role`, as the value of a cookie.
    pub async fn session(&self, role: Role) -> String {
        let email = format!("{}@example.org", role.as_str());
        let member = self.app.ledger.member_by_email(&email).await.unwrap().unwrap();
        let cookie = web::auth::token::open_session(&self.app, member.id, &HeaderMap::new()).await;
        cookie.unwrap().to_str().unwrap().split(';').next().unwrap().to_owned()
    }

    /// Asks as a browser of ours would.
    pub async fn ask(&self, method: Method, path: &str, cookie: &str, body: &str) -> Answered {
        self.ask_from(method, path, cookie, body, "same-origin").await
    }

    /// Asks as a page of `site` would make a browser ask.
    pub async fn ask_from(
        &self,
        method: Method,
        path: &str,
        cookie: &str,
        body: &str,
        site: &str,
    ) -> Answered {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("sec-fetch-site", site)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::COOKIE, cookie)
            .body(Body::from(body.to_owned()))
            .unwrap();
        self.send(request).await
    }

    /// Uploads `text` as the file `name`.
    pub async fn upload(&self, cookie: &str, name: &str, text: &str) -> Answered {
        let body = format!(
            "--xyz\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n{text}\r\n--xyz--\r\n"
        );
        let request = Request::builder()
            .method(Method::POST)
            .uri("/listen/import")
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=xyz")
            .header(header::COOKIE, cookie)
            .body(Body::from(body))
            .unwrap();
        self.send(request).await
    }

    /// Sends a form of another kind.
    pub async fn ask_as(&self, path: &str, cookie: &str, body: &str, kind: &str) -> Answered {
        let request = Request::builder()
            .method(Method::POST)
            .uri(path)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, kind)
            .header(header::COOKIE, cookie)
            .body(Body::from(body.to_owned()))
            .unwrap();
        self.send(request).await
    }

    /// Asks as it stands.
    pub async fn send(&self, mut request: Request<Body>) -> Answered {
        let from: SocketAddr = "127.0.0.1:50000".parse().unwrap();
        request.extensions_mut().insert(ConnectInfo(from));
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let text = |name| {
            let value =
                parts.headers.get(name).and_then(|v: &axum::http::HeaderValue| v.to_str().ok());
            value.unwrap_or_default().to_owned()
        };
        let stream = text(header::CONTENT_TYPE).starts_with("text/event-stream");
        let bytes =
            if stream { Default::default() } else { body.collect().await.unwrap().to_bytes() };
        Answered {
            status: parts.status,
            location: text(header::LOCATION),
            cookie: text(header::SET_COOKIE).split(';').next().unwrap_or_default().to_owned(),
            text: String::from_utf8_lossy(&bytes).into_owned(),
            bytes: bytes.len(),
            headers: parts.headers,
        }
    }

    /// Reads a page that must be there.
    pub async fn page(&self, path: &str, cookie: &str) -> String {
        let answered = self.ask(Method::GET, path, cookie, "").await;
        assert_eq!(answered.status, StatusCode::OK, "{path}: {}", answered.text);
        answered.text
    }

    /// Lets `handle` say something more, below the post `parent`, an hour after the others.
    pub async fn say(&self, handle: &str, native: &str, text: &str, parent: Option<PostId>) {
        let (post, reading) = said(handle, text, NOW.plus_secs(-60));
        let kind = if parent.is_some() { Kind::Reply } else { Kind::Original };
        let id = PostId::of(&post.network, native);
        let post = Post { id, native_id: native.to_owned(), parent, kind, ..post };
        let settled = Chunk::of(vec![(post, reading)], NOW);
        self.app.ledger.settle(settled).await.unwrap();
        self.app.house.follow().await.unwrap();
    }

    /// The id of the post that `handle` wrote.
    pub fn post_of(handle: &str) -> PostId {
        PostId::of(&Network::new("mastodon").unwrap(), handle)
    }

    /// How many posts match.
    pub fn count(&self, query: &str) -> u64 {
        self.app.snapshot().searcher.count(&query::parse(query).unwrap()).unwrap()
    }
}

fn house(
    index: Index,
    ledger: &WorkspaceLedger,
    plan: Plan,
    folder: &Path,
    asked: &Arc<Asked>,
) -> TestHouse {
    let sample = report::sample();
    let assessed = Assessed {
        figures: sample.clone().without_words(),
        week: sample.clone(),
        week_before: sample.clone(),
        whole: sample,
        moves: (Vec::new(), 3),
    };
    let snapshot = Snapshot {
        plan: Arc::new(plan),
        searcher: index.searcher(),
        assessed: Some(Arc::new(assessed)),
        version: 1,
        busy: String::new(),
    };
    TestHouse {
        index: Arc::new(Mutex::new(index)),
        ledger: ledger.clone(),
        snapshot: Arc::new(RwLock::new(Arc::new(snapshot))),
        version: watch::channel(1).0,
        uploads: folder.join("uploads"),
        asked: Arc::clone(asked),
        clock: Arc::new(AtomicI64::new(NOW.0)),
    }
}

fn draft() -> Draft {
    Draft {
        workspace: "Lumen & Sons".to_owned(),
        zone: Zone::named("Europe/Berlin").unwrap(),
        subjects: vec![SubjectDraft {
            name: "Lumen".to_owned(),
            quadrant: Quadrant::Brand,
            accounts: vec!["mastodon:lumen".to_owned()],
        }],
        watches: vec![WatchDraft {
            name: "lamps".to_owned(),
            subject: "Lumen".to_owned(),
            query: "lumen".to_owned(),
        }],
        sources: vec![SourceDraft {
            name: "fediverse".to_owned(),
            network: Network::new("mastodon").unwrap(),
            side: Side::External,
        }],
    }
}

fn posts() -> Vec<(Post, model::Reading)> {
    let made = (1..).zip(SAID);
    made.map(|(hours, (handle, text))| said(handle, text, NOW.plus_secs(-3_600 * hours))).collect()
}

/// What `handle` says, and how it is read.
fn said(handle: &str, text: &str, at: Timestamp) -> (Post, model::Reading) {
    let network = Network::new("mastodon").unwrap();
    let post = Post {
        id: PostId::of(&network, handle),
        network,
        native_id: handle.to_owned(),
        source: SourceId(1),
        side: Side::External,
        kind: Kind::Original,
        author: Author { handle: handle.to_owned(), name: None, followers: Some(10) },
        created_at: at,
        title: None,
        text: text.to_owned(),
        url: Some("javascript:alert(1)".to_owned()),
        channel: None,
        language: None,
        parent: None,
        thread: None,
        engagement: None,
        reach: None,
        media: false,
        raw: Vec::new(),
    };
    let reading = Reader::built_in().read(&mut Scratch::default(), None, text, None);
    (post, reading)
}
