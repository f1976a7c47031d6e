//! Local days and hours without asking the zone for each post: its offsets in the posts' time are looked up once.

use model::{Timestamp, Window, Zone};

/// Turns moments of one window into slots of local time.
#[derive(Debug)]
pub(crate) struct Calendar {
    /// From when which offset holds, ascending; the first holds from the beginning.
    offsets: Vec<(i64, i64)>,
    /// The stretch that the last moment fell in: since, until, offset.
    here: (i64, i64, i64),
    unit: i64,
    first: i64,
    slots: u64,
}

impl Calendar {
    /// Slots of `unit` seconds (an hour or a day) of local time, for moments in `window`.
    pub fn new(zone: &Zone, window: Window, unit: i64) -> Self {
        let offsets: Vec<_> = zone
            .offsets(window)
            .into_iter()
            .map(|(from, offset)| (from.0, i64::from(offset)))
            .collect();
        // The clocks may be set back just after the first moment or just before the last.
        let least = offsets.iter().map(|(_, offset)| *offset).min().unwrap_or(0);
        let most = offsets.iter().map(|(_, offset)| *offset).max().unwrap_or(0);
        let first = window.since.0.saturating_add(least).div_euclid(unit);
        let last = window.until.0.saturating_sub(1).saturating_add(most).div_euclid(unit);
        let slots = last.saturating_sub(first).saturating_add(1).max(0) as u64;
        Self { offsets, here: (0, 0, 0), unit, first, slots }
    }

    /// The slot that counts as 0, in units of local time since 1970-01-01T00:00.
    pub fn first(&self) -> i64 {
        self.first
    }

    /// How many slots the window spans.
    pub fn slots(&self) -> u64 {
        self.slots
    }

    /// The slot of a moment in seconds, from 0.
    #[inline]
    pub fn slot(&mut self, secs: i64) -> u64 {
        let (since, until, _) = self.here;
        if secs < since || secs >= until {
            self.here = self.find(secs);
        }
        let local = secs.saturating_add(self.here.2);
        // Both units as constants, so that dividing is multiplying.
        let slot = if self.unit == Timestamp::DAY_SECS {
            local.div_euclid(Timestamp::DAY_SECS)
        } else {
            local.div_euclid(3_600)
        };
        (slot - self.first) as u64
    }

    fn find(&self, secs: i64) -> (i64, i64, i64) {
        let next = self.offsets.partition_point(|(from, _)| *from <= secs).max(1);
        let until = self.offsets.get(next).map_or(i64::MAX, |(from, _)| *from);
        let (from, offset) = self.offsets.get(next - 1).copied().unwrap_or((0, 0));
        (if next == 1 { i64::MIN } else { from }, until, offset)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn slots_are_those_of_the_zone(
            zone in prop::sample::select(vec!["UTC", "Europe/Berlin", "America/Sao_Paulo", "Asia/Kathmandu", "Pacific/Apia", "Africa/Casablanca"]),
            moments in prop::collection::vec(-2_000_000_000i64..4_000_000_000, 1..40),
        ) {
            let zone = Zone::named(zone).unwrap();
            let since = Timestamp(*moments.iter().min().unwrap());
            let until = Timestamp(moments.iter().max().unwrap() + 1);
            let mut days = Calendar::new(&zone, Window { since, until }, Timestamp::DAY_SECS);
            let mut hours = Calendar::new(&zone, Window { since, until }, 3_600);
            for moment in moments {
                let slot = days.slot(moment);
                prop_assert!(slot < days.slots());
                let day = days.first() + slot as i64;
                prop_assert_eq!(day, i64::from(zone.day(Timestamp(moment)).0));
                let slot = hours.slot(moment);
                prop_assert!(slot < hours.slots());
                let hour = (hours.first() + slot as i64).rem_euclid(24);
                prop_assert_eq!(hour, i64::from(zone.hour(Timestamp(moment))));
            }
        }
    }
}
