//! Which crate may use which: the table of ARCHITECTURE.md, checked against the manifests.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::crate_folders;

/// Crate and what of ours it may use. A new arrow needs a note in `docs/adr/`.
const ARROWS: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("query", &["model"]),
    ("understand", &["model"]),
    ("listen", &["model"]),
    ("ledger", &["model"]),
    ("index", &["model", "query"]),
    ("assess", &["model"]),
    ("strategy", &["model"]),
    ("programs", &["model"]),
    ("report", &["model"]),
    ("market", &["model"]),
    (
        "web",
        &[
            "model",
            "query",
            "understand",
            "listen",
            "ledger",
            "index",
            "assess",
            "strategy",
            "programs",
            "report",
        ],
    ),
    (
        "waggle",
        &[
            "model",
            "query",
            "understand",
            "listen",
            "ledger",
            "index",
            "assess",
            "strategy",
            "programs",
            "report",
            "market",
            "web",
        ],
    ),
];

/// Appends arrows that the table does not know, and crates without a README.
pub fn check(root: &Path, wrong: &mut Vec<String>) -> Result<()> {
    for folder in crate_folders(root)? {
        let name = folder.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let manifest = fs::read_to_string(folder.join("Cargo.toml"))
            .with_context(|| format!("crates/{name} has no Cargo.toml"))?;
        if !folder.join("README.md").exists() {
            wrong.push(format!("crates/{name}: has no README.md"));
        }
        if !manifest.contains("publish.workspace = true") {
            wrong
                .push(format!("crates/{name}: its manifest does not say publish.workspace = true"));
        }
        let Some((_, allowed)) = ARROWS.iter().find(|(of, _)| *of == name) else {
            wrong.push(format!("crates/{name}: is not in the table of crates"));
            continue;
        };
        for used in used(&manifest).filter(|used| !allowed.contains(&used.as_str())) {
            wrong.push(format!("crates/{name}: may not use `{used}`; a new arrow needs an ADR"));
        }
    }
    Ok(())
}

/// Crates of ours under `[dependencies]`; what only tests use is free.
fn used(manifest: &str) -> impl Iterator<Item = String> {
    let ours = |name: &str| ARROWS.iter().any(|(of, _)| *of == name);
    manifest
        .lines()
        .skip_while(|line| line.trim() != "[dependencies]")
        .skip(1)
        .take_while(|line| !line.trim_start().starts_with('['))
        .filter_map(|line| line.split(['.', '=', ' ']).next())
        .filter(move |name| ours(name))
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dependencies_are_read_and_dev_dependencies_are_not() {
        let manifest = "[package]\nname = \"x\"\n[dependencies]\nmodel.workspace = true\nserde = \"1\"\n\
                        [dev-dependencies]\nquery.workspace = true\n";
        assert_eq!(used(manifest).collect::<Vec<_>>(), ["model"]);
    }
}
