//! What somebody is about to say: decided before a word of it is written, so that its truth is known.

use model::{Act, Acts, Label};

use crate::calendar::{Calendar, NOISE, STAFF};
use crate::dice::Dice;
use crate::grammar::Grammar;
use crate::leaning;
use crate::role::{Key, Role, Sub};
use crate::stage::Stage;
use crate::tongue::Tongue;
use crate::topic::Topic;
use crate::who::Who;

/// What a first post wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Intent {
    Complaint,
    ComplaintAsking,
    Sarcasm,
    Avoid,
    Praise,
    Given,
    GivenCompare,
    Question,
    Suggestion,
    Statement,
    Mixed,
    Buy,
    Asked,
    AskedIt,
    News,
    Category,
    Staff,
    Noise,
}

impl Intent {
    /// What a post with this intent does.
    pub(crate) fn acts(self, label: Label) -> Acts {
        use Act::{
            Complaint, Praise, PurchaseIntent, Question, RecommendationAsked, RecommendationGiven,
            Suggestion,
        };
        let acts: &[Act] = match (self, label) {
            (Self::Complaint | Self::Sarcasm, _) => &[Complaint],
            (Self::ComplaintAsking, _) => &[Complaint, Question],
            (Self::Avoid, _) => &[Complaint, RecommendationGiven],
            (Self::Praise, _) => &[Praise],
            (Self::Given | Self::GivenCompare, _) => &[Praise, RecommendationGiven],
            (Self::Question, _) => &[Question],
            (Self::Suggestion, _) => &[Suggestion],
            (Self::Mixed, _) => &[Complaint, Praise],
            (Self::Buy, _) => &[PurchaseIntent],
            (Self::Asked | Self::AskedIt, _) => &[Question, RecommendationAsked],
            (Self::Staff, Label::Negative) => &[Complaint],
            (Self::Staff, Label::Positive) => &[Praise],
            _ => &[],
        };
        acts.iter().copied().collect()
    }
}

/// A first post before it is written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Idea {
    pub(crate) who: Option<Who>,
    pub(crate) stage: Stage,
    pub(crate) tongue: Tongue,
    pub(crate) topic: Option<Topic>,
    pub(crate) intent: Intent,
    pub(crate) label: Label,
}

impl Idea {
    /// Draws what is said first on a day. `blocked` networks say nothing.
    pub(crate) fn draw(
        calendar: &Calendar,
        day: u32,
        blocked: Option<Stage>,
        dice: &mut Dice,
    ) -> Self {
        match dice.weighted(&calendar.streams(day)) {
            NOISE => {
                let stage = draw_stage(None, blocked, dice);
                let tongue = draw_tongue(stage, dice);
                let intent = Intent::Noise;
                Self { who: None, stage, tongue, topic: None, intent, label: Label::Neutral }
            }
            STAFF => Self::of_staff(calendar, day, dice),
            stream => {
                let who = Who::ALL.get(stream).copied().unwrap_or(Who::Brand);
                if who == Who::Riders {
                    Self::of_riders(blocked, dice)
                } else {
                    Self::about(who, calendar, day, blocked, dice)
                }
            }
        }
    }

    fn of_staff(calendar: &Calendar, day: u32, dice: &mut Dice) -> Self {
        let tongue = if dice.chance(0.3) { Tongue::German } else { Tongue::English };
        let event = calendar.event(Who::Brand, day, dice).filter(|_| dice.chance(0.5));
        let drawn = Topic::ALL.get(dice.weighted(&leaning::STAFF_TOPICS)).copied();
        let topic = event.or(drawn);
        let label = if dice.chance(0.24) {
            Label::Neutral
        } else {
            draw_label(leaning::staff_moods(topic.unwrap_or(Topic::App)), dice)
        };
        let topic = topic.filter(|_| label != Label::Neutral);
        Self {
            who: Some(Who::Brand),
            stage: Stage::Chat,
            tongue,
            topic,
            intent: Intent::Staff,
            label,
        }
    }

    fn of_riders(blocked: Option<Stage>, dice: &mut Dice) -> Self {
        let who = Some(Who::Riders);
        let stage = draw_stage(who, blocked, dice);
        let tongue = draw_tongue(stage, dice);
        let label = draw_label(leaning::moods(Who::Riders, Topic::Price), dice);
        let asks = label == Label::Neutral && dice.chance(0.45);
        let intent = if asks { Intent::Asked } else { Intent::Category };
        Self { who, stage, tongue, topic: None, intent, label }
    }

