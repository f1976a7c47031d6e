//! The traffic light of a measure: a stated rule over its forecast, and the sentence that says it.

use model::{Day, Interval, Kpi, Unit, dates, numbers};

use crate::forecast::Forecast;

/// The rule, as it is printed beside every light.
pub const RULE: &str = "Green: the whole 95 % interval of the forecast reaches the target. Amber: the target lies inside it. Red: the whole \
     interval falls short. Grey: too early to say, or no goal.";

/// How a measure stands to its goal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    /// The goal will be reached.
    Green,
    /// It may be reached.
    Amber,
    /// It will be missed if nothing changes.
    Red,
    /// Nothing can be said.
    Grey,
}

impl Colour {
    /// The word for it, for classes and files.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Green => "green",
            Self::Amber => "amber",
            Self::Red => "red",
            Self::Grey => "grey",
        }
    }
}

/// A light with its sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Light {
    /// Its colour.
    pub colour: Colour,
    /// What it says, in a few words ("On the way").
    pub word: &'static str,
    /// Why.
    pub why: String,
}

/// The light of `kpi` by [`RULE`]. Where less is better, "reaches" means "falls to".
pub fn light(kpi: &Kpi, forecast: &Forecast) -> Light {
    let target = kpi.target.unwrap_or_default();
    match forecast {
        Forecast::NoGoal => Light {
            colour: Colour::Grey,
            word: "No goal",
            why: "This measure has no target and day; it is only watched.".to_owned(),
        },
        Forecast::TooEarly { points, needed } => Light {
            colour: Colour::Grey,
            word: "Too early to say",
            why: format!("There are {points} points; a forecast takes {needed}."),
        },
        Forecast::Over { on, value } => over(kpi, target, *value, *on),
        Forecast::Ahead(ahead) => coming(kpi, target, ahead.interval, ahead.on),
    }
}

fn over(kpi: &Kpi, target: f64, value: f64, on: Day) -> Light {
    let reached = if kpi.up_is_good { value >= target } else { value <= target };
    let (colour, word) = if reached { (Colour::Green, "Reached") } else { (Colour::Red, "Missed") };
    let (on, value, target) = (dates::long(on), said(kpi, value), said(kpi, target));
    let why = format!("On {on} it stood at {value}; the target was {target}.");
    Light { colour, word, why }
}

fn coming(kpi: &Kpi, target: f64, interval: Interval, on: Day) -> Light {
    let Interval { low, high, .. } = interval;
    let all = if kpi.up_is_good { low >= target } else { high <= target };
    let none = if kpi.up_is_good { high < target } else { low > target };
    let (colour, word, how) = match (all, none) {
        (true, _) => (Colour::Green, "On the way", "all of it reaches"),
        (false, true) => (Colour::Red, "Falls short", "none of it reaches"),
        (false, false) => (Colour::Amber, "Open", "a part of it reaches"),
    };
    let (on, target) = (dates::long(on), said(kpi, target));
    let (low, high) = (said(kpi, low), said(kpi, high));
    let why = format!("Expected on {on}: {low} to {high} (95 %); {how} the target of {target}.");
    Light { colour, word, why }
}

/// A value of the measure as pages spell it.
fn said(kpi: &Kpi, value: f64) -> String {
    match kpi.unit {
        Unit::Number => short(value),
        unit => numbers::spell(value, unit, None),
    }
}

/// A number as short as it may be: whole from a hundred on, three decimals below ten.
pub(crate) fn short(value: f64) -> String {
    let text = match value.abs() {
        size if size >= 100.0 => format!("{value:.0}"),
        size if size >= 10.0 => format!("{value:.1}"),
        _ => format!("{value:.3}"),
    };
    let text =
        if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    if text == "-0" { "0".to_owned() } else { text.replace('-', "\u{2212}") }
}

#[cfg(test)]
mod tests {
    use model::Shape;

    use super::*;
    use crate::current::tests::{kpi, week};
    use crate::forecast::forecast;

    fn check(values: &[f64], up_is_good: bool, target: f64, colour: Colour) {
        let mut kpi = kpi(Shape::Sum);
        (kpi.target, kpi.up_is_good) = (Some(target), up_is_good);
        let points: Vec<_> = (0..).zip(values).map(|(i, v)| week(i, *v, 1)).collect();
        let seen = light(&kpi, &forecast(&kpi, &points, model::Day(20_100)));
        assert_eq!(seen.colour, colour, "{}", seen.why);
    }

    #[test]
    fn the_rule_is_the_printed_one() {
        let steady = [20.0, 21.0, 19.0, 20.0, 20.0, 21.0, 19.0, 20.0];
        check(&steady, true, 900.0, Colour::Green);
        check(&steady, true, 1_045.0, Colour::Amber);
        check(&steady, true, 1_500.0, Colour::Red);
        check(&steady, false, 1_500.0, Colour::Green);
        check(&steady, false, 900.0, Colour::Red);
        check(&[20.0; 3], true, 900.0, Colour::Grey);
    }

    #[test]
    fn numbers_are_short() {
        for (value, text) in [
            (1_234.5, "1234"),
            (12.34, "12.3"),
            (0.5, "0.5"),
            (-0.25, "\u{2212}0.25"),
            (-0.0001, "0"),
        ] {
            assert_eq!(short(value), text);
        }
    }
}
