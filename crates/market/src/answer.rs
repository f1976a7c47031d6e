//! Answers: who replies to a post, when, and in which words.

use model::{Act, Acts, Kind, Label, Timestamp};

use crate::compose::{Draft, Scene};
use crate::grammar::{Grammar, plain};
use crate::leaning;
use crate::market::{Market, Utterance};
use crate::people::{self, Speaker};
use crate::planted::{Answers, Said};
use crate::role::{Key, Role, Sub};
use crate::stage::Stage;
use crate::threads::{Manner, Planned, Said as Answered};
use crate::tongue::Tongue;
use crate::topic::Topic;
use crate::who::Who;

/// How deep a thread goes.
const DEPTH: u8 = 3;

impl Market {
    /// Plans who answers the first post that is about to be emitted.
    pub(crate) fn plan_answers(&mut self, utterance: &Utterance) {
        let asks = utterance.acts.has(Act::Question);
        let post = Answered {
            serial: self.next_serial(),
            first: true,
            speaker: utterance.speaker,
            at: utterance.at,
        };
        let plan = Planned {
            at: 0,
            order: 0,
            manner: Manner::Helps,
            stage: utterance.stage,
            tongue: utterance.tongue,
            who: utterance.who,
            about: self.mentions(utterance.stage),
            topic: utterance.topic,
            label: utterance.label,
            asks,
            parent: post,
            thread: post,
            channel: utterance.channel,
            first_answer: false,
            depth: 1,
        };
        let event = utterance.topic.is_some_and(Topic::is_event);
        let mut plans = Vec::new();
        plans.extend(self.own_answer(utterance, asks, plan));
        for _ in 0..self.peers(utterance) {
            let manner = self.peer_manner(asks, utterance.label, event);
            let at = utterance.at + self.peer_delay(utterance.stage);
            plans.push(Planned { at, manner, ..plan });
        }
        plans.retain(|planned| self.will_be_captured(planned));
        plans.sort_by_key(|planned| planned.at);
        for (place, mut planned) in plans.into_iter().enumerate() {
            planned.first_answer = asks && place == 0;
            if !self.threads.plan(planned) {
                break;
            }
        }
    }

    fn own_answer(&mut self, utterance: &Utterance, asks: bool, plan: Planned) -> Option<Planned> {
        let who = utterance.who?;
        who.account(utterance.stage)?;
        if matches!(utterance.speaker, Speaker::Own(_) | Speaker::Bot(_)) {
            return None;
        }
        let (likely, median) = leaning::answers(who, utterance.topic, utterance.stage);
        let cares = match utterance.label {
            _ if asks => 1.0,
            Label::Negative => 0.3,
            Label::Positive => 0.1,
            Label::Neutral => 0.03,
        };
        let delay = self.dice.log_normal(median, 1.0).clamp(120.0, 2_000_000.0) as i64;
        let at = utterance.at + delay;
        self.dice.chance(likely * cares).then_some(Planned { at, manner: Manner::Own(who), ..plan })
    }

    fn peers(&mut self, utterance: &Utterance) -> u32 {
        let mut mean = utterance.stage.mean_replies();
        if utterance.topic == Some(Topic::Parts) && utterance.acts.has(Act::Question) {
            mean *= 0.06;
        }
        if utterance.who.is_none() {
            mean *= 0.3;
        }
        // Geometric with this mean: many posts get nothing, some get long threads.
        let stop = 1.0 / (1.0 + mean);
        (0..12).take_while(|_| !self.dice.chance(stop)).count() as u32
    }

    fn peer_manner(&mut self, asks: bool, label: Label, event: bool) -> Manner {
        let roll = self.dice.unit();
        match (asks, label) {
            (true, _) if roll < 0.85 => Manner::Helps,
            (_, Label::Neutral) => Manner::Helps,
            _ if roll < 0.62 || event => Manner::Agrees,
            _ if roll < 0.82 => Manner::Differs,
            _ => Manner::Helps,
        }
    }

