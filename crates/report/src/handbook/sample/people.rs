//! Who wrote the sample's strategy, and who signed it.

use model::{ItemId, Party, Signature, Teammate, Timestamp};

/// Number, name, side, organisation, what they lead.
const TEAM: [(u32, &str, Party, &str, &str); 5] = [
    (1, "Mira Okafor", Party::Company, "Larkfield Cycles", "the strategy"),
    (2, "Jonas Weidner", Party::Company, "Larkfield Cycles, service", "answers within a day"),
    (3, "Ayşe Demir", Party::Customer, "commutes 4,000 km a year", "Riders help riders"),
    (4, "Tom Reilly", Party::Customer, "rides with two children", ""),
    (5, "Chiara Fontana", Party::Partner, "Due Ruote, dealer", "dealer evenings"),
];

/// The team.
pub fn team(at: Timestamp) -> Vec<Teammate> {
    TEAM.iter()
        .map(|(id, name, party, organisation, leads)| Teammate {
            id: ItemId(*id),
            name: (*name).to_owned(),
            party: *party,
            organisation: (*organisation).to_owned(),
            leads: (*leads).to_owned(),
            leads_sections: Vec::new(),
            email: String::new(),
            member: None,
            contact: None,
            invited_at: Some(at.plus_secs(-60 * Timestamp::DAY_SECS)),
            accepted_at: Some(at.plus_secs(-58 * Timestamp::DAY_SECS)),
            terms: if *id == 4 {
                "Named by first name only outside this handbook.".to_owned()
            } else {
                String::new()
            },
        })
        .collect()
}

/// Who signed the edition.
pub fn signatures(at: Timestamp) -> Vec<Signature> {
    TEAM.iter()
        .filter(|(id, ..)| id % 2 == 1)
        .map(|(id, name, party, ..)| Signature {
            edition: 2,
            teammate: ItemId(*id),
            name: (*name).to_owned(),
            party: *party,
            at: at.plus_secs(i64::from(*id) * 3_600),
        })
        .collect()
}
