//! Cuts a post into the tokens that features are made of, in one pass and without allocation once the buffers are warm.
//!
//! This is not the tokenizer of [`model::Words`]: that one serves finding, this one serves understanding. It keeps what
//! carries tone (emoticons, emoji, `!!`, capitals, sooo) and drops what identifies (handles and addresses become a sign).

use model::words::is_emoji;
use unicode_normalization::char::compose;

use crate::scripts::Scripts;

/// How much of a post is read: its first 4,000 characters, title first. What comes after is not looked at.
pub const READ_CHARS: usize = 4_000;

/// The unit that stands for `@handle`.
pub(crate) const HANDLE: u32 = '@' as u32;
/// The unit that stands for an address.
pub(crate) const ADDRESS: u32 = 0xE000;
const SPACE: u32 = ' ' as u32;

/// What sort of token it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters and digits.
    Word,
    /// `@handle`.
    Handle,
    /// `https://…`, `www.…`.
    Address,
    /// One pictograph, or an emoticon such as `:-(`.
    Emoji,
    /// Punctuation.
    Mark,
}

/// One token; `start..end` counts units of [`Tokens::units`].
#[derive(Debug, Clone, Copy)]
pub struct Token {
    /// Hash of its units.
    pub hash: u32,
    /// Tells numbers apart, whose digits the units do not keep; 0 where there is no digit.
    pub digits: u32,
    /// First unit.
    pub start: u32,
    /// After its last unit.
    pub end: u32,
    /// What sort.
    pub kind: TokenKind,
    /// At least two letters, all capitals.
    pub caps: bool,
    /// Three or more of a letter were squeezed to two.
    pub elongated: bool,
    /// Had `#` in front.
    pub hashtag: bool,
    /// All digits.
    pub number: bool,
}

/// The tokens of a post, and what was seen on the way.
#[derive(Debug, Clone, Default)]
pub struct Tokens {
    /// Lower-case characters, tokens parted by one space, a space at both ends.
    pub(crate) units: Vec<u32>,
    pub(crate) list: Vec<Token>,
    /// The words in their own spelling, without handles, hashtags' signs and addresses: what a language detector wants.
    pub(crate) plain: String,
    pub(crate) scripts: Scripts,
}

/// A word that is being read.
#[derive(Default)]
struct Open {
    start: usize,
    letters: u32,
    capitals: u32,
    digits: u32,
    spelled: u32,
    elongated: bool,
    hashtag: bool,
}

impl Tokens {
    /// Replaces the tokens by those of another post.
    pub fn read(&mut self, title: Option<&str>, text: &str) {
        self.units.clear();
        self.list.clear();
        self.plain.clear();
        self.scripts = Scripts::default();
        self.units.push(SPACE);
        let mut budget = READ_CHARS;
        if let Some(title) = title {
            self.read_part(title, &mut budget);
            self.push_mark('\n');
        }
        self.read_part(text, &mut budget);
    }

    /// The tokens in order.
    pub fn as_slice(&self) -> &[Token] {
        &self.list
    }

    /// The characters of `token` as they were normalised.
    pub fn text(&self, token: &Token) -> String {
        let units = self.units.get(token.start as usize..token.end as usize).unwrap_or_default();
        let shown =
            |unit: u32| if unit == ADDRESS { Some('\u{2197}') } else { char::from_u32(unit) };
        units.iter().filter_map(|&unit| shown(unit)).collect()
    }

