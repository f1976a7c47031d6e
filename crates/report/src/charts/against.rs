//! What was seen against what was to be expected: the effect of a program, week by week.

use model::{Day, Unit};

use super::drawing::{Anchor, Drawing, through};
use super::labels::{spread, text_width};
use super::scale::{Scale, ticks};
use super::time_axis::TimeAxis;
use super::{Chart, Width};
use crate::catalogue as say;
use crate::dates;
use crate::markup::Markup;
use crate::numbers;
use crate::table::{Cell, Table};

/// One stretch of time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stand {
    /// Its first day.
    pub day: Day,
    /// What was seen.
    pub seen: f64,
    /// What was to be expected.
    pub expected: f64,
}

/// Seen against expected.
#[derive(Debug, Clone, PartialEq)]
pub struct Against {
    /// What is shown, with the unit.
    pub title: String,
    /// What it counts in.
    pub unit: Unit,
    /// Oldest first.
    pub stands: Vec<Stand>,
    /// The day on which it should begin to differ.
    pub from: Day,
    /// What a person would say about it.
    pub says: String,
}

const HEIGHT: f64 = 200.0;
const TOP: f64 = 20.0;
const AXIS: f64 = 24.0;
const LEFT: f64 = 56.0;
const LABEL: f64 = 13.0;

impl Against {
    fn spelt(&self, value: f64) -> String {
        numbers::spell(value, self.unit, None)
    }

    fn extent(&self) -> (f64, f64) {
        let all = self.stands.iter().flat_map(|stand| [stand.seen, stand.expected]);
        let zero =
            if self.unit == Unit::Index { (f64::INFINITY, f64::NEG_INFINITY) } else { (0.0, 0.0) };
        all.fold(zero, |(low, high), value| (low.min(value), high.max(value)))
    }
}

impl Chart for Against {
    fn title(&self) -> String {
        self.title.clone()
    }

    fn summary(&self) -> String {
        self.says.clone()
    }

    fn draw(&self, id: &str, width: Width) -> Markup {
        let mut drawing = Drawing::new(id, (width.px(), HEIGHT), &self.title, &self.says);
        let (Some(first), Some(last)) = (self.stands.first(), self.stands.last()) else {
            drawing.text((0.0, 20.0), Anchor::Start, "t", say::COURSE_EMPTY);
            return drawing.finish();
        };
        let labels = [(last.seen, say::AGAINST_SEEN), (last.expected, say::AGAINST_EXPECTED)];
        let room = labels.iter().map(|(_, text)| text_width(text, LABEL)).fold(0.0, f64::max);
        let right = width.px() - (room + 12.0).min(width.px() * 0.45);
        let ticks = ticks(self.extent(), 4, matches!(self.unit, Unit::Posts | Unit::People));
        let ends = (ticks.first().copied().unwrap_or(0.0), ticks.last().copied().unwrap_or(1.0));
        let bottom = HEIGHT - AXIS;
        let time = TimeAxis::new((first.day, Day(last.day.0 + 6)), (LEFT, right));
        let y = Scale::new(ends, (bottom, TOP));
        for tick in &ticks {
            drawing.line((LEFT, y.at(*tick)), (right, y.at(*tick)), "g");
            drawing.text((LEFT - 6.0, y.at(*tick) + 4.0), Anchor::End, "t", &self.spelt(*tick));
        }
        time.draw(&mut drawing, bottom);
        let begins = time.at(f64::from(self.from.0));
        drawing.line((begins, TOP - 8.0), (begins, bottom), "w");
        drawing.text((begins + 4.0, TOP - 6.0), Anchor::Start, "t", say::AGAINST_BEGINS);
        let middle = |stand: &Stand| time.at(f64::from(stand.day.0) + 3.5);
        let line = |of: fn(&Stand) -> f64| -> Vec<(f64, f64)> {
            self.stands.iter().map(|stand| (middle(stand), y.at(of(stand)))).collect()
        };
        drawing.path(&through(&line(|stand| stand.expected)), "lead way");
        drawing.path(&through(&line(|stand| stand.seen)), "q-brand-l strong");
        for (stand, at) in self.stands.iter().zip(line(|stand| stand.seen)) {
            let (seen, expected) = (self.spelt(stand.seen), self.spelt(stand.expected));
            drawing.open_hover(&say::against_week(&dates::long(stand.day), &seen, &expected));
            drawing.disc(at, 3.5, "q-brand");
            drawing.close();
        }
        let wanted: Vec<f64> = labels.iter().map(|(value, _)| y.at(*value)).collect();
        for ((_, text), at) in labels.iter().zip(spread(&wanted, 17.0, (TOP + 4.0, bottom))) {
            drawing.text((right + 8.0, at + 4.0), Anchor::Start, "", text);
        }
        drawing.finish()
    }

    fn table(&self) -> Table {
        let mut table = Table::new(self.title(), &say::AGAINST_HEADS);
        for stand in &self.stands {
            table.push(vec![
                Cell::Text(dates::long(stand.day)),
                Cell::Number(self.spelt(stand.seen)),
                Cell::Number(self.spelt(stand.expected)),
            ]);
        }
        table
    }
}
