//! HTML into plain text by throwing tags away: nothing is run, nothing is fetched, nothing is kept that could be.

/// Longest tag that is taken for one; a `<` without its `>` is a sign.
const TAG_BYTES: usize = 4 << 10;
/// Longest HTML that is looked at; a post keeps far less.
const HTML_BYTES: usize = 2 << 20;

/// Elements that begin and end a line.
const BLOCKS: [&str; 33] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "br",
    "dd",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "tr",
    "ul",
    "details",
    "summary",
];

/// Elements whose contents are no words.
const SILENT: [&str; 9] =
    ["script", "style", "template", "noscript", "iframe", "object", "svg", "head", "select"];

/// Whether a cell looks like HTML: a closing tag, a line break or a paragraph.
pub(crate) fn looks_like_html(cell: &str) -> bool {
    let bytes = cell.as_bytes();
    memchr::memchr_iter(b'<', bytes).any(|place| {
        let rest = bytes.get(place..).unwrap_or_default();
        let next = rest.get(1).copied().unwrap_or(0);
        let starts =
            |tag: &[u8]| rest.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag));
        (next == b'/'
            && rest.get(2).is_some_and(u8::is_ascii_alphabetic)
            && memchr::memchr(b'>', rest.get(..24.min(rest.len())).unwrap_or_default()).is_some())
            || [&b"<br>"[..], b"<br/>", b"<br />", b"<p>", b"<p "].iter().any(|tag| starts(tag))
    })
}

/// The words of a piece of HTML. Blocks become lines, other white space becomes single spaces.
pub(crate) fn to_text(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html.get(..html.floor_char_boundary(HTML_BYTES)).unwrap_or(html);
    while let Some(place) = memchr::memchr(b'<', rest.as_bytes()) {
        let (before, from) = rest.split_at_checked(place).unwrap_or((rest, ""));
        push_words(&mut out, before);
        rest = match tag(from) {
            Tag::Named { name, length, closing } => {
                let after = from.get(length..).unwrap_or("");
                if BLOCKS.contains(&name.as_str()) {
                    break_line(&mut out, &name, closing);
                } else if matches!(name.as_str(), "td" | "th") {
                    push_words(&mut out, " ");
                }
                if !closing && SILENT.contains(&name.as_str()) {
                    after_element(after, &name)
                } else {
                    after
                }
            }
            Tag::Comment { length } => from.get(length..).unwrap_or(""),
            Tag::None => {
                out.push('<');
                from.get(1..).unwrap_or("")
            }
        };
    }
    push_words(&mut out, rest);
    let decoded = htmlize::unescape(out.trim());
    decoded.lines().map(str::trim).collect::<Vec<_>>().join("\n")
}

enum Tag {
    Named { name: String, length: usize, closing: bool },
    Comment { length: usize },
    None,
}

/// The tag at the start of `text`, which begins with `<`.
fn tag(text: &str) -> Tag {
    if let Some(comment) = text.strip_prefix("<!--") {
        let end = memchr::memmem::find(comment.as_bytes(), b"-->");
        return Tag::Comment { length: end.map_or(text.len(), |end| end + 7) };
    }
    let bytes = text.as_bytes();
    let closing = bytes.get(1) == Some(&b'/');
    let start = 1 + usize::from(closing);
    let first = bytes.get(start).copied().unwrap_or(0);
    if !(first.is_ascii_alphabetic() || (!closing && matches!(first, b'!' | b'?'))) {
        return Tag::None;
    }
    let Some(length) = tag_end(bytes) else { return Tag::None };
    if !first.is_ascii_alphabetic() {
        return Tag::Comment { length };
    }
    let name = text.get(start..length).unwrap_or("");
    let name = name.chars().take_while(char::is_ascii_alphanumeric);
    Tag::Named { name: name.map(|c| c.to_ascii_lowercase()).collect(), length, closing }
}

