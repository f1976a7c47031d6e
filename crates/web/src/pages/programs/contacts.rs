//! People of programs who are contacts: offered where a name is typed, and known again when it is saved, so that erasing the
//! contact takes the name out.

use std::collections::BTreeMap;

use ledger::ContactFilter;
use model::{ContactId, NamedContact, Permission};
use programs::edit::{Edit, TaskDraft};

use crate::auth::{Ask, May};
use crate::error::PageError;

/// Contacts that are offered; others are known again by their names all the same.
const OFFERED: u32 = 300;

/// Names to choose from; empty for whoever may not see contacts. Where two are called the same, the number stands behind the name.
pub async fn offered<A: Ask>(who: &May<A>) -> Result<Vec<String>, PageError> {
    if !who.also(Permission::People) {
        return Ok(Vec::new());
    }
    let contacts = who.ledger.contacts(&ContactFilter::default(), None, OFFERED).await?;
    let mut namesakes: BTreeMap<String, usize> = BTreeMap::new();
    for contact in &contacts {
        *namesakes.entry(contact.name.to_lowercase()).or_default() += 1;
    }
    let name = |contact: model::Contact| match namesakes.get(&contact.name.to_lowercase()) {
        Some(2..) => format!("{} #{}", contact.name, contact.id),
        _ => contact.name,
    };
    Ok(contacts.into_iter().map(name).collect())
}

/// Which names in these edits are those of contacts. A number that was chosen with a name is taken off it.
pub async fn known_again<A: Ask>(
    who: &May<A>,
    edits: &mut [Edit],
) -> Result<Vec<NamedContact>, PageError> {
    let mut known = Vec::new();
    for name in edits.iter_mut().flat_map(names) {
        let (plain, chosen) = chosen(name);
        if plain.is_empty() {
            continue;
        }
        let called = who.ledger.contacts_named(plain).await?;
        let contact = match (chosen, called.as_slice()) {
            (Some(id), called) => called.iter().find(|contact| contact.id == id),
            // Nobody can tell which of two is meant.
            (None, [only]) => Some(only),
            (None, _) => None,
        };
        let Some(contact) = contact else { continue };
        *name = plain.to_owned();
        known.push(NamedContact { name: name.clone(), contact: contact.id });
    }
    Ok(known)
}

/// The names that an edit writes.
fn names(edit: &mut Edit) -> Vec<&mut String> {
    match edit {
        Edit::Owner(name, _) => vec![name],
        Edit::Participants(names) => names.iter_mut().collect(),
        Edit::AddTask(TaskDraft { owner, .. }) | Edit::ChangeTask(_, TaskDraft { owner, .. }) => {
            vec![owner]
        }
        _ => Vec::new(),
    }
}

/// `Pia Hartmann #12` as name and number.
fn chosen(text: &str) -> (&str, Option<ContactId>) {
    let text = text.trim();
    let parts = text.rsplit_once(" #");
    let number = parts.and_then(|(name, number)| Some((name.trim(), number.parse().ok()?)));
    number.map_or((text, None), |(name, number)| (name, Some(ContactId(number))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_behind_a_name_chooses_between_namesakes() {
        assert_eq!(chosen(" Pia Hartmann #12 "), ("Pia Hartmann", Some(ContactId(12))));
        assert_eq!(chosen("Pia Hartmann"), ("Pia Hartmann", None));
        assert_eq!(chosen("Team #one"), ("Team #one", None));
        assert_eq!(chosen("#12"), ("#12", None));
    }
}
