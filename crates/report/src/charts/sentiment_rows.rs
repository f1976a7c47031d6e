//! Negative to the left and positive to the right of one line, both from zero, with whiskers: sentiment by subject.

use model::Figure;

use super::drawing::{Anchor, Drawing};
use super::labels::text_width;
use super::rows::Rows;
use super::scale::ticks;
use super::{Chart, Width};
use crate::catalogue as say;
use crate::clean;
use crate::markup::Markup;
use crate::numbers;
use crate::table::{Cell, Table};

/// One subject.
#[derive(Debug, Clone)]
pub struct SentimentRow {
    /// Its name.
    pub name: String,
    /// Whether it is the one that matters most here.
    pub strong: bool,
    /// Share of negative posts.
    pub negative: Figure,
    /// Share of neutral posts.
    pub neutral: Figure,
    /// Share of positive posts.
    pub positive: Figure,
}

/// Sentiment by subject.
#[derive(Debug, Clone)]
pub struct SentimentRows {
    /// What is measured, with the unit.
    pub title: String,
    /// The rows from the top.
    pub rows: Vec<SentimentRow>,
}

fn high(figure: &Figure) -> f64 {
    figure.interval.map_or(figure.value, |i| i.high)
}

impl SentimentRows {
    fn draw_side(rows: &Rows, drawing: &mut Drawing, place: usize, figure: &Figure, sign: f64) {
        let class = if sign < 0.0 { "neg" } else { "pos" };
        let (zero, y) = (rows.x(0.0), rows.y(place));
        let end = rows.x(figure.value * sign);
        drawing.rect((zero.min(end), y - 6.5), ((end - zero).abs(), 13.0), class);
        if let Some(i) = figure.interval {
            let (a, b) = (rows.x(i.low * sign), rows.x(i.high * sign));
            drawing.whisker((a.min(b), a.max(b)), y, 4.0);
        }
        let text = numbers::value(figure);
        let inner = figure.interval.map_or(end, |i| rows.x(i.low * sign));
        if (inner - zero).abs() > text_width(&text, 12.0) + 10.0 {
            drawing.text(((zero + inner) / 2.0, y + 4.0), Anchor::Middle, "on", &text);
        }
    }
}

impl Chart for SentimentRows {
    fn title(&self) -> String {
        self.title.clone()
    }

    fn summary(&self) -> String {
        let said: Vec<(String, String, String)> = self
            .rows
            .iter()
            .take(3)
            .map(|row| {
                let share = numbers::with_range;
                (clean::name(&row.name), share(&row.negative), share(&row.positive))
            })
            .collect();
        say::sentiment_summary(&said)
    }

    fn draw(&self, id: &str, width: Width) -> Markup {
        let figures = self.rows.iter().flat_map(|row| [&row.negative, &row.positive]);
        let most = figures.map(high).fold(0.05, f64::max).min(1.0);
        let mut marks: Vec<f64> = ticks((0.0, most), 3, false);
        let below: Vec<f64> = marks.iter().skip(1).rev().map(|tick| -tick).collect();
        marks.splice(0..0, below);
        let rows = Rows::new(width.px(), 4.0, self.rows.len(), marks);
        let mut drawing = Drawing::new(id, rows.size(), &self.title, &self.summary());
        rows.draw_axis(&mut drawing, 0.0, |tick| numbers::percent(tick.abs()));
        for (place, row) in self.rows.iter().enumerate() {
            let name = clean::name(&row.name);
            let spell = numbers::with_range;
            drawing.open_hover(&say::hover_sentiment(
                &name,
                [&spell(&row.negative), &spell(&row.neutral), &spell(&row.positive)],
                row.negative.n,
            ));
            let neutral = say::neutral_beside(&numbers::value(&row.neutral));
            rows.draw_name(&mut drawing, place, &name, &neutral, row.strong);
            Self::draw_side(&rows, &mut drawing, place, &row.negative, -1.0);
            Self::draw_side(&rows, &mut drawing, place, &row.positive, 1.0);
            drawing.close();
        }
        drawing.finish()
    }

    fn table(&self) -> Table {
        let heads = [
            say::HEAD_SUBJECT,
            say::HEAD_NEGATIVE,
            say::HEAD_NEUTRAL,
            say::HEAD_POSITIVE,
            say::HEAD_N,
        ];
        let mut table = Table::new(self.title(), &heads);
        for row in &self.rows {
            table.push(vec![
                Cell::foreign(&row.name),
                Cell::Number(numbers::with_range(&row.negative)),
                Cell::Number(numbers::with_range(&row.neutral)),
                Cell::Number(numbers::with_range(&row.positive)),
                Cell::Number(numbers::count(row.negative.n)),
            ]);
        }
        table
    }
}
