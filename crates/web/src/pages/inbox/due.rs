//! When an answer is due: working hours counted in the workspace's time zone, Monday to Friday, nine to five.

use jiff::civil::Weekday;
use jiff::{SignedDuration, ToSpan, Zoned};
use model::{Timestamp, Zone};

const OPENS: i8 = 9;
const CLOSES: i8 = 17;

/// `hours` working hours after `from`.
pub fn after_working_hours(from: Timestamp, hours: u32, zone: &Zone) -> Timestamp {
    let start = jiff::Timestamp::from_second(from.0).unwrap_or_default();
    let due = walk(start.to_zoned(zone.as_jiff().clone()), hours);
    due.map_or(from.plus_secs(i64::from(hours) * 3_600), |due| {
        Timestamp(due.timestamp().as_second())
    })
}

fn walk(mut at: Zoned, hours: u32) -> Result<Zoned, jiff::Error> {
    let mut left = SignedDuration::from_hours(i64::from(hours));
    loop {
        let opens = at.with().time(jiff::civil::time(OPENS, 0, 0, 0)).build()?;
        let closes = at.with().time(jiff::civil::time(CLOSES, 0, 0, 0)).build()?;
        let works = !matches!(at.weekday(), Weekday::Saturday | Weekday::Sunday);
        let begin = if at < opens { opens.clone() } else { at.clone() };
        if works && begin < closes {
            let room = begin.duration_until(&closes);
            if left <= room {
                return begin.checked_add(left);
            }
            left -= room;
        }
        at = opens.checked_add(1.day())?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(from: &str, hours: u32, expected: &str) {
        let zone = Zone::named("Europe/Berlin").unwrap();
        let from: jiff::Timestamp = from.parse().unwrap();
        let due = after_working_hours(from.into(), hours, &zone);
        assert_eq!(due.to_string(), expected);
    }

    #[test]
    fn nights_and_weekends_do_not_count() {
        // Friday 16:00 in Berlin: one hour on Friday, seven on Monday.
        check("2026-11-20T15:00:00Z", 8, "2026-11-23T15:00:00Z");
        // Sunday: Monday from nine on.
        check("2026-11-22T12:00:00Z", 2, "2026-11-23T10:00:00Z");
        // Inside one day.
        check("2026-11-23T09:30:00Z", 2, "2026-11-23T11:30:00Z");
        // Over a change of the clocks (25 October 2026).
        check("2026-10-23T14:00:00Z", 2, "2026-10-26T09:00:00Z");
    }
}
