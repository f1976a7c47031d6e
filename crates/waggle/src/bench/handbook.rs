//! The handbook: how long a long one takes as PDF and as page.

use std::time::Instant;

use anyhow::Result;
use report::handbook::{article, brief_pdf, long, pdf};
use report::typeset::Paper;
use serde_json::json;

use super::percentile_ms;
use crate::commands::bench::Figures;

/// Each is made so often; the middle one counts.
const ROUNDS: usize = 5;

/// Measures the invented handbook with `findings` findings; 1,000 give more than a hundred pages.
pub fn run(findings: u64) -> Result<Figures> {
    let book = long(usize::try_from(findings).unwrap_or(1_000));
    let mut figures = Figures::new();
    let start = Instant::now();
    let printed = pdf(&book, Paper::A4)?;
    figures.insert("handbook.pages".to_owned(), json!(printed.pages));
    figures.insert("handbook.pdf_bytes".to_owned(), json!(printed.pdf.len()));
    figures.insert("handbook.first_pdf_seconds".to_owned(), json!(start.elapsed().as_secs_f64()));
    let mut took = |name: &str, make: &dyn Fn() -> Result<()>| -> Result<()> {
        let mut times = Vec::new();
        for _ in 0..ROUNDS {
            let start = Instant::now();
            make()?;
            times.push(start.elapsed());
        }
        let seconds = percentile_ms(&mut times, 0.5) / 1_000.0;
        figures.insert(format!("handbook.{name}_seconds"), json!(seconds));
        Ok(())
    };
    took("pdf", &|| Ok(pdf(&book, Paper::A4).map(drop)?))?;
    took("brief_pdf", &|| Ok(brief_pdf(&book, Paper::A4).map(drop)?))?;
    took("page", &|| {
        drop(article(&book));
        Ok(())
    })?;
    Ok(figures)
}
