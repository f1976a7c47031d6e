//! Takes the SWOT of a document in: the same sentence is the same item, and keeps its votes.

use std::collections::HashSet;

use model::{Evidence, FindingKey, ItemId, SwotItem, SwotKind};

use super::super::ItemText;
use super::{At, BadEntry, Hand, Placed, once};
use crate::edit::{Edit, Refused};

impl Hand<'_> {
    /// Takes one field in; the numbers of its items, in the document's order.
    pub(super) fn swot(
        &mut self,
        kind: SwotKind,
        texts: &[ItemText],
    ) -> Result<Vec<ItemId>, BadEntry> {
        let mut taken: HashSet<ItemId> = HashSet::new();
        let mut ids: Vec<Option<ItemId>> = vec![None; texts.len()];
        // The same sentence is the same item; another sentence on the same evidence is an item said otherwise.
        for same_words in [true, false] {
            for (slot, text) in ids.iter_mut().zip(texts).filter(|(slot, _)| slot.is_none()) {
                let free = |id: &ItemId| !taken.contains(id);
                let fits = |item: &&SwotItem| {
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
    pub(super) fn drop_rest(&mut self, placed: &Placed) -> Result<(), BadEntry> {
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
}
