//! How much was said over time: one area, or several lines of which one may be emphasised; gaps hatched, spikes marked.

use model::{Quadrant, Timestamp, Window};

use super::drawing::{Anchor, Drawing, px, through};
use super::labels::{fit, free_row, spread, text_width};
use super::scale::{Scale, ticks};
use super::stretch::Stretch;
use super::time_axis::TimeAxis;
use super::{Chart, Width, sentiment_days};
use crate::catalogue as say;
use crate::clean;
use crate::markup::{Markup, write_into};
use crate::numbers;
use crate::table::{Cell, Table};

/// One subject's mentions over time.
#[derive(Debug, Clone)]
pub struct Series {
    /// The subject.
    pub name: String,
    /// Its quadrant, which gives the hue.
    pub quadrant: Quadrant,
    /// Whether it is emphasised.
    pub strong: bool,
    /// Its days, in order; all series of a chart have the same.
    pub points: Vec<Stretch>,
}

/// A stretch that a source did not capture.
#[derive(Debug, Clone)]
pub struct GapMark {
    /// When.
    pub window: Window,
    /// Which source and why, in words.
    pub why: String,
}

/// Days on which much more was said than usual.
#[derive(Debug, Clone)]
pub struct SpikeMark {
    /// First and last day.
    pub days: (model::Day, model::Day),
    /// What was new in it, in a few words.
    pub news: String,
}

/// Mentions over time.
#[derive(Debug, Clone)]
pub struct Volume {
    /// What is counted, with the unit.
    pub title: String,
    /// The subjects; the first is drawn last.
    pub series: Vec<Series>,
    /// What was not captured.
    pub gaps: Vec<GapMark>,
    /// Where something happened, on the first series.
    pub spikes: Vec<SpikeMark>,
    /// Seconds to add to UTC for local days.
    pub offset_secs: i32,
    /// Whether the labels of the first series stand under it, on the same axis.
    pub labels: bool,
}

/// The class for a quadrant's hue.
pub const fn hue(quadrant: Quadrant) -> &'static str {
    match quadrant {
        Quadrant::Customers => "q-customers",
        Quadrant::Brand => "q-brand",
        Quadrant::Partners => "q-partners",
        Quadrant::Competitors => "q-competitors",
    }
}

const AXIS: f64 = 24.0;
const LABEL_SIZE: f64 = 13.0;
const NOTE_SIZE: f64 = 12.0;
/// Height of the panel of labels.
const LABELS: f64 = 120.0;
const NOTE_ROWS: usize = 3;
const NOTE_ROW: f64 = 15.0;

/// Where things stand on one drawing.
struct Plan {
    width: f64,
    right: f64,
    top: f64,
    bottom: f64,
    time: TimeAxis,
    y: Scale,
    marks: Vec<f64>,
    notes: Vec<Note>,
    /// Top and bottom of the panel of labels, where there is one.
    labels: Option<(f64, f64)>,
}

impl Plan {
    /// Where the axis of time stands.
    fn floor(&self) -> f64 {
        self.labels.map_or(self.bottom, |(_, bottom)| bottom)
    }
}

/// What was new in a spike, written above its peak.
struct Note {
    text: String,
    start: f64,
    /// Rows above the plot, from 0; none where there is no room.
    row: Option<usize>,
    x: f64,
    per_day: f64,
}

impl Volume {
    /// The stretches of the first series.
    pub fn points(&self) -> &[Stretch] {
        self.series.first().map_or(&[], |series| &series.points)
    }

    fn plan(&self, width: Width) -> Option<Plan> {
        let (first, last) = (self.points().first()?, self.points().last()?);
        let wide = width == Width::Page;
        let width = width.px();
        let many = self.series.len() > 1;
        let label = |series: &Series| text_width(&clean::name(&series.name), LABEL_SIZE);
        let widest = self.series.iter().map(label).fold(0.0, f64::max) + 14.0;
        let margin = if many { widest.min(if wide { 200.0 } else { 132.0 }) } else { 0.0 };
        let right = width - margin;
        let time = TimeAxis::new((first.from, last.to), (0.0, right));
        let notes = self.notes(time, right);
        let rows = notes.iter().filter_map(|note| note.row).map(|row| row + 1).max().unwrap_or(0);
        let top = 18.0 + rows as f64 * NOTE_ROW;
        let bottom = top + if wide { 220.0 } else { 150.0 };
        let most =
            self.series.iter().flat_map(|s| &s.points).map(Stretch::per_day).fold(1.0, f64::max);
        let marks = ticks((0.0, most), if wide { 4 } else { 3 }, true);
        let y = Scale::new((0.0, marks.last().copied().unwrap_or(1.0)), (bottom, top));
        let labels = self.labels.then_some((bottom + 22.0, bottom + 22.0 + LABELS));
        Some(Plan { width, right, top, bottom, time, y, marks, notes, labels })
    }

