//! What every section needs to know: the assessment, its zone, ids that are still free, and which formulas were used.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use model::assessment::{ShareRow, SubjectView};
use model::{Assessment, Quadrant, SubjectId, Zone};

use super::formula;
use crate::catalogue as say;
use crate::charts::GapMark;
use crate::clean;
use crate::dates;

/// The stage on which sections are set.
pub struct Scene<'a> {
    pub assessment: &'a Assessment,
    pub zone: Zone,
    /// The page on which a query's posts can be read, up to the query.
    search: Option<&'a str>,
    last_id: Cell<u32>,
    formulas: RefCell<BTreeMap<String, usize>>,
}

impl<'a> Scene<'a> {
    /// A scene with nothing on it.
    pub fn new(assessment: &'a Assessment) -> Self {
        Self {
            assessment,
            zone: dates::zone(&assessment.time_zone),
            search: None,
            last_id: Cell::new(0),
            formulas: RefCell::default(),
        }
    }

    /// The same scene, where queries lead to the page `search` followed by the query.
    pub fn searching(self, search: Option<&'a str>) -> Self {
        Self { search, ..self }
    }

    /// Where the posts of `query` can be read.
    pub fn href(&self, query: &str) -> Option<String> {
        let search = self.search.filter(|_| !query.is_empty())?;
        Some(format!("{search}{}", clean::encode(query)))
    }

    /// An id that no drawing has yet.
    pub fn id(&self) -> String {
        self.last_id.set(self.last_id.get() + 1);
        format!("c{}", self.last_id.get())
    }

    /// Remembers that a figure uses `formula`.
    pub fn uses(&self, formula: &str) {
        *self.formulas.borrow_mut().entry(formula::general(formula)).or_default() += 1;
    }

    /// Formulas with the number of figures that use them, most used first.
    pub fn formulas(&self) -> Vec<(String, usize)> {
        let mut all: Vec<(String, usize)> =
            self.formulas.borrow().iter().map(|(formula, used)| (formula.clone(), *used)).collect();
        all.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        all
    }

    /// First and last day in words.
    pub fn window(&self) -> String {
        let (first, last) = dates::days(self.assessment.window, &self.zone);
        dates::stretch(first, last)
    }

    /// Every subject, in the order of quadrants.
    pub fn subjects(&self) -> impl Iterator<Item = &'a SubjectView> {
        self.assessment.subjects()
    }

    /// The subject with this id.
    pub fn subject(&self, id: SubjectId) -> Option<&'a SubjectView> {
        self.subjects().find(|subject| subject.id == id)
    }

    /// One's own brand: the first, most mentioned one.
    pub fn brand(&self) -> Option<&'a SubjectView> {
        self.assessment.brand()
    }

    /// The brand's row among `rows`, and the largest row of another subject.
    pub fn brand_and_other(
        &self,
        rows: &'a [ShareRow],
    ) -> Option<(&'a ShareRow, Option<&'a ShareRow>)> {
        let brand = self.brand()?;
        let own = rows.iter().find(|row| row.id == brand.id)?;
        Some((own, rows.iter().find(|row| row.quadrant != Quadrant::Brand)))
    }

    /// The gaps, for charts over time.
    pub fn gaps(&self) -> Vec<GapMark> {
        self.assessment
            .gaps
            .iter()
            .map(|gap| GapMark {
                window: gap.window,
                why: say::gap(&clean::name(&gap.source_name), say::cause(gap.cause)),
            })
            .collect()
    }

    /// Seconds from UTC to local time in the middle of the window.
    pub fn offset_secs(&self) -> i32 {
        self.zone.offset_secs(self.assessment.window.since)
    }
}
