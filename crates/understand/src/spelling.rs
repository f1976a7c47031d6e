//! What short runs of characters mean in posts: addresses, entities, emoticons, help desks' handles, and which characters
//! do not count.

use model::words::is_emoji;

/// Whether a handle is that of a help desk, as far as its name tells.
pub(crate) fn is_desk(name: &str) -> bool {
    const ENDS: [&str; 11] = [
        "help",
        "helps",
        "support",
        "care",
        "cares",
        "service",
        "services",
        "cs",
        "hilft",
        "kundenservice",
        "sav",
    ];
    let name = name.trim_end_matches(|c: char| c == '_' || c.is_ascii_digit()).as_bytes();
    let bare = |country: usize| name.get(..name.len().saturating_sub(country)).unwrap_or_default();
    let ends = |name: &[u8]| {
        ENDS.iter().any(|end| {
            let from = name.len().saturating_sub(end.len());
            name.get(from..).is_some_and(|tail| tail.eq_ignore_ascii_case(end.as_bytes()))
        })
    };
    ends(name) || ends(bare(2))
}

pub(crate) fn word_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || (!c.is_ascii() && c.is_alphanumeric() && !is_emoji(c))
}

/// Zero-width and formatting characters, variation selectors, skin tones: they neither part words nor count.
pub(crate) fn invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{64b}'..='\u{65f}' | '\u{670}')
        || ('\u{93c}'..='\u{94d}').contains(&c)
}

/// Lower case, one character for one; the spellings of Arabic letters that writers mix are joined. `None`: leave it out.
pub(crate) fn fold(c: char) -> Option<char> {
    Some(match c {
        'أ' | 'إ' | 'آ' => 'ا',
        'ى' => 'ي',
        'ة' => 'ه',
        'ـ' => return None,
        'İ' => 'i',
        _ => c.to_lowercase().next().unwrap_or(c),
    })
}

pub(crate) fn starts_address(here: &str, before: char) -> bool {
    let bytes = here.as_bytes();
    if !matches!(bytes.first(), Some(b'h' | b'H' | b'w' | b'W')) || before.is_alphanumeric() {
        return false;
    }
    let starts = |prefix: &[u8]| {
        bytes.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
    };
    if starts(b"www.") {
        return true;
    }
    // Some exports leave a bare `http` behind where an address stood.
    let after = if starts(b"https") { 5 } else { 4 };
    starts(b"http") && bytes.get(after).is_none_or(|b| matches!(b, b':') || b.is_ascii_whitespace())
}

/// The character of an entity that `here` starts with, and its bytes.
pub(crate) fn entity(here: &str) -> Option<(char, usize)> {
    const NAMED: [(&str, char); 7] = [
        ("&amp;", '&'),
        ("&lt;", '<'),
        ("&gt;", '>'),
        ("&quot;", '"'),
        ("&#39;", '\''),
        ("&apos;", '\''),
        ("&nbsp;", ' '),
    ];
    NAMED.iter().find(|(name, _)| here.starts_with(name)).map(|&(name, c)| (c, name.len()))
}

/// The emoticon that starts with `first` and goes on in `next`: its eyes, its mouth, and its bytes in `next`.
pub(crate) fn emoticon(first: char, next: &str) -> Option<(u32, u32, usize)> {
    let bytes = next.as_bytes();
    let at = |i: usize| bytes.get(i).copied().unwrap_or(0);
    if first == '<' && at(0) == b'3' {
        return Some(('<' as u32, '3' as u32, 1));
    }
    if !matches!(first, ':' | ';' | '=') {
        return None;
    }
    let tear = at(0) == b'\'';
    let mut len = usize::from(matches!(at(0), b'-' | b'\'' | b'^' | b'o') && at(1) != 0);
    let mouth = match at(len) {
        b')' | b']' | b'}' => ')',
        b'(' | b'[' | b'{' => '(',
        b'D' if !at(len + 1).is_ascii_alphanumeric() => 'd',
        b'P' | b'p' if !at(len + 1).is_ascii_alphanumeric() => 'p',
        b'/' | b'\\' if at(len + 1) != b'/' && !at(len + 1).is_ascii_alphanumeric() => '/',
        b'|' => '|',
        b'*' => '*',
        b'O' | b'0' if !at(len + 1).is_ascii_alphanumeric() => 'o',
        _ => return None,
    };
    len += 1;
    while at(len) == at(len - 1) && matches!(mouth, ')' | '(') {
        len += 1;
    }
    let eyes = match first {
        ';' => ';',
        _ if tear => '\'',
        _ => ':',
    };
    Some((eyes as u32, mouth as u32, len))
}
