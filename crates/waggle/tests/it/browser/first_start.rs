//! From an empty folder with a plan to the first assessment, as an admin does it.

use fantoccini::key::Key;

use super::{Browser, Served, Wanted, is_installed};
use crate::shell::{Shell, csv};

#[tokio::test(flavor = "multi_thread")]
async fn from_the_first_start_to_the_first_assessment() {
    if !is_installed() {
        return;
    }
    let shell = Shell::new();
    let wanted = Wanted { served: Served::Own, ..Wanted::default() };
    let browser = Browser::open_as(&shell, wanted).await;
    // The first visit asks for a password.
    let field = browser.wait("input[name=new]").await;
    field.send_keys("correct horse battery").await.unwrap();
    field.send_keys(&Key::Enter.to_string()).await.unwrap();
    browser.wait("input[name=old]").await;

    // Nothing is there yet, and the empty page says what to do.
    browser.go("/assess").await;
    browser.wait("main .empty").await;
    browser.go("/inbox").await;
    browser.press_button("main .empty a[href='/listen/import']").await;
    let file = shell.write("posts.csv", csv(400).as_bytes());
    browser.wait("#file").await.send_keys(&file).await.unwrap();
    browser.press_button(".drop button").await;
    browser.press_button("button[form=columns]").await;
    browser.wait("[data-finished] ~ .job").await;

    // The figures come by themselves: half of what was said is about each of the two.
    browser.until_assessed().await;
    let said = browser.text("main").await;
    assert!(said.contains("400"), "{said}");
    browser.go("/assess/brand").await;
    let said = browser.text("main").await;
    assert!(said.contains("200"), "{said}");

    // The password gets in again.
    browser.wait(".me summary").await.click().await.unwrap();
    browser.press_button(".me button").await;
    browser
        .fill("form", &[("email", "admin@localhost"), ("password", "correct horse battery")])
        .await;
    browser.press_button("form button.main").await;
    browser.wait(".app").await;
    browser.end().await;
}
