//! Who may change which part.

use model::{ItemId, Section, Strategy, Teammate};

use super::{Actor, Refused};

/// The teammate who acts, if they have accepted.
pub(super) fn acting<'a>(strategy: &'a Strategy, actor: &Actor) -> Option<&'a Teammate> {
    let id = actor.teammate?;
    strategy.team.iter().find(|teammate| teammate.id == id && teammate.accepted_at.is_some())
}

/// Whether `actor` may change `section`: somebody of the company, or a teammate who leads it.
pub fn may_edit(strategy: &Strategy, actor: &Actor, section: Section) -> bool {
    let leads = |teammate: &Teammate| teammate.leads_sections.contains(&section);
    actor.company || acting(strategy, actor).is_some_and(leads)
}

pub(super) fn editor(strategy: &Strategy, actor: &Actor, section: Section) -> Result<(), Refused> {
    if may_edit(strategy, actor, section) { Ok(()) } else { Err(Refused::NotYours(section)) }
}

pub(super) fn company(actor: &Actor) -> Result<(), Refused> {
    if actor.company { Ok(()) } else { Err(Refused::CompanyOnly) }
}

/// The number of the teammate who acts; refused to everybody else.
pub(super) fn on_team(strategy: &Strategy, actor: &Actor) -> Result<ItemId, Refused> {
    acting(strategy, actor).map(|teammate| teammate.id).ok_or(Refused::TeamOnly)
}

/// Whether `item` stands in `section`.
pub(super) fn holds(strategy: &Strategy, section: Section, item: ItemId) -> bool {
    let hexagon = &strategy.hexagon;
    match section {
        Section::Swot => strategy.swot.iter().any(|x| x.id == item),
        Section::Team => strategy.team.iter().any(|x| x.id == item),
        Section::Goal | Section::Mission => false,
        Section::Benefits => hexagon.benefits.iter().any(|x| x.id == item),
        Section::Resources => hexagon.resources.iter().any(|x| x.id == item),
        Section::Methods => hexagon.methods.iter().any(|x| x.id == item),
        Section::Reporting => hexagon.reporting.iter().any(|x| x.id == item),
    }
}

/// The section in which `item` stands.
pub fn section_of(strategy: &Strategy, item: ItemId) -> Option<Section> {
    Section::ALL.iter().copied().find(|section| holds(strategy, *section, item))
}
