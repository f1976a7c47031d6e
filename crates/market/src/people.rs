//! Who speaks: a crowd of stable strangers, a few loud voices, the companies' own accounts, and bots.

use model::Author;

use crate::dice::{Dice, scramble};
use crate::grammar::Grammar;
use crate::role::Slot;
use crate::stage::{Stage, push_digits};
use crate::tongue::Tongue;
use crate::who::Who;

/// Somebody who speaks; with stage and tongue it determines the author.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Speaker {
    Crowd(u32),
    Own(Who),
    Voice(u8),
    Bot(u32),
}

/// A planted voice: somebody who talks about the brand much and is heard by many.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LoudVoice {
    pub(crate) stage: Stage,
    pub(crate) handle: &'static str,
    pub(crate) name: &'static str,
    pub(crate) followers: u64,
}

/// The planted voices; reddit declares no followers.
pub(crate) const VOICES: [LoudVoice; 5] = [
    LoudVoice {
        stage: Stage::Mastodon,
        handle: "kistenmoni@rad.example",
        name: "Moni and the box",
        followers: 84_000,
    },
    LoudVoice {
        stage: Stage::Bluesky,
        handle: "boxbikebea.bsky.example",
        name: "Box Bike Bea",
        followers: 152_000,
    },
    LoudVoice {
        stage: Stage::Tube,
        handle: "slowcommutesven",
        name: "Slow Commute Sven",
        followers: 410_000,
    },
    LoudVoice {
        stage: Stage::Reddit,
        handle: "three_kids_no_car",
        name: "three_kids_no_car",
        followers: 0,
    },
    LoudVoice {
        stage: Stage::Mastodon,
        handle: "wheelwright_wim@fedi.example",
        name: "Wheelwright Wim",
        followers: 38_000,
    },
];

const WORDS: [&str; 24] = [
    "rides", "wheels", "velo", "papa", "mama", "north", "spoke", "lane", "hill", "river", "bakery",
    "cargo", "pedal", "kette", "lind", "berg", "moss", "fern", "oak", "quick", "slow", "kid",
    "garden", "wind",
];
const HOSTS: [&str; 5] =
    ["social.example", "fedi.example", "rad.example", "town.example", "masto.example"];

/// The crowd of a market: how many people speak in each language on each network.
#[derive(Debug, Clone)]
pub(crate) struct Crowd {
    sizes: [u32; Tongue::ALL.len()],
}

impl Crowd {
    /// A crowd that fits a market of so many posts.
    pub(crate) fn of(posts: u64) -> Self {
        Self { sizes: Tongue::SHARES.map(|share| ((posts as f64 * share * 0.06) as u32).max(40)) }
    }

    /// Somebody of the crowd; some speak much more than others.
    pub(crate) fn draw(&self, tongue: Tongue, dice: &mut Dice) -> Speaker {
        let size = self.sizes.get(tongue as usize).copied().unwrap_or(40);
        Speaker::Crowd((f64::from(size) * dice.unit().powf(1.8)) as u32)
    }
}

/// Writes the handle of a speaker.
pub(crate) fn write_handle(speaker: Speaker, stage: Stage, tongue: Tongue, into: &mut String) {
    match speaker {
        Speaker::Own(who) => into.push_str(who.account(stage).unwrap_or(who.short_handle())),
        Speaker::Voice(place) => {
            into.push_str(VOICES.get(usize::from(place)).map_or("", |voice| voice.handle));
        }
        Speaker::Bot(number) => {
            into.push_str("best_deals_");
            push_digits(u64::from(number), 10, 3, into);
            push_host(stage, u64::from(number), into);
        }
        Speaker::Crowd(number) => {
            let mix = scramble(u64::from(number) << 8 | (stage as u64) << 4 | tongue as u64);
            into.extend(first_name(tongue, mix).chars().map(|c| c.to_ascii_lowercase()));
            let bluesky = stage == Stage::Bluesky;
            into.push(if bluesky { '-' } else { '_' });
            into.push_str(WORDS.get((mix >> 20) as usize % WORDS.len()).copied().unwrap_or(""));
            push_digits(u64::from(number), 10, 1, into);
            if tongue != Tongue::English {
                into.push_str(tongue.tag());
            }
            push_host(stage, mix >> 40, into);
        }
    }
}

/// The author that a speaker is.
pub(crate) fn author(speaker: Speaker, stage: Stage, tongue: Tongue) -> Author {
    let mut handle = String::with_capacity(32);
    write_handle(speaker, stage, tongue, &mut handle);
    let declares = matches!(stage, Stage::Mastodon | Stage::Bluesky | Stage::Tube);
    let (name, followers) = match speaker {
        Speaker::Own(who) => (Some(who.name().to_owned()), 4_000 + 2_500 * who as u64),
        Speaker::Voice(place) => {
            let voice = VOICES.get(usize::from(place));
            (voice.map(|v| v.name.to_owned()), voice.map_or(0, |v| v.followers))
        }
        Speaker::Bot(number) => (None, u64::from(number) % 40),
        Speaker::Crowd(number) => {
            let mix = scramble(u64::from(number) << 8 | (stage as u64) << 4 | tongue as u64);
            let named = !matches!(stage, Stage::Reddit | Stage::HackerNews);
            let name = named.then(|| display_name(tongue, mix));
            (name, followers_of(mix))
        }
    };
    Author { handle, name, followers: declares.then_some(followers) }
}

fn display_name(tongue: Tongue, mix: u64) -> String {
    let mut name = first_name(tongue, mix).to_owned();
    name.push(' ');
    name.push(char::from(b'A' + ((mix >> 12) % 26) as u8));
    name.push('.');
    name
}

fn first_name(tongue: Tongue, mix: u64) -> &'static str {
    // Handles are Latin: Japanese speakers borrow from the English list.
    let tongue = if tongue == Tongue::Japanese { Tongue::English } else { tongue };
    let names = Grammar::of(tongue).list(Slot::Person);
    names.get(mix as usize % names.len().max(1)).copied().unwrap_or("alex")
}

fn push_host(stage: Stage, mix: u64, into: &mut String) {
    match stage {
        Stage::Mastodon => {
            into.push('@');
            into.push_str(HOSTS.get(mix as usize % HOSTS.len()).copied().unwrap_or(""));
        }
        Stage::Bluesky => into.push_str(".bsky.example"),
        _ => {}
    }
}

/// Followers of a stranger: log-normal around 90, the same at every look.
fn followers_of(mix: u64) -> u64 {
    let sum = (0..4).map(|turn| f64::from((mix >> (turn * 16)) as u16) / 65_536.0).sum::<f64>();
    (90.0 * ((sum - 2.0) * 1.732 * 1.4).exp()) as u64
}
