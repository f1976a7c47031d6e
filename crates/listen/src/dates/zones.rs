//! Abbreviations of zones and names of months and days, as they occur in exports (English, German).

/// Seconds east of UTC for a zone's abbreviation, in lower case.
pub(crate) fn offset_secs(word: &str) -> Option<i32> {
    let hours = match word {
        "z" | "utc" | "gmt" | "ut" | "wet" => 0,
        "bst" | "cet" | "mez" | "west" => 1,
        "cest" | "mesz" | "eet" => 2,
        "eest" | "msk" => 3,
        "edt" => -4,
        "est" | "cdt" => -5,
        "cst" | "mdt" => -6,
        "mst" | "pdt" => -7,
        "pst" | "akdt" => -8,
        "akst" => -9,
        "hst" => -10,
        "jst" | "kst" => 9,
        "aest" => 10,
        "aedt" => 11,
        _ => return None,
    };
    Some(hours * 3600)
}

/// The number of a month's name or abbreviation, in lower case without a full stop.
pub(crate) fn month(word: &str) -> Option<i8> {
    Some(match word {
        "jan" | "january" | "januar" | "jän" | "jänner" => 1,
        "feb" | "february" | "februar" | "feber" => 2,
        "mar" | "march" | "mär" | "märz" | "mrz" | "maerz" => 3,
        "apr" | "april" => 4,
        "may" | "mai" => 5,
        "jun" | "june" | "juni" => 6,
        "jul" | "july" | "juli" => 7,
        "aug" | "august" => 8,
        "sep" | "sept" | "september" => 9,
        "oct" | "october" | "okt" | "oktober" => 10,
        "nov" | "november" => 11,
        "dec" | "december" | "dez" | "dezember" => 12,
        _ => return None,
    })
}

/// Whether a word, in lower case, says nothing about the moment: days of the week, prepositions, ordinal endings.
pub(crate) fn is_filler(word: &str) -> bool {
    const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    const GERMAN: [&str; 14] = [
        "mo",
        "di",
        "mi",
        "do",
        "fr",
        "sa",
        "so",
        "montag",
        "dienstag",
        "mittwoch",
        "donnerstag",
        "freitag",
        "samstag",
        "sonntag",
    ];
    matches!(
        word,
        "t" | "at"
            | "on"
            | "of"
            | "the"
            | "st"
            | "nd"
            | "rd"
            | "th"
            | "um"
            | "uhr"
            | "am"
            | "den"
            | "der"
            | "h"
    ) || GERMAN.contains(&word)
        || DAYS.iter().any(|day| {
            word.strip_prefix(day).is_some_and(|rest| {
                matches!(
                    rest,
                    "" | "s" | "day" | "sday" | "nesday" | "rs" | "rsday" | "ur" | "urs" | "urday"
                )
            })
        })
}
