//! Moments, days and time zones. The clock itself is never read here: a moment is always handed in.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A moment: whole seconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// Seconds in a day without a change of the clocks.
    pub const DAY_SECS: i64 = 86_400;

    /// `self` plus `secs` seconds, which may be negative; stops at the ends of `i64`.
    pub const fn plus_secs(self, secs: i64) -> Self {
        Self(self.0.saturating_add(secs))
    }

    fn to_jiff(self) -> jiff::Timestamp {
        let clamped =
            self.0.clamp(jiff::Timestamp::MIN.as_second(), jiff::Timestamp::MAX.as_second());
        jiff::Timestamp::from_second(clamped).unwrap_or_default()
    }
}

impl fmt::Display for Timestamp {
    /// RFC 3339 in UTC.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.to_jiff().fmt(f)
    }
}

impl From<jiff::Timestamp> for Timestamp {
    fn from(moment: jiff::Timestamp) -> Self {
        Self(moment.as_second())
    }
}

impl Serialize for Timestamp {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let moment: jiff::Timestamp = text.parse().map_err(serde::de::Error::custom)?;
        Ok(moment.into())
    }
}

/// A calendar day in the workspace's time zone: days since 1970-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Day(pub i32);

impl Day {
    fn date(self) -> jiff::civil::Date {
        use jiff::ToSpan;
        let epoch = jiff::civil::date(1970, 1, 1);
        epoch.checked_add(i64::from(self.0).days()).unwrap_or(epoch)
    }

    /// Year, month (1–12) and day of the month (1–31).
    pub fn ymd(self) -> (i16, i8, i8) {
        let date = self.date();
        (date.year(), date.month(), date.day())
    }

    /// 0 = Monday … 6 = Sunday.
    pub fn weekday(self) -> u8 {
        (self.0 + 3).rem_euclid(7) as u8
    }
}

impl fmt::Display for Day {
    /// ISO 8601: `2026-11-22`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.date().fmt(f)
    }
}

impl Serialize for Day {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let date: jiff::civil::Date = text.parse().map_err(serde::de::Error::custom)?;
        let zone = Zone::utc();
        let midnight = date.to_zoned(zone.0.clone()).map_err(serde::de::Error::custom)?;
        Ok(zone.day(midnight.timestamp().into()))
    }
}

/// A half-open stretch of time: `since <= t < until`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    /// First moment inside.
    pub since: Timestamp,
    /// First moment after.
    pub until: Timestamp,
}

impl Window {
    /// All time.
    pub const ALWAYS: Self = Self { since: Timestamp(i64::MIN), until: Timestamp(i64::MAX) };

    /// Whether `moment` lies inside.
    pub fn contains(&self, moment: Timestamp) -> bool {
        self.since <= moment && moment < self.until
    }
}

/// Why a time zone's name was refused.
#[derive(Debug, thiserror::Error)]
#[error(
    "`{name}` is no time zone of the IANA database; write for example `Europe/Berlin` or `UTC`"
)]
pub struct UnknownZone {
    name: String,
}

/// A time zone of the IANA database, for turning moments into the days and hours in which people live.
#[derive(Debug, Clone)]
pub struct Zone(jiff::tz::TimeZone);

impl Zone {
    /// Coordinated Universal Time.
    pub fn utc() -> Self {
        Self(jiff::tz::TimeZone::UTC)
    }

    /// The zone called `name` ("Europe/Berlin").
    pub fn named(name: &str) -> Result<Self, UnknownZone> {
        jiff::tz::TimeZone::get(name).map(Self).map_err(|_| UnknownZone { name: name.to_owned() })
    }

    /// The IANA name.
    pub fn name(&self) -> &str {
        self.0.iana_name().unwrap_or("UTC")
    }

    /// Seconds to add to UTC for the local clock at `moment`.
    pub fn offset_secs(&self, moment: Timestamp) -> i32 {
        self.0.to_offset(moment.to_jiff()).seconds()
    }

    /// The offsets that hold in `window`, each with the moment from which it holds, ascending: the first holds from
    /// the window's beginning. For turning many moments into days and hours without asking for each.
    pub fn offsets(&self, window: Window) -> Vec<(Timestamp, i32)> {
        let mut offsets = vec![(window.since, self.offset_secs(window.since))];
        for transition in self.0.following(window.since.to_jiff()) {
            let from = Timestamp::from(transition.timestamp());
            if from >= window.until {
                break;
            }
            offsets.push((from, transition.offset().seconds()));
        }
        offsets
    }

    /// The local calendar day of `moment`.
    pub fn day(&self, moment: Timestamp) -> Day {
        let local = moment.0.saturating_add(i64::from(self.offset_secs(moment)));
        Day(local.div_euclid(Timestamp::DAY_SECS) as i32)
    }

    /// The local hour (0–23) of `moment`.
    pub fn hour(&self, moment: Timestamp) -> u8 {
        let local = moment.0.saturating_add(i64::from(self.offset_secs(moment)));
        (local.rem_euclid(Timestamp::DAY_SECS) / 3600) as u8
    }

    /// The first moment of the local `day`.
    pub fn start_of(&self, day: Day) -> Timestamp {
        match day.date().to_zoned(self.0.clone()) {
            Ok(zoned) => zoned.timestamp().into(),
            Err(_) => Timestamp(i64::from(day.0) * Timestamp::DAY_SECS),
        }
    }

    /// The underlying zone, for parsing dates that name none.
    pub fn as_jiff(&self) -> &jiff::tz::TimeZone {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_hours_follow_the_zone_and_its_change_of_clocks() {
        let berlin = Zone::named("Europe/Berlin").unwrap();
        let late: jiff::Timestamp = "2026-03-28T23:30:00Z".parse().unwrap();
        let day = berlin.day(late.into());
        assert_eq!(day.to_string(), "2026-03-29");
        assert_eq!(day.weekday(), 6);
        assert_eq!(berlin.hour(late.into()), 0);
        let after: jiff::Timestamp = "2026-03-29T01:30:00Z".parse().unwrap();
        assert_eq!(berlin.hour(after.into()), 3);
        assert_eq!(berlin.start_of(day).to_string(), "2026-03-28T23:00:00Z");
        assert!(Zone::named("Mars/Olympus").is_err());
    }

    #[test]
    fn offsets_are_those_of_the_window_alone() {
        let berlin = Zone::named("Europe/Berlin").unwrap();
        let at = |text: &str| Timestamp::from(text.parse::<jiff::Timestamp>().unwrap());
        let window =
            Window { since: at("2026-01-01T00:00:00Z"), until: at("2026-10-25T01:00:00Z") };
        assert_eq!(
            berlin.offsets(window),
            [(window.since, 3_600), (at("2026-03-29T01:00:00Z"), 7_200)]
        );
        assert_eq!(Zone::utc().offsets(Window::ALWAYS), [(Timestamp(i64::MIN), 0)]);
    }

    #[test]
    fn days_survive_json() {
        let day = Day(20_000);
        let text = serde_json::to_string(&day).unwrap();
        assert_eq!(text, "\"2024-10-04\"");
        assert_eq!(serde_json::from_str::<Day>(&text).unwrap(), day);
    }
}
