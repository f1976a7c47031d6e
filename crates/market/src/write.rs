//! Turns an idea into words, in the manner of its network.

use model::Label;

use crate::compose::{Draft, Scene};
use crate::dice::Dice;
use crate::grammar::{Fragment, plain};
use crate::idea::{Idea, Intent};
use crate::role::{Key, Role, Sub};
use crate::stage::Stage;
use crate::topic::Topic;
use crate::who::Who;

/// How likely a first post on a network has each part.
struct Manner {
    lead: f64,
    context: f64,
    second: f64,
    after: f64,
    closer: f64,
}

const fn manner(stage: Stage) -> Manner {
    match stage {
        Stage::Mastodon | Stage::Bluesky => {
            Manner { lead: 0.45, context: 0.4, second: 0.12, after: 0.4, closer: 0.25 }
        }
        Stage::Reddit | Stage::Forum => {
            Manner { lead: 0.75, context: 0.9, second: 0.5, after: 0.5, closer: 0.4 }
        }
        Stage::HackerNews => {
            Manner { lead: 0.2, context: 0.8, second: 0.3, after: 0.5, closer: 0.05 }
        }
        Stage::Tube => Manner { lead: 0.3, context: 0.4, second: 0.1, after: 0.4, closer: 0.3 },
        Stage::Reviews => {
            Manner { lead: 0.25, context: 0.55, second: 0.45, after: 0.5, closer: 0.35 }
        }
        Stage::News | Stage::Chat => {
            Manner { lead: 0.0, context: 0.2, second: 0.4, after: 0.4, closer: 0.15 }
        }
    }
}

const fn sub(topic: Option<Topic>) -> Sub {
    match topic {
        Some(topic) => Sub::Topic(topic),
        None => Sub::None,
    }
}

/// Writes a first post: its headline (empty where there is none) and its text.
pub(crate) fn write_first(
    idea: &Idea,
    scene: &Scene<'_>,
    title: &mut Draft,
    text: &mut Draft,
    dice: &mut Dice,
) {
    title.clear();
    text.clear();
    match idea.intent {
        Intent::News => write_news(idea, scene, title, text, dice),
        Intent::Staff => write_staff(idea, scene, text, dice),
        Intent::Mixed => write_mixed(idea, scene, text, dice),
        Intent::Noise => {
            text.say(scene, plain(Role::Noise), dice);
            text.say(scene, plain(Role::Context), dice);
            text.say(scene, Key(Role::After, Sub::Label(Label::Neutral)), dice);
        }
        _ => {
            let main = Draft::draw(scene, main_key(idea), dice);
            write_around(idea, scene, main, text, dice);
        }
    }
    if idea.stage.has_titles() && title.text.is_empty() {
        title.say(scene, title_key(idea), dice);
    }
    if matches!(idea.stage, Stage::Forum | Stage::Reddit) {
        break_lines(&mut text.text, dice);
    }
    if dice.chance(LONG) {
        write_long(idea, scene, text, dice);
    }
    let missing = idea.who.filter(|who| !text.says.and(title.says).has(*who));
    if let Some(who) = missing
        && idea.stage != Stage::Reviews
        && idea.stage != Stage::Chat
    {
        text.text.push_str(if idea.stage.is_micro() { " #" } else { " – " });
        text.name(who, if who == Who::Riders { "cargobike" } else { who.name() });
    }
}

/// How many first posts are very long.
const LONG: f64 = 0.0004;

fn title_key(idea: &Idea) -> Key {
    match (idea.stage, idea.who) {
        (Stage::Reviews, _) => Key(Role::Review, Sub::Label(idea.label)),
        (_, Some(Who::Riders)) => plain(Role::TitleCategory),
        _ if idea.topic.is_none() => plain(Role::TitleCategory),
        _ => Key(Role::Title, Sub::Label(idea.label)),
    }
}

fn main_key(idea: &Idea) -> Key {
    let partner = idea.who.and_then(|who| match who {
        Who::Dealer => Some(Topic::Dealer),
        Who::Leasing => Some(Topic::Leasing),
        _ => None,
    });
    match idea.intent {
        Intent::Complaint | Intent::ComplaintAsking => Key(Role::Complaint, sub(idea.topic)),
        Intent::Praise => Key(Role::Praise, sub(idea.topic)),
        Intent::Question => Key(Role::Question, sub(idea.topic)),
        Intent::Suggestion => Key(Role::Suggestion, sub(idea.topic)),
        Intent::Buy => Key(Role::Intent, sub(idea.topic)),
        Intent::Sarcasm => plain(Role::Sarcasm),
        Intent::Avoid => Key(Role::Avoid, sub(partner)),
        Intent::Given => Key(Role::Given, sub(partner)),
        Intent::GivenCompare => plain(Role::GivenCompare),
        Intent::Asked => plain(Role::Asked),
        Intent::AskedIt => plain(Role::AskedIt),
        Intent::Category => Key(Role::Category, Sub::Label(idea.label)),
        _ => Key(Role::Statement, sub(idea.topic)),
    }
}

