//! The question of the page, its answer in a sentence with a number, and the number itself.

use askama::Template;
use model::Figure;
use model::assessment::{ShareRow, Verdict};

use super::how::how;
use super::parts::about;
use super::scene::Scene;
use crate::catalogue::{self as say, Standing};
use crate::clean;
use crate::markup::Markup;
use crate::numbers;

struct Big {
    value: String,
    label: &'static str,
    basis: String,
    how: Markup,
}

#[derive(Template)]
#[template(path = "sections/headline.html", whitespace = "minimize")]
struct Headline {
    workspace: String,
    window: String,
    question: String,
    /// Whether it heads a page of its own.
    alone: bool,
    sentences: Vec<String>,
    big: Option<Big>,
}

/// Question, answer, number; the question is the page's title where the page is its own.
pub fn markup(scene: &Scene<'_>, alone: bool) -> Markup {
    let workspace = clean::name(&scene.assessment.workspace);
    let big = headline_row(scene).map(|(label, row, _)| Big {
        value: numbers::value(&row.share),
        label,
        basis: say::headline_basis(row.share.n, numbers::range(&row.share).as_deref()),
        how: how(scene, &[(label.to_owned(), &row.share)]),
    });
    Markup::of(&Headline {
        question: say::page_question(
            &scene.brand().map_or(workspace.clone(), |b| clean::name(&b.name)),
        ),
        workspace,
        alone,
        window: scene.window(),
        sentences: sentences(scene),
        big,
    })
}

/// The headline number: label, the brand's row, the strongest other row. Recommendation where there is any, else voice.
fn headline_row<'a>(
    scene: &Scene<'a>,
) -> Option<(&'static str, &'a ShareRow, Option<&'a ShareRow>)> {
    let tell = |label, rows: &'a [ShareRow]| {
        let (own, other) = scene.brand_and_other(rows)?;
        (own.share.n > 0).then_some((label, own, other))
    };
    tell(say::SHARE_OF_RECOMMENDATION, &scene.assessment.recommendation)
        .or_else(|| tell(say::SHARE_OF_VOICE, &scene.assessment.voice))
}

/// The answer, one fact a sentence.
pub fn sentences(scene: &Scene<'_>) -> Vec<String> {
    if scene.assessment.basis.mentions == 0 {
        return vec![say::HEADLINE_NOTHING.to_owned()];
    }
    let Some(brand) = scene.brand() else { return vec![say::HEADLINE_NO_BRAND.to_owned()] };
    let mut out = Vec::new();
    if let Some((label, own, other)) = headline_row(scene) {
        let share = about(&own.share);
        let name = clean::name(&own.name);
        let other = other.map(|row| {
            (clean::name(&row.name), about(&row.share), standing(&own.share, &row.share))
        });
        let other = other
            .as_ref()
            .map(|(name, share, standing)| (name.as_str(), share.as_str(), *standing));
        out.push(if label == say::SHARE_OF_VOICE {
            say::headline_voice(&name, &share, other)
        } else {
            say::headline_recommendation(&name, &share, other)
        });
    }
    let mut second = Vec::new();
    if let (Some(net), [negative, _, positive]) =
        (&brand.feeling.net, brand.feeling.shares.as_slice())
    {
        let net = numbers::with_range(net);
        second.push(say::net_sentence(
            &clean::name(&brand.name),
            &net,
            &about(negative),
            &about(positive),
        ));
    }
    if !scene.assessment.comparisons.is_empty() {
        let many =
            |verdict| scene.assessment.comparisons.iter().filter(|c| c.verdict == verdict).count();
        let [better, worse, open] = [Verdict::Better, Verdict::Worse, Verdict::Open].map(many);
        second.push(say::comparison_counts(&clean::name(&brand.name), better, worse, open));
    }
    if !second.is_empty() {
        out.push(second.join(" "));
    }
    out
}

/// How `own` stands against `other`, as far as their intervals tell.
pub fn standing(own: &Figure, other: &Figure) -> Standing {
    let ends =
        |figure: &Figure| figure.interval.map_or((figure.value, figure.value), |i| (i.low, i.high));
    let ((low, high), (other_low, other_high)) = (ends(own), ends(other));
    if low > other_high {
        Standing::Ahead
    } else if high < other_low {
        Standing::Behind
    } else {
        Standing::Open
    }
}
