//! Changes a watch in `waggle.toml` and leaves everything else in the file as its author wrote it.

use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, value};
use web::WatchChange;

/// The file's text with `change` in it.
pub fn change(text: &str, change: &WatchChange) -> Result<String, String> {
    let mut file: DocumentMut =
        text.parse().map_err(|error| format!("waggle.toml cannot be read: {error}"))?;
    let watches = file.entry("watch").or_insert(Item::ArrayOfTables(ArrayOfTables::new()));
    let watches = watches
        .as_array_of_tables_mut()
        .ok_or("waggle.toml writes its watches in a way that cannot be changed from here; write each as [[watch]]")?;
    let named = |table: &Table, name: &str| table.get("name").and_then(Item::as_str) == Some(name);
    let place = match &change.old_name {
        Some(old) => {
            let place = watches.iter().position(|table| named(table, old));
            Some(place.ok_or_else(|| format!("waggle.toml has no watch called `{old}`"))?)
        }
        None => None,
    };
    match (&change.name, place) {
        (None, Some(place)) => drop(watches.remove(place)),
        (None, None) => return Err("there is nothing to remove".to_owned()),
        (Some(name), place) => {
            if place.is_none() {
                watches.push(Table::new());
            }
            let last = watches.len().saturating_sub(1);
            if let Some(table) = watches.get_mut(place.unwrap_or(last)) {
                for (key, text) in
                    [("name", name), ("subject", &change.subject), ("query", &change.query)]
                {
                    table.insert(key, value(text.as_str()));
                }
            }
        }
    }
    Ok(file.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "# who we are\n[workspace]\nname = \"Lumen\"\n\n[[watch]]\nname = \"lamps\" # ours\nsubject = \"Lumen\"\nquery = 'lumen'\n";

    fn set(old: Option<&str>, name: Option<&str>, query: &str) -> WatchChange {
        WatchChange {
            old_name: old.map(str::to_owned),
            name: name.map(str::to_owned),
            subject: "Lumen".to_owned(),
            query: query.to_owned(),
        }
    }

    #[test]
    fn comments_stay_and_the_watch_changes() {
        let after =
            change(FILE, &set(Some("lamps"), Some("lamps"), "lumen OR \"our lamp\"")).unwrap();
        assert!(after.starts_with("# who we are\n"), "{after}");
        assert!(after.contains("query = 'lumen OR \"our lamp\"'"), "{after}");
        let more = change(&after, &set(None, Some("bulbs"), "bulb*")).unwrap();
        assert_eq!(more.matches("[[watch]]").count(), 2);
        let less = change(&more, &set(Some("lamps"), None, "")).unwrap();
        assert!(!less.contains("lamps") && less.contains("bulbs"), "{less}");
    }

    #[test]
    fn a_watch_that_is_not_there_is_said() {
        assert!(
            change(FILE, &set(Some("chairs"), Some("chairs"), "x")).unwrap_err().contains("chairs")
        );
        assert!(change("watch = 3", &set(None, Some("a"), "b")).is_err());
    }
}
