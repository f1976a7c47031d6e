//! Share of recommendation, share of voice, and sentiment, subject by subject.

use model::assessment::{ShareRow, SubjectView};
use model::{Label, Quadrant};

use super::how::named;
use super::parts::{self, figure_chart, note, pair};
use super::scene::Scene;
use crate::catalogue as say;
use crate::charts::volume::hue;
use crate::charts::{
    DotRow, Dots, SentimentRow, SentimentRows, ShareBar, Shares, cells, stretches,
};
use crate::clean;
use crate::markup::Markup;
use crate::numbers;
use crate::table::{Cell, Table};

/// The section.
pub fn section(scene: &Scene<'_>) -> Markup {
    let assessment = scene.assessment;
    let recommendation = shares(say::CHART_RECOMMENDATION, &assessment.recommendation);
    let voice = shares(say::CHART_VOICE, &assessment.voice);
    let mut charts = Vec::new();
    for (shares, rows) in [(recommendation, &assessment.recommendation), (voice, &assessment.voice)]
    {
        if !shares.bars.is_empty() && rests_on_posts(rows) {
            let figures = named(rows.iter().map(|row| (row.name.clone(), Some(&row.share))));
            charts.push(figure_chart(scene, &shares, "", &figures));
        }
    }
    let sentiment = sentiment(scene);
    if !sentiment.rows.is_empty() {
        let figures = sentiment.rows.iter().flat_map(sentiment_figures);
        charts.push(figure_chart(scene, &sentiment, say::SENTIMENT_NOTE, &named(figures)));
    }
    let nets = nets(scene);
    if !nets.rows.is_empty() {
        let figures = named(nets.rows.iter().map(|row| (row.name.clone(), Some(&row.figure))));
        charts.push(figure_chart(scene, &nets, "", &figures));
    }
    let blocks = vec![pair(charts), table(scene).markup()];
    let missing = if !rests_on_posts(&assessment.recommendation) {
        note(say::NO_RECOMMENDATION)
    } else {
        Markup::default()
    };
    let blocks = [vec![missing], blocks].concat();
    parts::section("voice", say::TITLE_VOICE.to_owned(), Vec::new(), blocks)
}

/// Whether there is anything to share.
fn rests_on_posts(rows: &[ShareRow]) -> bool {
    rows.iter().any(|row| row.share.n > 0)
}

fn sentiment_figures(row: &SentimentRow) -> Vec<(String, Option<&model::Figure>)> {
    let labels = Label::ALL
        .iter()
        .map(|label| format!("{}: {}", row.name, say::label(*label).to_lowercase()));
    labels.zip([&row.negative, &row.neutral, &row.positive].map(Some)).collect()
}

fn shares(title: &str, rows: &[ShareRow]) -> Shares {
    let bars = rows.iter().map(|row| ShareBar {
        name: row.name.clone(),
        hue: hue(row.quadrant),
        strong: row.quadrant == Quadrant::Brand,
        share: row.share.clone(),
    });
    Shares { title: title.to_owned(), rows_are: say::HEAD_SUBJECT.to_owned(), bars: bars.collect() }
}

/// The subjects outside the customers' quadrant, in the order of voice.
fn by_voice<'a>(scene: &Scene<'a>) -> Vec<&'a SubjectView> {
    scene.assessment.voice.iter().filter_map(|row| scene.subject(row.id)).collect()
}

fn sentiment(scene: &Scene<'_>) -> SentimentRows {
    let row = |view: &SubjectView| match view.feeling.shares.as_slice() {
        [negative, neutral, positive] => Some(SentimentRow {
            name: view.name.clone(),
            strong: view.quadrant == Quadrant::Brand,
            negative: negative.clone(),
            neutral: neutral.clone(),
            positive: positive.clone(),
        }),
        _ => None,
    };
    let rows = by_voice(scene).into_iter().filter_map(row).collect();
    SentimentRows { title: say::CHART_SENTIMENT.to_owned(), rows }
}

fn nets(scene: &Scene<'_>) -> Dots {
    let row = |view: &SubjectView| {
        Some(DotRow { name: view.name.clone(), figure: view.feeling.net.clone()? })
    };
    let rows = by_voice(scene).into_iter().filter_map(row).collect();
    Dots { title: say::CHART_NET.to_owned(), rows_are: say::HEAD_SUBJECT.to_owned(), rows }
}

fn table(scene: &Scene<'_>) -> Table {
    let mut table = Table::new(say::CAPTION_VOICE, &say::VOICE_HEADS);
    for row in &scene.assessment.voice {
        let view = scene.subject(row.id);
        let recommended = scene.assessment.recommendation.iter().find(|other| other.id == row.id);
        let line = view.map(|view| {
            let points = stretches(&view.volume);
            let most = points.iter().map(|p| p.count).max().unwrap_or(0);
            let title = say::sparkline(&clean::name(&view.name), most, points.len());
            cells::sparkline(&points, hue(view.quadrant), &title)
        });
        let net = view.and_then(|view| view.feeling.net.as_ref());
        table.push(vec![
            Cell::foreign(&row.name),
            Cell::Markup(line.unwrap_or_default()),
            Cell::Number(numbers::count(row.count)),
            Cell::Number(numbers::with_range(&row.share)),
            Cell::number_or_dash(recommended.map(|row| numbers::with_range(&row.share))),
            Cell::number_or_dash(net.map(numbers::with_range)),
        ]);
    }
    table
}
