//! The quarterly page on paper: one page, whatever the paper, with what stands on the screen.

use super::paper::{A4, LETTER, pages, plain, words};
use super::{Browser, Served, Wanted, is_installed};
use crate::shell::Shell;

#[tokio::test(flavor = "multi_thread")]
async fn the_executives_page_is_one_sheet_of_paper() {
    if !is_installed() {
        return;
    }
    let shell = Shell::new();
    let served = Served::Company(3_000);
    let browser = Browser::open_as(&shell, Wanted { served, ..Wanted::default() }).await;
    browser.until_assessed().await;
    browser.go("/quarterly").await;
    browser
        .fill(
            "main details",
            &[
                (
                    "quarterly.goal",
                    "1,000 riders say in public by spring that they would buy again.",
                ),
                ("quarterly.money", "180 hours of support in the quarter, about 10,440 euros."),
                ("quarterly.decision", "Two more people for the spare parts round table?"),
            ],
        )
        .await;
    browser.press_button("main details button.main").await;
    let figures = "return [...document.querySelectorAll('.one-page .figures dd')].map(dd => dd.firstChild.textContent.trim())";
    let figures: Vec<String> = serde_json::from_value(browser.script(figures).await).unwrap();
    assert!(figures.len() > 2, "{figures:?}");
    for paper in [A4, LETTER] {
        let pdf = browser.print(paper).await;
        assert_eq!(pages(&pdf), 1, "on {paper:?}");
        let Some(text) = words(&pdf) else { continue };
        assert!(text.contains("Two more people for the spare parts round table?"), "{text}");
        for figure in &figures {
            assert!(text.contains(&plain(figure)), "{figure} is not on paper: {text}");
        }
        // What is pressed on a screen is not printed.
        assert!(!text.contains("Write goal, money and decision"), "{text}");
    }
    browser.end().await;
}
