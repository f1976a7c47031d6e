//! Compares an assessment with what was planted. The rule of each comparison is fixed and stated beside its outcome.

use model::assessment::{Comparison, QuadrantView, SubjectView, Verdict};
use model::{Assessment, Label};

use crate::topic::Topic;
use crate::truth::{PlantedEvent, Truth};
use crate::who::Who;

mod answers;
mod feeling;

/// How close an assessment came in one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// What is compared.
    pub what: String,
    /// What was planted, as a person reads it.
    pub planted: String,
    /// What the assessment says.
    pub found: String,
    /// Whether it is close by the rule.
    pub close: bool,
    /// The rule.
    pub how: String,
}

impl Check {
    pub(crate) fn new(
        what: String,
        planted: String,
        found: String,
        close: bool,
        how: &str,
    ) -> Self {
        Self { what, planted, found, close, how: how.to_owned() }
    }

    pub(crate) fn absent(what: String, planted: String, how: &str) -> Self {
        Self::new(what, planted, "nothing".to_owned(), false, how)
    }
}

/// Every comparison, in the order of an assessment's reading. The market's README lists the rules.
pub fn judge(truth: &Truth, found: &Assessment) -> Vec<Check> {
    let mut checks = basis(truth, found);
    checks.extend(voice(truth, found));
    checks.extend(recommendation(truth, found));
    checks.extend(feeling::feelings(truth, found));
    checks.extend(comparisons(truth, found));
    checks.extend(truth.events.iter().filter_map(|event| spike(event, truth, found)));
    checks.extend(answers::answers(truth, found));
    checks.push(inside(truth, found));
    checks.push(voices(truth, found));
    checks
}

pub(crate) fn percent(share: f64) -> String {
    format!("{:.1} %", 100.0 * share)
}

/// The view of a subject, where the assessment has one.
pub(crate) fn view(found: &Assessment, who: Who) -> Option<&SubjectView> {
    let views = found.quadrants.iter().flat_map(|quadrant: &QuadrantView| &quadrant.subjects);
    views.into_iter().find(|view| view.name == who.name())
}

fn basis(truth: &Truth, found: &Assessment) -> Vec<Check> {
    let mentions = (truth.mentions, found.basis.mentions);
    let near = |planted: u64, found: u64, share: f64| {
        (planted as f64 - found as f64).abs() <= share * planted.max(1) as f64
    };
    let mut checks = vec![
        Check::new(
            "mentions of all subjects".to_owned(),
            mentions.0.to_string(),
            mentions.1.to_string(),
            near(mentions.0, mentions.1, 0.02),
            "within 2 % of the planted number",
        ),
        Check::new(
            "posts by staff".to_owned(),
            truth.internal.to_string(),
            found.basis.internal.to_string(),
            truth.internal == found.basis.internal,
            "the same number",
        ),
    ];
    let share = |count: u64, of: u64| count as f64 / of.max(1) as f64;
    let repeats = (
        share(truth.repeats, mentions.0),
        share(found.basis.repeats.max(found.basis.reposts), mentions.1),
    );
    checks.push(Check::new(
        "share of repeats among mentions".to_owned(),
        percent(repeats.0),
        percent(repeats.1),
        (repeats.0 - repeats.1).abs() <= 0.02,
        "within 2 points",
    ));
    let languages = language_distance(truth, found);
    checks.push(Check::new(
        "languages of the mentions".to_owned(),
        "0 points apart".to_owned(),
        format!("{:.1} points apart", 100.0 * languages),
        languages <= 0.02,
        "total variation distance between the planted and the found mix at most 2 points",
    ));
    checks
}

/// Half the sum of the differences between the shares of languages.
fn language_distance(truth: &Truth, found: &Assessment) -> f64 {
    let all = found.basis.languages.iter().map(|(_, count)| count).sum::<u64>().max(1) as f64;
    let planted: u64 = truth.languages.iter().sum();
    let mut left = all;
    let mut distance = 0.0;
    for (tongue, count) in crate::tongue::Tongue::ALL.into_iter().zip(truth.languages) {
        let language = tongue.language();
        let row = found.basis.languages.iter().find(|(other, _)| *other == language);
        let counted = row.map_or(0.0, |(_, count)| *count as f64);
        left -= counted;
        distance += (count as f64 / planted.max(1) as f64 - counted / all).abs();
    }
    (distance + left / all) / 2.0
}

/// Those who compete for voice and recommendation.
const COMPETING: [Who; 5] = [Who::Brand, Who::RivalA, Who::RivalB, Who::Dealer, Who::Leasing];

