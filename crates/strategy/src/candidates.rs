//! What of an assessment may stand in a SWOT: computed, so that it never comes from a single anecdote. People decide what is
//! taken up, and in which words.
//!
//! Strengths and weaknesses are significant differences to a competitor, per topic and in answering; opportunities are needs
//! that nobody answers; threats are a competitor's significant rise and the brand's significant fall. Each states its numbers.

mod differences;
mod needs;
mod rises;

use model::{Assessment, Evidence, Figure, Finding, FindingKey, KeptAssessment, SwotKind};

/// Fewest posts behind a candidate; on both sides, where two are compared.
pub const FEWEST: u64 = 20;

/// A sentence for the SWOT with what justifies it.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Its field.
    pub kind: SwotKind,
    /// Its name: the kind and the finding it comes from; the same in a later assessment.
    pub key: FindingKey,
    /// The sentence.
    pub says: String,
    /// The findings that it rests on; never empty.
    pub evidence: Vec<Evidence>,
    /// The first finding's number.
    pub figure: Figure,
    /// Why it is one: rule, numbers, fewest posts, in words.
    pub why: String,
}

/// The candidates that `assessment` yields, their evidence pinned in `kept`, which holds its findings. By field, the surest first.
pub fn candidates(kept: &KeptAssessment, assessment: &Assessment) -> Vec<Candidate> {
    let mut found = Found { kept, list: Vec::new() };
    differences::topics(&mut found, assessment);
    differences::answering(&mut found, assessment);
    needs::waiting(&mut found, assessment);
    needs::topics(&mut found, assessment);
    needs::acts(&mut found, assessment);
    rises::spikes(&mut found, assessment);
    rises::halves(&mut found, assessment);
    let mut list = found.list;
    list.sort_by(|(a, p), (b, q)| a.kind.cmp(&b.kind).then(p.total_cmp(q)));
    list.into_iter().map(|(candidate, _)| candidate).collect()
}

/// Candidates so far, each with how sure it is: a p-value, or one minus a share.
struct Found<'a> {
    kept: &'a KeptAssessment,
    list: Vec<(Candidate, f64)>,
}

impl<'a> Found<'a> {
    fn finding(&self, key: &FindingKey) -> Option<&'a Finding> {
        self.kept.finding(key)
    }

    /// Adds one that rests on the findings called `keys`, those that are pinned; without the first, which names it, there is none.
    fn add(&mut self, kind: SwotKind, keys: &[FindingKey], says: String, why: String, p: f64) {
        let name = keys.first().map_or("", |key| key.0.as_str());
        self.add_as(kind, name, keys, (says, why), p);
    }

    /// The same under a name of its own.
    fn add_as(
        &mut self,
        kind: SwotKind,
        name: &str,
        keys: &[FindingKey],
        (says, why): (String, String),
        p: f64,
    ) {
        let pinned: Vec<&Finding> = keys.iter().filter_map(|key| self.finding(key)).collect();
        let (Some(main), Some(first)) = (pinned.first(), keys.first()) else { return };
        if main.key != *first {
            return;
        }
        let assessment = self.kept.id;
        let pin = |finding: &&Finding| Evidence::Finding { assessment, key: finding.key.clone() };
        let candidate = Candidate {
            kind,
            key: FindingKey(format!("{kind}/{name}")),
            says,
            evidence: pinned.iter().map(pin).collect(),
            figure: main.figure.clone(),
            why,
        };
        self.list.push((candidate, p));
    }
}

#[cfg(test)]
mod tests;
