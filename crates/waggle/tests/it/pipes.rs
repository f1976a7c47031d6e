//! What comes after the reader of our output went away.

use std::process::{Command, Stdio};

#[test]
fn a_reader_that_goes_away_ends_a_command_without_a_word() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_waggle"))
        .args(["completions", "bash"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // More is printed than a pipe holds, so that something is written after the reader has gone.
    drop(child.stdout.take());
    let said = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&said.stderr), "");
}
