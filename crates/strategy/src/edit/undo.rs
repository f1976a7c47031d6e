//! Takes the last change of somebody back: what stood there before is written again, as a change of its own. Only of what a strategy
//! says: who is on the team, how they voted and what they argued is taken back by nobody.

use model::{
    Benefit, Goal, ItemId, Method, Report, Resource, Section, Strategy, StrategyState, SwotItem,
    Timestamp,
};
use serde::{Deserialize, Serialize};

use super::sections::{acting, editor, holds};
use super::{Actor, Refused};

/// What a change changed, as it stood before and after.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Undo {
    parts: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Part {
    Goal(Box<Written<Option<Goal>>>),
    Mission(Written<String>),
    Swot(Box<Piece<SwotItem>>),
    Benefit(Box<Piece<Benefit>>),
    Resource(Box<Piece<Resource>>),
    Method(Box<Piece<Method>>),
    Report(Box<Piece<Report>>),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Written<T> {
    before: T,
    after: T,
}

/// One thing of a list; absent where it was not there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Piece<T> {
    /// Where it stood in its list.
    place: usize,
    before: Option<T>,
    after: Option<T>,
}

trait Numbered: Clone + PartialEq {
    fn number(&self) -> ItemId;
}

macro_rules! numbered {
    ($($kind:ty),*) => { $(impl Numbered for $kind { fn number(&self) -> ItemId { self.id } })* };
}

numbered!(SwotItem, Benefit, Resource, Method, Report);

/// The pieces that differ.
fn pieces<T: Numbered>(before: &[T], after: &[T], same: impl Fn(&T, &T) -> bool) -> Vec<Piece<T>> {
    let find = |list: &[T], id| list.iter().find(|one| one.number() == id).cloned();
    let mut differ = Vec::new();
    for (place, old) in before.iter().enumerate() {
        let new = find(after, old.number());
        if new.as_ref().is_none_or(|new| !same(old, new)) {
            differ.push(Piece { place, before: Some(old.clone()), after: new });
        }
    }
    for (place, new) in after.iter().enumerate() {
        if find(before, new.number()).is_none() {
            differ.push(Piece { place, before: None, after: Some(new.clone()) });
        }
    }
    differ
}

/// Whether two items say the same, whatever was voted and argued.
fn say_the_same(a: &SwotItem, b: &SwotItem) -> bool {
    let said = |item: &SwotItem| SwotItem {
        votes: Vec::new(),
        opened_at: None,
        counter: None,
        ..item.clone()
    };
    said(a) == said(b)
}

impl Undo {
    /// What takes the change from `before` to `after` back; `None` where it changed nothing that can be taken back.
    pub fn of(before: &Strategy, after: &Strategy) -> Option<Self> {
        if before.team != after.team {
            return None;
        }
        let (old, new) = (&before.hexagon, &after.hexagon);
        let mut parts = Vec::new();
        if old.goal != new.goal {
            let (before, after) = (old.goal.clone(), new.goal.clone());
            parts.push(Part::Goal(Box::new(Written { before, after })));
        }
        if old.mission != new.mission {
            let (before, after) = (old.mission.clone(), new.mission.clone());
            parts.push(Part::Mission(Written { before, after }));
        }
        let same = say_the_same;
        parts.extend(boxed(pieces(&before.swot, &after.swot, same), Part::Swot));
        parts.extend(boxed(pieces(&old.benefits, &new.benefits, PartialEq::eq), Part::Benefit));
        parts.extend(boxed(pieces(&old.resources, &new.resources, PartialEq::eq), Part::Resource));
        parts.extend(boxed(pieces(&old.methods, &new.methods, PartialEq::eq), Part::Method));
        parts.extend(boxed(pieces(&old.reporting, &new.reporting, PartialEq::eq), Part::Report));
        (!parts.is_empty()).then_some(Self { parts })
    }

    /// The section in which it changes something.
    pub fn section(&self) -> Option<Section> {
        self.parts.first().map(Part::section)
    }

    /// What it would write again, or take away, in words.
    pub fn about(&self) -> String {
        self.parts.first().map(Part::about).unwrap_or_default()
    }

    /// Whether what it changes still stands as the change left it.
    pub fn holds(&self, strategy: &Strategy) -> bool {
        self.parts.iter().all(|part| part.stands_in(strategy))
    }
}

fn boxed<T>(pieces: Vec<Piece<T>>, part: fn(Box<Piece<T>>) -> Part) -> impl Iterator<Item = Part> {
    pieces.into_iter().map(move |piece| part(Box::new(piece)))
}

impl<T: Numbered> Piece<T> {
    fn either(&self) -> Option<&T> {
        self.after.as_ref().or(self.before.as_ref())
    }

    fn stands_in(&self, list: &[T]) -> bool {
        let id = self.either().map(Numbered::number);
        list.iter().find(|one| Some(one.number()) == id) == self.after.as_ref()
    }

