//! How far an item of the SWOT is, and who may see which vote: sealed until all of the team have voted.

use model::{ItemId, Strategy, SwotItem, SwotKind, SwotState, Teammate, Vote};

/// What one viewer may know of the votes on an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Votes {
    /// Not all have voted: only how many did, and what the viewer thinks.
    Sealed {
        /// Teammates who have voted.
        cast: usize,
        /// Teammates who are asked: those who accepted.
        of: usize,
        /// The viewer's own vote.
        own: Option<bool>,
    },
    /// All have voted.
    Open {
        /// Who agrees, by name.
        agree: Vec<(ItemId, String)>,
        /// Who does not.
        disagree: Vec<(ItemId, String)>,
    },
}

/// Who is asked: the teammates who accepted.
pub fn voters(strategy: &Strategy) -> impl Iterator<Item = &Teammate> {
    strategy.team.iter().filter(|teammate| teammate.accepted_at.is_some())
}

/// The vote of `teammate` on `item`.
pub fn vote_by(item: &SwotItem, teammate: ItemId) -> Option<&Vote> {
    item.votes.iter().find(|vote| vote.by == teammate)
}

/// Whether everybody who is asked has voted on `item`; never where nobody is asked.
pub fn all_voted(strategy: &Strategy, item: &SwotItem) -> bool {
    let mut asked = voters(strategy).peekable();
    asked.peek().is_some() && asked.all(|teammate| vote_by(item, teammate.id).is_some())
}

/// Whether the votes on `item` may be seen: they were opened by the last vote, and nobody joined since without voting.
pub fn is_open(strategy: &Strategy, item: &SwotItem) -> bool {
    item.opened_at.is_some() && all_voted(strategy, item)
}

/// How far `item` is.
pub fn state(strategy: &Strategy, item: &SwotItem) -> SwotState {
    if item.dropped {
        SwotState::Dropped
    } else if !is_open(strategy, item) {
        SwotState::Proposed
    } else if item.votes.iter().all(|vote| vote.agrees) {
        SwotState::Agreed
    } else {
        SwotState::Disputed
    }
}

/// What an item is called in a sentence: `Strength 3`, counted within its field, dropped ones left out.
pub fn label(strategy: &Strategy, item: &SwotItem) -> String {
    let name = match item.kind {
        SwotKind::Strength => "Strength",
        SwotKind::Weakness => "Weakness",
        SwotKind::Opportunity => "Opportunity",
        SwotKind::Threat => "Threat",
    };
    let before = strategy.swot.iter().take_while(|known| known.id != item.id);
    let number = before.filter(|known| known.kind == item.kind && !known.dropped).count() + 1;
    format!("{name} {number}")
}

/// What `viewer` may know of the votes on `item`; `None`: somebody who is not on the team, an admin included.
pub fn votes_of(strategy: &Strategy, item: &SwotItem, viewer: Option<ItemId>) -> Votes {
    if !is_open(strategy, item) {
        let asked = voters(strategy);
        let (mut cast, mut of) = (0, 0);
        for teammate in asked {
            of += 1;
            cast += usize::from(vote_by(item, teammate.id).is_some());
        }
        let own = viewer.and_then(|viewer| vote_by(item, viewer)).map(|vote| vote.agrees);
        return Votes::Sealed { cast, of, own };
    }
    let (mut agree, mut disagree) = (Vec::new(), Vec::new());
    for teammate in voters(strategy) {
        let Some(vote) = vote_by(item, teammate.id) else { continue };
        let side = if vote.agrees { &mut agree } else { &mut disagree };
        side.push((teammate.id, teammate.name.clone()));
    }
    Votes::Open { agree, disagree }
}

/// The strategy as `viewer` may see it: without the votes that are sealed from them. What leaves through a page, the API
/// or a file goes through here.
#[must_use]
pub fn seen_by(strategy: &Strategy, viewer: Option<ItemId>) -> Strategy {
    let mut seen = strategy.clone();
    for (item, original) in seen.swot.iter_mut().zip(&strategy.swot) {
        if !is_open(strategy, original) {
            item.votes.retain(|vote| Some(vote.by) == viewer);
        }
    }
    seen
}

#[cfg(test)]
mod tests;
