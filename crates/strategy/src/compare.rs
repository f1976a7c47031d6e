//! What differs between two editions, in words: added, taken away, changed from … to ….

mod sides;

use model::{Edition, ItemId, Section, Signature, Strategy};
use serde::Serialize;

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// Where.
    pub section: Section,
    /// On which item.
    pub item: Option<ItemId>,
    /// How.
    pub change: Changed,
    /// In one sentence.
    pub says: String,
}

/// How something differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Changed {
    /// It is new.
    Added(String),
    /// It is no longer there.
    Removed(String),
    /// It says something else.
    Changed {
        /// Before.
        from: String,
        /// Now.
        to: String,
    },
}

/// What `new` says otherwise than `old`, in the order of [`Section::ALL`].
pub fn compare(old: &Edition, new: &Edition) -> Vec<Difference> {
    compare_contents(&old.content, &new.content)
}

/// The same for two states of a strategy.
pub fn compare_contents(old: &Strategy, new: &Strategy) -> Vec<Difference> {
    let (old, new) = (sides::lines(old), sides::lines(new));
    let mut found: Vec<Difference> = Vec::new();
    for line in &new {
        match old.iter().find(|known| known.same_place(line)) {
            None => found.push(line.differs(Changed::Added(line.text.clone()))),
            Some(known) if known.text != line.text => {
                let (from, to) = (known.text.clone(), line.text.clone());
                found.push(line.differs(Changed::Changed { from, to }));
            }
            Some(_) => {}
        }
    }
    let gone = old.iter().filter(|line| !new.iter().any(|known| known.same_place(line)));
    found.extend(gone.map(|line| line.differs(Changed::Removed(line.text.clone()))));
    found.sort_by_key(|difference| difference.section);
    found
}

/// What changed since `teammate` last signed: the newest edition with their signature against the working copy. `None` where they
/// have signed none of `editions`.
pub fn since_signed(
    teammate: ItemId,
    signatures: &[Signature],
    editions: &[Edition],
    working: &Strategy,
) -> Option<(u32, Vec<Difference>)> {
    let own = signatures.iter().filter(|s| s.teammate == teammate).map(|s| s.edition);
    let signed = own.max()?;
    let edition = editions.iter().find(|edition| edition.number == signed)?;
    Some((signed, compare_contents(&edition.content, working)))
}

#[cfg(test)]
mod tests;
