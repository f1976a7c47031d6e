//! Comparisons, spikes, and inside against outside, for the sample.

use crate::assessment::{Comparison, InsideOutside, Phrase, Spike, TopicGap, Verdict};
use crate::{Day, Interval, Quadrant, SubjectId, Unit};

use super::FIRST;
use super::figures::{figure, net, share};
use super::spoken::quotes;

const BRAND: (SubjectId, &str) = (SubjectId(3), "Larkfield Cycles");

/// Topic, competitor, our net, their net, our n, their n, p, adjusted p, verdict.
type Planted = (&'static str, u32, f64, f64, u64, u64, f64, f64, Verdict);

const PLANTED: &[Planted] = &[
    ("support line, no reply", 4, -0.63, 0.21, 612, 488, 1e-9, 1e-8, Verdict::Worse),
    ("delivery date, waiting since", 4, -0.41, 0.28, 1_240, 760, 2e-8, 1e-7, Verdict::Worse),
    ("belt drive, quiet", 5, 0.52, -0.14, 744, 214, 3e-5, 1.1e-4, Verdict::Better),
    ("motor, hill climbing", 4, 0.46, 0.24, 1_102, 590, 0.0008, 0.0023, Verdict::Better),
    ("paint, moss green", 4, 0.61, 0.38, 418, 205, 0.006, 0.0138, Verdict::Better),
    ("battery range", 4, -0.11, 0.05, 322, 301, 0.041, 0.067, Verdict::Open),
    ("support line, no reply", 5, -0.63, -0.49, 612, 96, 0.12, 0.171, Verdict::Open),
    ("delivery date, waiting since", 5, -0.41, -0.36, 1_240, 410, 0.31, 0.388, Verdict::Open),
    ("motor, hill climbing", 5, 0.46, 0.41, 1_102, 133, 0.52, 0.578, Verdict::Open),
    ("price", 4, 0.04, 0.06, 287, 344, 0.81, 0.81, Verdict::Open),
];

/// The brand against two competitors.
pub fn comparisons() -> Vec<Comparison> {
    PLANTED
        .iter()
        .map(|&(topic, rival, ours, theirs, n, m, p, p_adjusted, verdict)| {
            let query = |subject: &str| format!("subject:\"{subject}\" AND topic:\"{topic}\"");
            let rival_name = if rival == 4 { "Dorrance Bikes" } else { "Velmont" };
            let (brand_net, competitor_net) =
                (net(ours, n, &query(BRAND.1)), net(theirs, m, &query(rival_name)));
            let half = 1.96 * (0.62 / n as f64 + 0.62 / m as f64).sqrt();
            Comparison {
                topic: topic.to_owned(),
                brand: BRAND.0,
                brand_name: BRAND.1.to_owned(),
                competitor: SubjectId(rival),
                competitor_name: rival_name.to_owned(),
                brand_net,
                competitor_net,
                difference: ours - theirs,
                interval: Interval {
                    low: ours - theirs - half,
                    high: ours - theirs + half,
                    level: 0.95,
                },
                p,
                p_adjusted,
                verdict,
            }
        })
        .collect()
}

fn news(phrase: &str, count: u64, z: f64, subject: u32) -> Phrase {
    Phrase { text: phrase.to_owned(), count, z, examples: quotes(phrase, subject, 2) }
}

fn spike(
    (id, name, quadrant): (u32, &str, Quadrant),
    (from, to): (i32, i32),
    (count, expected): (u64, f64),
    negative: f64,
    news: Vec<Phrase>,
) -> Spike {
    let interval = Interval { low: expected * 0.8, high: expected * 1.24, level: 0.95 };
    let formula =
        "negative-binomial baseline by hour of the week over the other days of the window";
    Spike {
        subject: SubjectId(id),
        subject_name: name.to_owned(),
        quadrant,
        from: Day(FIRST.0 + from),
        to: Day(FIRST.0 + to),
        count,
        expected: figure(
            expected,
            Unit::Posts,
            Some(interval),
            None,
            86,
            formula,
            &format!("subject:\"{name}\""),
        ),
        negative: Some(negative),
        news,
    }
}

/// Four spikes, newest first.
pub fn spikes() -> Vec<Spike> {
    vec![
        spike(
            (3, BRAND.1, Quadrant::Brand),
            (74, 75),
            (482, 231.0),
            0.22,
            vec![news("moss green", 141, 12.4, 3), news("winter edition", 98, 10.9, 3)],
        ),
        spike(
            (4, "Dorrance Bikes", Quadrant::Competitors),
            (61, 63),
            (671, 338.0),
            0.14,
            vec![news("Dorrance Atlas", 402, 21.7, 4), news("launch price", 155, 11.2, 4)],
        ),
        spike(
            (3, BRAND.1, Quadrant::Brand),
            (49, 52),
            (1_588, 476.0),
            0.68,
            vec![
                news("brake cable", 911, 33.1, 3),
                news("recall", 604, 24.8, 3),
                news("frayed", 377, 17.0, 3),
            ],
        ),
        spike(
            (1, "Commuters", Quadrant::Customers),
            (24, 25),
            (351, 204.0),
            0.41,
            vec![news("tram strike", 166, 15.5, 1)],
        ),
    ]
}

/// Staff talk about other things than the market does.
pub fn inside_outside() -> InsideOutside {
    let planted = [
        ("brake cable, recall, frayed", 0.06, 0.214, Some(-0.12), Some(-0.58)),
        ("paint, moss green", 0.19, 0.048, Some(0.72), Some(0.61)),
        ("trade fair, stand", 0.14, 0.006, Some(0.44), None),
        ("delivery date, waiting since", 0.09, 0.141, Some(-0.31), Some(-0.41)),
        ("belt drive, quiet", 0.10, 0.083, Some(0.49), Some(0.52)),
    ];
    let part = |p: f64, n: u64, side: &str, topic: &str| {
        let query = format!("side:{side} AND topic:\"{topic}\"");
        share((p * n as f64) as u64, n, "posts on the topic ÷ posts of that side", &query)
    };
    let topics = planted
        .iter()
        .map(|&(topic, inside, outside, inside_net, outside_net)| TopicGap {
            topic: topic.to_owned(),
            inside: part(inside, 3_214, "internal", topic),
            outside: part(outside, 9_120, "external", topic),
            inside_net,
            outside_net,
            gap: inside_net.zip(outside_net).map(|(i, o)| {
                let mut gap = net(i - o, 190, &format!("topic:\"{topic}\""));
                gap.formula =
                    "net sentiment inside − net sentiment outside, by label; bootstrap interval"
                        .to_owned();
                gap.raw = None;
                gap
            }),
        })
        .collect();
    let interval = Interval { low: 0.15, high: 0.2, level: 0.95 };
    let formula =
        "Jensen–Shannon divergence of the two topic mixes, in bits (Lin 1991); bootstrap interval";
    InsideOutside {
        divergence: figure(
            0.172,
            Unit::Number,
            Some(interval),
            None,
            12_334,
            formula,
            "subject:\"Larkfield Cycles\"",
        ),
        topics,
        wall: Some(share(
            261,
            1_243,
            "outside questions answered by staff ÷ outside questions",
            "subject:\"Larkfield Cycles\" AND has:question",
        )),
        staff_outside: 9,
    }
}
