//! The brand against each competitor, topic by topic.

use model::assessment::{Comparison, Verdict};
use model::{Figure, SubjectId};

use super::how::named;
use super::parts::{self, figure_chart, note, pair};
use super::scene::Scene;
use crate::catalogue as say;
use crate::charts::{Dumbbell, DumbbellRow};
use crate::clean;
use crate::markup::Markup;
use crate::numbers;
use crate::table::{Cell, Table};

/// Topics in one chart.
const MOST_ROWS: usize = 8;
/// Charts; further competitors are in the table.
const MOST_CHARTS: usize = 8;
/// Rows of the table.
const MOST_TABLE_ROWS: usize = 40;

/// The section.
pub fn section(scene: &Scene<'_>) -> Markup {
    let comparisons = &scene.assessment.comparisons;
    let Some(first) = comparisons.first() else {
        return parts::section(
            "compare",
            say::TITLE_COMPARISONS.to_owned(),
            vec![say::NO_COMPARISONS.to_owned()],
            Vec::new(),
        );
    };
    let brand = clean::name(&first.brand_name);
    let mut explained = Vec::new();
    let charts = pairs(comparisons).into_iter().take(MOST_CHARTS).map(|(brand, competitor)| {
        let rows: Vec<&Comparison> =
            comparisons.iter().filter(|c| c.brand == brand && c.competitor == competitor).collect();
        let figures = figures(&rows, &mut explained);
        figure_chart(scene, &dumbbell(&rows), "", &figures)
    });
    let many = |verdict| comparisons.iter().filter(|c| c.verdict == verdict).count();
    let [better, worse, open] = [Verdict::Better, Verdict::Worse, Verdict::Open].map(many);
    let rest = comparisons.len().saturating_sub(MOST_TABLE_ROWS);
    let blocks = vec![
        pair(charts.collect()),
        note(say::COMPARISON_METHOD),
        table(comparisons).markup(),
        note(&if rest > 0 { say::more_rows(rest) } else { String::new() }),
    ];
    let answer = say::comparison_counts(&brand, better, worse, open);
    parts::section("compare", say::title_comparisons(&brand), vec![answer], blocks)
}

/// Both sides of each comparison; the brand's side of a topic only the first time, because it is the same each time.
fn figures<'a>(
    rows: &[&'a Comparison],
    explained: &mut Vec<(SubjectId, &'a str)>,
) -> Vec<(String, &'a Figure)> {
    let side = |c: &Comparison, who: &str| format!("{}: {}", c.topic, who);
    let mut out = Vec::new();
    for c in rows {
        let topic = (c.brand, c.topic.as_str());
        let first = !explained.contains(&topic);
        if first {
            explained.push(topic);
        }
        out.push((side(c, &c.brand_name), first.then_some(&c.brand_net)));
        out.push((side(c, &c.competitor_name), Some(&c.competitor_net)));
    }
    named(out)
}

/// Brand and competitor, each pair once, in order of appearance.
fn pairs(comparisons: &[Comparison]) -> Vec<(SubjectId, SubjectId)> {
    let mut pairs = Vec::new();
    for comparison in comparisons {
        let pair = (comparison.brand, comparison.competitor);
        if !pairs.contains(&pair) {
            pairs.push(pair);
        }
    }
    pairs
}

/// Shown differences first, the largest first among equals.
fn dumbbell(rows: &[&Comparison]) -> Dumbbell {
    let first = rows.first();
    let name =
        |pick: fn(&Comparison) -> &str| first.map_or_else(String::new, |c| pick(c).to_owned());
    let (brand, competitor) = (name(|c| &c.brand_name), name(|c| &c.competitor_name));
    let many = |verdict| rows.iter().filter(|c| c.verdict == verdict).count();
    let mut sorted = rows.to_vec();
    sorted.sort_by(|a, b| {
        let open = |c: &Comparison| c.verdict == Verdict::Open;
        open(a).cmp(&open(b)).then_with(|| b.difference.abs().total_cmp(&a.difference.abs()))
    });
    let row = |c: &&Comparison| DumbbellRow {
        name: c.topic.clone(),
        first: c.brand_net.clone(),
        second: c.competitor_net.clone(),
        verdict: say::verdict_short(c.verdict).to_owned(),
        shown: c.verdict != Verdict::Open,
    };
    Dumbbell {
        title: say::chart_against(&clean::name(&competitor)),
        summary: say::dumbbell_summary(
            &clean::name(&brand),
            &clean::name(&competitor),
            many(Verdict::Better),
            many(Verdict::Worse),
            rows.len(),
        ),
        first: (brand, "q-brand"),
        second: (competitor, "q-competitors"),
        rows: sorted.iter().take(MOST_ROWS).map(row).collect(),
    }
}

fn table(comparisons: &[Comparison]) -> Table {
    let mut table = Table::new(say::CAPTION_COMPARISONS, &say::COMPARISON_HEADS);
    let mut sorted: Vec<&Comparison> = comparisons.iter().collect();
    sorted.sort_by(|a, b| a.p_adjusted.total_cmp(&b.p_adjusted));
    for c in sorted.into_iter().take(MOST_TABLE_ROWS) {
        let [low, high] = [c.interval.low, c.interval.high].map(|end| numbers::signed(end, 2));
        table.push(vec![
            Cell::Foreign(clean::cut(&c.topic, 80)),
            Cell::foreign(&c.competitor_name),
            Cell::Number(numbers::value(&c.brand_net)),
            Cell::Number(numbers::value(&c.competitor_net)),
            Cell::Number(format!("{} ({low} to {high})", numbers::signed(c.difference, 2))),
            Cell::Number(numbers::p_value(c.p_adjusted)),
            Cell::Text(say::verdict(c.verdict, &clean::name(&c.brand_name))),
        ]);
    }
    table
}
