//! People whom the company knows: where each is present, how far they came with it, and what was done with them.

use serde::{Deserialize, Serialize};

use crate::network::words_enum;
use crate::post::author_key;
use crate::{MemberId, Network, Timestamp};

/// Numbers the contacts of a workspace; never used again for somebody else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ContactId(pub u32);

/// Numbers the touchpoints of a workspace, in the order in which they were noted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TouchpointId(pub i64);

macro_rules! shows_its_number {
    ($($name:ident),+) => {$(
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    )+};
}
shows_its_number!(ContactId, TouchpointId);

words_enum!(
    /// How far somebody came with the company.
    Stage {
        /// Knows that it exists.
        Awareness = "awareness",
        /// Looks closer.
        Interest = "interest",
        /// Buys.
        Purchase = "purchase",
        /// Gets what was bought.
        Delivery = "delivery",
        /// Uses it and is helped.
        Support = "support",
        /// Buys again.
        Repeat = "repeat",
        /// Recommends it.
        Referral = "referral",
    }
);

words_enum!(
    /// How it is known that a presence belongs to its contact.
    Standing {
        /// Somebody said so: the person, a file, a colleague.
        Declared = "declared",
        /// It was checked: the person answered from there.
        Verified = "verified",
    }
);

words_enum!(
    /// What was done with a contact.
    TouchKind {
        /// Looked at where they are.
        Visit = "visit",
        /// Read what they wrote.
        Read = "read",
        /// Commented on it.
        Comment = "comment",
        /// Helped, thanked or recommended them.
        Care = "care",
        /// Wrote to them.
        Message = "message",
        /// Met them.
        Meeting = "meeting",
        /// Spoke with them.
        Call = "call",
        /// They bought something.
        Purchase = "purchase",
        /// A note for colleagues.
        Note = "note",
    }
);

impl TouchKind {
    /// What a visit consists of, in turn.
    pub const VISITS: [Self; 3] = [Self::Read, Self::Comment, Self::Care];

    /// Whether the person was visited by it: everything but a note and a purchase.
    pub const fn is_visit(self) -> bool {
        !matches!(self, Self::Note | Self::Purchase)
    }

    /// The kind whose turn it is after `self`.
    pub fn next_visit(self) -> Self {
        match self {
            Self::Read | Self::Visit => Self::Comment,
            Self::Comment => Self::Care,
            _ => Self::Read,
        }
    }
}

/// Somebody whom the company knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// Its number.
    pub id: ContactId,
    /// What they are called; never empty.
    pub name: String,
    /// Where they work; may be empty.
    pub organisation: String,
    /// Their address, as written; may be empty. No two contacts have the same.
    pub email: String,
    /// What colleagues should know; may be empty.
    pub notes: String,
    /// How far they came, where that is known.
    pub stage: Option<Stage>,
    /// Whether somebody chose them for the top contacts.
    pub pinned: bool,
    /// Since when.
    pub created_at: Timestamp,
}

/// Where somebody is: an account in a network. It belongs to one contact at most.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Presence {
    /// Where.
    pub network: Network,
    /// As whom, without a leading `@`.
    pub handle: String,
    /// The address of the profile; may be empty.
    pub url: String,
    /// How that is known.
    pub standing: Standing,
}

impl Presence {
    /// A presence that somebody declared.
    pub fn declared(network: Network, handle: &str, url: &str) -> Self {
        let handle = handle.trim().trim_start_matches('@').to_owned();
        Self { network, handle, url: url.trim().to_owned(), standing: Standing::Declared }
    }

    /// `network:handle` as posts have it; see [`author_key`].
    pub fn key(&self) -> String {
        author_key(&self.network, &self.handle)
    }
}

/// One thing that was done with a contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Touchpoint {
    /// Its number.
    pub id: TouchpointId,
    /// With whom.
    pub contact: ContactId,
    /// When.
    pub at: Timestamp,
    /// What.
    pub kind: TouchKind,
    /// More of it; may be empty.
    pub text: String,
    /// Who did it.
    pub member: Option<MemberId>,
}

/// A contact as a form or a file says it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ContactDraft {
    /// What they are called; empty: the address or a handle stands in.
    pub name: String,
    /// Where they work; may be empty.
    pub organisation: String,
    /// Their address; may be empty.
    pub email: String,
    /// What colleagues should know; may be empty.
    pub notes: String,
    /// How far they came, where that is said.
    pub stage: Option<Stage>,
    /// Where they are.
    pub presences: Vec<Presence>,
}

impl ContactDraft {
    /// The name, or what can stand in for it; empty when nothing at all is said of the person.
    pub fn any_name(&self) -> &str {
        let handle = self.presences.first().map_or("", |presence| presence.handle.as_str());
        let names = [self.name.as_str(), self.email.as_str(), handle];
        names.map(str::trim).into_iter().find(|name| !name.is_empty()).unwrap_or_default()
    }

    /// Takes over what `other` says and `self` leaves open. Notes are joined.
    pub fn absorb(&mut self, other: Self) {
        for (mine, theirs) in [
            (&mut self.name, other.name),
            (&mut self.organisation, other.organisation),
            (&mut self.email, other.email),
        ] {
            if mine.is_empty() {
                *mine = theirs;
            }
        }
        if self.notes.is_empty() {
            self.notes = other.notes;
        } else if !other.notes.is_empty() && !self.notes.contains(&other.notes) {
            self.notes = format!("{}\n{}", self.notes, other.notes);
        }
        self.stage = self.stage.or(other.stage);
        for presence in other.presences {
            if self.presences.iter().all(|known| known.key() != presence.key()) {
                self.presences.push(presence);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn presence(handle: &str) -> Presence {
        Presence::declared(Network::new("mastodon").unwrap(), handle, "")
    }

    #[test]
    fn somebody_without_a_name_is_called_by_what_is_known() {
        let mut draft = ContactDraft::default();
        assert_eq!(draft.any_name(), "");
        draft.presences.push(presence("@Ann "));
        assert_eq!(draft.any_name(), "Ann");
        draft.email = "ann@example.org".to_owned();
        assert_eq!(draft.any_name(), "ann@example.org");
    }

    #[test]
    fn absorbing_fills_gaps_and_keeps_what_is_there() {
        let mut draft = ContactDraft {
            name: "Ann".to_owned(),
            notes: "a".to_owned(),
            presences: vec![presence("ann")],
            ..ContactDraft::default()
        };
        draft.absorb(ContactDraft {
            name: "Anna".to_owned(),
            organisation: "Lumen".to_owned(),
            notes: "b".to_owned(),
            stage: Some(Stage::Interest),
            presences: vec![presence("ANN"), presence("ann2")],
            ..ContactDraft::default()
        });
        assert_eq!((draft.name.as_str(), draft.organisation.as_str()), ("Ann", "Lumen"));
        assert_eq!((draft.notes.as_str(), draft.stage), ("a\nb", Some(Stage::Interest)));
        assert_eq!(draft.presences.len(), 2);
    }

    #[test]
    fn visits_take_turns() {
        let mut kind = TouchKind::Note;
        let turns: Vec<_> = std::iter::repeat_with(|| {
            kind = kind.next_visit();
            kind
        })
        .take(4)
        .collect();
        assert_eq!(turns, [TouchKind::Read, TouchKind::Comment, TouchKind::Care, TouchKind::Read]);
    }
}
