//! The one way to change a working copy. Whoever asks, owners and admins included, meets the same rules.

mod apply;
mod hexagon;
mod people;
mod refused;
mod sections;
mod undo;

pub use apply::apply;
pub use refused::Refused;
pub use sections::{may_edit, section_of};
pub use undo::{Undo, undo};

use model::{
    AssessmentId, Benefit, Change, ContactId, Evidence, FindingKey, Goal, ItemId, KpiId, MemberId,
    Method, Party, ProgramId, Report, Resource, ResourceKind, Rhythm, Section, Strategy, SwotKind,
};
use serde::{Deserialize, Serialize};

/// Most characters that one text may have.
pub const MOST_CHARS: usize = 4_000;

/// Who changes something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// As they are called.
    pub name: String,
    /// Works for the company and may edit: guests and readers do not.
    pub company: bool,
    /// Who they are on the team, where they are.
    pub teammate: Option<ItemId>,
}

impl Actor {
    /// Somebody of the company, not on the team.
    pub fn company(name: &str) -> Self {
        Self { name: name.to_owned(), company: true, teammate: None }
    }

    /// A signed-in member: on the team where a teammate signs in as them.
    pub fn of(strategy: &Strategy, member: MemberId, name: &str, company: bool) -> Self {
        let teammate = strategy.team.iter().find(|t| t.member == Some(member)).map(|t| t.id);
        Self { name: name.to_owned(), company, teammate }
    }

    /// A teammate, by their number: on the company's side if their party is.
    pub fn teammate(strategy: &Strategy, id: ItemId) -> Option<Self> {
        let teammate = strategy.team.iter().find(|t| t.id == id)?;
        let company = teammate.party == Party::Company;
        Some(Self { name: teammate.name.clone(), company, teammate: Some(id) })
    }
}

/// What an entry of the hexagon says; numbers are given by [`apply`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Entry {
    /// See [`model::Benefit`].
    Benefit {
        /// For customers or partners.
        for_market: Change,
        /// For the company.
        for_company: Change,
        /// Items of the SWOT that it answers.
        #[serde(default)]
        answers: Vec<ItemId>,
    },
    /// See [`model::Resource`].
    Resource {
        /// What kind.
        kind: ResourceKind,
        /// Its name.
        name: String,
        /// Where it is.
        #[serde(default)]
        place: String,
        /// The teammate whom it names.
        #[serde(default)]
        teammate: Option<ItemId>,
        /// Money, or hours a week of a person.
        #[serde(default)]
        amount: Option<f64>,
    },
    /// See [`model::Method`].
    Method {
        /// What it is called.
        name: String,
        /// How it leads to the goal.
        #[serde(default)]
        leads_to_goal: String,
        /// Items of the SWOT that it answers.
        #[serde(default)]
        answers: Vec<ItemId>,
        /// The program that carries it out.
        #[serde(default)]
        program: Option<ProgramId>,
        /// In the nice-to-have box.
        #[serde(default)]
        nice_to_have: bool,
    },
    /// See [`model::Report`].
    Report {
        /// Which measure.
        kpi: KpiId,
        /// How often.
        rhythm: Rhythm,
        /// Who reads it.
        #[serde(default)]
        audience: String,
        /// Looked at only afterwards.
        #[serde(default)]
        control: bool,
    },
}

impl Entry {
    /// The section that it stands in.
    pub const fn section(&self) -> Section {
        match self {
            Self::Benefit { .. } => Section::Benefits,
            Self::Resource { .. } => Section::Resources,
            Self::Method { .. } => Section::Methods,
            Self::Report { .. } => Section::Reporting,
        }
    }
}

impl From<&Benefit> for Entry {
    fn from(benefit: &Benefit) -> Self {
        let Benefit { for_market, for_company, answers, .. } = benefit.clone();
        Self::Benefit { for_market, for_company, answers }
    }
}

impl From<&Resource> for Entry {
    fn from(resource: &Resource) -> Self {
        let Resource { kind, name, place, teammate, amount, .. } = resource.clone();
        Self::Resource { kind, name, place, teammate, amount }
    }
}

impl From<&Method> for Entry {
    fn from(method: &Method) -> Self {
        let Method { name, leads_to_goal, answers, program, nice_to_have, .. } = method.clone();
        Self::Method { name, leads_to_goal, answers, program, nice_to_have }
    }
}

impl From<&Report> for Entry {
    fn from(report: &Report) -> Self {
        let Report { kpi, rhythm, audience, control, .. } = report.clone();
        Self::Report { kpi, rhythm, audience, control }
    }
}

