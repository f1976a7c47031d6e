//! The typefaces of documents, built into the program: Libertinus Serif to read, Noto Sans for tables and charts, and
//! behind them New Computer Modern, DejaVu Sans Mono and Noto Emoji for what those lack.

use std::sync::LazyLock;

use typst::foundations::Bytes;
use typst::layout::Abs;
use typst::text::{
    Font, FontBook, FontInstance, FontStretch, FontStyle, FontVariant, FontVariations, FontWeight,
};
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
    /// Their shapes.
    shapes: Vec<FontInstance>,
}

/// The families of text and of tables, and those behind them; `parts.typ` names the same.
const FAMILIES: [&str; 5] =
    ["libertinus serif", "noto sans", "noto emoji", "new computer modern", "dejavu sans mono"];
/// How many of them are the main ones.
const MAIN: usize = 2;
/// The weights that documents use. None is set in italics, for those have no Arabic.
const WEIGHTS: [FontWeight; 3] = [FontWeight::REGULAR, FontWeight::SEMIBOLD, FontWeight::BOLD];

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
        let (variant, size) = (FontVariant::default(), Abs::pt(10.0));
        let shape =
            |font: &Font| font.clone().instantiate(variant, size, &FontVariations::default());
        let shapes = fonts.iter().map(shape).collect();
        Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(book),
            fonts,
            shapes,
        }
    }

    /// Whether in every weight one typeface has all of `letter`, a character with the marks on it: what is spread over two
    /// cannot be shaped, and what only another weight has is not looked for.
    pub fn has(&self, letter: &str, faces: Faces) -> bool {
        let families = match faces {
            Faces::All => FAMILIES.as_slice(),
            Faces::Main | Faces::Letters => FAMILIES.get(..MAIN).unwrap_or_default(),
        };
        WEIGHTS.iter().all(|weight| {
            let variant = FontVariant::new(FontStyle::Normal, *weight, FontStretch::NORMAL);
            families.iter().filter_map(|family| self.book.select(family, variant)).any(|face| {
                // A typeface may list a character and have no shape for it.
                let has = |c| self.shapes.get(face)?.ttf().glyph_index(c).filter(|id| id.0 > 0);
                letter.chars().all(|c| has(c).is_some())
            })
        })
    }
}
