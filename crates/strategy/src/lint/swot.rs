//! The SWOT: evidence that is still there, a counter-argument, everybody's vote.

use model::{Evidence, Section, SwotItem, SwotKind};

use super::{Complaints, Rule};
use crate::swot::{Votes, is_open, label, votes_of};

pub(super) fn check(complaints: &mut Complaints<'_>) {
    let strategy = complaints.context.strategy;
    let standing: Vec<&SwotItem> = strategy.swot.iter().filter(|item| !item.dropped).collect();
    if standing.is_empty() {
        complaints.add(
            Rule::NoSwot,
            (Section::Swot, None),
            "The SWOT is empty.",
            "Take up candidates that the assessment yields, or write an item and pin evidence to it.",
        );
        return;
    }
    for kind in SwotKind::ALL {
        if standing.iter().all(|item| item.kind != *kind) {
            complaints.add(
                Rule::SwotFieldEmpty,
                (Section::Swot, None),
                format!("No {kind} is named."),
                "Look through the candidates once more; a field without an item is seldom true.",
            );
        }
    }
    for item in standing {
        check_item(complaints, item);
    }
}

fn check_item(complaints: &mut Complaints<'_>, item: &SwotItem) {
    let strategy = complaints.context.strategy;
    let (at, name) = ((Section::Swot, Some(item.id)), label(strategy, item));
    if item.evidence.is_empty() {
        let remedy = "Pin a finding, a post or a measure to it, or drop it.";
        complaints.add(Rule::NoEvidence, at, format!("{name} has no evidence."), remedy);
    }
    for evidence in &item.evidence {
        gone(complaints, at, &name, evidence);
    }
    if item.counter.is_none() {
        complaints.add(
            Rule::NoCounter,
            at,
            format!("{name} has no counter-argument."),
            "Ask a teammate who did not write it for the strongest argument against it.",
        );
    }
    if !is_open(strategy, item)
        && let Votes::Sealed { cast, of, .. } = votes_of(strategy, item, None)
        && of > 0
    {
        complaints.add(
            Rule::NotVoted,
            at,
            format!("{cast} of {of} have voted on {name}."),
            "Remind those who have not; the votes stay sealed until then.",
        );
    }
}

/// Complains where what `evidence` points to is no longer there.
pub(super) fn gone(
    complaints: &mut Complaints<'_>,
    at: (Section, Option<model::ItemId>),
    name: &str,
    evidence: &Evidence,
) {
    if complaints.context.is_live(evidence) {
        return;
    }
    let what = match evidence {
        Evidence::Finding { assessment, key } => {
            format!("the finding `{key}` of assessment {assessment}")
        }
        Evidence::Post(post) => format!("the post {post}"),
        Evidence::Kpi(kpi) => format!("the measure {kpi}"),
    };
    complaints.add(
        Rule::EvidenceGone,
        at,
        format!("{name} rests on {what}, which is gone."),
        "Pin other evidence to it and take this away, or drop the sentence.",
    );
}