    fn read_part(&mut self, text: &str, budget: &mut usize) {
        let mut chars = text.chars();
        let mut open: Option<Open> = None;
        let mut before = ' ';
        loop {
            let here = chars.as_str();
            let Some(mut c) = chars.next() else { break };
            if *budget == 0 {
                break;
            }
            *budget -= 1;
            if c == '&'
                && let Some((decoded, len)) = entity(here)
            {
                chars = here.get(len..).unwrap_or_default().chars();
                c = decoded;
            }
            if word_char(c) && !(open.is_none() && starts_address(here, before)) {
                let word =
                    open.get_or_insert_with(|| Open { start: self.units.len(), ..Open::default() });
                self.push_letter(word, c);
                before = c;
                continue;
            }
            let next = chars.as_str();
            match c {
                '\'' | '’' | 'ʼ' if open.is_some() && next.starts_with(char::is_alphabetic) => {
                    self.units.push('\'' as u32);
                    self.plain.push('\'');
                    before = c;
                    continue;
                }
                '_' if open.is_some() => {
                    before = c;
                    continue;
                }
                '\u{300}'..='\u{36f}' => {
                    if let Some(last) = self.units.last_mut()
                        && let Some(joined) = char::from_u32(*last).and_then(|l| compose(l, c))
                    {
                        *last = joined as u32;
                    }
                    continue;
                }
                _ if invisible(c) => continue,
                _ => {}
            }
            self.close(open.take());
            let glued = before.is_alphanumeric();
            before = c;
            if word_char(c) {
                // An address: skip it to its end.
                let end = here.find(char::is_whitespace).unwrap_or(here.len());
                let skipped = here.get(end..).unwrap_or_default();
                *budget = budget.saturating_sub(here.len() - skipped.len());
                chars = skipped.chars();
                self.push_single(ADDRESS, TokenKind::Address);
            } else if c == '@'
                && !glued
                && next.starts_with(|n: char| n.is_alphanumeric() || n == '_')
            {
                let end =
                    next.find(|n: char| !(n.is_alphanumeric() || n == '_')).unwrap_or(next.len());
                chars = next.get(end..).unwrap_or_default().chars();
                self.push_single(HANDLE, TokenKind::Handle);
            } else if c == '#' && next.starts_with(word_char) {
                self.units.push('#' as u32);
                open = Some(Open { start: self.units.len(), hashtag: true, ..Open::default() });
                before = ' ';
            } else if is_emoji(c) {
                self.push_single(c as u32, TokenKind::Emoji);
            } else if let Some((eyes, mouth, len)) = emoticon(here) {
                let start = self.units.len();
                self.units.extend([eyes, mouth]);
                self.push_token(start, TokenKind::Emoji);
                chars = here.get(len..).unwrap_or_default().chars();
            } else if c == '\n' {
                self.push_mark('\n');
            } else if c.is_whitespace() {
                if !self.plain.ends_with(' ') {
                    self.plain.push(' ');
                }
            } else {
                self.push_mark(c);
            }
        }
        self.close(open);
    }

    fn push_letter(&mut self, word: &mut Open, c: char) {
        self.plain.push(c);
        let lower = if c.is_ascii() {
            word.capitals += u32::from(c.is_ascii_uppercase());
            if c.is_ascii_digit() {
                word.digits += 1;
                word.spelled = word.spelled.wrapping_mul(0x0100_0193) ^ c as u32;
                '0'
            } else {
                self.scripts.latin += 1;
                c.to_ascii_lowercase()
            }
        } else {
            self.scripts.see(c);
            let Some(lower) = fold(c) else { return };
            word.capitals += u32::from(lower != c);
            lower
        };
        word.letters += 1;
        let unit = lower as u32;
        let len = self.units.len();
        if len >= word.start + 2 && self.units.get(len - 2..) == Some(&[unit, unit]) {
            word.elongated |= lower != '0';
            return;
        }
        self.units.push(unit);
    }

    fn close(&mut self, open: Option<Open>) {
        let Some(word) = open else { return };
        if self.units.len() == word.start {
            return;
        }
        self.push_token(word.start, TokenKind::Word);
        if let Some(token) = self.list.last_mut() {
            token.caps = word.capitals >= 2 && word.capitals == word.letters;
            token.elongated = word.elongated;
            token.hashtag = word.hashtag;
            token.number = word.digits == word.letters;
            token.digits = word.spelled;
        }
    }

    fn push_single(&mut self, unit: u32, kind: TokenKind) {
        let start = self.units.len();
        self.units.push(unit);
        self.push_token(start, kind);
    }

    /// A mark; up to three of the same sort in a row are one token (`!!!`, `...`).
    fn push_mark(&mut self, c: char) {
        let unit = match c {
            '’' | '‘' | '`' => '\'' as u32,
            '“' | '”' | '«' | '»' | '„' => '"' as u32,
            '…' => '.' as u32,
            '¿' => return,
            '？' | '؟' => '?' as u32,
            '！' => '!' as u32,
            '。' => '.' as u32,
            '，' | '、' | '،' => ',' as u32,
            _ => c as u32,
        };
        let same = self.list.last().filter(|last| {
            last.kind == TokenKind::Mark && self.units.get(last.start as usize) == Some(&unit)
        });
        if let Some(last) = same {
            let start = last.start as usize;
            if last.end - last.start < 3 && c != '\n' {
                self.units.pop();
                self.units.push(unit);
                self.list.pop();
                self.push_token(start, TokenKind::Mark);
            }
            return;
        }
        self.push_single(unit, TokenKind::Mark);
        if c == '…' {
            self.push_mark('.');
            self.push_mark('.');
        }
    }

