//! Nothing said is lost, nothing is counted twice, and a bad row is data.

use std::fs;
use std::thread;
use std::time::Duration;

use crate::shell::{Shell, csv};

#[test]
fn the_same_file_twice_adds_nothing_and_a_changed_post_is_a_new_version() {
    let shell = Shell::new();
    let file = shell.write("posts.csv", csv(50).as_bytes());
    let first = shell.json(&["import", &file, "--json"]);
    assert_eq!(first[0]["added"], 50);
    let again = shell.json(&["import", &file, "--json"]);
    assert_eq!((again[0]["added"].as_u64(), again[0]["unchanged"].as_u64()), (Some(0), Some(50)));
    assert_eq!(again[0]["known"], true);
    let changed =
        shell.write("changed.csv", csv(50).replace("number 7,", "number seven,").as_bytes());
    let third = shell.json(&["import", &changed, "--json"]);
    assert_eq!((third[0]["added"].as_u64(), third[0]["changed"].as_u64()), (Some(0), Some(1)));
    assert_eq!(shell.count("acme OR zeta"), 50);
    assert_eq!(shell.count("\"number seven\""), 1);
    assert_eq!(shell.count("\"number 7\""), 0);
    let status = shell.json(&["status", "--json"]);
    assert_eq!((status["posts"].as_u64(), status["older_versions"].as_u64()), (Some(50), Some(1)));
}

#[test]
fn what_was_cut_or_replaced_is_told() {
    let shell = Shell::new();
    let long = "acme ".repeat(20_001);
    let mut file = format!("id,date,author,text,note\n1,2026-03-01,ann,{long},x\n").into_bytes();
    for n in 2..30 {
        file.extend(format!("{n},2026-03-01,bob,Acme number {n},süß\n").into_bytes());
    }
    file.extend(b"99,2026-03-01,eve,Acme is fine,s\xfc\xdf\n");
    let file = shell.write("damaged.csv", &file);
    let said = shell.run(&["import", &file]).out;
    assert!(said.contains("texts cut at 100000 characters: 1\n"), "{said}");
    assert!(said.contains("became \u{fffd}: 1\n"), "{said}");
}

#[test]
fn a_file_that_overlaps_another_adds_what_is_new_and_follows_posts_that_go_back_and_forth() {
    let shell = Shell::new();
    // One post is said in two ways, in one chunk and in chunks far apart.
    let near = "near,2026-03-01,ann,Acme is fine\nnear,2026-03-01,ann,Acme is broken\n";
    let far = ("far,2026-03-01,bob,Acme is late\n", "far,2026-03-01,bob,Acme came early\n");
    let posts = csv(7_000);
    let (head, rows) = posts.split_once('\n').unwrap();
    let file = |more: &str| format!("{head}\n{near}{}{rows}{}{more}", far.0, far.1);
    let first = shell.write("first.csv", file("").as_bytes());
    let first = shell.json(&["import", &first, "--json"]);
    assert_eq!((first[0]["added"].as_u64(), first[0]["changed"].as_u64()), (Some(7_002), Some(2)));
    let more = "new,2026-03-02,eve,Acme is new here\n";
    let second = shell.write("second.csv", file(more).as_bytes());
    let second = shell.json(&["import", &second, "--json"]);
    let count = |what: &str| second[0][what].as_u64().unwrap();
    assert_eq!((count("added"), count("changed"), count("unchanged")), (1, 4, 7_000));
    for (query, expected) in [
        ("\"acme is broken\"", 1),
        ("\"acme came early\"", 1),
        ("\"acme is late\" OR \"acme is fine\"", 0),
        ("\"new here\" AND lang:en", 1),
    ] {
        assert_eq!(shell.count(query), expected, "{query}");
    }
    let status = shell.json(&["status", "--json"]);
    assert_eq!(
        (status["posts"].as_u64(), status["older_versions"].as_u64()),
        (Some(7_003), Some(6))
    );
}

