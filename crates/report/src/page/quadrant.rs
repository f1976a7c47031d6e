//! One of the four views: its question, the answer, and each subject; what is missing is said where it is missing.

use askama::Template;
use model::Quadrant;
use model::assessment::{QuadrantView, SubjectView, Verdict};

use super::headline::standing;
use super::parts::{list, quadrant_section};
use super::scene::Scene;
use super::subject;
use crate::catalogue::{self as say, Standing};
use crate::clean;
use crate::markup::Markup;
use crate::numbers;

/// Subjects that stand open; the others are folded.
pub const OPEN: usize = 3;

#[derive(Template)]
#[template(path = "sections/fold.html", whitespace = "minimize")]
struct Fold {
    name: String,
    note: String,
    body: Markup,
}

/// The section.
pub fn section(scene: &Scene<'_>, view: &QuadrantView) -> Markup {
    let mut sentences = Vec::new();
    if view.quadrant == Quadrant::Competitors && !view.subjects.is_empty() {
        sentences = ahead(scene);
    }
    if view.subjects.is_empty() {
        sentences.extend(view.missing.iter().map(|text| clean::clean(text)));
        sentences.push(say::quadrant_step(view.quadrant).to_owned());
        return quadrant_section(view.quadrant.as_str(), title(view), sentences, Vec::new());
    }
    let mut blocks = Vec::new();
    for (place, subject) in view.subjects.iter().enumerate() {
        if place < OPEN {
            blocks.push(subject::article(scene, subject, false));
        } else {
            blocks.push(folded(scene, subject));
        }
    }
    blocks.push(list(view.missing.iter().map(|text| clean::clean(text)).collect()));
    quadrant_section(view.quadrant.as_str(), title(view), sentences, blocks)
}

fn title(view: &QuadrantView) -> String {
    say::quadrant_question(view.quadrant).to_owned()
}

fn folded(scene: &Scene<'_>, subject: &SubjectView) -> Markup {
    Markup::of(&Fold {
        name: clean::clean(&subject.name),
        note: say::folded(numbers::whole(&subject.mentions)),
        body: subject::article(scene, subject, true),
    })
}

/// Where competitors are shown to be ahead: per topic, and in recommendation.
fn ahead(scene: &Scene<'_>) -> Vec<String> {
    let Some(brand) = scene.brand() else { return Vec::new() };
    let name = clean::name(&brand.name);
    let comparisons = &scene.assessment.comparisons;
    let mut out = Vec::new();
    if !comparisons.is_empty() {
        let worse: Vec<(String, String)> = comparisons
            .iter()
            .filter(|c| c.verdict == Verdict::Worse)
            .map(|c| (clean::name(&c.topic), clean::name(&c.competitor_name)))
            .collect();
        out.push(say::competitors_ahead(&name, &worse, comparisons.len()));
    }
    if let Some((own, _)) = scene.brand_and_other(&scene.assessment.recommendation) {
        let more: Vec<String> = scene
            .assessment
            .recommendation
            .iter()
            .filter(|row| row.quadrant == Quadrant::Competitors)
            .filter(|row| standing(&own.share, &row.share) == Standing::Behind)
            .map(|row| clean::name(&row.name))
            .collect();
        if !more.is_empty() {
            out.push(say::recommended_more(&more));
        }
    }
    out
}
