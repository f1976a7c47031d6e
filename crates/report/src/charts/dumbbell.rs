//! Two marks on one line: the brand against a competitor per topic, or inside against outside. The marks differ in
//! shape as well as in hue, and each carries its interval.

use model::{Figure, Unit};

use super::drawing::{Anchor, Drawing};
use super::labels::{fit, text_width};
use super::rows::Rows;
use super::scale::ticks;
use super::{Chart, Width};
use crate::catalogue as say;
use crate::clean;
use crate::markup::Markup;
use crate::numbers;
use crate::table::{Cell, Table};

/// One topic.
#[derive(Debug, Clone)]
pub struct DumbbellRow {
    /// The topic.
    pub name: String,
    /// The first side's value (a disc).
    pub first: Figure,
    /// The second side's value (a square).
    pub second: Figure,
    /// What was shown, in a few words.
    pub verdict: String,
    /// Whether a difference was shown.
    pub shown: bool,
}

/// Two sides compared on several topics.
#[derive(Debug, Clone)]
pub struct Dumbbell {
    /// What is compared, with the unit.
    pub title: String,
    /// What a person would say about it.
    pub summary: String,
    /// Name and class of the first side.
    pub first: (String, &'static str),
    /// Name and class of the second side.
    pub second: (String, &'static str),
    /// The topics from the top.
    pub rows: Vec<DumbbellRow>,
}

const LEGEND: f64 = 26.0;

fn ends(figure: &Figure) -> (f64, f64) {
    figure.interval.map_or((figure.value, figure.value), |i| (i.low, i.high))
}

impl Dumbbell {
    fn unit(&self) -> Unit {
        self.rows.first().map_or(Unit::Index, |row| row.first.unit)
    }

    fn extent(&self) -> (f64, f64) {
        let start = if self.unit() == Unit::Share { (0.0, 0.01) } else { (-0.1, 0.1) };
        let figures = self.rows.iter().flat_map(|row| [&row.first, &row.second]);
        figures.map(ends).fold(start, |(low, high), (l, h)| (low.min(l), high.max(h)))
    }

    fn draw_legend(&self, drawing: &mut Drawing, width: f64) {
        let room = width / 2.0 - 24.0;
        let first = fit(&clean::name(&self.first.0), 13.0, room);
        let second = fit(&clean::name(&self.second.0), 13.0, room);
        drawing.disc((6.0, 9.0), 5.0, self.first.1);
        drawing.text((16.0, 13.5), Anchor::Start, "b", &first);
        let at = 16.0 + text_width(&first, 13.0) * 1.08 + 20.0;
        drawing.rect((at, 4.5), (9.0, 9.0), self.second.1);
        drawing.text((at + 14.0, 13.5), Anchor::Start, "", &second);
    }
}

impl Chart for Dumbbell {
    fn title(&self) -> String {
        self.title.clone()
    }

    fn summary(&self) -> String {
        self.summary.clone()
    }

    fn draw(&self, id: &str, width: Width) -> Markup {
        let rows = Rows::new(width.px(), LEGEND, self.rows.len(), ticks(self.extent(), 4, false));
        let mut drawing = Drawing::new(id, rows.size(), &self.title, &self.summary);
        self.draw_legend(&mut drawing, width.px());
        let unit = self.unit();
        rows.draw_axis(&mut drawing, 0.0, |tick| match unit {
            Unit::Share => numbers::percent(tick),
            _ => numbers::signed(tick, 1),
        });
        for (place, row) in self.rows.iter().enumerate() {
            let name = clean::name(&row.name);
            let hover = say::hover_pair(
                &name,
                (&clean::name(&self.first.0), &numbers::with_range(&row.first), row.first.n),
                (&clean::name(&self.second.0), &numbers::with_range(&row.second), row.second.n),
            );
            drawing.open_hover(&hover);
            rows.draw_name(&mut drawing, place, &name, &row.verdict, row.shown);
            let y = rows.y(place);
            let (first, second) = (rows.x(row.first.value), rows.x(row.second.value));
            drawing.line((first, y), (second, y), if row.shown { "link on" } else { "link" });
            for (figure, y) in [(&row.first, y - 3.5), (&row.second, y + 3.5)] {
                if figure.interval.is_some() {
                    let (low, high) = ends(figure);
                    drawing.whisker((rows.x(low), rows.x(high)), y, 2.5);
                }
            }
            drawing.rect((second - 4.5, y - 1.0), (9.0, 9.0), self.second.1);
            drawing.disc((first, y - 3.5), 5.0, self.first.1);
            drawing.close();
        }
        drawing.finish()
    }

    fn table(&self) -> Table {
        let head = |name: &str| format!("{}#", clean::name(name));
        let (first, second) = (head(&self.first.0), head(&self.second.0));
        let heads = [say::HEAD_TOPIC, &first, &second, say::HEAD_VERDICT];
        let mut table = Table::new(self.title(), &heads);
        for row in &self.rows {
            table.push(vec![
                Cell::foreign(&row.name),
                Cell::Number(numbers::with_range(&row.first)),
                Cell::Number(numbers::with_range(&row.second)),
                Cell::Text(row.verdict.clone()),
            ]);
        }
        table
    }
}
