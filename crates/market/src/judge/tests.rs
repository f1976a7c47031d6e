//! What is close is called close, and what is far, far.

use model::assessment::ShareRow;
use model::{Figure, SubjectId, Timestamp, Unit};

use super::*;
use crate::market::Market;
use crate::scale::Scale;

fn truth() -> Truth {
    let mut market = Market::new(Scale::of(4_000, Timestamp(1_790_000_000)), 1);
    market.by_ref().for_each(drop);
    market.truth().clone()
}

fn empty(truth: &Truth) -> Assessment {
    Assessment {
        format: 1,
        workspace: String::new(),
        as_of: Timestamp(0),
        window: truth.window,
        time_zone: String::new(),
        basis: model::assessment::Basis::default(),
        quadrants: Vec::new(),
        voice: Vec::new(),
        recommendation: Vec::new(),
        comparisons: Vec::new(),
        spikes: Vec::new(),
        inside_outside: None,
        gaps: Vec::new(),
        classifier: model::Confusion {
            counts: [[1; 3]; 3],
            prior: [1.0 / 3.0; 3],
            worth: None,
            measured_on: String::new(),
        },
        act_errors: Vec::new(),
    }
}

#[test]
fn an_empty_assessment_is_close_in_nothing() {
    let truth = truth();
    let checks = judge(&truth, &empty(&truth));
    assert!(checks.len() > 30);
    let close: Vec<&str> = checks.iter().filter(|c| c.close).map(|c| c.what.as_str()).collect();
    assert_eq!(close, [""; 0]);
    assert!(checks.iter().all(|check| !check.how.is_empty() && !check.planted.is_empty()));
}

#[test]
fn share_of_voice_is_close_within_its_rule_and_not_beyond() {
    let truth = truth();
    let mentions = |who| truth.subject(who).unwrap().mentions as f64;
    let all: f64 = COMPETING.into_iter().map(mentions).sum();
    let mut found = empty(&truth);
    let mut check = |off: f64| {
        found.voice = vec![ShareRow {
            id: SubjectId(1),
            name: "Brambelo".to_owned(),
            quadrant: model::Quadrant::Brand,
            count: 1,
            share: Figure {
                value: mentions(Who::Brand) / all + off,
                unit: Unit::Share,
                interval: None,
                raw: None,
                n: 1,
                formula: String::new(),
                query: String::new(),
            },
            without_spam: None,
        }];
        let checks = judge(&truth, &found);
        checks.into_iter().find(|c| c.what == "share of voice, Brambelo").unwrap().close
    };
    assert!(check(0.014) && check(-0.014));
    assert!(!check(0.016));
}

#[test]
fn topics_are_recognised_by_whole_words_or_beginnings() {
    assert!(is_on("app, the app, update", Topic::App));
    assert!(!is_on("apple, happy", Topic::App));
    assert!(is_on("delivered, courier", Topic::Delivery));
    assert!(is_on("spare parts", Topic::Parts));
}
