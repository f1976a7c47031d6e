//! The answer about a subject, composed from its facts.

use model::Quadrant;
use model::assessment::SubjectView;

use crate::catalogue as say;
use crate::clean;
use crate::numbers;
use crate::page::parts::about;

/// Two paragraphs at most: where and what; feelings and answers.
pub fn sentences(view: &SubjectView) -> Vec<String> {
    if numbers::whole(&view.mentions) == 0 {
        return Vec::new();
    }
    let first = [said(view), place(view), topic(view)].concat();
    let second = [feeling(view), answers(view)].concat();
    [first, second].into_iter().filter(|s| !s.is_empty()).map(|s| s.join(" ")).collect()
}

fn said(view: &SubjectView) -> Vec<String> {
    let name = clean::name(&view.name);
    let said = if view.quadrant == Quadrant::Customers { say::said_by } else { say::said_about };
    vec![said(&name, numbers::whole(&view.mentions), numbers::whole(&view.people))]
}

fn place(view: &SubjectView) -> Vec<String> {
    let Some(place) = view.places.iter().find(|place| place.channel.is_none()) else {
        return Vec::new();
    };
    let (network, share) = (say::network(&place.network), about(&place.share));
    if place.share.value > 0.9995 {
        return vec![say::said_only_where(&network)];
    }
    let most = place.share.interval.map_or(place.share.value, |i| i.low) > 0.5;
    vec![if most {
        say::said_where(&network, &share)
    } else {
        say::said_where_largest(&network, &share)
    }]
}

fn topic(view: &SubjectView) -> Vec<String> {
    let topic = view.topics.first();
    topic
        .map(|topic| {
            say::said_what(&clean::name(&clean::cut(&topic.name, 60)), &about(&topic.share))
        })
        .into_iter()
        .collect()
}

fn feeling(view: &SubjectView) -> Vec<String> {
    let mut out = Vec::new();
    if let [negative, _, positive] = view.feeling.shares.as_slice() {
        let net = view.feeling.net.as_ref().map(numbers::with_range);
        out.push(say::felt(&about(negative), &about(positive), net.as_deref()));
    }
    let first = |phrases: &[model::assessment::Phrase]| {
        phrases.first().map(|phrase| clean::name(&clean::cut(&phrase.text, 60)))
    };
    let (bad, good) = (first(&view.feeling.frustrations), first(&view.feeling.excitements));
    let why = say::felt_why(bad.as_deref(), good.as_deref());
    if !why.is_empty() {
        out.push(why);
    }
    out
}

/// How it answers questions.
pub fn answers(view: &SubjectView) -> Vec<String> {
    let answers = &view.responsiveness;
    if answers.questions == 0 {
        return vec![say::asked(0)];
    }
    let mut out = Vec::new();
    match &answers.answered_by_subject {
        Some(share) => {
            let time = |figure: &Option<model::Figure>| figure.as_ref().map(numbers::value);
            let (median, p90) = (time(&answers.median), time(&answers.p90));
            let name = clean::name(&view.name);
            out.push(say::answers(
                &name,
                &about(share),
                answers.questions,
                median.as_deref(),
                p90.as_deref(),
            ));
        }
        None => out.push(say::asked(answers.questions)),
    }
    if answers.unanswered_for_weeks > 0 {
        out.push(say::waiting(answers.unanswered_for_weeks));
    }
    out
}
