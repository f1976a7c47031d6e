//! Writes the sample handbook and brief, for looking at: `cargo run -p report --example handbook -- FOLDER [findings]`.

use std::time::Instant;
use std::{env, fs};

use report::handbook::{self, STYLE, article, brief_page, brief_pdf};
use report::typeset::Paper;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = env::args().skip(1);
    let folder = args.next().ok_or("say into which folder")?;
    let book = match args.next() {
        Some(findings) => handbook::long(findings.parse()?),
        None => handbook::sample(),
    };
    fs::create_dir_all(&folder)?;
    for (paper, name) in [(Paper::A4, "a4"), (Paper::Letter, "letter")] {
        let start = Instant::now();
        let printed = handbook::pdf(&book, paper)?;
        let took = start.elapsed().as_secs_f64();
        println!("{name}: {} pages, {} bytes, {took:.2} s", printed.pages, printed.pdf.len());
        fs::write(format!("{folder}/handbook-{name}.pdf"), printed.pdf)?;
        let brief = brief_pdf(&book, paper)?;
        fs::write(format!("{folder}/brief-{name}.pdf"), brief.pdf)?;
    }
    for (name, body) in [("handbook", article(&book)), ("brief", brief_page(&book))] {
        let (page, charts) = (report::page::STYLE, report::charts::STYLE);
        let html = format!(
            "<!doctype html><html lang=en><meta charset=utf-8><title>{name}</title><style>{page}{charts}{STYLE}</style><main style=\"padding:24px\">{body}</main>"
        );
        fs::write(format!("{folder}/{name}.html"), html)?;
    }
    Ok(())
}
