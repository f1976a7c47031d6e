//! What the demo's company does: its measures with 13 weeks of history, its programs, and the strategy that joins them.

use anyhow::{Context, Result, bail};
use ledger::{Changed, WorkspaceLedger};
use market::company::REVENUE;
use model::{
    Assessment, Attributed, ControlKind, Cost, CostCentre, CostKind, Day, Estimate, ImpactDesign,
    Kpi, KpiId, KpiPoint, Measure, MemberId, Money, Mood, Plan, Program, ProgramId, ProgramKind,
    Shape, Strategy, Timestamp, Unit,
};
use programs::{edit, playbooks};

use super::strategy::{self, Basis};
use crate::measurer::{self, Counting, Seen};

/// Weeks of history.
const WEEKS: i32 = 13;
/// Days until the goal's day.
const AHEAD: i32 = 91;

/// The moment, and days around it.
#[derive(Debug, Clone, Copy)]
struct Times {
    now: Timestamp,
    today: Day,
    since: Day,
}

/// Fills the workspace: measures, programs, strategy. Answers the strategy's name and how many points were counted.
pub async fn found(
    ledger: &WorkspaceLedger,
    counting: &Counting<'_>,
    assessment: &Assessment,
) -> Result<(Strategy, usize)> {
    let plan = counting.request.plan;
    let now = counting.request.as_of;
    let today = plan.zone.day(now);
    // Weeks begin on Mondays.
    let since = Day(today.0 - i32::from(today.weekday()) - 7 * WEEKS);
    let times = Times { now, today, since };
    let mo = strategy::colleague(ledger, now).await?;
    let kpis = measures(ledger, times).await?;
    let counted = measurer::measure(counting, &kpis, &[], &mut Seen::default())?;
    ledger.add_points(&counted.points).await?;
    let revenue = kpi(&kpis, "Revenue")?;
    let typed =
        REVENUE.iter().zip(0..).map(|(euros, week)| (revenue.id, typed(*euros, week, times, mo)));
    ledger.add_points(&typed.collect::<Vec<_>>()).await?;
    let goal = kpi(&kpis, "Positive public feedback")?;
    let so_far: f64 =
        counted.points.iter().filter(|(id, _)| *id == goal.id).map(|(_, p)| p.value).sum();
    // Somewhat more than going on as before would bring, in round numbers.
    let target = (so_far * 2.2 / 100.0).ceil() * 100.0;
    let by = Day(today.0 + AHEAD);
    let aimed = Kpi { target: Some(target), by: Some(by), ..goal.clone() };
    ledger.put_kpi(&aimed).await?;
    let kpis = ledger.kpis().await?;
    let programs = begin(ledger, times).await?;
    let points = counts(&ledger.all_points().await?);
    let basis =
        Basis { assessment, kpis: &kpis, points: &points, programs: &programs, target, by, now };
    let written = strategy::write(ledger, &basis).await?;
    for program in &programs {
        carry(ledger, program, &written, &kpis, plan, times).await?;
    }
    for kpi in kpis {
        ledger.put_kpi(&Kpi { strategy: Some(written.id), ..kpi }).await?;
    }
    Ok((written, counted.points.len()))
}

fn counts(points: &[(KpiId, KpiPoint)]) -> Vec<(KpiId, u64)> {
    let mut counts: Vec<(KpiId, u64)> = Vec::new();
    for (id, _) in points {
        match counts.iter_mut().find(|(known, _)| known == id) {
            Some((_, count)) => *count += 1,
            None => counts.push((*id, 1)),
        }
    }
    counts
}

fn kpi<'a>(kpis: &'a [Kpi], name: &str) -> Result<&'a Kpi> {
    kpis.iter().find(|kpi| kpi.name == name).with_context(|| format!("the measure {name} is gone"))
}

fn typed(euros: f64, week: i32, times: Times, member: MemberId) -> KpiPoint {
    let from = Day(times.since.0 + 7 * week);
    KpiPoint {
        from,
        to: Day(from.0 + 6),
        value: euros,
        interval: None,
        n: 0,
        source: "from the books, typed in for the demo".to_owned(),
        member: Some(member),
        entered_at: times.now,
    }
}

