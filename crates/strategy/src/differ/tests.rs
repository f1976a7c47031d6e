//! What changed is found, and what only scattered is not.

use model::{AssessmentId, Timestamp};
use proptest::prelude::{ProptestConfig, prop_assert, proptest};

use super::*;
use crate::findings::kept;
use model::sample::sample;

fn at(id: u32, findings: Vec<Finding>) -> KeptAssessment {
    let window = Window { since: Timestamp(0), until: Timestamp(90 * Timestamp::DAY_SECS) };
    KeptAssessment { id: AssessmentId(id), as_of: Timestamp(0), window, mentions: 0, findings }
}

fn share(key: &str, value: f64, n: u64) -> Finding {
    finding(key, value, Unit::Share, crate::statistics::wilson((value * n as f64) as u64, n), n)
}

fn finding(key: &str, value: f64, unit: Unit, interval: Option<Interval>, n: u64) -> Finding {
    Finding {
        key: FindingKey(key.to_owned()),
        quadrant: Quadrant::Brand,
        aspect: Aspect::Topics,
        subject: None,
        subject_name: String::new(),
        says: format!("The {key} is {value}."),
        figure: Figure {
            value,
            unit,
            interval,
            raw: None,
            n,
            formula: "by hand".to_owned(),
            query: String::new(),
        },
        scatter: matches!(unit, Unit::Posts).then_some(4.0),
        examples: Vec::new(),
    }
}

fn ways(changed: &[Changed]) -> Vec<(&str, Way)> {
    changed.iter().map(|changed| (changed.key.0.as_str(), changed.way)).collect()
}

#[test]
fn the_same_assessment_twice_did_not_change() {
    let old = kept(AssessmentId(1), &sample());
    let new = kept(AssessmentId(2), &sample());
    assert_eq!(differ(&old, &new), Vec::new());
    let said = since(&old, &[]).replace('\u{a0}', " ");
    assert_eq!(said, "Since 22 Nov 2026: no finding changed significantly.");
}

#[test]
fn each_unit_has_its_test() {
    let net = |value, half| {
        let interval = Some(Interval { low: value - half, high: value + half, level: 0.95 });
        finding("net", value, Unit::Index, interval, 500)
    };
    let wait = |value: f64| {
        let interval = Some(Interval { low: value / 1.2, high: value * 1.2, level: 0.95 });
        finding("wait", value, Unit::Seconds, interval, 80)
    };
    let posts = |value| finding("posts", value, Unit::Posts, None, value as u64);
    let old = vec![share("share", 0.30, 1_000), net(0.1, 0.05), wait(3_600.0), posts(900.0)];
    let same = vec![share("share", 0.31, 1_000), net(0.12, 0.05), wait(3_700.0), posts(960.0)];
    assert_eq!(differ(&at(1, old.clone()), &at(2, same)), Vec::new());
    let new = vec![share("share", 0.40, 1_000), net(-0.2, 0.05), wait(9_000.0), posts(1_500.0)];
    let changed = differ(&at(1, old), &at(2, new));
    let mut found = ways(&changed);
    found.sort_unstable_by_key(|(key, _)| *key);
    let expected =
        [("net", Way::Fell), ("posts", Way::Rose), ("share", Way::Rose), ("wait", Way::Rose)];
    assert_eq!(found, expected);
    assert!(changed.iter().all(|changed| changed.p.is_some_and(|p| p <= RATE)));
}

#[test]
fn counts_over_unlike_stretches_are_compared_by_the_day() {
    let posts = |value| vec![finding("posts", value, Unit::Posts, None, value as u64)];
    let old = at(1, posts(900.0));
    let mut new = at(2, posts(1_800.0));
    new.window.until = Timestamp(180 * Timestamp::DAY_SECS);
    assert_eq!(differ(&old, &new), Vec::new());
    new.findings = posts(4_000.0);
    let changed = differ(&old, &new);
    let says = changed.first().unwrap().says.clone();
    assert_eq!(says, "The posts is 4000; that is 22.2 a day, and was 10.0.");
}

#[test]
fn new_and_gone_are_said_and_counted() {
    let old = at(1, vec![share("a", 0.3, 1_000), share("b", 0.2, 1_000)]);
    let new = at(2, vec![share("a", 0.5, 1_000), share("c", 0.2, 1_000)]);
    let changed = differ(&old, &new);
    assert_eq!(ways(&changed), [("a", Way::Rose), ("c", Way::New), ("b", Way::Gone)]);
    let said = since(&old, &changed).replace('\u{a0}', " ");
    assert_eq!(said, "Since 1 Jan 1970: 1 finding changed significantly, 1 is new, 1 is gone.");
}

#[test]
fn few_posts_and_other_units_are_not_compared() {
    let old = at(1, vec![share("a", 0.0, 9), finding("b", 1.0, Unit::Posts, None, 100)]);
    let new = at(2, vec![share("a", 1.0, 9), finding("b", 0.9, Unit::Index, None, 100)]);
    assert_eq!(differ(&old, &new), Vec::new());
}

/// 200 shares that did not change, drawn anew: under the null the false discovery rate is the chance of any discovery.
#[test]
fn chance_alone_is_seldom_called_a_change() {
    let mut state = 88_172_645_463_325_252_u64;
    let mut draw = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 11) as f64 / (1_u64 << 53) as f64
    };
    let (runs, shares, n) = (300, 20, 400_u64);
    let mut alarms = 0;
    for _ in 0..runs {
        let mut drawn = |id| {
            let list = (0..shares).map(|key| {
                let part = (0..n).filter(|_| draw() < 0.3).count() as f64;
                share(&key.to_string(), part / n as f64, n)
            });
            at(id, list.collect())
        };
        let (old, new) = (drawn(1), drawn(2));
        alarms += usize::from(!differ(&old, &new).is_empty());
    }
    // 5 % of 300 is 15, with a standard deviation of 3.8.
    assert!(alarms <= 27, "{alarms} of {runs}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn looking_back_turns_the_ways_round(a in 0.05_f64..0.95, b in 0.05_f64..0.95) {
        let (old, new) = (at(1, vec![share("a", a, 700)]), at(2, vec![share("a", b, 700)]));
        let (there, back) = (differ(&old, &new), differ(&new, &old));
        prop_assert!(there.len() == back.len());
        for (one, other) in there.iter().zip(&back) {
            prop_assert!(one.way != other.way);
        }
    }
}
