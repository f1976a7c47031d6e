//! `waggle kpi`: lists, counts, brings in points.

use std::io::Read as _;

use anyhow::{Context, Result, bail};
use model::{Day, Kpi, KpiId, KpiPoint, Measure, MemberId, Rhythm};
use programs::forecast::forecast;
use programs::light::light;
use programs::measures::definition;
use programs::points::Row;
use serde_json::json;

use crate::cli::kpi::{Add, AddPoints, Kpi as Args, KpiVerb, List, Refresh};
use crate::clock;
use crate::exit::{Exit, OK, REFUSED};
use crate::measurer::{self, Counted, Counting, Seen};
use crate::progress::Progress;
use crate::workspace::{Root, Workspace};

/// Does what is asked.
pub fn run(args: &Args, root: &Root, progress: Progress) -> Result<Exit> {
    match &args.verb {
        KpiVerb::List(args) => list(args, root),
        KpiVerb::Add(args) => add(args, root),
        KpiVerb::Refresh(args) => refresh(args, root, progress),
        KpiVerb::AddPoints(args) => add_points(args, root),
    }
}

fn list(args: &List, root: &Root) -> Result<Exit> {
    let workspace = Workspace::open(root)?;
    let ledger = workspace.ledger();
    let kpis = workspace.block_on(ledger.kpis())?;
    let all = workspace.block_on(ledger.all_points())?;
    let today = workspace.plan().zone.day(clock::now());
    let row = |kpi: &Kpi| {
        let points: Vec<KpiPoint> =
            all.iter().filter(|(id, _)| *id == kpi.id).map(|(_, point)| point.clone()).collect();
        let stands = programs::current::standing(kpi, &programs::current::current(kpi, &points));
        let light = light(kpi, &forecast(kpi, &points, today));
        (stands.last().copied(), points.len(), light)
    };
    let rows: Vec<_> = kpis.iter().map(|kpi| (kpi, row(kpi))).collect();
    if args.json {
        let rows = rows.iter().map(|(kpi, (stands, points, light))| {
            json!({
                "measure": kpi, "stands": stands.map(|(day, value)| json!({ "on": day, "value": value })),
                "points": points, "light": light.colour.as_str(), "why": light.why,
            })
        });
        println!("{:#}", json!(rows.collect::<Vec<_>>()));
        return Ok(OK);
    }
    for (kpi, (stands, _, light)) in &rows {
        let now =
            stands.map_or("nothing yet".to_owned(), |(day, value)| format!("{value} on {day}"));
        println!("{:>4}  {}: {now}. {}: {}", kpi.id, kpi.name, light.word, light.why);
    }
    if rows.is_empty() {
        println!("no measure is followed yet; add one on the page of the measures");
    }
    Ok(OK)
}

fn add(args: &Add, root: &Root) -> Result<Exit> {
    let workspace = Workspace::open(root)?;
    let known = || Measure::ALL.iter().map(|one| one.as_str()).collect::<Vec<_>>().join(", ");
    let measure = Measure::from_word(&args.measure)
        .with_context(|| format!("`{}` is no measure; there are: {}", args.measure, known()))?;
    let said = definition(measure);
    if measure == Measure::Query && args.query.trim().is_empty() {
        bail!("say with --query which posts are counted");
    }
    if !args.query.is_empty() {
        query::parse(&args.query).with_context(|| format!("`{}` is no query", args.query))?;
    }
    let plan = workspace.plan();
    let subject = match &args.subject {
        None => None,
        Some(name) => {
            let found =
                plan.subjects.iter().find(|one| one.name.to_lowercase() == name.to_lowercase());
            Some(found.with_context(|| format!("`{name}` is no subject of this workspace"))?.id)
        }
    };
    let day = |text: &Option<String>| -> Result<Option<Day>> {
        text.as_deref().map(programs::points::day).transpose().map_err(anyhow::Error::msg)
    };
    let rhythm = match &args.rhythm {
        None => said.rhythm,
        Some(word) => Rhythm::from_word(word)
            .with_context(|| format!("`{word}` is no rhythm: write daily, weekly or quarterly"))?,
    };
    let name = args.name.as_deref().unwrap_or(said.title);
    let since = day(&args.since)?.unwrap_or_else(|| plan.zone.day(clock::now()));
    let kpi = Kpi {
        subject,
        query: args.query.clone(),
        unit: said.unit,
        shape: said.shape,
        up_is_good: said.up_is_good,
        rhythm,
        baseline: args.baseline,
        target: args.target,
        by: day(&args.by)?,
        ..Kpi::weekly(KpiId(0), name, measure, since)
    };
    let kpi = workspace.block_on(workspace.ledger().add_kpi(|id| Kpi { id, ..kpi }))?;
    println!("{} is measure {}; `waggle kpi refresh` counts it", kpi.name, kpi.id);
    Ok(OK)
}

fn refresh(args: &Refresh, root: &Root, progress: Progress) -> Result<Exit> {
    let mut workspace = Workspace::open(root)?;
    let bar = progress.spinner("counting");
    let count = |workspace: &Workspace<'_>, counting: &Counting<'_>| {
        let ledger = workspace.ledger();
        let kpis = workspace.block_on(ledger.kpis())?;
        let known = workspace.block_on(ledger.all_points())?;
        let counted = measurer::measure(counting, &kpis, &known, &mut Seen::default())?;
        workspace.block_on(ledger.add_points(&counted.points))?;
        Ok(counted)
    };
    let counted = measurer::with(&mut workspace, clock::now(), progress, count)?;
    let Counted { points, absent, looked_at } = counted;
    bar.finish_and_clear();
    if args.json {
        let absent: Vec<_> =
            absent.iter().map(|(id, why)| json!({ "measure": id, "why": why })).collect();
        println!("{:#}", json!({ "periods": looked_at, "points": points.len(), "absent": absent }));
        return Ok(OK);
    }
    println!("{looked_at} periods counted, {} points new or different", points.len());
    for (id, why) in &absent {
        println!("  {id}: {why}");
    }
    Ok(OK)
}

fn add_points(args: &AddPoints, root: &Root) -> Result<Exit> {
    let bytes = if args.file.as_os_str() == "-" {
        let mut bytes = Vec::new();
        std::io::stdin().read_to_end(&mut bytes).context("cannot read standard input")?;
        bytes
    } else {
        let name = args.file.display();
        std::fs::read(&args.file).with_context(|| format!("`{name}` cannot be read"))?
    };
    let rows = listen::read_table(&bytes).rows.into_iter();
    let rows: Vec<Row> = rows.map(|row| Row { line: row.line, cells: row.cells }).collect();
    let workspace = Workspace::open(root)?;
    let kpis = workspace.block_on(workspace.ledger().kpis())?;
    // A number that a person typed in is never overruled by a count.
    let by = (Some(MemberId::COMMAND_LINE), clock::now());
    match programs::points::points(&rows, &kpis, None, by) {
        Ok(points) => {
            workspace.block_on(workspace.ledger().add_points(&points))?;
            if args.json {
                println!("{:#}", json!({ "points": points.len() }));
            } else {
                println!("{}", added(points.len()));
            }
            Ok(OK)
        }
        Err(wrong) => {
            for row in &wrong {
                eprintln!("line {}: {}; {}", row.line, row.why, row.remedy);
            }
            eprintln!("nothing was added; mend these lines and run it again");
            Ok(REFUSED)
        }
    }
}

fn added(points: usize) -> String {
    if points == 1 { "1 point added".to_owned() } else { format!("{points} points added") }
}
