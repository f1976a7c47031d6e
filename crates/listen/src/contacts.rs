//! Contacts from a file: a table with a header, or vCards. Nothing is looked up and nothing is stored here.
//!
//! The whole file is read at once: 100,000 people are some 20 MB. A row that says nothing of anybody is a reject with its
//! line, its reason and its bytes; it never stops the rest. Rows of one file that share an address or an account are one
//! person.

mod cards;
mod columns;
mod handles;
mod table;

use model::ContactDraft;
use rustc_hash::FxHashMap;

use crate::chunk::Reject;
use crate::encoding;

pub use columns::ContactColumn;

/// What a file of contacts is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContactFormat {
    /// Delimited text with a header.
    Table,
    /// vCard 2.1, 3.0 or 4.0.
    Cards,
}

/// What a file of contacts says.
#[derive(Debug, Clone)]
pub struct ContactFile {
    /// What it is.
    pub format: ContactFormat,
    /// Each column of a table with what it was taken for; empty for vCards.
    pub columns: Vec<(String, Option<ContactColumn>)>,
    /// Rows or cards.
    pub rows: u64,
    /// The people, in the order of the file.
    pub kept: Vec<ContactDraft>,
    /// Rows that were joined with an earlier one.
    pub joined: u64,
    /// Rows of which nothing could be used.
    pub rejected: Vec<Reject>,
}

/// One row: a person, or why there is none.
type Row = Result<ContactDraft, Reject>;

/// Longest text of a field, in characters; the rest is cut.
const LONGEST: usize = 2_000;
/// Longest name, organisation and address.
const LONGEST_NAME: usize = 254;

/// Reads a file of contacts in any encoding.
pub fn read_contacts(bytes: &[u8]) -> ContactFile {
    let guess = encoding::guess(bytes, true);
    let bytes = bytes.get(guess.mark..).unwrap_or_default();
    let (text, _) = guess.encoding.decode_without_bom_handling(bytes);
    let head = text.trim_start();
    let is_card = head.get(..11).is_some_and(|head| head.eq_ignore_ascii_case("BEGIN:VCARD"));
    let (format, columns, rows) = if is_card {
        (ContactFormat::Cards, Vec::new(), cards::read(&text))
    } else {
        let (columns, rows) = table::read(&text);
        (ContactFormat::Table, columns, rows)
    };
    let count = rows.len() as u64;
    let (kept, rejected) = join(rows);
    let joined = count - (kept.len() + rejected.len()) as u64;
    ContactFile { format, columns, rows: count, kept, joined, rejected }
}

/// The accounts in a list of `network:handle` and addresses of profiles; what is neither is passed over.
pub fn accounts(list: &str) -> Vec<model::Presence> {
    handles::in_list(list).collect()
}

/// Rows with the same address or account become one.
fn join(rows: Vec<Row>) -> (Vec<ContactDraft>, Vec<Reject>) {
    let mut kept: Vec<ContactDraft> = Vec::with_capacity(rows.len());
    let mut rejected = Vec::new();
    let mut seen: FxHashMap<String, usize> = FxHashMap::default();
    for row in rows {
        let draft = match row {
            Ok(draft) => draft,
            Err(reject) => {
                rejected.push(reject);
                continue;
            }
        };
        let email = (!draft.email.is_empty()).then(|| draft.email.to_lowercase());
        let keys = email.into_iter().chain(draft.presences.iter().map(model::Presence::key));
        let keys: Vec<String> = keys.collect();
        let place = keys.iter().find_map(|key| seen.get(key).copied());
        let place = place.unwrap_or(kept.len());
        match kept.get_mut(place) {
            Some(known) => known.absorb(draft),
            None => kept.push(draft),
        }
        for key in keys {
            seen.entry(key).or_insert(place);
        }
    }
    (kept, rejected)
}

/// `text` without blanks at its ends and controls in it, at most `most` characters.
fn tidy(text: &str, most: usize) -> String {
    let kept = text.trim().chars().filter(|c| !c.is_control() || *c == '\n');
    kept.take(most).collect()
}

/// The draft if it says who it is, with what no field may exceed.
fn checked(mut draft: ContactDraft) -> Result<ContactDraft, &'static str> {
    for text in [&mut draft.name, &mut draft.organisation, &mut draft.email] {
        *text = tidy(text, LONGEST_NAME).replace('\n', " ");
    }
    draft.notes = tidy(&draft.notes, LONGEST);
    let at = draft.email.find('@');
    if !draft.email.is_empty() && (at.is_none_or(|at| at == 0) || draft.email.contains(' ')) {
        return Err("the e-mail address is none");
    }
    if draft.any_name().is_empty() {
        return Err("it names nobody: no name, no e-mail, no account");
    }
    Ok(draft)
}

#[cfg(test)]
mod tests;
