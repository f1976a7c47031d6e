//! Budget and return: every cost, every value, every assumption, with its edges.

use model::{Cost, Estimate, Program, ResourceKind};

use super::super::block::{Block, Grid, Line, Span, Tone, plain};
use super::super::context::MoneySum;
use super::super::scene::{Scene, marked};
use super::{para, subtitle, table, title};
use crate::catalogue as say;
use crate::catalogue::{heads, labels, titles};
use crate::clean::clean;
use crate::money::{estimate, money, money_range, return_range, share};

/// What there is to spend and what the programs cost.
pub fn budget(scene: &Scene<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    if let Some(total) = &scene.book.total {
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
    for row in &scene.book.centres {
        centres.rows.push(sum_row(scene, plain(say::centre(row.centre)), &row.sum));
    }
    blocks.extend(table(centres));
    let costs: Vec<Block> = scene.book.programs.iter().flat_map(|it| costs(scene, it)).collect();
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

fn costs(scene: &Scene<'_>, program: &Program) -> Option<Block> {
    let mut grid = Grid::new(clean(&program.name), &heads::COSTS);
    grid.rows.extend(program.money.costs.iter().map(|cost| {
        let currency = &scene.book.currency;
        vec![
            vec![
                Span::text(clean(&cost.text)),
                Span::quiet(format!(" {}", say::cost_kind(cost.kind))),
            ],
            plain(say::centre(cost.centre)),
            plain(estimate(&cost.quantity)),
            plain(money_range(&cost.rate, currency)),
            plain(money_range(&of_cost(cost), currency)),
        ]
    }));
    table(grid)
}

/// Quantity × rate, edge by edge.
fn of_cost(cost: &Cost) -> Estimate {
    times(&cost.quantity, &cost.rate)
}

fn times(a: &Estimate, b: &Estimate) -> Estimate {
    Estimate { low: a.low * b.low, mid: a.mid * b.mid, high: a.high * b.high }
}

/// What came back, by program, and what was assumed.
pub fn returns(scene: &Scene<'_>) -> Vec<Block> {
    let mut grid = Grid::new(titles::PROGRAMS, &heads::SUMS);
    for row in &scene.book.money {
        let Some(program) = scene.book.program(row.program) else { continue };
        let name =
            vec![Span::See { t: clean(&program.name), to: format!("program-{}", program.id) }];
        grid.rows.push(sum_row(scene, name, &row.sum));
    }
    let mut blocks = Vec::new();
    if let Some(total) = &scene.book.total {
        if let Some(roi) = &total.roi {
            blocks.push(para(say::roi_lead(&return_range(roi)), Tone::Lead));
        }
        if !grid.rows.is_empty() {
            grid.rows.push(sum_row(scene, vec![Span::strong(titles::ALL)], total));
        }
    }
    blocks.extend(table(grid));
    let values: Vec<Block> = scene.book.programs.iter().flat_map(|it| values(scene, it)).collect();
    if !values.is_empty() {
        blocks.push(title(titles::ASSUMPTIONS, "assumptions"));
        blocks.extend(values);
        blocks.push(para(labels::EVERY, Tone::Note));
    }
    let shown: Vec<Line> = scene.book.impacts.iter().map(|row| plain(clean(&row.says))).collect();
    if !shown.is_empty() {
        blocks.extend([subtitle(titles::IMPACT, "impact"), Block::Items { items: shown }]);
    }
    if blocks.is_empty() {
        blocks.push(para(say::NO_MONEY, Tone::Lead));
    }
    blocks
}

fn values(scene: &Scene<'_>, program: &Program) -> Option<Block> {
    let mut grid = Grid::new(clean(&program.name), &heads::VALUES);
    grid.rows.extend(program.money.values.iter().map(|value| {
        let currency = &scene.book.currency;
        let mut what = vec![Span::text(clean(&value.text))];
        if let Some(mark) = value.kpi.and_then(|kpi| scene.kpi_mark(kpi)) {
            what.extend([Span::text(" "), marked(&mark)]);
        }
        if !value.because.trim().is_empty() {
            what.push(Span::quiet(format!(" {}", clean(&value.because))));
        }
        vec![
            what,
            plain(estimate(&value.quantity)),
            plain(money_range(&value.worth, currency)),
            plain(share(&value.share)),
            plain(money_range(
                &times(&times(&value.quantity, &value.worth), &value.share),
                currency,
            )),
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
