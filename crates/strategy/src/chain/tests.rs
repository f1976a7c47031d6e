//! From any sentence back to its evidence, and forward again.

use model::{AssessmentId, PostId, Timestamp};

use super::*;
use crate::edit::{Edit, Entry};
use crate::lint::LintContext;
use crate::lint::sound::{nowhere, sound};

#[test]
fn every_sentence_of_a_sound_strategy_is_wired() {
    let sound = sound();
    let chain = chain(&sound.context());
    assert_eq!(chain.unwired(), Vec::<&Node>::new());
    let kinds = chain.nodes().filter(|node| matches!(node.link, Link::Swot(_))).count();
    assert_eq!(kinds, 4);
}

#[test]
fn a_finding_leads_forward_to_everything_that_rests_on_it() {
    let sound = sound();
    let chain = chain(&sound.context());
    let key = sound.kept.findings.first().unwrap().key.clone();
    let reached = chain.forward(&Link::Finding(AssessmentId(3), key.clone()));
    let method = sound.strategy.hexagon.methods.first().unwrap().id;
    let at = |link: &Link| reached.iter().find(|r| r.node.link == *link).map(|r| r.distance);
    assert_eq!(at(&Link::Goal), Some(1));
    assert_eq!(at(&Link::Method(method)), Some(2));
    assert_eq!(at(&Link::Program(model::ProgramId(5))), Some(3));
    assert_eq!(at(&Link::Kpi(model::KpiId(2))), Some(4));
    assert_eq!(at(&Link::Kpi(model::KpiId(1))), Some(2));
    let back = chain.back(&Link::Program(model::ProgramId(5)));
    assert!(back.iter().any(|r| r.node.link == Link::Finding(AssessmentId(3), key.clone())));
}

#[test]
fn what_lost_its_evidence_is_found() {
    let mut sound = sound();
    let post = PostId::from_bytes([9; 16]);
    sound.edit(Edit::AddSwot {
        kind: model::SwotKind::Threat,
        text: "They say it will be cheaper.".to_owned(),
        evidence: vec![model::Evidence::Post(post)],
        candidate: None,
    });
    let item = sound.strategy.swot.last().unwrap().id;
    sound.edit(Edit::Add {
        entry: Entry::Method {
            name: "Price talk".to_owned(),
            leads_to_goal: String::new(),
            answers: vec![item],
            program: None,
            nice_to_have: false,
        },
    });
    let method = sound.strategy.hexagon.methods.last().unwrap().id;
    assert!(chain(&sound.context()).unwired().is_empty());
    let context = LintContext { gone: &[post], ..sound.context() };
    let chain = chain(&context);
    let unwired: Vec<&Link> = chain.unwired().into_iter().map(|node| &node.link).collect();
    assert_eq!(unwired, [&Link::Swot(item), &Link::Method(method)]);
    assert!(chain.node(&Link::Post(post)).unwrap().gone);
}

#[test]
fn a_measure_that_is_evidence_for_what_it_measures_makes_no_circle() {
    let mut sound = sound();
    sound.edit(Edit::Attach { item: None, evidence: model::Evidence::Kpi(model::KpiId(1)) });
    sound.edit(Edit::Attach { item: None, evidence: nowhere() });
    let chain = chain(&LintContext { now: Timestamp(0), ..sound.context() });
    let kpi = Link::Kpi(model::KpiId(1));
    assert!(chain.back(&Link::Goal).iter().any(|reached| reached.node.link == kpi));
    assert!(chain.back(&kpi).iter().all(|reached| reached.node.link != kpi));
}
