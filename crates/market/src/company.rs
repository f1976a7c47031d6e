//! What the demo's company makes of its market: its strategy in words, arguments against each field of the SWOT, and
//! what its programs cost and bring.

use model::SwotKind;

/// The strategy as `waggle strategy import` reads it, without SWOT, the goal's numbers and its day.
pub const STRATEGY: &str = include_str!("../texts/strategy.toml");

/// The strongest argument that somebody of the team has against a sentence of this field.
pub const fn counter(kind: SwotKind) -> &'static str {
    match kind {
        SwotKind::Strength => {
            "Those who are content with it like to write; whoever is not may simply have bought another bike."
        }
        SwotKind::Weakness => {
            "Okkervik sells half as many of these, and fewer people have had time to be disappointed."
        }
        SwotKind::Opportunity => {
            "Some of these questions are answered in the manual; answering them all may teach people not to look there."
        }
        SwotKind::Threat => "A winter trial is weather: the talk about it may be gone in March.",
    }
}

/// A note of the kind that revenue is: typed in by hand, 13 weeks, in euros.
pub const REVENUE: [f64; 13] = [
    212_400.0, 207_900.0, 221_300.0, 218_600.0, 224_100.0, 201_700.0, 196_200.0, 209_800.0,
    238_500.0, 247_200.0, 241_900.0, 236_300.0, 243_700.0,
];
