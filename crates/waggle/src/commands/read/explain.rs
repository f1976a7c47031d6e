//! What speaks for and against a reading, for people and as JSON.

use std::io::Write;

use anyhow::Result;
use model::Label;
use serde::Serialize;
use understand::Reader;

use super::{Printed, PrintedSentiment};

/// Characters of a text that are shown above its explanation.
const SHOWN: usize = 100;
/// Cells of the longest bar.
const WIDTH: f32 = 20.0;

/// The label and the words that speak for and against it, strongest first.
#[derive(Serialize)]
pub struct Explained {
    label: Label,
    contributions: Vec<Contribution>,
}

/// One word, or two neighbours that do more together than apart.
#[derive(Serialize)]
struct Contribution {
    text: String,
    /// Bytes of the text.
    start: usize,
    end: usize,
    /// Log-odds for (positive) or against (negative) the label.
    weight: f32,
}

impl Explained {
    /// Of a text; `None` where its sentiment is not read.
    pub fn of(reader: Reader, text: &str) -> Option<Self> {
        let (label, found) = reader.explain(text, None)?;
        let contributions = found
            .into_iter()
            .map(|c| Contribution {
                text: c.text,
                start: c.span.start,
                end: c.span.end,
                weight: c.weight,
            })
            .collect();
        Some(Self { label, contributions })
    }
}

/// Prints a reading with its reasons for people.
pub fn print(text: &str, printed: &Printed, out: &mut impl Write) -> Result<()> {
    let shown: String =
        text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(SHOWN).collect();
    writeln!(out, "{shown}{}", if text.chars().nth(SHOWN).is_some() { "…" } else { "" })?;
    match &printed.sentiment {
        Some(sentiment) => {
            writeln!(out, "  {} ({})", sentiment.label.as_str(), percents(sentiment))?;
            if let Some(built_in) = &printed.built_in {
                writeln!(
                    out,
                    "  as this workspace has learned it; built in: {} ({})",
                    built_in.label.as_str(),
                    percents(built_in)
                )?;
            }
        }
        None => writeln!(
            out,
            "  sentiment not read: the language is `{}`, which the model does not know",
            printed.language.as_str()
        )?,
    }
    if let Some(explained) = &printed.explanation {
        let most = explained.contributions.iter().fold(0.1f32, |most, c| most.max(c.weight.abs()));
        for c in &explained.contributions {
            let bar = "█".repeat((c.weight.abs() / most * WIDTH).round().max(1.0) as usize);
            let word: String = c.text.chars().filter(|c| !c.is_control()).take(30).collect();
            let side = if c.weight > 0.0 { "for" } else { "against" };
            writeln!(out, "  {:>+6.2}  {side:<7}  {word:<30}  {bar}", c.weight)?;
        }
        if explained.contributions.is_empty() {
            writeln!(out, "  no single word matters")?;
        }
    }
    if let Some(target) = &printed.target_sentiment {
        target.print(out)?;
    }
    let acts: Vec<&str> = printed.acts.iter().map(|act| act.as_str()).collect();
    if !acts.is_empty() {
        writeln!(out, "  acts: {}", acts.join(", "))?;
    }
    writeln!(out)?;
    Ok(())
}

/// `negative 8 %, neutral 20 %, positive 72 %`.
pub fn percents(sentiment: &PrintedSentiment) -> String {
    format!(
        "negative {:.0} %, neutral {:.0} %, positive {:.0} %",
        sentiment.negative * 100.0,
        sentiment.neutral * 100.0,
        sentiment.positive * 100.0
    )
}
