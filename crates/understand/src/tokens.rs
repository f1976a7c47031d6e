//! Cuts a post into the tokens that features are made of, in one pass and without allocation once the buffers are warm.
//!
//! This is not the tokenizer of [`model::Words`]: that one serves finding, this one serves understanding. It keeps what
//! carries tone (emoticons, emoji, `!!`, capitals, sooo) and drops what identifies (handles and addresses become a sign).

use model::words::is_emoji;
use unicode_normalization::char::compose;

use crate::scripts::Scripts;
use crate::spelling::{emoticon, entity, fold, invisible, is_desk, starts_address, word_char};

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

/// One token; `start..end` counts normalised characters.
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
    /// A handle whose name ends as those of help desks do (`…help`, `…support`, `…care`).
    pub desk: bool,
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
            let mut here = chars.as_str();
            let Some(mut c) = chars.next() else { break };
            if *budget == 0 {
                break;
            }
            *budget -= 1;
            if c == '&'
                && let Some((decoded, len)) = entity(here)
            {
                here = here.get(len..).unwrap_or_default();
                chars = here.chars();
                c = decoded;
            }
            let address = open.is_none() && starts_address(here, before);
            if word_char(c) && !address {
                let start = self.units.len();
                let word = open.get_or_insert_with(|| Open { start, ..Open::default() });
                self.push_letter(word, c);
                before = c;
                continue;
            }
            if open.is_some() && self.goes_on(c, chars.as_str()) {
                before = c;
                continue;
            }
            if self.joins(c) || invisible(c) {
                continue;
            }
            self.close(open.take());
            let glued = before.is_alphanumeric();
            before = c;
            let next = chars.as_str();
            let rest = if address {
                self.push_single(ADDRESS, TokenKind::Address);
                next.trim_start_matches(|c: char| !c.is_whitespace())
            } else if c == '#' && next.starts_with(word_char) {
                self.units.push('#' as u32);
                open = Some(Open { start: self.units.len(), hashtag: true, ..Open::default() });
                before = ' ';
                next
            } else {
                self.read_sign(c, next, glued)
            };
            *budget = budget.saturating_sub(next.len() - rest.len());
            chars = rest.chars();
        }
        self.close(open);
    }

    /// Whether `c` belongs inside the word that is open: an apostrophe before a letter, a low line.
    fn goes_on(&mut self, c: char, next: &str) -> bool {
        match c {
            '\'' | '’' | 'ʼ' if next.starts_with(char::is_alphabetic) => {
                self.units.push('\'' as u32);
                self.plain.push('\'');
                true
            }
            '_' => true,
            _ => false,
        }
    }

    /// Whether `c` is an accent that combines; it is joined with the letter before where there is such a letter.
    fn joins(&mut self, c: char) -> bool {
        if !('\u{300}'..='\u{36f}').contains(&c) {
            return false;
        }
        if let Some(last) = self.units.last_mut()
            && let Some(joined) = char::from_u32(*last).and_then(|letter| compose(letter, c))
        {
            *last = joined as u32;
        }
        true
    }

    /// Reads what `c` begins outside a word and answers what is left of `next`. `glued`: a word ends right before.
    fn read_sign<'a>(&mut self, c: char, next: &'a str, glued: bool) -> &'a str {
        let name = |c: char| c.is_alphanumeric() || c == '_';
        if c == '@' && !glued && next.starts_with(name) {
            let end = next.find(|c| !name(c)).unwrap_or(next.len());
            let (handle, rest) = next.split_at_checked(end).unwrap_or_default();
            self.push_single(HANDLE, TokenKind::Handle);
            if let Some(token) = self.list.last_mut() {
                token.desk = is_desk(handle);
            }
            return rest;
        }
        if is_emoji(c) {
            self.push_single(c as u32, TokenKind::Emoji);
        } else if let Some((eyes, mouth, len)) = emoticon(c, next) {
            let start = self.units.len();
            self.units.extend([eyes, mouth]);
            self.push_token(start, TokenKind::Emoji);
            return next.get(len..).unwrap_or_default();
        } else if c == '\n' || !c.is_whitespace() {
            self.push_mark(c);
        } else if !self.plain.ends_with(' ') {
            self.plain.push(' ');
        }
        next
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
            desk: false,
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
