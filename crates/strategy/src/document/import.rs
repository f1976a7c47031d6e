//! Brings a document into a working copy by the same edits that people make, so that the same rules stand against it.

use std::collections::HashSet;

use model::{
    AssessmentId, Evidence, FindingKey, Goal, ItemId, Section, Strategy, SwotKind, Timestamp,
};

use super::names::item_called;
use super::{Document, ItemText, Names, TeammateText};
use crate::edit::{Actor, Edit, Entry, Refused, apply};

/// Why an entry was not taken in. Nothing of the document was.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{entry}: {reason}")]
pub struct BadEntry {
    /// Which entry.
    pub entry: String,
    /// A text by which the line can be found; see [`super::line_of`].
    pub needle: String,
    /// What is wrong and what to do.
    pub reason: String,
}

/// What an import did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Imported {
    /// How many edits it took; 0: all was so already.
    pub edits: usize,
    /// What was left out and why, in sentences.
    pub left_out: Vec<String>,
}

/// Makes `strategy` say what `document` says: adds, changes, reorders and takes away. Votes stay where the sentence stays.
///
/// # Errors
/// The first entry that cannot be taken in; `strategy` then stands as before.
pub fn import(
    strategy: &mut Strategy,
    document: &Document,
    names: &Names<'_>,
    actor: &Actor,
    at: Timestamp,
) -> Result<Imported, BadEntry> {
    let mut hand = Hand { strategy: strategy.clone(), names, actor, at, done: Imported::default() };
    hand.head(document)?;
    hand.team(&document.team)?;
    let mut placed = Vec::new();
    for kind in SwotKind::ALL {
        placed.push((*kind, hand.swot(*kind, document.swot.of(*kind))?));
    }
    hand.drop_rest(&placed)?;
    hand.goal(document)?;
    hand.entries(document, &placed)?;
    let Hand { strategy: imported, done, .. } = hand;
    *strategy = imported;
    Ok(done)
}

/// The items of the SWOT as the document lists them.
type Placed = [(SwotKind, Vec<ItemId>)];

struct Hand<'a> {
    strategy: Strategy,
    names: &'a Names<'a>,
    actor: &'a Actor,
    at: Timestamp,
    done: Imported,
}

/// Where one is in the document.
#[derive(Clone, Copy)]
struct At<'a> {
    entry: &'a str,
    needle: &'a str,
}

impl At<'_> {
    fn bad(self, reason: impl Into<String>) -> BadEntry {
        let Self { entry, needle } = self;
        BadEntry { entry: entry.to_owned(), needle: needle.to_owned(), reason: reason.into() }
    }
}

