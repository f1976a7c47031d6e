//! The application in a real browser, by WebDriver. Needs chromedriver and chromium; says plainly when it skips.

mod listen;
mod strategy;

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use fantoccini::key::Key;
use fantoccini::{Client, ClientBuilder, Locator};
use serde_json::{Value, json};

use crate::shell::Shell;

/// A process that ends with its owner.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// Starts `command` and waits until a line of its output holds `until`; answers that line.
fn start(mut command: Command, until: &str) -> (Running, String) {
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let found = lines.by_ref().map_while(Result::ok).find(|line| line.contains(until));
    // What else it prints must have somewhere to go.
    std::thread::spawn(move || lines.for_each(drop));
    (Running(child), found.unwrap())
}

struct Browser {
    client: Client,
    base: String,
    _driver: Running,
    _server: Running,
}

fn is_installed() -> bool {
    let found = Command::new("chromedriver").arg("--version").output().is_ok();
    assert!(
        found || std::env::var_os("WAGGLE_NEEDS_BROWSER").is_none(),
        "chromedriver was to be installed and is not"
    );
    if !found {
        eprintln!(
            "skipped: there is no chromedriver; install chromium and chromium-driver to run this"
        );
    }
    found
}

impl Browser {
    /// A browser that is signed in as admin of a small demo, by the first link.
    async fn open(shell: &Shell) -> Self {
        Self::open_in(shell, false).await
    }

