//! The numbers under which enums are stored. They are written down here and not taken from the order in `model`,
//! because what is on disk must keep its meaning when somebody sorts an enum.

use model::gap::GapCause;
use model::{Act, Acts, Emotion, Kind, Quadrant, Side};

/// Turns a value into its number and back.
pub(crate) trait Code: Sized + Copy + 'static {
    /// Every value with its number. Numbers are never used again for something else.
    const CODES: &'static [(Self, i64)];
    /// For messages.
    const WHAT: &'static str;

    /// The number of `self`.
    fn code(self) -> i64;

    /// The value with this number.
    fn from_code(code: i64) -> Result<Self, sqlx::Error> {
        let found = Self::CODES.iter().find(|(_, number)| *number == code);
        found.map(|(value, _)| *value).ok_or_else(|| unreadable(Self::WHAT, code))
    }
}

pub(crate) fn unreadable(what: &str, found: impl std::fmt::Display) -> sqlx::Error {
    sqlx::Error::ColumnDecode { index: what.to_owned(), source: format!("found `{found}`").into() }
}

macro_rules! codes {
    ($name:ident, $what:literal, { $($variant:ident = $number:literal),+ $(,)? }) => {
        impl Code for $name {
            const CODES: &'static [(Self, i64)] = &[$((Self::$variant, $number)),+];
            const WHAT: &'static str = $what;

            fn code(self) -> i64 {
                match self { $(Self::$variant => $number),+ }
            }
        }
    };
}

codes!(Side, "side", { External = 0, Internal = 1 });
codes!(Kind, "kind", { Original = 0, Reply = 1, Repost = 2, Quote = 3, Article = 4, Review = 5 });
codes!(Quadrant, "quadrant", { Customers = 0, Brand = 1, Partners = 2, Competitors = 3 });
codes!(GapCause, "cause", {
    Disconnected = 0, RateLimited = 1, Refused = 2, ParseFailures = 3, Silence = 4,
});
codes!(Emotion, "emotion", {
    Joy = 0, Optimism = 1, Anger = 2, Disgust = 3, Sadness = 4, Fear = 5, Surprise = 6,
});
codes!(Act, "act", {
    Question = 1, Complaint = 2, Suggestion = 4, Praise = 8, RecommendationAsked = 16,
    RecommendationGiven = 32, PurchaseIntent = 64,
});

/// A set of acts as the sum of their numbers.
pub(crate) fn acts_code(acts: Acts) -> i64 {
    acts.iter().map(Code::code).sum()
}

/// The set with this sum.
pub(crate) fn acts_from_code(code: i64) -> Acts {
    let inside = |number: i64| code & number != 0;
    Act::CODES.iter().filter(|(_, number)| inside(*number)).map(|(act, _)| *act).collect()
}

/// A count as the database holds it; larger than `i64::MAX` is stored as that.
pub(crate) fn count(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

/// A count as the database held it; never negative.
pub(crate) fn uncount(value: i64) -> u64 {
    u64::try_from(value).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check<T: Code + PartialEq + std::fmt::Debug>(all: &[T]) {
        assert_eq!(T::CODES.len(), all.len());
        for value in all {
            assert_eq!(T::from_code(value.code()).unwrap(), *value);
        }
        assert!(T::from_code(1_000).is_err());
    }

    #[test]
    fn every_value_has_a_number_and_comes_back() {
        check(Side::ALL);
        check(Kind::ALL);
        check(Quadrant::ALL);
        check(GapCause::ALL);
        check(Emotion::ALL);
        check(Act::ALL);
        for bits in 0..128 {
            assert_eq!(acts_from_code(acts_code(Acts(bits))), Acts(bits));
        }
    }
}