    fn about(
        who: Who,
        calendar: &Calendar,
        day: u32,
        blocked: Option<Stage>,
        dice: &mut Dice,
    ) -> Self {
        let mut topic = Topic::ALL.get(dice.weighted(&leaning::topics(who))).copied();
        let mut stage = draw_stage(Some(who), blocked, dice);
        if let Some(event) = calendar.event(who, day, dice) {
            topic = Some(event);
            while stage == Stage::Reviews {
                stage = draw_stage(Some(who), blocked, dice);
            }
        } else if stage == Stage::Reviews {
            topic = Some(if dice.chance(0.88) { Topic::App } else { Topic::Service });
        } else if topic == Some(Topic::App) && dice.chance(0.4) {
            // Who talks about the app elsewhere: the store's reviews are already most of it.
            topic = Some(Topic::Comfort);
        }
        let tongue = draw_tongue(stage, dice);
        let mut moods = leaning::moods(who, topic.unwrap_or(Topic::Price));
        if who == Who::RivalA {
            let rise = 0.12 * calendar.rise(day);
            let [negative, _, positive] = &mut moods;
            *negative = (*negative - rise).max(0.02);
            *positive += rise;
        }
        let label = draw_label(moods, dice);
        let grammar = Grammar::of(tongue);
        let intent = if stage == Stage::News {
            Intent::News
        } else {
            draw_intent(who, topic, label, stage, grammar, dice)
        };
        let label = if intent == Intent::News { Label::Neutral } else { label };
        Self { who: Some(who), stage, tongue, topic, intent, label }
    }
}

fn draw_label(moods: [f64; 3], dice: &mut Dice) -> Label {
    Label::from_index(dice.weighted(&moods)).unwrap_or(Label::Neutral)
}

fn draw_stage(who: Option<Who>, blocked: Option<Stage>, dice: &mut Dice) -> Stage {
    let mut weights = leaning::stages(who);
    for (weight, stage) in weights.iter_mut().zip(Stage::ALL) {
        if Some(stage) == blocked {
            *weight = 0.0;
        }
    }
    Stage::ALL.get(dice.weighted(&weights)).copied().unwrap_or(Stage::Reddit)
}

fn draw_tongue(stage: Stage, dice: &mut Dice) -> Tongue {
    match stage {
        Stage::HackerNews => Tongue::English,
        Stage::News => dice.pick(
            &[Tongue::English, Tongue::English, Tongue::English, Tongue::German],
            Tongue::English,
        ),
        _ => Tongue::ALL.get(dice.weighted(&Tongue::SHARES)).copied().unwrap_or(Tongue::English),
    }
}

fn draw_intent(
    who: Who,
    topic: Option<Topic>,
    label: Label,
    stage: Stage,
    grammar: &Grammar,
    dice: &mut Dice,
) -> Intent {
    let sub = topic.map_or(Sub::None, Sub::Topic);
    let event = topic.is_some_and(Topic::is_event);
    let says = |role: Role| grammar.has(Key(role, sub));
    let yes = |possible: bool, weight: f64| if possible { weight } else { 0.0 };
    let plain = !event && stage != Stage::Reviews;
    let (intents, weights): (&[Intent], &[f64]) = match label {
        Label::Negative => (
            &[Intent::Complaint, Intent::ComplaintAsking, Intent::Sarcasm, Intent::Avoid],
            &[
                0.78,
                yes(plain && says(Role::Question), 0.09),
                yes(plain && who.is_maker() && says(Role::Sarcasm), 0.07),
                yes(plain && says(Role::Avoid), 0.06),
            ],
        ),
        Label::Positive => (
            &[Intent::Praise, Intent::Given, Intent::GivenCompare],
            &[
                0.80,
                yes(plain && says(Role::Given), 0.17),
                yes(plain && who.is_maker() && says(Role::GivenCompare), 0.03),
            ],
        ),
        Label::Neutral => (
            &[
                Intent::Question,
                Intent::Statement,
                Intent::Suggestion,
                Intent::Mixed,
                Intent::Buy,
                Intent::AskedIt,
            ],
            &[
                yes(says(Role::Question), if topic == Some(Topic::Parts) { 1.6 } else { 0.42 }),
                yes(says(Role::Statement), 0.21),
                yes(!event && says(Role::Suggestion), 0.13),
                yes(!event && says(Role::Joiner), 0.09),
                yes(who.is_maker() && stage != Stage::Reviews && says(Role::Intent), 0.08),
                yes(plain && who.is_maker() && says(Role::AskedIt), 0.07),
            ],
        ),
    };
    intents.get(dice.weighted(weights)).copied().unwrap_or(Intent::Statement)
}
