//! Digests go out over SMTP: once for a day, with one click to leave; an address that does not work is noted.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use ledger::{Ledger, NewMember, Options, SendState, WorkspaceId, WorkspaceLedger};
use model::{Role, Timestamp};

use crate::shell::{PLAN, Shell};

/// A mail server that keeps what it gets and knows nobody called `gone`.
struct FakeSmtp {
    port: u16,
    mails: Arc<Mutex<Vec<String>>>,
}

impl FakeSmtp {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let mails = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&mails);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let kept = Arc::clone(&kept);
                std::thread::spawn(move || talk(stream.unwrap(), &kept));
            }
        });
        Self { port, mails }
    }

    fn mails(&self) -> Vec<String> {
        self.mails.lock().unwrap().clone()
    }
}

fn talk(stream: TcpStream, kept: &Mutex<Vec<String>>) {
    let mut out = stream.try_clone().unwrap();
    let mut say = |line: &str| out.write_all(format!("{line}\r\n").as_bytes()).is_ok();
    say("220 fake ESMTP");
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
    while let Some(line) = lines.next() {
        let verb = line.to_uppercase();
        let going = if verb.starts_with("EHLO") {
            say("250-fake") && say("250 8BITMIME")
        } else if verb.starts_with("RCPT") && verb.contains("GONE@") {
            say("550 5.1.1 no such user here")
        } else if verb.starts_with("DATA") {
            say("354 go on");
            let mail: Vec<String> = lines.by_ref().take_while(|line| line != ".").collect();
            kept.lock().unwrap().push(mail.join("\n"));
            say("250 2.0.0 taken")
        } else if verb.starts_with("QUIT") {
            say("221 bye");
            false
        } else {
            say("250 ok")
        };
        if !going {
            return;
        }
    }
}

async fn members(shell: &Shell) -> WorkspaceLedger {
    let ledger = Ledger::open(&shell.path("ledger.db"), &Options::default()).await.unwrap();
    let ledger = ledger.workspace(WorkspaceId::FIRST, [0; 32]).await.unwrap();
    for (email, role) in [
        ("mira@example.org", Role::Manager),
        ("gone@example.org", Role::Contributor),
        ("visitor@example.org", Role::Visitor),
    ] {
        let new = NewMember { email: email.to_owned(), name: "Mira".to_owned(), role };
        ledger.add_member(&new, Timestamp(0)).await.unwrap();
    }
    ledger
}

#[tokio::test]
async fn a_digest_goes_out_once_and_what_comes_back_is_noted_at_the_member() {
    let shell = Shell::new();
    let file = shell.write(
        "posts.csv",
        b"id,created_at,author,text\n1,2026-03-01T10:00:00Z,ann,Does anyone know how I can repair my Acme lamp?\n",
    );
    let refused = shell.run(&["digest", "send", "--rhythm", "daily"]);
    assert_eq!(refused.status, 1);
    assert!(refused.err.contains("[mail]"), "{}", refused.err);
    assert_eq!(shell.run(&["import", &file]).status, 0);
    let ledger = members(&shell).await;
    let server = FakeSmtp::start();
    let mail = format!(
        "{PLAN}\n[mail]\nhost = \"127.0.0.1\"\nport = {}\nfrom = \"Waggle <waggle@example.org>\"\n\
         reply_to = \"team@example.org\"\nurl = \"https://waggle.example\"\n",
        server.port
    );
    shell.write("waggle.toml", mail.as_bytes());

    let dry = shell.run(&["digest", "send", "--rhythm", "daily", "--dry-run", "mails"]);
    assert_eq!(dry.status, 0, "{}", dry.err);
    assert!(shell.path("mails/1-daily.eml").is_file() && !shell.path("mails/3-daily.eml").exists());
    assert!(server.mails().is_empty());

    let sent = shell.run(&["digest", "send", "--rhythm", "daily"]);
    assert_eq!(sent.status, 1, "one came back: {}", sent.err);
    assert!(sent.out.contains("sent 1,") && sent.out.contains("came back 1"), "{}", sent.out);
    assert!(sent.err.contains("gone@example.org") && sent.err.contains("5.1.1"), "{}", sent.err);
    let mails = server.mails();
    assert_eq!(mails.len(), 1);
    for said in [
        "To: Mira <mira@example.org>",
        "Reply-To: team@example.org",
        "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
        "Auto-Submitted: auto-generated",
    ] {
        assert!(mails[0].contains(said), "{said} is not in {}", mails[0]);
    }
    assert!(mails[0].contains("https://waggle.example/unsubscribe/1.waiting."));
    assert!(!mails[0].contains("repair my Acme"), "a mail quotes nobody");

    let gone = ledger.member_by_email("gone@example.org").await.unwrap().unwrap();
    let noted = ledger.digest_sends(gone.id, 5).await.unwrap();
    assert_eq!(noted[0].state, SendState::Bounced);
    assert!(noted[0].answer.contains("no such user"), "{}", noted[0].answer);

    let again = shell.run(&["digest", "send", "--rhythm", "daily"]);
    assert!(again.out.contains("sent 0,"), "{}", again.out);
    assert_eq!(server.mails().len(), 1);
}

#[test]
fn a_mail_server_that_is_away_delays_and_loses_nothing() {
    let shell = Shell::new();
    let file = shell.write(
        "posts.csv",
        b"id,created_at,author,text\n1,2026-03-01T10:00:00Z,ann,Does anyone know how I can repair my Acme lamp?\n",
    );
    assert_eq!(shell.run(&["import", &file]).status, 0);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let ledger = runtime.block_on(members(&shell));
    // A port on which nobody listens any more.
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let mail = format!(
        "{PLAN}\n[mail]\nhost = \"127.0.0.1\"\nport = {port}\nfrom = \"waggle@example.org\"\nurl = \"https://w.example\"\n"
    );
    shell.write("waggle.toml", mail.as_bytes());
    let said = shell.run(&["digest", "send", "--rhythm", "daily"]);
    assert_eq!(said.status, 1);
    assert!(said.out.contains("to be tried again 2"), "{}", said.out);
    runtime.block_on(async {
        let mira = ledger.member_by_email("mira@example.org").await.unwrap().unwrap();
        let noted = ledger.digest_sends(mira.id, 5).await.unwrap();
        assert_eq!(noted[0].state, SendState::Delayed);
    });
}
