//! The rules of the house that a machine can check: layout, sizes, names, arrows, and maps that are true.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

mod arrows;
mod files;
mod maps;

/// Checks everything and fails with the list of what is wrong.
pub fn run(root: &Path) -> Result<()> {
    let sources = sources(root)?;
    let mut wrong = Vec::new();
    files::check(root, &sources, &mut wrong);
    arrows::check(root, &mut wrong)?;
    maps::check(root, &mut wrong)?;
    if wrong.is_empty() {
        println!("tidy: {} files, nothing to mend", sources.len());
        return Ok(());
    }
    wrong.sort();
    for line in &wrong {
        eprintln!("tidy: {line}");
    }
    bail!("{} things to mend", wrong.len())
}

/// A Rust file of ours.
pub struct Source {
    /// Relative to the root, with `/`.
    pub path: String,
    /// Its text.
    pub text: String,
}

impl Source {
    /// Whether it holds only tests, benches or examples.
    pub fn is_test(&self) -> bool {
        ["/tests/", "/tests.rs", "/benches/", "/examples/"]
            .iter()
            .any(|part| self.path.contains(part))
    }
}

fn sources(root: &Path) -> Result<Vec<Source>> {
    let mut found = Vec::new();
    let mut folders = vec![root.join("crates"), root.join("xtask")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder)? {
            let path = entry?.path();
            if path.is_dir() {
                if path.file_name().is_some_and(|name| name != "target") {
                    folders.push(path);
                }
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found
                    .push(Source { path: relative(root, &path), text: fs::read_to_string(&path)? });
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(found)
}

fn relative(root: &Path, path: &Path) -> String {
    let parts = path.strip_prefix(root).unwrap_or(path).components();
    parts.map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// The folders below `crates/`.
fn crate_folders(root: &Path) -> Result<Vec<PathBuf>> {
    let mut folders: Vec<PathBuf> = fs::read_dir(root.join("crates"))?
        .filter_map(|entry| entry.ok().map(|e| e.path()))
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    Ok(folders)
}
