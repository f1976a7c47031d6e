//! Takes the lists of the hexagon in: what is the same stays, the rest is written over, added or taken away.

use model::{ItemId, Section, Strategy};

use super::super::names::item_called;
use super::super::{BenefitText, Document, MethodText, ReportText, ResourceText};
use super::{At, BadEntry, Hand, Placed};
use crate::edit::{Edit, Entry};

/// An entry with what it is called in a refusal.
type Named = (String, Entry);

impl Hand<'_> {
    pub(super) fn entries(&mut self, document: &Document, placed: &Placed) -> Result<(), BadEntry> {
        let benefits = (1..).zip(&document.benefits);
        let benefits = benefits.map(|(number, text)| self.benefit(number, text, placed));
        let benefits = benefits.collect::<Result<Vec<Named>, _>>()?;
        let resources = document.resources.iter().map(|text| self.resource(text));
        let resources = resources.collect::<Result<Vec<Named>, _>>()?;
        let methods = document.methods.iter().map(|text| self.method(text, placed));
        let methods = methods.collect::<Result<Vec<Named>, _>>()?;
        let reports = document.reporting.iter().map(|text| self.report(text));
        let reports = reports.collect::<Result<Vec<Named>, _>>()?;
        self.section(Section::Benefits, benefits)?;
        self.section(Section::Resources, resources)?;
        self.section(Section::Methods, methods)?;
        self.section(Section::Reporting, reports)
    }

    fn benefit(
        &self,
        number: usize,
        text: &BenefitText,
        placed: &Placed,
    ) -> Result<Named, BadEntry> {
        let entry = format!("benefit {number}");
        let at = At { entry: &entry, needle: &text.for_market.now };
        let answers = self.answers(at, &text.answers, placed)?;
        let (for_market, for_company) = (text.for_market.clone(), text.for_company.clone());
        Ok((entry, Entry::Benefit { for_market, for_company, answers }))
    }

    fn resource(&self, text: &ResourceText) -> Result<Named, BadEntry> {
        let entry = format!("resource “{}”", text.name);
        let teammate = match &text.teammate {
            None => None,
            Some(name) => {
                let known = self.strategy.team.iter().find(|known| known.name == *name);
                let at = At { entry: &entry, needle: name };
                let unknown = || at.bad(format!("nobody on the team is called `{name}`"));
                Some(known.map(|known| known.id).ok_or_else(unknown)?)
            }
        };
        let (kind, name, place) = (text.kind, text.name.clone(), text.place.clone());
        Ok((entry, Entry::Resource { kind, name, place, teammate, amount: text.amount }))
    }

    fn method(&self, text: &MethodText, placed: &Placed) -> Result<Named, BadEntry> {
        let entry = format!("method “{}”", text.name);
        let at = At { entry: &entry, needle: &text.name };
        let answers = self.answers(at, &text.answers, placed)?;
        let program = match &text.program {
            None => None,
            Some(name) => {
                let at = At { needle: name, ..at };
                let unknown = || at.bad(format!("there is no program called `{name}`"));
                Some(self.names.program_called(name).ok_or_else(unknown)?)
            }
        };
        let (name, leads_to_goal) = (text.name.clone(), text.leads_to_goal.clone());
        let nice_to_have = text.nice_to_have;
        Ok((entry, Entry::Method { name, leads_to_goal, answers, program, nice_to_have }))
    }

    fn report(&self, text: &ReportText) -> Result<Named, BadEntry> {
        let entry = format!("report of “{}”", text.measure);
        let kpi = self.kpi(At { entry: &entry, needle: &text.measure }, &text.measure)?;
        let (rhythm, audience) = (text.rhythm, text.audience.clone());
        Ok((entry, Entry::Report { kpi, rhythm, audience, control: text.control }))
    }

    fn answers(
        &self,
        at: At<'_>,
        texts: &[String],
        placed: &Placed,
    ) -> Result<Vec<ItemId>, BadEntry> {
        let ids = placed.iter().flat_map(|(_, ids)| ids);
        let listed: Vec<_> =
            ids.filter_map(|id| self.strategy.swot.iter().find(|item| item.id == *id)).collect();
        let read = |text: &String| {
            let found = item_called(&listed, text.trim()).map(|item| item.id);
            found.ok_or_else(|| {
                let at = At { needle: text, ..at };
                at.bad(format!(
                    "no item of the SWOT says `{text}`; copy its sentence, or write `strength 1`"
                ))
            })
        };
        texts.iter().map(read).collect()
    }

    /// Makes one section hold `wanted`, in its order: what is the same stays, the rest is written over, added or taken away.
    fn section(&mut self, section: Section, wanted: Vec<(String, Entry)>) -> Result<(), BadEntry> {
        let mut free: Vec<(ItemId, Entry)> = standing(&self.strategy, section);
        let mut ids: Vec<Option<ItemId>> = vec![None; wanted.len()];
        for exact in [true, false] {
            for (slot, (_, entry)) in ids.iter_mut().zip(&wanted).filter(|(slot, _)| slot.is_none())
            {
                let fits = |known: &Entry| if exact { known == entry } else { alike(known, entry) };
                if let Some(place) = free.iter().position(|(_, known)| fits(known)) {
                    *slot = Some(free.remove(place).0);
                }
            }
        }
        for (item, _) in free {
            let name = section.as_str();
            self.apply(At { entry: name, needle: name }, Edit::Remove { item })?;
        }
        let mut order = Vec::with_capacity(wanted.len());
        for (slot, (name, entry)) in ids.into_iter().zip(wanted) {
            let at = At { entry: &name, needle: needle(&entry) };
            let Some(item) = slot else {
                self.apply(at, Edit::Add { entry: entry.clone() })?;
                order.push(self.given());
                continue;
            };
            let same = standing(&self.strategy, section).contains(&(item, entry.clone()));
            if !same {
                self.apply(at, Edit::Put { item, entry: entry.clone() })?;
            }
            order.push(item);
        }
        let now: Vec<ItemId> =
            standing(&self.strategy, section).into_iter().map(|(id, _)| id).collect();
        self.reorder(section.as_str(), &now, &order)
    }
}

