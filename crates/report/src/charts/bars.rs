//! How many posts fall to each day, week or month: bars from zero, each of which leads to its posts.

use model::Day;
use model::assessment::DayCount;

use super::drawing::{Anchor, Drawing, px};
use super::scale::{Scale, ticks};
use super::stretch::{Step, Stretch};
use super::time_axis::TimeAxis;
use super::{Chart, Width};
use crate::dates;
use crate::markup::{Markup, write_into};
use crate::numbers;
use crate::table::{Cell, Table};

/// Most days from the first bar to the last: somebody who posts in the year 9999 stretches no chart.
const MOST_DAYS: i32 = 36_600;

/// One bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// What it counts.
    pub stretch: Stretch,
    /// Where it leads; empty: nowhere.
    pub href: String,
}

/// Bars over time.
#[derive(Debug, Clone)]
pub struct Bars {
    /// What is counted, with the unit.
    pub title: String,
    /// The bars from the left, also the empty ones.
    pub bars: Vec<Bar>,
    /// What one bar stands for.
    pub step: Step,
    /// Height of the plot in pixels.
    pub height: f64,
}

impl Bars {
    /// The days from `first` to `last` (or as far as there are posts, where that is `None`), gathered by `step`; what
    /// has no post is an empty bar. `href` says where a stretch leads.
    pub fn new(
        title: String,
        days: &[DayCount],
        (first, last): (Option<Day>, Option<Day>),
        step: Step,
        href: impl Fn(Day, Day) -> String,
    ) -> Self {
        let ends =
            (first.or(days.first().map(|day| day.day)), last.or(days.last().map(|day| day.day)));
        let mut bars = Vec::new();
        if let (Some(first), Some(last)) = ends {
            let first = Day(first.0.max(last.0.saturating_sub(MOST_DAYS)));
            let mut days = days.iter().filter(|day| day.day >= first).peekable();
            let mut from = first;
            while from <= last {
                let to = end_of(from, step).min(last);
                let mut stretch = Stretch { from, to, count: 0, labels: [0; 3] };
                while let Some(day) = days.next_if(|day| day.day <= to) {
                    stretch.count += day.count;
                    stretch.labels.iter_mut().zip(day.labels).for_each(|(sum, n)| *sum += n);
                }
                bars.push(Bar { href: href(from, to), stretch });
                from = Day(to.0.saturating_add(1));
            }
        }
        Self { title, bars, step, height: 140.0 }
    }

    /// How many posts in all.
    pub fn total(&self) -> u64 {
        self.bars.iter().map(|bar| bar.stretch.count).sum()
    }

    fn step_name(&self) -> &'static str {
        match self.step {
            Step::Day => "day",
            Step::Week => "week",
            Step::Month => "month",
        }
    }
}

/// The last day of the day, week or month that `day` lies in.
fn end_of(day: Day, step: Step) -> Day {
    match step {
        Step::Day => day,
        Step::Week => Day(day.0 + 6 - i32::from(day.weekday())),
        Step::Month => {
            let next = (day.0 + 1..=day.0 + 31).map(Day).find(|next| next.ymd().2 == 1);
            next.map_or(day, |next| Day(next.0 - 1))
        }
    }
}

fn hover(stretch: &Stretch) -> String {
    let noun = if stretch.count == 1 { "post" } else { "posts" };
    format!("{}: {} {noun}", stretch.name(), numbers::count(stretch.count))
}

impl Chart for Bars {
    fn title(&self) -> String {
        self.title.clone()
    }

    fn summary(&self) -> String {
        let most = self.bars.iter().max_by_key(|bar| bar.stretch.count);
        let ends = self.bars.first().zip(self.bars.last());
        let (Some(most), Some((first, last))) = (most.filter(|m| m.stretch.count > 0), ends) else {
            return "No post.".to_owned();
        };
        let span = dates::stretch(first.stretch.from, last.stretch.to);
        format!(
            "{} posts, {span}. The busiest {} is {} with {}.",
            numbers::count(self.total()),
            self.step_name(),
            most.stretch.name(),
            numbers::count(most.stretch.count)
        )
    }