    fn peer_delay(&mut self, stage: Stage) -> i64 {
        let median = match stage {
            Stage::Mastodon | Stage::Bluesky => 4_000.0,
            Stage::Forum => 15_000.0,
            Stage::Chat => 600.0,
            _ => 7_500.0,
        };
        self.dice.log_normal(median, 1.3).clamp(40.0, 2_500_000.0) as i64
    }

    fn will_be_captured(&self, planned: &Planned) -> bool {
        let at = Timestamp(planned.at);
        self.calendar.window.contains(at)
            && (planned.stage != Stage::Bluesky || !self.calendar.in_gap(at))
    }

    /// Says an answer whose time has come.
    pub(crate) fn answer(&mut self, planned: Planned, at: i64) -> Said {
        let speaker = match planned.manner {
            Manner::Own(who) => Speaker::Own(who),
            Manner::Thanks => planned.thread.speaker,
            _ => self.crowd.draw(planned.tongue, &mut self.dice),
        };
        let (label, acts, tongue) = self.write_answer(&planned);
        let by = if let Manner::Own(who) = planned.manner { Some(who) } else { None };
        let counts = planned.asks && (by.is_some() || planned.first_answer);
        let utterance = Utterance {
            at,
            stage: planned.stage,
            tongue,
            speaker,
            kind: Kind::Reply,
            channel: planned.channel,
            parent: Some((planned.parent.serial, planned.parent.first)),
            thread: Some((planned.thread.serial, planned.thread.first)),
            who: planned.who,
            topic: planned.topic,
            label,
            acts,
            repeat: false,
            answers: counts.then(|| Answers {
                about: planned.about,
                by,
                topic: planned.topic,
                after_secs: at - planned.parent.at,
                first: planned.first_answer,
                old: self.is_old(planned.parent.at),
            }),
        };
        self.plan_follow_up(&planned, speaker, label, at);
        self.emit(&utterance)
    }

    fn plan_follow_up(&mut self, planned: &Planned, speaker: Speaker, label: Label, at: i64) {
        if planned.depth >= DEPTH {
            return;
        }
        let helped = planned.asks && matches!(planned.manner, Manner::Own(_) | Manner::Helps);
        let manner = match planned.manner {
            Manner::Thanks => return,
            _ if helped && self.dice.chance(0.22) => Manner::Thanks,
            Manner::Own(_) => return,
            _ if label != Label::Neutral && self.dice.chance(0.12) => Manner::Agrees,
            _ => return,
        };
        let said = Answered { serial: self.next_serial(), first: false, speaker, at };
        let follow = Planned {
            at: at + self.peer_delay(planned.stage),
            manner,
            label,
            asks: false,
            parent: said,
            first_answer: false,
            depth: planned.depth + 1,
            ..*planned
        };
        if self.will_be_captured(&follow) {
            self.threads.plan(follow);
        }
    }

    /// Writes an answer; its sentiment, what it does, and its language: companies answer in English where they lack another.
    fn write_answer(&mut self, planned: &Planned) -> (Label, Acts, Tongue) {
        let mut addressed = String::new();
        people::write_handle(planned.parent.speaker, planned.stage, planned.tongue, &mut addressed);
        if planned.stage.is_micro() {
            addressed.insert(0, '@');
        }
        let tongue = own_tongue(planned);
        let scene = Scene {
            grammar: Grammar::of(tongue),
            stage: planned.stage,
            subject: planned.who.filter(|who| *who != Who::Riders),
            rival: Who::RivalB,
            topic: planned.topic,
            addressed: &addressed,
        };
        self.title.clear();
        self.text.clear();
        let own = matches!(planned.manner, Manner::Own(_));
        let greets = matches!(planned.manner, Manner::Helps | Manner::Agrees | Manner::Differs);
        if greets && planned.stage.is_micro() {
            self.text.text.push_str(&addressed);
        }
        let (label, acts) = match planned.manner {
            Manner::Own(_) => self.write_own(&scene, planned),
            Manner::Helps => self.write_help(&scene),
            Manner::Agrees => self.write_opinion(&scene, planned.label, false),
            Manner::Differs => self.write_opinion(&scene, planned.label, true),
            Manner::Thanks => {
                self.text.say(&scene, plain(Role::Thanks), &mut self.dice);
                if self.dice.chance(0.7) {
                    let glad = Key(Role::After, Sub::Label(Label::Positive));
                    self.text.say(&scene, glad, &mut self.dice);
                }
                (Label::Positive, Acts::NONE.with(Act::Praise))
            }
        };
        if let Speaker::Own(who) = planned.parent.speaker
            && self.text.text.contains(&addressed)
        {
            self.text.says = self.text.says.with(who);
        }
        if !own {
            let topic = planned.topic.filter(|_| self.dice.chance(0.5));
            let sub = topic.map_or(Sub::None, Sub::Topic);
            self.text.say(&scene, Key(Role::Context, sub), &mut self.dice);
            if self.dice.chance(0.85) {
                self.text.say(&scene, plain(Role::Context), &mut self.dice);
            }
        }
        crate::season::season(
            &mut self.text,
            scene.grammar,
            planned.stage,
            None,
            label,
            &mut self.dice,
        );
        (label, acts, tongue)
    }

