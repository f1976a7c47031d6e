//! Shares as bars from zero with their intervals as whiskers: share of voice, share of recommendation, places.

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

/// One bar.
#[derive(Debug, Clone)]
pub struct ShareBar {
    /// Whose share.
    pub name: String,
    /// The class that gives the bar its hue (`q-brand` …).
    pub hue: &'static str,
    /// Whether it is the one that matters most here.
    pub strong: bool,
    /// The share.
    pub share: Figure,
}

/// Shares of one whole, largest first.
#[derive(Debug, Clone)]
pub struct Shares {
    /// What is shared.
    pub title: String,
    /// What the rows are, as the head of the table's first column.
    pub rows_are: String,
    /// The bars from the top.
    pub bars: Vec<ShareBar>,
}

impl Chart for Shares {
    fn title(&self) -> String {
        self.title.clone()
    }

    fn summary(&self) -> String {
        let said: Vec<(String, String)> = self
            .bars
            .iter()
            .take(3)
            .map(|bar| (clean::name(&bar.name), numbers::with_range(&bar.share)))
            .collect();
        say::shares_summary(&said, self.bars.len())
    }

    fn draw(&self, id: &str, width: Width) -> Markup {
        let top = |bar: &ShareBar| bar.share.interval.map_or(bar.share.value, |i| i.high);
        let most = self.bars.iter().map(top).fold(0.0, f64::max).max(0.01);
        let rows =
            Rows::new(width.px(), 4.0, self.bars.len(), ticks((0.0, most.min(1.0)), 4, false));
        let mut drawing = Drawing::new(id, rows.size(), &self.title, &self.summary());
        rows.draw_axis(&mut drawing, 0.0, numbers::percent);
        for (place, bar) in self.bars.iter().enumerate() {
            let value = numbers::with_range(&bar.share);
            let name = clean::name(&bar.name);
            drawing.open_hover(&say::hover_figure(&name, &value, bar.share.n));
            rows.draw_name(&mut drawing, place, &name, &value, bar.strong);
            let (zero, y) = (rows.x(0.0), rows.y(place));
            let class = if bar.strong { bar.hue.to_owned() } else { format!("{} pale", bar.hue) };
            drawing.rect((zero, y - 6.0), (rows.x(bar.share.value) - zero, 12.0), &class);
            if let Some(interval) = bar.share.interval {
                drawing.whisker((rows.x(interval.low), rows.x(interval.high)), y, 4.0);
            }
            drawing.close();
        }
        drawing.finish()
    }

    fn table(&self) -> Table {
        let heads = [self.rows_are.as_str(), say::HEAD_SHARE, say::HEAD_INTERVAL, say::HEAD_N];
        let mut table = Table::new(self.title(), &heads);
        for bar in &self.bars {
            table.push(vec![
                Cell::foreign(&bar.name),
                Cell::Number(numbers::value(&bar.share)),
                Cell::number_or_dash(numbers::range(&bar.share)),
                Cell::Number(numbers::count(bar.share.n)),
            ]);
        }
        table
    }
}
