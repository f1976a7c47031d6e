//! Rules by which matters go to somebody else when nobody replies.

use model::{Act, Department, EscalationRule, MemberId};
use sqlx::sqlite::SqliteRow;

use crate::LedgerError;
use crate::code::unreadable;
use crate::rows::Columns;
use crate::workspace::WorkspaceLedger;

fn rule(row: &SqliteRow) -> Result<EscalationRule, sqlx::Error> {
    let mut columns = Columns::of(row);
    Ok(EscalationRule {
        id: columns.get()?,
        need: columns.maybe_word("need", Act::from_word)?,
        after_hours: {
            let hours: i64 = columns.get()?;
            u32::try_from(hours).map_err(|_| unreadable("after_hours", hours))?
        },
        member: columns.maybe_member()?,
        department: columns.maybe_word("department", Department::from_word)?,
    })
}

impl WorkspaceLedger {
    /// The rules, those with the fewest hours first.
    pub async fn escalation_rules(&self) -> Result<Vec<EscalationRule>, LedgerError> {
        let rows = sqlx::query(
            "SELECT rule_id, need, after_hours, member_id, department FROM escalation_rule
             WHERE workspace_id = $1 ORDER BY after_hours, rule_id",
        )
        .bind(self.id)
        .fetch_all(&self.store.readers)
        .await?;
        Ok(rows.iter().map(rule).collect::<Result<_, _>>()?)
    }

    /// Adds a rule.
    pub async fn add_escalation_rule(
        &self,
        need: Option<Act>,
        after_hours: u32,
        member: Option<MemberId>,
        department: Option<Department>,
    ) -> Result<(), LedgerError> {
        let mut transaction = self.store.write().await?;
        sqlx::query(
            "INSERT INTO escalation_rule (workspace_id, rule_id, need, after_hours, member_id, department)
             SELECT $1, COALESCE(MAX(rule_id), 0) + 1, $2, $3, $4, $5 FROM escalation_rule WHERE workspace_id = $1",
        )
        .bind(self.id)
        .bind(need.map(Act::as_str))
        .bind(i64::from(after_hours))
        .bind(member.map(|id| i64::from(id.0)))
        .bind(department.map(Department::as_str))
        .execute(&mut *transaction)
        .await?;
        Ok(transaction.commit().await?)
    }

    /// Removes a rule; what it did stays done. Answers whether there was one.
    pub async fn remove_escalation_rule(&self, id: i64) -> Result<bool, LedgerError> {
        let mut transaction = self.store.write().await?;
        let done =
            sqlx::query("DELETE FROM escalation_rule WHERE workspace_id = $1 AND rule_id = $2")
                .bind(self.id)
                .bind(id)
                .execute(&mut *transaction)
                .await?;
        transaction.commit().await?;
        Ok(done.rows_affected() > 0)
    }
}
