//! What the question marks of a post stand behind, and whether it is a bare remark as people chat.

use super::first_char;
use crate::tokens::{Token, TokenKind, Tokens};
use crate::vocabulary::{Entry, role};

/// A bare remark has no more words than this.
const REMARK: u32 = 12;
/// After a question of three words or more, so many may follow (`anyone from here? lol`).
const AFTER: u32 = 2;
/// How many numbers [`Asked::values`] answers.
pub(super) const VALUES: usize = 12;

/// How strongly the question marks ask, and what they stand behind.
#[derive(Default)]
pub(super) struct Asked {
    pub strength: f32,
    marks: u32,
    /// The post ends so, addresses, hashtags and pictures aside.
    last: bool,
    /// `?!`
    shouted: bool,
    negated: bool,
    own: bool,
    you: bool,
    anyone: bool,
    opened: bool,
    short: bool,
    /// Few words and nothing else but marks and pictures: what people say to each other when they chat.
    pub bare: bool,
    /// Words of the last question, and those after it.
    length: u32,
    after: u32,
}

/// What was read of a sentence.
#[derive(Default)]
struct Sentence {
    words: u32,
    roles: u16,
    /// One of its first two words asks.
    opening: bool,
    /// A later one does.
    second: bool,
}

impl Sentence {
    fn see(&mut self, entry: &Entry) {
        self.words += 1;
        self.roles |= entry.role;
        let asks = entry.role & role::ASKS != 0;
        self.opening |= asks && self.words <= 2;
        self.second |= asks && self.words > 2;
    }

    /// How strongly it asks when a question mark ends it.
    fn strength(&self) -> f32 {
        match (self.opening, self.second, self.words) {
            (_, _, 0) => 0.0,
            (true, _, 2..) => 11.0,
            (_, true, 3..) => 10.0,
            (_, _, 4..) => 8.0,
            _ => 6.0,
        }
    }
}

impl Asked {
    pub fn of(tokens: &Tokens, entries: &[Entry]) -> Self {
        let mut asked = Self::default();
        let mut sentence = Sentence::default();
        let (mut shouted, mut plain, mut address) = (false, true, false);
        let mut said = 0;
        for (token, entry) in tokens.list.iter().zip(entries) {
            match token.kind {
                TokenKind::Word if !token.hashtag => {
                    said += 1;
                    asked.after += 1;
                    asked.last = false;
                    shouted = false;
                    sentence.see(entry);
                }
                TokenKind::Mark => {
                    let question = is_question_mark(tokens, token);
                    let shouts = first_char(tokens, token) == '!';
                    plain &= first_char(tokens, token) != '"';
                    asked.shouted |= shouts && asked.last || question && shouted;
                    shouted = shouts;
                    if question {
                        asked.ask(&sentence);
                    }
                    if question || ends_sentence(tokens, token) {
                        sentence = Sentence::default();
                    }
                }
                TokenKind::Address => (address, plain) = (true, false),
                TokenKind::Word | TokenKind::Handle => plain = false,
                TokenKind::Emoji => {}
            }
        }
        // A headline asks its readers nothing: it wants a click.
        if address && asked.strength > 0.0 {
            asked.strength -= 2.0;
        }
        asked.bare = plain && said > 0 && said <= REMARK;
        asked
    }

    /// A question mark behind `sentence`.
    fn ask(&mut self, sentence: &Sentence) {
        self.last = true;
        (self.length, self.after) = (sentence.words, 0);
        self.marks += 1;
        self.negated |= sentence.roles & role::NEGATOR != 0;
        self.own |= sentence.roles & role::SELF != 0;
        self.you |= sentence.roles & role::YOU != 0;
        self.anyone |= sentence.roles & role::ANYONE != 0;
        self.opened |= sentence.opening;
        self.short |= sentence.words <= 4;
        self.strength = self.strength.max(sentence.strength());
    }

    /// Whether it is a bare remark that ends with a question mark, or nearly.
    pub fn ends_bare(&self) -> bool {
        self.bare && (self.last || self.marks > 0 && self.length > 2 && self.after <= AFTER)
    }

    pub fn values(&self, addressed: bool) -> [f32; VALUES] {
        let flag = |b: bool| f32::from(u8::from(b));
        [
            self.marks.min(3) as f32 / 3.0,
            flag(self.last),
            flag(self.last && addressed),
            flag(self.shouted),
            flag(self.negated),
            flag(self.own),
            flag(self.you),
            flag(self.anyone),
            flag(self.opened),
            flag(self.short),
            flag(self.bare && self.marks > 0),
            flag(self.ends_bare()),
        ]
    }
}

fn is_question_mark(tokens: &Tokens, token: &Token) -> bool {
    first_char(tokens, token) == '?'
}

fn ends_sentence(tokens: &Tokens, token: &Token) -> bool {
    matches!(first_char(tokens, token), '.' | '!' | '\n' | ':' | ';')
}
