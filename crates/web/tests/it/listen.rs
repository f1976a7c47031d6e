//! Listening: the overview, the editor of watches, files brought in, the stream.

use axum::http::{Method, StatusCode};
use model::Role;
use web::WatchChange;

use crate::app::TestApp;

const FILE: &str = "id,date,who,body,\"odd, name\"\n\
    1,2026-11-01 10:00,ann,my lamp broke,late\n2,2026-11-02 10:00,bob,<b>nice</b> lamp,early\n";

#[tokio::test]
async fn the_overview_counts_what_each_watch_and_source_found() {
    let app = TestApp::start().await;
    let cookie = app.session(Role::Executive).await;
    let page = app.page("/listen", &cookie).await;
    assert!(page.contains("1 watch listens to 1 subject."), "{page}");
    assert!(page.contains("5 mentions in 30 days"), "{page}");
    assert!(page.contains("fediverse") && page.contains("not built yet"), "{page}");
    assert!(page.contains("Nobody is listened to here yet"), "{page}");
    assert!(!page.contains("/listen/watches/new"), "an executive changes no watch: {page}");
}

#[tokio::test]
async fn a_watch_shows_its_proof_and_is_saved() {
    let app = TestApp::start().await;
    let cookie = app.session(Role::Analyst).await;
    let page = app.page("/listen/watches/lamps", &cookie).await;
    assert!(page.contains("5 posts in all, 5 in the last 90 days."), "{page}");
    assert!(page.contains("<mark>Lumen</mark>") && page.contains("does not fit"), "{page}");
    let proof = "/listen/watches/preview?name=Repairs&subject=Lumen&query=battery+OR+broke";
    let shown = app.page(proof, &cookie).await;
    assert!(shown.starts_with('\n') || !shown.contains("<html"), "a part, no page: {shown}");
    assert!(shown.contains("2 posts in all") && shown.contains("lamps"), "{shown}");
    assert!(!shown.contains("data-blocks"), "{shown}");
    let judged = app.page(&format!("{proof}&miss={}", seq_of(&shown)), &cookie).await;
    assert!(judged.contains("1 of 2 fit: about 50 % (9–91)"), "{judged}");
    let form = "name=Repairs&subject=Lumen&query=battery+OR+broke";
    let saved = app.ask(Method::POST, "/listen/watches", &cookie, form).await;
    assert_eq!(saved.location, "/listen/watches/Repairs?did=saved");
    let change = WatchChange {
        old_name: None,
        name: Some("Repairs".to_owned()),
        subject: "Lumen".to_owned(),
        query: "battery OR broke".to_owned(),
    };
    assert_eq!(*app.asked.watches.lock().unwrap(), [change]);
    let log = app.app.ledger.audit_log(10).await.unwrap();
    assert!(log.iter().any(|entry| entry.verb == "watch.added"), "{log:?}");
}

/// The number of the first post of a sample.
fn seq_of(shown: &str) -> &str {
    shown.split("name=\"miss\" id=\"miss").nth(1).unwrap().split('"').next().unwrap()
}

#[tokio::test]
async fn what_cannot_be_saved_comes_back_with_the_reason() {
    let app = TestApp::start().await;
    let cookie = app.session(Role::Analyst).await;
    for (form, reason) in [
        ("name=a&subject=Lumen&query=lumen+AND+(", "data-blocks"),
        ("name=a&subject=Lumen&query=subject%3ALumen", "a watch must not use"),
        ("name=Lamps&subject=Lumen&query=lumen", "There is a watch called “Lamps” already."),
        ("name=&subject=Lumen&query=lumen", "Give the watch a name."),
        ("name=a&subject=nobody&query=lumen", "Choose the subject"),
    ] {
        let answered = app.ask(Method::POST, "/listen/watches", &cookie, form).await;
        assert!(answered.text.contains("Not saved."), "{form}: {}", answered.text);
        assert!(answered.text.contains(reason), "{form}: {}", answered.text);
    }
    assert!(app.asked.watches.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_removed_watch_can_be_brought_back() {
    let app = TestApp::start().await;
    let cookie = app.session(Role::Analyst).await;
    let removed = app.ask(Method::POST, "/listen/watches/1/remove", &cookie, "").await;
    assert_eq!(removed.location, "/listen?name=lamps&subject=Lumen&query=lumen");
    assert_eq!(app.asked.watches.lock().unwrap()[0].name, None);
    let page = app.page(&removed.location, &cookie).await;
    assert!(
        page.contains("/listen/watches/new?name=lamps&#38;subject=Lumen&#38;query=lumen"),
        "{page}"
    );
}

#[tokio::test]
async fn a_file_is_looked_at_mapped_and_imported() {
    let app = TestApp::start().await;
    let cookie = app.session(Role::Analyst).await;
    let up = app.upload(&cookie, "../posts.csv", FILE).await;
    assert_eq!(up.status, StatusCode::SEE_OTHER, "{}", up.text);
    let page = app.page(&up.location, &cookie).await;
    assert!(page.contains("posts.csv") && page.contains("my lamp broke"), "{page}");
    assert!(page.contains("all of the first 2 rows can be used"), "{page}");
    let chosen = "column=id&field=id&column=date&field=created_at&column=who&field=author\
        &column=body&field=text&column=odd%2C+name&field=channel";
    let again = app.page(&format!("{}?{chosen}", up.location), &cookie).await;
    assert!(again.contains("channel=&#34;odd, name&#34;"), "{again}");
    let none = chosen.replace("field=text", "field=");
    let bad = app.page(&format!("{}?{none}", up.location), &cookie).await;
    assert!(bad.contains("Which column is what?"), "{bad}");
    let begun = app.ask(Method::POST, &up.location, &cookie, chosen).await;
    assert_eq!(begun.location, "/listen/import");
    {
        let imports = app.asked.imports.lock().unwrap();
        assert_eq!(imports[0].map, "author=who,channel=\"odd, name\"");
        assert_eq!(imports[0].name, "posts.csv");
        assert!(imports[0].path.is_file());
    }
    let jobs = app.page("/listen/import/jobs", &cookie).await;
    assert!(jobs.contains("600 rows a second, about 2 s left"), "{jobs}");
    assert!(jobs.contains("line 4") && !jobs.contains("<b>`") && !jobs.contains("data-finished"));
}

#[tokio::test]
async fn no_file_no_import() {
    let app = TestApp::start().await;
    let cookie = app.session(Role::Analyst).await;
    assert_eq!(app.upload(&cookie, "x.csv", "").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let gone = format!("/listen/import/{}", "a".repeat(43));
    let answered = app.ask(Method::GET, &gone, &cookie, "").await;
    assert!(answered.text.contains("upload the file again"), "{}", answered.text);
    assert!(app.page("/listen/import", &cookie).await.contains("data-finished"));
}

#[tokio::test]
async fn the_stream_shows_the_newest_that_fit() {
    let app = TestApp::start().await;
    let cookie = app.session(Role::Contributor).await;
    let page = app.page("/listen/stream?q=battery", &cookie).await;
    assert!(page.contains("data-refresh=\"/listen/stream/part?q=battery\""), "{page}");
    let part = app.page("/listen/stream/part?q=battery", &cookie).await;
    assert!(part.contains("<mark>battery</mark>") && !part.contains("<html"), "{part}");
    assert!(app.page("/listen/stream/part?q=(", &cookie).await.contains("cannot be read"));
}
