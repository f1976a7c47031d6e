//! The account of a program: what it costs and brings, with every assumption as an input.

use model::{Attributed, Cost, CostCentre, CostKind, Estimate, Program};
use programs::money::{Roi, roi};
use report::money::{estimate, money_range, return_range, share};

use crate::pages::programs::words::{Choice, choices, cost};
use crate::pages::programs::{Room, SEED, words};

/// Three numbers as inputs, low, mid and high; edges are empty where the number is known.
pub struct Three {
    /// Cautious.
    pub low: String,
    /// Most likely.
    pub mid: String,
    /// Hopeful.
    pub high: String,
}

/// A cost as a row of inputs.
pub struct CostRow {
    /// What exactly.
    pub text: String,
    /// What for.
    pub kinds: Vec<Choice>,
    /// Whose.
    pub centres: Vec<Choice>,
    /// Hours or times.
    pub quantity: Three,
    /// Money for each.
    pub rate: Three,
}

/// A value as a row of inputs.
pub struct ValueRow {
    /// What exactly.
    pub text: String,
    /// Whose.
    pub centres: Vec<Choice>,
    /// The measure that counts it.
    pub kpis: Vec<Choice>,
    /// How many.
    pub quantity: Three,
    /// Money for each.
    pub worth: Three,
    /// Share that is the program's doing.
    pub share: Three,
    /// Why.
    pub because: String,
}

/// A line of the account as it is printed.
pub struct Printed {
    /// Whether it is a cost.
    pub cost: bool,
    /// Whose.
    pub centre: &'static str,
    /// What exactly.
    pub text: String,
    /// How many.
    pub quantity: String,
    /// Whether that was measured.
    pub measured: bool,
    /// Money for each.
    pub each: String,
    /// Share that is the program's doing.
    pub share: String,
    /// The line's money.
    pub amount: String,
    /// Why.
    pub because: String,
}

/// The sums, as they are printed.
pub struct Sums {
    /// What it costs.
    pub cost: String,
    /// What is attributed.
    pub value: String,
    /// (value − cost) / cost.
    pub roi: String,
    /// 90 % of what drawing every input brings.
    pub drawn: String,
}

/// The account.
pub struct Account {
    /// What money is counted in.
    pub currency: String,
    /// The sums.
    pub sums: Sums,
    /// Every line.
    pub printed: Vec<Printed>,
    /// Costs to be changed, an empty one last.
    pub costs: Vec<CostRow>,
    /// Values to be changed, an empty one last.
    pub values: Vec<ValueRow>,
}

/// The sums of an account.
pub fn sums(of: &Roi, currency: &str) -> Sums {
    let per_cent = |part: f64| report::numbers::signed(part * 100.0, 0);
    Sums {
        cost: money_range(&of.cost, currency),
        value: money_range(&of.value, currency),
        roi: of.roi.as_ref().map_or("no cost, no return".to_owned(), return_range),
        drawn: of.drawn.map_or(String::new(), |drawn| {
            format!("{} to {} %", per_cent(drawn.low), per_cent(drawn.high))
        }),
    }
}

/// The lines of an account.
pub fn printed(of: &Roi, currency: &str) -> Vec<Printed> {
    let row = |row: &programs::money::Row| Printed {
        cost: row.cost,
        centre: words::centre(row.centre),
        text: row.text.clone(),
        quantity: estimate(&row.quantity),
        measured: row.measured,
        each: money_range(&row.each, currency),
        share: if row.cost { String::new() } else { share(&row.share) },
        amount: money_range(&row.amount, currency),
        because: row.because.clone(),
    };
    of.rows.iter().map(row).collect()
}

fn plain(number: f64) -> String {
    if number == 0.0 { String::new() } else { number.to_string() }
}

fn three(of: Estimate) -> Three {
    let known = of.low == of.mid && of.mid == of.high;
    let edge = |number: f64| if known { String::new() } else { number.to_string() };
    Three { low: edge(of.low), mid: plain(of.mid), high: edge(of.high) }
}

fn cost_row(of: Option<&Cost>) -> CostRow {
    let nothing = Estimate::exactly(0.0);
    CostRow {
        text: of.map(|it| it.text.clone()).unwrap_or_default(),
        kinds: choices(CostKind::ALL, of.map(|it| it.kind), CostKind::as_str, cost),
        centres: choices(
            CostCentre::ALL,
            of.map(|it| it.centre),
            CostCentre::as_str,
            words::centre,
        ),
        quantity: three(of.map_or(nothing, |it| it.quantity)),
        rate: three(of.map_or(nothing, |it| it.rate)),
    }
}

fn value_row(of: Option<&Attributed>, room: &Room) -> ValueRow {
    let nothing = Estimate::exactly(0.0);
    let kpi = |kpi: &model::Kpi| Choice {
        word: kpi.id.to_string(),
        name: kpi.name.clone(),
        chosen: of.is_some_and(|it| it.kpi == Some(kpi.id)),
    };
    ValueRow {
        text: of.map(|it| it.text.clone()).unwrap_or_default(),
        centres: choices(
            CostCentre::ALL,
            of.map(|it| it.centre),
            CostCentre::as_str,
            words::centre,
        ),
        kpis: room.kpis.iter().map(kpi).collect(),
        quantity: three(of.map_or(nothing, |it| it.quantity)),
        worth: three(of.map_or(nothing, |it| it.worth)),
        share: three(of.map_or(Estimate::exactly(1.0), |it| it.share)),
        because: of.map(|it| it.because.clone()).unwrap_or_default(),
    }
}

impl Account {
    /// Of a program.
    pub fn of(program: &Program, room: &Room, currency: &str) -> Self {
        let account = roi(&program.money, &room.counted(), SEED);
        let costs = program.money.costs.iter().map(Some).chain([None]);
        let values = program.money.values.iter().map(Some).chain([None]);
        Self {
            currency: currency.to_owned(),
            sums: sums(&account, currency),
            printed: printed(&account, currency),
            costs: costs.map(cost_row).collect(),
            values: values.map(|value| value_row(value, room)).collect(),
        }
    }
}