async fn measures(ledger: &WorkspaceLedger, times: Times) -> Result<Vec<Kpi>> {
    use Measure as M;
    const WANTED: [(&str, Measure, &str, bool, &str); 8] = [
        (
            "Positive public feedback",
            M::PositiveFeedback,
            "",
            true,
            "What riders say in public that is good, once each: people recommend what they praise.",
        ),
        (
            "Questions answered by riders",
            M::AnsweredByCustomers,
            "",
            true,
            "The round table works when riders answer each other.",
        ),
        (
            "Time to our first answer",
            M::ResponseTime,
            "",
            false,
            "Who waits for weeks asks somewhere else.",
        ),
        (
            "Share of recommendation",
            M::ShareOfRecommendation,
            "",
            true,
            "Of the advice which bike to buy, the share that says ours.",
        ),
        (
            "How people feel about the app",
            M::NetSentiment,
            "app",
            true,
            "Where the co-creation shows first.",
        ),
        (
            "Suggestions",
            M::Suggestions,
            "",
            true,
            "Whoever suggests something still expects something of us.",
        ),
        (
            SMALL_BIKE,
            M::Query,
            "subject:\"Brambelo\" AND side:external AND (compact OR upstairs OR lift OR kompakt* OR aufzug)",
            true,
            "What the launch shall bring up: a cargo bike that one carries upstairs.",
        ),
        (
            "Revenue",
            M::Manual,
            "",
            true,
            "Looked at afterwards: recommendations come long before it.",
        ),
    ];
    for (name, measure, query, up_is_good, method) in WANTED {
        let manual = measure == M::Manual;
        let (unit, shape) = match measure {
            M::Manual => (Unit::Number, Shape::Sum),
            other => {
                let meant = programs::measures::definition(other);
                (meant.unit, meant.shape)
            }
        };
        ledger
            .add_kpi(|id| Kpi {
                query: query.to_owned(),
                unit,
                unit_name: if manual { "EUR".to_owned() } else { String::new() },
                shape,
                up_is_good,
                baseline: (shape == Shape::Sum).then_some(0.0),
                control: manual,
                method: method.to_owned(),
                ..Kpi::weekly(id, name, measure, times.since)
            })
            .await?;
    }
    Ok(ledger.kpis().await?)
}

/// The measure that the launch should move: what it is about, and what people hardly spoke of before.
const SMALL_BIKE: &str = "Talk about a small bike";

/// Name, kind, first day counted from today (the market's own launch), last day, owner.
const PROGRAMS: [(&str, ProgramKind, i32, Option<i32>, &str); 3] = [
    ("Spare parts round table", ProgramKind::SupportCommunity, -35, None, "Mo Manager"),
    ("Zippra, shown by riders", ProgramKind::Launch, -30, Some(-2), "Ada Admin"),
    ("Twelve riders and the app", ProgramKind::CoCreation, 10, None, "Anna Analyst"),
];

async fn begin(ledger: &WorkspaceLedger, times: Times) -> Result<Vec<Program>> {
    for (name, kind, starts, _, _) in PROGRAMS {
        let starts = Day(times.today.0 + starts);
        let make = |id: ProgramId| playbooks::begin(kind, name, Some(starts), id, times.now);
        ledger.add_program(None, times.now, make).await?;
    }
    Ok(ledger.programs().await?)
}

/// Gives a program its owner, its method, its money and its effect to be looked for, and lets it go as far as it is.
async fn carry(
    ledger: &WorkspaceLedger,
    program: &Program,
    strategy: &Strategy,
    kpis: &[Kpi],
    plan: &Plan,
    times: Times,
) -> Result<()> {
    let known = PROGRAMS.iter().find(|(name, ..)| *name == program.name);
    let (_, kind, starts, ends, owner) = known.context("a program is gone")?;
    let method = strategy.hexagon.methods.iter().find(|m| m.program == Some(program.id));
    let serves = method.map(|method| (strategy.id, method.id));
    let goal = kpi(kpis, "Positive public feedback")?.id;
    let measured = match kind {
        ProgramKind::SupportCommunity => vec![goal, kpi(kpis, "Questions answered by riders")?.id],
        ProgramKind::CoCreation => vec![kpi(kpis, "How people feel about the app")?.id],
        _ => vec![kpi(kpis, SMALL_BIKE)?.id, goal],
    };
    let day = |offset: i32| Day(times.today.0 + offset);
    let rival = plan.subjects.iter().find(|subject| subject.name == "Tarnholt");
    let mut edits = vec![
        edit::Edit::Owner((*owner).to_owned(), None),
        edit::Edit::Participants(vec!["Gus Guest".to_owned(), "Pia Hartmann".to_owned()]),
        edit::Edit::Dates(Some(day(*starts)), ends.map(day)),
        edit::Edit::Serves(serves),
        edit::Edit::Kpis(measured.clone()),
        edit::Edit::Money(money(*kind, goal)),
    ];
    if *kind != ProgramKind::CoCreation {
        edits.push(edit::Edit::Impact(Some(ImpactDesign {
            kpi: measured.first().copied().unwrap_or(goal),
            from: day(*starts),
            days_before: 56,
            control: ControlKind::Competitor,
            control_subject: rival.map(|subject| subject.id),
            control_query: String::new(),
        })));
        edits.push(edit::Edit::Agree(method.cloned()));
        edits.push(edit::Edit::Start(day(*starts)));
        for task in program.tasks.iter().take(3) {
            edits.push(edit::Edit::TaskDone(task.id, true));
        }
        edits.push(check_in(*kind, owner));
    }
    if let Some(ends) = ends {
        edits.push(edit::Edit::Finish(day(*ends)));
        edits.push(edit::Edit::Learn(
            "Riders who had waited a year told more in one week than our own posts in a month. Next time they get the bike \
             two weeks earlier, and we say in each of their posts that it was lent."
                .to_owned(),
        ));
    }
    let all = |program: &mut Program| {
        edits.into_iter().try_for_each(|edit| edit::change(program, edit, times.now))
    };
    let done =
        ledger.change_program(program.id, None, (None, times.now), ("written", "by the demo"), all);
    match done.await? {
        Changed::Done(()) => Ok(()),
        Changed::Refused(why) => bail!("the demo's program {} is refused: {why}", program.name),
        Changed::Stale(_) | Changed::Missing => {
            bail!("the demo's program {} is gone", program.name)
        }
    }
}

