//! How far imports are.

use askama::Template;
use model::{Timestamp, Totals};

use crate::auth::{Ask, Import, May};
use crate::frame::{Page, page};
use crate::house;
use crate::say;

/// Reasons that are shown of each import.
const REASONS: usize = 5;

struct Job {
    name: String,
    state: String,
    error: Option<String>,
    running: bool,
    /// Per cent, where the size is known.
    share: Option<u64>,
    totals: Totals,
    reasons: Vec<(u64, String)>,
}

/// The imports since the start.
#[derive(Template)]
#[template(path = "pages/listen/jobs.html")]
pub struct JobsPart {
    jobs: Vec<Job>,
    finished: bool,
}

/// The part alone, for the script that refreshes it.
pub async fn part(who: May<Import>) -> Page {
    page(&jobs(&who))
}

/// The imports since the start, newest first.
pub fn jobs<A: Ask>(who: &May<A>) -> JobsPart {
    let now = who.house.now();
    let jobs: Vec<Job> = who.house.imports().into_iter().map(|(_, job)| line(job, now)).collect();
    JobsPart { finished: jobs.iter().all(|job| !job.running), jobs }
}

fn line(job: house::Import, now: Timestamp) -> Job {
    let share = match job.bytes {
        (_, None | Some(0)) => None,
        (read, Some(all)) => Some((read.min(all) * 100) / all),
    };
    let (state, error) = match &job.done {
        None => (progress(&job, now), None),
        Some(Ok(())) => ("done".to_owned(), None),
        Some(Err(why)) => ("stopped; what came before is kept".to_owned(), Some(why.clone())),
    };
    Job {
        state,
        error,
        running: job.done.is_none(),
        share: share.filter(|_| job.done.is_none()),
        reasons: job.reasons.into_iter().take(REASONS).collect(),
        name: job.name,
        totals: job.totals,
    }
}

/// Rate and remaining time in words.
fn progress(job: &house::Import, now: Timestamp) -> String {
    let secs = now.0.saturating_sub(job.started_at.0);
    if secs < 1 || job.totals.rows == 0 {
        return "reading".to_owned();
    }
    let rate = job.totals.rows / secs.unsigned_abs();
    let mut said = format!("{} a second", say::many(rate, "row", "rows"));
    if let (read, Some(all)) = job.bytes
        && read > 0
    {
        let left = all.saturating_sub(read) as f64 * secs as f64 / read as f64;
        said.push_str(&format!(", about {} left", duration(left)));
    }
    said
}

fn duration(secs: f64) -> String {
    match secs {
        s if s < 90.0 => format!("{:.0} s", s.max(1.0)),
        s if s < 5_400.0 => format!("{:.0} min", s / 60.0),
        s => format!("{:.1} h", s / 3_600.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn job(rows: u64, bytes: (u64, Option<u64>)) -> house::Import {
        house::Import {
            name: "x.csv".to_owned(),
            bytes,
            totals: Totals { rows, added: rows, ..Totals::default() },
            reasons: Vec::new(),
            started_at: Timestamp(100),
            done: None,
        }
    }

    #[test]
    fn progress_says_rate_and_remaining_time() {
        assert_eq!(progress(&job(0, (0, None)), Timestamp(100)), "reading");
        assert_eq!(progress(&job(5_000, (10, None)), Timestamp(105)), "1,000 rows a second");
        let said = progress(&job(5_000, (10, Some(1_010))), Timestamp(105));
        assert_eq!(said, "1,000 rows a second, about 8 min left");
    }

    #[test]
    fn a_stopped_import_says_why() {
        let mut stopped = job(10, (10, Some(20)));
        stopped.done = Some(Err("line 12 is no CSV".to_owned()));
        let line = line(stopped, Timestamp(200));
        assert_eq!(line.error.as_deref(), Some("line 12 is no CSV"));
        assert!(!line.running && line.share.is_none());
    }
}
