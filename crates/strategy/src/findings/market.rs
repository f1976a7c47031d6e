//! What is known of subjects against each other, and of inside against outside.

use model::assessment::{Comparison, InsideOutside, ShareRow, Spike, Verdict};
use model::{Aspect, Assessment, Figure, Quadrant, Unit};

use super::halves::is_negative;
use super::{About, Pinned, counted};
use crate::keys::key;
use crate::say;

/// How many topics of inside against outside are pinned.
const GAPS: usize = 8;

pub(super) fn pin(pinned: &mut Pinned, assessment: &Assessment) {
    shares(pinned, "voice", &assessment.voice, say::voice);
    shares(pinned, "recommendation", &assessment.recommendation, say::recommendation);
    for spike in &assessment.spikes {
        pin_spike(pinned, assessment, spike);
    }
    for comparison in &assessment.comparisons {
        pin_comparison(pinned, comparison);
    }
    worse_topics(pinned, &assessment.comparisons);
    if let Some(sides) = &assessment.inside_outside {
        inside_outside(pinned, assessment, sides);
    }
}

fn shares(pinned: &mut Pinned, what: &str, rows: &[ShareRow], says: fn(&str, &Figure) -> String) {
    for row in rows.iter().filter(|row| row.share.n > 0) {
        let about = About { quadrant: row.quadrant, subject: Some((row.id, &row.name)) };
        let said = (says(&row.name, &row.share), row.share.clone());
        pinned.pin(about, Aspect::Activities, key(&[what, &row.name]), said, &[]);
    }
}

fn pin_spike(pinned: &mut Pinned, assessment: &Assessment, spike: &Spike) {
    let about =
        About { quadrant: spike.quadrant, subject: Some((spike.subject, &spike.subject_name)) };
    let formula = format!("mentions on these days; expected: {}", spike.expected.formula);
    let figure = counted(spike.count, Unit::Posts, spike.count, &formula, &spike.expected.query);
    let aspect = if is_negative(assessment, spike) { Aspect::Threats } else { Aspect::Activities };
    let examples: Vec<_> =
        spike.news.iter().flat_map(|phrase| &phrase.examples).take(3).cloned().collect();
    let key = key(&["spike", &spike.subject_name, &spike.from.to_string()]);
    pinned.pin(about, aspect, key, (say::spike(spike), figure), &examples);
}

/// The key under which a comparison is pinned.
pub(crate) fn comparison_key(comparison: &Comparison) -> model::FindingKey {
    let topic = comparison.topic.as_str();
    key(&["compare", topic, &comparison.brand_name, &comparison.competitor_name])
}

fn pin_comparison(pinned: &mut Pinned, comparison: &Comparison) {
    let about = About {
        quadrant: Quadrant::Brand,
        subject: Some((comparison.brand, &comparison.brand_name)),
    };
    let figure = Figure {
        value: comparison.difference,
        unit: Unit::Index,
        interval: Some(comparison.interval),
        raw: None,
        n: comparison.brand_net.n.saturating_add(comparison.competitor_net.n),
        formula: format!(
            "net sentiment of {} minus that of {}; p = {}, adjusted over all comparisons (Benjamini & Hochberg 1995) {}",
            comparison.brand_name,
            comparison.competitor_name,
            model::numbers::p_value(comparison.p),
            model::numbers::p_value(comparison.p_adjusted)
        ),
        query: comparison.brand_net.query.clone(),
    };
    let aspect =
        if comparison.verdict == Verdict::Worse { Aspect::Threats } else { Aspect::Topics };
    let said = (say::compared(comparison, &figure), figure);
    pinned.pin(about, aspect, comparison_key(comparison), said, &[]);
}

/// On how many topics each competitor is felt to be better.
fn worse_topics(pinned: &mut Pinned, comparisons: &[Comparison]) {
    let mut pairs: Vec<&Comparison> = Vec::new();
    for comparison in comparisons {
        let same = |known: &&&Comparison| {
            (known.brand, known.competitor) == (comparison.brand, comparison.competitor)
        };
        if !pairs.iter().any(|known| same(&known)) {
            pairs.push(comparison);
        }
    }
    for pair in pairs {
        let of_pair = |c: &&Comparison| (c.brand, c.competitor) == (pair.brand, pair.competitor);
        let of = comparisons.iter().filter(of_pair).count() as u64;
        let worse = comparisons.iter().filter(of_pair).filter(|c| c.verdict == Verdict::Worse);
        let worse = worse.count() as u64;
        let about = About {
            quadrant: Quadrant::Competitors,
            subject: Some((pair.competitor, &pair.competitor_name)),
        };
        let formula = "topics with a significant difference at a false discovery rate of 5 % (Benjamini & Hochberg 1995), of those with enough posts on both sides";
        let figure = counted(worse, Unit::Number, of, formula, &pair.competitor_net.query);
        let says = say::worse_topics(&pair.brand_name, &pair.competitor_name, worse, of);
        let key = key(&["better-than-us", &pair.competitor_name, &pair.brand_name]);
        pinned.pin(about, Aspect::Threats, key, (says, figure), &[]);
    }
}

fn inside_outside(pinned: &mut Pinned, assessment: &Assessment, sides: &InsideOutside) {
    let brand = assessment.brand();
    let about = About {
        quadrant: Quadrant::Brand,
        subject: brand.map(|brand| (brand.id, brand.name.as_str())),
    };
    let said = (say::divergence(&sides.divergence), sides.divergence.clone());
    pinned.pin(about, Aspect::Topics, key(&["inside", "divergence"]), said, &[]);
    if let Some(wall) = &sides.wall {
        let said = (say::wall(wall), wall.clone());
        pinned.pin(about, Aspect::Presence, key(&["inside", "wall"]), said, &[]);
    }
    let formula = "people known from inside who also spoke outside";
    let staff = counted(sides.staff_outside, Unit::People, sides.staff_outside, formula, "");
    let said = (say::staff_outside(sides.staff_outside), staff);
    pinned.pin(about, Aspect::Presence, key(&["inside", "staff-outside"]), said, &[]);
    for gap in sides.topics.iter().take(GAPS) {
        let known = gap.topic.as_str();
        let said = (say::inside_share(gap), gap.inside.clone());
        pinned.pin(about, Aspect::Topics, key(&["inside", "topic", known]), said, &[]);
        if let Some(figure) = &gap.gap {
            let said = (say::gap(&gap.topic, figure), figure.clone());
            pinned.pin(about, Aspect::Sentiment, key(&["inside", "gap", known]), said, &[]);
        }
    }
}