    /// The same in a dark or light theme.
    async fn open_in(shell: &Shell, dark: bool) -> Self {
        let made = shell.run(&["demo", "--no-serve", "--posts", "3000", "--out", "market"]);
        assert_eq!(made.status, 0, "{}", made.err);
        let serve =
            shell.command(&["serve", "-C", "market", "--listen", "127.0.0.1:0", "--log", "off"]);
        let (server, line) = start(serve, "/sign-in/");
        let mut driver = Command::new("chromedriver");
        driver.arg("--port=0");
        let (driver, said) = start(driver, "successfully on port");
        let port: u16 = said.rsplit(' ').next().unwrap().trim_end_matches('.').parse().unwrap();
        let arguments = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            "--window-size=1280,900",
            if dark { "--blink-settings=preferredColorScheme=0" } else { "--hide-scrollbars" },
        ];
        let Value::Object(wanted) = json!({ "goog:chromeOptions": { "args": arguments } }) else {
            unreachable!()
        };
        let client = ClientBuilder::new(hyper_util::client::legacy::connect::HttpConnector::new())
            .capabilities(wanted)
            .connect(&format!("http://127.0.0.1:{port}"))
            .await
            .unwrap();
        let link = line.trim().to_owned();
        let base = link.split("/sign-in/").next().unwrap().to_owned();
        client.goto(&link).await.unwrap();
        client.find(Locator::Css("button")).await.unwrap().click().await.unwrap();
        let browser = Self { client, base, _driver: driver, _server: server };
        browser.wait("input[name=new]").await;
        browser
    }

    async fn go(&self, path: &str) {
        self.client.goto(&format!("{}{path}", self.base)).await.unwrap();
    }

    async fn wait(&self, css: &str) -> fantoccini::elements::Element {
        let wait = self.client.wait().at_most(Duration::from_secs(20));
        wait.for_element(Locator::Css(css)).await.unwrap_or_else(|error| panic!("{css}: {error}"))
    }

    async fn text(&self, css: &str) -> String {
        self.wait(css).await.text().await.unwrap()
    }

    /// Sends a key to the page, not to a field.
    async fn press(&self, key: &str) {
        let script = "document.activeElement?.blur(); document.dispatchEvent(new KeyboardEvent('keydown', {key: arguments[0], bubbles: true}))";
        // The event has no element as its target then; the script asks for the body.
        let script = script.replace("document.dispatchEvent", "document.body.dispatchEvent");
        self.client.execute(&script, vec![json!(key)]).await.unwrap();
    }

    /// What a script hands to its last argument.
    async fn later(&self, script: &str) -> Value {
        self.client.execute_async(script, Vec::new()).await.unwrap()
    }

    /// The figures are made in the background.
    async fn until_assessed(&self) {
        for _ in 0..120 {
            self.go("/assess").await;
            self.wait("main h1").await;
            if self.script("return !document.querySelector('.empty')").await == json!(true) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(500)).await;
        }
        panic!("nothing was assessed");
    }

    async fn script(&self, script: &str) -> Value {
        self.client.execute(script, Vec::new()).await.unwrap()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn from_the_first_link_to_an_answered_question() {
    if !is_installed() {
        return;
    }
    let shell = Shell::new();
    let browser = Browser::open(&shell).await;
    // The first visit asks for a password.
    let field = browser.wait("input[name=new]").await;
    field.send_keys("correct horse battery").await.unwrap();
    field.send_keys(&Key::Enter.to_string()).await.unwrap();
    browser.wait("input[name=old]").await;

    // The inbox, by keys alone: next, replied, undo.
    browser.go("/inbox").await;
    let first = browser.wait(".line.here").await.attr("data-post").await.unwrap().unwrap();
    browser.press("j").await;
    let next = format!(".line.here:not([data-post=\"{first}\"])");
    let second = browser.wait(&next).await.attr("data-post").await.unwrap().unwrap();
    browser.wait(&format!("#detail form[action=\"/inbox/{second}\"]")).await;
    browser.press("r").await;
    assert!(browser.text(".done").await.contains("Marked as replied"));
    let gone = browser
        .script(&format!("return document.querySelectorAll('[data-post=\"{second}\"]').length"))
        .await;
    assert_eq!(gone, json!(0));
    browser.press("u").await;
    let wait = browser.client.wait().at_most(Duration::from_secs(20));
    wait.for_element(Locator::Css(&format!("[data-post=\"{second}\"]"))).await.unwrap();

    // A correction changes the number at once.
    let count = async |label: &str| {
        browser.go(&format!("/search?q=sentiment%3A{label}")).await;
        browser.text("main .answer").await
    };
    let before = count("positive").await;
    browser.go(&format!("/inbox?post={second}")).await;
    browser.wait("#detail details.correct").await;
    browser.press("c").await;
    let was = browser
        .script("return document.querySelector('#detail input[name=label]:checked')?.value ?? ''")
        .await;
    let to = if was == json!("positive") { "negative" } else { "positive" };
    browser
        .script(&format!("document.querySelector('#detail input[name=label][value={to}]').click()"))
        .await;
    let save =
        "document.querySelector('#detail .correct button').scrollIntoView({ block: 'center' })";
    browser.script(save).await;
    browser.wait("#detail .correct button").await.click().await.unwrap();
    assert!(browser.text(".done").await.contains("Corrected"));
    assert_ne!(count("positive").await, before);
    browser.client.clone().close().await.unwrap();
}

/// Sums up how far things moved after they were painted.
const SHIFT: &str = "const done = arguments[0]; let sum = 0;
    new PerformanceObserver(list => list.getEntries().forEach(e => sum += e.value)).observe({type: 'layout-shift', buffered: true});
    setTimeout(() => done(sum), 200)";

/// What axe finds to be serious or worse, as `rule: element` lines.
const AXE: &str = "const done = arguments[0];
    axe.run().then(found => done(found.violations.filter(v => ['serious', 'critical'].includes(v.impact))
        .map(v => v.id + ': ' + v.nodes[0].target.join(' ')).join('\\n')))";

/// Pages and, where the README shows them, the names of their pictures.
const PAGES: [(&str, Option<&str>); 30] = [
    ("/inbox", Some("inbox")),
    ("/search?q=brambelo", Some("search")),
    ("/listen", None),
    ("/listen/watches/new", None),
    ("/listen/import", None),
    ("/assess", None),
    ("/assess/brand", Some("brand")),
    ("/weekly", None),
    ("/quarterly", Some("quarterly")),
    ("/people", None),
    ("/people/top", None),
    ("/account", None),
    ("/settings/members", None),
    ("/settings/quality", None),
    ("/settings/escalation", None),
    ("/sign-in", None),
    ("/settings/api", None),
    ("/listen/stream", None),
    ("/method", None),
    ("/assess/kept", None),
    ("/assess/kept/1", None),
    ("/strategy", None),
    ("/strategy/1", None),
    ("/strategy/1/swot", Some("swot")),
    ("/strategy/1/evidence?kind=threat&posts=brambelo", None),
    ("/strategy/1/team", None),
    ("/strategy/1/hexagon", Some("hexagon")),
    ("/strategy/1/hexagon/entry?kind=benefit", None),
    ("/strategy/1/check", None),
    ("/strategy/1/editions", None),
];

/// `WAGGLE_AXE` names a file with axe-core (npm), `WAGGLE_PICTURES` a folder for pictures of the pages.
#[tokio::test(flavor = "multi_thread")]
async fn pages_fit_a_phone_stand_still_and_are_open_to_everybody() {
    if !is_installed() {
        return;
    }
    let axe = std::env::var_os("WAGGLE_AXE").map(|path| std::fs::read_to_string(path).unwrap());
    if axe.is_none() {
        eprintln!("skipped the scan for accessibility: WAGGLE_AXE names no axe.min.js");
    }
    let pictures = std::env::var_os("WAGGLE_PICTURES").map(std::path::PathBuf::from);
    let shell = Shell::new();
    for dark in [false, true] {
        let browser = Browser::open_in(&shell, dark).await;
        browser.until_assessed().await;
        browser.begin_strategy().await;
        for (path, picture) in PAGES {
            for (width, height) in [(390, 844), (1280, 900)] {
                browser.client.set_window_size(width, height).await.unwrap();
                browser.go(path).await;
                browser.wait("main h1").await;
                let over = browser
                    .script("return document.documentElement.scrollWidth - innerWidth")
                    .await;
                let fits = over.as_i64().is_some_and(|over| over <= 0);
                assert!(fits, "{path} at {width}: {over} px too wide");
                let shift = browser.later(SHIFT).await.as_f64();
                assert!(shift.is_some_and(|shift| shift < 0.02), "{path} jumps by {shift:?}");
                let asked = browser
                    .script("return performance.getEntriesByType('resource').filter(e => !e.name.startsWith(location.origin)).length")
                    .await;
                assert_eq!(asked, json!(0), "{path} asks a third party");
                if let Some(axe) = &axe {
                    browser.script(axe).await;
                    let found = browser.later(AXE).await;
                    assert_eq!(found, json!(""), "{path} at {width}, dark {dark}");
                }
            }
            if let (Some(folder), Some(name), false) = (&pictures, picture, dark) {
                let picture = browser.client.screenshot().await.unwrap();
                std::fs::write(folder.join(format!("{name}.png")), picture).unwrap();
            }
        }
        browser.client.clone().close().await.unwrap();
        std::fs::remove_dir_all(shell.path("market")).unwrap();
    }
}
