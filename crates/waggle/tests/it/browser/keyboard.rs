//! The day's work by the keyboard alone: no test here clicks, and no script moves the focus.

use fantoccini::key::Key;
use serde_json::json;

use super::{Browser, Wanted, is_installed};
use crate::shell::Shell;

impl Browser {
    /// Presses Tab until the focus is on what `css` names, which shows that it has it.
    async fn tab_to(&self, css: &str) {
        for _ in 0..200 {
            self.key(Key::Tab.into()).await;
            let here = format!("return Boolean(document.activeElement?.matches(\"{css}\"))");
            if self.script(&here).await == json!(true) {
                let shown = "return getComputedStyle(document.activeElement).outlineStyle";
                assert_ne!(
                    self.script(shown).await,
                    json!("none"),
                    "{css} hides that it has the focus"
                );
                return;
            }
        }
        panic!("Tab never comes to {css}");
    }

    async fn enter(&self) {
        self.key_away(Key::Enter.into()).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_without_a_mouse() {
    if !is_installed() {
        return;
    }
    let shell = Shell::new();
    let (browser, link) = Browser::at_the_door(&shell, Wanted::default()).await;
    browser.client.goto(&link).await.unwrap();
    browser.wait("button").await;
    browser.tab_to("button").await;
    browser.enter().await;

    // The first stop of every page jumps over what is the same everywhere.
    browser.wait("input[name=new]").await;
    browser.tab_to(".skip").await;
    browser.key(Key::Enter.into()).await;
    browser.tab_to("input[name=new]").await;
    browser.keys("correct horse battery").await;
    browser.enter().await;
    browser.wait("input[name=old]").await;

    // To the inbox by the rail; down the list and up again.
    browser.tab_to(".rail a[href='/inbox']").await;
    browser.enter().await;
    let first = browser.wait(".line.here").await.attr("data-post").await.unwrap().unwrap();
    browser.key('j').await;
    let second = browser.wait(&format!(".line.here:not([data-post='{first}'])")).await;
    let second = second.attr("data-post").await.unwrap().unwrap();
    browser.wait(&format!("#detail form[action='/inbox/{second}']")).await;
    browser.key('k').await;
    browser.wait(&format!(".line.here[data-post='{first}']")).await;
    browser.wait(&format!("#detail form[action='/inbox/{first}']")).await;

    // Correct the reading: c opens it, arrows choose, Tab leads to the button.
    browser.key('c').await;
    browser.wait("#detail details.correct[open]").await;
    let on = browser.script("return document.activeElement.name").await;
    assert_eq!(on, json!("label"), "c leads to the choice");
    browser.key(Key::Down.into()).await;
    browser.tab_to("#detail .correct button").await;
    let seen = "const at = document.activeElement.getBoundingClientRect();
        return document.elementFromPoint(at.x + at.width / 2, at.y + at.height / 2) === document.activeElement";
    assert_eq!(browser.script(seen).await, json!(true), "the button can be seen");
    browser.enter().await;
    assert!(browser.text(".done").await.contains("Corrected"));

    // Assign by a: the choice by its first letters, then Enter on the button.
    browser.wait("#detail select[name=to]").await;
    browser.key('a').await;
    browser.keys("Supp").await;
    browser.tab_to("#detail select[name=to] ~ button").await;
    browser.enter().await;
    assert!(browser.text(".done").await.contains("Assigned"));
    browser.key_away('u').await;

    // Search, the list of keys, and out.
    browser.key('/').await;
    browser.keys("brambelo").await;
    browser.enter().await;
    assert!(browser.text("main .answer").await.contains("match"));
    browser.key('?').await;
    browser.wait(".keys[open]").await;
    browser.key(Key::Escape.into()).await;
    browser.wait(".keys:not([open])").await;
    browser.tab_to(".me summary").await;
    browser.key(Key::Enter.into()).await;
    browser.tab_to(".me button").await;
    browser.enter().await;
    browser.wait("main.door input[name=password]").await;
    browser.end().await;
}