#[test]
fn rejects_are_kept_mended_and_imported_again() {
    let shell = Shell::new();
    let text = format!("{}x,not a date,ann,Acme broke\n", csv(5));
    let file = shell.write("posts.csv", text.as_bytes());
    let said = shell.run(&["import", &file]);
    assert_eq!(said.status, 3, "{}", said.err);
    let rejects = shell.path("rejects").join("posts.csv.jsonl");
    let kept = fs::read_to_string(&rejects).unwrap();
    assert!(kept.contains("not a date") && kept.contains("\"line\":7"), "{kept}");
    fs::write(&rejects, kept.replace("x,not a date", "x,2026-03-02")).unwrap();
    let mended = shell.json(&["import", rejects.to_str().unwrap(), "--json"]);
    assert_eq!(mended[0]["added"], 1);
    assert_eq!(shell.count("broke"), 1);
    assert!(!rejects.exists(), "mended rejects leave no file");
}

#[test]
fn bad_files_are_refused_with_reason_and_remedy() {
    let shell = Shell::new();
    for (name, bytes, expected) in [
        ("empty.csv", b"".as_slice(), "empty"),
        ("sheet.xlsx", b"PK\x03\x04....[Content_Types].xml".as_slice(), "CSV"),
        ("other.csv", b"colour,shape\nred,round\n".as_slice(), "--map"),
    ] {
        let file = shell.write(name, bytes);
        let said = shell.run(&["import", &file]);
        assert_eq!(said.status, 1, "{name}");
        assert!(said.err.contains(expected) && said.err.contains(name), "{name}: {}", said.err);
    }
    assert_eq!(shell.count("acme"), 0);
}

#[test]
fn an_import_that_is_killed_goes_on_to_the_same_posts_and_counts() {
    let whole = Shell::new();
    let rows = 30_000;
    let file = whole.write("posts.csv", csv(rows).as_bytes());
    assert_eq!(whole.run(&["import", &file]).status, 0);
    let broken = Shell::new();
    let file = broken.write("posts.csv", csv(rows).as_bytes());
    for wait_ms in [120, 250, 400] {
        let mut child = broken.command(&["import", &file]).spawn().unwrap();
        thread::sleep(Duration::from_millis(wait_ms));
        child.kill().unwrap();
        child.wait().unwrap();
    }
    let last = broken.run(&["import", &file]);
    assert_eq!(last.status, 0, "{}", last.err);
    for query in ["acme", "zeta", "subject:Acme", "is:repeat", "\"promise number 12345\""] {
        assert_eq!(broken.count(query), whole.count(query), "{query}");
    }
    assert_eq!(broken.count("acme OR zeta"), rows as u64);
}

#[test]
fn hostile_text_is_never_executed_and_standard_input_works() {
    let shell = Shell::new();
    let rows = "id,date,author,text\n1,2026-03-01,eve,\"Acme <script>alert(1)</script> \u{202e}odd\u{1b}[2J\"\n";
    let said = shell.run_with(&["import", "-"], rows);
    assert_eq!(said.status, 0, "{}", said.err);
    let found = shell.run(&["search", "acme"]);
    assert!(!found.out.contains('\u{1b}') && !found.out.contains('\u{202e}'), "{}", found.out);
    assert_eq!(shell.run(&["assess"]).status, 0);
    let page = fs::read_to_string(shell.path("assessment.html")).unwrap();
    assert!(!page.contains("<script"), "a script got into the page");
}

#[test]
fn a_preview_imports_nothing() {
    let shell = Shell::new();
    let file = shell.write("posts.csv", csv(10).as_bytes());
    let said = shell.run(&["import", &file, "--preview"]);
    assert_eq!(said.status, 0);
    assert!(said.out.contains("created_at"), "{}", said.out);
    assert!(!shell.path("ledger.db").exists());
}
