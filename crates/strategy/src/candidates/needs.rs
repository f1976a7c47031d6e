//! Needs of the market that nobody answers.

use model::assessment::SubjectView;
use model::numbers::{count, p_value, with_range};
use model::{Act, Assessment, Quadrant, SwotKind};

use super::{FEWEST, Found};
use crate::keys::key;
use crate::say::quoted;
use crate::statistics::{RATE, adjust, same_shares};

/// Questions are said to be left alone where, at the interval's far end, fewer than half of them get an answer by anybody.
const ANSWERED_AT_MOST: f64 = 0.5;
/// Questions that wait are more than stragglers where, at the interval's near end, they are one in twenty.
const WAITING_AT_LEAST: f64 = 0.05;

/// Questions that wait for weeks: about whomever, for whoever answers them wins.
pub(super) fn waiting(found: &mut Found<'_>, assessment: &Assessment) {
    for subject in assessment.subjects() {
        let name = &subject.name;
        let (waiting, asked) =
            (subject.responsiveness.unanswered_for_weeks, subject.responsiveness.questions);
        let keys =
            [key(&["waiting", name]), key(&["answered-by-anyone", name]), key(&["answered", name])];
        let Some(finding) = found.finding(&keys[0]) else { continue };
        let low = finding.figure.interval.map_or(0.0, |ends| ends.low);
        if waiting < FEWEST || low < WAITING_AT_LEAST {
            continue;
        }
        let says = format!("Questions about {name} wait for weeks: whoever answers them is heard.");
        let why = format!(
            "{} of {} questions ({}) have no answer by anybody after 14 days; the fewest for a candidate are {FEWEST}, and 5 % at the interval's near end.",
            count(waiting),
            count(asked),
            with_range(&finding.figure)
        );
        let p = 1.0 - finding.figure.value;
        found.add(SwotKind::Opportunity, &keys, says, why, p);
    }
}

/// Topics on which significantly more is needed than on the others.
pub(super) fn topics(found: &mut Found<'_>, assessment: &Assessment) {
    let mut tested = Vec::new();
    for subject in ours(assessment) {
        let (needs, posts) =
            subject.topics.iter().fold((0, 0), |sum, t| (sum.0 + t.needs, sum.1 + t.count));
        for topic in subject.topics.iter().filter(|topic| topic.needs >= FEWEST) {
            let rest = (needs - topic.needs, posts - topic.count);
            let p = same_shares((topic.needs as f64, topic.count), (rest.0 as f64, rest.1));
            if let Some(p) = p {
                let more = topic.needs * rest.1 > rest.0 * topic.count;
                tested.push((subject, topic, rest, more, p));
            }
        }
    }
    let p_values: Vec<f64> = tested.iter().map(|(.., p)| *p).collect();
    for ((subject, topic, rest, more, _), p) in tested.into_iter().zip(adjust(&p_values)) {
        if p > RATE || !more {
            continue;
        }
        let says = format!(
            "People who speak about {} need more help on {} than elsewhere.",
            subject.name,
            quoted(&topic.name)
        );
        let why = format!(
            "{} of {} posts on it ask, complain, suggest or look for something, against {} of {} on the other topics; adjusted p {}; the fewest needs for a candidate are {FEWEST}.",
            count(topic.needs),
            count(topic.count),
            count(rest.0),
            count(rest.1),
            p_value(p)
        );
        let known = topic.name.as_str();
        let keys = [
            key(&["topic-needs", &subject.name, known]),
            key(&["topic", &subject.name, known]),
            key(&["topic-net", &subject.name, known]),
        ];
        found.add(SwotKind::Opportunity, &keys, says, why, p);
    }
}

/// Asked recommendations, suggestions and intentions to buy, where questions are left alone.
pub(super) fn acts(found: &mut Found<'_>, assessment: &Assessment) {
    let wanted = [
        (Act::RecommendationAsked, "ask for a recommendation", "answer them and be recommended"),
        (Act::Suggestion, "suggest something", "take them up"),
        (Act::PurchaseIntent, "say that they intend to buy", "be there when they decide"),
    ];
    for subject in ours(assessment) {
        let name = &subject.name;
        let Some(answered) = &subject.responsiveness.answered_by_anyone else { continue };
        let alone = answered.interval.is_some_and(|ends| ends.high < ANSWERED_AT_MOST);
        if answered.n < FEWEST || !alone {
            continue;
        }
        for (act, does, remedy) in wanted {
            let Some((_, figure)) = subject.acts.iter().find(|(known, _)| *known == act) else {
                continue;
            };
            let posts = (figure.value * figure.n as f64).round() as u64;
            if posts < FEWEST {
                continue;
            }
            let says = format!(
                "People around {name} {does}, and most questions there stay without an answer: {remedy}."
            );
            let why = format!(
                "{} posts ({}) {does}; only {} of the questions are answered by anybody. Such a candidate needs {FEWEST} posts, and fewer than half of them answered at the interval's far end.",
                count(posts),
                with_range(figure),
                with_range(answered)
            );
            let keys = [
                key(&["act", name, act.as_str()]),
                key(&["answered-by-anyone", name]),
                key(&["waiting", name]),
            ];
            found.add(SwotKind::Opportunity, &keys, says, why, 1.0 - figure.value);
        }
    }
}

/// The brand, and the customers among whom it wants to be recommended.
fn ours(assessment: &Assessment) -> impl Iterator<Item = &SubjectView> {
    let near = |s: &&SubjectView| matches!(s.quadrant, Quadrant::Brand | Quadrant::Customers);
    assessment.subjects().filter(near)
}
