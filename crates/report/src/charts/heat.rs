//! Mentions by weekday and hour: when people speak.

use super::drawing::{Anchor, Drawing, px};
use super::{Chart, Width};
use crate::catalogue as say;
use crate::clean;
use crate::dates;
use crate::markup::{Markup, write_into};
use crate::numbers;
use crate::table::{Cell, Table};

/// Mentions by weekday (0 = Monday) and hour.
#[derive(Debug, Clone)]
pub struct Heat {
    /// About whom.
    pub subject: String,
    /// Name of the zone in which the hours are counted.
    pub zone: String,
    /// Mentions.
    pub hours: [[u64; 24]; 7],
}

/// Steps of depth beside nothing at all.
const STEPS: f64 = 6.0;
const LEFT: f64 = 34.0;
const TOP: f64 = 4.0;
const ROW: f64 = 28.0;

impl Heat {
    fn most(&self) -> u64 {
        self.hours.iter().flatten().copied().max().unwrap_or(0)
    }

    fn depth(&self, count: u64) -> usize {
        if count == 0 {
            return 0;
        }
        ((count as f64 / self.most() as f64 * STEPS).ceil() as usize).min(6)
    }

    fn draw_key(&self, drawing: &mut Drawing, y: f64, width: f64) {
        let most = numbers::count(self.most());
        let start = width - 6.0 * 14.0 - super::labels::text_width(&most, 12.0) - 8.0;
        drawing.text((start - 6.0, y + 10.0), Anchor::End, "t", say::HEAT_KEY_LOW);
        for step in 1..=6 {
            let x = start + f64::from(step - 1) * 14.0;
            drawing.rect((x, y), (13.0, 12.0), &format!("h{step}"));
        }
        drawing.text((width, y + 10.0), Anchor::End, "t", &most);
    }
}

impl Heat {
    /// One place to point at for each hour, with all days in it: seven times fewer than the cells.
    fn draw_hours(&self, drawing: &mut Drawing, cell: f64) {
        drawing.open_hits("hit", (LEFT, TOP), (cell, 7.0 * ROW));
        for hour in 0..24 {
            let days: Vec<(&str, u64)> = self
                .hours
                .iter()
                .enumerate()
                .map(|(day, hours)| (dates::weekday(day), hours.get(hour).copied().unwrap_or(0)))
                .collect();
            drawing.hit(hour as f64 * cell, None, "", &say::hover_hour(hour, &days));
        }
        drawing.close();
    }
}

impl Chart for Heat {
    fn title(&self) -> String {
        say::heat_title(&clean::clean(&self.zone))
    }

    fn summary(&self) -> String {
        let cells = self.hours.iter().enumerate().flat_map(|(day, hours)| {
            hours.iter().enumerate().map(move |(hour, count)| (*count, day, hour))
        });
        let all: u64 = self.hours.iter().flatten().sum();
        // The first of equals, so that the sentence does not depend on the order of search.
        match cells.max_by_key(|(count, day, hour)| (*count, 7 - day, 24 - hour)) {
            Some((count, day, hour)) if count > 0 => {
                say::heat_summary(dates::weekday(day), hour, count, all)
            }
            _ => say::NOTHING_SAID.to_owned(),
        }
    }

    fn draw(&self, id: &str, width: Width) -> Markup {
        let width = width.px();
        let cell = (width - LEFT) / 24.0;
        let bottom = TOP + 7.0 * ROW;
        let mut drawing = Drawing::new(id, (width, bottom + 40.0), &self.title(), &self.summary());
        let (wide, half) = (px(cell - 1.0), ROW / 2.0);
        let mut paths: [String; 7] = Default::default();
        for (day, hours) in self.hours.iter().enumerate() {
            let y = TOP + day as f64 * ROW;
            drawing.text((0.0, y + 18.0), Anchor::Start, "t", dates::weekday(day));
            for (hour, count) in hours.iter().enumerate() {
                let (x, y) = (px(LEFT + hour as f64 * cell), px(y + half));
                if let Some(path) = paths.get_mut(self.depth(*count)) {
                    write_into(path, format_args!("M{x} {y}h{wide}"));
                }
            }
        }
        for (depth, path) in paths.iter().enumerate().filter(|(_, path)| !path.is_empty()) {
            drawing.stroke(path, &format!("k{depth}"), &px(ROW - 1.0));
        }
        self.draw_hours(&mut drawing, cell);
        for hour in [0, 6, 12, 18] {
            let x = LEFT + f64::from(hour) * cell;
            drawing.text((x, bottom + 13.0), Anchor::Start, "t", &format!("{hour:02}:00"));
        }
        self.draw_key(&mut drawing, bottom + 24.0, width);
        drawing.finish()
    }

    fn table(&self) -> Table {
        let hours: Vec<String> = (0..24).map(|hour| format!("{hour:02}#")).collect();
        let mut heads = vec![say::HEAD_WEEKDAY];
        heads.extend(hours.iter().map(String::as_str));
        let mut table = Table::new(self.title(), &heads);
        for (day, hours) in self.hours.iter().enumerate() {
            let mut row = vec![Cell::Text(dates::weekday(day).to_owned())];
            row.extend(hours.iter().map(|count| Cell::Number(numbers::count(*count))));
            table.push(row);
        }
        table
    }
}
