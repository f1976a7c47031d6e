//! Moments out of the many ways in which exports write them.

use jiff::civil;
use model::{Timestamp, Zone};

use crate::options::DateOrder;

pub(crate) mod evidence;
pub(crate) mod spelling;
pub(crate) mod zones;

use spelling::Spelled;

/// How many seconds after the import a date may lie: clocks differ, and so do zones.
const FUTURE_SECS: i64 = 2 * Timestamp::DAY_SECS;

/// Reads the dates of one file.
#[derive(Debug, Clone)]
pub(crate) struct Dates {
    zone: Zone,
    order: Option<DateOrder>,
    latest: Timestamp,
}

/// Why a date was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum DateError {
    #[error(
        "`{0}` is no date that can be read: write for example 2015-02-24T11:35:00-08:00 or 24 Feb 2015 11:35"
    )]
    Unreadable(String),
    #[error("`{0}` is no day of the calendar{1}")]
    NoSuchDay(String, &'static str),
    #[error("`{0}` lies before 1970: correct the date")]
    TooEarly(String),
    #[error(
        "`{0}` lies more than two days after the import: correct the date, or allow the future"
    )]
    TooLate(String),
}

impl Dates {
    pub(crate) fn new(
        zone: Zone,
        order: Option<DateOrder>,
        now: Timestamp,
        allow_future: bool,
    ) -> Self {
        let latest = if allow_future { Timestamp(i64::MAX) } else { now.plus_secs(FUTURE_SECS) };
        Self { zone, order, latest }
    }

    /// The moment that `date` names, with the time of day of `time` where `date` has none.
    pub(crate) fn read(&self, date: &str, time: &str) -> Result<Timestamp, DateError> {
        let moment = self.moment(date, time)?;
        if moment.0 < 0 {
            Err(DateError::TooEarly(shown(date)))
        } else if moment > self.latest {
            Err(DateError::TooLate(shown(date)))
        } else {
            Ok(moment)
        }
    }

    fn moment(&self, date: &str, time: &str) -> Result<Timestamp, DateError> {
        if let Some(moment) = rfc3339(date).or_else(|| epoch(date)) {
            return Ok(moment);
        }
        let unreadable = || DateError::Unreadable(shown(date));
        let mut spelled = spelling::read(date).ok_or_else(unreadable)?;
        if spelled.time.is_none() && !time.is_empty() {
            let apart = spelling::read_time(time)
                .ok_or_else(|| DateError::Unreadable(shown(&format!("{date} {time}"))))?;
            spelled.time = apart.time;
            spelled.offset_secs = spelled.offset_secs.or(apart.offset_secs);
        }
        let (civil, order) = self.civil(&spelled).ok_or_else(unreadable)?;
        let Some(civil) = civil else {
            let hint = match order {
                Some(DateOrder::Mdy) => {
                    ", read with the month first: is the day first? (`--date-order dmy`)"
                }
                Some(DateOrder::Dmy) => {
                    ", read with the day first: is the month first? (`--date-order mdy`)"
                }
                _ => "",
            };
            return Err(DateError::NoSuchDay(shown(date), hint));
        };
        let offset = match spelled.offset_secs {
            Some(secs) => jiff::tz::Offset::from_seconds(secs).ok().map(|o| o.to_timestamp(civil)),
            None => Some(self.zone.as_jiff().to_timestamp(civil)),
        };
        offset.and_then(Result::ok).map(Timestamp::from).ok_or_else(unreadable)
    }

    /// The day and time on the wall, and the order by which an ambiguous date was read; no day when there is none such.
    fn civil(&self, spelled: &Spelled) -> Option<(Option<civil::DateTime>, Option<DateOrder>)> {
        let used = spelled
            .is_ambiguous_kind()
            .then(|| self.order.unwrap_or_else(|| evidence::usual_order(spelled, &self.zone)));
        let (year, month, day) = spelled.ymd(used.unwrap_or(DateOrder::Ymd))?;
        let (hour, minute, second) = spelled.time.unwrap_or((0, 0, 0));
        let civil = civil::DateTime::new(year, month, day, hour, minute, second, 0).ok();
        Some((civil, used))
    }
}

/// The strict form that most machines write, read by the library's fast parser.
fn rfc3339(text: &str) -> Option<Timestamp> {
    let bytes = text.as_bytes();
    let strict = bytes.len() >= 20 && bytes.get(4) == Some(&b'-') && bytes.get(10) == Some(&b'T');
    if !strict {
        return None;
    }
    text.parse::<jiff::Timestamp>()
        .ok()
        .map(|moment| Timestamp(moment.as_millisecond().div_euclid(1000)))
}

/// Seconds, milliseconds, microseconds or nanoseconds since 1970, told apart by their number of digits.
fn epoch(text: &str) -> Option<Timestamp> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if !digits(whole) || !digits(fraction) {
        return None;
    }
    let number: i64 = whole.parse().ok()?;
    match whole.len() {
        9..=11 => Some(Timestamp(number)),
        12 | 13 => Some(Timestamp(number / 1_000)),
        15 | 16 => Some(Timestamp(number / 1_000_000)),
        18 | 19 => Some(Timestamp(number / 1_000_000_000)),
        _ => None,
    }
}

/// A value for a message: not too long, no control characters.
pub(crate) fn shown(value: &str) -> String {
    let mut short: String =
        value.chars().map(|c| if c.is_control() { ' ' } else { c }).take(60).collect();
    if value.chars().nth(60).is_some() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests;
