//! The pictures in the README, made from the demo as it is. `WAGGLE_PICTURES=../../docs/img` keeps them; otherwise they are only
//! looked at, in a small demo.

use std::path::{Path, PathBuf};

use super::{Browser, Served, Wanted, is_installed};
use crate::shell::Shell;

/// Names, pages, and what stands at the top of the picture; empty: the page's own top.
const PICTURES: [(&str, &str, &str); 9] = [
    ("inbox", "/inbox", ""),
    ("search", "/search?q=battery+AND+subject%3ABrambelo", ""),
    ("quarterly", "/quarterly", ""),
    ("method", "/method", ""),
    ("hexagon", "/strategy/1", ""),
    ("program", "/programs/1", "#impact"),
    ("measure", "/measures/1", ""),
    ("handbook", "/handbook", ".handbook .chapter"),
    ("assessment", "file", ""),
];
/// The most bytes of a picture.
const MOST: usize = 200_000;

#[tokio::test(flavor = "multi_thread")]
async fn the_readme_shows_the_demo() {
    if !is_installed() {
        return;
    }
    let shell = Shell::new();
    let kept = std::env::var_os("WAGGLE_PICTURES").map(PathBuf::from);
    let folder = kept.clone().unwrap_or_else(|| shell.path("."));
    let served = Served::Company(if kept.is_some() { 20_000 } else { 3_000 });
    let browser = Browser::open_as(&shell, Wanted { served, ..Wanted::default() }).await;
    browser.until_assessed().await;
    browser.client.set_window_size(1280, 860).await.unwrap();
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../README.md");
    let readme = std::fs::read_to_string(readme).unwrap();
    for (name, path, top) in PICTURES {
        if path == "file" {
            let report = format!("file://{}", shell.path("market/assessment.html").display());
            browser.client.goto(&report).await.unwrap();
        } else {
            browser.go(path).await;
        }
        browser.wait("h1").await;
        if !top.is_empty() {
            let show =
                format!("document.querySelector('{top}').scrollIntoView({{ block: 'start' }})");
            browser.script(&show).await;
        }
        let picture = browser.client.screenshot().await.unwrap();
        assert!(picture.len() < MOST, "{name} has {} bytes", picture.len());
        std::fs::write(folder.join(format!("{name}.png")), picture).unwrap();
        let shown = format!("docs/img/{name}.png");
        assert!(readme.contains(&shown), "the README shows no {shown}");
    }
    browser.end().await;
}
