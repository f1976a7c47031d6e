//! The column names of the exports that are known, and the generic ones that most files use.

use crate::field::Field;

pub(crate) mod brandwatch;
pub(crate) mod generic;
pub(crate) mod meltwater;
pub(crate) mod talkwalker;

/// Names for a field, folded, separated by spaces, the preferred one first.
pub(crate) type Names = &'static [(Field, &'static str)];

/// A known export.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Vendor {
    pub(crate) layout: super::layout::LayoutName,
    /// Folded names of which at least two occur in its files and in no others'.
    pub(crate) signs: &'static [&'static str],
    pub(crate) names: Names,
}

/// Every known export.
pub(crate) const VENDORS: [Vendor; 3] = [meltwater::VENDOR, brandwatch::VENDOR, talkwalker::VENDOR];
