//! Contacts as vCards: 3.0 (RFC 2426), 4.0 (RFC 6350 with the social profiles of RFC 9554), and what is common of 2.1.
//!
//! Written here and not taken from a crate, because a damaged card is data for us: it is kept with its line and its bytes,
//! and the cards around it are read.

use model::{ContactDraft, Network};

use super::{Row, checked, handles};
use crate::chunk::Reject;

/// Longest card that is kept in a reject, in bytes.
const KEPT: usize = 4_096;

/// One property: name, parameters as written, value as written.
struct Property {
    name: String,
    parameters: Vec<(String, String)>,
    value: String,
}

impl Property {
    fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// The cards of a file.
pub(super) fn read(text: &str) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut open: Option<(u64, String)> = None;
    for (number, line) in (1..).zip(text.lines()) {
        let word = line.trim();
        if word.eq_ignore_ascii_case("BEGIN:VCARD") {
            if let Some((begun, card)) = open.take() {
                rows.push(Err(reject(begun, &card, "the card does not end")));
            }
            open = Some((number, String::new()));
        } else if word.eq_ignore_ascii_case("END:VCARD") {
            match open.take() {
                Some((begun, card)) => {
                    rows.push(checked(draft(&card)).map_err(|reason| reject(begun, &card, reason)));
                }
                None => rows.push(Err(reject(number, line, "a card ends that did not begin"))),
            }
        } else if let Some((_, card)) = &mut open {
            card.push_str(line);
            card.push('\n');
        } else if !word.is_empty() {
            rows.push(Err(reject(number, line, "it stands outside of a card")));
        }
    }
    if let Some((begun, card)) = open {
        rows.push(Err(reject(begun, &card, "the card does not end")));
    }
    rows
}

fn reject(line: u64, card: &str, reason: &str) -> Reject {
    let all = card.trim_end().as_bytes();
    let bytes = all.get(..KEPT).unwrap_or(all).to_vec();
    let cut_from = (all.len() > bytes.len()).then_some(all.len() as u64);
    Reject { line, reason: reason.to_owned(), bytes, cut_from }
}

fn draft(card: &str) -> ContactDraft {
    let mut draft = ContactDraft::default();
    let mut structured = String::new();
    for line in unfold(card) {
        let Some(property) = property(&line) else { continue };
        let value = value_of(&property);
        match property.name.as_str() {
            "FN" if draft.name.is_empty() => draft.name = unescape(&value),
            "N" if structured.is_empty() => structured = name(&value),
            "NICKNAME" if structured.is_empty() => structured = unescape(&value),
            "ORG" if draft.organisation.is_empty() => {
                let parts: Vec<String> =
                    parts(&value, ';').filter(|part| !part.is_empty()).collect();
                draft.organisation = parts.join(", ");
            }
            "EMAIL" if draft.email.is_empty() => {
                let email = unescape(&value);
                draft.email = email.strip_prefix("mailto:").unwrap_or(&email).to_owned();
            }
            "NOTE" => {
                let gap = if draft.notes.is_empty() { "" } else { "\n" };
                draft.notes = format!("{}{gap}{}", draft.notes, unescape(&value));
            }
            "URL" => draft.presences.extend(handles::at_url(&unescape(&value))),
            "SOCIALPROFILE" | "X-SOCIALPROFILE" | "IMPP" => {
                draft.presences.extend(account(&property, &unescape(&value)));
            }
            other => {
                let word = other.strip_prefix("X-").unwrap_or_default().to_lowercase();
                if let Some(network) = handles::network_called(&word) {
                    draft.presences.extend(handles::in_network(&network, &unescape(&value)));
                }
            }
        }
    }
    if draft.name.is_empty() {
        draft.name = structured;
    }
    draft
}

