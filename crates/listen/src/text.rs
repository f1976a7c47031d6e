//! Cells into plain text: markup and entities resolved, control characters out, not longer than a post may be.

use std::borrow::Cow;

use crate::options::TEXT_CHARS;

pub(crate) mod html;

/// A cell as plain text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Clean {
    pub(crate) text: String,
    /// Whether it was longer than a post may be.
    pub(crate) shortened: bool,
}

/// The plain text of a cell.
pub(crate) fn clean(cell: &str, is_html: bool) -> Clean {
    let plain = if is_html { Cow::Owned(html::to_text(cell)) } else { decode_entities(cell) };
    let plain = without_controls(plain);
    let mut text = match plain {
        Cow::Borrowed(text) => text.trim().to_owned(),
        Cow::Owned(text) if text.trim().len() == text.len() => text,
        Cow::Owned(text) => text.trim().to_owned(),
    };
    let shortened = shorten(&mut text, TEXT_CHARS);
    Clean { text, shortened }
}

/// Cuts `text` after `chars` characters; whether there were more.
pub(crate) fn shorten(text: &mut String, chars: usize) -> bool {
    if text.len() <= chars {
        return false;
    }
    match text.char_indices().nth(chars) {
        Some((end, _)) => {
            text.truncate(end);
            true
        }
        None => false,
    }
}

/// Decodes `&amp;` and the like. By the rules for attributes, so that `?a=1&copy=2` in a link stays as it is.
fn decode_entities(cell: &str) -> Cow<'_, str> {
    if memchr::memchr(b'&', cell.as_bytes()).is_none() {
        return Cow::Borrowed(cell);
    }
    htmlize::unescape_attribute(cell)
}

/// Without control characters except line breaks and tabs; all line breaks as `\n`.
fn without_controls(text: Cow<'_, str>) -> Cow<'_, str> {
    // C1 controls are C2 80 … C2 9F in UTF-8, so text without C2 and without C0 controls needs no second look.
    let suspicious = |b: &u8| (*b < 0x20 && *b != b'\n' && *b != b'\t') || *b == 0x7f || *b == 0xc2;
    if !text.bytes().any(|b| suspicious(&b)) {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' => {
                if chars.peek() != Some(&'\n') {
                    out.push('\n');
                }
            }
            '\n' | '\t' => out.push(c),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn entities_are_decoded_once_and_controls_go() {
        let plain = |cell| clean(cell, false).text;
        assert_eq!(plain("a &amp; b &lt;b&gt; &amp;amp; &#128512;"), "a & b <b> &amp; 😀");
        assert_eq!(plain("see /?a=1&copy=2 at AT&T"), "see /?a=1&copy=2 at AT&T");
        assert_eq!(plain(" a\0b\u{7}\u{9b}c\r\nd\re\tf\u{200d} "), "abc\nd\ne\tf\u{200d}");
        assert_eq!(plain("<script>alert(1)</script>"), "<script>alert(1)</script>");
        assert_eq!(plain("شكرا \u{202e}x"), "شكرا \u{202e}x");
    }

    #[test]
    fn long_text_is_cut_at_a_character() {
        let long = "😀".repeat(TEXT_CHARS + 1);
        let cleaned = clean(&long, false);
        assert!(cleaned.shortened);
        assert_eq!(cleaned.text.chars().count(), TEXT_CHARS);
        assert!(!clean(&"é".repeat(TEXT_CHARS), false).shortened);
    }

    proptest! {
        #[test]
        fn no_control_character_survives(cell in any::<String>(), html in any::<bool>()) {
            let text = clean(&cell, html).text;
            prop_assert!(!text.chars().any(|c| c.is_control() && c != '\n' && c != '\t'), "{:?}", text);
            prop_assert_eq!(text.trim(), text.as_str());
        }
    }
}
