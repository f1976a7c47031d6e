//! The sample's programs, measures and money.

use model::{
    CheckIn, CostCentre, Day, Estimate, Interval, ItemId, Kpi, KpiId, KpiPoint, Measure, Mood,
    Program, ProgramId, ProgramKind, ProgramState, Shape, StrategyId, Task, Timestamp, Unit,
};

use super::super::context::{
    CentreMoney, Forecast, Light, MeasureRow, MoneyRow, MoneySum, ProgramMoney, Works,
};
use super::super::effects::{Compared, CorrelationRow, Effect, ImpactRow};

/// The day on which counting began: 1 July 2026.
const SINCE: Day = Day(20_635);

const fn guess(low: f64, mid: f64, high: f64) -> Estimate {
    Estimate { low, mid, high }
}

const fn interval(low: f64, high: f64) -> Interval {
    Interval { low, high, level: 0.95 }
}

/// Two programs.
fn programs(at: Timestamp) -> Vec<Program> {
    let tasks = [
        ("Ask twelve riders to answer", -40, true),
        ("Open the forum's workshop", -6, false),
        ("First riders' evening", 20, false),
    ];
    let day = model::Zone::utc().day(at);
    let one = |id: u32, name: &str, kind, state| Program {
        serves: Some((StrategyId(1), ItemId(59 + id))),
        state,
        owner: "Ayşe Demir".to_owned(),
        participants: vec!["Jonas Weidner".to_owned(), "twelve riders".to_owned()],
        resources: "The forum, one mechanic on two mornings a week.".to_owned(),
        before: "questions went to a hotline and came back as a link".to_owned(),
        after: "riders and mechanics answer in public within a day".to_owned(),
        rewards: "The most helpful riders choose next year's colour; said so beside their names."
            .to_owned(),
        risks: vec!["Too few answers in winter: the mechanic takes a third morning.".to_owned()],
        starts: Some(Day(day.0 - 60)),
        ends: Some(Day(day.0 + 200)),
        tasks: tasks
            .iter()
            .zip(1..)
            .map(|((text, due, done), id)| Task {
                id: ItemId(id),
                text: (*text).to_owned(),
                owner: "Jonas Weidner".to_owned(),
                due: Some(Day(day.0 + due)),
                done_at: done.then_some(at.plus_secs(-35 * Timestamp::DAY_SECS)),
            })
            .collect(),
        check_ins: vec![CheckIn {
            at: at.plus_secs(-3 * Timestamp::DAY_SECS),
            by: "Ayşe Demir".to_owned(),
            mood: Mood::OnTrack,
            text: "Nine of twelve riders answered at least once last week.".to_owned(),
        }],
        kpis: vec![KpiId(1), KpiId(2)],
        next_item: 4,
        ..Program::draft(ProgramId(id), name, kind, at)
    };
    vec![
        one(1, "Riders help riders", ProgramKind::SupportCommunity, ProgramState::Running),
        one(2, "Spare parts without a hotline", ProgramKind::Administration, ProgramState::Agreed),
    ]
}

/// The lines of a program's account.
fn account() -> Vec<MoneyRow> {
    let row = |cost, text: &str, quantity, each, share, amount, because: &str| MoneyRow {
        cost,
        centre: CostCentre::Support,
        text: text.to_owned(),
        quantity,
        each,
        share,
        amount,
        because: because.to_owned(),
        measured: !cost,
    };
    let (one, forum) = (Estimate::exactly(1.0), Estimate::exactly(1_074.0));
    let because = "Questions answered by riders, Jul–Nov. A question costs service 21 minutes; some would have been answered anyway.";
    vec![
        row(
            true,
            "Mechanic's mornings",
            guess(300.0, 380.0, 460.0),
            Estimate::exactly(52.0),
            one,
            guess(15_600.0, 19_760.0, 23_920.0),
            "",
        ),
        row(true, "The forum", Estimate::exactly(12.0), Estimate::exactly(89.5), one, forum, ""),
        row(
            false,
            "Questions that riders answered instead of service",
            guess(2_000.0, 2_600.0, 3_100.0),
            guess(14.0, 18.5, 22.0),
            guess(0.5, 0.7, 0.8),
            guess(14_000.0, 33_670.0, 54_560.0),
            because,
        ),
    ]
}

