//! Where the brand is significantly better or worse than a competitor.

use model::assessment::{SubjectView, Verdict};
use model::numbers::{count, p_value, value, with_range};
use model::{Assessment, Quadrant, SwotKind};

use super::{FEWEST, Found};
use crate::findings::comparison_key;
use crate::keys::key;
use crate::say::quoted;
use crate::statistics::{RATE, adjust, same_shares};

/// Per topic: the assessment has compared and adjusted.
pub(super) fn topics(found: &mut Found<'_>, assessment: &Assessment) {
    let of = assessment.comparisons.len() as u64;
    for comparison in &assessment.comparisons {
        let (ours, theirs) = (&comparison.brand_net, &comparison.competitor_net);
        if ours.n.min(theirs.n) < FEWEST {
            continue;
        }
        let (kind, better) = match comparison.verdict {
            Verdict::Better => (SwotKind::Strength, "better"),
            Verdict::Worse => (SwotKind::Weakness, "worse"),
            Verdict::Open => continue,
        };
        let (brand, competitor) = (&comparison.brand_name, &comparison.competitor_name);
        let says = format!(
            "On {} people feel {better} about {brand} than about {competitor}.",
            quoted(&comparison.topic)
        );
        let why = format!(
            "Net sentiment {} over {} posts against {} over {}; adjusted p {} over {} comparisons, at a false discovery rate of 5 % and with {FEWEST} posts or more on both sides.",
            value(ours),
            count(ours.n),
            value(theirs),
            count(theirs.n),
            p_value(comparison.p_adjusted),
            count(of),
        );
        let known = comparison.topic.as_str();
        let keys = [
            comparison_key(comparison),
            key(&["topic-net", brand, known]),
            key(&["topic-net", competitor, known]),
            key(&["topic", brand, known]),
        ];
        found.add(kind, &keys, says, why, comparison.p_adjusted);
    }
}

/// The share of questions that the brand itself answers, against each competitor's.
pub(super) fn answering(found: &mut Found<'_>, assessment: &Assessment) {
    let of = |quadrant| assessment.subjects().filter(move |s| s.quadrant == quadrant);
    let mut pairs: Vec<(&SubjectView, &SubjectView)> = Vec::new();
    for brand in of(Quadrant::Brand) {
        pairs.extend(of(Quadrant::Competitors).map(|competitor| (brand, competitor)));
    }
    let answered = |subject: &SubjectView| {
        let figure = subject.responsiveness.answered_by_subject.clone();
        figure.filter(|figure| figure.n >= FEWEST)
    };
    let tested: Vec<_> = pairs
        .into_iter()
        .filter_map(|(brand, competitor)| {
            let (ours, theirs) = (answered(brand)?, answered(competitor)?);
            let part = |figure: &model::Figure| (figure.value * figure.n as f64, figure.n);
            let p = same_shares(part(&ours), part(&theirs))?;
            Some((brand, competitor, ours, theirs, p))
        })
        .collect();
    let p_values: Vec<f64> = tested.iter().map(|(.., p)| *p).collect();
    for ((brand, competitor, ours, theirs, _), p) in tested.into_iter().zip(adjust(&p_values)) {
        if p > RATE {
            continue;
        }
        let (kind, more) = if ours.value > theirs.value {
            (SwotKind::Strength, "more")
        } else {
            (SwotKind::Weakness, "fewer")
        };
        let (us, them) = (&brand.name, &competitor.name);
        let says = format!("{us} answers {more} of the questions about it than {them} does.");
        let why = format!(
            "{} of {} questions against {} of {}; adjusted p {}, with {FEWEST} questions or more on both sides.",
            with_range(&ours),
            count(ours.n),
            with_range(&theirs),
            count(theirs.n),
            p_value(p)
        );
        let keys = [
            key(&["answered", us]),
            key(&["answered", them]),
            key(&["median-answer", us]),
            key(&["median-answer", them]),
        ];
        let name = key(&["answered", us, them]);
        found.add_as(kind, &name.0, &keys, (says, why), p);
    }
}
