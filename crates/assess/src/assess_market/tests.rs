//! The driver on small made-up markets: what is counted, what is left out, and that the answer never depends on parts.

use model::assessment::{SubjectView, Verdict};
use model::{Act, Kind, Language, Sentiment, SubjectId, Window};
use proptest::prelude::*;
use rand::RngExt;

use super::*;
use crate::draws::stream;
use crate::fake::{DAY, Fake, HOUR, START, Said, classifier, plan, request, say};

fn assessed(posts: Vec<Said>) -> Assessment {
    let (plan, classifier) = (plan(), classifier());
    assess(&request(&plan, &classifier), &Fake::of(posts), &mut |_| {}).unwrap()
}

fn subject<'a>(assessment: &'a Assessment, name: &str) -> &'a SubjectView {
    let mut all = assessment.quadrants.iter().flat_map(|quadrant| &quadrant.subjects);
    all.find(|subject| subject.name == name).unwrap()
}

/// 40 days of talk about brand and competitor with two planted topics, a spike and unanswered questions.
fn market(seed: u64) -> Vec<Said> {
    const FILLER: [&str; 12] = [
        "morning", "garden", "kitchen", "holiday", "music", "football", "weather", "coffee",
        "train", "colour", "window", "river",
    ];
    let mut random = stream(seed, 99);
    let mut posts = Vec::new();
    for n in 0..2_400_i64 {
        let brand = n % 2 == 0;
        let (watch, name) = if brand { (1, "Acme") } else { (2, "Bolt") };
        let mut filler = || FILLER[random.random_range(0..FILLER.len())];
        let (a, b) = (filler(), filler());
        let at = (n / 2 % 40) * DAY + (n % 24) * HOUR;
        let author = format!("user{}", n % 700);
        let said = match random.random_range(0..6) {
            0 | 1 => {
                let said = say(
                    n,
                    &author,
                    at,
                    &[watch],
                    &format!("{name} battery life is short, charging cable {a}"),
                );
                if brand { said.negative() } else { said.positive() }
            }
            2 => {
                let said = say(
                    n,
                    &author,
                    at,
                    &[watch],
                    &format!("{b} {name} customer service answered my phone call"),
                );
                if brand { said.positive() } else { said }
            }
            3 => say(n, &author, at, &[watch], &format!("should I buy {name}? {a}"))
                .act(Act::RecommendationAsked),
            4 => say(n, &author, at, &[watch], &format!("get {name}, {a}"))
                .positive()
                .act(Act::RecommendationGiven),
            _ => say(n, &author, at, &[watch], &format!("{a} {name} {b}")),
        };
        posts.push(said.on(if n % 3 == 0 { "reddit" } else { "mastodon" }, Some("phones")));
    }
    for n in 0..150 {
        let text = "Acme recall: battery fire in the factory";
        posts.push(
            say(format!("fire{n}"), &format!("witness{n}"), 30 * DAY + n * 60, &[1], text)
                .negative(),
        );
    }
    posts
}

#[test]
fn an_empty_market_has_an_assessment_that_says_what_is_missing() {
    let found = assessed(Vec::new());
    assert_eq!(found.quadrants.len(), 4);
    assert_eq!(found.basis.posts, 0);
    let acme = subject(&found, "Acme");
    assert!(acme.volume.is_empty() && acme.feeling.net.is_none() && acme.feeling.shares.is_empty());
    assert!(found.voice.iter().all(|row| row.count == 0 && row.share.value == 0.0));
    assert!(found.quadrants[1].missing.iter().any(|line| line.contains("Nobody mentioned Acme")));
    let nobody = Plan::empty("w", model::Zone::utc());
    let found =
        assess(&request(&nobody, &classifier()), &Fake::of(Vec::new()), &mut |_| {}).unwrap();
    assert!(
        found
            .quadrants
            .iter()
            .all(|quadrant| !quadrant.missing.is_empty() && quadrant.subjects.is_empty())
    );
}

