//! Every sentence that a finding says, in English: one number each, and no conclusion. Another language is another set of
//! the same names.

use model::assessment::{Comparison, Spike, TopicGap, Verdict, Voice};
use model::numbers::{count, percent, spell, value, whole, with_range};
use model::{Act, Emotion, Figure, Network, Timestamp, Zone, dates};

/// A text from outside without what could act on a reader: no control and no direction characters.
pub(crate) fn clean(text: &str) -> String {
    let harmless = |c: &char| {
        !c.is_control()
            && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().filter(harmless).collect()
}

/// A text from outside in quotation marks.
pub(crate) fn quoted(text: &str) -> String {
    format!("“{}”", clean(text))
}

/// A network as a word of a sentence: `Hacker news`.
pub(crate) fn network(network: &Network) -> String {
    let words = network.as_str().replace('_', " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// `1 post`, `2 posts`.
pub(crate) fn many(number: u64, one: &str, more: &str) -> String {
    format!("{} {}", count(number), if number == 1 { one } else { more })
}

pub(crate) fn place(name: &str, at: &str, share: &Figure) -> String {
    format!("{} of the mentions of {name} are on {at}.", with_range(share))
}

pub(crate) fn place_net(name: &str, at: &str, net: &Figure) -> String {
    format!("On {at} the net sentiment towards {name} is {}.", with_range(net))
}

pub(crate) fn mentions(name: &str, figure: &Figure, days: u64) -> String {
    let posts = many(whole(figure), "post mentions", "posts mention");
    format!("{posts} {name} in {}.", many(days, "day", "days"))
}

pub(crate) fn distinct(name: &str, figure: &Figure) -> String {
    let posts = many(whole(figure), "mention", "mentions");
    format!("{posts} of {name} are left without reposts and repeats.")
}

pub(crate) fn people(name: &str, figure: &Figure) -> String {
    format!("{} {name}.", many(whole(figure), "person mentions", "people mention"))
}

pub(crate) fn topic(name: &str, topic: &str, share: &Figure) -> String {
    format!("{} of what is said about {name} is about {}.", with_range(share), quoted(topic))
}

pub(crate) fn topic_net(name: &str, topic: &str, net: &Figure) -> String {
    format!("On {} the net sentiment towards {name} is {}.", quoted(topic), with_range(net))
}

pub(crate) fn topic_needs(name: &str, topic: &str, share: &Figure) -> String {
    format!(
        "{} of the posts about {name} on {} ask, complain, suggest or look for something.",
        with_range(share),
        quoted(topic)
    )
}

pub(crate) fn net(name: &str, figure: &Figure) -> String {
    let raw = figure
        .raw
        .map(|raw| format!("; {} before correction", spell(raw, figure.unit, figure.interval)));
    let raw = raw.unwrap_or_default();
    format!("The net sentiment towards {name} is {}{raw}.", with_range(figure))
}

pub(crate) fn feeling(name: &str, label: &str, share: &Figure) -> String {
    format!("{} of the posts about {name} are {label}.", with_range(share))
}

pub(crate) fn emotion(name: &str, emotion: Emotion, share: &Figure) -> String {
    format!("In {} of the posts about {name} {emotion} stands out.", with_range(share))
}

pub(crate) fn marks(name: &str, phrase: &str, label: &str, posts: u64) -> String {
    let posts = many(posts, "post holds", "posts hold");
    format!("{} marks the {label} posts about {name}: {posts} it.", quoted(phrase))
}

pub(crate) fn act(name: &str, act: Act, share: &Figure) -> String {
    let does = match act {
        Act::Question => "ask a question",
        Act::Complaint => "complain",
        Act::Suggestion => "suggest something",
        Act::Praise => "praise",
        Act::RecommendationAsked => "ask for a recommendation",
        Act::RecommendationGiven => "recommend something",
        Act::PurchaseIntent => "intend to buy",
    };
    format!("{} of the posts about {name} {does}.", with_range(share))
}

pub(crate) fn voices(name: &str, at: &Network, there: u64, of: u64, first: &Voice) -> String {
    format!(
        "{} of the {} about {name} {} on {}; the first of them scores {}.",
        count(there),
        many(of, "most heard voice", "most heard voices"),
        if there == 1 { "speaks" } else { "speak" },
        network(at),
        model::numbers::fixed(first.score, 2)
    )
}

pub(crate) fn voice_share(name: &str, of: u64, share: &Figure) -> String {
    let wrote = many(of, "most heard voice", "most heard voices");
    format!("The {wrote} wrote {} of what is said about {name}.", with_range(share))
}

pub(crate) fn answered(name: &str, questions: u64, share: &Figure) -> String {
    let asked = many(questions, "question", "questions");
    format!("{name} itself answered {} of the {asked} about it.", with_range(share))
}

pub(crate) fn answered_by_anyone(name: &str, questions: u64, share: &Figure) -> String {
    let asked = many(questions, "question", "questions");
    format!("Somebody answered {} of the {asked} about {name}.", with_range(share))
}

pub(crate) fn median(name: &str, time: &Figure) -> String {
    format!("Half of the answers by {name} came within {}.", with_range(time))
}

pub(crate) fn p90(name: &str, time: &Figure) -> String {
    format!("Nine in ten of the answers by {name} came within {}.", with_range(time))
}

pub(crate) fn waiting(name: &str, waiting: u64, questions: u64) -> String {
    format!(
        "{} of the {} about {name} {} unanswered for more than two weeks.",
        count(waiting),
        many(questions, "question", "questions"),
        if waiting == 1 { "is" } else { "are" },
    )
}

pub(crate) fn spikes(name: &str, times: u64, days: u64) -> String {
    let times = many(times, "time", "times");
    format!("Much more than usual was said about {name} {times} in {}.", many(days, "day", "days"))
}

pub(crate) fn negative_spikes(name: &str, times: u64, days: u64) -> String {
    let times = many(times, "time", "times");
    let days = many(days, "day", "days");
    format!(
        "Much more than usual, and more of it negative, was said about {name} {times} in {days}."
    )
}

pub(crate) fn spike(spike: &Spike) -> String {
    let news: Vec<String> = spike.news.iter().take(3).map(|phrase| quoted(&phrase.text)).collect();
    let news =
        if news.is_empty() { String::new() } else { format!("; new in it: {}", news.join(", ")) };
    let negative = spike.negative.map(|share| format!("; {} of it negative", percent(share)));
    format!(
        "{}: {} {} where {} were to be expected{}{news}.",
        dates::stretch(spike.from, spike.to),
        many(spike.count, "post mentions", "posts mention"),
        spike.subject_name,
        with_range(&spike.expected),
        negative.unwrap_or_default(),
    )
}

pub(crate) fn voice(name: &str, share: &Figure) -> String {
    format!("The share of voice of {name} is {}.", with_range(share))
}

pub(crate) fn recommendation(name: &str, share: &Figure) -> String {
    let posts = many(share.n, "post", "posts");
    format!(
        "Of {posts} that ask for or give a recommendation, {} recommend {name}.",
        with_range(share)
    )
}

pub(crate) fn trend_voice(name: &str, change: &Figure) -> String {
    format!(
        "From the first half of the stretch to the second, the share of voice of {name} changed by {} points.",
        points(change)
    )
}

pub(crate) fn trend_net(name: &str, change: &Figure) -> String {
    format!(
        "From the first half of the stretch to the second, the net sentiment towards {name} changed by {}.",
        with_range(change)
    )
}

/// A difference of shares in percentage points.
fn points(change: &Figure) -> String {
    let say = |share: f64| model::numbers::signed(share * 100.0, 1);
    match change.interval {
        Some(ends) => format!("{} ({} to {})", say(change.value), say(ends.low), say(ends.high)),
        None => say(change.value),
    }
}

pub(crate) fn compared(comparison: &Comparison, figure: &Figure) -> String {
    let shown = match comparison.verdict {
        Verdict::Better | Verdict::Worse => "which is significant",
        Verdict::Open => "which chance explains",
    };
    format!(
        "On {} the net sentiment towards {} is {}, towards {} {}: a difference of {}, {shown}.",
        quoted(&comparison.topic),
        comparison.brand_name,
        value(&comparison.brand_net),
        comparison.competitor_name,
        value(&comparison.competitor_net),
        with_range(figure),
    )
}

pub(crate) fn worse_topics(brand: &str, competitor: &str, worse: u64, of: u64) -> String {
    format!(
        "On {} of {} compared, people feel significantly better about {competitor} than about {brand}.",
        count(worse),
        many(of, "topic", "topics")
    )
}

pub(crate) fn divergence(figure: &Figure) -> String {
    format!(
        "Between what staff and what the market talk about there are {} bits (0: the same, 1: nothing in common).",
        with_range(figure)
    )
}

pub(crate) fn wall(figure: &Figure) -> String {
    format!("Staff answered {} of the questions asked outside.", with_range(figure))
}

pub(crate) fn staff_outside(staff: u64) -> String {
    format!(
        "{} part in the talk outside.",
        many(staff, "member of staff took", "members of staff took")
    )
}

pub(crate) fn inside_share(gap: &TopicGap) -> String {
    format!(
        "{} is {} of what staff say and {} of what the market says.",
        quoted(&gap.topic),
        with_range(&gap.inside),
        with_range(&gap.outside)
    )
}

pub(crate) fn gap(topic: &str, figure: &Figure) -> String {
    format!(
        "On {} the net sentiment inside minus that outside is {}.",
        quoted(topic),
        with_range(figure)
    )
}

/// What a finding says now, with what it was.
pub(crate) fn moved(says: &str, before: &Figure, now: &Figure, days: (f64, f64)) -> String {
    let says = says.strip_suffix('.').unwrap_or(says);
    let was = with_range(before);
    // Counts of stretches that are not equally long are only comparable by the day.
    let counts = matches!(now.unit, model::Unit::Posts | model::Unit::People);
    if counts && (days.0 - days.1).abs() > 0.5 {
        let daily =
            |figure: &Figure, days: f64| model::numbers::fixed(figure.value / days.max(1.0), 1);
        let (a, b) = (daily(before, days.0), daily(now, days.1));
        return format!("{says}; that is {b} a day, and was {a}.");
    }
    format!("{says}; it was {was}.")
}

pub(crate) fn appeared(says: &str) -> String {
    format!("New: {says}")
}

pub(crate) fn gone(says: &str) -> String {
    format!("No longer found: {says}")
}

/// "Since 3 Mar 2026: 3 findings changed significantly, 2 are new, 1 is gone."
pub(crate) fn since(day: Timestamp, changed: usize, new: usize, gone: usize) -> String {
    let day = dates::long(Zone::utc().day(day));
    let changed = match changed {
        0 => "no finding changed significantly".to_owned(),
        n => format!("{} changed significantly", many(n as u64, "finding", "findings")),
    };
    let is = |n: usize, what: &str| match n {
        0 => String::new(),
        1 => format!(", 1 is {what}"),
        n => format!(", {} are {what}", count(n as u64)),
    };
    format!("Since {day}: {changed}{}{}.", is(new, "new"), is(gone, "gone"))
}
