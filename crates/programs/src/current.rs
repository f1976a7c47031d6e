//! Of everything that was ever entered, what counts now: the point entered last for each period, and sums since the start.

use std::collections::BTreeMap;

use model::{Day, Kpi, KpiPoint, Shape};

/// The current points, in order of their periods: of several that begin on the same day the one entered last (so a week counted whole
/// replaces the same week counted half), and of those entered at the same moment the one that stands last. Points before the
/// measure's first day are left out.
pub fn current(kpi: &Kpi, points: &[KpiPoint]) -> Vec<KpiPoint> {
    let mut latest: BTreeMap<Day, &KpiPoint> = BTreeMap::new();
    for point in points.iter().filter(|point| point.to >= kpi.since && point.value.is_finite()) {
        let kept = latest.entry(point.from).or_insert(point);
        if point.entered_at >= kept.entered_at {
            *kept = point;
        }
    }
    latest.into_values().cloned().collect()
}

/// Where the measure stands after each of its current points: for sums the baseline and everything since, for levels the point
/// itself. The last day of the period and the value.
pub fn standing(kpi: &Kpi, current: &[KpiPoint]) -> Vec<(Day, f64)> {
    let mut sum = kpi.baseline.unwrap_or_default();
    current
        .iter()
        .map(|point| match kpi.shape {
            Shape::Level => (point.to, point.value),
            Shape::Sum => {
                sum += point.value;
                (point.to, sum)
            }
        })
        .collect()
}

/// Where the target's line is on `day`: straight from the baseline on the first day to the target on its day; flat outside. `None`
/// without a target or a day for it.
pub fn target_line(kpi: &Kpi, day: Day) -> Option<f64> {
    let (target, by) = (kpi.target?, kpi.by?);
    let from = kpi.baseline.unwrap_or_default();
    let whole = f64::from(by.0.saturating_sub(kpi.since.0)).max(1.0);
    let way = (f64::from(day.0.saturating_sub(kpi.since.0)) / whole).clamp(0.0, 1.0);
    Some(from + (target - from) * way)
}

#[cfg(test)]
pub(crate) mod tests {
    use model::{KpiId, Measure, Timestamp};

    use super::*;

    /// A sum of positive feedbacks towards 1,000 in 365 days.
    pub fn kpi(shape: Shape) -> Kpi {
        Kpi {
            shape,
            target: Some(1_000.0),
            by: Some(Day(20_365)),
            ..Kpi::weekly(
                KpiId(1),
                "Positive public feedbacks",
                Measure::PositiveFeedback,
                Day(20_000),
            )
        }
    }

    /// A point for the week that begins `week` weeks after the first day.
    pub fn week(week: i32, value: f64, entered_at: i64) -> KpiPoint {
        let from = Day(20_000 + 7 * week);
        KpiPoint {
            from,
            to: Day(from.0 + 6),
            value,
            interval: None,
            n: 0,
            source: String::new(),
            member: None,
            entered_at: Timestamp(entered_at),
        }
    }

    #[test]
    fn the_latest_entered_wins_and_the_history_stays() {
        let points = [week(1, 20.0, 5), week(0, 10.0, 9), week(0, 12.0, 3), week(-9, 99.0, 9)];
        let now = current(&kpi(Shape::Sum), &points);
        assert_eq!(now.iter().map(|p| p.value).collect::<Vec<_>>(), [10.0, 20.0]);
        let sums = standing(&kpi(Shape::Sum), &now);
        assert_eq!(sums, [(Day(20_006), 10.0), (Day(20_013), 30.0)]);
        let levels = standing(&kpi(Shape::Level), &now);
        assert_eq!(levels.last(), Some(&(Day(20_013), 20.0)));
    }

    #[test]
    fn the_targets_line_is_straight() {
        let kpi = kpi(Shape::Sum);
        assert_eq!(target_line(&kpi, Day(20_000)), Some(0.0));
        assert_eq!(target_line(&kpi, Day(20_073)), Some(200.0));
        assert_eq!(target_line(&kpi, Day(30_000)), Some(1_000.0));
    }
}
