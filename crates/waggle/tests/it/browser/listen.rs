//! A file comes in and a watch is written, as an analyst does it.

use std::fmt::Write as _;

use fantoccini::key::Key;
use serde_json::json;

use super::{Browser, is_installed};
use crate::shell::Shell;

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_brought_in_and_a_watch_finds_its_posts() {
    if !is_installed() {
        return;
    }
    let shell = Shell::new();
    let browser = Browser::open(&shell).await;

    // Upload, look, import, and the progress ends by itself.
    let mut rows = String::from("id,date,person,body\n");
    for n in 0..3_000 {
        writeln!(rows, "{n},2026-01-{:02} 10:00,ann{n},my quixbell number {n} rings", n % 28 + 1)
            .unwrap();
    }
    rows.push_str("x,nonsense,bob,a row without a day\n");
    let file = shell.write("bells.csv", rows.as_bytes());
    browser.go("/listen/import").await;
    browser.wait("#file").await.send_keys(&file).await.unwrap();
    browser.wait(".drop button").await.click().await.unwrap();
    assert!(browser.text("main .scroll").await.contains("quixbell"));
    browser
        .script("document.querySelector('#columns tr:nth-child(3) select').value = 'author'")
        .await;
    browser.wait("button[form=columns]").await.click().await.unwrap();
    browser.wait("[data-finished] ~ .job").await;
    let job = browser.text(".job").await;
    assert!(job.contains("3,001") && job.contains("3,000") && job.contains("done"), "{job}");

    // The editor shows what a query finds as it is typed, and will not save what cannot be read.
    browser.go("/listen/watches/new").await;
    browser.wait("#name").await.send_keys("Bells").await.unwrap();
    let query = browser.wait("#watch-query").await;
    query.send_keys("quixbell AND (number").await.unwrap();
    browser.wait(".right .lint.error").await;
    browser.wait("button[data-save]:disabled").await;
    query.send_keys(" OR rings)").await.unwrap();
    browser.wait("button[data-save]:enabled").await;
    browser.wait(".right .posts mark").await;
    assert!(browser.text(".right .answer").await.starts_with("3,000 posts in all"));
    browser.wait("button[data-save]").await.click().await.unwrap();
    browser.wait(".done").await;
    assert!(browser.text("h1").await.contains("Bells"));

    // It tags the posts, and the search finds them by it.
    browser.go("/search").await;
    let box_of_words = browser.wait("#query").await;
    box_of_words.send_keys("watch:Bells AND author:ann7").await.unwrap();
    box_of_words.send_keys(&Key::Enter.to_string()).await.unwrap();
    browser.wait(".narrowed").await;
    assert!(browser.text("main .answer").await.starts_with("1 post matches"));
    let kept = browser.script("return new URL(location).searchParams.get('q')").await;
    assert_eq!(kept, json!("watch:Bells AND author:ann7"));
    browser.client.clone().close().await.unwrap();
}
