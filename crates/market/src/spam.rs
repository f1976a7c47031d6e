//! Bots that say the same thing many times within an hour or two.

use model::{Acts, Kind, Label};

use crate::compose::Scene;
use crate::grammar::{Grammar, plain};
use crate::market::{Market, Utterance};
use crate::people::Speaker;
use crate::planted::Said;
use crate::role::Role;
use crate::stage::{Stage, push_digits};
use crate::tongue::Tongue;
use crate::who::{Who, WhoSet};

/// A burst of spam: a text of which only the link changes.
#[derive(Debug, Clone)]
pub(crate) struct Burst {
    left: u32,
    sent: u32,
    bots: u32,
    stage: Stage,
    tongue: Tongue,
    text: String,
    says: WhoSet,
}

const LINK: &str = "https://go.example/";
const LINK_DIGITS: usize = 7;

impl Market {
    /// A post of spam, when a burst is on or begins.
    pub(crate) fn spam(&mut self, at: i64, day: u32) -> Option<Said> {
        if self.burst.is_none() && day > 0 && self.dice.chance(0.0004) {
            self.begin_burst(at);
        }
        if self.burst.is_none() || !self.dice.chance(0.35) {
            return None;
        }
        let mut burst = self.burst.take()?;
        if self.blocked(at) == Some(burst.stage) {
            return None;
        }
        let repeat = burst.sent > 0;
        burst.left -= 1;
        burst.sent += 1;
        let mut link = LINK.to_owned();
        push_digits(u64::from(self.dice.below(u32::MAX)), 36, LINK_DIGITS, &mut link);
        if let Some(from) = burst.text.find(LINK) {
            burst.text.replace_range(from..from + LINK.len() + LINK_DIGITS, &link);
        }
        self.title.clear();
        self.text.clear();
        self.text.text.push_str(&burst.text);
        self.text.says = burst.says;
        let said = self.emit(&Utterance {
            at,
            stage: burst.stage,
            tongue: burst.tongue,
            speaker: Speaker::Bot(burst.bots + burst.sent % 9),
            kind: Kind::Original,
            channel: None,
            parent: None,
            thread: None,
            who: None,
            topic: None,
            label: Label::Neutral,
            acts: Acts::NONE,
            repeat,
            answers: None,
        });
        self.burst = (burst.left > 0).then_some(burst);
        Some(said)
    }

    fn begin_burst(&mut self, at: i64) {
        let stage = self.dice.pick(&[Stage::Mastodon, Stage::Bluesky, Stage::Tube], Stage::Tube);
        let stage = if self.blocked(at).is_some() { Stage::Mastodon } else { stage };
        let tongue = if self.dice.chance(0.8) { Tongue::English } else { Tongue::German };
        let scene = Scene {
            grammar: Grammar::of(tongue),
            stage,
            subject: Some(self.dice.pick(&[Who::Brand, Who::Brand, Who::RivalA], Who::Brand)),
            rival: Who::RivalB,
            topic: None,
            addressed: "",
        };
        self.text.clear();
        self.text.say(&scene, plain(Role::Spam), &mut self.dice);
        self.burst = Some(Burst {
            left: 6 + self.dice.below(45),
            sent: 0,
            bots: self.dice.below(900),
            stage,
            tongue,
            text: self.text.text.clone(),
            says: self.text.says,
        });
    }
}
