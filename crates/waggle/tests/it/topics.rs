//! Topics are listed; an assistant proposes names, is told nothing before somebody agrees, and what it was told is logged.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::mpsc;

use ledger::{Ledger, WorkspaceId};
use serde_json::{Value, json};

use crate::shell::{PLAN, Shell};

/// 420 posts, each with words of its own, a third of them about the battery or the delivery.
fn market() -> String {
    const WORDS: [&str; 24] = [
        "morning", "garden", "train", "coffee", "window", "river", "music", "ladder", "silver",
        "market", "purple", "autumn", "basket", "castle", "dragon", "engine", "forest", "guitar",
        "harbour", "island", "jacket", "kitchen", "lemon", "mirror",
    ];
    let mut text = "id,created_at,author,text\n".to_owned();
    let mut chance: usize = 7;
    let mut word = || {
        chance =
            chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        WORDS[(chance >> 33) % WORDS.len()]
    };
    for row in 0..420 {
        let rest = [word(), word(), word(), word(), word(), word(), word(), word()].join(" ");
        let said = match row % 6 {
            0 => format!("the Acme battery is empty {rest}"),
            1 => format!("Acme delivery came late {rest}"),
            _ => format!("saw an Acme {rest}"),
        };
        text.push_str(&format!("p{row},2026-03-{:02},author{row},\"{said}\"\n", 1 + row % 28));
    }
    text
}

/// A server that answers one question with names made of the first phrase, and tells what it was asked.
fn fake(wants_key: bool) -> (String, mpsc::Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/v1", listener.local_addr().unwrap());
    let (tell, told) = mpsc::channel();
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut asked = Vec::new();
        let mut buffer = [0; 4_096];
        let body = loop {
            let read = stream.read(&mut buffer).unwrap();
            asked.extend_from_slice(&buffer[..read]);
            let text = String::from_utf8_lossy(&asked).into_owned();
            let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
            let length = head
                .lines()
                .find_map(|l| l.to_lowercase().strip_prefix("content-length: ").map(str::to_owned));
            if body.len() >= length.unwrap().parse::<usize>().unwrap() {
                assert_eq!(head.contains("Bearer secret-7"), wants_key, "{head}");
                assert!(head.starts_with("POST /v1/chat/completions "), "{head}");
                break body.to_owned();
            }
        };
        let asked: Value = serde_json::from_str(&body).unwrap();
        let given: Value =
            serde_json::from_str(asked["messages"][1]["content"].as_str().unwrap()).unwrap();
        let names: serde_json::Map<String, Value> = given["topics"]
            .as_array()
            .unwrap()
            .iter()
            .map(|topic| {
                let name = format!("About {}", topic["phrases"][0].as_str().unwrap());
                (topic["id"].as_str().unwrap().to_owned(), name.into())
            })
            .collect();
        let said = json!({ "names": names, "summary": "All is well." }).to_string();
        let answer = json!({ "choices": [{ "message": { "content": said } }] }).to_string();
        write!(
            stream,
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{answer}",
            answer.len()
        )
        .unwrap();
        tell.send(body).unwrap();
    });
    (url, told)
}

fn audit(shell: &Shell) -> Vec<(String, String)> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let path = shell.path("ledger.db");
        let ledger = Ledger::create(&path, &ledger::Options::default()).await.unwrap();
        let workspace = ledger.workspace(WorkspaceId::FIRST, [0; 32]).await.unwrap();
        let log = workspace.audit_log(10).await.unwrap();
        ledger.close().await;
        log.into_iter().map(|entry| (entry.verb, entry.object)).collect()
    })
}

#[test]
fn an_assistant_is_told_nothing_before_somebody_agrees() {
    let shell = Shell::new();
    let file = shell.write("posts.csv", market().as_bytes());
    assert_eq!(shell.run(&["import", &file]).status, 0);
    let listed = shell.json(&["topics", "--json"]);
    let topics = listed["topics"].as_array().unwrap();
    let names: Vec<&str> = topics.iter().map(|t| t["name"].as_str().unwrap()).collect();
    assert!(names.iter().any(|name| name.contains("battery")), "{names:?}");
    assert!(listed["other"].as_u64().unwrap() > 0);

    let none = shell.run(&["topics", "--suggest"]);
    assert!(none.status != 0 && none.err.contains("[assistant]"), "{}", none.err);
    let (url, told) = fake(true);
    let assistant =
        format!("{PLAN}\n[assistant]\nurl = \"{url}\"\nmodel = \"tiny\"\nkey_env = \"TEST_KEY\"\n");
    shell.write("waggle.toml", assistant.as_bytes());
    let no_key = shell.run(&["topics", "--suggest", "--yes"]);
    assert!(no_key.status != 0 && no_key.err.contains("TEST_KEY"), "{}", no_key.err);

    let with_key = |arguments: &[&str]| {
        let output = shell.command(arguments).env("TEST_KEY", "secret-7").output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status.code(), text(output.stdout), text(output.stderr))
    };
    let (status, _, err) = with_key(&["topics", "--suggest"]);
    assert!(status != Some(0) && err.contains("nothing was sent") && err.contains(&url), "{err}");
    assert!(told.try_recv().is_err());
    assert!(audit(&shell).is_empty());

    let (status, out, err) = with_key(&["topics", "--suggest", "--yes", "--apply", "--json"]);
    assert_eq!(status, Some(0), "{err}");
    let body = told.recv().unwrap();
    assert!(err.contains(&body), "what was sent was not shown");
    assert!(!body.contains("is empty ") && !body.contains("author"), "{body}");
    assert!(!err.contains("secret-7"));
    let proposal: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(proposal["summary"], "All is well.");
    let log = audit(&shell);
    let asked = log.iter().find(|(verb, _)| verb == "assistant.asked").unwrap();
    assert!(
        asked.1.contains(&url) && asked.1.contains(&format!("{} bytes", body.len())),
        "{asked:?}"
    );
    let after = shell.json(&["topics", "--json"]);
    let all = after["topics"].as_array().unwrap();
    assert!(
        all.iter().all(|topic| topic["name"].as_str().unwrap().starts_with("About ")),
        "{after}"
    );
    assert!(all.iter().all(|topic| topic["given"] == true));
    // Figures are the same as before: names count nothing.
    let counts = |list: &[Value]| {
        let mut counts: Vec<u64> = list.iter().map(|t| t["mentions"].as_u64().unwrap()).collect();
        counts.sort_unstable();
        counts
    };
    assert_eq!(counts(all), counts(topics));
}

#[test]
fn search_by_meaning_says_what_it_needs() {
    let shell = Shell::new();
    let said = shell.run(&["search", "--like", "the battery is empty"]);
    assert_ne!(said.status, 0);
    let needs = if cfg!(feature = "transformer") {
        "[reading] sentences"
    } else {
        "--features transformer"
    };
    assert!(said.err.contains(needs), "{}", said.err);
}
