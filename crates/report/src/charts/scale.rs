//! From values to places on the paper, and ticks at round numbers.

/// A linear scale.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    low: f64,
    high: f64,
    from: f64,
    to: f64,
}

impl Scale {
    /// `low` stands at `from` and `high` at `to`.
    pub fn new((low, high): (f64, f64), (from, to): (f64, f64)) -> Self {
        let high = if high > low { high } else { low + 1.0 };
        Self { low, high, from, to }
    }

    /// Where `value` stands; what lies outside stands at the nearer end.
    pub fn at(&self, value: f64) -> f64 {
        let value = if value.is_nan() { self.low } else { value.clamp(self.low, self.high) };
        self.from + (value - self.low) / (self.high - self.low) * (self.to - self.from)
    }
}

/// Ticks at multiples of 1, 2 or 5 times a power of ten, about `wanted` of them, so that the first is at or below
/// `low` and the last at or above `high`. With `whole` no tick lies between whole numbers.
pub fn ticks((low, high): (f64, f64), wanted: usize, whole: bool) -> Vec<f64> {
    let (low, high) = if low.is_finite() && high.is_finite() { (low, high) } else { (0.0, 1.0) };
    let high = if high > low { high } else { low + 1.0 };
    let rough = (high - low) / wanted.max(1) as f64;
    let power = 10f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0].iter().map(|m| m * power).find(|s| *s >= rough * 0.999);
    let step = step.unwrap_or(power * 10.0);
    let step = if whole { step.max(1.0) } else { step };
    let first = (low / step + 1e-9).floor() as i64;
    let last = (high / step - 1e-9).ceil() as i64;
    (first..=last).take(100).map(|place| place as f64 * step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ticks_are_round() {
        assert_eq!(ticks((0.0, 437.0), 4, true), [0.0, 200.0, 400.0, 600.0]);
        assert_eq!(ticks((0.0, 3.0), 4, true), [0.0, 1.0, 2.0, 3.0]);
        assert_eq!(ticks((0.0, 0.0), 4, true), [0.0, 1.0]);
        assert_eq!(ticks((-0.31, 0.2), 4, false), [-0.4, -0.2, 0.0, 0.2]);
    }

    proptest! {
        #[test]
        fn ticks_enclose_the_values_and_stay_few(low in -1e9..1e9f64, span in 1e-3..1e9f64, wanted in 2usize..8) {
            let found = ticks((low, low + span), wanted, false);
            prop_assert!(found.len() <= wanted + 3);
            let slack = span * 1e-3;
            prop_assert!(found.first().is_some_and(|t| *t <= low + slack));
            prop_assert!(found.last().is_some_and(|t| *t >= low + span - slack));
        }
    }
}
