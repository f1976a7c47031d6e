//! Queries are explained, errors are pointed at, a changed watch tags again, and a torn index heals.

use std::fs;

use serde_json::Value;

use crate::shell::{PLAN, Shell, csv};

#[test]
fn an_error_is_pointed_at_with_its_remedy() {
    let shell = Shell::new();
    let said = shell.run(&["query", "check", "acme AND zeta OR beta"]);
    assert_eq!(said.status, 1);
    assert!(said.err.contains('^') && said.err.contains("bracket"), "{}", said.err);
    let said = shell.run(&["query", "check", "acme AND (broke* OR \"fell apart\")"]);
    assert_eq!(said.status, 0, "{}", said.err);
    assert!(said.out.contains("acme"), "{}", said.out);
}

#[test]
fn a_watch_that_changes_tags_the_posts_again() {
    let shell = Shell::new();
    let file = shell.write("posts.csv", csv(100).as_bytes());
    shell.run(&["import", &file]);
    assert_eq!(shell.count("watch:Acme"), 50);
    shell.write(
        "waggle.toml",
        PLAN.replace("query = \"acme\"", "query = \"acme OR zeta\"").as_bytes(),
    );
    assert_eq!(shell.count("watch:Acme"), 100);
    shell.write("waggle.toml", PLAN.replace("query = \"acme\"", "query = \"nobody\"").as_bytes());
    assert_eq!(shell.count("watch:Acme"), 0);
}

#[test]
fn an_index_that_is_torn_or_gone_comes_back_from_the_ledger() {
    let shell = Shell::new();
    let file = shell.write("posts.csv", csv(100).as_bytes());
    shell.run(&["import", &file]);
    for entry in fs::read_dir(shell.path("index")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|e| e == "store" || e == "term") {
            fs::write(path, b"torn").unwrap();
        }
    }
    assert_eq!(shell.count("acme"), 50);
    fs::remove_dir_all(shell.path("index")).unwrap();
    assert_eq!(shell.count("acme"), 50);
    assert!(shell.run(&["index", "rebuild"]).out.contains("100 posts"));
}

#[test]
fn a_wrong_configuration_names_its_line() {
    let shell = Shell::new();
    shell.write("waggle.toml", PLAN.replace("query = \"zeta\"", "query = \"zeta AND\"").as_bytes());
    let said = shell.run(&["search", "acme"]);
    assert_eq!(said.status, 1);
    assert!(said.err.contains("line 23") && said.err.contains("Zeta"), "{}", said.err);
    shell.write(
        "waggle.toml",
        PLAN.replace("quadrant = \"brand\"", "quadrant = \"friends\"").as_bytes(),
    );
    let said = shell.run(&["search", "acme"]);
    assert!(said.err.contains("line") && said.err.contains("friends"), "{}", said.err);
}

#[test]
fn readings_come_in_input_order_with_repeats() {
    let shell = Shell::new();
    let lines = "I love this wonderful bike, thank you so much\nThis is terrible, it broke again and nobody answers\n\
                 I love this wonderful bike, thank you so much\n";
    let said = shell.run_with(&["read"], lines);
    let readings: Vec<Value> = said.out.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(readings.len(), 3);
    assert_eq!(readings[0]["sentiment"]["label"], "positive");
    assert_eq!(readings[1]["sentiment"]["label"], "negative");
    assert_eq!(
        (&readings[1]["repeat_of"], &readings[2]["repeat_of"]),
        (&Value::Null, &Value::from(1))
    );
    assert_eq!(readings[0]["language"], "en");
}

#[test]
fn init_writes_once_and_never_over() {
    let dir = tempfile::tempdir().unwrap();
    let shell = Shell::new();
    let place = dir.path().to_str().unwrap();
    assert_eq!(shell.run(&["init", "-C", place]).status, 0);
    let said = shell.run(&["init", "-C", place]);
    assert!(said.status == 1 && said.err.contains("not touched"), "{}", said.err);
    assert_eq!(shell.run(&["search", "-C", place, "anything", "--count"]).out.trim(), "0");
}
