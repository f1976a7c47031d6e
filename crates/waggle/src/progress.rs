//! Progress on the terminal: bars for what takes over a second, nothing when piped.

use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Makes progress bars, or silent ones.
#[derive(Debug, Clone, Copy)]
pub struct Progress {
    shown: bool,
}

impl Progress {
    /// Bars when standard error is a terminal and `quiet` is not asked.
    pub fn new(quiet: bool) -> Self {
        Self { shown: !quiet && std::io::stderr().is_terminal() }
    }

    /// A bar over `total` bytes with rate and remaining time; a spinner where the total is unknown.
    pub fn bytes(&self, what: &str, total: Option<u64>) -> ProgressBar {
        match total {
            Some(total) => self.bar(what, total, "{msg:<28} {bar:24} {percent:>3} % {bytes:>11} {binary_bytes_per_sec:>12} {eta:>5} left"),
            None => self.spinner(what),
        }
    }

    /// A bar over `total` things with rate and remaining time.
    pub fn count(&self, what: &str, total: u64) -> ProgressBar {
        self.bar(
            what,
            total,
            "{msg:<28} {bar:24} {percent:>3} % {human_pos:>11} {per_sec:>12} {eta:>5} left",
        )
    }

    /// A spinner for a step whose length is unknown.
    pub fn spinner(&self, what: &str) -> ProgressBar {
        let bar = ProgressBar::with_draw_target(None, self.target());
        bar.set_style(style("{msg:<28} {spinner} {elapsed}"));
        bar.set_message(what.to_owned());
        bar.enable_steady_tick(Duration::from_millis(120));
        bar
    }

    fn bar(&self, what: &str, total: u64, template: &str) -> ProgressBar {
        let bar = ProgressBar::with_draw_target(Some(total), self.target());
        bar.set_style(style(template).progress_chars("█▉▊▋▌▍▎▏ "));
        bar.set_message(what.to_owned());
        bar
    }

    fn target(&self) -> ProgressDrawTarget {
        if self.shown { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() }
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}
