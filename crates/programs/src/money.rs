//! What programs cost and bring: ROI = (attributed value − cost) / cost, low, mid and high, with every input beside it.

use std::collections::BTreeMap;

use model::{Attributed, Cost, CostCentre, Estimate, Interval, KpiId, Money, Program};
use rand::RngExt;
use rand::rngs::ChaCha8Rng;

use crate::draws::stream;

/// Draws of the Monte-Carlo interval.
pub const DRAWS: usize = 10_000;

/// What a measure says that a value counts, and from where.
#[derive(Debug, Clone, PartialEq)]
pub struct Counted {
    /// The measured number, with its interval as the edges.
    pub quantity: Estimate,
    /// The measure's name and the period, to be printed.
    pub source: String,
}

/// One line of the account, to be printed: no number stands without it.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Whether it is a cost.
    pub cost: bool,
    /// Whose.
    pub centre: CostCentre,
    /// What exactly.
    pub text: String,
    /// How many.
    pub quantity: Estimate,
    /// Money for each.
    pub each: Estimate,
    /// Share that is the program's doing; 1 for costs.
    pub share: Estimate,
    /// The line's money.
    pub amount: Estimate,
    /// Why these numbers; for measured ones which measure. Empty: nobody has said, and the lint asks.
    pub because: String,
    /// Whether the quantity was measured, not assumed.
    pub measured: bool,
}

/// The account of one program, or of one cost centre over several.
#[derive(Debug, Clone, PartialEq)]
pub struct Roi {
    /// What it cost.
    pub cost: Estimate,
    /// What is attributed to it.
    pub value: Estimate,
    /// (value − cost) / cost: low takes the lowest value and the highest cost. `None` while nothing costs anything.
    pub roi: Option<Estimate>,
    /// 90 % of what comes of drawing every input between its edges; `None` like `roi`.
    pub drawn: Option<Interval>,
    /// Every input.
    pub rows: Vec<Row>,
}

/// The account of a program. A value with a measure takes the measure's number from `counted`; where that is missing, the typed
/// quantity stands and is marked as assumed.
pub fn roi(money: &Money, counted: &BTreeMap<KpiId, Counted>, seed: u64) -> Roi {
    let costs = money.costs.iter().map(cost_row);
    let values = money.values.iter().map(|value| value_row(value, counted));
    account(costs.chain(values).collect(), seed)
}

/// The accounts of all cost centres over several programs, in the order of [`CostCentre::ALL`], those without a line left out.
pub fn by_centre(
    programs: &[Program],
    counted: &BTreeMap<KpiId, Counted>,
    seed: u64,
) -> Vec<(CostCentre, Roi)> {
    let mut rows: BTreeMap<CostCentre, Vec<Row>> = BTreeMap::new();
    for program in programs {
        let named = |row: Row| Row { text: format!("{}: {}", program.name, row.text), ..row };
        let costs = program.money.costs.iter().map(cost_row);
        let values = program.money.values.iter().map(|value| value_row(value, counted));
        for row in costs.chain(values).map(named) {
            rows.entry(row.centre).or_default().push(row);
        }
    }
    rows.into_iter().map(|(centre, rows)| (centre, account(rows, seed))).collect()
}

fn cost_row(cost: &Cost) -> Row {
    let share = Estimate::exactly(1.0);
    Row {
        cost: true,
        centre: cost.centre,
        text: cost.text.clone(),
        quantity: cost.quantity,
        each: cost.rate,
        share,
        amount: product([cost.quantity, cost.rate, share]),
        because: String::new(),
        measured: false,
    }
}

fn value_row(value: &Attributed, counted: &BTreeMap<KpiId, Counted>) -> Row {
    let measured = value.kpi.and_then(|kpi| counted.get(&kpi));
    let quantity = measured.map_or(value.quantity, |counted| counted.quantity);
    let because = match measured {
        Some(counted) => [&counted.source, &value.because].map(String::as_str).join(". "),
        None => value.because.clone(),
    };
    Row {
        cost: false,
        centre: value.centre,
        text: value.text.clone(),
        quantity,
        each: value.worth,
        share: value.share,
        amount: product([quantity, value.worth, value.share]),
        because,
        measured: measured.is_some(),
    }
}

/// The product of estimates; only worths can be negative (a loss that was avoided is positive, a refund is not), so the edges are the
/// extremes of all combinations.
fn product(parts: [Estimate; 3]) -> Estimate {
    let [a, b, c] = parts;
    let mut ends = [(f64::INFINITY), f64::NEG_INFINITY];
    for x in [a.low, a.high] {
        for y in [b.low, b.high] {
            for z in [c.low, c.high] {
                let value = x * y * z;
                ends = [ends[0].min(value), ends[1].max(value)];
            }
        }
    }
    Estimate { low: ends[0], mid: a.mid * b.mid * c.mid, high: ends[1] }
}