/// What a section of the hexagon holds, as entries.
fn standing(strategy: &Strategy, section: Section) -> Vec<(ItemId, Entry)> {
    let hexagon = &strategy.hexagon;
    match section {
        Section::Benefits => hexagon.benefits.iter().map(|x| (x.id, Entry::from(x))).collect(),
        Section::Resources => hexagon.resources.iter().map(|x| (x.id, Entry::from(x))).collect(),
        Section::Methods => hexagon.methods.iter().map(|x| (x.id, Entry::from(x))).collect(),
        Section::Reporting => hexagon.reporting.iter().map(|x| (x.id, Entry::from(x))).collect(),
        Section::Swot | Section::Team | Section::Goal | Section::Mission => Vec::new(),
    }
}

/// Whether two entries are the same thing said otherwise.
fn alike(known: &Entry, wanted: &Entry) -> bool {
    match (known, wanted) {
        (Entry::Benefit { for_market: a, .. }, Entry::Benefit { for_market: b, .. }) => {
            a.until_now == b.until_now || a.now == b.now
        }
        (Entry::Resource { name: a, .. }, Entry::Resource { name: b, .. })
        | (Entry::Method { name: a, .. }, Entry::Method { name: b, .. }) => a == b,
        (Entry::Report { kpi: a, .. }, Entry::Report { kpi: b, .. }) => a == b,
        _ => false,
    }
}

/// A text by which the entry's line is found.
fn needle(entry: &Entry) -> &str {
    match entry {
        Entry::Benefit { for_market, .. } => &for_market.now,
        Entry::Resource { name, .. } | Entry::Method { name, .. } => name,
        Entry::Report { audience, .. } => audience,
    }
}
