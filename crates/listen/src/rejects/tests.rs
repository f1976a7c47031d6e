//! Rejects are written whole or not at all, never outside their folder, and can be erased.

use proptest::prelude::*;

use super::*;

fn header() -> RejectsHeader {
    RejectsHeader {
        file: "posts.csv".to_owned(),
        source: "export".to_owned(),
        network: "twitter".to_owned(),
        delimiter: Some(','),
        columns: vec!["id".to_owned(), "text".to_owned()],
        wrapper: None,
        map: String::new(),
        date_order: Some(DateOrder::Dmy),
        html: Vec::new(),
    }
}

fn reject(bytes: &[u8]) -> Reject {
    Reject { line: 7, reason: "why".to_owned(), bytes: bytes.to_vec(), cut_from: None }
}

#[test]
fn a_file_appears_when_finished_and_goes_when_nothing_is_rejected() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("rejects");
    let mut file = RejectFile::new(&dir, "a/posts.csv", header());
    file.push(&reject(b"1,\"x")).unwrap();
    file.push(&reject(b"\xff\xfe")).unwrap();
    assert!(!file.path().exists());
    let path = file.finish().unwrap().unwrap();
    assert_eq!(path, dir.join("posts.csv.jsonl"));
    let text = fs::read_to_string(&path).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[1], r#"{"line":7,"reason":"why","bytes":"1,\"x"}"#);
    assert_eq!(lines[2], r#"{"line":7,"reason":"why","bytes_base64":"//4="}"#);
    assert_eq!(serde_json::from_str::<HeaderLine>(lines[0]).unwrap().header, header());

    let mut given_up = RejectFile::new(&dir, "posts.csv", header());
    given_up.push(&reject(b"2")).unwrap();
    drop(given_up);
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
    assert_eq!(fs::read_dir(&dir).unwrap().count(), 1);

    assert_eq!(RejectFile::new(&dir, "posts.csv", header()).finish().unwrap(), None);
    assert_eq!(fs::read_dir(&dir).unwrap().count(), 0);
}

#[test]
fn a_persons_rejects_can_be_erased() {
    let folder = tempfile::tempdir().unwrap();
    for (name, rows) in [("a", &[&b"1,Ann"[..], b"2,bob planning"][..]), ("b", &[b"ann \xff"])] {
        let mut file = RejectFile::new(folder.path(), name, header());
        rows.iter().for_each(|row| file.push(&reject(row)).unwrap());
        file.finish().unwrap();
    }
    assert_eq!(erase_rejects(folder.path(), &["ann"]).unwrap(), 2);
    assert_eq!(erase_rejects(folder.path(), &["ann"]).unwrap(), 0);
    let left = fs::read_to_string(folder.path().join("a.jsonl")).unwrap();
    assert!(left.contains("2,bob") && !left.contains("Ann"));
    assert!(!folder.path().join("b.jsonl").exists());
    assert_eq!(erase_rejects(&folder.path().join("none"), &["ann"]).unwrap(), 0);
}

proptest! {
    #[test]
    fn no_name_leads_out_of_the_folder(name in "[a./\\\\:\u{0}é-]{0,300}") {
        let dir = Path::new("rejects");
        let path = dir.join(file_name(&name));
        prop_assert_eq!(path.parent(), Some(dir));
        prop_assert_eq!(path.components().count(), 2);
        prop_assert!(path.file_name().unwrap().len() <= 206);
    }
}
