//! Days gathered into as many points as a chart can show: days, then weeks, then months.

use model::Day;
use model::assessment::DayCount;

use crate::dates;

/// Consecutive days that make one point of a chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// Mentions.
    pub count: u64,
    /// Of these negative, neutral, positive by label.
    pub labels: [u64; 3],
}

impl Stretch {
    /// Days in it.
    pub fn days(&self) -> f64 {
        f64::from(self.to.0 - self.from.0 + 1)
    }

    /// Its days in words, without the year where it is one day.
    pub fn name(&self) -> String {
        if self.from == self.to {
            dates::short(self.from)
        } else {
            dates::stretch(self.from, self.to)
        }
    }

    /// Mentions a day.
    pub fn per_day(&self) -> f64 {
        self.count as f64 / self.days()
    }
}

/// Most days that are shown one by one.
const MOST_DAYS: usize = 124;
/// Most days that are shown as weeks.
const MOST_WEEK_DAYS: usize = 800;

/// What one point of a chart stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// A day.
    Day,
    /// A week from Monday.
    Week,
    /// A month.
    Month,
}

impl Step {
    /// The step that suits a window of `days`.
    pub const fn suits(days: usize) -> Self {
        if days <= MOST_DAYS {
            Self::Day
        } else if days <= MOST_WEEK_DAYS {
            Self::Week
        } else {
            Self::Month
        }
    }
}

/// `days` gathered by the step that suits their number. The days must be in order.
pub fn stretches(days: &[DayCount]) -> Vec<Stretch> {
    let step = Step::suits(days.len());
    let mut out: Vec<Stretch> = Vec::new();
    for day in days {
        let starts = match step {
            Step::Day => true,
            Step::Week => day.day.weekday() == 0,
            Step::Month => day.day.ymd().2 == 1,
        };
        match out.last_mut() {
            Some(last) if !starts => {
                last.to = day.day;
                last.count += day.count;
                last.labels.iter_mut().zip(day.labels).for_each(|(sum, one)| *sum += one);
            }
            _ => out.push(Stretch {
                from: day.day,
                to: day.day,
                count: day.count,
                labels: day.labels,
            }),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_lost_when_days_become_weeks_and_months() {
        for days in [1, 90, 125, 400, 801, 3_000] {
            let counts: Vec<DayCount> = (0..days)
                .map(|d| DayCount { day: Day(20_000 + d), count: 3, labels: [1, 1, 0] })
                .collect();
            let points = stretches(&counts);
            assert!(points.len() <= 124, "{days} days give {} points", points.len());
            assert_eq!(points.iter().map(|p| p.count).sum::<u64>(), 3 * days as u64);
            assert_eq!(points.iter().map(Stretch::days).sum::<f64>(), f64::from(days));
            assert!(points.iter().all(|p| (p.per_day() - 3.0).abs() < 1e-9));
        }
    }
}
