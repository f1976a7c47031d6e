//! `waggle assess`: the four quadrants as one page and one JSON file.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use assess::{AssessmentRequest, Step};
use model::assessment::DayCount;
use model::{Assessment, Plan, SubjectId, Timestamp, Window, Zone};

use crate::cli;
use crate::exit::{Exit, OK};
use crate::flagged::Flagged;
use crate::learn;
use crate::naming;
use crate::observe::IndexedMarket;
use crate::progress::Progress;
use crate::targets::Targets;
use crate::workspace::{Root, Workspace};

/// The seed of every random draw in an assessment: the same posts give the same assessment.
pub const SEED: u64 = 1;

/// Assesses and writes, or prints as JSON.
pub fn run(args: &cli::Assess, root: &Root, progress: Progress) -> Result<Exit> {
    let mut workspace = Workspace::open(root)?;
    let zone = workspace.plan().zone.clone();
    let window = window(args, &zone)?;
    let subject =
        args.subject.as_deref().map(|name| subject(workspace.plan(), name)).transpose()?;
    let scope = Scope { window, subject, without_spam: args.without_spam };
    let assessment = assess(&mut workspace, &scope, progress)?;
    if assessment.basis.posts == 0 {
        bail!("there is no post in this window; bring some in with `waggle import FILE`");
    }
    if args.json {
        println!("{}", serde_json::to_string_pretty(&assessment)?);
    }
    if !args.json || args.out.is_some() {
        let folder = args.out.clone().unwrap_or_else(|| workspace.root().path().to_owned());
        let written = write(&assessment, &folder)?;
        if !args.json {
            print!("{}", report::summary(&assessment));
            println!("\nwrote {}\n      {}", written.0.display(), written.1.display());
        }
    }
    Ok(OK)
}

/// What to look at; by default everything.
#[derive(Debug, Clone, Copy, Default)]
pub struct Scope {
    /// Posts said in it.
    pub window: Option<Window>,
    /// This subject alone.
    pub subject: Option<SubjectId>,
    /// Without what looks like spam.
    pub without_spam: bool,
}

/// Assesses the workspace's posts.
pub fn assess(
    workspace: &mut Workspace<'_>,
    scope: &Scope,
    progress: Progress,
) -> Result<Assessment> {
    let searcher = workspace.searcher(progress)?;
    let request = AssessmentRequest {
        plan: workspace.plan(),
        classifier: &learn::classifier(workspace, DayCount::labels_of(&searcher.tally_all()?))?,
        act_errors: learn::act_errors(&workspace.block_on(workspace.ledger().corrections())?),
        topic_names: naming::known(workspace)?,
        gaps: workspace.gaps()?,
        window: scope.window,
        subject: scope.subject,
        without_spam: scope.without_spam,
        as_of: crate::clock::now(),
        seed: SEED,
    };
    let bar = progress.spinner("looking for spam");
    let flagged = Flagged::find(&searcher, workspace.plan())?;
    let targets = Targets::of(workspace.plan());
    let market = IndexedMarket { searcher: &searcher, targets: &targets, flagged: &flagged };
    let mut tell = |step: Step| bar.set_message(step.stage.to_string());
    let assessment = assess::assess(&request, &market, &mut tell)?;
    bar.finish_and_clear();
    if scope.window.is_none() && scope.subject.is_none() {
        naming::keep(workspace, &assessment)?;
    }
    Ok(assessment)
}

/// Writes `assessment.html` and `assessment.json` into `folder`, each whole or not at all.
pub fn write(
    assessment: &Assessment,
    folder: &Path,
) -> Result<(std::path::PathBuf, std::path::PathBuf)> {
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let html = folder.join("assessment.html");
    let json = folder.join("assessment.json");
    replace(&html, report::html(assessment).as_bytes())?;
    replace(&json, &serde_json::to_vec_pretty(assessment)?)?;
    Ok((html, json))
}

/// Replaces a file as a whole, or not at all.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<()> {
    let aside = path.with_extension("part");
    fs::write(&aside, bytes)
        .and_then(|()| fs::rename(&aside, path))
        .inspect_err(|_| drop(fs::remove_file(&aside)))
        .with_context(|| format!("cannot write {}", path.display()))
}

fn subject(plan: &Plan, name: &str) -> Result<SubjectId> {
    let wanted = name.to_lowercase();
    let found = plan.subjects.iter().find(|s| s.name.to_lowercase() == wanted);
    found.map(|s| s.id).with_context(|| {
        let known: Vec<_> = plan.subjects.iter().map(|s| s.name.as_str()).collect();
        format!("`{name}` is no subject of this workspace; there are: {}", known.join(", "))
    })
}

fn window(args: &cli::Assess, zone: &Zone) -> Result<Option<Window>> {
    if args.since.is_none() && args.until.is_none() {
        return Ok(None);
    }
    let since = args.since.as_deref().map(|text| moment(text, zone, false)).transpose()?;
    let until = args.until.as_deref().map(|text| moment(text, zone, true)).transpose()?;
    let window = Window {
        since: since.unwrap_or(Window::ALWAYS.since),
        until: until.unwrap_or(Window::ALWAYS.until),
    };
    if window.since >= window.until {
        bail!(
            "--since {} is not before --until {}: nothing lies between",
            window.since,
            window.until
        );
    }
    Ok(Some(window))
}

/// A day (its start, or the start of the next one) or a moment.
fn moment(text: &str, zone: &Zone, after: bool) -> Result<Timestamp> {
    if let Ok(moment) = text.parse::<jiff::Timestamp>() {
        return Ok(moment.into());
    }
    let day: jiff::civil::Date = text.parse().with_context(|| {
        format!(
            "`{text}` is neither a day such as 2026-03-31 nor a moment such as 2026-03-31T12:00:00Z"
        )
    })?;
    let day = if after { day.tomorrow()? } else { day };
    Ok(day.to_zoned(zone.as_jiff().clone())?.timestamp().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_last_day_is_inside_and_a_moment_is_the_end() {
        let berlin = Zone::named("Europe/Berlin").unwrap();
        let at = |text, after| moment(text, &berlin, after).map(|t| t.to_string());
        assert_eq!(at("2026-03-28", false).unwrap(), "2026-03-27T23:00:00Z");
        assert_eq!(at("2026-03-28", true).unwrap(), "2026-03-28T23:00:00Z");
        assert_eq!(at("2026-03-28T12:00:00Z", true).unwrap(), "2026-03-28T12:00:00Z");
        assert!(at("yesterday", true).is_err());
    }
}
