//! Steps on contacts that can be taken back: changes, touchpoints, merging two into one, removing one.
//!
//! How it was before is kept for a day, no longer: it is personal data like the contact itself. Erasing an author looks
//! here too.

use model::{Contact, ContactId, Presence, Timestamp, Touchpoint, TouchpointId};
use serde::{Deserialize, Serialize};
use sqlx::SqliteConnection;

use super::presences::{INSERT_PRESENCE, bind_presence};
use super::{INSERT_CONTACT, bind_contact};
use crate::LedgerError;
use crate::code::unreadable;
use crate::rows::Columns;
use crate::workspace::WorkspaceLedger;

/// What is needed to take a step back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Step {
    /// A touchpoint was noted.
    Touched(TouchpointId),
    /// The contact was this before.
    Changed(Contact),
    /// `loser` went into `winner`, which was this before.
    Merged { winner: Contact, loser: Whole },
    /// The contact was removed.
    Removed(Whole),
}

/// All that is known of a contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Whole {
    contact: Contact,
    presences: Vec<Presence>,
    touchpoints: Vec<Touchpoint>,
}

/// How long a step can be taken back.
const KEPT_SECS: i64 = Timestamp::DAY_SECS;

/// Both halves of the move of what belongs to a contact; `$2` gets what `$3` had.
const MOVES: [&str; 2] = [
    "UPDATE presence SET contact_id = $2 WHERE workspace_id = $1 AND contact_id = $3",
    "UPDATE touchpoint SET contact_id = $2 WHERE workspace_id = $1 AND contact_id = $3",
];
const DROPS: [&str; 3] = [
    "DELETE FROM presence WHERE workspace_id = $1 AND contact_id = $2",
    "DELETE FROM touchpoint WHERE workspace_id = $1 AND contact_id = $2",
    "DELETE FROM contact WHERE workspace_id = $1 AND contact_id = $2",
];

impl WorkspaceLedger {
    pub(super) async fn add_step(
        &self,
        conn: &mut SqliteConnection,
        contact: ContactId,
        step: &Step,
        at: Timestamp,
    ) -> Result<i64, LedgerError> {
        let text = serde_json::to_string(step).map_err(|error| unreadable("step", error))?;
        let row = sqlx::query(
            "INSERT INTO contact_step (workspace_id, step_id, contact_id, at, before_step)
             SELECT $1, COALESCE(MAX(step_id), 0) + 1, $2, $3, $4 FROM contact_step WHERE workspace_id = $1
             RETURNING step_id",
        )
        .bind(self.id)
        .bind(i64::from(contact.0))
        .bind(at.0)
        .bind(text)
        .fetch_one(&mut *conn)
        .await?;
        let id = Columns::of(&row).get()?;
        sqlx::query("DELETE FROM contact_step WHERE workspace_id = $1 AND at < $2")
            .bind(self.id)
            .bind(at.0.saturating_sub(KEPT_SECS))
            .execute(conn)
            .await?;
        Ok(id)
    }

    async fn whole(
        &self,
        conn: &mut SqliteConnection,
        id: ContactId,
    ) -> Result<Option<Whole>, LedgerError> {
        let Some(contact) = self.contact_in(conn, id).await? else { return Ok(None) };
        let presences = self.presences_in(conn, &[id]).await?.remove(&id).unwrap_or_default();
        let touchpoints = self.touchpoints_in(conn, id, u32::MAX).await?;
        Ok(Some(Whole { contact, presences, touchpoints }))
    }

    /// Joins two contacts that are one person: `loser` goes, and its presences and touchpoints move to `winner`, which
    /// takes over the fields that it has not. Undone by the step whose number it answers; `None` when one of them is not
    /// there, or both are the same.
    pub async fn merge_contacts(
        &self,
        winner: ContactId,
        loser: ContactId,
        at: Timestamp,
    ) -> Result<Option<i64>, LedgerError> {
        if winner == loser {
            return Ok(None);
        }
        let mut transaction = self.store.write().await?;
        let conn = &mut *transaction;
        let Some(before) = self.contact_in(conn, winner).await? else { return Ok(None) };
        let Some(whole) = self.whole(conn, loser).await? else { return Ok(None) };
        for text in MOVES {
            sqlx::query(text)
                .bind(self.id)
                .bind(i64::from(winner.0))
                .bind(i64::from(loser.0))
                .execute(&mut *conn)
                .await?;
        }
        self.rename_on_teams(conn, winner, loser).await?;
        self.rename_in_programs(conn, winner, loser).await?;
        self.drop_contact(conn, loser).await?;
        self.write_contact(conn, &joined(before.clone(), &whole.contact)).await?;
        let step = Step::Merged { winner: before, loser: whole };
        let id = self.add_step(conn, winner, &step, at).await?;
        transaction.commit().await?;
        Ok(Some(id))
    }

