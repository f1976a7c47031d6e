//! The maps are true: what ARCHITECTURE.md and the README name exists, links lead somewhere, the house's papers are there.

use std::fs;
use std::path::Path;

use anyhow::Result;

use super::crate_folders;

const PAPERS: [&str; 8] = [
    "README.md",
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "docs/GLOSSARY.md",
    "docs/BENCHMARKS.md",
    "LICENSE-MIT",
    "LICENSE-APACHE",
    ".ci/run",
];
const MOST_ARCHITECTURE_LINES: usize = 300;

/// Appends what the papers name and the tree does not have.
pub fn check(root: &Path, wrong: &mut Vec<String>) -> Result<()> {
    for paper in PAPERS {
        if !root.join(paper).exists() {
            wrong.push(format!("{paper}: missing"));
        }
    }
    let architecture = fs::read_to_string(root.join("ARCHITECTURE.md")).unwrap_or_default();
    if architecture.lines().count() > MOST_ARCHITECTURE_LINES {
        wrong.push(format!("ARCHITECTURE.md: over {MOST_ARCHITECTURE_LINES} lines"));
    }
    for folder in crate_folders(root)? {
        let name = folder.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        if !architecture.contains(&format!("`{name}`")) {
            wrong.push(format!("ARCHITECTURE.md: does not name the crate `{name}`"));
        }
    }
    for paper in ["ARCHITECTURE.md", "README.md", "docs/GLOSSARY.md", "docs/BENCHMARKS.md"] {
        let text = fs::read_to_string(root.join(paper)).unwrap_or_default();
        let folder = Path::new(paper).parent().unwrap_or(Path::new(""));
        for path in named_paths(&text).filter(|path| !root.join(path).exists()) {
            wrong.push(format!("{paper}: names `{path}`, which does not exist"));
        }
        for link in links(&text).filter(|link| !root.join(folder).join(link).exists()) {
            wrong.push(format!("{paper}: links to {link}, which does not exist"));
        }
    }
    Ok(())
}

/// Words in backticks that look like paths of this tree.
fn named_paths(text: &str) -> impl Iterator<Item = &str> {
    let rooted =
        |word: &&str| ["crates/", "docs/", "xtask/", ".ci/"].iter().any(|p| word.starts_with(p));
    let whole = |word: &&str| !word.contains(['<', '*', ' ', '{']);
    text.split('`').skip(1).step_by(2).filter(rooted).filter(whole)
}

/// Targets of Markdown links inside the tree.
fn links(text: &str) -> impl Iterator<Item = &str> {
    text.split("](")
        .skip(1)
        .filter_map(|rest| rest.split([')', '#']).next())
        .filter(|link| !link.is_empty() && !link.contains("://"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_and_links_are_found() {
        let text = "See `crates/model/src/words.rs` and `cargo test`, [this](docs/x.md#part) or [that](https://x.org).";
        assert_eq!(named_paths(text).collect::<Vec<_>>(), ["crates/model/src/words.rs"]);
        assert_eq!(links(text).collect::<Vec<_>>(), ["docs/x.md"]);
    }
}
