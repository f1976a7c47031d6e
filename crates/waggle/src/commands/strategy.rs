//! `waggle strategy`: lists, lints, exports, imports.

use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};
use ledger::{Changed, StrategySummary};
use model::{Strategy, StrategyId, StrategyState};
use serde_json::json;
use strategy::document::{
    Imported, Names, from_toml, from_yaml, import, line_of, to_toml, to_yaml,
};
use strategy::{Actor, lint};
use web::pages::strategy::Basis;

use crate::cli::strategy::{Export, Format, Import, Lint, List, Strategy as Args, StrategyVerb};
use crate::clock;
use crate::exit::{Exit, OK, REFUSED};
use crate::workspace::{Root, Workspace};

/// Who acts here, as it stands in comments and histories.
const NAME: &str = "the command line";

/// Does what is asked.
pub fn run(args: &Args, root: &Root) -> Result<Exit> {
    let workspace = Workspace::open(root)?;
    match &args.verb {
        StrategyVerb::List(args) => list(args, &workspace),
        StrategyVerb::Lint(args) => check(args, &workspace),
        StrategyVerb::Export(args) => export(args, &workspace),
        StrategyVerb::Import(args) => bring_in(args, &workspace),
    }
}

fn state(state: StrategyState) -> String {
    match state {
        StrategyState::Draft => "draft".to_owned(),
        StrategyState::Active { edition, .. } => format!("edition {edition} in force"),
        StrategyState::Ended { .. } => "ended".to_owned(),
    }
}

fn list(args: &List, workspace: &Workspace<'_>) -> Result<Exit> {
    let all = workspace.block_on(workspace.ledger().strategies())?;
    if args.json {
        let row = |one: &StrategySummary| {
            json!({
                "id": one.id, "name": one.name, "state": state(one.state), "assessment": one.assessment,
                "goal": one.goal, "by": one.by, "items": one.items, "team": one.team,
                "version": one.version, "changed_at": one.changed_at,
            })
        };
        println!("{:#}", json!(all.iter().map(row).collect::<Vec<_>>()));
        return Ok(OK);
    }
    for one in &all {
        let goal = if one.goal.is_empty() { "no goal yet" } else { &one.goal };
        println!("{:>4}  {}, {}: {goal}", one.id, one.name, state(one.state));
    }
    if all.is_empty() {
        println!("there is no strategy yet; begin one in the application, or import one");
    }
    Ok(OK)
}

/// The strategy with this number or name; without one the one that the application shows first.
fn find(workspace: &Workspace<'_>, wanted: Option<&str>) -> Result<Strategy> {
    let ledger = workspace.ledger();
    let all = workspace.block_on(ledger.strategies())?;
    let id = match wanted {
        None => {
            let main = workspace.block_on(ledger.main_strategy(None))?;
            main.map(|main| main.id)
                .context("there is no strategy yet; begin one in the application, or import one")?
        }
        Some(text) => {
            let same = |one: &&StrategySummary| {
                text.parse() == Ok(one.id.0) || one.name.to_lowercase() == text.to_lowercase()
            };
            let known: Vec<String> =
                all.iter().map(|one| format!("{} ({})", one.name, one.id)).collect();
            let found = all.iter().find(same);
            found.map(|one| one.id).with_context(|| {
                format!("there is no strategy `{text}`; there are: {}", known.join(", "))
            })?
        }
    };
    workspace.block_on(ledger.strategy(id))?.context("the strategy vanished while it was read")
}

fn check(args: &Lint, workspace: &Workspace<'_>) -> Result<Exit> {
    let strategy = find(workspace, args.strategy.as_deref())?;
    let basis = workspace.block_on(Basis::read(workspace.ledger(), &strategy))?;
    let complaints = lint(&basis.context(&strategy, clock::now()));
    let blocking = complaints.iter().filter(|complaint| complaint.blocks).count();
    if args.json {
        let said = json!({
            "strategy": strategy.id, "name": strategy.name, "can_be_signed": blocking == 0,
            "complaints": complaints,
        });
        println!("{said:#}");
    } else {
        for complaint in &complaints {
            let mark = if complaint.blocks { "!" } else { " " };
            println!("{mark} {}\n    {}", complaint.says, complaint.remedy);
        }
        let name = &strategy.name;
        match blocking {
            0 => println!("nothing stands against an edition of “{name}”"),
            n => println!(
                "{} (!) against an edition of “{name}”",
                report::catalogue::plural(n as u64, "complaint stands", "complaints stand")
            ),
        }
    }
    Ok(if blocking == 0 { OK } else { REFUSED })
}

