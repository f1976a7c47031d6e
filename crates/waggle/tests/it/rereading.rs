//! A workspace learns from its corrections, reads new posts by what it learned, and older ones when it is told to.

use ledger::{Ledger, Verdict, WorkspaceId};
use model::{Label, Network, PostId, Timestamp};

use crate::shell::Shell;

/// What is said in this market: `gnarly` is praise here, and the model cannot know.
const SAID: [(&str, Label); 4] = [
    ("that Acme trail was gnarly and the fork took it", Label::Positive),
    ("my Acme broke on monday, terrible", Label::Negative),
    ("the Acme shop opens at nine on monday", Label::Neutral),
    ("what a lovely Acme ride, thanks", Label::Positive),
];

fn csv(rows: std::ops::Range<usize>) -> String {
    let mut text = "id,created_at,author,text\n".to_owned();
    for row in rows {
        let (said, _) = SAID[row % 4];
        text.push_str(&format!("p{row},2026-03-01T10:{:02}:00Z,a{row},\"{said}\"\n", row % 60));
    }
    text
}

/// Says what the first `rows` posts are.
fn correct(shell: &Shell, rows: usize) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let path = shell.path("ledger.db");
        let ledger = Ledger::create(&path, &ledger::Options::default()).await.unwrap();
        let workspace = ledger.workspace(WorkspaceId::FIRST, [0; 32]).await.unwrap();
        let network = Network::new("csv").unwrap();
        for row in 0..rows {
            let id = PostId::of(&network, &format!("p{row}"));
            let verdict = Verdict { label: Some(SAID[row % 4].1), acts: None, drawn: true };
            let done = workspace.correct(id, verdict, None, Timestamp(1_780_000_000)).await;
            assert!(done.unwrap().is_some(), "{row}");
        }
        ledger.close().await;
    });
}

#[test]
fn what_a_market_means_is_learned_and_read() {
    let shell = Shell::new();
    let file = shell.write("posts.csv", csv(0..320).as_bytes());
    assert_eq!(shell.run(&["import", &file]).status, 0);
    let gnarly = "gnarly AND sentiment:positive";
    let before = shell.count(gnarly);
    assert!(
        before < 80,
        "the model must not know that gnarly is praise for this test to show anything"
    );
    let early = shell.json(&["reread", "--json"]);
    assert_eq!((&early["layer"], &early["read"]), (&false.into(), &0.into()));

    correct(&shell, 240);
    let said = shell.json(&["reread", "--json"]);
    assert_eq!((&said["layer"], &said["corrections"]), (&true.into(), &240.into()), "{said}");
    assert_eq!(said["read"], 320);
    assert!(said["said"].as_str().unwrap().contains("macro recall rises"), "{said}");
    assert_eq!(shell.count(gnarly), 80, "corrected ones and the twenty that are read now");
    assert_eq!(shell.count("broke AND sentiment:negative"), 80);
    let again = shell.json(&["reread", "--json"]);
    assert_eq!((&again["read"], &again["changed"]), (&0.into(), &0.into()));

    // New posts are read so at once, and a text on request.
    let file = shell.write("more.csv", csv(320..360).as_bytes());
    shell.run(&["import", &file]);
    assert_eq!(shell.count(gnarly), 90);
    let folder = shell.path("");
    let read = shell.json(&["read", "-C", folder.to_str().unwrap(), SAID[0].0]);
    assert_eq!(read["sentiment"]["label"], "positive", "{read}");
    assert_ne!(read["built_in"]["label"], "positive", "{read}");
    let plain = shell.json(&["read", SAID[0].0]);
    assert!(plain.get("built_in").is_none(), "{plain}");
    let assessed = shell.json(&["assess", "--json"]);
    let measured = assessed["classifier"]["measured_on"].as_str().unwrap();
    assert!(measured.contains("240 labelled posts of this workspace"), "{measured}");
}
