//! A broken object loses itself, not the array.

use proptest::prelude::*;

use super::*;

fn split(text: &[u8], mut elements: Elements) -> Vec<(u64, bool, String)> {
    let mut feed = Feed::of_bytes(text, 1);
    let mut chunk = RawChunk::default();
    while elements.next(&mut feed, &mut chunk).unwrap() {}
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    chunk.iter().map(|(r, bytes)| (r.line, r.verdict == Verdict::Object, text(bytes))).collect()
}

fn array(text: &str) -> Vec<(u64, bool, String)> {
    split(text.as_bytes(), Elements { in_array: true, key: None })
}

#[test]
fn objects_are_cut_by_their_brackets() {
    let found = array("{\"a\":[1,{\"b\":\"]}\"}]},\n {\"c\":\"\\\"}\"} ] {\"not\":1}");
    assert_eq!(found.len(), 2);
    assert_eq!(found[0], (1, true, "{\"a\":[1,{\"b\":\"]}\"}]}".to_owned()));
    assert_eq!(found[1], (2, true, "{\"c\":\"\\\"}\"}".to_owned()));
}

#[test]
fn a_broken_object_loses_itself() {
    for broken in ["{\"a\":\"x}", "{\"a\":1]}", "{\"a\":{\"b\":1}", "{\"a\":[1}", "12"] {
        let text = format!("{{\"n\":1}},\n{broken},\n{{\"n\":2}},\n{{\"n\":3}}]");
        let found = array(&text);
        let good: Vec<&str> = found.iter().filter(|f| f.1).map(|f| f.2.as_str()).collect();
        assert!(good.contains(&"{\"n\":1}") && good.contains(&"{\"n\":3}"), "{broken}: {found:?}");
        assert!(found.iter().any(|f| !f.1), "{broken}: {found:?}");
    }
}

#[test]
fn further_pages_under_the_same_key_are_read() {
    let pages = Elements { in_array: true, key: Some("results".to_owned()) };
    let text = b"{\"n\":1}],\"total\":2}\n{\"page\":2,\"results\" : [ {\"n\":2} ] }";
    assert_eq!(
        split(text, pages).iter().map(|f| f.2.as_str()).collect::<Vec<_>>(),
        ["{\"n\":1}", "{\"n\":2}"]
    );
}

#[test]
fn a_missing_bracket_is_noticed_at_the_next_object() {
    assert_eq!(
        scan(b"{\"a\":{\"b\":1},\n{\"n\":2}", false),
        Scan::Malformed("a `}` of the object is missing")
    );
    assert_eq!(scan(b"{\"a\" : {\"b\": [ {}, [1] ]}}", false), Scan::Value(26));
}

proptest! {
    #[test]
    fn any_bytes_are_cut(text in "[{}\\[\\]\",:a\n\\\\ ]{0,80}", in_array in any::<bool>()) {
        let _ = split(text.as_bytes(), Elements { in_array, key: Some("a".to_owned()) });
        let mut feed = Feed::of_bytes(text.as_bytes(), 1);
        let mut chunk = RawChunk::default();
        while Lines.next(&mut feed, &mut chunk).unwrap() {}
    }
}
