//! Which words cannot stand in a phrase or cannot stand alone, per language, from short lists of our own.

use model::Language;
use model::words::{fold_accents, fold_case, is_emoji};
use rustc_hash::FxHashMap;

/// The languages with a list; a word's bits follow this order.
const LISTS: [(&str, &str); 6] = [
    ("en", include_str!("stopwords/en.txt")),
    ("de", include_str!("stopwords/de.txt")),
    ("fr", include_str!("stopwords/fr.txt")),
    ("es", include_str!("stopwords/es.txt")),
    ("it", include_str!("stopwords/it.txt")),
    ("pt", include_str!("stopwords/pt.txt")),
];

/// English words turn up in posts of every language.
const ENGLISH: u32 = 1;
const ALL_LISTS: u32 = (1 << LISTS.len()) - 1;
const WEAK_SHIFT: u32 = 8;
const NUMBER: u32 = 1 << 16;
const SHORT: u32 = 1 << 17;
const EMOJI: u32 = 1 << 18;
const IDEOGRAPH: u32 = 1 << 19;

/// What a word may be in a phrase; judge it through the lists of a post's language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Role(u32);

impl Role {
    /// Can be a phrase of its own.
    pub(crate) fn stands_alone(self, lists: u32) -> bool {
        self.is_edge(lists) && !self.is_weak(lists) && self.0 & (NUMBER | SHORT) == 0
            || self.0 & EMOJI != 0
    }

    /// Can begin and end a phrase of several words.
    pub(crate) fn is_edge(self, lists: u32) -> bool {
        let lone_letter = self.0 & SHORT != 0 && self.0 & (IDEOGRAPH | NUMBER) == 0;
        self.0 & lists == 0 && self.0 & EMOJI == 0 && !lone_letter
    }

    /// Needs a word beside it to mean something.
    pub(crate) fn is_weak(self, lists: u32) -> bool {
        (self.0 >> WEAK_SHIFT) & lists != 0 || self.0 & NUMBER != 0
    }

    /// Says something by itself, or is part of a word in a script without spaces.
    pub(crate) fn is_plain(self) -> bool {
        self.stands_alone(ENGLISH) || self.0 & IDEOGRAPH != 0
    }

    /// Can stand inside a phrase of three words.
    pub(crate) fn is_inner(self) -> bool {
        self.0 & EMOJI == 0
    }
}

/// The roles of words by their folded forms.
pub(crate) struct Stopwords(FxHashMap<String, u32>);

impl Stopwords {
    /// All lists.
    pub(crate) fn built_in() -> Self {
        let mut words: FxHashMap<String, u32> = FxHashMap::default();
        for (place, (_, list)) in LISTS.iter().enumerate() {
            let mut bit = 0;
            for word in list.split_whitespace() {
                match word {
                    "stop" if bit == 0 => bit = 1 << place,
                    "weak" => bit = 1 << (place as u32 + WEAK_SHIFT),
                    word => *words.entry(fold_accents(&fold_case(word))).or_default() |= bit,
                }
            }
        }
        Self(words)
    }

    /// The role of a folded word.
    pub(crate) fn role(&self, folded: &str) -> Role {
        let mut bits = self.0.get(folded).copied().unwrap_or(0);
        let mut chars = folded.chars();
        let (first, second) = (chars.next(), chars.next());
        let flags = [
            (NUMBER, !folded.chars().any(char::is_alphabetic)),
            (SHORT, second.is_none()),
            (EMOJI, first.is_some_and(|c| is_emoji(c) && !c.is_alphanumeric())),
            (IDEOGRAPH, first.is_some_and(is_ideograph)),
        ];
        flags.iter().filter(|(_, on)| *on).for_each(|(bit, _)| bits |= bit);
        Role(if bits & EMOJI != 0 { EMOJI } else { bits })
    }
}

/// The lists that hold for a language: its own and English; all where the language is not determined.
pub(crate) fn lists_of(language: Language) -> u32 {
    if !language.is_determined() {
        return ALL_LISTS;
    }
    let own = LISTS.iter().position(|(tag, _)| *tag == language.as_str());
    own.map_or(ENGLISH, |place| ENGLISH | 1 << place)
}

/// Whether there is a list for the language, or none is needed.
pub(crate) fn has_list(language: Language) -> bool {
    !language.is_determined() || LISTS.iter().any(|(tag, _)| *tag == language.as_str())
}

/// Scripts in which a letter is a word or part of one, and words are not set apart by spaces.
pub(crate) fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' | '\u{e00}'..='\u{e7f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_words_role_depends_on_the_language() {
        let words = Stopwords::built_in();
        let lists = |tag| lists_of(Language::from_tag(tag).unwrap());
        assert!(!words.role("the").is_edge(lists("en")));
        assert!(words.role("war").stands_alone(lists("en")));
        assert!(!words.role("war").is_edge(lists("de")));
        assert!(words.role("fur").is_edge(lists("en")) && !words.role("fur").is_edge(lists("de")));
        assert!(
            words.role("not").is_edge(lists("en")) && !words.role("not").stands_alone(lists("en"))
        );
        assert!(!words.role("2").stands_alone(lists("en")) && words.role("2").is_edge(lists("en")));
        assert!(words.role("❤").stands_alone(lists("en")) && !words.role("❤").is_edge(lists("en")));
        assert!(
            words.role("航").is_edge(lists("zh")) && !words.role("航").stands_alone(lists("zh"))
        );
        assert!(!words.role("t").is_edge(lists("en")));
        assert!(words.role("delay").stands_alone(lists("und")));
    }
}