    fn write_own(&mut self, scene: &Scene<'_>, planned: &Planned) -> (Label, Acts) {
        self.text.say(scene, plain(Role::OwnLead), &mut self.dice);
        let said = Draft::draw(scene, plain(own_role(planned)), &mut self.dice);
        let more = Draft::draw(scene, plain(own_role(planned)), &mut self.dice);
        let more = more.filter(|more| Some(*more) != said);
        said.into_iter().chain(more).for_each(|fragment| {
            self.text.say_fragment(scene, &fragment, &mut self.dice);
        });
        self.text.say(scene, plain(Role::OwnSign), &mut self.dice);
        (Label::Neutral, Acts::NONE)
    }

    fn write_help(&mut self, scene: &Scene<'_>) -> (Label, Acts) {
        let answer = Key(Role::PeerAnswer, scene.topic.map_or(Sub::None, Sub::Topic));
        let lead = self.dice.chance(0.6);
        if lead {
            self.text.say(scene, plain(Role::PeerLead), &mut self.dice);
        }
        self.text.say(scene, answer, &mut self.dice);
        if self.dice.chance(0.25) {
            self.text.say(scene, plain(Role::PeerAnswer), &mut self.dice);
        }
        if !lead || self.dice.chance(0.45) {
            self.text.say(scene, plain(Role::PeerTail), &mut self.dice);
        }
        (Label::Neutral, Acts::NONE)
    }

    fn write_opinion(&mut self, scene: &Scene<'_>, label: Label, differs: bool) -> (Label, Acts) {
        let label = match (label, differs) {
            (Label::Negative, true) => Label::Positive,
            (Label::Positive, true) => Label::Negative,
            (label, _) => label,
        };
        let (role, act) = match label {
            Label::Negative => (Role::Complaint, Act::Complaint),
            Label::Positive => (Role::Praise, Act::Praise),
            Label::Neutral => return self.write_help(scene),
        };
        let lead =
            if differs { plain(Role::Disagree) } else { Key(Role::Agree, Sub::Label(label)) };
        self.text.say(scene, lead, &mut self.dice);
        let sub = scene.topic.map_or(Sub::None, Sub::Topic);
        let opinion = match scene.subject {
            Some(_) => Key(role, sub),
            None => Key(Role::Category, Sub::Label(label)),
        };
        let gives = differs || self.dice.chance(0.65);
        if gives {
            self.text.say(scene, opinion, &mut self.dice);
        }
        if !gives || self.dice.chance(0.7) {
            self.text.say(scene, Key(Role::After, Sub::Label(label)), &mut self.dice);
        }
        (label, Acts::NONE.with(act))
    }
}

const fn own_role(planned: &Planned) -> Role {
    match planned.label {
        _ if planned.asks => Role::OwnQuestion,
        Label::Negative => Role::OwnComplaint,
        Label::Positive => Role::OwnPraise,
        Label::Neutral => Role::OwnQuestion,
    }
}

/// The language in which an answer is written.
fn own_tongue(planned: &Planned) -> Tongue {
    let own = matches!(planned.manner, Manner::Own(_));
    let known = !own || Grammar::of(planned.tongue).has(plain(own_role(planned)));
    if known { planned.tongue } else { Tongue::English }
}
