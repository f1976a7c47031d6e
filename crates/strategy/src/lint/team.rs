//! The team: named people, a customer and a partner among them, somebody of the company who leads.

use model::{Party, Section, Teammate, Timestamp};

use super::words::is_department;
use super::{Complaints, Rule};

/// After so many days an invitation that was not answered is worth a call.
const PATIENCE_DAYS: i64 = 14;

pub(super) fn check(complaints: &mut Complaints<'_>) {
    let context = complaints.context;
    let team = &context.strategy.team;
    for (party, rule) in [(Party::Customer, Rule::NoCustomer), (Party::Partner, Rule::NoPartner)] {
        let own: Vec<&Teammate> = team.iter().filter(|t| t.party == party).collect();
        if own.iter().any(|teammate| teammate.accepted_at.is_some()) {
            continue;
        }
        let says = match own.first() {
            None => format!("The team has no {party}."),
            Some(asked) => format!("The team has no {party} yet: {} has not accepted.", asked.name),
        };
        let remedy = format!(
            "Invite a {party} by name; a strategy that the market's people did not help to write, none of them helps to carry out."
        );
        complaints.add(rule, (Section::Team, None), says, remedy);
    }
    let leads = |t: &&Teammate| t.party == Party::Company && is_lead(t) && t.accepted_at.is_some();
    if !team.iter().any(|teammate| leads(&teammate)) {
        complaints.add(
            Rule::NoCompanyLead,
            (Section::Team, None),
            "Nobody of the company leads anything.",
            "Say what somebody of the company leads, once they have accepted.",
        );
    }
    for teammate in team {
        let at = (Section::Team, Some(teammate.id));
        if is_department(&teammate.name) {
            complaints.add(
                Rule::Department,
                at,
                format!("“{}” is no person.", teammate.name),
                "Name the people: a department neither votes nor signs.",
            );
        }
        let waits = teammate.invited_at.filter(|_| teammate.accepted_at.is_none());
        let days = waits.map(|since| context.now.0.saturating_sub(since.0) / Timestamp::DAY_SECS);
        if let Some(days) = days.filter(|days| *days >= PATIENCE_DAYS) {
            complaints.add(
                Rule::NotAccepted,
                at,
                format!("{} was invited {days} days ago and has not accepted.", teammate.name),
                "Talk with them, or take them off and ask somebody else.",
            );
        }
    }
}

/// Whether somebody leads something.
pub(crate) fn is_lead(teammate: &Teammate) -> bool {
    !teammate.leads.trim().is_empty() || !teammate.leads_sections.is_empty()
}