/// Where the tag ends: after the first `>` outside quotes.
fn tag_end(bytes: &[u8]) -> Option<usize> {
    let head = bytes.get(..TAG_BYTES).unwrap_or(bytes);
    let first_close = memchr::memchr(b'>', head)?;
    let mut quote = None;
    for (place, &byte) in head.iter().enumerate() {
        match (quote, byte) {
            (Some(open), _) if byte == open => quote = None,
            (None, b'"' | b'\'') if head.get(place.wrapping_sub(1)) == Some(&b'=') => {
                quote = Some(byte)
            }
            (None, b'>') => return Some(place + 1),
            _ => {}
        }
    }
    // A quote that never closes would hide the rest of the post.
    Some(first_close + 1)
}

/// What follows the closing tag of `name`; nothing when it never closes.
fn after_element<'t>(text: &'t str, name: &str) -> &'t str {
    let bytes = text.as_bytes();
    let closes = |place: &usize| {
        let rest = bytes.get(place + 2..).unwrap_or_default();
        bytes.get(place + 1) == Some(&b'/')
            && rest
                .get(..name.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(name.as_bytes()))
    };
    match memchr::memchr_iter(b'<', bytes).find(closes) {
        Some(place) => text.get(place..).unwrap_or(""),
        None => "",
    }
}

fn break_line(out: &mut String, name: &str, closing: bool) {
    while out.ends_with(' ') {
        out.pop();
    }
    let paragraph = matches!(name, "p" | "blockquote" | "ul" | "ol" | "table" | "pre") && closing;
    let wanted = if paragraph { 2 } else { 1 };
    let there = out.bytes().rev().take_while(|b| *b == b'\n').count();
    let missing = if name == "br" { usize::from(there < 2) } else { wanted.max(there) - there };
    if !out.is_empty() {
        out.extend(std::iter::repeat_n('\n', missing));
    }
}

/// Appends words with white space collapsed.
fn push_words(out: &mut String, text: &str) {
    for c in text.chars() {
        if !c.is_ascii_whitespace() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with([' ', '\n']) {
            out.push(' ');
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn tags_go_and_lines_stay() {
        assert_eq!(
            to_text("<p>Hello <b>world</b></p><p>a&amp;b<br>c</p>"),
            "Hello world\n\na&b\nc"
        );
        assert_eq!(to_text("<ul><li>one</li><li>two</li></ul>x"), "one\ntwo\n\nx");
        assert_eq!(to_text("a\n  b <a href=\"x>y\">link</a>"), "a b link");
        assert_eq!(to_text("1 < 2 and 3 > 2 <3"), "1 < 2 and 3 > 2 <3");
        assert_eq!(to_text("&lt;script&gt;x&lt;/script&gt;"), "<script>x</script>");
        assert_eq!(to_text("<!-- no --><!doctype html>yes"), "yes");
    }

    #[test]
    fn scripts_and_styles_leave_nothing() {
        for html in [
            "a<script>alert('</b>')</script>b",
            "a<SCRIPT src=x>alert(1)</SCRIPT >b",
            "a<style>p{}</style>b",
            "a<img src=x onerror=\"alert(1)\">b",
            "a<iframe>alert(1)</iframe>b",
        ] {
            assert_eq!(to_text(html), "ab", "{html}");
        }
        assert_eq!(to_text("a<script>alert(1)"), "a");
    }

    #[test]
    fn html_is_recognised_and_plain_text_is_not() {
        assert!(
            looks_like_html("<p>x</p>")
                && looks_like_html("x<BR/>y")
                && looks_like_html("see <a href=x>y</a>")
        );
        assert!(
            !looks_like_html("I <3 you")
                && !looks_like_html("a </ b")
                && !looks_like_html("x < y > z")
        );
    }

    proptest! {
        #[test]
        fn any_markup_becomes_text(parts in prop::collection::vec("<|>|</|script|p|br|\"|'|=|a|&lt;|<!--|-->| |é|\n", 0..60)) {
            let html = parts.concat();
            let text = to_text(&html);
            prop_assert!(text.len() <= html.len() * 2 + 2);
            let _ = looks_like_html(&html);
        }

        #[test]
        fn text_without_markup_keeps_its_words(text in "[a-zé ]{0,40}") {
            let words: Vec<_> = text.split_whitespace().collect();
            let plain = to_text(&text);
            prop_assert_eq!(plain.split_whitespace().collect::<Vec<_>>(), words);
        }
    }
}