    fn draw_gaps(&self, drawing: &mut Drawing, plan: &Plan, id: &str) {
        if self.gaps.is_empty() {
            return;
        }
        drawing.hatching(id);
        let day =
            |at: Timestamp| (at.0.saturating_add(i64::from(self.offset_secs))) as f64 / 86_400.0;
        for gap in &self.gaps {
            let (from, to) =
                (plan.time.at(day(gap.window.since)), plan.time.at(day(gap.window.until)));
            let size = ((to - from).max(3.0), plan.floor() - plan.top);
            drawing.hatched(id, (from, plan.top), size, &gap.why);
        }
    }

    fn draw_grid(drawing: &mut Drawing, plan: &Plan) {
        for mark in plan.marks.iter().skip(1) {
            let y = plan.y.at(*mark);
            drawing.line((0.0, y), (plan.right, y), "g");
        }
    }

    fn draw_marks(drawing: &mut Drawing, plan: &Plan) {
        for mark in plan.marks.iter().skip(1) {
            let text = numbers::count(mark.round() as u64);
            let text =
                if Some(mark) == plan.marks.last() { say::mentions_a_day(&text) } else { text };
            drawing.text((0.0, plan.y.at(*mark) - 4.0), Anchor::Start, "t halo", &text);
        }
    }

    fn line(series: &Series, plan: &Plan) -> Vec<(f64, f64)> {
        series.points.iter().map(|p| (plan.time.at(middle(p)), plan.y.at(p.per_day()))).collect()
    }

    fn draw_series(&self, drawing: &mut Drawing, plan: &Plan) {
        for (place, series) in self.series.iter().enumerate().rev() {
            let line = Self::line(series, plan);
            let path = through(&line);
            let hue = hue(series.quadrant);
            if place == 0 && (series.strong || self.series.len() == 1) {
                if let (Some((start, _)), Some((end, _))) = (line.first(), line.last()) {
                    let (floor, mut area) = (px(plan.bottom), path.clone());
                    write_into(
                        &mut area,
                        format_args!("L{} {floor}L{} {floor}Z", px(*end), px(*start)),
                    );
                    drawing.path(&area, &format!("{hue} area"));
                }
                drawing.path(&path, &format!("{hue}-l strong"));
            } else {
                drawing.path(&path, &format!("{hue}-l"));
            }
        }
    }

    fn draw_names(&self, drawing: &mut Drawing, plan: &Plan) {
        if self.series.len() < 2 {
            return;
        }
        let end =
            |s: &Series| Self::line(s, plan).last().copied().unwrap_or((plan.right, plan.bottom));
        let ends: Vec<(f64, f64)> = self.series.iter().map(end).collect();
        let wanted: Vec<f64> = ends.iter().map(|(_, y)| *y).collect();
        let moved = spread(&wanted, 16.0, (plan.top, plan.bottom));
        for ((series, (x, y)), at) in self.series.iter().zip(ends).zip(moved) {
            if (at - y).abs() > 3.0 {
                drawing.line((x + 1.0, y), (plan.right + 7.0, at), "lead");
            }
            let hue = hue(series.quadrant);
            let class = if series.strong { format!("{hue}-t b") } else { format!("{hue}-t") };
            let text = fit(&clean::name(&series.name), LABEL_SIZE, plan.width - plan.right - 12.0);
            drawing.text((plan.right + 10.0, at + 4.5), Anchor::Start, &class, &text);
        }
    }

    fn notes(&self, time: TimeAxis, right: f64) -> Vec<Note> {
        let mut taken = Vec::new();
        let note = |spike: &SpikeMark| {
            let (from, to) = spike.days;
            let points = self.points().iter().filter(|p| p.to >= from && p.from <= to);
            let peak = points.max_by(|a, b| a.per_day().total_cmp(&b.per_day()))?;
            let x = time.at(middle(peak));
            let text = fit(&clean::name(&spike.news), NOTE_SIZE, 150.0);
            let wide = text_width(&text, NOTE_SIZE);
            let start = (x - wide / 2.0).clamp(0.0, (right - wide).max(0.0));
            let row = if text.is_empty() {
                None
            } else {
                free_row(&mut taken, NOTE_ROWS, (start - 6.0, start + wide + 6.0))
            };
            Some(Note { text, start, row, x, per_day: peak.per_day() })
        };
        self.spikes.iter().filter_map(note).collect()
    }

    fn draw_spikes(drawing: &mut Drawing, plan: &Plan) {
        for note in &plan.notes {
            let y = plan.y.at(note.per_day);
            let Some(row) = note.row else {
                drawing.disc((note.x, y - 6.0), 3.0, "ink");
                continue;
            };
            let base = plan.top - 20.0 - NOTE_ROW * row as f64;
            drawing.line((note.x, base + 4.0), (note.x, y - 3.0), "lead");
            drawing.text((note.start, base), Anchor::Start, "note halo", &note.text);
        }
    }

