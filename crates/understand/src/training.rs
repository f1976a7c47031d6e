//! What the trainer shares with the reader, so that both make the same features of the same post.

use model::Language;

pub use crate::acts::{FIRST_HEAD, FIRST_SURFACE, INPUTS, Inputs, SURFACES};
pub use crate::features::Features;
pub use crate::reader::{lexica_apply, salt, weight_of};
pub use crate::signals::SIGNALS;
pub use crate::vocabulary::hash_word;

use crate::tokens::Tokens;
use crate::vocabulary::Vocabulary;
use crate::weights::LexiconEntry;
use crate::{acts, detect, reader};

/// Makes features as the reader will, before there are weights.
#[derive(Debug)]
pub struct FeatureMaker {
    vocabulary: Vocabulary,
    tokens: Tokens,
}

impl FeatureMaker {
    /// With these lexica.
    pub fn new(lexicon: &[LexiconEntry]) -> Self {
        let mut vocabulary = Vocabulary::new();
        detect::learn(&mut vocabulary);
        let _numbers_its_words = acts::Phrases::built_in(&mut vocabulary);
        for word in lexicon {
            vocabulary.change(word.hash, |entry| {
                entry.valence = word.valence;
                entry.opinion = word.opinion;
            });
        }
        Self { vocabulary, tokens: Tokens::default() }
    }

    /// The features of `text`, read as language `place` of [`crate::heads::READ`].
    pub fn features(&mut self, text: &str, place: usize, features: &mut Features) {
        self.tokens.read(None, text);
        features.look_up(&self.tokens, &self.vocabulary);
        features.read(&self.tokens, salt(place), lexica_apply(place));
    }

    /// The hashes of the tokens of the text whose features were made last.
    pub fn words(&self) -> impl Iterator<Item = u32> {
        self.tokens.list.iter().map(|token| token.hash)
    }

    /// The language that would be detected, and the place under which it is read.
    pub fn detect(&mut self, text: &str, hint: Option<Language>) -> (Language, Option<usize>) {
        let mut features = Features::default();
        self.tokens.read(None, text);
        features.look_up(&self.tokens, &self.vocabulary);
        let language = detect::detect(&self.tokens, &features.entries, hint);
        (language, reader::place_of_language(&self.tokens, language))
    }
}
