//! Applies an edit, or refuses it and leaves everything as it was.

use model::{
    Comment, Counter, Evidence, FindingKey, ItemId, Section, Strategy, StrategyState, SwotItem,
    SwotKind, Timestamp, Vote,
};

use super::sections::{acting, company, editor, holds, on_team};
use super::{Actor, Edit, MOST_CHARS, Refused, hexagon, people};
use crate::swot::all_voted;

/// Changes the working copy as `edit` says and counts its version up; refused, it stands as before.
///
/// # Errors
/// [`Refused`] says which rule stands against it. The rules are the same for everybody.
pub fn apply(
    strategy: &mut Strategy,
    actor: &Actor,
    edit: Edit,
    at: Timestamp,
) -> Result<(), Refused> {
    if matches!(strategy.state, StrategyState::Ended { .. }) {
        return Err(Refused::Ended);
    }
    let mut changed = strategy.clone();
    change(&mut changed, actor, edit, at)?;
    changed.version = changed.version.saturating_add(1);
    changed.changed_at = at;
    *strategy = changed;
    Ok(())
}

fn change(
    strategy: &mut Strategy,
    actor: &Actor,
    edit: Edit,
    at: Timestamp,
) -> Result<(), Refused> {
    match edit {
        Edit::Rename { name } => {
            company(actor)?;
            strategy.name = text("the name", &name)?;
        }
        Edit::ChooseAssessment { assessment } => {
            company(actor)?;
            strategy.assessment = Some(assessment);
        }
        Edit::AddSwot { kind, text, evidence, candidate } => {
            add_swot(strategy, actor, kind, &text, evidence, candidate)?;
        }
        Edit::EditSwot { item, kind, text: words } => {
            editor(strategy, actor, Section::Swot)?;
            let words = text("the sentence", &words)?;
            let item = standing(strategy, item)?;
            if item.text != words || item.kind != kind {
                (item.text, item.kind) = (words, kind);
                unvote(item);
            }
        }
        Edit::DropSwot { item } => {
            editor(strategy, actor, Section::Swot)?;
            standing(strategy, item)?.dropped = true;
        }
        Edit::RestoreSwot { item } => {
            editor(strategy, actor, Section::Swot)?;
            swot_item(strategy, item)?.dropped = false;
        }
        Edit::Attach { item, evidence } => attach(strategy, actor, item, evidence)?,
        Edit::Detach { item, evidence } => detach(strategy, actor, item, &evidence)?,
        Edit::Argue { item, text } => argue(strategy, actor, item, &text)?,
        Edit::Vote { item, agrees } => vote(strategy, actor, item, agrees, at)?,
        Edit::Comment { section, item, text } => {
            comment(strategy, actor, (section, item), &text, false, at)?;
        }
        Edit::Propose { section, item, text } => {
            comment(strategy, actor, (section, item), &text, true, at)?;
        }
        Edit::Settle { comment } => {
            let found = strategy.comments.iter().find(|c| c.id == comment);
            let section = found.ok_or(Refused::NoSuchItem(comment))?.section;
            editor(strategy, actor, section)?;
            for known in strategy.comments.iter_mut().filter(|c| c.id == comment) {
                known.settled_at = known.settled_at.or(Some(at));
            }
        }
        people @ (Edit::Invite { .. }
        | Edit::Accept { .. }
        | Edit::EditTeammate { .. }
        | Edit::RemoveTeammate { .. }
        | Edit::SetTerms { .. }
        | Edit::SetLeads { .. }) => people::change(strategy, actor, people, at)?,
        rest => hexagon::change(strategy, actor, rest)?,
    }
    Ok(())
}

/// `words` without blanks around and control characters, neither empty nor too long.
pub(super) fn text(what: &'static str, words: &str) -> Result<String, Refused> {
    let words = optional(what, words)?;
    if words.is_empty() { Err(Refused::Empty(what)) } else { Ok(words) }
}

/// The same where nothing may be said.
pub(super) fn optional(what: &'static str, words: &str) -> Result<String, Refused> {
    // Line breaks are the writer's; other control characters are nobody's.
    let plain = words.replace("\r\n", "\n");
    let kept = |c: &char| matches!(c, '\n' | '\t') || !c.is_control();
    let words: String = plain.chars().filter(kept).collect();
    let words = words.trim().to_owned();
    let chars = words.chars().count();
    if chars > MOST_CHARS {
        return Err(Refused::TooLong { what, chars, most: MOST_CHARS });
    }
    Ok(words)
}

fn swot_item(strategy: &mut Strategy, item: ItemId) -> Result<&mut SwotItem, Refused> {
    strategy.swot.iter_mut().find(|known| known.id == item).ok_or(Refused::NoSuchItem(item))
}

