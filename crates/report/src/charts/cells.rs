//! Small drawings for places in tables: a share bar with its whisker, a sparkline.

use model::Figure;

use super::drawing::{Drawing, px, through};
use super::scale::Scale;
use super::stretch::Stretch;
use crate::catalogue as say;
use crate::markup::{Markup, write_into};

const WIDTH: f64 = 96.0;
const HEIGHT: f64 = 14.0;

/// A share as a bar from zero to `most`, with its interval.
pub fn share_bar(share: &Figure, most: f64, hue: &str) -> Markup {
    let hover = say::hover_n(share.n);
    let mut drawing = Drawing::inline("cell", (WIDTH, HEIGHT), &hover);
    let x = Scale::new((0.0, most.max(1e-6)), (1.0, WIDTH - 3.0));
    drawing.rect((1.0, 2.0), (x.at(share.value) - 1.0, HEIGHT - 4.0), hue);
    if let Some(interval) = share.interval {
        drawing.whisker((x.at(interval.low), x.at(interval.high)), HEIGHT / 2.0, 3.0);
    }
    drawing.finish()
}

/// A strength from zero to `most` as a plain bar.
pub fn strength_bar(strength: f64, most: f64, hue: &str, title: &str) -> Markup {
    let mut drawing = Drawing::inline("cell", (WIDTH, HEIGHT), title);
    let x = Scale::new((0.0, most.max(1e-6)), (1.0, WIDTH - 3.0));
    drawing.rect((1.0, 3.0), (x.at(strength) - 1.0, HEIGHT - 6.0), hue);
    drawing.finish()
}

/// Mentions over time, from zero, as an area.
pub fn sparkline(points: &[Stretch], hue: &str, title: &str) -> Markup {
    let (width, height) = (120.0, 24.0);
    let mut drawing = Drawing::inline("cell spark", (width, height), title);
    let most = points.iter().map(Stretch::per_day).fold(0.0, f64::max);
    let y = Scale::new((0.0, most.max(1.0)), (height - 1.0, 2.0));
    let step = width / points.len().max(1) as f64;
    let line: Vec<(f64, f64)> = points
        .iter()
        .enumerate()
        .map(|(place, point)| ((place as f64 + 0.5) * step, y.at(point.per_day())))
        .collect();
    if let (Some((start, _)), Some((end, _))) = (line.first(), line.last()) {
        let path = through(&line);
        let mut area = path.clone();
        let floor = px(height - 1.0);
        write_into(&mut area, format_args!("L{} {floor}L{} {floor}Z", px(*end), px(*start)));
        drawing.path(&area, &format!("{hue} area"));
        drawing.path(&path, &format!("{hue}-l"));
    }
    drawing.finish()
}
