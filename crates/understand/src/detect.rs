//! Which language a post is in: script first, then a detector and function words that must agree, and the network's
//! own tag as a hint. It may say that it cannot tell.
//!
//! A detector that knows sixteen languages calls every text one of them. Function words of twenty keep it honest: a
//! longer text that holds none of the supposed language's is undetermined, and one full of another's is that one.

use model::Language;
use whichlang::Lang;

use crate::tokens::{TokenKind, Tokens};
use crate::vocabulary::{Entry, Vocabulary};

const FUNCTION_WORDS: &str = include_str!("../data/function_words.txt");

/// The languages with function words; the place is the bit of [`Entry::languages`].
pub(crate) const TAGS: [&str; 20] = [
    "en", "fr", "de", "es", "it", "pt", "nl", "sv", "da", "nb", "fi", "pl", "cs", "ro", "hu", "tr",
    "id", "ms", "ca", "hi-latn",
];
const ENGLISH: u32 = 1;
const HINDI: u32 = 1 << 19;
/// The detector does not know Hindi in Latin letters, which is mixed with English: so many words that only it has speak
/// for it as the detector does for others.
const ITS_OWN: u32 = 2;

/// Fewer words than this say too little, unless each speaks for one language.
const FEW: usize = 3;
/// From so many words on, a language without one of its function words is not believed.
const MANY: usize = 8;
/// What the detector's and the network's word count for, in function words.
const DETECTED: f32 = 1.6;
const HINTED: f32 = 1.5;

/// Adds the function words.
pub(crate) fn learn(vocabulary: &mut Vocabulary) {
    let lines = FUNCTION_WORDS.lines().filter(|line| !line.starts_with('#'));
    for (tag, words) in lines.filter_map(|line| line.split_once(' ')) {
        let Some(bit) = TAGS.iter().position(|known| *known == tag) else { continue };
        for word in words.split_ascii_whitespace() {
            vocabulary.entry_of(word, |entry| entry.languages |= 1 << bit);
        }
    }
}

/// The language of the post that `tokens` and their `entries` were read from.
pub(crate) fn detect(tokens: &Tokens, entries: &[Entry], hint: Option<Language>) -> Language {
    let scripts = &tokens.scripts;
    let letters = scripts.letters();
    let hint = hint.filter(Language::is_determined);
    if letters == 0 {
        return Language::UNDETERMINED;
    }
    if scripts.latin * 2 >= letters {
        return latin(tokens, entries, hint, false);
    }
    let hinted = |among: &[&str], or: &'static str| {
        hint.filter(|h| among.contains(&h.as_str())).unwrap_or_else(|| tag(or))
    };
    let telling = |of: u32, or: Language| {
        if scripts.telling > 0 && scripts.telling * 60 >= of {
            tag(scripts.telling_tag)
        } else {
            or
        }
    };
    let largest = [
        scripts.han + scripts.kana,
        scripts.hangul,
        scripts.arabic,
        scripts.cyrillic,
        scripts.devanagari,
        scripts.own,
    ]
    .into_iter()
    .max()
    .unwrap_or(0);
    if largest * 2 < letters {
        Language::UNDETERMINED
    } else if largest == scripts.han + scripts.kana {
        if scripts.kana * 10 >= scripts.han { tag("ja") } else { hinted(&["ja", "yue"], "zh") }
    } else if largest == scripts.hangul {
        tag("ko")
    } else if largest == scripts.arabic {
        telling(scripts.arabic, hinted(&["fa", "ur", "ps", "ckb", "sd", "ug"], "ar"))
    } else if largest == scripts.cyrillic {
        telling(
            scripts.cyrillic,
            hinted(&["bg", "mk", "kk", "ky", "mn", "sr", "uk", "be", "tg"], "ru"),
        )
    } else if largest == scripts.devanagari {
        hinted(&["mr", "ne", "sa"], "hi")
    } else {
        tag(scripts.own_tag)
    }
}