    fn draw_hovers(&self, drawing: &mut Drawing, plan: &Plan) {
        // Two drawings of several lines stand on a page; the one for a phone has no pointer to hover with.
        if self.series.len() > 1 && plan.width <= Width::Column.px() {
            return;
        }
        let spans: Vec<(f64, f64)> =
            self.points().iter().map(|point| plan.time.span(point)).collect();
        let day = spans.iter().map(|span| span.1).fold(0.0, f64::max);
        drawing.open_hits("hit", (0.0, plan.top), (day, plan.floor() - plan.top));
        for (place, (point, (from, wide))) in self.points().iter().zip(spans).enumerate() {
            let hover = say::with_gap(self.hover(place, point), &self.gaps_in(point));
            let odd = (wide + 0.1 < day).then_some(wide);
            drawing.hit(from, odd, "", &hover);
        }
        drawing.close();
    }
}

impl Volume {
    fn hover(&self, place: usize, point: &Stretch) -> String {
        if self.series.len() == 1 {
            return say::hover_labels(&point.name(), point.count, point.labels);
        }
        let count = |s: &Series| Some((clean::name(&s.name), s.points.get(place)?.count));
        let counts: Vec<(String, u64)> = self.series.iter().filter_map(count).collect();
        say::hover_day(&point.name(), &counts)
    }
}

/// The middle of a stretch in days since the epoch.
fn middle(point: &Stretch) -> f64 {
    (f64::from(point.from.0) + f64::from(point.to.0) + 1.0) / 2.0
}

impl Chart for Volume {
    fn title(&self) -> String {
        self.title.clone()
    }

    fn summary(&self) -> String {
        let Some(series) = self.series.first() else { return String::new() };
        let all: u64 = series.points.iter().map(|p| p.count).sum();
        let days: f64 = series.points.iter().map(Stretch::days).sum();
        let most = series.points.iter().max_by(|a, b| a.per_day().total_cmp(&b.per_day()));
        let most = most.map(|p| (p.name(), p.count));
        let name = clean::name(&series.name);
        say::volume_summary(&name, all, all as f64 / days.max(1.0), most, self.gaps.len())
    }

    fn draw(&self, id: &str, width: Width) -> Markup {
        let Some(plan) = self.plan(width) else {
            return Drawing::new(id, (width.px(), 40.0), &self.title, say::NOTHING_SAID).finish();
        };
        let size = (plan.width, plan.floor() + AXIS);
        let mut drawing = Drawing::new(id, size, &self.title, &self.summary());
        self.draw_gaps(&mut drawing, &plan, id);
        Self::draw_grid(&mut drawing, &plan);
        self.draw_series(&mut drawing, &plan);
        Self::draw_marks(&mut drawing, &plan);
        Self::draw_spikes(&mut drawing, &plan);
        self.draw_names(&mut drawing, &plan);
        if let Some((top, bottom)) = plan.labels {
            drawing.line((0.0, plan.bottom), (plan.right, plan.bottom), "ax");
            let ends = (top, bottom);
            sentiment_days::draw_panel(&mut drawing, self.points(), &plan.time, ends, plan.right);
        }
        plan.time.draw(&mut drawing, plan.floor());
        self.draw_hovers(&mut drawing, &plan);
        drawing.finish()
    }

    fn table(&self) -> Table {
        let one = if let [one] = self.series.as_slice() { Some(one) } else { None };
        let names: Vec<String> =
            self.series.iter().map(|series| format!("{}#", clean::name(&series.name))).collect();
        let mut heads = vec![say::HEAD_DAY];
        match one {
            // One subject has room for its labels.
            Some(_) => heads.extend([
                say::HEAD_MENTIONS,
                say::HEAD_NEGATIVE,
                say::HEAD_NEUTRAL,
                say::HEAD_POSITIVE,
            ]),
            None => heads.extend(names.iter().map(String::as_str)),
        }
        if !self.gaps.is_empty() {
            heads.push(say::HEAD_NOT_CAPTURED);
        }
        let mut table = Table::new(self.title(), &heads);
        for (place, point) in self.points().iter().enumerate() {
            let mut row = vec![Cell::Text(point.name())];
            for series in &self.series {
                let count = series.points.get(place).map(|p| numbers::count(p.count));
                row.push(Cell::number_or_dash(count));
            }
            if one.is_some() {
                row.extend(point.labels.iter().map(|count| Cell::Number(numbers::count(*count))));
            }
            if !self.gaps.is_empty() {
                let gaps = self.gaps_in(point);
                row.push(if gaps.is_empty() { Cell::Number(gaps) } else { Cell::Text(gaps) });
            }
            table.push(row);
        }
        table
    }
}

impl Volume {
    fn gaps_in(&self, point: &Stretch) -> String {
        let start = |days: i32| i64::from(days) * Timestamp::DAY_SECS - i64::from(self.offset_secs);
        let (from, to) = (start(point.from.0), start(point.to.0 + 1));
        let hit = |gap: &&GapMark| gap.window.since.0 < to && gap.window.until.0 > from;
        let whys: Vec<&str> = self.gaps.iter().filter(hit).map(|gap| gap.why.as_str()).collect();
        whys.join("; ")
    }
}
