//! Edits of the hexagon: goal, mission, and the lists of entries.

use model::{Benefit, Change, Goal, Hexagon, ItemId, Method, Report, Resource, Section, Strategy};

use super::apply::{optional, text};
use super::sections::{editor, holds, section_of};
use super::{Actor, Edit, Entry, Refused};

pub(super) fn change(strategy: &mut Strategy, actor: &Actor, edit: Edit) -> Result<(), Refused> {
    match edit {
        Edit::SetGoal { goal } => {
            editor(strategy, actor, Section::Goal)?;
            strategy.hexagon.goal = goal.map(checked_goal).transpose()?;
        }
        Edit::SetMission { mission } => {
            editor(strategy, actor, Section::Mission)?;
            strategy.hexagon.mission = optional("the mission", &mission)?;
        }
        Edit::Add { entry } => {
            editor(strategy, actor, entry.section())?;
            let entry = checked(strategy, entry)?;
            let id = strategy.take_item();
            put(&mut strategy.hexagon, id, entry);
        }
        Edit::Put { item, entry } => {
            let section = section_of(strategy, item).ok_or(Refused::NoSuchItem(item))?;
            editor(strategy, actor, section)?;
            if section != entry.section() {
                return Err(Refused::OtherKind(item));
            }
            let entry = checked(strategy, entry)?;
            put(&mut strategy.hexagon, item, entry);
        }
        Edit::Remove { item } => {
            let section = hexagon_section(strategy, item)?;
            editor(strategy, actor, section)?;
            let hexagon = &mut strategy.hexagon;
            hexagon.benefits.retain(|x| x.id != item);
            hexagon.resources.retain(|x| x.id != item);
            hexagon.methods.retain(|x| x.id != item);
            hexagon.reporting.retain(|x| x.id != item);
        }
        Edit::Move { item, to } => {
            let section = section_of(strategy, item).ok_or(Refused::NoSuchItem(item))?;
            editor(strategy, actor, section)?;
            shift(strategy, section, item, to);
        }
        Edit::Shelve { item, nice_to_have } => {
            method(strategy, actor, item)?.nice_to_have = nice_to_have;
        }
        Edit::Carry { item, program } => method(strategy, actor, item)?.program = program,
        _ => {}
    }
    Ok(())
}

fn hexagon_section(strategy: &Strategy, item: ItemId) -> Result<Section, Refused> {
    section_of(strategy, item)
        .filter(|section| Section::HEXAGON.contains(section))
        .ok_or(Refused::NoSuchItem(item))
}

fn method<'a>(
    strategy: &'a mut Strategy,
    actor: &Actor,
    item: ItemId,
) -> Result<&'a mut Method, Refused> {
    editor(strategy, actor, Section::Methods)?;
    let methods = &mut strategy.hexagon.methods;
    methods.iter_mut().find(|method| method.id == item).ok_or(Refused::NoSuchItem(item))
}

fn finite(what: &'static str, number: Option<f64>) -> Result<(), Refused> {
    if number.is_none_or(f64::is_finite) { Ok(()) } else { Err(Refused::NotANumber(what)) }
}

fn checked_goal(goal: Goal) -> Result<Goal, Refused> {
    finite("the baseline", goal.baseline)?;
    finite("the target", goal.target)?;
    let mut objectives = goal.objectives;
    objectives.sort_unstable();
    objectives.dedup();
    let mut evidence = goal.evidence;
    evidence.sort();
    evidence.dedup();
    Ok(Goal {
        text: text("the goal", &goal.text)?,
        benefits_market: optional("what customers and partners have of it", &goal.benefits_market)?,
        benefits_company: optional("what the company has of it", &goal.benefits_company)?,
        objectives,
        evidence,
        ..goal
    })
}

fn checked_change(change: &Change) -> Result<Change, Refused> {
    Ok(Change {
        until_now: optional("until now", &change.until_now)?,
        now: optional("now", &change.now)?,
    })
}

