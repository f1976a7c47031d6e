//! Seasons a finished text: emoji, hashtags, slips of the finger, and the rubbish that real feeds carry.

use model::Label;

use crate::compose::Draft;
use crate::dice::Dice;
use crate::grammar::Grammar;
use crate::stage::Stage;
use crate::tongue::Tongue;
use crate::who::{Who, WhoSet};

const GLAD: [&str; 12] = ["😍", "🎉", "❤️", "😊", "🙌", "👍🏽", "🚲💨", "🥰", "😁", "👏", "🔥", "💚"];
const CROSS: [&str; 12] = ["😡", "🤬", "😤", "👎", "😭", "🙄", "😠", "💔", "😞", "🤦‍♀️", "😩", "🤮"];
const EVEN: [&str; 8] = ["🤔", "🚲", "🙏", "👀", "📦", "🔋", "🔧", "☕"];

/// Text that a careless page would run or show wrongly.
const HOSTILE: [&str; 8] = [
    "<script>alert('hello')</script>",
    "<img src=x onerror=alert(1)>",
    "</p></div><h1>Sold</h1>",
    "\u{202e}!siht daer",
    "مرحبا 👋 שלום",
    "zero\u{200b}width\u{200d}joiner\u{feff}",
    "'; DROP TABLE posts; --",
    "{{7*7}} ${jndi:x} %s%n &lt;b&gt;",
];

/// Adds what the network's people add to a text. Names are never touched.
pub(crate) fn season(
    draft: &mut Draft,
    grammar: &Grammar,
    stage: Stage,
    who: Option<Who>,
    label: Label,
    dice: &mut Dice,
) {
    if matches!(stage, Stage::News) {
        return;
    }
    if dice.chance(0.03) {
        slip(&mut draft.text, dice);
    }
    if matches!(stage, Stage::Tube | Stage::Reddit | Stage::Chat) && dice.chance(0.1) {
        draft.text.make_ascii_lowercase();
    }
    let emoji = match stage {
        Stage::Mastodon | Stage::Bluesky | Stage::Tube => 0.3,
        Stage::HackerNews => 0.0,
        _ => 0.08,
    };
    if dice.chance(emoji) {
        let set: &[&str] = match label {
            Label::Negative => &CROSS,
            Label::Neutral => &EVEN,
            Label::Positive => &GLAD,
        };
        draft.text.push(' ');
        (0..1 + dice.below(2)).for_each(|_| draft.text.push_str(dice.pick(set, "")));
    }
    if stage.is_micro() {
        if dice.chance(0.4) {
            add_tag(draft, grammar, dice);
        }
        if let Some(who) = who.filter(|who| *who != Who::Riders && dice.chance(0.15)) {
            draft.text.push_str(" #");
            draft.name(who, who.name());
        }
        if dice.chance(0.06) {
            draft.text.push_str(" https://pics.example/");
            crate::stage::push_digits(u64::from(dice.below(u32::MAX)), 36, 7, &mut draft.text);
        }
    }
    if dice.chance(0.0006) {
        draft.text.push(' ');
        draft.text.push_str(dice.pick(&HOSTILE, ""));
    }
}

/// Appends a hashtag of the language.
pub(crate) fn add_tag(draft: &mut Draft, grammar: &Grammar, dice: &mut Dice) {
    let (tag, says) = dice.pick(&grammar.tags, ("#ebike", WhoSet::NONE));
    draft.text.push(' ');
    draft.text.push_str(tag);
    draft.says = draft.says.and(says);
}

/// Swaps two letters inside a longer word that is nobody's name.
fn slip(text: &mut String, dice: &mut Dice) {
    if let Some((start, word)) = some_word(text, dice, 6) {
        let at = 1 + dice.below(word.len() as u32 - 2) as usize;
        let mut letters: Vec<char> = word.chars().collect();
        letters.swap(at, at - 1);
        let slipped: String = letters.into_iter().collect();
        text.replace_range(start..start + word.len(), &slipped);
    }
}

/// Replaces a word by another one.
pub(crate) fn change_word(text: &mut String, tongue: Tongue, dice: &mut Dice) {
    const ENGLISH: [&str; 8] =
        ["really", "again", "today", "honestly", "still", "somehow", "simply", "indeed"];
    const GERMAN: [&str; 6] = ["wirklich", "wieder", "heute", "ehrlich", "immer", "einfach"];
    let others: &[&str] = if tongue == Tongue::German { &GERMAN } else { &ENGLISH };
    if let Some((start, word)) = some_word(text, dice, 4) {
        text.replace_range(start..start + word.len(), dice.pick(others, "again"));
    }
}

/// A plain lower-case word of at least `least` letters that is no part of a name, a tag or a link.
fn some_word(text: &str, dice: &mut Dice, least: usize) -> Option<(usize, String)> {
    let count = text.split_ascii_whitespace().count() as u32;
    let wanted = dice.below(count) as usize;
    let word = text.split_ascii_whitespace().nth(wanted)?;
    let plain = word.len() >= least
        && word.bytes().all(|b| b.is_ascii_lowercase())
        && !PROTECTED.contains(&word)
        && WhoSet::named_in(word).is_empty();
    let start = word.as_ptr() as usize - text.as_ptr() as usize;
    plain.then(|| (start, word.to_owned()))
}

/// Words that are part of the category's names and of the planted phrases.
const PROTECTED: [&str; 16] = [
    "cargo",
    "bike",
    "bikes",
    "hinge",
    "winter",
    "trial",
    "bici",
    "bicicleta",
    "bicicletas",
    "carga",
    "rower",
    "cargobike",
    "pinns",
    "zippra",
    "velo",
    "velos",
];
