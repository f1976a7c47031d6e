//! Writes the page of the invented sample assessment to the path given, to look at it in a browser.

use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(path) = std::env::args_os().nth(1) else {
        eprintln!(
            "say where to write the page: `cargo run -p report --example sample_page -- page.html`"
        );
        return ExitCode::from(2);
    };
    let assessment = report::sample();
    if let Err(error) = std::fs::write(&path, report::html(&assessment)) {
        eprintln!("cannot write {}: {error}", path.display());
        return ExitCode::FAILURE;
    }
    print!("{}", report::summary(&assessment));
    ExitCode::SUCCESS
}
