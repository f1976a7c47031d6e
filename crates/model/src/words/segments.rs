//! The segments between Unicode word boundaries (UAX #29), told from bytes alone where the text is ASCII, which most
//! of it is. Everything else is left to the crate that knows all of Unicode; a test holds the two together.

use unicode_segmentation::UnicodeSegmentation;

const LETTER: u8 = 1;
const DIGIT: u8 = 2;
const JOINER: u8 = 4;
const SPACE: u8 = 8;
const BREAK: u8 = 16;
/// Stands between letters without parting them.
const MID_LETTER: u8 = 32;
/// Stands between digits without parting them.
const MID_NUMBER: u8 = 64;
/// What it is depends on what follows and on tables.
const FOREIGN: u8 = 128;
const WORD: u8 = LETTER | DIGIT | JOINER;

/// The classes of UAX #29 as far as ASCII has them.
static CLASS: [u8; 256] = {
    let mut classes = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' => LETTER,
            b'0'..=b'9' => DIGIT,
            b'_' => JOINER,
            b' ' => SPACE,
            b'\n' | b'\r' | 0x0b | 0x0c => BREAK,
            b':' => MID_LETTER,
            b',' | b';' => MID_NUMBER,
            b'.' | b'\'' => MID_LETTER | MID_NUMBER,
            0x80.. => FOREIGN,
            _ => 0,
        };
        byte += 1;
    }
    classes
};

/// The segments of a text, each with the byte where it starts.
pub(super) struct Segments<'a> {
    text: &'a str,
    start: usize,
}

impl<'a> Segments<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        Self { text, start: 0 }
    }
}

impl<'a> Iterator for Segments<'a> {
    type Item = (usize, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.text.get(self.start..).filter(|rest| !rest.is_empty())?;
        let segment = match ascii_len(rest.as_bytes()) {
            Some(len) => rest.get(..len)?,
            None => rest.split_word_bounds().next()?,
        };
        let start = self.start;
        self.start += segment.len();
        Some((start, segment))
    }
}

/// Bytes of the segment that `bytes` start with; `None` where ASCII alone does not tell. A boundary depends on nothing
/// before the segment, so that looking at the rest of a text is enough.
fn ascii_len(bytes: &[u8]) -> Option<usize> {
    let class = |at: usize| bytes.get(at).map_or(0, |byte| CLASS[usize::from(*byte)]);
    let first = class(0);
    if first & WORD != 0 {
        return word_len(first, class);
    }
    let mut len = 1;
    match first {
        BREAK => return Some(if bytes.starts_with(b"\r\n") { 2 } else { 1 }),
        FOREIGN => return None,
        SPACE => {
            while class(len) == SPACE {
                len += 1;
            }
        }
        _ => {}
    }
    // A mark that follows would belong to it.
    (class(len) != FOREIGN).then_some(len)
}

fn word_len(first: u8, class: impl Fn(usize) -> u8) -> Option<usize> {
    let mut last = first;
    let mut len = 1;
    loop {
        let next = class(len);
        if next & WORD != 0 {
            last = next;
            len += 1;
            continue;
        }
        if next == FOREIGN {
            return None;
        }
        let joins =
            (next & MID_LETTER != 0 && last == LETTER) || (next & MID_NUMBER != 0 && last == DIGIT);
        if !joins {
            return Some(len);
        }
        match class(len + 1) {
            FOREIGN => return None,
            after if after == last => len += 2,
            _ => return Some(len),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str) {
        let ours: Vec<_> = Segments::of(text).collect();
        let theirs: Vec<_> = text.split_word_bound_indices().collect();
        assert_eq!(ours, theirs);
    }

    #[test]
    fn every_three_ascii_characters_are_parted_as_unicode_parts_them() {
        let all = || (0..128u8).map(char::from);
        for first in all() {
            for second in all() {
                for third in "aZ0_ \r\n\u{b}:,;.'\"-\u{301}\u{200d}é".chars() {
                    check(&String::from_iter([first, second, third, 'a', '1']));
                }
            }
        }
    }

    proptest! {
        #[test]
        fn segments_are_those_of_unicode(
            text in "\\PC{0,60}|[a-c0-2_ .,:;'\"\r\n#@é\u{301}\u{200d}\u{5d0}👍🏽🇩🇪カ-]{0,60}",
        ) {
            check(&text);
        }
    }
}