/// The account of a social profile or instant messenger: an address, a handle with its service beside it, or `scheme:handle`.
fn account(property: &Property, value: &str) -> Option<model::Presence> {
    if handles::is_url(value)
        && let Some(found) = handles::at_url(value).filter(|found| found.network.as_str() != "web")
    {
        return Some(found);
    }
    let services = ["SERVICE-TYPE", "X-SERVICE-TYPE", "TYPE"];
    let service = services.iter().find_map(|name| property.parameter(name));
    let network = service.and_then(|service| {
        let mut words = service.split(',').map(|word| word.trim().to_lowercase());
        words.find_map(|word| handles::network_called(&word))
    });
    let user = ["USERNAME", "X-USER"].iter().find_map(|name| property.parameter(name));
    if let Some(network) = network {
        // Apple writes `x-apple:handle` where there is no address.
        let handle =
            user.unwrap_or_else(|| value.split_once(':').map_or(value, |(_, handle)| handle));
        return handles::in_network(&network, handle);
    }
    if handles::is_url(value) {
        return handles::at_url(value);
    }
    let (scheme, handle) = value.split_once(':')?;
    handles::in_network(&Network::new(scheme).ok()?, handle)
}

/// Lines with their continuations: those that begin with a blank, or follow a soft break of quoted-printable.
fn unfold(card: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in card.lines() {
        match lines.last_mut() {
            Some(last) if line.starts_with([' ', '\t']) => {
                last.extend(line.chars().skip(1));
            }
            Some(last) if last.ends_with('=') && is_quoted_printable(last) => {
                last.pop();
                last.push_str(line);
            }
            _ => lines.push(line.to_owned()),
        }
    }
    lines
}

fn is_quoted_printable(line: &str) -> bool {
    line.split(':').next().unwrap_or_default().to_ascii_uppercase().contains("QUOTED-PRINTABLE")
}

fn property(line: &str) -> Option<Property> {
    let mut quoted = false;
    let colon = line.char_indices().find_map(|(place, letter)| {
        quoted ^= letter == '"';
        (letter == ':' && !quoted).then_some(place)
    })?;
    let (head, value) = line.split_at_checked(colon)?;
    let mut parts = head.split(';');
    let name = parts.next().unwrap_or_default();
    let name = name.rsplit('.').next().unwrap_or_default().trim().to_ascii_uppercase();
    let parameters = parts.map(|part| match part.split_once('=') {
        Some((key, value)) => (key.trim().to_ascii_uppercase(), value.trim_matches('"').to_owned()),
        // vCard 2.1 leaves the name of TYPE and ENCODING out.
        None => ("TYPE".to_owned(), part.to_owned()),
    });
    let value = value.get(1..).unwrap_or_default().to_owned();
    Some(Property { name, parameters: parameters.collect(), value })
}

fn value_of(property: &Property) -> String {
    let is = |value: &str| value.eq_ignore_ascii_case("QUOTED-PRINTABLE");
    if property.parameters.iter().any(|(_, value)| is(value)) {
        decode_quoted_printable(&property.value)
    } else {
        property.value.clone()
    }
}

fn decode_quoted_printable(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = after.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        let code = code.and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match code.filter(|_| *first == b'=') {
            Some(byte) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// `family;given;additional;prefixes;suffixes` as one says it.
fn name(value: &str) -> String {
    let parts: Vec<String> = parts(value, ';').collect();
    let part = |place: usize| parts.get(place).map(String::as_str).unwrap_or_default();
    let said = [part(1), part(2), part(0)];
    said.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The parts of a structured value, unescaped.
fn parts(value: &str, between: char) -> impl Iterator<Item = String> + '_ {
    let mut escaped = false;
    let cut = move |letter: char| {
        let cuts = letter == between && !escaped;
        escaped = letter == '\\' && !escaped;
        cuts
    };
    value.split(cut).map(|part| unescape(part).trim().to_owned())
}

fn unescape(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut letters = value.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next() {
                Some('n' | 'N') => out.push('\n'),
                Some(other) => out.push(other),
                None => out.push('\\'),
            },
            other => out.push(other),
        }
    }
    out
}
