//! Who answers questions, how fast, and which have waited for weeks.

use model::Figure;
use model::assessment::SubjectView;

use crate::catalogue as say;
use crate::charts::volume::hue;
use crate::charts::{ShareBar, Shares};
use crate::clean;
use crate::markup::Markup;
use crate::numbers;
use crate::page::how::{how, named};
use crate::page::parts::{self, StripItem, figure_chart, note, pair, strip, titled};
use crate::page::quotes::quotes;
use crate::page::scene::Scene;

/// Questions that are shown waiting.
const MOST: usize = 3;

/// The part.
pub fn block(scene: &Scene<'_>, view: &SubjectView) -> Markup {
    let answers = &view.responsiveness;
    let remark = answers.note.as_deref().map(clean::clean).unwrap_or_default();
    if answers.questions == 0 {
        let blocks = vec![note(&say::asked(0)), note(&remark), pair(vec![acts(scene, view)])];
        return parts::block(say::PART_RESPONSE, blocks);
    }
    let [questions, by_subject, by_anyone, median, p90, waiting] = say::RESPONSE_STRIP;
    let figures: [(&'static str, Option<&Figure>); 4] = [
        (by_subject, answers.answered_by_subject.as_ref()),
        (by_anyone, answers.answered_by_anyone.as_ref()),
        (median, answers.median.as_ref()),
        (p90, answers.p90.as_ref()),
    ];
    let mut items = vec![StripItem::plain(questions, numbers::count(answers.questions))];
    let known = figures.iter().filter(|(_, figure)| figure.is_some());
    items.extend(known.map(|(label, figure)| StripItem::figure(label, *figure)));
    items.push(StripItem::plain(waiting, numbers::count(answers.unanswered_for_weeks)));
    let quotes = quotes(scene, &answers.waiting, MOST);
    let quotes = if quotes.is_empty() { quotes } else { titled(say::WAITING_LONGEST, quotes) };
    let beside = pair(vec![acts(scene, view), quotes]);
    let figures = named(figures.map(|(label, figure)| (label.to_owned(), figure)));
    parts::block(
        say::PART_RESPONSE,
        vec![strip(items), note(&remark), how(scene, &figures), beside],
    )
}

fn acts(scene: &Scene<'_>, view: &SubjectView) -> Markup {
    let bar = |(act, share): &(model::Act, model::Figure)| ShareBar {
        name: say::act(*act).to_owned(),
        hue: hue(view.quadrant),
        strong: false,
        share: share.clone(),
    };
    let bars: Vec<ShareBar> = view.acts.iter().filter(|(_, share)| share.n > 0).map(bar).collect();
    if bars.is_empty() {
        return Markup::default();
    }
    let shares =
        Shares { title: say::CHART_ACTS.to_owned(), rows_are: say::HEAD_ACT.to_owned(), bars };
    let figures =
        named(view.acts.iter().map(|(act, figure)| (say::act(*act).to_owned(), Some(figure))));
    figure_chart(scene, &shares, "", &figures)
}