/// The format that was asked for, or that the file's name says.
fn format_of(asked: Option<Format>, file: Option<&Path>) -> Result<Format> {
    if let Some(format) = asked {
        return Ok(format);
    }
    let Some(file) = file else { return Ok(Format::Toml) };
    match file.extension().and_then(|end| end.to_str()) {
        Some("toml") => Ok(Format::Toml),
        Some("yaml" | "yml") => Ok(Format::Yaml),
        _ => bail!("`{}` ends neither in .toml nor in .yaml; add --format", file.display()),
    }
}

fn export(args: &Export, workspace: &Workspace<'_>) -> Result<Exit> {
    let format = format_of(args.format, args.out.as_deref())?;
    let strategy = find(workspace, args.strategy.as_deref())?;
    let basis = workspace.block_on(Basis::read(workspace.ledger(), &strategy))?;
    let names = Names { kpis: &basis.kpis, programs: &basis.programs };
    let text = match format {
        Format::Toml => to_toml(&strategy, &names)?,
        Format::Yaml => to_yaml(&strategy, &names)?,
    };
    match &args.out {
        None => print!("{text}"),
        Some(out) => {
            crate::commands::assess::replace(out, text.as_bytes())?;
            println!("wrote {}", out.display());
        }
    }
    Ok(OK)
}

fn bring_in(args: &Import, workspace: &Workspace<'_>) -> Result<Exit> {
    let file = args.file.display();
    let text =
        std::fs::read_to_string(&args.file).with_context(|| format!("`{file}` cannot be read"))?;
    let document = match format_of(args.format, Some(&args.file))? {
        Format::Toml => from_toml(&text),
        Format::Yaml => from_yaml(&text),
    };
    let document = document.with_context(|| format!("`{file}` is no strategy"))?;
    let ledger = workspace.ledger();
    let (kpis, programs) =
        (workspace.block_on(ledger.kpis())?, workspace.block_on(ledger.programs())?);
    let names = Names { kpis: &kpis, programs: &programs };
    let take_in = |strategy: &mut Strategy| {
        import(strategy, &document, &names, &Actor::company(NAME), clock::now()).map_err(|bad| {
            let line =
                line_of(&text, &bad.needle).map_or(String::new(), |line| format!("line {line}: "));
            anyhow!("{line}{bad}")
        })
    };
    // Tried on a copy first, so that nothing is begun for a document that is refused.
    let mut tried = match &args.into {
        Some(wanted) => find(workspace, Some(wanted))?,
        None => Strategy::new(StrategyId(0), &document.name, clock::now()),
    };
    let version = tried.version;
    let done = take_in(&mut tried)?;
    if args.dry_run {
        say(&done, &format!("“{}” would take", tried.name));
        return Ok(OK);
    }
    let id = match args.into {
        Some(_) => tried.id,
        None => workspace.block_on(ledger.add_strategy(&document.name, None, clock::now()))?.id,
    };
    let expected = args.into.as_ref().map(|_| version);
    let detail = done.edits.to_string();
    let work =
        ledger.change_strategy(id, expected, (None, clock::now()), ("import", &detail), take_in);
    match workspace.block_on(work)? {
        Changed::Done(done) => say(&done, &format!("strategy {id}, “{}”, took", tried.name)),
        Changed::Refused(why) => return Err(why),
        Changed::Stale(_) => {
            bail!("somebody else changed the strategy meanwhile; look at it and import again")
        }
        Changed::Missing => bail!("the strategy vanished meanwhile"),
    }
    Ok(OK)
}

fn say(done: &Imported, took: &str) {
    match done.edits {
        0 => println!("all was so already"),
        edits => println!("{took} {}", report::catalogue::plural(edits as u64, "edit", "edits")),
    }
    for sentence in &done.left_out {
        println!("  {sentence}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_name_says_how_it_is_written() {
        let of = |name: &str| format_of(None, Some(Path::new(name))).ok();
        assert_eq!(of("a.toml"), Some(Format::Toml));
        assert_eq!(of("a.yml"), Some(Format::Yaml));
        assert_eq!(of("a.txt"), None);
        assert_eq!(format_of(None, None).ok(), Some(Format::Toml));
    }
}
