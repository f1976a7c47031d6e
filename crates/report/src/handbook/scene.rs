//! The context with a number for each piece of evidence, for whoever writes a chapter.

use std::collections::HashMap;

use model::{
    AssessmentId, Evidence, FindingKey, Interval, ItemId, KpiId, KpiPoint, PostId, SwotItem,
    SwotKind, Unit, Zone,
};

use super::block::{Line, Span};
use super::context::{Handbook, MeasureRow, QuotedPost, Words};
use crate::catalogue as say;
use crate::numbers;

/// A handbook being written.
pub struct Scene<'a> {
    /// What it shows.
    pub book: &'a Handbook,
    /// Its time zone.
    pub zone: Zone,
    findings: HashMap<(AssessmentId, &'a FindingKey), usize>,
    posts: HashMap<PostId, usize>,
    kpis: HashMap<KpiId, usize>,
    items: HashMap<ItemId, String>,
}

impl<'a> Scene<'a> {
    /// Numbers findings, posts and measures from 1, in the order in which the appendix shows them.
    pub fn new(book: &'a Handbook) -> Self {
        let mut findings = HashMap::new();
        let all = book
            .assessments
            .iter()
            .flat_map(|kept| kept.findings.iter().map(move |finding| (kept.id, &finding.key)));
        for (name, number) in all.zip(1..) {
            // Of two findings of one name the first is meant.
            findings.entry(name).or_insert(number);
        }
        let posts = book.posts.iter().map(|post| post.id).zip(1..).collect();
        let kpis = book.works.measures.iter().map(|row| row.kpi.id).zip(1..).collect();
        let mut scene =
            Self { book, zone: book.zone(), findings, posts, kpis, items: HashMap::new() };
        for kind in SwotKind::ALL {
            for (place, item) in scene.swot(*kind).into_iter().enumerate() {
                let mark = format!("{}{}", say::swot_letter(*kind), place + 1);
                scene.items.insert(item.id, mark);
            }
        }
        scene
    }

    /// The items of one field that were not left out.
    pub fn swot(&self, kind: SwotKind) -> Vec<&'a SwotItem> {
        let items = self.book.strategy.swot.iter();
        items.filter(|item| item.kind == kind && !item.dropped).collect()
    }

    /// The mark of a finding.
    pub fn finding_mark(&self, assessment: AssessmentId, finding: &FindingKey) -> String {
        let number = self.findings.get(&(assessment, finding)).copied().unwrap_or_default();
        format!("F{number}")
    }

    /// The mark of a post, where it stands in the appendix.
    pub fn post_mark(&self, id: PostId) -> Option<String> {
        Some(format!("P{}", self.posts.get(&id)?))
    }

    /// The mark of a measure, where it stands in the appendix.
    pub fn kpi_mark(&self, id: KpiId) -> Option<String> {
        Some(format!("M{}", self.kpis.get(&id)?))
    }

    /// The mark of an item of the SWOT.
    pub fn item_mark(&self, id: ItemId) -> Option<&str> {
        self.items.get(&id).map(String::as_str)
    }

    /// Marks that lead to pieces of evidence; evidence that is not there says so.
    pub fn marks<'e>(&self, evidence: impl IntoIterator<Item = &'e Evidence>) -> Line {
        let mut line = Line::new();
        for piece in evidence {
            line.push(Span::text(" "));
            line.push(match self.mark(piece) {
                Some(mark) => marked(&mark),
                None => Span::quiet(say::NO_EVIDENCE),
            });
        }
        line
    }

    fn mark(&self, piece: &Evidence) -> Option<String> {
        match piece {
            Evidence::Finding { assessment, key } => {
                let number = self.findings.get(&(*assessment, key))?;
                Some(format!("F{number}"))
            }
            Evidence::Post(id) => self.post_mark(*id),
            Evidence::Kpi(id) => self.kpi_mark(*id),
        }
    }

    /// Marks of SWOT items, as links.
    pub fn answers(&self, items: &[ItemId]) -> Line {
        let mut line = Line::new();
        for mark in items.iter().filter_map(|id| self.item_mark(*id)) {
            if !line.is_empty() {
                line.push(Span::text(" "));
            }
            line.push(marked(mark));
        }
        line
    }

    /// Items of the SWOT that cite a finding.
    pub fn cited_by(&self, assessment: AssessmentId, finding: &FindingKey) -> Vec<&str> {
        let cites = |item: &&SwotItem| {
            item.evidence.iter().any(|piece| match piece {
                Evidence::Finding { assessment: of, key } => *of == assessment && key == finding,
                Evidence::Post(_) | Evidence::Kpi(_) => false,
            })
        };
        let items = self.book.strategy.swot.iter().filter(cites);
        items.filter_map(|item| self.item_mark(item.id)).collect()
    }

    /// Posts that cannot be quoted.
    pub fn holes(&self) -> u64 {
        let hole = |post: &&QuotedPost| !matches!(post.words, Words::Said { .. });
        self.book.posts.iter().filter(hole).count() as u64
    }
}

/// A link to where the mark stands.
pub fn marked(mark: &str) -> Span {
    Span::Mark { t: mark.to_owned(), to: mark.to_lowercase() }
}

/// The place to which a mark leads.
pub fn anchored(mark: &str) -> Span {
    Span::Anchor { t: mark.to_owned(), id: mark.to_lowercase() }
}

/// Characters of a unit's name that stand behind a number.
pub const UNIT_CHARS: usize = 24;

/// A value of a measure, with what stands behind the number: `1,240 EUR`.
pub fn measured(row: &MeasureRow, value: f64, interval: Option<Interval>) -> String {
    let spelt = numbers::spell(value, row.kpi.unit, interval);
    let name = row.kpi.unit_name.trim();
    match row.kpi.unit {
        Unit::Number | Unit::Posts | Unit::People if !name.is_empty() => {
            format!("{spelt}\u{a0}{}", crate::clean::cut(name, UNIT_CHARS))
        }
        _ => spelt,
    }
}

/// A point of a measure with its interval.
pub fn point(row: &MeasureRow, point: &KpiPoint) -> String {
    with_interval(row, point.value, point.interval)
}

/// A value of a measure with its interval: `61 % (57–65)`.
pub fn with_interval(row: &MeasureRow, value: f64, interval: Option<Interval>) -> String {
    let figure = model::Figure {
        value,
        unit: row.kpi.unit,
        interval,
        raw: None,
        n: 0,
        formula: String::new(),
        query: String::new(),
    };
    let spelt = measured(row, value, interval);
    match numbers::range(&figure) {
        Some(range) => format!("{spelt} ({range})"),
        None => spelt,
    }
}