    fn draw(&self, id: &str, width: Width) -> Markup {
        let wide = width.px();
        let (top, bottom) = (16.0, 16.0 + self.height);
        let size = (wide, bottom + 24.0);
        let mut drawing = Drawing::new(id, size, &self.title, &self.summary());
        let (Some(first), Some(last)) = (self.bars.first(), self.bars.last()) else {
            return drawing.finish();
        };
        let time = TimeAxis::new((first.stretch.from, last.stretch.to), (0.0, wide));
        let most = self.bars.iter().map(|bar| bar.stretch.count).max().unwrap_or(0);
        let marks = ticks((0.0, most as f64), 3, true);
        let high = marks.last().copied().unwrap_or(1.0);
        let y = Scale::new((0.0, high), (bottom, top));
        for mark in marks.iter().skip(1) {
            drawing.line((0.0, y.at(*mark)), (wide, y.at(*mark)), "g");
        }
        // One path for all bars keeps the page small.
        let mut path = String::new();
        for bar in self.bars.iter().filter(|bar| bar.stretch.count > 0) {
            let (x, w) = time.span(&bar.stretch);
            let gap = if w > 4.0 { 1.0 } else { w * 0.15 };
            let at = y.at(bar.stretch.count as f64).min(bottom - 1.0);
            let (x, w) = (px(x + gap / 2.0), px(w - gap));
            write_into(
                &mut path,
                format_args!("M{x} {}V{}h{w}V{}Z", px(bottom), px(at), px(bottom)),
            );
        }
        drawing.path(&path, "bar");
        for mark in marks.iter().skip(1) {
            let text = numbers::count(mark.round() as u64);
            let text =
                if *mark == high { format!("{text} posts a {}", self.step_name()) } else { text };
            drawing.text((0.0, y.at(*mark) - 4.0), Anchor::Start, "t halo", &text);
        }
        time.draw(&mut drawing, bottom);
        if width == Width::Page || self.bars.len() <= 40 {
            drawing.open("to");
            for bar in self.bars.iter().filter(|bar| bar.stretch.count > 0) {
                let (x, w) = time.span(&bar.stretch);
                let (place, size) = ((x, top), (w, bottom - top));
                if bar.href.is_empty() {
                    drawing.open_hover(&hover(&bar.stretch));
                    drawing.rect(place, size, "");
                    drawing.close();
                } else {
                    drawing.linked(&bar.href, place, size, &hover(&bar.stretch));
                }
            }
            drawing.close();
        }
        drawing.finish()
    }

    fn table(&self) -> Table {
        let mut table = Table::new(self.title(), &["Days", "Posts#"]);
        for bar in self.bars.iter().filter(|bar| bar.stretch.count > 0) {
            let count = numbers::count(bar.stretch.count);
            table.push(vec![Cell::Text(bar.stretch.name()), Cell::Number(count)]);
        }
        table
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days() -> Vec<DayCount> {
        let day = |day, count| DayCount { day: Day(day), count, labels: [0, count, 0] };
        vec![day(20_000, 4), day(20_002, 1), day(20_040, 7)]
    }

    fn bars(step: Step) -> Bars {
        Bars::new("Posts".to_owned(), &days(), (None, None), step, |from, to| {
            format!("/?{from}&{to}")
        })
    }

    #[test]
    fn every_post_stands_in_one_bar_and_bars_leave_no_day_out() {
        for step in [Step::Day, Step::Week, Step::Month] {
            let bars = bars(step);
            assert_eq!(bars.total(), 12);
            let spans: Vec<_> =
                bars.bars.iter().map(|bar| (bar.stretch.from, bar.stretch.to)).collect();
            assert_eq!(spans.first().map(|s| s.0), Some(Day(20_000)));
            assert_eq!(spans.last().map(|s| s.1), Some(Day(20_040)));
            assert!(spans.windows(2).all(|pair| pair[0].1.0 + 1 == pair[1].0.0));
        }
        assert_eq!(bars(Step::Day).bars.len(), 41);
        assert_eq!(bars(Step::Month).bars.len(), 2);
    }

    #[test]
    fn a_chart_says_what_it_shows_and_leads_to_its_posts() {
        let bars = bars(Step::Week);
        assert_eq!(
            bars.summary().replace('\u{a0}', " "),
            "12 posts, 4 Oct – 13 Nov 2024. The busiest week is 11–13 Nov 2024 with 7."
        );
        let drawn = bars.draw("b", Width::Page).into_string();
        assert!(drawn.contains("href=\"/?2024-11-11&#38;2024-11-13\""), "{drawn}");
        assert!(drawn.contains("7 posts"));
    }

    #[test]
    fn nothing_is_drawn_of_nothing() {
        let none =
            Bars::new("Posts".to_owned(), &[], (None, None), Step::Day, |_, _| String::new());
        assert_eq!(none.summary(), "No post.");
        assert!(none.draw("b", Width::Column).as_str().ends_with("</svg>"));
    }
}
