//! What moved between two assessments of equally long stretches, and only what is more than chance would do.
//!
//! Mentions: z = (b − a)/√(φ(a + b)), where φ is how much more the days scatter than Poisson counts would (variance over
//! mean of each stretch's days, pooled, at least 1; McCullagh & Nelder 1989, section 6.2.3). Shares of topics and of speech
//! acts: two-proportion test. Sentiment: difference of nets by the delta method. All p-values of one comparison are
//! adjusted together (Benjamini & Hochberg 1995); what is not a discovery at 5 % is left out.

use model::assessment::{DayCount, SubjectView, Topic};
use model::{Act, Assessment, Quadrant, Quote, SubjectId};

use crate::differences::{adjust, difference_of_nets, net, same_shares};
use crate::intervals::two_sided;

/// Fewest posts in both stretches together for a share to be compared.
const FEWEST: u64 = 20;
/// False discovery rate.
const RATE: f64 = 0.05;

/// What moved.
#[derive(Debug, Clone, PartialEq)]
pub enum Moved {
    /// How often the subject was mentioned; repeats count.
    Mentions,
    /// Net sentiment as read, −1 to 1.
    Net,
    /// The share of a topic in the subject's mentions.
    Topic(String),
    /// The share of a speech act in the subject's mentions.
    Act(Act),
}

/// One thing that moved.
#[derive(Debug, Clone, PartialEq)]
pub struct Move {
    /// Whose.
    pub subject: SubjectId,
    /// Their name.
    pub subject_name: String,
    /// Their quadrant.
    pub quadrant: Quadrant,
    /// What.
    pub what: Moved,
    /// Before: mentions, net sentiment, or a share from 0 to 1.
    pub before: f64,
    /// Now, in the same unit.
    pub now: f64,
    /// Posts in both stretches that it rests on.
    pub n: u64,
    /// p-value, adjusted for all that was compared.
    pub p: f64,
    /// The query of the posts behind it; its stretch has to be added.
    pub query: String,
    /// Posts of now, drawn by the assessment.
    pub examples: Vec<Quote>,
    /// What is said more than elsewhere, where that explains it.
    pub phrases: Vec<String>,
}

/// Everything that moved from `before` to `now`, the surest first; brand before others at equal p. Also how many
/// comparisons were made.
pub fn moves(before: &Assessment, now: &Assessment) -> (Vec<Move>, usize) {
    let mut all: Vec<(Move, f64)> = Vec::new();
    for view in now.subjects() {
        let old = before.subjects().find(|s| s.id == view.id);
        if let Some(old) = old {
            compare(old, view, &mut all);
        }
    }
    let compared = all.len();
    let raw: Vec<f64> = all.iter().map(|(_, p)| *p).collect();
    let mut moved: Vec<Move> = all
        .into_iter()
        .zip(adjust(&raw))
        .filter(|(_, p)| *p <= RATE)
        .map(|((movement, _), p)| Move { p, ..movement })
        .collect();
    moved.sort_by(|a, b| {
        let first = |m: &Move| m.quadrant != Quadrant::Brand;
        a.p.total_cmp(&b.p).then(first(a).cmp(&first(b)))
    });
    (moved, compared)
}

