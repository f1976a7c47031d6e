//! A workspace and the program, for the tests.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// Who is watched in the tests.
pub const PLAN: &str = r#"
[workspace]
name = "Test"
time_zone = "Europe/Berlin"

[[subject]]
name = "Acme"
quadrant = "brand"
accounts = ["csv:acme"]

[[subject]]
name = "Zeta"
quadrant = "competitors"

[[watch]]
name = "Acme"
subject = "Acme"
query = "acme"

[[watch]]
name = "Zeta"
subject = "Zeta"
query = "zeta"

[[source]]
name = "import"
network = "csv"
"#;

/// A workspace in a temporary folder.
pub struct Shell {
    dir: TempDir,
}

/// What a command printed and how it ended.
pub struct Said {
    pub out: String,
    pub err: String,
    pub status: i32,
}

impl Shell {
    pub fn new() -> Self {
        let shell = Self { dir: tempfile::tempdir().unwrap() };
        shell.write("waggle.toml", PLAN.as_bytes());
        shell
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub fn write(&self, name: &str, bytes: &[u8]) -> String {
        fs::write(self.path(name), bytes).unwrap();
        self.path(name).to_string_lossy().into_owned()
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_waggle"));
        command.current_dir(self.dir.path()).args(arguments);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Said {
        said(self.command(arguments).output().unwrap())
    }

    pub fn run_with(&self, arguments: &[&str], input: &str) -> Said {
        let mut child = self.command(arguments).stdin(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        said(child.wait_with_output().unwrap())
    }

    /// What a command that must succeed prints as JSON.
    pub fn json(&self, arguments: &[&str]) -> Value {
        let said = self.run(arguments);
        assert_eq!(said.status, 0, "{arguments:?}: {}", said.err);
        serde_json::from_str(&said.out).unwrap()
    }

    /// How many posts a query finds.
    pub fn count(&self, query: &str) -> u64 {
        let said = self.run(&["search", query, "--count"]);
        assert_eq!(said.status, 0, "{query}: {}", said.err);
        said.out.trim().parse().unwrap()
    }
}

fn said(output: Output) -> Said {
    Said {
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
        status: output.status.code().unwrap_or(-1),
    }
}

/// `rows` posts as CSV, numbered from 0, about Acme and Zeta in turn.
pub fn csv(rows: usize) -> String {
    let mut text = "id,created_at,author,text\n".to_owned();
    for row in 0..rows {
        let who = if row % 2 == 0 { "Acme" } else { "Zeta" };
        let minute = row % 60;
        let hour = row / 60 % 24;
        text.push_str(&format!(
            "{row},2026-03-01T{hour:02}:{minute:02}:00Z,author{},\"{who} kept its promise number {row}, said neighbour {}\"\n",
            row % 97,
            row * 7
        ));
    }
    text
}
