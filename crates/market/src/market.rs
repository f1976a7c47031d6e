//! The market itself: an iterator that decides, post by post, who speaks next, and keeps the truth.

use model::{Acts, Kind, Label, Network, Post, PostId, SourceId, Timestamp};

use crate::calendar::Calendar;
use crate::compose::Draft;
use crate::dice::Dice;
use crate::people::{self, Crowd, Speaker};
use crate::planted::{Answers, Planted, Said};
use crate::recent::{Heard, Recent};
use crate::scale::Scale;
use crate::spam::Burst;
use crate::stage::Stage;
use crate::threads::Threads;
use crate::tongue::Tongue;
use crate::topic::Topic;
use crate::truth::Truth;
use crate::who::{Who, WhoSet};

/// A seeded market: posts in the order of time, and what is true of them.
///
/// The same scale and seed give the same bytes. Memory does not grow with the number of posts.
#[derive(Debug)]
pub struct Market {
    pub(crate) calendar: Calendar,
    pub(crate) dice: Dice,
    pub(crate) crowd: Crowd,
    pub(crate) threads: Threads,
    pub(crate) recent: Recent,
    pub(crate) burst: Option<Burst>,
    pub(crate) title: Draft,
    pub(crate) text: Draft,
    pub(crate) scratch: String,
    networks: Vec<Network>,
    truth: Truth,
    hour: usize,
    in_hour: u64,
    last: i64,
    serial: u64,
}

/// A post before it has its ids.
pub(crate) struct Utterance {
    pub(crate) at: i64,
    pub(crate) stage: Stage,
    pub(crate) tongue: Tongue,
    pub(crate) speaker: Speaker,
    pub(crate) kind: Kind,
    pub(crate) channel: Option<&'static str>,
    /// Number of the post that it answers, and whether that is a first post.
    pub(crate) parent: Option<(u64, bool)>,
    pub(crate) thread: Option<(u64, bool)>,
    pub(crate) who: Option<Who>,
    pub(crate) topic: Option<Topic>,
    pub(crate) label: Label,
    pub(crate) acts: Acts,
    pub(crate) repeat: bool,
    pub(crate) answers: Option<Answers>,
}

impl Market {
    /// The market of a scale and a seed.
    pub fn new(scale: Scale, seed: u64) -> Self {
        let calendar = Calendar::new(&scale, &mut Dice::new(seed, 1));
        Self {
            truth: Truth::new(&calendar),
            crowd: Crowd::of(scale.posts),
            dice: Dice::new(seed, 0),
            threads: Threads::default(),
            recent: Recent::default(),
            burst: None,
            title: Draft::default(),
            text: Draft::default(),
            scratch: String::new(),
            networks: Stage::networks(),
            hour: 0,
            in_hour: 0,
            last: calendar.window.since.0,
            serial: 0,
            calendar,
        }
    }

    /// What is true of the posts made so far; of the whole market once the iterator is at its end.
    pub fn truth(&self) -> &Truth {
        &self.truth
    }

    /// How many posts the whole market has.
    pub fn size(&self) -> u64 {
        self.calendar.hours.iter().map(|hour| hour.budget).sum()
    }

    /// The next post with what is true of it.
    pub fn next_said(&mut self) -> Option<Said> {
        loop {
            let hour = *self.calendar.hours.get(self.hour)?;
            if self.in_hour >= hour.budget {
                self.hour += 1;
                self.in_hour = 0;
                continue;
            }
            let into = (self.in_hour as f64 + self.dice.unit()) / hour.budget as f64;
            let at = (hour.start + (into * hour.secs as f64) as i64).max(self.last);
            self.in_hour += 1;
            return Some(self.turn(at, hour.day));
        }
    }

    fn turn(&mut self, at: i64, day: u32) -> Said {
        while let Some(planned) = self.threads.due(at) {
            let now = planned.at.max(self.last);
            if planned.stage != Stage::Bluesky || !self.calendar.in_gap(Timestamp(now)) {
                return self.answer(planned, now);
            }
        }
        if let Some(said) = self.spam(at, day) {
            return said;
        }
        let roll = self.dice.unit();
        let passed = match roll {
            r if r < 0.085 => self.repost(at),
            r if r < 0.110 => self.near_copy(at),
            r if r < 0.118 => self.copy(at),
            r if r < 0.136 => self.quote(at),
            _ => None,
        };
        passed.unwrap_or_else(|| self.first(at, day))
    }

    /// The number that the next post gets.
    pub(crate) fn next_serial(&self) -> u64 {
        self.serial + 1
    }

    /// The network that delivers nothing at a moment.
    pub(crate) fn blocked(&self, at: i64) -> Option<Stage> {
        self.calendar.in_gap(Timestamp(at)).then_some(Stage::Bluesky)
    }

    /// Remembers the post just written, so that others can pass it on.
    pub(crate) fn hear(&mut self, utterance: &Utterance) {
        self.recent.hear(Heard {
            stage: utterance.stage,
            tongue: utterance.tongue,
            speaker: utterance.speaker,
            who: utterance.who,
            topic: utterance.topic,
            label: utterance.label,
            acts: utterance.acts,
            says: self.text.says.and(self.title.says),
            serial: self.next_serial(),
            channel: utterance.channel,
            title: self.title.text.clone(),
            text: self.text.text.clone(),
        });
    }

