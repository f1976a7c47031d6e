//! How a subject answers the questions that the market puts to it.
//!
//! Waiting times are those of the questions that were answered: most of the others never will be, so they are not the late
//! part of one distribution, and an estimate that takes them for that (Kaplan–Meier) has no median where fewer than half are
//! answered. The share answered stands beside the times instead.

use model::assessment::Responsiveness;
use model::{Figure, Quadrant, Subject, Timestamp, Unit};

use crate::corpus::Post;
use crate::figures::share_of;
use crate::intervals::{quantile, quantile_interval};
use crate::scene::Scene;
use crate::watched::Place;

/// After so long without an answer a question counts as left alone.
const WEEKS_SECS: i64 = 14 * Timestamp::DAY_SECS;
/// How many of the oldest are shown.
const SHOWN: usize = 5;

/// What became of one question.
struct Question {
    place: u32,
    asked: i64,
    /// Seconds to the first answer by the subject.
    by_subject: Option<f64>,
    by_anyone: bool,
}

/// The figures, and the places of the oldest questions that wait.
pub(crate) fn respond(
    scene: &Scene<'_>,
    subject: &Subject,
    place: Place,
) -> (Responsiveness, Vec<u32>) {
    let corpus = scene.corpus;
    let questions: Vec<Question> = corpus
        .distinct_of(place)
        .filter(|(_, post)| post.is_question())
        .map(|(at, post)| follow(scene, place, at, post))
        .collect();
    let count = questions.len() as u64;
    let speaks = corpus.authors.iter().any(|a| corpus.set(a.owners).contains(&place));
    let has_replies = !corpus.replies.is_empty();
    let query = scene
        .mentions(subject)
        .distinct()
        .and_any(&["act:question".to_owned(), "act:recommendation_asked".to_owned()]);
    let share = |part: usize, who: &str| {
        let formula = format!("questions with a reply by {who}, seen in the window / questions");
        share_of(part as u64, count, &formula, query.text())
    };
    let answered = questions.iter().filter(|q| q.by_subject.is_some()).count();
    let mut waits: Vec<f64> = questions.iter().filter_map(|q| q.by_subject).collect();
    waits.sort_by(f64::total_cmp);
    let time = |q: f64, name: &str| wait_figure(&waits, q, name, count, query.text());
    let oldest = corpus.until().0 - WEEKS_SECS;
    let mut waiting: Vec<&Question> =
        questions.iter().filter(|q| has_replies && !q.by_anyone && q.asked < oldest).collect();
    waiting.sort_by_key(|q| (q.asked, corpus.seq(q.place)));
    let found = Responsiveness {
        questions: count,
        answered_by_subject: if speaks { share(answered, "its own accounts") } else { None },
        answered_by_anyone: if has_replies {
            share(questions.iter().filter(|q| q.by_anyone).count(), "anybody but the asker")
        } else {
            None
        },
        median: time(0.5, "median"),
        p90: time(0.9, "90th percentile"),
        unanswered_for_weeks: waiting.len() as u64,
        waiting: Vec::new(),
        note: note(subject, count, speaks, has_replies),
    };
    (found, waiting.into_iter().take(SHOWN).map(|q| q.place).collect())
}

fn follow(scene: &Scene<'_>, subject: Place, place: u32, post: &Post) -> Question {
    let corpus = scene.corpus;
    let replies = corpus.replies_to(post.key);
    let own = replies.iter().find(|reply| corpus.is_own(reply.author, subject));
    // Somebody unknown may be the asker.
    let other = |author: u32| author != post.author && corpus.is_known(author);
    Question {
        place,
        asked: post.at,
        by_subject: own.map(|reply| (reply.at - post.at).max(0) as f64),
        by_anyone: replies
            .iter()
            .any(|reply| other(reply.author) || corpus.is_own(reply.author, subject)),
    }
}

fn wait_figure(waits: &[f64], q: f64, name: &str, questions: u64, query: String) -> Option<Figure> {
    Some(Figure {
        value: quantile(waits, q)?,
        unit: Unit::Seconds,
        interval: quantile_interval(waits, q),
        raw: None,
        n: waits.len() as u64,
        formula: format!(
            "{name} of the time from a question to the first reply by its own accounts, over the {} of {questions} questions \
             that they answered; 95 % interval: order statistics (Hahn & Meeker 1991)",
            waits.len()
        ),
        query,
    })
}

fn note(subject: &Subject, questions: u64, speaks: bool, has_replies: bool) -> Option<String> {
    let name = &subject.name;
    if subject.accounts.is_empty() && subject.quadrant != Quadrant::Customers {
        return Some(format!(
            "No account of {name} is known, so its answers cannot be told from those of others: add `accounts` to the subject."
        ));
    }
    if questions == 0 {
        return Some(format!("Nobody asked {name} a question in this window."));
    }
    if !has_replies {
        return Some(
            "The data holds no replies that name the post they answer, so who answered cannot be told."
                .to_owned(),
        );
    }
    (!speaks && subject.quadrant != Quadrant::Customers).then(|| {
        format!("No post by an account of {name} is in the data, so its answers were not captured.")
    })
}
