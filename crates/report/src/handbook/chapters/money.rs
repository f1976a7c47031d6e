//! Budget and return: every cost, every value, every assumption, with its edges.

use model::{Estimate, ResourceKind};

use super::super::block::{Block, Grid, Line, Span, Tone, plain};
use super::super::context::{MoneySum, ProgramMoney};
use super::super::effects;
use super::super::scene::Scene;
use super::{para, table, title};
use crate::catalogue as say;
use crate::catalogue::{heads, labels, titles};
use crate::clean::clean;
use crate::money::{estimate, money, money_range, return_range, share};

/// What there is to spend and what the programs cost.
pub fn budget(scene: &Scene<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    if let Some(total) = &scene.book.works.total {
        let (cost, value) = (spelt(scene, &total.cost), spelt(scene, &total.value));
        blocks.push(para(say::money_lead(&cost, &value), Tone::Lead));
    }
    let budgets: Vec<Line> = scene
        .book
        .strategy
        .hexagon
        .resources
        .iter()
        .filter(|it| it.kind == ResourceKind::Budget)
        .filter_map(|it| {
            let sum = money(it.amount?, &scene.book.currency);
            Some(super::labelled(&clean(&it.name), sum))
        })
        .collect();
    if !budgets.is_empty() {
        blocks.push(Block::Items { items: budgets });
    }
    let mut centres = Grid::new(titles::CENTRES, &heads::SUMS);
    for row in &scene.book.works.centres {
        centres.rows.push(sum_row(scene, plain(say::centre(row.centre)), &row.sum));
    }
    blocks.extend(table(centres));
    let costs: Vec<Block> = scene.book.works.money.iter().flat_map(|it| costs(scene, it)).collect();
    if !costs.is_empty() {
        blocks.push(title(titles::COSTS, "costs"));
        blocks.extend(costs);
        blocks.push(para(labels::EVERY, Tone::Note));
    }
    if blocks.is_empty() {
        blocks.push(para(say::NO_MONEY, Tone::Lead));
    }
    blocks
}

/// The lines of a program's costs.
fn costs(scene: &Scene<'_>, account: &ProgramMoney) -> Option<Block> {
    let program = scene.book.program(account.program)?;
    let mut grid = Grid::new(clean(&program.name), &heads::COSTS);
    grid.rows.extend(account.rows.iter().filter(|row| row.cost).map(|row| {
        vec![
            plain(clean(&row.text)),
            plain(say::centre(row.centre)),
            plain(estimate(&row.quantity)),
            plain(spelt(scene, &row.each)),
            plain(spelt(scene, &row.amount)),
        ]
    }));
    table(grid)
}

/// What came back, by program, and what was assumed.
pub fn returns(scene: &Scene<'_>) -> Vec<Block> {
    let mut grid = Grid::new(titles::PROGRAMS, &heads::SUMS);
    for row in &scene.book.works.money {
        let Some(program) = scene.book.program(row.program) else { continue };
        let name =
            vec![Span::See { t: clean(&program.name), to: format!("program-{}", program.id) }];
        grid.rows.push(sum_row(scene, name, &row.sum));
    }
    let mut blocks = Vec::new();
    if let Some(total) = &scene.book.works.total {
        if let Some(roi) = &total.roi {
            blocks.push(para(say::roi_lead(&return_range(roi)), Tone::Lead));
            if let Some(drawn) = &total.drawn {
                let ends = Estimate { low: drawn.low, mid: roi.mid, high: drawn.high };
                blocks.push(para(say::roi_drawn(&return_range(&ends)), Tone::Note));
            }
        }
        if !grid.rows.is_empty() {
            grid.rows.push(sum_row(scene, vec![Span::strong(titles::ALL)], total));
        }
    }
    blocks.extend(table(grid));
    let values: Vec<Block> =
        scene.book.works.money.iter().flat_map(|it| values(scene, it)).collect();
    if !values.is_empty() {
        blocks.push(title(titles::ASSUMPTIONS, "assumptions"));
        blocks.extend(values);
        blocks.push(para(labels::EVERY, Tone::Note));
    }
    for (words, id, items) in [
        (titles::IMPACT, "impact", effects::impacts(scene.book)),
        (titles::FOLLOWS, "follows", effects::correlations(scene.book)),
    ] {
        if !items.is_empty() {
            blocks.extend([title(words, id), Block::Items { items }]);
        }
    }
    if let Some(how) = effects::how_correlated(scene.book) {
        blocks.push(para(how, Tone::Note));
    }
    if blocks.is_empty() {
        blocks.push(para(say::NO_MONEY, Tone::Lead));
    }
    blocks
}

/// The lines of what is attributed to a program, each with its reason.
fn values(scene: &Scene<'_>, account: &ProgramMoney) -> Option<Block> {
    let program = scene.book.program(account.program)?;
    let mut grid = Grid::new(clean(&program.name), &heads::VALUES);
    grid.rows.extend(account.rows.iter().filter(|row| !row.cost).map(|row| {
        let mut what = vec![Span::text(clean(&row.text))];
        let source = if row.measured { labels::MEASURED } else { labels::ASSUMED };
        what.push(Span::quiet(format!(" {source} {}", clean(&row.because))));
        vec![
            what,
            plain(estimate(&row.quantity)),
            plain(spelt(scene, &row.each)),
            plain(share(&row.share)),
            plain(spelt(scene, &row.amount)),
        ]
    }));
    table(grid)
}

fn sum_row(scene: &Scene<'_>, name: Line, sum: &MoneySum) -> Vec<Line> {
    let roi = sum.roi.as_ref().map_or_else(|| "–".to_owned(), return_range);
    vec![name, plain(spelt(scene, &sum.cost)), plain(spelt(scene, &sum.value)), plain(roi)]
}

fn spelt(scene: &Scene<'_>, sum: &Estimate) -> String {
    money_range(sum, &scene.book.currency)
}