impl Hand<'_> {
    fn apply(&mut self, at: At<'_>, edit: Edit) -> Result<(), BadEntry> {
        let refused = |refused: Refused| at.bad(refused.to_string());
        apply(&mut self.strategy, self.actor, edit, self.at).map_err(refused)?;
        self.done.edits += 1;
        Ok(())
    }

    /// The number that the last edit gave.
    fn given(&self) -> ItemId {
        ItemId(self.strategy.next_item.saturating_sub(1))
    }

    fn head(&mut self, document: &Document) -> Result<(), BadEntry> {
        if document.name.trim() != self.strategy.name {
            let at = At { entry: "name", needle: "name" };
            self.apply(at, Edit::Rename { name: document.name.clone() })?;
        }
        if let Some(assessment) = document.assessment.map(AssessmentId)
            && self.strategy.assessment != Some(assessment)
        {
            let at = At { entry: "assessment", needle: "assessment" };
            self.apply(at, Edit::ChooseAssessment { assessment })?;
        }
        if document.mission.trim() != self.strategy.hexagon.mission {
            let at = At { entry: "mission", needle: "mission" };
            self.apply(at, Edit::SetMission { mission: document.mission.clone() })?;
        }
        Ok(())
    }

    fn team(&mut self, team: &[TeammateText]) -> Result<(), BadEntry> {
        let gone: Vec<ItemId> = self
            .strategy
            .team
            .iter()
            .filter(|known| team.iter().all(|text| text.name.trim() != known.name))
            .map(|known| known.id)
            .collect();
        for teammate in gone {
            let at = At { entry: "team", needle: "team" };
            self.apply(at, Edit::RemoveTeammate { teammate })?;
        }
        for text in team {
            self.teammate(text)?;
        }
        let order: Vec<ItemId> = team
            .iter()
            .filter_map(|text| self.strategy.team.iter().find(|k| k.name == text.name.trim()))
            .map(|known| known.id)
            .collect();
        let stands: Vec<ItemId> = self.strategy.team.iter().map(|known| known.id).collect();
        self.reorder("team", &stands, &order)
    }

    fn teammate(&mut self, text: &TeammateText) -> Result<(), BadEntry> {
        let entry = format!("team, {}", text.name);
        let at = At { entry: &entry, needle: &text.name };
        let known = self.strategy.team.iter().find(|known| known.name == text.name.trim()).cloned();
        let (name, party) = (text.name.clone(), text.party);
        let (organisation, leads) = (text.organisation.clone(), text.leads.clone());
        let teammate = match &known {
            None => {
                let invite = Edit::Invite {
                    name,
                    party,
                    organisation,
                    email: String::new(),
                    leads: leads.clone(),
                    member: None,
                    contact: None,
                };
                self.apply(at, invite)?;
                self.done
                    .left_out
                    .push(format!("{} is invited; only they can accept.", text.name.trim()));
                self.given()
            }
            Some(known) => {
                if known.party != party || known.organisation != organisation.trim() {
                    let (teammate, email) = (known.id, known.email.clone());
                    self.apply(
                        at,
                        Edit::EditTeammate { teammate, name, party, organisation, email },
                    )?;
                }
                known.id
            }
        };
        let mut sections = text.leads_sections.clone();
        sections.sort_unstable();
        sections.dedup();
        let now = self.strategy.team.iter().find(|known| known.id == teammate);
        if now.is_some_and(|now| now.leads != leads.trim() || now.leads_sections != sections) {
            self.apply(at, Edit::SetLeads { teammate, leads, sections })?;
        }
        Ok(())
    }

    fn evidence(&self, at: At<'_>, texts: &[String]) -> Result<Vec<Evidence>, BadEntry> {
        let read = |text: &String| {
            self.names.evidence_called(text).ok_or_else(|| {
                let at = At { needle: text, ..at };
                at.bad(format!(
                    "`{text}` is no evidence that is known here; write `finding 3: net/lumen`, `post: ` and its id, or `measure: ` and its name"
                ))
            })
        };
        texts.iter().map(read).collect()
    }

    /// Takes one field in; the numbers of its items, in the document's order.
    fn swot(&mut self, kind: SwotKind, texts: &[ItemText]) -> Result<Vec<ItemId>, BadEntry> {
        let mut taken: HashSet<ItemId> = HashSet::new();
        let mut ids: Vec<Option<ItemId>> = vec![None; texts.len()];
        // The same sentence is the same item; another sentence on the same evidence is an item said otherwise.
        for same_words in [true, false] {
            for (slot, text) in ids.iter_mut().zip(texts).filter(|(slot, _)| slot.is_none()) {
                let free = |id: &ItemId| !taken.contains(id);
                let fits = |item: &&model::SwotItem| {
                    let words = item.text == text.text.trim();
                    let shares = || {
                        let own = item.evidence.iter().map(|e| self.names.evidence(e));
                        own.into_iter().any(|name| text.evidence.contains(&name))
                    };
                    item.kind == kind && free(&item.id) && if same_words { words } else { shares() }
                };
                *slot = self.strategy.swot.iter().find(fits).map(|item| item.id);
                taken.extend(*slot);
            }
        }
        let mut order = Vec::with_capacity(texts.len());
        for (known, text) in ids.into_iter().zip(texts) {
            order.push(self.swot_item(kind, known, text)?);
        }
        Ok(order)
    }

    fn swot_item(
        &mut self,
        kind: SwotKind,
        known: Option<ItemId>,
        text: &ItemText,
    ) -> Result<ItemId, BadEntry> {
        let entry = format!("{kind} “{}”", text.text);
        let at = At { entry: &entry, needle: &text.text };
        let evidence = self.evidence(at, &text.evidence)?;
        let words = text.text.clone();
        let id = match known {
            None => {
                let candidate = text.candidate.clone().map(FindingKey);
                self.apply(
                    at,
                    Edit::AddSwot { kind, text: words, evidence: evidence.clone(), candidate },
                )?;
                self.given()
            }
            Some(id) => id,
        };
        let Some(item) = self.strategy.swot.iter().find(|item| item.id == id).cloned() else {
            return Err(at.bad("it vanished while it was taken in"));
        };
        let changes = item.text != text.text.trim() || item.evidence != once(&evidence);
        if item.dropped && (!text.dropped || changes) {
            self.apply(at, Edit::RestoreSwot { item: id })?;
        }
        if item.text != text.text.trim() {
            self.apply(at, Edit::EditSwot { item: id, kind, text: text.text.clone() })?;
        }
        if item.evidence != once(&evidence) {
            self.re_pin(at, id, &item.evidence, &once(&evidence))?;
        }
        let now = self.strategy.swot.iter().find(|item| item.id == id);
        if text.dropped && now.is_some_and(|now| !now.dropped) {
            self.apply(at, Edit::DropSwot { item: id })?;
        }
        if let Some(counter) = &text.counter
            && item.counter.as_ref().is_none_or(|known| known.text != counter.text)
        {
            let by = &counter.by;
            self.done.left_out.push(format!(
                "The argument by {by} against “{}” is left out: only {by} can make it.",
                text.text.trim()
            ));
        }
        Ok(id)
    }

    /// Pins `new` in the place of `old`, in the new order.
    fn re_pin(
        &mut self,
        at: At<'_>,
        id: ItemId,
        old: &[Evidence],
        new: &[Evidence],
    ) -> Result<(), BadEntry> {
        if new.is_empty() {
            return Err(at.bad(Refused::NoEvidence.to_string()));
        }
        let item = Some(id);
        let same = old.iter().zip(new).take_while(|(a, b)| a == b).count();
        // What is new is pinned before what is old is taken away, so that the sentence never stands without.
        for evidence in new.iter().filter(|evidence| !old.contains(evidence)).cloned() {
            self.apply(at, Edit::Attach { item, evidence })?;
        }
        for evidence in old.iter().filter(|evidence| !new.contains(evidence)).cloned() {
            self.apply(at, Edit::Detach { item, evidence })?;
        }
        // The order: what stands after the first difference goes to the end, one by one.
        let stands = self.strategy.swot.iter().find(|item| item.id == id);
        if stands.is_some_and(|item| item.evidence != new) {
            for evidence in new.iter().skip(same).cloned() {
                if new.len() == 1 {
                    break;
                }
                self.apply(at, Edit::Detach { item, evidence: evidence.clone() })?;
                self.apply(at, Edit::Attach { item, evidence })?;
            }
        }
        Ok(())
    }

    /// Drops what the document no longer lists, and lays the rest in its order.
    fn drop_rest(&mut self, placed: &Placed) -> Result<(), BadEntry> {
        let listed: HashSet<ItemId> = placed.iter().flat_map(|(_, ids)| ids).copied().collect();
        let gone: Vec<(ItemId, String)> = self
            .strategy
            .swot
            .iter()
            .filter(|item| !listed.contains(&item.id) && !item.dropped)
            .map(|item| (item.id, item.text.clone()))
            .collect();
        for (item, text) in gone {
            let at = At { entry: "swot", needle: "swot" };
            self.apply(at, Edit::DropSwot { item })?;
            self.done.left_out.push(format!("“{text}” is no longer listed, and was dropped."));
        }
        for (kind, order) in placed {
            let own = self.strategy.swot.iter().filter(|item| item.kind == *kind);
            let stands: Vec<ItemId> = own.map(|item| item.id).collect();
            self.reorder("swot", &stands, order)?;
        }
        Ok(())
    }

    /// Moves items to the end one by one, where they do not stand in `order` yet.
    fn reorder(
        &mut self,
        entry: &str,
        stands: &[ItemId],
        order: &[ItemId],
    ) -> Result<(), BadEntry> {
        let now: Vec<&ItemId> = stands.iter().filter(|id| order.contains(id)).collect();
        let rest: Vec<&ItemId> = stands.iter().filter(|id| !order.contains(id)).collect();
        let first = now.iter().copied().eq(order.iter());
        let rest_last = stands.iter().skip(order.len()).eq(rest.iter().copied());
        if first && rest_last {
            return Ok(());
        }
        for item in order.iter().chain(rest) {
            let at = At { entry, needle: entry };
            self.apply(at, Edit::Move { item: *item, to: usize::MAX })?;
        }
        Ok(())
    }

    fn goal(&mut self, document: &Document) -> Result<(), BadEntry> {
        let goal = match &document.goal {
            None => None,
            Some(text) => {
                let at = At { entry: "goal", needle: &text.text };
                let mut evidence = once(&self.evidence(at, &text.evidence)?);
                evidence.sort();
                let mut objectives = text.objectives.clone();
                objectives.sort_unstable();
                objectives.dedup();
                Some(Goal {
                    text: text.text.trim().to_owned(),
                    objectives,
                    kpi: text.measure.as_ref().map(|name| self.kpi(at, name)).transpose()?,
                    baseline: text.baseline,
                    target: text.target,
                    by: text.by,
                    benefits_market: text.benefits_market.trim().to_owned(),
                    benefits_company: text.benefits_company.trim().to_owned(),
                    evidence,
                })
            }
        };
        if goal == self.strategy.hexagon.goal {
            return Ok(());
        }
        self.apply(At { entry: "goal", needle: "goal" }, Edit::SetGoal { goal })
    }

    fn kpi(&self, at: At<'_>, name: &str) -> Result<model::KpiId, BadEntry> {
        self.names.kpi_called(name).ok_or_else(|| {
            let at = At { needle: name, ..at };
            at.bad(format!(
                "there is no measure called `{name}`; add it first, or correct the name"
            ))
        })
    }

    fn entries(&mut self, document: &Document, placed: &Placed) -> Result<(), BadEntry> {
        let mut sections: Vec<(Section, Vec<(String, Entry)>)> =
            Section::HEXAGON.iter().map(|section| (*section, Vec::new())).collect();
        let mut lay = |entry: (String, Entry)| {
            let own = sections.iter_mut().find(|(section, _)| *section == entry.1.section());
            if let Some((_, list)) = own {
                list.push(entry);
            }
        };
        for (number, text) in (1..).zip(&document.benefits) {
            let entry = format!("benefit {number}");
            let at = At { entry: &entry, needle: &text.for_market.now };
            let answers = self.answers(at, &text.answers, placed)?;
            let (for_market, for_company) = (text.for_market.clone(), text.for_company.clone());
            lay((entry, Entry::Benefit { for_market, for_company, answers }));
        }
        for text in &document.resources {
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
            lay((entry, Entry::Resource { kind, name, place, teammate, amount: text.amount }));
        }
        for text in &document.methods {
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
            lay((entry, Entry::Method { name, leads_to_goal, answers, program, nice_to_have }));
        }
        for text in &document.reporting {
            let entry = format!("report of “{}”", text.measure);
            let kpi = self.kpi(At { entry: &entry, needle: &text.measure }, &text.measure)?;
            let (rhythm, audience) = (text.rhythm, text.audience.clone());
            lay((entry, Entry::Report { kpi, rhythm, audience, control: text.control }));
        }
        for (section, wanted) in sections {
            self.section(section, wanted)?;
        }
        Ok(())
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

/// Without what stands twice.
fn once(list: &[Evidence]) -> Vec<Evidence> {
    let mut once: Vec<Evidence> = Vec::with_capacity(list.len());
    for evidence in list {
        if !once.contains(evidence) {
            once.push(evidence.clone());
        }
    }
    once
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
