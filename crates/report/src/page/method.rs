//! How far the numbers can be trusted: the method in words, how reading errs, and every formula used.

use askama::Template;
use model::{Confusion, Label};

use super::parts::quadrant_section;
use super::scene::Scene;
use crate::catalogue as say;
use crate::clean;
use crate::markup::Markup;
use crate::numbers;
use crate::table::{Cell, Table};

#[derive(Template)]
#[template(path = "sections/method.html", whitespace = "minimize")]
struct Method {
    paragraphs: Vec<(&'static str, &'static str)>,
    measured: String,
    accuracy: String,
    confusion: Markup,
    formulas: Vec<(String, String)>,
}

/// The section. It must be made last: it lists the formulas that the others have used.
pub fn section(scene: &Scene<'_>) -> Markup {
    let classifier = &scene.assessment.classifier;
    let formulas =
        scene.formulas().into_iter().map(|(formula, used)| (formula, say::formula_used(used)));
    let paragraphs = [(say::READING_TITLE, say::READING_NUMBERS)].into_iter().chain(say::METHOD);
    let all: u64 = classifier.counts.iter().flatten().sum();
    let right: u64 = classifier.counts.iter().enumerate().filter_map(|(i, row)| row.get(i)).sum();
    let share = right as f64 / all.max(1) as f64;
    let method = Method {
        paragraphs: paragraphs.collect(),
        measured: if classifier.measured_on.is_empty() {
            String::new()
        } else {
            say::measured_on(clean::clean(&classifier.measured_on).trim_end_matches('.'))
        },
        accuracy: if all == 0 {
            String::new()
        } else {
            say::accuracy(&numbers::percent(share), all)
        },
        confusion: confusion(classifier).markup(),
        formulas: formulas.collect(),
    };
    quadrant_section("method", say::TITLE_METHOD.to_owned(), Vec::new(), vec![Markup::of(&method)])
}

fn confusion(confusion: &Confusion) -> Table {
    let read: Vec<String> =
        Label::ALL.iter().map(|label| say::read_as(say::label(*label))).collect();
    let mut heads = vec![say::TRUE_CLASS];
    heads.extend(read.iter().map(String::as_str));
    heads.push(say::RECALL);
    let mut table = Table::new(say::CAPTION_CONFUSION, &heads);
    for (label, row) in Label::ALL.iter().zip(confusion.counts) {
        let all: u64 = row.iter().sum();
        let right = row.get(label.index()).copied().unwrap_or(0);
        let mut cells = vec![Cell::Text(say::label(*label).to_owned())];
        cells.extend(row.iter().map(|count| Cell::Number(numbers::count(*count))));
        let share = (all > 0).then(|| numbers::percent(right as f64 / all as f64));
        cells.push(Cell::number_or_dash(share));
        table.push(cells);
    }
    table
}
