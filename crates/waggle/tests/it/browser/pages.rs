//! Every page, on a phone and a desk, light and dark: it fits, stands still, asks nobody, and is open to everybody.

use serde_json::json;

use super::{Browser, Served, Wanted, is_installed};
use crate::shell::Shell;

/// Sums up how far things moved after they were painted.
const SHIFT: &str = "const done = arguments[0]; let sum = 0;
    new PerformanceObserver(list => list.getEntries().forEach(e => sum += e.value)).observe({type: 'layout-shift', buffered: true});
    setTimeout(() => done(sum), 200)";

/// What axe finds to be serious or worse, as `rule: element` lines.
const AXE: &str = "const done = arguments[0];
    axe.run().then(found => done(found.violations.filter(v => ['serious', 'critical'].includes(v.impact))
        .map(v => v.id + ': ' + v.nodes[0].target.join(' ')).join('\\n')))";

/// Pages; where a second word stands, the page that the first such link of it leads to.
const PAGES: [(&str, &str); 54] = [
    ("/sign-in", ""),
    ("/inbox", ""),
    ("/search?q=brambelo", ""),
    ("/listen", ""),
    ("/listen", ".watches tbody a"),
    ("/listen/watches/new", ""),
    ("/listen/import", ""),
    ("/listen/stream", ""),
    ("/assess", ""),
    ("/assess/brand", ""),
    ("/assess/topics", ""),
    ("/weekly", ""),
    ("/quarterly", ""),
    ("/handbook", ""),
    ("/handbook?strategy=1&edition=1", ""),
    ("/brief", ""),
    ("/people", ""),
    ("/people/new", ""),
    ("/people/import", ""),
    ("/people/top", ""),
    ("/people/top", "main table a"),
    ("/account", ""),
    ("/digests", ""),
    ("/settings/members", ""),
    ("/settings/quality", ""),
    ("/settings/judge", ""),
    ("/settings/escalation", ""),
    ("/settings/audit", ""),
    ("/settings/api", ""),
    ("/method", ""),
    ("/assess/kept", ""),
    ("/assess/kept/1", ""),
    ("/assess/kept/1", ".facts a"),
    ("/strategy", ""),
    ("/strategy/1", ""),
    ("/strategy/1/swot", ""),
    ("/strategy/1/swot", ".item .says a"),
    ("/strategy/1/evidence?kind=threat&posts=brambelo", ""),
    ("/strategy/1/team", ""),
    ("/strategy/1/hexagon", ""),
    ("/strategy/1/hexagon/entry?kind=benefit", ""),
    ("/strategy/1/swot", ".item .more a"),
    ("/strategy/1/check", ""),
    ("/strategy/1/editions", ""),
    ("/strategy/1/editions/1", ""),
    ("/strategy/1/compare?from=1", ""),
    ("/programs", ""),
    ("/programs/1", ""),
    ("/programs/2", ""),
    ("/measures", ""),
    ("/measures/1", ""),
    ("/measures/7", ""),
    ("/money", ""),
    ("/value", ""),
];

impl Browser {
    /// Nothing is wider than the window, nothing jumps, one title stands above all, nobody else is asked.
    async fn stands_well(&self, page: &str) {
        let over = self.script("return document.documentElement.scrollWidth - innerWidth").await;
        assert!(over.as_i64().is_some_and(|over| over <= 0), "{page}: {over} px too wide");
        let shift = self.later(SHIFT).await.as_f64();
        assert!(shift.is_some_and(|shift| shift < 0.02), "{page} jumps by {shift:?}");
        let titles = self.script("return document.querySelectorAll('h1').length").await;
        assert_eq!(titles, json!(1), "titles of {page}");
        let asked = self
            .script("return performance.getEntriesByType('resource').filter(e => !e.name.startsWith(location.origin)).length")
            .await;
        assert_eq!(asked, json!(0), "{page} asks a third party");
    }

    async fn go_and_follow(&self, path: &str, link: &str) {
        self.go(path).await;
        self.wait("main h1").await;
        if !link.is_empty() {
            let href = self.wait(link).await.prop("href").await.unwrap().unwrap();
            self.client.goto(&href).await.unwrap();
            self.wait("main h1").await;
        }
    }
}

/// `WAGGLE_AXE` names a file with axe-core (npm).
async fn every_page_is_fit(dark: bool) {
    if !is_installed() {
        return;
    }
    let axe = std::env::var_os("WAGGLE_AXE").map(|path| std::fs::read_to_string(path).unwrap());
    if axe.is_none() {
        eprintln!("skipped the scan for accessibility: WAGGLE_AXE names no axe.min.js");
    }
    let shell = Shell::new();
    let wanted = Wanted { served: Served::Company(3_000), dark, ..Wanted::default() };
    let browser = Browser::open_as(&shell, wanted).await;
    browser.until_assessed().await;
    let mut wrong = Vec::new();
    for (path, link) in PAGES {
        for (width, height) in [(390, 844), (1280, 900)] {
            browser.client.set_window_size(width, height).await.unwrap();
            browser.go_and_follow(path, link).await;
            let page = format!("{path} {link} at {width}, dark {dark}");
            browser.stands_well(&page).await;
            let Some(axe) = &axe else { continue };
            browser.script(axe).await;
            let found = browser.later(AXE).await;
            if found != json!("") {
                wrong.push(format!("{page}: {found}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    browser.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_fit_a_phone_stand_still_and_are_open_to_everybody() {
    every_page_is_fit(false).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_in_the_dark() {
    every_page_is_fit(true).await;
}
