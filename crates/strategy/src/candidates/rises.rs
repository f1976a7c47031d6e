//! A competitor's significant rise, and the brand's significant fall.

use model::assessment::Spike;
use model::numbers::{count, p_value, with_range};
use model::{Assessment, Finding, Quadrant, SwotKind, dates};

use super::{FEWEST, Found};
use crate::findings::is_negative;
use crate::keys::key;
use crate::say::quoted;
use crate::statistics::{RATE, adjust, error_of, two_sided};

/// Days on which a competitor was much spoken of, and days on which much that is negative was said of the brand.
pub(super) fn spikes(found: &mut Found<'_>, assessment: &Assessment) {
    for spike in assessment.spikes.iter().filter(|spike| spike.count >= FEWEST) {
        let name = &spike.subject_name;
        let negative = is_negative(assessment, spike);
        let days = dates::stretch(spike.from, spike.to);
        let about = about(spike);
        let says = match (spike.quadrant, negative) {
            (Quadrant::Competitors, false) => {
                format!("{name} made people speak on {days}{about}.")
            }
            (Quadrant::Brand, true) => {
                format!(
                    "On {days} much more than usual, and more of it negative, was said of {name}{about}."
                )
            }
            _ => continue,
        };
        let why = format!(
            "{} posts where {} were to be expected{}; the fewest for a candidate are {FEWEST}.",
            count(spike.count),
            with_range(&spike.expected),
            spike.negative.map_or_else(String::new, |share| {
                format!(", {} of them negative", model::numbers::percent(share))
            })
        );
        let keys = [
            key(&["spike", name, &spike.from.to_string()]),
            key(&["spikes", name]),
            key(&["negative-spikes", name]),
        ];
        // The further above what was expected, the surer.
        let sure = spike.expected.value / spike.count.max(1) as f64;
        found.add(SwotKind::Threat, &keys, says, why, sure);
    }
}

fn about(spike: &Spike) -> String {
    let news: Vec<String> = spike.news.iter().take(2).map(|phrase| quoted(&phrase.text)).collect();
    if news.is_empty() { String::new() } else { format!(": {}", news.join(", ")) }
}

/// From the first half of the stretch to the second.
pub(super) fn halves(found: &mut Found<'_>, assessment: &Assessment) {
    let mut tested: Vec<(&Finding, Quadrant, &str, f64)> = Vec::new();
    for subject in assessment.subjects() {
        if !matches!(subject.quadrant, Quadrant::Brand | Quadrant::Competitors) {
            continue;
        }
        for what in ["trend-voice", "trend-net"] {
            let Some(finding) = found.finding(&key(&[what, &subject.name])) else { continue };
            let Some(error) = finding.figure.interval.and_then(error_of) else { continue };
            let p = two_sided(finding.figure.value / error);
            tested.push((finding, subject.quadrant, what, p));
        }
    }
    let p_values: Vec<f64> = tested.iter().map(|(.., p)| *p).collect();
    let of = tested.len();
    for ((finding, quadrant, what, _), p) in tested.into_iter().zip(adjust(&p_values)) {
        if p > RATE {
            continue;
        }
        let name = &finding.subject_name;
        let rose = finding.figure.value > 0.0;
        let says = match (quadrant, what, rose) {
            (Quadrant::Competitors, "trend-voice", true) => {
                format!("{name} gains in the share of what is said.")
            }
            (Quadrant::Competitors, "trend-net", true) => {
                format!("People feel better and better about {name}.")
            }
            (Quadrant::Brand, "trend-voice", false) => {
                format!("{name} loses in the share of what is said.")
            }
            (Quadrant::Brand, "trend-net", false) => {
                format!("People feel worse and worse about {name}.")
            }
            _ => continue,
        };
        let why = format!(
            "{} Adjusted p {} over {of} such tests, on {} posts.",
            finding.says,
            p_value(p),
            count(finding.figure.n)
        );
        let base = if what == "trend-voice" { "voice" } else { "net" };
        let keys = [finding.key.clone(), key(&[base, name])];
        found.add(SwotKind::Threat, &keys, says, why, p);
    }
}
