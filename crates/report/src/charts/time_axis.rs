//! The axis of time: months over a quarter, weeks or days over less, years over more.

use model::Day;

use super::drawing::{Anchor, Drawing, px};
use super::labels::text_width;
use super::scale::Scale;
use super::stretch::Stretch;
use crate::dates;
use crate::markup::write_into;

/// Size of tick labels in pixels.
pub const TICK_SIZE: f64 = 12.0;

/// Days along the width of a chart.
#[derive(Debug, Clone, Copy)]
pub struct TimeAxis {
    first: Day,
    last: Day,
    scale: Scale,
    ends: (f64, f64),
}

struct Tick {
    day: Day,
    label: Option<String>,
}

impl TimeAxis {
    /// From the start of `first` to the end of `last`, between two places on the paper.
    pub fn new((first, last): (Day, Day), ends: (f64, f64)) -> Self {
        let scale = Scale::new((f64::from(first.0), f64::from(last.0) + 1.0), ends);
        Self { first, last, scale, ends }
    }

    /// The place of a moment in days since the epoch; noon of a day is `day.0 + 0.5`.
    pub fn at(&self, days: f64) -> f64 {
        self.scale.at(days)
    }

    /// Where a stretch starts, and how wide it is.
    pub fn span(&self, stretch: &Stretch) -> (f64, f64) {
        let from = self.at(f64::from(stretch.from.0));
        (from, self.at(f64::from(stretch.to.0) + 1.0) - from)
    }

    /// Draws ticks and labels under `y`.
    pub fn draw(&self, drawing: &mut Drawing, y: f64) {
        let mut lines = format!("M{} {}H{}", px(self.ends.0), px(y), px(self.ends.1));
        let mut free_from = f64::NEG_INFINITY;
        for tick in self.ticks() {
            let x = self.at(f64::from(tick.day.0));
            let long = if tick.label.is_some() { 6 } else { 3 };
            write_into(&mut lines, format_args!("M{} {}v{long}", px(x), px(y)));
            let Some(label) = tick.label else { continue };
            let width = text_width(&label, TICK_SIZE);
            if x >= free_from && x + width <= self.ends.1 + 30.0 {
                drawing.text((x + 2.0, y + 17.0), Anchor::Start, "t", &label);
                free_from = x + width + 8.0;
            }
        }
        drawing.path(&lines, "ax");
    }

    fn ticks(&self) -> Vec<Tick> {
        let days = self.last.0 - self.first.0 + 1;
        (self.first.0..=self.last.0)
            .map(Day)
            .filter_map(|day| self.tick(day, days).map(|label| Tick { day, label }))
            .collect()
    }

    /// `Some(None)` is a tick without a label.
    fn tick(&self, day: Day, days: i32) -> Option<Option<String>> {
        let (year, month, date) = day.ymd();
        let first = day == self.first;
        if days <= 12 {
            return Some(Some(dates::short(day)));
        }
        if days <= 45 {
            return (day.weekday() == 0).then(|| Some(dates::short(day)));
        }
        if days <= 800 {
            let month_label = || {
                let name = dates::month_name(month);
                if first || month == 1 { format!("{name}\u{a0}{year}") } else { name.to_owned() }
            };
            let early = first && date <= 20;
            return match (date == 1 || early, day.weekday() == 0 && days <= 200) {
                (true, _) => Some(Some(month_label())),
                (false, true) => Some(None),
                (false, false) => None,
            };
        }
        match (month, date) {
            (1, 1) => Some(Some(year.to_string())),
            (4 | 7 | 10, 1) if days <= 4_000 => Some(None),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quarter_shows_months_and_weeks() {
        let axis = TimeAxis::new((Day(20_689), Day(20_778)), (0.0, 400.0));
        let ticks = axis.ticks();
        let labels: Vec<String> = ticks.iter().filter_map(|t| t.label.clone()).collect();
        assert_eq!(labels, ["Sep", "Oct", "Nov"]);
        assert_eq!(ticks.iter().filter(|t| t.label.is_none()).count(), 13);
    }
}
