//! Many contacts at once, as a file has them: each goes to the contact with its address or one of its presences, or
//! becomes a new one.

use model::post::author_key;
use model::{Contact, ContactDraft, ContactId, Presence, Timestamp};
use rustc_hash::{FxHashMap, FxHashSet};
use sqlx::SqliteConnection;

use super::presences::{INSERT_PRESENCE, bind_presence};
use super::{INSERT_CONTACT, bind_contact, contact, contact_columns, drafted, email_key};
use crate::LedgerError;
use crate::batch::{Binds, Listed};
use crate::workspace::WorkspaceLedger;

static BY_EMAIL: Listed = Listed::new(
    concat!(
        "SELECT ",
        contact_columns!(),
        " FROM contact WHERE workspace_id = ? AND email_key IN "
    ),
    "",
);
static BY_ID: Listed = Listed::new(
    concat!(
        "SELECT ",
        contact_columns!(),
        " FROM contact WHERE workspace_id = ? AND contact_id IN "
    ),
    "",
);

/// Contacts that are brought in by one transaction.
pub const CONTACTS_A_CHUNK: usize = 2_000;

/// What holds where a file and the contact that is there say different things.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Prefer {
    /// What is there; the file fills gaps.
    #[default]
    Known,
    /// The file.
    File,
}

/// What became of the contacts of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Upserted {
    /// New ones.
    pub added: u64,
    /// Known ones of which something is new.
    pub changed: u64,
    /// Known ones of which nothing is new.
    pub unchanged: u64,
    /// Not taken in because they were erased.
    pub refused: u64,
    /// Presences that stay with the other contact that has them.
    pub taken: u64,
}

impl std::ops::AddAssign for Upserted {
    fn add_assign(&mut self, other: Self) {
        self.added += other.added;
        self.changed += other.changed;
        self.unchanged += other.unchanged;
        self.refused += other.refused;
        self.taken += other.taken;
    }
}

/// A chunk while it is sorted: who is known, who is new, who is where.
struct Chunk {
    known: FxHashMap<ContactId, (Contact, Change)>,
    by_email: FxHashMap<String, ContactId>,
    by_key: FxHashMap<String, ContactId>,
    fresh: Vec<Contact>,
    present: Vec<(ContactId, Presence)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Change {
    None,
    Fields,
    /// Only presences are new.
    Places,
}

impl WorkspaceLedger {
    /// Brings in contacts, in one transaction; hand over [`CONTACTS_A_CHUNK`] at a time.
    pub async fn upsert_contacts(
        &self,
        drafts: &[ContactDraft],
        prefer: Prefer,
        at: Timestamp,
    ) -> Result<Upserted, LedgerError> {
        let mut transaction = self.store.write().await?;
        let conn = &mut *transaction;
        let mut done = Upserted::default();
        let buried = self.buried_among(conn, drafts).await?;
        let mut chunk = self.chunk(conn, drafts).await?;
        let first = self.take_contact_ids(conn, u32::try_from(drafts.len()).unwrap_or(0)).await?;
        let mut next = first;
        for draft in drafts {
            let gone = |hash: [u8; 32]| buried.contains(&hash);
            let erased = email_key(&draft.email)
                .is_some_and(|key| gone(self.secret.of_email(&key)))
                || draft.presences.iter().any(|p| gone(self.secret.of_author(&p.key())));
            if erased || draft.any_name().is_empty() {
                done.refused += 1;
                continue;
            }
            let id = match chunk.find(draft) {
                Some(id) => {
                    chunk.change(id, draft, prefer);
                    id
                }
                None => {
                    let id = ContactId(next);
                    next += 1;
                    done.added += 1;
                    chunk.add(drafted(id, draft, at));
                    id
                }
            };
            done.taken += chunk.place(id, draft);
        }
        self.give_contact_ids_back(conn, next).await?;
        for (contact, change) in chunk.known.values() {
            match change {
                Change::None => done.unchanged += 1,
                Change::Places => done.changed += 1,
                Change::Fields => {
                    self.write_contact(conn, contact).await?;
                    done.changed += 1;
                }
            }
        }
        let fresh = &chunk.fresh;
        INSERT_CONTACT.run(conn, fresh, |binds, c| bind_contact(binds, self.id, c)).await?;
        let present = &chunk.present;
        INSERT_PRESENCE
            .run(conn, present, |binds, (id, p)| bind_presence(binds, self.id, *id, p))
            .await?;
        transaction.commit().await?;
        Ok(done)
    }

