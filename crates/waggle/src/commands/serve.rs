//! `waggle serve`: the application over this workspace, or over several.

use std::path::Path;
use std::sync::atomic::AtomicBool;

use anyhow::{Result, bail};

use crate::cli::{self, LogForm};
use crate::exit::{Exit, OK};
use crate::interrupt;
use crate::progress::Progress;
use crate::serve::{Place, Server, first_admin, new_link};
use crate::workspace::Root;

/// Serves until Ctrl-C.
pub fn run(args: &cli::Serve, asked: Option<&Path>, progress: Progress) -> Result<Exit> {
    let stop: &'static AtomicBool = interrupt::flag()?;
    log(args.log);
    let roots = roots(&args.folders, asked)?;
    // Whoever named the address that mails lead to need not name it twice.
    let only =
        roots.first().filter(|_| roots.len() == 1).and_then(|root| root.config().mail.as_ref());
    let public_url =
        args.public_url.as_deref().or_else(|| only.and_then(|mail| mail.url.as_deref()));
    let place = Place { listen: args.listen, free_port: false, public_url, mails: true };
    let server = Server::open(&roots, &place, progress)?;
    let names = roots.iter().map(|root| root.config().workspace.name.as_str());
    let several = roots.len() > 1;
    let of = |name: &str| if several { format!(" of {name}") } else { String::new() };
    for (link, name) in server.with(|app| first_admin(app, &args.admin))?.iter().zip(names.clone())
    {
        if let Some(link) = link {
            println!(
                "nobody can sign in yet; this link makes you the admin{}, once, within a day:\n  {link}",
                of(name)
            );
        }
    }
    if let Some(email) = &args.link {
        let links = server.with(|app| new_link(app, email))?;
        if links.iter().all(Option::is_none) {
            bail!("there is no member with the address {email}");
        }
        for link in links.into_iter().flatten() {
            println!("{email} gets in, once, within a day, by:\n  {link}");
        }
    }
    for (name, url) in names.zip(server.urls()) {
        println!("{name} is served at {url} until Ctrl-C");
    }
    server.run(stop)?;
    Ok(OK)
}

/// The folders named, or the workspace of this folder.
fn roots(folders: &[std::path::PathBuf], asked: Option<&Path>) -> Result<Vec<Root>> {
    if folders.is_empty() {
        return Ok(vec![Root::find(asked)?]);
    }
    folders.iter().map(|folder| Root::find(Some(folder))).collect()
}

/// Starts the log on standard error.
pub fn log(form: LogForm) {
    let subscriber =
        tracing_subscriber::fmt().with_writer(std::io::stderr).with_max_level(tracing::Level::INFO);
    // Somebody else may have started it; then theirs stays.
    let started = match form {
        LogForm::Off => Ok(()),
        LogForm::Json => subscriber.json().try_init(),
        LogForm::Text => subscriber.with_target(false).try_init(),
    };
    drop(started);
}
