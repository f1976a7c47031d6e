//! The team: named people of the company, of its customers and of its partners; who leads what; and how they come in.

use askama::Template;
use axum::extract::{Path, Query};
use model::{ItemId, Party, Permission, Section, Teammate};

use super::forms::seen_as;
use super::talk::Talk;
use super::{Asked, Link, Open, open, tabs, words};
use crate::auth::{Ask, May, ReadStrategy};
use crate::error::PageError;
use crate::frame::{Frame, Page, page};
use crate::pages::card::ago;
use crate::say;

/// One teammate as the page shows them.
pub struct Face {
    /// Their number.
    pub id: ItemId,
    /// Their name.
    pub name: String,
    /// Their side.
    pub party: &'static str,
    /// The same for forms.
    pub party_word: &'static str,
    /// Where they work.
    pub organisation: String,
    /// Their address; only for who edits.
    pub email: String,
    /// What they lead.
    pub leads: String,
    /// The sections that they lead.
    pub sections: Vec<Section>,
    /// How far they are.
    pub state: String,
    /// Whether they said yes.
    pub accepted: bool,
    /// Their own terms.
    pub terms: String,
    /// Their entry among the contacts; empty where there is none, or for who may not see it.
    pub contact: String,
    /// Whether it is who looks.
    pub me: bool,
    /// What a form was made from.
    pub seen: String,
}

struct Side {
    name: &'static str,
    word: &'static str,
    hint: &'static str,
    people: Vec<Face>,
}

#[derive(Template)]
#[template(path = "pages/strategy/team.html")]
struct TeamPage {
    frame: Frame,
    tabs: Vec<Link>,
    id: model::StrategyId,
    answer: String,
    sides: Vec<Side>,
    against: Vec<strategy::Complaint>,
    link: Option<(String, String)>,
    members: Vec<(u32, String)>,
    parties: Vec<(&'static str, &'static str)>,
    sections: Vec<(Section, &'static str)>,
    talk: Talk,
    may_edit: bool,
    can_invite: bool,
}

const fn hint(party: Party) -> &'static str {
    match party {
        Party::Company => "Who of us writes it, and who leads.",
        Party::Customer => "At least one. Nobody else knows what it is like to be one.",
        Party::Partner => "At least one. They often own the relationship with the customer.",
    }
}

const fn heading(party: Party) -> &'static str {
    match party {
        Party::Company => "Of the company",
        Party::Customer => "Customers",
        Party::Partner => "Partners",
    }
}

fn face<A: Ask>(who: &May<A>, open: &Open, mate: &Teammate) -> Face {
    let (now, zone) = (who.house.now(), who.snapshot().plan.zone.clone());
    let state = match (mate.accepted_at, mate.invited_at) {
        (Some(at), _) => format!("on the team since {}", report::dates::long(zone.day(at))),
        (None, Some(at)) => format!("asked {}, has not answered", ago(at, now, &zone)),
        (None, None) => "not asked yet".to_owned(),
    };
    Face {
        id: mate.id,
        name: mate.name.clone(),
        party: words::party(mate.party),
        party_word: mate.party.as_str(),
        organisation: mate.organisation.clone(),
        email: if open.can_edit { mate.email.clone() } else { String::new() },
        leads: mate.leads.clone(),
        sections: mate.leads_sections.clone(),
        state,
        accepted: mate.accepted_at.is_some(),
        terms: mate.terms.clone(),
        contact: match mate.contact.filter(|_| who.also(Permission::People)) {
            Some(contact) => format!("/people/{contact}"),
            None => String::new(),
        },
        me: open.actor.teammate == Some(mate.id),
        seen: seen_as("edit_teammate", Some(mate.id), &open.strategy),
    }
}

fn answer(open: &Open) -> String {
    let count =
        |party: Party| open.strategy.team.iter().filter(|mate| mate.party == party).count() as u64;
    format!(
        "{} of the company, {}, {}.",
        say::many(count(Party::Company), "person", "people"),
        say::many(count(Party::Customer), "customer", "customers"),
        say::many(count(Party::Partner), "partner", "partners")
    )
}

/// The team.
pub async fn show(who: May<ReadStrategy>, Path(id): Path<u32>, Query(asked): Query<Asked>) -> Page {
    page(&team(&who, id, &asked.did, None).await?)
}

/// The page, with a link to hand over where one was just made.
pub(super) async fn team<A: Ask>(
    who: &May<A>,
    id: u32,
    did: &str,
    link: Option<(String, String)>,
) -> Result<impl Template, PageError> {
    let open = open(who, id).await?;
    let may_edit = open.may_edit(Section::Team);
    let mut members = Vec::new();
    if may_edit && open.can_edit {
        let known = who.ledger.members().await?;
        let on_team = |member: &ledger::Member| {
            open.strategy.team.iter().any(|mate| mate.member == Some(member.id))
        };
        members = known
            .into_iter()
            .filter(|member| member.disabled_at.is_none() && !on_team(member))
            .map(|member| (member.id.0, member.name))
            .collect();
    }
    let side = |party: &Party| Side {
        name: heading(*party),
        word: party.as_str(),
        hint: hint(*party),
        people: open
            .strategy
            .team
            .iter()
            .filter(|mate| mate.party == *party)
            .map(|mate| face(who, &open, mate))
            .collect(),
    };
    Ok(TeamPage {
        frame: open.frame(who, "Who writes it with us?", "team", did).await?,
        tabs: tabs(open.strategy.id, "/team"),
        id: open.strategy.id,
        answer: answer(&open),
        sides: Party::ALL.iter().map(side).collect(),
        against: open.against(Section::Team).into_iter().cloned().collect(),
        link,
        members,
        parties: Party::ALL.iter().map(|party| (party.as_str(), words::party(*party))).collect(),
        sections: Section::ALL.iter().map(|one| (*one, words::section(*one))).collect(),
        talk: Talk::of(who, &open, Section::Team, "/team"),
        may_edit,
        can_invite: open.can_edit,
    })
}
