//! `waggle digest send`: the digests of today, by mail or into a folder.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use model::Rhythm;
use web::App;
use web::digests::digest;

use crate::cli::digest::{Digest, DigestVerb, Send};
use crate::clock;
use crate::exit::{Exit, OK, REFUSED};
use crate::mail::{Envelope, MailTable, Mailer};
use crate::progress::Progress;
use crate::serve::digests::send_all;
use crate::serve::{AtRest, Look};
use crate::workspace::Root;

/// Carries the verb out.
pub fn run(args: &Digest, root: &Root, progress: Progress) -> Result<Exit> {
    match &args.verb {
        DigestVerb::Send(args) => send(args, root, progress),
    }
}

fn send(args: &Send, root: &Root, progress: Progress) -> Result<Exit> {
    let table = root.config().mail.clone();
    if table.is_none() && args.dry_run.is_none() {
        bail!(
            "waggle.toml has no [mail]; add host, from and url there, or look at the mails with --dry-run DIR"
        );
    }
    let url = table.as_ref().and_then(|table| table.url.clone());
    if url.is_none() && args.dry_run.is_none() {
        bail!("[mail] in waggle.toml has no url; without it links in mails lead nowhere");
    }
    let table = table.unwrap_or_else(MailTable::nowhere);
    let mailer = Mailer::new(&table, |name| std::env::var(name).ok())?;
    let rhythm = Rhythm::from(args.rhythm);
    // What moved is known only from an assessment.
    let look = if rhythm == Rhythm::Weekly { Look::Assessed } else { Look::Stored };
    AtRest::open(root, url.as_deref(), look, progress)?.with(|app| async move {
        let day = app.house.snapshot().plan.zone.day(clock::now());
        match &args.dry_run {
            Some(folder) => write(&app, &mailer, rhythm, day, folder).await,
            None => {
                let tally = send_all(&app, &mailer, rhythm, day).await?;
                println!(
                    "sent {}, nothing to say {}, to be tried again {}, came back {}",
                    tally.sent,
                    tally.empty,
                    tally.delayed,
                    tally.bounced.len()
                );
                for (address, why) in &tally.bounced {
                    eprintln!("{address}: {why}");
                }
                Ok(if tally.bounced.is_empty() && tally.delayed == 0 { OK } else { REFUSED })
            }
        }
    })
}

async fn write(
    app: &App,
    mailer: &Mailer,
    rhythm: Rhythm,
    day: model::Day,
    folder: &Path,
) -> Result<Exit> {
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let mut written = 0;
    for member in app.ledger.members().await? {
        if member.disabled_at.is_some() {
            continue;
        }
        let Some(digest) = digest(app, &member, (rhythm, day), None).await? else { continue };
        let mail = digest.mail();
        let envelope = Envelope {
            to: &member.email,
            name: &member.name,
            id: format!("dry-{}-{day}", member.id),
            at: clock::now(),
        };
        let message = match mailer.compose(&envelope, &mail) {
            Ok(message) => message.formatted(),
            Err(why) => {
                eprintln!("{}: {why}", member.email);
                continue;
            }
        };
        let name = format!("{}-{rhythm}", member.id);
        fs::write(folder.join(format!("{name}.eml")), message)?;
        fs::write(folder.join(format!("{name}.html")), &mail.html)?;
        fs::write(folder.join(format!("{name}.txt")), &mail.text)?;
        written += 1;
    }
    println!("wrote {written} mails into {}", folder.display());
    Ok(OK)
}
