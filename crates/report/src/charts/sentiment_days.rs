//! Positive posts above and negative posts below one line, by day: when the mood turned.

use super::drawing::{Anchor, Drawing};
use super::scale::{Scale, ticks};
use super::stretch::Stretch;
use super::time_axis::TimeAxis;
use super::{Chart, Width};
use crate::catalogue as say;
use crate::clean;
use crate::dates;
use crate::markup::Markup;
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
const AXIS: f64 = 24.0;

impl SentimentDays {
    fn share(point: &Stretch, label: usize) -> f64 {
        point.labels.get(label).map_or(0.0, |count| *count as f64 / point.days())
    }

    fn draw_grid(drawing: &mut Drawing, marks: &[f64], y: Scale, width: f64) {
        for mark in marks {
            let at = y.at(*mark);
            if *mark != 0.0 {
                drawing.line((0.0, at), (width, at), "g");
                let text = numbers::count(mark.abs().round() as u64);
                let words = if *mark > 0.0 && Some(mark) == marks.last() {
                    say::positive_a_day(&text)
                } else if *mark < 0.0 && Some(mark) == marks.first() {
                    say::negative_a_day(&text)
                } else {
                    text
                };
                let below = if *mark < 0.0 { 12.0 } else { -3.0 };
                drawing.text((0.0, at + below), Anchor::Start, "t halo", &words);
            }
        }
    }
}

impl Chart for SentimentDays {
    fn title(&self) -> String {
        say::SENTIMENT_DAYS.to_owned()
    }

    fn summary(&self) -> String {
        let sum =
            |label: usize| self.points.iter().filter_map(|p| p.labels.get(label)).sum::<u64>();
        let worst =
            self.points.iter().max_by(|a, b| Self::share(a, 0).total_cmp(&Self::share(b, 0)));
        let worst =
            worst.map(|p| (dates::stretch(p.from, p.to), p.labels.first().copied().unwrap_or(0)));
        say::sentiment_days_summary(&clean::name(&self.subject), sum(0), sum(2), worst)
    }

    fn draw(&self, id: &str, width: Width) -> Markup {
        let width = width.px();
        let mut drawing = Drawing::new(id, (width, HEIGHT + AXIS), &self.title(), &self.summary());
        let (Some(first), Some(last)) = (self.points.first(), self.points.last()) else {
            return drawing.finish();
        };
        let most = |label| self.points.iter().map(|p| Self::share(p, label)).fold(0.5, f64::max);
        let marks = ticks((-most(0), most(2)), 4, true);
        let ends = (marks.first().copied().unwrap_or(-1.0), marks.last().copied().unwrap_or(1.0));
        let y = Scale::new(ends, (HEIGHT - 16.0, 16.0));
        let axis = TimeAxis::new((first.from, last.to), (0.0, width));
        Self::draw_grid(&mut drawing, &marks, y, width);
        for point in &self.points {
            let (from, to) =
                (axis.at(f64::from(point.from.0)), axis.at(f64::from(point.to.0) + 1.0));
            let wide = (to - from) * 0.86;
            drawing.open_hover(&say::hover_labels(
                &dates::stretch(point.from, point.to),
                point.labels,
                point.count,
            ));
            let (up, down) = (y.at(Self::share(point, 2)), y.at(-Self::share(point, 0)));
            drawing.rect((from, up), (wide, y.at(0.0) - up), "pos");
            drawing.rect((from, y.at(0.0)), (wide, down - y.at(0.0)), "neg");
            drawing.close();
        }
        drawing.line((0.0, y.at(0.0)), (width, y.at(0.0)), "ax");
        axis.draw(&mut drawing, HEIGHT);
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
            let mut row = vec![
                Cell::Text(dates::stretch(point.from, point.to)),
                Cell::Number(numbers::count(point.count)),
            ];
            row.extend(point.labels.iter().map(|count| Cell::Number(numbers::count(*count))));
            table.push(row);
        }
        table
    }
}
