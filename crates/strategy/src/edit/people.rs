//! Edits of the team: who is asked, who said yes, who leads what.

use model::{Section, Strategy, Teammate, Timestamp};

use super::apply::{optional, text};
use super::sections::{acting, editor};
use super::{Actor, Edit, Refused};

pub(super) fn change(
    strategy: &mut Strategy,
    actor: &Actor,
    edit: Edit,
    at: Timestamp,
) -> Result<(), Refused> {
    match edit {
        Edit::Invite { name, party, organisation, email, leads, member, contact } => {
            editor(strategy, actor, Section::Team)?;
            let name = text("the name", &name)?;
            let same = |t: &Teammate| t.name == name || (member.is_some() && t.member == member);
            if strategy.team.iter().any(same) {
                return Err(Refused::OnTheTeamAlready(name));
            }
            let (organisation, email) =
                (optional("the organisation", &organisation)?, optional("the address", &email)?);
            let leads = optional("what they lead", &leads)?;
            let id = strategy.take_item();
            strategy.team.push(Teammate {
                id,
                name,
                party,
                organisation,
                leads,
                leads_sections: Vec::new(),
                email,
                member,
                contact,
                invited_at: Some(at),
                accepted_at: None,
                terms: String::new(),
            });
        }
        Edit::Accept { teammate, member } => {
            let known = find(strategy, teammate)?;
            themselves(actor, known)?;
            if known.accepted_at.is_some() {
                return Err(Refused::AcceptedAlready(known.name.clone()));
            }
            known.accepted_at = Some(at);
            known.member = member.or(known.member);
        }
        Edit::EditTeammate { teammate, name, party, organisation, email } => {
            editor(strategy, actor, Section::Team)?;
            let name = text("the name", &name)?;
            if strategy.team.iter().any(|t| t.id != teammate && t.name == name) {
                return Err(Refused::OnTheTeamAlready(name));
            }
            let (organisation, email) =
                (optional("the organisation", &organisation)?, optional("the address", &email)?);
            let known = find(strategy, teammate)?;
            if known.accepted_at.is_some() && known.party != party {
                return Err(Refused::AcceptedAs(known.name.clone(), known.party));
            }
            *known = Teammate { name, party, organisation, email, ..known.clone() };
        }
        Edit::RemoveTeammate { teammate } => remove(strategy, actor, teammate)?,
        Edit::SetTerms { teammate, terms } => {
            let terms = optional("the terms", &terms)?;
            let known = find(strategy, teammate)?;
            themselves(actor, known)?;
            known.terms = terms;
        }
        Edit::SetLeads { teammate, leads, mut sections } => {
            editor(strategy, actor, Section::Team)?;
            let leads = optional("what they lead", &leads)?;
            sections.sort_unstable();
            sections.dedup();
            let known = find(strategy, teammate)?;
            (known.leads, known.leads_sections) = (leads, sections);
        }
        _ => {}
    }
    Ok(())
}

/// Takes somebody off. Their votes go with them, which opens nothing: only a vote does.
fn remove(strategy: &mut Strategy, actor: &Actor, teammate: model::ItemId) -> Result<(), Refused> {
    find(strategy, teammate)?;
    let leaves = acting(strategy, actor).is_some_and(|own| own.id == teammate);
    if !leaves {
        editor(strategy, actor, Section::Team)?;
    }
    strategy.team.retain(|known| known.id != teammate);
    for item in &mut strategy.swot {
        item.votes.retain(|vote| vote.by != teammate);
    }
    for resource in &mut strategy.hexagon.resources {
        resource.teammate = resource.teammate.filter(|named| *named != teammate);
    }
    Ok(())
}

fn find(strategy: &mut Strategy, id: model::ItemId) -> Result<&mut Teammate, Refused> {
    strategy.team.iter_mut().find(|known| known.id == id).ok_or(Refused::NoSuchTeammate(id))
}

fn themselves(actor: &Actor, teammate: &Teammate) -> Result<(), Refused> {
    if actor.teammate == Some(teammate.id) {
        Ok(())
    } else {
        Err(Refused::Themselves(teammate.name.clone()))
    }
}
