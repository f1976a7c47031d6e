//! What of an assessment a handbook prints: everything that the strategy cites, and of the rest what tells most. An assessment of a
//! lively market has hundreds of findings; a book of all of them is read by nobody. Whoever wants them has the page.

use std::collections::HashMap;

use model::{Aspect, AssessmentId, Evidence, Finding, FindingKey, KeptAssessment, Quadrant};

use super::Handbook;

/// Findings of one aspect in one quadrant that are printed, beside those that are cited or compared.
const MOST_OF_AN_ASPECT: usize = 8;
/// Of these, of one kind about one subject.
const MOST_OF_A_KIND: usize = 2;
/// The same where each is about another topic, and a chart shows them.
const MOST_TOPICS: usize = 6;
/// Kinds by which subjects are compared: whole or not at all.
const COMPARED: [&str; 3] = ["voice", "recommendation", "net"];

/// Leaves in `handbook` the findings that are printed, in their order, and notes how many there were.
pub fn select(handbook: &mut Handbook) {
    let mut cited: Vec<(AssessmentId, FindingKey)> = Vec::new();
    for evidence in handbook.cited() {
        if let Evidence::Finding { assessment, key } = evidence {
            cited.push((*assessment, key.clone()));
        }
    }
    let all =
        |kept: &[KeptAssessment]| kept.iter().map(|one| one.findings.len() as u64).sum::<u64>();
    let before = all(&handbook.assessments);
    for kept in &mut handbook.assessments {
        let id = kept.id;
        let mut room = Room::default();
        kept.findings.retain(|finding| {
            let is_cited = cited.iter().any(|(of, key)| *of == id && *key == finding.key);
            room.has(finding) || is_cited
        });
    }
    handbook.left_out += before - all(&handbook.assessments);
}

/// The kind of a finding: the first part of its key.
pub fn kind(finding: &Finding) -> &str {
    finding.key.0.split('/').next().unwrap_or_default()
}

/// How much of each is printed already.
#[derive(Default)]
struct Room {
    aspects: HashMap<(Quadrant, Aspect), usize>,
    kinds: HashMap<(Quadrant, String, String), usize>,
}

impl Room {
    fn has(&mut self, finding: &Finding) -> bool {
        let kind = kind(finding);
        if COMPARED.contains(&kind) && finding.key.0.split('/').count() == 2 {
            return true;
        }
        let charted = matches!(kind, "topic-net" | "compare");
        let whose = (finding.quadrant, kind.to_owned(), finding.subject_name.clone());
        let of_kind = self.kinds.entry(whose).or_default();
        let of_aspect = self.aspects.entry((finding.quadrant, finding.aspect)).or_default();
        let most = if charted { MOST_TOPICS } else { MOST_OF_A_KIND };
        if *of_kind >= most || (!charted && *of_aspect >= MOST_OF_AN_ASPECT) {
            return false;
        }
        *of_kind += 1;
        *of_aspect += usize::from(!charted);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::handbook::{long, sample};

    #[test]
    fn what_is_cited_stays_and_the_rest_is_counted() {
        let mut book = long(120);
        let before: usize = book.assessments.iter().map(|kept| kept.findings.len()).sum();
        select(&mut book);
        let after: usize = book.assessments.iter().map(|kept| kept.findings.len()).sum();
        assert_eq!(book.left_out, (before - after) as u64);
        let there = |of: &AssessmentId, key: &FindingKey| {
            book.assessments.iter().any(|kept| kept.id == *of && kept.finding(key).is_some())
        };
        let original = long(120);
        for evidence in original.cited() {
            if let Evidence::Finding { assessment, key } = evidence {
                let known = original.assessments.iter().find(|kept| kept.id == *assessment);
                if known.is_some_and(|kept| kept.finding(key).is_some()) {
                    assert!(there(assessment, key), "{key}");
                }
            }
        }
        let (small, mut pruned) = (sample(), sample());
        select(&mut pruned);
        assert!(pruned.assessments[0].findings.len() <= small.assessments[0].findings.len());
    }
}
