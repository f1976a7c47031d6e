//! Contacts in the browser: added, touched and undone, merged, brought in from a file, and authors made contacts.

use axum::http::{Method, StatusCode};
use model::Role;

use crate::app::TestApp;

const BOUNDARY: &str = "----waggle";

impl TestApp {
    async fn post(&self, path: &str, cookie: &str, body: &str) -> String {
        let answered = self.ask(Method::POST, path, cookie, body).await;
        assert_eq!(answered.status, StatusCode::SEE_OTHER, "{path}: {}", answered.text);
        answered.location
    }

    async fn upload_contacts(&self, cookie: &str, name: &str, text: &str) -> String {
        let body = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n{text}\r\n--{BOUNDARY}--\r\n"
        );
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        let answered = self.ask_as("/people/import", cookie, &body, &kind).await;
        assert_eq!(answered.status, StatusCode::SEE_OTHER, "{}", answered.text);
        answered.location
    }
}

#[tokio::test]
async fn somebody_is_added_touched_and_the_touch_undone() {
    let app = TestApp::start().await;
    let cookie = app.session(Role::Manager).await;
    assert!(app.page("/people", &cookie).await.contains("Bring in a file"));
    let body = "name=%3Cb%3EAnn&organisation=Lumen&email=ann%40x.org&presences=mastodon%3Aann+junk&stage=interest&notes=";
    let at = app.post("/people/new", &cookie, body).await;
    assert_eq!(at, "/people/1?did=added");
    let text = app.page(&at, &cookie).await;
    assert!(text.contains("&#60;b&#62;Ann") && !text.contains("<b>Ann"), "{text}");
    assert!(
        text.contains("Stage: interest. Known in 1 place, 1 post here. Never visited yet."),
        "{text}"
    );
    assert!(text.contains("battery of my Lumen lamp"), "her post is shown");

    let at =
        app.post("/people/1/touch", &cookie, "kind=comment&text=answered&next=/people/top").await;
    assert_eq!(at, "/people/top?did=touched&event=1");
    assert!(app.page(&at, &cookie).await.contains("action=\"/people/undo\""));
    assert!(app.page("/people/1", &cookie).await.contains("Visited 0 s ago."));
    assert_eq!(
        app.post("/people/undo", &cookie, "event=1&next=/people/top").await,
        "/people/top?did=undone"
    );
    assert!(app.page("/people/1", &cookie).await.contains("Never visited yet."));
    let again = app.ask(Method::POST, "/people/undo", &cookie, "event=1").await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);

    for (query, there) in [
        ("q=ann", true),
        ("stage=interest", true),
        ("stage=repeat", false),
        ("q=mastodon:ann", true),
        ("top=1", false),
    ] {
        let text = app.page(&format!("/people?{query}"), &cookie).await;
        assert_eq!(text.contains("href=\"/people/1\""), there, "{query}");
    }
}

#[tokio::test]
async fn a_wrong_form_changes_nothing() {
    let app = TestApp::start().await;
    let cookie = app.session(Role::Manager).await;
    app.post("/people/new", &cookie, "name=Ann&email=ann%40x.org").await;
    for (path, body) in [
        ("/people/new", "name=+&email=&presences="),
        ("/people/new", "name=Bob&email=nothing"),
        ("/people/new", "name=Bob&email=ANN%40x.org"),
        ("/people/1/touch", "kind=explode"),
        ("/people/1/touch", "kind=note&text="),
        ("/people/1/stage", "stage=heaven"),
        ("/people/1/presences", "action=add&presences=junk"),
        ("/people/1", "name="),
        ("/people/1/merge", "other=x"),
    ] {
        let answered = app.ask(Method::POST, path, &cookie, body).await;
        assert_eq!(answered.status, StatusCode::UNPROCESSABLE_ENTITY, "{path} {body}");
    }
    for (path, body) in
        [("/people/1/merge", "other=1"), ("/people/9/touch", "kind=read"), ("/people/9/remove", "")]
    {
        let answered = app.ask(Method::POST, path, &cookie, body).await;
        assert_eq!(answered.status, StatusCode::NOT_FOUND, "{path} {body}");
    }
    assert!(app.page("/people", &cookie).await.contains("We know 1 contact."));
}