use model::Plan;

#[test]
fn own_posts_and_internal_posts_are_no_mentions_by_others() {
    let found = assessed(vec![
        say(1, "ann", 0, &[1], "Acme is fine"),
        say(2, "Acme", HOUR, &[1], "We at Acme are proud"),
        say(3, "@ACME", 2 * HOUR, &[1, 2], "Acme beats Bolt"),
        say(4, "staff", 3 * HOUR, &[1], "Acme plans").inside(),
        Said { repeat: true, ..say(5, "ben", 4 * HOUR, &[1], "Acme is fine") },
        Said { kind: Kind::Repost, ..say(6, "cai", 5 * HOUR, &[1], "Acme is fine") },
        Said { sentiment: None, ..say(7, "dan", 6 * HOUR, &[1], "Acme on hyvä") },
        say(8, "eva", 7 * HOUR, &[], "nothing to do with it"),
    ]);
    let acme = subject(&found, "Acme");
    assert_eq!((acme.mentions.n, acme.distinct_mentions.n, acme.people.n), (4, 2, 4));
    assert_eq!((acme.feeling.not_read, acme.feeling.net.as_ref().unwrap().n), (1, 1));
    assert_eq!(subject(&found, "Bolt").mentions.n, 1);
    let basis = &found.basis;
    assert_eq!((basis.posts, basis.mentions, basis.internal), (8, 6, 1));
    assert_eq!((basis.repeats, basis.reposts, basis.not_read), (1, 1, 1));
    insta::assert_snapshot!(acme.distinct_mentions.query, @r#"subject:"Acme" AND side:external AND -author:"mastodon:acme" AND created:[2026-01-05 TO 2026-01-05] AND -is:repeat AND -is:repost"#);
    assert_eq!(
        found.window,
        Window { since: START.into_ts(), until: (START + 7 * HOUR + 1).into_ts() }
    );
}

trait IntoTs {
    fn into_ts(self) -> model::Timestamp;
}

impl IntoTs for i64 {
    fn into_ts(self) -> model::Timestamp {
        model::Timestamp(self)
    }
}

#[test]
fn shares_of_voice_and_of_recommendation_have_their_bases() {
    let given = |n, watches: &[u32], text| {
        say(n, "ann", n * HOUR, watches, text).act(Act::RecommendationGiven)
    };
    let found = assessed(
        vec![
            given(1, &[1], "get Acme"),
            given(2, &[1, 2], "Acme and Bolt are both good"),
            given(3, &[1], "avoid Acme").negative(),
            given(4, &[4], "get any phone"),
            say(5, "ben", 5 * HOUR, &[4], "which phone?").act(Act::RecommendationAsked),
            Said { repeat: true, ..given(6, &[1], "get Acme") },
            given(7, &[], "get a dog"),
            given(8, &[1], "buy us").reply_to(5),
        ]
        .into_iter()
        .map(
            |said| {
                if said.native == "8" { Said { author: "acme".to_owned(), ..said } } else { said }
            },
        )
        .collect(),
    );
    let row = |rows: &[model::assessment::ShareRow], name| {
        let row = rows.iter().find(|row| row.name == name).unwrap().clone();
        (row.count, row.share.n)
    };
    assert_eq!(row(&found.voice, "Acme"), (4, 5));
    assert_eq!(row(&found.voice, "Bolt"), (1, 5));
    assert_eq!(row(&found.recommendation, "Acme"), (2, 5));
    assert_eq!(row(&found.recommendation, "Bolt"), (1, 5));
    assert!(found.voice.iter().all(|row| row.name != "Customers"));
    let sum: f64 = found.voice.iter().map(|row| row.share.value).sum();
    assert!((sum - 1.0).abs() < 1e-12);
}

#[test]
fn answers_are_counted_whoever_gives_them_and_waiting_questions_shown() {
    let ask = |n: i64, at| say(n, "ann", at, &[1], "Acme, how?").act(Act::Question);
    let found = assessed(vec![
        ask(1, 0),
        say(11, "acme", 2 * HOUR, &[], "so").reply_to(1),
        say(12, "acme", 3 * HOUR, &[], "and so").reply_to(1),
        ask(2, 1),
        say(21, "ben", 40 * HOUR, &[], "like this").reply_to(2),
        ask(3, 2),
        say(31, "ann", 5 * HOUR, &[], "anyone?").reply_to(3),
        ask(4, 30 * DAY),
        Said { repeat: true, ..ask(5, 3) },
        Said { author: "acme".to_owned(), ..ask(6, 4) },
    ]);
    let answers = &subject(&found, "Acme").responsiveness;
    assert_eq!(answers.questions, 4);
    assert_eq!(answers.answered_by_subject.as_ref().unwrap().value, 0.25);
    assert_eq!(answers.answered_by_anyone.as_ref().unwrap().value, 0.5);
    assert_eq!(answers.median.as_ref().unwrap().value, 2.0 * HOUR as f64);
    assert_eq!(answers.unanswered_for_weeks, 1);
    assert_eq!(
        answers.waiting.iter().map(|quote| quote.text.as_str()).collect::<Vec<_>>(),
        ["Acme, how?"]
    );
    assert_eq!(answers.note, None);
}

#[test]
fn without_replies_or_accounts_the_absence_is_explained() {
    let ask = |n: i64, watch| say(n, "ann", n, &[watch], "how?").act(Act::Question);
    let found = assessed(vec![ask(1, 1), ask(2, 3), say(3, "ann", 60 * DAY, &[1], "later")]);
    let note = |name: &str| subject(&found, name).responsiveness.note.clone().unwrap();
    assert!(note("Acme").contains("no replies"), "{}", note("Acme"));
    assert!(note("Dealers").contains("accounts"), "{}", note("Dealers"));
    let acme = &subject(&found, "Acme").responsiveness;
    assert!(acme.answered_by_subject.is_none() && acme.answered_by_anyone.is_none());
    assert_eq!(acme.unanswered_for_weeks, 0);
}

#[test]
fn planted_topics_spikes_and_differences_are_found() {
    let found = assessed(market(1));
    let acme = subject(&found, "Acme");
    let topic =
        acme.topics.iter().find(|topic| topic.phrases.iter().any(|p| p.contains("battery life")));
    let topic = topic
        .unwrap_or_else(|| panic!("{:?}", acme.topics.iter().map(|t| &t.name).collect::<Vec<_>>()));
    assert!(topic.net.as_ref().unwrap().value < -0.5);
    assert_eq!(topic.examples.len(), 3);
    let total: u64 = acme.topics.iter().map(|topic| topic.count).max().unwrap();
    assert!(total + acme.other <= acme.distinct_mentions.n);
    let worse = found.comparisons.iter().find(|c| c.topic == topic.name).unwrap();
    assert_eq!(worse.verdict, Verdict::Worse);
    assert!(
        (worse.difference - (worse.brand_net.value - worse.competitor_net.value)).abs() < 1e-12
    );
    let spikes: Vec<_> = found.spikes.iter().filter(|spike| spike.subject_name == "Acme").collect();
    assert_eq!(spikes.len(), 1, "{spikes:?}");
    assert_eq!((spikes[0].from.to_string(), spikes[0].count), ("2026-02-04".to_owned(), 180));
    assert!(
        spikes[0]
            .news
            .iter()
            .any(|news| news.text.contains("recall") || news.text.contains("fire"))
    );
    let words: Vec<&str> = acme.phrases.iter().map(|phrase| phrase.text.as_str()).collect();
    assert!(!words.iter().any(|word| word.to_lowercase().contains("acme")), "{words:?}");
    assert!(acme.feeling.frustrations.iter().any(|phrase| phrase.text.contains("battery")));
    assert!(acme.feeling.excitements.iter().any(|phrase| phrase.text.contains("service")));
    assert_eq!(acme.places[0].network.as_str(), "mastodon");
    assert_eq!(acme.places[1].channel.as_deref(), Some("phones"));
    let by_day: u64 = acme.volume.iter().map(|day| day.count).sum();
    let by_hour: u64 = acme.hours.iter().flatten().sum();
    assert_eq!((by_day, by_hour), (acme.mentions.n, acme.mentions.n));
}

#[test]
fn inside_and_outside_are_compared_where_staff_speak() {
    let mut posts = market(2);
    for n in 0..120 {
        let text = if n % 3 == 0 {
            "battery life is short"
        } else {
            "customer service answered my phone call"
        };
        posts.push(
            say(format!("in{n}"), &format!("staff{}", n % 9), n * HOUR, &[], text)
                .positive()
                .inside(),
        );
    }
    posts.push(say("q", "ann", 0, &[1], "Acme how?").act(Act::Question));
    posts.push(say("a", "staff1", HOUR, &[], "so").reply_to("q"));
    let found = assessed(posts);
    let walls = found.inside_outside.unwrap();
    assert!(walls.divergence.value > 0.1, "{:?}", walls.divergence);
    assert!(walls.divergence.interval.unwrap().contains(walls.divergence.value));
    assert_eq!(walls.staff_outside, 1);
    assert!(walls.wall.unwrap().value > 0.0);
    let gap = walls.topics.iter().find(|gap| gap.gap.is_some()).unwrap();
    assert!(
        (gap.gap.as_ref().unwrap().value - (gap.inside_net.unwrap() - gap.outside_net.unwrap()))
            .abs()
            < 1e-12
    );
}

#[test]
fn the_answer_does_not_depend_on_parts_and_order() {
    let (plan, classifier) = (plan(), classifier());
    let request = request(&plan, &classifier);
    let mut market = Fake::of(market(3));
    market.posts.push(Said {
        language: Language::UNDETERMINED,
        ..say("x", "ANN", 5, &[1], "Acme 航班 延误")
    });
    market.posts.push(say("y", "Ann", 6, &[1], "acme"));
    let one = assess(&request, &market, &mut |_| {}).unwrap();
    for parts in [2, 7] {
        market.parts = parts;
        let other = assess(&request, &market, &mut |_| {}).unwrap();
        assert_eq!(other, one, "{parts}");
    }
}

#[test]
fn a_failure_to_read_is_an_error_and_an_unknown_subject_too() {
    let (plan, classifier) = (plan(), classifier());
    let mut asked = request(&plan, &classifier);
    let broken = Fake { fails: true, ..Fake::of(Vec::new()) };
    assert!(matches!(assess(&asked, &broken, &mut |_| {}), Err(AssessError::Observed(_))));
    asked.subject = Some(SubjectId(77));
    assert!(matches!(
        assess(&asked, &Fake::of(Vec::new()), &mut |_| {}),
        Err(AssessError::UnknownSubject(SubjectId(77)))
    ));
    asked.subject = Some(SubjectId(2));
    let found = assess(&asked, &Fake::of(market(4)), &mut |_| {}).unwrap();
    let names: Vec<&str> =
        found.quadrants.iter().flat_map(|q| &q.subjects).map(|s| s.name.as_str()).collect();
    assert_eq!(names, ["Bolt"]);
    assert_eq!(found.voice.len(), 3);
}

#[test]
fn a_phrase_that_one_person_alone_repeats_is_not_the_markets() {
    let mut posts = market(5);
    for n in 0..40 {
        let text = format!("Acme miracle diet {n}");
        posts.push(say(format!("spam{n}"), "spammer", n * DAY, &[1], &text));
    }
    let found = assessed(posts);
    let acme = subject(&found, "Acme");
    assert!(acme.phrases.iter().all(|phrase| !phrase.text.contains("miracle")));
    assert!(!acme.phrases.is_empty());
}

#[test]
fn progress_is_told_in_order() {
    let (plan, classifier) = (plan(), classifier());
    let mut stages = Vec::new();
    let market = Fake::of(market(6));
    assess(&request(&plan, &classifier), &market, &mut |step| stages.push(step.stage)).unwrap();
    stages.dedup();
    use Stage::{Examples, Phrases, Posts, Subjects, Topics};
    assert_eq!(stages, [Posts, Phrases, Topics, Subjects, Examples]);
}

/// Every figure in the document.
fn figures(assessment: &Assessment) -> Vec<model::Figure> {
    let mut found = Vec::new();
    for view in assessment.quadrants.iter().flat_map(|quadrant| &quadrant.subjects) {
        found.extend([&view.mentions, &view.distinct_mentions, &view.people].map(Clone::clone));
        found.extend(
            view.places.iter().flat_map(|p| std::iter::once(&p.share).chain(&p.net)).cloned(),
        );
        found.extend(
            view.topics.iter().flat_map(|t| std::iter::once(&t.share).chain(&t.net)).cloned(),
        );
        found.extend(view.feeling.shares.iter().chain(&view.feeling.net).cloned());
        found.extend(view.acts.iter().map(|(_, figure)| figure.clone()));
        let r = &view.responsiveness;
        let answers = [&r.answered_by_subject, &r.answered_by_anyone, &r.median, &r.p90];
        found.extend(answers.into_iter().flatten().cloned());
    }
    found
        .extend(assessment.voice.iter().chain(&assessment.recommendation).map(|r| r.share.clone()));
    found.extend(assessment.comparisons.iter().map(|c| c.brand_net.clone()));
    found.extend(assessment.spikes.iter().map(|spike| spike.expected.clone()));
    found
}

fn any_post() -> impl Strategy<Value = Said> {
    let text = prop::sample::select(vec![
        "Acme battery life",
        "",
        "Bolt 😀😀 no wifi",
        "#acme http://x.yz/a",
        "الخدمة سيئة",
        "電池 が 悪い",
    ]);
    let numbers = (0_u8..40, 0_i64..(90 * DAY), 0_u32..5, any::<u8>(), any::<bool>(), 0_u8..12);
    (text, numbers).prop_map(|(text, (author, at, watch, acts, repeat, kind))| {
        let mut said = say(at, &format!("u{author}"), at, &[watch], text);
        said.acts = model::Acts(acts & 127);
        said.repeat = repeat;
        said.author = if author == 0 { String::new() } else { said.author };
        said.kind = Kind::from_index(usize::from(kind)).unwrap_or(Kind::Original);
        said.side = if kind == 11 { model::Side::Internal } else { model::Side::External };
        said.parent = (said.kind == Kind::Reply).then(|| (at / 2).to_string());
        said.sentiment =
            (author % 3 > 0).then_some(Sentiment { negative: 0.5, neutral: 0.2, positive: 0.3 });
        said
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn every_figure_is_finite_explained_and_inside_its_interval(posts in prop::collection::vec(any_post(), 0..80)) {
        let found = assessed(posts);
        for figure in figures(&found) {
            prop_assert!(figure.value.is_finite() && !figure.formula.is_empty() && !figure.query.is_empty());
            if let Some(interval) = figure.interval {
                prop_assert!(interval.low <= interval.high && interval.low.is_finite() && interval.high.is_finite());
                if figure.unit == model::Unit::Share && figure.raw.is_none() {
                    prop_assert!(interval.contains(figure.value), "{:?}", figure);
                }
            }
        }
        for view in found.quadrants.iter().flat_map(|quadrant| &quadrant.subjects) {
            prop_assert_eq!(view.volume.iter().map(|day| day.count).sum::<u64>(), view.mentions.n);
            prop_assert!(view.distinct_mentions.n <= view.mentions.n && view.people.n <= view.mentions.n);
            for voice in &view.voices {
                prop_assert!((voice.score - voice.parts.iter().map(|(_, part)| part).sum::<f64>()).abs() < 1e-9);
            }
        }
    }
}
