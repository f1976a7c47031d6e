//! The public tool that ours is held against: DuckDB through Python, where both are installed.

use std::process::{Command, Stdio};

use serde_json::Value;

/// Runs a Python program that imports `duckdb` and prints one JSON value as its last line. `Err` says why there is
/// nothing to compare with.
pub fn run(program: &str, arguments: &[&str]) -> Result<Value, String> {
    let python = if cfg!(windows) { "python" } else { "python3" };
    let output = Command::new(python)
        .arg("-c")
        .arg(program)
        .args(arguments)
        .stderr(Stdio::piped())
        .output()
        .map_err(|error| format!("not compared: {python} cannot be started ({error})"))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let last = said.lines().last().unwrap_or("no reason given").to_owned();
        return Err(format!("not compared: {last}"));
    }
    let said = String::from_utf8_lossy(&output.stdout);
    let last = said.lines().last().unwrap_or_default();
    serde_json::from_str(last).map_err(|error| format!("not compared: {error}"))
}