    fn push_token(&mut self, start: usize, kind: TokenKind) {
        let hash = hash_units(self.units.get(start..).unwrap_or_default());
        self.list.push(Token {
            hash,
            digits: 0,
            start: start as u32,
            end: self.units.len() as u32,
            kind,
            caps: false,
            elongated: false,
            hashtag: false,
            number: false,
        });
        self.units.push(SPACE);
    }
}

/// The hash of a token's units; the same for a word list's entry and for a post's word.
pub(crate) fn hash_units(units: &[u32]) -> u32 {
    let mut hash = 0x9E37_79B9_7F4A_7C15u64;
    for &unit in units {
        hash = (hash ^ u64::from(unit)).wrapping_mul(0xF135_7AEA_2E62_A9C5);
        hash ^= hash >> 29;
    }
    (hash >> 32) as u32
}

fn word_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || (!c.is_ascii() && c.is_alphanumeric() && !is_emoji(c))
}

/// Zero-width and formatting characters, variation selectors, skin tones: they neither part words nor count.
fn invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{64b}'..='\u{65f}' | '\u{670}')
        || ('\u{93c}'..='\u{94d}').contains(&c)
}

/// Lower case, one character for one; the spellings of Arabic letters that writers mix are joined. `None`: leave it out.
fn fold(c: char) -> Option<char> {
    Some(match c {
        'أ' | 'إ' | 'آ' => 'ا',
        'ى' => 'ي',
        'ة' => 'ه',
        'ـ' => return None,
        'İ' => 'i',
        _ => c.to_lowercase().next().unwrap_or(c),
    })
}

fn starts_address(here: &str, before: char) -> bool {
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
fn entity(here: &str) -> Option<(char, usize)> {
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

/// The emoticon that `here` starts with: its eyes, its mouth, and its bytes.
fn emoticon(here: &str) -> Option<(u32, u32, usize)> {
    let bytes = here.as_bytes();
    let at = |i: usize| bytes.get(i).copied().unwrap_or(0);
    if at(0) == b'<' && at(1) == b'3' {
        return Some(('<' as u32, '3' as u32, 2));
    }
    if !matches!(at(0), b':' | b';' | b'=') {
        return None;
    }
    let mut len = 1;
    let tear = at(len) == b'\'';
    if matches!(at(len), b'-' | b'\'' | b'^' | b'o') && at(len + 1) != 0 {
        len += 1;
    }
    let mouth = match at(len) {
        b')' | b']' | b'}' => ')',
        b'(' | b'[' | b'{' => '(',
        b'D' => 'd',
        b'P' | b'p' if !at(len + 1).is_ascii_alphanumeric() => 'p',
        b'/' | b'\\' if at(len + 1) != b'/' && !at(len + 1).is_ascii_alphanumeric() => '/',
        b'|' => '|',
        b'*' => '*',
        b'O' | b'0' if !at(len + 1).is_ascii_alphanumeric() => 'o',
        _ => return None,
    };
    if mouth == 'd' && at(len + 1).is_ascii_alphanumeric() {
        return None;
    }
    len += 1;
    while at(len) == at(len - 1) && matches!(mouth, ')' | '(') {
        len += 1;
    }
    let eyes = if tear { '\'' } else { ':' };
    let eyes = if at(0) == b';' { ';' } else { eyes };
    Some((eyes as u32, mouth as u32, len))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let mut tokens = Tokens::default();
        tokens.read(None, text);
        let shown: Vec<String> = tokens.as_slice().iter().map(|t| tokens.text(t)).collect();
        assert_eq!(shown.join(" "), expected, "{text}");
    }

    #[test]
    fn posts_are_cut_as_people_write_them() {
        check("I CAN’T believe it... sooooo bad!!!!", "i can't believe it ... soo bad !!!");
        check("@united_air thx :-) http://t.co/a1 #NoWay", "@ thx :) ↗ noway");
        check("RT @bo: lol &amp; &lt;3 ❤️❤️", "rt @ : lol & <3 ❤ ❤");
        check("Straße  ¿Qué? cafe\u{301}", "straße qué ? café");
        check("wow http and https", "wow ↗ and ↗");
        check("hi httpbin", "hi httpbin");
        check("a:b 10:30 in 2015", "a : b 00 : 00 in 00");
        check("fo\u{200b}o :'( :( =D", "foo '( :( :d");
        check("", "");
    }

    #[test]
    fn no_more_than_the_cap_is_read() {
        let mut tokens = Tokens::default();
        tokens.read(None, &"😀".repeat(300_000));
        assert_eq!(tokens.as_slice().len(), READ_CHARS);
    }
}
