//! Kept assessments: findings that were pinned, so that a strategy can rest on them. Added, never changed.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use model::{Assessment, AssessmentId, Finding, KeptAssessment, Timestamp, Window};
use sqlx::sqlite::SqliteRow;

use super::packed::{pack, unpack};
use crate::LedgerError;
use crate::code::{count, uncount};
use crate::rows::Columns;
use crate::workspace::WorkspaceLedger;

/// What a list says of a kept assessment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AssessmentSummary {
    /// Its number.
    pub id: AssessmentId,
    /// When it was computed.
    pub as_of: Timestamp,
    /// Which posts it looked at.
    pub window: Window,
    /// Mentions that it rests on.
    pub mentions: u64,
    /// How many findings it has.
    pub findings: u64,
}

fn summary(columns: &mut Columns<'_>) -> Result<AssessmentSummary, sqlx::Error> {
    Ok(AssessmentSummary {
        id: AssessmentId(columns.number()?),
        as_of: Timestamp(columns.get()?),
        window: Window { since: Timestamp(columns.get()?), until: Timestamp(columns.get()?) },
        mentions: uncount(columns.get()?),
        findings: uncount(columns.get()?),
    })
}

/// How many kept assessments are remembered.
const REMEMBERED: usize = 4;

/// The kept assessments that were asked for last. They never change, and to unpack one takes longer than a page should.
#[derive(Debug, Default)]
pub(crate) struct Remembered(Mutex<VecDeque<(i64, Arc<KeptAssessment>)>>);

impl Remembered {
    fn get(&self, workspace: i64, id: AssessmentId) -> Option<Arc<KeptAssessment>> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = known.iter().find(|(of, kept)| *of == workspace && kept.id == id);
        found.map(|(_, kept)| Arc::clone(kept))
    }

    fn put(&self, workspace: i64, kept: &Arc<KeptAssessment>) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.push_front((workspace, Arc::clone(kept)));
        known.truncate(REMEMBERED);
    }
}

impl WorkspaceLedger {
    /// Keeps an assessment with the findings made from it. Nobody's words or names are kept, whatever `assessment` holds:
    /// only ids of posts.
    pub async fn keep_assessment(
        &self,
        assessment: &Assessment,
        findings: &[Finding],
    ) -> Result<AssessmentId, LedgerError> {
        let figures = pack(&assessment.clone().without_words())?;
        let packed = pack(&findings)?;
        let mut transaction = self.store.write().await?;
        let row = sqlx::query(
            "INSERT INTO kept_assessment
             (workspace_id, assessment_id, as_of, since, until, mentions, finding_count, findings, figures)
             SELECT $1, COALESCE(MAX(assessment_id), 0) + 1, $2, $3, $4, $5, $6, $7, $8 FROM kept_assessment
             WHERE workspace_id = $1 RETURNING assessment_id",
        )
        .bind(self.id)
        .bind(assessment.as_of.0)
        .bind(assessment.window.since.0)
        .bind(assessment.window.until.0)
        .bind(count(assessment.basis.mentions))
        .bind(count(findings.len() as u64))
        .bind(packed)
        .bind(figures)
        .fetch_one(&mut *transaction)
        .await?;
        let id = AssessmentId(Columns::of(&row).number()?);
        transaction.commit().await?;
        Ok(id)
    }

    /// All kept assessments, newest first.
    pub async fn kept_assessments(&self) -> Result<Vec<AssessmentSummary>, LedgerError> {
        let rows = sqlx::query(
            "SELECT assessment_id, as_of, since, until, mentions, finding_count FROM kept_assessment
             WHERE workspace_id = $1 ORDER BY assessment_id DESC",
        )
        .bind(self.id)
        .fetch_all(&self.store.readers)
        .await?;
        let read = |row: &SqliteRow| summary(&mut Columns::of(row));
        Ok(rows.iter().map(read).collect::<Result<_, _>>()?)
    }

    /// The newest.
    pub async fn latest_kept(&self) -> Result<Option<AssessmentSummary>, LedgerError> {
        let row = sqlx::query(
            "SELECT assessment_id, as_of, since, until, mentions, finding_count FROM kept_assessment
             WHERE workspace_id = $1 ORDER BY assessment_id DESC LIMIT 1",
        )
        .bind(self.id)
        .fetch_optional(&self.store.readers)
        .await?;
        Ok(row.map(|row| summary(&mut Columns::of(&row))).transpose()?)
    }

    /// The findings of one.
    pub async fn kept_assessment(
        &self,
        id: AssessmentId,
    ) -> Result<Option<Arc<KeptAssessment>>, LedgerError> {
        if let Some(kept) = self.store.kept.get(self.id, id) {
            return Ok(Some(kept));
        }
        let row = sqlx::query(
            "SELECT assessment_id, as_of, since, until, mentions, finding_count, findings FROM kept_assessment
             WHERE workspace_id = $1 AND assessment_id = $2",
        )
        .bind(self.id)
        .bind(i64::from(id.0))
        .fetch_optional(&self.store.readers)
        .await?;
        let Some(row) = row else { return Ok(None) };
        let mut columns = Columns::of(&row);
        let AssessmentSummary { id, as_of, window, mentions, .. } = summary(&mut columns)?;
        let findings = unpack(columns.get()?)?;
        let kept = Arc::new(KeptAssessment { id, as_of, window, mentions, findings });
        self.store.kept.put(self.id, &kept);
        Ok(Some(kept))
    }

    /// The whole assessment behind one, without anybody's words.
    pub async fn kept_figures(&self, id: AssessmentId) -> Result<Option<Assessment>, LedgerError> {
        let row = sqlx::query(
            "SELECT figures FROM kept_assessment WHERE workspace_id = $1 AND assessment_id = $2",
        )
        .bind(self.id)
        .bind(i64::from(id.0))
        .fetch_optional(&self.store.readers)
        .await?;
        row.map(|row| unpack(Columns::of(&row).get()?)).transpose()
    }
}
