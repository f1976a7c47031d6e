//! Purpose and goal: what is completion, where we are, and who benefits.

use super::super::block::{Block, Fact, Line, Span, Tone};
use super::super::context::MeasureRow;
use super::super::scene::{Scene, measured, point, with_interval};
use super::{labelled, para, paragraphs, title};
use crate::catalogue as say;
use crate::catalogue::{labels, titles};
use crate::clean::clean;
use crate::dates;

pub fn blocks(scene: &Scene<'_>) -> Vec<Block> {
    let Some(goal) = &scene.book.strategy.hexagon.goal else {
        let mut blocks = vec![para(say::NO_GOAL, Tone::Lead)];
        blocks.extend(lacks(scene));
        blocks.push(para(say::HOW_TO_READ, Tone::Note));
        return blocks;
    };
    let mut lead: Line = vec![Span::text(clean(&goal.text))];
    lead.extend(scene.marks(&goal.evidence));
    let mut blocks = vec![Block::Para { line: lead, tone: Tone::Lead }];
    if let Some(row) = goal.kpi.and_then(|kpi| scene.book.measure(kpi)) {
        blocks.push(Block::Facts { facts: standing(row) });
    }
    if !goal.objectives.is_empty() {
        let serves: Vec<String> =
            goal.objectives.iter().map(|it| say::objective(*it).to_owned()).collect();
        let line = labelled(labels::SERVES, format!("{}.", say::list(&serves)));
        blocks.push(Block::Para { line, tone: Tone::Body });
    }
    for (words, text, id) in [
        (titles::FOR_MARKET, &goal.benefits_market, "for-market"),
        (titles::FOR_COMPANY, &goal.benefits_company, "for-company"),
    ] {
        if !text.trim().is_empty() {
            blocks.push(title(words, id));
            blocks.extend(paragraphs(text, Tone::Body));
        }
    }
    blocks.extend(lacks(scene));
    blocks.push(para(say::HOW_TO_READ, Tone::Note));
    blocks
}

/// Where a measure stands, as numbers side by side.
pub fn standing(row: &MeasureRow) -> Vec<Fact> {
    let fact =
        |value: String, name: &str, beside: String| Fact { value, name: name.to_owned(), beside };
    let mut facts = Vec::new();
    if let Some(now) = row.now() {
        facts.push(fact(point(row, now), labels::NOW, dates::long(now.to)));
    }
    if let Some(baseline) = row.kpi.baseline {
        let day = dates::long(row.kpi.since);
        facts.push(fact(measured(row, baseline, None), labels::STARTED, day));
    }
    if let Some(target) = row.kpi.target {
        let day = row.kpi.by.map(dates::long).unwrap_or_default();
        facts.push(fact(measured(row, target, None), labels::TARGET, day));
    }
    if let Some(forecast) = row.forecast {
        let value = with_interval(row, forecast.value, forecast.interval);
        facts.push(fact(value, labels::EXPECTED, say::light(row.light).to_owned()));
    }
    facts
}

fn lacks(scene: &Scene<'_>) -> Vec<Block> {
    if scene.book.lacks.is_empty() {
        return Vec::new();
    }
    let items = scene.book.lacks.iter().map(|it| vec![Span::text(clean(it))]).collect();
    vec![title(say::LACKS, "lacks"), Block::Items { items }]
}
