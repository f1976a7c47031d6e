//! The periods of a measure: days, weeks from Monday to Sunday, calendar quarters.

use model::{Day, Rhythm};

/// A stretch of days that one point counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Period {
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// Whether all of it has passed. One that has not is counted up to yesterday, for sums only.
    pub whole: bool,
}

/// The period of `rhythm` in which `day` lies, whole.
pub fn period_of(rhythm: Rhythm, day: Day) -> Period {
    let (from, to) = match rhythm {
        Rhythm::Daily => (day, day),
        Rhythm::Weekly => {
            let monday = Day(day.0 - i32::from(day.weekday()));
            (monday, Day(monday.0 + 6))
        }
        Rhythm::Quarterly => quarter(day),
    };
    Period { from, to, whole: true }
}

/// First and last day of the calendar quarter.
fn quarter(day: Day) -> (Day, Day) {
    let first_of = |day: Day, months: i8| {
        let mut first = Day(day.0 - i32::from(day.ymd().2) + 1);
        for _ in 0..months {
            let into_next = Day(first.0 + 31);
            first = Day(into_next.0 - i32::from(into_next.ymd().2) + 1);
        }
        first
    };
    let into = (day.ymd().1 - 1) % 3;
    let mut from = first_of(day, 0);
    for _ in 0..into {
        from = first_of(Day(from.0 - 1), 0);
    }
    (from, Day(first_of(from, 3).0 - 1))
}

/// The periods from `since` to the day before `today`, in order. The first begins on `since`, even within a week; the last may
/// not be whole.
pub fn periods(rhythm: Rhythm, since: Day, today: Day) -> Vec<Period> {
    let mut all = Vec::new();
    let mut from = since;
    while from < today {
        let Period { to, .. } = period_of(rhythm, from);
        let whole = to < today;
        all.push(Period { from, to: if whole { to } else { Day(today.0 - 1) }, whole });
        from = Day(to.0 + 1);
    }
    all
}
