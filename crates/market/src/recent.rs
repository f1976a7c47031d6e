//! What was said lately on each network, to be passed on, copied and quoted; bounded, so that memory is.

use model::{Acts, Label};

use crate::dice::Dice;
use crate::people::Speaker;
use crate::stage::Stage;
use crate::tongue::Tongue;
use crate::topic::Topic;
use crate::who::{Who, WhoSet};

/// How many first posts of a network are remembered.
const KEPT: usize = 512;

/// A first post that can be passed on.
#[derive(Debug, Clone)]
pub(crate) struct Heard {
    pub(crate) stage: Stage,
    pub(crate) tongue: Tongue,
    pub(crate) speaker: Speaker,
    pub(crate) who: Option<Who>,
    pub(crate) topic: Option<Topic>,
    pub(crate) label: Label,
    pub(crate) acts: Acts,
    pub(crate) says: WhoSet,
    pub(crate) serial: u64,
    pub(crate) channel: Option<&'static str>,
    pub(crate) title: String,
    pub(crate) text: String,
}

/// The last first posts of every network.
#[derive(Debug, Clone, Default)]
pub(crate) struct Recent {
    stages: [Vec<Heard>; Stage::ALL.len()],
    next: usize,
}

impl Recent {
    /// Remembers a post, and forgets the oldest when there are too many.
    pub(crate) fn hear(&mut self, heard: Heard) {
        let Some(posts) = self.stages.get_mut(heard.stage as usize) else { return };
        if posts.len() < KEPT {
            posts.push(heard);
        } else {
            self.next = (self.next + 1) % KEPT;
            posts.iter_mut().skip(self.next).take(1).for_each(|slot| *slot = heard.clone());
        }
    }

    /// One of the remembered posts of a network.
    pub(crate) fn pick(&self, stage: Stage, dice: &mut Dice) -> Option<&Heard> {
        let posts = self.stages.get(stage as usize)?;
        posts.get(dice.below(posts.len() as u32) as usize)
    }
}