    /// Removes a contact with all that was noted of it. Undone by the step whose number it answers.
    pub async fn remove_contact(
        &self,
        id: ContactId,
        at: Timestamp,
    ) -> Result<Option<i64>, LedgerError> {
        let mut transaction = self.store.write().await?;
        let conn = &mut *transaction;
        let Some(whole) = self.whole(conn, id).await? else { return Ok(None) };
        self.drop_contact(conn, id).await?;
        let step = self.add_step(conn, id, &Step::Removed(whole), at).await?;
        transaction.commit().await?;
        Ok(Some(step))
    }

    pub(super) async fn drop_contact(
        &self,
        conn: &mut SqliteConnection,
        id: ContactId,
    ) -> Result<(), LedgerError> {
        for text in DROPS {
            let query = sqlx::query(text).bind(self.id).bind(i64::from(id.0));
            query.execute(&mut *conn).await?;
        }
        Ok(())
    }

    /// Takes a step on a contact back, if none followed on that contact. Answers the contact that has changed by it.
    pub async fn undo_contact_step(&self, step: i64) -> Result<Option<ContactId>, LedgerError> {
        let mut transaction = self.store.write().await?;
        let conn = &mut *transaction;
        let row = sqlx::query(
            "DELETE FROM contact_step WHERE workspace_id = $1 AND step_id = $2 AND step_id =
             (SELECT MAX(o.step_id) FROM contact_step AS o WHERE o.workspace_id = $1
              AND o.contact_id = contact_step.contact_id)
             RETURNING contact_id, before_step",
        )
        .bind(self.id)
        .bind(step)
        .fetch_optional(&mut *conn)
        .await?;
        let Some(row) = row else { return Ok(None) };
        let mut columns = Columns::of(&row);
        let id = columns.contact()?;
        let step = serde_json::from_str(columns.get()?).map_err(|e| unreadable("step", e))?;
        let changed = match step {
            Step::Touched(touchpoint) => {
                sqlx::query(
                    "DELETE FROM touchpoint WHERE workspace_id = $1 AND touchpoint_id = $2 AND contact_id = $3",
                )
                .bind(self.id)
                .bind(touchpoint.0)
                .bind(i64::from(id.0))
                .execute(&mut *conn)
                .await?;
                id
            }
            Step::Changed(before) => {
                self.write_contact(conn, &before).await?;
                id
            }
            Step::Merged { winner, loser } => {
                self.write_contact(conn, &winner).await?;
                self.take_back(conn, id, &loser).await?;
                id
            }
            Step::Removed(whole) => {
                self.restore(conn, &whole).await?;
                id
            }
        };
        transaction.commit().await?;
        Ok(Some(changed))
    }

    /// What `loser` brought leaves the winner and is the loser's again.
    async fn take_back(
        &self,
        conn: &mut SqliteConnection,
        winner: ContactId,
        loser: &Whole,
    ) -> Result<(), LedgerError> {
        for presence in &loser.presences {
            sqlx::query(
                "DELETE FROM presence WHERE workspace_id = $1 AND contact_id = $2 AND author_key = $3",
            )
            .bind(self.id)
            .bind(i64::from(winner.0))
            .bind(presence.key())
            .execute(&mut *conn)
            .await?;
        }
        for touchpoint in &loser.touchpoints {
            sqlx::query(
                "DELETE FROM touchpoint WHERE workspace_id = $1 AND contact_id = $2 AND touchpoint_id = $3",
            )
            .bind(self.id)
            .bind(i64::from(winner.0))
            .bind(touchpoint.id.0)
            .execute(&mut *conn)
            .await?;
        }
        self.restore(conn, loser).await
    }

    /// A presence that somebody else has by now stays with them.
    async fn restore(&self, conn: &mut SqliteConnection, whole: &Whole) -> Result<(), LedgerError> {
        let Whole { contact, presences, touchpoints } = whole;
        self.refuse_taken_email(conn, &contact.email, None).await?;
        let one = std::slice::from_ref(contact);
        INSERT_CONTACT.run(conn, one, |binds, c| bind_contact(binds, self.id, c)).await?;
        let keys: Vec<String> = presences.iter().map(Presence::key).collect();
        let taken = self.holders_in(conn, &keys).await?;
        let free: Vec<&Presence> =
            presences.iter().filter(|presence| !taken.contains_key(&presence.key())).collect();
        INSERT_PRESENCE
            .run(conn, &free, |binds, presence| bind_presence(binds, self.id, contact.id, presence))
            .await?;
        self.restore_touchpoints(conn, touchpoints).await
    }
}

/// `winner` with what it has not from `loser`.
fn joined(mut winner: Contact, loser: &Contact) -> Contact {
    for (mine, theirs) in [
        (&mut winner.organisation, &loser.organisation),
        (&mut winner.email, &loser.email),
        (&mut winner.notes, &loser.notes),
    ] {
        if mine.is_empty() {
            mine.clone_from(theirs);
        }
    }
    if !loser.notes.is_empty() && !winner.notes.contains(&loser.notes) {
        winner.notes = format!("{}\n{}", winner.notes, loser.notes);
    }
    winner.stage = winner.stage.max(loser.stage);
    winner.pinned |= loser.pinned;
    winner.created_at = winner.created_at.min(loser.created_at);
    winner
}
