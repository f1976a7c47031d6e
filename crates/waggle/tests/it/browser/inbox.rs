//! The daily page, by its keys: reply and undo, correct and see the number change, assign and answer.

use fantoccini::elements::Element;
use serde_json::json;

use super::{Browser, is_installed};
use crate::shell::Shell;

impl Browser {
    async fn line(&self, post: &str) -> Element {
        self.wait(&format!("[data-post=\"{post}\"]")).await
    }

    /// How many lines of the list show a post.
    async fn lines_of(&self, post: &str) -> u64 {
        let script = format!("return document.querySelectorAll('[data-post=\"{post}\"]').length");
        self.script(&script).await.as_u64().unwrap()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_is_answered_and_a_reading_corrected() {
    if !is_installed() {
        return;
    }
    let shell = Shell::new();
    let browser = Browser::open(&shell).await;

    // By keys alone: next, replied, undo.
    browser.go("/inbox").await;
    let first = browser.wait(".line.here").await.attr("data-post").await.unwrap().unwrap();
    browser.key('j').await;
    let next = format!(".line.here:not([data-post=\"{first}\"])");
    let second = browser.wait(&next).await.attr("data-post").await.unwrap().unwrap();
    browser.wait(&format!("#detail form[action=\"/inbox/{second}\"]")).await;
    browser.key_away('r').await;
    assert!(browser.text(".done").await.contains("Marked as replied"));
    assert_eq!(browser.lines_of(&second).await, 0);
    browser.key_away('u').await;
    browser.line(&second).await;

    // A correction changes the number at once.
    let count = async |label: &str| {
        browser.go(&format!("/search?q=sentiment%3A{label}")).await;
        browser.text("main .answer").await
    };
    let before = count("positive").await;
    browser.go(&format!("/inbox?post={second}")).await;
    browser.wait("#detail details.correct").await;
    browser.key('c').await;
    let was = browser
        .script("return document.querySelector('#detail input[name=label]:checked')?.value ?? ''")
        .await;
    let to = if was == json!("positive") { "negative" } else { "positive" };
    browser.wait(&format!("#detail input[name=label][value={to}]")).await.click().await.unwrap();
    browser.wait("#detail .correct button").await.click().await.unwrap();
    assert!(browser.text(".done").await.contains("Corrected"));
    assert_ne!(count("positive").await, before);
    browser.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_is_assigned_and_answered_by_whom_it_was_given_to() {
    if !is_installed() {
        return;
    }
    let shell = Shell::new();
    let browser = Browser::open(&shell).await;
    browser.go("/inbox?tab=mine").await;
    browser.wait("main .empty").await;

    // To a department: it waits there, and says so in the list.
    browser.go("/inbox").await;
    let post = browser.wait(".line.here").await.attr("data-post").await.unwrap().unwrap();
    let to = browser.wait("#detail select[name=to]").await;
    to.select_by_value("department:support").await.unwrap();
    browser.press_button("#detail select[name=to] ~ button").await;
    assert!(browser.text(".done").await.contains("Assigned"));
    let said = browser.line(&post).await.text().await.unwrap();
    assert!(said.contains("with Support"), "{said}");

    // To me: it is on my own page, with a due time; then it is replied to, and gone from there.
    browser.go(&format!("/inbox?post={post}")).await;
    let me = browser
        .script("return document.querySelector('#detail optgroup:last-child option').value")
        .await;
    browser
        .wait("#detail select[name=to]")
        .await
        .select_by_value(me.as_str().unwrap())
        .await
        .unwrap();
    browser.press_button("#detail select[name=to] ~ button").await;
    browser.go(&format!("/inbox?tab=mine&post={post}")).await;
    browser.line(&post).await;
    assert!(browser.text("#detail p.state").await.contains("due"));
    browser.press_button("#detail button[value=replied]").await;
    assert_eq!(browser.lines_of(&post).await, 0);
    browser.go("/inbox?tab=replied").await;
    browser.line(&post).await;
    browser.end().await;
}
