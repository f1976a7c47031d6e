//! Market research: the four quadrants as the kept assessment found them. Facts, no conclusions.

use model::{Aspect, Finding, KeptAssessment, Quadrant, Unit};

use super::super::block::{Block, Grid, Span, Tone, plain};
use super::super::scene::{Scene, marked};
use super::super::select::kind;
use super::{para, table, title};
use crate::catalogue as say;
use crate::catalogue::heads;
use crate::charts::{Chart, DotRow, Dots, ShareBar, Shares, Width, volume};
use crate::clean::{self, clean};
use crate::dates;
use crate::numbers;

/// Rows of one chart; more are in the table.
const MOST_ROWS: usize = 12;

pub fn blocks(scene: &Scene<'_>) -> Vec<Block> {
    let Some(kept) = scene.book.assessment() else {
        return vec![para(say::NO_ASSESSMENT, Tone::Lead)];
    };
    let (first, last) = dates::days(kept.window, &scene.zone);
    let lead = say::research_rests_on(
        kept.findings.len() as u64,
        scene.book.left_out,
        kept.mentions,
        &dates::stretch(first, last),
        &dates::moment(kept.as_of, &scene.zone),
    );
    let mut blocks = vec![para(lead, Tone::Lead)];
    blocks.extend(overview(kept));
    blocks.push(Block::Table { grid: coverage(kept) });
    for quadrant in Quadrant::ALL {
        blocks.push(title(say::quadrant_question(*quadrant), quadrant.as_str()));
        let of: Vec<&Finding> =
            kept.findings.iter().filter(|it| it.quadrant == *quadrant).collect();
        blocks.extend(topics(&of));
        for aspect in Aspect::ALL {
            let found = of.iter().filter(|it| it.aspect == *aspect).copied().collect();
            if let Some(Block::Table { mut grid }) = findings(scene, kept, found) {
                grid.caption = say::aspect(*aspect).to_owned();
                blocks.push(Block::Table { grid });
            }
        }
        let missing: Vec<String> = Aspect::ALL
            .iter()
            .filter(|aspect| !of.iter().any(|it| it.aspect == **aspect))
            .map(|aspect| say::aspect(*aspect).to_lowercase())
            .collect();
        if !missing.is_empty() {
            blocks.push(para(say::not_looked_at(&missing), Tone::Warn));
        }
    }
    blocks
}

/// A table of findings, where there are any.
pub fn findings(scene: &Scene<'_>, kept: &KeptAssessment, found: Vec<&Finding>) -> Option<Block> {
    let mut grid = Grid::new("", &heads::FINDINGS);
    grid.rows.extend(found.into_iter().map(|finding| {
        vec![
            plain(clean(&finding.says)),
            plain(numbers::with_range(&finding.figure)),
            plain(numbers::count(finding.figure.n)),
            vec![marked(&scene.finding_mark(kept.id, &finding.key))],
        ]
    }));
    table(grid)
}

/// How many findings there are of each aspect in each quadrant.
fn coverage(kept: &KeptAssessment) -> Grid {
    let heads: Vec<String> = std::iter::once(String::new())
        .chain(Quadrant::ALL.iter().map(|it| format!("{}#", say::quadrant(*it))))
        .collect();
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    let mut grid = Grid::new(say::COVERAGE, &heads);
    for aspect in Aspect::ALL {
        let counts = Quadrant::ALL.iter().map(|quadrant| {
            let inside = |it: &&Finding| it.quadrant == *quadrant && it.aspect == *aspect;
            let number = kept.findings.iter().filter(inside).count() as u64;
            plain(if number == 0 { "–".to_owned() } else { numbers::count(number) })
        });
        let row = std::iter::once(vec![Span::text(say::aspect(*aspect))]).chain(counts);
        grid.rows.push(row.collect());
    }
    grid
}

/// Kinds by which subjects are set side by side.
const OVERVIEW: [&str; 3] = ["voice", "recommendation", "net"];

