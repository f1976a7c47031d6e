//! `waggle topics`: what the market's topics are called, and what an assistant would call them.

use std::collections::BTreeMap;
use std::io::{BufRead, IsTerminal, Write};

use anyhow::{Context, Result};
use model::assessment::Topic;
use model::{Assessment, TopicAnchor};
use serde_json::json;

use crate::assistant::{Proposal, Question};
use crate::cli::topics::Topics;
use crate::commands::assess::{self, Scope};
use crate::exit::{Exit, OK, REFUSED};
use crate::progress::Progress;
use crate::workspace::{Root, Workspace};

/// Lists topics, or has names proposed.
pub fn run(args: &Topics, root: &Root, progress: Progress) -> Result<Exit> {
    let mut workspace = Workspace::open(root)?;
    let assessment = assess::assess(&mut workspace, &Scope::default(), progress)?;
    if !args.suggest {
        list(&assessment, args.json)?;
        return Ok(OK);
    }
    let settings = root.config().assistant.as_ref().context(
        "there is no assistant; name one in waggle.toml: [assistant] url = \"http://127.0.0.1:11434/v1\", model = \"…\"",
    )?;
    let key = match &settings.key_env {
        Some(name) => Some(std::env::var(name).with_context(|| {
            format!("[assistant] key_env names `{name}`, which is not set in this environment")
        })?),
        None => None,
    };
    let question = Question::about(&assessment, settings);
    eprintln!("this would be sent to {}:", question.url);
    eprintln!("{}", question.body);
    if !args.yes && !agreed()? {
        eprintln!("nothing was sent");
        return Ok(REFUSED);
    }
    let object = format!("{} {}, {} bytes", question.url, settings.model, question.body.len());
    let ledger = workspace.ledger();
    workspace.block_on(ledger.audit(None, "assistant.asked", &object, crate::clock::now()))?;
    let proposal = workspace.block_on(question.ask(key.as_deref()))?;
    if args.apply {
        apply(&workspace, &assessment, &proposal)?;
    }
    print(&assessment, &proposal, args)?;
    Ok(OK)
}

/// Asks at the terminal; whoever cannot be asked has not agreed.
fn agreed() -> Result<bool> {
    if !std::io::stdin().is_terminal() {
        eprintln!("say --yes to send it without being asked");
        return Ok(false);
    }
    eprint!("send it? [y/N] ");
    std::io::stderr().flush()?;
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line)?;
    Ok(matches!(line.trim(), "y" | "Y" | "yes"))
}

/// Each topic once, with its posts over all subjects, the largest first.
fn topics(assessment: &Assessment) -> Vec<(u64, &Topic)> {
    let mut found: BTreeMap<&str, (u64, &Topic)> = BTreeMap::new();
    for topic in assessment.subjects().flat_map(|subject| &subject.topics) {
        found.entry(&topic.name).or_insert((0, topic)).0 += topic.count;
    }
    let mut found: Vec<_> = found.into_values().collect();
    found.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.name.cmp(&b.1.name)));
    found
}

fn list(assessment: &Assessment, as_json: bool) -> Result<()> {
    let topics = topics(assessment);
    let other: u64 = assessment.subjects().map(|subject| subject.other).sum();
    if as_json {
        let topic = |(count, topic): &(u64, &Topic)| {
            json!({
                "name": topic.name, "given": topic.given, "anchors": topic.anchors,
                "mentions": count, "phrases": topic.phrases,
            })
        };
        let said =
            json!({ "topics": topics.iter().map(topic).collect::<Vec<_>>(), "other": other });
        println!("{said:#}");
        return Ok(());
    }
    for (count, topic) in topics {
        let given = if topic.given { " (named by people)" } else { "" };
        println!("{count:>9}  {}{given}", topic.name);
    }
    println!("{other:>9}  other: under none of these");
    Ok(())
}

/// Gives proposed names to topics that no person has named.
fn apply(workspace: &Workspace<'_>, assessment: &Assessment, proposal: &Proposal) -> Result<()> {
    let now = crate::clock::now();
    for (_, topic) in topics(assessment).into_iter().filter(|(_, topic)| !topic.given) {
        let proposed = topic.anchors.first().map(TopicAnchor::to_string);
        let Some(name) = proposed.and_then(|anchor| proposal.names.get(&anchor)) else { continue };
        let ledger = workspace.ledger();
        workspace.block_on(ledger.name_topics(&topic.anchors, Some(name), now))?;
        workspace.block_on(ledger.audit(None, "topic.named_by_assistant", name, now))?;
    }
    Ok(())
}

fn print(assessment: &Assessment, proposal: &Proposal, args: &Topics) -> Result<()> {
    if args.json {
        println!("{}", serde_json::to_string_pretty(proposal)?);
        return Ok(());
    }
    for (_, topic) in topics(assessment) {
        let anchor = topic.anchors.first().map(TopicAnchor::to_string).unwrap_or_default();
        if let Some(name) = proposal.names.get(&anchor) {
            println!("{}  →  {name}", topic.name);
        }
    }
    println!(
        "\n{}\n\nwritten by a language model from the figures above; check before you quote it",
        proposal.summary
    );
    if args.apply {
        println!("topics that nobody had named are called so now; /assess/topics takes names back");
    }
    Ok(())
}
