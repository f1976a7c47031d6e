//! First posts, and posts that pass others on: reposts, copies, near-copies and quotes.

use model::{Kind, Label};

use crate::compose::Scene;
use crate::grammar::{Grammar, plain};
use crate::idea::{Idea, Intent};
use crate::market::{Market, Utterance};
use crate::people::{Speaker, VOICES};
use crate::planted::Said;
use crate::recent::Heard;
use crate::role::{Key, Role, Sub};
use crate::season;
use crate::stage::Stage;
use crate::tongue::Tongue;
use crate::who::Who;
use crate::write;

impl Market {
    /// A first post.
    pub(crate) fn first(&mut self, at: i64, day: u32) -> Said {
        let blocked = self.blocked(at);
        let idea = Idea::draw(&self.calendar, day, blocked, &mut self.dice);
        let scene = self.scene(&idea);
        let dice = &mut self.dice;
        write::write_first(&idea, &scene, &mut self.title, &mut self.text, dice);
        season::season(&mut self.text, scene.grammar, idea.stage, idea.who, idea.label, dice);
        let channels = idea.stage.channels(idea.tongue, idea.who);
        let channel = channels.get(dice.below(channels.len() as u32) as usize).copied();
        let utterance = Utterance {
            at,
            stage: idea.stage,
            tongue: idea.tongue,
            speaker: self.speaker(&idea),
            kind: match idea.stage {
                Stage::News => Kind::Article,
                Stage::Reviews => Kind::Review,
                _ => Kind::Original,
            },
            channel,
            parent: None,
            thread: None,
            who: idea.who,
            topic: idea.topic,
            label: idea.label,
            acts: idea.intent.acts(idea.label),
            repeat: false,
            answers: None,
        };
        let own = matches!(utterance.speaker, Speaker::Own(_));
        if !own && idea.stage != Stage::Chat && idea.intent != Intent::Noise {
            self.hear(&utterance);
        }
        self.plan_answers(&utterance);
        self.emit(&utterance)
    }

