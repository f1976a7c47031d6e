//! The typefaces of documents, built into the program: Libertinus Serif to read, Noto Sans for tables and charts, and
//! behind them New Computer Modern, DejaVu Sans Mono and Noto Emoji for what those lack.

use std::sync::LazyLock;

use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt};

use super::legible::Faces;

/// What all documents share; made once.
pub static PRESS: LazyLock<Press> = LazyLock::new(Press::new);

/// Typst's library and the typefaces.
pub struct Press {
    /// Typst's own functions.
    pub library: LazyHash<Library>,
    /// What is known of the typefaces.
    pub book: LazyHash<FontBook>,
    /// The typefaces.
    pub fonts: Vec<Font>,
}

/// The families of text and of tables.
const MAIN: [&str; 2] = ["Libertinus Serif", "Noto Sans"];

impl Press {
    fn new() -> Self {
        let own = [
            notosans::REGULAR_TTF,
            notosans::BOLD_TTF,
            notosans::ITALIC_TTF,
            notosans::BOLD_ITALIC_TTF,
            epaint_default_fonts::NOTO_EMOJI_REGULAR,
        ];
        let fonts: Vec<Font> = typst_assets::fonts()
            .chain(own)
            .flat_map(|data| Font::iter(Bytes::new(data)))
            .collect();
        let book = FontBook::from_fonts(&fonts);
        Self { library: LazyHash::new(Library::default()), book: LazyHash::new(book), fonts }
    }

    /// Whether one of `faces` has the character.
    pub fn has(&self, c: char, faces: Faces) -> bool {
        self.fonts
            .iter()
            .map(Font::info)
            .filter(|info| faces == Faces::All || MAIN.contains(&info.family.as_str()))
            .any(|info| info.coverage.contains(u32::from(c)))
    }
}
