//! Recognises files that hold no posts as text, to say what they are and what to do instead.

use memchr::memmem;

/// What a file is when it cannot be imported, and the remedy.
pub(crate) fn recognise(head: &[u8]) -> Option<(&'static str, &'static str)> {
    const EXCEL: (&str, &str) = ("an Excel file", "export it as CSV");
    let starts = |magic: &[u8]| head.starts_with(magic);
    let holds = |needle: &[u8]| memmem::find(head, needle).is_some();
    Some(if starts(b"PK\x03\x04") || starts(b"PK\x05\x06") {
        if holds(b"xl/") || holds(b"[Content_Types].xml") {
            EXCEL
        } else if holds(b"opendocument.spreadsheet") {
            ("a LibreOffice table", "export it as CSV")
        } else {
            ("a zip archive", "unpack it and import the files in it")
        }
    } else if starts(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        EXCEL
    } else if starts(b"%PDF-") {
        ("a PDF file", "export the posts as CSV or JSON")
    } else if starts(b"\x89PNG\r\n\x1a\n")
        || starts(b"GIF8")
        || starts(b"\xff\xd8\xff")
        || (starts(b"RIFF") && head.get(8..12) == Some(b"WEBP"))
    {
        ("a picture", "export the posts as CSV or JSON")
    } else if starts(b"SQLite format 3\0") {
        ("an SQLite database", "export the table as CSV")
    } else if starts(b"PAR1") {
        ("a Parquet file", "export it as CSV or JSON Lines")
    } else if starts(b"BZh") || starts(b"\xfd7zXZ\0") || starts(b"7z\xbc\xaf\x27\x1c") {
        ("packed with bzip2, xz or 7z", "unpack it first (gzip and zstd can stay packed)")
    } else if starts(b"\x1f\x8b") || starts(b"\x28\xb5\x2f\xfd") {
        ("packed twice", "unpack it once")
    } else if starts(b"{\\rtf") {
        ("a text document with formatting", "save it as plain text")
    } else {
        return markup(head);
    })
}

fn markup(head: &[u8]) -> Option<(&'static str, &'static str)> {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let start: Vec<u8> = head.iter().take(14).map(u8::to_ascii_lowercase).collect();
    if start.starts_with(b"<!doctype html") || start.starts_with(b"<html") {
        return Some((
            "a web page (perhaps a login page saved by mistake)",
            "download the export again and look at it in an editor",
        ));
    }
    start.starts_with(b"<?xml").then_some(("an XML file", "export the posts as CSV or JSON"))
}

/// Whether decoded bytes are no text: many control characters among them.
pub(crate) fn is_binary(head: &[u8]) -> bool {
    let head = head.get(..head.len().min(8 << 10)).unwrap_or_default();
    let odd = head.iter().filter(|&&b| b < 0x20 && !b"\t\n\r\x0c\x1b".contains(&b)).count();
    odd * 20 > head.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_files_are_named() {
        let what = |head: &[u8]| recognise(head).map(|(what, _)| what);
        assert_eq!(what(b"PK\x03\x04....[Content_Types].xml"), Some("an Excel file"));
        assert_eq!(what(b"PK\x03\x04....posts.csv"), Some("a zip archive"));
        assert_eq!(what(b"%PDF-1.7"), Some("a PDF file"));
        assert_eq!(
            what(b"\n <!DOCTYPE HTML><p>"),
            Some("a web page (perhaps a login page saved by mistake)")
        );
        assert_eq!(what(b"id,text"), None);
        assert!(is_binary(&[0, 1, 2, 3, b'a']));
        assert!(!is_binary(b"id,text\n1,\"a\0b\"\n and quite a lot of other text"));
    }
}
