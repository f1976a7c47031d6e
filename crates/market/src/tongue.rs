//! The languages of the market.

use model::Language;

/// A language that the market speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Tongue {
    /// English.
    English,
    /// German.
    German,
    /// French.
    French,
    /// Spanish.
    Spanish,
    /// Italian.
    Italian,
    /// Portuguese.
    Portuguese,
    /// Dutch; its sentiment is not read.
    Dutch,
    /// Polish; its sentiment is not read.
    Polish,
    /// Japanese; its sentiment is not read.
    Japanese,
}

impl Tongue {
    /// Every language, the most frequent first.
    pub const ALL: [Self; 9] = [
        Self::English,
        Self::German,
        Self::French,
        Self::Spanish,
        Self::Italian,
        Self::Portuguese,
        Self::Dutch,
        Self::Polish,
        Self::Japanese,
    ];

    /// Its tag.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
            Self::French => "fr",
            Self::Spanish => "es",
            Self::Italian => "it",
            Self::Portuguese => "pt",
            Self::Dutch => "nl",
            Self::Polish => "pl",
            Self::Japanese => "ja",
        }
    }

    /// The language as the model names it.
    pub fn language(self) -> Language {
        Language::from_tag(self.tag()).unwrap_or(Language::UNDETERMINED)
    }

    /// Whether the built-in reading knows sentiment in it.
    pub const fn is_read(self) -> bool {
        !matches!(self, Self::Dutch | Self::Polish | Self::Japanese)
    }

    /// Shares among the posts of networks that speak every language, in the order of [`Self::ALL`].
    pub(crate) const SHARES: [f64; 9] =
        [0.60, 0.155, 0.055, 0.055, 0.04, 0.045, 0.02, 0.015, 0.015];
}
