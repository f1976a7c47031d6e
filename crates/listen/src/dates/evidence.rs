//! Whether the day or the month comes first in a file's dates: decided by the rows that leave no choice.

use model::Zone;

use super::spelling::{self, Spelled};
use crate::options::DateOrder;

/// What the dates at the head of a file tell about their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Evidence {
    /// Dates that can only have the day first.
    pub(crate) day_first: u64,
    /// Dates that can only have the month first.
    pub(crate) month_first: u64,
    /// Dates that could be either.
    pub(crate) either: u64,
    /// The first of those, taken apart.
    pub(crate) example: Option<Spelled>,
}

impl Evidence {
    /// Takes one more date into account.
    pub(crate) fn add(&mut self, date: &str) {
        let Some(spelled) = spelling::read(date).filter(Spelled::is_ambiguous_kind) else { return };
        match (spelled.numbers[0].value, spelled.numbers[1].value) {
            (13..=31, 1..=12) => self.day_first += 1,
            (1..=12, 13..=31) => self.month_first += 1,
            (1..=12, 1..=12) => {
                self.either += 1;
                self.example.get_or_insert(spelled);
            }
            _ => {}
        }
    }

    /// The order that the dates show; `None` when they leave it open or have no such dates.
    pub(crate) fn order(&self) -> Option<DateOrder> {
        match (self.day_first, self.month_first) {
            (0, 0) => None,
            (day, month) if day > month => Some(DateOrder::Dmy),
            (day, month) if month > day => Some(DateOrder::Mdy),
            _ => None,
        }
    }

    /// Whether there are dates that only their order explains.
    pub(crate) fn matters(&self) -> bool {
        self.day_first + self.month_first + self.either > 0
    }
}

/// The order to take when nothing shows it: month first for `/` with AM/PM or in a zone of the United States, day
/// first otherwise.
pub(crate) fn usual_order(spelled: &Spelled, zone: &Zone) -> DateOrder {
    let slash = spelled.separator == b'/';
    if slash && (spelled.half_day || is_american(zone.name())) {
        DateOrder::Mdy
    } else {
        DateOrder::Dmy
    }
}

/// Whether the zone is one of the United States, where the month comes first.
fn is_american(zone: &str) -> bool {
    const CITIES: [&str; 12] = [
        "America/New_York",
        "America/Chicago",
        "America/Denver",
        "America/Los_Angeles",
        "America/Phoenix",
        "America/Anchorage",
        "America/Detroit",
        "America/Boise",
        "America/Juneau",
        "America/Adak",
        "Pacific/Honolulu",
        "America/Menominee",
    ];
    CITIES.contains(&zone)
        || ["US/", "America/Indiana", "America/Kentucky", "America/North_Dakota"]
            .iter()
            .any(|prefix| zone.starts_with(prefix))
}
