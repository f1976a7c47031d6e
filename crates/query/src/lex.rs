//! Cuts a query into tokens. Every token knows its bytes, so that every error can point.

use std::ops::Range;

use crate::dialect;
use crate::error::QueryError;
use crate::notes::{Note, NoteKind};

/// What a token is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// `(`
    Open,
    /// `)`, and the distance of `)~5`.
    Close { within: Option<u32> },
    /// `"…"` without the quotes, and the distance of `"…"~5`.
    Quoted { text: String, within: Option<u32> },
    /// `{…}` without the braces.
    Braced { text: String },
    /// Anything else up to a space, a bracket or a quote.
    Bare { text: String },
    /// `name:`; the value follows.
    Field { name: String },
    /// `[…]` without the brackets.
    Range { text: String },
    /// `AND`
    And,
    /// `OR`
    Or,
    /// `NOT`
    Not,
    /// `-` in front of what it negates.
    Minus,
    /// `NEAR/5`, `NEAR/5f` and the like.
    Near { distance: u32, ordered: bool },
}

/// A token and its bytes.
#[derive(Debug, Clone)]
pub(crate) struct Token {
    pub kind: TokenKind,
    pub span: Range<usize>,
}

/// The tokens of a query and what the lint should know of them.
pub(crate) struct Lexed {
    pub tokens: Vec<Token>,
    pub notes: Vec<Note>,
}

pub(crate) fn lex(text: &str) -> Result<Lexed, QueryError> {
    let mut lexer = Lexer { text, at: 0, tokens: Vec::new(), notes: Vec::new() };
    while let Some(c) = lexer.peek() {
        lexer.token(c)?;
    }
    Ok(Lexed { tokens: lexer.tokens, notes: lexer.notes })
}

struct Lexer<'t> {
    text: &'t str,
    at: usize,
    tokens: Vec<Token>,
    notes: Vec<Note>,
}

/// Straight, typographic and full-width quotes mean the same: word processors change one into the other.
pub(crate) fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '＂')
}

/// A minus sign, or what word processors make of it.
pub(crate) fn is_minus(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '−')
}

/// Whether `c` is the `"` of a Hebrew abbreviation (`צה"ל`), which stands between letters and is part of the word.
pub(crate) fn is_inner_quote(before: Option<char>, c: char, after: Option<char>) -> bool {
    c == '"' && before.is_some_and(is_hebrew) && after.is_some_and(is_hebrew)
}

fn is_hebrew(c: char) -> bool {
    matches!(c, '\u{5d0}'..='\u{5ea}' | '\u{5ef}'..='\u{5f2}' | '\u{fb1d}'..='\u{fb4f}')
}