/// An item that was not dropped.
fn standing(strategy: &mut Strategy, item: ItemId) -> Result<&mut SwotItem, Refused> {
    let item = swot_item(strategy, item)?;
    if item.dropped { Err(Refused::Dropped) } else { Ok(item) }
}

/// What was voted on is no longer what stands there.
fn unvote(item: &mut SwotItem) {
    item.votes.clear();
    item.opened_at = None;
}

fn add_swot(
    strategy: &mut Strategy,
    actor: &Actor,
    kind: SwotKind,
    words: &str,
    evidence: Vec<Evidence>,
    candidate: Option<FindingKey>,
) -> Result<(), Refused> {
    editor(strategy, actor, Section::Swot)?;
    let words = text("the sentence", words)?;
    let mut once: Vec<Evidence> = Vec::with_capacity(evidence.len());
    for piece in evidence {
        if !once.contains(&piece) {
            once.push(piece);
        }
    }
    if once.is_empty() {
        return Err(Refused::NoEvidence);
    }
    let by = acting(strategy, actor).map(|teammate| teammate.id);
    let id = strategy.take_item();
    strategy.swot.push(SwotItem {
        id,
        kind,
        text: words,
        evidence: once,
        candidate,
        by,
        counter: None,
        votes: Vec::new(),
        opened_at: None,
        dropped: false,
    });
    Ok(())
}

fn attach(
    strategy: &mut Strategy,
    actor: &Actor,
    item: Option<ItemId>,
    evidence: Evidence,
) -> Result<(), Refused> {
    let list = evidence_list(strategy, actor, item)?;
    if list.contains(&evidence) {
        return Err(Refused::EvidenceIs("pinned here already"));
    }
    list.push(evidence);
    Ok(())
}

fn detach(
    strategy: &mut Strategy,
    actor: &Actor,
    item: Option<ItemId>,
    evidence: &Evidence,
) -> Result<(), Refused> {
    let list = evidence_list(strategy, actor, item)?;
    if !list.contains(evidence) {
        return Err(Refused::EvidenceIs("not pinned here"));
    }
    if item.is_some() && list.len() == 1 {
        return Err(Refused::LastEvidence);
    }
    list.retain(|known| known != evidence);
    if let Some(item) = item {
        unvote(swot_item(strategy, item)?);
    }
    Ok(())
}

fn evidence_list<'a>(
    strategy: &'a mut Strategy,
    actor: &Actor,
    item: Option<ItemId>,
) -> Result<&'a mut Vec<Evidence>, Refused> {
    match item {
        Some(item) => {
            editor(strategy, actor, Section::Swot)?;
            Ok(&mut standing(strategy, item)?.evidence)
        }
        None => {
            editor(strategy, actor, Section::Goal)?;
            Ok(&mut strategy.hexagon.goal.as_mut().ok_or(Refused::NoGoal)?.evidence)
        }
    }
}

fn argue(strategy: &mut Strategy, actor: &Actor, item: ItemId, words: &str) -> Result<(), Refused> {
    let by = on_team(strategy, actor)?;
    let by_name = acting(strategy, actor).map(|t| t.name.clone()).unwrap_or_default();
    let words = text("the counter-argument", words)?;
    let item = standing(strategy, item)?;
    if item.by == Some(by) {
        return Err(Refused::OwnItem);
    }
    item.counter = Some(Counter { by, by_name, text: words });
    Ok(())
}

fn vote(
    strategy: &mut Strategy,
    actor: &Actor,
    item: ItemId,
    agrees: bool,
    at: Timestamp,
) -> Result<(), Refused> {
    let by = on_team(strategy, actor)?;
    let known = standing(strategy, item)?;
    let before = known.votes.iter().any(|vote| vote.by == by);
    if known.opened_at.is_some() && before {
        return Err(Refused::VotesOpen);
    }
    known.votes.retain(|vote| vote.by != by);
    known.votes.push(Vote { by, agrees, at });
    let done = strategy.swot.iter().any(|known| known.id == item && all_voted(strategy, known));
    if done {
        let known = standing(strategy, item)?;
        known.opened_at = known.opened_at.or(Some(at));
    }
    Ok(())
}

fn comment(
    strategy: &mut Strategy,
    actor: &Actor,
    (section, item): (Section, Option<ItemId>),
    words: &str,
    proposal: bool,
    at: Timestamp,
) -> Result<(), Refused> {
    let by = acting(strategy, actor).map(|teammate| teammate.id);
    if by.is_none() {
        company(actor).map_err(|_| Refused::TeamOnly)?;
    }
    let text = text("the comment", words)?;
    if let Some(item) = item
        && !holds(strategy, section, item)
    {
        return Err(Refused::NoSuchItem(item));
    }
    let id = strategy.take_item();
    strategy.comments.push(Comment {
        id,
        section,
        item,
        by,
        by_name: actor.name.clone(),
        at,
        text,
        proposal,
        settled_at: None,
    });
    Ok(())
}
