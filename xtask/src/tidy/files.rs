//! Each file says why it exists, stays short, and keeps to its crate's business.

use std::path::Path;

use super::Source;

/// Code lines that a file may have, tests excluded.
const MOST_LINES: usize = 500;
const VAGUE_NAMES: [&str; 8] = [
    "utils.rs",
    "util.rs",
    "common.rs",
    "helpers.rs",
    "helper.rs",
    "manager.rs",
    "misc.rs",
    "mod.rs",
];

/// Appends what is wrong with single files.
pub fn check(root: &Path, sources: &[Source], wrong: &mut Vec<String>) {
    for source in sources {
        let path = &source.path;
        let first = source.text.lines().next().unwrap_or_default();
        if !(first.starts_with("//!") || first.starts_with("#![doc")) {
            wrong.push(format!("{path}: begins without a `//!` sentence that says why it exists"));
        }
        let name = path.rsplit('/').next().unwrap_or_default();
        if VAGUE_NAMES.contains(&name) {
            wrong.push(format!("{path}: `{name}` says nothing; name it by what it does"));
        }
        let lines = code_lines(&source.text);
        if lines > MOST_LINES && !source.is_test() {
            wrong.push(format!(
                "{path}: {lines} code lines, the cap is {MOST_LINES}; split it by idea"
            ));
        }
        if name == "lib.rs" && code(&source.text).any(|line| line.trim_start().starts_with("fn ")) {
            wrong.push(format!("{path}: holds logic; `lib.rs` holds modules in reading order"));
        }
        check_sql(source, wrong);
        if root.join(path).parent().is_some_and(|p| p.join("mod.rs").exists()) {
            wrong.push(format!("{path}: lies beside a mod.rs"));
        }
    }
}

/// SQL stands in `ledger` alone.
fn check_sql(source: &Source, wrong: &mut Vec<String>) {
    if source.path.starts_with("crates/ledger/")
        || source.path.starts_with("xtask/")
        || source.is_test()
    {
        return;
    }
    for (number, line) in source.text.lines().enumerate() {
        let statement =
            ["\"SELECT ", "\"INSERT INTO ", "\"DELETE FROM ", "\"UPDATE ", "\"CREATE TABLE "];
        if statement.iter().any(|word| line.contains(word)) {
            wrong.push(format!("{}:{}: SQL outside the ledger", source.path, number + 1));
        }
    }
}

/// The lines before the test module.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.lines().take_while(|line| *line != "#[cfg(test)]")
}

fn code_lines(text: &str) -> usize {
    let counts = |line: &&str| !line.trim().is_empty() && !line.trim_start().starts_with("//");
    code(text).filter(counts).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_one(path: &str, text: &str) -> Vec<String> {
        let mut wrong = Vec::new();
        let source = Source { path: path.to_owned(), text: text.to_owned() };
        check(Path::new("/nowhere"), &[source], &mut wrong);
        wrong
    }

    #[test]
    fn a_good_file_passes_and_each_fault_is_named() {
        assert!(check_one("crates/a/src/b.rs", "//! Why.\nfn f() {}\n").is_empty());
        assert_eq!(check_one("crates/a/src/b.rs", "fn f() {}\n").len(), 1);
        assert_eq!(check_one("crates/a/src/utils.rs", "//! Why.\n").len(), 1);
        assert_eq!(check_one("crates/a/src/lib.rs", "//! Why.\nfn f() {}\n").len(), 1);
        let long = format!("//! Why.\n{}", "let x = 1;\n".repeat(501));
        assert_eq!(check_one("crates/a/src/b.rs", &long).len(), 1);
        assert!(check_one("crates/a/src/b/tests.rs", &long).is_empty());
        let sql = "//! Why.\nconst Q: &str = \"SELECT 1\";\n";
        assert_eq!(check_one("crates/a/src/b.rs", sql).len(), 1);
        assert!(check_one("crates/ledger/src/b.rs", sql).is_empty());
    }
}
