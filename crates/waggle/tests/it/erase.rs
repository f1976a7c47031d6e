//! Erasure is real: no file of the workspace holds the words afterwards, and they do not come back.

use std::fs;
use std::path::Path;

use crate::shell::{Shell, csv};

fn files_with(dir: &Path, words: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_with(&path, words));
        } else if fs::read(&path)
            .unwrap()
            .windows(words.len())
            .any(|w| w.eq_ignore_ascii_case(words))
        {
            found.push(path.display().to_string());
        }
    }
    found
}

#[test]
fn a_person_is_forgotten_by_ledger_index_and_rejects_and_stays_forgotten() {
    let shell = Shell::new();
    let mut text = csv(500);
    text.push_str("a,2026-03-02,quizzelda,Acme xylophonic secret\n");
    text.push_str("b,no date,quizzelda,Acme xylophonic reject\n");
    let outside = tempfile::tempdir().unwrap();
    let file = outside.path().join("posts.csv");
    fs::write(&file, &text).unwrap();
    let file = file.to_str().unwrap();
    assert_eq!(shell.run(&["import", file]).status, 3);
    assert_eq!(shell.count("xylophonic"), 1);
    let erased = shell.json(&["erase", "--author", "csv:Quizzelda", "--json"]);
    assert_eq!((erased["posts"].as_u64(), erased["rejects"].as_u64()), (Some(1), Some(1)));
    assert_eq!(shell.count("xylophonic"), 0);
    let root = shell.path("");
    assert_eq!(files_with(&root, b"xylophonic"), Vec::<String>::new());
    assert_eq!(files_with(&root, b"quizzelda"), Vec::<String>::new());
    shell.run(&["import", file]);
    fs::write(file, text.replace("number 3,", "number three,")).unwrap();
    shell.run(&["import", file]);
    assert_eq!(shell.count("xylophonic"), 0, "a later import must not bring it back");
    assert_eq!(shell.count("\"number three\""), 1);
}

#[test]
fn one_post_is_erased_by_its_id() {
    let shell = Shell::new();
    let file = shell.write("posts.csv", csv(20).as_bytes());
    shell.run(&["import", &file]);
    let hit = shell.json(&["search", "\"number 4\"", "--json"]);
    let id = hit["id"].as_str().unwrap();
    assert_eq!(shell.json(&["erase", "--post", id, "--json"])["posts"], 1);
    assert_eq!((shell.count("\"number 4\""), shell.count("acme OR zeta")), (0, 19));
    let wrong = shell.run(&["erase", "--post", "nonsense"]);
    assert!(wrong.status == 1 && wrong.err.contains("32 hexadecimal"), "{}", wrong.err);
}
