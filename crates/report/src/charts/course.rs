//! The course of a measure: points with their intervals, the straight way to the target, and what is expected.

use model::{Day, Interval, Unit};

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

/// One point.
#[derive(Debug, Clone, PartialEq)]
pub struct CoursePoint {
    /// On which day.
    pub day: Day,
    /// The value, in the measure's unit.
    pub value: f64,
    /// Its interval.
    pub interval: Option<Interval>,
    /// As a reader sees it.
    pub spelt: String,
}

/// What is expected.
#[derive(Debug, Clone, PartialEq)]
pub struct Ahead {
    /// On which day.
    pub day: Day,
    /// The expectation.
    pub value: f64,
    /// Its interval.
    pub interval: Interval,
    /// As a reader sees it.
    pub spelt: String,
}

/// The course of a measure.
#[derive(Debug, Clone, PartialEq)]
pub struct Course {
    /// What is measured, with the unit.
    pub title: String,
    /// What it counts in.
    pub unit: Unit,
    /// Where it started.
    pub start: Option<CoursePoint>,
    /// What was counted, oldest first.
    pub points: Vec<CoursePoint>,
    /// Where it shall stand.
    pub target: Option<CoursePoint>,
    /// Where it is expected to stand.
    pub ahead: Option<Ahead>,
}

const HEIGHT: f64 = 200.0;
const TOP: f64 = 12.0;
const AXIS: f64 = 24.0;
const LEFT: f64 = 56.0;
const LABEL: f64 = 13.0;

/// Where things stand on the paper.
struct Place {
    time: TimeAxis,
    y: Scale,
    right: f64,
}

impl Place {
    fn at(&self, day: Day, value: f64) -> (f64, f64) {
        (self.time.at(f64::from(day.0) + 0.5), self.y.at(value))
    }
}

impl Course {
    fn days(&self) -> (Day, Day) {
        let all = self.points.iter().chain(&self.start).chain(&self.target).map(|it| it.day);
        let all = all.chain(self.ahead.iter().map(|it| it.day));
        all.fold((Day(i32::MAX), Day(i32::MIN)), |(low, high), day| (low.min(day), high.max(day)))
    }

    fn extent(&self) -> (f64, f64) {
        let all = self.points.iter().chain(&self.start).chain(&self.target);
        let ends = all
            .map(|it| it.interval.map_or((it.value, it.value), |i| (i.low, i.high)))
            .chain(self.ahead.iter().map(|it| (it.interval.low, it.interval.high)));
        let zero =
            if self.unit == Unit::Index { (f64::INFINITY, f64::NEG_INFINITY) } else { (0.0, 0.0) };
        ends.fold(zero, |(low, high), (l, h)| (low.min(l), high.max(h)))
    }

    fn tick(&self, value: f64) -> String {
        match self.unit {
            Unit::Index => numbers::signed(value, 1),
            Unit::Share => numbers::percent(value),
            Unit::Seconds => numbers::duration(value),
            Unit::Posts | Unit::People | Unit::Number => crate::money::amount(value),
        }
    }

    fn labels(&self) -> Vec<(f64, String)> {
        let target = self.target.iter().map(|it| (it.value, say::course_target(&it.spelt)));
        let ahead = self.ahead.iter().map(|it| (it.value, say::course_expected(&it.spelt)));
        target.chain(ahead).collect()
    }

    fn draw_way(&self, drawing: &mut Drawing, place: &Place) {
        if let (Some(start), Some(target)) = (&self.start, &self.target) {
            let (from, to) = (place.at(start.day, start.value), place.at(target.day, target.value));
            drawing.line(from, to, "lead way");
        }
        if let (Some(last), Some(ahead)) = (self.points.last(), &self.ahead) {
            let from = place.at(last.day, last.value);
            let (x, high) = place.at(ahead.day, ahead.interval.high);
            let (_, low) = place.at(ahead.day, ahead.interval.low);
            let band = through(&[from, (x, high), (x, low)]);
            drawing.path(&format!("{band}z"), "area q-brand");
            drawing.line(from, place.at(ahead.day, ahead.value), "q-brand-l way");
        }
    }
}

impl Chart for Course {
    fn title(&self) -> String {
        self.title.clone()
    }

    fn summary(&self) -> String {
        let (Some(first), Some(last)) =
            (self.start.as_ref().or(self.points.first()), self.points.last())
        else {
            return say::COURSE_EMPTY.to_owned();
        };
        let day = |it: &CoursePoint| dates::long(it.day);
        let target = self.target.as_ref().map(|it| (day(it), it.spelt.as_str()));
        say::course_summary(
            (&day(first), &first.spelt),
            (&day(last), &last.spelt),
            target.as_ref().map(|(day, spelt)| (day.as_str(), *spelt)),
        )
    }

    fn draw(&self, id: &str, width: Width) -> Markup {
        let mut drawing = Drawing::new(id, (width.px(), HEIGHT), &self.title, &self.summary());
        if self.points.is_empty() {
            drawing.text((0.0, 20.0), Anchor::Start, "t", say::COURSE_EMPTY);
            return drawing.finish();
        }
        let labels = self.labels();
        let room = labels.iter().map(|(_, text)| text_width(text, LABEL)).fold(0.0, f64::max);
        let right = width.px() - (room + 12.0).min(width.px() * 0.45);
        let ticks = ticks(self.extent(), 4, matches!(self.unit, Unit::Posts | Unit::People));
        let ends = (ticks.first().copied().unwrap_or(0.0), ticks.last().copied().unwrap_or(1.0));
        let bottom = HEIGHT - AXIS;
        let place = Place {
            time: TimeAxis::new(self.days(), (LEFT, right)),
            y: Scale::new(ends, (bottom, TOP)),
            right,
        };
        for tick in &ticks {
            let y = place.y.at(*tick);
            drawing.line((LEFT, y), (right, y), "g");
            drawing.text((LEFT - 6.0, y + 4.0), Anchor::End, "t", &self.tick(*tick));
        }
        place.time.draw(&mut drawing, bottom);
        self.draw_way(&mut drawing, &place);
        let at: Vec<(f64, f64)> = self.points.iter().map(|it| place.at(it.day, it.value)).collect();
        drawing.path(&through(&at), "q-brand-l strong");
        for (point, (x, y)) in self.points.iter().zip(at) {
            drawing.open_hover(&format!("{}: {}", dates::long(point.day), point.spelt));
            if let Some(interval) = point.interval {
                let (low, high) = (place.y.at(interval.low), place.y.at(interval.high));
                drawing.line((x, low), (x, high), "w");
            }
            drawing.disc((x, y), 3.5, "q-brand");
            drawing.close();
        }
        let wanted: Vec<f64> = labels.iter().map(|(value, _)| place.y.at(*value)).collect();
        let spread = spread(&wanted, 17.0, (TOP + 4.0, bottom));
        for ((_, text), y) in labels.iter().zip(spread) {
            drawing.text((place.right + 8.0, y + 4.0), Anchor::Start, "", text);
        }
        drawing.finish()
    }

    fn table(&self) -> Table {
        let mut table = Table::new(self.title(), &["", "#"]);
        for point in &self.points {
            table.push(vec![Cell::Text(dates::long(point.day)), Cell::Number(point.spelt.clone())]);
        }
        table
    }
}
