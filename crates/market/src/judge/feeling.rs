//! Whether the corrected shares of sentiment hold the truth, and whether they are nearer to it than the raw ones.

use model::{Assessment, Label};

use super::{Check, mood_word, percent, view};
use crate::truth::Truth;
use crate::who::Who;

const HOW: &str =
    "the planted share lies inside the 95 % interval, or within 3 points of the corrected share";
const HOW_RAW: &str = "the mean distance of the corrected shares from the planted ones, over all subjects, is smaller than that of the raw shares";

/// One check for each subject and sentiment, and one for whether correcting helped.
pub(super) fn feelings(truth: &Truth, found: &Assessment) -> Vec<Check> {
    let mut checks = Vec::new();
    let (mut corrected, mut raw, mut count) = (0.0, 0.0, 0.0);
    for who in Who::ALL {
        let Some(mood) = truth.subject(who).map(|subject| subject.mood()) else { continue };
        for (label, planted) in Label::ALL.iter().zip(mood) {
            let what = format!("{} posts about {}", mood_word(*label), who.name());
            let shares = view(found, who).map(|view| &view.feeling.shares);
            let Some(figure) = shares.and_then(|shares| shares.get(label.index())) else {
                checks.push(Check::absent(what, percent(planted), HOW));
                continue;
            };
            let before = figure.raw.unwrap_or(figure.value);
            corrected += (figure.value - planted).abs();
            raw += (before - planted).abs();
            count += 1.0;
            let inside = figure.interval.is_some_and(|interval| interval.contains(planted));
            let said = match figure.interval {
                Some(interval) => format!(
                    "{} ({}–{}), raw {}",
                    percent(figure.value),
                    percent(interval.low),
                    percent(interval.high),
                    percent(before)
                ),
                None => percent(figure.value),
            };
            let close = inside || (figure.value - planted).abs() <= 0.03;
            checks.push(Check::new(what, percent(planted), said, close, HOW));
        }
    }
    if count > 0.0 {
        let points = |sum: f64| format!("{:.1} points", 100.0 * sum / count);
        checks.push(Check::new(
            "mean error of the corrected shares".to_owned(),
            "0 points".to_owned(),
            format!("{}, raw {}", points(corrected), points(raw)),
            corrected < raw,
            HOW_RAW,
        ));
    }
    checks
}
