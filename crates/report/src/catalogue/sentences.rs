//! Sentences that are composed from facts. Each says only what its numbers carry; where intervals overlap it says so.

use crate::numbers::{count, percent};

use super::{list, plural};

/// How one stands against another, as far as intervals tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Above, and the intervals do not touch.
    Ahead,
    /// The intervals overlap.
    Open,
    /// Below, and the intervals do not touch.
    Behind,
}

/// A value that is not exact: `about 61 % (57–65)`.
pub fn about(value: &str, uncertain: bool) -> String {
    if uncertain { format!("about {value}") } else { value.to_owned() }
}

/// The headline: the brand's share of recommendation, and the strongest other one with its standing.
pub fn headline_recommendation(
    name: &str,
    share: &str,
    other: Option<(&str, &str, Standing)>,
) -> String {
    let start = format!(
        "Of the posts in which people ask for or give a recommendation, {share} recommend {name}"
    );
    format!("{start}{}.", against(other))
}

/// The headline where nobody recommends: the brand's share of voice.
pub fn headline_voice(name: &str, share: &str, other: Option<(&str, &str, Standing)>) -> String {
    format!("{name} has {share} of the talk about everybody who is watched{}.", against(other))
}

fn against(other: Option<(&str, &str, Standing)>) -> String {
    match other {
        None => String::new(),
        Some((name, share, Standing::Ahead)) => {
            format!(", more than any other; {name} follows with {share}")
        }
        Some((name, share, Standing::Open)) => {
            format!("; {name} with {share} is too close to say who leads")
        }
        Some((name, share, Standing::Behind)) => format!("; {name} leads with {share}"),
    }
}

/// The headline where no brand is watched.
pub const HEADLINE_NO_BRAND: &str =
    "No brand of one's own is watched yet, so this assessment describes the market alone.";

/// The headline where nothing was found.
pub const HEADLINE_NOTHING: &str =
    "No post in this time matches a watch, so there is nothing to assess yet.";

/// How people feel about the brand, as a second sentence.
pub fn net_sentence(name: &str, net: &str, negative: &str, positive: &str) -> String {
    format!(
        "What is said about {name} has a net sentiment of {net}: {negative} of it is negative, {positive} positive."
    )
}

/// How many comparisons came out how.
pub fn comparison_counts(name: &str, better: usize, worse: usize, open: usize) -> String {
    let topics = |n: usize| plural(n as u64, "comparison", "comparisons");
    match (better, worse) {
        (0, 0) => {
            format!("Against its competitors, no difference was shown in any of {}.", topics(open))
        }
        _ => format!(
            "Topic by topic against its competitors, {name} is better in {}, worse in {}; in {} no difference was shown.",
            topics(better),
            count(worse as u64),
            count(open as u64)
        ),
    }
}

/// Where competitors are ahead: topic and competitor.
pub fn competitors_ahead(name: &str, ahead: &[(String, String)], all: usize) -> String {
    if ahead.is_empty() {
        return format!(
            "In none of {} is a competitor shown to be ahead of {name}.",
            plural(all as u64, "comparison by topic", "comparisons by topic")
        );
    }
    let mut by_competitor: Vec<(&str, Vec<String>)> = Vec::new();
    for (topic, who) in ahead.iter().take(6) {
        let topic = format!("“{topic}”");
        match by_competitor.iter_mut().find(|(name, _)| name == who) {
            Some((_, topics)) => topics.push(topic),
            None => by_competitor.push((who, vec![topic])),
        }
    }
    let said: Vec<String> =
        by_competitor.iter().map(|(who, topics)| format!("{who} on {}", list(topics))).collect();
    let rest = ahead.len().saturating_sub(6);
    let rest = if rest == 0 { String::new() } else { format!(", and {rest} more times") };
    format!(
        "A competitor is ahead of {name} where the difference is shown: {}{rest}.",
        said.join("; ")
    )
}

/// Who recommends competitors more than the brand.
pub fn recommended_more(names: &[String]) -> String {
    format!("Shown to be recommended more often: {}.", list(names))
}

/// How much is said about a subject, by how many people.
pub fn said_about(name: &str, mentions: u64, people: u64) -> String {
    format!(
        "{} by {} mention {name}.",
        plural(mentions, "post", "posts"),
        plural(people, "person", "people")
    )
}

/// How much a group of customers says, and how many they are.
pub fn said_by(name: &str, mentions: u64, people: u64) -> String {
    format!(
        "{name}: {} by {}.",
        plural(mentions, "post", "posts"),
        plural(people, "person", "people")
    )
}

/// Where most is said.
pub fn said_where(place: &str, share: &str) -> String {
    format!("Most of it stands on {place}: {share}.")
}

