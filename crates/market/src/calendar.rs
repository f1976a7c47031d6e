//! When the market speaks: days in the workspace's zone, hours of the day, and the planted events.

use model::{Day, Timestamp, Window, Zone};

use crate::dice::Dice;
use crate::scale::Scale;
use crate::topic::Topic;
use crate::who::Who;

/// The zone of the market's workspace.
pub(crate) const ZONE: &str = "Europe/Berlin";

/// Who may speak first: everybody who is watched, strangers with other things in mind, and staff.
pub(crate) const STREAMS: usize = Who::ALL.len() + 2;
/// The stream of posts about nothing watched.
pub(crate) const NOISE: usize = Who::ALL.len();
/// The stream of staff.
pub(crate) const STAFF: usize = Who::ALL.len() + 1;

/// How much each stream says on an ordinary day, relative to the others.
const BASE: [f64; STREAMS] = [0.355, 0.185, 0.12, 0.075, 0.055, 0.145, 0.03, 0.035];

/// Local hours, how lively each is.
const HOURS: [f64; 24] = [
    0.45, 0.28, 0.18, 0.14, 0.16, 0.32, 0.75, 1.15, 1.3, 1.25, 1.2, 1.2, 1.35, 1.25, 1.15, 1.15,
    1.25, 1.4, 1.5, 1.65, 1.8, 1.75, 1.35, 0.85,
];
/// Monday to Sunday.
const WEEKDAYS: [f64; 7] = [1.05, 1.04, 1.02, 1.0, 0.95, 0.92, 1.02];

/// Volume of the brand on the days from the failure on, as a multiple of its habit.
const FAILURE: [f64; 8] = [2.6, 5.2, 4.3, 3.1, 2.3, 1.4, 1.25, 1.1];
/// The same for the launch.
const LAUNCH: [f64; 4] = [3.4, 2.4, 1.6, 1.2];

/// A stretch of an hour in which a number of posts is to be said.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hour {
    pub(crate) start: i64,
    pub(crate) secs: i64,
    pub(crate) day: u32,
    pub(crate) budget: u64,
}

/// The days of a market with their events.
#[derive(Debug, Clone)]
pub(crate) struct Calendar {
    pub(crate) window: Window,
    pub(crate) first: Day,
    pub(crate) days: u32,
    pub(crate) hours: Vec<Hour>,
    starts: Vec<i64>,
}

impl Calendar {
    /// Lays out the days that end at `scale.until` and spreads the posts over their hours.
    pub(crate) fn new(scale: &Scale, dice: &mut Dice) -> Self {
        let zone = Zone::named(ZONE).unwrap_or_else(|_| Zone::utc());
        let last = zone.day(scale.until.plus_secs(-1));
        let days = scale.days.max(1);
        let first = Day(last.0 - days as i32 + 1);
        let starts: Vec<i64> =
            (0..=days).map(|day| zone.start_of(Day(first.0 + day as i32)).0).collect();
        let since = starts.first().copied().unwrap_or_default();
        let window = Window { since: Timestamp(since), until: scale.until };
        let mut calendar = Self { window, first, days, hours: Vec::new(), starts };
        calendar.spread(scale.posts, &zone, dice);
        calendar
    }

    fn spread(&mut self, posts: u64, zone: &Zone, dice: &mut Dice) {
        let mut weights = Vec::new();
        for day in 0..self.days {
            let start = self.start(day);
            let end = self.start(day + 1).min(self.window.until.0);
            let weekday = Day(self.first.0 + day as i32).weekday();
            let mood = WEEKDAYS.get(usize::from(weekday)).copied().unwrap_or(1.0)
                * dice.log_normal(1.0, 0.06);
            let mut at = start;
            while at < end {
                let secs = (end - at).min(3600);
                let local = usize::from(zone.hour(Timestamp(at)));
                let lively = HOURS.get(local).copied().unwrap_or(1.0) * dice.log_normal(1.0, 0.12);
                let said: f64 = self.streams(day).iter().sum();
                let lost = if self.in_gap(Timestamp(at)) { 1.0 - GAP_SHARE } else { 1.0 };
                weights.push(mood * lively * said * lost * secs as f64 / 3600.0);
                self.hours.push(Hour { start: at, secs, day, budget: 0 });
                at += secs;
            }
        }
        let total: f64 = weights.iter().sum();
        let (mut sum, mut given) = (0.0, 0);
        for (hour, weight) in self.hours.iter_mut().zip(weights) {
            sum += weight;
            let upto = (posts as f64 * (sum / total)).round() as u64;
            hour.budget = upto - given;
            given = upto;
        }
    }

