//! Numbers as names and back: measures, programs, evidence, items of the SWOT.

use model::{
    AssessmentId, Evidence, FindingKey, ItemId, Kpi, KpiId, Program, ProgramId, Strategy, SwotItem,
    SwotKind,
};

/// What in the workspace has a name.
#[derive(Debug, Clone, Copy, Default)]
pub struct Names<'a> {
    /// Its measures.
    pub kpis: &'a [Kpi],
    /// Its programs.
    pub programs: &'a [Program],
}

impl Names<'_> {
    pub(super) fn kpi(&self, id: KpiId) -> String {
        named(id.0, self.kpis.iter().map(|kpi| (kpi.id.0, kpi.name.as_str())))
    }

    pub(super) fn program(&self, id: ProgramId) -> String {
        named(id.0, self.programs.iter().map(|program| (program.id.0, program.name.as_str())))
    }

    pub(super) fn kpi_called(&self, name: &str) -> Option<KpiId> {
        numbered(name, self.kpis.iter().map(|kpi| (kpi.id.0, kpi.name.as_str()))).map(KpiId)
    }

    pub(super) fn program_called(&self, name: &str) -> Option<ProgramId> {
        let known = self.programs.iter().map(|program| (program.id.0, program.name.as_str()));
        numbered(name, known).map(ProgramId)
    }

    pub(super) fn evidence(&self, evidence: &Evidence) -> String {
        match evidence {
            Evidence::Finding { assessment, key } => format!("finding {assessment}: {key}"),
            Evidence::Post(post) => format!("post: {post}"),
            Evidence::Kpi(kpi) => format!("measure: {}", self.kpi(*kpi)),
        }
    }

    pub(super) fn evidence_called(&self, text: &str) -> Option<Evidence> {
        let (what, which) = text.split_once(':')?;
        let which = which.trim();
        match what.trim().split_once(' ') {
            Some(("finding", number)) if !which.is_empty() => Some(Evidence::Finding {
                assessment: AssessmentId(number.trim().parse().ok()?),
                key: FindingKey(which.to_owned()),
            }),
            None if what.trim() == "post" => which.parse().ok().map(Evidence::Post),
            None if what.trim() == "measure" => self.kpi_called(which).map(Evidence::Kpi),
            _ => None,
        }
    }
}

/// `#12`: the number of something that has no name of its own.
fn by_number(name: &str) -> Option<u32> {
    name.strip_prefix('#')?.parse().ok()
}

/// The name of `id` where it is the only one called so, as it stands in a text; `#12` otherwise.
fn named<'a>(id: u32, known: impl Iterator<Item = (u32, &'a str)> + Clone) -> String {
    let name = known.clone().find(|(other, _)| *other == id).map(|(_, name)| name);
    let only = |name: &&str| known.clone().filter(|(_, other)| other == name).count() == 1;
    let plain = |name: &&str| by_number(name).is_none() && name.trim() == *name && !name.is_empty();
    match name.filter(only).filter(plain) {
        Some(name) => name.to_owned(),
        None => format!("#{id}"),
    }
}

fn numbered<'a>(name: &str, mut known: impl Iterator<Item = (u32, &'a str)>) -> Option<u32> {
    let number = by_number(name);
    number.or_else(|| known.find(|(_, other)| *other == name).map(|(id, _)| id))
}

/// How an item of the SWOT is referred to: by its sentence where only one says so, else by its place (`strength 2`).
pub(super) fn item(strategy: &Strategy, id: ItemId) -> Option<String> {
    let found = strategy.swot.iter().find(|item| item.id == id)?;
    let same = strategy.swot.iter().filter(|item| item.text == found.text).count();
    if same == 1 && place(&found.text).is_none() {
        return Some(found.text.clone());
    }
    let mut own = strategy.swot.iter().filter(|item| item.kind == found.kind);
    let number = own.position(|item| item.id == id)? + 1;
    Some(format!("{} {number}", found.kind))
}

/// The item of `swot` that `text` refers to.
pub(super) fn item_called<'a>(swot: &[&'a SwotItem], text: &str) -> Option<&'a SwotItem> {
    match place(text) {
        Some((kind, number)) => {
            swot.iter().filter(|item| item.kind == kind).nth(number.checked_sub(1)?).copied()
        }
        None => swot.iter().find(|item| item.text == text).copied(),
    }
}

/// `strength 2` as field and number.
fn place(text: &str) -> Option<(SwotKind, usize)> {
    let (kind, number) = text.split_once(' ')?;
    Some((SwotKind::from_word(kind)?, number.parse().ok()?))
}