#[tokio::test]
async fn two_contacts_become_one_and_two_again() {
    let app = TestApp::start().await;
    let cookie = app.session(Role::Manager).await;
    app.post("/people/new", &cookie, "name=Ann&presences=mastodon%3Aann").await;
    app.post("/people/new", &cookie, "name=Ann+N&presences=mastodon%3Abob").await;
    let text = app.page("/people/1?merge=ann", &cookie).await;
    assert!(text.contains("value=\"2\"") && text.contains("mastodon:bob"), "{text}");
    let at = app.post("/people/1/merge", &cookie, "other=2").await;
    let text = app.page(&at, &cookie).await;
    assert!(text.contains("Known in 2 places, 2 posts here"), "{text}");
    let event = at.rsplit('=').next().unwrap();
    app.post("/people/undo", &cookie, &format!("event={event}")).await;
    assert!(app.page("/people", &cookie).await.contains("We know 2 contacts."));
    app.post("/people/2/pin", &cookie, "pin=1").await;
    assert!(app.page("/people/top", &cookie).await.contains("1 of 1 top contact is due today."));
}

#[tokio::test]
async fn an_author_becomes_a_contact_once() {
    let app = TestApp::start().await;
    let cookie = app.session(Role::Manager).await;
    let text = app.page("/people/author?network=mastodon&handle=cem", &cookie).await;
    assert!(text.contains("cem wrote 1 post here") && text.contains("Make a contact"), "{text}");
    let body = "network=mastodon&handle=cem&name=";
    assert_eq!(app.post("/people/author", &cookie, body).await, "/people/1?did=added");
    assert_eq!(app.post("/people/author", &cookie, body).await, "/people/1?did=known");
    let text = app.page("/people/author?network=mastodon&handle=CEM", &cookie).await;
    assert!(text.contains("To the contact cem"), "{text}");
    let contributor = app.session(Role::Contributor).await;
    let text = app.page("/people/author?network=mastodon&handle=cem", &contributor).await;
    assert!(!text.contains("contact cem") && !text.contains("Make a contact"), "{text}");
    let evil = "/people/author?network=mastodon&handle=%3Cscript%3Ealert(1)%3C/script%3E";
    assert!(!app.page(evil, &cookie).await.contains("<script>alert"));
}

#[tokio::test]
async fn a_file_is_looked_at_taken_in_and_its_rejects_come_back() {
    let app = TestApp::start().await;
    let cookie = app.session(Role::Manager).await;
    let file =
        "name,email,mastodon,size\nAnn,ann@x.org,ann,3\nAnna,ANN@x.org,,\n,nobody,,\nBob,,bob,\n";
    let at = app.upload_contacts(&cookie, "people.csv", file).await;
    let text = app.page(&at, &cookie).await;
    assert!(text.contains("people.csv has 4 rows and names 2 people. 1 was joined"), "{text}");
    assert!(text.contains("account in mastodon") && text.contains("passed over"), "{text}");
    assert!(app.page("/people", &cookie).await.contains("Nobody yet"), "nothing is kept before");
    let other = app.session(Role::Analyst).await;
    let theirs = app.ask(Method::GET, &at, &other, "").await;
    assert_eq!(theirs.status, StatusCode::UNPROCESSABLE_ENTITY, "a file is its member's");

    assert_eq!(app.post(&at, &cookie, "prefer=known").await, at);
    let text = app.page(&at, &cookie).await;
    assert!(text.contains("2 contacts are new, 0 changed."), "{text}");
    let rejects = app.page(&format!("{at}/rejects.csv"), &cookie).await;
    assert_eq!(rejects, "line,reason,row\r\n4,\"the e-mail address is none\",\",nobody,,\"\r\n");
    assert!(app.page("/people", &cookie).await.contains("We know 2 contacts."));
    let card = "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Cyd\r\nEND:VCARD\r\n";
    let at = app.upload_contacts(&cookie, "cyd.vcf", card).await;
    assert!(app.page(&at, &cookie).await.contains("cyd.vcf has 1 card and names 1 person."));
}
