//! Turns a file's bytes into UTF-8, whatever the exporting tool wrote, while they stream by.

use std::io::{self, Read};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{CoderResult, Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::input::read_up_to;

/// The encoding of a file and why it is taken for that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Guess {
    pub(crate) encoding: &'static Encoding,
    /// Bytes of byte order mark at the start.
    pub(crate) mark: usize,
    /// Whether neither a mark nor valid UTF-8 shows it.
    pub(crate) uncertain: bool,
}

/// What the head of a file says; `whole` tells that the file ends with it.
pub(crate) fn guess(head: &[u8], whole: bool) -> Guess {
    if let Some((encoding, mark)) = Encoding::for_bom(head) {
        return Guess { encoding, mark, uncertain: false };
    }
    let certain = |encoding| Guess { encoding, mark: 0, uncertain: false };
    if let Some(encoding) = utf16_without_mark(head) {
        return certain(encoding);
    }
    let (sequences, damage) = utf8_evidence(head, whole);
    if damage == 0 || sequences >= damage * 10 {
        return certain(UTF_8);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(head, whole);
    Guess { encoding: detector.guess(None, Utf8Detection::Deny), mark: 0, uncertain: true }
}

/// Text in Latin letters has a zero byte beside nearly each letter in UTF-16, on the side that tells the byte order.
fn utf16_without_mark(head: &[u8]) -> Option<&'static Encoding> {
    let (pairs, _) = head.as_chunks::<2>();
    let first = pairs.iter().filter(|[a, b]| *a == 0 && *b != 0).count();
    let second = pairs.iter().filter(|[a, b]| *b == 0 && *a != 0).count();
    let many = |zeros: usize| pairs.len() >= 4 && zeros * 10 >= pairs.len() * 4;
    if many(second) && first * 20 < second {
        Some(UTF_16LE)
    } else if many(first) && second * 20 < first {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// How many valid sequences of several bytes, and how many invalid ones; a sequence cut off by the end of the head is
/// neither.
fn utf8_evidence(mut head: &[u8], whole: bool) -> (usize, usize) {
    let mut sequences = 0;
    let mut damage = 0;
    let starts = |valid: &[u8]| valid.iter().filter(|&&byte| byte >= 0xc0).count();
    loop {
        match std::str::from_utf8(head) {
            Ok(valid) => return (sequences + starts(valid.as_bytes()), damage),
            Err(error) => {
                let (valid, rest) = head.split_at(error.valid_up_to());
                sequences += starts(valid);
                match error.error_len() {
                    Some(length) => {
                        damage += 1;
                        head = rest.get(length..).unwrap_or_default();
                    }
                    None => return (sequences, damage + usize::from(whole)),
                }
            }
        }
    }
}

/// A stream of UTF-8. What is UTF-8 already passes through untouched, invalid bytes too, so that rejects keep them.
pub(crate) struct Decoded {
    inner: Box<dyn Read + Send>,
    decoder: Option<Decoder>,
    input: Vec<u8>,
    replaced: u64,
    cr_to_lf: bool,
}

impl Decoded {
    /// Everything that `inner` yields after a byte order mark of `mark` bytes.
    pub(crate) fn new(
        mut inner: Box<dyn Read + Send>,
        encoding: &'static Encoding,
        mark: usize,
    ) -> io::Result<Self> {
        let mut skipped = vec![0; mark];
        inner.read_exact(&mut skipped)?;
        let decoder = (encoding != UTF_8).then(|| encoding.new_decoder_without_bom_handling());
        Ok(Self { inner, decoder, input: Vec::new(), replaced: 0, cr_to_lf: false })
    }

    /// Malformed sequences replaced since the last time; always 0 for UTF-8.
    pub(crate) fn take_replaced(&mut self) -> u64 {
        std::mem::take(&mut self.replaced)
    }

    /// From now on takes a lone carriage return for a line end (files of old Macintosh programs).
    pub(crate) fn treat_cr_as_lf(&mut self) {
        self.cr_to_lf = true;
    }

    /// Appends about `wanted` bytes (more where decoding makes them longer); `true` at the end.
    pub(crate) fn fill(&mut self, out: &mut Vec<u8>, wanted: usize) -> io::Result<bool> {
        let before = out.len();
        let ended = match &mut self.decoder {
            None => read_up_to(&mut self.inner, out, wanted)?,
            Some(decoder) => {
                self.input.clear();
                let ended = read_up_to(&mut self.inner, &mut self.input, wanted)?;
                self.replaced += decode(decoder, &self.input, out, ended);
                ended
            }
        };
        if self.cr_to_lf {
            let new = out.get_mut(before..).unwrap_or_default();
            new.iter_mut().filter(|byte| **byte == b'\r').for_each(|byte| *byte = b'\n');
        }
        Ok(ended)
    }
}

/// Appends the UTF-8 of `input`; returns how many malformed sequences were replaced (at most one is counted per step
/// of the decoder).
fn decode(decoder: &mut Decoder, mut input: &[u8], out: &mut Vec<u8>, last: bool) -> u64 {
    let mut replaced = 0;
    loop {
        let old = out.len();
        let room = decoder.max_utf8_buffer_length(input.len().min(64 << 10)).unwrap_or(256 << 10);
        out.resize(old + room.max(16), 0);
        let step = input.get(..input.len().min(64 << 10)).unwrap_or_default();
        let final_step = last && step.len() == input.len();
        let target = out.get_mut(old..).unwrap_or_default();
        let (result, read, written, damaged) = decoder.decode_to_utf8(step, target, final_step);
        out.truncate(old + written);
        replaced += u64::from(damaged);
        input = input.get(read..).unwrap_or_default();
        if result == CoderResult::InputEmpty && input.is_empty() {
            return replaced;
        }
    }
}

#[cfg(test)]
mod tests {
    use encoding_rs::{SHIFT_JIS, WINDOWS_1252};
    use proptest::prelude::*;

    use super::*;

    fn decoded(bytes: &[u8], encoding: &'static Encoding, mark: usize, step: usize) -> Vec<u8> {
        let inner = Box::new(io::Cursor::new(bytes.to_vec()));
        let mut reader = Decoded::new(inner, encoding, mark).unwrap();
        let mut out = Vec::new();
        while !reader.fill(&mut out, step).unwrap() {}
        out
    }

    fn utf16(text: &str, little: bool) -> Vec<u8> {
        let bytes = |unit: u16| if little { unit.to_le_bytes() } else { unit.to_be_bytes() };
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn encodings_are_found_out() {
        let of = |bytes: &[u8]| guess(bytes, true).encoding;
        assert_eq!(of(b"id,text\n1,hello"), UTF_8);
        assert_eq!(of("id,text\n1,größer".as_bytes()), UTF_8);
        assert_eq!(of(&utf16("id,text\n1,größer", true)), UTF_16LE);
        assert_eq!(of(&utf16("id,text\n1,größer", false)), UTF_16BE);
        assert_eq!(of(b"id,text\n1,gr\xf6\xdfer als der Bahnhof f\xfcr alle"), WINDOWS_1252);
        let japanese = SHIFT_JIS.encode("これは日本語の文章です。とても長いです。").0;
        assert_eq!(of(&japanese), SHIFT_JIS);
        assert_eq!(
            guess(b"\xff\xfea\0", true),
            Guess { encoding: UTF_16LE, mark: 2, uncertain: false }
        );
        assert_eq!(guess(b"\xef\xbb\xbfa", true).mark, 3);
    }

    #[test]
    fn one_damaged_row_does_not_make_a_file_latin() {
        let mut bytes = "schöne Grüße aus Österreich, ".repeat(20).into_bytes();
        bytes.extend(b"gr\xf6\xdfer");
        assert_eq!(guess(&bytes, true).encoding, UTF_8);
        assert_eq!(guess("abc ü".as_bytes().split_last().unwrap().1, false).encoding, UTF_8);
    }

    proptest! {
        #[test]
        fn text_survives_every_encoding_at_every_step(text in "\\PC{0,80}", step in 1usize..40) {
            prop_assert_eq!(decoded(text.as_bytes(), UTF_8, 0, step), text.as_bytes());
            prop_assert_eq!(decoded(&utf16(&text, true), UTF_16LE, 0, step), text.as_bytes());
            prop_assert_eq!(decoded(&utf16(&text, false), UTF_16BE, 0, step), text.as_bytes());
        }

        #[test]
        fn any_bytes_have_an_encoding_and_decode(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let guess = guess(&bytes, true);
            let out = decoded(&bytes, guess.encoding, guess.mark, 7);
            if guess.encoding != UTF_8 {
                prop_assert!(String::from_utf8(out).is_ok());
            }
        }
    }
}
