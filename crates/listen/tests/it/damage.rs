//! Bad input: what is broken loses itself, everything else comes through, memory stays small.

use std::io::{self, Read};

use listen::{Import, ImportError, Input};
use proptest::prelude::*;

use super::{open, options, posts, read};

fn rows(count: usize) -> String {
    let mut text = "id,created_at,author,text\n".to_owned();
    for n in 0..count {
        text.push_str(&format!("{n},2015-02-24T11:35:00Z,ann,\"hello, number {n}\"\n"));
    }
    text
}

#[test]
fn one_broken_quote_loses_one_row_of_ten_thousand() {
    for broken in [
        "\"hello, number 99",
        "\"hello\", number 99\"",
        "hello, \"number\" 99",
        "\"hello \"number, 99",
    ] {
        let text = rows(10_000).replace("\"hello, number 99\"\n", &format!("{broken}\n"));
        let chunks = read(text, &options());
        let kept: usize = chunks.iter().map(|c| c.posts.len()).sum();
        let rejects: Vec<_> = chunks.iter().flat_map(|c| &c.rejects).collect();
        assert_eq!(
            (kept, rejects.len(), rejects[0].line),
            (9_999, 1, 101),
            "{broken}: {:?}",
            rejects[0]
        );
    }
}

#[test]
fn a_quote_that_never_closes_in_a_file_without_quotes_loses_its_line() {
    let plain = rows(60_000).replace(['"'], "").replace("hello, number", "hello number");
    let text = plain.replace("hello number 99\n", "\"hello number 99\n");
    let chunks = read(text, &options());
    assert_eq!(chunks.iter().map(|c| c.posts.len()).sum::<usize>(), 59_999);
    assert_eq!(chunks.iter().flat_map(|c| &c.rejects).next().unwrap().line, 101);
}

#[test]
fn chunks_have_a_fixed_number_of_rows() {
    let chunks = read(rows(4_500), &options());
    let sizes: Vec<u64> = chunks.iter().map(|c| c.rows).collect();
    assert_eq!(sizes, [2_000, 2_000, 500]);
    assert_eq!(chunks.iter().map(|c| c.number).collect::<Vec<_>>(), [0, 1, 2]);
}