    fn scene(&mut self, idea: &Idea) -> Scene<'static> {
        let rival = match idea.who {
            Some(Who::Brand) => self.dice.pick(&[Who::RivalA, Who::RivalB], Who::RivalA),
            Some(Who::RivalA) => self.dice.pick(&[Who::Brand, Who::Brand, Who::RivalB], Who::Brand),
            _ => self.dice.pick(&[Who::Brand, Who::RivalA], Who::Brand),
        };
        Scene {
            grammar: Grammar::of(idea.tongue),
            stage: idea.stage,
            subject: idea.who,
            rival,
            topic: idea.topic,
            addressed: "",
        }
    }

    fn speaker(&mut self, idea: &Idea) -> Speaker {
        let crowd = self.crowd.draw(idea.tongue, &mut self.dice);
        let Some(who) = idea.who else { return crowd };
        let announces = idea.intent == Intent::Statement && idea.stage.is_micro();
        if announces && who.account(idea.stage).is_some() && self.dice.chance(0.12) {
            return Speaker::Own(who);
        }
        if who == Who::Brand && self.dice.chance(0.08) {
            let place = self.dice.below(VOICES.len() as u32);
            if VOICES.get(place as usize).is_some_and(|voice| voice.stage == idea.stage) {
                return Speaker::Voice(place as u8);
            }
        }
        crowd
    }

    /// Somebody passes a post on unchanged.
    pub(crate) fn repost(&mut self, at: i64) -> Option<Said> {
        let heard = self.overhear(at, &[Stage::Mastodon, Stage::Bluesky])?;
        let utterance = self.passing_on(at, &heard, Kind::Repost);
        self.retell(&heard);
        Some(self.emit(&utterance))
    }

    /// Somebody copies a post word by word: another account, another paper.
    pub(crate) fn copy(&mut self, at: i64) -> Option<Said> {
        let heard =
            self.overhear(at, &[Stage::Mastodon, Stage::Bluesky, Stage::News, Stage::Reddit])?;
        let mut utterance = self.passing_on(at, &heard, original(heard.stage));
        utterance.parent = None;
        utterance.thread = None;
        self.retell(&heard);
        Some(self.emit(&utterance))
    }

    /// Somebody copies a post and changes a little: a word, or hashtags.
    pub(crate) fn near_copy(&mut self, at: i64) -> Option<Said> {
        let heard = self.overhear(at, &[Stage::Mastodon, Stage::Bluesky, Stage::Tube])?;
        if heard.text.split_ascii_whitespace().count() < 9 {
            return None;
        }
        let mut utterance = self.passing_on(at, &heard, Kind::Original);
        utterance.parent = None;
        utterance.thread = None;
        self.retell(&heard);
        let grammar = Grammar::of(heard.tongue);
        if self.dice.chance(0.5) && matches!(heard.tongue, Tongue::English | Tongue::German) {
            season::change_word(&mut self.text.text, heard.tongue, &mut self.dice);
        } else {
            let tags = 1 + self.dice.below(2);
            (0..tags).for_each(|_| season::add_tag(&mut self.text, grammar, &mut self.dice));
        }
        Some(self.emit(&utterance))
    }

    /// Somebody passes a post on with words of their own.
    pub(crate) fn quote(&mut self, at: i64) -> Option<Said> {
        let heard = self.overhear(at, &[Stage::Mastodon, Stage::Bluesky])?;
        let who = heard.who.filter(|who| *who != Who::Riders)?;
        let role = match heard.label {
            Label::Negative => Role::Complaint,
            Label::Positive => Role::Praise,
            Label::Neutral => return None,
        };
        let scene = Scene {
            grammar: Grammar::of(heard.tongue),
            stage: heard.stage,
            subject: Some(who),
            rival: Who::RivalB,
            topic: heard.topic,
            addressed: "",
        };
        self.title.clear();
        self.text.clear();
        let mood = Sub::Label(heard.label);
        self.text.say(&scene, Key(Role::Agree, mood), &mut self.dice);
        let sub = heard.topic.map_or(Sub::None, Sub::Topic);
        self.text.say(&scene, Key(role, sub), &mut self.dice);
        self.text.say(&scene, plain(Role::Context), &mut self.dice);
        let utterance = self.passing_on(at, &heard, Kind::Quote);
        let intent = if role == Role::Praise { Intent::Praise } else { Intent::Complaint };
        let utterance = Utterance { repeat: false, acts: intent.acts(heard.label), ..utterance };
        Some(self.emit(&utterance))
    }

    /// A post that was heard lately on one of the networks and may be passed on now.
    fn overhear(&mut self, at: i64, stages: &[Stage]) -> Option<Heard> {
        let stage = self.dice.pick(stages, Stage::Mastodon);
        if self.blocked(at) == Some(stage) {
            return None;
        }
        self.recent.pick(stage, &mut self.dice).cloned()
    }

    fn retell(&mut self, heard: &Heard) {
        self.title.clear();
        self.text.clear();
        self.title.text.push_str(&heard.title);
        self.text.text.push_str(&heard.text);
        self.text.says = heard.says;
    }

    fn passing_on(&mut self, at: i64, heard: &Heard, kind: Kind) -> Utterance {
        let mut speaker = self.crowd.draw(heard.tongue, &mut self.dice);
        if speaker == heard.speaker {
            speaker = self.crowd.draw(heard.tongue, &mut self.dice);
        }
        Utterance {
            at,
            stage: heard.stage,
            tongue: heard.tongue,
            speaker,
            kind,
            channel: heard.channel,
            parent: Some((heard.serial, true)),
            thread: Some((heard.serial, true)),
            who: heard.who,
            topic: heard.topic,
            label: heard.label,
            acts: heard.acts,
            repeat: true,
            answers: None,
        }
    }
}

const fn original(stage: Stage) -> Kind {
    match stage {
        Stage::News => Kind::Article,
        _ => Kind::Original,
    }
}
