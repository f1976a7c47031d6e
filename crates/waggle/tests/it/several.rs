//! Two workspaces behind one server, as an agency runs them.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};

use crate::shell::Shell;

/// The server, and what it printed about each workspace.
struct Served {
    child: Child,
    port: u16,
    links: Vec<String>,
}

impl Drop for Served {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn two(shell: &Shell) {
    for name in ["acme", "zeta"] {
        std::fs::create_dir(shell.path(name)).unwrap();
        let made = shell.run(&["init", "-C", name]);
        assert_eq!(made.status, 0, "{}", made.err);
    }
}

impl Served {
    fn start(shell: &Shell) -> Self {
        two(shell);
        let arguments = ["serve", "acme", "zeta", "--listen", "127.0.0.1:0", "--log", "off"];
        let mut command = shell.command(&arguments);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut links = Vec::new();
        let served = lines.by_ref().map_while(Result::ok).find(|line| {
            if line.contains("/sign-in/") {
                links.push(line.trim().to_owned());
            }
            line.contains("zeta is served at")
        });
        std::thread::spawn(move || lines.for_each(drop));
        let served = served.unwrap();
        let port = served.split("zeta.localhost:").nth(1).unwrap();
        let port = port.split(' ').next().unwrap().parse().unwrap();
        Self { child, port, links }
    }

    /// Asks `host`, and answers everything that came back.
    fn ask(&self, method: &str, host: &str, path: &str, cookie: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        let said = format!(
            "{method} {path} HTTP/1.1\r\nhost: {host}:{}\r\ncookie: {cookie}\r\nsec-fetch-site: same-origin\r\ncontent-length: 0\r\nconnection: close\r\n\r\n",
            self.port
        );
        stream.write_all(said.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }
}

#[test]
fn each_workspace_has_its_own_door() {
    let shell = Shell::new();
    let served = Served::start(&shell);
    let [acme, zeta] = served.links.as_slice() else { panic!("{:?}", served.links) };
    let base = format!("http://acme.localhost:{}", served.port);
    let path = acme.strip_prefix(base.as_str()).unwrap();
    assert!(zeta.starts_with(&format!("http://zeta.localhost:{}/sign-in/", served.port)));

    // The link of one does nothing at the other, and is not used up by that.
    let cross = served.ask("POST", "zeta.localhost", path, "");
    assert!(cross.starts_with("HTTP/1.1 422"), "{cross}");
    let entered = served.ask("POST", "acme.localhost", path, "");
    assert!(entered.starts_with("HTTP/1.1 303"), "{entered}");
    let cookie = entered.split("set-cookie: ").nth(1).unwrap().split(';').next().unwrap();
    assert!(!entered.contains("Domain="), "{entered}");
    let own = served.ask("GET", "acme.localhost", "/inbox", cookie);
    assert!(own.starts_with("HTTP/1.1 200") && own.contains("<b>acme</b>"), "{own}");
    let other = served.ask("GET", "zeta.localhost", "/inbox", cookie);
    assert!(other.contains("location: /sign-in?next=%2Finbox"), "{other}");
    let door = served.ask("GET", "localhost", "/", cookie);
    assert!(door.contains("Which workspace?") && !door.contains("acme"), "{door}");
    let stray = served.ask("GET", "127.0.0.1", "/inbox", cookie);
    assert!(stray.starts_with("HTTP/1.1 404"), "{stray}");
}

#[test]
fn what_cannot_be_served_is_said_before_anything_is_opened() {
    let shell = Shell::new();
    two(&shell);
    let said = shell.run(&["serve", "acme", "acme", "--listen", "127.0.0.1:0"]);
    assert!(said.status == 1 && said.err.contains("served as `acme`"), "{}", said.err);
    let url = "http://192.0.2.1:7070";
    let all = ["serve", "acme", "zeta", "--listen", "127.0.0.1:0", "--public-url", url];
    let said = shell.run(&all);
    assert!(said.status == 1 && said.err.contains("--public-url https://"), "{}", said.err);
    let said = shell.run(&["serve", "acme", "nowhere"]);
    assert!(said.status == 1 && said.err.contains("nowhere holds no waggle.toml"), "{}", said.err);
}