/// `always` asks the detector also where it cannot turn the answer.
fn latin(tokens: &Tokens, entries: &[Entry], hint: Option<Language>, always: bool) -> Language {
    let mut counts = [0u32; TAGS.len()];
    let (mut words, mut english) = (0usize, 0usize);
    let mut hindi = 0;
    for (token, entry) in tokens.list.iter().zip(entries) {
        if token.kind != TokenKind::Word || token.number {
            continue;
        }
        words += 1;
        english +=
            usize::from(entry.languages & ENGLISH != 0 || entry.valence != 0 || entry.opinion != 0);
        hindi += u32::from(entry.languages == HINDI && entry.opinion == 0);
        let mut bits = entry.languages;
        while bits != 0 {
            if let Some(count) = counts.get_mut(bits.trailing_zeros() as usize) {
                *count += 1;
            }
            bits &= bits - 1;
        }
    }
    let scripts = &tokens.scripts;
    if words < FEW {
        if let Some(hint) = hint {
            return hint;
        }
        return if words > 0 && english == words {
            Language::ENGLISH
        } else {
            Language::UNDETERMINED
        };
    }
    let told = (scripts.telling > 0).then_some(scripts.telling_tag);
    let best = |detected: &str| {
        let score = |place: usize, known: &str| {
            let count = counts.get(place).copied().unwrap_or(0) as f32;
            let said = |by: bool, worth: f32| if by { worth } else { 0.0 };
            count
                + said(detected == known || known == "hi-latn" && hindi >= ITS_OWN, DETECTED)
                + said(hint.is_some_and(|h| h.as_str() == known), HINTED)
                + said(told == Some(known), 1.0 + scripts.telling.min(4) as f32)
        };
        let (mut best, mut second) = ((0usize, f32::MIN), f32::MIN);
        for (place, known) in TAGS.iter().enumerate() {
            let value = score(place, known);
            if value > best.1 {
                second = best.1;
                best = (place, value);
            } else {
                second = second.max(value);
            }
        }
        (best, second)
    };
    // The detector costs more than all the rest. Where it cannot turn the answer, it is not asked.
    let ((place, value), second) = best("");
    let is_clear = value - second > DETECTED + 0.1 && !always;
    let (place, value) = if is_clear { (place, value) } else { best(detected(&tokens.plain)).0 };
    let known = TAGS.get(place).copied().unwrap_or("und");
    let count = counts.get(place).copied().unwrap_or(0);
    // A language outside the list: only its own letters, the detector or the network can name it.
    if let Some(told) = told.filter(|told| !TAGS.contains(told))
        && scripts.telling >= 2
        && scripts.telling as usize * 2 >= words
    {
        return tag(told);
    }
    if let Some(hint) = hint.filter(|h| !TAGS.contains(&h.as_str()))
        && count * 4 < words as u32
    {
        return hint;
    }
    if value < DETECTED || (count == 0 && words >= MANY && told.is_none()) {
        return hint.unwrap_or(Language::UNDETERMINED);
    }
    tag(known)
}

fn detected(plain: &str) -> &'static str {
    match whichlang::detect_language(plain) {
        Lang::Deu => "de",
        Lang::Eng => "en",
        Lang::Fra => "fr",
        Lang::Ita => "it",
        Lang::Nld => "nl",
        Lang::Por => "pt",
        Lang::Spa => "es",
        Lang::Swe => "sv",
        Lang::Tur => "tr",
        Lang::Vie => "vi",
        Lang::Ara | Lang::Cmn | Lang::Hin | Lang::Jpn | Lang::Kor | Lang::Rus => "",
    }
}

fn tag(tag: &str) -> Language {
    Language::from_tag(tag).unwrap_or(Language::UNDETERMINED)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, expected: &str) {
        check_hinted(text, None, expected);
    }

    fn check_hinted(text: &str, hint: Option<&str>, expected: &str) {
        let mut vocabulary = Vocabulary::new();
        learn(&mut vocabulary);
        let mut tokens = Tokens::default();
        tokens.read(None, text);
        let entries: Vec<Entry> = tokens.list.iter().map(|t| vocabulary.get(t.hash)).collect();
        let found = detect(&tokens, &entries, hint.and_then(Language::from_tag));
        assert_eq!(found.as_str(), expected, "{text}");
    }

    #[test]
    fn languages_are_told_apart() {
        check("@bo the train is late again and nobody says why", "en");
        check("Der Zug ist schon wieder zu spät und keiner sagt warum", "de");
        check("El tren llega tarde otra vez y nadie dice por qué", "es");
        check("Le train est encore en retard et personne ne dit pourquoi", "fr");
        check("yaar ye phone bahut accha hai par battery nahi chalti", "hi-latn");
        check("Pociąg znowu się spóźnia i nikt nie mówi dlaczego", "pl");
        check("sir aap ka show best hai, main roz dekhta hu with my family", "hi-latn");
        check("I said aloo gobi and naan, not chai, and that is all", "en");
        check("القطار متأخر مرة أخرى", "ar");
        check("Поїзд знову запізнюється і ніхто не каже чому", "uk");
        check("Поезд опять опаздывает и никто не говорит почему", "ru");
        check("電車がまた遅れています", "ja");
        check("το τρένο άργησε πάλι", "el");
    }

    proptest! {
        #[test]
        fn an_answer_is_the_same_whether_or_not_the_detector_had_to_be_asked(
            words in prop::collection::vec(prop::sample::select(FUNCTION_WORDS.split_whitespace().collect::<Vec<_>>()), 3..12),
            rest in "[a-zéñß ]{0,40}",
            hint in prop::option::of(prop::sample::select(TAGS.to_vec())),
        ) {
            let mut vocabulary = Vocabulary::new();
            learn(&mut vocabulary);
            let mut tokens = Tokens::default();
            tokens.read(None, &format!("{} {rest}", words.join(" ")));
            let entries: Vec<Entry> = tokens.list.iter().map(|t| vocabulary.get(t.hash)).collect();
            let hint = hint.and_then(Language::from_tag);
            let asked = latin(&tokens, &entries, hint, true);
            prop_assert_eq!(latin(&tokens, &entries, hint, false), asked);
        }
    }

    #[test]
    fn too_little_is_undetermined_unless_the_network_says() {
        check("Tokio", "und");
        check("😀😀😀", "und");
        check("", "und");
        check("https://example.org/a #x", "und");
        check("you are!", "en");
        check_hinted("Prima!", Some("de"), "de");
        check_hinted("the train is late again and nobody says why", Some("de"), "en");
    }

    #[test]
    fn a_text_unlike_every_language_is_undetermined() {
        check("zxcv qwrt plok mnbv hjkl trew yuio asdf ghjk", "und");
    }
}
