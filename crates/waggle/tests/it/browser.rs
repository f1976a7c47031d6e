//! The application in a real browser, by WebDriver. Needs chromedriver and chromium; says plainly when it skips.

mod first_start;
mod inbox;
mod keyboard;
mod listen;
mod pages;
mod paper;
mod passkeys;
mod pictures;
mod quarterly;
mod scriptless;
mod strategy;
mod walk;

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::wd::TimeoutConfiguration;
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

/// What is served.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Served {
    /// The shell's own workspace, as it is.
    Own,
    /// The posts of a small demo; nobody can sign in yet.
    #[default]
    Market,
    /// A demo of so many posts, with its company.
    Company(u32),
}

/// How a test wants its server and its browser.
#[derive(Clone, Copy, Default)]
struct Wanted {
    served: Served,
    dark: bool,
    /// Served under a name: browsers know no passkeys for addresses.
    named: bool,
    /// Pages run no script.
    scriptless: bool,
}

struct Browser {
    client: Client,
    driver_port: u16,
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

/// Makes what is served and serves it; answers the server and the admin's one-time link.
fn serve(shell: &Shell, wanted: Wanted) -> (Running, String) {
    let posts = match wanted.served {
        Served::Own => None,
        Served::Market => Some("3000".to_owned()),
        Served::Company(posts) => Some(posts.to_string()),
    };
    let mut arguments = vec!["serve", "--log", "off"];
    if let Some(posts) = &posts {
        let mut demo = vec!["demo", "--no-serve", "--posts", posts, "--out", "market"];
        demo.extend((wanted.served == Served::Market).then_some("--no-company"));
        let made = shell.run(&demo);
        assert_eq!(made.status, 0, "{}", made.err);
        arguments.extend(["-C", "market"]);
    }
    if matches!(wanted.served, Served::Company(_)) {
        arguments.extend(["--link", "admin@demo.example"]);
    }
    let mut listen = "127.0.0.1:0".to_owned();
    let mut name = None;
    if wanted.named {
        let free = TcpListener::bind(&listen).unwrap().local_addr().unwrap();
        listen = free.to_string();
        name = Some(format!("http://localhost:{}", free.port()));
    }
    arguments.extend(["--listen", &listen]);
    if let Some(name) = &name {
        arguments.extend(["--public-url", name]);
    }
    let (server, line) = start(shell.command(&arguments), "/sign-in/");
    (server, line.trim().to_owned())
}

/// Starts a browser under its driver.
async fn drive(wanted: Wanted) -> (Running, u16, Client) {
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
        if wanted.dark { "--blink-settings=preferredColorScheme=0" } else { "--hide-scrollbars" },
    ];
    let mut options = json!({ "args": arguments });
    if wanted.scriptless {
        options["prefs"] = json!({ "profile.managed_default_content_settings.javascript": 2 });
    }
    let Value::Object(capabilities) = json!({ "goog:chromeOptions": options }) else {
        unreachable!()
    };
    let client = ClientBuilder::new(hyper_util::client::legacy::connect::HttpConnector::new())
        .capabilities(capabilities)
        .connect(&format!("http://127.0.0.1:{port}"))
        .await
        .unwrap();
    // A scan of the handbook, which is one long page, takes its time.
    let timeouts = TimeoutConfiguration::new(
        Some(Duration::from_secs(240)),
        Some(Duration::from_secs(240)),
        Some(Duration::ZERO),
    );
    client.update_timeouts(timeouts).await.unwrap();
    (driver, port, client)
}

impl Browser {
    /// A browser that is signed in as admin of a small market without a company, by the first link.
    async fn open(shell: &Shell) -> Self {
        Self::open_as(shell, Wanted::default()).await
    }

    /// The same as wanted.
    async fn open_as(shell: &Shell, wanted: Wanted) -> Self {
        let (browser, link) = Self::at_the_door(shell, wanted).await;
        browser.client.goto(&link).await.unwrap();
        browser.wait("button").await.click().await.unwrap();
        browser.wait("input[name=new]").await;
        browser
    }

    /// A browser that has opened nothing yet, and the link that gets the admin in.
    async fn at_the_door(shell: &Shell, wanted: Wanted) -> (Self, String) {
        let (server, link) = serve(shell, wanted);
        let (driver, driver_port, client) = drive(wanted).await;
        let base = link.split("/sign-in/").next().unwrap().to_owned();
        (Self { client, driver_port, base, _driver: driver, _server: server }, link)
    }

    async fn go(&self, path: &str) {
        self.client.goto(&format!("{}{path}", self.base)).await.unwrap();
    }

    async fn wait(&self, css: &str) -> fantoccini::elements::Element {
        let wait = self.client.wait().at_most(Duration::from_secs(60));
        wait.for_element(Locator::Css(css)).await.unwrap_or_else(|error| panic!("{css}: {error}"))
    }

    async fn text(&self, css: &str) -> String {
        self.wait(css).await.text().await.unwrap()
    }

    /// Presses and lets go of one key, wherever the focus is.
    async fn key(&self, value: char) {
        let keys = KeyActions::new("keyboard".to_owned());
        let keys = keys.then(KeyAction::Down { value }).then(KeyAction::Up { value });
        self.client.perform_actions(keys).await.unwrap();
    }

    /// Types into whatever has the focus.
    async fn keys(&self, text: &str) {
        for value in text.chars() {
            self.key(value).await;
        }
    }

    /// Presses what `css` names; the next page is there when the answer of the server is.
    async fn press_button(&self, css: &str) {
        self.wait(css).await;
        self.script("window.stillHere = true").await;
        // A click by script reaches what lies under the fold, and nothing that is disabled.
        self.client
            .execute("document.querySelector(arguments[0]).click()", vec![json!(css)])
            .await
            .unwrap();
        self.until_gone(css).await;
    }

    /// Presses a key that leads to another page.
    async fn key_away(&self, value: char) {
        self.script("window.stillHere = true").await;
        self.key(value).await;
        self.until_gone(&format!("the key {value:?}")).await;
    }

    async fn until_gone(&self, what: &str) {
        for _ in 0..400 {
            let gone = self.client.execute(
                "return !window.stillHere && document.readyState === 'complete'",
                Vec::new(),
            );
            if gone.await.is_ok_and(|gone| gone == json!(true)) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("{what} led nowhere");
    }

    /// Opens what a summary hides and types into its fields.
    async fn fill(&self, within: &str, fields: &[(&str, &str)]) {
        let open = "document.querySelectorAll(arguments[0]).forEach(one => {
            for (let up = one.closest('details'); up; up = up.parentElement.closest('details')) up.open = true;
            one.querySelectorAll('details').forEach(below => (below.open = true));
        })";
        self.client.execute(open, vec![json!(within)]).await.unwrap();
        for (name, text) in fields {
            let css = format!("{within} [name='{name}']");
            let field = self.wait(&css).await;
            if field.tag_name().await.unwrap() == "select" {
                field.select_by_value(text).await.unwrap();
            } else if field.attr("type").await.unwrap().as_deref() == Some("date") {
                let set = "document.querySelector(arguments[0]).value = arguments[1]";
                self.client.execute(set, vec![json!(css), json!(text)]).await.unwrap();
            } else {
                field.clear().await.unwrap();
                field.send_keys(text).await.unwrap();
            }
        }
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

    async fn end(self) {
        self.client.clone().close().await.unwrap();
    }
}