    /// The tombstones among the addresses and accounts of `drafts`.
    async fn buried_among(
        &self,
        conn: &mut SqliteConnection,
        drafts: &[ContactDraft],
    ) -> Result<FxHashSet<[u8; 32]>, LedgerError> {
        if !self.state(conn).await?.has_tombstones {
            return Ok(FxHashSet::default());
        }
        let emails = drafts.iter().filter_map(|draft| email_key(&draft.email));
        let keys = drafts.iter().flat_map(|draft| &draft.presences).map(Presence::key);
        let hashes: Vec<[u8; 32]> = emails
            .map(|key| self.secret.of_email(&key))
            .chain(keys.map(|key| self.secret.of_author(&key)))
            .collect();
        self.buried_of(conn, &hashes).await
    }

    async fn chunk(
        &self,
        conn: &mut SqliteConnection,
        drafts: &[ContactDraft],
    ) -> Result<Chunk, LedgerError> {
        let emails: Vec<String> = drafts.iter().filter_map(|d| email_key(&d.email)).collect();
        let keys: Vec<String> =
            drafts.iter().flat_map(|d| &d.presences).map(Presence::key).collect();
        let by_text = |binds: &mut Binds, key: &String| binds.text(key);
        let by_key = self.holders_in(conn, &keys).await?;
        let ids: Vec<ContactId> = by_key.values().copied().collect();
        let by_id = |binds: &mut Binds, id: &ContactId| binds.int(i64::from(id.0));
        let mut rows = BY_EMAIL.rows(conn, self.id, &emails, by_text).await?;
        rows.extend(BY_ID.rows(conn, self.id, &ids, by_id).await?);
        let mut known = FxHashMap::default();
        let mut by_email = FxHashMap::default();
        for row in &rows {
            let contact = contact(row)?;
            by_email.extend(email_key(&contact.email).map(|key| (key, contact.id)));
            known.insert(contact.id, (contact, Change::None));
        }
        Ok(Chunk { known, by_email, by_key, fresh: Vec::new(), present: Vec::new() })
    }
}

impl Chunk {
    fn find(&self, draft: &ContactDraft) -> Option<ContactId> {
        let by_email = email_key(&draft.email).and_then(|key| self.by_email.get(&key).copied());
        let mut places = draft.presences.iter();
        by_email.or_else(|| places.find_map(|presence| self.by_key.get(&presence.key()).copied()))
    }

    fn add(&mut self, contact: Contact) {
        self.by_email.extend(email_key(&contact.email).map(|key| (key, contact.id)));
        self.fresh.push(contact);
    }

    /// Takes over what `draft` says of a contact that is known or came earlier in the chunk.
    fn change(&mut self, id: ContactId, draft: &ContactDraft, prefer: Prefer) {
        let free = email_key(&draft.email).filter(|key| !self.by_email.contains_key(key));
        let apply = |contact: &mut Contact| {
            let before = contact.clone();
            take_over(contact, draft, prefer);
            if free.is_none() {
                contact.email.clone_from(&before.email);
            }
            *contact != before
        };
        let now = if let Some((contact, change)) = self.known.get_mut(&id) {
            if apply(contact) {
                *change = Change::Fields;
            }
            email_key(&contact.email)
        } else if let Some(contact) = self.fresh.iter_mut().rev().find(|c| c.id == id) {
            apply(contact);
            email_key(&contact.email)
        } else {
            None
        };
        self.by_email.extend(now.map(|key| (key, id)));
    }

    /// Notes where the contact is; how many of the presences stay with somebody else.
    fn place(&mut self, id: ContactId, draft: &ContactDraft) -> u64 {
        let mut taken = 0;
        for presence in &draft.presences {
            let key = author_key(&presence.network, &presence.handle);
            match self.by_key.get(&key) {
                Some(holder) => taken += u64::from(*holder != id),
                None => {
                    self.by_key.insert(key, id);
                    self.present.push((id, presence.clone()));
                    if let Some((_, change @ Change::None)) = self.known.get_mut(&id) {
                        *change = Change::Places;
                    }
                }
            }
        }
        taken
    }
}

fn take_over(contact: &mut Contact, draft: &ContactDraft, prefer: Prefer) {
    let wins = |mine: &str, theirs: &str| {
        !theirs.is_empty() && (mine.is_empty() || (prefer == Prefer::File && mine != theirs))
    };
    for (mine, theirs) in [
        (&mut contact.name, draft.name.trim()),
        (&mut contact.organisation, draft.organisation.trim()),
        (&mut contact.email, draft.email.trim()),
    ] {
        if wins(mine, theirs) {
            *mine = theirs.to_owned();
        }
    }
    let notes = draft.notes.trim();
    if !notes.is_empty() && !contact.notes.contains(notes) {
        let gap = if contact.notes.is_empty() { "" } else { "\n" };
        contact.notes = format!("{}{gap}{notes}", contact.notes);
    }
    if draft.stage.is_some() && (contact.stage.is_none() || prefer == Prefer::File) {
        contact.stage = draft.stage;
    }
}