fn voice(truth: &Truth, found: &Assessment) -> Vec<Check> {
    let mentions = |who: Who| truth.subject(who).map_or(0, |subject| subject.mentions) as f64;
    let all: f64 = COMPETING.into_iter().map(mentions).sum();
    let how = "within 1.5 points";
    let check = |who: Who| {
        let what = format!("share of voice, {}", who.name());
        let planted = mentions(who) / all.max(1.0);
        let row = found.voice.iter().find(|row| row.name == who.name());
        match row.map(|row| row.share.value) {
            Some(value) => {
                let close = (value - planted).abs() <= 0.015;
                Check::new(what, percent(planted), percent(value), close, how)
            }
            None => Check::absent(what, percent(planted), how),
        }
    };
    COMPETING.into_iter().map(check).collect()
}

fn recommendation(truth: &Truth, found: &Assessment) -> Vec<Check> {
    let how = "within 5 points";
    let makers = COMPETING.into_iter().filter(|who| who.is_maker());
    let check = |who: Who| {
        let what = format!("share of recommendation, {}", who.name());
        let recommended = truth.subject(who).map_or(0, |subject| subject.recommended);
        let planted = recommended as f64 / truth.recommending.max(1) as f64;
        let row = found.recommendation.iter().find(|row| row.name == who.name());
        match row.map(|row| row.share.value) {
            Some(value) => {
                let close = (value - planted).abs() <= 0.05;
                Check::new(what, percent(planted), percent(value), close, how)
            }
            None => Check::absent(what, percent(planted), how),
        }
    };
    makers.map(check).collect()
}

/// Where the brand was made better or worse than Okkervik.
const PLANTED_VERDICTS: [(Topic, Verdict); 4] = [
    (Topic::Delivery, Verdict::Worse),
    (Topic::App, Verdict::Worse),
    (Topic::Service, Verdict::Better),
    (Topic::Comfort, Verdict::Better),
];

fn comparisons(truth: &Truth, found: &Assessment) -> Vec<Check> {
    let how = "of the compared topics whose name holds a word of the planted one, at least one has the planted verdict and none the opposite";
    let word = |verdict: Verdict| match verdict {
        Verdict::Better => "better",
        Verdict::Worse => "worse",
        Verdict::Open => "open",
    };
    let check = |(topic, verdict): (Topic, Verdict)| {
        let nets = [Who::Brand, Who::RivalA]
            .map(|who| truth.subject(who).map_or(0.0, |subject| net(subject.mood_on(topic))));
        let planted = format!("{} ({:+.2} against {:+.2})", word(verdict), nets[0], nets[1]);
        let what = format!("brand against Okkervik on {}", topic.word());
        let on_it: Vec<&Comparison> = found
            .comparisons
            .iter()
            .filter(|row| row.competitor_name == Who::RivalA.name() && is_on(&row.topic, topic))
            .collect();
        if on_it.is_empty() {
            return Check::absent(what, planted, how);
        }
        let all: Vec<String> = on_it
            .iter()
            .map(|row| format!("{} on “{}” ({:+.2})", word(row.verdict), row.topic, row.difference))
            .collect();
        let opposite = if verdict == Verdict::Better { Verdict::Worse } else { Verdict::Better };
        let close = on_it.iter().any(|row| row.verdict == verdict)
            && on_it.iter().all(|row| row.verdict != opposite);
        Check::new(what, planted, all.join(", "), close, how)
    };
    PLANTED_VERDICTS.into_iter().map(check).collect()
}

pub(crate) fn net(mood: [f64; 3]) -> f64 {
    let [negative, _, positive] = mood;
    positive - negative
}

/// Whether a found topic's name holds a word by which `topic` is recognised.
pub(crate) fn is_on(name: &str, topic: Topic) -> bool {
    let name = name.to_lowercase();
    let words: Vec<&str> = name.split(|c: char| !c.is_alphanumeric()).collect();
    topic.signs().iter().any(|sign| {
        if sign.contains(' ') {
            name.contains(sign)
        } else if sign.len() < 5 {
            words.contains(sign)
        } else {
            words.iter().any(|word| word.starts_with(sign))
        }
    })
}

