//! Values as dots with their intervals as whiskers, on one axis with a marked zero: net sentiment per topic or place.

use model::Figure;

use super::drawing::Drawing;
use super::rows::Rows;
use super::scale::ticks;
use super::{Chart, Width};
use crate::catalogue as say;
use crate::clean;
use crate::markup::Markup;
use crate::numbers;
use crate::table::{Cell, Table};

/// One dot.
#[derive(Debug, Clone)]
pub struct DotRow {
    /// What it is about.
    pub name: String,
    /// Its value, between −1 and 1.
    pub figure: Figure,
}

/// Dots with whiskers.
#[derive(Debug, Clone)]
pub struct Dots {
    /// What is measured, with the unit.
    pub title: String,
    /// What the rows are, as the head of the table's first column.
    pub rows_are: String,
    /// The rows from the top.
    pub rows: Vec<DotRow>,
}

/// The class of a mark by its sign, where the interval leaves no doubt about it.
fn sign_class(figure: &Figure) -> &'static str {
    let (low, high) = figure.interval.map_or((figure.value, figure.value), |i| (i.low, i.high));
    if low > 0.0 {
        "pos"
    } else if high < 0.0 {
        "neg"
    } else {
        "neu"
    }
}

impl Dots {
    fn extent(&self) -> (f64, f64) {
        let ends = |figure: &Figure| {
            figure.interval.map_or((figure.value, figure.value), |i| (i.low, i.high))
        };
        self.rows
            .iter()
            .map(|row| ends(&row.figure))
            .fold((-0.1, 0.1), |(low, high), (l, h)| (low.min(l.max(-1.0)), high.max(h.min(1.0))))
    }
}

impl Chart for Dots {
    fn title(&self) -> String {
        self.title.clone()
    }

    fn summary(&self) -> String {
        let by = |a: &&DotRow, b: &&DotRow| a.figure.value.total_cmp(&b.figure.value);
        let said = |row: &DotRow| (clean::name(&row.name), numbers::with_range(&row.figure));
        match (self.rows.iter().max_by(by), self.rows.iter().min_by(by)) {
            (Some(best), Some(worst)) if self.rows.len() > 1 => {
                say::dots_summary(said(best), said(worst))
            }
            (Some(only), _) => say::dots_summary_one(said(only)),
            _ => String::new(),
        }
    }

    fn draw(&self, id: &str, width: Width) -> Markup {
        let rows = Rows::new(width.px(), 4.0, self.rows.len(), ticks(self.extent(), 4, false));
        let mut drawing = Drawing::new(id, rows.size(), &self.title, &self.summary());
        rows.draw_axis(&mut drawing, 0.0, |tick| numbers::signed(tick, 1));
        for (place, row) in self.rows.iter().enumerate() {
            let (name, value) = (clean::name(&row.name), numbers::with_range(&row.figure));
            drawing.open_hover(&say::hover_figure(&name, &value, row.figure.n));
            rows.draw_name(&mut drawing, place, &name, &value, false);
            let y = rows.y(place);
            if let Some(interval) = row.figure.interval {
                drawing.whisker((rows.x(interval.low), rows.x(interval.high)), y, 4.0);
            }
            drawing.disc((rows.x(row.figure.value), y), 5.0, sign_class(&row.figure));
            drawing.close();
        }
        drawing.finish()
    }

    fn table(&self) -> Table {
        let heads =
            [self.rows_are.as_str(), say::HEAD_NET, say::HEAD_INTERVAL, say::HEAD_RAW, say::HEAD_N];
        let mut table = Table::new(self.title(), &heads);
        for row in &self.rows {
            table.push(vec![
                Cell::foreign(&row.name),
                Cell::Number(numbers::value(&row.figure)),
                Cell::number_or_dash(numbers::range(&row.figure)),
                Cell::number_or_dash(numbers::raw(&row.figure)),
                Cell::Number(numbers::count(row.figure.n)),
            ]);
        }
        table
    }
}
