//! Languages as exports write them: tags, or names in English and German.

use model::Language;

const NAMES: [(&str, &str); 62] = [
    ("english", "en"),
    ("englisch", "en"),
    ("german", "de"),
    ("deutsch", "de"),
    ("french", "fr"),
    ("französisch", "fr"),
    ("spanish", "es"),
    ("spanisch", "es"),
    ("italian", "it"),
    ("italienisch", "it"),
    ("portuguese", "pt"),
    ("portugiesisch", "pt"),
    ("dutch", "nl"),
    ("niederländisch", "nl"),
    ("polish", "pl"),
    ("polnisch", "pl"),
    ("russian", "ru"),
    ("russisch", "ru"),
    ("ukrainian", "uk"),
    ("turkish", "tr"),
    ("türkisch", "tr"),
    ("arabic", "ar"),
    ("arabisch", "ar"),
    ("hebrew", "he"),
    ("hindi", "hi"),
    ("japanese", "ja"),
    ("japanisch", "ja"),
    ("korean", "ko"),
    ("koreanisch", "ko"),
    ("chinese", "zh"),
    ("chinesisch", "zh"),
    ("swedish", "sv"),
    ("schwedisch", "sv"),
    ("norwegian", "no"),
    ("danish", "da"),
    ("dänisch", "da"),
    ("finnish", "fi"),
    ("finnisch", "fi"),
    ("greek", "el"),
    ("griechisch", "el"),
    ("czech", "cs"),
    ("tschechisch", "cs"),
    ("slovak", "sk"),
    ("hungarian", "hu"),
    ("ungarisch", "hu"),
    ("romanian", "ro"),
    ("rumänisch", "ro"),
    ("bulgarian", "bg"),
    ("croatian", "hr"),
    ("serbian", "sr"),
    ("indonesian", "id"),
    ("malay", "ms"),
    ("thai", "th"),
    ("vietnamese", "vi"),
    ("tagalog", "tl"),
    ("filipino", "tl"),
    ("catalan", "ca"),
    ("persian", "fa"),
    ("farsi", "fa"),
    ("urdu", "ur"),
    ("bengali", "bn"),
    ("tamil", "ta"),
];

/// The language that a cell names; `None` when it names none.
pub(crate) fn read(cell: &str) -> Option<Language> {
    if cell.is_empty() {
        return None;
    }
    let lower = cell.trim().to_lowercase();
    let word = lower.split([' ', '(']).next().unwrap_or("");
    if let Some((_, tag)) = NAMES.iter().find(|(name, _)| *name == word) {
        return Language::from_tag(tag);
    }
    // Codes for "no language": zxx, qme (only media), unknown …
    if matches!(
        lower.as_str(),
        "zxx" | "qme" | "qht" | "qam" | "qct" | "qst" | "art" | "na" | "any"
    ) {
        return None;
    }
    Language::from_tag(&lower)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_names_are_languages() {
        let tag = |cell| read(cell).map(|l| l.as_str().to_owned());
        assert_eq!(tag("en-US").as_deref(), Some("en"));
        assert_eq!(tag("German").as_deref(), Some("de"));
        assert_eq!(tag("Chinese (Simplified)").as_deref(), Some("zh"));
        assert_eq!(tag("Klingonese"), None);
        assert_eq!(tag("qme"), None);
        assert_eq!(tag(""), None);
    }
}
