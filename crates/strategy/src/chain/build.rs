//! Ties a strategy, its programs and its measures together.

use model::{Evidence, ItemId, Program};

use super::{Chain, Link};
use crate::lint::LintContext;

/// What the chain is tied from: the same as the lint is judged with.
pub type ChainContext<'a> = LintContext<'a>;

/// The chain of the strategy in `context`. Dropped items and the nice-to-have box are no part of it.
pub fn chain(context: &ChainContext<'_>) -> Chain {
    let mut chain = Chain::default();
    let strategy = context.strategy;
    for item in strategy.swot.iter().filter(|item| !item.dropped) {
        let link = Link::Swot(item.id);
        chain.add(link.clone(), &item.text, false);
        for piece in &item.evidence {
            evidence(&mut chain, context, &link, piece);
        }
    }
    let hexagon = &strategy.hexagon;
    if let Some(goal) = &hexagon.goal {
        chain.add(Link::Goal, &goal.text, false);
        for piece in &goal.evidence {
            evidence(&mut chain, context, &Link::Goal, piece);
        }
    }
    if !hexagon.mission.is_empty() {
        chain.add(Link::Mission, &hexagon.mission, false);
        if hexagon.goal.is_some() {
            chain.tie(&Link::Mission, &Link::Goal);
        }
    }
    for benefit in &hexagon.benefits {
        let said = [&benefit.for_market, &benefit.for_company].into_iter().find(|c| c.is_said());
        let says = said.map_or_else(String::new, |change| {
            format!("Unlike until now {}, now {}", change.until_now, change.now)
        });
        let link = Link::Benefit(benefit.id);
        chain.add(link.clone(), &says, false);
        answers(&mut chain, context, &link, &benefit.answers);
    }
    for method in hexagon.methods.iter().filter(|method| !method.nice_to_have) {
        let link = Link::Method(method.id);
        chain.add(link.clone(), &method.name, false);
        answers(&mut chain, context, &link, &method.answers);
        if hexagon.goal.is_some() && !method.leads_to_goal.is_empty() {
            chain.tie(&link, &Link::Goal);
        }
        if let Some(id) = method.program {
            match context.program(id) {
                Some(carries) => program(&mut chain, context, carries),
                None => chain.add(Link::Program(id), "", true),
            }
            chain.tie(&Link::Program(id), &link);
        }
    }
    for serving in context.programs {
        let Some((_, method)) = serving.serves.filter(|(id, _)| *id == strategy.id) else {
            continue;
        };
        program(&mut chain, context, serving);
        if chain.node(&Link::Method(method)).is_some() {
            chain.tie(&Link::Program(serving.id), &Link::Method(method));
        }
    }
    measures(&mut chain, context);
    chain
}

fn answers(chain: &mut Chain, context: &ChainContext<'_>, link: &Link, answers: &[ItemId]) {
    for id in answers {
        let standing = context.strategy.swot.iter().any(|item| item.id == *id && !item.dropped);
        if standing {
            chain.tie(link, &Link::Swot(*id));
        }
    }
}

/// Ties `above` to a piece of evidence, and a finding to the posts that are its examples.
fn evidence(chain: &mut Chain, context: &ChainContext<'_>, above: &Link, piece: &Evidence) {
    let gone = !context.is_live(piece);
    match piece {
        Evidence::Post(post) => {
            chain.add(Link::Post(*post), "", gone);
            chain.tie(above, &Link::Post(*post));
        }
        Evidence::Kpi(kpi) => {
            let says = context.kpi(*kpi).map_or("", |kpi| kpi.name.as_str());
            chain.add(Link::Kpi(*kpi), says, gone);
            chain.tie(above, &Link::Kpi(*kpi));
        }
        Evidence::Finding { assessment, key } => {
            let link = Link::Finding(*assessment, key.clone());
            let finding = context.finding(piece);
            chain.add(link.clone(), finding.map_or("", |finding| finding.says.as_str()), gone);
            chain.tie(above, &link);
            for post in finding.iter().flat_map(|finding| &finding.examples) {
                chain.add(Link::Post(*post), "", context.gone.contains(post));
                chain.tie(&link, &Link::Post(*post));
            }
        }
    }
}

fn program(chain: &mut Chain, context: &ChainContext<'_>, program: &Program) {
    let link = Link::Program(program.id);
    chain.add(link.clone(), &program.name, false);
    for id in &program.kpis {
        let kpi = context.kpi(*id);
        chain.add(Link::Kpi(*id), kpi.map_or("", |kpi| kpi.name.as_str()), kpi.is_none());
        measured_by(chain, *id, &link);
    }
}

/// A measure hangs on what it measures, unless it is itself the evidence for it: then the chain would bite its tail.
fn measured_by(chain: &mut Chain, kpi: model::KpiId, of: &Link) {
    let is_evidence = chain.back(of).iter().any(|reached| reached.node.link == Link::Kpi(kpi));
    if !is_evidence {
        chain.tie(&Link::Kpi(kpi), of);
    }
}

/// The measures of the goal, of reports, and those that say that they belong to a program.
fn measures(chain: &mut Chain, context: &ChainContext<'_>) {
    let hexagon = &context.strategy.hexagon;
    let name = |id| context.kpi(id).map_or("", |kpi| kpi.name.as_str());
    if let Some(kpi) = hexagon.goal.as_ref().and_then(|goal| goal.kpi) {
        chain.add(Link::Kpi(kpi), name(kpi), context.kpi(kpi).is_none());
        measured_by(chain, kpi, &Link::Goal);
    }
    for report in &hexagon.reporting {
        let link = Link::Report(report.id);
        let says = format!("{}, {}", name(report.kpi), report.rhythm);
        chain.add(link.clone(), &says, false);
        chain.add(Link::Kpi(report.kpi), name(report.kpi), context.kpi(report.kpi).is_none());
        chain.tie(&link, &Link::Kpi(report.kpi));
    }
    for kpi in context.kpis {
        let Some(program) = kpi.program.map(Link::Program) else { continue };
        if chain.node(&program).is_some() {
            chain.add(Link::Kpi(kpi.id), &kpi.name, false);
            measured_by(chain, kpi.id, &program);
        }
    }
}