fn compare(old: &SubjectView, new: &SubjectView, all: &mut Vec<(Move, f64)>) {
    let movement = |what, before, now, n, query: &str, examples: &[Quote]| Move {
        subject: new.id,
        subject_name: new.name.clone(),
        quadrant: new.quadrant,
        what,
        before,
        now,
        n,
        p: 1.0,
        query: query.to_owned(),
        examples: examples.to_vec(),
        phrases: Vec::new(),
    };
    let (a, b) = (old.mentions.value, new.mentions.value);
    let n = (a + b) as u64;
    let first_examples = || {
        let drawn = new.phrases.iter().flat_map(|phrase| &phrase.examples);
        drawn.take(2).cloned().collect::<Vec<_>>()
    };
    if n >= FEWEST {
        let z = (b - a) / (scatter(&[&old.volume, &new.volume]) * (a + b)).sqrt();
        let phrases = new.phrases.iter().take(4).map(|phrase| phrase.text.clone()).collect();
        let moved = movement(Moved::Mentions, a, b, n, &new.query, &first_examples());
        all.push((Move { phrases, ..moved }, two_sided(z)));
    }
    let (was, is) = (DayCount::labels_of(&old.volume), DayCount::labels_of(&new.volume));
    let read = was.iter().chain(&is).sum::<u64>();
    if let (Some(difference), Some(a), Some(b)) = (difference_of_nets(is, was), net(was), net(is))
        && read >= FEWEST
    {
        let said = if b < a { &new.feeling.frustrations } else { &new.feeling.excitements };
        let phrases = said.iter().take(4).map(|phrase| phrase.text.clone()).collect();
        let examples: Vec<Quote> =
            said.iter().flat_map(|phrase| &phrase.examples).take(2).cloned().collect();
        let moved = movement(Moved::Net, a, b, read, &new.query, &examples);
        all.push((Move { phrases, ..moved }, difference.p));
    }
    for topic in &new.topics {
        let Some(known) = old.topics.iter().find(|other| same(other, topic)) else {
            continue;
        };
        let (was, is) = ((known.count, known.share.n), (topic.count, topic.share.n));
        if let Some(p) = compared(was, is) {
            let what = Moved::Topic(topic.name.clone());
            let n = was.1 + is.1;
            let (a, b) = (known.share.value, topic.share.value);
            let moved = movement(what, a, b, n, &topic.share.query, &topic.examples);
            all.push((
                Move { phrases: topic.phrases.iter().take(4).cloned().collect(), ..moved },
                p,
            ));
        }
    }
    for (act, figure) in &new.acts {
        let Some((_, known)) = old.acts.iter().find(|(other, _)| other == act) else { continue };
        let count = |f: &model::Figure| ((f.value * f.n as f64).round() as u64, f.n);
        if let Some(p) = compared(count(known), count(figure)) {
            let (a, b, n) = (known.value, figure.value, known.n + figure.n);
            all.push((movement(Moved::Act(*act), a, b, n, &figure.query, &[]), p));
        }
    }
}

fn compared(was: (u64, u64), is: (u64, u64)) -> Option<f64> {
    if was.0 + is.0 < FEWEST { None } else { same_shares(was, is) }
}

/// Variance over mean of the days of each stretch, pooled; at least 1.
fn scatter(stretches: &[&[DayCount]]) -> f64 {
    let mut squares = 0.0;
    let mut degrees = 0.0;
    for days in stretches {
        let n = days.len() as f64;
        let mean = days.iter().map(|day| day.count as f64).sum::<f64>() / n.max(1.0);
        if n < 2.0 || mean <= 0.0 {
            continue;
        }
        squares += days.iter().map(|day| (day.count as f64 - mean).powi(2) / mean).sum::<f64>();
        degrees += n - 1.0;
    }
    if degrees > 0.0 { (squares / degrees).max(1.0) } else { 1.0 }
}

/// Whether it is one topic at two moments, whatever it was called.
fn same(a: &Topic, b: &Topic) -> bool {
    a.name == b.name || a.anchors.iter().any(|anchor| b.anchors.contains(anchor))
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::Day;

    fn days(counts: &[u64]) -> Vec<DayCount> {
        let day = |(n, count): (usize, &u64)| DayCount {
            day: Day(n as i32),
            count: *count,
            labels: [0; 3],
        };
        counts.iter().enumerate().map(day).collect()
    }

    #[test]
    fn days_that_scatter_widely_weigh_less() {
        assert!((scatter(&[&days(&[10, 10, 10, 10])]) - 1.0).abs() < 1e-12);
        // Mean 10, squared deviations 4 × 64 over 10, three degrees of freedom.
        let wide = scatter(&[&days(&[2, 18, 2, 18])]);
        assert!((wide - 256.0 / 10.0 / 3.0).abs() < 1e-9, "{wide}");
        assert!((scatter(&[&[]]) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn few_posts_are_not_compared() {
        assert_eq!(compared((3, 10), (9, 10)), None);
        assert!(compared((30, 1_000), (90, 1_000)).unwrap() < 1e-6);
    }
}