    /// Writes what was before.
    fn restore(&self, list: &mut Vec<T>, mend: impl FnOnce(&mut T)) {
        let id = self.either().map(Numbered::number);
        let here = list.iter().position(|one| Some(one.number()) == id);
        let mut before = self.before.clone();
        before.as_mut().map(mend);
        match (before, here) {
            (Some(before), Some(here)) => drop(list.get_mut(here).map(|one| *one = before)),
            (Some(before), None) => list.insert(self.place.min(list.len()), before),
            (None, Some(here)) => drop(list.remove(here)),
            (None, None) => {}
        }
    }
}

impl Part {
    const fn section(&self) -> Section {
        match self {
            Self::Goal(_) => Section::Goal,
            Self::Mission(_) => Section::Mission,
            Self::Swot(_) => Section::Swot,
            Self::Benefit(_) => Section::Benefits,
            Self::Resource(_) => Section::Resources,
            Self::Method(_) => Section::Methods,
            Self::Report(_) => Section::Reporting,
        }
    }

    fn about(&self) -> String {
        let quoted = |kind: &str, words: Option<&String>| {
            format!("{kind} “{}”", words.map(String::as_str).unwrap_or_default())
        };
        match self {
            Self::Goal(_) => "the goal".to_owned(),
            Self::Mission(_) => "the mission".to_owned(),
            Self::Swot(piece) => quoted("the sentence", piece.either().map(|one| &one.text)),
            Self::Benefit(_) => "a benefit".to_owned(),
            Self::Resource(piece) => quoted("the resource", piece.either().map(|one| &one.name)),
            Self::Method(piece) => quoted("the method", piece.either().map(|one| &one.name)),
            Self::Report(_) => "a report".to_owned(),
        }
    }

    fn stands_in(&self, strategy: &Strategy) -> bool {
        let hexagon = &strategy.hexagon;
        match self {
            Self::Goal(goal) => hexagon.goal == goal.after,
            Self::Mission(mission) => hexagon.mission == mission.after,
            Self::Swot(piece) => piece.stands_in(&strategy.swot),
            Self::Benefit(piece) => piece.stands_in(&hexagon.benefits),
            Self::Resource(piece) => piece.stands_in(&hexagon.resources),
            Self::Method(piece) => piece.stands_in(&hexagon.methods),
            Self::Report(piece) => piece.stands_in(&hexagon.reporting),
        }
    }

    fn restore(&self, strategy: &mut Strategy) {
        // What it names may have gone meanwhile.
        let known = strategy.clone();
        let answers = |answers: &mut Vec<ItemId>| {
            answers.retain(|item| holds(&known, Section::Swot, *item));
        };
        let hexagon = &mut strategy.hexagon;
        match self {
            Self::Goal(goal) => hexagon.goal.clone_from(&goal.before),
            Self::Mission(mission) => hexagon.mission.clone_from(&mission.before),
            Self::Swot(piece) => piece.restore(&mut strategy.swot, |item| {
                item.votes.retain(|vote| voter(&known, vote.by));
            }),
            Self::Benefit(piece) => {
                piece.restore(&mut hexagon.benefits, |one| answers(&mut one.answers));
            }
            Self::Method(piece) => {
                piece.restore(&mut hexagon.methods, |one| answers(&mut one.answers));
            }
            Self::Resource(piece) => piece.restore(&mut hexagon.resources, |one| {
                one.teammate = one.teammate.filter(|mate| holds(&known, Section::Team, *mate));
            }),
            Self::Report(piece) => piece.restore(&mut hexagon.reporting, |_| {}),
        }
    }

    /// The item of the SWOT that would go.
    fn takes_away(&self) -> Option<ItemId> {
        match self {
            Self::Swot(piece) if piece.before.is_none() => piece.either().map(Numbered::number),
            _ => None,
        }
    }
}

fn voter(strategy: &Strategy, mate: ItemId) -> bool {
    let actor = Actor { name: String::new(), company: false, teammate: Some(mate) };
    acting(strategy, &actor).is_some()
}

/// Whether something answers the item.
fn answered(strategy: &Strategy, item: ItemId) -> bool {
    let hexagon = &strategy.hexagon;
    let benefits = hexagon.benefits.iter().flat_map(|one| &one.answers);
    benefits.chain(hexagon.methods.iter().flat_map(|one| &one.answers)).any(|id| *id == item)
}

/// Takes a change back and counts the version up; refused, everything stands as before.
///
/// # Errors
/// [`Refused::ChangedSince`] where somebody changed the same thing meanwhile; who may not change a section does not undo in it.
pub fn undo(
    strategy: &mut Strategy,
    actor: &Actor,
    undo: &Undo,
    at: Timestamp,
) -> Result<(), Refused> {
    if matches!(strategy.state, StrategyState::Ended { .. }) {
        return Err(Refused::Ended);
    }
    for part in &undo.parts {
        editor(strategy, actor, part.section())?;
        if !part.stands_in(strategy) || part.takes_away().is_some_and(|id| answered(strategy, id)) {
            return Err(Refused::ChangedSince(part.about()));
        }
    }
    undo.parts.iter().for_each(|part| part.restore(strategy));
    strategy.version = strategy.version.saturating_add(1);
    strategy.changed_at = at;
    Ok(())
}
