//! The appendix: every finding with formula, query and examples, every post as it may be quoted, every measure.

use model::{Finding, KeptAssessment, Measure};

use super::super::block::{Block, Grid, Line, Quotation, Span, Tone, plain};
use super::super::context::{MeasureRow, QuotedPost, Words};
use super::super::scene::{Scene, anchored, marked};
use super::queries::Beginnings;
use super::{para, table, title};
use crate::catalogue as say;
use crate::catalogue::{heads, labels};
use crate::clean::{self, clean};
use crate::dates;
use crate::numbers;

/// How many characters of a post are quoted.
pub const QUOTED: usize = 600;

pub fn blocks(scene: &Scene<'_>) -> Vec<Block> {
    let book = scene.book;
    let findings = book.assessments.iter().map(|kept| kept.findings.len() as u64).sum();
    let lead = say::evidence_lead(
        findings,
        book.posts.len() as u64,
        book.works.measures.len() as u64,
        scene.holes(),
    );
    let mut blocks = vec![para(lead, Tone::Lead)];
    let queries = book.assessments.iter().flat_map(|kept| &kept.findings);
    let queries: Vec<String> = queries.map(|finding| clean(&finding.figure.query)).collect();
    let beginnings = Beginnings::of(&queries);
    let mut formulas: Vec<&str> = Vec::new();
    let mut number = 0;
    for kept in &book.assessments {
        let as_of = dates::moment(kept.as_of, &scene.zone);
        let words = say::assessment_title(kept.id.0, &as_of);
        blocks.push(title(words, format!("assessment-{}", kept.id)));
        let mut grid = Grid::new("", &heads::APPENDIX);
        for finding in &kept.findings {
            let formula = numbered(&mut formulas, &finding.figure.formula);
            number += 1;
            grid.rows.push(row(scene, kept, finding, (number, formula), &beginnings));
        }
        blocks.extend(table(grid));
    }
    if let Some(table) = table(beginnings.grid()) {
        blocks.extend([title(say::HANDBOOK_QUERIES, "queries"), table]);
    }
    let mut grid = Grid::new("", &heads::FORMULAS);
    grid.rows.extend(formulas.iter().enumerate().map(|(place, formula)| {
        let number = format!("{}", place + 1);
        let id = formula_anchor(place + 1);
        vec![vec![Span::Anchor { t: number, id }], plain(clean(formula))]
    }));
    if let Some(table) = table(grid) {
        blocks.extend([title(say::HANDBOOK_FORMULAS, "formulas"), table]);
    }
    if !book.posts.is_empty() {
        blocks.push(title(say::POSTS, "posts"));
        blocks.extend(book.posts.iter().map(|post| Block::Quote { quote: quote(scene, post) }));
    }
    if !book.works.measures.is_empty() {
        blocks.push(title(say::MEASURES, "measures"));
        let items = book.works.measures.iter().map(|row| measure(scene, row)).collect();
        blocks.push(Block::Items { items });
    }
    blocks
}

/// The number of a formula, from 1.
fn numbered<'a>(formulas: &mut Vec<&'a str>, formula: &'a str) -> usize {
    match formulas.iter().position(|it| *it == formula) {
        Some(place) => place + 1,
        None => {
            formulas.push(formula);
            formulas.len()
        }
    }
}

fn formula_anchor(number: usize) -> String {
    format!("formula-{number}")
}

fn row(
    scene: &Scene<'_>,
    kept: &KeptAssessment,
    finding: &Finding,
    (number, formula): (usize, usize),
    beginnings: &Beginnings,
) -> Vec<Line> {
    let mut says: Line = vec![Span::text(clean(&finding.says))];
    for (place, citing) in scene.cited_by(kept.id, &finding.key).into_iter().enumerate() {
        says.push(Span::text(if place == 0 { " → " } else { " " }));
        says.push(marked(citing));
    }
    if !finding.figure.query.trim().is_empty() {
        says.push(Span::quiet(format!(" {}: ", labels::QUERY)));
        says.extend(beginnings.shorten(&clean(&finding.figure.query)));
    }
    let examples: Vec<String> =
        finding.examples.iter().filter_map(|id| scene.post_mark(*id)).collect();
    if !examples.is_empty() {
        says.push(Span::quiet(format!(" {}:", labels::EXAMPLES)));
        says.extend(examples.iter().flat_map(|mark| [Span::text(" "), marked(mark)]));
    }
    vec![
        vec![anchored(&format!("F{number}"))],
        says,
        plain(numbers::with_range(&finding.figure)),
        plain(numbers::count(finding.figure.n)),
        vec![Span::Mark { t: formula.to_string(), to: formula_anchor(formula) }],
    ]
}

fn quote(scene: &Scene<'_>, post: &QuotedPost) -> Quotation {
    let mark = anchored(&scene.post_mark(post.id).unwrap_or_default());
    let hole = |why: String| Quotation {
        mark: mark.clone(),
        words: String::new(),
        hole: why,
        by: Line::new(),
    };
    match &post.words {
        Words::Erased => hole(say::ERASED.to_owned()),
        Words::Withheld(why) => hole(say::withheld(&clean(why))),
        Words::Said { text, author, network, at, url } => {
            let words = clean::cut(text, QUOTED);
            let cut = words.ends_with('…') && !text.trim_end().ends_with('…');
            let author =
                if author.is_empty() { say::UNNAMED.to_owned() } else { clean::name(author) };
            let day = dates::long(scene.zone.day(*at));
            let mut by = plain(format!("{author}, {network}, {day}"));
            if let Some(href) = url.as_deref().and_then(clean::link) {
                by.push(Span::text("  "));
                by.push(Span::Web { t: say::READ_ORIGINAL.to_owned(), href: href.to_owned() });
            }
            let hole = if cut { say::QUOTE_CUT.to_owned() } else { String::new() };
            Quotation { mark, words, hole, by }
        }
    }
}

fn measure(scene: &Scene<'_>, row: &MeasureRow) -> Line {
    let mark = scene.kpi_mark(row.kpi.id).unwrap_or_default();
    let how = say::measured_how(row.kpi.measure != Measure::Manual, &clean(&row.kpi.method));
    let mut line = vec![
        anchored(&mark),
        Span::text("  "),
        Span::See { t: clean(&row.kpi.name), to: format!("measure-{}", row.kpi.id) },
        Span::text(format!(". {how}")),
    ];
    if let Some(now) = row.now().filter(|now| !now.source.trim().is_empty()) {
        line.push(Span::quiet(format!(" {}: ", labels::SOURCE)));
        line.push(Span::Code { t: clean(&now.source) });
    }
    line
}