/// Three measures: a sum, a share, and a control.
fn measures() -> Vec<MeasureRow> {
    let feedback: Vec<(i32, f64)> = (1..=10)
        .map(|week| (week * 14, f64::from(week * week) * 2.6 + f64::from(week) * 20.0))
        .collect();
    let answered: Vec<(i32, f64)> =
        (1..=10).map(|week| (week * 14, 0.31 + f64::from(week) * 0.021)).collect();
    let revenue: Vec<(i32, f64)> =
        (1..=3).map(|month| (month * 30, 1_240_000.0 + f64::from(month) * 18_300.0)).collect();
    vec![
        MeasureRow {
            kpi: kpi(
                1,
                "Positive public feedback",
                Measure::PositiveFeedback,
                Unit::Posts,
                Some(1_000.0),
            ),
            course: course(&feedback, 12.0),
            forecast: Some(Forecast {
                on: Day(20_999),
                value: 1_064.0,
                interval: Some(interval(918.0, 1_211.0)),
            }),
            light: Light::AtRisk,
            because: "The forecast's interval holds the target, so it may be missed.".to_owned(),
        },
        MeasureRow {
            kpi: kpi(
                2,
                "Questions answered by riders",
                Measure::AnsweredByCustomers,
                Unit::Share,
                Some(0.6),
            ),
            course: course(&answered, 0.04),
            forecast: Some(Forecast {
                on: Day(20_999),
                value: 0.71,
                interval: Some(interval(0.64, 0.78)),
            }),
            light: Light::OnCourse,
            because: "All of the forecast's interval lies beyond the target.".to_owned(),
        },
        MeasureRow {
            kpi: Kpi {
                control: true,
                unit_name: "EUR".to_owned(),
                ..kpi(3, "Revenue", Measure::Manual, Unit::Number, None)
            },
            course: course(&revenue, 0.0),
            forecast: None,
            light: Light::Unknown,
            because: String::new(),
        },
    ]
}

fn kpi(id: u32, name: &str, measure: Measure, unit: Unit, target: Option<f64>) -> Kpi {
    Kpi {
        unit,
        shape: if id == 1 { Shape::Sum } else { Shape::Level },
        baseline: target.map(|_| if id == 1 { 0.0 } else { 0.31 }),
        target,
        by: target.map(|_| Day(20_999)),
        strategy: Some(StrategyId(1)),
        program: Some(ProgramId(1)),
        method: "Counted every Monday for the week before.".to_owned(),
        ..Kpi::weekly(KpiId(id), name, measure, SINCE)
    }
}

fn course(points: &[(i32, f64)], half: f64) -> Vec<KpiPoint> {
    let point = |(days, value): &(i32, f64)| KpiPoint {
        from: Day(SINCE.0 + days - 13),
        to: Day(SINCE.0 + days),
        value: *value,
        interval: (half > 0.0).then(|| interval(value - half, value + half)),
        n: 1_180,
        source: "subject:Larkfield is:positive".to_owned(),
        member: None,
        entered_at: Timestamp(0),
    };
    points.iter().map(point).collect()
}

const SUM: MoneySum = MoneySum {
    cost: guess(16_674.0, 20_834.0, 24_994.0),
    value: guess(14_000.0, 33_670.0, 54_560.0),
    roi: Some(guess(-0.44, 0.62, 2.27)),
    drawn: None,
};

/// Everything that changes while an edition does not.
pub fn works(at: Timestamp) -> Works {
    let money = |id| ProgramMoney { program: ProgramId(id), sum: SUM, rows: account() };
    Works {
        programs: programs(at),
        measures: measures(),
        money: [1, 2].map(money).into(),
        centres: vec![CentreMoney { centre: CostCentre::Support, sum: TOTAL }],
        total: Some(TOTAL),
        impacts: impacts(),
        correlations: correlations(),
    }
}

const TOTAL: MoneySum = MoneySum {
    cost: guess(33_348.0, 41_668.0, 49_988.0),
    value: guess(28_000.0, 67_340.0, 109_120.0),
    roi: SUM.roi,
    drawn: Some(interval(-0.08, 1.31)),
};

/// One effect that was shown, one that was not.
fn impacts() -> Vec<ImpactRow> {
    let row = |program, (value, low, high): (f64, f64, f64), p, says: &str| {
        ImpactRow {
        program: ProgramId(program),
        kpi: Some(KpiId(1)),
        effect: Some(Effect { value, interval: interval(low, high), relative: true }),
        days: (84, 56),
        says: says.to_owned(),
        method: "difference in differences on ln(count + ½) of whole weeks; permuted innovations of an AR(1)".to_owned(),
        compared: Compared {
            counted: "mentions read as positive, each day".to_owned(),
            control: "Okkervik".to_owned(),
            posts: 1_912,
            control_posts: Some(2_204),
            p: Some(p),
            caveats: Vec::new(),
        },
    }
    };
    let shown =
        "Shown: +12 % (+5 % to +19 %) against what would have happened without the program.";
    let not = "Not shown: +3 % (−4 % to +10 %); no effect at all is among what the data allow.";
    vec![row(1, (0.12, 0.05, 0.19), 0.004, shown), row(2, (0.03, -0.04, 0.1), 0.38, not)]
}

/// A pair that goes together, and is called no proof.
fn correlations() -> Vec<CorrelationRow> {
    vec![CorrelationRow {
        leads: KpiId(1),
        follows: KpiId(3),
        says: "Revenue moves with Positive public feedback 2 periods later (r = 0.58, more than the 0.51 that chance brings \
               over 5 lags). This is correlation, not proof: something else may move both."
            .to_owned(),
        r: Some(0.58),
        lag: Some(2),
        p: Some(0.02),
        n: 26,
        method: "largest |r| (Pearson) over lags of 0 to 4 periods, straight trends removed".to_owned(),
    }]
}
