//! The assessment as one self-contained page: it loads nothing, runs no script, and prints.

mod comparisons;
mod formula;
mod glance;
mod headline;
mod how;
mod inside;
mod method;
mod missing;
mod over_time;
mod parts;
mod quadrant;
mod quotes;
mod scene;
mod subject;
mod voice;

use askama::Template;
use model::assessment::SubjectView;
use model::{Assessment, Quadrant};

use crate::catalogue as say;
use crate::charts;
use crate::clean;
use crate::dates;
use crate::markup::Markup;
use scene::Scene;

/// The style of the page: tokens, page, charts.
pub const STYLE: &str = concat!(
    include_str!("../templates/style/tokens.css"),
    include_str!("../templates/style/page.css")
);

/// One line of the table of contents.
struct Entry {
    id: String,
    label: String,
    sub: bool,
}

#[derive(Template)]
#[template(path = "page.html", whitespace = "minimize")]
struct Page {
    title: String,
    style: Markup,
    workspace: String,
    window: String,
    as_of: String,
    zone: String,
    toc: Vec<Entry>,
    headline: Markup,
    sections: Vec<Markup>,
}

/// The assessment as one HTML document. Nothing from a post can act in it, and it asks nobody for anything.
pub fn html(assessment: &Assessment) -> String {
    let scene = Scene::new(assessment);
    let headline = headline::markup(&scene, true);
    let mut sections =
        vec![glance::section(&scene), voice::section(&scene), over_time::section(&scene)];
    sections.extend(assessment.quadrants.iter().map(|view| quadrant::section(&scene, view)));
    sections.push(comparisons::section(&scene));
    sections.push(inside::section(&scene));
    sections.push(missing::section(&scene));
    // Last, because it lists every formula that the sections above have used.
    sections.push(method::section(&scene));
    let workspace = clean::name(&assessment.workspace);
    let page = Page {
        title: say::page_title(&workspace, &scene.window()),
        style: Markup::drawn(format!("{STYLE}{}", charts::STYLE)),
        window: scene.window(),
        as_of: say::as_of(&dates::moment(assessment.as_of, &scene.zone)),
        zone: say::in_zone(&clean::clean(&assessment.time_zone)),
        toc: contents(assessment),
        workspace,
        headline,
        sections,
    };
    Markup::of(&page).into_string()
}

/// A part of the page, for places that show one at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The answer in a few sentences.
    Answer,
    /// All subjects side by side.
    Glance,
    /// Share of voice and of recommendation.
    Voice,
    /// Mentions over time, spikes, gaps.
    Time,
    /// One of the four quadrants.
    Quadrant(Quadrant),
    /// The brand against each competitor, by topic.
    Compare,
    /// What staff say against what the market says.
    Inside,
    /// What was not captured, and how sure the readings are.
    Missing,
}

/// One part of the page. Where `search` is given, a figure's query leads to that address followed by the query.
pub fn part(assessment: &Assessment, part: Part, search: Option<&str>) -> Markup {
    let scene = Scene::new(assessment).searching(search);
    match part {
        Part::Answer => headline::markup(&scene, false),
        Part::Glance => glance::section(&scene),
        Part::Voice => voice::section(&scene),
        Part::Time => over_time::section(&scene),
        Part::Quadrant(quadrant) => {
            let views = assessment.quadrants.iter().filter(|view| view.quadrant == quadrant);
            let sections: Vec<Markup> = views.map(|view| quadrant::section(&scene, view)).collect();
            Markup::join(&sections)
        }
        Part::Compare => comparisons::section(&scene),
        Part::Inside => inside::section(&scene),
        Part::Missing => missing::section(&scene),
    }
}

/// The answer to the page's question, one fact a sentence.
pub fn answer(assessment: &Assessment) -> Vec<String> {
    headline::sentences(&Scene::new(assessment))
}

/// How a subject answers questions, for other places than the page.
pub(crate) fn answer_sentences(view: &SubjectView) -> Vec<String> {
    subject::answer_sentences(view)
}

fn contents(assessment: &Assessment) -> Vec<Entry> {
    let entry =
        |id: &str, label: &str| Entry { id: id.to_owned(), label: label.to_owned(), sub: false };
    let [short, voice, time, compare, inside, missing, method] = say::TOC;
    let mut toc = vec![entry("answer", short), entry("voice", voice), entry("time", time)];
    for view in &assessment.quadrants {
        toc.push(entry(view.quadrant.as_str(), say::quadrant(view.quadrant)));
        toc.extend(view.subjects.iter().take(quadrant::OPEN).map(|subject| Entry {
            id: subject::anchor(subject),
            label: clean::cut(&subject.name, 40),
            sub: true,
        }));
    }
    toc.extend([
        entry("compare", compare),
        entry("inside", inside),
        entry("missing", missing),
        entry("method", method),
    ]);
    toc
}

#[cfg(test)]
mod tests;