/// Everything that people do with a strategy.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "edit", rename_all = "snake_case")]
pub enum Edit {
    /// Gives it another name.
    Rename {
        /// The name.
        name: String,
    },
    /// Rests it on a kept assessment. Evidence from others stays valid.
    ChooseAssessment {
        /// Which.
        assessment: AssessmentId,
    },
    /// Adds an item to the SWOT, from a candidate or in one's own words.
    AddSwot {
        /// Its field.
        kind: SwotKind,
        /// The sentence.
        text: String,
        /// What justifies it; never empty.
        evidence: Vec<Evidence>,
        /// The candidate that it comes from.
        #[serde(default)]
        candidate: Option<FindingKey>,
    },
    /// Says an item otherwise. Votes on the old sentence are void.
    EditSwot {
        /// Which.
        item: ItemId,
        /// Its field.
        kind: SwotKind,
        /// The sentence.
        text: String,
    },
    /// Leaves an item out; it stays to be seen.
    DropSwot {
        /// Which.
        item: ItemId,
    },
    /// Takes a dropped item in again.
    RestoreSwot {
        /// Which.
        item: ItemId,
    },
    /// Adds evidence to an item of the SWOT, or to the goal.
    Attach {
        /// Which item; absent: the goal.
        #[serde(default)]
        item: Option<ItemId>,
        /// What.
        evidence: Evidence,
    },
    /// Takes evidence away; never the last of an item of the SWOT. Votes that rested on it are void.
    Detach {
        /// Which item; absent: the goal.
        #[serde(default)]
        item: Option<ItemId>,
        /// What.
        evidence: Evidence,
    },
    /// Argues against an item, by name.
    Argue {
        /// Which.
        item: ItemId,
        /// The strongest argument against it.
        text: String,
    },
    /// Votes on an item; changeable until all have voted.
    Vote {
        /// Which.
        item: ItemId,
        /// For or against.
        agrees: bool,
    },
    /// Asks somebody onto the team.
    Invite {
        /// Their name; a person's.
        name: String,
        /// Their side.
        party: Party,
        /// Where they work, or what they are.
        #[serde(default)]
        organisation: String,
        /// Their address.
        #[serde(default)]
        email: String,
        /// What they shall lead.
        #[serde(default)]
        leads: String,
        /// As whom they sign in, where they are a member already.
        #[serde(default)]
        member: Option<MemberId>,
        /// Their entry among the contacts.
        #[serde(default)]
        contact: Option<ContactId>,
    },
    /// Says yes to an invitation: nobody says it for somebody else.
    Accept {
        /// Who.
        teammate: ItemId,
        /// As whom they sign in from now on.
        #[serde(default)]
        member: Option<MemberId>,
    },
    /// Corrects who somebody on the team is.
    EditTeammate {
        /// Who.
        teammate: ItemId,
        /// Their name.
        name: String,
        /// Their side.
        party: Party,
        /// Where they work, or what they are.
        #[serde(default)]
        organisation: String,
        /// Their address.
        #[serde(default)]
        email: String,
    },
    /// Takes somebody off the team; everybody may leave.
    RemoveTeammate {
        /// Who.
        teammate: ItemId,
    },
    /// Sets one's own terms.
    SetTerms {
        /// Who; only they themselves.
        teammate: ItemId,
        /// In their words.
        terms: String,
    },
    /// Says what somebody leads; outsiders may.
    SetLeads {
        /// Who.
        teammate: ItemId,
        /// What, in words; empty: nothing.
        leads: String,
        /// The sections that they may edit.
        #[serde(default)]
        sections: Vec<Section>,
    },
    /// Writes the goal; absent: takes it away.
    SetGoal {
        /// The goal.
        #[serde(default)]
        goal: Option<Goal>,
    },
    /// Writes the mission.
    SetMission {
        /// In plain sentences.
        mission: String,
    },
    /// Adds a benefit, a resource, a method or a report.
    Add {
        /// What.
        entry: Entry,
    },
    /// Writes one of these anew.
    Put {
        /// Which.
        item: ItemId,
        /// What it says from now on; of the same kind.
        entry: Entry,
    },
    /// Takes one of these away.
    Remove {
        /// Which.
        item: ItemId,
    },
    /// Moves an item of the SWOT or an entry of the hexagon within its list.
    Move {
        /// Which.
        item: ItemId,
        /// Its new place from 0; beyond the end: last.
        to: usize,
    },
    /// Moves a method into the nice-to-have box or out of it.
    Shelve {
        /// Which method.
        item: ItemId,
        /// In or out.
        nice_to_have: bool,
    },
    /// Ties a method to the program that carries it out.
    Carry {
        /// Which method.
        item: ItemId,
        /// The program; absent: none.
        #[serde(default)]
        program: Option<ProgramId>,
    },
    /// Says something about a section or an item of it.
    Comment {
        /// Where.
        section: Section,
        /// On which item.
        #[serde(default)]
        item: Option<ItemId>,
        /// What.
        text: String,
    },
    /// Proposes another wording.
    Propose {
        /// Where.
        section: Section,
        /// For which item.
        #[serde(default)]
        item: Option<ItemId>,
        /// The wording.
        text: String,
    },
    /// Takes a comment or proposal up, or sets it aside: either way it is dealt with.
    Settle {
        /// Which.
        comment: ItemId,
    },
}

#[cfg(test)]
mod tests;