fn check_in(kind: ProgramKind, owner: &str) -> edit::Edit {
    let (mood, text) = match kind {
        ProgramKind::SupportCommunity => (
            Mood::AtRisk,
            "Eleven riders answer regularly; the hinge still waits for a part number from purchasing.",
        ),
        _ => (
            Mood::OnTrack,
            "All eight riders have their Zippra; six have written about it, two of them critically.",
        ),
    };
    edit::Edit::CheckIn { by: owner.to_owned(), mood, text: text.to_owned() }
}

/// What a program costs and brings. The numbers are the demo's; the page says of each why it is so.
fn money(kind: ProgramKind, goal: KpiId) -> Money {
    let range = |low, mid, high| Estimate { low, mid, high };
    let people = |text: &str, centre, hours: Estimate| Cost {
        kind: CostKind::People,
        centre,
        text: text.to_owned(),
        quantity: hours,
        rate: Estimate::exactly(58.0),
    };
    let feedback = Attributed {
        centre: CostCentre::Marketing,
        text: "good words in public that would otherwise have been bought as reach".to_owned(),
        quantity: Estimate::exactly(0.0),
        kpi: Some(goal),
        worth: range(0.4, 1.1, 2.0),
        share: range(0.01, 0.03, 0.06),
        because: "A paid mention of the same reach costs between 0.40 and 2 euros; how much of it is the program's doing is a guess."
            .to_owned(),
    };
    match kind {
        ProgramKind::SupportCommunity => Money {
            costs: vec![
                people("moderating the round table", CostCentre::Support, range(140.0, 180.0, 240.0)),
                Cost {
                    kind: CostKind::Tools,
                    centre: CostCentre::Support,
                    text: "forum, per month".to_owned(),
                    quantity: Estimate::exactly(3.0),
                    rate: Estimate::exactly(190.0),
                },
            ],
            values: vec![
                Attributed {
                    centre: CostCentre::Support,
                    text: "questions that riders answered instead of support".to_owned(),
                    quantity: range(900.0, 1_400.0, 1_900.0),
                    kpi: None,
                    worth: range(6.0, 9.5, 12.0),
                    share: range(0.5, 0.7, 0.9),
                    because: "Support counts 9.50 euros for an answer; some of these people would not have asked support at all."
                        .to_owned(),
                },
                feedback,
            ],
        },
        ProgramKind::Launch => Money {
            costs: vec![
                people("choosing riders, handing over, listening", CostCentre::Marketing, range(90.0, 110.0, 150.0)),
                Cost {
                    kind: CostKind::Media,
                    centre: CostCentre::Marketing,
                    text: "eight bikes on loan, loss in value".to_owned(),
                    quantity: Estimate::exactly(8.0),
                    rate: range(250.0, 400.0, 600.0),
                },
            ],
            values: vec![feedback],
        },
        _ => Money {
            costs: vec![people("meetings with twelve riders", CostCentre::Product, range(60.0, 80.0, 120.0))],
            values: Vec::new(),
        },
    }
}