    /// The local day with this number.
    pub(crate) fn day(&self, number: u32) -> Day {
        Day(self.first.0 + number as i32)
    }

    /// The number of the day on which `at` lies; the last one for what comes after.
    pub(crate) fn number_of(&self, at: Timestamp) -> u32 {
        let after = self.starts.partition_point(|start| *start <= at.0);
        (after.max(1) as u32 - 1).min(self.days - 1)
    }

    fn start(&self, day: u32) -> i64 {
        self.starts.get(day as usize).copied().unwrap_or(self.window.until.0)
    }

    /// How much each stream says on a day.
    pub(crate) fn streams(&self, day: u32) -> [f64; STREAMS] {
        let mut streams = BASE;
        let [brand, rival, ..] = &mut streams;
        *brand *= self.multiple(day, FAILURE_DAY, &FAILURE);
        *brand *= self.multiple(day, LAUNCH_DAY, &LAUNCH);
        *rival *= 1.0 + 1.4 * self.rise(day);
        if self.day(day).weekday() >= 5
            && let Some(staff) = streams.get_mut(STAFF)
        {
            *staff *= 0.1;
        }
        streams
    }

    /// The event that a post about `who` is about on this day, if it is about one.
    pub(crate) fn event(&self, who: Who, day: u32, dice: &mut Dice) -> Option<Topic> {
        let share = |multiple: f64| 0.95 * (1.0 - 1.0 / multiple);
        match who {
            Who::Brand => {
                let failure = self.multiple(day, FAILURE_DAY, &FAILURE);
                let launch = self.multiple(day, LAUNCH_DAY, &LAUNCH);
                let lingers =
                    |from: u32| day > self.scaled(from) && is_remembered(day - self.scaled(from));
                if dice.chance(share(failure)) || (lingers(FAILURE_DAY) && dice.chance(0.04)) {
                    Some(Topic::Failure)
                } else if dice.chance(share(launch)) || (lingers(LAUNCH_DAY) && dice.chance(0.06)) {
                    Some(Topic::Launch)
                } else {
                    None
                }
            }
            Who::RivalA => dice.chance(0.34 * self.rise(day).sqrt()).then_some(Topic::Rise),
            _ => None,
        }
    }

    /// How far the rival's rise has come: 0 before it, 1 on the last day.
    pub(crate) fn rise(&self, day: u32) -> f64 {
        let from = self.scaled(RISE_DAY);
        let left = self.days.saturating_sub(from + 1).max(1);
        f64::from(day.saturating_sub(from)) / f64::from(left)
    }

    fn multiple(&self, day: u32, from: u32, multiples: &[f64]) -> f64 {
        let since = day.checked_sub(self.scaled(from));
        since.and_then(|place| multiples.get(place as usize)).copied().unwrap_or(1.0)
    }

    /// A day of the 90-day script on this calendar.
    pub(crate) fn scaled(&self, day: u32) -> u32 {
        day * self.days / 90
    }

    /// What one network did not deliver.
    pub(crate) fn gap(&self) -> Window {
        let from = self.scaled(GAP_DAY);
        let until = (from + 2).min(self.days);
        Window { since: Timestamp(self.start(from)), until: Timestamp(self.start(until)) }
    }

    /// Whether a moment lies in the gap.
    pub(crate) fn in_gap(&self, at: Timestamp) -> bool {
        self.gap().contains(at)
    }
}

/// Whether people still talk of an event so many days later.
const fn is_remembered(days_after: u32) -> bool {
    days_after < 30
}

/// First day of the product failure (the days count from 0).
pub(crate) const FAILURE_DAY: u32 = 34;
/// Day of the launch.
pub(crate) const LAUNCH_DAY: u32 = 60;
/// Day from which the rival rises.
pub(crate) const RISE_DAY: u32 = 70;
/// First of the two days without Bluesky.
const GAP_DAY: u32 = 20;
/// Bluesky's share of what is said.
const GAP_SHARE: f64 = 0.13;
