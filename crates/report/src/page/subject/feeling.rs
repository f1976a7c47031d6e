//! How people feel about a subject: corrected shares beside uncorrected ones, emotions, frustrations, excitements.

use model::assessment::SubjectView;
use model::{Emotion, Figure, Label};

use crate::catalogue as say;
use crate::charts::volume::hue;
use crate::charts::{ShareBar, Shares};
use crate::clean;
use crate::markup::Markup;
use crate::numbers;
use crate::page::how::{how, named};
use crate::page::parts::{self, figure_chart, note, pair, titled};
use crate::page::quotes::ranked;
use crate::page::scene::Scene;
use crate::table::{Cell, Table};

/// Emotions that are shown.
const MOST: usize = 5;

/// The part.
pub fn block(scene: &Scene<'_>, view: &SubjectView) -> Markup {
    let feeling = &view.feeling;
    let not_read =
        if feeling.not_read > 0 { say::not_read(feeling.not_read) } else { String::new() };
    if feeling.shares.is_empty() {
        return parts::block(say::PART_FEEL, vec![note(say::NO_FEELING), note(&not_read)]);
    }
    let labels = Label::ALL.iter().map(|label| say::label(*label).to_owned());
    let figures = named(
        labels
            .zip(feeling.shares.iter().map(Some))
            .chain([(say::NET_SENTIMENT.to_owned(), feeling.net.as_ref())])
            .chain([(say::READ_TOWARDS.to_owned(), feeling.towards.as_ref())]),
    );
    let towards = feeling.towards.as_ref().map_or_else(String::new, |share| {
        say::towards(&clean::clean(&view.name), &numbers::value(share), feeling.turned)
    });
    let blocks = vec![
        pair(vec![
            parts::plain(Markup::join(&[
                shares(&feeling.shares, feeling.net.as_ref()).markup(),
                note(&towards),
                note(&not_read),
                how(scene, &figures),
            ])),
            emotions(scene, view, &feeling.emotions),
        ]),
        pair(vec![
            titled(say::FRUSTRATIONS, ranked(scene, &feeling.frustrations, "neg")),
            titled(say::EXCITEMENTS, ranked(scene, &feeling.excitements, "pos")),
        ]),
    ];
    parts::block(say::PART_FEEL, blocks)
}

fn shares(shares: &[Figure], net: Option<&Figure>) -> Table {
    let mut table = Table::new(say::CAPTION_FEELING, &say::FEELING_HEADS);
    let labels = Label::ALL.iter().map(|label| say::label(*label)).zip(shares);
    for (name, figure) in labels.chain(net.map(|net| (say::NET_SENTIMENT, net))) {
        table.push(vec![
            Cell::Text(name.to_owned()),
            Cell::Number(numbers::value(figure)),
            Cell::number_or_dash(numbers::range(figure)),
            Cell::number_or_dash(numbers::raw(figure)),
        ]);
    }
    table
}

fn emotions(scene: &Scene<'_>, view: &SubjectView, emotions: &[(Emotion, Figure)]) -> Markup {
    if emotions.is_empty() {
        return Markup::default();
    }
    let bar = |(emotion, share): &(Emotion, Figure)| ShareBar {
        name: say::emotion(*emotion).to_owned(),
        hue: hue(view.quadrant),
        strong: false,
        share: share.clone(),
    };
    let bars = emotions.iter().take(MOST).map(bar).collect();
    let shares = Shares {
        title: say::CHART_EMOTIONS.to_owned(),
        rows_are: say::HEAD_EMOTION.to_owned(),
        bars,
    };
    let name = |emotion: &Emotion| say::emotion(*emotion).to_owned();
    let figures =
        named(emotions.iter().take(MOST).map(|(emotion, figure)| (name(emotion), Some(figure))));
    figure_chart(scene, &shares, "", &figures)
}
