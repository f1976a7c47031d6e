//! A passkey in a real browser, with the authenticator that the driver pretends to have.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;

use super::{Browser, Wanted, is_installed};
use crate::shell::Shell;

/// Tells the driver something that the client has no word for. The driver says that it closes the connection and does not:
/// its answer ends where its length says.
fn tell(port: u16, path: &str, body: &str) -> (String, String) {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    write!(
        stream,
        "POST {path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
    .unwrap();
    let mut stream = BufReader::new(stream);
    let (mut status, mut length) = (String::new(), 0);
    stream.read_line(&mut status).unwrap();
    loop {
        let mut line = String::new();
        stream.read_line(&mut line).unwrap();
        match line.trim().split_once(':') {
            Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                length = value.trim().parse().unwrap();
            }
            Some(_) => {}
            None => break,
        }
    }
    let mut said = vec![0; length];
    stream.read_exact(&mut said).unwrap();
    (status, String::from_utf8(said).unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_passkey_is_got_used_and_removed() {
    if !is_installed() {
        return;
    }
    let shell = Shell::new();
    let browser = Browser::open_as(&shell, Wanted { named: true, ..Wanted::default() }).await;
    let authenticator = r#"{"protocol":"ctap2","transport":"internal","hasResidentKey":true,"hasUserVerification":true,"isUserVerified":true}"#;
    let session = browser.client.session_id().await.unwrap().unwrap();
    let path = format!("/session/{session}/webauthn/authenticator");
    let (status, said) = tell(browser.driver_port, &path, authenticator);
    assert!(status.contains("200"), "{said}");

    browser.go("/account").await;
    browser.wait("#passkey").await.send_keys("My test key").await.unwrap();
    browser.press_button("form[data-passkey] button").await;
    let remove = "form[action^='/account/passkeys/'] button";
    browser.wait(remove).await;
    assert!(browser.text("main").await.contains("My test key"));

    // A second one for the same device is refused by the device itself, and said.
    browser.wait("form[data-passkey] button").await.click().await.unwrap();
    let why = browser.text("form[data-passkey] .error:not([hidden])").await;
    assert!(why.contains("has a passkey for you already"), "{why}");

    // Signed out, no page opens; the passkey alone leads to where one wanted to go.
    browser.wait(".me summary").await.click().await.unwrap();
    browser.press_button(".me button").await;
    browser.go("/weekly").await;
    browser.press_button("form[data-passkey='/sign-in/passkey'] button").await;
    browser.wait(".app[data-room='/weekly']").await;

    browser.go("/account").await;
    assert!(!browser.text("main").await.contains("never"), "it was used and says so");
    browser.press_button(remove).await;
    assert!(!browser.text("main").await.contains("My test key"));

    // Gone is gone: the device still has it, and it opens nothing.
    browser.wait(".me summary").await.click().await.unwrap();
    browser.press_button(".me button").await;
    browser.wait("form[data-passkey] button").await.click().await.unwrap();
    let why = browser.text("form[data-passkey] .error:not([hidden])").await;
    assert!(why.contains("not known here"), "{why}");
    browser.end().await;
}
