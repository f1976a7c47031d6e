//! Reading, and correcting, where pages run no script.

use super::{Browser, Served, Wanted, is_installed};
use crate::shell::Shell;

/// Pages that say something without their script, and where they say it.
const PAGES: [(&str, &str); 20] = [
    ("/inbox", "#detail .post"),
    ("/search?q=brambelo", ".posts mark"),
    ("/listen", ".watches a"),
    ("/listen/stream", "main .post"),
    ("/assess", ".strip dd"),
    ("/assess/brand", "main .chart"),
    ("/weekly", ".panel table"),
    ("/quarterly", ".one-page .figures dd"),
    ("/people/top", "main table a"),
    ("/method", ".steps h2"),
    ("/assess/kept/1", "main a"),
    ("/strategy/1", ".hex a"),
    ("/strategy/1/swot", ".item .pins a"),
    ("/strategy/1/team", ".people-list li"),
    ("/strategy/1/hexagon", "#goal"),
    ("/strategy/1/editions", "main a"),
    ("/programs/1", "#impact .big"),
    ("/measures/1", "#history tbody tr"),
    ("/handbook", ".handbook .chapter"),
    ("/brief", ".handbook"),
];

#[tokio::test(flavor = "multi_thread")]
async fn pages_are_read_without_a_script() {
    if !is_installed() {
        return;
    }
    let shell = Shell::new();
    let wanted = Wanted { served: Served::Company(3_000), scriptless: true, ..Wanted::default() };
    let browser = Browser::open_as(&shell, wanted).await;
    browser.until_assessed().await;
    // The driver's own scripts still run; a page's do not.
    browser.go("/listen/watches/new").await;
    let ran = "return document.querySelector('[data-shown]').textContent.trim()";
    browser.wait("#watch-query").await.send_keys("brambelo AND (").await.unwrap();
    let before = browser.script(ran).await;
    tokio::time::sleep(std::time::Duration::from_millis(600)).await;
    assert_eq!(browser.script(ran).await, before, "a script of the page ran");
    for (path, css) in PAGES {
        browser.go(path).await;
        let found = browser.wait(css).await;
        assert!(found.is_displayed().await.unwrap(), "{path} hides {css}");
    }

    // A link shows a mention beside the list, a summary opens, and the form does its work.
    browser.go("/inbox").await;
    browser.wait(".line:nth-child(2) a").await.click().await.unwrap();
    browser.wait("#detail .correct summary").await.click().await.unwrap();
    browser.wait("#detail input[name=label]:not(:checked)").await.click().await.unwrap();
    browser.wait("#detail .correct button").await.click().await.unwrap();
    assert!(browser.text(".done").await.contains("Corrected"));
    browser.end().await;
}
