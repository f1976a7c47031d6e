//! The facts of an assessment, pinned one by one: each a sentence with its number, none a conclusion.
//!
//! Quadrant by quadrant, aspect by aspect. What an assessment could not compute is not there, so that
//! [`coverage`](crate::coverage()) sees it missing.

mod halves;
mod market;
mod subject;

use model::{
    Aspect, Assessment, AssessmentId, Figure, Finding, FindingKey, KeptAssessment, PostId,
    Quadrant, Quote, SubjectId, Unit,
};

use crate::statistics::wilson;

pub(crate) use halves::is_negative;
pub(crate) use market::comparison_key;

/// Everything that `assessment` found, in the order of quadrants and aspects. Keys are unique.
pub fn findings(assessment: &Assessment) -> Vec<Finding> {
    let mut pinned = Pinned::default();
    for view in &assessment.quadrants {
        for subject in &view.subjects {
            subject::pin(&mut pinned, assessment, subject);
        }
    }
    market::pin(&mut pinned, assessment);
    let mut list = pinned.list;
    list.sort_by_key(|finding| (finding.quadrant.index(), finding.aspect.index()));
    list
}

/// `assessment` as it is kept under the number `id`.
pub fn kept(id: AssessmentId, assessment: &Assessment) -> KeptAssessment {
    KeptAssessment {
        id,
        as_of: assessment.as_of,
        window: assessment.window,
        mentions: assessment.basis.mentions,
        findings: findings(assessment),
    }
}

/// Whose and about what the next findings are.
#[derive(Debug, Clone, Copy)]
struct About<'a> {
    quadrant: Quadrant,
    subject: Option<(SubjectId, &'a str)>,
}

/// Findings so far.
#[derive(Debug, Default)]
struct Pinned {
    list: Vec<Finding>,
    keys: std::collections::HashMap<FindingKey, u32>,
}

impl Pinned {
    /// Pins one. A key that is taken gets a number behind it.
    fn pin(
        &mut self,
        about: About<'_>,
        aspect: Aspect,
        key: FindingKey,
        (says, figure): (String, Figure),
        examples: &[Quote],
    ) {
        let seen = self.keys.entry(key.clone()).or_default();
        *seen += 1;
        let key = if *seen == 1 { key } else { FindingKey(format!("{key}-{seen}")) };
        self.list.push(Finding {
            key,
            quadrant: about.quadrant,
            aspect,
            subject: about.subject.map(|(id, _)| id),
            subject_name: about.subject.map(|(_, name)| name.to_owned()).unwrap_or_default(),
            says,
            figure,
            scatter: None,
            examples: ids(examples),
        });
    }

    /// The same for a count over days that scatter so much.
    fn pin_count(
        &mut self,
        about: About<'_>,
        aspect: Aspect,
        key: FindingKey,
        said: (String, Figure),
        scatter: f64,
    ) {
        self.pin(about, aspect, key, said, &[]);
        if let Some(finding) = self.list.last_mut() {
            finding.scatter = Some(scatter);
        }
    }
}

fn ids(quotes: &[Quote]) -> Vec<PostId> {
    quotes.iter().map(|quote| quote.id).collect()
}

/// A plain count.
fn counted(value: u64, unit: Unit, n: u64, formula: &str, query: &str) -> Figure {
    Figure {
        value: value as f64,
        unit,
        interval: None,
        raw: None,
        n,
        formula: formula.to_owned(),
        query: query.to_owned(),
    }
}

/// `part` of `whole` with Wilson's interval; absent for an empty whole.
fn share(part: u64, whole: u64, formula: &str, query: &str) -> Option<Figure> {
    let interval = wilson(part, whole)?;
    Some(Figure {
        value: part as f64 / whole as f64,
        unit: Unit::Share,
        interval: Some(interval),
        raw: None,
        n: whole,
        formula: format!("{formula} = {part} / {whole}; 95 % interval: Wilson (1927)"),
        query: query.to_owned(),
    })
}

#[cfg(test)]
mod tests;