    /// Gives the drafted title and text their ids, counts them, and hands them out.
    pub(crate) fn emit(&mut self, utterance: &Utterance) -> Said {
        let stage = utterance.stage;
        self.serial += 1;
        self.last = utterance.at;
        let first = utterance.parent.is_none();
        let (native_id, id) = self.ids(stage, self.serial, first);
        let (parent_native_id, parent) = self.ids_of(stage, utterance.parent).unzip();
        let (thread_native_id, thread) = self.ids_of(stage, utterance.thread).unzip();
        let author = people::author(utterance.speaker, stage, utterance.tongue);
        self.scratch.clear();
        stage.write_url(&native_id, &author.handle, &mut self.scratch);
        let declares = matches!(stage, Stage::Mastodon | Stage::Bluesky | Stage::Reviews);
        let engagement = self.engagement(stage, author.followers);
        let mut post = Post {
            id,
            network: self.network(stage),
            native_id,
            source: SourceId(stage as u32 + 1),
            side: stage.side(),
            kind: utterance.kind,
            reach: author.followers.filter(|_| stage.is_micro()),
            author,
            created_at: Timestamp(utterance.at),
            title: (!self.title.text.is_empty()).then(|| self.title.text.clone()),
            text: self.text.text.clone(),
            url: (!self.scratch.is_empty()).then(|| self.scratch.clone()),
            channel: utterance.channel.map(str::to_owned),
            language: declares.then(|| utterance.tongue.language()),
            parent,
            thread: thread.or((first && stage.mean_replies() > 0.0).then_some(id)),
            engagement,
            media: self.dice.chance(0.11),
            raw: Vec::new(),
        };
        post.raw = crate::payload::payload(&post, parent_native_id.as_deref());
        let planted = self.plant(utterance);
        let day = self.calendar.number_of(post.created_at);
        let old = self.is_old(utterance.at);
        self.truth.count(&planted, stage, post.kind, day, old);
        if let Speaker::Voice(place) = utterance.speaker
            && planted.mentions.has(Who::Brand)
        {
            self.truth.count_voice(place);
        }
        Said { post, planted, parent_native_id, thread_native_id }
    }

    fn plant(&self, utterance: &Utterance) -> Planted {
        let own = if let Speaker::Own(who) = utterance.speaker { Some(who) } else { None };
        Planted {
            mentions: self.mentions(utterance.stage),
            own,
            topic: utterance.topic,
            label: utterance.label,
            acts: utterance.acts,
            tongue: utterance.tongue,
            repeat: utterance.repeat,
            answers: utterance.answers,
        }
    }

    /// Whom the drafted post mentions: those it names, and on the brand's own ground the brand.
    pub(crate) fn mentions(&self, stage: Stage) -> WhoSet {
        let named = self.text.says.and(self.title.says);
        let hosted = matches!(stage, Stage::Forum | Stage::Reviews);
        if hosted { named.with(Who::Brand) } else { named }
    }

    /// Whether a moment lies more than 14 days before the market's end.
    pub(crate) fn is_old(&self, at: i64) -> bool {
        at < self.calendar.window.until.0 - 14 * Timestamp::DAY_SECS
    }

    fn ids(&self, stage: Stage, serial: u64, first: bool) -> (String, PostId) {
        let mut native_id = String::with_capacity(20);
        stage.write_native_id(serial, first, &mut native_id);
        let id = PostId::of(&self.network(stage), &native_id);
        (native_id, id)
    }

    fn ids_of(&self, stage: Stage, post: Option<(u64, bool)>) -> Option<(String, PostId)> {
        post.map(|(serial, first)| self.ids(stage, serial, first))
    }

    fn network(&self, stage: Stage) -> Network {
        self.networks.get(stage as usize).cloned().unwrap_or_else(|| unreachable_network(stage))
    }

    fn engagement(&mut self, stage: Stage, followers: Option<u64>) -> Option<u64> {
        let typical = match stage {
            Stage::Mastodon | Stage::Bluesky | Stage::Tube => {
                1.5 + followers.unwrap_or_default() as f64 / 250.0
            }
            Stage::Reddit | Stage::HackerNews => 6.0,
            Stage::Forum => 1.5,
            Stage::News | Stage::Reviews | Stage::Chat => return None,
        };
        Some(self.dice.log_normal(typical, 1.1) as u64)
    }
}

/// The names of our own networks are valid (a test checks it), so this is never reached with effect.
fn unreachable_network(stage: Stage) -> Network {
    debug_assert!(false, "{} is no network's name", stage.network_name());
    Network::new("csv").unwrap_or_else(|_| unreachable_network(stage))
}

impl Iterator for Market {
    type Item = Post;

    fn next(&mut self) -> Option<Post> {
        self.next_said().map(|said| said.post)
    }
}

#[cfg(test)]
mod tests;
