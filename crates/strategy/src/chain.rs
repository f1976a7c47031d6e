//! What rests on what: from any sentence back to the words that justify it, and from a finding forward to everything that
//! would fall with it.

mod build;

use std::collections::{BTreeMap, HashMap, VecDeque};

use model::{AssessmentId, FindingKey, ItemId, KpiId, PostId, ProgramId};
use serde::Serialize;

pub use build::{ChainContext, chain};

/// Something in the chain.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Link {
    /// Somebody's own words.
    Post(PostId),
    /// A finding of a kept assessment.
    Finding(AssessmentId, FindingKey),
    /// An item of the SWOT.
    Swot(ItemId),
    /// The goal.
    Goal,
    /// The mission.
    Mission,
    /// A benefit.
    Benefit(ItemId),
    /// A method.
    Method(ItemId),
    /// A program.
    Program(ProgramId),
    /// A report.
    Report(ItemId),
    /// A measure.
    Kpi(KpiId),
}

/// A link with what it says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Node {
    /// Which.
    pub link: Link,
    /// Its sentence; a post has none here, for its words are looked up when they are shown.
    pub says: String,
    /// It is pointed to and no longer there: a marked hole.
    pub gone: bool,
}

/// A node at some distance from where one asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reached {
    /// The node.
    pub node: Node,
    /// Steps from the start, 1 for what is next to it.
    pub distance: u32,
    /// Through which node it was reached.
    pub through: Link,
}

/// The whole chain of one strategy.
#[derive(Debug, Clone, Default)]
pub struct Chain {
    nodes: BTreeMap<Link, Node>,
    rests_on: HashMap<Link, Vec<Link>>,
    carries: HashMap<Link, Vec<Link>>,
}

impl Chain {
    /// The node of `link`.
    pub fn node(&self, link: &Link) -> Option<&Node> {
        self.nodes.get(link)
    }

    /// Every node.
    pub fn nodes(&self) -> impl Iterator<Item = &Node> {
        self.nodes.values()
    }

    /// Everything that `link` rests on, the nearest first.
    pub fn back(&self, link: &Link) -> Vec<Reached> {
        self.walk(link, &self.rests_on)
    }

    /// Everything that rests on `link`, the nearest first.
    pub fn forward(&self, link: &Link) -> Vec<Reached> {
        self.walk(link, &self.carries)
    }

    /// Whether `link` rests in the end on evidence that is still there: a finding, somebody's words, or a measure.
    pub fn is_wired(&self, link: &Link) -> bool {
        let proof = |node: &Node| {
            !node.gone && matches!(node.link, Link::Post(_) | Link::Finding(..) | Link::Kpi(_))
        };
        self.back(link).iter().any(|reached| proof(&reached.node))
    }

    /// The sentences that rest on nothing: empty when every sentence is wired to live evidence.
    pub fn unwired(&self) -> Vec<&Node> {
        let is_sentence =
            |node: &&Node| !matches!(node.link, Link::Post(_) | Link::Finding(..) | Link::Kpi(_));
        self.nodes.values().filter(is_sentence).filter(|node| !self.is_wired(&node.link)).collect()
    }

    fn walk(&self, start: &Link, along: &HashMap<Link, Vec<Link>>) -> Vec<Reached> {
        let mut seen: HashMap<&Link, ()> = HashMap::from([(start, ())]);
        let mut queue = VecDeque::from([(start, 0)]);
        let mut found = Vec::new();
        while let Some((link, distance)) = queue.pop_front() {
            for next in along.get(link).into_iter().flatten() {
                if seen.insert(next, ()).is_some() {
                    continue;
                }
                if let Some(node) = self.nodes.get(next) {
                    let distance = distance + 1;
                    found.push(Reached { node: node.clone(), distance, through: link.clone() });
                    queue.push_back((next, distance));
                }
            }
        }
        found
    }

    fn add(&mut self, link: Link, says: &str, gone: bool) {
        let node = Node { link: link.clone(), says: says.to_owned(), gone };
        self.nodes.entry(link).or_insert(node);
    }

    fn tie(&mut self, above: &Link, below: &Link) {
        let lay = |map: &mut HashMap<Link, Vec<Link>>, from: &Link, to: &Link| {
            let list = map.entry(from.clone()).or_default();
            if !list.contains(to) {
                list.push(to.clone());
            }
        };
        lay(&mut self.rests_on, above, below);
        lay(&mut self.carries, below, above);
    }
}

#[cfg(test)]
mod tests;