#[test]
fn what_is_no_file_of_posts_is_named_with_its_remedy() {
    let error = |bytes: &[u8]| {
        open(bytes.to_vec(), &options()).err().map_or_else(String::new, |e| e.to_string())
    };
    insta::assert_snapshot!(error(b""), @"`test` is empty: export it again, or choose another file");
    insta::assert_snapshot!(error(b" \n\n"), @"`test` is empty: export it again, or choose another file");
    insta::assert_snapshot!(error(b"id,date,text\n"), @"`test` has a header in line 1 and no row after it: export it again with posts in it");
    insta::assert_snapshot!(error(b"\x89PNG\r\n\x1a\n0000"), @"`test` cannot be imported: this is a picture: export the posts as CSV or JSON");
    insta::assert_snapshot!(error(b"PK\x03\x04....xl/workbook.xml"), @"`test` cannot be imported: this is an Excel file: export it as CSV");
    insta::assert_snapshot!(error(b"\0\x01\x02\x03\0\x01\x02\x03\xff"), @"`test` cannot be imported: this is no text but a binary file of unknown kind: export the posts as CSV or JSON");
    insta::assert_snapshot!(error(b"id,author,text\n1,ann,hello\n"), @"line 1 of `test`: no column holds the date; the columns are `id`, `author`, `text`; say which one it is with `--map created_at=COLUMN`");
    insta::assert_snapshot!(error(b"{\"a\":1}"), @"line 1 of `test`: no column holds the text; the columns are `a`; say which one it is with `--map text=COLUMN`");
    insta::assert_snapshot!(error(b"[]"), @"line 1 of `test`: no object with members was found: posts are JSON objects, in an array or one per line");
    insta::assert_snapshot!(error(b"[{\"text\":\"x\"}]"), @"line 1 of `test`: no column holds the date; the columns are `text`; say which one it is with `--map created_at=COLUMN`");
    insta::assert_snapshot!(error(b"{\"line\":1,\"reason\":\"x\",\"bytes\":\"y\"}\n"), @r#"`test` looks like rejects of an import, but its first line, `{"header":…}`, is missing or damaged: put it back as it was written"#);
    let mut wrong = options();
    wrong.encoding = Some("klingon".to_owned());
    assert!(matches!(open(rows(1), &wrong), Err(ImportError::UnknownEncoding { .. })));
}

#[test]
fn rows_say_why_they_were_refused() {
    let text = "id,created_at,author,text,title\n\
        1,2015-02-24,ann,,\n2,9999-01-01,ann,x,\n3,1969-12-31,ann,x,\n4,soon,ann,x,\n5,,ann,x,\n6,2015-02-24,ann\n7,2015-02-24,ann,fine,\n";
    let chunks = read(text, &options());
    let reasons: Vec<String> =
        chunks[0].rejects.iter().map(|r| format!("{}: {}", r.line, r.reason)).collect();
    assert_eq!(chunks[0].posts.len(), 1);
    insta::assert_snapshot!(reasons.join("\n"), @"
2: text and title are empty
3: `9999-01-01` lies more than two days after the import: correct the date, or allow the future
4: `1969-12-31` lies before 1970: correct the date
5: `soon` is no date that can be read: write for example 2015-02-24T11:35:00-08:00 or 24 Feb 2015 11:35
6: the date is empty
7: expected 5 columns as in the header, found 3: a delimiter in a cell must stand in double quotes
");
    let mut allowing = options();
    allowing.allow_future = true;
    assert_eq!(read(text, &allowing)[0].posts.len(), 2);
}

#[test]
fn damaged_letters_count_where_they_matter() {
    let mut text = "id,created_at,text,note\n".as_bytes().to_vec();
    for n in 0..20 {
        text.extend(format!("{n},2015-02-24,Grüße aus Köln,süß\n").as_bytes());
    }
    text.extend(b"20,2015-02-24,gr\xfc\xdfe,x\n21,2015-02-24,fine,s\xfc\xdf\n");
    let chunks = read(text, &options());
    assert_eq!((chunks[0].posts.len(), chunks[0].replaced), (21, 1));
    let reject = &chunks[0].rejects[0];
    assert!(
        reject.reason.contains("`text`") && reject.bytes == b"20,2015-02-24,gr\xfc\xdfe,x",
        "{reject:?}"
    );
    assert!(String::from_utf8(chunks[0].posts[20].raw.clone()).unwrap().contains("s\u{fffd}"));
}

#[test]
fn damage_in_another_encoding_is_counted() {
    let text = "id,created_at,text\n1,2015-02-24,fine\n2,2015-02-24,x\n";
    let mut bytes = vec![0xff, 0xfe];
    bytes.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
    let sound = read(bytes.clone(), &options());
    assert_eq!((sound[0].posts.len(), sound[0].replaced), (2, 0));
    // Half of a pair in place of the last x.
    let at = bytes.len() - 4;
    bytes[at..at + 2].copy_from_slice(&0xd83d_u16.to_le_bytes());
    let damaged = read(bytes, &options());
    assert_eq!((damaged[0].posts.len(), damaged[0].replaced), (2, 1));
}

#[test]
fn markup_and_strange_letters_are_kept_as_text_and_links_are_links() {
    let text = "id,created_at,text,url\n1,2015-02-24,<script>alert(1)</script> \u{202e}x\u{200d},javascript:alert(1)\n2,2015-02-24,مرحبا,https://example.org/ö\n";
    let found = posts(text, &options());
    assert_eq!(
        (found[0].url.as_deref(), found[1].url.as_deref()),
        (None, Some("https://example.org/ö"))
    );
    assert!(found[0].text.ends_with("\u{202e}x\u{200d}"));
}

#[test]
fn ten_megabytes_of_emoji_are_a_post_with_its_text_cut() {
    let text =
        format!("id,created_at,text\n1,2015-02-24,{}\n2,2015-02-24,next\n", "😀".repeat(2_600_000));
    let chunks = read(text, &options());
    let posts: Vec<_> = chunks.iter().flat_map(|c| &c.posts).collect();
    assert_eq!((posts.len(), chunks[0].shortened), (2, 1));
    assert_eq!(posts[0].text.chars().count(), 100_000);
    assert!(posts[0].raw.len() < (2 << 20));
}

/// Yields `head`, then `length` letters, then `tail`, without holding them.
struct Long {
    head: &'static [u8],
    length: u64,
    tail: &'static [u8],
}

impl Read for Long {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if !self.head.is_empty() {
            return self.head.read(buffer);
        }
        if self.length > 0 {
            let part = buffer.len().min(usize::try_from(self.length).unwrap_or(usize::MAX));
            buffer[..part].fill(b'x');
            self.length -= part as u64;
            return Ok(part);
        }
        self.tail.read(buffer)
    }
}

#[test]
fn a_line_longer_than_any_may_be_is_streamed_past() {
    for (head, tail) in [
        (
            &b"id,created_at,text\n1,2015-02-24,first\n2,2015-02-24,"[..],
            &b"\n3,2015-02-24,last\n"[..],
        ),
        (b"id,created_at,text\n1,2015-02-24,first\n2,2015-02-24,\"", b"\n3,2015-02-24,last\n"),
        (
            b"{\"id\":1,\"created_at\":\"2015-02-24\",\"text\":\"first\"}\n{\"text\":\"",
            b"\"}\n{\"id\":3,\"created_at\":\"2015-02-24\",\"text\":\"last\"}\n",
        ),
        (
            b"[{\"id\":1,\"created_at\":\"2015-02-24\",\"text\":\"first\"},{\"text\":\"",
            b"\"},{\"id\":3,\"created_at\":\"2015-02-24\",\"text\":\"last\"}]",
        ),
    ] {
        let length = 48 << 20;
        let input = Input::stream("long", Long { head, length, tail });
        let chunks: Vec<_> = Import::open(input, &options()).unwrap().map(Result::unwrap).collect();
        let posts: Vec<_> = chunks.iter().flat_map(|c| &c.posts).map(|p| p.text.as_str()).collect();
        assert_eq!(posts, ["first", "last"]);
        let reject = chunks.iter().flat_map(|c| &c.rejects).next().unwrap();
        assert!(
            reject.cut_from.unwrap() >= length && reject.bytes.len() <= (1 << 20),
            "{}",
            reject.reason
        );
    }
}

#[test]
fn a_packed_file_that_is_cut_off_keeps_what_came_before() {
    use std::io::Write;
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    let mut text = rows(0);
    for n in 0..30_000_u64 {
        let noise = n.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        text.push_str(&format!("{n},2015-02-24T11:35:00Z,ann,hello {noise:x}\n"));
    }
    packer.write_all(text.as_bytes()).unwrap();
    let packed = packer.finish().unwrap();
    let results: Vec<_> =
        open(packed[..packed.len() - 2000].to_vec(), &options()).unwrap().collect();
    let (last, before) = results.split_last().unwrap();
    assert!(before.iter().all(Result::is_ok) && before.len() > 5);
    let error = last.as_ref().unwrap_err().to_string();
    assert!(
        error.contains("stopped near line") && error.contains("import it once more"),
        "{error}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_bytes_are_imported_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        if let Ok(import) = open(bytes, &options()) {
            import.for_each(drop);
        }
    }

    #[test]
    fn any_rows_become_posts_or_rejects(body in "[0-9a-z,\"\n\r;\\{\\}\\[\\]: é-]{0,300}", json in any::<bool>()) {
        let head = if json { "[{\"id\":1,\"created_at\":\"2015-02-24\",\"text\":\"x\"}," } else { "id,created_at,text\n" };
        let text = format!("{head}{body}");
        if let Ok(import) = open(text, &options()) {
            for chunk in import {
                let chunk = chunk.unwrap();
                prop_assert_eq!(chunk.rows, (chunk.posts.len() + chunk.rejects.len()) as u64);
            }
        }
    }
}
