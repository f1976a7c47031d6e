//! Who answers questions, how fast, and which have waited for weeks.

use model::Figure;
use model::assessment::SubjectView;

use crate::catalogue as say;
use crate::clean;
use crate::markup::Markup;
use crate::numbers;
use crate::page::how::{how, named};
use crate::page::parts::{self, StripItem, note, strip, titled};
use crate::page::quotes::quotes;
use crate::page::scene::Scene;

/// Questions that are shown waiting.
const MOST: usize = 3;

/// The part.
pub fn block(scene: &Scene<'_>, view: &SubjectView) -> Markup {
    let answers = &view.responsiveness;
    let remark = answers.note.as_deref().map(clean::clean).unwrap_or_default();
    if answers.questions == 0 {
        return parts::block(say::PART_RESPONSE, vec![note(&say::asked(0)), note(&remark)]);
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
    let figures = named(figures.map(|(label, figure)| (label.to_owned(), figure)));
    parts::block(
        say::PART_RESPONSE,
        vec![strip(items), note(&remark), quotes, how(scene, &figures)],
    )
}
