//! Ctrl-C asks the work to stop at the next safe point; a second one ends the process.

use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context, Result};

static ASKED: AtomicBool = AtomicBool::new(false);

/// The flag that Ctrl-C sets. May be called more than once.
pub fn flag() -> Result<&'static AtomicBool> {
    static INSTALLED: AtomicBool = AtomicBool::new(false);
    if !INSTALLED.swap(true, Ordering::Relaxed) {
        ctrlc::set_handler(|| {
            if ASKED.swap(true, Ordering::Relaxed) {
                std::process::exit(130);
            }
            eprintln!("\nstopping after what is under way; press Ctrl-C again to stop at once");
        })
        .context("cannot listen for Ctrl-C")?;
    }
    Ok(&ASKED)
}