fn write_around(
    idea: &Idea,
    scene: &Scene<'_>,
    main: Option<Fragment>,
    text: &mut Draft,
    dice: &mut Dice,
) {
    let manner = manner(idea.stage);
    let mood = Sub::Label(idea.label);
    let named = idea.who.is_none_or(|who| {
        who == Who::Riders || main.is_some_and(|m| m.names_subject || m.says.has(who))
    });
    address(idea, text, dice);
    if !named && idea.stage != Stage::Reviews && text.says.is_empty() {
        text.say(scene, Key(Role::Anchor, mood), dice);
    } else if dice.chance(manner.lead) {
        text.say(scene, Key(Role::Opener, mood), dice);
    }
    let before = dice.chance(0.4);
    if before {
        say_context(idea, scene, text, dice);
    }
    if let Some(main) = main {
        text.say_fragment(scene, &main, dice);
    }
    if idea.intent == Intent::ComplaintAsking {
        text.say(scene, Key(Role::Question, sub(idea.topic)), dice);
    }
    if matches!(idea.intent, Intent::Complaint | Intent::Praise) && dice.chance(manner.second) {
        let second = Draft::draw(scene, main_key(idea), dice);
        if let Some(second) = second.filter(|second| Some(*second) != main) {
            text.say_fragment(scene, &second, dice);
        }
    }
    if dice.chance(manner.after) {
        text.say(scene, Key(Role::After, mood), dice);
    }
    // A post of one sentence would be too like another of the same: facts of one's own are always added.
    if !before || dice.chance(manner.context) {
        say_context(idea, scene, text, dice);
    }
    text.say(scene, plain(Role::Context), dice);
    if dice.chance(manner.closer) {
        text.say(scene, Key(Role::Closer, mood), dice);
    }
}

/// A plain fact, mostly about the topic.
fn say_context(idea: &Idea, scene: &Scene<'_>, text: &mut Draft, dice: &mut Dice) {
    let topic = idea.topic.filter(|_| dice.chance(0.7));
    text.say(scene, Key(Role::Context, sub(topic)), dice);
}

fn address(idea: &Idea, text: &mut Draft, dice: &mut Dice) {
    if let Some(who) = idea.who
        && idea.stage.is_micro()
        && !who.short_handle().is_empty()
        && dice.chance(0.13)
    {
        text.text.push('@');
        text.name(who, who.short_handle());
    }
}

fn write_mixed(idea: &Idea, scene: &Scene<'_>, text: &mut Draft, dice: &mut Dice) {
    text.say(scene, Key(Role::Anchor, Sub::Label(Label::Neutral)), dice);
    let other = match idea.topic {
        Some(Topic::Comfort) => Topic::Price,
        Some(Topic::Dealer) => Topic::Price,
        Some(Topic::Leasing) => Topic::Service,
        _ => Topic::Comfort,
    };
    text.say(scene, Key(Role::Praise, Sub::Topic(other)), dice);
    text.say(scene, plain(Role::Joiner), dice);
    text.say(scene, Key(Role::Complaint, sub(idea.topic)), dice);
    say_context(idea, scene, text, dice);
    text.say(scene, plain(Role::Context), dice);
}

fn write_news(
    idea: &Idea,
    scene: &Scene<'_>,
    title: &mut Draft,
    text: &mut Draft,
    dice: &mut Dice,
) {
    let event = idea.topic.filter(|t| t.is_event());
    title.say(scene, Key(Role::NewsTitle, sub(event)), dice);
    text.say(scene, Key(Role::NewsBody, sub(event)), dice);
    text.say(scene, plain(Role::NewsBody), dice);
    text.say(scene, plain(Role::NewsBody), dice);
    text.say(scene, Key(Role::Statement, sub(idea.topic)), dice);
}

fn write_staff(idea: &Idea, scene: &Scene<'_>, text: &mut Draft, dice: &mut Dice) {
    let (own, general) = match idea.label {
        Label::Negative => (Role::StaffComplaint, Role::Complaint),
        Label::Positive => (Role::StaffPraise, Role::Praise),
        Label::Neutral => (Role::StaffNeutral, Role::StaffNeutral),
    };
    if idea.label == Label::Neutral {
        text.say(scene, plain(own), dice);
        text.say(scene, Key(Role::After, Sub::Label(idea.label)), dice);
        text.say(scene, Key(Role::After, Sub::Label(idea.label)), dice);
        return;
    }
    text.say(scene, Key(own, sub(idea.topic)), dice);
    let mood = Sub::Label(idea.label);
    let bare = text.text.is_empty();
    if bare || dice.chance(0.75) {
        text.say(scene, Key(general, sub(idea.topic)), dice);
    }
    if dice.chance(0.8) {
        text.say(scene, Key(Role::After, mood), dice);
    }
}

fn write_long(idea: &Idea, scene: &Scene<'_>, text: &mut Draft, dice: &mut Dice) {
    for _ in 0..40 + dice.below(120) {
        let key = match dice.below(4) {
            0 => plain(Role::Long),
            1 => Key(Role::After, Sub::Label(idea.label)),
            2 => Key(Role::Opener, Sub::Label(idea.label)),
            _ => plain(Role::Context),
        };
        text.say(scene, key, dice);
    }
}

/// Makes a paragraph of the first sentence in some posts.
fn break_lines(text: &mut String, dice: &mut Dice) {
    if !dice.chance(0.35) {
        return;
    }
    let end = text.match_indices(". ").map(|(at, _)| at).nth(1);
    if let Some(at) = end {
        text.replace_range(at + 1..at + 2, "\n\n");
    }
}
