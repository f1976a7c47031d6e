//! Writes fragments: fills slots, chooses alternatives, and keeps account of whom the words name.

use crate::dice::Dice;
use crate::grammar::{Fragment, Grammar, Piece};
use crate::role::{Key, Role, Slot, Sub};
use crate::stage::{Stage, push_digits};
use crate::topic::Topic;
use crate::who::{Who, WhoSet};

/// The circumstances of a text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scene<'a> {
    pub(crate) grammar: &'static Grammar,
    pub(crate) stage: Stage,
    pub(crate) subject: Option<Who>,
    pub(crate) rival: Who,
    pub(crate) topic: Option<Topic>,
    /// Whom a reply addresses.
    pub(crate) addressed: &'a str,
}

impl Scene<'_> {
    /// Whether the subject builds bikes.
    pub(crate) fn maker(&self) -> bool {
        crate::grammar::is_maker(self.subject)
    }
}

/// A text in the making.
#[derive(Debug, Clone, Default)]
pub(crate) struct Draft {
    pub(crate) text: String,
    pub(crate) says: WhoSet,
}

impl Draft {
    /// Empties it and keeps its buffer.
    pub(crate) fn clear(&mut self) {
        self.text.clear();
        self.says = WhoSet::NONE;
    }

    /// A fragment for `key`, drawn but not yet written.
    pub(crate) fn draw(scene: &Scene<'_>, key: Key, dice: &mut Dice) -> Option<Fragment> {
        let draw = dice.below(1 << 30);
        scene.grammar.fragment(key, draw, scene.maker()).copied()
    }

    /// Draws a fragment for `key` and appends it. Nothing when the language has none.
    pub(crate) fn say(&mut self, scene: &Scene<'_>, key: Key, dice: &mut Dice) {
        if let Some(fragment) = Self::draw(scene, key, dice) {
            self.say_fragment(scene, &fragment, dice);
        }
    }

    /// Appends a fragment, after a space where something stands before it.
    pub(crate) fn say_fragment(&mut self, scene: &Scene<'_>, fragment: &Fragment, dice: &mut Dice) {
        if self.text.ends_with(|c: char| !c.is_whitespace()) {
            self.text.push(' ');
        }
        self.says = self.says.and(fragment.says);
        for piece in scene.grammar.pieces(fragment) {
            match *piece {
                Piece::OneOf { first, count } => {
                    let option = scene.grammar.option(first + dice.below(count));
                    option.iter().for_each(|piece| self.put(scene, *piece, dice));
                }
                piece => self.put(scene, piece, dice),
            }
        }
    }

    fn put(&mut self, scene: &Scene<'_>, piece: Piece, dice: &mut Dice) {
        match piece {
            Piece::Text(text) => self.text.push_str(text),
            Piece::Slot(slot) => self.fill(scene, slot, dice),
            Piece::OneOf { .. } => {}
        }
    }

    fn fill(&mut self, scene: &Scene<'_>, slot: Slot, dice: &mut Dice) {
        match slot {
            Slot::It => {
                if let Some(who) = scene.subject {
                    self.name(who, dice.pick(who.products(), who.name()));
                }
            }
            Slot::Company => self.put_company(scene, dice),
            Slot::Rival => {
                self.name(scene.rival, dice.pick(scene.rival.products(), scene.rival.name()));
            }
            Slot::Few => self.number(u64::from(2 + dice.below(8))),
            Slot::Many => self.number(u64::from(11 + dice.below(88))),
            Slot::Km => self.number(u64::from(3 + dice.below(46))),
            Slot::Euros => self.number(u64::from(2_290 + 10 * dice.below(460))),
            Slot::Sum => self.number(u64::from(45 + 5 * dice.below(120))),
            Slot::Code => {
                self.text.push('E');
                self.number(u64::from(101 + dice.below(890)));
            }
            Slot::Version => {
                self.number(u64::from(4 + dice.below(2)));
                self.text.push('.');
                self.number(u64::from(dice.below(19)));
                self.text.push('.');
                self.number(u64::from(dice.below(5)));
            }
            Slot::Link => {
                self.text.push_str("https://go.example/");
                push_digits(u64::from(dice.below(u32::MAX)), 36, 7, &mut self.text);
            }
            Slot::Addressed => self.text.push_str(scene.addressed),
            Slot::TopicName => {
                let sub = scene.topic.map_or(Sub::None, Sub::Topic);
                if let Some(fragment) = Self::draw(scene, Key(Role::TopicName, sub), dice) {
                    self.says = self.says.and(fragment.says);
                    for piece in scene.grammar.pieces(&fragment) {
                        self.put_flat(scene, *piece, dice);
                    }
                }
            }
            list => self.text.push_str(dice.pick(scene.grammar.list(list), "")),
        }
    }

    /// A piece of a topic's name, which holds no topic's name itself.
    fn put_flat(&mut self, scene: &Scene<'_>, piece: Piece, dice: &mut Dice) {
        match piece {
            Piece::Slot(Slot::TopicName) | Piece::OneOf { .. } => {}
            piece => self.put(scene, piece, dice),
        }
    }

    fn put_company(&mut self, scene: &Scene<'_>, dice: &mut Dice) {
        let Some(who) = scene.subject else { return };
        let glued = self.text.ends_with('#');
        if scene.stage.is_micro() && !glued && dice.chance(0.22) {
            self.says = self.says.with(who);
            self.text.push('@');
            self.text.push_str(who.short_handle());
        } else {
            self.name(who, who.name());
        }
    }

    /// Appends a name and notes whose it is.
    pub(crate) fn name(&mut self, who: Who, name: &str) {
        self.says = self.says.with(who);
        self.text.push_str(name);
    }

    fn number(&mut self, number: u64) {
        push_digits(number, 10, 1, &mut self.text);
    }
}
