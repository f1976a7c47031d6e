//! Text from outside made harmless to look at: what controls, reverses or hides other text is taken out, and what is
//! long is cut. Escaping is not done here but where text is written.

use unicode_segmentation::UnicodeSegmentation;

/// How many characters of a quote are shown.
pub const QUOTE_CHARS: usize = 280;

/// More marks than this on one letter are dropped; no living language needs as many.
const MOST_MARKS: usize = 6;

/// `text` on one line, without control characters, direction overrides and invisible characters.
pub fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut space = true;
    let mut marks = 0;
    for c in text.chars() {
        if c.is_whitespace() || c.is_control() {
            if !space {
                out.push(' ');
            }
            space = true;
            continue;
        }
        marks = if is_stacking_mark(c) { marks + 1 } else { 0 };
        if is_invisible(c) || marks > MOST_MARKS {
            continue;
        }
        out.push(c);
        space = false;
    }
    out.truncate(out.trim_end().len());
    out
}

/// [`clean`], cut to at most `most` characters with `…` at the end where something was cut; never inside a
/// character that readers see as one.
pub fn cut(text: &str, most: usize) -> String {
    // Cleaning only shortens, so that much more than is shown need never be looked at.
    let head: String = text.chars().take(most.saturating_mul(4)).collect();
    let cleaned = clean(&head);
    let whole = head.len() == text.len();
    if whole && cleaned.chars().count() <= most {
        return cleaned;
    }
    let mut out = String::new();
    let mut used = 0;
    for cluster in cleaned.graphemes(true) {
        let chars = cluster.chars().count();
        if used + chars > most.saturating_sub(1) {
            break;
        }
        out.push_str(cluster);
        used += chars;
    }
    out.truncate(out.trim_end().len());
    out.push('…');
    out
}

/// [`clean`], and kept from reversing its neighbours where it is written from right to left.
pub fn name(text: &str) -> String {
    let cleaned = clean(text);
    if cleaned.chars().any(is_right_to_left) {
        format!("\u{2068}{cleaned}\u{2069}")
    } else {
        cleaned
    }
}

/// The address if a reader may safely follow it: `http` or `https`, no blanks or controls, at most 2,000 bytes.
pub fn link(url: &str) -> Option<&str> {
    let url = url.trim();
    let starts = |scheme: &str| {
        url.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme))
    };
    let plain = url.len() <= 2_000
        && !url.chars().any(|c| c.is_whitespace() || c.is_control() || is_invisible(c));
    (plain && (starts("http://") || starts("https://"))).then_some(url)
}

/// Overrides of direction, isolates, invisible operators, interlinear marks, tags, unassigned noncharacters.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{fdd0}'..='\u{fdef}'
        | '\u{fffe}' | '\u{ffff}' | '\u{e0000}'..='\u{e007f}')
}

/// The blocks of combining marks that pile up over several lines.
fn is_stacking_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{1ab0}'..='\u{1aff}'
        | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// `text` for one value of a query string.
pub fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                out.push(char::from(byte))
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_reverses_hides_or_controls_is_taken_out() {
        assert_eq!(clean("a\u{202e}b\u{1b}[31mc\u{200b}d\r\n e "), "ab [31mcd e");
        assert_eq!(clean("👩\u{200d}🔧 ok"), "👩\u{200d}🔧 ok");
        assert_eq!(clean(&format!("z{}", "\u{301}".repeat(40))).chars().count(), 1 + MOST_MARKS);
        assert_eq!(name("دراجة"), "\u{2068}دراجة\u{2069}");
        assert_eq!(name("Larkfield"), "Larkfield");
    }

    #[test]
    fn cuts_fall_between_characters_that_readers_see() {
        assert_eq!(cut("short", 10), "short");
        assert_eq!(cut("a long sentence", 7), "a long…");
        assert_eq!(cut("ab👩\u{200d}🔧cdef", 5), "ab…");
    }

    #[test]
    fn only_web_addresses_become_links() {
        assert_eq!(link(" https://example.org/a?b=c "), Some("https://example.org/a?b=c"));
        assert_eq!(link("HTTP://example.org"), Some("HTTP://example.org"));
        for bad in [
            "javascript:alert(1)",
            "data:text/html,x",
            "//example.org",
            "https://a b",
            "ht\ntp://x",
            "",
        ] {
            assert_eq!(link(bad), None, "{bad}");
        }
    }

    proptest! {
        #[test]
        fn a_cut_is_never_longer_than_asked_and_holds_nothing_invisible(text in any::<String>(), most in 1usize..400) {
            let shown = cut(&text, most);
            prop_assert!(shown.chars().count() <= most);
            prop_assert!(!shown.chars().any(|c| c.is_control() || is_invisible(c)));
        }
    }

    #[test]
    fn every_byte_survives_a_query_string() {
        assert_eq!(encode("a b&c=ü"), "a%20b%26c%3D%C3%BC");
    }
}
