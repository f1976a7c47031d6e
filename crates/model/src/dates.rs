//! How days and moments are spelt, in the workspace's time zone.

use crate::{Day, Timestamp, Window, Zone};

/// The months' short names, January first.
pub const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The weekdays' short names, Monday first.
pub const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// The zone of an assessment; UTC where its name is unknown to this machine.
pub fn zone(name: &str) -> Zone {
    Zone::named(name).unwrap_or_else(|_| Zone::utc())
}

/// `22 Nov`.
pub fn short(day: Day) -> String {
    let (_, month, date) = day.ymd();
    format!("{date}\u{a0}{}", month_name(month))
}

/// `22 Nov 2026`.
pub fn long(day: Day) -> String {
    let (year, ..) = day.ymd();
    format!("{}\u{a0}{year}", short(day))
}

/// `Sun 22 Nov 2026`.
pub fn with_weekday(day: Day) -> String {
    format!("{}\u{a0}{}", weekday(usize::from(day.weekday())), long(day))
}

/// `22 Nov 2026, 09:15`.
pub fn moment(at: Timestamp, zone: &Zone) -> String {
    let local = at.0.saturating_add(i64::from(zone.offset_secs(at)));
    let minutes = local.rem_euclid(Timestamp::DAY_SECS) / 60;
    format!("{}, {:02}:{:02}", long(zone.day(at)), minutes / 60, minutes % 60)
}

/// First and last day of a stretch, said as shortly as is clear: `12–14 Oct 2026`, `24 Aug – 21 Nov 2026`.
pub fn stretch(from: Day, to: Day) -> String {
    let ((year, month, date), (to_year, to_month, _)) = (from.ymd(), to.ymd());
    if from >= to {
        long(from)
    } else if (year, month) == (to_year, to_month) {
        format!("{date}–{}", long(to))
    } else if year == to_year {
        format!("{} – {}", short(from), long(to))
    } else {
        format!("{} – {}", long(from), long(to))
    }
}

/// First and last day that lie in `window`.
pub fn days(window: Window, zone: &Zone) -> (Day, Day) {
    let first = zone.day(window.since);
    (first, zone.day(window.until.plus_secs(-1)).max(first))
}

/// A month's short name; `month` counts from 1.
pub fn month_name(month: i8) -> &'static str {
    usize::try_from(month - 1).ok().and_then(|place| MONTHS.get(place)).copied().unwrap_or("")
}

/// A weekday's short name; 0 = Monday.
pub fn weekday(place: usize) -> &'static str {
    WEEKDAYS.get(place).copied().unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_say_no_more_than_is_needed() {
        let say = |from, to| stretch(Day(from), Day(to)).replace('\u{a0}', " ");
        assert_eq!(say(20_000, 20_000), "4 Oct 2024");
        assert_eq!(say(20_000, 20_002), "4–6 Oct 2024");
        assert_eq!(say(20_000, 20_040), "4 Oct – 13 Nov 2024");
        assert_eq!(say(20_000, 20_100), "4 Oct 2024 – 12 Jan 2025");
    }

    #[test]
    fn a_window_ends_on_the_day_before_its_end() {
        let window = Window { since: Timestamp(0), until: Timestamp(2 * Timestamp::DAY_SECS) };
        assert_eq!(days(window, &Zone::utc()), (Day(0), Day(1)));
        assert_eq!(moment(Timestamp(3_660), &Zone::utc()), "1\u{a0}Jan\u{a0}1970, 01:01");
    }
}