fn spike(event: &PlantedEvent, truth: &Truth, found: &Assessment) -> Option<Check> {
    let name = event.who.name();
    let what = format!("{name}: {}", event.what);
    let planted = format!("{} to {}, “{}”", event.from, event.to, event.phrases.first()?);
    if !event.burst {
        return Some(rise(event, truth, found, what));
    }
    let how = "a spike of the subject on at least one of the planted days, with the planted phrase among its news";
    let spikes = found.spikes.iter().filter(|spike| spike.subject_name == name);
    let spike = spikes.into_iter().find(|spike| spike.from <= event.to && spike.to >= event.from);
    let Some(spike) = spike else { return Some(Check::absent(what, planted, how)) };
    let news: Vec<&str> = spike.news.iter().map(|phrase| phrase.text.as_str()).collect();
    let close = news.iter().any(|text| {
        let text = text.to_lowercase();
        event.phrases.iter().any(|phrase| text.contains(phrase))
    });
    let listed: Vec<&str> = news.into_iter().take(3).collect();
    let said = format!("{} to {}, {}", spike.from, spike.to, listed.join(", "));
    Some(Check::new(what, planted, said, close, how))
}

/// A rise is no burst: it shows in the daily volume.
fn rise(event: &PlantedEvent, truth: &Truth, found: &Assessment, what: String) -> Check {
    let how = "the ratio of the mean daily volume since the planted day to that before is within 15 % of the planted one";
    let before = |volume: &[(i32, f64)]| {
        let mean = |days: Vec<f64>| days.iter().sum::<f64>() / days.len().max(1) as f64;
        let (late, early): (Vec<_>, Vec<_>) =
            volume.iter().partition(|(day, _)| *day >= event.from.0);
        let counts = |days: Vec<(i32, f64)>| days.into_iter().map(|(_, count)| count).collect();
        mean(counts(late)) / mean(counts(early)).max(1e-9)
    };
    let last = event.to.0;
    let planted = truth.subject(event.who).map_or_else(Vec::new, |subject| {
        let first = last + 1 - subject.volume.len() as i32;
        subject.volume.iter().zip(first..).map(|(count, day)| (day, *count as f64)).collect()
    });
    let planted = before(&planted);
    let text = |ratio: f64| format!("{ratio:.2} times as much from {}", event.from);
    let Some(view) = view(found, event.who) else { return Check::absent(what, text(planted), how) };
    let seen: Vec<(i32, f64)> =
        view.volume.iter().map(|day| (day.day.0, day.count as f64)).collect();
    let seen = before(&seen);
    Check::new(what, text(planted), text(seen), (seen / planted - 1.0).abs() <= 0.15, how)
}

fn inside(truth: &Truth, found: &Assessment) -> Check {
    let how = "on the topics whose name holds a word of the planted one, staff are happier than the market by more than 0.2";
    let what = "staff see the app differently".to_owned();
    let staff = truth.staff.get(Topic::App as usize).copied().unwrap_or_default();
    let market = truth.subject(Who::Brand).map_or(0.0, |brand| net(brand.mood_on(Topic::App)));
    let planted = format!("{:+.2} inside, {market:+.2} outside", net(crate::truth::shares(staff)));
    let Some(gap) = &found.inside_outside else { return Check::absent(what, planted, how) };
    let rows: Vec<(f64, f64, &str)> = gap
        .topics
        .iter()
        .filter(|row| is_on(&row.topic, Topic::App))
        .filter_map(|row| Some((row.inside_net?, row.outside_net?, row.topic.as_str())))
        .collect();
    if rows.is_empty() {
        return Check::absent(what, planted, how);
    }
    let said: Vec<String> = rows
        .iter()
        .map(|(inside, outside, name)| {
            format!("{inside:+.2} inside, {outside:+.2} outside on “{name}”")
        })
        .collect();
    let close = rows.iter().all(|(inside, outside, _)| inside - outside > 0.2);
    Check::new(what, planted, said.join("; "), close, how)
}

fn voices(truth: &Truth, found: &Assessment) -> Check {
    let how = "at least four of the planted loud voices are among the brand's top voices";
    let what = "loud voices about the brand".to_owned();
    let spoke: Vec<&str> = truth
        .voices
        .iter()
        .filter(|(.., posts)| *posts > 0)
        .map(|(_, handle, _)| *handle)
        .collect();
    let planted = format!("{} voices", spoke.len());
    let Some(view) = view(found, Who::Brand) else { return Check::absent(what, planted, how) };
    let seen: Vec<&str> = spoke
        .iter()
        .copied()
        .filter(|handle| view.voices.iter().any(|voice| voice.author.eq_ignore_ascii_case(handle)))
        .collect();
    let close = seen.len() >= 4.min(spoke.len());
    Check::new(what, planted, format!("{}: {}", seen.len(), seen.join(", ")), close, how)
}

/// The labels, named for a reader.
pub(crate) const fn mood_word(label: Label) -> &'static str {
    match label {
        Label::Negative => "negative",
        Label::Neutral => "neutral",
        Label::Positive => "positive",
    }
}

#[cfg(test)]
mod tests;
