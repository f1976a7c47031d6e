//! Positive posts above and negative posts below one line, by day: when the mood turned.

use super::drawing::{Anchor, Drawing, px};
use super::scale::{Scale, ticks};
use super::stretch::Stretch;
use super::time_axis::TimeAxis;
use super::{Chart, Width};
use crate::catalogue as say;
use crate::clean;
use crate::markup::{Markup, write_into};
use crate::numbers;
use crate::table::{Cell, Table};

/// Labels by day.
#[derive(Debug, Clone)]
pub struct SentimentDays {
    /// About whom.
    pub subject: String,
    /// The days, in order.
    pub points: Vec<Stretch>,
}

const HEIGHT: f64 = 190.0;
const TOP: f64 = 16.0;
const AXIS: f64 = 24.0;
/// Part of a day's width that its bar takes.
const BAR: f64 = 0.86;

/// Posts of a label a day; 0 is negative, 2 positive.
fn per_day(point: &Stretch, label: usize) -> f64 {
    point.labels.get(label).map_or(0.0, |count| *count as f64 / point.days())
}

/// Draws the bars of `points` between two heights, with labels for positive and negative at the ends.
pub(super) fn draw_panel(
    drawing: &mut Drawing,
    points: &[Stretch],
    axis: &TimeAxis,
    (top, bottom): (f64, f64),
    width: f64,
) {
    let most = |label| points.iter().map(|p| per_day(p, label)).fold(0.5, f64::max);
    let marks = ticks((-most(0), most(2)), 4, true);
    let ends = (marks.first().copied().unwrap_or(-1.0), marks.last().copied().unwrap_or(1.0));
    let y = Scale::new(ends, (bottom, top));
    let mut grid = String::new();
    for mark in &marks {
        write_into(&mut grid, format_args!("M0 {}H{}", px(y.at(*mark)), px(width)));
    }
    drawing.path(&grid, "g");
    for (label, class, sign) in [(2, "bars pos", 1.0), (0, "bars neg", -1.0)] {
        draw_bars(drawing, points, axis, (label, class), |value| y.at(value * sign));
    }
    let zero = y.at(0.0);
    drawing.line((0.0, zero), (width, zero), "ax");
    draw_marks(drawing, &marks, y);
}

/// Bars as thick strokes, one path for each width that occurs: a third of the size of rectangles.
fn draw_bars(
    drawing: &mut Drawing,
    points: &[Stretch],
    axis: &TimeAxis,
    (label, class): (usize, &str),
    y: impl Fn(f64) -> f64,
) {
    let zero = px(y(0.0));
    let mut paths: Vec<(String, String)> = Vec::new();
    for point in points {
        let (from, wide) = axis.span(point);
        let value = per_day(point, label);
        if value == 0.0 {
            continue;
        }
        let thick = px(wide * BAR);
        let bar = format!("M{} {zero}V{}", px(from + wide / 2.0), px(y(value)));
        match paths.iter_mut().find(|(t, _)| *t == thick) {
            Some((_, path)) => path.push_str(&bar),
            None => paths.push((thick, bar)),
        }
    }
    for (thick, path) in paths {
        drawing.stroke(&path, class, &thick);
    }
}

fn draw_marks(drawing: &mut Drawing, marks: &[f64], y: Scale) {
    for mark in marks.iter().filter(|mark| **mark != 0.0) {
        let text = numbers::count(mark.abs().round() as u64);
        let first = Some(mark) == marks.first();
        let words = if *mark > 0.0 && Some(mark) == marks.last() {
            say::positive_a_day(&text)
        } else if *mark < 0.0 && first {
            say::negative_a_day(&text)
        } else {
            continue;
        };
        drawing.text((0.0, y.at(*mark) - 4.0), Anchor::Start, "t halo", &words);
    }
}

impl Chart for SentimentDays {
    fn title(&self) -> String {
        say::SENTIMENT_DAYS.to_owned()
    }

    fn summary(&self) -> String {
        let sum =
            |label: usize| self.points.iter().filter_map(|p| p.labels.get(label)).sum::<u64>();
        let worst = self.points.iter().max_by(|a, b| per_day(a, 0).total_cmp(&per_day(b, 0)));
        let worst = worst.map(|p| (p.name(), p.labels.first().copied().unwrap_or(0)));
        say::sentiment_days_summary(&clean::name(&self.subject), sum(0), sum(2), worst)
    }

    fn draw(&self, id: &str, width: Width) -> Markup {
        let width = width.px();
        let mut drawing = Drawing::new(id, (width, HEIGHT + AXIS), &self.title(), &self.summary());
        let (Some(first), Some(last)) = (self.points.first(), self.points.last()) else {
            return drawing.finish();
        };
        let axis = TimeAxis::new((first.from, last.to), (0.0, width));
        draw_panel(&mut drawing, &self.points, &axis, (TOP, HEIGHT), width);
        axis.draw(&mut drawing, HEIGHT);
        let spans: Vec<(f64, f64)> = self.points.iter().map(|point| axis.span(point)).collect();
        let day = spans.iter().map(|span| span.1).fold(0.0, f64::max);
        drawing.open_hits("hit", (0.0, TOP), (day, HEIGHT - TOP));
        for (point, (from, wide)) in self.points.iter().zip(spans) {
            let hover = say::hover_labels(&point.name(), point.count, point.labels);
            drawing.hit(from, (wide + 0.1 < day).then_some(wide), "", &hover);
        }
        drawing.close();
        drawing.finish()
    }

    fn table(&self) -> Table {
        let heads = [
            say::HEAD_DAY,
            say::HEAD_MENTIONS,
            say::HEAD_NEGATIVE,
            say::HEAD_NEUTRAL,
            say::HEAD_POSITIVE,
        ];
        let mut table = Table::new(say::sentiment_days_table(&clean::name(&self.subject)), &heads);
        for point in &self.points {
            let mut row = vec![Cell::Text(point.name()), Cell::Number(numbers::count(point.count))];
            row.extend(point.labels.iter().map(|count| Cell::Number(numbers::count(*count))));
            table.push(row);
        }
        table
    }
}
