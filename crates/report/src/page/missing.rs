//! What is missing: quadrants that are thin, stretches that were not captured, languages that were not read.

use model::Gap;

use super::parts::{self, list, note};
use super::scene::Scene;
use crate::catalogue as say;
use crate::clean;
use crate::dates;
use crate::markup::Markup;
use crate::numbers;
use crate::table::{Cell, Table};

/// Gaps that are listed.
const MOST: usize = 100;

/// The section.
pub fn section(scene: &Scene<'_>) -> Markup {
    let assessment = scene.assessment;
    let mut said: Vec<String> = assessment
        .quadrants
        .iter()
        .flat_map(|view| {
            let from_view = view.missing.iter().map(|text| clean::clean(text));
            let step =
                view.subjects.is_empty().then(|| say::quadrant_step(view.quadrant).to_owned());
            from_view.chain(step).map(move |text| say::missing_in(view.quadrant, &text))
        })
        .collect();
    if said.is_empty() {
        said.push(say::NOTHING_MISSING.to_owned());
    }
    if assessment.inside_outside.is_none() {
        said.push(say::NO_INSIDE.to_owned());
    }
    if assessment.basis.not_read > 0 {
        let languages: Vec<String> = assessment
            .basis
            .languages
            .iter()
            .map(|(language, count)| {
                format!("{} {}", say::language(*language), numbers::count(*count))
            })
            .collect();
        said.push(say::not_read_languages(assessment.basis.not_read, &languages.join(", ")));
    }
    let gaps = if assessment.gaps.is_empty() {
        note(say::NO_GAPS)
    } else {
        table(scene, &assessment.gaps).markup()
    };
    let rest = assessment.gaps.len().saturating_sub(MOST);
    let more = if rest > 0 { say::more_rows(rest) } else { String::new() };
    parts::section(
        "missing",
        say::TITLE_MISSING.to_owned(),
        Vec::new(),
        vec![list(said), gaps, note(&more)],
    )
}

fn table(scene: &Scene<'_>, gaps: &[Gap]) -> Table {
    let mut table = Table::new(say::CAPTION_GAPS, &say::GAP_HEADS);
    for gap in gaps.iter().take(MOST) {
        table.push(vec![
            Cell::foreign(&gap.source_name),
            Cell::Text(dates::moment(gap.window.since, &scene.zone)),
            Cell::Text(dates::moment(gap.window.until, &scene.zone)),
            Cell::Text(say::cause(gap.cause).to_owned()),
            Cell::Number(gap.lost.map_or_else(|| say::UNKNOWN_LOSS.to_owned(), numbers::count)),
        ]);
    }
    table
}
