//! `waggle serve`: the application over this workspace.

use std::sync::atomic::AtomicBool;

use anyhow::Result;

use crate::cli::{self, LogForm};
use crate::exit::{Exit, OK};
use crate::interrupt;
use crate::mail::Mailer;
use crate::progress::Progress;
use crate::serve::{Server, first_admin, new_link};
use crate::workspace::Root;

/// Serves until Ctrl-C.
pub fn run(args: &cli::Serve, root: &Root, progress: Progress) -> Result<Exit> {
    let stop: &'static AtomicBool = interrupt::flag()?;
    log(args.log);
    let mail = root.config().mail.as_ref();
    let url = args.public_url.as_deref().or_else(|| mail.and_then(|mail| mail.url.as_deref()));
    let mut server = Server::open(root, args.listen, url, false, progress)?;
    if let Some(mail) = mail {
        let mailer = Mailer::new(mail, |name| std::env::var(name).ok())?;
        server = server.mailing(mailer, mail.hour);
    }
    if let Some(link) = server.with(|app| first_admin(app, &args.admin))? {
        println!(
            "nobody can sign in yet; this link makes you the admin, once, within a day:\n  {link}"
        );
    }
    if let Some(email) = &args.link {
        println!(
            "{email} gets in, once, within a day, by:\n  {}",
            server.with(|app| new_link(app, email))?
        );
    }
    println!("{} is served at {} until Ctrl-C", root.config().workspace.name, server.url());
    server.run(stop)?;
    Ok(OK)
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