/// References exist, texts fit, numbers are numbers.
fn checked(strategy: &Strategy, entry: Entry) -> Result<Entry, Refused> {
    let known = |answers: Vec<ItemId>| -> Result<Vec<ItemId>, Refused> {
        let mut once = Vec::with_capacity(answers.len());
        for item in answers {
            if !holds(strategy, Section::Swot, item) {
                return Err(Refused::NoSuchItem(item));
            }
            if !once.contains(&item) {
                once.push(item);
            }
        }
        Ok(once)
    };
    Ok(match entry {
        Entry::Benefit { for_market, for_company, answers } => {
            let (for_market, for_company) =
                (checked_change(&for_market)?, checked_change(&for_company)?);
            if for_market == Change::default() && for_company == Change::default() {
                return Err(Refused::Empty("the benefit"));
            }
            Entry::Benefit { for_market, for_company, answers: known(answers)? }
        }
        Entry::Resource { kind, name, place, teammate, amount } => {
            finite("the amount", amount)?;
            if let Some(named) = teammate
                && !holds(strategy, Section::Team, named)
            {
                return Err(Refused::NoSuchTeammate(named));
            }
            let (name, place) = (text("the name", &name)?, optional("the place", &place)?);
            Entry::Resource { kind, name, place, teammate, amount }
        }
        Entry::Method { name, leads_to_goal, answers, program, nice_to_have } => Entry::Method {
            name: text("the name", &name)?,
            leads_to_goal: optional("how it leads to the goal", &leads_to_goal)?,
            answers: known(answers)?,
            program,
            nice_to_have,
        },
        Entry::Report { kpi, rhythm, audience, control } => {
            let audience = optional("the audience", &audience)?;
            Entry::Report { kpi, rhythm, audience, control }
        }
    })
}

/// Writes `entry` under `id`: in its place where it is there, last where it is new.
fn put(hexagon: &mut Hexagon, id: ItemId, entry: Entry) {
    fn lay<T>(list: &mut Vec<T>, new: T, is: impl Fn(&T) -> bool) {
        match list.iter_mut().find(|known| is(known)) {
            Some(known) => *known = new,
            None => list.push(new),
        }
    }
    match entry {
        Entry::Benefit { for_market, for_company, answers } => {
            let new = Benefit { id, for_market, for_company, answers };
            lay(&mut hexagon.benefits, new, |known| known.id == id);
        }
        Entry::Resource { kind, name, place, teammate, amount } => {
            let new = Resource { id, kind, name, place, teammate, amount };
            lay(&mut hexagon.resources, new, |known| known.id == id);
        }
        Entry::Method { name, leads_to_goal, answers, program, nice_to_have } => {
            let new = Method { id, name, leads_to_goal, answers, program, nice_to_have };
            lay(&mut hexagon.methods, new, |known| known.id == id);
        }
        Entry::Report { kpi, rhythm, audience, control } => {
            let new = Report { id, kpi, rhythm, audience, control };
            lay(&mut hexagon.reporting, new, |known| known.id == id);
        }
    }
}

fn shift(strategy: &mut Strategy, section: Section, item: ItemId, to: usize) {
    fn within<T>(list: &mut Vec<T>, to: usize, is: impl Fn(&T) -> bool) {
        if let Some(from) = list.iter().position(is) {
            let moved = list.remove(from);
            list.insert(to.min(list.len()), moved);
        }
    }
    let hexagon = &mut strategy.hexagon;
    match section {
        Section::Swot => within(&mut strategy.swot, to, |x| x.id == item),
        Section::Team => within(&mut strategy.team, to, |x| x.id == item),
        Section::Benefits => within(&mut hexagon.benefits, to, |x| x.id == item),
        Section::Resources => within(&mut hexagon.resources, to, |x| x.id == item),
        Section::Methods => within(&mut hexagon.methods, to, |x| x.id == item),
        Section::Reporting => within(&mut hexagon.reporting, to, |x| x.id == item),
        Section::Goal | Section::Mission => {}
    }
}
