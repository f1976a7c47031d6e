//! `waggle handbook`: the strategy as a PDF.

use anyhow::{Result, bail};
use model::StrategyId;
use report::handbook::{brief_pdf, pdf};
use report::typeset::Paper;
use web::App;
use web::handbooks::{Reader, Wanted, handbook};

use crate::cli::handbook::{Handbook, PaperSize};
use crate::exit::{Exit, OK};
use crate::progress::Progress;
use crate::serve::{AtRest, Look};
use crate::workspace::Root;

/// Writes the document.
pub fn run(args: &Handbook, root: &Root, progress: Progress) -> Result<Exit> {
    let open = AtRest::open(root, None, Look::Stored, progress)?;
    let book = open.with(|app| async move {
        let strategy = match &args.strategy {
            Some(name) => Some(named(&app, name).await?),
            None => None,
        };
        let wanted = Wanted { strategy, edition: args.edition };
        match handbook(&app, Reader::OWNER, wanted).await? {
            Some(book) => Ok(book),
            None if args.edition.is_some() => bail!("the strategy has no such edition"),
            None => bail!("this workspace has no strategy yet; begin one in the application"),
        }
    })?;
    let paper = match args.paper {
        PaperSize::A4 => Paper::A4,
        PaperSize::Letter => Paper::Letter,
    };
    let printed = if args.brief { brief_pdf(&book, paper)? } else { pdf(&book, paper)? };
    crate::commands::assess::replace(&args.out, &printed.pdf)?;
    let pages = report::catalogue::plural(printed.pages as u64, "page", "pages");
    println!("wrote {}, {pages}", args.out.display());
    if printed.boxes > 0 {
        let boxes = printed.boxes as u64;
        let shown = report::catalogue::plural(boxes, "character is", "characters are");
        eprintln!(
            "{shown} shown as □, for no typeface of the document has them; the page /handbook shows them"
        );
    }
    Ok(OK)
}

async fn named(app: &App, name: &str) -> Result<StrategyId> {
    let all = app.ledger.strategies().await?;
    let wanted = name.trim().to_lowercase();
    match all.iter().find(|strategy| strategy.name.to_lowercase() == wanted) {
        Some(strategy) => Ok(strategy.id),
        None => {
            let known: Vec<&str> = all.iter().map(|strategy| strategy.name.as_str()).collect();
            bail!("there is no strategy called `{name}`; there are: {}", known.join(", "))
        }
    }
}
