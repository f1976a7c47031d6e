//! Charts made of rows: a name on the left, its value in words on the right, a track under both, one axis for all.

use super::drawing::{Anchor, Drawing, px};
use super::labels::{fit, text_width};
use super::scale::Scale;
use crate::markup::write_into;

/// Size of names and values in pixels.
pub const NAME_SIZE: f64 = 13.0;
/// Height of a row.
const ROW: f64 = 42.0;
/// From the top of a row to the middle of its track.
const TRACK: f64 = 28.0;
/// Room under the last row for the axis.
const AXIS: f64 = 24.0;
/// Room at the ends, so that caps and labels of ticks are not clipped.
const SIDE: f64 = 14.0;

/// The paper for rows.
#[derive(Debug)]
pub struct Rows {
    width: f64,
    top: f64,
    many: usize,
    scale: Scale,
    ticks: Vec<f64>,
}

impl Rows {
    /// Room for `many` rows with an axis at `ticks`, below `top` pixels of something else.
    pub fn new(width: f64, top: f64, many: usize, ticks: Vec<f64>) -> Self {
        let ends = (ticks.first().copied().unwrap_or(0.0), ticks.last().copied().unwrap_or(1.0));
        // What starts at zero starts under its name.
        let left = if ends.0 == 0.0 { 0.5 } else { SIDE };
        let scale = Scale::new(ends, (left, width - SIDE));
        Self { width, top, many, scale, ticks }
    }

    /// Width and height of the whole drawing.
    pub fn size(&self) -> (f64, f64) {
        (self.width, self.bottom() + AXIS)
    }

    /// Where `value` stands from the left.
    pub fn x(&self, value: f64) -> f64 {
        self.scale.at(value)
    }

    /// The middle of the track of row `place`.
    pub fn y(&self, place: usize) -> f64 {
        self.top + place as f64 * ROW + TRACK
    }

    /// Gridlines and their labels; the line at `strong` is the one from which everything is read.
    pub fn draw_axis(&self, drawing: &mut Drawing, strong: f64, label: impl Fn(f64) -> String) {
        let bottom = self.bottom();
        let (mut quiet, mut marked) = (String::new(), String::new());
        for tick in &self.ticks {
            let x = self.x(*tick);
            let lines = if (tick - strong).abs() < 1e-9 { &mut marked } else { &mut quiet };
            for row in 0..self.many {
                write_into(lines, format_args!("M{} {}v18", px(x), px(self.y(row) - 9.0)));
            }
            let text = label(*tick);
            let half = text_width(&text, 12.0) / 2.0;
            let at = x.clamp(half, self.width - half);
            drawing.text((at, bottom + 15.0), Anchor::Middle, "t", &text);
        }
        drawing.path(&quiet, "g");
        drawing.path(&marked, "ax");
    }

    /// The name and the value in words of row `place`.
    pub fn draw_name(
        &self,
        drawing: &mut Drawing,
        place: usize,
        name: &str,
        value: &str,
        strong: bool,
    ) {
        let y = self.y(place) - 13.0;
        let room = self.width - text_width(value, NAME_SIZE) - 12.0;
        let class = if strong { "b" } else { "" };
        drawing.text((0.0, y), Anchor::Start, class, &fit(name, NAME_SIZE, room));
        drawing.text((self.width, y), Anchor::Start, if strong { "v b" } else { "v" }, value);
    }

    fn bottom(&self) -> f64 {
        self.top + self.many as f64 * ROW
    }
}
