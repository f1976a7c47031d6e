//! The market's `waggle.toml`: who is watched, how, and from where.

use std::fmt::Write as _;

use crate::calendar::ZONE;
use crate::stage::Stage;
use crate::who::Who;

/// The commented `waggle.toml` of the market. The `[[source]]` tables stand in the order of the posts' source numbers.
pub fn plan_toml() -> String {
    let mut text = String::new();
    let written = write_plan(&mut text);
    debug_assert!(written.is_ok(), "a string takes every text");
    text
}

fn write_plan(into: &mut String) -> std::fmt::Result {
    writeln!(into, "# A synthetic market. Every name in it is invented; no company is meant.")?;
    writeln!(into, "# Change a query and run `waggle assess` again to see what it does.\n")?;
    writeln!(into, "[workspace]")?;
    writeln!(into, "name = \"Brambelo cargo bikes\"")?;
    writeln!(into, "# Days and hours are counted in this zone.")?;
    writeln!(into, "time_zone = {}\n", quoted(ZONE))?;
    writeln!(
        into,
        "# Who is watched. What a subject's own accounts post is the subject speaking, not the market."
    )?;
    for who in Who::ALL {
        writeln!(into, "\n[[subject]]")?;
        writeln!(into, "name = {}", quoted(who.name()))?;
        writeln!(into, "quadrant = {}", quoted(who.quadrant().as_str()))?;
        let accounts: Vec<String> = Stage::ALL
            .into_iter()
            .filter_map(|stage| {
                let handle = who.account(stage)?;
                Some(quoted(&format!("{}:{handle}", stage.network_name())))
            })
            .collect();
        if !accounts.is_empty() {
            writeln!(into, "accounts = [{}]", accounts.join(", "))?;
        }
    }
    writeln!(
        into,
        "\n# How they are found. The brand's forum and its app's reviews are about the brand even where"
    )?;
    writeln!(into, "# nobody writes its name.")?;
    for who in Who::ALL {
        writeln!(into, "\n[[watch]]")?;
        writeln!(into, "name = {}", quoted(who.name()))?;
        writeln!(into, "subject = {}", quoted(who.name()))?;
        writeln!(into, "query = {}", quoted(who.query()))?;
    }
    writeln!(into, "\n# From where.")?;
    for stage in Stage::ALL {
        writeln!(into, "\n[[source]]")?;
        writeln!(into, "name = {}", quoted(stage.source_name()))?;
        writeln!(into, "network = {}", quoted(stage.network_name()))?;
        writeln!(into, "side = {}", quoted(stage.side().as_str()))?;
    }
    Ok(())
}

/// A TOML string: literal where it holds a quotation mark.
fn quoted(text: &str) -> String {
    if text.contains('"') { format!("'{text}'") } else { format!("\"{text}\"") }
}
