//! Every measure is defined, and periods and counts become the right points.

use model::{Day, Kpi, Timestamp};

use super::*;
use crate::current::tests::kpi;

#[test]
fn every_measure_says_what_it_counts() {
    for &measure in Measure::ALL {
        let said = definition(measure);
        assert_eq!(said.measure, measure);
        let texts = [said.title, said.formula, said.source, said.caution];
        assert!(texts.iter().all(|text| text.len() > 5), "{measure}");
    }
}

fn day(text: &str) -> Day {
    serde_json::from_str(&format!("\"{text}\"")).unwrap()
}

#[test]
fn periods_are_days_weeks_and_quarters() {
    let check = |rhythm, on: &str, from: &str, to: &str| {
        let period = period_of(rhythm, day(on));
        assert_eq!((period.from.to_string(), period.to.to_string()), (from.into(), to.into()));
    };
    check(Rhythm::Daily, "2026-02-28", "2026-02-28", "2026-02-28");
    check(Rhythm::Weekly, "2026-11-22", "2026-11-16", "2026-11-22");
    check(Rhythm::Quarterly, "2024-02-29", "2024-01-01", "2024-03-31");
    check(Rhythm::Quarterly, "2026-12-31", "2026-10-01", "2026-12-31");
    check(Rhythm::Quarterly, "2026-05-01", "2026-04-01", "2026-06-30");
}

#[test]
fn periods_follow_each_other_and_the_last_ends_yesterday() {
    for rhythm in [Rhythm::Daily, Rhythm::Weekly, Rhythm::Quarterly] {
        let all = periods(rhythm, Day(20_003), Day(20_200));
        assert_eq!(all.first().unwrap().from, Day(20_003));
        assert_eq!(all.last().unwrap().to, Day(20_199));
        assert!(all.windows(2).all(|pair| pair[0].to.0 + 1 == pair[1].from.0 && pair[0].whole));
    }
    assert!(periods(Rhythm::Weekly, Day(20_003), Day(20_003)).is_empty());
}

#[test]
fn a_count_becomes_a_point_and_no_number_becomes_none() {
    let period = Period { from: Day(1), to: Day(7), whole: true };
    let kpi = kpi(model::Shape::Sum);
    let measured = Measured::from((12, "brand:yes".to_owned()));
    let made = point(&kpi, period, &measured, Timestamp(5)).unwrap();
    assert_eq!((made.value, made.n, made.from, made.to), (12.0, 12, Day(1), Day(7)));
    assert_eq!(made.source, "brand:yes");
    assert!(
        point(&kpi, period, &Measured { value: f64::NAN, ..measured.clone() }, Timestamp(5))
            .is_none()
    );
    let share = Kpi { unit: Unit::Share, ..kpi };
    assert!(point(&share, period, &measured, Timestamp(5)).is_none());
}

#[test]
fn reach_counts_followers_and_rests_on_those_who_declare_them() {
    let measured = Measured::from((Reach { followers: 900, declared: 3 }, String::new()));
    assert_eq!((measured.value, measured.n), (900.0, 3));
}
