//! Answers that are on their way: planned when a post is said, said when their time has come.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use model::Label;

use crate::people::Speaker;
use crate::stage::Stage;
use crate::tongue::Tongue;
use crate::topic::Topic;
use crate::who::{Who, WhoSet};

/// How many answers may be on their way; more are never given. Keeps memory bounded.
const MOST: usize = 200_000;

/// What an answer does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manner {
    /// The company answers.
    Own(Who),
    /// Somebody knows the answer.
    Helps,
    /// Somebody feels the same.
    Agrees,
    /// Somebody sees it the other way.
    Differs,
    /// Who asked says thanks.
    Thanks,
}

/// A post that can be answered.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Said {
    pub(crate) serial: u64,
    pub(crate) first: bool,
    pub(crate) speaker: Speaker,
    pub(crate) at: i64,
}

/// An answer on its way.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Planned {
    pub(crate) at: i64,
    pub(crate) order: u64,
    pub(crate) manner: Manner,
    pub(crate) stage: Stage,
    pub(crate) tongue: Tongue,
    pub(crate) who: Option<Who>,
    /// Whom the question mentions.
    pub(crate) about: WhoSet,
    pub(crate) topic: Option<Topic>,
    /// The sentiment of what it answers.
    pub(crate) label: Label,
    pub(crate) asks: bool,
    pub(crate) parent: Said,
    pub(crate) thread: Said,
    pub(crate) channel: Option<&'static str>,
    /// Which questions it is the first answer to: by anybody.
    pub(crate) first_answer: bool,
    pub(crate) depth: u8,
}

impl PartialEq for Planned {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Planned {}

impl PartialOrd for Planned {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Planned {
    /// The earliest is the greatest, as a heap wants it.
    fn cmp(&self, other: &Self) -> Ordering {
        (other.at, other.order).cmp(&(self.at, self.order))
    }
}

/// The answers that are on their way.
#[derive(Debug, Clone, Default)]
pub(crate) struct Threads {
    heap: BinaryHeap<Planned>,
    order: u64,
}

impl Threads {
    /// Plans an answer; `false` when there are too many already.
    pub(crate) fn plan(&mut self, mut planned: Planned) -> bool {
        if self.heap.len() >= MOST {
            return false;
        }
        self.order += 1;
        planned.order = self.order;
        self.heap.push(planned);
        true
    }

    /// The next answer whose time has come by `now`.
    pub(crate) fn due(&mut self, now: i64) -> Option<Planned> {
        if self.heap.peek()?.at <= now { self.heap.pop() } else { None }
    }
}
