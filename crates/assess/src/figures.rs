//! Figures of the usual sorts, each with its formula in words.

use model::{Figure, Interval, Unit};

use crate::intervals::{share, wilson};

/// A plain count: nothing was sampled, so it has no interval.
pub(crate) fn count(value: u64, unit: Unit, formula: &str, query: String) -> Figure {
    Figure {
        value: value as f64,
        unit,
        interval: None,
        raw: None,
        n: value,
        formula: formula.to_owned(),
        query,
    }
}

/// `part` of `whole` with Wilson's interval; absent for an empty whole.
pub(crate) fn share_of(part: u64, whole: u64, formula: &str, query: String) -> Option<Figure> {
    Some(Figure {
        value: share(part, whole)?,
        unit: Unit::Share,
        interval: wilson(part, whole),
        raw: None,
        n: whole,
        formula: format!("{formula} = {part} / {whole}; 95 % interval: Wilson (1927)"),
        query,
    })
}

/// The same where an absent share is shown as 0 of 0, for rows that must be there.
pub(crate) fn share_or_zero(part: u64, whole: u64, formula: &str, query: String) -> Figure {
    share_of(part, whole, formula, query.clone()).unwrap_or_else(|| Figure {
        value: 0.0,
        unit: Unit::Share,
        interval: Some(Interval { low: 0.0, high: 1.0, level: crate::intervals::LEVEL }),
        raw: None,
        n: 0,
        formula: format!("{formula}; nothing to divide by"),
        query,
    })
}
