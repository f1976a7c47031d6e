//! What the programs changed, and whether revenue goes with engagement: the rows, and how chapters and the brief say them.
//! "Not shown" and "cannot be computed" are answers and are printed like the others.

use model::{Interval, KpiId, ProgramId};
use serde::{Deserialize, Serialize};

use super::block::{Block, Line, Span, Tone, plain};
use super::context::Handbook;
use crate::catalogue as say;
use crate::clean::{clean, cut};
use crate::numbers;

/// What a program changed, or why that cannot be said.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ImpactRow {
    /// Which program.
    pub program: ProgramId,
    /// Which measure; `None`: nobody has said which should move.
    pub kpi: Option<KpiId>,
    /// The effect, where it could be computed.
    pub effect: Option<Effect>,
    /// Days that were compared, before and after.
    pub days: (u32, u32),
    /// What came out, in a sentence: "not shown" is an answer.
    pub says: String,
    /// How it was looked for, with the source; empty where nothing was computed.
    pub method: String,
    /// With what it was compared, and what it rests on. Editions of before do not say.
    #[serde(default)]
    pub compared: Compared,
}

/// With what an effect was compared, and what it rests on.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Compared {
    /// What is counted, each day.
    pub counted: String,
    /// The control, in words.
    pub control: String,
    /// Posts in the days that were compared.
    pub posts: u64,
    /// The control's posts in the same days; `None`: there is no control.
    pub control_posts: Option<u64>,
    /// Two-sided p-value.
    pub p: Option<f64>,
    /// What weakens it, in sentences.
    pub caveats: Vec<String>,
}

/// How large an effect is.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Effect {
    /// Relative for counts (0.2 is 20 % more), otherwise in the measure's unit.
    pub value: f64,
    /// Its 95 % interval.
    pub interval: Interval,
    /// Whether it is relative.
    pub relative: bool,
}

/// Whether one measure follows another: never a proof.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CorrelationRow {
    /// What is aimed at.
    pub leads: KpiId,
    /// What is looked at only afterwards.
    pub follows: KpiId,
    /// What came out, in sentences that say what it is not.
    pub says: String,
    /// The correlation at the lag where it is largest; `None`: too few periods.
    pub r: Option<f64>,
    /// That lag, in periods.
    pub lag: Option<u32>,
    /// p-value, adjusted for all lags and pairs that were looked at.
    pub p: Option<f64>,
    /// Periods.
    pub n: u64,
    /// How it was computed; empty where it was not.
    pub method: String,
}

/// The effect of one program, in full.
pub(super) fn of_program(book: &Handbook, program: ProgramId) -> Vec<Block> {
    let rows = book.works.impacts.iter().filter(|row| row.program == program);
    rows.flat_map(|row| {
        let said = Block::Para { line: vec![Span::strong(clean(&row.says))], tone: Tone::Body };
        let measure = row.kpi.and_then(|id| book.measure(id)).map(|row| clean(&row.kpi.name));
        let compared = &row.compared;
        let basis = basis(row).unwrap_or_default();
        let caveats = compared.caveats.iter().map(|it| (say::EFFECT_CAVEAT, clean(it)));
        let items: Vec<Line> = [
            (say::EFFECT_MEASURE, measure.unwrap_or_default()),
            (say::EFFECT_COUNTED, clean(&compared.counted)),
            (say::EFFECT_CONTROL, clean(&compared.control)),
            (say::EFFECT_BASIS, basis),
        ]
        .into_iter()
        .chain(caveats)
        .filter(|(_, words)| !words.is_empty())
        .map(|(label, words)| vec![Span::strong(label), Span::text("  "), Span::text(words)])
        .collect();
        let method = (!row.method.is_empty()).then(|| Block::Para {
            line: plain(format!("{}.", clean(&row.method).trim_end_matches('.'))),
            tone: Tone::Note,
        });
        let items = (!items.is_empty()).then_some(Block::Items { items });
        [Some(said), items, method].into_iter().flatten()
    })
    .collect()
}

/// What a computed effect rests on.
fn basis(row: &ImpactRow) -> Option<String> {
    row.effect?;
    let p = row.compared.p.map(numbers::p_value);
    Some(say::effect_basis(row.days, row.compared.posts, row.compared.control_posts, p.as_deref()))
}

/// A line for each program: name, what came out, with what it was compared, and what it rests on.
pub(super) fn impacts(book: &Handbook) -> Vec<Line> {
    let line = |row: &ImpactRow| {
        let program = book.program(row.program)?;
        let to = format!("program-{}", program.id);
        Some(impact(row, Span::See { t: clean(&program.name), to }))
    };
    book.works.impacts.iter().filter_map(line).collect()
}

/// The same for the brief: `most` programs, those whose effect could be computed first, names cut.
pub(super) fn brief_impacts(book: &Handbook, most: usize, chars: usize) -> Vec<Line> {
    let mut rows: Vec<&ImpactRow> = book.works.impacts.iter().collect();
    rows.sort_by_key(|row| row.effect.is_none());
    let line = |row: &ImpactRow| {
        let name = cut(&book.program(row.program)?.name, chars);
        Some(impact(row, Span::strong(name)))
    };
    rows.into_iter().take(most).filter_map(line).collect()
}

fn impact(row: &ImpactRow, name: Span) -> Line {
    let mut line = vec![name, Span::text(format!("  {}", clean(&row.says)))];
    let control = clean(&row.compared.control);
    let control = (!control.is_empty()).then(|| say::effect_against(&control));
    let beside: Vec<String> = control.into_iter().chain(basis(row)).collect();
    if !beside.is_empty() {
        line.push(Span::quiet(format!(" {}", beside.join(" "))));
    }
    line
}

/// A line for each pair of measures that was looked at.
pub(super) fn correlations(book: &Handbook) -> Vec<Line> {
    book.works.correlations.iter().map(correlation).collect()
}

/// The pair that goes together most; while none can be computed, the one that has most periods.
pub(super) fn brief_correlation(book: &Handbook) -> Option<Line> {
    let p = |row: &CorrelationRow| row.p.unwrap_or(f64::INFINITY);
    let rows = book.works.correlations.iter();
    rows.min_by(|a, b| p(a).total_cmp(&p(b)).then(b.n.cmp(&a.n))).map(correlation)
}

fn correlation(row: &CorrelationRow) -> Line {
    let p = row.p.map(numbers::p_value);
    let basis = say::correlation_basis(row.n, p.as_deref());
    vec![Span::text(clean(&row.says)), Span::quiet(format!(" {basis}"))]
}

/// How the correlations were computed, once for all.
pub(super) fn how_correlated(book: &Handbook) -> Option<String> {
    let computed = book.works.correlations.iter().find(|row| !row.method.is_empty())?;
    Some(format!("{}.", clean(&computed.method)))
}
