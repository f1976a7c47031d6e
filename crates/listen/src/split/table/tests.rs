//! A broken quote loses its line, not the file.

use proptest::prelude::*;

use super::*;

fn split(text: &[u8], columns: usize) -> Vec<(u64, Verdict, String)> {
    let mut feed = Feed::of_bytes(text, 1);
    let mut chunk = RawChunk::default();
    let mut table = Table { delimiter: b',', columns };
    while table.next(&mut feed, &mut chunk).unwrap() {}
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    chunk.iter().map(|(r, bytes)| (r.line, r.verdict.clone(), text(bytes))).collect()
}

fn unquoted(row: &[u8], quoting: Quoting) -> Vec<String> {
    let mut found = Vec::new();
    cells(row, b',', quoting, |cell| found.push(String::from_utf8_lossy(cell).into_owned()));
    found
}

#[test]
fn rows_are_cut_by_the_rules_of_quoting() {
    let rows = split(b"1,\"a, b\nc\",x\r\n\r\n,,\n2,\"say \"\"hi\"\"\",y", 3);
    assert_eq!(rows.len(), 2);
    assert_eq!((rows[0].0, rows[0].2.as_str()), (1, "1,\"a, b\nc\",x"));
    assert_eq!((rows[1].0, rows[1].2.as_str()), (5, "2,\"say \"\"hi\"\"\",y"));
    assert_eq!(unquoted(rows[0].2.as_bytes(), Quoting::Strict), ["1", "a, b\nc", "x"]);
    assert_eq!(unquoted(rows[1].2.as_bytes(), Quoting::Strict), ["2", "say \"hi\"", "y"]);
}

#[test]
fn a_broken_quote_is_noticed_and_loses_its_line() {
    let rows = split(b"1,\"broken,x\n2,\"good\",y\n3,\"fine\",z\n", 3);
    let bad: Vec<u64> =
        rows.iter().filter(|r| matches!(r.1, Verdict::Bad { .. })).map(|r| r.0).collect();
    assert_eq!((rows.len(), bad), (3, vec![1]));
    let never = split(b"1,\"broken,x\n2,good,y\n3,fine,z\n", 3);
    assert_eq!(never.len(), 3);
    assert_eq!(never[1].1, Verdict::Row(Quoting::Strict));
}

#[test]
fn quotes_that_are_not_doubled_are_understood_where_the_columns_fit() {
    let rows = split(b"1,\"he said \"hi\" to me\",x\n2,\"ends with \"hi\"\",y\n", 3);
    assert_eq!(rows[0].1, Verdict::Row(Quoting::Loose));
    assert_eq!(unquoted(rows[0].2.as_bytes(), Quoting::Loose), ["1", "he said \"hi\" to me", "x"]);
    assert_eq!(unquoted(rows[1].2.as_bytes(), Quoting::Loose), ["2", "ends with \"hi\"", "y"]);
}

#[test]
fn a_wrong_number_of_columns_is_told() {
    let rows = split(b"1,a\n2,b,c\n", 3);
    let Verdict::Bad { reason, .. } = &rows[0].1 else { panic!("accepted") };
    assert!(reason.starts_with("expected 3 columns as in the header, found 2"), "{reason}");
}

proptest! {
    #[test]
    fn every_byte_is_in_a_record_or_blank(text in "[a,\"\n\r ]{0,80}") {
        let rows = split(text.as_bytes(), 3);
        let letters = |t: &str| t.bytes().filter(|b| *b == b'a').count();
        prop_assert_eq!(rows.iter().map(|r| letters(&r.2)).sum::<usize>(), letters(&text));
        let lines: Vec<u64> = rows.iter().map(|r| r.0).collect();
        prop_assert!(lines.is_sorted());
    }

    #[test]
    fn what_is_quoted_by_the_rules_comes_back(table in prop::collection::vec(prop::collection::vec("[a-c,\"\n\r é]{0,8}", 3), 1..8)) {
        let quote = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
        let lines: Vec<String> = table.iter().map(|row| row.iter().map(quote).collect::<Vec<_>>().join(",")).collect();
        let text = lines.join("\r\n");
        let rows = split(text.as_bytes(), 3);
        let blank = |row: &Vec<String>| lines[table.iter().position(|r| r == row).unwrap()].bytes().all(|b| b == b',' || b.is_ascii_whitespace());
        let wanted: Vec<Vec<String>> = table.iter().filter(|row| !blank(row)).cloned().collect();
        let found: Vec<Vec<String>> = rows.iter().map(|r| unquoted(r.2.as_bytes(), Quoting::Strict)).collect();
        prop_assert_eq!(found, wanted);
    }

    #[test]
    fn any_bytes_are_cut(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = split(&bytes, 2);
    }
}
