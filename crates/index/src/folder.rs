//! The index's folder: telling our files from others', and making room for a new index without harming anybody.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::error::IndexError;
use crate::payload::Payload;
use crate::schema::FORMAT;

/// The file that says that the engine's files beside it are ours.
const MARKER: &str = "waggle-index.json";
const META: &str = "meta.json";
const MANAGED: &str = ".managed.json";

/// What stands in the folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Found {
    /// No index; perhaps other files.
    Nothing,
    /// An index of ours, sound or not.
    Ours,
    /// Files of somebody else under the names that the engine needs.
    Foreign,
}

/// Makes the folder if need be, and looks at what is in it.
pub(crate) fn look(dir: &Path) -> Result<Found, IndexError> {
    fs::create_dir_all(dir).map_err(|error| io(dir, error))?;
    if dir.join(MARKER).exists() {
        return Ok(Found::Ours);
    }
    match fs::read_to_string(dir.join(META)) {
        Ok(text) if is_our_meta(&text) => Ok(Found::Ours),
        Ok(_) => Ok(Found::Foreign),
        Err(error) if error.kind() == ErrorKind::InvalidData => Ok(Found::Foreign),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            Ok(if dir.join(MANAGED).exists() { Found::Foreign } else { Found::Nothing })
        }
        Err(error) => Err(io(&dir.join(META), error)),
    }
}

/// Marks the folder as ours.
pub(crate) fn mark(dir: &Path) -> Result<(), IndexError> {
    let path = dir.join(MARKER);
    let text = format!(
        "{{\"waggle\":\"index\",\"format\":{FORMAT},\"about\":\"made from the ledger; safe to delete\"}}\n"
    );
    fs::write(&path, text).map_err(|error| io(&path, error))
}

/// Removes the files of an index of ours; whatever else lies in the folder stays.
pub(crate) fn wipe(dir: &Path) -> Result<(), IndexError> {
    for entry in fs::read_dir(dir).map_err(|error| io(dir, error))? {
        let path = entry.map_err(|error| io(dir, error))?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if is_engine_file(name) && path.is_file() {
            match fs::remove_file(&path) {
                Err(error) if error.kind() != ErrorKind::NotFound => return Err(io(&path, error)),
                _ => {}
            }
        }
    }
    Ok(())
}

/// Renames the foreign files whose names we need; says what they are called now.
pub(crate) fn set_aside(dir: &Path) -> Result<Vec<PathBuf>, IndexError> {
    let mut moved = Vec::new();
    for name in [META, MANAGED] {
        let from = dir.join(name);
        if !from.exists() {
            continue;
        }
        let free = |n: &u32| !dir.join(format!("{name}.aside-{n}")).exists();
        let number = (1..).find(free).unwrap_or(1);
        let to = dir.join(format!("{name}.aside-{number}"));
        fs::rename(&from, &to).map_err(|error| io(&from, error))?;
        moved.push(to);
    }
    Ok(moved)
}

fn is_our_meta(text: &str) -> bool {
    let meta: Option<serde_json::Value> = serde_json::from_str(text).ok();
    let payload = meta.as_ref().and_then(|meta| meta.get("payload")?.as_str());
    payload.and_then(Payload::read).is_some()
}

/// Names that only the engine gives: a segment's id in 32 hexadecimal digits and a part, or one of a few fixed names.
fn is_engine_file(name: &str) -> bool {
    let segment = || {
        let Some((stem, _)) = name.split_once('.') else { return false };
        stem.len() == 32 && stem.bytes().all(|b| b.is_ascii_hexdigit())
    };
    name == META || name == MANAGED || segment()
}

fn io(path: &Path, error: std::io::Error) -> IndexError {
    IndexError::Io { path: path.to_owned(), error }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_that_the_engine_names_are_ours_to_remove() {
        assert!(is_engine_file("meta.json"));
        assert!(is_engine_file("0123456789abcdef0123456789abcdef.store"));
        assert!(is_engine_file("0123456789abcdef0123456789abcdef.12.del"));
        assert!(!is_engine_file("notes.txt"));
        assert!(!is_engine_file("0123456789abcdef0123456789abcdef"));
        assert!(!is_engine_file("0123.store"));
    }

    #[test]
    fn a_folder_is_ours_by_its_marker_or_by_its_last_commit() {
        let dir = tempfile::tempdir().unwrap();
        let at = |name: &str| dir.path().join(name);
        assert_eq!(look(dir.path()).unwrap(), Found::Nothing);
        fs::write(at("notes.txt"), "mine").unwrap();
        assert_eq!(look(dir.path()).unwrap(), Found::Nothing);
        fs::write(at(META), "{}").unwrap();
        assert_eq!(look(dir.path()).unwrap(), Found::Foreign);
        assert_eq!(set_aside(dir.path()).unwrap(), [at("meta.json.aside-1")]);
        mark(dir.path()).unwrap();
        assert_eq!(look(dir.path()).unwrap(), Found::Ours);
        wipe(dir.path()).unwrap();
        assert!(at("notes.txt").exists() && at("meta.json.aside-1").exists());
    }
}
