//! Reporting: the measures with target, forecast and light, and the rule behind each light.

use model::Day;

use super::super::block::{Block, Grid, Line, Span, Tone, plain};
use super::super::context::{Light, MeasureRow};
use super::super::scene::{Scene, UNIT_CHARS, marked, measured, point, with_interval};
use super::market::drawn;
use super::{para, table, title};
use crate::catalogue as say;
use crate::catalogue::{heads, labels, titles};
use crate::charts::course::{Ahead, Course, CoursePoint};
use crate::clean::{clean, cut};
use crate::dates;

pub fn blocks(scene: &Scene<'_>) -> Vec<Block> {
    let rows = &scene.book.works.measures;
    if rows.is_empty() {
        return vec![para(say::NO_MEASURES, Tone::Lead)];
    }
    let (controls, aims): (Vec<&MeasureRow>, Vec<&MeasureRow>) =
        rows.iter().partition(|row| is_control(scene, row));
    let on_course = aims.iter().filter(|row| row.light == Light::OnCourse).count() as u64;
    let mut blocks = vec![para(say::measures_lead(on_course, aims.len() as u64), Tone::Lead)];
    for (words, rows) in [(titles::AIMS, &aims), (titles::CONTROLS, &controls)] {
        let mut grid = Grid::new(words, &heads::MEASURES);
        grid.rows.extend(rows.iter().map(|row| line(scene, row)));
        blocks.extend(table(grid));
    }
    for row in rows {
        blocks.push(title(clean(&row.kpi.name), format!("measure-{}", row.kpi.id)));
        blocks.extend(one(scene, row));
    }
    blocks
}

fn is_control(scene: &Scene<'_>, row: &MeasureRow) -> bool {
    let reports = &scene.book.strategy.hexagon.reporting;
    row.kpi.control || reports.iter().any(|report| report.kpi == row.kpi.id && report.control)
}

fn line(scene: &Scene<'_>, row: &MeasureRow) -> Vec<Line> {
    let now = row.now().map_or_else(|| say::NO_POINT.to_owned(), |now| point(row, now));
    let mark = scene.kpi_mark(row.kpi.id).map(|mark| marked(&mark)).into_iter().collect();
    vec![
        vec![Span::strong(clean(&row.kpi.name))],
        plain(now),
        plain(target(row).unwrap_or_else(|| say::NO_TARGET.to_owned())),
        plain(expected(row).unwrap_or_else(|| "–".to_owned())),
        plain(say::light(row.light)),
        mark,
    ]
}

fn target(row: &MeasureRow) -> Option<String> {
    let value = measured(row, row.kpi.target?, None);
    Some(match row.kpi.by {
        Some(day) => say::target(&value, &dates::long(day)),
        None => value,
    })
}

fn expected(row: &MeasureRow) -> Option<String> {
    let ahead = row.forecast?;
    Some(say::forecast(&with_interval(row, ahead.value, ahead.interval), &dates::long(ahead.on)))
}

fn one(scene: &Scene<'_>, row: &MeasureRow) -> Vec<Block> {
    let mut blocks = Vec::new();
    if row.course.len() > 1 {
        blocks.push(drawn(&course(row), &format!("measure {}", row.kpi.id)));
    }
    let reports = scene.book.strategy.hexagon.reporting.iter();
    let mut items: Vec<Line> = reports
        .filter(|report| report.kpi == row.kpi.id)
        .map(|report| super::labelled(say::rhythm_label(report.rhythm), clean(&report.audience)))
        .collect();
    if !row.because.trim().is_empty() {
        items.push(super::labelled(labels::RULE, clean(&row.because)));
    }
    blocks.push(Block::Items { items });
    blocks
}

/// The course of a measure as a drawing.
pub fn course(row: &MeasureRow) -> Course {
    let unit = if row.kpi.unit_name.trim().is_empty() {
        say::unit_name(row.kpi.unit).to_owned()
    } else {
        cut(&row.kpi.unit_name, UNIT_CHARS)
    };
    let spelt = |day: Day, value: f64, interval| CoursePoint {
        day,
        value,
        interval,
        spelt: with_interval(row, value, interval),
    };
    Course {
        title: say::course_title(&cut(&row.kpi.name, 80), &unit),
        unit: row.kpi.unit,
        start: row.kpi.baseline.map(|value| spelt(row.kpi.since, value, None)),
        points: row.course.iter().map(|it| spelt(it.to, it.value, it.interval)).collect(),
        target: row.kpi.target.zip(row.kpi.by).map(|(value, day)| spelt(day, value, None)),
        ahead: row.forecast.and_then(|it| {
            Some(Ahead {
                day: it.on,
                value: it.value,
                interval: it.interval?,
                spelt: with_interval(row, it.value, it.interval),
            })
        }),
    }
}
