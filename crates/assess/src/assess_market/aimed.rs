//! Posts that name several subjects count for each with the sentiment towards it; spam is counted and can be left out.

use model::{Act, Sentiment, SubjectId};

use super::*;
use crate::fake::{DAY, Fake, Said, classifier, plan, request, say};

const LIKES: Sentiment = Sentiment { negative: 0.1, neutral: 0.1, positive: 0.8 };
const DISLIKES: Sentiment = Sentiment { negative: 0.8, neutral: 0.1, positive: 0.1 };

fn assessed(posts: Vec<Said>, without_spam: bool) -> Assessment {
    let (plan, classifier) = (plan(), classifier());
    let request = AssessmentRequest { without_spam, ..request(&plan, &classifier) };
    let one = assess(&request, &Fake::of(posts.clone()), &mut |_| {}).unwrap();
    let parts = assess(&request, &Fake { parts: 5, ..Fake::of(posts) }, &mut |_| {}).unwrap();
    assert_eq!(one, parts, "the parts show");
    one
}

fn subject<'a>(assessment: &'a Assessment, name: &str) -> &'a model::assessment::SubjectView {
    assessment.subjects().find(|subject| subject.name == name).unwrap()
}

fn raw(assessment: &Assessment, name: &str) -> [f64; 3] {
    let shares = &subject(assessment, name).feeling.shares;
    [0, 1, 2].map(|label| shares[label].raw.unwrap())
}

/// Of 100 posts about both, 40 prefer Bolt; 100 more about Acme alone are neutral.
fn compared() -> Vec<Said> {
    let both = |n: i64| {
        let text = "Bolt is better than Acme, get a Bolt";
        let said = say(n, &format!("u{n}"), n * DAY / 4, &[1, 2], text).positive();
        let said = said.act(Act::RecommendationGiven);
        let towards = match n % 5 {
            0 | 1 => vec![(SubjectId(1), DISLIKES), (SubjectId(2), LIKES)],
            _ => Vec::new(),
        };
        Said { towards, ..said }
    };
    let alone = |n: i64| say(n, &format!("u{n}"), n * DAY / 4, &[1], "an Acme stood there");
    (0..100).map(both).chain((100..200).map(alone)).collect()
}

#[test]
fn the_sentiment_of_a_post_about_several_is_that_towards_each() {
    let found = assessed(compared(), false);
    assert_eq!(raw(&found, "Acme"), [0.2, 0.5, 0.3]);
    assert_eq!(raw(&found, "Bolt"), [0.0, 0.0, 1.0]);
    let feeling = &subject(&found, "Acme").feeling;
    let towards = feeling.towards.as_ref().unwrap();
    assert_eq!((towards.value, towards.n, feeling.turned), (0.2, 200, 40));
    let said = &feeling.shares[0].formula;
    assert!(
        said.contains("in 40 that name several subjects") && said.contains("labels 40 of them")
    );
    let bolt = &subject(&found, "Bolt").feeling;
    assert_eq!((bolt.towards.as_ref().unwrap().value, bolt.turned), (0.4, 0));
    // Who is recommended: forty of these posts recommend Bolt and not Acme.
    let recommended =
        |name: &str| found.recommendation.iter().find(|r| r.name == name).unwrap().count;
    assert_eq!((recommended("Acme"), recommended("Bolt")), (60, 100));
}

#[test]
fn towards_counts_only_where_a_post_is_about_several() {
    let post = say(1, "ann", 0, &[1], "Acme").positive();
    // Towards Bolt, which is not named, and towards Acme, which is all that is named.
    let towards = vec![(SubjectId(2), DISLIKES), (SubjectId(1), DISLIKES)];
    let found = assessed(vec![Said { towards, ..post }], false);
    assert_eq!(raw(&found, "Acme"), [0.0, 0.0, 1.0]);
    assert_eq!(subject(&found, "Acme").feeling.towards, None);
}

#[test]
fn spam_is_counted_beside_and_left_out_on_request() {
    let spam = |n: i64| {
        let said = say(format!("s{n}"), "bot", n, &[2], "Bolt for free, click here");
        Said { spam: Some(true), ..said }
    };
    let honest = compared().into_iter().map(|said| Said { spam: Some(false), ..said });
    let posts: Vec<Said> = honest.chain((0..50).map(spam)).collect();
    let all = assessed(posts.clone(), false);
    assert_eq!(
        (all.basis.spam, all.basis.mentions, all.basis.without_spam),
        (Some(50), 250, false)
    );
    let bolt = subject(&all, "Bolt");
    assert_eq!(bolt.mentions.value, 150.0);
    assert_eq!(bolt.without_spam.as_ref().unwrap().value, 100.0);
    let voice = |found: &Assessment, name: &str| {
        found.voice.iter().find(|row| row.name == name).unwrap().clone()
    };
    let row = voice(&all, "Bolt");
    assert_eq!((row.share.value, row.share.n), (150.0 / 350.0, 350));
    let honest = row.without_spam.unwrap();
    assert_eq!((honest.value, honest.n), (100.0 / 300.0, 300));

    let without = assessed(posts, true);
    let basis = &without.basis;
    assert_eq!((basis.spam, basis.mentions, basis.without_spam), (Some(50), 200, true));
    assert_eq!(voice(&without, "Bolt").share.value, 100.0 / 300.0);
    // Nobody looked: nothing is claimed.
    let unknown = assessed(compared(), false);
    assert_eq!(unknown.basis.spam, None);
    assert_eq!(subject(&unknown, "Bolt").without_spam, None);
    assert_eq!(voice(&unknown, "Bolt").without_spam, None);
}
