//! Whether the assessment sees who answers, how fast, and what nobody answers.

use model::Assessment;

use super::{Check, is_on, percent, view};
use crate::topic::Topic;
use crate::truth::Truth;
use crate::who::Who;

/// The checks of the brand's responsiveness.
pub(super) fn answers(truth: &Truth, found: &Assessment) -> Vec<Check> {
    let mut checks = Vec::new();
    let Some(brand) = truth.subject(Who::Brand) else { return checks };
    let asked = brand.all_questions();
    let seen = view(found, Who::Brand).map(|view| &view.responsiveness);
    let share = |part: u64| part as f64 / asked.asked.max(1) as f64;
    for (what, planted, figure) in [
        ("by Brambelo", share(asked.by_subject), seen.and_then(|s| s.answered_by_subject.as_ref())),
        ("by anybody", share(asked.by_anyone), seen.and_then(|s| s.answered_by_anyone.as_ref())),
    ] {
        let what = format!("questions to Brambelo answered {what}");
        let how = "within 5 points";
        checks.push(match figure {
            Some(figure) => {
                let close = (figure.value - planted).abs() <= 0.05;
                Check::new(what, percent(planted), percent(figure.value), close, how)
            }
            None => Check::absent(what, percent(planted), how),
        });
    }
    let how = "within 15 % of the planted median";
    let what = "median time to Brambelo's first answer".to_owned();
    let planted = brand.answer_secs(0.5).unwrap_or_default();
    let hours = |secs: f64| format!("{:.1} h", secs / 3600.0);
    checks.push(match seen.and_then(|s| s.median.as_ref()) {
        Some(figure) => {
            let close = (figure.value / planted.max(1.0) - 1.0).abs() <= 0.15;
            Check::new(what, hours(planted), hours(figure.value), close, how)
        }
        None => Check::absent(what, hours(planted), how),
    });
    checks.push(unanswered(truth, found));
    checks
}

/// The topic whose questions nobody answers: among the questions that wait longest it must be the most frequent.
fn unanswered(truth: &Truth, found: &Assessment) -> Check {
    let how = "at least half of the shown questions that wait longest are about the planted topic";
    let what = "what nobody answers".to_owned();
    let questions = truth.subject(Who::Brand).map(|brand| brand.questions).unwrap_or_default();
    let parts = questions.get(Topic::Parts as usize).copied().unwrap_or_default();
    let silent = parts.asked - parts.by_anyone;
    let planted = format!("spare parts: {silent} of {} questions", parts.asked);
    let Some(view) = view(found, Who::Brand) else { return Check::absent(what, planted, how) };
    let waiting = &view.responsiveness.waiting;
    let about = waiting.iter().filter(|quote| is_on(&quote.text, Topic::Parts)).count();
    let said = format!(
        "{} unanswered for weeks; {about} of {} shown are about spare parts",
        view.responsiveness.unanswered_for_weeks,
        waiting.len()
    );
    Check::new(what, planted, said, !waiting.is_empty() && 2 * about >= waiting.len(), how)
}