fn account(rows: Vec<Row>, seed: u64) -> Roi {
    let sum = |cost: bool| {
        rows.iter().filter(|row| row.cost == cost).fold(Estimate::exactly(0.0), |sum, row| {
            Estimate {
                low: sum.low + row.amount.low,
                mid: sum.mid + row.amount.mid,
                high: sum.high + row.amount.high,
            }
        })
    };
    let (cost, value) = (sum(true), sum(false));
    let of = |value: f64, cost: f64| (value - cost) / cost;
    let roi = (cost.low > 0.0).then(|| Estimate {
        low: of(value.low, cost.high),
        mid: of(value.mid, cost.mid),
        high: of(value.high, cost.low),
    });
    let drawn = roi.is_some().then(|| drawn(&rows, seed));
    Roi { cost, value, roi, drawn, rows }
}

/// Every input drawn from a triangle between its edges, independently; the middle 90 % of the ROIs.
fn drawn(rows: &[Row], seed: u64) -> Interval {
    let mut chance = stream(seed, 3);
    let mut all: Vec<f64> = (0..DRAWS)
        .map(|_| {
            let (mut cost, mut value) = (0.0, 0.0);
            for row in rows {
                let parts = [row.quantity, row.each, row.share];
                let amount: f64 = parts.map(|part| triangle(part, &mut chance)).iter().product();
                *if row.cost { &mut cost } else { &mut value } += amount;
            }
            if cost > 0.0 { (value - cost) / cost } else { 0.0 }
        })
        .collect();
    all.sort_unstable_by(f64::total_cmp);
    let at = |p: f64| all.get((p * (DRAWS - 1) as f64).round() as usize).copied().unwrap_or(0.0);
    Interval { low: at(0.05), high: at(0.95), level: 0.9 }
}

/// From the triangular distribution on low, mid (its mode), high, by its inverse.
fn triangle(estimate: Estimate, chance: &mut ChaCha8Rng) -> f64 {
    let Estimate { low, mid, high } = estimate;
    let width = high - low;
    if width <= 0.0 {
        return mid;
    }
    let u: f64 = chance.random();
    if u < (mid - low) / width {
        low + (u * width * (mid - low)).sqrt()
    } else {
        high - ((1.0 - u) * width * (high - mid)).sqrt()
    }
}

#[cfg(test)]
mod tests {
    use model::CostKind;

    use super::*;

    fn money() -> Money {
        let cost = |quantity, rate| Cost {
            kind: CostKind::People,
            centre: CostCentre::Support,
            text: "Owner".to_owned(),
            quantity,
            rate: Estimate::exactly(rate),
        };
        let value = Attributed {
            centre: CostCentre::Support,
            text: "Answers".to_owned(),
            quantity: Estimate::exactly(10.0),
            kpi: Some(KpiId(4)),
            worth: Estimate { low: 5.0, mid: 8.0, high: 10.0 },
            share: Estimate { low: 0.5, mid: 0.5, high: 1.0 },
            because: "what a ticket costs".to_owned(),
        };
        Money {
            costs: vec![cost(Estimate { low: 80.0, mid: 100.0, high: 125.0 }, 40.0)],
            values: vec![value],
        }
    }

    #[test]
    fn roi_is_value_minus_cost_over_cost_with_the_edges_against_it() {
        let counted = BTreeMap::from([(
            KpiId(4),
            Counted {
                quantity: Estimate::exactly(2_000.0),
                source: "Questions answered".to_owned(),
            },
        )]);
        let found = roi(&money(), &counted, 1);
        assert_eq!(found.cost, Estimate { low: 3_200.0, mid: 4_000.0, high: 5_000.0 });
        assert_eq!(found.value, Estimate { low: 5_000.0, mid: 8_000.0, high: 20_000.0 });
        assert_eq!(found.roi, Some(Estimate { low: 0.0, mid: 1.0, high: 5.25 }));
        let drawn = found.drawn.unwrap();
        assert!(
            0.0 < drawn.low && drawn.low < 1.6 && 1.6 < drawn.high && drawn.high < 5.25,
            "{drawn:?}"
        );
        let row = found.rows.last().unwrap();
        assert!(row.measured);
        assert_eq!(row.because, "Questions answered. what a ticket costs");
    }

    #[test]
    fn without_costs_there_is_no_roi_and_without_a_measure_the_number_is_assumed() {
        let money = Money { costs: Vec::new(), ..money() };
        let found = roi(&money, &BTreeMap::new(), 1);
        assert_eq!((found.roi, found.drawn), (None, None));
        assert!(!found.rows.last().unwrap().measured);
        assert_eq!(found.value.mid, 40.0);
    }

    #[test]
    fn drawing_follows_the_triangle() {
        let mut chance = stream(3, 3);
        let estimate = Estimate { low: 0.0, mid: 3.0, high: 12.0 };
        let mean = (0..20_000).map(|_| triangle(estimate, &mut chance)).sum::<f64>() / 20_000.0;
        assert!((mean - 5.0).abs() < 0.1, "{mean}");
        assert_eq!(triangle(Estimate::exactly(4.0), &mut chance), 4.0);
    }
}