impl<'t> Lexer<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn push(&mut self, kind: TokenKind, start: usize) {
        self.tokens.push(Token { kind, span: start..self.at });
    }

    fn token(&mut self, c: char) -> Result<(), QueryError> {
        let start = self.at;
        if c.is_whitespace() {
            self.at += c.len_utf8();
        } else if self.rest().starts_with("<<<") {
            self.comment()?;
        } else if c == '(' {
            self.at += 1;
            self.push(TokenKind::Open, start);
        } else if c == ')' {
            self.at += 1;
            let within = self.tilde()?;
            self.push(TokenKind::Close { within }, start);
        } else if is_quote(c) {
            self.quoted(c)?;
        } else if c == '{' {
            self.braced()?;
        } else if c == '[' {
            self.range()?;
        } else if matches!(c, '}' | ']') {
            return Err(QueryError::new(
                start..start + 1,
                format!("`{c}` closes nothing"),
                "remove it, or open it before: `{exact}`, `followers:[1 TO 9]`",
            ));
        } else if self.is_minus_sign(c) {
            self.at += c.len_utf8();
            self.push(TokenKind::Minus, start);
        } else {
            self.bare()?;
        }
        Ok(())
    }

    fn is_minus_sign(&self, c: char) -> bool {
        is_minus(c)
            && self.rest().chars().nth(1).is_some_and(|next| !next.is_whitespace() && next != ')')
    }

    fn comment(&mut self) -> Result<(), QueryError> {
        match self.rest().find(">>>") {
            Some(end) => {
                self.at += end + 3;
                Ok(())
            }
            None => Err(QueryError::new(
                self.at..self.at + 3,
                "this comment has no end",
                "close it with `>>>`",
            )),
        }
    }

    /// The distance of `~5` directly after a quote or bracket.
    fn tilde(&mut self) -> Result<Option<u32>, QueryError> {
        let Some(rest) = self.rest().strip_prefix('~') else { return Ok(None) };
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let start = self.at;
        self.at += 1 + digits;
        dialect::distance(rest.get(..digits).unwrap_or_default(), start..self.at).map(Some)
    }

    fn quoted(&mut self, quote: char) -> Result<(), QueryError> {
        let start = self.at;
        self.at += quote.len_utf8();
        let mut text = String::new();
        let mut before = None;
        while let Some(c) = self.peek() {
            let next = self.rest().chars().nth(1);
            self.at += c.len_utf8();
            match (c, next) {
                ('\\', Some(escaped)) if is_quote(escaped) || escaped == '\\' => {
                    self.at += escaped.len_utf8();
                    text.push(escaped);
                    before = Some(escaped);
                    continue;
                }
                _ if is_inner_quote(before, c, next) => {}
                _ if is_quote(c) => {
                    let within = self.tilde()?;
                    self.push(TokenKind::Quoted { text, within }, start);
                    return Ok(());
                }
                _ => {}
            }
            text.push(c);
            before = Some(c);
        }
        Err(QueryError::new(
            start..start + quote.len_utf8(),
            "this quote is never closed",
            "add `\"` after the last word of the phrase",
        ))
    }

    fn braced(&mut self) -> Result<(), QueryError> {
        let start = self.at;
        let Some(end) = self.rest().find('}') else {
            return Err(QueryError::new(
                start..start + 1,
                "this `{` is never closed",
                "add `}` after the word whose letters must be exact: `{BT}`",
            ));
        };
        let text = self.rest().get(1..end).unwrap_or_default().to_owned();
        self.at += end + 1;
        self.push(TokenKind::Braced { text }, start);
        Ok(())
    }

    fn range(&mut self) -> Result<(), QueryError> {
        let start = self.at;
        let Some(end) = self.rest().find(']') else {
            return Err(QueryError::new(
                start..start + 1,
                "this range is never closed",
                "write it as `[1 TO 9]`",
            ));
        };
        let text = self.rest().get(1..end).unwrap_or_default().to_owned();
        self.at += end + 1;
        self.push(TokenKind::Range { text }, start);
        Ok(())
    }

    /// Bytes up to the next space, bracket, quote or comment.
    fn bare_len(&self) -> usize {
        let rest = self.rest();
        let mut before = None;
        for (at, c) in rest.char_indices() {
            let after = rest.get(at..).unwrap_or_default();
            let in_word = is_inner_quote(before, c, after.chars().nth(1));
            let ends = c.is_whitespace()
                || matches!(c, '(' | ')' | '{' | '}' | '[' | ']')
                || (is_quote(c) && !in_word)
                || (c == '<' && after.starts_with("<<<"));
            if ends {
                return at;
            }
            before = Some(c);
        }
        rest.len()
    }

    fn bare(&mut self) -> Result<(), QueryError> {
        let start = self.at;
        let word = self.rest().get(..self.bare_len()).unwrap_or_default();
        let glued = self.rest().get(word.len()..).unwrap_or_default();
        if word == "!" && glued.chars().next().is_some_and(is_quote) {
            return self.exact_phrase();
        }
        if let Some(name) = field_name(word) {
            self.at += name.len() + 1;
            self.push(TokenKind::Field { name: name.to_owned() }, start);
            return self.field_value();
        }
        self.at += word.len();
        if let Some((kind, note)) = dialect::operator(word, start..self.at)? {
            self.notes.extend(note.map(|kind| Note { span: start..self.at, kind }));
            self.push(kind, start);
            return Ok(());
        }
        if matches!(word, "and" | "or" | "not" | "near") || word.starts_with("near/") {
            self.notes.push(Note { span: start..self.at, kind: NoteKind::LowerCase });
        }
        self.push(TokenKind::Bare { text: word.to_owned() }, start);
        Ok(())
    }

    /// Pulsar's `!"NASA"` is our `{NASA}`.
    fn exact_phrase(&mut self) -> Result<(), QueryError> {
        let start = self.at;
        self.at += 1;
        if let Some(quote) = self.peek() {
            self.quoted(quote)?;
        }
        if let Some(Token { kind: TokenKind::Quoted { text, .. }, .. }) = self.tokens.pop() {
            self.push(TokenKind::Braced { text }, start);
        }
        Ok(())
    }

    /// What stands directly after `name:`; a bracket, quote or range is left to [`Self::token`].
    fn field_value(&mut self) -> Result<(), QueryError> {
        let start = self.at;
        let word = self.rest().get(..self.bare_len()).unwrap_or_default();
        if !word.is_empty() {
            self.at += word.len();
            self.push(TokenKind::Bare { text: word.to_owned() }, start);
        }
        Ok(())
    }
}

/// The `name` of `name:value`.
fn field_name(word: &str) -> Option<&str> {
    let (name, _) = word.split_once(':')?;
    let letters = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    letters.then_some(name)
}