/// Findings of one kind about several subjects, side by side.
fn overview(kept: &KeptAssessment) -> Vec<Block> {
    let of = |wanted: &&str| {
        let found = kept.findings.iter().filter(|it| {
            it.subject.is_some() && kind(it) == *wanted && it.key.0.split('/').count() == 2
        });
        found.collect::<Vec<_>>()
    };
    let drawn = OVERVIEW.iter().map(|wanted| (*wanted, of(wanted)));
    let drawn = drawn.filter(|(_, found)| found.len() > 1);
    drawn.filter_map(|(kind, found)| chart(kind, &found, subject_of)).collect()
}

/// Net sentiment by topic and the comparisons, where a quadrant has them.
fn topics(found: &[&Finding]) -> Vec<Block> {
    let of = |wanted: &str| {
        found.iter().filter(|it| kind(it) == wanted).copied().collect::<Vec<&Finding>>()
    };
    let several = |found: &[&Finding]| {
        found.iter().any(|it| found.first().is_some_and(|first| first.subject != it.subject))
    };
    let name = |found: &[&Finding]| if several(found) { topic_of_subject } else { topic_of };
    let drawn = ["topic-net", "compare"].map(|wanted| (wanted, of(wanted)));
    let drawn = drawn.into_iter().filter(|(_, found)| found.len() > 2);
    drawn.filter_map(|(kind, found)| chart(kind, &found, name(&found))).collect()
}

fn subject_of(finding: &Finding) -> String {
    clean::cut(&finding.subject_name, 40)
}

/// The topic of a finding: after the subject (`topic-net/lumen/battery`), or before both (`compare/battery/lumen/aurora`).
fn topic_of(finding: &Finding) -> String {
    let parts: Vec<&str> = finding.key.0.split('/').collect();
    match parts.as_slice() {
        ["compare", topic, _, against] => {
            clean::cut(&format!("{}, against {against}", words(topic)), 40)
        }
        [.., topic] => clean::cut(&words(topic), 40),
        [] => String::new(),
    }
}

fn topic_of_subject(finding: &Finding) -> String {
    clean::cut(&format!("{}: {}", finding.subject_name, topic_of(finding)), 40)
}

fn words(part: &str) -> String {
    part.replace('-', " ")
}

fn chart(kind: &str, found: &[&Finding], name: fn(&Finding) -> String) -> Option<Block> {
    let unit = found.first()?.figure.unit;
    let title = say::findings_chart(&clean(kind), unit);
    let seed = format!("{kind} {unit} {}", found.first().map_or("", |it| it.key.0.as_str()));
    let mut found: Vec<&&Finding> = found.iter().collect();
    found.sort_by(|a, b| b.figure.value.total_cmp(&a.figure.value));
    found.truncate(MOST_ROWS);
    let rows_are = say::SUBJECT.to_owned();
    match unit {
        Unit::Index => {
            let row = |it: &&Finding| DotRow { name: name(it), figure: it.figure.clone() };
            let rows = found.iter().map(|it| row(it)).collect();
            Some(drawn(&Dots { title, rows_are, rows }, &seed))
        }
        Unit::Share => {
            let bars = found.iter().map(|it| ShareBar {
                name: name(it),
                hue: volume::hue(it.quadrant),
                strong: it.quadrant == Quadrant::Brand,
                share: it.figure.clone(),
            });
            Some(drawn(&Shares { title, rows_are, bars: bars.collect() }, &seed))
        }
        Unit::Posts | Unit::People | Unit::Seconds | Unit::Number => None,
    }
}

/// A chart as a block; `seed` tells it apart from the others of the document.
pub fn drawn(chart: &impl Chart, seed: &str) -> Block {
    let title = chart.title();
    let id = format!("c{:x}", hash(seed));
    Block::Chart {
        says: chart.summary(),
        drawing: chart.draw(&id, Width::Paper),
        title,
        file: String::new(),
    }
}

/// A short name for a drawing that is the same each time (FNV-1a).
fn hash(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}
