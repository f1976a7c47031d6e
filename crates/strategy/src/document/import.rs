//! Brings a document into a working copy by the same edits that people make, so that the same rules stand against it.

mod sections;
mod swot;

use model::{AssessmentId, Evidence, Goal, ItemId, Strategy, SwotKind, Timestamp};

use super::{Document, Names, TeammateText};
use crate::edit::{Actor, Edit, Refused, apply};

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
