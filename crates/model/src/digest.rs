//! Digests: what is sent by e-mail in which rhythm, and to whom it goes unless they say otherwise.

use serde::{Deserialize, Serialize};

use crate::network::words_enum;
use crate::{Day, Rhythm, Role, Timestamp, Zone};

words_enum!(
    /// What a digest is made of. Each reader can leave each category for itself, with one click.
    DigestCategory {
        /// What waits for an answer, every working day.
        Waiting = "waiting",
        /// What moved since last week by more than chance.
        Moves = "moves",
        /// How the measures of the strategy are going, every week.
        Measures = "measures",
        /// The quarter on one page.
        Quarter = "quarter",
    }
);

impl DigestCategory {
    /// The rhythm in which it is sent.
    pub const fn rhythm(self) -> Rhythm {
        match self {
            Self::Waiting => Rhythm::Daily,
            Self::Moves | Self::Measures => Rhythm::Weekly,
            Self::Quarter => Rhythm::Quarterly,
        }
    }

    /// Whether somebody in `role` is sent it until they leave it.
    pub const fn is_for(self, role: Role) -> bool {
        match (self, role) {
            (_, Role::Visitor) => false,
            (Self::Waiting, role) => matches!(role, Role::Manager | Role::Contributor),
            (Self::Moves, role) => {
                matches!(role, Role::Admin | Role::Analyst | Role::Manager)
            }
            (Self::Measures, role) => !matches!(role, Role::Contributor | Role::Executive),
            (Self::Quarter, role) => {
                matches!(role, Role::Admin | Role::Executive | Role::Manager | Role::Guest)
            }
        }
    }
}

/// First and last hour after the due hour in which a digest still goes out; later it is left out.
const DAILY_HOURS: i64 = 10;
const WEEKLY_HOURS: i64 = 3 * 24;
const QUARTERLY_HOURS: i64 = 14 * 24;

/// The day for which a digest of `rhythm` is due at `now`, sent from `hour` (0–23) on in `zone`: each working day,
/// Mondays, the first day of a quarter. A server that was off sends what is not yet stale; `None`: nothing is due.
pub fn digest_due(rhythm: Rhythm, now: Timestamp, zone: &Zone, hour: u8) -> Option<Day> {
    let today = zone.day(now);
    let (back, hours) = match rhythm {
        Rhythm::Daily => (0, DAILY_HOURS),
        Rhythm::Weekly => (6, WEEKLY_HOURS),
        Rhythm::Quarterly => (20, QUARTERLY_HOURS),
    };
    let opens = |day: Day| match rhythm {
        Rhythm::Daily => day.weekday() < 5,
        Rhythm::Weekly => day.weekday() == 0,
        Rhythm::Quarterly => matches!(day.ymd(), (_, 1 | 4 | 7 | 10, 1)),
    };
    let day = (today.0 - back..=today.0).rev().map(Day).find(|day| opens(*day))?;
    let due = zone.start_of(day).plus_secs(i64::from(hour.min(23)) * 3_600);
    (due <= now && now < due.plus_secs(hours * 3_600)).then_some(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse::<jiff::Timestamp>().unwrap().into()
    }

    fn due(rhythm: Rhythm, text: &str) -> Option<String> {
        let berlin = Zone::named("Europe/Berlin").unwrap();
        digest_due(rhythm, at(text), &berlin, 7).map(|day| day.to_string())
    }

    #[test]
    fn days_weeks_and_quarters_are_those_of_the_zone() {
        // Friday, 27 November 2026; 06:30 in UTC is 07:30 in Berlin.
        assert_eq!(due(Rhythm::Daily, "2026-11-27T06:30:00Z").as_deref(), Some("2026-11-27"));
        assert_eq!(due(Rhythm::Daily, "2026-11-27T05:30:00Z"), None);
        assert_eq!(due(Rhythm::Daily, "2026-11-27T17:30:00Z"), None);
        assert_eq!(due(Rhythm::Daily, "2026-11-28T09:00:00Z"), None);
        assert_eq!(due(Rhythm::Weekly, "2026-11-23T06:00:00Z").as_deref(), Some("2026-11-23"));
        assert_eq!(due(Rhythm::Weekly, "2026-11-25T09:00:00Z").as_deref(), Some("2026-11-23"));
        assert_eq!(due(Rhythm::Weekly, "2026-11-27T09:00:00Z"), None);
        assert_eq!(due(Rhythm::Quarterly, "2026-10-09T09:00:00Z").as_deref(), Some("2026-10-01"));
        assert_eq!(due(Rhythm::Quarterly, "2026-11-27T09:00:00Z"), None);
    }

    #[test]
    fn nobody_is_sent_what_their_role_may_not_read() {
        for category in DigestCategory::ALL {
            assert!(!category.is_for(Role::Visitor));
        }
        assert!(!DigestCategory::Waiting.is_for(Role::Guest));
        assert!(!DigestCategory::Moves.is_for(Role::Guest));
    }
}
