//! A passkey in a real browser, with the authenticator that the driver pretends to have.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};

use super::{Browser, Place, is_installed};
use crate::shell::Shell;

/// Tells the driver something that the client has no word for.
async fn tell(browser: &Browser, path: &str, body: &str) -> String {
    let session = browser.client.session_id().await.unwrap().unwrap();
    let mut stream = TcpStream::connect(("127.0.0.1", browser.driver_port)).unwrap();
    let request = format!(
        "POST /session/{session}{path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[tokio::test(flavor = "multi_thread")]
async fn a_passkey_is_got_used_and_removed() {
    if !is_installed() {
        return;
    }
    let shell = Shell::new();
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let place = Place {
        listen: format!("127.0.0.1:{port}"),
        url: Some(format!("http://localhost:{port}")),
    };
    let browser = Browser::open_at(&shell, false, &place).await;
    let authenticator = r#"{"protocol":"ctap2","transport":"internal","hasResidentKey":true,"hasUserVerification":true,"isUserVerified":true}"#;
    let added = tell(&browser, "/webauthn/authenticator", authenticator).await;
    assert!(added.starts_with("HTTP/1.1 200"), "{added}");

    browser.go("/account").await;
    browser.wait("#passkey").await.send_keys("My test key").await.unwrap();
    browser.wait("form[data-passkey] button").await.click().await.unwrap();
    let remove = "form[action^='/account/passkeys/'] button";
    browser.wait(remove).await;
    assert!(browser.text("main").await.contains("My test key"));

    // A second one for the same device is refused by the device itself, and said.
    browser.wait("form[data-passkey] button").await.click().await.unwrap();
    let why = browser.text("form[data-passkey] .error:not([hidden])").await;
    assert!(why.contains("has a passkey for you already"), "{why}");

    browser.wait(".me summary").await.click().await.unwrap();
    browser.wait(".me button").await.click().await.unwrap();
    browser.wait("form[data-passkey='/sign-in/passkey'] button").await;
    browser.go("/sign-in?next=/weekly").await;
    browser.wait("form[data-passkey] button").await.click().await.unwrap();
    browser.wait(".app[data-room='/weekly']").await;

    browser.go("/account").await;
    browser.wait(remove).await.click().await.unwrap();
    browser.wait("form[data-passkey]").await;
    browser.go("/account").await;
    assert!(!browser.text("main").await.contains("My test key"));
    browser.client.clone().close().await.unwrap();
}