/// Where everything is said.
pub fn said_only_where(place: &str) -> String {
    format!("All of it stands on {place}.")
}

/// Where more than half, or simply the largest part, is said.
pub fn said_where_largest(place: &str, share: &str) -> String {
    format!("The largest part stands on {place}: {share}.")
}

/// What most is said about.
pub fn said_what(topic: &str, share: &str) -> String {
    format!("The largest topic is “{topic}” with {share} of what is said.")
}

/// How people feel about it.
pub fn felt(negative: &str, positive: &str, net: Option<&str>) -> String {
    let net = net.map_or_else(String::new, |net| format!(", a net sentiment of {net}"));
    format!("{} of it is negative and {positive} positive{net}.", super::capital(negative))
}

/// What marks negative and positive posts.
pub fn felt_why(frustration: Option<&str>, excitement: Option<&str>) -> String {
    match (frustration, excitement) {
        (Some(bad), Some(good)) => {
            format!("“{bad}” marks the negative posts most, “{good}” the positive ones.")
        }
        (Some(bad), None) => format!("“{bad}” marks the negative posts most."),
        (None, Some(good)) => format!("“{good}” marks the positive posts most."),
        (None, None) => String::new(),
    }
}

/// How it answers.
pub fn answers(
    name: &str,
    share: &str,
    questions: u64,
    median: Option<&str>,
    p90: Option<&str>,
) -> String {
    let start = format!("{name} answers {share} of {}", plural(questions, "question", "questions"));
    match (median, p90) {
        (Some(median), Some(p90)) => {
            format!("{start}: half of the answers come within {median}, nine in ten within {p90}.")
        }
        (Some(median), None) => format!("{start}: half of the answers come within {median}."),
        _ => format!("{start}."),
    }
}

/// How many questions there are where it cannot be told who answers.
pub fn asked(questions: u64) -> String {
    match questions {
        0 => "Nobody asked a question.".to_owned(),
        some => format!("{} asked.", plural(some, "question was", "questions were")),
    }
}

/// How many questions wait.
pub fn waiting(many: u64) -> String {
    match many {
        0 => "No question has waited for more than two weeks.".to_owned(),
        some => format!(
            "{} waited for more than two weeks without an answer from anybody.",
            plural(some, "question has", "questions have")
        ),
    }
}

/// A spike in one sentence.
pub fn spike(count_of: u64, expected: &str, negative: Option<f64>) -> String {
    let mood = negative.map_or_else(String::new, |share| {
        format!("; {} of the posts read are negative by label", percent(share))
    });
    format!(
        "{} where {expected} were to be expected{mood}.",
        plural(count_of, "mention", "mentions")
    )
}

/// How far apart inside and outside are.
pub fn inside_sentence(divergence: &str, widest: Option<(&str, &str, &str)>) -> String {
    let start = format!(
        "On a scale from 0 (the same topics) to 1 (nothing in common), staff and market are {divergence} apart"
    );
    match widest {
        Some((topic, inside, outside)) => format!(
            "{start}. The widest gap is on “{topic}”: {inside} of what staff say inside, {outside} of what the market says."
        ),
        None => format!("{start}."),
    }
}

/// How much of the wall is open.
pub fn wall_sentence(wall: Option<&str>, staff: u64) -> String {
    let people = plural(staff, "member of staff takes", "members of staff take");
    match wall {
        Some(share) => {
            format!("Staff answer {share} of the questions asked outside; {people} part there.")
        }
        None => format!(
            "{} part in the talk outside. Which questions they answer cannot be told, because their replies are not in the data.",
            super::capital(&people)
        ),
    }
}

/// What a dumbbell of inside and outside shows.
pub fn inside_summary(rows: usize) -> String {
    format!(
        "How much of the talk {} take up inside and outside, widest gap first.",
        plural(rows as u64, "topic", "topics")
    )
}

/// What a dumbbell against a competitor shows.
pub fn dumbbell_summary(
    brand: &str,
    competitor: &str,
    better: usize,
    worse: usize,
    rows: usize,
) -> String {
    format!(
        "{brand} against {competitor} on {}: better on {better}, worse on {worse}, no difference shown on {}.",
        plural(rows as u64, "topic", "topics"),
        rows.saturating_sub(better + worse)
    )
}

/// A verdict in a few words.
pub fn verdict(verdict: model::assessment::Verdict, brand: &str) -> String {
    use model::assessment::Verdict;
    match verdict {
        Verdict::Better => format!("{brand} better"),
        Verdict::Worse => format!("{brand} worse"),
        Verdict::Open => "no difference shown".to_owned(),
    }
}
