//! Names of things: months, weekdays, networks, languages, quadrants, acts, emotions, causes of gaps.

use model::{Act, Emotion, GapCause, Kind, Label, Language, Network, Quadrant};

use crate::clean::clean;

/// A network as people write it.
pub fn network(network: &Network) -> String {
    let known = match network.as_str() {
        "bluesky" => "Bluesky",
        "csv" => "Imported file",
        "discourse" => "Discourse",
        "email" => "E-mail",
        "facebook" => "Facebook",
        "hacker_news" => "Hacker News",
        "instagram" => "Instagram",
        "lemmy" => "Lemmy",
        "linkedin" => "LinkedIn",
        "mastodon" => "Mastodon",
        "reddit" => "Reddit",
        "rss" => "News and blogs",
        "tiktok" => "TikTok",
        "twitter" => "Twitter",
        "x" => "X",
        "youtube" => "YouTube",
        other => return capital(&clean(other).replace('_', " ")),
    };
    known.to_owned()
}

/// `text` with a capital at its start.
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// A language's English name, or its tag.
pub fn language(language: Language) -> String {
    let known = match language.as_str() {
        "ar" => "Arabic",
        "cs" => "Czech",
        "da" => "Danish",
        "de" => "German",
        "el" => "Greek",
        "en" => "English",
        "es" => "Spanish",
        "fi" => "Finnish",
        "fr" => "French",
        "he" => "Hebrew",
        "hi" => "Hindi",
        "hi-latn" => "Hindi in Latin letters",
        "id" => "Indonesian",
        "it" => "Italian",
        "ja" => "Japanese",
        "ko" => "Korean",
        "nl" => "Dutch",
        "no" => "Norwegian",
        "pl" => "Polish",
        "pt" => "Portuguese",
        "ru" => "Russian",
        "sv" => "Swedish",
        "th" => "Thai",
        "tr" => "Turkish",
        "uk" => "Ukrainian",
        "und" => "undetermined",
        "vi" => "Vietnamese",
        "zh" => "Chinese",
        other => return other.to_owned(),
    };
    known.to_owned()
}

/// A quadrant, as the start of a line.
pub const fn quadrant(quadrant: Quadrant) -> &'static str {
    match quadrant {
        Quadrant::Customers => "Customers",
        Quadrant::Brand => "Brand",
        Quadrant::Partners => "Partners",
        Quadrant::Competitors => "Competitors",
    }
}

/// The question that a quadrant's section answers.
pub const fn quadrant_question(quadrant: Quadrant) -> &'static str {
    match quadrant {
        Quadrant::Customers => "Where are our customers, and what moves them?",
        Quadrant::Brand => "How does the market see us?",
        Quadrant::Partners => "What do our partners say and do?",
        Quadrant::Competitors => "Where are competitors ahead?",
    }
}

/// The one step that fills an empty quadrant.
pub const fn quadrant_step(quadrant: Quadrant) -> &'static str {
    match quadrant {
        Quadrant::Customers => {
            "To fill it, add a subject with quadrant = \"customers\" to waggle.toml, with a watch for \
             the words by which customers name their needs."
        }
        Quadrant::Brand => {
            "To fill it, add your own company to waggle.toml as a subject with quadrant = \"brand\", with a \
             watch for its names."
        }
        Quadrant::Partners => {
            "To fill it, add the dealer, broker or supplier that matters most to waggle.toml as a subject with \
             quadrant = \"partners\"."
        }
        Quadrant::Competitors => {
            "To fill it, add the competitor that customers name most to waggle.toml as a subject with \
             quadrant = \"competitors\"."
        }
    }
}

/// What a post does.
pub const fn act(act: Act) -> &'static str {
    match act {
        Act::Question => "Asks a question",
        Act::Complaint => "Complains",
        Act::Suggestion => "Suggests something",
        Act::Praise => "Praises",
        Act::RecommendationAsked => "Asks for a recommendation",
        Act::RecommendationGiven => "Gives a recommendation",
        Act::PurchaseIntent => "Plans to buy",
    }
}

/// An emotion.
pub const fn emotion(emotion: Emotion) -> &'static str {
    match emotion {
        Emotion::Joy => "Joy",
        Emotion::Optimism => "Optimism",
        Emotion::Anger => "Anger",
        Emotion::Disgust => "Disgust",
        Emotion::Sadness => "Sadness",
        Emotion::Fear => "Fear",
        Emotion::Surprise => "Surprise",
    }
}

/// A class of sentiment.
pub const fn label(label: Label) -> &'static str {
    match label {
        Label::Negative => "Negative",
        Label::Neutral => "Neutral",
        Label::Positive => "Positive",
    }
}

/// A kind of post, in the plural.
pub const fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Original => "originals",
        Kind::Reply => "replies",
        Kind::Repost => "reposts",
        Kind::Quote => "quotes",
        Kind::Article => "articles",
        Kind::Review => "reviews",
    }
}

/// Why something was not captured.
pub const fn cause(cause: GapCause) -> &'static str {
    match cause {
        GapCause::Disconnected => "the connection was down",
        GapCause::RateLimited => "the network limited the rate",
        GapCause::Refused => "the network refused",
        GapCause::ParseFailures => "rows came that could not be understood",
        GapCause::Silence => "nothing came for much longer than usual",
    }
}

/// One part of a voice's score, as a reader reads it.
pub fn score_part(name: &str, amount: &str) -> String {
    format!("{}\u{a0}{amount}", clean(name).replace(['_', ' '], "\u{a0}"))
}
