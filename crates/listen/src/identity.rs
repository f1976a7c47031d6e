//! The native id of a row: the network's own wherever the file tells it, else a hash that stays the same.

use model::Network;

use crate::platform;

/// What a row tells about which post it is.
#[derive(Clone, Copy)]
pub(crate) struct Traits<'a> {
    pub(crate) network: &'a Network,
    pub(crate) id: &'a str,
    pub(crate) url: Option<&'a str>,
    pub(crate) author: &'a str,
    pub(crate) secs: i64,
    pub(crate) title: &'a str,
    pub(crate) text: &'a str,
    pub(crate) is_answer: bool,
}

/// The native id: the id column; else the id in the link; else `u-` and a hash of (network, link); else `h-` and a hash
/// of (network, author, moment, title, text). On Reddit always with its prefix (`t1_` comment, `t3_` submission).
pub(crate) fn native_id(row: &Traits<'_>) -> String {
    let network = row.network.as_str();
    if is_id(row.id) {
        return match id_of_reference(network, row.id) {
            Some(id) => id,
            None if network == "reddit" && !has_reddit_prefix(row.id) => {
                format!("{}{}", if row.is_answer { "t1_" } else { "t3_" }, row.id)
            }
            None => row.id.to_owned(),
        };
    }
    match row.url {
        Some(url) => reference(network, url),
        None => {
            let secs = row.secs.to_string();
            hashed("h-", &[network, &row.author.to_lowercase(), &secs, row.title, row.text])
        }
    }
}

/// The native id of the post that a cell refers to by id or by link.
pub(crate) fn reference(network: &str, cell: &str) -> String {
    if let Some(id) = id_of_reference(network, cell) {
        return id;
    }
    if is_link(cell) { hashed("u-", &[network, cell]) } else { cell.to_owned() }
}

fn id_of_reference(network: &str, cell: &str) -> Option<String> {
    is_link(cell).then(|| platform::id_in_link(network, cell)).flatten()
}

fn is_link(cell: &str) -> bool {
    cell.starts_with("http://") || cell.starts_with("https://")
}

fn has_reddit_prefix(id: &str) -> bool {
    id.strip_prefix('t').is_some_and(|rest| rest.as_bytes().get(1) == Some(&b'_'))
}

/// Whether a cell is an id: not empty, not a word for nothing, not a number that a spreadsheet rounded.
pub(crate) fn is_id(cell: &str) -> bool {
    !cell.is_empty()
        && !matches!(
            cell.to_ascii_lowercase().as_str(),
            "null" | "none" | "nan" | "n/a" | "-" | "0"
        )
        && !is_rounded(cell)
}

/// Whether a cell is a number in the notation into which spreadsheets round long ids: `5.70306E+17`.
pub(crate) fn is_rounded(cell: &str) -> bool {
    let Some((digits, exponent)) = cell.split_once(['e', 'E']) else { return false };
    let exponent = exponent.strip_prefix('+').unwrap_or(exponent);
    let number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let whole: String = digits.split(['.', ',']).collect();
    digits.contains(['.', ',']) && number(&whole) && number(exponent) && exponent.len() <= 2
}

fn hashed(prefix: &str, parts: &[&str]) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    let hex = hasher.finalize().to_hex();
    format!("{prefix}{}", hex.get(..32).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_has_the_same_id_each_time_and_the_networks_own_where_there_is_one() {
        let network = Network::new("twitter").unwrap();
        let row = Traits {
            network: &network,
            id: "",
            url: Some("https://twitter.com/a/status/12345678"),
            author: "a",
            secs: 1,
            title: "",
            text: "hello",
            is_answer: false,
        };
        assert_eq!(native_id(&row), "12345678");
        assert_eq!(native_id(&Traits { id: "99", ..row }), "99");
        let rounded = Traits { id: "5.70306E+17", url: None, ..row };
        let hash = native_id(&rounded);
        assert!(hash.starts_with("h-") && hash.len() == 34);
        assert_eq!(hash, native_id(&Traits { author: "A", ..rounded }));
        assert_ne!(hash, native_id(&Traits { secs: 2, ..rounded }));
        let page = Traits { url: Some("https://example.org/1"), ..row };
        assert_eq!(native_id(&page), reference("twitter", "https://example.org/1"));
        let reddit = Network::new("reddit").unwrap();
        assert_eq!(
            native_id(&Traits { network: &reddit, id: "abc", is_answer: true, ..row }),
            "t1_abc"
        );
        assert_eq!(native_id(&Traits { network: &reddit, id: "t1_abc", ..row }), "t1_abc");
    }

    #[test]
    fn rounded_numbers_are_no_ids() {
        assert!(is_rounded("5.70306E+17") && is_rounded("5,7e17"));
        assert!(
            !is_rounded("570306133677760513") && !is_rounded("abc.e12x") && !is_rounded("1e5f.2")
        );
    }
}
