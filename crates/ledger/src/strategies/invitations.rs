//! Invitations to a team, by a link that works once.

use model::{ItemId, MemberId, Role, Strategy, StrategyId, Timestamp};
use sqlx::SqliteConnection;

use crate::LedgerError;
use crate::history::STRATEGIES;
use crate::members::NewMember;
use crate::rows::Columns;
use crate::workspace::WorkspaceLedger;

/// What became of an invitation that somebody accepted.
#[derive(Debug)]
pub enum Accepted<E> {
    /// They are on the team, as this member.
    Done(StrategyId, MemberId),
    /// The change itself said no; the link still holds.
    Refused(E),
    /// The link was used, taken back or ran out.
    Gone,
    /// The address is a member's: only who is signed in as that member can accept with it.
    SignInFirst,
}

impl WorkspaceLedger {
    /// Remembers an invitation of a teammate; `token` is its hash. An earlier one of theirs no longer holds.
    pub async fn add_invitation(
        &self,
        token: [u8; 32],
        strategy: StrategyId,
        mate: ItemId,
        expires_at: Timestamp,
    ) -> Result<(), LedgerError> {
        let mut transaction = self.store.write().await?;
        self.drop_invitations(&mut transaction, strategy, mate).await?;
        sqlx::query(
            "INSERT INTO team_invitation (workspace_id, token, strategy_id, item_id, expires_at)
             VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(self.id)
        .bind(token.as_slice())
        .bind(i64::from(strategy.0))
        .bind(i64::from(mate.0))
        .bind(expires_at.0)
        .execute(&mut *transaction)
        .await?;
        Ok(transaction.commit().await?)
    }

    /// Takes the invitation of a teammate back.
    pub async fn take_invitation_back(
        &self,
        strategy: StrategyId,
        mate: ItemId,
    ) -> Result<(), LedgerError> {
        let mut transaction = self.store.write().await?;
        self.drop_invitations(&mut transaction, strategy, mate).await?;
        Ok(transaction.commit().await?)
    }

    pub(super) async fn drop_invitations(
        &self,
        conn: &mut SqliteConnection,
        strategy: StrategyId,
        mate: ItemId,
    ) -> Result<(), LedgerError> {
        sqlx::query(
            "DELETE FROM team_invitation WHERE workspace_id = $1 AND strategy_id = $2 AND item_id = $3",
        )
        .bind(self.id)
        .bind(i64::from(strategy.0))
        .bind(i64::from(mate.0))
        .execute(conn)
        .await?;
        Ok(())
    }

    /// Whom an invitation is for, if it still holds at `now`.
    pub async fn invitation(
        &self,
        token: &[u8; 32],
        now: Timestamp,
    ) -> Result<Option<(StrategyId, ItemId)>, LedgerError> {
        self.invitation_in(&mut *self.store.readers.acquire().await?, token, now).await
    }

    async fn invitation_in(
        &self,
        conn: &mut SqliteConnection,
        token: &[u8; 32],
        now: Timestamp,
    ) -> Result<Option<(StrategyId, ItemId)>, LedgerError> {
        let row = sqlx::query(
            "SELECT strategy_id, item_id FROM team_invitation
             WHERE workspace_id = $1 AND token = $2 AND expires_at > $3",
        )
        .bind(self.id)
        .bind(token.as_slice())
        .bind(now.0)
        .fetch_optional(conn)
        .await?;
        let Some(row) = row else { return Ok(None) };
        let mut columns = Columns::of(&row);
        Ok(Some((StrategyId(columns.number()?), columns.item()?)))
    }

    /// Accepts an invitation, in one transaction: the link is used up, who is not a member becomes one as a guest, and
    /// `change` notes it in the strategy, given the teammate and the member. `signed_in`: as whom the person already is
    /// signed in; then `name` and `email` are not used. An address that belongs to a member is no proof of being them.
    pub async fn accept_invitation<E>(
        &self,
        token: &[u8; 32],
        signed_in: Option<MemberId>,
        (name, email): (&str, &str),
        at: Timestamp,
        change: impl FnOnce(&mut Strategy, ItemId, MemberId) -> Result<(), E>,
    ) -> Result<Accepted<E>, LedgerError> {
        let mut transaction = self.store.write().await?;
        let conn = &mut *transaction;
        let Some((id, mate)) = self.invitation_in(conn, token, at).await? else {
            return Ok(Accepted::Gone);
        };
        let Some(mut strategy) = self.strategy_in(conn, id).await? else {
            return Ok(Accepted::Gone);
        };
        let member = match signed_in {
            Some(member) => member,
            None => {
                if self.member_by_email_in(conn, email).await?.is_some() {
                    return Ok(Accepted::SignInFirst);
                }
                let guest =
                    NewMember { email: email.to_owned(), name: name.to_owned(), role: Role::Guest };
                self.insert_member(conn, &guest, at).await?
            }
        };
        let version = strategy.version;
        if let Err(error) = change(&mut strategy, mate, member) {
            return Ok(Accepted::Refused(error));
        }
        strategy.version = version + 1;
        strategy.changed_at = at;
        self.put_strategy(conn, &strategy).await?;
        STRATEGIES.add(conn, (self.id, id.0), (Some(member), at), ("accepted", "")).await?;
        self.drop_invitations(conn, id, mate).await?;
        transaction.commit().await?;
        Ok(Accepted::Done(id, member))
    }
}
